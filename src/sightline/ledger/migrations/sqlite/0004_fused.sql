-- What fusion makes of the facts, so that it need not be made at every command. Made from facts alone, thrown away
-- and made again at will; `derived` names under "fused" the rules and the facts that it follows from.

-- Of each reading what fusion needs to know of its text. payload: fusion/kept.py.
CREATE TABLE profiles (
  reading INTEGER PRIMARY KEY,
  payload BLOB NOT NULL
);

-- voices, claims: how many; the payload says all (ledger/event_format.py).
CREATE TABLE fused_events (
  id TEXT PRIMARY KEY,
  voices INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  payload BLOB NOT NULL
) WITHOUT ROWID;

-- Voices of several documents, or with reasons. Every other document is a voice by itself.
CREATE TABLE fused_voices (
  id TEXT PRIMARY KEY,
  payload BLOB NOT NULL
) WITHOUT ROWID;

-- What was decided ("decided") and is to be looked at again ("reopened"), packed lists.
CREATE TABLE fused_decisions (
  name TEXT PRIMARY KEY,
  payload BLOB NOT NULL
) WITHOUT ROWID;
