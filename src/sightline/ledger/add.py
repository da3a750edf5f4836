"""Adding facts. Everything here can be done twice: the second time adds nothing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from sqlalchemy import Connection, Table, bindparam, func, insert, select

from sightline.ledger import chain, current, fused, rows, tables
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
class Prepared:
    """A reading as rows, made before the lock is taken. text: the id of its text. mentions: the JSON of each. makers:
    the origins of the claims, in their order."""

    id: str
    document: str
    text: str
    payload: str
    origin: str
    mentions: list[str]
    claims: list[rows.Row]
    makers: list[str]


def add_reading(ledger: Ledger, capture: Capture, reading: Reading, now: dt.datetime) -> Added:
    """Adds a document with all that was read in it, in one transaction.

    now: aware UTC; the reading added last is its document's current one. Raises InputError where the reading
    does not fit its capture or its own text, LedgerError where the ledger cannot be used.
    """
    check(capture, reading)
    prepared = prepare(reading)
    text = {"id": prepared.text, "text": reading.document.text}
    with ledger.write() as connection:
        captures = add_new(connection, tables.captures, [rows.capture_row(capture, now)])
        add_new(connection, tables.texts, [text])
        added = insert_reading(connection, prepared, [capture.id], rows.stamp(now))
        return replace(added, captures=captures)


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


def prepare(reading: Reading) -> Prepared:
    """Raises InputError where its text holds what no database keeps."""
    try:
        payload = rows.document_payload(reading.document)
        mentions = rows.mentions_json(reading.mentions)
        claims = [rows.claim_row(claim) for claim in reading.claims]
        return Prepared(
            id=rows.reading_id(reading, payload, mentions, claims),
            document=reading.document.id,
            text=rows.text_id(reading.document.text),
            payload=payload,
            origin=rows.reading_origin(reading),
            mentions=mentions,
            claims=claims,
            makers=[claim.origin for claim in reading.claims],
        )
    except UnicodeEncodeError as trouble:
        raise _unfit(
            f"the text of {reading.document.id} holds half a character: {trouble.reason}"
        ) from trouble


def insert_reading(connection: Connection, new: Prepared, captures: Iterable[str], now: str) -> Added:
    """Within the caller's write transaction; its text and its captures, by id, are there already. now: a stamp of
    `rows.stamp`."""
    documents = add_new(connection, tables.documents, [{"id": new.document, "added_at": now}])
    reading = _seq(connection, tables.readings, new.id)
    known = reading is not None
    claims = mentions = 0
    if not known:
        document = _seq(connection, tables.documents, new.document)
        mentions = _new_mentions(connection, document, new.mentions)
        row = {
            "id": new.id,
            "document": document,
            "text": _seq(connection, tables.texts, new.text),
            "origin": new.origin,
            "payload": new.payload,
            "added_at": now,
            "mentions": rows.mentions_payload(new.mentions),
        }
        connection.execute(insert(tables.readings), row)
        reading = _seq(connection, tables.readings, new.id)
        claims = _add_claims(connection, reading, new.claims, new.makers)
        current.refresh(connection, document)
    links = [{"reading": reading, "capture": _seq(connection, tables.captures, id_)} for id_ in captures]
    if add_new(connection, tables.reading_captures, links) and known:
        fused.forget(connection)  # where the captures were known too, no number tells of the link
    return Added(0, documents, int(not known), claims, mentions)


def _seq(connection: Connection, table: Table, id_: str) -> int | None:
    return connection.scalar(select(table.c.seq).where(table.c.id == id_))


_LINK_CLAIM = insert(tables.reading_claims).values(
    reading=bindparam("reading"),
    ordinal=bindparam("ordinal"),
    claim=select(tables.claims.c.seq)
    .where(tables.claims.c.id == bindparam("of"), tables.claims.c.content == bindparam("content"))
    .scalar_subquery(),
    origin=select(tables.origins.c.seq).where(tables.origins.c.name == bindparam("maker")).scalar_subquery(),
)


def _new_mentions(connection: Connection, document: int | None, mentions: list[str]) -> int:
    """How many no earlier reading of the document has."""
    held = tables.readings.c
    earlier = connection.scalars(select(held.mentions).where(held.document == document))
    return len(set(mentions).difference(*([text for text, _ in rows.mentions_held(row)] for row in earlier)))


def _add_claims(
    connection: Connection, reading: int | None, claims: list[rows.Row], makers: list[str]
) -> int:
    if not claims:
        return 0
    add_new(connection, tables.origins, [{"name": maker} for maker in sorted(set(makers))])
    last = connection.scalar(select(func.max(tables.claims.c.seq))) or 0
    new = add_new(connection, tables.claims, claims)
    current.index_words(connection, after=last)
    links = [
        {"reading": reading, "ordinal": n, "of": row["id"], "content": row["content"], "maker": maker}
        for n, (row, maker) in enumerate(zip(claims, makers, strict=True))
    ]
    connection.execute(_LINK_CLAIM, links)
    return new


def add_capture(ledger: Ledger, capture: Capture, now: dt.datetime) -> bool:
    """A preserved retrieval by itself, such as one that could not be read. Returns whether it was new."""
    return _add_one(ledger, tables.captures, rows.capture_row(capture, now))


def add_captures(ledger: Ledger, captures: Iterable[Capture], now: dt.datetime) -> int:
    """Many of them in one transaction, all or none. Returns how many were new."""
    made = [rows.capture_row(capture, now) for capture in captures]
    if not made:
        return 0
    with ledger.write() as connection:
        return add_new(connection, tables.captures, made)


def add_issue(ledger: Ledger, issue: Issue) -> bool:
    """Returns whether it was new."""
    return _add_one(ledger, tables.issues, rows.issue_row(issue))


def add_judgement(ledger: Ledger, judgement: Judgement) -> bool:
    """Returns whether it was new."""
    return add_judgements(ledger, [judgement]) == 1


def add_judgements(ledger: Ledger, judgements: Iterable[Judgement]) -> int:
    """Adds them to the end of the log, all or none. Returns how many were new."""
    made = [rows.judgement_row(judgement) for judgement in judgements]
    with ledger.write() as connection:
        return sum(chain.append(connection, row) for row in made)


def add_evidence(ledger: Ledger, evidence: Evidence) -> bool:
    """Returns whether it was new."""
    return _add_one(ledger, tables.evidence, rows.evidence_row(evidence))


def _add_one(ledger: Ledger, table: Table, row: rows.Row) -> bool:
    with ledger.write() as connection:
        return add_new(connection, table, [row]) == 1
