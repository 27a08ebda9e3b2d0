-- Other site files, as one person proposes them and another one decides. What was proposed and decided is never rewritten.
CREATE TABLE site_proposal (
    id            INTEGER PRIMARY KEY,
    before        TEXT NOT NULL,
    after         TEXT NOT NULL,
    reason        TEXT NOT NULL,
    proposer      TEXT NOT NULL,
    role          TEXT NOT NULL,
    proposed_at   BIGINT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('open', 'approved', 'refused')),
    decided_by    TEXT,
    decided_at    BIGINT,
    decided_words TEXT,
    CHECK ((state = 'open') = (decided_by IS NULL)),
    CHECK (decided_by IS NULL OR decided_by <> proposer)
);
CREATE TABLE IF NOT EXISTS site_proposal_later AS SELECT * FROM site_proposal;
INSERT INTO site_proposal SELECT * FROM site_proposal_later;
DROP TABLE site_proposal_later;
CREATE TRIGGER site_proposal_is_final BEFORE UPDATE ON site_proposal WHEN OLD.state <> 'open' BEGIN
    SELECT RAISE(ABORT, 'a proposal is decided once');
END;

-- //@UNDO
-- The version before knows no proposals of whole files: they are put aside, and come back with an upgrade.
DROP TRIGGER site_proposal_is_final;
ALTER TABLE site_proposal RENAME TO site_proposal_later;
