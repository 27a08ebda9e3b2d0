package dev.velocity;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Random input for everything that reads what others wrote: 20 s for what strangers send, 3 s each for the rest, by
/// turns; a minute each in the pipeline, two in the proofs. `-Dfuzz.seconds=` sets how many for all of them.
class FuzzTest {
    private static final Set<String> STRANGERS =
            Set.of("dev.velocity.ingest.ReadingsDecoderFuzz", "dev.velocity.bridge.CsvFuzz");

    /// Both at once, each in its own process.
    @Test
    void whatStrangersSendBreaksNothing() {
        var length = Duration.ofSeconds(Long.getLong("fuzz.seconds", 20));
        CompletableFuture.allOf(STRANGERS.stream()
                        .map(target -> CompletableFuture.runAsync(
                                () -> Fuzzing.run(target, length, Fuzzing.Seed.SAME), Fuzzing.THREADS))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @Test
    void randomInputBreaksNothing() {
        Fuzzing.together(
                Duration.ofSeconds(Long.getLong("fuzz.seconds", 3)),
                Fuzzing.Seed.SAME,
                target -> !STRANGERS.contains(target));
    }
}
