package dev.velocity.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotsTest {
    private static final Instant FROM = Instant.parse("2026-03-01T00:20:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT1S, 1, PT1S",
        "PT1H, 60, PT1M",
        "PT1H1S, 61, PT1M",
        "PT96M, 96, PT1M",
        "PT97M, 10, PT10M",
        "PT16H, 96, PT10M",
        "PT17H, 17, PT1H",
        "PT96H, 96, PT1H",
        "PT97H, 17, PT6H",
        "P24D, 96, PT6H",
        "P25D, 25, PT24H",
        "P400D, 14, PT720H"
    })
    void aWindowIsCutIntoMinutesOrIntoLongerPartsWhenThereWouldBeTooMany(Duration window, int count, Duration first) {
        var to = FROM.plus(window);
        var slots = new Slots(FROM, to).done();
        assertThat(slots).hasSize(count);
        assertThat(slots.getFirst().length()).isEqualTo(first);
        assertThat(slots.getFirst().from()).isEqualTo(FROM);
        assertThat(slots.getLast().to()).isEqualTo(to);
        for (int i = 1; i < count; i++)
            assertThat(slots.get(i).from()).isEqualTo(slots.get(i - 1).to());
    }
}
