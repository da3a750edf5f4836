"""Where a track falls silent near a field, and what that says: a landing inferred, or only compatible with one.

Written for the end of a track. Its beginning is the same flown backwards (Near.backwards): there a landing is a
take-off from the other end of the runway, and the climb may be steeper and leave the line sooner than a glide path.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sightline.flights.ground import FLYING_KT, PRESSURE_FT, SLOW_KT
from sightline.flights.near import Near
from sightline.flights.runways import End
from sightline.flights.units import KNOT_KM_MIN

Way = Literal["in", "out"]
Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]
INFERRED_FT = 3000.0  # above the field, by pressure
COMPATIBLE_FT = 10_000.0
BRACKET_KM = 10.0
_FINAL_KM = 18.5  # a glide path of 3 degrees is at 3,200 ft there
_CLIMB_KM = 12.0
_FAN_KM = 6.0
_LOOK_S = 120.0


@dataclass(frozen=True, slots=True)
class Lost:
    """A track before a silence. row: its last, index into a Near; high: feet above the field there; climb: ft/min over
    the last minute; off: km from the nearest runway; towards: on a course towards the field; over: over it, or roughly
    in line with a runway. end: the runway end it was lined up with; before: km before its threshold."""

    row: int
    high: float
    climb: float
    off: float
    towards: bool
    over: bool
    end: End | None = None
    before: float = 0.0

    @property
    def near(self) -> bool:
        """Whether low and close enough that hardly anything but this field lies ahead."""
        return self.high < INFERRED_FT and self.off < BRACKET_KM


def lost(n: Near, row: int, way: Way) -> Lost | None:
    """What the rows up to `row`, after which the track is silent, say of a landing (way "in") or, in a Near flown
    backwards, of a take-off ("out"). None where they speak of none."""
    first = int(np.searchsorted(n.time, n.time[row] - _LOOK_S))
    left = np.flatnonzero(np.abs(np.diff(n.rows[first : row + 1])) > 1)
    rows = np.arange(
        first + (int(left[-1]) + 1 if len(left) else 0), row + 1
    )  # only what was heard without leaving
    high = _last_height(n, rows)
    if np.isnan(high) or high > COMPATIBLE_FT or _grounded(n, row):
        return None
    climb = _rate(n, rows)
    off = float(n.off[row])
    end, before = _lined_up(n, rows, way)
    found = Lost(row, high, climb, off, _towards(n, row), _over(n, row), end, before)
    sinks = climb < -150.0 or (np.isnan(climb) and high < INFERRED_FT)
    if end is not None and high < INFERRED_FT and (sinks or (climb < 300.0 and _came_down(n, row))):
        return found
    if not sinks or _too_low(found):
        return None
    away = not found.towards and off > 25.0
    if way == "in" and away:
        return None
    return replace(found, end=None, before=0.0)


def _last_height(n: Near, rows: Rows) -> float:
    known = rows[np.isfinite(n.high[rows])]
    return float(n.high[known[-1]]) if len(known) else float("nan")


def _grounded(n: Near, row: int) -> bool:
    """On the ground at some other place near by."""
    slow = n.speed[row] < SLOW_KT and not n.said[row] > FLYING_KT
    return bool(n.ground[row] == 1 or (slow and n.high[row] < PRESSURE_FT))


def _rate(n: Near, rows: Rows) -> float:
    """Feet a minute, by a straight line through the last minute of heights; else the last that was reported."""
    late = rows[(n.time[rows] > n.time[rows[-1]] - 60.0) & np.isfinite(n.high[rows])]
    if len(late) >= 2 and (span := n.time[late[-1]] - n.time[late[0]]) >= 8.0:
        if len(late) == 2:
            return float((n.high[late[-1]] - n.high[late[0]]) / span * 60.0)
        return float(np.polyfit(n.time[late] - n.time[late[0]], n.high[late], 1)[0] * 60.0)
    known = rows[np.isfinite(n.climb[rows])]
    return float(n.climb[known[-1]]) if len(known) else float("nan")


def _came_down(n: Near, row: int) -> bool:
    """Level now, but 1,000 ft lower than at some time in the ten minutes before: waiting for its glide path."""
    first = int(np.searchsorted(n.time, n.time[row] - 600.0))
    high = n.high[first : row + 1]
    return bool(np.isfinite(high).any() and np.nanmax(high) > n.high[row] + 1000.0)


def _over(n: Near, row: int) -> bool:
    """Over the field, or on the way to or from a runway give or take a kilometre and 20 degrees."""
    if n.off[row] < 1.0 + n.loose:
        return True
    x, y, course = n.x[row : row + 1], n.y[row : row + 1], n.course[row : row + 1]
    return any(bool(e.aligned(x, y, course, width=0.8, slope=0.08, reach=BRACKET_KM)[0]) for e in n.ends)


def _towards(n: Near, row: int) -> bool:
    east, north = -n.x[row], -n.y[row]
    way = np.degrees(np.arctan2(east, north))
    return bool(abs((n.course[row] - way + 180.0) % 360.0 - 180.0) < 90.0)


def _lined_up(n: Near, rows: Rows, way: Way) -> tuple[End | None, float]:
    """The runway end whose line the last rows keep, and km before its threshold. A final approach keeps the line for
    15 s or 1 km and its height agrees with a path to the runway; a climb has only to come from it."""
    best: tuple[float, End, float] | None = None
    x, y, course = n.x[rows], n.y[rows], n.course[rows]
    for end in n.ends:
        width, slope, reach = (0.25, 0.035, _FINAL_KM) if way == "in" else (0.35, 0.06, _CLIMB_KM)
        mask = end.aligned(x, y, course, width=width + n.loose, slope=slope, reach=reach)
        keeps = _kept_line(n, rows, mask, 15.0 if way == "in" else 8.0)
        if keeps is None:
            continue
        seen = rows[keeps:]
        before = float(-end.along(n.x[rows[-1:]], n.y[rows[-1:]])[0])
        if not _on_path(_last_height(n, rows), before, _gradient(n, rows), way):
            continue
        miss = float(np.mean(end.beside(n.x[seen], n.y[seen])))
        if best is None or miss < best[0]:
            best = (miss, end, before)
    if best is None:
        return _fanned(n, rows) if way == "out" else (None, 0.0)
    return best[1:]


def _fanned(n: Near, rows: Rows) -> tuple[End | None, float]:
    """A climb that has turned by up to 50 degrees is still from a runway where it lies within 15 degrees of its line,
    and no further beyond it than its own climb takes; from 6 to 10 km off only where one turn, begun beyond the
    runway, leads from its line to where it is and the way it flies."""
    row = rows[-1]
    high, gradient = _last_height(n, rows), _gradient(n, rows)
    best: tuple[float, End, float] | None = None
    for end in n.ends:
        before = float(-end.along(n.x[row : row + 1], n.y[row : row + 1])[0])
        beside = float(end.beside(n.x[row : row + 1], n.y[row : row + 1])[0])
        turn = abs((n.course[row] - end.heading + 180.0) % 360.0 - 180.0)
        near = before < _FAN_KM and beside < 0.3 + end.spare + 0.27 * before
        if not (before > 0.0 and turn < 50.0 and (near or _one_turn(n, row, end, before, beside))):
            continue
        if (
            gradient < 100.0
            or before > 1.2 * (high + 300.0) / gradient
            or high > before * 580.0 + 2 * PRESSURE_FT
        ):
            continue
        if best is None or beside < best[0]:
            best = (beside, end, before)
    return (None, 0.0) if best is None else best[1:]


def _one_turn(n: Near, row: int, end: End, before: float, beside: float) -> bool:
    """Whether a climb `before` km beyond a runway (flown backwards: before its end) and `beside` its line has got there
    by one turn, from the line towards the side on which it is."""
    turn = float((n.course[row] - end.heading + 180.0) % 360.0 - 180.0)
    x, y = float(n.x[row]) - end.x, float(n.y[row]) - end.y
    right = x * end.north - y * end.east > 0
    # flown backwards it turns back to the line: to the left where it is on the right of it
    towards = turn < -5.0 if right else turn > 5.0
    return (
        before < BRACKET_KM and towards and beside < np.tan(np.radians(abs(turn))) * before + 0.2 + end.spare
    )


def _kept_line(n: Near, rows: Rows, mask: Mask, seconds: float) -> int | None:
    """Index from which the line was kept to the end; None where it was not, or too briefly to mean it."""
    if not len(mask) or np.count_nonzero(mask[-3:]) < min(2, len(mask)):
        return None
    off_line = np.flatnonzero(~mask)
    # single rows off the line are slips
    off_line = off_line[: -1 if len(off_line) and off_line[-1] >= len(mask) - 3 else None]
    start = int(off_line[-1]) + 1 if len(off_line) else 0
    if start >= len(mask):
        return None
    a, b = rows[start], rows[-1]
    flown = float(np.hypot(n.x[b] - n.x[a], n.y[b] - n.y[a]))
    enough = n.time[b] - n.time[a] >= seconds or flown >= seconds / 15.0
    return start if enough or (n.off[b] < 1.0 and len(mask) - start >= 2) else None


def _gradient(n: Near, rows: Rows) -> float:
    """Feet sunk a kilometre flown, of late; 0 where not known or not sinking."""
    rate, speed = (
        _rate(n, rows),
        float(np.nanmedian(n.speed[rows])) if np.isfinite(n.speed[rows]).any() else 0.0,
    )
    return max(-rate / (speed * KNOT_KM_MIN), 0.0) if speed > SLOW_KT and rate < 0 else 0.0


def _on_path(high: float, before: float, gradient: float, way: Way) -> bool:
    """Whether a height fits the way left to the runway, give or take 900 ft of pressure: a glide path of 2 to 6
    degrees; of a climb, up to 10, and no more than twice as far as its own climb would take."""
    left = max(before, 0.0)
    if way == "in":
        return left * 115.0 - PRESSURE_FT <= high <= left * 340.0 + PRESSURE_FT
    # a climb may have left the ground anywhere on the runway
    return left * max(0.5 * gradient, 100.0) - PRESSURE_FT <= high <= left * 580.0 + PRESSURE_FT + 600.0


def _too_low(found: Lost) -> bool:
    """So low, so far off, that it was on its way to somewhere nearer: below 2 degrees, give or take 300 ft."""
    return found.end is None and found.high + 300.0 < found.off * 115.0
