"""A map of change: the energy of a difference, gathered over the size of what is looked for, against its own scene.

Band by band the difference is freed of what is wider than an object (the season of a field, haze, a river in flood), divided by its noise and
squared. The mean of the bands is averaged over the size of what is looked for: "broad" for ground and buildings (30 m and more),
"fine", without averaging, for things of a few pixels. Energy, not the signed difference: a building site is bright beside
dark, and a mean of the two is nothing.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.alike import Alike
from sightline.imagery.noise import edges, noise, smooth, spread
from sightline.imagery.stack import Mask, Values


@dataclass(frozen=True, slots=True)
class Sizes:
    """Standard deviations of Gaussians, pixels. grain: averaged beforehand. ground: what is wider belongs to the ground.
    gather: over which energy is averaged. both: whether an edge has to be in both pictures to count as noise. alike: whether what
    ground of that look did is taken away (`alike.py`)."""

    grain: float
    ground: float
    gather: float
    both: bool = True
    alike: bool = False


# One of the two, or sizes matched to a thing.
Scale = Literal["broad", "fine"] | Sizes
SCALES: tuple[Scale, ...] = ("broad", "fine")

# Chosen on the six visible OSCD cities among few values; between half and twice as much little changes (bench/imagery_pairs.py).
GRAIN_PX = 0.7  # about the blur of the sensor (Sentinel-2: 0.5 to 0.6 px)
GROUND_M = 80.0
OBJECT_M = 30.0


def sizes(scale: Scale, pixel_m: float) -> Sizes:
    """In pixels; what belongs to the ground is never less than 4 px wide, so that a pixel is not its own surroundings."""
    if isinstance(scale, Sizes):
        return scale
    if scale == "broad":
        return Sizes(GRAIN_PX, max(GROUND_M / pixel_m, 4.0), OBJECT_M / pixel_m, both=False, alike=True)
    return Sizes(GRAIN_PX, max(GROUND_M / 2 / pixel_m, 4.0), 0.0)


def matched(side_m: float, pixel_m: float) -> Scale:
    """For a thing whose silhouette has the area of a square of that side, metres: energy gathered as wide as the square (its
    standard deviation is side / sqrt(12)), the ground freed of what is wider than it; "broad" from where the two are one. The grain stays
    the sensor's own: without it the noise of single pixels is squared and gathered with the rest."""
    if side_m >= OBJECT_M * 12**0.5:
        return "broad"
    return Sizes(
        GRAIN_PX, max(1.15 * side_m, GROUND_M / 2, 4.0 * pixel_m) / pixel_m, side_m / 12**0.5 / pixel_m
    )


def reach(scale: Scale, pixel_m: float) -> int:
    """Pixels from a changed pixel to the last one whose energy it touches."""
    of = sizes(scale, pixel_m)
    return int(np.ceil(3 * max(of.grain, of.ground))) + int(np.ceil(3 * of.gather)) + 3


def parts(
    before: Values, after: Values, seen: Mask, of: Sizes, kinds: tuple[Alike, Alike] | None = None
) -> Values:
    """(difference, band, y, x), freed: of (band, y, x) in reflectance the one difference; or two, less what ground of that look in the
    earlier and in the later picture did. kinds: as learnt."""
    off = after - before
    if kinds is None or not of.alike:
        return np.stack([freed(band, seen, of) for band in off])[None]
    expected = (kind.expected(picture) for kind, picture in zip(kinds, (before, after), strict=True))
    return np.stack([[freed(band, seen, of) for band in off - said] for said in expected])


def freed(off: Values, seen: Mask, of: Sizes) -> Values:
    """The difference of one band (y, x) without what is wider than an object; 0 where nothing is seen."""
    weight = seen.astype(np.float32)
    off = np.where(seen, off, 0).astype(np.float32)
    return np.where(seen, smooth(off, weight, of.grain) - smooth(off, weight, of.ground), 0).astype(np.float32)  # fmt: skip


def floors(parted: Values, seen: Mask) -> Values:
    """(difference, band): robust spread over the scene of each of the `parts`."""
    return np.array([[spread(band[seen]) for band in off] for off in parted], np.float32)


def energy(before: Values, after: Values, seen: Mask, noises: Values, of: Sizes, parted: Values) -> Values:
    """(y, x), from (band, y, x) and their `parts`. noises: (band, y, x) standard deviations as a place's own past taught them; or the
    `floors`, to which edges add."""
    total: Values = np.zeros(seen.shape, np.float32)
    taught = noises.ndim == 3
    for band in range(len(before)):
        steep = None if taught else edges(before[band], after[band], both=of.both)
        for n, off in enumerate(parted):
            sigma = np.maximum(noises[band], 1e-6) if steep is None else noise(steep, float(noises[n, band]))
            total += (off[band] / sigma).astype(np.float32) ** 2
    return smooth(total / np.float32(len(before) * len(parted)), seen.astype(np.float32), of.gather)


def level(energies: NDArray[np.floating]) -> tuple[float, float]:
    """Median and robust spread of the log energy of the pixels seen: what a place of this scene has when nothing happens to most of it."""
    if not energies.size:
        return 0.0, 1.0
    middle = float(np.log(np.median(energies) + 1e-9))
    # Below a twentieth of the energy a place is quiet enough, whatever its numbers (two equal pictures have no spread at all).
    return middle, max(spread(_height(energies, middle)), 0.05)


def standard(energies: Values, seen: Mask, of_scene: tuple[float, float]) -> Values:
    """The map: log energy in robust standard deviations from the scene's median; NaN where nothing is seen."""
    middle, wide = of_scene
    return np.where(seen, (_height(energies, middle) - middle) / wide, np.nan).astype(np.float32)


def _height(energies: NDArray[np.floating], middle: float) -> NDArray[np.floating]:
    made: NDArray[np.floating] = np.log(energies + 1e-3 * np.exp(middle) + 1e-9)
    return made
