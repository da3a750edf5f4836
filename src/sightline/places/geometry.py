"""Points and radii on a sphere for what relations say. Degrees WGS84, kilometres; works at poles and the
antimeridian. Radii err on the wide side: the truth shall lie within."""

import math
from typing import NamedTuple

from sightline.model.place import EARTH_RADIUS_KM, bearing_deg, distance_km


class Disc(NamedTuple):
    """A point and the radius around it, km."""

    lat: float
    lon: float
    radius_km: float

    def holds(self, lat: float, lon: float) -> bool:
        return distance_km(self.lat, self.lon, lat, lon) <= self.radius_km


def displace(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` away along a great circle that leaves at `bearing` degrees clockwise from north."""
    # With vectors rather than angles: those lose the longitude at the poles.
    a, b, t = math.radians(lat), math.radians(lon), math.radians(bearing)
    d = km / EARTH_RADIUS_KM
    north = (-math.sin(a) * math.cos(b), -math.sin(a) * math.sin(b), math.cos(a))
    east = (-math.sin(b), math.cos(b), 0.0)
    at = (math.cos(a) * math.cos(b), math.cos(a) * math.sin(b), math.sin(a))
    x, y, z = (
        p * math.cos(d) + (n * math.cos(t) + e * math.sin(t)) * math.sin(d)
        for p, n, e in zip(at, north, east, strict=True)
    )
    return math.degrees(math.atan2(z, math.hypot(x, y))), _wrap(math.degrees(math.atan2(y, x)))


def _wrap(lon: float) -> float:
    wrapped = (lon + 180.0) % 360.0 - 180.0
    return 180.0 if wrapped == -180.0 else wrapped


def off_course(one: float, two: float) -> float:
    """Angle between two bearings, degrees in [0, 180]."""
    return abs((one - two + 180.0) % 360.0 - 180.0)


def _up(km: float) -> float:
    """To the next tenth: rounding never makes a radius smaller."""
    return math.ceil(km * 10 - 1e-6) / 10


def around(at: Disc, km: float) -> Disc:
    """Within `km` of the place, counted from its edge."""
    return Disc(at.lat, at.lon, _up(at.radius_km + km))


def inside_part(at: Disc, direction: float | None) -> Disc:
    """The northern (southern, ... ; None: central) part of an area."""
    if direction is None:
        return Disc(at.lat, at.lon, _up(0.7 * at.radius_km))
    lat, lon = displace(at.lat, at.lon, direction, 0.5 * at.radius_km)
    return Disc(lat, lon, _up(0.8 * at.radius_km))


def between(a: Disc, b: Disc) -> Disc:
    """The disc around the middle of the great circle from a to b that reaches both points."""
    apart = distance_km(a.lat, a.lon, b.lat, b.lon)
    lat, lon = displace(a.lat, a.lon, bearing_deg(a.lat, a.lon, b.lat, b.lon), apart / 2)
    return Disc(lat, lon, _up(apart / 2 + min(a.radius_km, b.radius_km)))


def middle(discs: list[tuple[float, float, float]]) -> Disc:
    """The disc around the mean direction of several discs (lat, lon, km) that reaches the whole of each."""
    x = sum(math.cos(math.radians(a)) * math.cos(math.radians(o)) for a, o, _ in discs)
    y = sum(math.cos(math.radians(a)) * math.sin(math.radians(o)) for a, o, _ in discs)
    z = sum(math.sin(math.radians(a)) for a, _, _ in discs)
    lat, lon = math.degrees(math.atan2(z, math.hypot(x, y))), _wrap(math.degrees(math.atan2(y, x)))
    return Disc(lat, lon, _up(max(distance_km(lat, lon, a, o) + km for a, o, km in discs)))
