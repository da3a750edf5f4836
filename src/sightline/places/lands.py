"""Areas along coasts and borders and parts of countries, from the outlines of countries (Natural Earth, 1:50m).

The outlines are coarse: a coast may lie some kilometres off (_COARSE), which every area here allows for.
"""

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sightline.model.outlines import Line, outlines
from sightline.model.place import distance_km
from sightline.places.fields import Grid, contoured, distance, grid, inside, projected
from sightline.places.geometry import Disc
from sightline.places.rings import Point, enclosing
from sightline.places.shapes import Region, onto

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

BAND_KM = 40.0  # to each side of a border: how far "on the border" is said (own estimate)
OFF_A_COUNTRY_KM = 150.0
OFF_A_TOWN_KM = 60.0
_COARSE = 4.0
_PART = 0.5  # of a country's area: what "northern" may mean, loosely
_CORE = 0.3  # of it: what "northern" mostly means; the disc stands there
_CENTRAL = 0.7  # of its size
# Lands that the outlines draw apart from a country that the press, or most states, count them to: a point in each
# (latitude, longitude). They are counted to both, for an area has to hold what may be meant; no statement of ours.
_ALSO = {"UA": (45.2, 34.2), "SO": (9.8, 45.0), "CY": (35.3, 33.6), "RS": (42.6, 21.0)}


@dataclass(frozen=True, slots=True)
class _Shape:
    """A line as rows of (lat, lon), and its box: west, south, east, north; east may pass 180."""

    rows: "Numbers"
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _World:
    countries: tuple[tuple[str | None, tuple[_Shape, ...]], ...]
    coasts: tuple[tuple[frozenset[str | None], _Shape], ...]
    borders: tuple[tuple[frozenset[str | None], _Shape], ...]


@cache
def _world() -> _World:
    world = outlines()
    return _World(
        tuple((c.code, tuple(_shape(r) for r in c.rings)) for c in world.countries),
        tuple((o, _shape(a)) for o, a in zip(world.coast_of, world.coasts, strict=True)),
        tuple((o, _shape(a)) for o, a in zip(world.border_of, world.borders, strict=True)),
    )


def _shape(line: Line) -> _Shape:
    import numpy as np

    rows = np.array([(y, x) for x, y in line])
    (south, west), (north, east) = rows.min(axis=0), rows.max(axis=0)
    return _Shape(rows, (float(west), float(south), float(east), float(north)))


def _reaches(shape: _Shape, at: Point, km: float) -> bool:
    """Whether the line's box comes within `km` of a point, roughly and rather too often."""
    west, south, east, north = shape.box
    dlat = km / 111.0
    top = min(89.9, max(abs(at[0] - dlat), abs(at[0] + dlat)))
    dlon = min(180.0, dlat / math.cos(math.radians(top)))
    if at[0] + dlat < south or at[0] - dlat > north:
        return False
    return any(west - dlon <= at[1] + turn <= east + dlon for turn in (-360.0, 0.0, 360.0))


def _near(shapes: tuple[_Shape, ...], at: Point, km: float) -> list[_Shape]:
    return [s for s in shapes if _reaches(s, at, km)]


@lru_cache(maxsize=64)
def _rings_of(code: str) -> tuple[_Shape, ...]:
    own = next((rings for c, rings in _world().countries if c == code), ())
    point = _ALSO.get(code)
    if point is None or not own:
        return own
    others = (r for c, rings in _world().countries if c != code for r in rings)
    return (*own, *(r for r in others if _within(r, *point)))


def _coasts_of(code: str) -> list[_Shape]:
    own = [s for owners, s in _world().coasts if code in owners]
    if code not in _ALSO:
        return own
    known = {tuple(row) for ring in _rings_of(code) for row in ring.rows}
    more = [s for o, s in _world().coasts if code not in o and tuple(s.rows[len(s.rows) // 2]) in known]
    return [*own, *more]


def _within(shape: _Shape, lat: float, lon: float) -> bool:
    """Even-odd rule in degrees, at whichever turn of the globe the ring is drawn."""
    west, south, east, north = shape.box
    if not south <= lat <= north:
        return False
    inside_it = False
    for turn in (-360.0, 0.0, 360.0):
        x = lon + turn
        if not west <= x <= east:
            continue
        a, b = shape.rows[:-1], shape.rows[1:]
        cross = (a[:, 0] > lat) != (b[:, 0] > lat)
        a, b = a[cross], b[cross]
        at = a[:, 1] + (lat - a[:, 0]) / (b[:, 0] - a[:, 0]) * (b[:, 1] - a[:, 1])
        inside_it ^= int((at > x).sum()) % 2 == 1
    return inside_it


def in_country(code: str, lat: float, lon: float, within_km: float = 0.0) -> bool:
    """Whether a point lies in a country as the outlines draw it, or within so many kilometres of it."""
    rings = _rings_of(code)
    if sum(_within(r, lat, lon) for r in rings) % 2:
        return True
    close = [r for r in rings if _reaches(r, (lat, lon), within_km + _COARSE)]
    for ring in close:
        plane = projected((lat, lon), ring.rows)
        a, b = plane[:-1], plane[1:]
        side = b - a
        length = (side**2).sum(axis=1)
        length[length == 0] = 1.0
        share = (-(a * side).sum(axis=1) / length).clip(0, 1)
        nearest = a + share[:, None] * side
        if float((nearest**2).sum(axis=1).min()) <= (within_km + _COARSE) ** 2:
            return True
    return False


def _land(here: Grid, reach: float, only: str | None = None) -> "NDArray[np.bool_]":
    import numpy as np

    out = np.zeros((len(here.ys), len(here.xs)), dtype=np.bool_)
    for code, rings in _world().countries:
        if only is None or code == only:
            close = _near(rings, here.middle, reach)
            out |= inside(here, [projected(here.middle, r.rows) for r in close])
    return out


@lru_cache(maxsize=256)
def off_town(at: Disc, reach: float = OFF_A_TOWN_KM) -> Region | None:
    """The sea within `reach` km of a place's edge; None where no sea lies there."""
    import numpy as np

    far = at.radius_km + reach
    if far > 1500:
        return None
    middle = (at.lat, at.lon)
    here = grid(middle, -far, -far, far, far)
    coasts = [s for _, s in _world().coasts if _reaches(s, middle, 1.5 * far)]
    lines = [projected(middle, s.rows) for s in coasts]
    land = _land(here, 1.5 * far)
    sea = np.where(land, 1.0, -1.0) * np.minimum(distance(here, lines), 2 * far)
    gx, gy = np.meshgrid(here.xs, here.ys)
    near = np.hypot(gx, gy) - far
    if not np.any((sea < 0) & (near < 0)):
        return None
    return _region(here, np.maximum(near, sea - _COARSE))


@lru_cache(maxsize=256)
def off_country(code: str, at: Disc, reach: float = OFF_A_COUNTRY_KM) -> Region | None:
    """The sea within `reach` km of a country's coast, as far as the disc `at` of the country holds the coast (so
    without far-away islands); None for a country without a coast in the outlines."""
    import numpy as np

    lines = [s for s in _coasts_of(code) if _holds(at, s)]
    here = _grid_over(lines, reach)
    if here is None:
        return None
    near = distance(here, [projected(here.middle, s.rows) for s in lines]) - reach
    span = math.hypot(float(here.xs[-1] - here.xs[0]), float(here.ys[-1] - here.ys[0]))
    coasts = [s for _, s in _world().coasts if _reaches(s, here.middle, span)]
    land = _land(here, span)
    shore = distance(here, [projected(here.middle, s.rows) for s in coasts])
    sea = np.where(land, 1.0, -1.0) * np.minimum(shore, 2 * span)
    return _region(here, np.maximum(near, sea - _COARSE))


@lru_cache(maxsize=256)
def along_border(one: str, two: str | None, at: Disc | None = None, width: float = BAND_KM) -> Region | None:
    """The band of `width` km to each side of the common border of two countries, or of all land borders of one
    (inside the disc `at`, without far-away parts); None where the outlines have none."""
    wanted = {one, two} if two else {one}
    lines = [s for owners, s in _world().borders if wanted <= owners and (two or at is None or _holds(at, s))]
    here = _grid_over(lines, width)
    if here is None:
        return None
    field = distance(here, [projected(here.middle, s.rows) for s in lines]) - width - _COARSE
    return _region(here, field)


@lru_cache(maxsize=256)
def inside_border(code: str, km: float, at: Disc) -> Region | None:
    """What of a country lies within `km` of its edge, by land or sea ("20 km inside Syria")."""
    import numpy as np

    rings = [r for r in _rings_of(code) if _holds(at, r)]
    here = _grid_over(rings, 1.0)
    if here is None:
        return None
    planes = [projected(here.middle, r.rows) for r in rings]
    edge = distance(here, planes)
    return _region(here, np.maximum(np.where(inside(here, planes), -1.0, 1.0) * edge, edge - km) - _COARSE)


@lru_cache(maxsize=512)
def part_of(code: str, direction: float | None, at: Disc) -> Region | None:
    """The part of a country that lies in a direction (degrees clockwise from north; None: its middle): the half of
    its area that lies farthest there, with the disc's middle in the farthest third. Only what the disc `at` holds of
    the country counts."""
    import numpy as np

    rings = [r for r in _rings_of(code) if _holds(at, r)]
    here = _grid_over(rings, 1.0)
    if here is None:
        return None
    planes = [projected(here.middle, r.rows) for r in rings]
    land = inside(here, planes)
    if not land.any():
        return None
    gx, gy = np.meshgrid(here.xs, here.ys)
    border = np.where(land, -1.0, 1.0) * distance(here, planes) - _COARSE
    if direction is None:
        centre = np.array([gx[land].mean(), gy[land].mean()])
        inner = [centre + _CENTRAL * (p - centre) for p in planes]
        cut = np.where(inside(here, inner), -1.0, 1.0) * distance(here, inner)
    else:
        along = gx * math.sin(math.radians(direction)) + gy * math.cos(math.radians(direction))
        cut = float(np.quantile(along[land], 1 - _PART)) - along
        land &= along >= float(np.quantile(along[land], 1 - _CORE))
    cut_out = contoured(here, np.maximum(border, cut))
    if not cut_out:
        return None
    core = onto(here.middle, (float(gx[land].mean()), float(gy[land].mean())))
    return Region(enclosing(cut_out, core), cut_out)


def _holds(at: Disc, shape: _Shape) -> bool:
    """Whether most of a line (by three of its points) lies in the disc."""
    rows = shape.rows
    picked = [rows[0], rows[len(rows) // 3], rows[2 * len(rows) // 3]]
    within = sum(distance_km(at.lat, at.lon, float(y), float(x)) <= 1.1 * at.radius_km for y, x in picked)
    return within >= 2


def _grid_over(shapes: list[_Shape], margin: float) -> Grid | None:
    """A grid over lines and `margin` km round them, its middle among them."""
    import numpy as np

    if not shapes:
        return None
    rows = np.concatenate([s.rows for s in shapes])
    around = enclosing((tuple((float(y), float(x)) for y, x in rows[:: max(1, len(rows) // 200)]),))
    middle = (around.lat, around.lon)
    plane = projected(middle, rows)
    west, south = plane.min(axis=0) - margin
    east, north = plane.max(axis=0) + margin
    return grid(middle, float(west), float(south), float(east), float(north))


def _region(here: Grid, field: "Numbers") -> Region | None:
    rings = contoured(here, field)
    return Region(enclosing(rings), rings) if rings else None
