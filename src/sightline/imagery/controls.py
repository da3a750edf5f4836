"""control_windows: ground elsewhere in the scene, of the same size and kind, where nothing is claimed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.stack import Mask, Values

_Counts = NDArray[np.int64]

# With fewer than 19 windows no rank among them can reach 5 %.
ENOUGH = 19
# A p of a hundredth is finer than any verdict asks for.
MOST = 99
# A change of the place itself (its taxiways, its dust) may reach a little beyond its edge.
_APART_PX = 2
# Room for at least so many windows is made, by smaller ones, where the area leaves too little for its like.
_TILES = 40


@dataclass(frozen=True, slots=True)
class Controls:
    """mask: (y, x) of the shape that is laid down at each of `corners` (row, column of its upper left). alike: whether that is the very shape of
    the area; else smaller squares, which tell how noisy a date is but not how rare a value is."""

    mask: Mask
    corners: tuple[tuple[int, int], ...]
    alike: bool

    def most(self, score: Values) -> Values:
        """(..., y, x) -> (..., window): the maximum in each, NaN where less than 0.8 of it is known."""
        height, width = self.mask.shape
        found = [most_of(score[..., r : r + height, c : c + width][..., self.mask]) for r, c in self.corners]
        none = np.zeros((*score.shape[:-2], 0), dtype=np.float32)
        return np.stack(found, axis=-1) if found else none


def most_of(pixels: Values, share: float = 0.8) -> Values:
    """Maximum over the last axis; NaN where less than `share` of it is known."""
    known = np.isfinite(pixels)
    top = np.where(known, pixels, -np.inf).max(axis=-1, initial=-np.inf)
    count = known.sum(axis=-1)
    enough = (count > 0) & (count >= share * pixels.shape[-1])
    made: Values = np.where(enough, top, np.nan).astype(np.float32)
    return made


def controls(area: Mask, seen: Mask, texture: Values | None = None, most: int = MOST) -> Controls:
    """Windows that overlap neither the area nor each other.

    Overlapping windows would look like more evidence than they are. area: (y, x). seen: (y, x), pixels that are known well
    enough. texture: (y, x), how busy the ground is; where there are more than `most` windows, those that are most like the area in it stay.
    """
    box = bounds(area)
    shape = area[box]
    corners = _corners(shape, area, seen)
    alike = len(corners) >= ENOUGH
    if not alike:
        shape = _tile(area, seen)
        corners = _corners(shape, area, seen)
    if texture is not None and len(corners) > most:
        height, width = shape.shape
        wanted = np.nanmean(texture[area])
        busy = [np.nanmean(texture[r : r + height, c : c + width][shape]) for r, c in corners]
        near = np.argsort(np.abs(np.log(np.maximum(busy, 1e-9) / max(wanted, 1e-9))), kind="stable")
        corners = sorted(corners[n] for n in near[:most])
    return Controls(shape, tuple(corners[:most]), alike)


def bounds(area: Mask) -> tuple[slice, slice]:
    """The smallest box round the area's pixels. Raises ValueError where it has none."""
    rows, columns = np.flatnonzero(area.any(axis=1)), np.flatnonzero(area.any(axis=0))
    if not len(rows):
        raise ValueError("an area without a pixel")
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _tile(area: Mask, seen: Mask) -> Mask:
    """A square of which about forty fit on the seen ground outside the area; at least 4 pixels wide."""
    free = int((seen & ~area).sum())
    side = max(4, int(np.sqrt(free / (1.5 * _TILES))))
    return np.ones((side, side), dtype=np.bool_)


def _corners(shape: Mask, area: Mask, seen: Mask) -> list[tuple[int, int]]:
    """Shelves of the windows' height, filled from the left; of eight heights for the first shelf, the one that gives most."""
    height, width = shape.shape
    taken, known = _cumulated(_grown(area, _APART_PX)), _cumulated(seen)
    columns = np.arange(area.shape[1] - width + 1)
    best: list[tuple[int, int]] = []
    if not len(columns):
        return best
    for top in sorted({n * height // 8 for n in range(8)}):
        rows = np.arange(top, area.shape[0] - height + 1, height)
        free = _inside(taken, rows, columns, shape) == 0
        bright = _inside(known, rows, columns, shape) >= 0.8 * height * width
        found = [
            (int(row), column)
            for row, fits in zip(rows, free & bright, strict=True)
            for column in _apart(fits, width)
        ]
        best = max(best, found, key=len)
    return best


def _apart(fits: Mask, width: int) -> list[int]:
    """From the left, the columns that fit and leave room for the one before."""
    found: list[int] = []
    for column in np.flatnonzero(fits):
        if not found or column >= found[-1] + width:
            found.append(int(column))
    return found


def _cumulated(mask: Mask) -> _Counts:
    made: _Counts = np.pad(mask.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    return made


def _inside(total: _Counts, rows: _Counts, columns: _Counts, shape: Mask) -> _Counts:
    """How many pixels of the mask lie in the boxes at these corners."""
    height, width = shape.shape
    low, high = np.ix_(rows, columns), np.ix_(rows + height, columns + width)
    made: _Counts = (
        total[high]
        - total[np.ix_(rows, columns + width)]
        - total[np.ix_(rows + height, columns)]
        + total[low]
    )
    return made


def _grown(mask: Mask, pixels: int) -> Mask:
    for _ in range(pixels):
        wide = np.pad(mask, 1)
        mask = wide[1:-1, 1:-1] | wide[:-2, 1:-1] | wide[2:, 1:-1] | wide[1:-1, :-2] | wide[1:-1, 2:]
    return mask
