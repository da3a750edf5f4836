"""coverage: how well a field was heard in a period, judged from all the traffic in the tracks at hand.

No map of receivers is asked: what was heard of other aircraft near the field, at what heights and in which hours,
is the only measure. So a field without traffic cannot be told from one without receivers; both are "not heard".
"""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.flights.movement import Coverage
from sightline.flights.plane import haversine, turned
from sightline.flights.track import Points, Track
from sightline.flights.units import FEET_A_METRE
from sightline.model.airfield import Airfield

REACH_KM = 40.0
OVER_KM = 6.0  # over the field itself: another field may lie nine kilometres off
FLOOR_KM = 15.0  # further off a low aircraft may be over a valley or the sea, and says nothing of the field
CEILING_FT = 10_000.0
# Below this the last two miles of an approach and the first of a climb are seen: a landing shows.
LOW_FT = 1_500.0
_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Near:
    """Rows of a track near a field within a period. time: seconds UTC; feet: above the field by pressure, 0 on the
    ground, NaN where no height was sent."""

    time: NDArray[np.float64]
    km: NDArray[np.float64]
    feet: NDArray[np.float64]


def distances_km(points: Points, lat: float, lon: float) -> NDArray[np.float64]:
    """Great-circle distance of every row from a point (degrees WGS84), kilometres; NaN where it has no position."""
    return haversine(points.lat, np.full_like(points.lat, lat), turned(points.lon - lon))


def near(track: Track, airfield: Airfield, start: float, end: float, reach_km: float = REACH_KM) -> Near:
    """What a track has within `reach_km` of a field between two times (seconds UTC, both inclusive)."""
    points = track.points
    box = (
        (points.time >= start) & (points.time <= end) & (np.abs(points.lat - airfield.lat) <= reach_km / 110)
    )
    some = points.take(box)
    km = distances_km(some, airfield.lat, airfield.lon)
    inside = km <= reach_km
    some = some.take(inside)
    up = (airfield.elevation_m or 0.0) * FEET_A_METRE
    feet = np.where(some.ground == 1, 0.0, some.altitude.astype(np.float64) - up)
    return Near(some.time, km[inside], feet)


def coverage(tracks: Iterable[Track], airfield: Airfield, start: float, end: float) -> Coverage:
    """Who was heard near the field between two times (seconds UTC), in how many hours, and how low."""
    span = max(end - start, 1.0)
    hours = max(1, math.ceil(span / _HOUR))
    heard: set[int] = set()
    over: list[float] = []
    beside: list[float] = []
    airframes = 0
    for track in tracks:
        seen = near(track, airfield, start, end)
        low = seen.feet < CEILING_FT
        if low.any():
            heard |= set(np.minimum((seen.time[low] - start) // _HOUR, hours - 1).astype(int).tolist())
            airframes += 1
            over += _least(seen.feet[low & (seen.km <= OVER_KM)])
            beside += _least(seen.feet[low & (seen.km <= FLOOR_KM) & (seen.feet > 0)])
    floor = min(over or beside, default=None)
    words = _words(airfield, start, end, len(heard), floor, airframes)
    return Coverage(float(hours), float(len(heard)), floor, airframes, REACH_KM, CEILING_FT, words)


def _least(feet: NDArray[np.float64]) -> list[float]:
    return [max(0.0, float(feet.min()))] if len(feet) else []


def could_see(cover: Coverage) -> bool:
    """Whether aircraft were heard near enough to the ground, in half of the hours at least, for a landing to show
    had its aircraft sent its position."""
    return cover.floor_ft is not None and cover.floor_ft <= LOW_FT and cover.heard >= cover.hours / 2


def _words(
    airfield: Airfield, start: float, end: float, heard: int, floor: float | None, airframes: int
) -> str:
    when = f"From {moment(start)} to {moment(end)}"
    if not airframes:
        return (
            f"{when} no aircraft was heard within {REACH_KM:.0f} km of {airfield.ident} below {CEILING_FT:,.0f} ft: "
            "no landing or take-off could have been seen here"
        )
    who = "1 aircraft was" if airframes == 1 else f"{airframes:,} aircraft were"
    text = f"{when} {who} heard within {REACH_KM:.0f} km of {airfield.ident}, in {heard} of {_hours(start, end)}, "
    if floor is None:
        return text + f"none within {FLOOR_KM:.0f} km: no landing or take-off could have been seen here"
    text += "down to the ground" if floor <= 0 else f"none below {floor:,.0f} ft above the field"
    return (
        text if floor <= LOW_FT else text + ": the landing or take-off itself could not have been seen here"
    )


def _hours(start: float, end: float) -> str:
    count = max(1, math.ceil(max(end - start, 1.0) / _HOUR))
    return "1 hour" if count == 1 else f"{count:,} hours"


def moment(seconds: float) -> str:
    """ "23 Mar 2019 14:02 UTC"; the words of every reason that names a time."""
    at = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=round(seconds))
    return f"{at.day} {at:%b %Y %H:%M} UTC"
