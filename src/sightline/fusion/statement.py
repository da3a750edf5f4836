"""Statement and Gist: what of a claim decides which happening it is about.

Claims that say the very same fold into one statement, which makes clustering blind to copies: ten copies of a
page are one statement, so they can tip no balance. Statements that differ in their words only share a gist.
"""

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from sightline.fusion.bonds import Marks
from sightline.fusion.items import ItemKey, item_set, key_of
from sightline.model.claim import Claim, asked_place
from sightline.model.place import Place
from sightline.model.words import folded

STANDING = "standing"  # situations, not moments: they last
FAMILIES: dict[str, str] = {
    "deployment": STANDING,
    "presence": STANDING,
    "arrival": "transit",
    "movement": "transit",
}
DAY = 86_400.0
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_RANKS = ((3 * DAY, 0), (45 * DAY, 1), (400 * DAY, 2))
_VAGUE = tuple(tuple((place + time, place, time) for time in range(4)) for place in range(4))
NOBODY: frozenset[str] = frozenset()
NO_ITEMS: frozenset[ItemKey] = frozenset()
NO_MARKS: Marks = frozenset()

Count = tuple[str, str, float | None, float | None]


class Where(NamedTuple):
    """Of a place what matters here. wide: a country. name: only where it is not on the map."""

    ref: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    wide: bool
    country: str | None
    relation: str | None
    name: str

    @property
    def known(self) -> bool:
        return self.lat is not None


class Gist(NamedTuple):
    """What a statement says apart from its words: two of one gist differ in wording, numbers or stance only.

    low: said by a comment or pingback. family: kinds of event that may be one happening. start, end: seconds since 1970, infinite where unknown. vague: how loosely it is
    placed and dated, as (sum, place, time): 0 tight, 3 unknown. marks: judgements that keep it apart."""

    low: bool
    family: str
    kind: str
    planned: bool
    denied: bool
    where: Where | None
    start: float
    end: float
    items: frozenset[ItemKey]
    agents: frozenset[str]
    countries: frozenset[str]
    vague: tuple[int, int, int]
    marks: Marks = frozenset()

    @property
    def days(self) -> float:
        return (self.end - self.start) / DAY


class Statement:
    """gist, and the words. claims: all that say it, sorted by id."""

    # What is worked out on demand is kept by hand: functools.cached_property takes a lock.
    __slots__ = ("_counts", "_in_order", "_key", "claims", "gist", "quote")

    def __init__(self, gist: Gist, quote: str, claims: tuple[Claim, ...]) -> None:
        self.gist, self.quote, self.claims = gist, quote, claims
        self._key: str | None = None
        self._in_order: str | None = None
        self._counts: tuple[Count, ...] | None = None

    @property
    def key(self) -> str:
        """Hash of what is said, the same for copies."""
        if self._key is None:
            self._key = _hashed(gist_key(self.gist), *map(str, said(self.claims[0], self.quote)))
        return self._key

    @property
    def in_order(self) -> str:
        """Its words, sorted."""
        if self._in_order is None:
            self._in_order = " ".join(sorted(self.quote.split()))
        return self._in_order

    @property
    def counts(self) -> tuple[Count, ...]:
        if self._counts is None:
            self._counts = (
                ()
                if not self.claims[0].items
                else tuple(
                    [
                        (key_of(i).group, i.count.unit or "", i.count.low, i.count.high)
                        for i in self.claims[0].items
                        if i.count
                    ]
                )
            )
        return self._counts

    @property
    def spots(self) -> tuple[tuple[str, int], ...]:
        """(document, offset) of each claim."""
        return tuple((c.document, c.quote.start) for c in self.claims)

    @property
    def documents(self) -> set[str]:
        return {c.document for c in self.claims}


def statements(
    claims: Iterable[Claim],
    low: Collection[str] = NOBODY,
    marks: Mapping[str, Marks] | None = None,
) -> list[Statement]:
    """Claims folded into statements, in no order that means anything. low: ids of claims made by comments and
    pingbacks. marks: claim id -> judgements that tell it from claims that say the same."""
    marks = marks or {}
    alike: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        fold = (claim.event, claim.stance, folded(claim.quote.text))
        if (had := alike.get(fold)) is None:
            alike[fold] = [claim]
        else:
            had.append(claim)
    found = []
    for (_, _, quote), many in alike.items():
        if len(many) == 1:
            one = many[0]
            found.append(Statement(gist_of(one, one.id in low, marks.get(one.id)), quote, (one,)))
            continue
        same: dict[tuple[bool, Marks | None, tuple[object, ...]], list[Claim]] = {}
        judged = {marks[c.id] for c in many if c.id in marks}
        copied = next(iter(judged)) if len(judged) == 1 else None  # a copy goes where what it copies was put
        for claim in sorted(many, key=lambda c: c.id):
            same.setdefault((claim.id in low, marks.get(claim.id, copied), said(claim, quote)), []).append(
                claim
            )
        for (lowly, mark, _), group in same.items():
            found.append(Statement(gist_of(group[0], lowly, mark), quote, tuple(group)))
    return found


def said(claim: Claim, quote: str | None = None) -> tuple[object, ...]:
    """All that a claim says, its document left out. quote: its words, folded, where that is done."""
    return (
        claim.event,
        claim.stance,
        folded(claim.quote.text) if quote is None else quote,
        claim.trigger.text.casefold() if claim.trigger else None,
        _where(asked_place(claim)),
        (claim.time.earliest, claim.time.latest) if claim.time else None,
        tuple(
            sorted(
                [
                    (
                        i.name,
                        i.category,
                        i.ref or "",
                        str(i.count and (i.count.low, i.count.high, i.count.unit)),
                    )
                    for i in claim.items
                ]
            )
        ),
        tuple(sorted([(a.name, a.role, str(a.country)) for a in claim.actors])),
        tuple([(a.kind, a.span.text) for a in claim.attribution]),
    )


def gist_of(claim: Claim, low: bool = False, marks: Marks | None = None) -> Gist:
    time = claim.time
    start = _seconds(time.earliest) if time and time.earliest else -math.inf
    end = _seconds(time.latest) if time and time.latest else math.inf
    place, items, stance = asked_place(claim), claim.items, claim.stance
    agents = countries = NOBODY
    if claim.actors:
        agents = _codes(tuple([a.country for a in claim.actors if a.role == "agent"]))
        countries = _codes(tuple([a.country for a in claim.actors]))
    return Gist(
        low,
        FAMILIES.get(claim.event, claim.event),
        claim.event,
        stance == "planned",
        stance == "denied",
        None if place is None else _where(place),
        start,
        end,
        item_set(tuple([(i.name, i.category, i.ref) for i in items])) if items else NO_ITEMS,
        agents,
        countries,
        _VAGUE[_place_rank(place)][_time_rank(end - start)],
        marks or NO_MARKS,
    )


@lru_cache(maxsize=65_536)
def _codes(countries: tuple[str | None, ...]) -> frozenset[str]:
    return frozenset(c for c in countries if c)


@lru_cache(maxsize=65_536)
def _seconds(instant: dt.datetime) -> float:
    return (instant - _EPOCH).total_seconds()


def _where(place: Place | None) -> Where | None:
    """Of a place that is on the map its name does not matter."""
    if place is None:
        return None
    name = "" if place.lat is not None else (place.name or (place.span.text if place.span else "")).casefold()
    wide = place.precision == "country"
    return Where(place.ref, place.lat, place.lon, place.radius_km, wide, place.country, place.relation, name)


def _place_rank(place: Place | None) -> int:
    """0 a site or town, 1 a district, 2 a region, 3 a country or nothing."""
    if place is None or place.radius_km is None or place.precision == "country":
        return 3
    return 0 if place.radius_km <= 25 else 1 if place.radius_km <= 150 else 2


def _time_rank(seconds: float) -> int:
    """0 within three days, 1 about a month, 2 about a year, 3 looser or unbounded."""
    for limit, rank in _RANKS:
        if seconds <= limit:
            return rank
    return 3


def gist_key(gist: Gist) -> str:
    """Hash of a gist, the same on every machine: what decides where two are equal otherwise."""
    return _hashed(
        *map(str, gist[:8]),
        *sorted(map(str, gist.items)),
        "agents",
        *sorted(gist.agents),
        "countries",
        *sorted(gist.countries),
        *map(str, sorted(gist.marks)),
    )


def _hashed(*parts: str) -> str:
    from xxhash import xxh3_128_hexdigest

    return xxh3_128_hexdigest("\x1f".join(parts).encode())
