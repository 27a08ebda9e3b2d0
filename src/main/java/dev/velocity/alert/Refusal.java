package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.sensor.Severity;
import java.util.List;
import java.util.stream.Stream;

/// Why something was not done.
///
/// @param parts what the gaps of the obstacle's sentence stand for
public record Refusal(Obstacle obstacle, List<Object> parts) {
    public Refusal {
        parts = List.copyOf(parts);
    }

    /// The refusal a kept sentence tells of; one with gaps is kept as it was said.
    static Refusal said(String text) {
        return Stream.of(Obstacle.values())
                .filter(obstacle -> obstacle.english().equals(text))
                .findFirst()
                .map(Obstacle::of)
                .orElseGet(() -> Obstacle.AS_SAID.of(text));
    }

    /// The sentence for tools, the log and the trail.
    public String text() {
        var text = obstacle.english();
        for (int i = 0; i < parts.size(); i++)
            text = text.replace(
                    "{" + i + "}",
                    switch (parts.get(i)) {
                        case Severity severity -> severity.text();
                        case Role role -> role.text();
                        case Object other -> other.toString();
                    });
        return text;
    }

    /// What cannot even be meant: it is refused before anything is asked.
    public static final class Unacceptable extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        Unacceptable(Obstacle obstacle, Object... parts) {
            super(obstacle.of(parts).text());
            refusal = obstacle.of(parts);
        }

        public Refusal refusal() {
            return refusal;
        }
    }
}
