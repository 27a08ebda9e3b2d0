-- Screens on walls: let in by somebody, with the eyes of one role, until they are turned out.
CREATE TABLE display (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    role       TEXT NOT NULL,
    token      TEXT UNIQUE,
    granted_by TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    until      BIGINT NOT NULL,
    seen       BIGINT,
    address    TEXT NOT NULL,
    agent      TEXT NOT NULL,
    revoked_by TEXT,
    revoked_at BIGINT,
    CHECK ((revoked_by IS NULL) = (revoked_at IS NULL)),
    CHECK (revoked_at IS NULL OR token IS NULL)
);
CREATE TABLE IF NOT EXISTS display_later AS SELECT * FROM display;
INSERT INTO display SELECT * FROM display_later;
DROP TABLE display_later;

-- //@UNDO
-- The version before knows no displays: they are put aside, and come back with an upgrade.
ALTER TABLE display RENAME TO display_later;
