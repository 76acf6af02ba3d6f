-- Commits are numbered, and a change says what it replaced: NULL for something new, the whole for something that ended,
-- else the members that were different. What was written before has the number 0.
ALTER TABLE history ADD COLUMN commit_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE history ADD COLUMN before TEXT;
