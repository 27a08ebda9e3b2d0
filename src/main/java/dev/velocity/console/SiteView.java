package dev.velocity.console;

import dev.velocity.proposal.Difference;
import dev.velocity.sensor.WrongFile;
import java.util.List;

/// A proposal of another site file, ready to be shown; [SiteViews] makes it.
///
/// @param proposer what people call them
/// @param state `open`, `approved` or `refused`
/// @param told what became of it, as a sentence
/// @param words what the person said who decided; empty while it waits
/// @param own whether the viewer proposed it, and so cannot decide on it
/// @param mayDecide whether the viewer may decide on it
public record SiteView(
        long id,
        String reason,
        String proposer,
        Moment proposedAt,
        String state,
        String told,
        String words,
        boolean own,
        boolean mayDecide,
        Shown difference) {
    static final Result NOT_CHECKED = new Result("", List.of(), new Shown(List.of(), List.of()));

    /// What an edited file says otherwise.
    ///
    /// @param stretches the changed lines with some around them
    public record Shown(List<Change> changes, List<List<Line>> stretches) {
        public Shown {
            changes = List.copyOf(changes);
            stretches = List.copyOf(stretches);
        }

        static Shown of(Difference difference) {
            return new Shown(
                    difference.changes().stream().map(Change::of).toList(),
                    difference.stretches(3).stream()
                            .map(stretch -> stretch.stream().map(Line::of).toList())
                            .toList());
        }
    }

    /// One value; empty where it is not said.
    public record Change(String path, String before, String after) {
        static Change of(Difference.Change change) {
            return new Change(
                    change.path(), change.before().orElse(""), change.after().orElse(""));
        }
    }

    /// One line.
    ///
    /// @param kind `same`, `gone` or `new`
    /// @param number in the file it stands in, the new one where it stands in both
    public record Line(String kind, int number, String text) {
        static Line of(Difference.Line line) {
            return new Line(
                    line.same() ? "same" : line.after().isPresent() ? "new" : "gone",
                    line.after().or(line::before).orElse(0),
                    line.text());
        }

        public String sign() {
            return switch (kind) {
                case "new" -> "+";
                case "gone" -> "−";
                default -> "";
            };
        }
    }

    /// What came of looking an edited file through.
    ///
    /// @param said empty where nobody asked; else `fits`, `same` or `wrong`
    public record Result(String said, List<Problem> problems, Shown difference) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    /// One thing that is wrong.
    ///
    /// @param value what stands there; empty when it is missing
    public record Problem(int line, String path, String value, String allowed) {
        static Problem of(Words words, WrongFile.Problem problem) {
            return new Problem(
                    problem.line(),
                    Sentences.in(words, problem.path()),
                    problem.value().orElse(""),
                    Sentences.in(words, problem.allowed()));
        }
    }
}
