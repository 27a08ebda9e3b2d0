package dev.velocity.access;

import dev.velocity.platform.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Slows down guessing and locks nobody out. In memory, bounded; any thread.
///
/// Three allowances, each a few attempts at once and then one more every so often: of one address (a guesser trying
/// many names), of one name from addresses it never signed in from (many guessers trying one name), and of one name
/// from an address it did sign in from. The last is its own, so that guessers elsewhere cannot keep the real person
/// out.
final class Pace {
    private static final int MOST_REMEMBERED = 100_000;
    private static final Allowance ADDRESS = new Allowance(30, 0.5);
    private static final Allowance NAME = new Allowance(5, 1.0 / 12);

    private final InstantSource clock;
    private final Map<String, Allowance.Left> left = new Remembered<>();
    private final Map<String, Boolean> known = new Remembered<>();

    Pace(InstantSource clock) {
        this.clock = clock;
    }

    /// Counts an attempt and answers zero, or counts nothing and answers how long to wait.
    synchronized Duration ask(String name, String address) {
        var now = clock.instant();
        var pair = name + " " + address;
        var byAddress = "address " + address;
        var byName = known.get(pair) != null ? "known " + pair : "name " + name;
        var ofAddress = left(byAddress, ADDRESS, now);
        var ofName = left(byName, NAME, now);
        var first = ofAddress.until(1);
        var second = ofName.until(1);
        var wait = first.compareTo(second) > 0 ? first : second;
        if (!wait.isZero()) return wait;
        left.put(byAddress, ofAddress.without(1));
        left.put(byName, ofName.without(1));
        return Duration.ZERO;
    }

    /// This name really did sign in from this address.
    synchronized void succeeded(String name, String address) {
        var pair = name + " " + address;
        known.put(pair, true);
        left.remove("known " + pair);
    }

    private Allowance.Left left(String key, Allowance allowance, Instant now) {
        var known = left.get(key);
        return known == null ? allowance.whole(now) : known.grown(now);
    }

    /// Forgets what was not asked for longest. Safe because an allowance is whole again after a minute, and a minute's
    /// attempts fit.
    private static final class Remembered<T> extends LinkedHashMap<String, T> {
        private static final long serialVersionUID = 1L;

        Remembered() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }
}
