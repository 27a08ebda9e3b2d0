package dev.velocity.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.velocity.sensor.Severity;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each expectation is worked out by hand beside it.
class HeatingTest {
    private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");
    private static final List<Span> ALWAYS = List.of(new Span(Instant.EPOCH, Instant.parse("2030-01-01T00:00:00Z")));

    @Test
    void anHourHoldsItsCallsItsWeightAndItsMinutesInAlarm() {
        // Helsinki is two hours ahead in winter: 10:00 UTC is 12:00 there.
        var noon = Instant.parse("2026-03-02T10:00:00Z");
        var story = new Story()
                .raise("a", "galley", Severity.CRITICAL, noon.plusSeconds(60))
                .back("a", noon.plusSeconds(60 + 90))
                // Overlaps the first by 30 s: 90 + 60 - 30 s together, 2 minutes.
                .raise("b", "galley", Severity.LOW, noon.plusSeconds(120))
                .back("b", noon.plusSeconds(180))
                // From 12:50 to 13:10.
                .raise("c", "plant", Severity.MEDIUM, noon.plusSeconds(3_000))
                .back("c", noon.plusSeconds(4_200));
        var map = map(story, MONDAY, MONDAY, HELSINKI, ALWAYS);
        assertThat(map.days()).hasSize(1);
        assertThat(map.days().getFirst().cells()).hasSize(24);
        var twelve = map.days().getFirst().cells().get(12);
        assertThat(twelve.from()).isEqualTo(noon);
        assertThat(twelve.to()).isEqualTo(noon.plusSeconds(3_600));
        assertThat(twelve.hour()).isEqualTo(12);
        // 3 calls; 8 + 1 + 2 points; 2 + 10 minutes.
        assertThat(twelve.held()).isEqualTo(new Heatmap.Held(60, 3, 11, 12, 0));
        assertThat(twelve.value(Heat.WEIGHTED)).isEqualTo(11);
        assertThat(twelve.band(Heat.CALLS)).isEqualTo(LoadBand.ACCEPTABLE);
        assertThat(twelve.band(Heat.WEIGHTED)).isEqualTo(LoadBand.MANAGEABLE);
        var thirteen = map.days().getFirst().cells().get(13);
        assertThat(thirteen.held()).isEqualTo(new Heatmap.Held(60, 0, 0, 10, 0));
        assertThat(thirteen.band(Heat.CALLS)).isEqualTo(LoadBand.NONE);
        assertThat(map.days().getFirst().cells().get(14).held()).isEqualTo(new Heatmap.Held(60, 0, 0, 0, 0));
    }

    @Test
    void theDayClocksArePutForwardHas23HoursAndTheDayTheyArePutBackHas25() {
        // 29 March 2026, 03:00 -> 04:00 at 01:00 UTC. A call at 00:59 UTC is at 02:59, one at 01:00 UTC at 04:00.
        var spring = LocalDate.parse("2026-03-29");
        var story = new Story()
                .raise("a", "galley", Severity.LOW, Instant.parse("2026-03-29T00:59:59Z"))
                .raise("b", "galley", Severity.LOW, Instant.parse("2026-03-29T01:00:00Z"))
                .raise("c", "galley", Severity.LOW, Instant.parse("2026-03-29T20:59:59Z"))
                .raise("d", "galley", Severity.LOW, Instant.parse("2026-03-29T21:00:00Z"));
        var day = map(story, spring, spring, HELSINKI, ALWAYS).days().getFirst();
        assertThat(day.cells()).hasSize(23);
        assertThat(day.cells())
                .extracting(Heatmap.Cell::hour)
                .startsWith(0, 1, 2, 4, 5)
                .endsWith(22, 23);
        assertThat(day.cells())
                .extracting(cell -> cell.held().calls())
                .startsWith(0, 0, 1, 1, 0)
                .endsWith(0, 1);
        assertThat(day.cells().getFirst().offset()).isEqualTo(ZoneOffset.ofHours(2));
        assertThat(day.cells().getLast().offset()).isEqualTo(ZoneOffset.ofHours(3));

        // 25 October 2026, 04:00 -> 03:00 at 01:00 UTC: three o'clock comes twice, at 00:00 and at 01:00 UTC.
        var autumn = LocalDate.parse("2026-10-25");
        story = new Story()
                .raise("a", "galley", Severity.LOW, Instant.parse("2026-10-25T00:30:00Z"))
                .raise("b", "galley", Severity.LOW, Instant.parse("2026-10-25T01:30:00Z"))
                .raise("c", "galley", Severity.LOW, Instant.parse("2026-10-25T01:40:00Z"))
                .raise("d", "galley", Severity.LOW, Instant.parse("2026-10-25T02:00:00Z"));
        var map = map(story, autumn, autumn, HELSINKI, ALWAYS);
        day = map.days().getFirst();
        assertThat(day.cells()).hasSize(25);
        assertThat(day.cells()).extracting(Heatmap.Cell::hour).startsWith(0, 1, 2, 3, 3, 4);
        assertThat(day.cells()).extracting(cell -> cell.held().calls()).startsWith(0, 0, 0, 1, 2, 1);
        assertThat(day.cells().get(3).offset()).isEqualTo(ZoneOffset.ofHours(3));
        assertThat(day.cells().get(4).offset()).isEqualTo(ZoneOffset.ofHours(2));
        // Over weekdays both are three o'clock on Sunday: 3 calls in 2 hours.
        var three = map.week().get(6).cells().get(3);
        assertThat(three.day()).isEqualTo(DayOfWeek.SUNDAY);
        assertThat(three.held().minutes()).isEqualTo(120);
        assertThat(three.value(Heat.CALLS)).isEqualTo(1.5);
        assertThat(three.band(Heat.CALLS)).isEqualTo(LoadBand.ACCEPTABLE);
    }

    @Test
    void hoursOfHalfAnHourAndOffsetsOfThreeQuartersAreRightToo() {
        // Lord Howe goes forward by half an hour, at 02:00 on 4 October 2026: that hour has 30 minutes.
        var day = map(
                        new Story(),
                        LocalDate.parse("2026-10-04"),
                        LocalDate.parse("2026-10-04"),
                        ZoneId.of("Australia/Lord_Howe"),
                        ALWAYS)
                .days()
                .getFirst();
        assertThat(day.cells()).hasSize(24);
        assertThat(day.cells().get(2).held().minutes()).isEqualTo(30);
        // Kathmandu is 5:45 ahead: noon there is 06:15 UTC.
        var story = new Story().raise("a", "galley", Severity.LOW, Instant.parse("2026-03-02T06:14:59Z"));
        day = map(story, MONDAY, MONDAY, ZoneId.of("Asia/Kathmandu"), ALWAYS)
                .days()
                .getFirst();
        assertThat(day.cells().get(11).held().calls()).isEqualTo(1);
        // Cairo puts clocks forward at midnight: 24 April 2026 begins at one o'clock.
        day = map(
                        new Story(),
                        LocalDate.parse("2026-04-24"),
                        LocalDate.parse("2026-04-24"),
                        ZoneId.of("Africa/Cairo"),
                        ALWAYS)
                .days()
                .getFirst();
        assertThat(day.cells()).hasSize(23);
        assertThat(day.cells().getFirst().hour()).isEqualTo(1);
    }

    @Test
    void whatNobodyListenedToIsNotZero() {
        var midnight = MONDAY.atStartOfDay(ZoneOffset.UTC).toInstant();
        // From 08:10 to 09:30, and then on the next day from 00:00 to 00:05.
        var listened = List.of(
                new Span(midnight.plusSeconds(8 * 3_600 + 600), midnight.plusSeconds(9 * 3_600 + 1_800)),
                new Span(midnight.plusSeconds(24 * 3_600), midnight.plusSeconds(24 * 3_600 + 300)));
        var story = new Story().raise("a", "galley", Severity.LOW, midnight.plusSeconds(9 * 3_600 + 60));
        var map = map(story, MONDAY, MONDAY.plusDays(1), ZoneOffset.UTC, listened);
        var cells = map.days().getFirst().cells();
        assertThat(cells.get(7).band(Heat.CALLS)).isEqualTo(LoadBand.NO_DATA);
        assertThat(cells.get(8).band(Heat.CALLS)).isEqualTo(LoadBand.NONE);
        assertThat(cells.get(8).held().minutes()).isEqualTo(50);
        assertThat(cells.get(9).held().minutes()).isEqualTo(30);
        assertThat(cells.get(9).band(Heat.CALLS)).isEqualTo(LoadBand.ACCEPTABLE);
        assertThat(cells.get(10).band(Heat.CALLS)).isEqualTo(LoadBand.NO_DATA);
        assertThat(map.days().get(1).cells().getFirst().held().minutes()).isEqualTo(10);
        // One call in half an hour is two an hour.
        assertThat(map.week().getFirst().cells().get(9).value(Heat.CALLS)).isEqualTo(2);
        assertThat(map.week().getFirst().cells().get(10).band(Heat.CALLS)).isEqualTo(LoadBand.NO_DATA);
        // Who called was listened to, whatever was written down about it.
        story.raise("b", "galley", Severity.LOW, midnight.plusSeconds(11 * 3_600));
        var called = map(story, MONDAY, MONDAY, ZoneOffset.UTC, listened)
                .days()
                .getFirst()
                .cells()
                .get(11);
        assertThat(called.band(Heat.CALLS)).isEqualTo(LoadBand.ACCEPTABLE);
        assertThat(called.held().minutes()).isEqualTo(10);
        // Tuesday's midnight has ten known minutes, Monday's none.
        assertThat(map.week().get(1).cells().getFirst().held().minutes()).isEqualTo(10);
    }

    @Test
    void aFloodsMinutesAreThoseInWhichItWasOn() {
        var nine = Instant.parse("2026-03-02T09:00:00Z");
        var story = new Story();
        // One call a second from 09:00:00: the 11th comes at 09:00:10. At 09:10:06 four are left of the last ten
        // minutes, of the calls of 7, 8, 9 and 10 s: 596 s of flood, 590 s of them before 09:10 and all within the
        // hour.
        for (int i = 0; i <= 10; i++) story.raise("s" + i, "galley", Severity.LOW, nine.plusSeconds(i));
        var cell = map(story, MONDAY, MONDAY, ZoneOffset.UTC, ALWAYS)
                .days()
                .getFirst()
                .cells()
                .get(9);
        assertThat(cell.value(Heat.FLOOD_MINUTES)).isCloseTo(596 / 60.0, within(1e-9));
        assertThat(cell.band(Heat.CALLS)).isEqualTo(LoadBand.MANAGEABLE);
    }

    @Test
    void theBandsAreThoseOfTheLoadOfAnOperator() {
        assertThat(List.of(0.0, 0.5, 6.0, 6.5, 12.0, 13.0, 30.0, 31.0))
                .extracting(LoadBand::of)
                .containsExactly(
                        LoadBand.NONE,
                        LoadBand.ACCEPTABLE,
                        LoadBand.ACCEPTABLE,
                        LoadBand.MANAGEABLE,
                        LoadBand.MANAGEABLE,
                        LoadBand.HEAVY,
                        LoadBand.HEAVY,
                        LoadBand.OVERLOAD);
    }

    @Test
    void episodesThatOverlapOrTouchAreOneStretchOfTime() {
        var zero = Instant.parse("2026-03-02T00:00:00Z");
        var story = new Story();
        int[][] spans = {{0, 5}, {4, 8}, {10, 20}, {11, 12}, {20, 21}, {30, 30}};
        for (int i = 0; i < spans.length; i++)
            story.raise("s" + i, "galley", Severity.LOW, zero.plusSeconds(spans[i][0]))
                    .back("s" + i, zero.plusSeconds(spans[i][1]));
        story.raise("last", "galley", Severity.LOW, zero.plusSeconds(40));
        assertThat(Heating.union(story.episodes().reversed(), zero.plusSeconds(50)))
                .containsExactly(span(zero, 0, 8), span(zero, 10, 21), span(zero, 40, 50));
        assertThat(Heating.union(List.of(), zero)).isEmpty();
    }

    private static Span span(Instant zero, long from, long to) {
        return new Span(zero.plusSeconds(from), zero.plusSeconds(to));
    }

    private static Heatmap map(Story story, LocalDate first, LocalDate last, ZoneId zone, List<Span> listened) {
        var folded = story.folded();
        return Heating.of(
                first,
                last,
                zone,
                folded.calls(),
                folded.episodes(),
                listened,
                last.plusDays(2).atStartOfDay(zone).toInstant().plus(Duration.ofHours(1)));
    }
}
