package dev.velocity.platform;

/// A disk that is said to be full, for tests of other rooms.
public final class FullDisk {
    private FullDisk() {}

    public static void pretend(Writer writer, boolean full) {
        writer.full(full);
    }
}
