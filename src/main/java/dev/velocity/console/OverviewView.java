package dev.velocity.console;

import java.util.List;

/// The whole place at a glance, ready to be shown.
///
/// @param verdict one sentence for across the room
/// @param severity the worst of what calls; empty when nothing does
/// @param counts open alerts by severity
/// @param queues the same for each queue that concerns the viewer
/// @param plan where the zones lie; empty when the site file does not say
/// @param zones in the order of the site file
/// @param runways where the stores of life lead, the most urgent first
/// @param steady how many of them lead nowhere near
/// @param lastDay load of the last 24 hours, oldest first
/// @param health how far what is shown can be believed
public record OverviewView(
        String verdict,
        String severity,
        List<AlertView.Count> counts,
        List<Queue> queues,
        Plan plan,
        List<ZoneCard> zones,
        List<Runway> runways,
        int steady,
        List<TimelineView.Cell> lastDay,
        List<Health> health) {

    /// @param counts by severity, worst first
    public record Queue(String role, String name, List<AlertView.Count> counts) {}

    /// @param width of all drawings, metres
    /// @param levels from the highest down
    public record Plan(double width, double height, List<Level> levels) {
        public boolean any() {
            return !levels.isEmpty();
        }
    }

    public record Level(String name, List<Room> rooms) {}

    /// @param lines its name, broken so that it fits into it
    /// @param letter how high its letters are, metres of the drawing
    /// @param points of its outline, as SVG has them
    /// @param severity the worst open alert there; empty when there is none
    /// @param bad whether some of its sensors cannot be believed
    public record Room(
            String id,
            List<String> lines,
            double letter,
            String points,
            double middleX,
            double middleY,
            String severity,
            String mark,
            boolean bad,
            String said) {}

    /// @param severity the worst open alert there; empty when there is none
    /// @param open how many alerts are open
    /// @param unheard how many of its sensors cannot be believed
    /// @param sensors those that tell most about it: what is abnormal first
    /// @param more how many others there are
    public record ZoneCard(
            String id,
            String name,
            String severity,
            String mark,
            String said,
            int open,
            int unheard,
            List<SensorView> sensors,
            int more) {}

    /// @param said where it leads: "5 000 ppm in 6 h 40 min"
    /// @param range the best and the worst case
    /// @param severity of the limit it comes to; empty for the bottom of a store
    /// @param soon whether it is within a day
    public record Runway(
            String sensor, String name, String place, String said, String range, String severity, boolean soon) {}

    /// @param state `good`, `watch` or `bad`
    public record Health(String name, String value, String state, String link) {}
}
