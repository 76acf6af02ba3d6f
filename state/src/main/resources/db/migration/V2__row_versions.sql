-- The version of its kind that wrote a row. What was written before there were versions is of version 0.
ALTER TABLE entity ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE history ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

-- Live rows that some version could not read and was told to go on without.
CREATE TABLE aside (
    id      INTEGER PRIMARY KEY,
    at      BIGINT  NOT NULL,
    reason  TEXT    NOT NULL,
    store   TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    version INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    body    TEXT    NOT NULL
);
