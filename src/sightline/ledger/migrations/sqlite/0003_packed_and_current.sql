-- Claims and mentions take a third of the room, and queries go over what is current only.
-- sightline_packed_claim, sightline_packed: functions of this program (ledger/claim_format.py, ledger/packing.py).

DROP TRIGGER claims_words;
DROP TRIGGER claims_boxes;
DROP TABLE claim_boxes;
DROP INDEX claims_earliest;
DROP TRIGGER claims_no_update;
DROP TRIGGER readings_no_update;

-- A claim's payload says all; what of it is asked for stands in current_claims.
ALTER TABLE claims ADD COLUMN packed BLOB NOT NULL DEFAULT x'';
UPDATE claims SET packed = sightline_packed_claim(payload);
ALTER TABLE claims DROP COLUMN payload;
ALTER TABLE claims RENAME COLUMN packed TO payload;
ALTER TABLE claims DROP COLUMN event;
ALTER TABLE claims DROP COLUMN stance;
ALTER TABLE claims DROP COLUMN lat;
ALTER TABLE claims DROP COLUMN lon;
ALTER TABLE claims DROP COLUMN south;
ALTER TABLE claims DROP COLUMN west;
ALTER TABLE claims DROP COLUMN north;
ALTER TABLE claims DROP COLUMN east;
ALTER TABLE claims DROP COLUMN earliest;
ALTER TABLE claims DROP COLUMN latest;

-- The mentions of a reading in their order: a packed list of their JSON.
ALTER TABLE readings ADD COLUMN mentions BLOB NOT NULL DEFAULT x'';
UPDATE readings SET mentions = sightline_packed((
  SELECT json_group_array(json(payload)) FROM (
    SELECT m.payload FROM reading_mentions AS l JOIN mentions AS m ON m.seq = l.mention
    WHERE l.reading = readings.seq ORDER BY l.ordinal
  )
));
DROP TABLE reading_mentions;
DROP TABLE mentions;

CREATE TRIGGER claims_no_update BEFORE UPDATE ON claims
BEGIN SELECT RAISE(ABORT, 'facts are only added: claims'); END;
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings
BEGIN SELECT RAISE(ABORT, 'facts are only added: readings'); END;

-- From here on: made from facts, written in the same transaction, made anew where `derived` names another version.
CREATE TABLE derived (
  name TEXT PRIMARY KEY,
  version TEXT NOT NULL
) WITHOUT ROWID;

-- Of each document its current reading, and the id of the source that it counts for.
CREATE TABLE current_documents (
  document INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL,
  source TEXT NOT NULL
);
CREATE INDEX current_documents_source ON current_documents (source);

-- The claims of current readings. key: document * 2^20 + ordinal, so that the order of keys is the order of the
-- facts. categories: of its items, each once, with a space on both sides. earliest, latest: seconds since
-- 1970-01-01 UTC, both inclusive. lat, lon: degrees WGS84.
CREATE TABLE current_claims (
  key INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL,
  origin INTEGER NOT NULL,
  event TEXT NOT NULL,
  stance TEXT NOT NULL,
  categories TEXT NOT NULL,
  lat REAL,
  lon REAL,
  earliest INTEGER,
  latest INTEGER
);
CREATE INDEX current_claims_claim ON current_claims (claim);

-- Where and when each current claim may be. Degrees: the box of the place's circle; west and east may lie beyond
-- 180 where it crosses the antimeridian; 500 for no place. earliest, latest: in units of ten days since
-- 1970-01-01, kept within the years 1900 to 2100 where a side is open or beyond; 10000 for no time at all.
CREATE VIRTUAL TABLE claim_boxes USING rtree (key, west, east, south, north, earliest, latest);
