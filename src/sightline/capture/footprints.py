"""Whether an item of an archive shows a site at a time, by its own words. Degrees WGS84, longitude first as in GeoJSON."""

import datetime as dt
import itertools
import math
from collections.abc import Iterator, Mapping
from typing import Any

from sightline.model.place import EARTH_RADIUS_KM
from sightline.model.scene import Site

Box = tuple[float, float, float, float]  # west, south, east, north; west <= east
Point = tuple[float, float]

_MOST_POINTS = 20_000  # of one footprint; a tile's has some ten
_DEGREE_M = EARTH_RADIUS_KM * 1000 * math.pi / 180


def boxes(site: Site) -> tuple[Box, ...]:
    """The square of the site, in two where it lies over the antimeridian; all longitudes where it holds a pole."""
    high = site.half_m / _DEGREE_M
    south, north = max(-90.0, site.lat - high), min(90.0, site.lat + high)
    narrow = math.cos(math.radians(max(abs(south), abs(north))))
    wide = high / narrow if narrow > 1e-6 else 180.0
    if wide >= 180:
        return ((-180.0, south, 180.0, north),)
    west, east = site.lon - wide, site.lon + wide
    if west < -180:
        return ((west + 360, south, 180.0, north), (-180.0, south, east, north))
    if east > 180:
        return ((west, south, 180.0, north), (-180.0, south, east - 360, north))
    return ((west, south, east, north),)


def misfit(item: Mapping[str, Any], site: Site, start: dt.datetime, end: dt.datetime) -> str:
    """Why the item is no answer to what was asked: "elsewhere", "another time", "no place", "no time"; "" where it is one."""
    span = span_of(item)
    if span is None:
        return "no time"
    if span[1] < start or span[0] > end:
        return "another time"
    shown = _shows(item, site)
    if shown is None:
        return "no place"
    return "" if shown else "elsewhere"


def covers(item: Mapping[str, Any], site: Site) -> bool:
    """Whether the item's geometry holds all of the site's square; False where it tells none."""
    rings = list(_rings(item.get("geometry"), holes=True))
    return bool(rings) and all(any(_holds(ring, box) for ring in rings) for box in boxes(site))


def span_of(item: Mapping[str, Any]) -> tuple[dt.datetime, dt.datetime] | None:
    """First and last moment, aware UTC; None where the item tells none."""
    said = item.get("properties")
    if not isinstance(said, Mapping):
        return None
    at = moment(said.get("datetime"))
    first, last = moment(said.get("start_datetime")) or at, moment(said.get("end_datetime")) or at
    if at is not None:
        return at, at
    return (first, last) if first is not None and last is not None and first <= last else None


def moment(text: object) -> dt.datetime | None:
    """An instant of RFC 3339, UTC where no zone is given; a plain date is its first instant."""
    if not isinstance(text, str):
        return None
    try:
        instant = dt.datetime.fromisoformat(text.strip().replace("Z", "+00:00").replace("z", "+00:00"))
        return (instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _shows(item: Mapping[str, Any], site: Site) -> bool | None:
    """By its geometry, else by its box; None where it has neither."""
    wanted = boxes(site)
    rings = list(_rings(item.get("geometry")))
    if rings:
        return any(_meets(ring, box) for ring in rings for box in wanted)
    held = _box_of(item.get("bbox"))
    if held is None:
        return None
    return any(a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3] for a in held for b in wanted)


def _box_of(row: object) -> tuple[Box, ...] | None:
    """Four numbers, or six with heights; in two where west is the larger number (RFC 7946, section 5.2)."""
    if not isinstance(row, list | tuple) or len(row) not in (4, 6) or not all(_number(x) for x in row):
        return None
    west, south, east, north = row[0], row[1], row[len(row) // 2], row[len(row) // 2 + 1]
    if south > north:
        return None
    return (
        ((west, south, east, north),)
        if west <= east
        else ((west, south, 180, north), (-180, south, east, north))
    )


def _rings(shape: object, *, holes: bool = False) -> Iterator[list[Point]]:
    """Outer rings, unrolled where they run over the antimeridian and then also one turn to the west. holes: leave out the
    parts that have any."""
    if not isinstance(shape, Mapping):
        return
    rows = shape.get("coordinates")
    parts = [rows] if shape.get("type") == "Polygon" else rows if shape.get("type") == "MultiPolygon" else []
    for part in parts if isinstance(parts, list) else []:
        ring = _points(part)
        if len(ring) < 3 or (holes and len(part) > 1):
            continue
        lons = [lon for lon, _ in ring]
        if max(lons) - min(lons) > 180:  # two of its neighbours lie on either side of the antimeridian
            ring = [(lon + 360 if lon < 0 else lon, lat) for lon, lat in ring]
            yield [(lon - 360, lat) for lon, lat in ring]
        yield ring


def _points(part: object) -> list[Point]:
    outer = part[0] if isinstance(part, list) and part else None
    if not isinstance(outer, list) or len(outer) > _MOST_POINTS:
        return []
    good = [p for p in outer if isinstance(p, list) and len(p) >= 2 and _number(p[0]) and _number(p[1])]
    return [(float(p[0]), float(p[1])) for p in good] if len(good) == len(outer) else []


def _number(x: object) -> bool:
    return isinstance(x, int | float) and not isinstance(x, bool) and math.isfinite(x) and abs(x) < 1e7


def _meets(ring: list[Point], box: Box) -> bool:
    """Whether a polygon and a box have ground in common: a corner of one in the other, or two edges that cross."""
    west, south, east, north = box
    if any(west <= lon <= east and south <= lat <= north for lon, lat in ring):
        return True
    corners = [(west, south), (east, south), (east, north), (west, north)]
    if any(_inside(corner, ring) for corner in corners):
        return True
    sides = list(itertools.pairwise([*corners, corners[0]]))
    edges = itertools.pairwise([*ring, ring[0]])
    return any(_cross(a, b, c, d) for a, b in edges for c, d in sides)


def _holds(ring: list[Point], box: Box) -> bool:
    """Whether all of the box lies in the polygon: its corners, and no edge that comes in between."""
    west, south, east, north = box
    if any(west < lon < east and south < lat < north for lon, lat in ring):
        return False
    corners = [(west, south), (east, south), (east, north), (west, north)]
    edges = list(itertools.pairwise([*ring, ring[0]]))
    sides = itertools.pairwise([*corners, corners[0]])
    return all(_inside(c, ring) for c in corners) and not any(
        _cross(a, b, c, d) for c, d in sides for a, b in edges
    )


def _inside(point: Point, ring: list[Point]) -> bool:
    """By the number of edges that a ray to the east crosses."""
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in itertools.pairwise([*ring, ring[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            odd = not odd
    return odd


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _left(a, b, c) != _left(a, b, d) and _left(c, d, a) != _left(c, d, b)


def _left(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])
