package dev.velocity.sensor;

/// What "now" means for a site's readings.
public enum TimeBase {
    /// Now is the server's clock.
    LIVE,
    /// Now is the newest reading of the site: old data is judged in its own time.
    RECORDED
}
