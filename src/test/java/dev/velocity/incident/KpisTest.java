package dev.velocity.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.velocity.access.Role;
import dev.velocity.alert.Acknowledgement;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Covers;
import dev.velocity.alert.Deed;
import dev.velocity.alert.EventKind;
import dev.velocity.alert.Shelf;
import dev.velocity.alert.Source;
import dev.velocity.alert.Triage;
import dev.velocity.audit.Actor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Each expectation is worked out by hand beside it.
class KpisTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private final Map<Long, List<AlertChanged>> histories = new LinkedHashMap<>();
    private long seq;

    @Test
    void nothingCalledIsEverythingMetAndSharesOfNothingAreNoNumber() {
        var report = report(Duration.ofDays(30));
        assertThat(report.calls()).isZero();
        assertThat(report.figures()).hasSize(Measure.values().length);
        for (var figure : report.figures())
            assertThat(figure.verdict()).as("%s", figure.measure()).isIn(KpiReport.Verdict.MET, KpiReport.Verdict.NONE);
        assertThat(report.figure(Measure.TOP_TEN).value()).isNaN();
        assertThat(report.figure(Measure.PER_DAY).value()).isZero();
        assertThat(report.rating()).isEqualTo(KpiReport.Rating.PREDICTIVE);
        assertThat(report.period().indicative()).isFalse();
        assertThat(report(Duration.ofDays(29)).period().indicative()).isTrue();
    }

    @Test
    void ratesAreOverTheWholePeriodWithItsEmptyParts() {
        // 12 calls in the first hour of a day: 12 a day, 12 / 24 = 0.5 an hour, 12 / 144 = 0.0833 in ten minutes.
        for (int i = 0; i < 12; i++) call(i, NOON.plusSeconds(i * 300L), Severity.LOW);
        var report = report(Duration.ofDays(1));
        assertThat(report.figure(Measure.PER_DAY).value()).isEqualTo(12);
        assertThat(report.figure(Measure.PER_HOUR).value()).isEqualTo(0.5);
        assertThat(report.figure(Measure.PER_TEN_MINUTES).value()).isCloseTo(0.0833, within(0.0001));
        // Two in each of the six parts of that hour.
        assertThat(report.figure(Measure.PEAK).value()).isEqualTo(2);
        assertThat(report.figure(Measure.PEAK).rows()).hasSize(2);
        assertThat(report.rating()).isEqualTo(KpiReport.Rating.PREDICTIVE);
    }

    @Test
    void aCallOnAnEdgeBelongsToThePartThatBegins() {
        call(1, NOON.plusSeconds(599), Severity.LOW);
        call(2, NOON.plusSeconds(600), Severity.LOW);
        call(3, NOON.plusSeconds(601), Severity.LOW);
        // The end of the period is not in it.
        call(4, NOON.plusSeconds(1_200), Severity.LOW);
        var report = report(Duration.ofMinutes(20));
        assertThat(report.calls()).isEqualTo(3);
        assertThat(report.figure(Measure.PEAK).value()).isEqualTo(2);
    }

    @Test
    void partsFollowTheWallClockOfThePlace() {
        // Kathmandu is 5 h 45 min ahead: its tens of minutes begin 5 minutes beside those of UTC.
        call(1, NOON.plusSeconds(240), Severity.LOW);
        call(2, NOON.plusSeconds(360), Severity.LOW);
        var period = new Period(NOON, NOON.plusSeconds(1_200), ZoneId.of("Asia/Kathmandu"));
        // 17:45 to 18:05 there touches 17:40, 17:50 and 18:00.
        assertThat(period.parts(Measuring.TEN_MINUTES)).isEqualTo(3);
        var report = new Measuring(Role.OPERATIONS, period, histories.values(), Set.of()).report();
        assertThat(report.figure(Measure.PEAK).value()).isEqualTo(1);
    }

    @Test
    void busyPartsAreThoseWithMoreThanTheBound() {
        // Part 0: 11 calls, part 1: 10. Only the first is busy: 1 of 144 parts of a day, 0.69 %.
        for (int i = 0; i < 11; i++) call(i, NOON.plusSeconds(i), Severity.LOW);
        for (int i = 0; i < 10; i++) call(20 + i, NOON.plusSeconds(600 + i), Severity.LOW);
        var report = report(Duration.ofDays(1));
        assertThat(report.figure(Measure.BUSY_TEN_MINUTES).value()).isCloseTo(1 / 144.0, within(1e-9));
        assertThat(report.figure(Measure.BUSY_TEN_MINUTES).rows()).hasSize(11);
        // 21 in an hour is not more than 30.
        assertThat(report.figure(Measure.BUSY_HOURS).value()).isZero();
        for (int i = 0; i < 10; i++) call(40 + i, NOON.plusSeconds(1_800 + i), Severity.LOW);
        assertThat(report(Duration.ofDays(1)).figure(Measure.BUSY_HOURS).value())
                .isCloseTo(1 / 24.0, within(1e-9));
        assertThat(report(Duration.ofDays(1)).figure(Measure.PEAK).verdict()).isEqualTo(KpiReport.Verdict.BEYOND);
    }

    @Test
    void aFloodLastsFromTheEleventhCallToTheMomentFewerThanFiveAreLeft() {
        // One call a second: the 11th comes at 10 s. At 607 s the calls of 0 to 7 s are ten minutes old; of 8, 9 and 10
        // s
        // are left three, at 606 s four are left: the flood ends there, 596 s after it began.
        for (int i = 0; i <= 10; i++) call(i, NOON.plusSeconds(i), Severity.LOW);
        var report = report(Duration.ofHours(1));
        assertThat(report.figure(Measure.FLOOD).value()).isCloseTo(596 / 3_600.0, within(1e-9));
        assertThat(report.figure(Measure.FLOOD).rows()).hasSize(1);
        assertThat(report.figure(Measure.FLOOD).verdict()).isEqualTo(KpiReport.Verdict.BEYOND);
    }

    @Test
    void theTenWorstConditionsAndTheSplitAreSharesOfAllCalls() {
        // Condition 1 calls 9 times, 2 to 12 once each: 20 calls; the ten worst have 9 + 9 = 18 of 20.
        for (int i = 0; i < 9; i++) call(1, NOON.plusSeconds(i * 1_000L), i < 4 ? Severity.LOW : Severity.MEDIUM);
        for (int i = 2; i <= 12; i++) call(i, NOON.plusSeconds(i), i == 2 ? Severity.CRITICAL : Severity.LOW);
        var report = report(Duration.ofDays(1));
        assertThat(report.figure(Measure.TOP_TEN).value()).isEqualTo(0.9);
        // 4 + 10 low, 5 medium, 1 critical of 20.
        assertThat(report.figure(Measure.LOW).value()).isEqualTo(0.7);
        assertThat(report.figure(Measure.MEDIUM).value()).isEqualTo(0.25);
        assertThat(report.figure(Measure.HIGH).value()).isZero();
        assertThat(report.figure(Measure.CRITICAL).value()).isEqualTo(0.05);
        assertThat(report.figure(Measure.CRITICAL).verdict()).isEqualTo(KpiReport.Verdict.BEYOND);
        assertThat(report.figure(Measure.LOW).verdict()).isEqualTo(KpiReport.Verdict.NONE);
    }

    @Test
    void hiddenCallsAndThoseOfOtherQueuesAreNotCounted() {
        var shelf = new Shelf(NOON.plusSeconds(60), false, Severity.HIGH, "otto", NOON, "paint");
        add(alert(1, Severity.LOW, Triage.NEW, true)
                .with(new Covers(Optional.of(shelf), Optional.empty(), Optional.empty(), Optional.empty()))
                .event(EventKind.RECURRED, NOON));
        add(alert(2, Severity.LOW, Triage.NEW, true).queue(Role.SECURITY).event(EventKind.RAISED, NOON));
        add(alert(3, Severity.LOW, Triage.NEW, false).event(EventKind.RETURNED, NOON));
        assertThat(report(Duration.ofDays(1)).calls()).isZero();
    }

    @Test
    void whatIsGoneWithinTenSecondsWasFleeting() {
        call(1, NOON, Severity.LOW);
        add(alert(1, Severity.LOW, Triage.NEW, false).event(EventKind.RETURNED, NOON.plusSeconds(10)));
        call(2, NOON, Severity.LOW);
        add(alert(2, Severity.LOW, Triage.NEW, false).event(EventKind.RETURNED, NOON.plusSeconds(11)));
        call(3, NOON, Severity.LOW);
        var fleeting = report(Duration.ofDays(1)).figure(Measure.FLEETING);
        assertThat(fleeting.value()).isEqualTo(1);
        assertThat(fleeting.rows()).extracting(row -> row.alert().id()).containsExactly(1L);
    }

    @Test
    void whatIsPresentForMoreThanADayIsStaleOnEachDayItStays() {
        var midnight = Instant.parse("2026-03-02T00:00:00Z");
        // From 2 March 06:00: stale on the 3rd, 4th and 5th (until 01:00).
        call(1, midnight.plus(Duration.ofHours(6)), Severity.LOW);
        add(alert(1, Severity.LOW, Triage.NEW, false).event(EventKind.RETURNED, midnight.plus(Duration.ofHours(73))));
        // From 3 March 12:00, still there: stale from the 4th on.
        call(2, midnight.plus(Duration.ofHours(36)), Severity.LOW);
        // For exactly a day: not stale.
        call(3, midnight, Severity.LOW);
        add(alert(3, Severity.LOW, Triage.NEW, false).event(EventKind.RETURNED, midnight.plus(Duration.ofHours(24))));
        var period = new Period(midnight, midnight.plus(Duration.ofDays(7)), ZoneOffset.UTC);
        var stale = new Measuring(Role.OPERATIONS, period, histories.values(), Set.of())
                .report()
                .figure(Measure.STALE);
        assertThat(stale.value()).isEqualTo(2);
        assertThat(stale.rows()).extracting(row -> row.alert().id()).containsExactly(1L, 2L);
    }

    @Test
    void answersAreFromTheCallToTheFirstDeed() {
        // Acknowledged after 10, 20, 30 and 400 s: the median (nearest rank) is 20 s, the slow one 400 s.
        int[] after = {10, 20, 30, 400};
        for (int i = 0; i < 4; i++) {
            call(i, NOON, Severity.HIGH);
            add(alert(i, Severity.HIGH, Triage.ACKNOWLEDGED, true)
                    .event(EventKind.ACKNOWLEDGED, NOON.plusSeconds(after[i])));
        }
        add(alert(0, Severity.HIGH, Triage.RESOLVED, false).event(EventKind.RESOLVED, NOON.plusSeconds(60)));
        call(9, NOON, Severity.HIGH);
        var high = report(Duration.ofDays(1)).answers().get(1);
        assertThat(high.severity()).isEqualTo(Severity.HIGH);
        assertThat(high.calls()).isEqualTo(5);
        assertThat(high.median()).contains(Duration.ofSeconds(20));
        assertThat(high.slow()).contains(Duration.ofSeconds(400));
        assertThat(high.over()).contains(Duration.ofSeconds(60));
        assertThat(high.slowOver()).contains(Duration.ofSeconds(60));
        // After five minutes the fourth had not been acknowledged: a report of that time stays as it was.
        var then = report(Duration.ofMinutes(5)).answers().get(1);
        assertThat(then.slow()).contains(Duration.ofSeconds(30));
        assertThat(report(Duration.ofDays(1)).answers().getFirst().median()).isEmpty();
    }

    @Test
    void whoeverHidACallWithoutTheRightIsFound() {
        add(alert(1, Severity.LOW, Triage.NEW, true).by("resident").event(EventKind.SHELVED, NOON));
        add(alert(1, Severity.LOW, Triage.NEW, true).by("operations").event(EventKind.SHELVED, NOON));
        add(alert(2, Severity.LOW, Triage.NEW, true).by("security").event(EventKind.OUT_OF_SERVICE, NOON));
        assertThat(report(Duration.ofDays(1)).figure(Measure.UNAUTHORISED).value())
                .isEqualTo(2);
    }

    @Test
    void callsHiddenByASilenceOfSomebodyWhoMayMakeNoneAreFoundToo() {
        // Silence 5 was made by a role that may make none, 6 by one that may; the server carries both out.
        for (long number : new long[] {5, 6}) {
            var covers = Covers.NONE;
            var silenced =
                    new Covers(covers.shelf(), Optional.of(number), covers.suppressedBy(), covers.outOfService());
            add(alert((int) number, Severity.LOW, Triage.NEW, true)
                    .with(silenced)
                    .event(EventKind.SILENCED, NOON));
            add(alert((int) number, Severity.LOW, Triage.NEW, true)
                    .with(silenced)
                    .event(EventKind.RECURRED, NOON));
            add(alert((int) number, Severity.LOW, Triage.NEW, true)
                    .with(silenced)
                    .event(EventKind.COMMENTED, NOON));
        }
        var period = new Period(NOON, NOON.plus(Duration.ofDays(1)), ZoneOffset.UTC);
        var found = new Measuring(Role.OPERATIONS, period, histories.values(), Set.of(5L))
                .report()
                .figure(Measure.UNAUTHORISED);
        assertThat(found.rows()).extracting(AlertChanged::kind).containsExactly(EventKind.SILENCED, EventKind.RECURRED);
    }

    @Test
    void figuresAreForWhoMayReadTheirRows() {
        for (var queue : Role.values()) {
            assertThat(Kpis.mayRead(Role.SECURITY, queue)).isTrue();
            assertThat(Kpis.mayRead(Role.ANALYST, queue)).isTrue();
            assertThat(Kpis.mayRead(Role.ADMIN, queue)).isTrue();
            assertThat(Kpis.mayRead(Role.OPERATIONS, queue)).isEqualTo(queue == Role.OPERATIONS);
        }
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> new Period(NOON, NOON, ZoneOffset.UTC)).hasMessageContaining("end after it begins");
        assertThatThrownBy(() -> Measure.of("joy")).hasMessageContaining("'joy' is no measure");
        for (var measure : Measure.values())
            assertThat(Measure.of(measure.text())).isEqualTo(measure);
    }

    // ---- fixtures

    private KpiReport report(Duration length) {
        var period = new Period(NOON, NOON.plus(length), ZoneOffset.UTC);
        return new Measuring(Role.OPERATIONS, period, histories.values(), Set.of()).report();
    }

    private void call(int id, Instant at, Severity severity) {
        add(alert(id, severity, Triage.NEW, true).event(EventKind.RAISED, at));
    }

    private void add(AlertChanged event) {
        histories.computeIfAbsent(event.alert().id(), _ -> new ArrayList<>()).add(event);
    }

    private Fixture alert(int id, Severity severity, Triage triage, boolean present) {
        return new Fixture(id, severity, triage, present);
    }

    private final class Fixture {
        private final int id;
        private final Severity severity;
        private final Triage triage;
        private final boolean present;
        private Covers covers = Covers.NONE;
        private Role queue = Role.OPERATIONS;
        private Actor actor = Actor.CONDITION;

        Fixture(int id, Severity severity, Triage triage, boolean present) {
            this.id = id;
            this.severity = severity;
            this.triage = triage;
            this.present = present;
        }

        Fixture with(Covers to) {
            covers = to;
            return this;
        }

        Fixture queue(Role to) {
            queue = to;
            return this;
        }

        Fixture by(String role) {
            actor = new Actor("somebody", role);
            return this;
        }

        AlertChanged event(EventKind kind, Instant at) {
            var deed = new Deed("otto", at);
            var alert = new Alert(
                    id,
                    new Source(new SensorId("s" + id), "high", "site", "zone", "kind", "Sensor", queue),
                    queue,
                    Set.of(),
                    Optional.empty(),
                    severity,
                    present ? Optional.of(severity) : Optional.empty(),
                    triage,
                    false,
                    false,
                    false,
                    at,
                    present ? Optional.empty() : Optional.of(at),
                    triage == Triage.NEW
                            ? Optional.empty()
                            : Optional.of(new Acknowledgement("otto", at, severity, Optional.empty())),
                    triage == Triage.RESOLVED ? Optional.of(deed) : Optional.empty(),
                    covers,
                    1,
                    1,
                    at,
                    1);
            return new AlertChanged(++seq, kind, at, at, actor, "", alert);
        }
    }
}
