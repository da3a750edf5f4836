"""Rows that say nothing new: sent twice, or a position that a receiver repeats after it ceased to hear."""

import numpy as np
from numpy.typing import NDArray

from sightline.flights.plane import apart
from sightline.flights.track import F64, Located, Points, blocks
from sightline.flights.units import KNOT_KM_S

Mask = NDArray[np.bool_]
_MOVING_KT = 30.0  # above it an unchanged position is an old one: ADS-B resolves about 5 m
STALE_KT = 40.0


def duplicates(p: Points) -> Mask:
    """Rows with the time and position of the row before."""
    same = np.zeros(len(p), dtype=np.bool_)
    same[1:] = (p.time[1:] == p.time[:-1]) & _unmoved(p)
    return same


def _unmoved(p: Points) -> Mask:
    """unmoved[i]: row i + 1 has the position of row i."""
    found: Mask = (p.lat[1:] == p.lat[:-1]) & (p.lon[1:] == p.lon[:-1])
    return found


def frozen(p: Points) -> Mask:
    """Rows whose position is that of the row before, though speed or height say that it flies.

    Where the file says when a position was received (`at`), a row with the time of the one before is a repeat,
    whatever else it says; where it does not, an unchanged position is one unless the airframe may well stand (slow,
    or flagged on the ground without a speed).
    """
    old = np.zeros(len(p), dtype=np.bool_)
    if len(p) < 2:
        return old
    unmoved = _unmoved(p)
    dated = np.isfinite(p.at[1:]) & np.isfinite(p.at[:-1])
    speed = p.speed[1:]
    flies = (speed > _MOVING_KT) | (np.isnan(speed) & (p.ground[1:] != 1))
    old[1:] = unmoved & np.where(dated, p.at[1:] <= p.at[:-1], flies)
    # the same position with another `at`: heard anew while it moved is impossible, standing is not
    old[1:] |= unmoved & dated & (speed > _MOVING_KT)
    return old


def moved_kt(
    time: F64, lat: F64, lon: F64, rows: NDArray[np.intp], half: float = 5.0, longest: float = 60.0
) -> F64:
    """Speed over ground of some rows from positions, knots, over a window of about twice `half` seconds round each (or
    the neighbours, where they are further off, up to `longest` apart); NaN where there are none."""
    n = len(time)
    if n < 2:
        return np.full(len(rows), np.nan)
    now = time[rows]
    a = np.minimum(np.searchsorted(time, now - half, side="left"), np.maximum(rows - 1, 0))
    b = np.maximum(np.searchsorted(time, now + half, side="right") - 1, np.minimum(rows + 1, n - 1))
    a = np.where(now - time[a] > longest, rows, a)
    b = np.where(time[b] - now > longest, rows, b)
    span = time[b] - time[a]
    with np.errstate(divide="ignore", invalid="ignore"):
        kt: F64 = apart(lat[a], lon[a], lat[b], lon[b]) / span / KNOT_KM_S
    kt[span < half * 0.6] = np.nan
    return kt


def stale_speed(p: Points) -> Mask:
    """Rows whose speed is that of the row before while the positions tell of another: a value held over."""
    stale = np.zeros(len(p), dtype=np.bool_)
    if len(p) < 2:
        return stale
    # positions by MLAT jump about more than that
    held = np.flatnonzero((p.speed[1:] == p.speed[:-1]) & (p.located[1:] != Located.MLAT)) + 1
    for block in blocks(len(held)):
        rows = held[block]
        speed, moved = p.speed[rows], moved_kt(p.time, p.lat, p.lon, rows)
        with np.errstate(invalid="ignore"):
            stale[rows] = np.abs(speed - moved) > np.maximum(STALE_KT, 0.25 * speed)
    return stale
