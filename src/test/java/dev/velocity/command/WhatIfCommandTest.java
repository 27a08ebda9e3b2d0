package dev.velocity.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.Database;
import dev.velocity.simulation.DemoSite;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WhatIfCommandTest {
    @TempDir
    private Path data;

    private final StringWriter said = new StringWriter();
    private final StringWriter complained = new StringWriter();

    @BeforeEach
    void aSiteWithoutAPast() throws IOException {
        Database.open(DataDirectory.database(data)).close();
        Files.writeString(data.resolve("site.yaml"), DemoSite.text());
    }

    @Test
    void nothingDiffersWhereNothingHappened() {
        assertThat(whatIf("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "json"))
                .as("%s", complained)
                .isZero();
        assertThat(said.toString()).contains("\"same\":true", "\"hash\":\"");
        assertThat(whatIf("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "table"))
                .isZero();
        assertThat(said.toString()).contains("0 differences", "SHA-256");
    }

    @Test
    void whatCannotBeAskedIsTwoAndSaysWhy() {
        assertThat(whatIf("yesterday", "2026-03-02T00:00:00Z", "json")).isEqualTo(2);
        assertThat(complained.toString()).contains("--from must be an instant such as 2026-03-01T00:00:00Z");
        assertThat(whatIf("2026-03-02T00:00:00Z", "2026-03-01T00:00:00Z", "json"))
                .isEqualTo(2);
        assertThat(complained.toString()).contains("the window must begin before it ends");
    }

    @Test
    void aTestThatFailsIsToldByItsLine() throws IOException {
        var file = data.resolve("site.yaml");
        assertThat(run(new RulesCommand(), "test", file.toString())).isZero();
        assertThat(said.toString()).contains("2 of 2 tests passed");
        Files.writeString(file, DemoSite.text().replace("180 high medium", "181 high medium"));
        assertThat(run(new RulesCommand(), "test", file.toString())).isEqualTo(1);
        assertThat(complained.toString())
                .containsPattern("site.yaml:\\d+: air that stays bad calls: expected \\[181 high medium");
    }

    private int whatIf(String from, String to, String format) {
        return run(
                new WhatIfCommand(),
                "--data",
                data.toString(),
                "--from",
                from,
                "--to",
                to,
                "--rules",
                data.resolve("site.yaml").toString(),
                "--format",
                format);
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(complained, true))
                .execute(arguments);
    }
}
