-- Other limits, as one person proposes them and another one decides. What was proposed and decided is never rewritten.
CREATE TABLE proposal (
    id             INTEGER PRIMARY KEY,
    sensor         TEXT NOT NULL,
    rule           TEXT NOT NULL,
    severity       TEXT NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'critical')),
    from_deadband  REAL NOT NULL,
    from_on_delay  BIGINT NOT NULL,
    from_off_delay BIGINT NOT NULL,
    to_deadband    REAL NOT NULL,
    to_on_delay    BIGINT NOT NULL,
    to_off_delay   BIGINT NOT NULL,
    reason         TEXT NOT NULL,
    since          BIGINT NOT NULL,
    until          BIGINT NOT NULL,
    respond        BIGINT NOT NULL,
    calls_before   INTEGER NOT NULL,
    bursts_before  INTEGER NOT NULL,
    present_before BIGINT NOT NULL,
    calls_after    INTEGER NOT NULL,
    bursts_after   INTEGER NOT NULL,
    present_after  BIGINT NOT NULL,
    proposer       TEXT NOT NULL,
    proposed_at    BIGINT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('open', 'approved', 'refused')),
    decided_by     TEXT,
    decided_at     BIGINT,
    decided_words  TEXT,
    CHECK ((state = 'open') = (decided_by IS NULL)),
    CHECK (decided_by IS NULL OR decided_by <> proposer)
);
CREATE TABLE IF NOT EXISTS proposal_later AS SELECT * FROM proposal;
INSERT INTO proposal SELECT * FROM proposal_later;
DROP TABLE proposal_later;
CREATE UNIQUE INDEX one_open_proposal ON proposal (sensor, rule, severity) WHERE state = 'open';
CREATE TRIGGER proposal_is_final BEFORE UPDATE ON proposal WHEN OLD.state <> 'open' BEGIN
    SELECT RAISE(ABORT, 'a proposal is decided once');
END;

-- //@UNDO
-- The version before knows no proposals: they are put aside, and come back with an upgrade.
DROP TRIGGER proposal_is_final;
DROP INDEX one_open_proposal;
ALTER TABLE proposal RENAME TO proposal_later;
