-- The trail is searched by when something was done. It grows at its end only: a line costs no page elsewhere.
CREATE INDEX audit_by_time ON audit (at);

-- //@UNDO
DROP INDEX audit_by_time;
