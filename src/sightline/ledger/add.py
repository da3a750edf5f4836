"""Adding facts. Everything here can be done twice: the second time adds nothing."""

import datetime as dt
from dataclasses import dataclass, fields

from sqlalchemy import Connection, Table, bindparam, insert, select

from sightline.ledger import rows, tables
from sightline.ledger.dialect import add_new
from sightline.ledger.ledger import Ledger
from sightline.model.capture import Capture
from sightline.model.errors import InputError
from sightline.model.evidence import Evidence
from sightline.model.issue import Issue
from sightline.model.judgement import Judgement
from sightline.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Added:
    """How many of each were new. Two of them add up. claims, mentions: a claim or mention that an earlier
    reading of the document already had, word for word and place for place, is not new."""

    captures: int = 0
    documents: int = 0
    readings: int = 0
    claims: int = 0
    mentions: int = 0

    def __add__(self, other: "Added") -> "Added":
        return Added(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Added)))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A reading as rows, made before the lock is taken."""

    id: str
    payload: str
    origin: str
    capture: rows.Row
    mentions: list[rows.Row]
    claims: list[rows.Row]


def add_reading(ledger: Ledger, capture: Capture, reading: Reading, now: dt.datetime) -> Added:
    """Adds a document with all that was read in it, in one transaction.

    now: aware UTC; the reading added last is its document's current one. Raises InputError where the reading
    does not fit its capture or its own text, LedgerError where the ledger cannot be used.
    """
    check(capture, reading)
    prepared = _prepare(capture, reading, now)
    with ledger.write() as connection:
        return _add(connection, reading, prepared, rows.stamp(now))


def check(capture: Capture, reading: Reading) -> None:
    """Raises InputError unless every claim can be walked back to the preserved bytes."""
    document = reading.document
    if document.id != capture.digest or document.capture != capture.id:
        raise _unfit(f"document {document.id} was not read from capture {capture.id}")
    for claim in reading.claims:
        quote = claim.quote
        if claim.document != document.id:
            raise _unfit(f"claim {claim.id} belongs to another document, {claim.document}")
        if document.text[quote.start : quote.end] != quote.text:
            raise _unfit(f"claim {claim.id} quotes words that do not stand at {quote.start} in its document")


def _unfit(message: str) -> InputError:
    return InputError(
        "reading-unfit", message, "this is a defect of the reader or extractor: please report it"
    )


def _prepare(capture: Capture, reading: Reading, now: dt.datetime) -> _Prepared:
    try:
        payload = rows.document_payload(reading.document)
        mentions = [rows.mention_row(mention) for mention in reading.mentions]
        claims = [rows.claim_row(claim) for claim in reading.claims]
        return _Prepared(
            id=rows.reading_id(reading, payload, mentions, claims),
            payload=payload,
            origin=rows.reading_origin(reading),
            capture=rows.capture_row(capture, now),
            mentions=mentions,
            claims=claims,
        )
    except UnicodeEncodeError as trouble:
        raise _unfit(f"the text of {capture.location} holds half a character: {trouble.reason}") from trouble


def _add(connection: Connection, reading: Reading, new: _Prepared, now: str) -> Added:
    document, text = reading.document, reading.document.text
    captures = add_new(connection, tables.captures, [new.capture])
    documents = add_new(connection, tables.documents, [{"id": document.id, "added_at": now}])
    known = _seq(connection, tables.readings, new.id)
    claims = mentions = 0
    if known is None:
        document_seq = _seq(connection, tables.documents, document.id)
        add_new(connection, tables.texts, [{"id": rows.text_id(text), "text": text}])
        row = {
            "id": new.id,
            "document": document_seq,
            "text": _seq(connection, tables.texts, rows.text_id(text)),
            "origin": new.origin,
            "payload": new.payload,
            "added_at": now,
        }
        connection.execute(insert(tables.readings), row)
        reading_seq = _seq(connection, tables.readings, new.id)
        mentions = _add_mentions(connection, reading_seq, document_seq, new.mentions)
        claims = _add_claims(connection, reading_seq, new.claims, [claim.origin for claim in reading.claims])
    else:
        reading_seq = known
    capture_seq = _seq(connection, tables.captures, new.capture["id"])
    add_new(connection, tables.reading_captures, [{"reading": reading_seq, "capture": capture_seq}])
    return Added(captures, documents, int(known is None), claims, mentions)


def _seq(connection: Connection, table: Table, id_: str) -> int | None:
    return connection.scalar(select(table.c.seq).where(table.c.id == id_))


_LINK_MENTION = insert(tables.reading_mentions).values(
    reading=bindparam("reading"),
    ordinal=bindparam("ordinal"),
    mention=select(tables.mentions.c.seq)
    .where(tables.mentions.c.document == bindparam("of"), tables.mentions.c.content == bindparam("content"))
    .scalar_subquery(),
)
_LINK_CLAIM = insert(tables.reading_claims).values(
    reading=bindparam("reading"),
    ordinal=bindparam("ordinal"),
    claim=select(tables.claims.c.seq)
    .where(tables.claims.c.id == bindparam("of"), tables.claims.c.content == bindparam("content"))
    .scalar_subquery(),
    origin=select(tables.origins.c.seq).where(tables.origins.c.name == bindparam("maker")).scalar_subquery(),
)


def _add_mentions(
    connection: Connection, reading: int | None, document: int | None, mentions: list[rows.Row]
) -> int:
    if not mentions:
        return 0
    new = add_new(connection, tables.mentions, [row | {"document": document} for row in mentions])
    links = [
        {"reading": reading, "ordinal": n, "of": document, "content": row["content"]}
        for n, row in enumerate(mentions)
    ]
    connection.execute(_LINK_MENTION, links)
    return new


def _add_claims(
    connection: Connection, reading: int | None, claims: list[rows.Row], makers: list[str]
) -> int:
    if not claims:
        return 0
    add_new(connection, tables.origins, [{"name": maker} for maker in sorted(set(makers))])
    new = add_new(connection, tables.claims, claims)
    links = [
        {"reading": reading, "ordinal": n, "of": row["id"], "content": row["content"], "maker": maker}
        for n, (row, maker) in enumerate(zip(claims, makers, strict=True))
    ]
    connection.execute(_LINK_CLAIM, links)
    return new


def add_capture(ledger: Ledger, capture: Capture, now: dt.datetime) -> bool:
    """A preserved retrieval by itself, such as one that could not be read. Returns whether it was new."""
    return _add_one(ledger, tables.captures, rows.capture_row(capture, now))


def add_issue(ledger: Ledger, issue: Issue) -> bool:
    """Returns whether it was new."""
    return _add_one(ledger, tables.issues, rows.issue_row(issue))


def add_judgement(ledger: Ledger, judgement: Judgement) -> bool:
    """Returns whether it was new."""
    return _add_one(ledger, tables.judgements, rows.judgement_row(judgement))


def add_evidence(ledger: Ledger, evidence: Evidence) -> bool:
    """Returns whether it was new."""
    return _add_one(ledger, tables.evidence, rows.evidence_row(evidence))


def _add_one(ledger: Ledger, table: Table, row: rows.Row) -> bool:
    with ledger.write() as connection:
        return add_new(connection, table, [row]) == 1
