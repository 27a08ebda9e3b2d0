package dev.velocity.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.sqlite.SQLiteConnection;

/// The SQLite file: readers here, the one [Writer] made from it. Any thread may read.
///
/// The file is opened in WAL mode with `synchronous=FULL`, and opening fails when SQLite does not confirm both:
/// `NORMAL` loses acknowledged rows in a power cut (docs/decisions/0004).
public final class Database implements AutoCloseable {
    private static final int READERS = 8;
    /// Pages of the write-ahead log, of 4 KiB each, with which the writer moves them into the file itself.
    static final int LONGEST_LOG = 8_000;

    private final Path file;
    private final HikariDataSource readers;
    /// What has been prepared for each of the readers' connections, of which one thread at a time has one.
    private final Map<SQLiteConnection, Statements> prepared = new ConcurrentHashMap<>();

    private Database(Path file, HikariDataSource readers) {
        this.file = file;
        this.readers = readers;
    }

    /// Opens the file, making it (readable by its owner alone) when there is none, and brings the schema up to date.
    public static Database open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file))
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            else Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the database file " + file, e);
        }
        try (var first = connect(file)) {
            new Migrations().up(first);
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot open " + file + ": " + e.getMessage(), e);
        }
        var config = new HikariConfig();
        config.setPoolName("readers");
        config.setJdbcUrl("jdbc:sqlite:" + file);
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        config.setDataSourceProperties(pragmas());
        config.setConnectionInitSql("PRAGMA query_only=1");
        return new Database(file, new HikariDataSource(config));
    }

    /// Brings the schema of a file that no server uses to step `target`, or to the newest when it is null; what was
    /// done, in words.
    public static String migrate(Path file, @org.jspecify.annotations.Nullable Integer target) {
        var migrations = new Migrations();
        try (var connection = connect(file)) {
            int from = migrations.at(connection);
            migrations.to(connection, target == null ? migrations.newest() : target);
            return "the schema went from step " + from + " to step " + migrations.at(connection) + " of "
                    + migrations.newest();
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot migrate " + file + ": " + e.getMessage(), e);
        }
    }

    /// Answers a question from one consistent snapshot.
    public <T> T read(Function<Rows, T> question) {
        try (var connection = readers.getConnection()) {
            var rows = prepared(connection);
            rows.execute("BEGIN");
            try {
                return question.apply(rows);
            } finally {
                end(connection, rows);
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e.getMessage(), e);
        }
    }

    private Statements prepared(Connection connection) throws SQLException {
        var own = connection.unwrap(SQLiteConnection.class);
        var known = prepared.get(own);
        if (known != null) return known;
        // The pool closes connections now and then, and what was prepared for them is gone with them.
        for (var others = prepared.keySet().iterator(); others.hasNext(); )
            if (others.next().isClosed()) others.remove();
        var fresh = new Statements(own);
        prepared.put(own, fresh);
        return fresh;
    }

    private void end(Connection connection, Statements rows) {
        try {
            rows.execute("ROLLBACK");
        } catch (Statements.StatementFailure e) {
            // What failed so badly that its snapshot is gone is not used again; the question's own answer, or its own
            // failure, is what its asker wants to know.
            readers.evictConnection(connection);
        }
    }

    /// A consistent copy of the whole database as of now, made while writers go on. `copy` must not exist yet.
    public void copyTo(Path copy) {
        try (var connection = connect(file);
                var statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, copy.toString());
            statement.execute();
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot copy " + file + " to " + copy + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + file + " to " + copy, e);
        }
    }

    public Path file() {
        return file;
    }

    @Override
    public void close() {
        readers.close();
    }

    static Connection connect(Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file, pragmas());
        try {
            require(connection, "journal_mode", "wal");
            require(connection, "synchronous", "2");
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void require(Connection connection, String pragma, String value) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA " + pragma)) {
            var found = row.next() ? row.getString(1) : "nothing";
            if (!value.equals(found))
                throw new DatabaseFailure(
                        "SQLite answers " + pragma + "=" + found + " where " + value
                                + " is needed; without it a power cut loses acknowledged readings",
                        null);
        }
    }

    private static Properties pragmas() {
        var pragmas = new Properties();
        pragmas.setProperty("journal_mode", "WAL");
        pragmas.setProperty("synchronous", "FULL");
        pragmas.setProperty("busy_timeout", "2000");
        pragmas.setProperty("cache_size", "-65536");
        pragmas.setProperty("wal_autocheckpoint", Integer.toString(LONGEST_LOG));
        pragmas.setProperty("foreign_keys", "true");
        // Without it INSERT OR REPLACE deletes a row past the trigger that forbids deleting.
        pragmas.setProperty("recursive_triggers", "true");
        pragmas.setProperty("mmap_size", "268435456");
        // Nobody asks for them, and the driver would put a question of its own behind each change.
        pragmas.setProperty("jdbc.get_generated_keys", "false");
        return pragmas;
    }
}
