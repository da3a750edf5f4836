"""What one band shows that the others do not: each pixel held against its surroundings, all bands together.

A thing that moves lies elsewhere in every band of a push-broom scanner. Where it lies in one band, that band is odd and the
others are not. With x a pixel's values, and m and C their mean and covariance over the surroundings, K = inv(C), the step of band b alone that
explains x best is (K (x - m))_b / K_bb, and that number times sqrt(K_bb) has variance 1 (the adaptive matched filter, Robey and others
1992, for a signature of one band). A roof that is bright in all bands gives little; a blue one gives much in blue.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.stack import Mask, Values

REACH_PX = 15  # half the side of the surroundings: 31 pixels, wide enough for a covariance of four bands, narrower than a field
NOISE = 0.002  # reflectance: noise of a band of Sentinel-2 (SNR of 100 to 170 at 0.1 to 0.3 [memory]); also where all is flat
_ROWS = 128  # so many at a time: 4 x 4 matrices of every pixel of a picture would fill the memory


@dataclass(frozen=True, slots=True, eq=False)
class Anomaly:
    """z, step: (band, y, x): how far the band alone is from what the others make one expect, in standard deviations and in reflectance.
    NaN where the pixel is not usable."""

    z: Values
    step: Values


def anomalies(values: Values, usable: Mask, reach: int = REACH_PX) -> Anomaly:
    """values: (band, y, x) reflectance; usable: (y, x)."""
    from scipy.ndimage import uniform_filter

    bands, height, width = values.shape
    good = usable & np.isfinite(values).all(axis=0)
    side = 2 * reach + 1
    filled = np.where(good, values, 0.0).astype(np.float64)
    share = np.maximum(uniform_filter(good.astype(np.float64), side, mode="constant"), 1e-6)

    def mean(layer: NDArray[np.float64]) -> NDArray[np.float64]:
        found: NDArray[np.float64] = uniform_filter(layer, side, mode="constant") / share
        return found

    means = np.stack([mean(layer) for layer in filled])
    products = {
        (i, j): mean(filled[i] * filled[j]) - means[i] * means[j]
        for i in range(bands)
        for j in range(i, bands)
    }
    z = np.full(values.shape, np.nan, dtype=np.float32)
    step = np.full(values.shape, np.nan, dtype=np.float32)
    for top in range(0, height, _ROWS):
        rows = slice(top, min(top + _ROWS, height))
        spread = np.empty((rows.stop - top, width, bands, bands))
        for (i, j), product in products.items():
            spread[..., i, j] = spread[..., j, i] = product[rows]
        inverse = np.linalg.inv(spread + np.eye(bands) * NOISE**2)
        off = np.moveaxis(filled[:, rows] - means[:, rows], 0, -1)
        turned = np.einsum("yxij,yxj->iyx", inverse, off)
        weight = np.moveaxis(np.diagonal(inverse, axis1=2, axis2=3), -1, 0)
        seen = good[rows]
        z[:, rows] = np.where(seen, turned / np.sqrt(weight), np.nan)
        step[:, rows] = np.where(seen, turned / weight, np.nan)
    return Anomaly(z, step)
