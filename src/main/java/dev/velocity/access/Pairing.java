package dev.velocity.access;

import dev.velocity.platform.Secret;
import java.time.Instant;

/// A browser that would be a display, and the code it shows until somebody types it.
///
/// @param code what it shows: ten signs to be copied by hand
/// @param token what the browser must keep to learn what becomes of it; opens nothing
/// @param until the code is good
public record Pairing(String code, Secret token, Instant until) {
    /// What became of it.
    public sealed interface State {
        record Waiting(String code, Instant until) implements State {}

        /// Somebody let it in: it may enter.
        record Granted(String name) implements State {}

        /// The code is no longer good, or was never one.
        record Over() implements State {}
    }
}
