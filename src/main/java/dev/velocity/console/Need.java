package dev.velocity.console;

import dev.velocity.access.Action;

/// What a route asks of whoever comes to it.
sealed interface Need {
    /// Nothing, ever: what a page of an unclaimed server needs to look right.
    record Nothing() implements Need {}

    /// The server has no admin yet; afterwards the route does not exist.
    record Unclaimed() implements Need {}

    /// Nothing, once the server is claimed.
    record Claimed() implements Need {}

    /// To be signed in; what comes back is one's own or for everybody.
    record SignedIn() implements Need {}

    /// To be signed in, in a role that may do this.
    record May(Action action) implements Need {}
}
