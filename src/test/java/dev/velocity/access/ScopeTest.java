package dev.velocity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
    @Test
    void namesOneByOneAndByTheirBeginning() {
        var scope = new Scope(List.of("hall.co2", "roof.*", "roof.wind.*"));
        assertThat(scope.contains("hall.co2")).isTrue();
        assertThat(scope.contains("hall.co2.b")).isFalse();
        assertThat(scope.contains("roof.rain")).isTrue();
        assertThat(scope.contains("roof.wind.speed")).isTrue();
        assertThat(scope.contains("roof")).isFalse();
        assertThat(scope.contains("hall.*")).isFalse();
        assertThat(new Scope(List.of("*")).contains("anything")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void saysWhatTryingEachPatternInTurnWouldSay(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var patterns = new HashSet<String>();
            for (int i = 0; i <= random.nextInt(12); i++)
                patterns.add(word(random) + (random.nextBoolean() ? "*" : "x"));
            var scope = new Scope(patterns);
            for (int i = 0; i < 50; i++) {
                var sensor = word(random) + "x";
                var expected = patterns.stream()
                        .anyMatch(pattern -> pattern.endsWith("*")
                                ? sensor.startsWith(pattern.substring(0, pattern.length() - 1))
                                : sensor.equals(pattern));
                assertThat(scope.contains(sensor))
                        .as("%s in %s, seed %s", sensor, patterns, seed)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void isTheSameAfterBeingStored() {
        var scope = new Scope(List.of("b", "a.*", "b"));
        assertThat(Scope.parse(scope.stored())).isEqualTo(scope);
        assertThat(scope.patterns()).containsExactly("a.*", "b");
    }

    @Test
    void whatIsNoPatternIsNamed() {
        assertThatThrownBy(() -> new Scope(List.of("ok", "a*b", "A", "x y")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("a*b", "A", "x y");
        assertThatThrownBy(() -> new Scope(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static String word(Random random) {
        var text = new StringBuilder();
        for (int i = 0; i <= random.nextInt(4); i++) text.append("ab.-".charAt(random.nextInt(4)));
        return text.toString();
    }
}
