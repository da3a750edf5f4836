"""Areas that relations mean: sectors for directions, spindles for "between" and roads, hulls, parts of discs.

Each holds what it is made from (the tests displace points by what the words say and look), and its disc holds
its polygon. How wide the words are taken is our own estimate, said with each function.
"""

import math
from typing import NamedTuple

from sightline.model.place import bearing_deg, distance_km
from sightline.places.geometry import Disc, displace
from sightline.places.rings import Curve, Point, Polygon, enclosing, polygon, traced

MOST_KM = 5000.0  # no polygon beyond: half the globe is no answer
_WIDER = 1.01  # chords of an arc cut it; the arc is drawn that much farther out


class Region(NamedTuple):
    """A disc and, where it says more, the polygon that the disc holds."""

    disc: Disc
    polygon: Polygon = ()


def bounded(rings: Polygon, otherwise: Disc, start: Point | None = None) -> Region:
    """The rings with the disc round them; the other disc where there are none."""
    return Region(enclosing(rings, start), rings) if rings else Region(otherwise)


def sector(at: Disc, direction: float, half: float, near_km: float, far_km: float) -> Region:
    """What lies in a direction (degrees clockwise from north, `half` degrees to each side) from any point across
    a place, at near_km or more from its middle and at far_km or less from its edge."""
    # The apex is moved back so that the sector is as wide as the place where it passes its middle.
    back = at.radius_km / math.sin(math.radians(half))
    apex = displace(at.lat, at.lon, direction + 180.0, back)
    direction = bearing_deg(*apex, at.lat, at.lon)  # the same great circle, but another angle near a pole
    low = math.sqrt(back**2 + near_km**2 + 2 * back * near_km * math.cos(math.radians(half))) / _WIDER
    high = (back + at.radius_km + far_km) * _WIDER
    low = low if low > 0.02 * high else 0.0
    middle = displace(*apex, direction, (low + high) / 2)
    if high > MOST_KM:
        return Region(Disc(at.lat, at.lon, math.ceil(at.radius_km + far_km)))
    half *= _WIDER
    curves: list[Curve] = [
        lambda t: displace(*apex, direction + half, low + t * (high - low)),
        lambda t: displace(*apex, direction + half - 2 * t * half, high),
        lambda t: displace(*apex, direction - half, high - t * (high - low)),
    ]
    if low > 0:
        curves.append(lambda t: displace(*apex, direction - half + 2 * t * half, low))
    rings = polygon(traced(curves, min(0.004 * high, 0.02 * max(low, back))))
    return bounded(rings, Disc(*middle, high), middle)


def spindle(a: Disc, b: Disc, bulge: float) -> Region:
    """From one place to another, both whole, and to each side of the way by `bulge` of its length in the middle."""
    apart = distance_km(a.lat, a.lon, b.lat, b.lon)
    course = bearing_deg(a.lat, a.lon, b.lat, b.lon)
    middle = displace(a.lat, a.lon, course, apart / 2)
    reach = Disc(*middle, math.ceil(apart / 2 + max(a.radius_km, b.radius_km)))
    if apart + a.radius_km + b.radius_km > MOST_KM or apart <= abs(a.radius_km - b.radius_km):
        return Region(reach)
    home = bearing_deg(b.lat, b.lon, a.lat, a.lon)

    def side(t: float, way: float) -> Point:
        at = displace(a.lat, a.lon, course, t * apart)
        # The course at that point, seen back to the start or on to the end, whichever is farther and so exact.
        on = bearing_deg(*at, b.lat, b.lon) if t < 0.5 else bearing_deg(*at, a.lat, a.lon) + 180.0
        ends = a.radius_km + t * (b.radius_km - a.radius_km)
        return displace(*at, on + way, (ends + bulge * apart * math.sin(math.pi * t)) * _WIDER)

    curves: tuple[Curve, ...] = (
        lambda t: side(t, 90.0),
        lambda t: displace(b.lat, b.lon, home - 90.0 - 180.0 * t, b.radius_km * _WIDER),
        lambda t: side(1.0 - t, -90.0),
        lambda t: displace(a.lat, a.lon, course - 90.0 - 180.0 * t, a.radius_km * _WIDER),
    )
    tolerance = 0.004 * (apart / 2 + max(a.radius_km, b.radius_km))
    return bounded(polygon(traced(curves, tolerance)), reach, middle)


def hull(discs: list[Disc]) -> Region:
    """The least convex area that holds all discs ("the triangle of A, B and C")."""
    points = [
        displace(d.lat, d.lon, 10.0 * k, d.radius_km * (_WIDER + 0.005)) for d in discs for k in range(36)
    ]
    around = enclosing((tuple(points),))
    if around.radius_km > MOST_KM / 2:
        return Region(around)
    middle = (around.lat, around.lon)
    corners = [onto(middle, p) for p in _hull([onto_plane(middle, p) for p in points])]
    sides = zip(corners, [*corners[1:], corners[0]], strict=True)
    curves = [_straight(a, b) for a, b in sides]
    return bounded(polygon(traced(curves, 0.004 * around.radius_km, least=1)), around, middle)


def part_of_disc(at: Disc, direction: float) -> Region:
    """The part of a disc that lies in a direction: a little more than half of it, for "northern" is said loosely; the
    new disc's middle lies well inside."""
    if at.radius_km > MOST_KM / 2:
        return Region(at)
    ends = 95.0  # degrees to each side of the direction where the cut meets the edge
    radius = at.radius_km * _WIDER
    one, two = (displace(at.lat, at.lon, direction + way, radius) for way in (-ends, ends))
    curves: tuple[Curve, ...] = (
        lambda t: displace(at.lat, at.lon, direction + ends - 2 * ends * t, radius),
        _straight(one, two),
    )
    middle = displace(at.lat, at.lon, direction, 0.45 * at.radius_km)
    return bounded(polygon(traced(curves, 0.004 * radius)), at, middle)


def onto_plane(middle: Point, p: Point) -> Point:
    """Kilometres (east, north) of a point in the azimuthal equidistant projection round a middle."""
    away, course = distance_km(*middle, *p), math.radians(bearing_deg(*middle, *p))
    return away * math.sin(course), away * math.cos(course)


def onto(middle: Point, xy: Point) -> Point:
    """Back from the plane to the globe."""
    return displace(*middle, math.degrees(math.atan2(*xy)), math.hypot(*xy))


def _straight(a: Point, b: Point) -> Curve:
    course, apart = bearing_deg(*a, *b), distance_km(*a, *b)
    return lambda t: displace(*a, course, t * apart)


def _hull(points: list[Point]) -> list[Point]:
    """Convex hull, counter-clockwise (A. M. Andrew, Information Processing Letters 9:5, 1979)."""

    def half(ordered: list[Point]) -> list[Point]:
        kept: list[Point] = []
        for p in ordered:
            while len(kept) > 1 and _left(kept[-2], kept[-1], p) <= 0:
                kept.pop()
            kept.append(p)
        return kept[:-1]

    points = sorted(set(points))
    return half(points) + half(points[::-1])


def _left(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
