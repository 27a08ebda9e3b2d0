package dev.velocity.access;

import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The count of changes, and all of the room's tables read at one go.
final class RegisterStore {
    private RegisterStore() {}

    static long version(Rows rows) {
        return rows.one("SELECT version FROM access_change", row -> row.getLong(1))
                .orElseThrow();
    }

    /// Tells every memory of these tables, in this process and others, to read them again. Part of each
    /// change's own transaction.
    static void changed(Tx tx) {
        tx.update("UPDATE access_change SET version = version + 1");
    }

    static Snapshot snapshot(Rows rows) {
        var people = new LinkedHashMap<Long, Person>();
        var byName = new HashMap<String, Person>();
        for (var person : PersonStore.all(rows)) {
            people.put(person.id(), person);
            byName.put(person.name(), person);
        }
        var sessions = new HashMap<String, Snapshot.Stored>();
        var byId = new HashMap<String, Snapshot.Stored>();
        for (var session : SessionStore.all(rows)) {
            sessions.put(session.token(), session);
            byId.put(session.id(), session);
        }
        var macs = new HashMap<String, String>();
        var held = new HashMap<String, ArrayList<Device.Key>>();
        DeviceStore.forEachKey(rows, (device, key, mac) -> {
            held.computeIfAbsent(device, _ -> new ArrayList<>()).add(key);
            macs.put(key.id(), mac);
        });
        var devices = new LinkedHashMap<String, Device>();
        var keys = new HashMap<String, Snapshot.Key>();
        DeviceStore.forEachDevice(rows, (id, scope, revoked, created) -> {
            var device = new Device(id, scope, revoked, created, held.getOrDefault(id, new ArrayList<>()));
            devices.put(id, device);
            if (!revoked) open(device, macs, keys);
        });
        var displays = new LinkedHashMap<Long, Display>();
        var displaysByToken = new HashMap<String, Display>();
        for (var stored : DisplayStore.all(rows)) {
            displays.put(stored.display().id(), stored.display());
            stored.token().ifPresent(token -> displaysByToken.put(token, stored.display()));
        }
        return new Snapshot(
                version(rows),
                PersonStore.anyAdmin(rows),
                people,
                byName,
                sessions,
                byId,
                devices,
                keys,
                displays,
                displaysByToken);
    }

    private static void open(Device device, Map<String, String> macs, Map<String, Snapshot.Key> keys) {
        for (var key : device.keys())
            if (!key.revoked())
                keys.put(key.id(), new Snapshot.Key(device, macs.getOrDefault(key.id(), ""), key.expires()));
    }
}
