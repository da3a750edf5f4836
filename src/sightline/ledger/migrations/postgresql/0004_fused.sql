-- What fusion makes of the facts, so that it need not be made at every command. Made from facts alone, thrown away
-- and made again at will; `derived` names under "fused" the rules and the facts that it follows from.

-- Of each reading what fusion needs to know of its text. payload: fusion/kept.py.
CREATE TABLE profiles (
  reading BIGINT PRIMARY KEY,
  payload BYTEA NOT NULL
);

-- voices, claims: how many; the payload says all (ledger/event_format.py).
CREATE TABLE fused_events (
  id TEXT COLLATE "C" PRIMARY KEY,
  voices BIGINT NOT NULL,
  claims BIGINT NOT NULL,
  payload BYTEA NOT NULL
);

-- Voices of several documents, or with reasons. Every other document is a voice by itself.
CREATE TABLE fused_voices (
  id TEXT COLLATE "C" PRIMARY KEY,
  payload BYTEA NOT NULL
);

-- What was decided ("decided") and is to be looked at again ("reopened"), packed lists.
CREATE TABLE fused_decisions (
  name TEXT COLLATE "C" PRIMARY KEY,
  payload BYTEA NOT NULL
);
