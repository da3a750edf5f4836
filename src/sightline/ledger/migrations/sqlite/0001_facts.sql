-- The first schema: facts, which are only ever added, and two indexes made from them.
-- seq is the order of first sight. added_at, at, retrieved: ISO 8601 in UTC with microseconds, so that text
-- order is time order. earliest, latest: seconds since 1970-01-01 UTC, both inclusive. Degrees are WGS84.
-- Never edit an applied migration: write the next one.

CREATE TABLE captures (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  digest TEXT NOT NULL,
  size INTEGER NOT NULL,
  location TEXT NOT NULL,
  url TEXT,
  final_url TEXT,
  status INTEGER,
  headers TEXT NOT NULL,
  media_type TEXT,
  retrieved TEXT NOT NULL,
  tool TEXT NOT NULL,
  parent TEXT,
  published TEXT,
  added_at TEXT NOT NULL
);
CREATE INDEX captures_digest ON captures (digest);

CREATE TABLE documents (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  added_at TEXT NOT NULL
);

-- The readable text, kept once however many readings share it.
CREATE TABLE texts (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL
);

CREATE TABLE readings (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  document INTEGER NOT NULL REFERENCES documents (seq),
  text INTEGER NOT NULL REFERENCES texts (seq),
  origin TEXT NOT NULL,
  payload TEXT NOT NULL,
  added_at TEXT NOT NULL
);
CREATE INDEX readings_newest ON readings (document, added_at, id);

-- Every capture whose bytes gave this reading.
CREATE TABLE reading_captures (
  reading INTEGER NOT NULL REFERENCES readings (seq),
  capture INTEGER NOT NULL REFERENCES captures (seq),
  PRIMARY KEY (reading, capture)
) WITHOUT ROWID;

CREATE TABLE origins (
  seq INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE mentions (
  seq INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (seq),
  content TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT,
  ref TEXT,
  payload TEXT NOT NULL,
  UNIQUE (document, content)
);
CREATE INDEX mentions_ref ON mentions (ref);

CREATE TABLE reading_mentions (
  reading INTEGER NOT NULL REFERENCES readings (seq),
  ordinal INTEGER NOT NULL,
  mention INTEGER NOT NULL REFERENCES mentions (seq),
  PRIMARY KEY (reading, ordinal)
) WITHOUT ROWID;

-- One row for each content a claim id ever had. south, west, north, east: the box of the place's circle;
-- west and east may lie beyond 180 degrees where it crosses the antimeridian.
CREATE TABLE claims (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  content TEXT NOT NULL,
  event TEXT NOT NULL,
  stance TEXT NOT NULL,
  lat REAL,
  lon REAL,
  south REAL,
  west REAL,
  north REAL,
  east REAL,
  earliest INTEGER,
  latest INTEGER,
  payload TEXT NOT NULL,
  UNIQUE (id, content)
);
CREATE INDEX claims_earliest ON claims (earliest);

CREATE TABLE reading_claims (
  reading INTEGER NOT NULL REFERENCES readings (seq),
  ordinal INTEGER NOT NULL,
  claim INTEGER NOT NULL REFERENCES claims (seq),
  origin INTEGER NOT NULL REFERENCES origins (seq),
  PRIMARY KEY (reading, ordinal)
) WITHOUT ROWID;
CREATE INDEX reading_claims_claim ON reading_claims (claim);

CREATE TABLE issues (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  input TEXT NOT NULL,
  stage TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  advice TEXT NOT NULL,
  at TEXT NOT NULL,
  document TEXT
);

CREATE TABLE sources (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  reliability TEXT NOT NULL,
  reason TEXT NOT NULL,
  added_at TEXT NOT NULL
);

-- Every grade a person ever gave a source; the newest holds.
CREATE TABLE source_ratings (
  seq INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources (seq),
  reliability TEXT NOT NULL,
  reason TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX source_ratings_newest ON source_ratings (source, at);

CREATE TABLE judgements (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  decision TEXT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX judgements_subject ON judgements (subject);

CREATE TABLE evidence (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  claim TEXT NOT NULL,
  checker TEXT NOT NULL,
  verdict TEXT NOT NULL,
  payload TEXT NOT NULL
);
CREATE INDEX evidence_claim ON evidence (claim);

-- Of each document the reading added last; at one instant, the greater id, so that the order of adding
-- decides nothing.
CREATE VIEW current_readings AS
SELECT r.* FROM readings AS r
WHERE NOT EXISTS (
  SELECT 1 FROM readings AS n
  WHERE n.document = r.document AND (n.added_at, n.id) > (r.added_at, r.id)
);

-- Indexes made from the claims; the quotes themselves stand in the payload only (content='').
CREATE VIRTUAL TABLE claim_words USING fts5 (
  quote, content='', tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE claim_boxes USING rtree (seq, west, east, south, north);

CREATE TRIGGER claims_words AFTER INSERT ON claims BEGIN
  INSERT INTO claim_words (rowid, quote) VALUES (new.seq, json_extract(new.payload, '$.quote.text'));
END;
CREATE TRIGGER claims_boxes AFTER INSERT ON claims WHEN new.south IS NOT NULL BEGIN
  INSERT INTO claim_boxes VALUES (new.seq, new.west, new.east, new.south, new.north);
END;

-- Facts are only added.
CREATE TRIGGER captures_no_update BEFORE UPDATE ON captures
BEGIN SELECT RAISE(ABORT, 'facts are only added: captures'); END;
CREATE TRIGGER captures_no_delete BEFORE DELETE ON captures
BEGIN SELECT RAISE(ABORT, 'facts are only added: captures'); END;
CREATE TRIGGER documents_no_update BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'facts are only added: documents'); END;
CREATE TRIGGER documents_no_delete BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'facts are only added: documents'); END;
CREATE TRIGGER texts_no_update BEFORE UPDATE ON texts
BEGIN SELECT RAISE(ABORT, 'facts are only added: texts'); END;
CREATE TRIGGER texts_no_delete BEFORE DELETE ON texts
BEGIN SELECT RAISE(ABORT, 'facts are only added: texts'); END;
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings
BEGIN SELECT RAISE(ABORT, 'facts are only added: readings'); END;
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings
BEGIN SELECT RAISE(ABORT, 'facts are only added: readings'); END;
CREATE TRIGGER reading_captures_no_update BEFORE UPDATE ON reading_captures
BEGIN SELECT RAISE(ABORT, 'facts are only added: reading_captures'); END;
CREATE TRIGGER reading_captures_no_delete BEFORE DELETE ON reading_captures
BEGIN SELECT RAISE(ABORT, 'facts are only added: reading_captures'); END;
CREATE TRIGGER origins_no_update BEFORE UPDATE ON origins
BEGIN SELECT RAISE(ABORT, 'facts are only added: origins'); END;
CREATE TRIGGER origins_no_delete BEFORE DELETE ON origins
BEGIN SELECT RAISE(ABORT, 'facts are only added: origins'); END;
CREATE TRIGGER mentions_no_update BEFORE UPDATE ON mentions
BEGIN SELECT RAISE(ABORT, 'facts are only added: mentions'); END;
CREATE TRIGGER mentions_no_delete BEFORE DELETE ON mentions
BEGIN SELECT RAISE(ABORT, 'facts are only added: mentions'); END;
CREATE TRIGGER reading_mentions_no_update BEFORE UPDATE ON reading_mentions
BEGIN SELECT RAISE(ABORT, 'facts are only added: reading_mentions'); END;
CREATE TRIGGER reading_mentions_no_delete BEFORE DELETE ON reading_mentions
BEGIN SELECT RAISE(ABORT, 'facts are only added: reading_mentions'); END;
CREATE TRIGGER claims_no_update BEFORE UPDATE ON claims
BEGIN SELECT RAISE(ABORT, 'facts are only added: claims'); END;
CREATE TRIGGER claims_no_delete BEFORE DELETE ON claims
BEGIN SELECT RAISE(ABORT, 'facts are only added: claims'); END;
CREATE TRIGGER reading_claims_no_update BEFORE UPDATE ON reading_claims
BEGIN SELECT RAISE(ABORT, 'facts are only added: reading_claims'); END;
CREATE TRIGGER reading_claims_no_delete BEFORE DELETE ON reading_claims
BEGIN SELECT RAISE(ABORT, 'facts are only added: reading_claims'); END;
CREATE TRIGGER issues_no_update BEFORE UPDATE ON issues
BEGIN SELECT RAISE(ABORT, 'facts are only added: issues'); END;
CREATE TRIGGER issues_no_delete BEFORE DELETE ON issues
BEGIN SELECT RAISE(ABORT, 'facts are only added: issues'); END;
CREATE TRIGGER sources_no_update BEFORE UPDATE ON sources
BEGIN SELECT RAISE(ABORT, 'facts are only added: sources'); END;
CREATE TRIGGER sources_no_delete BEFORE DELETE ON sources
BEGIN SELECT RAISE(ABORT, 'facts are only added: sources'); END;
CREATE TRIGGER source_ratings_no_update BEFORE UPDATE ON source_ratings
BEGIN SELECT RAISE(ABORT, 'facts are only added: source_ratings'); END;
CREATE TRIGGER source_ratings_no_delete BEFORE DELETE ON source_ratings
BEGIN SELECT RAISE(ABORT, 'facts are only added: source_ratings'); END;
CREATE TRIGGER judgements_no_update BEFORE UPDATE ON judgements
BEGIN SELECT RAISE(ABORT, 'facts are only added: judgements'); END;
CREATE TRIGGER judgements_no_delete BEFORE DELETE ON judgements
BEGIN SELECT RAISE(ABORT, 'facts are only added: judgements'); END;
CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'facts are only added: evidence'); END;
CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'facts are only added: evidence'); END;
CREATE TRIGGER migrations_no_update BEFORE UPDATE ON migrations
BEGIN SELECT RAISE(ABORT, 'facts are only added: migrations'); END;
CREATE TRIGGER migrations_no_delete BEFORE DELETE ON migrations
BEGIN SELECT RAISE(ABORT, 'facts are only added: migrations'); END;
