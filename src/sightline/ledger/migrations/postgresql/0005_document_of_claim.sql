-- The document of each current claim, so that the claims of one source are found through its documents, and so that
-- the planner learns how many claims a document has: it guessed at a 200th of all from a stretch of keys.
-- The same words as ledger/search.py asks with: key / 2^20.
CREATE INDEX current_claims_document ON current_claims ((key / 1048576::bigint));
