"""Which rows of a column belong together: the longest path through pieces that can have followed one another.

A receiver's stream for one address may hold single wild positions, a block of spoofed ones, or two aircraft in turn.
All look alike: the column falls into pieces between which nothing can have moved, and some later piece can be reached
where the next one cannot. Pieces are cut at impossible steps and at gaps (a spoofed block that begins after a gap may
be within reach of what went before, and only what comes after gives it away). What the airframe did is then the path
with most rows on which every piece can be reached from the one before: a longest path in a directed acyclic graph.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.flights.track import F64, blocks

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]
# (rows, later rows) -> the share of what is possible that these steps need: above 1 they are impossible.
Effort = Callable[[Rows, Rows], F64]
_GAP_S = 120.0
_BACK, _BACK_MANY, _MANY = (
    64,
    8,
    20_000,
)  # how many pieces back one may hang; fewer where pieces are very many
_BLOCK = 50_000
_TRIM_S = 30.0  # a step between two long pieces may be a slip of the moment: judged again this far from it
_SLIP = (
    0.75  # and costs this share of the shorter piece, so that no block between two slips is worth its rows
)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Columns, one row a piece: first and last row (inclusive), and the rows `_TRIM_S` inside (-1: shorter)."""

    first: Rows
    last: Rows
    inner_first: Rows
    inner_last: Rows

    @property
    def rows(self) -> F64:
        return (self.last - self.first + 1).astype(np.float64)


def impossible(count: int, effort: Effort) -> Mask:
    """breaks, as `kept` takes them, of a column of `count` rows."""
    found = np.zeros(max(count - 1, 0), dtype=np.bool_)
    for block in blocks(len(found)):
        rows = np.arange(block.start, block.stop)
        found[block] = effort(rows, rows + 1) > 1.0
    return found


def kept(time: F64, breaks: Mask, effort: Effort) -> Mask:
    """A mask of the rows to keep. time: seconds, rising. breaks[i]: the step from row i to i + 1 is impossible (one
    shorter than the column). Without any such step all is kept."""
    keep = np.ones(len(time), dtype=np.bool_)
    if not breaks.any():
        return keep
    parts = _cut(time, breaks | (np.diff(time) > _GAP_S))
    keep[:] = False
    for number in _path(parts, effort):
        keep[parts.first[number] : parts.last[number] + 1] = True
    return keep


def _cut(time: F64, cuts: Mask) -> _Pieces:
    ends = np.flatnonzero(cuts)
    first = np.concatenate(([0], ends + 1)).astype(np.intp)
    last = np.concatenate((ends, [len(cuts)])).astype(np.intp)
    inner_first = np.searchsorted(time, time[first] + _TRIM_S, side="left").astype(np.intp)
    inner_last = (np.searchsorted(time, time[last] - _TRIM_S, side="right") - 1).astype(np.intp)
    return _Pieces(
        first,
        last,
        np.where(inner_first <= last, inner_first, -1),
        np.where(inner_last >= first, inner_last, -1),
    )


def _path(parts: _Pieces, effort: Effort) -> list[int]:
    """Numbers of the pieces on the best path, in order."""
    count = len(parts.first)
    back = _BACK if count <= _MANY else _BACK_MANY
    best, came = parts.rows.tolist(), [-1] * count
    for start in range(1, count, _BLOCK):
        stop = min(start + _BLOCK, count)
        costs = [_costs(parts, start, stop, lag, effort).tolist() for lag in range(1, back + 1)]
        for number in range(start, stop):
            most, at = 0.0, -1
            for lag in range(1, min(back, number) + 1):
                worth = best[number - lag] - costs[lag - 1][number - start]
                if worth > most:
                    most, at = worth, number - lag
            best[number] += most
            came[number] = at
    path = [max(range(count), key=best.__getitem__)]
    while came[path[-1]] >= 0:
        path.append(came[path[-1]])
    return path[::-1]


def _costs(parts: _Pieces, start: int, stop: int, lag: int, effort: Effort) -> F64:
    """What hanging each piece from start to stop on the one `lag` before it costs: nothing, a slip, or everything."""
    after = np.arange(start, stop)
    before = after - lag
    cost = np.where(before < 0, np.inf, 0.0)
    before = np.maximum(before, 0)
    bad = np.flatnonzero(effort(parts.last[before], parts.first[after]) > 1.0)
    cost[bad] = np.inf
    a, b = parts.inner_last[before[bad]], parts.inner_first[after[bad]]
    long = (a >= 0) & (b >= 0) & (after[bad] >= lag)
    bad, a, b = bad[long], a[long], b[long]
    if len(bad):
        slip = effort(a, b) <= 1.0
        rows = np.minimum(parts.rows[before[bad]], parts.rows[after[bad]])
        cost[bad[slip]] = _SLIP * rows[slip]
    return cost
