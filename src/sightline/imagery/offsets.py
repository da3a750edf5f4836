"""Whether the offset of baseline 04.00 was rightly taken off, by the pixels: an error shifts a date by 0.1 in all bands at once.

No weather and no season does that: haze brightens blue most, sun and drought work as factors, snow by far more. So a date that is
0.1 off its fellows on ground that did not change, the same in every band and by addition, is an error of the archive, if its
processing allows such an error at all. What is 0.1 off and cannot be such an error, or lies between, is not guessed at: the date is left out.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.radiometry import STEP, Offset
from sightline.imagery.stack import Mask, Values

MOST_SAMPLES = 5_000  # pixels; the median of so many is known to about 0.001
_NEAR = STEP / 3  # from 0.1, and from 0: what lies between is neither
_TOGETHER = STEP / 2  # between the band that moved most and the one that moved least
_DARK = -0.02  # reflectance that no ground has; L2A itself gives slightly negative water
_FEWEST = 100  # pixels
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Correction:
    """added: to all bands of a date. dropped: the date is not to be used. words: why, "" where there is nothing to say."""

    added: float = 0.0
    dropped: bool = False
    words: str = ""


def corrections(values: Values, usable: Mask, offsets: Sequence[Offset]) -> tuple[Correction, ...]:
    """One a date. values: (date, band, y, x) reflectance with the offsets as the archives tell them; usable: (date, y, x)."""
    pixels = _sampled(values, usable)
    dates = len(offsets)
    seen = np.isfinite(pixels).all(axis=1).sum(axis=1) >= _FEWEST
    if seen.sum() < 2 or not any(_may(o) for o in offsets):
        return (Correction(),) * dates
    steps, shifts = _steps(pixels, seen)
    level = _level(steps, seen, offsets, pixels)
    return tuple(_judged(steps[t], shifts[t], level, offsets[t]) if seen[t] else Correction() for t in range(dates))  # fmt: skip


def _may(offset: Offset) -> tuple[float, ...]:
    """The errors of this date that its processing allows: to be taken off still, or taken off once too often."""
    if offset.added < 0:
        return (STEP,)
    return (-STEP,) if offset.due is not False else ()


def _sampled(values: Values, usable: Mask) -> Numbers:
    """(date, band, pixel): evenly over the scene, NaN where a date does not see the ground."""
    dates, bands, height, width = values.shape
    every = max(1, round((height * width / MOST_SAMPLES) ** 0.5))
    some = values[:, :, ::every, ::every].astype(np.float64)
    some[~np.broadcast_to(usable[:, None, ::every, ::every], some.shape)] = np.nan
    return some.reshape(dates, bands, -1)


def _steps(pixels: Numbers, seen: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Numbers]:
    """How many steps of 0.1 each date lies off the others (-1, 0, 1; 9: between or no plain addition), and by how much (date, band).
    Against the date of middling brightness first, then against the median of all as they then are."""
    brightness = _median(_median(pixels, 2), 1)
    order = [t for t in np.argsort(brightness) if seen[t]]
    reference = pixels[order[len(order) // 2]]
    steps = np.zeros(len(pixels), np.int64)
    shifts = np.zeros(pixels.shape[:2])
    for _ in range(2):
        for t in np.flatnonzero(seen):
            shifts[t] = _median(pixels[t] - reference, 1)
            steps[t] = _step(pixels[t], reference, shifts[t])
        whole = np.where(np.abs(steps) == 1, steps, 0)
        reference = _median(pixels[seen] - whole[seen][:, None, None] * STEP, 0)
    return steps, shifts


def _step(date: Numbers, reference: Numbers, shift: Numbers) -> int:
    """Of one date (band, pixel) against a reference."""
    known = shift[np.isfinite(shift)]
    if known.size == 0 or abs(known.mean()) <= _NEAR or np.ptp(known) > _TOGETHER:
        return 0
    nearest = round(float(np.clip(known.mean() / STEP, -1, 1)))
    if nearest == 0 or abs(known.mean() - nearest * STEP) > _NEAR:
        return 9 if abs(known.mean()) < STEP + _NEAR else 0
    by_addition = _spread(date - reference - shift[:, None])
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = _median(date / reference, 1)
    return nearest if by_addition <= 1.1 * _spread(date - factor[:, None] * reference) else 9


def _level(
    steps: NDArray[np.int64], seen: NDArray[np.bool_], offsets: Sequence[Offset], pixels: Numbers
) -> int:
    """Which group of dates is right, where there are two: that which asks for the fewest corrections, hardly any of them forbidden by
    the processing, and leaves the ground neither darker than black nor without anything dark. The prices say what tips what; a wrong
    choice moves all dates alike, and no change is seen in that."""
    dates = [t for t in map(int, np.flatnonzero(seen)) if abs(steps[t]) <= 1]
    if all(steps[t] == 0 for t in dates):
        return 0
    costs = {}
    for level in (0, 1, -1):
        cost = 0.0
        for t in dates:
            added = (level - int(steps[t])) * STEP
            cost += _OUTLANDISH * _outlandish(pixels[t] + added)
            if any(np.isclose(added, allowed) for allowed in _may(offsets[t])):
                cost += _SURE if offsets[t].sure else _DOUBTFUL
            elif added != 0:
                cost += _FORBIDDEN
        costs[level] = cost
    return min(costs, key=lambda level: (costs[level], abs(level)))


_DOUBTFUL, _OUTLANDISH, _SURE, _FORBIDDEN = 1.0, 1.5, 2.0, 10.0


def _outlandish(pixels: Numbers) -> bool:
    """Whether the darkest ground (second percentile) is darker than any ground can be in some band, or no band has dark ground
    at all, which is what 0.1 too much looks like over anything but snow and desert."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        darkest = np.nanpercentile(pixels, 2, axis=1)
    return bool((darkest < _DARK).any() or (darkest > STEP).all())


def _judged(step: int, shift: Numbers, level: int, offset: Offset) -> Correction:
    off = f"{float(np.nanmean(shift)):+.2f}"
    if abs(step) > 1:
        if not offset.sure and _may(offset):
            words = f"{off} off the other dates in all bands: an error of the archive's offset or the weather, nobody can tell; left out"
            return Correction(dropped=True, words=words)
        return Correction()
    added = (level - step) * STEP
    if added == 0:
        return Correction()
    if any(np.isclose(added, allowed) for allowed in _may(offset)):
        words = f"the archive's word on the offset of processing baseline 04.00 is wrong by the pixels: {added:+.1f} added in all bands"
        return Correction(added=added, words=words)
    words = f"{off} off the other dates in all bands, which the offset of its processing does not explain; left out"
    return Correction(dropped=True, words=words)


def _spread(values: Numbers) -> float:
    return float(np.nanmedian(np.abs(values))) if np.isfinite(values).any() else 0.0


def _median(values: Numbers, axis: int) -> Numbers:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of pixels that no date sees
        return np.asarray(np.nanmedian(values, axis=axis))
