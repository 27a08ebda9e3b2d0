package dev.velocity.access;

import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Secret;
import dev.velocity.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The keys devices show when they report readings, and what each key is good for. Any thread.
///
/// A key reads `vel_dev_<8 signs it is told by>_<43 signs, 256 bits>_<6 signs checksum>`, so that it is found when it
/// lands in a public place, and a mistyped one costs nothing. Stored is its HMAC under the server's pepper.
public final class DeviceKeys {
    /// How long a key is good when nothing else is asked for.
    public static final Duration LIFE = Duration.ofDays(365);
    public static final Duration LONGEST_LIFE = Duration.ofDays(5 * 365);
    /// How long the old key goes on beside the new one when nothing else is asked for.
    public static final Duration OVERLAP = Duration.ofHours(24);
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private static final String PREFIX = "vel_dev_";
    private static final int ID_AT = PREFIX.length();
    private static final int SECRET_AT = ID_AT + 8 + 1;
    private static final int CHECKSUM_AT = SECRET_AT + 43 + 1;
    private static final int LENGTH = CHECKSUM_AT + 6;
    private static final Pattern DEVICE_ID = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);

    private final Register register;
    private final Audit audit;
    private final Pepper pepper;
    private final InstantSource clock;
    private final Map<String, Instant> used = new ConcurrentHashMap<>();

    DeviceKeys(Register register, Audit audit, Pepper pepper, InstantSource clock) {
        this.register = register;
        this.audit = audit;
        this.pepper = pepper;
        this.clock = clock;
    }

    /// The device whose key this is, when the key is good now. Asked with every request of every device: one HMAC and
    /// one look-up in memory, about 2 µs; a key taken away anywhere stops within a second.
    public Optional<Device> authenticate(String key) {
        if (key.length() != LENGTH || !key.startsWith(PREFIX)) return Optional.empty();
        var id = key.substring(ID_AT, ID_AT + 8);
        var stored = register.now().keys().get(id);
        if (stored == null || !Tokens.same(stored.mac(), pepper.mac("device", key))) return Optional.empty();
        var now = clock.instant();
        if (!now.isBefore(stored.expires())) return Optional.empty();
        noteUse(id, now);
        return Optional.of(stored.device());
    }

    /// The device a certificate names, unless it was revoked; for listeners that ask for certificates.
    public Optional<Device> named(String id) {
        return register.now().device(id).filter(device -> !device.revoked());
    }

    /// Every device, also revoked ones, by name.
    public List<Device> all() {
        return List.copyOf(register.read(RegisterStore::snapshot).devices().values());
    }

    /// A new device with its first key. Refused with `device-invalid`, `device-taken` or `life-invalid`.
    public Outcome<NewKey> add(String id, Scope scope, Duration life, Actor by) {
        if (!DEVICE_ID.matcher(id).matches())
            return new Outcome.Refused<>(
                    "device-invalid",
                    "a device's name has 1 to 64 of a-z 0-9 . _ - and begins and ends with a letter or digit");
        if (outside(life, Duration.ofMinutes(1), LONGEST_LIFE)) return lifeInvalid();
        return register.change(tx -> {
            if (DeviceStore.exists(tx, id))
                return new Outcome.Refused<>("device-taken", "there is, or was, a device called " + id + " already");
            DeviceStore.insert(tx, id, scope, clock.instant());
            return new Outcome.Done<>(
                    newKey(tx, id, life, by, "device.add", new Detail().with("sensors", scope.stored())));
        });
    }

    /// Another key for the same device; its other keys end after `overlap` at the latest. Refused with
    /// `device-revoked`, `life-invalid` or `overlap-invalid`.
    public Outcome<NewKey> rotate(String id, Duration overlap, Duration life, Actor by) {
        if (outside(life, Duration.ofMinutes(1), LONGEST_LIFE)) return lifeInvalid();
        if (outside(overlap, Duration.ZERO, LONGEST_OVERLAP))
            return new Outcome.Refused<>(
                    "overlap-invalid", "the old key can go on for 0 to " + LONGEST_OVERLAP.toDays() + " days");
        return register.change(tx -> {
            if (!DeviceStore.exists(tx, id)) return new Outcome.Unknown<>();
            if (DeviceStore.isRevoked(tx, id))
                return new Outcome.Refused<>(
                        "device-revoked", "a revoked device gets no new key; add it under another name");
            var detail = new Detail().with("overlap", overlap.toString());
            var made = newKey(tx, id, life, by, "device.rotate", detail);
            DeviceStore.endOthers(tx, id, made.key().id(), clock.instant().plus(overlap));
            return new Outcome.Done<>(made);
        });
    }

    /// No key of this device opens the door any more, from within a second and for ever.
    public Outcome<Device> revoke(String id, Actor by) {
        return register.change(tx -> {
            if (!DeviceStore.exists(tx, id)) return new Outcome.Unknown<>();
            if (DeviceStore.revoke(tx, id) > 0) audit.append(tx, by, "device.revoke", object(id), Detail.none());
            return new Outcome.Done<>(stored(tx, id));
        });
    }

    private NewKey newKey(Tx tx, String device, Duration life, Actor by, String action, Detail detail) {
        var now = clock.instant();
        var key = new Device.Key(Tokens.random(8), now, now.plus(life), false, Optional.empty());
        var body = PREFIX + key.id() + "_" + Tokens.random(43) + "_";
        var text = body + Tokens.checksum(body);
        DeviceStore.insertKey(tx, device, key, pepper.mac("device", text));
        audit.append(
                tx,
                by,
                action,
                object(device),
                detail.with("key", key.id())
                        .with("expires", key.expires().toString())
                        .json());
        return new NewKey(stored(tx, device), key, new Secret(text));
    }

    private static Device stored(Tx tx, String id) {
        return RegisterStore.snapshot(tx).device(id).orElseThrow();
    }

    private void noteUse(String key, Instant now) {
        var last = used.get(key);
        if (last != null && now.isBefore(last.plus(NOTE_EVERY))) return;
        // Of two that come at once, one notes.
        boolean first = last == null ? used.putIfAbsent(key, now) == null : used.replace(key, last, now);
        if (first) register.note(tx -> DeviceStore.used(tx, key, now));
    }

    private static boolean outside(Duration asked, Duration least, Duration most) {
        return asked.compareTo(least) < 0 || asked.compareTo(most) > 0;
    }

    private static <T> Outcome<T> lifeInvalid() {
        return new Outcome.Refused<>(
                "life-invalid", "a key is good for a minute to " + LONGEST_LIFE.toDays() + " days");
    }

    private static String object(String id) {
        return "device/" + id;
    }
}
