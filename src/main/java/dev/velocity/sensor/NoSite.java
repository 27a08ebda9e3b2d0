package dev.velocity.sensor;

/// There is nothing to serve: no site file was named and none is kept.
public final class NoSite extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSite(String message) {
        super(message);
    }
}
