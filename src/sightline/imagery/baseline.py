"""scored: how far every date of a stack lies from all the others, pixel by pixel.

Every date is treated alike: its reference is the mean of the OTHER dates (each clipped to the pixel's own median +- 2.5 spreads, which
keeps a cloud that was missed or an event from bending it: a winsorised mean, Tukey 1962), its spread is shared by all
dates. So the scores of dates that differ by chance alone are exchangeable, and their ranks mean what they say.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.stack import Mask, Values

Sign = Literal["either", "up", "down"]
_Floats = NDArray[np.float64]
_Along = Callable[[Values, int], Values]

# 1.4826: a median absolute deviation of a normal variable into its standard deviation.
NORMAL = 1.4826
# Clipping at 2.5 spreads keeps 99 % of the efficiency of the plain mean where the noise is normal.
_CLIP = 2.5
# A median absolute deviation of n dates is known as badly as the variance of 0.37 n of them; of 20 dates: 7. The scene's
# own median spread is given the weight of as many dates, so that no pixel is calm by luck.
_SHARED = 8.0
# Numbers are stored in steps of 0.0001 (reflectance) or 0.01 (dB): nothing is calmer than that.
LEAST_SPREAD = 1e-4
# Two sizes are looked for. 0.7 px: the blur of the sensors is half a pixel, and as much again is the matched filter of a thing of a pixel or two. 2 px:
# the matched filter of a square of 6 px is a Gaussian of about a third of its side: a clearing, an earthwork, a building of 40 to 80 m in 10 m pixels.
SCALES_PX = (0.7, 2.0)
# What is wider than about 270 m in 10 m pixels is ground, not a thing.
LOCAL_PX = 13
# Numbers worked on at once, where each pixel is judged by its own dates alone: so many stay in a processor's cache, and what is
# held beside a stack stays small however large the stack is.
_AT_ONCE = 250_000


def levelled(values: Values, usable: Mask, elsewhere: Mask) -> tuple[Values, Values, Values]:
    """(date, y, x) of one band -> what each date differs by from the pixel's median, less one number a date, so that it agrees with the others over
    the pixels of `elsewhere` (y, x): haze, low sun and wet ground move a whole scene. NaN where not usable. With it the medians (y, x) and those
    numbers (date,)."""
    # Minus infinity is the decibel of nothing. By the same name, so that a copy made for this call is not held any longer.
    off = values = np.where(usable & np.isfinite(values), values, np.float32(np.nan))
    middle = np.empty(off.shape[1:], np.float32)
    for rows in strips_of(off):
        middle[rows] = median(off[:, rows])
    off -= middle
    outside = elsewhere if elsewhere.any() else np.ones(elsewhere.shape, dtype=np.bool_)
    shift = np.array([np.nan_to_num(_middle(date[outside])) for date in off], np.float32)
    off -= shift[:, None, None]
    return off, middle, shift


def filtered(off: Values) -> tuple[Values, ...]:
    """(..., y, x) of differences -> the same for each size that is looked for, freed of what is wider than it.

    Fields, soil moisture and haze differ from date to date over hundreds of metres: the mean of a square of 27 pixels is taken off. A clearing as
    large as that square is seen by its edges only."""
    sharp = off - _local_mean(off)
    return tuple(smoothed(sharp, sigma) for sigma in SCALES_PX)


def _local_mean(values: Values) -> Values:
    """Over a square of 2 * LOCAL_PX + 1 pixels, of what is known in it."""
    return _of_known(values, _even)


def smoothed(values: Values, sigma: float) -> Values:
    """(..., y, x) blurred by a Gaussian of `sigma` pixels; where neighbours are NaN the others count for them; NaN stays NaN."""
    made = _of_known(values, _blur(sigma))
    return cast(Values, np.where(np.isfinite(values), made, np.float32(np.nan)))


def _even(values: Values, axis: int) -> Values:
    from scipy.ndimage import uniform_filter1d

    return cast(Values, uniform_filter1d(values, 2 * LOCAL_PX + 1, axis=axis, mode="constant"))


@lru_cache(maxsize=8)
def _blur(sigma: float) -> _Along:
    """The same function each time it is asked for, so that weights can be known by it."""
    reach = max(1, round(3 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)

    def along(values: Values, axis: int) -> Values:
        from scipy.ndimage import correlate1d

        return cast(Values, correlate1d(values, kernel, axis=axis, mode="constant"))

    return along


def _of_known(values: Values, along: _Along) -> Values:
    """A weighted mean along y and then x of what is known, beyond the edge there being nothing."""
    known = np.isfinite(values)
    if known.all():
        top, below = values, _whole(values.shape[-2:], along)
    else:
        top, below = np.where(known, values, np.float32(0)), _weights(known, along)
    for axis in (-1, -2):
        top = along(top, axis)
    return cast(Values, top / below)


def _weights(known: Mask, along: _Along) -> Values:
    below = known.astype(np.float32)
    for axis in (-1, -2):
        below = along(below, axis)
    return cast(Values, np.maximum(below, 1e-6))


@lru_cache(maxsize=6)
def _whole(shape: tuple[int, int], along: _Along) -> Values:
    """The weights where there are no gaps, the same on every clear date."""
    return _weights(np.ones(shape, np.bool_), along)


def strips_of(values: Values) -> Iterator[slice]:
    """Rows of (date, ..., y, x), so many at a time that what is worked on stays small."""
    height = values.shape[-2]
    step = max(1, _AT_ONCE * height // max(1, values.size))
    for top in range(0, height, step):
        yield slice(top, min(height, top + step))


def spread_of(values: Values, scene: _Floats | None = None) -> tuple[Values, Values, _Floats]:
    """(date, band, y, x) -> median and spread over the dates of each pixel (band, y, x), and the scene's median spread (band,). The
    spread is a median absolute deviation drawn towards the scene's (`scene`: where it is known already)."""
    middle, rough = np.empty(values.shape[1:], np.float32), np.empty(values.shape[1:], np.float32)
    count = np.empty(values.shape[1:], np.int64)
    for rows in strips_of(values):
        part = values[:, :, rows]
        middle[:, rows] = median(part)
        rough[:, rows] = NORMAL * median(np.abs(part - middle[:, rows]))
        count[:, rows] = np.isfinite(part).sum(axis=0)
    if scene is None:
        scene = np.array([_middling(band) for band in rough], np.float64)
    shared = _SHARED * (scene**2)[:, None, None]
    spread = np.sqrt((count * rough**2 + shared) / (count + _SHARED))
    return middle, np.maximum(spread, LEAST_SPREAD).astype(np.float32), scene


def _middling(rough: Values) -> float:
    return float(np.nanmedian(rough)) if np.isfinite(rough).any() else LEAST_SPREAD


def departures(values: Values, middle: Values, spread: Values) -> Values:
    """(date, ...) -> how many spreads each date lies above the other dates' mean; NaN where it is not seen, or no other date is.
    middle, spread: of `spread_of`."""
    clipped = np.clip(values, middle - _CLIP * spread, middle + _CLIP * spread)
    known = np.isfinite(clipped)
    if not known.all():
        clipped = np.where(known, clipped, np.float32(0))
    others = known.sum(axis=0, dtype=np.float32) - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = np.where(others > 0, np.float32(1), np.float32(np.nan)) / spread
        mean = (clipped.sum(axis=0, dtype=np.float64).astype(np.float32) - clipped) / others
    return cast(Values, (values - mean) * scale)


def scored(departed: Iterable[Values], sign: Sign = "either", *, together: bool = False) -> Values:
    """Departures (date, y, x), one array a band, taken one after the other -> (date, y, x), all bands together, at least 0.

    "either": root mean square over the bands, for colours may change any way; together: the size of their sum over the root of their number, for
    bands that a thing moves the same way, as metal does both polarisations of a radar. "up", "down": that sum where it is
    positive (negative).
    """
    squares = sign == "either" and not together
    total, bands = np.zeros((), np.float32), 0
    for band in departed:
        values = band * band if squares else band
        total, bands = values if not bands else total + values, bands + 1
    if squares:
        return cast(Values, np.sqrt(total / np.float32(bands)))
    total = total / np.float32(np.sqrt(bands))
    if sign == "either":
        return cast(Values, np.abs(total))
    return cast(Values, np.maximum(total if sign == "up" else -total, 0))


def _middle(values: Values) -> np.float32:
    """The median of those that are known; NaN where none is. (As `median`, without sorting a whole scene.)"""
    known = values[np.isfinite(values)]
    if not len(known):
        return np.float32(np.nan)
    low, high = (len(known) - 1) // 2, len(known) // 2
    parted = np.partition(known, (low, high))
    return cast(np.float32, (parted[low] + parted[high]) / np.float32(2))


def median(values: Values, axis: int = 0) -> Values:
    """Over one axis, of what is known; NaN where nothing is. (Sorting puts NaN last; much quicker than nanmedian.)"""
    if not values.shape[axis]:
        return np.full(np.delete(values.shape, axis), np.nan, dtype=np.float32)
    ordered = np.sort(np.moveaxis(values, axis, -1), axis=-1)
    if (
        np.isfinite(ordered[..., -1]).all() and np.isfinite(ordered[..., 0]).all()
    ):  # nothing is missing anywhere
        few = ordered.shape[-1]
        return cast(Values, (ordered[..., (few - 1) // 2] + ordered[..., few // 2]) / 2)
    count = np.isfinite(ordered).sum(axis=-1, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=-1)
    high = np.take_along_axis(ordered, np.minimum(count // 2, ordered.shape[-1] - 1), axis=-1)
    return cast(Values, ((low + high) / 2)[..., 0])
