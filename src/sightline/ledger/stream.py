"""Whole tables as a stream, in the order of first sight: every reading ever kept with all that hangs on it.

What verify and backup read. A ledger of any size passes through in little memory.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select

from sightline.ledger import rows, tables
from sightline.ledger.claim_format import stored_claim
from sightline.model.errors import LedgerError

T = TypeVar("T")
_AT_ONCE = 1000  # rows a driver may hold


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """A claim as a reading holds it. payload: the JSON text that `content` is the hash of; None where what is kept of
    it cannot be unpacked. says: what that text says, where it is at hand."""

    id: str
    content: str
    payload: str | None
    origin: str
    says: Any = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class HeldReading:
    """A reading as it is kept. text: None where it is not at hand. captures: (id, digest) of those whose bytes gave it.
    mentions: JSON texts, None where they cannot be unpacked; mentioned: what these say, where it is at hand."""

    id: str
    document: str
    text_id: str
    text: str | None
    origin: str
    payload: str
    added_at: str
    captures: tuple[tuple[str, str], ...]
    mentions: tuple[str, ...] | None
    claims: tuple[HeldClaim, ...]
    mentioned: tuple[Any, ...] | None = field(default=None, compare=False)


def streamed(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """The rows of a query, a thousand of them in memory at a time."""
    options = {"stream_results": True, "yield_per": _AT_ONCE}
    found = connection.execute(query, execution_options=options)
    try:
        yield from found
    finally:
        found.close()  # a server's cursor, where not all of it was asked for


def held_readings(connection: Connection) -> Iterator[HeldReading]:
    """Every reading, the current ones and those before, in the order of adding."""
    held, document, text = tables.readings, tables.documents, tables.texts
    query = (
        select(held, document.c.id.label("of"), text.c.id.label("text_id"), text.c.text.label("words"))
        .join(document, document.c.seq == held.c.document)
        .join(text, text.c.seq == held.c.text)
        .order_by(held.c.seq)
    )
    captures = _by_reading(streamed(connection, _captures()))
    claims = _by_reading(streamed(connection, _claims()))
    for row in streamed(connection, query):
        mentions = _or_none(rows.mentions_held, row.mentions)
        yield HeldReading(
            id=row.id,
            document=row.of,
            text_id=row.text_id,
            text=row.words,
            origin=row.origin,
            payload=row.payload,
            added_at=row.added_at,
            captures=tuple((c[1], c[2]) for c in captures(row.seq)),
            mentions=None if mentions is None else tuple([text for text, _ in mentions]),
            mentioned=None if mentions is None else tuple([says for _, says in mentions]),
            claims=tuple(
                _held_claim(id_, content, packed, origin)
                for _, id_, content, packed, origin in claims(row.seq)
            ),
        )


def _held_claim(id_: str, content: str, packed: bytes, origin: str) -> HeldClaim:
    payload, says = _or_none(stored_claim, packed) or (None, None)
    return HeldClaim(id_, content, payload, origin, says)


def _captures() -> Select[Any]:
    link, capture = tables.reading_captures.c, tables.captures
    query = select(link.reading, capture.c.id, capture.c.digest).join(capture, capture.c.seq == link.capture)
    return query.order_by(link.reading, link.capture)


def _or_none(unpack: Callable[[bytes], T], packed: bytes) -> T | None:
    """A flipped bit may make anything of a packed payload."""
    try:
        return unpack(packed)
    except (ValueError, zlib.error, LookupError, TypeError, AttributeError, LedgerError):
        return None


def _claims() -> Select[Any]:
    link, claim, origin = tables.reading_claims.c, tables.claims, tables.origins
    query = (
        select(link.reading, claim.c.id, claim.c.content, claim.c.payload, origin.c.name)
        .join(claim, claim.c.seq == link.claim)
        .join(origin, origin.c.seq == link.origin)
    )
    return query.order_by(link.reading, link.ordinal)


def _by_reading(found: Iterable[Any]) -> Callable[[int], list[Any]]:
    """Rows that come in the order of their reading; asked for each reading in that order."""
    groups = groupby(found, key=lambda row: row[0])
    ahead = next(((key, list(group)) for key, group in groups), None)

    def take(seq: int) -> list[Any]:
        nonlocal ahead
        while ahead is not None and ahead[0] <= seq:
            key, group = ahead
            ahead = next(((key, list(group)) for key, group in groups), None)
            if key == seq:
                return group
        return []

    return take


def held_rows(connection: Connection, name: str) -> Iterator[rows.Row]:
    """The rows of one of the plain tables as they stand, without `seq`; a source by its id."""
    table = tables.FACTS.tables[name]
    if table is tables.source_ratings:
        kept = [tables.sources.c.id.label("source"), *(c for c in table.c if c.name not in {"seq", "source"})]
        query = select(*kept).join(tables.sources, tables.sources.c.seq == table.c.source)
    else:
        query = select(*(c for c in table.c if c.name != "seq"))
    for row in streamed(connection, query.order_by(table.c.seq)):
        yield dict(row._mapping)
