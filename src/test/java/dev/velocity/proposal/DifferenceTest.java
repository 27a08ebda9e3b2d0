package dev.velocity.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferenceTest {
    @Test
    void changesAreToldByTheNamesOfWhatIsSaid() {
        var before = """
                site: s
                zones:
                  hall:
                    name: Hall
                    sensors:
                      co2:
                        kind: carbon-dioxide
                        limits:
                          high:
                            medium:
                              at: 3000
                              basis: "order 7: old"
                  shed:
                    name: Shed
                """;
        var after = before.replace("at: 3000", "at: 2500")
                .replace("  shed:\n    name: Shed\n", "  yard:\n    name: Yard\n");
        var difference = Difference.of(before, after);
        assertThat(difference.changes())
                .containsExactly(
                        new Difference.Change(
                                "zones.hall.sensors.co2.limits.high.medium.at",
                                Optional.of("3000"),
                                Optional.of("2500")),
                        new Difference.Change("zones.yard.name", Optional.empty(), Optional.of("Yard")),
                        new Difference.Change("zones.shed.name", Optional.of("Shed"), Optional.empty()));
        assertThat(shown(
                        difference.lines().stream().filter(line -> !line.same()).toList()))
                .containsExactly(
                        "-11               at: 3000",
                        "+11               at: 2500",
                        "-13   shed:",
                        "-14     name: Shed",
                        "+13   yard:",
                        "+14     name: Yard");
    }

    @Test
    void whatIsTheSameIsEmptyAndWhatIsFarApartIsTwoStretches() {
        var text = IntStream.range(0, 40).mapToObj(i -> "k" + i + ": v\n").collect(Collectors.joining());
        assertThat(Difference.of(text, text).isEmpty()).isTrue();
        assertThat(Difference.of(text, text).stretches(3)).isEmpty();
        var other = text.replace("k5: v", "k5: w").replace("k7: v", "k7: w").replace("k30: v\n", "");
        var stretches = Difference.of(text, other).stretches(3);
        assertThat(stretches).hasSize(2);
        // 3 before, 5 out and in, 6, 7 out and in, 3 behind; and 3 + 1 + 3.
        assertThat(stretches.getFirst()).hasSize(11);
        assertThat(stretches.getLast()).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theLinesOfEachSideAreWholeAndInOrder(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var before = random(random);
            var after = random.nextBoolean() ? random(random) : edited(before, random);
            var lines = Difference.of(String.join("\n", before), String.join("\n", after))
                    .lines();
            assertThat(lines.stream().filter(line -> line.before().isPresent()).map(Difference.Line::text))
                    .as("seed %d round %d", seed, round)
                    .containsExactlyElementsOf(before);
            assertThat(lines.stream().filter(line -> line.after().isPresent()).map(Difference.Line::text))
                    .as("seed %d round %d", seed, round)
                    .containsExactlyElementsOf(after);
            assertThat(lines.stream().flatMap(line -> line.before().stream()))
                    .as("seed %d round %d", seed, round)
                    .containsExactlyElementsOf(numbers(before.size()));
            assertThat(lines.stream().flatMap(line -> line.after().stream()))
                    .as("seed %d round %d", seed, round)
                    .containsExactlyElementsOf(numbers(after.size()));
            assertThat(lines.stream().filter(Difference.Line::same).count())
                    .as("seed %d round %d: as many as can be", seed, round)
                    .isEqualTo(longestCommon(before, after));
        }
    }

    @Test
    void filesWithLittleInCommonAreToldAsReplaced() {
        var before = IntStream.range(0, 3_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));
        var after = IntStream.range(0, 3_000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n"));
        var lines = Difference.of(before, after).lines();
        assertThat(lines).hasSize(6_000);
        assertThat(lines.stream().limit(3_000)).allMatch(line -> line.after().isEmpty());
    }

    private static List<Integer> numbers(int most) {
        return IntStream.rangeClosed(1, most).boxed().toList();
    }

    private static List<String> random(Random random) {
        var lines = new ArrayList<String>();
        for (int i = 1 + random.nextInt(20); i > 0; i--) lines.add("" + (char) ('a' + random.nextInt(4)));
        return lines;
    }

    private static List<String> edited(List<String> lines, Random random) {
        var edited = new ArrayList<>(lines);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(edited.size());
            switch (random.nextInt(3)) {
                case 0 -> edited.add(at, "new");
                case 1 -> edited.set(at, "other");
                default -> {
                    if (edited.size() > 1) edited.remove(at);
                }
            }
        }
        return edited;
    }

    private static long longestCommon(List<String> a, List<String> b) {
        var best = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--)
            for (int j = b.size() - 1; j >= 0; j--)
                best[i][j] =
                        a.get(i).equals(b.get(j)) ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
        return best[0][0];
    }

    private static List<String> shown(List<Difference.Line> lines) {
        return lines.stream()
                .map(line -> line.before()
                                .map(number -> "-" + number)
                                .orElseGet(() -> "+" + line.after().orElseThrow())
                        + " " + line.text())
                .toList();
    }
}
