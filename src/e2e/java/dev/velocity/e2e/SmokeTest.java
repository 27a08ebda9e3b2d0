package dev.velocity.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.Velocity;
import dev.velocity.command.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

/// `velocity smoke` and `velocity journal` against a server that works, and against one that does not.
class SmokeTest {
    @TempDir
    private Path directory;

    @Test
    void aServerThatWorksPassesAndTheJournalKeepsWhatWasSeen() throws Exception {
        String[] where;
        String port;
        try (var server = TestServer.start(Sites.hall(1))) {
            server.reading("co2-1", 600);
            where = new String[] {
                server.people().toString(),
                "--devices",
                server.devices().toString(),
                "--operations",
                "http://127.0.0.1:" + server.bean(Environment.class).getRequiredProperty("local.management.port"),
                "--journal",
                directory.toString(),
                "--deployed",
                "1.2.3"
            };
            assertThat(run("smoke", where, 5)).isZero();
            port = server.bean(Environment.class).getRequiredProperty("local.management.port");
            assertThat(Commands.run(Velocity.class, "health", "--operations-port", port))
                    .isZero();
            assertThat(run("journal", where, where.length)).isZero();
        }
        // The same addresses, where nobody is any more.
        assertThat(Commands.run(Velocity.class, "health", "--operations-port", port))
                .isEqualTo(1);
        assertThat(run("smoke", where, 5)).isEqualTo(1);
        assertThat(run("journal", where, where.length)).isEqualTo(1);
        try (var files = Files.list(directory)) {
            var file = files.toList();
            assertThat(file).hasSize(1);
            assertThat(file.getFirst().getFileName().toString()).matches("\\d{4}-\\d\\d-\\d\\d\\.md");
            assertThat(Files.readString(file.getFirst()))
                    .startsWith("# Journal of ")
                    .contains(
                            ", 1.2.3\n",
                            "Smoke: 8 of 8 passed.",
                            "| readings kept | 1 |",
                            "| requests that failed | 0 |")
                    .contains(
                            "Smoke: 0 of 8 passed.",
                            "- FAILED: operations: the server lives",
                            "No metrics could be read.");
        }
    }

    private static int run(String command, String[] where, int most) {
        var arguments = new String[most + 1];
        arguments[0] = command;
        System.arraycopy(where, 0, arguments, 1, most);
        return Commands.run(Velocity.class, arguments);
    }
}
