"""Movements that were seen on the ground: landing, stop and take-off round each interval on the ground at a field."""

import numpy as np

from sightline.flights.ends import Way, lost
from sightline.flights.ground import Floor, Ground
from sightline.flights.movement import Movement, Tier
from sightline.flights.near import GAP_S, Near
from sightline.flights.noted import lowest, noted
from sightline.flights.runways import End
from sightline.flights.track import F64, Track
from sightline.flights.words import lasted, moment

_FLYING_KT = 35.0


def standing(track: Track, n: Near, below: Floor) -> list[Movement]:
    """Landings, stops and take-offs seen on the ground. A track that begins on the ground shows no landing, one that
    ends there no take-off; neither does one that was never seen in the air before or after."""
    found: list[Movement] = []
    last = len(n) - 1
    for number, g in enumerate(below.grounds):
        since = below.grounds[number - 1].last + 1 if number else 0
        until = below.grounds[number + 1].first if number + 1 < len(below.grounds) else len(n)
        begins, ends = int(n.rows[g.first]), int(n.rows[g.last])
        if begins > 0 and (g.first == 0 or _flew(track, n, range(since, g.first), below)):
            found.append(_landing(track, n, g))
        if g.slow:
            found.append(_stop(track, n, g))
        if ends + 1 < len(track) and (g.last == last or _flew(track, n, range(g.last + 1, until), below)):
            found.append(_take_off(track, n, g))
    return found


def _flew(track: Track, n: Near, rows: range, below: Floor) -> bool:
    """Whether a row of these was surely in the air, or the track has rows elsewhere before, between or after them."""
    if not len(rows):
        return True  # what separates two intervals without rows between is a time elsewhere
    first, last = int(n.rows[rows[0]]), int(n.rows[rows[-1]])
    if below.aloft[rows.start : rows.stop].any() or last - first >= len(rows):
        return True
    if rows.start == 0 and first > 0:
        return True
    return rows.stop == len(n) and last + 1 < len(track)


def _tier(g: Ground) -> Tier:
    return "observed stop" if g.slow else "observed touchdown"


def _how(g: Ground) -> str:
    signs = []
    if g.slow:
        signs.append("slower than 40 kt on the field")
    if g.rolled:
        signs.append("changing speed on the runway as only wheels allow")
    if g.flagged:
        signs.append("with its own ground flag set")
    return "seen " + ", ".join(signs)


def _landing(track: Track, n: Near, g: Ground) -> Movement:
    time, row = track.points.time, int(n.rows[g.first])
    end = _used(n, g.first, -90.0, 40.0) or _aimed(n, g.first - 1, int(n.rows[g.first]) - 1, "in")
    runway = end.ident if end else None
    where = f" on runway {runway}" if runway else ""
    before, on = float(time[row - 1]), float(time[row])
    came = f"came down{where} at {moment(on)}"
    if on - before > GAP_S:
        came = f"on the ground{where} at {moment(on)}, not heard for {lasted(on - before)} before"
    return noted(
        track.address, n, (max(g.first - 1, 0), g.last), "landing", _tier(g), (before, on), (came, _how(g)),
        runway=runway, lowest_ft=lowest(n, g.first, g.last),
    )  # fmt: skip


def _stop(track: Track, n: Near, g: Ground) -> Movement:
    on, off = float(n.time[g.first]), float(n.time[g.last])
    return noted(
        track.address, n, (g.first, g.last), "stop", "observed stop", (on, off),
        (f"{_how(g)}, on the ground from {moment(on)} to {moment(off)} ({lasted(off - on)})",),
        lowest_ft=lowest(n, g.first, g.last),
    )  # fmt: skip


def _take_off(track: Track, n: Near, g: Ground) -> Movement:
    time, row = track.points.time, int(n.rows[g.last])
    end = _used(n, g.last, -40.0, 60.0) or _aimed(n, g.last + 1, int(n.rows[g.last]) + 1, "out")
    runway = end.ident if end else None
    where = f" from runway {runway}" if runway else ""
    off, after = float(time[row]), float(time[row + 1])
    went = f"left the ground{where} at {moment(off)}"
    if after - off > GAP_S:
        went = f"on the ground{where} until {moment(off)}, not heard for {lasted(after - off)} after"
    return noted(
        track.address, n, (g.first, min(g.last + 1, len(n) - 1)), "take-off", _tier(g), (off, after), (went, _how(g)),
        runway=runway, lowest_ft=lowest(n, g.first, g.last),
    )  # fmt: skip


def _aimed(n: Near, row: int, expected: int, way: Way) -> End | None:
    """The runway end that the last row in the air before a silence was in line with (or the first after one)."""
    if not 0 <= row < len(n) or int(n.rows[row]) != expected:
        return None
    if way == "in":
        seen = lost(n, row, way)
        return seen.end if seen else None
    seen = lost(n.backwards(), len(n) - 1 - row, way)
    if seen is None or seen.end is None:
        return None
    return next((e for e in n.ends if e.ident == seen.end.opposite and e.opposite == seen.end.ident), None)


def _used(n: Near, row: int, start: float, stop: float) -> End | None:
    """The runway end in use from `start` to `stop` seconds round a row: most rows along its line, then nearest."""
    time: F64 = n.time
    a, b = np.searchsorted(time, time[row] + start), np.searchsorted(time, time[row] + stop, side="right")
    rows = np.arange(a, b)
    with np.errstate(invalid="ignore"):
        rows = rows[(n.speed[rows] > _FLYING_KT) & (n.off[rows] < 6.0)]
    best: tuple[int, float, End] | None = None
    for end in n.ends:
        mask = end.aligned(n.x[rows], n.y[rows], n.course[rows], width=0.15 + n.loose, slope=0.05, reach=6.0)
        if not mask.any():
            continue
        beside = float(np.mean(end.beside(n.x[rows[mask]], n.y[rows[mask]])))
        score = (int(np.count_nonzero(mask)) // 5, -beside)
        if best is None or score > best[:2]:
            best = (*score, end)
    return None if best is None else best[2]
