"""An event's place and period, from what its voices say."""

from collections.abc import Sequence

from sightline.fusion.spoken import Spoken
from sightline.fusion.statement import FAMILIES, STANDING
from sightline.model.claim import Claim
from sightline.model.period import Period, hull, iso, narrowed
from sightline.model.place import Place, distance_km

Circle = tuple[float | None, float | None, float | None]  # latitude, longitude, radius in kilometres
_DISAGREE = "the statements disagree: this holds them all"


def place_of(event: Spoken) -> Place | None:
    """The place that most voices can agree on, and of those the most precise; copies weigh nothing."""
    claims = [c for c in event.stating or event.main if c.place]
    known = [c for c in claims if c.place and c.place.known]
    if not known:
        return next((c.place for c in sorted(claims, key=_order) if c.place), None)

    heard: dict[Circle, set[str]] = {}  # circle -> voices
    for c in known:
        if c.place:
            heard.setdefault((c.place.lat, c.place.lon, c.place.radius_km), set()).add(event.voice[c.id].id)
    supported: dict[Circle, int] = {}

    def support(place: Place) -> int:
        circle = (place.lat, place.lon, place.radius_km)
        if circle not in supported:
            near = [voices for other, voices in heard.items() if _near(circle, other)]
            supported[circle] = len(set().union(*near))
        return supported[circle]

    return min(
        (c.place for c in known if c.place),
        key=lambda p: (
            -support(p),
            p.radius_km or 0.0,
            p.relation is not None,
            p.ref or "",
            p.name or "",
            str(p.lat),
        ),
    )


def _order(claim: Claim) -> tuple[bool, str, str]:
    place = claim.place
    return (place is None or place.ref is None, (place and place.name) or "", claim.id)


def _near(a: Circle, b: Circle) -> bool:
    if a == b or a[0] is None or a[1] is None or b[0] is None or b[1] is None:
        return True
    return distance_km(a[0], a[1], b[0], b[1]) <= (a[2] or 0.0) + (b[2] or 0.0)


def period_of(event: Spoken) -> Period | None:
    """What all statements allow, where there is such a time; else the smallest period that holds them all,
    said to be that. Where no date is known, a tie to another happening is kept."""
    periods = [c.time for c in event.stating or event.main if c.time]
    known = sorted((p for p in periods if p.known), key=_width)
    if not known:
        return next((p for p in sorted(periods, key=_words) if p.relation), None)
    met: Period | None = known[0]
    for other in known[1:]:
        met = narrowed(met, other) if met else None
    if met is not None:
        if (met.earliest, met.latest) == (known[0].earliest, known[0].latest):
            return known[0]
        return Period(
            met.earliest, met.latest, _edtf(met), "what all statements allow together", met.span, met.relation
        )
    wide = known[0]
    for other in known[1:]:
        wide = hull(wide, other)
    standing = all(FAMILIES.get(c.event) == STANDING for c in event.stating or event.main)
    basis = "seen at different times: this holds them all" if standing else _DISAGREE
    return Period(wide.earliest, wide.latest, _edtf(wide), basis)


def _width(period: Period) -> tuple[float, str, str, str]:
    bounded = period.earliest and period.latest
    seconds = (period.latest - period.earliest).total_seconds() if period.earliest and period.latest else 1e15
    return (seconds if bounded else 1e15, str(period.earliest), str(period.latest), _words(period))


def _words(period: Period) -> str:
    return f"{period.edtf} {period.basis} {period.span and period.span.text} {period.relation}"


def _edtf(period: Period) -> str | None:
    """Whole days only: "2019-03-23", "2019-03-23/2019-03-25"; ".." for an open side."""
    first, last = iso(period.earliest), iso(period.latest, end=True)
    if any(x is not None and len(x) != 10 for x in (first, last)):
        return None
    return first if first == last else f"{first or '..'}/{last or '..'}"


def country_name(code: str) -> str:
    """The English name of a country (ISO 3166-1 alpha-2) from Unicode CLDR; the code where it has none."""
    from babel import Locale

    return str(Locale("en").territories.get(code, code))


def place_words(places: Sequence[Place]) -> str:
    """ "at Capitán Manuel Ríos Airbase, Venezuela", "in Venezuela", "" where nothing names it."""
    if not places:
        return ""
    place = places[0]
    name = place.name or (place.span.text if place.span else None)
    country = country_name(place.country) if place.country else None
    if name is None:
        return f"in {country}" if country else ""
    if place.relation:
        name = f"{place.relation} {name}"
        lead = ""
    else:
        lead = "at " if place.precision in ("coordinate", "site") else "in "
    tail = f", {country}" if country and country.casefold() not in name.casefold() else ""
    return f"{lead}{name}{tail}"
