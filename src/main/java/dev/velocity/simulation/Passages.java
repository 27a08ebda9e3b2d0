package dev.velocity.simulation;

import java.util.Random;

/// People going out and in through the airlock by day: one door, a wait, the other door; never both.
final class Passages {
    private final Random random;
    private double untilNext = 1;
    /// Seconds since somebody began to pass, or less than zero when nobody does.
    private double passing = -1;
    private boolean outward;

    Passages(long seed) {
        random = Chance.stream(seed, "passages");
    }

    void pass(double hours, double hourOfDay, boolean staysShut) {
        if (passing >= 0) {
            passing += hours * 3600;
            if (passing > 40) {
                passing = -1;
                // Who went out comes in again.
                untilNext = outward ? 0.3 + 0.5 * random.nextDouble() : 1 - 2 * StrictMath.log(1 - random.nextDouble());
            }
            return;
        }
        untilNext -= hours;
        boolean night = hourOfDay < 7 || hourOfDay > 21;
        // Nobody leaves by night, but who is out comes in.
        if (untilNext > 0 || staysShut || (night && !outward)) return;
        outward = !outward;
        passing = 0;
    }

    boolean innerOpen() {
        return outward ? between(2, 10) : between(28, 36);
    }

    boolean outerOpen() {
        return outward ? between(28, 36) : between(2, 10);
    }

    boolean motion() {
        return between(1, 38);
    }

    private boolean between(double from, double until) {
        return passing >= from && passing < until;
    }
}
