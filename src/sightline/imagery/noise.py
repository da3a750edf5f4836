"""What two pictures of an unchanged place differ by: light and air, noise of the sensor, edges that lie a little off.

All functions take seen (y, x): where the ground is seen in both pictures; what lies elsewhere has no say.
"""

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.stack import Mask, Values

# Standard deviation of how far two dates lie apart after registration, pixels. Bands of one Sentinel-2 picture lie within 0.3 px of each other
# (requirement of the mission, ESA Sentinel-2 MSI data quality reports), and registration leaves 0.1 to 0.15 px (the spread of its votes on OSCD).
SLACK = 0.3
# What lies off spreads over its neighbours: where an edge of one picture is enough, squares of slopes are averaged so wide, pixels,
HALO = 1.0
# and less of it is needed: 0.15 to 0.3 were tried on OSCD; less finds more at 5 % false alarms, more ranks windows better.
HALO_SLACK = 0.2
# From this width a Gaussian is three boxes: as wide, a tenth lower in the middle, and at one cost however wide they are.
WIDE = 4.0
# The half of the pixels that differ least carry the fit between two dates: more than half of a place does not change.
STEADY = 0.5
ROUNDS = 5
# Pixels, evenly taken, that carry the fit: a hundred thousand tell gain and offset to a part in a thousand.
ENOUGH = 100_000


def spread(values: NDArray[np.floating]) -> float:
    """Standard deviation from the median absolute deviation (times 1.4826, which is right for a Gaussian)."""
    if not values.size:
        return 0.0
    return 1.4826 * float(np.median(np.abs(values - np.median(values))))


def fits(before: Values, after: Values, seen: Mask) -> NDArray[np.float64]:
    """(band, 2): gain and offset that bring each band of `after` onto `before`.

    Relative radiometric normalisation on invariant pixels: fitted on all, then again and again on those whose difference (all bands
    together) is among the smaller half. The gain is the ratio of the spreads, which takes neither date for the truth
    (reduced major axis), and is held between 1/3 and 3: beyond that the pictures have nothing in common.
    """
    thin = slice(None, None, max(1, int(seen.sum()) // ENOUGH))
    x, y = before[:, seen][:, thin].astype(np.float64), after[:, seen][:, thin].astype(np.float64)
    made = np.tile((1.0, 0.0), (len(before), 1))
    if x.shape[1] < 16:
        return made
    steady = np.ones(x.shape[1], bool)
    for round_ in range(ROUNDS):
        distance = np.zeros(x.shape[1])
        for band in range(len(x)):
            one, other = x[band][steady], y[band][steady]
            wide = (spread(one), spread(other)) if round_ == 0 else (float(one.std()), float(other.std()))  # fmt: skip
            gain = float(np.clip(wide[0] / wide[1], 1 / 3, 3)) if min(wide) > 0 else 1.0
            offset = float(np.median(one) - gain * np.median(other))
            made[band] = gain, offset
            off = gain * y[band] + offset - x[band]
            distance += (off / (spread(off[steady]) or 1.0)) ** 2
        steady = distance <= np.quantile(distance, STEADY)
    return made


def slopes(picture: Values) -> Values:
    """(band, y, x): how much each band changes from pixel to pixel (Sobel), its unit a pixel; 0 where it is not known."""
    from scipy import ndimage

    made = np.zeros(picture.shape, np.float32)
    for n, band in enumerate(picture):
        known = np.isfinite(band)
        whole = bool(known.all())
        flat = (
            band if whole else np.where(known, band, np.float32(np.median(band[known]) if known.any() else 0))
        )
        made[n] = np.hypot(ndimage.sobel(flat, 0), ndimage.sobel(flat, 1)) / 8
        if not whole:
            made[n] *= ndimage.binary_erosion(known, np.ones((3, 3), bool), border_value=1)
    return made


def edges(one: Values, other: Values, *, both: bool = False) -> Values:
    """(y, x), one band, from its `slopes` in the two pictures: square of what an edge changes by from pixel to pixel, of the two together. Towers
    that lean, roofs and kerbs are where pairs deceive; level ground is not.

    both: only an edge that both pictures have, within a pixel, counts, so that a small new thing is not excused by its own edges;
    else they are spread over HALO."""
    from scipy import ndimage

    if not both:
        made: Values = ndimage.gaussian_filter(one**2 + other**2, HALO, mode="nearest", truncate=3.0)
        return made
    one, other = (ndimage.maximum_filter(edge, 3) for edge in (one, other))
    return np.asarray(2 * np.minimum(one, other) ** 2)


def noise(steep: Values, floor: float, slack: float = SLACK) -> Values:
    """(y, x), one band: standard deviation of a difference that means nothing: `floor`, its robust spread over the scene, and what `edges`
    make of pictures that lie `slack` apart."""
    # A band that is the same everywhere (dead, or made up) has no spread.
    made: Values = np.sqrt(max(floor, 1e-6) ** 2 + slack**2 * steep).astype(np.float32)
    return made


def smooth(values: Values, weight: Values, sigma: float) -> Values:
    """Gaussian mean of the pixels that have weight, sigma in pixels (cut at 3 sigma); 0 where none is near. values: (y, x), or several at once
    (band, y, x); weight: (y, x)."""
    if sigma <= 0:
        return values
    if weight.all():
        return _blurred(values, sigma)
    below = _blurred(weight, sigma)
    return np.where(below > 1e-3, _blurred(values * weight, sigma) / np.maximum(below, 1e-3), 0).astype(np.float32)  # fmt: skip


def _blurred(values: Values, sigma: float) -> Values:
    from scipy import ndimage

    axes = (values.ndim - 2, values.ndim - 1)
    if sigma < WIDE:
        made: Values = ndimage.gaussian_filter(values, sigma, mode="nearest", truncate=3.0, axes=axes)
        return made
    for wide in _boxes(sigma):
        values = ndimage.uniform_filter(values, wide, mode="nearest", axes=axes)
    return values


def _boxes(sigma: float) -> tuple[int, int, int]:
    """Odd widths of three boxes, one after the other, whose variance is that of the Gaussian (Kovesi 2010, Fast almost-Gaussian filtering)."""
    narrow = int((4 * sigma**2 + 1) ** 0.5)
    narrow -= 1 - narrow % 2
    many = round((12 * sigma**2 - 3 * narrow**2 - 12 * narrow - 9) / (-4 * narrow - 4))
    return tuple(narrow if n < many else narrow + 2 for n in range(3))  # type: ignore[return-value]
