"""scored: how far every date of a stack lies from all the others, pixel by pixel.

Every date is treated alike: its reference is the mean of the OTHER dates (each clipped to the pixel's own median +- 2.5 spreads, which
keeps a cloud that was missed or an event from bending it: a winsorised mean, Tukey 1962), its spread is shared by all
dates. So the scores of dates that differ by chance alone are exchangeable, and their ranks mean what they say.
"""

from collections.abc import Callable, Iterable
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.stack import Mask, Values

Sign = Literal["either", "up", "down"]
_Floats = NDArray[np.float64]

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


def levelled(values: Values, usable: Mask, elsewhere: Mask) -> tuple[Values, Values, Values]:
    """(date, y, x) of one band -> what each date differs by from the pixel's median, less one number a date, so that it agrees with the others over
    the pixels of `elsewhere` (y, x): haze, low sun and wet ground move a whole scene. NaN where not usable. With it the medians (y, x) and those
    numbers (date,)."""
    # Minus infinity is the decibel of nothing.
    off = np.where(usable & np.isfinite(values), values, np.float32(np.nan))
    middle = median(off)
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
    from scipy.ndimage import uniform_filter1d

    width = 2 * LOCAL_PX + 1
    return _of_known(values, lambda v, axis: uniform_filter1d(v, width, axis=axis, mode="constant"))


def smoothed(values: Values, sigma: float) -> Values:
    """(..., y, x) blurred by a Gaussian of `sigma` pixels; where neighbours are NaN the others count for them; NaN stays NaN."""
    from scipy.ndimage import correlate1d

    reach = max(1, round(3 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    made = _of_known(values, lambda v, axis: correlate1d(v, kernel, axis=axis, mode="constant"))
    return cast(Values, np.where(np.isfinite(values), made, np.float32(np.nan)))


def _of_known(values: Values, along: Callable[[Values, int], Values]) -> Values:
    """A weighted mean along y and then x of what is known, beyond the edge there being nothing."""
    known = np.isfinite(values)
    # Without gaps the weights are the same on every date.
    weights = np.ones(values.shape[-2:], np.float32) if known.all() else known.astype(np.float32)
    top, below = np.where(known, values, np.float32(0)), weights
    for axis in (-1, -2):
        top, below = along(top, axis), along(below, axis)
    return cast(Values, top / np.maximum(below, 1e-6))


def spread_of(values: Values, scene: float | None = None) -> tuple[Values, Values, float]:
    """Median and spread over the dates (axis 0) of each pixel, and the scene's median spread. The spread is a median absolute
    deviation drawn towards the scene's (`scene`: where it is known already)."""
    middle = median(values)
    rough = NORMAL * median(np.abs(values - middle))
    if scene is None:
        scene = float(np.nanmedian(rough)) if np.isfinite(rough).any() else LEAST_SPREAD
    count = np.isfinite(values).sum(axis=0)
    spread = np.sqrt((count * rough**2 + _SHARED * scene**2) / (count + _SHARED))
    return middle, np.maximum(spread, LEAST_SPREAD).astype(np.float32), scene


def departures(values: Values, scene: float | None = None) -> tuple[Values, float]:
    """(date, y, x) of one band -> how many spreads each date lies above the other dates' mean; NaN where it is not seen, or
    no other date is. And the scene's spread that was used."""
    middle, spread, scene = spread_of(values, scene)
    clipped = np.clip(values, middle - _CLIP * spread, middle + _CLIP * spread)
    known = np.isfinite(clipped)
    if not known.all():
        clipped = np.where(known, clipped, np.float32(0))
    others = known.sum(axis=0, dtype=np.float32) - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = np.where(others > 0, np.float32(1), np.float32(np.nan)) / spread
        mean = (clipped.sum(axis=0, dtype=np.float64).astype(np.float32) - clipped) / others
    return cast(Values, (values - mean) * scale), scene


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
    count = np.isfinite(ordered).sum(axis=-1, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=-1)
    high = np.take_along_axis(ordered, np.minimum(count // 2, ordered.shape[-1] - 1), axis=-1)
    return cast(Values, ((low + high) / 2)[..., 0])
