package dev.velocity.access;

import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The table of people; nobody else touches it.
final class PersonStore {
    private static final String COLUMNS = "SELECT id, name, display, role, disabled, epoch, created FROM person";

    private PersonStore() {}

    static List<Person> all(Rows rows) {
        return rows.list(COLUMNS + " ORDER BY name", PersonStore::person);
    }

    static Optional<Person> find(Rows rows, String name) {
        return rows.one(COLUMNS + " WHERE name = ?", PersonStore::person, name);
    }

    static Optional<String> password(Rows rows, String name) {
        return rows.one("SELECT password FROM person WHERE name = ?", row -> row.getString(1), name);
    }

    static boolean anyAdmin(Rows rows) {
        return rows.one("SELECT 1 FROM person WHERE role = 'admin' LIMIT 1", _ -> true)
                .isPresent();
    }

    static int activeAdmins(Rows rows) {
        return rows.one("SELECT count(*) FROM person WHERE role = 'admin' AND disabled = 0", row -> row.getInt(1))
                .orElseThrow();
    }

    static Person insert(Tx tx, String name, String display, Role role, String password, Instant created) {
        var person = tx.one("""
                        INSERT INTO person (name, display, role, disabled, epoch, password, created)
                        VALUES (?, ?, ?, 0, 1, ?, ?)
                        RETURNING id, name, display, role, disabled, epoch, created""", PersonStore::person, name, display, role, password, created)
                .orElseThrow();
        RegisterStore.changed(tx);
        return person;
    }

    /// Takes the person's next epoch, in which no session of theirs is alive.
    static Person update(Tx tx, Person person, Role role, boolean disabled) {
        tx.update(
                "UPDATE person SET role = ?, disabled = ?, epoch = epoch + 1 WHERE id = ?",
                role,
                disabled,
                person.id());
        SessionStore.deleteOf(tx, person.id());
        RegisterStore.changed(tx);
        return find(tx, person.name()).orElseThrow();
    }

    /// A new password: the person's next epoch begins.
    static void password(Tx tx, Person person, String password) {
        tx.update("UPDATE person SET password = ? WHERE id = ?", password, person.id());
        update(tx, person, person.role(), person.disabled());
    }

    /// The same password at today's cost: nothing changes for anybody.
    static void rehash(Tx tx, Person person, String old, String password) {
        tx.update("UPDATE person SET password = ? WHERE id = ? AND password = ?", password, person.id(), old);
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                Role.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                row.getBoolean(5),
                row.getLong(6),
                Micros.toInstant(row.getLong(7)));
    }
}
