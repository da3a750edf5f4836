"""Made-up ground with the texture of a town, for tests of pairs: roofs, roads and fields, blurred as a sensor does."""

import numpy as np


def ground(seed: int, side: int, *, bands: int = 4, blur: float = 0.6) -> np.ndarray:
    """(band, side, side) float32 reflectance."""
    from scipy.ndimage import gaussian_filter

    chance = np.random.default_rng(seed)
    wide = gaussian_filter(chance.normal(size=(side, side)), 12) * 0.6
    town = np.full((side, side), 0.15) + wide
    for _ in range(side * side // 60):
        y, x = chance.integers(0, side, 2)
        h, w = chance.integers(2, 7, 2)
        town[y : y + h, x : x + w] = chance.uniform(0.05, 0.4)
    tints = chance.uniform(0.7, 1.3, bands)
    layers = [gaussian_filter(town * tint + chance.normal(0, 0.004, town.shape), blur) for tint in tints]
    return np.stack(layers).astype(np.float32)
