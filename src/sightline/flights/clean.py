"""clean: the rows of a track that can be believed, and what was dropped or blanked, counted by reason.

Nothing is mended by guessing: a row is kept as received, has a value blanked (NaN), or goes. Thresholds are physical:
700 knots over ground (above any subsonic aircraft in any wind; more where the airframe itself reports more), 15,000 ft a
minute. The faults were met in real files of OpenSky and readsb (docs/flights.md).
"""

from dataclasses import dataclass, replace

import numpy as np

from sightline.flights.chains import Mask, Rows, impossible, kept
from sightline.flights.plane import apart
from sightline.flights.repeats import duplicates, frozen, stale_speed
from sightline.flights.track import F32, F64, Located, Points, Track, blocks
from sightline.flights.units import KNOT_KM_S

FASTEST_KT = 700.0
_FASTEST_REPORTED_KT = 2000.0
WINDOW_S = 8.0  # time stamps are good to some seconds: a step is judged as if it took no less
_MLAT_SLACK_KM = 2.0
_CLIMB_FT_S = 250.0
_STEP_FT = 1500.0
_LOWEST_FT, _HIGHEST_FT = -2000.0, 100_000.0

NO_TIME = "no time"
NO_POSITION = "no position"
NOT_ON_EARTH = "position not on Earth, or 0, 0"
DUPLICATE = "sent twice"
FROZEN = "position repeated while speed or height claim flight"
JUMP = f"cannot be reached from the rest of the track below {FASTEST_KT:.0f} kt"
OTHER = "a second position for the same address at the same time"
TOO_FAST = f"positions faster than {FASTEST_KT:.0f} kt over {WINDOW_S:.0f} s"
# blanked, not dropped
LATE = "out of order, put in order"
BAD_HEIGHT = "altitude that cannot be reached from those around it, blanked"
STALE = "speed held over from an earlier row, blanked"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """track: what is left, in order of time, every row with time and position. dropped: (why, rows). mended:
    (what was blanked or put in order, rows). notes: what a reader should know of the track, in words."""

    track: Track
    dropped: tuple[tuple[str, int], ...] = ()
    mended: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()


def clean(track: Track, *, spent: bool = False) -> Cleaned:
    """The believable rows of a track. Cleaning what was cleaned changes nothing but for values at new edges.

    spent: the caller has no more use for the columns of `track`: the rows that are kept are moved together in them,
    so that a track of millions of rows is never held twice."""
    dropped: dict[str, int] = {}
    mended: dict[str, int] = {}
    p, ours = track.points, spent  # ours: columns that may be written over

    def drop(points: Points, bad: Mask, why: str) -> Points:
        nonlocal ours
        if not (count := int(np.count_nonzero(bad))):
            return points
        dropped[why] = dropped.get(why, 0) + count
        kept_rows = points.squeezed(~bad) if ours else points.take(~bad)
        ours = True
        return kept_rows

    with np.errstate(invalid="ignore"):
        p = drop(p, ~np.isfinite(p.time), NO_TIME)
        if late := int(np.count_nonzero(p.time[1:] < p.time[:-1])):
            mended[LATE] = late
            p, ours = p.take(np.argsort(p.time, kind="stable")), True
        p = drop(p, ~(np.isfinite(p.lat) & np.isfinite(p.lon)), NO_POSITION)
        p = drop(p, _nowhere(p), NOT_ON_EARTH)
        p = drop(p, duplicates(p), DUPLICATE)
        p = drop(p, frozen(p), FROZEN)
        away = ~_reachable(p)
        p = drop(p, *_named(away))
        p = drop(p, _too_fast(p), TOO_FAST)
        p = _heights(p, mended)
        stale = stale_speed(p)
        if stale.any():
            mended[STALE] = int(stale.sum())
            p = replace(p, speed=np.where(stale, np.float32(np.nan), p.speed))
    return Cleaned(
        replace(track, points=p), tuple(dropped.items()), tuple(mended.items()), _notes(track, p, len(p))
    )


def _nowhere(p: Points) -> Mask:
    null = (p.lat == 0) & (p.lon == 0)
    outside = (p.lat > 90) | (p.lat < -90) | (p.lon > 360) | (p.lon < -360)
    bad: Mask = null | outside
    return bad


def _moment(p: Points) -> F64:
    """When a position was received, where the file says so believably."""
    with np.errstate(invalid="ignore"):
        told = (p.at <= p.time) & (p.time - p.at < 60.0)
    if not told.any():
        return p.time
    found = np.where(told, p.at, p.time)
    return np.maximum.accumulate(found, out=found)


def _limit(speed: F32) -> F64:
    """Kilometres a second that are believed, from the airframe's own report."""
    known = np.nan_to_num(speed.astype(np.float64), nan=0.0, posinf=0.0)
    return np.clip(known * 1.15, FASTEST_KT, _FASTEST_REPORTED_KT) * KNOT_KM_S


def _reachable(p: Points) -> Mask:
    """Rows of the one consistent chain of positions; see chains."""
    if len(p) < 2:
        return np.ones(len(p), dtype=np.bool_)
    moment = _moment(p)

    def effort(a: Rows, b: Rows) -> F64:
        limit = np.maximum(_limit(p.speed[a]), _limit(p.speed[b]))
        may = limit * np.maximum(moment[b] - moment[a], WINDOW_S)
        mlat = (p.located[a] == Located.MLAT) | (p.located[b] == Located.MLAT)
        needs: F64 = apart(p.lat[a], p.lon[a], p.lat[b], p.lon[b]) / (
            may + np.where(mlat, _MLAT_SLACK_KM, 0.0)
        )
        return needs

    return kept(moment, impossible(len(p), effort), effort)


def _named(away: Mask) -> tuple[Mask, str]:
    """A second aircraft, or a second sender, is heard between the rows that were kept; a jump is not."""
    if not away.any() or away.all():
        return away, JUMP
    turns = int(np.count_nonzero(np.diff(away.astype(np.int8)) != 0))
    often = turns >= 10 and turns >= 0.2 * np.count_nonzero(away)
    return away, OTHER if often else JUMP


def _too_fast(p: Points) -> Mask:
    """Rows inside a stretch that is too fast over a window of 8 s or more, with no single impossible step."""
    bad = np.zeros(len(p), dtype=np.bool_)
    if len(p) < 3:
        return bad
    moment = _moment(p)
    starts, ends = bad, np.zeros(len(p), dtype=np.bool_)
    for block in blocks(len(p)):
        then = np.searchsorted(moment, moment[block] + WINDOW_S, side="left")
        some = np.arange(block.start, block.stop)[then < len(p)]
        then = then[then < len(p)]
        far = apart(p.lat[some], p.lon[some], p.lat[then], p.lon[then])
        slack = np.where(p.located[some] == Located.MLAT, _MLAT_SLACK_KM, 0.3)
        limit = np.maximum(_limit(p.speed[some]), _limit(p.speed[then]))
        fast = far > limit * (moment[then] - moment[some]) + slack
        starts[some[fast]] = True
        ends[then[fast]] = True
    return starts & ends


def _heights(p: Points, mended: dict[str, int]) -> Points:
    for name in ("altitude", "height"):
        values: F32 = getattr(p, name)
        bad = _wild(p.time, values, p.ground == 1)
        if bad.any():
            mended[BAD_HEIGHT] = mended.get(BAD_HEIGHT, 0) + int(bad.sum())
            p = replace(p, **{name: np.where(bad, np.float32(np.nan), values)})
    return p


def _wild(time: F64, values: F32, grounded: Mask) -> Mask:
    """Heights that no aircraft has; that cannot be reached from the rest within 15,000 ft/min and 1,500 ft; or that a
    row on the ground carries from a flight: higher than where the airframe flew next before or after it."""
    bad = (values < _LOWEST_FT) | (values > _HIGHEST_FT)
    known = np.isfinite(values) & ~bad
    rows = np.flatnonzero(known & ~grounded)
    if not len(rows):
        return bad
    t, feet = time[rows], values[rows]

    def effort(a: Rows, b: Rows) -> F64:
        step = np.abs(feet[b].astype(np.float64) - feet[a])
        needs: F64 = step / (_STEP_FT + _CLIMB_FT_S * np.maximum(t[b] - t[a], 0.0))
        return needs

    keep = kept(t, impossible(len(rows), effort), effort)
    bad[rows[~keep]] = True
    rows, stood = rows[keep], np.flatnonzero(known & grounded)
    after = np.clip(np.searchsorted(rows, stood), 0, len(rows) - 1)
    before = np.maximum(after - 1, 0)
    lower = np.minimum(values[rows[after]], values[rows[before]])
    bad[stood] = values[stood] > lower + _STEP_FT
    return bad


def _notes(track: Track, p: Points, rows: int) -> tuple[str, ...]:
    notes = []
    if not track.icao:
        notes.append(
            f"{track.address} is no ICAO address: it was given by a ground station and may change hands"
        )
    if rows and np.all(p.located == Located.MLAT):
        notes.append(
            "every position was computed by receivers on the ground (MLAT), good to a kilometre or so"
        )
    if np.any(p.located == Located.SYNTHETIC):
        notes.append("synthetic: made up, not received")
    if not rows:
        notes.append("no believable position is left: the airframe was not observable")
    return tuple(notes)
