package dev.velocity;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// `FuzzTest`, with patience.
@Tag("prove")
class LongFuzzTest {

    @TestFactory
    Stream<DynamicTest> longRandomInputBreaksNothing() {
        return Fuzzing.each(Duration.ofSeconds(Long.getLong("fuzz.seconds", 120)), Fuzzing.Seed.FRESH, target -> true);
    }
}
