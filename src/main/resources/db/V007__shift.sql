-- What one shift tells the next, and what both signed when one went and the other came. Never rewritten.
CREATE TABLE shift_note (
    id     INTEGER PRIMARY KEY,
    role   TEXT NOT NULL,
    author TEXT NOT NULL,
    at     BIGINT NOT NULL,
    text   TEXT NOT NULL
);
CREATE INDEX shift_note_by_time ON shift_note (role, at);
CREATE TABLE handover (
    id      INTEGER PRIMARY KEY,
    role    TEXT NOT NULL,
    since   BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    leaving TEXT NOT NULL,
    coming  TEXT NOT NULL,
    sheet   TEXT NOT NULL,
    digest  TEXT NOT NULL,
    CHECK (leaving <> coming)
);
CREATE INDEX handover_by_role ON handover (role, id);
CREATE TABLE IF NOT EXISTS shift_note_later AS SELECT * FROM shift_note;
INSERT INTO shift_note SELECT * FROM shift_note_later;
DROP TABLE shift_note_later;
CREATE TABLE IF NOT EXISTS handover_later AS SELECT * FROM handover;
INSERT INTO handover SELECT * FROM handover_later;
DROP TABLE handover_later;
CREATE TRIGGER shift_note_is_final BEFORE UPDATE ON shift_note BEGIN
    SELECT RAISE(ABORT, 'a note of a shift is never rewritten');
END;
CREATE TRIGGER handover_is_final BEFORE UPDATE ON handover BEGIN
    SELECT RAISE(ABORT, 'a handover is never rewritten');
END;
CREATE TRIGGER handover_is_kept BEFORE DELETE ON handover BEGIN
    SELECT RAISE(ABORT, 'a handover is kept');
END;

-- //@UNDO
-- The version before knows no shifts: what they wrote is put aside, and comes back with an upgrade.
DROP TRIGGER handover_is_kept;
DROP TRIGGER handover_is_final;
DROP TRIGGER shift_note_is_final;
DROP INDEX handover_by_role;
ALTER TABLE handover RENAME TO handover_later;
DROP INDEX shift_note_by_time;
ALTER TABLE shift_note RENAME TO shift_note_later;
