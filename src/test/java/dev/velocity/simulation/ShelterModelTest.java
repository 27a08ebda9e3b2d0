package dev.velocity.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.velocity.measure.Quantity;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.SiteFile;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShelterModelTest {
    private static final Site SITE = DemoSite.site();
    private static final Catalogue CATALOGUE = new Catalogue(List.of(SITE));
    private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");

    @Test
    void theDemoSiteIsWrittenInTheFormTheExportWrites() {
        assertThat(SiteFile.write(SITE)).isEqualTo(DemoSite.text());
    }

    @Test
    void everySensorOfTheDemoSiteSpeaksAtItsOwnPeriod() {
        var byId = new ShelterModel(1, START, SITE)
                .advanceTo(START.plus(Duration.ofHours(3))).stream()
                        .collect(Collectors.groupingBy(Sample::sensor, TreeMap::new, Collectors.toList()));
        for (var sensor : CATALOGUE.sensors()) {
            var samples = byId.getOrDefault(sensor.id(), List.of());
            assertThat(samples).as(sensor.id().text()).isNotEmpty();
            if (sensor.period().isZero()) continue;
            assertThat(samples.getFirst().at()).isBefore(START.plus(sensor.period()));
            for (int i = 1; i < samples.size(); i++)
                assertThat(Duration.between(
                                samples.get(i - 1).at(), samples.get(i).at()))
                        .isEqualTo(sensor.period());
        }
    }

    @Test
    void everyReadingIsInOrderOfTimeAndWithinWhatItsInstrumentCanShow() {
        var model = new ShelterModel(2, START, SITE);
        for (var scenario : Scenario.values())
            model.schedule(scenario, START.plus(Duration.ofHours(1)), scenario.usual());
        var last = new Instant[] {START};
        model.advanceTo(START.plus(Duration.ofHours(12)), sample -> {
            var sensor = CATALOGUE.sensor(sample.sensor()).orElseThrow();
            if (!(sensor.spanLeast() <= sample.value() && sample.value() <= sensor.spanMost()))
                throw new AssertionError(sample + " is outside its span");
            if (sample.at().isBefore(last[0])) throw new AssertionError(sample + " is earlier than the one before");
            last[0] = sample.at();
        });
        assertThat(model.runs()).isEmpty();
    }

    @Test
    void theSameSeedAndScenariosGiveTheSameBytesHoweverTheTimeIsCut() {
        var until = START.plus(Duration.ofHours(10));
        var whole = digest(model(3).advanceTo(until));
        var random = new Random(5);
        for (int i = 0; i < 3; i++) {
            var model = model(3);
            var pieces = new ArrayList<Sample>();
            for (var at = START; at.isBefore(until); at = at.plusMillis(random.nextInt(1, 300_000)))
                pieces.addAll(model.advanceTo(at));
            pieces.addAll(model.advanceTo(until));
            assertThat(digest(pieces)).isEqualTo(whole);
        }
        assertThat(digest(model(4).advanceTo(until))).isNotEqualTo(whole);
    }

    private static ShelterModel model(long seed) {
        var model = new ShelterModel(seed, START, SITE);
        model.schedule(Scenario.FIRE, START.plus(Duration.ofHours(2)), Duration.ofMinutes(30));
        model.schedule(Scenario.LEAK, START.plus(Duration.ofHours(3)), Duration.ofHours(2));
        return model;
    }

    @Test
    void aScenarioAddedLaterChangesNothingBeforeIt() {
        var quiet = new ShelterModel(6, START, SITE);
        var fire = new ShelterModel(6, START, SITE);
        var at = START.plus(Duration.ofHours(1));
        assertThat(fire.advanceTo(at)).isEqualTo(quiet.advanceTo(at));
        fire.start(Scenario.FIRE, Duration.ofMinutes(20));
        assertThat(fire.advanceTo(at.plusSeconds(600))).isNotEqualTo(quiet.advanceTo(at.plusSeconds(600)));
    }

    @Test
    void timeDoesNotRunBackwards() {
        var model = new ShelterModel(6, START, SITE);
        model.advanceTo(START.plusSeconds(60));
        assertThat(model.advanceTo(START)).isEmpty();
        assertThat(model.now()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void aSensorTheModelDoesNotKnowStaysSilent() {
        var text =
                "site: s\nname: S\ntime-zone: UTC\nzones:\n  z:\n    name: Z\n    sensors:\n      x:\n        kind: oxygen\n";
        assertThat(new ShelterModel(1, START, SiteFile.read(text)).advanceTo(START.plusSeconds(60)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void threeOrdinaryDaysPassNoLimit(long seed) {
        quiet(seed);
    }

    @Tag("prove")
    @Test
    void threeOrdinaryDaysOfTwentyMoreSheltersPassNoLimit() {
        for (long seed = 3; seed <= 22; seed++) quiet(seed);
    }

    private static void quiet(long seed) {
        var watcher = new Watcher(SITE);
        new ShelterModel(seed, START, SITE).advanceTo(START.plus(Duration.ofDays(3)), watcher::see);
        assertThat(watcher.readings()).as("seed %d", seed).isGreaterThan(800_000);
        assertThat(watcher.called()).as("seed %d", seed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aScenarioPassesTheLimitsItIsMeantToPassAndRecovers(Scenario scenario) {
        // At noon and at midnight, and on different days: who is where must not matter.
        for (var hour : List.of(12, 22)) {
            var from = START.plus(Duration.ofHours(hour - 6));
            var model = new ShelterModel(10 + hour, START, SITE);
            model.schedule(scenario, from, scenario.usual());
            var watcher = new Watcher(SITE);
            model.advanceTo(from.plus(scenario.usual()), watcher::see);
            var called = new TreeMap<String, Duration>();
            watcher.called().forEach((step, at) -> called.put(step, Duration.between(from, at)));
            assertThat(called).as("%s at %d h", scenario, hour).containsKeys(intended(scenario));
            assertThat(called.values()).allSatisfy(after -> assertThat(after).isPositive());
            model.advanceTo(from.plus(scenario.usual()).plus(Duration.ofHours(30)), watcher::see);
            assertThat(watcher.holding()).as("a day after").isEmpty();
        }
    }

    private static String[] intended(Scenario scenario) {
        return switch (scenario) {
            case VENTILATION_FAILURE ->
                new String[] {
                    "fan-vibration high critical",
                    "command-overpressure low critical",
                    "dormitory-co2 high low",
                    "dormitory-co2 high medium",
                    "dormitory-humidity high high",
                };
            case HEATING_FAILURE ->
                new String[] {
                    "medical-temperature low medium",
                    "medical-temperature low high",
                    "dormitory-temperature low medium",
                };
            case EXTERNAL_CONTAMINATION ->
                new String[] {
                    "exterior-dose-rate high high",
                    "exterior-dose-rate high critical",
                    "exterior-dose-rate background medium",
                    "command-dose-rate high high",
                };
            case POWER_SHORTAGE ->
                new String[] {
                    "generator-state high high",
                    "battery-charge low medium",
                    "battery-charge low high",
                    "battery-charge low critical",
                    "link-loss high medium",
                };
            case FIRE ->
                new String[] {
                    "galley-smoke high medium",
                    "galley-smoke high high",
                    "galley-smoke high critical",
                    "command-fire-panel open critical",
                    "galley-co high critical",
                    "galley-temperature high critical",
                    "galley-pm high high",
                    "galley-co2 high medium",
                    "dormitory-noise high high",
                };
            case LEAK ->
                new String[] {
                    "water-leak open high",
                    "plant-leak open high",
                    "water-level falling medium",
                    "water-autonomy low medium",
                };
        };
    }

    @Test
    void withoutVentilationTheCarbonDioxideOfTheShelterIsWhatItsPeopleBreatheOut() {
        var model = new ShelterModel(7, START, SITE);
        model.start(Scenario.VENTILATION_FAILURE, Duration.ofHours(3));
        model.advanceTo(START.plus(Duration.ofMinutes(10)));
        double before = litresOfCarbonDioxide(model);
        var crew = new Crew(7);
        double breathed = 0;
        for (int minute = 10; minute < 70; minute++) {
            crew.place(START.plus(Duration.ofMinutes(minute)).atZone(SITE.timeZone()), false);
            for (var room : Room.values()) breathed += (crew.awake(room) * 18.0 + crew.asleep(room) * 12.0) / 60;
        }
        model.advanceTo(START.plus(Duration.ofMinutes(70)));
        assertThat(litresOfCarbonDioxide(model) - before).isCloseTo(breathed, within(0.01 * breathed));
    }

    private static double litresOfCarbonDioxide(ShelterModel model) {
        double litres = 0;
        for (var room : Room.values()) litres += model.air(room).carbonDioxide * room.volume / 1000;
        return litres;
    }

    @Test
    void rainDoublesTheDoseRateAndIsForgottenInHours() {
        var model = new ShelterModel(8, START, SITE);
        var outside = new DoubleSummaryStatistics();
        model.advanceTo(START.plus(Duration.ofDays(6)), sample -> {
            if (sample.sensor().text().equals("exterior-dose-rate")) outside.accept(sample.value());
        });
        assertThat(outside.getMin()).isBetween(0.03, 0.045);
        assertThat(outside.getMax()).isBetween(0.075, 0.15);
        assertThat(outside.getAverage()).isBetween(0.045, 0.06);
    }

    @Test
    void noiseIsAsLargeAsWhatWasMeasured() {
        var samples = new ShelterModel(9, START, SITE).advanceTo(START.plus(Duration.ofDays(1)));
        // 99 of 100 changes from one sample to the next.
        assertThat(change(samples, "dormitory-temperature")).isBetween(0.05, 0.2);
        assertThat(change(samples, "medical-co2")).isBetween(15.0, 60.0);
        assertThat(change(samples, "exterior-dose-rate")).isBetween(0.005, 0.02);
        assertThat(change(samples, "medical-humidity")).isBetween(0.3, 1.2);
    }

    private static double change(List<Sample> samples, String id) {
        var values = samples.stream()
                .filter(sample -> sample.sensor().text().equals(id))
                .mapToDouble(Sample::value)
                .toArray();
        var changes = new double[values.length - 1];
        for (int i = 0; i < changes.length; i++) changes[i] = Math.abs(values[i + 1] - values[i]);
        java.util.Arrays.sort(changes);
        return changes[(int) (0.99 * changes.length)];
    }

    @Test
    void noInstrumentRestsOnOneValueLongEnoughToLookBroken() {
        var since = new TreeMap<String, Sample>();
        new ShelterModel(11, START, SITE).advanceTo(START.plus(Duration.ofDays(3)), sample -> {
            var sensor = CATALOGUE.sensor(sample.sensor()).orElseThrow();
            var first = since.merge(sensor.id().text(), sample, (old, now) -> old.value() == now.value() ? old : now);
            for (var limit : sensor.limits())
                if (limit instanceof dev.velocity.sensor.Limit.Flat flat
                        && Duration.between(first.at(), sample.at()).compareTo(flat.after()) > 0)
                    throw new AssertionError(sample + " is flat since " + first.at());
        });
        assertThat(since).hasSize(CATALOGUE.size());
    }

    @Test
    void contactsTellOnlyChanges() {
        var contacts = new TreeMap<SensorId, List<Sample>>();
        new ShelterModel(12, START, SITE).advanceTo(START.plus(Duration.ofDays(2)), sample -> {
            if (quantity(sample) == Quantity.CONTACT)
                contacts.computeIfAbsent(sample.sensor(), _ -> new ArrayList<>())
                        .add(sample);
        });
        contacts.forEach((id, samples) -> {
            assertThat(samples.getFirst().at()).isEqualTo(START);
            for (int i = 1; i < samples.size(); i++)
                assertThat(samples.get(i).value())
                        .as(id.text())
                        .isEqualTo(1 - samples.get(i - 1).value());
        });
        assertThat(contacts.getOrDefault(new SensorId("airlock-inner-door"), List.of()))
                .hasSizeGreaterThan(10);
    }

    private static Quantity quantity(Sample sample) {
        return CATALOGUE.sensor(sample.sensor()).map(Sensor::quantity).orElseThrow();
    }

    private static String digest(List<Sample> samples) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var line = ByteBuffer.allocate(16);
            for (var sample : samples) {
                digest.update(sample.sensor().text().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                line.clear();
                line.putLong(Duration.between(START, sample.at()).toNanos()).putDouble(sample.value());
                digest.update(line.array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
