package dev.velocity.simulation;

import java.util.Random;

/// Seeded chance: each part of the model draws from a stream of its own, so that one part never shifts another's
/// luck.
final class Chance {
    private Chance() {}

    static Random stream(long seed, String name) {
        long hash = seed;
        for (int i = 0; i < name.length(); i++) hash = mix(hash + name.charAt(i));
        return new Random(mix(hash));
    }

    /// Stafford's mix 13, as in SplittableRandom: neighbouring numbers become unrelated ones.
    static long mix(long z) {
        z = (z + 0x9e3779b97f4a7c15L);
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /// A value that wanders around zero: spread `sigma`, forgetting itself over `hours`.
    static final class Wander {
        private final Random random;
        private final double sigma;
        private final double hours;
        private double value;

        Wander(Random random, double sigma, double hours) {
            this.random = random;
            this.sigma = sigma;
            this.hours = hours;
        }

        void pass(double passed) {
            double share = passed / hours;
            value += -share * value + sigma * StrictMath.sqrt(2 * share) * random.nextGaussian();
        }

        double value() {
            return value;
        }
    }
}
