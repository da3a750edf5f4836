"""Distances and positions in a plane, as columns; degrees WGS84 in, kilometres out, the antimeridian in mind.

Near enough for a field's surroundings: east and north of a point by an equirectangular projection, whose error within
40 km is below 0.1 % up to 75 degrees of latitude. Longer distances by the haversine, on the mean Earth.
"""

import numpy as np
from numpy.typing import NDArray

from sightline.flights.track import F64
from sightline.model.place import EARTH_RADIUS_KM

KM_A_DEGREE = 111.195  # of a great circle on the sphere of mean radius, 6371.0088 km
_FAR_KM = 100.0  # beyond it the plane is left


def turned(degrees: F64) -> F64:
    """Differences of angles or longitudes, folded into [-180, 180)."""
    folded: F64 = (degrees + 180.0) % 360.0 - 180.0
    return folded


def offsets(lat: F64, lon: F64, lat0: float, lon0: float) -> tuple[F64, F64]:
    """Kilometres east and north of a point, for positions near it."""
    return turned(lon - lon0) * (KM_A_DEGREE * np.cos(np.radians(lat0))), (lat - lat0) * KM_A_DEGREE


def apart(lat1: F64, lon1: F64, lat2: F64, lon2: F64) -> F64:
    """Kilometres between pairs of positions."""
    lon_step = turned(lon2 - lon1)
    east = lon_step * np.cos(np.radians((lat1 + lat2) * 0.5))
    far: F64 = np.hypot(east, lat2 - lat1) * KM_A_DEGREE
    long = np.flatnonzero((far > _FAR_KM) | (np.abs(lat1) > 85.0))
    if len(long):
        far[long] = haversine(lat1[long], lat2[long], lon_step[long])
    return far


def haversine(lat1: F64, lat2: F64, lon_step: F64) -> F64:
    """Kilometres along the great circle, from two latitudes and the step in longitude, degrees."""
    a, b, step = np.radians(lat1), np.radians(lat2), np.radians(lon_step)
    chord = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(step / 2) ** 2
    found: F64 = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0)))
    return found


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where a mask is true without a break: (first, end) of each run, end exclusive."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
