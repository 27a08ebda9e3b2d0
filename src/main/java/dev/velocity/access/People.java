package dev.velocity.access;

import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Secret;
import dev.velocity.platform.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Who may sign in and in which role. Every change is in the trail by its own transaction, and takes effect on open
/// sessions within a second.
///
/// Nobody changes their own role or disables themselves, and the last admin who can sign in stays one: somebody must be
/// able to let people in.
public final class People {
    private final Register register;
    private final Audit audit;
    private final Passwords passwords;
    private final InstantSource clock;

    People(Register register, Audit audit, Passwords passwords, InstantSource clock) {
        this.register = register;
        this.audit = audit;
        this.passwords = passwords;
        this.clock = clock;
    }

    /// Everybody, also who is disabled, by name.
    public List<Person> all() {
        return List.copyOf(register.now().people().values());
    }

    public Optional<Person> find(String name) {
        return register.now().person(name);
    }

    /// A password for the person of this name to begin with: 20 signs to be copied by hand, 99 bits. Chance can spell
    /// a short name, which the rules refuse; then another one is drawn.
    public static Secret freshPassword(String name) {
        while (true) {
            var made = new Secret(Tokens.byHand(4));
            if (PasswordRules.refusal(name, made).isEmpty()) return made;
        }
    }

    /// Refused with `name-invalid`, `name-taken`, `display-invalid`, `password-weak` or `busy`.
    public Outcome<Person> add(String name, String display, Role role, Secret password, Actor by) {
        return add(name, display, role, password, by, "person.add", _ -> Optional.empty());
    }

    /// @param refusal asked inside the transaction: why not, after all
    Outcome<Person> add(
            String name,
            String display,
            Role role,
            Secret password,
            Actor by,
            String action,
            java.util.function.Function<Tx, Optional<Outcome<Person>>> refusal) {
        if (!Person.mayBeCalled(name))
            return new Outcome.Refused<>(
                    "name-invalid",
                    "a name has 1 to 64 of a-z 0-9 . _ - and begins and ends with a letter or digit; a few are reserved");
        if (!Person.mayBeDisplayed(display))
            return new Outcome.Refused<>("display-invalid", "the name to show has 1 to 100 visible characters");
        return withHash(
                name,
                password,
                hash -> register.change(tx -> {
                    var refused = refusal.apply(tx);
                    if (refused.isPresent()) return refused.get();
                    if (PersonStore.find(tx, name).isPresent())
                        return new Outcome.Refused<>("name-taken", "somebody is called " + name + " already");
                    var person = PersonStore.insert(tx, name, display, role, hash, clock.instant());
                    audit.append(
                            tx,
                            by,
                            action,
                            object(person),
                            new Detail().with("role", role.text()).json());
                    return new Outcome.Done<>(person);
                }));
    }

    /// From now on they cannot sign in, and every session of theirs is over. Refused with `own-account` or
    /// `last-admin`.
    public Outcome<Person> disable(String name, Actor by) {
        return change(name, (tx, person) -> {
            if (person.disabled()) return new Outcome.Done<>(person);
            if (by.name().equals(name)) return ownAccount();
            if (isLastAdmin(tx, person)) return lastAdmin();
            audit.append(tx, by, "person.disable", object(person), Detail.none());
            return new Outcome.Done<>(PersonStore.update(tx, person, person.role(), true));
        });
    }

    public Outcome<Person> enable(String name, Actor by) {
        return change(name, (tx, person) -> {
            if (!person.disabled()) return new Outcome.Done<>(person);
            audit.append(tx, by, "person.enable", object(person), Detail.none());
            return new Outcome.Done<>(PersonStore.update(tx, person, person.role(), false));
        });
    }

    /// Their sessions are over; they sign in again in the new role. Refused with `own-account` or `last-admin`.
    public Outcome<Person> changeRole(String name, Role role, Actor by) {
        return change(name, (tx, person) -> {
            if (person.role() == role) return new Outcome.Done<>(person);
            if (by.name().equals(name)) return ownAccount();
            if (isLastAdmin(tx, person)) return lastAdmin();
            var detail = new Detail().with("from", person.role().text()).with("to", role.text());
            audit.append(tx, by, "person.role", object(person), detail.json());
            return new Outcome.Done<>(PersonStore.update(tx, person, role, person.disabled()));
        });
    }

    /// Somebody else sets their password; their sessions are over. Refused with `password-weak` or `busy`.
    public Outcome<Person> resetPassword(String name, Secret password, Actor by) {
        if (find(name).isEmpty()) return new Outcome.Unknown<>();
        return withHash(
                name,
                password,
                hash -> change(name, (tx, person) -> {
                    audit.append(tx, by, "person.password", object(person), Detail.none());
                    PersonStore.password(tx, person, hash);
                    return new Outcome.Done<>(PersonStore.find(tx, name).orElseThrow());
                }));
    }

    /// Ends every session of theirs, whatever browser it is on; how many there were.
    public Outcome<Integer> signOutEverywhere(String name, Actor by) {
        return change(name, (tx, person) -> {
            int ended = SessionStore.deleteOf(tx, person.id());
            var detail = new Detail().with("sessions", Integer.toString(ended));
            audit.append(tx, by, "session.end-all", object(person), detail.json());
            return new Outcome.Done<>(ended);
        });
    }

    /// Checks the rules and hashes, outside of any transaction since hashing takes a third of a second; then goes on
    /// with the hash.
    <T> Outcome<T> withHash(String name, Secret password, java.util.function.Function<String, Outcome<T>> then) {
        var weak = PasswordRules.refusal(name, password);
        if (weak.isPresent()) return new Outcome.Refused<>("password-weak", weak.get());
        try {
            return then.apply(passwords.hash(password));
        } catch (Passwords.TooBusy e) {
            return new Outcome.Refused<>("busy", "too many passwords are being checked; try again in a few seconds");
        }
    }

    private <T> Outcome<T> change(String name, BiFunction<Tx, Person, Outcome<T>> change) {
        return register.change(tx -> PersonStore.find(tx, name)
                .map(person -> change.apply(tx, person))
                .orElseGet(Outcome.Unknown::new));
    }

    private static boolean isLastAdmin(Tx tx, Person person) {
        return person.role() == Role.ADMIN && !person.disabled() && PersonStore.activeAdmins(tx) == 1;
    }

    private static <T> Outcome<T> ownAccount() {
        return new Outcome.Refused<>("own-account", "ask another admin to change your own role or disable you");
    }

    private static <T> Outcome<T> lastAdmin() {
        return new Outcome.Refused<>("last-admin", "this is the last admin who can sign in; make another one first");
    }

    static String object(Person person) {
        return "person/" + person.name();
    }
}
