package dev.velocity.ingest;

import java.time.Duration;

/// How long the devices' door waits for what a device does next. Lengths of the machine's own time, whatever the
/// server's clock says.
///
/// @param header for the first request's whole header, however steadily it trickles
/// @param between from one request's answer to the next one's header
/// @param silence for the next byte of a header or body
/// @param body of grace for a body; after it, a body must have come at 1 KiB/s at least
/// @param sweep how often those who outstayed are looked for
record Patience(Duration header, Duration between, Duration silence, Duration body, Duration sweep) {
    static final Patience USUAL = new Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1));
}
