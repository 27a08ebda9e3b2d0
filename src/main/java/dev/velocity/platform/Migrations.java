package dev.velocity.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// Brings the schema up or down, one numbered step at a time, each step and its record in one transaction.
///
/// A step is a file `db/V003__alert.sql` with its undo below the line `-- //@UNDO`. Because the record is written
/// in the step's own transaction, a kill between any two statements leaves the schema as before the step or after
/// it, never between (the libraries for this record a step after its commit: docs/decisions/0004).
public final class Migrations {
    private static final Pattern NAME = Pattern.compile("V(\\d{3})__([a-z_]+)\\.sql");
    private static final String UNDO = "-- //@UNDO";
    private final List<Step> steps;

    public Migrations() {
        this(onClasspath());
    }

    Migrations(List<Step> steps) {
        this.steps =
                steps.stream().sorted(Comparator.comparingInt(Step::number)).toList();
        for (int i = 0; i < this.steps.size(); i++)
            if (this.steps.get(i).number() != i + 1)
                throw new IllegalArgumentException("migrations must be numbered 1, 2, 3...; at place " + (i + 1)
                        + " is " + this.steps.get(i).number());
    }

    /// One numbered change of the schema and how to undo it.
    record Step(int number, String name, List<String> up, List<String> down) {
        static Step parse(int number, String name, String text) {
            int cut = text.indexOf(UNDO);
            if (cut < 0) throw new IllegalArgumentException("migration " + number + " " + name + " has no undo");
            return new Step(number, name, statements(text.substring(0, cut)), statements(text.substring(cut)));
        }

        /// Statements end with a semicolon at a line's end; a trigger's body ends with the line `END;`.
        private static List<String> statements(String text) {
            var found = new ArrayList<String>();
            var current = new StringBuilder();
            for (var line : text.lines().toList()) {
                if (line.isBlank() || line.stripLeading().startsWith("--")) continue;
                current.append(line).append('\n');
                boolean inTrigger = current.indexOf("CREATE TRIGGER") >= 0;
                if (inTrigger
                        ? line.strip().equals("END;")
                        : line.stripTrailing().endsWith(";")) {
                    found.add(current.toString());
                    current.setLength(0);
                }
            }
            if (!current.isEmpty()) throw new IllegalArgumentException("statement without an end: " + current);
            return found;
        }
    }

    /// The newest step this program knows.
    public int newest() {
        return steps.size();
    }

    /// The step the database stands at; 0 for an empty one.
    public int at(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
            try (var row = statement.executeQuery("SELECT coalesce(max(number), 0) FROM migration")) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    /// Takes every step that is missing.
    public void up(Connection connection) throws SQLException {
        to(connection, newest());
    }

    /// Goes up or down to step `target`.
    public void to(Connection connection, int target) throws SQLException {
        if (target < 0 || target > newest())
            throw new IllegalArgumentException("there are steps 0 to " + newest() + ", not " + target);
        int at = at(connection);
        if (at > newest())
            throw new DatabaseFailure(
                    "the database is at step " + at + ", this program knows only " + newest()
                            + ": use the newer program, or go down with it first",
                    null);
        for (; at < target; at++) {
            var step = steps.get(at);
            run(
                    connection,
                    step.up(),
                    "INSERT INTO migration (number, name) VALUES (" + step.number() + ", '" + step.name() + "')");
        }
        for (; at > target; at--) {
            var step = steps.get(at - 1);
            run(connection, step.down(), "DELETE FROM migration WHERE number = " + step.number());
        }
    }

    private static void run(Connection connection, List<String> statements, String record) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (var sql : statements) statement.execute(sql);
            statement.execute(record);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static List<Step> onClasspath() {
        try {
            var found = new ArrayList<Step>();
            for (var file : new PathMatchingResourcePatternResolver(Migrations.class.getClassLoader())
                    .getResources("classpath*:db/V*.sql")) {
                var name = NAME.matcher(Objects.requireNonNull(file.getFilename()));
                if (!name.matches()) throw new IllegalStateException(file + " is not named V000__words.sql");
                found.add(Step.parse(
                        Integer.parseInt(name.group(1)),
                        name.group(2),
                        file.getContentAsString(StandardCharsets.UTF_8)));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the migrations", e);
        }
    }
}
