"""Asking for claims: filters, pages in a stable order, counts, facets, and the places on a map."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from sightline.ledger import current, dialect, rows, tables
from sightline.ledger.dialect import Dialect
from sightline.ledger.ledger import Ledger
from sightline.ledger.unpacking import Unpacker
from sightline.ledger.where import Beside, Where
from sightline.model.claim import Claim
from sightline.model.errors import LedgerError
from sightline.model.period import Period
from sightline.model.vocabulary import Category, EventKind, Stance

NOW = tables.current_claims.c


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
    excluding nothing; claims without any time are left out unless `undated`. categories: of any item, as it
    was said (a "tank" is not found by "vehicle"). sources: ids of who publishes the document, such as
    "example.org". document: its id. text: words of the quote, all of them, whatever case and accents; `word*`
    for all that begin so, "two words" for a phrase.
    """

    events: tuple[EventKind, ...] = ()
    stances: tuple[Stance, ...] = ()
    box: Box | None = None
    reach: bool = False
    period: Period | None = None
    undated: bool = False
    document: str | None = None
    text: str | None = None
    categories: tuple[Category, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """next: what to give as `after` for the page that follows; None on the last."""

    claims: tuple[Claim, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on a map and how many claims are placed there; degrees WGS84."""

    lat: float
    lon: float
    claims: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How many claims fit, and how many of them in each kind; most first, then by name. categories: a claim
    counts once for each that its items name. months: "2019-03" where both its bounds lie in one month (UTC),
    else "2019" for one year, "longer" for more or an open side, "undated" for none; in this order by name.
    """

    claims: int
    events: tuple[tuple[str, int], ...]
    stances: tuple[tuple[str, int], ...]
    categories: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]


EVERYTHING = Query()


def claims(ledger: Ledger, query: Query = EVERYTHING, *, after: str | None = None, limit: int = 100) -> Page:
    """The claims that fit, by document in the order of first sight, then as they stand in it.

    Raises LedgerError for an `after` that no page gave.
    """
    keys = select(NOW.key).order_by(NOW.key).limit(limit + 1)
    if after is not None:
        keys = keys.where(NOW.key > current.key_of(*_cursor(after)))
    with ledger.look() as connection:
        keys = keys.where(*_conditions(connection, query))
        held = connection.scalars(keys).all()
        found = _claims(connection, held[:limit])
    document, ordinal = divmod(held[limit - 1], current.ORDINALS) if len(held) > limit else (0, 0)
    return Page(found, f"{document}.{ordinal}" if document else None)


def _claims(connection: Connection, keys: Sequence[int]) -> tuple[Claim, ...]:
    claim, document, origin = tables.claims.c, tables.documents.c, tables.origins.c
    query = (
        select(claim.payload, claim.id, document.id, origin.name)
        .select_from(tables.current_claims)
        .join(tables.claims, claim.seq == NOW.claim)
        .join(tables.documents, document.seq == NOW.key // current.ORDINALS)
        .join(tables.origins, origin.seq == NOW.origin)
        .where(NOW.key.in_(keys))
        .order_by(NOW.key)
    )
    unpack = Unpacker().claim
    return tuple(unpack(*row) for row in connection.execute(query))


def count(ledger: Ledger, query: Query = EVERYTHING) -> int:
    """How many claims fit."""
    found = select(func.count(NOW.key))
    with ledger.look() as connection:
        return connection.scalar(found.where(*_conditions(connection, query))) or 0


def spots(ledger: Ledger, query: Query = EVERYTHING, *, limit: int = 10_000) -> tuple[Spot, ...]:
    """The points that the claims that fit are placed at, most claims first, then from north to south and west
    to east; those without a point are on none."""
    number = func.count(NOW.key)
    found = (
        select(NOW.lat, NOW.lon, number)
        .where(NOW.lat.is_not(None))
        .group_by(NOW.lat, NOW.lon)
        .order_by(number.desc(), NOW.lat.desc(), NOW.lon)
        .limit(limit)
    )
    with ledger.look() as connection:
        fit = connection.execute(found.where(*_conditions(connection, query)))
        return tuple(Spot(lat, lon, claims) for lat, lon, claims in fit)


def facets(ledger: Ledger, query: Query = EVERYTHING) -> Facets:
    """Counts of the claims that fit, in one pass over them."""
    document = tables.current_documents.c
    wanted = select(NOW.event, NOW.stance, NOW.categories, NOW.earliest, NOW.latest, document.source).join(
        tables.current_documents, document.document == NOW.key // current.ORDINALS
    )
    with ledger.look() as connection:
        found = connection.execute(wanted.where(*_conditions(connection, query))).all()
    events, stances, said, starts, ends, sources = zip(*found, strict=True) if found else ((),) * 6
    categories: Counter[str] = Counter()
    for names, number in Counter(said).items():
        categories.update(dict.fromkeys(names.split(), number))
    months: Counter[str] = Counter()
    for (earliest, latest), number in Counter(zip(starts, ends, strict=True)).items():
        months[rows.month(earliest, latest)] += number
    return Facets(
        claims=len(found),
        events=_ranked(Counter(events)),
        stances=_ranked(Counter(stances)),
        categories=_ranked(categories),
        months=tuple(sorted(months.items())),
        sources=_ranked(Counter(sources)),
    )


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _cursor(after: str) -> tuple[int, int]:
    document, _, ordinal = after.partition(".")
    if not (document.isdecimal() and ordinal.isdecimal()):
        raise LedgerError(
            "no-such-page", f"no page begins after {after!r}", "start again from the first page"
        )
    return int(document), int(ordinal)


def _conditions(connection: Connection, query: Query) -> list[ColumnElement[bool]]:
    base = dialect.of(connection)
    held = _narrow(base, query)
    if query.text and query.text.strip():
        held.append(base.says(query.text, _beside(connection, base, held)))
    if query.events:
        held.append(NOW.event.in_(query.events))
    if query.stances:
        held.append(NOW.stance.in_(query.stances))
    if query.categories:
        held.append(or_(*(NOW.categories.contains(f" {name} ") for name in query.categories)))
    return held


def _narrow(base: Dialect, query: Query) -> list[ColumnElement[bool]]:
    """The filters, other than words, that an index answers."""
    held: list[ColumnElement[bool]] = []
    if query.document is not None:
        document = tables.documents.c
        seq = select(document.seq).where(document.id == query.document).scalar_subquery()
        held += [NOW.key >= seq * current.ORDINALS, NOW.key < (seq + 1) * current.ORDINALS]
    if query.box is not None or query.period is not None:
        held.append(base.meets(_where(query)))
    if query.box is not None and not query.reach:
        held.append(_point_in(query.box))
    if query.period is not None:
        held.append(_may_lie_in(query.period, undated=query.undated))
    if query.sources:
        few = bool(query.box or query.period or query.document or query.text)
        held.append(_published_by(query.sources, stretches=base.STRETCHES and not few))
    return held


def _beside(connection: Connection, base: Dialect, narrow: list[ColumnElement[bool]]) -> Beside:
    """Counted, since no planner knows it: how many claims lie in a box and a month."""
    if not narrow or not base.FEW:
        return "unknown"
    some = select(NOW.key).where(*narrow).limit(base.FEW + 1).subquery()
    there = connection.scalar(select(func.count()).select_from(some)) or 0
    return "few" if there <= base.FEW else "many"


def _published_by(sources: Sequence[str], *, stretches: bool) -> ColumnElement[bool]:
    """stretches: the claims of each of their documents are looked up by key."""
    document = tables.current_documents.c
    ours = select(document.document).where(document.source.in_(sources))
    if not stretches:
        return (NOW.key // current.ORDINALS).in_(ours)
    claim = tables.current_claims.alias("theirs").c
    begin = document.document * current.ORDINALS
    theirs = select(claim.key).where(
        document.source.in_(sources), claim.key >= begin, claim.key < begin + current.ORDINALS
    )
    return NOW.key.in_(theirs)


def _where(query: Query) -> Where:
    earliest = rows.seconds(query.period.earliest) if query.period else None
    latest = rows.seconds(query.period.latest) if query.period else None
    timed = query.period is not None and not query.undated
    if query.box is None:
        return Where(earliest=earliest, latest=latest, timed=timed)
    box = query.box
    return Where(box.south, box.west, box.north, _east(box), earliest, latest, timed)


def _east(box: Box) -> float:
    return box.east + 360 if box.west > box.east else box.east


def _point_in(box: Box) -> ColumnElement[bool]:
    points = (NOW.lon.between(box.west + turn, _east(box) + turn) for turn in (-360, 0, 360))
    return and_(NOW.lat.between(box.south, box.north), or_(*points))


def _may_lie_in(period: Period, *, undated: bool) -> ColumnElement[bool]:
    """The same rule as Period.meets."""
    tests: list[ColumnElement[bool]] = []
    if period.latest is not None:
        tests.append(or_(NOW.earliest.is_(None), NOW.earliest <= rows.seconds(period.latest)))
    if period.earliest is not None:
        tests.append(or_(NOW.latest.is_(None), NOW.latest >= rows.seconds(period.earliest)))
    if not undated:
        tests.append(or_(NOW.earliest.is_not(None), NOW.latest.is_not(None)))
    return and_(True, *tests)
