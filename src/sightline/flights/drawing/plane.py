"""The plane a track is drawn on: azimuthal equidistant round a field, and lines with fewer points.

Distances and bearings from the field are true, so rings round it are circles; there is no antimeridian and no
pole. Snyder, Map Projections (USGS Professional Paper 1395, 1987), 25, on a sphere.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.model.place import EARTH_RADIUS_KM

F64 = NDArray[np.float64]
MOST_POINTS = 4_000  # of one line, before the slower way of thinning


@dataclass(frozen=True, slots=True)
class Plane:
    """lat, lon: its centre, degrees WGS84. x is kilometres east of the centre, y north of it."""

    lat: float
    lon: float

    def at(self, lat: "F64 | float", lon: "F64 | float") -> tuple[F64, F64]:
        """Kilometres east and north of the centre."""
        here = math.radians(self.lat)
        phi, turn = np.radians(lat), np.radians(np.subtract(lon, self.lon))
        east = np.cos(phi) * np.sin(turn)
        north = math.cos(here) * np.sin(phi) - math.sin(here) * np.cos(phi) * np.cos(turn)
        along = math.sin(here) * np.sin(phi) + math.cos(here) * np.cos(phi) * np.cos(turn)
        sine = np.hypot(east, north)
        far = EARTH_RADIUS_KM * np.arctan2(sine, along)
        told = sine > 1e-15
        scale = np.divide(far, sine, out=np.zeros_like(far), where=told)
        # At the centre and at its antipode every bearing is as good as another: north.
        return east * scale, np.where(told, north * scale, far)

    def spot(self, lat: float, lon: float) -> tuple[float, float]:
        x, y = self.at(np.array([lat]), np.array([lon]))
        return float(x[0]), float(y[0])


def kept(x: F64, y: F64, least: float) -> NDArray[np.intp]:
    """Indexes of the points that a line needs so as to stay within about `least` of itself; the first and the
    last among them. Douglas and Peucker, Cartographica 10:2 (1973), with a heap of pieces, not recursion."""
    index = apart(x, y, least)
    if len(index) > MOST_POINTS:
        steps = np.linspace(0, len(index) - 1, MOST_POINTS).astype(np.intp)
        index = index[np.unique(steps)]
    if len(index) < 3:
        return index
    u, v = x[index], y[index]
    keep = np.zeros(len(index), dtype=bool)
    keep[0] = keep[-1] = True
    pieces = [(0, len(index) - 1)]
    while pieces:
        a, b = pieces.pop()
        if b - a < 2:
            continue
        off = _off_line(u[a : b + 1], v[a : b + 1])
        worst = int(np.argmax(off))
        if off[worst] > least:
            keep[a + worst] = True
            pieces += [(a, a + worst), (a + worst, b)]
    return index[keep]


def apart(x: F64, y: F64, least: float) -> NDArray[np.intp]:
    """Without points that fall into the same cell of a fine grid as the one before."""
    if len(x) == 0:
        return np.zeros(0, dtype=np.intp)
    moved = np.ones(len(x), dtype=bool)
    size = max(least, 1e-9)
    moved[1:] = (np.diff(np.floor(x / size)) != 0) | (np.diff(np.floor(y / size)) != 0)
    moved[-1] = True
    return np.flatnonzero(moved)


def _off_line(u: F64, v: F64) -> F64:
    """Distances from the stretch between the first and the last point."""
    du, dv = u[-1] - u[0], v[-1] - v[0]
    square = du * du + dv * dv
    a, b = u - u[0], v - v[0]
    share = np.clip((a * du + b * dv) / square, 0, 1) if square > 0 else np.zeros_like(u)
    off: F64 = np.hypot(a - share * du, b - share * dv)
    return off
