package dev.velocity.access;

import dev.velocity.platform.Secret;
import java.time.Duration;

/// What became of an attempt to sign in.
public sealed interface SignIn {
    /// @param token what the browser must keep and show; it is stored nowhere
    record Welcome(Session session, Secret token) implements SignIn {}

    /// Wrong name, wrong password or disabled: which of them is not told, and takes as long.
    record Denied() implements SignIn {}

    /// Too many attempts; none was made now.
    record TryLater(Duration patience) implements SignIn {}

    /// Too many people are signing in at this moment; none was made now.
    record Busy() implements SignIn {}
}
