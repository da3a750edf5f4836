"""Known ways of comparing two pictures, written plainly, to hold Sightline's against: CVA, robust difference, IR-MAD.

Each takes two registered pictures (band, y, x) without gaps and gives a map (y, x), higher where more has changed.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def cva(before: Array, after: Array) -> Array:
    """Change vector analysis: length of the difference of standardised bands (Malila 1980)."""
    off = after - before
    off = (off - off.mean((1, 2), keepdims=True)) / off.std((1, 2), keepdims=True)
    return np.sqrt((off**2).sum(0))


def robust_difference(before: Array, after: Array) -> Array:
    """The same with each band brought to the other's spread, and with medians: robust z."""
    total = np.zeros(before.shape[1:])
    for one, other in zip(before, after, strict=True):
        off = (other - np.median(other)) / _spread(other) - (one - np.median(one)) / _spread(one)
        total += ((off - np.median(off)) / _spread(off)) ** 2
    return np.sqrt(total)


def small_objects(before: Array, after: Array, slack: float = 0.3) -> Array:
    """The prototype's score of ../shared/design/imagery.md as well as its words tell it (made anew: its code is not at hand): the robust difference of bands
    whose noise grows with the gradient."""
    from scipy import ndimage

    total = np.zeros(before.shape[1:])
    for one, other in zip(before, after, strict=True):
        lit = (other - np.median(other)) / _spread(other) * _spread(one) + np.median(one)
        steep = sum(np.hypot(ndimage.sobel(b, 0), ndimage.sobel(b, 1)) ** 2 / 64 for b in (one, lit))
        off = lit - one
        off = off - np.median(off)
        total += off**2 / (_spread(off) ** 2 + slack**2 * steep)
    return np.sqrt(total)


def ir_mad(before: Array, after: Array, rounds: int = 50) -> Array:
    """Iteratively reweighted multivariate alteration detection (Nielsen 2007, IEEE TIP 16:463): canonical correlation of the two pictures,
    pixels weighted by how likely they are not to have changed, until the correlations stand still. Gives the chi-squared sum."""
    from scipy.linalg import eigh
    from scipy.stats import chi2

    bands, height, width = before.shape
    both = np.concatenate([before, after]).reshape(2 * bands, -1).astype(np.float64)
    weight = np.ones(both.shape[1])
    last = np.zeros(bands)
    total = weight
    for _ in range(rounds):
        centred = both - (both * weight).sum(1, keepdims=True) / weight.sum()
        cov = (centred * weight) @ centred.T / weight.sum()
        s11, s22, s12 = cov[:bands, :bands], cov[bands:, bands:], cov[:bands, bands:]
        squared, a = eigh(s12 @ np.linalg.solve(s22, s12.T), s11)
        rho = np.sqrt(np.clip(squared, 1e-12, 1 - 1e-9))
        b = np.linalg.solve(s22, s12.T) @ a
        b = b / np.sqrt(np.einsum("ij,ik,kj->j", b, s22, b))
        variates = a.T @ centred[:bands] - b.T @ centred[bands:]
        total = (variates**2 / (2 * (1 - rho))[:, None]).sum(0)
        weight = chi2.sf(total, bands)
        if np.abs(rho - last).max() < 1e-3:
            break
        last = rho
    return total.reshape(height, width)


def _spread(values: Array) -> float:
    return 1.4826 * float(np.median(np.abs(values - np.median(values)))) or 1.0
