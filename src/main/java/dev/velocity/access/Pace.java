package dev.velocity.access;

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
    private static final Allowance ADDRESS = new Allowance(30, Duration.ofSeconds(2));
    private static final Allowance NAME = new Allowance(5, Duration.ofSeconds(12));

    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new Remembered<>();
    private final Map<String, Boolean> known = new Remembered<>();

    Pace(InstantSource clock) {
        this.clock = clock;
    }

    /// So many at once, then one more every `each`.
    private record Allowance(int atOnce, Duration each) {}

    /// What is left of an allowance, as of an instant. `left` has fractions: it grows all the time.
    private record Bucket(double left, Instant at) {
        Bucket grown(Allowance allowance, Instant now) {
            double passed = Math.max(
                    0,
                    Duration.between(at, now).toNanos()
                            / (double) allowance.each().toNanos());
            return new Bucket(Math.min(allowance.atOnce(), left + passed), now);
        }

        Duration wait(Allowance allowance) {
            return left >= 1
                    ? Duration.ZERO
                    : Duration.ofNanos(
                            (long) Math.ceil((1 - left) * allowance.each().toNanos()));
        }
    }

    /// Counts an attempt and answers zero, or counts nothing and answers how long to wait.
    synchronized Duration ask(String name, String address) {
        var now = clock.instant();
        var pair = name + " " + address;
        var byAddress = "address " + address;
        var byName = known.get(pair) != null ? "known " + pair : "name " + name;
        var ofAddress = bucket(byAddress, ADDRESS, now);
        var ofName = bucket(byName, NAME, now);
        var first = ofAddress.wait(ADDRESS);
        var second = ofName.wait(NAME);
        var wait = first.compareTo(second) > 0 ? first : second;
        if (!wait.isZero()) return wait;
        buckets.put(byAddress, new Bucket(ofAddress.left() - 1, now));
        buckets.put(byName, new Bucket(ofName.left() - 1, now));
        return Duration.ZERO;
    }

    /// This name really did sign in from this address.
    synchronized void succeeded(String name, String address) {
        var pair = name + " " + address;
        known.put(pair, true);
        buckets.remove("known " + pair);
    }

    private Bucket bucket(String key, Allowance allowance, Instant now) {
        var bucket = buckets.get(key);
        return bucket == null ? new Bucket(allowance.atOnce(), now) : bucket.grown(allowance, now);
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
