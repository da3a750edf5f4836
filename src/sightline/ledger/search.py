"""Asking for claims: filters, pages in a stable order, counts."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from sightline.ledger import dialect, rows, tables
from sightline.ledger.ledger import Ledger
from sightline.ledger.look import NOW, claim_of, claim_query
from sightline.model.claim import Claim
from sightline.model.errors import LedgerError
from sightline.model.period import Period
from sightline.model.vocabulary import EventKind, Stance


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees WGS84. west > east: the box crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float

    def __post_init__(self) -> None:
        if not (-90 <= self.south <= self.north <= 90 and abs(self.west) <= 180 and abs(self.east) <= 180):
            raise ValueError(f"no box on Earth: {self}")


@dataclass(frozen=True, slots=True)
class Query:
    """Which claims of the current readings; every filter given must hold, an empty one excludes nothing.

    box: the place's point lies in it; with `reach`, its circle may reach into it (a claim that says only
    "Venezuela" may be about any town there). period: the claim's time may lie in it, an unknown side
    excluding nothing; claims without any time are left out unless `undated`. document: its id. text: words
    of the quote, all of them, whatever case and accents; `word*` for all that begin so.
    """

    events: tuple[EventKind, ...] = ()
    stances: tuple[Stance, ...] = ()
    box: Box | None = None
    reach: bool = False
    period: Period | None = None
    undated: bool = False
    document: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """next: what to give as `after` for the page that follows; None on the last."""

    claims: tuple[Claim, ...]
    next: str | None


EVERYTHING = Query()


def claims(ledger: Ledger, query: Query = EVERYTHING, *, after: str | None = None, limit: int = 100) -> Page:
    """The claims that fit, by document in the order of first sight, then as they stand in it.

    Raises LedgerError for an `after` that no page gave.
    """
    found = claim_query(NOW).where(*_conditions(query)).limit(limit + 1)
    if after is not None:
        document, ordinal = _cursor(after)
        first, then = tables.documents.c.seq, tables.reading_claims.c.ordinal
        found = found.where(or_(first > document, and_(first == document, then > ordinal)))
    with ledger.look() as connection:
        held = connection.execute(found).all()
    shown = held[:limit]
    more = f"{shown[-1][4]}.{shown[-1][5]}" if len(held) > limit and shown else None
    return Page(tuple(claim_of(row) for row in shown), more)


def count(ledger: Ledger, query: Query = EVERYTHING) -> int:
    """How many claims fit."""
    found = claim_query(NOW).where(*_conditions(query)).order_by(None).subquery("found")
    with ledger.look() as connection:
        return connection.scalar(select(func.count()).select_from(found)) or 0


def _cursor(after: str) -> tuple[int, int]:
    document, _, ordinal = after.partition(".")
    if not (document.isdecimal() and ordinal.isdecimal()):
        raise LedgerError(
            "no-such-page", f"no page begins after {after!r}", "start again from the first page"
        )
    return int(document), int(ordinal)


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    claim = tables.claims.c
    held: list[ColumnElement[bool]] = []
    if query.events:
        held.append(claim.event.in_(query.events))
    if query.stances:
        held.append(claim.stance.in_(query.stances))
    if query.document is not None:
        held.append(tables.documents.c.id == query.document)
    if box := query.box:
        east = box.east + 360 if box.west > box.east else box.east
        held.append(dialect.in_box(box.south, box.west, box.north, east, reach=query.reach))
    if query.period is not None:
        held.append(_may_lie_in(query.period, undated=query.undated))
    if query.text and query.text.strip():
        held.append(dialect.says(query.text))
    return held


def _may_lie_in(period: Period, *, undated: bool) -> ColumnElement[bool]:
    """The same rule as Period.meets."""
    claim = tables.claims.c
    tests: list[ColumnElement[bool]] = []
    if period.latest is not None:
        tests.append(or_(claim.earliest.is_(None), claim.earliest <= rows.seconds(period.latest)))
    if period.earliest is not None:
        tests.append(or_(claim.latest.is_(None), claim.latest >= rows.seconds(period.earliest)))
    if not undated:
        tests.append(or_(claim.earliest.is_not(None), claim.latest.is_not(None)))
    return and_(True, *tests)
