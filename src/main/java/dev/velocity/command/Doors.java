package dev.velocity.command;

import dev.velocity.access.Access;
import dev.velocity.access.Outcome;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Clocks;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// The doors of `access` on a data directory, opened from the command line. A server may run on it at the same time.
final class Doors implements AutoCloseable {
    private final Database database;
    private final Writer writer;
    private final Access access;

    private Doors(Database database, Writer writer, Access access) {
        this.database = database;
        this.writer = writer;
        this.access = access;
    }

    static Doors open(DataOption data) throws NoSuchFileException {
        var database = data.open();
        var writer = new Writer(database);
        var audit = new Audit(Clocks.system());
        writer.onForeignChange(audit::forget);
        return new Doors(database, writer, Access.open(database, writer, audit, Clocks.system(), data.directory()));
    }

    Access access() {
        return access;
    }

    /// Says what became of it; the exit code.
    ///
    /// @param said the line to print of what was done
    static <T> int tell(@Nullable CommandSpec spec, Outcome<T> outcome, Function<T, String> said) {
        var line = Objects.requireNonNull(spec).commandLine();
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> {
                line.getOut().println(said.apply(value));
                yield 0;
            }
            case Outcome.Refused<T> refused -> {
                line.getErr().println("refused: " + refused.because());
                yield Commands.REFUSED;
            }
            case Outcome.Unknown<T>() -> {
                line.getErr().println("refused: there is nothing of that name; list shows what there is");
                yield Commands.REFUSED;
            }
        };
    }

    @Override
    public void close() {
        writer.close();
        database.close();
    }
}
