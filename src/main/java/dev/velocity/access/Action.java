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
    /// To say that something is wrong.
    REPORT,
    /// "I have it", and giving it back; taking an alert and handing it back.
    ACKNOWLEDGE,
    COMMENT,
    /// To resolve, reset and reopen.
    RESOLVE,
    /// To give an alert to another role or person.
    ASSIGN,
    /// To hide an alert for a while; for how long, the lifecycle says.
    SHELVE,
    /// To hide calls by matcher, never critical ones.
    SILENCE,
    /// To mark an alert's sensor as being worked on.
    TAKE_OUT_OF_SERVICE,
    /// What is silenced, how well the watch copes, and the notes of the watch before.
    READ_WATCH,
    /// To hand the watch over, and to take it.
    HAND_OVER,
    /// To propose other limits.
    PROPOSE_LIMITS,
    /// To approve limits somebody else proposed.
    APPROVE_LIMITS,
    /// To propose another site file.
    PROPOSE_SITE,
    /// To decide on a site file somebody else proposed; of the two, one must be an admin.
    APPROVE_SITE,
    /// To run the past through other rules.
    RUN_WHAT_IF,
    /// Readings and alerts of the past, and their replay.
    READ_HISTORY,
    /// To merge and split incidents, and to write what was made of them.
    REVIEW_INCIDENTS,
    /// The past as a file.
    EXPORT,
    /// What oneself did.
    READ_AUDIT_OWN,
    /// What anybody did to alerts.
    READ_AUDIT_ALERTS,
    /// The whole trail.
    READ_AUDIT_ALL,
    MANAGE_PEOPLE,
    /// To let screens on walls in, and to turn them out.
    MANAGE_DISPLAYS,
    MANAGE_DEVICES
}
