package dev.velocity.sensor;

import java.util.List;

/// A test that rules carry in the site file: readings of one sensor, and what its rules must find in them.
///
/// @param name unique in the file
/// @param sensor whose rules are tried
/// @param readings in order of time
/// @param until how long is listened after the first second, at least to the last reading; seconds
/// @param expect all that the rules find, in order of time; nothing when it is empty
public record RuleTest(String name, SensorId sensor, List<Given> readings, double until, List<Expected> expect) {
    public RuleTest {
        readings = List.copyOf(readings);
        expect = List.copyOf(expect);
    }

    /// @param second when it was taken, from the beginning of the test
    public record Given(double second, double value) {}

    /// @param second when it comes to be so
    /// @param rule the condition, [Limit#name()]
    /// @param verdict a severity's name, or `clear`
    public record Expected(double second, String rule, String verdict) {
        /// As the file says it: `360 high medium`.
        public String text() {
            return LimitWriter.number(second) + " " + rule + " " + verdict;
        }
    }
}
