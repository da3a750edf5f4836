"""A ledger as lines of JSON, the same from every dialect and schema: facts in the order of adding, and nothing that
follows from them.

  captures, texts, issues, sources, source_ratings, evidence, judgements   a row a line, as its columns are
  readings   a reading a line, with all that was read: payloads are the JSON texts that ids are made from
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from sightline.ledger import chain, migrate, sound, tables
from sightline.ledger.ledger import Ledger
from sightline.ledger.stream import HeldClaim, HeldReading, held_readings, held_rows
from sightline.model.fault import Fault

# What a backup holds, in an order in which it can be added again.
KINDS = ("captures", "texts", "readings", "issues", "sources", "source_ratings", "evidence", "judgements")
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cut:
    """A ledger at one instant, open for as long as its lines are read. migrations: the number of its newest."""

    connection: Connection
    migrations: int
    head: chain.Head

    def lines(self, kind: str) -> Iterator[Line]:
        """The facts of a plain kind, in the order of adding."""
        return held_rows(self.connection, kind)

    def readings(self) -> Iterator[HeldReading]:
        return held_readings(self.connection)

    def count(self, table: str) -> int:
        return self.connection.scalar(select(func.count()).select_from(tables.FACTS.tables[table])) or 0


@contextmanager
def cut(ledger: Ledger) -> Iterator[Cut]:
    """One consistent cut of a ledger, whatever others write meanwhile. Raises LedgerError."""
    with ledger.look() as connection:
        yield Cut(connection, max(migrate.applied(connection)), chain.head(connection))


def to_line(row: Line) -> bytes:
    text = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode() + b"\n"


# What later migrations added to the columns of plain kinds, for backups of before them.
_SINCE: dict[str, Line] = {
    "judgements": {"about": "[]", "changes": "[]", "basis": "", "words": "", "previous": "", "link": ""}
}


def as_of_today(kind: str, line: Line) -> Line:
    """A line as this program would have written it."""
    return _SINCE.get(kind, {}) | line


def reading_line(held: HeldReading) -> Line:
    return {
        "id": held.id,
        "document": held.document,
        "text": held.text_id,
        "origin": held.origin,
        "payload": held.payload,
        "added_at": held.added_at,
        "captures": [id_ for id_, _ in held.captures],
        "mentions": list(held.mentions or ()),
        "claims": [[claim.id, claim.payload, claim.origin] for claim in held.claims],
    }


def reading_of(line: Line, digests: dict[str, str]) -> HeldReading:
    """The other way round, without its text. digests: of the captures, by id. Raises KeyError, TypeError or
    ValueError for a line that is none of ours."""
    return HeldReading(
        id=line["id"],
        document=line["document"],
        text_id=line["text"],
        text=None,
        origin=line["origin"],
        payload=line["payload"],
        added_at=line["added_at"],
        captures=tuple((id_, digests[id_]) for id_ in line["captures"]),
        mentions=tuple(line["mentions"]),
        claims=tuple(
            HeldClaim(id_, sound.content_of(payload), payload, origin)
            for id_, payload, origin in line["claims"]
        ),
    )


def line_faults(kind: str, line: Line) -> Iterator[Fault]:
    """What does not fit in one line by itself. Readings have `reading_of` and `sound.reading_faults`."""
    if kind == "texts":
        return sound.text_faults(line["id"], line["text"])
    check = {
        "captures": sound.capture_faults,
        "issues": sound.issue_faults,
        "sources": sound.source_faults,
        "source_ratings": sound.rating_faults,
        "evidence": sound.evidence_faults,
        "judgements": sound.judgement_faults,
    }.get(kind)
    return check(line) if check else iter(())
