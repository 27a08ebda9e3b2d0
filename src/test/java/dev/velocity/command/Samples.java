package dev.velocity.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The recorded data of real sensors that lies beside the project; it is no part of it.
final class Samples {
    private Samples() {}

    static Path occupancy() {
        return there("occupancy/datatraining.txt");
    }

    static Path radnet() {
        return there("radnet/LA_BATON_ROUGE_2020.csv");
    }

    /// The lines of a file, cut at commas, without quotes and header.
    static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.replace("\"", "").split(",", -1))
                .toList();
    }

    private static Path there(String name) {
        var file = Path.of("..", "shared", "data").resolve(name);
        assertThat(file)
                .as("sample data: put the project beside a directory shared/data that has " + name)
                .isRegularFile();
        return file;
    }
}
