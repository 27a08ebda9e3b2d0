package dev.velocity.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.access.Role;
import dev.velocity.alert.Covers;
import dev.velocity.sensor.Cause;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which alerts belong together, and what people make of that by hand.
class FormingTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void anEpisodeLastsFromRaiseToReturnAndTakesTheWorstOfIt() {
        var story = new Story()
                .raise("co2", "galley", Severity.LOW, NOON)
                .vary("co2", Severity.HIGH, at(5))
                .back("co2", at(20))
                .comment("co2", "otto", at(30))
                .raise("co2", "galley", Severity.MEDIUM, at(60));
        var episodes = story.episodes();
        assertThat(episodes).hasSize(2);
        assertThat(episodes.getFirst().from()).isEqualTo(NOON);
        assertThat(episodes.getFirst().to()).contains(at(20));
        assertThat(episodes.getFirst().severity()).isEqualTo(Severity.HIGH);
        // Raised and escalated; the comment is still of the first, the second has its own.
        assertThat(episodes.getFirst().calls()).isEqualTo(2);
        assertThat(episodes.getFirst().deed()).isEqualTo(4);
        assertThat(episodes.getLast().id()).isEqualTo(5);
        assertThat(episodes.getLast().present()).isTrue();
        assertThat(story.folded().calls()).extracting(Call::at).containsExactly(NOON, at(5), at(60));
    }

    @Test
    void ofOneZoneWhatComesWithinTenMinutesBelongsTogether() {
        var story = new Story()
                .raise("a", "galley", Severity.LOW, NOON)
                .back("a", at(1))
                // 10 minutes after the first: still. 10 minutes after that: still, though 20 after the first.
                .raise("b", "galley", Severity.LOW, at(10))
                .back("b", at(11))
                .raise("c", "galley", Severity.LOW, at(20))
                .back("c", at(21))
                // 10 minutes and a second: not any more.
                .raise("d", "galley", Severity.LOW, at(30).plusSeconds(1))
                // Another zone: never.
                .raise("e", "dormitory", Severity.LOW, at(20));
        assertThat(formed(story)).containsExactly("a b c", "e", "d");
    }

    @Test
    void whatIsStillThereDrawsInWhatIsRaisedWithinTheHour() {
        var story = new Story()
                .raise("smoke", "galley", Severity.CRITICAL, NOON)
                .raise("co", "galley", Severity.HIGH, at(60))
                .back("smoke", at(70))
                .raise("heat", "galley", Severity.MEDIUM, at(100));
        // Heat comes 40 minutes after CO, which is still there.
        assertThat(formed(story)).containsExactly("smoke co heat");
    }

    @Test
    void whatHasStoodForLongerThanAnHourIsHowThePlaceIs() {
        var story = new Story()
                .raise("damp", "galley", Severity.LOW, NOON)
                .raise("smoke", "galley", Severity.CRITICAL, at(60).plusSeconds(1));
        assertThat(formed(story)).containsExactly("damp", "smoke");
    }

    @Test
    void aCauseDrawsInWhatItExplainsInOtherZonesAsLongAsItIsThere() {
        var hatch = condition("hatch");
        var links = new Forming.Links(
                of -> of.equals(condition("pressure")) ? List.of(hatch) : List.of(),
                of -> of.equals(hatch) ? List.of(condition("pressure")) : List.of());
        var open = new Story()
                .raise("hatch", "exit", Severity.MEDIUM, NOON)
                .raise("pressure", "command", Severity.HIGH, at(200));
        assertThat(formed(open, links)).containsExactly("hatch pressure");
        var closed = new Story()
                .raise("hatch", "exit", Severity.MEDIUM, NOON)
                .back("hatch", at(100))
                .raise("pressure", "command", Severity.HIGH, at(200));
        assertThat(formed(closed, links)).containsExactly("hatch", "pressure");
        // The pressure falls a little before the contact says that the hatch is open.
        var effectFirst = new Story()
                .raise("pressure", "command", Severity.HIGH, NOON)
                .raise("hatch", "exit", Severity.MEDIUM, at(2));
        assertThat(formed(effectFirst, links)).containsExactly("pressure hatch");
        var longBefore = new Story()
                .raise("pressure", "command", Severity.HIGH, NOON)
                .raise("hatch", "exit", Severity.MEDIUM, at(30));
        assertThat(formed(longBefore, links)).containsExactly("pressure", "hatch");
    }

    @Test
    void whatBelongsToTwoIncidentsMakesThemOne() {
        var gateway = condition("gateway");
        var links = new Forming.Links(of -> of.equals(gateway) ? List.of() : List.of(gateway), _ -> List.of());
        var story = new Story()
                .raise("gateway", "command", Severity.HIGH, NOON)
                .raise("x", "plant", Severity.LOW, at(1))
                .raise("y", "galley", Severity.LOW, at(2));
        assertThat(formed(story, Forming.Links.NONE)).containsExactly("gateway", "x", "y");
        assertThat(formed(story, links)).containsExactly("gateway x y");
    }

    @Test
    void anIncidentDrawsInNothingMoreAfterAShift() {
        var story = new Story();
        // Every nine minutes, for a day: 160 times. The first 54 are raised within 8 h of the first (53 × 9 = 477 min).
        for (int i = 0; i < 160; i++)
            story.raise("rattle", "plant", Severity.LOW, at(9L * i)).back("rattle", at(9L * i + 1));
        var sizes = Forming.form(story.episodes(), Forming.Links.NONE).stream()
                .map(List::size)
                .toList();
        assertThat(sizes).containsExactly(54, 54, 52);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderInWhichEpisodesAreGivenMakesNoDifferenceAndNoneIsLost(long seed) {
        var random = new Random(seed);
        var story = new Story();
        var times = new TreeSet<Integer>();
        while (times.size() < 300) times.add(random.nextInt(3_000));
        for (int minute : times) {
            var sensor = "s" + random.nextInt(20);
            story.raise(sensor, "z" + sensor.hashCode() % 3, Severity.LOW, at(minute));
            if (random.nextInt(3) > 0) story.back(sensor, at(minute).plusSeconds(random.nextInt(59)));
        }
        var episodes = story.episodes();
        var shuffled = new ArrayList<>(episodes);
        Collections.shuffle(shuffled, random);
        var formed = Forming.form(episodes, Forming.Links.NONE);
        assertThat(Forming.form(shuffled, Forming.Links.NONE))
                .as("seed %d", seed)
                .isEqualTo(formed);
        assertThat(formed.stream().flatMap(List::stream))
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(episodes);
        for (var incident : formed)
            assertThat(incident.stream().map(one -> one.source().zone()).distinct())
                    .as("seed %d", seed)
                    .hasSize(1);
    }

    @Test
    void peopleMergeAndSplitByEpisodesAndLaterOnesDoNotUndoIt() {
        var story = new Story()
                .raise("a", "galley", Severity.LOW, NOON)
                .raise("b", "galley", Severity.LOW, at(1))
                .raise("c", "plant", Severity.LOW, at(2));
        // Episodes 1 and 2 are one incident, 3 another.
        var merged = new Reshaping.Merged(1, 1, 3, "otto", NOON, "same fan");
        var split = new Reshaping.Split(2, List.of(2L), "otto", NOON, "the cook");
        assertThat(shaped(story, List.of())).containsExactly("a b", "c");
        assertThat(shaped(story, List.of(merged))).containsExactly("a b c");
        assertThat(shaped(story, List.of(merged, split))).containsExactly("a c", "b");
        // A late reading opens an episode that was raised before all of them.
        story.raise("d", "galley", Severity.LOW, at(-3));
        assertThat(shaped(story, List.of(merged, split))).containsExactly("d a c", "b");
        var incidents = Shaping.apply(Forming.form(story.episodes(), Forming.Links.NONE), List.of(split));
        assertThat(incidents).extracting(Incident::shaped).containsExactly(true, true, false);
        // What names an episode nobody knows does nothing.
        assertThat(shaped(
                        story,
                        List.of(
                                new Reshaping.Merged(1, 1, 99, "otto", NOON, "x"),
                                new Reshaping.Split(2, List.of(98L), "otto", NOON, "x"))))
                .containsExactly("d a b", "c");
    }

    @Test
    void whoDoesNotSeeAnAlertSeesTheIncidentWithoutIt() {
        var story = new Story()
                .raise("a", "galley", Severity.HIGH, NOON, Role.SECURITY, Covers.NONE)
                .raise("b", "galley", Severity.LOW, at(1));
        var whole = Shaping.apply(Forming.form(story.episodes(), Forming.Links.NONE), List.of())
                .getFirst();
        assertThat(whole.seenBy(Role.SECURITY)).contains(whole);
        var seen = whole.seenBy(Role.OPERATIONS).orElseThrow();
        assertThat(seen.id()).isEqualTo(whole.id());
        assertThat(seen.withheld()).isEqualTo(1);
        assertThat(seen.severity()).isEqualTo(Severity.LOW);
        assertThat(whole.seenBy(Role.RESIDENT)).isEmpty();
    }

    private static List<String> formed(Story story) {
        return formed(story, Forming.Links.NONE);
    }

    private static List<String> formed(Story story, Forming.Links links) {
        return Forming.form(story.episodes(), links).stream()
                .map(FormingTest::names)
                .toList();
    }

    private static List<String> shaped(Story story, List<Reshaping> deeds) {
        return Shaping.apply(Forming.form(story.episodes(), Forming.Links.NONE), deeds).stream()
                .map(incident -> names(incident.episodes()))
                .toList();
    }

    private static String names(List<Episode> episodes) {
        return episodes.stream()
                .map(episode -> episode.source().sensor().text())
                .collect(Collectors.joining(" "));
    }

    private static Cause condition(String sensor) {
        return new Cause(new SensorId(sensor), "high");
    }

    private static Instant at(long minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }
}
