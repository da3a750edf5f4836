"""The box in space and time where a claim may be, as every dialect's index holds it."""

from sightline.ledger import rows
from sightline.ledger.where import Where
from sightline.model.claim import Claim

_TEN_DAYS = 864_000  # seconds; an index weighs a unit of time like a degree
FIRST, LAST = -2_557.0, 4_749.0  # 1900 and 2100 in these units
NO_TIME, NO_PLACE = 10_000.0, 500.0
TURNS = (-360, 0, 360)  # circles and boxes may both stand beyond the antimeridian

Span = tuple[float, float]  # from, to


def box_of(claim: Claim) -> tuple[float, float, float, float, float, float]:
    """west, east, south, north: degrees, of the place's circle; earliest, latest: in units of ten days since 1970,
    kept within 1900 to 2100 where a side is open or beyond."""
    south, west, north, east = rows.circle_box(claim.place)
    if south is None or west is None or north is None or east is None:
        south = west = north = east = NO_PLACE
    time = claim.time
    if time is None or not time.known:
        return west, east, south, north, NO_TIME, NO_TIME
    first, last = rows.seconds(time.earliest), rows.seconds(time.latest)
    return west, east, south, north, units(first, FIRST), units(last, LAST)


def units(seconds: float | None, otherwise: float) -> float:
    return otherwise if seconds is None else min(max(seconds / _TEN_DAYS, FIRST), LAST)


def times_asked(where: Where) -> list[Span]:
    """The stretches of time that a claim's may meet, in these units; none where any time will do."""
    if where.earliest is None and where.latest is None and not where.timed:
        return []
    dated = (units(where.earliest, FIRST), units(where.latest, LAST))
    return [dated] if where.timed else [dated, (NO_TIME, NO_TIME)]
