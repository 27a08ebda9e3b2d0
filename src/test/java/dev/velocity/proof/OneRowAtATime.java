package dev.velocity.proof;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Properties;

/// The control of the power cut: the smallest program that says what it has committed, on SQLite as Velocity uses it,
/// or with the one setting that is known to lose what was said.
public final class OneRowAtATime {
    private OneRowAtATime() {}

    /// @param arguments database file and `synchronous`
    public static void main(String... arguments) throws Exception {
        var pragmas = new Properties();
        pragmas.setProperty("journal_mode", "WAL");
        pragmas.setProperty("synchronous", arguments[1]);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + Path.of(arguments[0]), pragmas);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE said (n INTEGER PRIMARY KEY, filling TEXT)");
            try (var insert = connection.prepareStatement("INSERT INTO said VALUES (?, ?)")) {
                for (long n = 1; ; n++) {
                    insert.setLong(1, n);
                    insert.setString(2, "x".repeat(200));
                    insert.executeUpdate();
                    System.out.println(n);
                }
            }
        }
    }
}
