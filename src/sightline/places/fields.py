"""Areas put together from distances: a grid of signed distances (negative inside), and its zero line as rings.

With distances, "within 40 km of this border" is a subtraction, "and at sea" a maximum, "or" a minimum. The grid
lies in the azimuthal equidistant projection round a middle, so poles and the antimeridian are places like others.
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sightline.model.place import Ring
from sightline.places.rings import Curve, Point, Polygon, polygon, traced, with_holes
from sightline.places.shapes import onto

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

CELLS = 72  # a side; what is drawn is wider than what is meant by half a cell, never narrower
_SLACK = 0.35  # of a cell: how far a corner may be left out
_LEAST_HOLE = 6.0  # cells


@dataclass(frozen=True, slots=True)
class Grid:
    """Kilometres east (xs) and north (ys) of a middle; `cell`: from one line to the next."""

    middle: Point
    xs: "Numbers"
    ys: "Numbers"
    cell: float


def grid(middle: Point, west: float, south: float, east: float, north: float) -> Grid:
    """A grid over a box in kilometres, a little wider than it."""
    import numpy as np

    cell = max(east - west, north - south) / (CELLS - 6)
    xs = np.arange(west - 3 * cell, east + 3.5 * cell, cell)
    ys = np.arange(south - 3 * cell, north + 3.5 * cell, cell)
    return Grid(middle, xs, ys, cell)


def projected(middle: Point, points: Iterable[Point]) -> "Numbers":
    """(lat, lon) rows to kilometres east and north (azimuthal equidistant: Snyder, "Map projections: a working
    manual", USGS 1395, 1987, p. 195)."""
    import numpy as np

    from sightline.model.place import EARTH_RADIUS_KM

    table = np.radians(np.asarray(points, dtype=np.float64).reshape(-1, 2))
    lat, lon = table[:, 0], table[:, 1] - math.radians(middle[1])
    sin0, cos0 = math.sin(math.radians(middle[0])), math.cos(math.radians(middle[0]))
    x = np.cos(lat) * np.sin(lon)
    y = cos0 * np.sin(lat) - sin0 * np.cos(lat) * np.cos(lon)
    away = np.arctan2(np.hypot(x, y), sin0 * np.sin(lat) + cos0 * np.cos(lat) * np.cos(lon))
    scale = EARTH_RADIUS_KM * away / np.maximum(np.hypot(x, y), 1e-12)
    return np.column_stack((x * scale, y * scale))


def distance(here: Grid, lines: "Sequence[Numbers]") -> "Numbers":
    """Kilometres from each grid point to the nearest of the lines; infinite where there are none."""
    import numpy as np

    best = np.full((len(here.ys), len(here.xs)), np.inf)
    gx, gy = np.meshgrid(here.xs, here.ys)
    for line in lines:
        thin = _thinned(line, 0.2 * here.cell)
        for (ax, ay), (bx, by) in itertools.pairwise(thin):
            dx, dy = bx - ax, by - ay
            length = dx * dx + dy * dy
            share = np.clip(((gx - ax) * dx + (gy - ay) * dy) / length, 0, 1) if length else 0.0
            np.minimum(best, np.hypot(ax + share * dx - gx, ay + share * dy - gy), out=best)
    return best


def _thinned(line: "Numbers", least: float) -> list[tuple[float, float]]:
    rows = [(float(x), float(y)) for x, y in line]
    kept = rows[:1]
    for row in rows[1:-1]:
        if math.hypot(row[0] - kept[-1][0], row[1] - kept[-1][1]) >= least:
            kept.append(row)
    return [*kept, *rows[-1:]]


def inside(here: Grid, rings: "Sequence[Numbers]") -> "NDArray[np.bool_]":
    """Whether each grid point lies within the rings by the even-odd rule."""
    import numpy as np

    out = np.zeros((len(here.ys), len(here.xs)), dtype=np.bool_)
    if not rings:
        return out
    one = np.concatenate([r[:-1] for r in rings])
    two = np.concatenate([r[1:] for r in rings])
    for row, y in enumerate(here.ys):
        cross = (one[:, 1] > y) != (two[:, 1] > y)
        a, b = one[cross], two[cross]
        at = np.sort(a[:, 0] + (y - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0]))
        out[row] = np.searchsorted(at, here.xs) % 2 == 1
    return out


def contoured(here: Grid, field: "Numbers") -> Polygon:
    """The rings round what is negative, wider by half a cell for what the grid cannot see; small holes are filled."""
    outer: list[Ring] = []
    holes: list[Ring] = []
    for loop in _loops(field - 0.5 * here.cell):
        size = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise([*loop, loop[0]])) / 2
        if size > 0:
            outer += polygon(_corners(here, loop))
        elif size < -_LEAST_HOLE:
            holes += polygon(_corners(here, loop[::-1]))
    return with_holes(tuple(outer), tuple(holes))


def _corners(here: Grid, loop: list[Point]) -> list[Point]:
    x0, y0 = float(here.xs[0]), float(here.ys[0])
    plane = [(x0 + i * here.cell, y0 + j * here.cell) for i, j in _simple(loop, _SLACK)]
    sides = zip(plane, [*plane[1:], plane[0]], strict=True)
    return traced([_side(here.middle, a, b) for a, b in sides], 0.1 * here.cell, least=1)


def _side(middle: Point, a: Point, b: Point) -> Curve:
    return lambda t: onto(middle, (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))


# Marching squares (Lorensen and Cline 1987, in the plane): which corners are inside (1 lower left, 2 lower right,
# 4 upper right, 8 upper left) -> from which side of the cell to which, with the inside on the left. Where two
# opposite corners are inside, they are taken as joined.
_STEPS = {
    1: "SW", 2: "ES", 3: "EW", 4: "NE", 5: "SENW", 6: "NS", 7: "NW",
    8: "WN", 9: "SN", 10: "WSEN", 11: "EN", 12: "WE", 13: "SE", 14: "WS",
}  # fmt: skip


def _loops(field: "Numbers") -> list[list[Point]]:
    """Closed lines in grid units with what is negative on the left: clockwise round holes."""
    import numpy as np

    field = np.where(np.isfinite(field), field, 1e9)
    field = np.pad(field[1:-1, 1:-1], 1, constant_values=float(np.max(np.abs(field))) + 1)
    neg = field < 0
    code = neg[:-1, :-1] * 1 + neg[:-1, 1:] * 2 + neg[1:, 1:] * 4 + neg[1:, :-1] * 8
    after: dict[tuple[int, int, str], tuple[int, int, str]] = {}
    for j, i in np.argwhere((code > 0) & (code < 15)).tolist():
        steps = _STEPS[int(code[j, i])]
        for one, two in zip(steps[::2], steps[1::2], strict=True):
            after[_edge(i, j, one)] = _edge(i, j, two)
    found = []
    while after:
        at, to = after.popitem()
        loop = [at]
        while to != at:
            loop.append(to)
            to = after.pop(to)
        found.append([_crossing(field, edge) for edge in loop])
    return found


def _edge(i: int, j: int, side: str) -> tuple[int, int, str]:
    """The side of a cell by the name that both its cells give it."""
    return {"S": (i, j, "h"), "N": (i, j + 1, "h"), "W": (i, j, "v"), "E": (i + 1, j, "v")}[side]


def _crossing(field: "Numbers", edge: tuple[int, int, str]) -> Point:
    i, j, way = edge
    a = float(field[j, i])
    b = float(field[j, i + 1] if way == "h" else field[j + 1, i])
    share = min(max(a / (a - b), 0.01), 0.99)
    return (i + share, j) if way == "h" else (i, j + share)


def _simple(loop: list[Point], slack: float) -> list[Point]:
    """A closed line with fewer corners (Douglas and Peucker 1973, on its two halves)."""
    far = max(range(len(loop)), key=lambda k: math.dist(loop[0], loop[k]))
    return [*_thin(loop[: far + 1], slack)[:-1], *_thin([*loop[far:], loop[0]], slack)[:-1]]


def _thin(line: list[Point], slack: float) -> list[Point]:
    keep, todo = {0, len(line) - 1}, [(0, len(line) - 1)]
    while todo:
        a, b = todo.pop()
        worst, at = slack, 0
        for k in range(a + 1, b):
            if (off := _off(line[a], line[b], line[k])) > worst:
                worst, at = off, k
        if at:
            keep.add(at)
            todo += [(a, at), (at, b)]
    return [line[k] for k in sorted(keep)]


def _off(a: Point, b: Point, p: Point) -> float:
    length = math.dist(a, b)
    if length == 0:
        return math.dist(a, p)
    share = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length**2
    share = min(max(share, 0.0), 1.0)
    return math.dist((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])), p)
