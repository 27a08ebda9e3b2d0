package dev.velocity.access;

import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.time.Instant;
import java.util.Optional;

/// The tables of devices and their keys; nobody else touches them.
final class DeviceStore {
    private DeviceStore() {}

    @FunctionalInterface
    interface EachDevice {
        void device(String id, Scope scope, boolean revoked, Instant created);
    }

    @FunctionalInterface
    interface EachKey {
        void key(String device, Device.Key key, String mac);
    }

    static void forEachDevice(Rows rows, EachDevice each) {
        rows.forEach(
                "SELECT id, sensors, revoked, created FROM device ORDER BY id",
                row -> each.device(
                        row.getString(1),
                        Scope.parse(row.getString(2)),
                        row.getBoolean(3),
                        Micros.toInstant(row.getLong(4))));
    }

    /// Newest first.
    static void forEachKey(Rows rows, EachKey each) {
        rows.forEach(
                "SELECT device, id, created, expires, revoked, used, mac FROM device_key ORDER BY created DESC, id",
                row -> {
                    long used = row.getLong(6);
                    var last = row.wasNull() ? Optional.<Instant>empty() : Optional.of(Micros.toInstant(used));
                    each.key(
                            row.getString(1),
                            new Device.Key(
                                    row.getString(2),
                                    Micros.toInstant(row.getLong(3)),
                                    Micros.toInstant(row.getLong(4)),
                                    row.getBoolean(5),
                                    last),
                            row.getString(7));
                });
    }

    static boolean exists(Rows rows, String id) {
        return rows.one("SELECT 1 FROM device WHERE id = ?", _ -> true, id).isPresent();
    }

    static boolean isRevoked(Rows rows, String id) {
        return rows.one("SELECT revoked FROM device WHERE id = ?", row -> row.getBoolean(1), id)
                .orElse(true);
    }

    static void insert(Tx tx, String id, Scope scope, Instant created) {
        tx.update(
                "INSERT INTO device (id, sensors, revoked, created) VALUES (?, ?, 0, ?)", id, scope.stored(), created);
        RegisterStore.changed(tx);
    }

    static void insertKey(Tx tx, String device, Device.Key key, String mac) {
        tx.update(
                "INSERT INTO device_key (id, device, mac, created, expires, revoked) VALUES (?, ?, ?, ?, ?, 0)",
                key.id(),
                device,
                mac,
                key.created(),
                key.expires());
        RegisterStore.changed(tx);
    }

    /// Lets every key of the device but `kept` end at `at` at the latest.
    static void endOthers(Tx tx, String device, String kept, Instant at) {
        tx.update(
                "UPDATE device_key SET expires = ? WHERE device = ? AND id <> ? AND expires > ?", at, device, kept, at);
        RegisterStore.changed(tx);
    }

    static int revoke(Tx tx, String device) {
        int gone = tx.update("UPDATE device SET revoked = 1 WHERE id = ? AND revoked = 0", device);
        tx.update("UPDATE device_key SET revoked = 1 WHERE device = ?", device);
        RegisterStore.changed(tx);
        return gone;
    }

    static int used(Tx tx, String key, Instant at) {
        return tx.update("UPDATE device_key SET used = ? WHERE id = ?", at, key);
    }
}
