-- People, who is signed in, and the keys of devices. Rows of people and devices are kept for ever: the trail names them.
CREATE TABLE person (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    display  TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('resident', 'security', 'operations', 'analyst', 'admin')),
    disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    epoch    BIGINT NOT NULL,
    password TEXT NOT NULL,
    created  BIGINT NOT NULL
);
-- token is the SHA-256 of what the browser holds, so that a stolen copy of the database signs nobody in.
CREATE TABLE session (
    id      TEXT PRIMARY KEY,
    token   TEXT NOT NULL UNIQUE,
    person  BIGINT NOT NULL REFERENCES person (id),
    epoch   BIGINT NOT NULL,
    opened  BIGINT NOT NULL,
    seen    BIGINT NOT NULL,
    address TEXT NOT NULL,
    agent   TEXT NOT NULL
);
CREATE INDEX session_by_person ON session (person);
CREATE TABLE device (
    id      TEXT PRIMARY KEY,
    sensors TEXT NOT NULL,
    revoked INTEGER NOT NULL CHECK (revoked IN (0, 1)),
    created BIGINT NOT NULL
);
-- mac is HMAC-SHA-256 of the key under the pepper, which is a file beside the database.
CREATE TABLE device_key (
    id      TEXT PRIMARY KEY,
    device  TEXT NOT NULL REFERENCES device (id),
    mac     TEXT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    revoked INTEGER NOT NULL CHECK (revoked IN (0, 1)),
    used    BIGINT
);
CREATE INDEX device_key_by_device ON device_key (device);
-- One row, counted up with every change above that can take a right away or give one; what a memory of these tables compares itself with.
CREATE TABLE access_change (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    version BIGINT NOT NULL
);
INSERT INTO access_change (only, version) VALUES (1, 1);

-- //@UNDO
DROP TABLE access_change;
DROP TABLE device_key;
DROP TABLE device;
DROP TABLE session;
DROP TABLE person;
