package dev.velocity.ingest;

import dev.velocity.access.Device;

/// Another tool's language at the devices' door, on a path of its own. The door has seen to it that the speaker is
/// known and the body whole, in time and not too large. Any thread.
public interface Tongue {
    /// Where it is spoken: `/api/v1/…`, without a gap to fill.
    String path();

    /// Answers when everything it takes is on disk.
    ///
    /// @param from whose key or certificate was shown
    /// @param body of which the first `length` bytes count
    /// @throws dev.velocity.platform.NotWritten when the disk does not take it; the tool is then told to try again
    Answer hear(Device from, byte[] body, int length);

    /// What the tool is told.
    sealed interface Answer {
        /// @param json the whole body
        record Done(String json) implements Answer {}

        /// @param status HTTP status
        /// @param code stable word for programs
        /// @param detail what was wrong and what is allowed
        record Refused(int status, String code, String detail) implements Answer {}
    }
}
