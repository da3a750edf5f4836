"""Statement: what of a claim decides which happening it is about; claims that say the very same fold into one.

Folding makes clustering blind to copies: ten copies of a page are one statement, so they can tip no balance.
"""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass

from sightline.fusion.items import ItemKey, key_of
from sightline.model.claim import Claim
from sightline.model.ids import content_id
from sightline.model.place import Place

STANDING = "standing"  # situations, not moments: they last
FAMILIES: dict[str, str] = {
    "deployment": STANDING,
    "presence": STANDING,
    "arrival": "transit",
    "movement": "transit",
}
_DAY = 86_400.0
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """key: hash of what is said, the same for copies. claims: all that say it. start, end: seconds since 1970,
    infinite where unknown. spots: (document, offset) of each. vague: how loosely it is placed and dated, as
    (sum, place, time): 0 tight, 3 unknown; low: said by a comment or pingback only."""

    key: str
    claims: tuple[Claim, ...]
    family: str
    kind: str
    planned: bool
    denied: bool
    low: bool
    quote: str
    place: Place | None
    start: float
    end: float
    items: frozenset[ItemKey]
    counts: tuple[tuple[str, str, float | None, float | None], ...]
    agents: frozenset[str]
    countries: frozenset[str]
    spots: tuple[tuple[str, int], ...]
    documents: frozenset[str]
    vague: tuple[int, int, int]

    @property
    def days(self) -> float:
        return (self.end - self.start) / _DAY


def statements(claims: Iterable[Claim], low: frozenset[str]) -> list[Statement]:
    """Claims folded into statements, sorted by key. low: ids of claims made by comments and pingbacks."""
    same: dict[str, list[Claim]] = {}
    for claim in claims:
        same.setdefault(_key(claim, claim.id in low), []).append(claim)
    return [_statement(key, sorted(same[key], key=lambda c: c.id), low) for key in sorted(same)]


def _key(claim: Claim, low: bool) -> str:
    place, time = claim.place, claim.time
    return content_id(
        "say",
        low,
        claim.event,
        claim.stance,
        " ".join(claim.quote.text.casefold().split()),
        claim.trigger.text.casefold() if claim.trigger else None,
        [place.ref, place.lat, place.lon, place.radius_km, place.precision, place.country] if place else None,
        [str(time.earliest), str(time.latest)] if time else None,
        sorted(
            [i.name, i.category, str(i.ref), str(i.count and (i.count.low, i.count.high, i.count.unit))]
            for i in claim.items
        ),
        sorted([a.name, a.role, str(a.country)] for a in claim.actors),
        [[a.kind, a.span.text] for a in claim.attribution],
    )


def _statement(key: str, claims: list[Claim], low: frozenset[str]) -> Statement:
    claim = claims[0]
    time = claim.time
    start = _seconds(time.earliest) if time and time.earliest else -math.inf
    end = _seconds(time.latest) if time and time.latest else math.inf
    place_rank, time_rank = _place_rank(claim.place), _time_rank(end - start)
    return Statement(
        key=key,
        claims=tuple(claims),
        family=FAMILIES.get(claim.event, claim.event),
        kind=claim.event,
        planned=claim.stance == "planned",
        denied=claim.stance == "denied",
        low=claim.id in low,
        quote=" ".join(claim.quote.text.casefold().split()),
        place=claim.place,
        start=start,
        end=end,
        items=frozenset(key_of(i) for i in claim.items),
        counts=tuple(
            (key_of(i).group, i.count.unit or "", i.count.low, i.count.high) for i in claim.items if i.count
        ),
        agents=frozenset(a.country for a in claim.actors if a.country and a.role == "agent"),
        countries=frozenset(a.country for a in claim.actors if a.country),
        spots=tuple(sorted((c.document, c.quote.start) for c in claims)),
        documents=frozenset(c.document for c in claims),
        vague=(place_rank + time_rank, place_rank, time_rank),
    )


def _seconds(instant: dt.datetime) -> float:
    return (instant - _EPOCH).total_seconds()


def _place_rank(place: Place | None) -> int:
    """0 a site or town, 1 a district, 2 a region, 3 a country or nothing."""
    if place is None or place.radius_km is None or place.precision == "country":
        return 3
    return 0 if place.radius_km <= 25 else 1 if place.radius_km <= 150 else 2


def _time_rank(seconds: float) -> int:
    """0 within three days, 1 about a month, 2 about a year, 3 looser or unbounded."""
    spans = (3 * _DAY, 45 * _DAY, 400 * _DAY)
    return next((rank for rank, limit in enumerate(spans) if seconds <= limit), 3)
