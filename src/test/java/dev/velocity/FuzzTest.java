package dev.velocity;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// A few seconds of random input for everything that reads what others wrote; `-Dfuzz.seconds=` sets how many.
class FuzzTest {

    @TestFactory
    Stream<DynamicTest> randomInputBreaksNothing() {
        return Fuzzing.each(Duration.ofSeconds(Long.getLong("fuzz.seconds", 5)));
    }
}
