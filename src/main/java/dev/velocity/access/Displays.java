package dev.velocity.access;

import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Screens on walls. A browser asks and shows a code; an admin or security types it at a screen of their own; the
/// browser comes in with a token of its own and looks from then on, with the eyes of one role, without an idle end.
/// Any thread.
///
/// A display never changes anything and reaches its own page and stream alone. Turned out, it sees nothing within a
/// second.
public final class Displays {
    /// How long a code is good.
    public static final Duration PAIRING = Duration.ofMinutes(10);
    /// How long a display may look before somebody must let it in anew.
    public static final Duration LIFE = Duration.ofDays(365);

    private static final int MOST_WAITING = 50;
    private static final int MOST_WAITING_EACH = 5;
    private static final int MOST_LISTED = 200;
    private static final int TOKEN_LENGTH = 43;
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);

    private final Register register;
    private final Audit audit;
    private final InstantSource clock;
    /// Browsers that wait, by what is kept of their token. In memory: after a restart they ask again.
    private final Map<String, Waiting> waiting = new HashMap<>();
    private final Map<Long, Instant> seen = new ConcurrentHashMap<>();

    Displays(Register register, Audit audit, InstantSource clock) {
        this.register = register;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param granted the display it becomes; null while nobody has typed the code
    private record Waiting(
            String code,
            String address,
            Instant until,
            @Nullable Display granted) {}

    /// A browser came in.
    ///
    /// @param token what it must keep and show from now on; stored nowhere
    public record Entered(Display display, Secret token) {}

    /// A browser asks to be a display, and gets a code to show. Refused with `slow-down`.
    ///
    /// @param address where the request came from
    public synchronized Outcome<Pairing> begin(String address) {
        var now = clock.instant();
        forget(now);
        long own = waiting.values().stream()
                .filter(one -> one.address().equals(address))
                .count();
        if (own >= MOST_WAITING_EACH || waiting.size() >= MOST_WAITING)
            return new Outcome.Refused<>("slow-down", "too many browsers wait to be let in; try again in ten minutes");
        var token = Tokens.random(TOKEN_LENGTH);
        var code = Tokens.byHand(2);
        var until = now.plus(PAIRING);
        waiting.put(Tokens.sha256(token), new Waiting(code, address, until, null));
        return new Outcome.Done<>(new Pairing(code, new Secret(token), until));
    }

    /// What became of a browser that asked.
    public synchronized Pairing.State state(String token) {
        forget(clock.instant());
        var found = waiting.get(Tokens.sha256(token));
        if (found == null) return new Pairing.State.Over();
        var granted = found.granted();
        return granted == null
                ? new Pairing.State.Waiting(found.code(), found.until())
                : new Pairing.State.Granted(granted.name());
    }

    /// Lets in the browser that shows this code. Refused with `code-wrong`, `name-invalid` or `role-invalid`.
    ///
    /// @param role whose eyes it gets: that of a queue
    public synchronized Outcome<Display> grant(String typed, String name, Role role, Actor by) {
        var now = clock.instant();
        forget(now);
        var code = plain(typed);
        var found = waiting.entrySet().stream()
                .filter(entry -> entry.getValue().granted() == null
                        && Tokens.same(plain(entry.getValue().code()), code))
                .findFirst();
        if (found.isEmpty())
            return new Outcome.Refused<>(
                    "code-wrong", "no browser shows this code now; read it from the display again");
        if (!Person.mayBeDisplayed(name))
            return new Outcome.Refused<>("name-invalid", "a display's name has 1 to 100 visible characters");
        if (role != Role.RESIDENT && role != Role.SECURITY && role != Role.OPERATIONS)
            return new Outcome.Refused<>("role-invalid", "a display has the eyes of residents, security or operations");
        var display = register.change(tx -> {
            var granted = DisplayStore.insert(tx, name, role, by.name(), now, now.plus(LIFE));
            audit.append(
                    tx,
                    by,
                    "display.granted",
                    object(granted.id()),
                    new Detail()
                            .with("name", name)
                            .with("role", role.text())
                            .with("address", found.get().getValue().address())
                            .json());
            return granted;
        });
        var asked = found.get().getValue();
        waiting.put(found.get().getKey(), new Waiting(asked.code(), asked.address(), asked.until(), display));
        return new Outcome.Done<>(display);
    }

    /// The browser comes in, with a new token: whoever else may have seen the old one has nothing by it.
    /// Refused with `not-granted`.
    public synchronized Outcome<Entered> enter(String token, String address, String agent) {
        var now = clock.instant();
        forget(now);
        var key = Tokens.sha256(token);
        var found = waiting.get(key);
        var granted = found == null ? null : found.granted();
        if (granted == null) return new Outcome.Refused<>("not-granted", "nobody has let this browser in; begin again");
        var fresh = Tokens.random(TOKEN_LENGTH);
        var outcome = register.<Outcome<Entered>>change(tx -> {
            var display = DisplayStore.find(tx, granted.id());
            if (display.isEmpty() || display.get().revoked())
                return new Outcome.Refused<>("not-granted", "it was turned out before it came in");
            DisplayStore.enter(
                    tx, granted.id(), Tokens.sha256(fresh), now, Sessions.cut(address, 60), Sessions.cut(agent, 200));
            audit.append(
                    tx,
                    granted.eyes().actor(),
                    "display.entered",
                    object(granted.id()),
                    new Detail().with("address", Sessions.cut(address, 60)).json());
            return new Outcome.Done<>(
                    new Entered(DisplayStore.find(tx, granted.id()).orElseThrow(), new Secret(fresh)));
        });
        waiting.remove(key);
        return outcome;
    }

    /// All, those that may look first, newest first.
    public List<Display> all() {
        return register.now().displays().values().stream()
                .map(this::shown)
                .sorted(Comparator.comparing(Display::revoked)
                        .thenComparing(Comparator.comparingLong(Display::id).reversed()))
                .limit(MOST_LISTED)
                .toList();
    }

    /// It may look no more.
    public Outcome<Display> revoke(long id, Actor by) {
        return register.change(tx -> {
            var found = DisplayStore.find(tx, id);
            if (found.isEmpty()) return new Outcome.Unknown<>();
            if (found.get().revoked()) return new Outcome.Done<>(found.get());
            DisplayStore.revoke(tx, id, by.name(), clock.instant());
            audit.append(tx, by, "display.revoked", object(id), Detail.none());
            return new Outcome.Done<>(DisplayStore.find(tx, id).orElseThrow());
        });
    }

    /// The session of a display whose browser shows this token: of a kind that may only look. Counts as hearing
    /// of it.
    ///
    /// @param address where the request came from
    public Optional<Session> find(String token, String address) {
        if (token.length() != TOKEN_LENGTH) return Optional.empty();
        var display = register.now().displaysByToken().get(Tokens.sha256(token));
        var now = clock.instant();
        if (display == null || !display.alive(now)) return Optional.empty();
        heardOf(display, now, address);
        return Optional.of(new Session(
                Display.PREFIX + display.id(),
                display.eyes(),
                "",
                display.grantedAt(),
                now,
                address,
                display.agent(),
                true));
    }

    /// Whether the display of this session may still look. Asked by its open stream, so it counts as hearing of it.
    boolean mayLook(Session session) {
        var display = register.now().displays().get(-session.person().id());
        var now = clock.instant();
        if (display == null || !display.alive(now)) return false;
        heardOf(display, now, session.address());
        return true;
    }

    private void heardOf(Display display, Instant now, String address) {
        var last = seen.put(display.id(), now);
        var noted = last == null ? display.seen().orElse(Instant.EPOCH) : last;
        if (now.isBefore(noted.plus(NOTE_EVERY))) {
            seen.put(display.id(), noted);
            return;
        }
        register.note(tx -> DisplayStore.seen(tx, display.id(), now, Sessions.cut(address, 60)));
    }

    private Display shown(Display display) {
        var here = Optional.ofNullable(seen.get(display.id()));
        if (here.isEmpty() || display.seen().filter(here.get()::isBefore).isPresent()) return display;
        return new Display(
                display.id(),
                display.name(),
                display.role(),
                display.grantedBy(),
                display.grantedAt(),
                display.until(),
                display.entered(),
                here,
                display.address(),
                display.agent(),
                display.revokedBy(),
                display.revokedAt());
    }

    /// Drops those whose code is over; what was granted may still enter as long as the code was good.
    private void forget(Instant now) {
        waiting.values().removeIf(one -> !now.isBefore(one.until()));
    }

    private static String object(long id) {
        return "display/" + id;
    }

    private static String plain(String code) {
        return code.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "");
    }
}
