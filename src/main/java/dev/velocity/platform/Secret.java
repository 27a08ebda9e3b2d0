package dev.velocity.platform;

/// A text that must not be seen: wherever it ends up being printed, it prints as `[secret]`.
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "[secret]";
    }
}
