package dev.velocity.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What the proofs saw, one line each: printed, and kept where `./velocity prove` finds it.
public final class Proofs {
    private Proofs() {}

    /// Runs a script that says what it saw in lines that begin with `ok  `, and asserts that it ends well.
    ///
    /// @param name before each of those lines, and of the log in `target`
    public static void script(String name, Duration most, String... command) throws IOException, InterruptedException {
        var log = Path.of("target", name + ".log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(most.toSeconds(), TimeUnit.SECONDS);
        if (!ended) process.destroy();
        var said = Files.readString(log);
        for (var line : said.lines().filter(one -> one.startsWith("ok  ")).toList())
            saw(name + ": " + line.substring(2).strip());
        assertThat(ended).as("it ended within %s", most).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    public static void saw(String line) throws IOException {
        System.out.println(line);
        var file = Files.createDirectories(Path.of("target")).resolve("proofs.md");
        Files.writeString(file, "- " + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
