-- Blocks are found without being read. Of a table WITHOUT ROWID each comparison of a search reads the row it looks at to its end, so that every
-- search for a block read several whole ones. What is asked of all blocks of a span stands in an index.
CREATE TABLE block_rows (
    sensor  INTEGER NOT NULL,
    start   BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    count   INTEGER NOT NULL,
    finest  INTEGER NOT NULL,
    written BIGINT NOT NULL,
    minutes BLOB,
    data    BLOB NOT NULL,
    PRIMARY KEY (sensor, start)
);
INSERT INTO block_rows SELECT * FROM block ORDER BY sensor, start;
DROP TABLE block;
ALTER TABLE block_rows RENAME TO block;
CREATE INDEX block_head ON block (sensor, start, last_at, count, finest, written);

-- //@UNDO
DROP INDEX block_head;
CREATE TABLE block_tree (
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
INSERT INTO block_tree SELECT * FROM block ORDER BY sensor, start;
DROP TABLE block;
ALTER TABLE block_tree RENAME TO block;
