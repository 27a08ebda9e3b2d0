package dev.velocity.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Programs of the system that break things for us.
final class Tool {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Tool() {}

    /// Runs a program to its end.
    ///
    /// @return what it printed
    /// @throws IOException when it is missing, fails, or does not end in a minute
    static String run(String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile("tool", ".log");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(List.of(command) + " did not end");
            }
            var text = Files.readString(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) throw new IOException(List.of(command) + ": " + text.strip());
            return text;
        } finally {
            Files.delete(output);
        }
    }

    /// Whether a program is here and does what it is asked.
    static boolean works(String... command) throws InterruptedException {
        try {
            run(command);
            return true;
        } catch (IOException e) {
            System.out.println(e.getMessage());
            return false;
        }
    }

    /// Whether this process may mount things.
    static boolean isRoot() throws IOException {
        return Files.getOwner(Path.of("/proc/self")).getName().equals("root");
    }
}
