package dev.velocity.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.velocity.history.Bucket;
import dev.velocity.history.Series;
import dev.velocity.outlook.Outlook.Course;
import dev.velocity.outlook.Outlook.Why;
import dev.velocity.sensor.Kinds;
import dev.velocity.sensor.Quality;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.simulation.DemoSite;
import dev.velocity.simulation.Scenario;
import dev.velocity.simulation.ShelterModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Exact ramps, worked out by hand, and the simulated shelter, whose future the test can look up.
class ReckoningTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void anExactRampReachesItsLimitWhenItDoes() {
        // 1000 ppm now, 600 ppm an hour: 5000 ppm in 4000 / 600 h = 6 h 40 min.
        var reaches = reaches(ramp("carbon-dioxide", minutes -> 1_000 + 10 * minutes));
        assertThat(reaches.target()).isEqualTo(new Outlook.Target(5_000, Optional.of(Severity.MEDIUM)));
        assertThat(reaches.in()).isEqualTo(Duration.ofMinutes(400));
        // That is more than six windows ahead, so three tenths of the rate are in doubt: 400 / 1.3 and 400 / 0.7 min.
        assertThat(reaches.soonest()).isEqualTo(Duration.ofSeconds(18_462));
        assertThat(reaches.latest()).contains(Duration.ofSeconds(34_286));
        assertThat(reaches.perHour()).isCloseTo(600, within(1e-9));
        assertThat(reaches.value()).isCloseTo(1_000, within(1e-9));
    }

    @Test
    void aValueBetweenTwoStepsLeadsToTheNextOne() {
        assertThat(reaches(ramp("carbon-dioxide", minutes -> 6_000 + 10 * minutes))
                        .target()
                        .at())
                .isEqualTo(10_000);
        // Oxygen falls by 0.6 % an hour from 20.3: below 20 in half an hour.
        var oxygen = reaches(ramp("oxygen", minutes -> 20.3 - 0.01 * minutes));
        assertThat(oxygen.target().at()).isEqualTo(20);
        assertThat(oxygen.in()).isEqualTo(Duration.ofMinutes(30));
        // And rises to its upper limit.
        assertThat(reaches(ramp("oxygen", minutes -> 21 + 0.01 * minutes))
                        .target()
                        .at())
                .isEqualTo(22);
    }

    @Test
    void aStorePastItsLastLimitLeadsToItsBottom() {
        // 30 L, below the critical 32, and 4 L/h less: empty in 7 h 30 min.
        var diesel = reaches(ramp("diesel", minutes -> 30 - 4 * minutes / 60));
        assertThat(diesel.target().empty()).isTrue();
        assertThat(diesel.in()).isEqualTo(Duration.ofMinutes(450));
    }

    @Test
    void aFillingIsNotPartOfTheUse() {
        // Half an hour ago 100 L came; before and after, 4 L/h are used. 388 L now: 288 in 25 h.
        var diesel = reaches(ramp("diesel", minutes -> (minutes < -90 ? 288 : 388) - 4 * minutes / 60));
        assertThat(diesel.target().at()).isEqualTo(288);
        assertThat(diesel.in()).isCloseTo(Duration.ofHours(25), Duration.ofSeconds(5));
    }

    @Test
    void aThirdOfWildReadingsChangesNothing() {
        var random = new Random(7);
        var wild = reaches(ramp(
                "carbon-dioxide",
                minutes -> random.nextInt(4) == 0 ? 40_000 * random.nextDouble() : 1_000 + 10 * minutes));
        assertThat(wild.in()).isBetween(Duration.ofMinutes(360), Duration.ofMinutes(440));
    }

    @Test
    void whatCannotBeToldIsSaidSo() {
        assertThat(why(series("carbon-dioxide", Duration.ZERO, List.of(), Duration.ofMinutes(1))))
                .isEqualTo(Why.STALE);
        // The newest is four minutes old, where one a minute should come.
        assertThat(why(points("carbon-dioxide", -60, -4, minutes -> 1_000 + 10 * minutes)))
                .isEqualTo(Why.STALE);
        assertThat(why(points("carbon-dioxide", -6, 0, minutes -> 1_000 + 10 * minutes)))
                .isEqualTo(Why.TOO_FEW);
        // Many, but of ten minutes only.
        assertThat(why(points("carbon-dioxide", -10, 0, minutes -> 1_000 + 10 * minutes)))
                .isEqualTo(Why.TOO_FEW);
        assertThat(why(ramp("carbon-dioxide", _ -> 700))).isEqualTo(Why.STEADY);
        // 10 ppm an hour: 5000 in 430 h, and 24 h is all an hour can say.
        assertThat(why(ramp("carbon-dioxide", minutes -> 700 + minutes / 6))).isEqualTo(Why.STEADY);
        assertThat(why(ramp("carbon-dioxide", minutes -> 3_000 - 10 * minutes))).isEqualTo(Why.AWAY);
        assertThat(why(ramp("carbon-dioxide", minutes -> 21_000 + 10 * minutes)))
                .isEqualTo(Why.BEYOND);
        // Past a limit nothing is calm: standing there, or on the way back.
        assertThat(why(ramp("carbon-dioxide", _ -> 21_000))).isEqualTo(Why.BEYOND);
        assertThat(why(ramp("carbon-dioxide", minutes -> 13_000 - 10 * minutes)))
                .isEqualTo(Why.BEYOND);
        assertThat(why(ramp("overpressure", _ -> 0))).isEqualTo(Why.BEYOND);
        // Up for 45 minutes, and down since.
        assertThat(why(ramp(
                        "carbon-dioxide",
                        minutes -> minutes < -20 ? 3_000 + 20 * minutes : 2_600 - 30 * (minutes + 20))))
                .isEqualTo(Why.TURNING);
        var random = new Random(3);
        assertThat(why(ramp("carbon-dioxide", _ -> 3_000 + 1_500 * random.nextGaussian())))
                .isIn(Why.NOISY, Why.TURNING);
    }

    @Test
    void aSensorBeyondBeliefSaysNothing() {
        var past = new ArrayList<>(points("carbon-dioxide", -60, 0, minutes -> 1_000 + 10 * minutes)
                .buckets());
        past.removeLast();
        past.add(new Bucket(NOON, 1, 0, 60_000, 60_000, 60_000, 60_000, Quality.OUT_OF_RANGE, false));
        assertThat(why(series("carbon-dioxide", Duration.ZERO, past, Duration.ofMinutes(1))))
                .isEqualTo(Why.UNTRUSTED);
    }

    @Test
    void theWorstComesFirstAndWhatIsCalmLast() {
        var soon = outlook(ramp("carbon-dioxide", minutes -> 4_000 + 10 * minutes));
        var later = outlook(ramp("carbon-dioxide", minutes -> 1_000 + 10 * minutes));
        var past = outlook(ramp("carbon-dioxide", minutes -> 21_000 + 10 * minutes));
        var calm = outlook(ramp("carbon-dioxide", _ -> 700));
        var silent = outlook(series("carbon-dioxide", Duration.ZERO, List.of(), Duration.ofMinutes(1)));
        var sorted = new ArrayList<>(List.of(calm, later, silent, soon, past));
        sorted.sort(Outlooks.WORST_FIRST);
        assertThat(sorted).containsExactly(past, soon, later, silent, calm);
    }

    @Test
    void sensorsThatLeadNowhereAreNotAsked() {
        for (var kind : List.of("door", "motion", "generator-state", "occupancy", "water-autonomy", "smoke"))
            assertThat(Reckoning.window(sensor(kind))).as(kind).isEmpty();
    }

    /// The fan stands. All night long it is asked when the next limit is passed, and the model is asked when it
    /// was.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void inTheSimulatedShelterTheRangeHoldsTheTruth(long seed) {
        var site = DemoSite.site();
        // Ten in the evening there; from half past eleven to six everybody is in bed.
        var start = Instant.parse("2026-03-02T20:00:00Z");
        var model = new ShelterModel(seed, start, site);
        model.schedule(Scenario.VENTILATION_FAILURE, start, Duration.ofHours(10));
        var readings = model.advanceTo(start.plus(Duration.ofHours(10))).stream()
                .filter(sample -> sample.sensor().text().equals("dormitory-co2"))
                .toList();
        var sensor = site.zones().stream()
                .flatMap(zone -> zone.sensors().stream())
                .filter(one -> one.id().text().equals("dormitory-co2"))
                .findFirst()
                .orElseThrow();
        int asked = 0;
        int held = 0;
        for (int minutes = 90; minutes < 360; minutes += 15) {
            var now = start.plus(Duration.ofMinutes(minutes));
            var from = now.minus(Duration.ofHours(1));
            var window = readings.stream()
                    .filter(one -> one.at().isAfter(from) && !one.at().isAfter(now))
                    .map(one -> point(one.at(), one.value()))
                    .toList();
            var course = Reckoning.of(sensor, new Series(sensor.id(), from, now, Duration.ZERO, window), now)
                    .course();
            if (!(course instanceof Course.Reaches reaches)) throw new AssertionError(course);
            var truth = readings.stream()
                    .filter(one -> one.at().isAfter(now)
                            && one.value() >= reaches.target().at())
                    .map(one -> Duration.between(now, one.at()))
                    .min(Comparator.naturalOrder());
            if (truth.isEmpty()) continue;
            asked++;
            // A reading a minute: what is passed between two shows with the later.
            var reading = truth.get().minusMinutes(1);
            if (reaches.soonest().minusMinutes(1).compareTo(truth.get()) <= 0
                    && reaches.latest()
                            .filter(latest -> latest.compareTo(reading) < 0)
                            .isEmpty()) held++;
        }
        assertThat(asked).as("seed %d", seed).isGreaterThanOrEqualTo(15);
        assertThat(10 * held).as("seed %d: %d of %d", seed, held, asked).isGreaterThanOrEqualTo(9 * asked);
    }

    private static Course.Reaches reaches(Series past) {
        if (outlook(past).course() instanceof Course.Reaches reaches) return reaches;
        throw new AssertionError(outlook(past).course());
    }

    private static Why why(Series past) {
        if (outlook(past).course() instanceof Course.CannotTell(var why, var _)) return why;
        throw new AssertionError(outlook(past).course());
    }

    private static Outlook outlook(Series past) {
        return Reckoning.of(sensor(past.sensor().text()), past, NOON);
    }

    private static Sensor sensor(String kind) {
        return Kinds.standard().named(kind).orElseThrow().sensor(new SensorId(kind), "site", "zone");
    }

    /// A whole window of readings; `value` takes minutes, zero now and negative before.
    private static Series ramp(String kind, DoubleUnaryOperator value) {
        var window = Reckoning.window(sensor(kind)).orElseThrow();
        int every = (int) Math.max(1, sensor(kind).period().toMinutes());
        return points(kind, Math.toIntExact(every - window.toMinutes()), 0, value);
    }

    private static Series points(String kind, int from, int to, DoubleUnaryOperator value) {
        int every = (int) Math.max(1, sensor(kind).period().toMinutes());
        var past = new ArrayList<Bucket>();
        for (int minute = from; minute <= to; minute += every) {
            double one = value.applyAsDouble(minute);
            past.add(point(NOON.plus(Duration.ofMinutes(minute)), one));
        }
        return series(kind, Duration.ZERO, past, Duration.ofMinutes(every));
    }

    private static Bucket point(Instant at, double value) {
        return new Bucket(at, 1, 0, value, value, value, value, Quality.GOOD, false);
    }

    private static Series series(String kind, Duration width, List<Bucket> past, Duration every) {
        return new Series(new SensorId(kind), NOON.minus(every.multipliedBy(60)), NOON, width, past);
    }
}
