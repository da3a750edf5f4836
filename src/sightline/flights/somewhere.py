"""somewhere: at which fields a track may have moved, where nobody names one; and which of them a movement was at."""

import math
from collections.abc import Callable, Iterable

import numpy as np

from sightline.flights.coverage import distances_km
from sightline.flights.movement import TIERS, Movement
from sightline.flights.track import Points, Track, blocks
from sightline.flights.units import FEET_A_METRE
from sightline.model.airfield import Airfield

Near = Callable[[float, float, float], tuple[tuple[Airfield, float], ...]]
_REACH_KM = 25.0  # as far before a runway as a final approach is told from other flight
_LOW_FT = 4_000.0  # above the field; higher, no field can be told from the track alone
_HIGHEST_FT = 20_000.0  # no field lies higher than 14,500 ft
_CELL = 0.05  # degrees; one look a cell
_ANYWHERE = frozenset({"observed stop", "observed touchdown", "observed pass", "inferred", "bracketed"})
_KINDS = frozenset({"landing", "take-off", "stop", "go-around", "low approach"})


def fields_below(track: Track, near: Near) -> tuple[Airfield, ...]:
    """Fields within 25 km of which a cleaned track is lower than 4,000 ft above them, or on the ground. near: fields
    within so many km of a point, with distances."""
    found: dict[str, Airfield] = {}
    for lowest, lat, lon in _lowest(track.points):
        for field, _ in near(lat, lon, _REACH_KM):
            if lowest < (field.elevation_m or 0.0) * FEET_A_METRE + _LOW_FT:
                found[field.ref] = field
    return tuple(found[ref] for ref in sorted(found))


def _lowest(points: Points) -> list[tuple[float, float, float]]:
    """(feet, lat, lon) of the lowest row in each cell, the first of several."""
    least: dict[int, tuple[float, float, float]] = {}
    for block in blocks(len(points)):
        lat, lon = points.lat[block], points.lon[block]
        feet = np.where(points.ground[block] == 1, -1e4, points.altitude[block])
        rows = np.flatnonzero(np.isfinite(lat) & np.isfinite(lon) & (feet < _HIGHEST_FT))
        cells = (lat[rows] // _CELL).astype(np.int64) * 100_000 + (lon[rows] // _CELL).astype(np.int64)
        order = np.lexsort((feet[rows], cells))
        keys, first = np.unique(cells[order], return_index=True)
        for cell, row in zip(keys.tolist(), rows[order[first]].tolist(), strict=True):
            here = float(feet[row]), float(lat[row]), float(lon[row])
            if cell not in least or here[0] < least[cell][0]:
                least[cell] = here
    return list(least.values())


def settled(track: Track, found: Iterable[Movement], fields: Iterable[Airfield]) -> tuple[Movement, ...]:
    """Movements of one track, each at the one field that shows it best: of those that stand on the same rows the
    strongest tier, then the nearest field. What is only compatible with a field, or passes over it, is left out."""
    places = {field.ref: field for field in fields}

    def strength(move: Movement) -> tuple[int, float, str, float]:
        field, row = places[move.field], max(move.seen[1] - 1, 0)
        here = track.points.take(slice(row, row + 1))
        far = float(distances_km(here, field.lat, field.lon)[0]) if len(here) else math.inf
        return TIERS.index(move.tier), far, move.field, move.start

    kept: list[Movement] = []
    for move in sorted((m for m in found if m.tier in _ANYWHERE and m.kind in _KINDS), key=strength):
        if not any(o.field != move.field and _together(o, move) for o in kept):
            kept.append(move)
    return tuple(sorted(kept, key=lambda m: (m.start, m.end, m.kind)))


def _together(a: Movement, b: Movement) -> bool:
    """Whether both stand on the same rows of the track."""
    return a.seen[0] < b.seen[1] and b.seen[0] < a.seen[1]
