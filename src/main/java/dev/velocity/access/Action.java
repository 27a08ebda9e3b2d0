package dev.velocity.access;

/// What somebody may ask of the server; the rows of the matrix in [Permissions].
public enum Action {
    /// How the place is, in a few words and no numbers of single sensors.
    READ_SUMMARY,
    /// The alerts of one's own queue, live; which alerts those are, [Permissions#maySee] says.
    READ_BOARD,
    /// Every sensor's present value and quality.
    READ_SENSORS,
    /// Sites and zones.
    READ_SITE,
    /// "I have it."
    ACKNOWLEDGE,
    COMMENT,
    RESOLVE,
    /// Readings and alerts of the past, and their replay.
    READ_HISTORY,
    /// The past as a file.
    EXPORT,
    /// What oneself did.
    READ_AUDIT_OWN,
    /// What anybody did to alerts.
    READ_AUDIT_ALERTS,
    /// The whole trail.
    READ_AUDIT_ALL,
    MANAGE_PEOPLE,
    MANAGE_DEVICES
}
