"""Sources and the grades that people give them: judgements ("rated"), the newest of which holds.

Ledgers of before the judgement log keep their older grades in `source_ratings`; they still count.
"""

import datetime as dt
import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sightline.ledger import chain, rows, tables
from sightline.ledger.dialect import add_new
from sightline.ledger.ledger import Ledger
from sightline.model.errors import LedgerError
from sightline.model.judgement import Judgement, in_force, judgement_of, value_at
from sightline.model.source import Source
from sightline.model.vocabulary import RELIABILITIES, Reliability


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


def is_source(ledger: Ledger, id_: str) -> bool:
    """Whether that is the id of a source that is known."""
    with ledger.look() as connection:
        known = select(tables.sources.c.seq).where(tables.sources.c.id == id_)
        return connection.scalar(known) is not None


def rate_source(ledger: Ledger, rating: Rating) -> bool:
    """Sets the reliability of a source, known or not yet. Returns False where it repeats the grade that holds,
    by the same person with the same reason. Raises LedgerError for a letter that is none of A-F."""
    if rating.reliability not in RELIABILITIES:
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
        return chain.append(connection, rows.judgement_row(rating_judgement(rating)))


def rating_judgement(rating: Rating) -> Judgement:
    """The grade as the judgement that it is."""
    grade = (("reliability", json.dumps(rating.reliability)),)
    return judgement_of(rating.source, "rated", rating.who, rating.reason, rating.at, changes=grade)


def ratings(ledger: Ledger, source: str | None = None) -> tuple[Rating, ...]:
    """Every grade ever given and not taken back, to one source or to all, oldest first."""
    with ledger.look() as connection:
        return _ratings(connection, source)


def _ratings(connection: Connection, source: str | None) -> tuple[Rating, ...]:
    given, judged = tables.source_ratings, tables.judgements
    query = (
        select(tables.sources.c.id, given.c.reliability, given.c.reason, given.c.who, given.c.at)
        .join(tables.sources, tables.sources.c.seq == given.c.source)
        .order_by(given.c.at, given.c.seq)
    )
    if source is not None:
        query = query.where(tables.sources.c.id == source)
    old = [
        Rating(row.id, row.reliability, row.reason, row.who, rows.unstamp(row.at))
        for row in connection.execute(query)
    ]
    wanted = select(judged).where(judged.c.decision.in_(("rated", "undone"))).order_by(judged.c.seq)
    found = [rows.judgement_value(row) for row in connection.execute(wanted).mappings()]
    new = [r for j in in_force(found) if (r := _rating(j)) and source in (None, r.source)]
    return tuple(sorted([*old, *new], key=lambda r: r.at))


def _rating(judgement: Judgement) -> Rating | None:
    letter = value_at(judgement, "reliability")
    if judgement.decision != "rated" or letter not in RELIABILITIES:
        return None
    return Rating(judgement.subject, letter, judgement.why, judgement.who, judgement.at)


def current_sources(connection: Connection) -> tuple[Source, ...]:
    """Every source with the grade that holds, in the order of first sight."""
    newest = {rating.source: rating for rating in _ratings(connection, None)}
    found = connection.execute(select(tables.sources).order_by(tables.sources.c.seq)).mappings()
    known = [rows.source_value(row) for row in found]
    return tuple(
        Source(s.id, s.name, newest[s.id].reliability, newest[s.id].reason) if s.id in newest else s
        for s in known
    )
