package dev.velocity.command;

import dev.velocity.platform.DataDirectory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `velocity restore`: make a backup the data directory of a server.
@Command(
        name = "restore",
        description = "Make a backup the data directory of a server. Refuses to overwrite one.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "DIR", description = "The backup.")
    private Path backup = Path.of("");

    @Override
    public Integer call() throws IOException {
        var file = DataDirectory.database(backup);
        if (!Files.exists(file)) throw new NoSuchFileException(file + ": this is not a backup");
        if (Files.exists(data.file()))
            throw new FileAlreadyExistsException(
                    data.file() + ": move the old data directory away first, or name another with --data");
        DataDirectory.open(data.directory());
        Files.copy(file, data.file(), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Backup.copyBeside(backup, data.directory());
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println(backup + " is now " + data.directory() + "; `velocity audit verify` proves it whole");
        return 0;
    }
}
