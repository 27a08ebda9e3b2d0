package dev.velocity.access;

import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Secret;
import dev.velocity.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who is signed in, on which browser. The browser holds a random text of 256 bits, the database only its SHA-256.
///
/// A session ends after 15 minutes without a request, after 12 hours in any case, and at once when the person is
/// disabled, gets another role or another password. Any thread.
public final class Sessions {
    public static final Duration IDLE = Duration.ofMinutes(15);
    public static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);
    private static final int MOST_EACH = 10;
    private static final int TOKEN_LENGTH = 43;
    private static final int LONGEST_TRIED = 1_000;

    private final Register register;
    private final People people;
    private final Audit audit;
    private final Passwords passwords;
    private final Pepper pepper;
    private final Displays displays;
    private final Pace pace;
    private final InstantSource clock;
    /// When each session was last heard of; the database learns it once a minute.
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    Sessions(
            Register register,
            People people,
            Audit audit,
            Passwords passwords,
            Pepper pepper,
            Displays displays,
            InstantSource clock) {
        this.register = register;
        this.people = people;
        this.audit = audit;
        this.passwords = passwords;
        this.pepper = pepper;
        this.displays = displays;
        this.pace = new Pace(clock);
        this.clock = clock;
    }

    /// Signs somebody in, in a new session with a new token.
    ///
    /// @param before the session this browser had until now; it ends
    /// @param address where the request came from
    public SignIn signIn(String typed, Secret password, String address, String agent, Optional<Session> before) {
        var name = cut(typed.strip().toLowerCase(Locale.ROOT), 64);
        var wait = pace.ask(name, address);
        if (!wait.isZero()) return new SignIn.TryLater(wait);
        var stored = register.read(rows -> PersonStore.password(rows, name));
        try {
            if (!matches(password, stored) || stored.isEmpty()) return denied(name, stored.isPresent(), address);
            if (passwords.outdated(stored.get())) rehash(name, stored.get(), password);
        } catch (Passwords.TooBusy e) {
            return new SignIn.Busy();
        }
        var welcome = register.change(tx -> {
            var person = PersonStore.find(tx, name);
            if (person.isEmpty() || person.get().disabled()) return Optional.<SignIn.Welcome>empty();
            before.ifPresent(session -> SessionStore.delete(tx, session.id()));
            return Optional.of(open(tx, person.get(), address, agent));
        });
        if (welcome.isEmpty()) return denied(name, true, address);
        pace.succeeded(name, address);
        return welcome.get();
    }

    /// Shows that somebody is who they say, without signing them in: at another's screen, to sign what that one
    /// shows. Paced and kept in the trail like signing in.
    ///
    /// Refused with `denied`, `slow-down` or `busy`.
    ///
    /// @param address where the request came from
    public Outcome<Person> vouch(String typed, Secret password, String address) {
        var name = cut(typed.strip().toLowerCase(Locale.ROOT), 64);
        if (!pace.ask(name, address).isZero())
            return new Outcome.Refused<>("slow-down", "too many attempts; wait a minute");
        var stored = register.read(rows -> PersonStore.password(rows, name));
        try {
            var person = matches(password, stored) && stored.isPresent()
                    ? people.find(name).filter(found -> !found.disabled())
                    : Optional.<Person>empty();
            if (person.isEmpty()) {
                denied(name, stored.isPresent(), address);
                return new Outcome.Refused<>("denied", "name or password is wrong");
            }
            pace.succeeded(name, address);
            return new Outcome.Done<>(person.get());
        } catch (Passwords.TooBusy e) {
            return new Outcome.Refused<>("busy", "too many passwords are being checked; try again in a few seconds");
        }
    }

    /// The live session of a browser that shows this token. Counts as hearing of it.
    public Optional<Session> find(String token) {
        if (token.length() != TOKEN_LENGTH) return Optional.empty();
        var snapshot = register.now();
        var stored = snapshot.sessions().get(Tokens.sha256(token));
        var now = clock.instant();
        if (stored == null || !alive(snapshot, stored, now)) return Optional.empty();
        heardOf(snapshot, stored, now);
        return shown(snapshot, stored);
    }

    /// Whether the session still counts, without counting as hearing of a person. Two look-ups in memory: an
    /// open stream asks 4 times a second.
    public boolean stillValid(Session session) {
        var snapshot = register.now();
        if (session.display()) return displays.mayLook(session);
        var stored = snapshot.sessionsById().get(session.id());
        return stored != null && stored.epoch() == session.person().epoch() && alive(snapshot, stored, clock.instant());
    }

    /// Live sessions of one person, newest first.
    public List<Session> of(Person person) {
        var snapshot = register.now();
        var now = clock.instant();
        return snapshot.sessions().values().stream()
                .filter(stored -> stored.person() == person.id() && alive(snapshot, stored, now))
                .flatMap(stored -> shown(snapshot, stored).stream())
                .sorted(Comparator.comparing(Session::opened).reversed())
                .toList();
    }

    /// This browser is done.
    public void signOut(Session session) {
        end(session.id(), session);
    }

    /// Ends one of the person's own sessions; anybody else's is unknown here.
    public Outcome<Integer> end(String id, Session by) {
        return register.change(tx -> {
            var own = SessionStore.all(tx).stream()
                    .anyMatch(stored -> stored.id().equals(id)
                            && stored.person() == by.person().id());
            if (!own) return new Outcome.Unknown<>();
            audit.append(
                    tx,
                    by.person().actor(),
                    "session.end",
                    People.object(by.person()),
                    new Detail().with("session", id).json());
            return new Outcome.Done<>(SessionStore.delete(tx, id));
        });
    }

    /// A new password of one's own. All sessions of the person end; this browser goes on in the new one that is
    /// answered.
    ///
    /// Refused with `password-wrong`, `password-weak`, `slow-down` or `busy`.
    public Outcome<SignIn.Welcome> changePassword(Session session, Secret old, Secret fresh) {
        var name = session.person().name();
        if (!pace.ask(name, session.address()).isZero())
            return new Outcome.Refused<>("slow-down", "too many attempts; wait a minute");
        var stored = register.read(rows -> PersonStore.password(rows, name));
        try {
            if (!matches(old, stored))
                return new Outcome.Refused<>("password-wrong", "the present password is another one");
        } catch (Passwords.TooBusy e) {
            return new Outcome.Refused<>("busy", "too many passwords are being checked; try again in a few seconds");
        }
        return people.withHash(
                name,
                fresh,
                hash -> register.change(tx -> {
                    var person = PersonStore.find(tx, name).orElseThrow();
                    if (person.disabled() || person.epoch() != session.person().epoch()) return new Outcome.Unknown<>();
                    audit.append(tx, person.actor(), "person.password", People.object(person), Detail.none());
                    PersonStore.password(tx, person, hash);
                    var now = PersonStore.find(tx, name).orElseThrow();
                    return new Outcome.Done<>(open(tx, now, session.address(), session.agent()));
                }));
    }

    /// How many hashes attempts have cost so far, for tests: nothing may tell which names exist.
    long hashed() {
        return passwords.hashed();
    }

    private boolean matches(Secret password, Optional<String> stored) {
        if (stored.isPresent() && password.reveal().length() <= LONGEST_TRIED)
            return passwords.matches(password, stored.get());
        passwords.matchNobody(new Secret(cut(password.reveal(), LONGEST_TRIED)));
        return false;
    }

    private void rehash(String name, String stored, Secret password) {
        var fresh = passwords.hash(password);
        register.note(tx -> {
            PersonStore.find(tx, name).ifPresent(person -> PersonStore.rehash(tx, person, stored, fresh));
            return 1;
        });
    }

    /// In the trail by a name only when there is such a person: people type passwords into the wrong field.
    private SignIn denied(String name, boolean exists, String address) {
        var who = exists ? name : "unknown";
        register.note(tx -> {
            audit.append(
                    tx,
                    new Actor(who, "anonymous"),
                    "session.refused",
                    "person/" + who,
                    new Detail().with("address", address).json());
            return 1;
        });
        return new SignIn.Denied();
    }

    private SignIn.Welcome open(Tx tx, Person person, String address, String agent) {
        var now = clock.instant();
        var token = Tokens.random(TOKEN_LENGTH);
        var stored = new Snapshot.Stored(
                Tokens.random(16),
                Tokens.sha256(token),
                person.id(),
                person.epoch(),
                now,
                now,
                cut(address, 60),
                cut(agent, 200));
        SessionStore.deleteOver(tx, now.minus(LONGEST), now.minus(IDLE).minus(NOTE_EVERY));
        SessionStore.insert(tx, stored);
        SessionStore.deleteBeyond(tx, person.id(), MOST_EACH);
        audit.append(
                tx,
                person.actor(),
                "session.open",
                People.object(person),
                new Detail()
                        .with("session", stored.id())
                        .with("address", stored.address())
                        .json());
        return new SignIn.Welcome(shown(person, stored), new Secret(token));
    }

    private boolean alive(Snapshot snapshot, Snapshot.Stored stored, Instant now) {
        var person = snapshot.people().get(stored.person());
        return person != null
                && !person.disabled()
                && person.epoch() == stored.epoch()
                && now.isBefore(stored.opened().plus(LONGEST))
                && now.isBefore(lastSeen(stored).plus(IDLE));
    }

    private Instant lastSeen(Snapshot.Stored stored) {
        var here = seen.get(stored.id());
        return here == null || here.isBefore(stored.seen()) ? stored.seen() : here;
    }

    private void heardOf(Snapshot snapshot, Snapshot.Stored stored, Instant now) {
        var last = lastSeen(stored);
        if (now.isBefore(last.plus(Duration.ofSeconds(1)))) return;
        seen.put(stored.id(), now);
        // The first request of each minute of its life tells the database.
        long minutes = Duration.between(stored.opened(), now).dividedBy(NOTE_EVERY);
        if (minutes == Duration.between(stored.opened(), last).dividedBy(NOTE_EVERY)) return;
        seen.keySet().retainAll(snapshot.sessionsById().keySet());
        register.note(tx -> SessionStore.seen(tx, stored.id(), now));
    }

    private Optional<Session> shown(Snapshot snapshot, Snapshot.Stored stored) {
        return Optional.ofNullable(snapshot.people().get(stored.person())).map(person -> shown(person, stored));
    }

    private Session shown(Person person, Snapshot.Stored stored) {
        return new Session(
                stored.id(),
                person,
                pepper.mac("csrf", stored.token()),
                stored.opened(),
                lastSeen(stored),
                stored.address(),
                stored.agent(),
                false);
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
