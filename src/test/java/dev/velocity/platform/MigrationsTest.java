package dev.velocity.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void create() throws Exception {
        file = Files.createFile(directory.resolve("v.db"));
    }

    @Test
    void upDownAndUpAgainIsTheSameSchema() throws SQLException {
        var migrations = new Migrations();
        try (var connection = Database.connect(file)) {
            migrations.up(connection);
            var first = schema(connection);
            migrations.to(connection, 0);
            assertThat(schema(connection)).hasSize(1).first().asString().contains("TABLE migration");
            migrations.up(connection);
            assertThat(schema(connection)).isEqualTo(first);
        }
    }

    @Test
    void eachStepAloneCanBeUndoneAndTakenAgain() throws SQLException {
        var migrations = new Migrations();
        try (var connection = Database.connect(file)) {
            for (int step = 1; step <= migrations.newest(); step++) {
                migrations.to(connection, step - 1);
                var before = schema(connection);
                migrations.to(connection, step);
                migrations.to(connection, step - 1);
                assertThat(schema(connection)).as("step %d", step).isEqualTo(before);
                migrations.to(connection, step);
            }
        }
    }

    @Test
    void aStepThatStopsHalfwayLeavesNothing() throws SQLException {
        var broken = new Migrations(List.of(Migrations.Step.parse(
                1, "broken", "CREATE TABLE a (x INTEGER);\nCREATE TABLE a (x INTEGER);\n-- //@UNDO\nDROP TABLE a;\n")));
        try (var connection = Database.connect(file)) {
            assertThatThrownBy(() -> broken.up(connection)).hasMessageContaining("already exists");
            assertThat(broken.at(connection)).isZero();
            assertThat(schema(connection)).noneMatch(sql -> sql.contains("TABLE a"));
        }
    }

    @Test
    void aDatabaseOfANewerProgramIsRefusedInWords() throws SQLException {
        try (var connection = Database.connect(file)) {
            new Migrations().up(connection);
            assertThatThrownBy(() -> new Migrations(List.of()).up(connection))
                    .hasMessageContaining("use the newer program");
        }
    }

    @Test
    void aStepWithoutAnUndoIsNotAStep() {
        assertThatThrownBy(() -> Migrations.Step.parse(1, "one_way", "CREATE TABLE a (x INTEGER);\n"))
                .hasMessageContaining("no undo");
    }

    @Test
    void aTriggersBodyIsOneStatement() {
        var step = Migrations.Step.parse(
                1, "t", "CREATE TRIGGER x BEFORE UPDATE ON a BEGIN\n    SELECT 1;\nEND;\n-- //@UNDO\nDROP TABLE a;\n");
        assertThat(step.up()).hasSize(1);
    }

    /// What a step put aside for the next upgrade (`*_later`) is no part of the schema.
    private static List<String> schema(Connection connection) throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_later' ESCAPE '\\' ORDER BY name")) {
            while (rows.next()) found.add(rows.getString(1));
        }
        return found;
    }
}
