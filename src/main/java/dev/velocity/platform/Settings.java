package dev.velocity.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What can be set, read once at start with all problems told together. The command line and the environment set it.
///
/// @param data directory of everything the server keeps; made, for its owner alone, when it is missing
/// @param site the site file to serve; empty to serve the one kept in `data`
/// @param speed how much faster than the machine's clock the server's runs: 1 to 3,600, for demonstrations
/// @param keep for how long the past is kept
/// @param reserve how many bytes of the disk are kept for alerts should it be full: 0 to 10,000 MiB
/// @param unpacked how many readings may wait in memory, 16 bytes each, before they are packed: 100 to 10,000,000
/// @param deviceRate how many bytes a second each device may send for long: 16 KiB to 10,000,000 KiB
public record Settings(
        Path data, Optional<Path> site, double speed, Keep keep, long reserve, int unpacked, long deviceRate) {
    private static final int LONGEST_DAYS = 36_500;

    /// For how long the past is kept, each at least a day.
    ///
    /// @param readings every reading by itself
    /// @param rollups least, mean and greatest of every quarter of an hour, at least as long as readings
    /// @param journal in which order readings came, which replay and what-if need
    public record Keep(Duration readings, Duration rollups, Duration journal) {}

    /// Settings that cannot be used, each with its name and what is allowed.
    public static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Wrong(List<String> problems) {
            super(String.join("\n", problems));
        }
    }

    /// @param property the value of a setting by its name, or null
    public static Settings from(Function<String, @Nullable String> property) {
        var problems = new ArrayList<String>();
        var data = Optional.ofNullable(property.apply("velocity.data")).filter(text -> !text.isBlank());
        if (data.isEmpty()) problems.add("velocity.data is missing: name the directory the server keeps its data in");
        var speed = Optional.ofNullable(property.apply("velocity.speed")).orElse("1");
        double times = number(speed);
        if (!(times >= 1 && times <= 3_600))
            problems.add("velocity.speed is '" + speed + "': it must be a number from 1 to 3600");
        var keep = new Keep(
                days("velocity.keep.readings", 400, property, problems),
                days("velocity.keep.rollups", 3_650, property, problems),
                days("velocity.keep.journal", 90, property, problems));
        if (keep.rollups.compareTo(keep.readings) < 0)
            problems.add("velocity.keep.rollups is less than velocity.keep.readings: rollups stay at least as long");
        long reserve = (long) whole("velocity.reserve", 96, 0, 10_000, property, problems) << 20;
        int unpacked = whole("velocity.unpacked", 1_000_000, 100, 10_000_000, property, problems);
        long deviceRate =
                (long) whole("velocity.devices.kib-per-second", 16_384, 16, 10_000_000, property, problems) << 10;
        if (!problems.isEmpty()) throw new Wrong(problems);
        return new Settings(
                Path.of(data.orElseThrow()).toAbsolutePath().normalize(),
                Optional.ofNullable(property.apply("velocity.site")).map(Path::of),
                times,
                keep,
                reserve,
                unpacked,
                deviceRate);
    }

    private static Duration days(
            String name, int usual, Function<String, @Nullable String> property, List<String> problems) {
        return Duration.ofDays(whole(name, usual, 1, LONGEST_DAYS, property, problems));
    }

    private static int whole(
            String name,
            int usual,
            int least,
            int most,
            Function<String, @Nullable String> property,
            List<String> problems) {
        var text = property.apply(name);
        if (text == null) return usual;
        double number = number(text);
        if (number >= least && number <= most && number == Math.rint(number)) return (int) number;
        problems.add(name + " is '" + text + "': it must be a whole number from " + least + " to " + most);
        return usual;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
