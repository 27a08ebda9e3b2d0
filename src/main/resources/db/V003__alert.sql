-- Current state in a row; the full past in alert_event, whose seq is the live stream's event id.
CREATE TABLE alert (
    id            INTEGER PRIMARY KEY,
    sensor        TEXT NOT NULL,
    rule          TEXT NOT NULL,
    site          TEXT NOT NULL,
    zone          TEXT NOT NULL,
    role          TEXT NOT NULL,
    informed      TEXT NOT NULL,
    severity      TEXT NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'critical')),
    rank          INTEGER NOT NULL,
    condition     TEXT NOT NULL CHECK (condition IN ('present', 'returned')),
    present       TEXT CHECK (present IN ('low', 'medium', 'high', 'critical')),
    triage        TEXT NOT NULL CHECK (triage IN ('new', 'acknowledged', 'resolved')),
    latched       INTEGER NOT NULL,
    raised_at     BIGINT NOT NULL,
    returned_at   BIGINT,
    acknowledged_by TEXT,
    acknowledged_at BIGINT,
    resolved_by   TEXT,
    resolved_at   BIGINT,
    value         REAL NOT NULL,
    occurrences   INTEGER NOT NULL,
    title         TEXT NOT NULL,
    changed_at    BIGINT NOT NULL,
    version       INTEGER NOT NULL
);
CREATE UNIQUE INDEX one_open_alert ON alert (sensor, rule) WHERE triage <> 'resolved';
CREATE INDEX open_alerts ON alert (rank DESC, id DESC) WHERE triage <> 'resolved';
CREATE INDEX alerts_by_rank ON alert (triage, rank DESC, id DESC);
CREATE TABLE alert_event (
    seq      INTEGER PRIMARY KEY,
    alert    BIGINT NOT NULL REFERENCES alert (id),
    at       BIGINT NOT NULL,
    recorded BIGINT NOT NULL,
    kind     TEXT NOT NULL,
    actor    TEXT NOT NULL,
    role     TEXT NOT NULL,
    detail   TEXT NOT NULL,
    snapshot TEXT NOT NULL
);
CREATE INDEX alert_event_by_alert ON alert_event (alert, seq);
CREATE TRIGGER alert_event_is_final BEFORE UPDATE ON alert_event BEGIN
    SELECT RAISE(ABORT, 'the history of an alert is append-only');
END;
CREATE TRIGGER alert_event_is_kept BEFORE DELETE ON alert_event BEGIN
    SELECT RAISE(ABORT, 'the history of an alert is append-only');
END;
-- What a command with an idempotency key was answered, so that a retry gets the same.
CREATE TABLE alert_answer (
    actor   TEXT NOT NULL,
    key     TEXT NOT NULL,
    request TEXT NOT NULL,
    status  TEXT NOT NULL,
    detail  TEXT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (actor, key)
);
CREATE INDEX alert_answer_by_age ON alert_answer (at);

-- //@UNDO
DROP TABLE alert_answer;
DROP TABLE alert_event;
DROP TABLE alert;
