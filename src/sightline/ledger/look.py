"""Reading facts back as values, always in the order of first sight."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Select, Table, select

from sightline.ledger import rows, tables
from sightline.ledger.current import ORDINALS
from sightline.ledger.ledger import Ledger
from sightline.ledger.sources import current_sources
from sightline.ledger.unpacking import Unpacker
from sightline.model.capture import Capture
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.errors import LedgerError
from sightline.model.facts import Facts
from sightline.model.issue import Issue
from sightline.model.judgement import Judgement
from sightline.model.quiet import no_collecting
from sightline.model.reading import Reading

T = TypeVar("T")
NOW = tables.current_readings
_PIECE = 5_000  # rows fetched at a time


@dataclass(frozen=True, slots=True)
class ReadingMark:
    """That a document was once read: id of the reading, what made it, when it was added (aware UTC)."""

    id: str
    origin: str
    added_at: dt.datetime


def facts(ledger: Ledger) -> Facts:
    """The current cut: every document in its current reading, and the claims of those readings in text order;
    one transaction, so that nothing is seen half."""
    with ledger.look() as connection:
        return facts_in(connection)


def facts_in(connection: Connection) -> Facts:
    """The same, within a transaction that reads more."""
    with no_collecting():
        return Facts(
            documents=_documents(connection),
            claims=tuple(each_claim(connection)),
            captures=every(connection, tables.captures, rows.capture_value),
            sources=current_sources(connection),
            evidence=every(connection, tables.evidence, rows.evidence_value),
            judgements=every(connection, tables.judgements, rows.judgement_value),
            issues=every(connection, tables.issues, rows.issue_value),
        )


def captures(ledger: Ledger) -> tuple[Capture, ...]:
    with ledger.look() as connection:
        return every(connection, tables.captures, rows.capture_value)


def judgements(ledger: Ledger) -> tuple[Judgement, ...]:
    """Every judgement in the order of the log, those taken back too."""
    with ledger.look() as connection:
        return every(connection, tables.judgements, rows.judgement_value)


def issues(ledger: Ledger) -> tuple[Issue, ...]:
    with ledger.look() as connection:
        return every(connection, tables.issues, rows.issue_value)


def every(connection: Connection, table: Table, value: Callable[[rows.Found], T]) -> tuple[T, ...]:
    return tuple(value(row) for row in connection.execute(select(table).order_by(table.c.seq)).mappings())


def readings(ledger: Ledger, document_id: str) -> tuple[ReadingMark, ...]:
    """Every reading of a document, oldest first; the last is the current one. Empty for an unknown document."""
    held = tables.readings
    query = (
        select(held.c.id, held.c.origin, held.c.added_at)
        .join(tables.documents, tables.documents.c.seq == held.c.document)
        .where(tables.documents.c.id == document_id)
        .order_by(held.c.added_at, held.c.id)
    )
    with ledger.look() as connection:
        found = connection.execute(query).all()
    return tuple(ReadingMark(row.id, row.origin, rows.unstamp(row.added_at)) for row in found)


def reading(ledger: Ledger, document_id: str, reading_id: str | None = None) -> Reading:
    """The current reading of a document, or the one of that id. Raises LedgerError where there is none."""
    table: Table = tables.readings if reading_id else NOW
    with ledger.look() as connection:
        query = document_query(table).where(tables.documents.c.id == document_id)
        if reading_id:
            query = query.where(table.c.id == reading_id)
        row = connection.execute(query).mappings().first()
        if row is None:
            raise LedgerError(
                "not-found",
                f"the ledger has no reading {reading_id or ''} of {document_id}".replace("  ", " "),
                "see what it holds: sightline events",
            )
        document = document_of(row, first_captures(connection, row["seq"])[row["seq"]])
        found = connection.execute(claim_query(table).where(table.c.seq == row["seq"]))
        unpack = Unpacker().claim
        claims = tuple(unpack(*held) for held in found)
        mentions = connection.scalar(select(table.c.mentions).where(table.c.seq == row["seq"]))
        return Reading(document, rows.mentions_value(mentions or b""), claims)


def document_query(table: Table) -> Select[int, str, str, str]:
    return (
        select(table.c.seq, tables.documents.c.id, table.c.payload, tables.texts.c.text)
        .join(tables.documents, tables.documents.c.seq == table.c.document)
        .join(tables.texts, tables.texts.c.seq == table.c.text)
        .order_by(tables.documents.c.seq)
    )


def document_of(row: rows.Found, capture: str) -> Document:
    return rows.document_value(row["payload"], row["id"], capture, row["text"])


def _documents(connection: Connection) -> tuple[Document, ...]:
    first = first_captures(connection)
    now = tables.current_documents.c
    newest = document_query(tables.readings).join(
        tables.current_documents, now.reading == tables.readings.c.seq
    )
    found = connection.execute(newest).mappings()
    return tuple(document_of(row, first[row["seq"]]) for row in found)


def first_captures(connection: Connection, reading_seq: int | None = None) -> dict[int, str]:
    """For each reading the capture that was retrieved first, so that the order of adding decides nothing."""
    link, capture = tables.reading_captures, tables.captures
    query = (
        select(link.c.reading, capture.c.id)
        .join(capture, capture.c.seq == link.c.capture)
        .order_by(capture.c.retrieved.desc(), capture.c.id.desc())
    )
    if reading_seq is not None:
        query = query.where(link.c.reading == reading_seq)
    return {row.reading: row.id for row in connection.execute(query)}


def claim_query(table: Table) -> Select[bytes, str, str, str]:
    """(payload, claim id, document id, origin) of the claims of `table`'s readings, by document, then as they
    stand in it: what Unpacker.claim takes."""
    link, claim, document = tables.reading_claims, tables.claims, tables.documents
    return (
        select(claim.c.payload, claim.c.id, document.c.id, tables.origins.c.name)
        .select_from(table)
        .join(document, document.c.seq == table.c.document)
        .join(link, link.c.reading == table.c.seq)
        .join(claim, claim.c.seq == link.c.claim)
        .join(tables.origins, tables.origins.c.seq == link.c.origin)
        .order_by(document.c.seq, link.c.ordinal)
    )


def each_claim(connection: Connection) -> Iterator[Claim]:
    """The current claims one after the other, in the order of the facts, so that not all need be in memory."""
    now, claim = tables.current_claims.c, tables.claims.c
    documents = dict(connection.execute(select(tables.documents.c.seq, tables.documents.c.id)).all())
    origins = dict(connection.execute(select(tables.origins.c.seq, tables.origins.c.name)).all())
    query = (
        select(claim.payload, claim.id, now.key, now.origin)
        .join(tables.claims, claim.seq == now.claim)
        .order_by(now.key)
    )
    unpack = Unpacker().claim
    found = connection.execution_options(stream_results=True, yield_per=_PIECE).execute(query)
    for piece in found.partitions():
        for payload, claim_id, key, origin in piece:
            yield unpack(payload, claim_id, documents[key // ORDINALS], origins[origin])
