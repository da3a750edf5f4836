"""How a round patch of each size differs from what lies round it, in all bands together, against the same ground elsewhere.

Normalised Laplacian of Gaussian, as a difference of Gaussians (Lindeberg 1998, doi:10.1023/A:1008045108935), taken over the area alone, so that its
edges give nothing; the answers of all bands make a vector, and its Mahalanobis distance over the area (Reed and Yu 1990, doi:10.1109/29.60107) tells how odd the place is, of
whatever colour. White aircraft on warm concrete are odd in blue long before they are bright.
"""

import math
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.stack import Mask, Values

F64 = NDArray[np.float64]
LARGEST_M = 90.0  # the largest aircraft is 88 m across (An-225); what is larger is a building
# The outline of an aircraft as long as wide (fuselage 0.1, wings 0.15 of it deep) has a standard deviation of 0.24 of its length.
SPREAD = 0.24
_STEP = 1.4  # from one size to the next
_NARROWER = 1.26  # the two Gaussians lie this factor about the width: a ratio of 1.6 (Marr and Hildreth 1980)
_TRIM = 0.9  # of the area makes the covariance: what is odd must not make itself ordinary
_FLOOR = 1e-4  # reflectance


def blur_m(pixel_m: tuple[float, float]) -> float:
    """Standard deviation of the picture's own blur: 0.62 of a pixel (optics 0.55 at 10 m [memory], the pixel 0.29)."""
    return 0.62 * max(pixel_m)


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """z: (y, x) oddness, scaled to what one Gaussian number would be; 0 outside the area. along: (band, y, x): what to multiply the bands with to see the
    thing best there, from the size that answers most. widths: metres."""

    z: F64
    along: F64
    widths: tuple[float, ...]


def widths_m(smallest_m: float, pixel_m: tuple[float, float]) -> tuple[float, ...]:
    sizes = [smallest_m]
    while sizes[-1] * _STEP < LARGEST_M:
        sizes.append(sizes[-1] * _STEP)
    return tuple(math.hypot(SPREAD * size, blur_m(pixel_m)) for size in sizes)


def answers(values: Values, area: Mask, pixel_m: tuple[float, float], smallest_m: float) -> Answers:
    """values: (band, y, x), NaN where nothing is seen; area: (y, x)."""
    looked = area & np.isfinite(values).all(axis=0)
    widths = widths_m(smallest_m, pixel_m)
    z = np.zeros(looked.shape)
    along = np.zeros(values.shape)
    if looked.sum() < 50 * len(values):  # too little ground to know what is ordinary
        return Answers(z, along, widths)
    filled = np.where(looked, values, 0.0).astype(np.float64)
    for width in widths:
        answer = np.where(looked, _difference(filled, looked, width, pixel_m), 0.0)
        weight, scale = _weights(answer[:, looked])
        turned = np.einsum("ij,jyx->iyx", weight, answer)
        here = np.sqrt(np.maximum((answer * turned).sum(axis=0), 0.0)) * scale
        better = here > z
        z = np.where(better, here, z)
        along = np.where(better, turned, along)
    return Answers(np.where(looked, z, 0.0), along, widths)


def _difference(filled: F64, looked: Mask, width: float, pixel_m: tuple[float, float]) -> F64:
    from scipy.ndimage import gaussian_filter

    def smooth(m: float) -> F64:
        sigma = (m / pixel_m[1], m / pixel_m[0])
        share = gaussian_filter(looked.astype(np.float64), sigma, mode="constant")
        layers = [gaussian_filter(layer, sigma, mode="constant") for layer in filled]
        return cast(F64, np.stack(layers) / np.maximum(share, 1e-6))

    return smooth(width / _NARROWER) - smooth(width * _NARROWER)


def _weights(answer: F64) -> tuple[F64, float]:
    """Inverse covariance of the ordinary part of (band, pixel), and what makes the median distance that of Gaussian noise."""
    bands = len(answer)
    off = answer - np.median(answer, axis=1, keepdims=True)
    kept = off
    for _ in range(3):
        weight = np.linalg.inv(kept @ kept.T / kept.shape[1] + np.eye(bands) * _FLOOR**2)
        away = np.einsum("ip,ij,jp->p", off, weight, off)
        kept = off[:, away <= np.quantile(away, _TRIM)]
    usual = bands * (1 - 2 / (9 * bands)) ** 3  # median of chi-squared (Wilson and Hilferty 1931)
    return weight, math.sqrt(usual / max(float(np.median(away)), 1e-12))
