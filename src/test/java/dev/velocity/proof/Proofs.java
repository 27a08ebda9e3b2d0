package dev.velocity.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What the proofs saw, one line each: printed, and kept where `./velocity prove` finds it.
public final class Proofs {
    private Proofs() {}

    public static void saw(String line) throws IOException {
        System.out.println(line);
        var file = Files.createDirectories(Path.of("target")).resolve("proofs.md");
        Files.writeString(file, "- " + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
