"""An event's place and period, from what its voices say."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from sightline.fusion.spoken import Spoken
from sightline.fusion.statement import FAMILIES, STANDING
from sightline.model.claim import Claim, asked_place
from sightline.model.countries import known_as as country_name
from sightline.model.period import Period, hull, iso
from sightline.model.place import Place, distance_km
from sightline.model.vocabulary import Precision

Circle = tuple[float | None, float | None, float | None]  # latitude, longitude, radius in kilometres
_DISAGREE = "the statements disagree: this holds them all"


def place_of(event: Spoken) -> Place | None:
    """The place that most voices can agree on, and of those the most precise; copies weigh nothing."""
    if len(event.claims) == 1:
        return asked_place(event.claims[0])
    placed = [(c, p) for c in event.stating or event.main if (p := asked_place(c))]
    if len(placed) < 2:
        return placed[0][1] if placed else None
    known = [(c, p) for c, p in placed if p.known]
    if not known:
        return min(placed, key=_order)[1]

    heard: dict[Circle, set[str]] = {}  # circle -> voices
    for c, p in known:
        heard.setdefault((p.lat, p.lon, p.radius_km), set()).add(event.voice[c.id].id)
    supported: dict[Circle, int] = {}

    def support(place: Place) -> int:
        circle = (place.lat, place.lon, place.radius_km)
        if circle not in supported:
            near = [voices for other, voices in heard.items() if _near(circle, other)]
            supported[circle] = len(set().union(*near))
        return supported[circle]

    return min(
        (p for _, p in known),
        key=lambda p: (
            -support(p),
            p.radius_km or 0.0,
            p.relation is not None,
            p.ref or "",
            p.name or "",
            str(p.lat),
        ),
    )


def _order(placed: tuple[Claim, Place]) -> tuple[bool, str, str]:
    claim, place = placed
    return place.ref is None, place.name or "", claim.id


def _near(a: Circle, b: Circle) -> bool:
    if a == b or a[0] is None or a[1] is None or b[0] is None or b[1] is None:
        return True
    return distance_km(a[0], a[1], b[0], b[1]) <= (a[2] or 0.0) + (b[2] or 0.0)


def period_of(event: Spoken) -> Period | None:
    """What all statements allow, where there is such a time; else the smallest period that holds them all,
    said to be that. Where no date is known, a tie to another happening is kept."""
    if len(event.claims) == 1:
        only = event.claims[0].time
        return only if only and (only.known or only.relation) else None
    periods = [c.time for c in event.stating or event.main if c.time]
    known = [p for p in periods if p.earliest is not None or p.latest is not None]
    if not known:
        tied = [p for p in periods if p.relation]
        return min(tied, key=_words) if tied else None
    first = _narrowest(known)
    earliest = max([p.earliest for p in known if p.earliest], default=None)
    latest = min([p.latest for p in known if p.latest], default=None)
    if (earliest, latest) == (first.earliest, first.latest):
        return first
    if (
        earliest is None or latest is None or earliest <= latest
    ):  # in one dimension, what meets in pairs meets
        edtf = _edtf(earliest, latest)
        return Period(
            earliest, latest, edtf, "what all statements allow together", first.span, first.relation
        )
    wide = known[0]
    for other in known[1:]:
        wide = hull(wide, other)
    standing = all(FAMILIES.get(c.event) == STANDING for c in event.stating or event.main)
    basis = "seen at different times: this holds them all" if standing else _DISAGREE
    return Period(wide.earliest, wide.latest, _edtf(wide.earliest, wide.latest), basis)


def _narrowest(periods: Sequence[Period]) -> Period:
    """The shortest; of equals the first by its dates, then by its words."""
    if len(periods) == 1:
        return periods[0]
    seconds = [_seconds(p) for p in periods]
    least = min(seconds)
    short = [p for p, length in zip(periods, seconds, strict=True) if length == least]
    if len(short) == 1 or all(p == short[0] for p in short[1:]):
        return short[0]
    return min(short, key=lambda p: (str(p.earliest), str(p.latest), _words(p)))


def _seconds(period: Period) -> float:
    if period.earliest is None or period.latest is None:
        return 1e15
    return (period.latest - period.earliest).total_seconds()


def _words(period: Period) -> str:
    return f"{period.edtf} {period.basis} {period.span and period.span.text} {period.relation}"


def _edtf(earliest: dt.datetime | None, latest: dt.datetime | None) -> str | None:
    """Whole days only: "2019-03-23", "2019-03-23/2019-03-25"; ".." for an open side."""
    first, last = iso(earliest), iso(latest, end=True)
    if any(x is not None and len(x) != 10 for x in (first, last)):
        return None
    return first if first == last else f"{first or '..'}/{last or '..'}"


@lru_cache(maxsize=65_536)
def place_words(name: str | None, land: str | None, relation: str | None, precision: Precision) -> str:
    """ "at Capitán Manuel Ríos Airbase, Venezuela", "in Venezuela", "" where nothing names it. land: code of its
    country; the rest as in Place."""
    country = country_name(land) if land else None
    if name is None:
        return f"in {country}" if country else ""
    if relation:
        name = f"{relation} {name}"
        lead = ""
    else:
        lead = "at " if precision in ("coordinate", "site") else "in "
    tail = f", {country}" if country and country.casefold() not in name.casefold() else ""
    return f"{lead}{name}{tail}"
