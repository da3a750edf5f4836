"""From a boundary on the globe to rings as in RFC 7946: closed, counter-clockwise, parted at the antimeridian,
closed over a pole, with edges that are straight in degrees."""

import itertools
import math
from collections.abc import Callable, Iterable, Sequence

from sightline.model.place import EARTH_RADIUS_KM, Ring, bearing_deg, distance_km, ring_area
from sightline.places.geometry import Disc, displace

Point = tuple[float, float]  # latitude, longitude
Curve = Callable[[float], Point]  # 0..1 -> point
Polygon = tuple[Ring, ...]

_POLE = 89.99999
_DEEPEST = 7


def traced(curves: Iterable[Curve], tolerance_km: float, least: int = 4) -> list[Point]:
    """The points of curves that follow one another, so dense that an edge straight in degrees leaves its curve by
    no more than the tolerance; at least so many edges to a curve."""
    points: list[Point] = []
    for curve in curves:
        steps = [(i / least, curve(i / least)) for i in range(least + 1)]
        for (t, a), (u, b) in itertools.pairwise(steps):
            points.append(a)
            points += _between(curve, (t, a), (u, b), tolerance_km, _DEEPEST)
    return points


def _between(
    curve: Curve, one: tuple[float, Point], two: tuple[float, Point], tolerance: float, deep: int
) -> list[Point]:
    (t, a), (u, b) = one, two
    middle = curve((t + u) / 2)
    straight = ((a[0] + b[0]) / 2, a[1] + _turn(a[1], b[1]) / 2)
    if deep == 0 or distance_km(*middle, *straight) <= tolerance:
        return []
    half = ((t + u) / 2, middle)
    return [
        *_between(curve, one, half, tolerance, deep - 1),
        middle,
        *_between(curve, half, two, tolerance, deep - 1),
    ]


def _turn(a: float, b: float) -> float:
    """Degrees eastward from one longitude to another, the short way: in [-180, 180)."""
    return (b - a + 180.0) % 360.0 - 180.0


def polygon(boundary: Sequence[Point]) -> Polygon:
    """Rings of the area on the left of a boundary that is not closed in itself (the last point leads to the first).

    Coordinates are rounded to 0.00001 degrees (about a metre). Nothing for an area without extent.
    """
    plane = _unrolled(boundary)
    if not plane:
        return ()
    west, east = min(x for _, x in plane), max(x for _, x in plane)
    rings = []
    for k in range(math.floor((west + 180) / 360), math.floor((east + 180) / 360) + 1):
        piece = _strip(plane, -180 + 360 * k, 180 + 360 * k)
        ring = _closed([(y, x - 360 * k) for y, x in piece])
        if ring:
            rings.append(ring)
    return tuple(rings)


def _unrolled(boundary: Sequence[Point]) -> list[Point]:
    """Longitudes without jumps; at a pole an edge along it, and over a pole inside the area a closing edge."""
    ring = [p for p, q in zip(boundary, [*boundary[1:], *boundary[:1]], strict=True) if p != q]
    start = next((i for i, p in enumerate(ring) if abs(p[0]) < _POLE), None)
    if len(ring) < 3 or start is None:
        return []
    ring = [*ring[start:], *ring[: start + 1]]
    out = [ring[0]]
    at_pole: float | None = None
    for lat, lon in ring[1:]:
        x = out[-1][1]
        if abs(lat) >= _POLE:
            at_pole = math.copysign(90.0, lat)
            continue
        if at_pole is not None:
            # The area lies on the left: westward along the north pole, eastward along the south pole.
            step = -((x - lon) % 360.0) if at_pole > 0 else (lon - x) % 360.0
            out += [(at_pole, x), (at_pole, x + step)]
            at_pole = None
        else:
            step = _turn(x, lon)
        out.append((lat, x + step))
    wound = out[-1][1] - out[0][1]
    if abs(wound) > 180:
        pole = 90.0 if wound > 0 else -90.0
        out += [(pole, out[-1][1]), (pole, out[0][1])]
    return out


def _strip(ring: list[Point], west: float, east: float) -> list[Point]:
    """What of a ring lies between two meridians (Sutherland and Hodgman, CACM 17:1, 1974)."""
    for limit, sign in ((west, 1.0), (east, -1.0)):
        source, ring = ring, []
        if not source:
            return []
        before = source[-1]
        for here in source:
            inside, was = sign * (here[1] - limit) >= 0, sign * (before[1] - limit) >= 0
            if inside != was:
                share = (limit - before[1]) / (here[1] - before[1])
                ring.append((before[0] + share * (here[0] - before[0]), limit))
            if inside:
                ring.append(here)
            before = here
    return ring


def _closed(points: list[Point]) -> Ring:
    rounded = [(round(y, 5) + 0.0, round(x, 5) + 0.0) for y, x in points]
    ring = [p for p, q in itertools.pairwise([*rounded, *rounded[:1]]) if p != q]
    if len(ring) < 3 or (size := ring_area((*ring, ring[0]))) == 0.0:
        return ()
    if size < 0:
        ring.reverse()
    return (*ring, ring[0])


def with_holes(outer: Polygon, holes: Polygon) -> Polygon:
    """Outer rings, each followed by those of the holes (rings like outer ones) that lie in it, turned clockwise."""
    out: list[Ring] = []
    for ring in outer:
        out.append(ring)
        out += [hole[::-1] for hole in holes if holds((ring,), *hole[len(hole) // 2])]
    return tuple(out)


def holds(rings: Polygon, lat: float, lon: float) -> bool:
    """Whether a point lies in the area or, within 0.00001 degrees, on its edge."""
    return any(_in_rings(rings, lat, turned) for turned in _twins(lon))


def _in_rings(rings: Polygon, lat: float, lon: float) -> bool:
    where = [_in_ring(ring, lat, lon) for ring in rings]
    return None in where or where.count(True) % 2 == 1


def _twins(lon: float) -> tuple[float, ...]:
    """A point on the antimeridian has two longitudes."""
    return (180.0, -180.0) if abs(lon) == 180.0 else (lon,)


def _in_ring(ring: Ring, lat: float, lon: float) -> bool | None:
    """None on the edge."""
    inside = False
    for (y1, x1), (y2, x2) in itertools.pairwise(ring):
        if _on_edge((y1, x1), (y2, x2), (lat, lon)):
            return None
        if (y1 > lat) != (y2 > lat) and x1 + (lat - y1) / (y2 - y1) * (x2 - x1) > lon:
            inside = not inside
    return inside


def _on_edge(a: Point, b: Point, p: Point) -> bool:
    dy, dx = b[0] - a[0], b[1] - a[1]
    length = dy * dy + dx * dx
    share = max(0.0, min(1.0, ((p[0] - a[0]) * dy + (p[1] - a[1]) * dx) / length)) if length else 0.0
    return abs(a[0] + share * dy - p[0]) <= 1e-5 and abs(a[1] + share * dx - p[1]) <= 1e-5


def area_km2(rings: Polygon) -> float:
    """Square kilometres on the sphere: each edge, straight in degrees, integrated in the cylindrical equal-area
    projection (exact for such edges but for the end error of Simpson's rule)."""
    total = 0.0
    for ring in rings:
        for (y1, x1), (y2, x2) in itertools.pairwise(ring):
            ends = math.sin(math.radians(y1)) + math.sin(math.radians(y2))
            middle = math.sin(math.radians((y1 + y2) / 2))
            total -= math.radians(x2 - x1) * (ends + 4 * middle) / 6
    return abs(total) * EARTH_RADIUS_KM**2


def enclosing(rings: Polygon, start: Point | None = None) -> Disc:
    """A disc that holds every ring, its middle moved towards the farthest point again and again (Badoiu and
    Clarkson, "Smaller core-sets for balls", 2003), or left at `start`. Radius rounded up to 0.1 km."""
    points = [p for ring in rings for p in ring]
    lat, lon = start or points[0]
    for step in range(0 if start else 40):
        far = max(points, key=lambda p: distance_km(lat, lon, *p))
        apart = distance_km(lat, lon, *far)
        lat, lon = displace(lat, lon, bearing_deg(lat, lon, *far), apart / (step + 2))
    radius = max(distance_km(lat, lon, *p) for p in points)
    lat, lon = round(lat, 5), round(lon, 5)
    # Edges straight in degrees leave the great circle between two points by little; half a per cent holds them.
    return Disc(lat, lon, math.ceil((radius * 1.005 + 0.02) * 10) / 10)
