package dev.velocity.console;

import java.util.List;

/// A sensor as a line of the page of sensors, ready to be shown: by the template on first paint, by the script
/// every few seconds. [SensorViews] makes it.
///
/// @param number the latest value without its unit; a dash when there is none
/// @param state `normal`, `above`, `below`, or `unknown` while the quality is bad
/// @param stateWords the same for people; empty when normal
/// @param quality [dev.velocity.sensor.Quality#text]
/// @param qualityWords with the age where that is the trouble
/// @param age how old the latest reading is
/// @param mark where the value stands in the gauge, 0 to 100; -1 when there is none to show
/// @param alert the worst open alert of this sensor that the person may see; its id, 0 when there is none
public record SensorView(
        String id,
        String name,
        String number,
        String unit,
        String state,
        String stateWords,
        String quality,
        String qualityWords,
        String age,
        Gauge gauge,
        double mark,
        String normal,
        Sparkline spark,
        String sparkWords,
        long alert,
        String severity,
        String severityMark,
        String rule) {
    /// The sensors of one zone.
    public record InZone(String id, String name, List<SensorView> sensors) {
        public InZone {
            sensors = List.copyOf(sensors);
        }

        /// How many of them are not as they should be.
        public long abnormal() {
            return sensors.stream().filter(SensorView::abnormal).count();
        }
    }

    public boolean abnormal() {
        return alert != 0 || !quality.equals("good") || !state.equals("normal");
    }
}
