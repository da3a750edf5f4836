"""What belongs together: tiles of one pass, and passes that may be held against each other at all."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sightline.imagery.tile import Tile, lattice
from sightline.model.scene import Direction, Scene, Sensor

# Two tiles of one pass differ by seconds; satellites of one kind on one orbit follow each other by half an hour at least.
SAME_PASS = dt.timedelta(minutes=5)
_ALIKE = 1.5  # times: pixels that differ by more are not laid on one grid
MASK = "SCL"
_APART = 0.5  # share of the smaller of two tiles of a user's picture that may lie in the other: neighbours overlap by a tenth or so


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A scene with the pixels that are held of it, by band."""

    scene: Scene
    tiles: dict[str, Tile]

    @property
    def pixel_m(self) -> float:
        """The finest of the bands that are values."""
        return min((t.pixel_m for b, t in self.tiles.items() if b != MASK), default=0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Passes of one sensor in one geometry, oldest first; each is one scene or more, the best first. geometry: in words."""

    sensor: Sensor
    orbit: int | None
    direction: Direction | None
    geometry: str
    passes: tuple[tuple[Held, ...], ...]


def groups(held: Sequence[Held]) -> tuple[Group, ...]:
    """By sensor, relative orbit and direction, which are never mixed; scenes that do not tell their orbit stand apart. A user's
    pictures and radar also by the size of their pixels, a user's by their bands, since nothing else tells one camera from another."""
    sorted_in: dict[tuple[object, ...], list[Held]] = {}
    classes = _classes(held)
    for row in held:
        s = row.scene
        key: tuple[object, ...] = (s.sensor, s.orbit, s.direction)
        if s.sensor != "sentinel-2":
            key = (*key, classes[id(row)])
        if s.sensor == "user":
            key = (*key, tuple(sorted(row.tiles)))
        sorted_in.setdefault(key, []).append(row)
    made = [
        Group(rows[0].scene.sensor, rows[0].scene.orbit, rows[0].scene.direction, _geometry(rows[0].scene), _passes(rows))
        for rows in sorted_in.values()
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda g: (g.sensor, g.orbit is None, g.orbit or 0, g.direction or "", -len(g.passes))))  # fmt: skip


def _classes(held: Sequence[Held]) -> dict[int, int]:
    """Which of the classes of pixel size each is in: a class holds what is at most half as large again as its finest."""
    made: dict[int, int] = {}
    first, number = 0.0, 0
    for row in sorted(held, key=lambda h: h.pixel_m):
        if row.pixel_m > _ALIKE * first:
            first, number = row.pixel_m, number + 1
        made[id(row)] = number
    return made


def _geometry(scene: Scene) -> str:
    if scene.sensor == "user":
        return "pictures that the user brought; from where they were taken is not known"
    if scene.orbit is None:
        return "the archive does not tell their orbits: some may have been looked at from another side"
    way = f", {scene.direction}" if scene.direction else ""
    return f"relative orbit {scene.orbit}{way}"


def _passes(rows: list[Held]) -> tuple[tuple[Held, ...], ...]:
    passes: list[list[Held]] = []
    for row in sorted(rows, key=lambda h: (h.scene.at, h.scene.id)):
        here = next((p for p in passes if all(_one_pass(other, row) for other in p)), None)
        if here is None:
            passes.append([row])
        else:
            here.append(row)
    return tuple(tuple(sorted(p, key=_worth)) for p in passes)


def _one_pass(one: Held, other: Held) -> bool:
    a, b = one.scene, other.scene
    if a.sensor == "user":
        # Two pictures of the same ground may be two passes, and whoever brought both wants both; those of one moment that lie
        # side by side are the tiles of one.
        return a.at == b.at and _side_by_side(one, other)
    same = a.platform.lower() == b.platform.lower() or not a.platform or not b.platform
    return same and abs(a.at - b.at) <= SAME_PASS


def _side_by_side(one: Held, other: Held) -> bool:
    """Whether less than half of the smaller one's ground lies in the other."""
    from rasterio.errors import RasterioError
    from rasterio.warp import transform_bounds

    a, b = (next(iter(row.tiles.values())) for row in (one, other))
    first, second = _ground(a), _ground(b)
    if first is None or second is None:
        return False
    try:
        second = second if a.crs == b.crs else transform_bounds(b.crs, a.crs, *second)
    except RasterioError:
        return False
    wide = min(first[2], second[2]) - max(first[0], second[0])
    high = min(first[3], second[3]) - max(first[1], second[1])
    least = min((box[2] - box[0]) * (box[3] - box[1]) for box in (first, second))
    return max(0.0, wide) * max(0.0, high) < _APART * least


def _ground(tile: Tile) -> tuple[float, float, float, float] | None:
    """West, south, east, north of what is not empty, in the tile's own projection; None of a tile that is."""
    rows, columns = np.flatnonzero(~tile.empty.all(axis=1)), np.flatnonzero(~tile.empty.all(axis=0))
    if not len(rows):
        return None
    corners = [tile.transform * (c, r) for c in (columns[0], columns[-1] + 1) for r in (rows[0], rows[-1] + 1)]  # fmt: skip
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _worth(row: Held) -> tuple[float, int, str]:
    """Newest processing first, then most ground, then the name, so that the choice is always the same."""
    try:
        baseline = float(row.scene.baseline or 0)
    except ValueError:
        baseline = 0.0
    ground = sum(int(np.count_nonzero(~t.empty)) for t in row.tiles.values())
    return -baseline, -ground, row.scene.id


def bands_of(group: Group) -> tuple[str, ...]:
    """The bands that go into a stack: those that leave most pictures, counted as bands times dates; a date that has not all of
    them is left out."""
    had = [set().union(*(row.tiles for row in p)) - {MASK} for p in group.passes]
    counts = {band: sum(band in h for h in had) for band in sorted(set().union(*had))}
    ranked = sorted(counts, key=lambda b: (-counts[b], b))
    best: tuple[int, tuple[str, ...]] = (0, ())
    for n in range(1, len(ranked) + 1):
        chosen = ranked[:n]
        worth = n * sum(h.issuperset(chosen) for h in had)
        if worth >= best[0]:
            best = (worth, tuple(sorted(chosen, key=_order)))
    return best[1]


_ORDER = ("B02", "B03", "B04", "B08", "VV", "VH", "blue", "green", "red", "nir", "pan")


def _order(band: str) -> tuple[int, str]:
    return (_ORDER.index(band) if band in _ORDER else len(_ORDER), band)


def common_lattice(group: Group) -> tuple[int, float, float, float] | None:
    """EPSG, pixel and phase that most of the finest tiles lie on, so that most are not resampled."""
    finest = min((row.pixel_m for p in group.passes for row in p if row.pixel_m), default=0.0)
    votes: dict[tuple[int, float, float, float], int] = {}
    for row in (row for p in group.passes for row in p):
        for band, tile in row.tiles.items():
            here = lattice(tile)
            if band != MASK and here is not None and here[1] <= finest * 1.01:
                votes[here] = votes.get(here, 0) + int(np.count_nonzero(~tile.empty))
    return min(votes, key=lambda v: (-votes[v], v)) if votes else None
