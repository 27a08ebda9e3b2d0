package dev.velocity.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Prepared statements of one connection, each prepared once as long as it is among the last [#MOST] that were used.
/// One thread at a time.
final class Statements implements Rows, AutoCloseable {
    /// More than there are questions whose text is always the same.
    private static final int MOST = 256;

    private final Connection connection;
    private final LinkedHashMap<String, PreparedStatement> prepared = new LinkedHashMap<>(MOST, 0.75f, true);

    Statements(Connection connection) {
        this.connection = connection;
    }

    int update(String sql, @Nullable Object... args) {
        try {
            return bound(sql, args).executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    void execute(String sql) {
        try {
            bound(sql).execute();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    @Override
    public <T> List<T> list(String sql, Read<T> read, @Nullable Object... args) {
        try (var rows = bound(sql, args).executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) found.add(read.from(rows));
            return found;
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    @Override
    public <T> Optional<T> one(String sql, Read<T> read, @Nullable Object... args) {
        try (ResultSet rows = bound(sql, args).executeQuery()) {
            return rows.next() ? Optional.of(read.from(rows)) : Optional.empty();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    @Override
    public void forEach(String sql, Each each, @Nullable Object... args) {
        // Its own statement: `each` may ask further questions, even this one again.
        try (var statement = bind(connection.prepareStatement(sql), args);
                var rows = statement.executeQuery()) {
            while (rows.next()) each.row(rows);
        } catch (SQLException e) {
            throw new StatementFailure(sql, e);
        }
    }

    @Override
    public void close() throws SQLException {
        for (var statement : prepared.values()) statement.close();
        prepared.clear();
    }

    /// The driver throws away what lies behind a statement that failed in certain ways (a full disk is one), so it is
    /// prepared anew the next time.
    private StatementFailure failed(String sql, SQLException why) {
        var failure = new StatementFailure(sql, why);
        try (var _ = prepared.remove(sql)) {
            return failure;
        } catch (SQLException e) {
            failure.addSuppressed(e);
            return failure;
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... args) throws SQLException {
        var statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
            if (prepared.size() > MOST) prepared.pollFirstEntry().getValue().close();
        }
        return bind(statement, args);
    }

    private static PreparedStatement bind(PreparedStatement statement, @Nullable Object... args) throws SQLException {
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case null -> statement.setObject(i + 1, null);
                case String text -> statement.setString(i + 1, text);
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case Double number -> statement.setDouble(i + 1, number);
                case Boolean yes -> statement.setInt(i + 1, yes ? 1 : 0);
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                case Instant instant -> statement.setLong(i + 1, Micros.of(instant));
                case Enum<?> constant ->
                    statement.setString(i + 1, constant.name().toLowerCase(Locale.ROOT));
                case Object other -> throw new IllegalArgumentException("cannot store a " + other.getClass());
            }
        }
        return statement;
    }

    /// A statement the database refused, with the driver's own error behind it.
    static final class StatementFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException why;

        StatementFailure(String sql, SQLException why) {
            super(why.getMessage() + " in: " + sql.strip().lines().findFirst().orElse(""), why);
            this.why = why;
        }

        SQLException why() {
            return why;
        }
    }
}
