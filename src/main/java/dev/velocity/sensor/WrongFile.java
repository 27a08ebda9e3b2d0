package dev.velocity.sensor;

import java.util.List;
import java.util.Optional;

/// A file people wrote, such as a site file, that cannot be used: everything that is wrong in it, in the order of its
/// lines.
public final class WrongFile extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /// One thing that is wrong.
    ///
    /// @param line of the file, counted from 1
    /// @param path where in the file, `zones.command.sensors.command-co2.period`; empty for the file as a whole
    /// @param value what stands there; empty when it is what is missing
    /// @param allowed what may stand there, as a sentence for the person who edits
    public record Problem(int line, String path, Optional<String> value, String allowed) {
        /// `line 12: zones.command.name is 'x': what is allowed`.
        @Override
        public String toString() {
            var what = path.isEmpty()
                    ? ""
                    : path + value.map(v -> " is '" + v + "'").orElse(" is missing") + ": ";
            return "line " + line + ": " + what + allowed;
        }
    }

    private final transient List<Problem> problems;

    WrongFile(List<Problem> problems) {
        super(String.join("\n", problems.stream().map(Problem::toString).toList()));
        this.problems = List.copyOf(problems);
    }

    /// All problems, never empty.
    public List<Problem> problems() {
        return problems;
    }
}
