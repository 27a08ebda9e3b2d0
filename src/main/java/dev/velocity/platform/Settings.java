package dev.velocity.platform;

import java.nio.file.Path;
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
public record Settings(Path data, Optional<Path> site, double speed) {
    /// Settings that cannot be used, each with its name and what is allowed.
    public static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(List<String> problems) {
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
        if (!problems.isEmpty()) throw new Wrong(problems);
        return new Settings(
                Path.of(data.orElseThrow()).toAbsolutePath().normalize(),
                Optional.ofNullable(property.apply("velocity.site")).map(Path::of),
                times);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
