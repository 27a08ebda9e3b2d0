package dev.velocity.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// How much somebody may do: so much at once, and then as much as grows again. The numbers alone, no state.
///
/// @param atOnce how much there is when nothing was taken for long
/// @param perSecond how much grows in a second, until it is whole again; more than 0
public record Allowance(double atOnce, double perSecond) {
    /// All of it.
    public Left whole(Instant now) {
        return new Left(this, atOnce, now);
    }

    /// What is left of an allowance, as of an instant. `amount` has fractions: it grows all the time.
    public record Left(Allowance of, double amount, Instant at) {
        /// As of now. A clock that goes back takes nothing away.
        public Left grown(Instant now) {
            double passed = Math.max(0, Duration.between(at, now).toNanos()) / (double) TimeUnit.SECONDS.toNanos(1);
            return new Left(of, Math.min(of.atOnce, amount + passed * of.perSecond), now);
        }

        public Left without(double some) {
            return new Left(of, amount - some, at);
        }

        /// How long until there is as much; zero when there is.
        public Duration until(double some) {
            return amount >= some
                    ? Duration.ZERO
                    : Duration.ofNanos((long) Math.ceil((some - amount) / of.perSecond * TimeUnit.SECONDS.toNanos(1)));
        }
    }
}
