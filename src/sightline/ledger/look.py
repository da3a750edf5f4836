"""Reading facts back as values, always in the order of first sight."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Row, Select, Table, select

from sightline.ledger import rows, tables
from sightline.ledger.ledger import Ledger
from sightline.ledger.sources import current_sources
from sightline.model.capture import Capture
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.errors import LedgerError
from sightline.model.facts import Facts
from sightline.model.issue import Issue
from sightline.model.reading import Reading

T = TypeVar("T")
NOW = tables.current_readings


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
        return Facts(
            documents=_documents(connection),
            claims=_claims(connection),
            captures=_all(connection, tables.captures, rows.capture_value),
            sources=current_sources(connection),
            evidence=_all(connection, tables.evidence, rows.evidence_value),
            judgements=_all(connection, tables.judgements, rows.judgement_value),
            issues=_all(connection, tables.issues, rows.issue_value),
        )


def captures(ledger: Ledger) -> tuple[Capture, ...]:
    with ledger.look() as connection:
        return _all(connection, tables.captures, rows.capture_value)


def issues(ledger: Ledger) -> tuple[Issue, ...]:
    with ledger.look() as connection:
        return _all(connection, tables.issues, rows.issue_value)


def _all(connection: Connection, table: Table, value: Callable[[rows.Found], T]) -> tuple[T, ...]:
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
        query = _document_query(table).where(tables.documents.c.id == document_id)
        if reading_id:
            query = query.where(table.c.id == reading_id)
        row = connection.execute(query).mappings().first()
        if row is None:
            raise LedgerError(
                "not-found",
                f"the ledger has no reading {reading_id or ''} of {document_id}".replace("  ", " "),
                "see what it holds: sightline events",
            )
        document = _document(row, _first_captures(connection, row["seq"])[row["seq"]])
        claims = tuple(
            claim_of(found)
            for found in connection.execute(claim_query(table).where(table.c.seq == row["seq"]))
        )
        link = tables.reading_mentions
        mentions = connection.scalars(
            select(tables.mentions.c.payload)
            .join(link, link.c.mention == tables.mentions.c.seq)
            .where(link.c.reading == row["seq"])
            .order_by(link.c.ordinal)
        )
        return Reading(document, tuple(rows.mention_value(payload) for payload in mentions), claims)


def _document_query(table: Table) -> Select[int, str, str, str]:
    return (
        select(table.c.seq, tables.documents.c.id, table.c.payload, tables.texts.c.text)
        .join(tables.documents, tables.documents.c.seq == table.c.document)
        .join(tables.texts, tables.texts.c.seq == table.c.text)
        .order_by(tables.documents.c.seq)
    )


def _document(row: rows.Found, capture: str) -> Document:
    return rows.document_value(row["payload"], row["id"], capture, row["text"])


def _documents(connection: Connection) -> tuple[Document, ...]:
    first = _first_captures(connection)
    found = connection.execute(_document_query(NOW)).mappings()
    return tuple(_document(row, first[row["seq"]]) for row in found)


def _first_captures(connection: Connection, reading_seq: int | None = None) -> dict[int, str]:
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


ClaimRow = Row[str, str, str, str, int, int]


def claim_query(table: Table) -> Select[str, str, str, str, int, int]:
    """(payload, claim id, document id, origin, document seq, ordinal) of the claims of `table`'s readings,
    by document, then as they stand in it."""
    link, claim, document = tables.reading_claims, tables.claims, tables.documents
    return (
        select(
            claim.c.payload, claim.c.id, document.c.id, tables.origins.c.name, document.c.seq, link.c.ordinal
        )
        .select_from(table)
        .join(document, document.c.seq == table.c.document)
        .join(link, link.c.reading == table.c.seq)
        .join(claim, claim.c.seq == link.c.claim)
        .join(tables.origins, tables.origins.c.seq == link.c.origin)
        .order_by(document.c.seq, link.c.ordinal)
    )


def claim_of(row: ClaimRow) -> Claim:
    """A row of `claim_query` as the claim it is."""
    return rows.claim_value(row[0], row[1], row[2], row[3])


def _claims(connection: Connection) -> tuple[Claim, ...]:
    return tuple(claim_of(row) for row in connection.execute(claim_query(NOW)))
