package dev.velocity.command;

import dev.velocity.audit.Trail;
import dev.velocity.audit.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `velocity audit`: prove the trail whole, carry it away.
@Command(
        name = "audit",
        description = "Verify or export the audit trail.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(verify | export FILE)")
final class AuditCommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "verify",
            description = "Check every line of the trail and everything that was signed of it.",
            mixinStandardHelpOptions = true,
            footer = {"", "Exit codes: 0 whole, 1 not whole (the first bad line is named)."})
    int verify(
            @Mixin DataOption data,
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            description = "Check this export instead of a server's data.")
                    @Nullable
                    Path file,
            @Option(
                            names = "--public-key",
                            paramLabel = "FILE",
                            description = "Trust only this key, kept from the server's audit/audit.pub.")
                    @Nullable
                    Path publicKey)
            throws IOException {
        var key = Optional.ofNullable(publicKey);
        Verification found;
        if (file != null) {
            found = Trail.verify(file, key, this::progress);
        } else {
            try (var database = data.open()) {
                found = Trail.verify(database, data.directory(), key, this::progress);
            }
        }
        return switch (found) {
            case Verification.Whole(long lines, long signed, int checkpoints) -> {
                out().println("whole: " + lines + " lines; " + checkpoints + " checkpoints vouch up to line " + signed);
                if (file != null && publicKey == null)
                    out().println("the key was taken from the file itself; give --public-key to know whose it is");
                yield 0;
            }
            case Verification.Broken(long line, String why) -> {
                out().println("NOT WHOLE at line " + line + ": " + why);
                yield Commands.REFUSED;
            }
        };
    }

    @Command(
            name = "export",
            description = "Write the trail and its checkpoints to a file that any machine can verify.",
            mixinStandardHelpOptions = true)
    int export(@Mixin DataOption data, @Parameters(paramLabel = "FILE") Path file) throws IOException {
        if (Files.exists(file)) throw new FileAlreadyExistsException(file + ": name a file that does not exist yet");
        try (var database = data.open()) {
            long lines = Trail.export(database, data.directory(), file, this::progress);
            out().println(lines + " lines are in " + file + "; check them with `velocity audit verify --file " + file
                    + "`");
        }
        return 0;
    }

    private void progress(long lines) {
        var err = Objects.requireNonNull(spec).commandLine().getErr();
        err.print("\r" + lines + " lines ");
        err.flush();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
