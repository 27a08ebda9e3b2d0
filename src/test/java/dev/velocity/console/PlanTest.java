package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.velocity.sensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Names of rooms stand inside them.
class PlanTest {
    @Test
    void aNameIsBrokenBetweenItsWords() {
        assertThat(OverviewViews.lines("Entrance airlock", 6)).containsExactly("Entrance", "airlock");
        assertThat(OverviewViews.lines("Entrance airlock", 16)).containsExactly("Entrance airlock");
        assertThat(OverviewViews.lines("Room of the watch", 8)).containsExactly("Room of", "the", "watch");
    }

    @Test
    void theMiddleOfARoomWithABayIsInItsArea() {
        var box = List.of(corner(2, 2), corner(6, 2), corner(6, 4), corner(2, 4));
        assertThat(OverviewViews.middle(box)).isEqualTo(corner(4, 3));
        var bay = List.of(corner(0, 0), corner(4, 0), corner(4, 4), corner(3, 4), corner(3, 1), corner(0, 1));
        for (var round : List.of(bay, bay.reversed())) {
            // A strip of 4 m² round (2, 0.5) and a column of 3 m² round (3.5, 2.5).
            assertThat(OverviewViews.middle(round).x()).isCloseTo(18.5 / 7, within(1e-9));
            assertThat(OverviewViews.middle(round).y()).isCloseTo(9.5 / 7, within(1e-9));
        }
    }

    private static Shape.Corner corner(double x, double y) {
        return new Shape.Corner(x, y);
    }
}
