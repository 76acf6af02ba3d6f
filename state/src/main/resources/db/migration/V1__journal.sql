-- Ids grow with time: rows are appended, never sorted in. Looking up happens in memory.
CREATE TABLE entity (
    id    INTEGER PRIMARY KEY,
    store TEXT   NOT NULL,
    kind  TEXT   NOT NULL,
    name  TEXT   NOT NULL,
    body  TEXT   NOT NULL
);

-- Every change ever made, until pruned by age. A row without a body tells of an end.
CREATE TABLE history (
    id    INTEGER PRIMARY KEY,
    at    BIGINT NOT NULL,
    store TEXT   NOT NULL,
    kind  TEXT   NOT NULL,
    name  TEXT   NOT NULL,
    body  TEXT
);
