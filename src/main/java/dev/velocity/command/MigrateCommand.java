package dev.velocity.command;

import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.Database;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `velocity migrate`: bring the schema up, or down before going back to an older program.
@Command(
        name = "migrate",
        description = "Bring the database's schema up to this program, or down to an earlier step.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--to",
            paramLabel = "STEP",
            description =
                    "Go to this step instead of the newest; going down puts aside what the older program cannot hold.")
    private @Nullable Integer to;

    @Override
    public Integer call() throws Exception {
        try (var _ = DataDirectory.lock(data.directory())) {
            var told = Database.migrate(data.file(), to);
            Objects.requireNonNull(spec).commandLine().getOut().println(told);
        }
        return 0;
    }
}
