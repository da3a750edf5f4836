"""A thing put into pixels where it is not, to see whether it would have been found.

Its silhouette at some angle and sub-pixel position is blurred by what the instrument blurs and mixed into the pixels: a
pixel of which the thing fills a third shows a third of it and two thirds of the ground. It covers what was below. Its own
reflectance is that of the ground that it covers plus or minus a step, never below 0 nor above white paint.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.stack import Mask, Values
from sightline.imagery.thing import Corner, Thing, outline

# Point spread of the whole instrument as a Gaussian, in pixels. Assumed: its modulation at the Nyquist frequency is then 0.22, in the middle of the 0.15 to 0.30
# that ESA asks of Sentinel-2's 10 m bands.
PSF_PX = 0.55
_FINE = 5  # sub-pixels a pixel and direction; odd, so that one lies on its middle
_ASKEW = 1e-7  # pixels: an edge that runs along sub-pixels would else take in those on both of its sides
_REACH = 3  # pixels beyond the outline that its blur may touch: more than four standard deviations
_WHITE = 1.0  # reflectance of a perfect diffuser
Cover = NDArray[np.float32]


def coverage(thing: Thing, pixel_m: float, row: float, column: float, angle: float) -> tuple[Cover, int, int]:
    """How much of each pixel the thing fills, 0 to 1, blurred: the array and the row and column where it begins.

    row, column: of its middle, pixels, the middle of the first being 0, 0. angle: of its length, radians from "right" to "down".
    """
    top, left = int(np.floor(row)), int(np.floor(column))
    made = _stamp(thing, pixel_m, round(row - top, 3), round(column - left, 3), round(angle, 4))
    half = made.shape[0] // 2
    return made, top - half, left - half


@lru_cache(maxsize=2048)
def _stamp(thing: Thing, pixel_m: float, down: float, right: float, angle: float) -> Cover:
    """Square, centred on the pixel that holds the middle."""
    from scipy.ndimage import gaussian_filter

    polygons = [np.asarray(p) / pixel_m for p in outline(thing)]
    half = int(np.ceil(max(float(np.hypot(*p.T).max()) for p in polygons))) + _REACH
    fine = (np.arange((2 * half + 1) * _FINE) - (_FINE - 1) / 2) / _FINE - half
    y, x = fine[:, None] - (down + _ASKEW), fine[None, :] - (right + _ASKEW)
    along, aside = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    inside = np.zeros(along.shape, bool)
    for polygon in polygons:
        inside |= _within(along, aside, [(float(a), float(b)) for a, b in polygon])
    blurred = gaussian_filter(inside.astype(np.float32), PSF_PX * _FINE, mode="constant")
    return np.ascontiguousarray(blurred[_FINE // 2 :: _FINE, _FINE // 2 :: _FINE])


def _within(along: NDArray[np.float64], aside: NDArray[np.float64], corners: Sequence[Corner]) -> Mask:
    """Of a convex polygon, whichever way it runs: on the same side of all edges."""
    left = right = np.ones(np.broadcast(along, aside).shape, bool)
    for (a0, b0), (a1, b1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        side = (a1 - a0) * (aside - b0) - (b1 - b0) * (along - a0)
        left, right = left & (side >= 0), right & (side < 0)
    return left | right


def injected(
    values: Values, thing: Thing, pixel_m: float, row: float, column: float, angle: float, step: float | Sequence[float]
) -> Values:  # fmt: skip
    """A copy of the pixels (band, y, x; reflectance) with the thing in them. step: what it differs by from the median of the
    ground it covers, for all bands or for each. Where the pixels are NaN they stay so; what lies outside is cut off."""
    cover, top, left = coverage(thing, pixel_m, row, column, angle)
    height, width = values.shape[1:]
    rows = slice(max(0, top), min(height, top + cover.shape[0]))
    columns = slice(max(0, left), min(width, left + cover.shape[1]))
    out = values.copy()
    if rows.start >= rows.stop or columns.start >= columns.stop:
        return out
    part = cover[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    ground = values[:, rows, columns]
    near = (part > 0.01) & np.isfinite(ground).all(axis=0)
    if not near.any():
        return out
    own = _own(np.median(ground[:, near], axis=1), step)
    out[:, rows, columns] = ground + part * (own[:, None, None] - ground)
    return out


def _own(ground: Values, step: float | Sequence[float]) -> Values:
    """Reflectance (band,) of the thing. One step for all bands is how far it stands out: on ground too dark for a darker thing it is
    brighter, and the other way round. Steps for each band are taken as they are and cut."""
    made = ground + np.asarray(step, np.float32)
    if isinstance(step, float | int) and not ((made >= 0.0) & (made <= _WHITE)).all():
        other = ground - step
        if ((other >= 0.0) & (other <= _WHITE)).all():
            made = other
    return np.clip(made, 0.0, _WHITE).astype(np.float32)
