"""Sources and the grades that people give them. Grades are added, never changed; the newest holds."""

import datetime as dt
from dataclasses import dataclass
from typing import get_args

from sqlalchemy import Connection, insert, select

from sightline.ledger import rows, tables
from sightline.ledger.dialect import add_new
from sightline.ledger.ledger import Ledger
from sightline.model.errors import LedgerError
from sightline.model.source import Source
from sightline.model.vocabulary import Reliability


@dataclass(frozen=True, slots=True)
class Rating:
    """A grade given to a source: who gave it, why and when (aware UTC)."""

    source: str
    reliability: Reliability
    reason: str
    who: str
    at: dt.datetime


def add_source(ledger: Ledger, source: Source, now: dt.datetime) -> bool:
    """Makes a source known. One that is known already stays as it is, its grade too: use rate_source.
    Returns whether it was new."""
    with ledger.write() as connection:
        return add_new(connection, tables.sources, [rows.source_row(source, now)]) == 1


def rate_source(ledger: Ledger, rating: Rating) -> bool:
    """Sets the reliability of a source, known or not yet. Returns False where it repeats the grade that holds,
    by the same person with the same reason. Raises LedgerError for a letter that is none of A-F."""
    if rating.reliability not in get_args(Reliability):
        raise LedgerError(
            "no-such-grade", f"there is no reliability {rating.reliability}", "use one of A to F"
        )
    with ledger.write() as connection:
        # Rated before anything of it was read: all that is known of it is its id.
        add_new(
            connection, tables.sources, [rows.source_row(Source(rating.source, rating.source), rating.at)]
        )
        held = _ratings(connection, rating.source)
        if held and (held[-1].reliability, held[-1].reason, held[-1].who) == (
            rating.reliability,
            rating.reason,
            rating.who,
        ):
            return False
        seq = connection.scalar(select(tables.sources.c.seq).where(tables.sources.c.id == rating.source))
        row = {
            "source": seq,
            "reliability": rating.reliability,
            "reason": rating.reason,
            "who": rating.who,
            "at": rows.stamp(rating.at),
        }
        connection.execute(insert(tables.source_ratings), row)
        return True


def ratings(ledger: Ledger, source: str | None = None) -> tuple[Rating, ...]:
    """Every grade ever given, to one source or to all, oldest first."""
    with ledger.look() as connection:
        return _ratings(connection, source)


def _ratings(connection: Connection, source: str | None) -> tuple[Rating, ...]:
    given = tables.source_ratings
    query = (
        select(tables.sources.c.id, given.c.reliability, given.c.reason, given.c.who, given.c.at)
        .join(tables.sources, tables.sources.c.seq == given.c.source)
        .order_by(given.c.at, given.c.seq)
    )
    if source is not None:
        query = query.where(tables.sources.c.id == source)
    return tuple(
        Rating(row.id, row.reliability, row.reason, row.who, rows.unstamp(row.at))
        for row in connection.execute(query)
    )


def current_sources(connection: Connection) -> tuple[Source, ...]:
    """Every source with the grade that holds, in the order of first sight."""
    newest = {rating.source: rating for rating in _ratings(connection, None)}
    found = connection.execute(select(tables.sources).order_by(tables.sources.c.seq)).mappings()
    known = [rows.source_value(row) for row in found]
    return tuple(
        Source(s.id, s.name, newest[s.id].reliability, newest[s.id].reason) if s.id in newest else s
        for s in known
    )
