package dev.velocity.proposal;

import dev.velocity.sensor.WrongFile;
import java.util.List;

/// What came of looking through an edited site file.
public sealed interface Checked {
    /// It can be proposed.
    ///
    /// @param after in canonical form: without its comments
    record Fits(String after, Difference difference) implements Checked {}

    /// It says what the present file says.
    record Same() implements Checked {}

    /// It cannot be read.
    ///
    /// @param problems all of them, by line
    record Wrong(List<WrongFile.Problem> problems) implements Checked {
        public Wrong {
            problems = List.copyOf(problems);
        }
    }
}
