package dev.velocity.access;

import dev.velocity.audit.Actor;
import dev.velocity.platform.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The first admin. There is no account to begin with: whoever starts the server reads a code on its console and makes
/// one with it.
///
/// A server is claimed once it ever had an admin, and stays so. The code is good for 30 minutes and five tries; another
/// start makes another one. Only its SHA-256 is kept, in memory.
public final class Setup {
    public static final Duration GOOD_FOR = Duration.ofMinutes(30);
    private static final int TRIES = 5;
    private static final Actor SETUP = new Actor("system", "setup");

    private final Register register;
    private final People people;
    private final InstantSource clock;
    private @Nullable Code code;
    private int triesLeft;

    Setup(Register register, People people, InstantSource clock) {
        this.register = register;
        this.people = people;
        this.clock = clock;
    }

    private record Code(String sha256, Instant until) {}

    /// Whether there is, or was, an admin. Cheap: asked with every request.
    public boolean claimed() {
        return register.now().claimed();
    }

    /// A new code to print on the console, 148 bits to be copied by hand; codes made before open nothing any more.
    /// Empty when claimed.
    public synchronized Optional<Secret> newCode() {
        if (claimed()) return Optional.empty();
        var text = Tokens.byHand(6);
        code = new Code(Tokens.sha256(plain(text)), clock.instant().plus(GOOD_FOR));
        triesLeft = TRIES;
        return Optional.of(new Secret(text));
    }

    /// Makes the first admin. Refused with `claimed`, `code-wrong`, `code-over`, and what [People#add] refuses with.
    public synchronized Outcome<Person> claim(Secret typed, String name, String display, Secret password) {
        if (claimed()) return taken();
        var asked = code;
        if (asked == null || triesLeft == 0 || !clock.instant().isBefore(asked.until()))
            return new Outcome.Refused<>(
                    "code-over",
                    "there is no code that is still good: start the server again and read the new one on its console");
        if (!Tokens.same(asked.sha256(), Tokens.sha256(plain(typed.reveal())))) {
            triesLeft--;
            return new Outcome.Refused<>(
                    "code-wrong", "this is not the code on the server's console; tries left: " + triesLeft);
        }
        var outcome = people.add(
                name,
                display,
                Role.ADMIN,
                password,
                SETUP,
                "server.claim",
                tx -> PersonStore.anyAdmin(tx) ? Optional.of(taken()) : Optional.empty());
        if (outcome instanceof Outcome.Done<Person>) code = null;
        return outcome;
    }

    private static Outcome<Person> taken() {
        return new Outcome.Refused<>("claimed", "this server has an admin already");
    }

    /// Without what people add or leave out when they copy: hyphens, spaces, capitals.
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "");
    }
}
