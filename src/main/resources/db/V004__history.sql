-- Readings in the order they arrived, one blob per unit of work; what replay reads.
CREATE TABLE journal (
    id       INTEGER PRIMARY KEY,
    arrived  BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at  BIGINT NOT NULL,
    count    INTEGER NOT NULL,
    data     BLOB NOT NULL
);
CREATE INDEX journal_by_last ON journal (last_at);
-- Sensors by the number the journal's blobs use for them; never reused.
CREATE TABLE journal_sensor (
    number INTEGER PRIMARY KEY,
    sensor TEXT NOT NULL UNIQUE
);
-- What the memory held after a journal row, so that a start reads only the tail.
CREATE TABLE snapshot (
    room    TEXT PRIMARY KEY,
    journal BIGINT NOT NULL,
    data    BLOB NOT NULL
);

-- //@UNDO
-- What a later step packed and put aside speaks of sensors by numbers that end here.
DROP TABLE IF EXISTS packed_later;
DROP TABLE IF EXISTS keyframe_later;
DROP TABLE IF EXISTS journal_segment_later;
DROP TABLE IF EXISTS rollup_later;
DROP TABLE IF EXISTS block_later;
DROP TABLE snapshot;
DROP TABLE journal_sensor;
DROP TABLE journal;
