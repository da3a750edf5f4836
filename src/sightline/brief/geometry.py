"""Plane geometry for the map: the view, clipping, circles. Degrees WGS84 in, picture units out."""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sightline.model.place import EARTH_RADIUS_KM

Point = tuple[float, float]
KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180


@dataclass(frozen=True, slots=True)
class View:
    """A window on the world in the equirectangular projection, true to scale at its middle latitude.

    west < east; east may pass 180 where the window crosses the antimeridian. width, height: picture units.
    """

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    @property
    def km_per_unit(self) -> float:
        """Kilometres per picture unit along the middle latitude."""
        squeeze = max(0.05, math.cos(math.radians(self.middle[1])))
        return (self.east - self.west) * squeeze * KM_PER_DEGREE / self.width

    def at(self, lon: float, lat: float) -> Point:
        x = (lon - self.west) / (self.east - self.west) * self.width
        return x, (self.north - lat) / (self.north - self.south) * self.height

    def near(self, lon: float) -> float:
        """The same meridian, turned to lie within 180 degrees of the middle."""
        middle = self.middle[0]
        return (lon - middle + 180) % 360 - 180 + middle


def middle_meridian(lons: Sequence[float]) -> float:
    """The meridian opposite the widest gap: a window round it needs the least width."""
    turned = sorted(lon % 360 for lon in lons)
    gaps = [((turned[(i + 1) % len(turned)] - a) % 360 or (360 if len(turned) == 1 else 0), i)
            for i, a in enumerate(turned)]  # fmt: skip
    gap, i = max(gaps)
    start = turned[(i + 1) % len(turned)]
    return (start + (360 - gap) / 2 + 180) % 360 - 180


def view_of(
    circles: Iterable[tuple[float, float, float]], width: float, height: float, *, least_km: float = 800
) -> View:
    """The window that holds every (lon, lat, radius_km), with room round it; at least `least_km` high.

    Raises ValueError where there is nothing to show.
    """
    circles = list(circles)
    if not circles:
        raise ValueError("no place to show")
    lon0 = middle_meridian([lon for lon, _, _ in circles])
    boxes = []
    for lon, lat, radius in circles:
        dlat = min(radius / KM_PER_DEGREE, 60.0)
        dlon = min(dlat / max(0.2, math.cos(math.radians(lat))), 120.0)
        x = (lon - lon0 + 180) % 360 - 180
        boxes.append((x - dlon, lat - dlat, x + dlon, lat + dlat))
    west, south = min(b[0] for b in boxes), max(-88.0, min(b[1] for b in boxes))
    east, north = max(b[2] for b in boxes), min(88.0, max(b[3] for b in boxes))
    return _framed(lon0, (west, south, east, north), width, height, least_km)


def _framed(
    lon0: float, box: tuple[float, float, float, float], width: float, height: float, least_km: float
) -> View:
    west, south, east, north = box
    x, y = (west + east) / 2, (south + north) / 2
    squeeze = max(0.2, math.cos(math.radians(y)))
    tall = max(
        (north - south) * 1.35, least_km / KM_PER_DEGREE, (east - west) * 1.35 * squeeze * height / width
    )
    tall = min(tall, 176.0, 360.0 * squeeze * height / width)
    # Places spread over more than half the world need the width even where the height is at its end.
    wide = min(max(tall * width / height / squeeze, (east - west) * 1.06), 360.0)
    y = min(max(y, -88 + tall / 2), 88 - tall / 2)
    return View(lon0 + x - wide / 2, y - tall / 2, lon0 + x + wide / 2, y + tall / 2, width, height)


def circle(lon: float, lat: float, radius_km: float, steps: int = 72) -> list[Point]:
    """Points (lon, lat) at that great-circle distance, eastward continuous round the centre."""
    angle = min(radius_km / EARTH_RADIUS_KM, math.pi * 0.999)
    phi = math.radians(lat)
    points = []
    for i in range(steps):
        bearing = 2 * math.pi * i / steps
        s = math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(bearing)
        s = max(-1.0, min(1.0, s))
        d = math.atan2(
            math.sin(bearing) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * s
        )
        points.append((lon + math.degrees(d), math.degrees(math.asin(s))))
    return points


def clip_ring(ring: Sequence[Point], width: float, height: float) -> list[Point]:
    """Sutherland-Hodgman (CACM 17:1, 1974) against the picture's frame; picture units in and out."""
    out = list(ring)
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        source, out = out, []
        if not source:
            return []
        before = source[-1]
        for point in source:
            inside, was = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
            if inside != was:
                out.append(_cross(before, point, axis, limit))
            if inside:
                out.append(point)
            before = point
    return out


def _cross(a: Point, b: Point, axis: int, limit: float) -> Point:
    t = (limit - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + t * (b[1 - axis] - a[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def uncut(ring: Sequence[Point]) -> list[list[Point]]:
    """The stretches of a closed ring (degrees) that are edges of the area itself: without those that only part
    it at the antimeridian or close it over a pole (RFC 7946, section 3.1.9)."""
    stretches: list[list[Point]] = []
    for a, b in itertools.pairwise(ring):
        if (abs(a[0]) == 180 and a[0] == b[0]) or (abs(a[1]) == 90 and a[1] == b[1]):
            continue
        if stretches and stretches[-1][-1] == a:
            stretches[-1].append(b)
        else:
            stretches.append([a, b])
    if len(stretches) > 1 and stretches[-1][-1] == stretches[0][0]:
        first = stretches.pop(0)
        stretches[-1] += first[1:]
    return stretches


def clip_line(line: Sequence[Point], width: float, height: float) -> list[list[Point]]:
    """The pieces of a line inside the frame (Liang-Barsky per segment)."""
    pieces: list[list[Point]] = []
    for a, b in itertools.pairwise(line):
        cut = _clip_segment(a, b, width, height)
        if cut is None:
            continue
        if pieces and pieces[-1][-1] == cut[0]:
            pieces[-1].append(cut[1])
        else:
            pieces.append([cut[0], cut[1]])
    return pieces


def _clip_segment(a: Point, b: Point, width: float, height: float) -> tuple[Point, Point] | None:
    dx, dy = b[0] - a[0], b[1] - a[1]
    low, high = 0.0, 1.0
    for p, q in ((-dx, a[0]), (dx, width - a[0]), (-dy, a[1]), (dy, height - a[1])):
        if p == 0:
            if q < 0:
                return None
        elif p < 0:
            low = max(low, q / p)
        else:
            high = min(high, q / p)
    if low > high:
        return None
    start = a if low == 0.0 else (a[0] + low * dx, a[1] + low * dy)
    return start, b if high == 1.0 else (a[0] + high * dx, a[1] + high * dy)


def thinned(points: Sequence[Point], least: float = 0.45) -> list[Point]:
    """Without the points nearer than `least` to the one kept before; first and last stay."""
    if len(points) < 3:
        return list(points)
    kept = [points[0]]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= least:
            kept.append(point)
    return [*kept, points[-1]]


def reach(points: Sequence[Point]) -> float:
    """The larger side of the box that holds the points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def area(ring: Sequence[Point]) -> float:
    """Unsigned area of a ring (shoelace)."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True) if ring else []
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def surrounds(ring: Sequence[Point], point: Point) -> bool:
    """Whether a point lies within a ring (even-odd rule)."""
    inside = False
    for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        if (a[1] > point[1]) != (b[1] > point[1]):
            inside ^= a[0] + (point[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) > point[0]
    return inside


def path(points: Sequence[Point], *, close: bool = False) -> str:
    """An SVG path in tenths of a unit, relative steps (shorter)."""
    if not points:
        return ""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    x, y = tenths[0]
    words = [f"M{_tenth(x)},{_tenth(y)}"]
    for u, v in tenths[1:]:
        if (u, v) != (x, y):
            words.append(f"l{_tenth(u - x)},{_tenth(v - y)}")
            x, y = u, v
    return "".join(words) + ("z" if close else "")


def _tenth(n: int) -> str:
    return f"{n / 10:g}"
