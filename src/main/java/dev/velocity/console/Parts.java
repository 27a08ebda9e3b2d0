package dev.velocity.console;

/// What the tags in `src/main/jte/parts` are given.
public final class Parts {
    private Parts() {}

    /// A place to go to.
    public record Link(String name, String address) {}

    /// One of several views of the same thing.
    public record Tab(String name, String address, boolean here) {}
}
