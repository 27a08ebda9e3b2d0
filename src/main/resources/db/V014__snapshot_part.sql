-- A snapshot is squeezed and comes in parts, so that none of its units keeps the writer long. `snapshot.data` is empty then. Parts of another row of
-- the journal than `snapshot` speaks of are old, or of one that is not finished.
CREATE TABLE snapshot_part (
    room    TEXT NOT NULL,
    journal BIGINT NOT NULL,
    part    INTEGER NOT NULL,
    data    BLOB NOT NULL,
    PRIMARY KEY (room, journal, part)
);

-- //@UNDO
-- What was before cannot read them: it reads the journal instead.
DELETE FROM snapshot WHERE length(data) = 0;
DROP TABLE snapshot_part;
