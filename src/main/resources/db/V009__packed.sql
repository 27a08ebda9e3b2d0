-- Readings in blocks, by sensor and time. A block holds those from `start` up to the next block of its sensor; `finest` is the width, in
-- minutes, of the finest rollup it has; `written` the journal row up to which it knows.
-- A table that an older version put aside is taken as it is: what is in it may be large.
CREATE TABLE IF NOT EXISTS block_later (
    sensor  INTEGER NOT NULL,
    start   BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    count   INTEGER NOT NULL,
    finest  INTEGER NOT NULL,
    written BIGINT NOT NULL,
    minutes BLOB,
    data    BLOB NOT NULL,
    PRIMARY KEY (sensor, start)
) WITHOUT ROWID;
ALTER TABLE block_later RENAME TO block;
-- What a block holds, in stretches of so many minutes; it outlives the block.
CREATE TABLE IF NOT EXISTS rollup_later (
    sensor  INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    start   BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    written BIGINT NOT NULL,
    data    BLOB NOT NULL,
    PRIMARY KEY (sensor, minutes, start)
) WITHOUT ROWID;
ALTER TABLE rollup_later RENAME TO rollup;
-- Rows of the journal that are in blocks, packed in order of arrival.
CREATE TABLE IF NOT EXISTS journal_segment_later (
    last_id       INTEGER PRIMARY KEY,
    first_id      BIGINT NOT NULL,
    first_arrived BIGINT NOT NULL,
    last_arrived  BIGINT NOT NULL,
    readings      INTEGER NOT NULL,
    data          BLOB NOT NULL
);
ALTER TABLE journal_segment_later RENAME TO journal_segment;
CREATE INDEX journal_segment_by_arrival ON journal_segment (first_arrived);
-- What memory held at some moments of the past, so that a window is replayed from near its beginning.
CREATE TABLE IF NOT EXISTS keyframe_later (
    journal INTEGER PRIMARY KEY,
    arrived BIGINT NOT NULL,
    history BLOB NOT NULL,
    rules   BLOB NOT NULL
);
ALTER TABLE keyframe_later RENAME TO keyframe;
CREATE INDEX keyframe_by_arrival ON keyframe (arrived);
-- One row: up to which row of the journal all is in blocks, and in segments.
CREATE TABLE IF NOT EXISTS packed_later (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    blocks   BIGINT NOT NULL,
    segments BIGINT NOT NULL
);
ALTER TABLE packed_later RENAME TO packed;
INSERT INTO packed (only, blocks, segments) SELECT 1, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM packed);
DROP INDEX journal_by_last;

-- How alerts stood at an instant: the newest event of each, and which event was the last one then.
ALTER TABLE alert ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
UPDATE alert SET seq = coalesce((SELECT max(seq) FROM alert_event WHERE alert_event.alert = alert.id), 0);
CREATE INDEX alert_by_event ON alert (seq, id);
CREATE INDEX alert_event_by_time ON alert_event (recorded);

-- //@UNDO
-- The version before knows nothing packed: it is put aside, and comes back with an upgrade. The newest row of the journal is never packed
-- away, so that the version before counts on from it.
DROP INDEX alert_event_by_time;
DROP INDEX alert_by_event;
ALTER TABLE alert DROP COLUMN seq;
CREATE INDEX journal_by_last ON journal (last_at);
ALTER TABLE packed RENAME TO packed_later;
DROP INDEX keyframe_by_arrival;
ALTER TABLE keyframe RENAME TO keyframe_later;
DROP INDEX journal_segment_by_arrival;
ALTER TABLE journal_segment RENAME TO journal_segment_later;
ALTER TABLE rollup RENAME TO rollup_later;
ALTER TABLE block RENAME TO block_later;
