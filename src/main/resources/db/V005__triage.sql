-- What people do with alerts beyond acknowledging: whose they are, what hides them, when they come back.
ALTER TABLE alert ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE alert ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE alert ADD COLUMN assignee TEXT;
ALTER TABLE alert ADD COLUMN lapsed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alert ADD COLUMN chattering INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alert ADD COLUMN known TEXT;
ALTER TABLE alert ADD COLUMN remind_at BIGINT;
ALTER TABLE alert ADD COLUMN shelf_until BIGINT;
ALTER TABLE alert ADD COLUMN shelf_one_shot INTEGER;
ALTER TABLE alert ADD COLUMN shelf_up_to TEXT;
ALTER TABLE alert ADD COLUMN shelf_by TEXT;
ALTER TABLE alert ADD COLUMN shelf_at BIGINT;
ALTER TABLE alert ADD COLUMN shelf_reason TEXT;
ALTER TABLE alert ADD COLUMN silence BIGINT;
ALTER TABLE alert ADD COLUMN suppressed_by TEXT;
ALTER TABLE alert ADD COLUMN service_by TEXT;
ALTER TABLE alert ADD COLUMN service_at BIGINT;
ALTER TABLE alert ADD COLUMN service_reference TEXT;
ALTER TABLE alert ADD COLUMN covered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alert ADD COLUMN due_at BIGINT;
-- Alerts from before: their queue is that of their sensor's owner, and whoever acknowledged knew the severity of now.
-- Their kind comes from the catalogue when the server starts.
UPDATE alert SET owner = role, known = CASE WHEN acknowledged_by IS NULL THEN NULL ELSE severity END;
-- What a downgrade put aside comes back for every alert the older version left alone.
CREATE TABLE IF NOT EXISTS alert_later (
    id INTEGER PRIMARY KEY, version INTEGER, kind TEXT, owner TEXT, assignee TEXT, lapsed INTEGER, chattering INTEGER, known TEXT,
    remind_at BIGINT, shelf_until BIGINT, shelf_one_shot INTEGER, shelf_up_to TEXT, shelf_by TEXT, shelf_at BIGINT, shelf_reason TEXT,
    silence BIGINT, suppressed_by TEXT, service_by TEXT, service_at BIGINT, service_reference TEXT, covered INTEGER, due_at BIGINT);
UPDATE alert SET (kind, owner, assignee, lapsed, chattering, known, remind_at, shelf_until, shelf_one_shot, shelf_up_to, shelf_by,
        shelf_at, shelf_reason, silence, suppressed_by, service_by, service_at, service_reference, covered, due_at) =
    (SELECT kind, owner, assignee, lapsed, chattering, known, remind_at, shelf_until, shelf_one_shot, shelf_up_to, shelf_by,
        shelf_at, shelf_reason, silence, suppressed_by, service_by, service_at, service_reference, covered, due_at
       FROM alert_later WHERE alert_later.id = alert.id)
    WHERE EXISTS (SELECT 1 FROM alert_later WHERE alert_later.id = alert.id AND alert_later.version = alert.version);
DROP TABLE alert_later;
-- One that was closed while something hid it, and whose condition the older version has opened anew: that one is it now.
UPDATE alert SET covered = 0, due_at = NULL, shelf_until = NULL, silence = NULL, suppressed_by = NULL, service_by = NULL
    WHERE triage = 'resolved' AND covered = 1 AND EXISTS (SELECT 1 FROM alert AS other
        WHERE other.sensor = alert.sensor AND other.rule = alert.rule AND other.triage <> 'resolved');
DROP INDEX one_open_alert;
CREATE UNIQUE INDEX one_open_alert ON alert (sensor, rule) WHERE triage <> 'resolved' OR covered = 1;
CREATE INDEX covered_alerts ON alert (id) WHERE covered = 1;
CREATE INDEX due_alerts ON alert (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX alerts_of_a_condition ON alert (sensor, rule, id);

-- What kept an event from calling somebody: 'shelf', 'silence-3', 'suppressed', 'service'; empty when nothing did.
ALTER TABLE alert_event ADD COLUMN hidden TEXT NOT NULL DEFAULT '';
CREATE TABLE IF NOT EXISTS alert_event_later (seq INTEGER PRIMARY KEY, kind TEXT, hidden TEXT);
DROP TRIGGER alert_event_is_final;
UPDATE alert_event SET (kind, hidden) = (SELECT kind, hidden FROM alert_event_later WHERE alert_event_later.seq = alert_event.seq)
    WHERE seq IN (SELECT seq FROM alert_event_later);
DROP TABLE alert_event_later;
CREATE TRIGGER alert_event_is_final BEFORE UPDATE ON alert_event BEGIN
    SELECT RAISE(ABORT, 'the history of an alert is append-only');
END;
CREATE INDEX alert_event_hidden ON alert_event (hidden, seq) WHERE hidden <> '';
CREATE INDEX alert_event_calls ON alert_event (recorded) WHERE kind IN ('raised', 'escalated', 'recurred', 'recalled', 'lapsed');

CREATE TABLE silence (
    id         INTEGER PRIMARY KEY,
    sensor     TEXT,
    zone       TEXT,
    kind       TEXT,
    severity   TEXT CHECK (severity IN ('low', 'medium', 'high')),
    starts_at  BIGINT NOT NULL,
    ends_at    BIGINT NOT NULL,
    recurrence TEXT,
    time_zone  TEXT NOT NULL,
    owner      TEXT NOT NULL,
    role       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at   BIGINT,
    ended_by   TEXT,
    active     INTEGER NOT NULL,
    next_at    BIGINT
);
CREATE TABLE IF NOT EXISTS silence_later AS SELECT * FROM silence;
INSERT INTO silence SELECT * FROM silence_later;
DROP TABLE silence_later;
CREATE INDEX silences_due ON silence (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX silences_active ON silence (id) WHERE active = 1;

-- A filter of the board a person gave a name.
CREATE TABLE alert_view (
    person TEXT NOT NULL,
    name   TEXT NOT NULL,
    filter TEXT NOT NULL,
    PRIMARY KEY (person, name)
);
CREATE TABLE IF NOT EXISTS alert_view_later AS SELECT * FROM alert_view;
INSERT INTO alert_view SELECT * FROM alert_view_later;
DROP TABLE alert_view_later;

-- //@UNDO
-- The version before knows neither these columns nor these kinds of event: they are put aside, and come back with an upgrade.
CREATE TABLE alert_later AS SELECT id, version, kind, owner, assignee, lapsed, chattering, known, remind_at, shelf_until, shelf_one_shot,
        shelf_up_to, shelf_by, shelf_at, shelf_reason, silence, suppressed_by, service_by, service_at, service_reference, covered, due_at
    FROM alert;
CREATE TABLE alert_event_later AS SELECT seq, kind, hidden FROM alert_event
    WHERE hidden <> '' OR kind NOT IN ('raised', 'escalated', 'varied', 'returned', 'recurred', 'revised', 'acknowledged', 'commented', 'resolved');
DROP TRIGGER alert_event_is_final;
UPDATE alert_event SET kind = 'commented'
    WHERE kind NOT IN ('raised', 'escalated', 'varied', 'returned', 'recurred', 'revised', 'acknowledged', 'commented', 'resolved');
CREATE TRIGGER alert_event_is_final BEFORE UPDATE ON alert_event BEGIN
    SELECT RAISE(ABORT, 'the history of an alert is append-only');
END;
ALTER TABLE alert_view RENAME TO alert_view_later;
DROP INDEX silences_active;
DROP INDEX silences_due;
ALTER TABLE silence RENAME TO silence_later;
DROP INDEX alert_event_calls;
DROP INDEX alert_event_hidden;
ALTER TABLE alert_event DROP COLUMN hidden;
DROP INDEX alerts_of_a_condition;
DROP INDEX due_alerts;
DROP INDEX covered_alerts;
DROP INDEX one_open_alert;
ALTER TABLE alert DROP COLUMN due_at;
ALTER TABLE alert DROP COLUMN covered;
ALTER TABLE alert DROP COLUMN service_reference;
ALTER TABLE alert DROP COLUMN service_at;
ALTER TABLE alert DROP COLUMN service_by;
ALTER TABLE alert DROP COLUMN suppressed_by;
ALTER TABLE alert DROP COLUMN silence;
ALTER TABLE alert DROP COLUMN shelf_reason;
ALTER TABLE alert DROP COLUMN shelf_at;
ALTER TABLE alert DROP COLUMN shelf_by;
ALTER TABLE alert DROP COLUMN shelf_up_to;
ALTER TABLE alert DROP COLUMN shelf_one_shot;
ALTER TABLE alert DROP COLUMN shelf_until;
ALTER TABLE alert DROP COLUMN remind_at;
ALTER TABLE alert DROP COLUMN known;
ALTER TABLE alert DROP COLUMN chattering;
ALTER TABLE alert DROP COLUMN lapsed;
ALTER TABLE alert DROP COLUMN assignee;
ALTER TABLE alert DROP COLUMN owner;
ALTER TABLE alert DROP COLUMN kind;
CREATE UNIQUE INDEX one_open_alert ON alert (sensor, rule) WHERE triage <> 'resolved';
