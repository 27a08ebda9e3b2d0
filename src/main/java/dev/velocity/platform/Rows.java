package dev.velocity.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Questions to the database, within one consistent snapshot. Used by one thread, and not after the call that handed it
/// out.
///
/// Arguments may be `String`, `Long`, `Integer`, `Double`, `Boolean` (as 0/1), `byte[]`, `Instant` (as [Micros]),
/// an enum (its name in lower case) or null. SQL is a constant of the calling store; values never become part of
/// it.
public interface Rows {
    /// Every row the statement yields, in its order.
    <T> List<T> list(String sql, Read<T> read, @org.jspecify.annotations.Nullable Object... args);

    /// The first row, when there is one.
    <T> Optional<T> one(String sql, Read<T> read, @org.jspecify.annotations.Nullable Object... args);

    /// Hands each row to `each` without keeping any: for results larger than memory likes.
    void forEach(String sql, Each each, @org.jspecify.annotations.Nullable Object... args);

    /// Makes a value of the row the cursor stands on.
    @FunctionalInterface
    interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    /// Takes the row the cursor stands on.
    @FunctionalInterface
    interface Each {
        void row(ResultSet row) throws SQLException;
    }
}
