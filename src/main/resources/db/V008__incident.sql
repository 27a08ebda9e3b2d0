-- What people made of incidents: which episodes belong together after all, and what was written afterwards. Never rewritten.
CREATE TABLE incident_shaping (
    id       INTEGER PRIMARY KEY,
    kind     TEXT NOT NULL CHECK (kind IN ('merged', 'split')),
    episodes TEXT NOT NULL,
    actor    TEXT NOT NULL,
    at       BIGINT NOT NULL,
    reason   TEXT NOT NULL
);
CREATE TABLE incident_review (
    id       INTEGER PRIMARY KEY,
    incident BIGINT NOT NULL,
    happened TEXT NOT NULL,
    why      TEXT NOT NULL,
    well     TEXT NOT NULL,
    actions  TEXT NOT NULL,
    actor    TEXT NOT NULL,
    at       BIGINT NOT NULL
);
-- When the server listened. Of the time before this was written down, from the first event to the last is the best that is known.
CREATE TABLE listening (
    since BIGINT PRIMARY KEY,
    until BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS incident_shaping_later AS SELECT * FROM incident_shaping;
INSERT INTO incident_shaping SELECT * FROM incident_shaping_later;
DROP TABLE incident_shaping_later;
CREATE TABLE IF NOT EXISTS incident_review_later AS SELECT * FROM incident_review;
INSERT INTO incident_review SELECT * FROM incident_review_later;
DROP TABLE incident_review_later;
CREATE TABLE IF NOT EXISTS listening_later AS SELECT * FROM listening;
INSERT INTO listening SELECT * FROM listening_later;
DROP TABLE listening_later;
INSERT INTO listening (since, until)
    SELECT min(recorded), max(recorded) FROM alert_event
     WHERE NOT EXISTS (SELECT 1 FROM listening) HAVING count(*) > 0;
CREATE TRIGGER incident_shaping_is_final BEFORE UPDATE ON incident_shaping BEGIN
    SELECT RAISE(ABORT, 'what was done to an incident is never rewritten');
END;
CREATE TRIGGER incident_review_is_final BEFORE UPDATE ON incident_review BEGIN
    SELECT RAISE(ABORT, 'a review is written anew, never rewritten');
END;

-- //@UNDO
-- The version before knows no incidents of people's making: they are put aside, and come back with an upgrade.
DROP TRIGGER incident_review_is_final;
DROP TRIGGER incident_shaping_is_final;
ALTER TABLE listening RENAME TO listening_later;
ALTER TABLE incident_review RENAME TO incident_review_later;
ALTER TABLE incident_shaping RENAME TO incident_shaping_later;
