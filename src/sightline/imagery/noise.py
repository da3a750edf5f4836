"""What two pictures of an unchanged place differ by: light and air, noise of the sensor, edges that lie a little off.

All functions take seen (y, x): where the ground is seen in both pictures; what lies elsewhere has no say.
"""

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.stack import Mask, Values

# Standard deviation of how far two dates lie apart after registration, pixels. Bands of one Sentinel-2 picture lie within 0.3 px of each other
# (requirement of the mission, ESA Sentinel-2 MSI data quality reports), and registration leaves 0.1 to 0.15 px (the spread of its votes on OSCD).
SLACK = 0.3
# The half of the pixels that differ least carry the fit between two dates: more than half of a place does not change.
STEADY = 0.5
ROUNDS = 5


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
    x, y = before[:, seen].astype(np.float64), after[:, seen].astype(np.float64)
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


def slope(band: Values) -> Values:
    """How much a band changes from pixel to pixel (Sobel), its unit a pixel; 0 where it is not known."""
    from scipy import ndimage

    known = np.isfinite(band)
    flat = np.where(known, band, np.float32(np.median(band[known]) if known.any() else 0))
    steep = np.hypot(ndimage.sobel(flat, 0), ndimage.sobel(flat, 1)) / 8
    return np.where(ndimage.binary_erosion(known, np.ones((3, 3), bool), border_value=1), steep, 0).astype(np.float32)  # fmt: skip


def edges(before: Values, after: Values, *, both: bool = False) -> Values:
    """(y, x), one band: square of what an edge changes by from pixel to pixel, of the two pictures together. Towers that lean, roofs and kerbs are
    where pairs deceive; level ground is not.

    both: only an edge that both pictures have, within a pixel, counts, so that a small new thing is not excused by its own edges."""
    from scipy import ndimage

    one, other = slope(before), slope(after)
    if not both:
        return np.asarray(one**2 + other**2)
    one, other = (ndimage.maximum_filter(edge, 3) for edge in (one, other))
    return np.asarray(2 * np.minimum(one, other) ** 2)


def noise(steep: Values, floor: float) -> Values:
    """(y, x), one band: standard deviation of a difference that means nothing: `floor`, its robust spread over the scene, and what `edges`
    make of pictures that lie SLACK apart."""
    # A band that is the same everywhere (dead, or made up) has no spread.
    made: Values = np.sqrt(max(floor, 1e-6) ** 2 + SLACK**2 * steep).astype(np.float32)
    return made


def smooth(values: Values, weight: Values, sigma: float) -> Values:
    """Gaussian mean of the pixels that have weight, sigma in pixels (cut at 3 sigma); 0 where none is near."""
    from scipy import ndimage

    if sigma <= 0:
        return values
    if weight.all():
        flat: Values = ndimage.gaussian_filter(values, sigma, mode="nearest", truncate=3.0)
        return flat
    above = ndimage.gaussian_filter(values * weight, sigma, mode="nearest", truncate=3.0)
    below = ndimage.gaussian_filter(weight, sigma, mode="nearest", truncate=3.0)
    return np.where(below > 1e-3, above / np.maximum(below, 1e-3), 0).astype(np.float32)
