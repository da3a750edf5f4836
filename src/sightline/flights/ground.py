"""On the ground: when a track stood, taxied or rolled at a field.

Three signs, none needed: the airframe's own ground flag; slower than any aeroplane flies, at about the height of the
field; on the runway's line and a quarter slower than on its approach (or than in its climb), which no aeroplane does
without its wheels down. The height of the field by this track's pressure is taken from rows that show a sign.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.flights.near import Near
from sightline.flights.plane import runs
from sightline.flights.runways import on_line
from sightline.flights.track import F64

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]
SLOW_KT = 40.0
FLYING_KT = 80.0  # who reports as much is not slow because a late position makes it look so
PRESSURE_FT = 900.0  # what barometric heights may be off by
AREA_KM = 2.0  # taxiways and aprons round a runway
_BARE_KM = 1.0  # round the reference point of a field without runways
_ROLL = 0.75
_SAID = 0.9
_NOISE = 4.0  # standard deviations
_SPARSE_S = 5.0
_LINE_KM = 0.12
_ALOFT_FT = 250.0
_FASTEST_FLAGGED_KT = 220.0


@dataclass(frozen=True, slots=True)
class Ground:
    """Rows first to last of a Near (inclusive) on the ground at the field. slow: seen slower than 40 kt; flagged: by
    the airframe's own flag; rolled: seen slowing or gathering speed on a runway."""

    first: int
    last: int
    slow: bool
    flagged: bool
    rolled: bool


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """grounds: the intervals on the ground, in order. level: the height by pressure (feet above the field) at which
    they were; None where no row tells. aloft: a mask of the rows that are surely in the air or away from the field."""

    grounds: tuple[Ground, ...]
    level: float | None
    aloft: Mask


def floor(n: Near) -> Floor:
    """What of a track was on the ground at the field."""
    area = n.off < (AREA_KM if n.ends else _BARE_KM) + n.loose
    far = n.off > 2 * AREA_KM + n.loose
    if not area.any():
        return Floor((), None, far)
    with np.errstate(invalid="ignore"):
        low = ~(n.high > PRESSURE_FT)
        flagged = area & (n.ground == 1) & low & ~(n.speed > _FASTEST_FLAGGED_KT)
        slow = area & (n.speed < SLOW_KT) & ~(n.said > FLYING_KT) & low
        rolled = area & low & _rolls(n)
    level = _level(n, flagged | slow | rolled)
    with np.errstate(invalid="ignore"):
        high = n.high - level > _ALOFT_FT
        aloft = high & ((n.speed > SLOW_KT) | (n.ground == 0))
    # the height a flagged row carries may be one of long ago; a row in the air says so by more than that
    on = (flagged | slow | rolled) & ~(aloft & ~flagged)
    breaks = _left(n)
    found = [
        Ground(
            a,
            b,
            bool(_some(slow[a : b + 1], n)),
            bool(flagged[a : b + 1].any()),
            bool(rolled[a : b + 1].any()),
        )
        for a, b in _merged(on, aloft | far, breaks)
    ]
    believed = tuple(g for g in found if _believed(n, g, on))
    return Floor(believed, level if believed else None, (aloft & ~on) | far)


def _rolls(n: Near) -> Mask:
    on = on_line(n.ends, n.x, n.y, _LINE_KM + n.loose) if n.ends else np.zeros(len(n), dtype=np.bool_)
    if not on.any():
        return on
    before, spread = _mean_speed(n, -60.0, -12.0)
    after, later = _mean_speed(n, 12.0, 50.0)
    with np.errstate(invalid="ignore"):
        slowed = _slower(n, before, spread)
        gathering = np.isnan(before) & _slower(n, after, later)
        flat = ~(np.abs(n.climb) > 600.0)
    return on & flat & (slowed | gathering)


def _slower(n: Near, than: F64, spread: F64) -> Mask:
    """Slower by a quarter, by more than positions and clocks that are off make of it, and not against what the
    airframe itself reports."""
    slower: Mask = (n.speed < _ROLL * than) & ~(than - n.speed < _NOISE * spread) & ~(n.said > _SAID * than)
    return slower


def _mean_speed(n: Near, start: float, end: float) -> tuple[F64, F64]:
    """Mean speed of the rows from `start` to `end` seconds from each, and how much neighbouring rows differ from one another
    (standard deviation by their differences, so that an even slowing adds nothing); NaN where there are none."""
    step = np.diff(n.speed, prepend=np.nan)
    a, b = np.searchsorted(n.time, n.time + start), np.searchsorted(n.time, n.time + end, side="right")
    return _mean(n.speed, a, b), np.sqrt(_mean(step * step, a, b) / 2.0)


def _mean(values: F64, a: Rows, b: Rows) -> F64:
    known = np.isfinite(values)
    total = np.concatenate(([0.0], np.cumsum(np.where(known, values, 0.0))))
    count = np.concatenate(([0], np.cumsum(known)))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean: F64 = (total[b] - total[a]) / (count[b] - count[a])
    return mean


def _level(n: Near, on: Mask) -> float:
    known = n.high[on & np.isfinite(n.high)]
    return float(np.clip(np.median(known), -PRESSURE_FT, PRESSURE_FT)) if len(known) else 0.0


def _left(n: Near) -> Mask:
    """left[i]: between row i and i + 1 the track has rows elsewhere."""
    return np.abs(np.diff(n.rows)) > 1


def _merged(on: Mask, aloft: Mask, left: Mask) -> list[tuple[int, int]]:
    """Runs of `on`, joined where nothing between them says that it flew or went away."""
    joined: list[tuple[int, int]] = []
    flights = np.concatenate(([0], np.cumsum(aloft)))
    leaves = np.concatenate(([0], np.cumsum(left)))
    for a, b in runs(on):
        if joined:
            last = joined[-1][1]
            if flights[a] - flights[last + 1] <= 1 and leaves[a] == leaves[last]:
                joined[-1] = (joined[-1][0], b - 1)
                continue
        joined.append((a, b - 1))
    return joined


def _some(slow: Mask, n: Near) -> bool:
    """Slow in two rows at least: one may be an error of a position."""
    return bool(np.count_nonzero(slow) >= (1 if len(n) < 20 else 2))


def _believed(n: Near, g: Ground, on: Mask) -> bool:
    """Several rows or two signs; and where fast rows lead in or out, they must be on this field's runway, or it was
    another field near by."""
    rows = slice(g.first, g.last + 1)
    if np.count_nonzero(on[rows]) < 2 and not (g.flagged and (g.slow or _sparse(n, g.first))):
        return False
    if not n.ends:
        return _in_place(n, g)
    # positions jump while it taxies: only the first and the last minute tell of a landing or a take-off
    border = (n.time[rows] < n.time[g.first] + 60.0) | (n.time[rows] > n.time[g.last] - 60.0)
    with np.errstate(invalid="ignore"):
        fast = (n.speed[rows] > 70.0) & on[rows] & border
    if np.count_nonzero(fast) >= 5:
        x, y = n.x[rows][fast], n.y[rows][fast]
        return bool(np.mean(on_line(n.ends, x, y, _LINE_KM + 0.08 + n.loose)) > 0.4)
    return True


def _sparse(n: Near, row: int) -> bool:
    """Whether so few rows are received round this one that no second could be asked for."""
    around = n.time[max(row - 1, 0) : row + 2]
    return bool(np.all(np.diff(around) >= _SPARSE_S))


def _in_place(n: Near, g: Ground) -> bool:
    """Without runways only what came to rest at the reference point counts: what rolls through belongs elsewhere."""
    around = (n.time > n.time[g.first] - 120.0) & (n.time < n.time[g.last] + 120.0) & (n.off < 4.0)
    with np.errstate(invalid="ignore"):
        low = ~(n.high > PRESSURE_FT)
        fast = around & low & (n.speed > 60.0)
    return g.slow and not fast.any()
