package dev.velocity.incident;

import java.time.Instant;
import java.util.List;

/// What a person did to incidents by hand, on top of what belongs together by itself. It names episodes, which stay,
/// and not incidents, which later episodes may join.
public sealed interface Reshaping {
    /// Unique, growing: they are applied in this order.
    long id();

    /// The person's sign-in name.
    String by();

    Instant at();

    /// In the person's words.
    String reason();

    /// The incidents of two episodes are one.
    record Merged(long id, long one, long other, String by, Instant at, String reason) implements Reshaping {}

    /// Some episodes are an incident of their own.
    record Split(long id, List<Long> episodes, String by, Instant at, String reason) implements Reshaping {
        public Split {
            episodes = List.copyOf(episodes);
        }
    }
}
