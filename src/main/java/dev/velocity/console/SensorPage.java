package dev.velocity.console;

import dev.velocity.sensor.Guidance;
import java.util.List;
import java.util.Optional;

/// One sensor with all that is known of it, ready to be shown.
///
/// @param kind what it measures, in words
/// @param span what the instrument can measure
/// @param period how often it reports; empty when only changes are reported
/// @param calibration until when it holds, and whether that is over; empty when nobody has said
/// @param owner whose queue its alerts enter, and who is told
/// @param runway where it leads; empty when nobody can say
/// @param limits its conditions
public record SensorPage(
        SensorView sensor,
        String kind,
        String zone,
        String place,
        String span,
        String period,
        String calibration,
        String owner,
        Optional<OverviewView.Runway> runway,
        List<Limit> limits) {

    /// @param name what is wrong when it holds: "too high"
    /// @param steps mild to severe
    /// @param guidance what to do when the worst of them holds
    /// @param time how long there is
    public record Limit(String name, List<Step> steps, Guidance guidance, String time) {}

    /// @param bound "above 5 000 ppm for more than 2 min"
    /// @param basis why it stands there
    public record Step(String severity, String mark, String bound, String basis) {}
}
