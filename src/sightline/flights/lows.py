"""Approaches that ended in the air: go-arounds and low approaches.

Between two heights of at least 300 ft more there is a lowest point. Where the airframe came down to it along a runway's
line, it was an approach; one flown on level along the runway is a low approach (simulated ones as high as 2,000 ft), one broken off before or over its
beginning a go-around. How low it really was is taken from the glide path: aimed at the runway, it tells the field's
height by this track's pressure, to some 150 ft. Whether wheels touched cannot be told from a low pass without a loss of speed.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sightline.flights.ground import PRESSURE_FT
from sightline.flights.near import Near
from sightline.flights.runways import End
from sightline.flights.units import KNOT_KM_MIN

Rows = NDArray[np.intp]
_PROMINENT_FT = 300.0
_STEP_S = 4.0
_QUIET_S = 15.0
_HIGHEST_FT = 2900.0
_ALIGNED_S = 10.0
_FINAL_KM = 18.5
_SPARSE_S = 9.0
_BESIDE_KM = 1.5
_UNDER_FT = -50.0


@dataclass(frozen=True, slots=True)
class Low:
    """row: of a Near, the lowest point; first, last: from joining the line to 300 ft up again. high: feet above the
    field there, by pressure, corrected where the glide path told how (corrected). hidden: seconds not heard round it."""

    kind: Literal["go-around", "low approach"]
    row: int
    first: int
    last: int
    high: float
    corrected: bool
    end: End
    hidden: float


def lows(n: Near, first: int, last: int, level: float | None) -> tuple[Low, ...]:
    """The approaches between two rows (inclusive) of an unbroken flight. level: feet by which heights are off at the
    field, where rows on the ground told."""
    rows = np.arange(first, last + 1)
    rows = rows[np.isfinite(n.high[rows]) & (n.off[rows] < 20.0)]
    if len(rows) < 5:
        return ()
    # one row each few seconds is enough to see turns in height
    beat = np.floor(n.time[rows] / _STEP_S)
    rows = rows[np.concatenate(([True], np.diff(beat) > 0))]
    found = (_approach(n, first, last, *turn, level) for turn in _minima(n.high, rows))
    return tuple(low for low in found if low is not None)


def _minima(high: NDArray[np.float64], rows: Rows) -> list[tuple[int, int, int]]:
    """(highest before, lowest, row 300 ft up again) of each dip at least 300 ft deep on both sides."""
    found = []
    heights = high[rows].tolist()
    top = bottom = 0
    for i, value in enumerate(heights):
        if value > heights[bottom] + _PROMINENT_FT:
            if heights[top] > heights[bottom] + _PROMINENT_FT:
                found.append((int(rows[top]), int(rows[bottom]), int(rows[i])))
            top = bottom = i
        elif value < heights[bottom]:
            bottom = i
        if value > heights[top] and bottom <= top:
            top = bottom = i
    return found


def _approach(
    n: Near, first: int, last: int, top: int, bottom: int, up: int, level: float | None
) -> Low | None:
    if n.high[bottom] > _HIGHEST_FT:
        return None
    flat = np.arange(top, up + 1)
    flat = flat[n.high[flat] < n.high[bottom] + 100.0]
    quiet = int(np.argmax(np.diff(n.time[top : up + 1]))) + top
    hidden = float(n.time[quiet + 1] - n.time[quiet])
    if hidden > _QUIET_S and n.high[quiet] < n.high[bottom] + _PROMINENT_FT:
        bottom = quiet  # it was lower still, unheard
    else:
        bottom, hidden = (
            int(flat[np.argmin(n.off[flat])]),
            0.0,
        )  # a level stretch is lowest where it is nearest
    if n.off[bottom] > (_FINAL_KM if hidden else 6.0):
        return None
    start = max(top, int(np.searchsorted(n.time, n.time[bottom] - 300.0)), first)
    stop = min(last, int(np.searchsorted(n.time, n.time[bottom] + 40.0)))
    rows = np.arange(start, stop + 1)
    end = _line(n, rows, n.time[bottom])
    if end is None:
        return None
    offset = level if level is not None else _glide(n, rows, end, bottom)
    corrected = offset is not None
    high = n.high - (offset or 0.0)
    if hidden:
        passed = _unheard(n, bottom, end, offset)
    else:
        passed = _along(n, rows, end, high) or _levelled(n, bottom, end, high)
    kind: Literal["go-around", "low approach"] = "low approach" if passed else "go-around"
    return Low(kind, bottom, start, up, float(high[bottom]), corrected, end, hidden)


def _line(n: Near, rows: Rows, bottom: float) -> End | None:
    """The runway end on whose line it came down: kept longest, then nearest."""
    best: tuple[float, float, End] | None = None
    for end in n.ends:
        mask = end.aligned(
            n.x[rows], n.y[rows], n.course[rows], width=0.2 + n.loose, slope=0.035, reach=_FINAL_KM
        )
        mask &= n.time[rows] <= bottom + 10.0
        kept = rows[mask]
        if len(kept) < 3 or n.time[kept[-1]] - n.time[kept[0]] < _ALIGNED_S:
            continue
        if bottom - n.time[kept[-1]] > 30.0:  # it had left the line before it was lowest
            continue
        score = (
            round(float(n.time[kept[-1]] - n.time[kept[0]]) / 20.0),
            -float(np.mean(end.beside(n.x[kept], n.y[kept]))),
        )
        if best is None or score > best[:2]:
            best = (*score, end)
    return None if best is None else best[2]


def _glide(n: Near, rows: Rows, end: End, bottom: int) -> float | None:
    """Feet by which heights are off, from where a straight glide path would have met the runway."""
    along = end.along(n.x[rows], n.y[rows])
    path = (along > -8.0) & (along < -0.7) & (rows < bottom) & np.isfinite(n.high[rows])
    if np.count_nonzero(path) < 4 or np.ptp(along[path]) < 1.0:
        return None
    slope, height = np.polyfit(
        along[path] - 0.3, n.high[rows][path], 1
    )  # aimed some 300 m beyond the threshold
    if not -450.0 < slope < -80.0:
        return None
    return float(np.clip(height, -PRESSURE_FT, PRESSURE_FT))


def _along(n: Near, rows: Rows, end: End, high: NDArray[np.float64]) -> bool:
    """Flown on low along the runway: half of it, or a kilometre, within 100 ft of the lowest height over it."""
    along, beside = end.along(n.x[rows], n.y[rows]), end.beside(n.x[rows], n.y[rows])
    over = (along > -0.1) & (along < end.length + 0.1) & (beside < 0.3 + n.loose + end.spare)
    over &= np.isfinite(high[rows])
    if np.count_nonzero(over) < 2:
        return False
    heights = high[rows][over]
    flat = heights < heights.min() + 100.0
    span = float(np.ptp(along[over][flat]))
    return span >= min(1.0, 0.5 * end.length)


def _levelled(n: Near, bottom: int, end: End, high: NDArray[np.float64]) -> bool:
    """Of a track with a row each 10 s or less often: whether the lines in which it sank and climbed meet below the
    ground, so that it must have flown level between, round a lowest row over the runway or close to it."""
    around = n.time[max(bottom - 2, 0) : bottom + 3]
    along = float(end.along(n.x[bottom : bottom + 1], n.y[bottom : bottom + 1])[0])
    if np.median(np.diff(around)) < _SPARSE_S or not -_BESIDE_KM < along < end.length + _BESIDE_KM:
        return False
    known = np.flatnonzero(np.isfinite(high) & (np.abs(n.time - n.time[bottom]) < 240.0))
    away = high[known] > high[bottom] + 100.0
    sank, climbed = known[away & (known < bottom)][-2:], known[away & (known > bottom)][:2]
    if len(sank) < 2 or len(climbed) < 2:
        return False
    down, up = (float(np.diff(high[r])[0] / np.diff(n.time[r])[0]) for r in (sank, climbed))
    if not (down < -2.0 and up > 2.0):  # ft/s
        return False
    took = n.time[climbed[0]] - n.time[sank[1]]
    meet = (high[climbed[0]] - high[sank[1]] - up * took) / (down - up)
    return bool(high[sank[1]] + down * meet < _UNDER_FT)


def _unheard(n: Near, quiet: int, end: End, level: float | None) -> bool:
    """Whether its lowest point, unheard, was over the runway: it went on sinking as before and had climbed as after
    for just so long that the silence is filled. Any level flight between makes it later: hence well over the runway;
    or lower, than the ground even, which is where heights are off by `level` feet."""
    lost, found = _rate(n, quiet, -1), _rate(n, quiet + 1, 1)
    took = n.time[quiet + 1] - n.time[quiet]
    if not (lost < -100.0 and found > 100.0):
        return True
    high = n.high[quiet] + np.clip(n.high[quiet + 1] - n.high[quiet], -PRESSURE_FT, PRESSURE_FT)
    # it sank for `down` minutes and climbed for the rest
    down = (found * took / 60.0 - (high - n.high[quiet])) / (found - lost)
    on = float(end.along(n.x[quiet : quiet + 1], n.y[quiet : quiet + 1])[0])
    flown = max(float(n.speed[quiet]), 0.0) * KNOT_KM_MIN * max(float(down), 0.0)
    under = level is not None and n.high[quiet] - level + lost * down < _UNDER_FT
    return bool(on + flown > 0.75 * end.length or under)


def _rate(n: Near, row: int, way: int) -> float:
    """Feet a minute over the 20 s before (way -1) or after a row."""
    other = int(np.clip(np.searchsorted(n.time, n.time[row] + way * 20.0), 0, len(n) - 1))
    span = n.time[other] - n.time[row]
    return float((n.high[other] - n.high[row]) / span * 60.0) if abs(span) > 5.0 else float("nan")
