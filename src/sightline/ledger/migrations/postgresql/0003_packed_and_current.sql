-- Queries go over what is current only.

-- From here on: made from facts, written in the same transaction, made anew where `derived` names another version.
CREATE TABLE derived (
  name TEXT COLLATE "C" PRIMARY KEY,
  version TEXT COLLATE "C" NOT NULL
);

-- Of each document its current reading, and the id of the source that it counts for.
CREATE TABLE current_documents (
  document BIGINT PRIMARY KEY REFERENCES documents (seq),
  reading BIGINT NOT NULL REFERENCES readings (seq),
  source TEXT COLLATE "C" NOT NULL
);
CREATE INDEX current_documents_source ON current_documents (source);

-- The claims of current readings. key: document * 2^20 + ordinal, so that the order of keys is the order of the
-- facts. categories: of its items, each once, with a space on both sides. earliest, latest: seconds since
-- 1970-01-01 UTC, both inclusive. lat, lon: degrees WGS84. box: where and when it may be, as the diagonal of a box,
-- which the index takes for the box. x, y: degrees, the box of the place's circle; x may lie beyond 180 where it
-- crosses the antimeridian; 500 for no place. z: in units of ten days since 1970-01-01, kept within the years 1900
-- to 2100 where a side is open or beyond; 10000 for no time at all.
CREATE TABLE current_claims (
  key BIGINT PRIMARY KEY,
  claim BIGINT NOT NULL REFERENCES claims (seq),
  origin BIGINT NOT NULL REFERENCES origins (seq),
  event TEXT COLLATE "C" NOT NULL,
  stance TEXT COLLATE "C" NOT NULL,
  categories TEXT COLLATE "C" NOT NULL,
  lat DOUBLE PRECISION,
  lon DOUBLE PRECISION,
  earliest BIGINT,
  latest BIGINT,
  box geometry(LineStringZ) NOT NULL
);
CREATE INDEX current_claims_claim ON current_claims (claim);
CREATE INDEX current_claims_box ON current_claims USING gist (box gist_geometry_ops_nd);

-- The words of each claim's quote in a line, as SQLite's FTS5 takes them apart; spoken instead of words where they are
-- more than an index holds (ledger/vectors.py).
CREATE TABLE claim_words (
  seq BIGINT PRIMARY KEY,
  words TEXT COLLATE "C",
  spoken TEXT COLLATE "C",
  CHECK ((words IS NULL) <> (spoken IS NULL))
);
CREATE INDEX claim_words_words ON claim_words USING gin (array_to_tsvector(string_to_array(words, ' ')));
CREATE INDEX claim_words_spoken ON claim_words (seq) WHERE words IS NULL;
