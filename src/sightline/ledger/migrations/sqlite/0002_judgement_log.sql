-- Judgements say what they speak of (about: JSON list of claim ids), what they change (changes: JSON list of
-- [dotted path, JSON text]), what was seen when judging (basis: a hash; words: the quote), and form a log: link
-- is the hash of the row and of the link before it, previous. Rows of before this migration have no link; the
-- first link covers them all, and every grade in source_ratings. From here on a grade given to a source is a judgement too.

ALTER TABLE judgements ADD COLUMN about TEXT NOT NULL DEFAULT '[]';
ALTER TABLE judgements ADD COLUMN changes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE judgements ADD COLUMN basis TEXT NOT NULL DEFAULT '';
ALTER TABLE judgements ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE judgements ADD COLUMN previous TEXT NOT NULL DEFAULT '';
ALTER TABLE judgements ADD COLUMN link TEXT NOT NULL DEFAULT '';

-- The log does not fork: no two rows come after the same one.
CREATE UNIQUE INDEX judgements_previous ON judgements (previous) WHERE previous <> '';
CREATE INDEX judgements_decision ON judgements (decision, subject);
