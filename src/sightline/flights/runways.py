"""Runways of a field as lines in its plane: how far before a threshold, how far beside the line.

Only what was published is used: thresholds where they are known; a heading with a length gives a line through the
field's reference point, marked as not sure (the runway may lie a kilometre beside it); helipads give none. Closed runways
count only where a field has no other, for the field may have been used before.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.flights.plane import offsets, turned
from sightline.flights.track import F64
from sightline.model.airfield import Airfield, Runway

Mask = NDArray[np.bool_]
UNSURE_KM = 1.0
_LENGTH_KM = 2.0  # of a runway whose length is not published


@dataclass(frozen=True, slots=True)
class End:
    """A runway in the direction in which it is used from this end. x, y: of the threshold, km east and north of the
    field; east, north: unit vector along it; heading: degrees true; spare: km that the line may lie beside."""

    ident: str
    opposite: str
    x: float
    y: float
    east: float
    north: float
    heading: float
    length: float
    spare: float

    def along(self, x: F64, y: F64) -> F64:
        """Kilometres beyond the threshold; negative before it."""
        found: F64 = (x - self.x) * self.east + (y - self.y) * self.north
        return found

    def beside(self, x: F64, y: F64) -> F64:
        """Kilometres from the centre line, without sign."""
        found: F64 = np.abs((x - self.x) * self.north - (y - self.y) * self.east)
        return found

    def aligned(self, x: F64, y: F64, course: F64, *, width: float, slope: float, reach: float) -> Mask:
        """Positions on its line, at most `reach` km before the threshold, flown along it. width: km allowed beside
        the line at the threshold; slope: more for each km before it."""
        along = self.along(x, y)
        near = self.beside(x, y) < width + self.spare + slope * np.maximum(-along, 0.0)
        with np.errstate(invalid="ignore"):
            straight = np.abs(turned(course - self.heading)) < 20.0
        return near & straight & (along > -reach) & (along < self.length + 0.2)


def ends_of(field: Airfield) -> tuple[End, ...]:
    """Both ends of every runway that can be drawn."""
    usable = [r for r in field.runways if not all("H" in e.ident.upper() for e in r.ends)]
    usable = [r for r in usable if not r.closed] or usable
    return tuple(end for r in usable for end in _ends(r, field))


def _ends(runway: Runway, field: Airfield) -> tuple[End, ...]:
    a, b = runway.ends
    if (line := runway.line) is not None:
        lats, lons = np.array([line[0][0], line[1][0]]), np.array([line[0][1], line[1][1]])
        x, y = offsets(lats, lons, field.lat, field.lon)
        far = float(np.hypot(x[1] - x[0], y[1] - y[0]))
        if not 0.1 < far < 12.0:  # a published slip
            return ()
        east, north, spare = float(x[1] - x[0]) / far, float(y[1] - y[0]) / far, 0.0
        starts = ((float(x[0]), float(y[0])), (float(x[1]), float(y[1])))
    elif runway.heading_deg is not None:
        far = (runway.length_m or _LENGTH_KM * 1000) / 1000
        east, north = math.sin(math.radians(runway.heading_deg)), math.cos(math.radians(runway.heading_deg))
        starts, spare = ((-east * far / 2, -north * far / 2), (east * far / 2, north * far / 2)), UNSURE_KM
    else:
        return ()
    heading = math.degrees(math.atan2(east, north)) % 360
    return (
        End(a.ident, b.ident, *starts[0], east, north, heading, far, spare),
        End(b.ident, a.ident, *starts[1], -east, -north, (heading + 180) % 360, far, spare),
    )


def off_runways(ends: tuple[End, ...], x: F64, y: F64) -> F64:
    """Kilometres to the nearest runway (0: on it); to the reference point of a field where none is known."""
    if not ends:
        return np.hypot(x, y)
    best = np.full(len(x), np.inf)
    for end in ends[::2]:
        along = end.along(x, y)
        beyond = np.maximum(np.maximum(-along, along - end.length), 0.0)
        best = np.minimum(best, np.hypot(beyond, end.beside(x, y)))
    return best


def on_line(ends: tuple[End, ...], x: F64, y: F64, width: float) -> Mask:
    """Positions between the ends of some runway, at most `width` km beside its centre line."""
    found = np.zeros(len(x), dtype=np.bool_)
    for end in ends[::2]:
        along = end.along(x, y)
        found |= (along > -0.2) & (along < end.length + 0.2) & (end.beside(x, y) < width + end.spare)
    return found
