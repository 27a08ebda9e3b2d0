package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentViewsTest {
    private static final Instant FROM = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void whatIsOverIsReplayedWithTenMinutesAroundIt() {
        assertThat(IncidentViews.replay(FROM, Optional.of(Instant.parse("2026-03-01T11:00:00Z")), NOW))
                .isEqualTo("/replay?from=2026-03-01T09:50:00Z&to=2026-03-01T11:10:00Z&at=2026-03-01T09:50:00Z");
    }

    @Test
    void whatLastsIsReplayedUpToNowAndNotIntoTheFuture() {
        assertThat(IncidentViews.replay(FROM, Optional.empty(), NOW))
                .isEqualTo("/replay?from=2026-03-01T09:50:00Z&to=2026-03-01T12:00:00Z&at=2026-03-01T09:50:00Z");
    }

    @Test
    void whatLastedForMonthsIsReplayedForAsLongAsAReplayMayBe() {
        assertThat(IncidentViews.replay(FROM, Optional.empty(), Instant.parse("2026-06-01T00:00:00Z")))
                .isEqualTo("/replay?from=2026-03-01T09:50:00Z&to=2026-04-01T09:49:59Z&at=2026-03-01T09:50:00Z");
    }
}
