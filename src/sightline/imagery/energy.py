"""A map of change: the energy of a difference, gathered over the size of what is looked for, against its own scene.

Band by band the difference is freed of what is wider than an object (the season of a field, haze, a river in flood), divided by its noise and
squared. The mean of the bands is averaged over the size of what is looked for: "broad" for ground and buildings (30 m and more),
"fine", without averaging, for things of a few pixels. Energy, not the signed difference: a building site is bright beside
dark, and a mean of the two is nothing. What plants cover in both pictures counts a tenth in "broad": they grow, are mown and lose their leaves, and
nobody has built or dug there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.alike import Alike
from sightline.imagery.noise import HALO_SLACK, SLACK, edges, noise, slopes, smooth, spread
from sightline.imagery.stack import Mask, Values


@dataclass(frozen=True, slots=True)
class Sizes:
    """Standard deviations of Gaussians, pixels. grain: averaged beforehand. ground: what is wider belongs to the ground.
    gather: over which energy is averaged. both: whether an edge has to be in both pictures to count as noise. alike: whether what
    ground of that look did is taken away (`alike.py`). slack: how far the pictures lie apart. most: standard deviations; no pixel says more."""

    grain: float
    ground: float
    gather: float
    both: bool = True
    alike: bool = False
    slack: float = SLACK
    most: float | None = None


# One of the two, or sizes matched to a thing.
Scale = Literal["broad", "fine"] | Sizes
SCALES: tuple[Scale, ...] = ("broad", "fine")

# Chosen on the six visible OSCD cities among few values; between half and twice as much little changes (bench/imagery_pairs.py).
GRAIN_PX = 0.7  # about the blur of the sensor (Sentinel-2: 0.5 to 0.6 px)
GROUND_M = 80.0
OBJECT_M = 30.0
# Standard deviations. Of 3, 5 and 8 the middle found most (bench/imagery_power.py).
SURE = 5.0
# NDVI from which plants cover the ground: grass and crops lie above, bare soil, roofs and roads below 0.2. 0.3 to 0.4 find the same within a hundredth.
GREEN = 0.35
# What is left of the energy where plants stand in both pictures.
GROWTH = 0.1


def sizes(scale: Scale, pixel_m: float) -> Sizes:
    """In pixels; what belongs to the ground is never less than 4 px wide, so that a pixel is not its own surroundings."""
    if isinstance(scale, Sizes):
        return scale
    if scale == "broad":
        return Sizes(GRAIN_PX, max(GROUND_M / pixel_m, 4.0), OBJECT_M / pixel_m, both=False, alike=True, slack=HALO_SLACK)  # fmt: skip
    return Sizes(GRAIN_PX, max(GROUND_M / 2 / pixel_m, 4.0), 0.0)


def matched(side_m: float, pixel_m: float) -> Scale:
    """For a thing whose silhouette has the area of a square of that side, metres: energy gathered as wide as the square (its
    standard deviation is side / sqrt(12)), the ground freed of what is wider than it; "broad" from where the two are one. The grain stays
    the sensor's own: without it the noise of single pixels is squared and gathered with the rest. What stands out by SURE says as much as
    what stands out more: a new roof of four bright pixels is not more of an aircraft than thirty pixels that are less bright."""
    if side_m >= OBJECT_M * 12**0.5:
        return "broad"
    ground = max(1.15 * side_m, GROUND_M / 2, 4.0 * pixel_m) / pixel_m
    return Sizes(GRAIN_PX, ground, side_m / 12**0.5 / pixel_m, most=SURE)


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
        return freed(off, seen, of)[None]
    expected = (kind.expected(picture) for kind, picture in zip(kinds, (before, after), strict=True))
    return np.stack([freed(off - said, seen, of) for said in expected])


def freed(off: Values, seen: Mask, of: Sizes) -> Values:
    """The difference (band, y, x) without what is wider than an object; 0 where nothing is seen."""
    weight = seen.astype(np.float32)
    off = np.where(seen, off, 0).astype(np.float32)
    return np.where(seen, smooth(off, weight, of.grain) - smooth(off, weight, of.ground), 0).astype(np.float32)  # fmt: skip


def floors(parted: Values, seen: Mask) -> Values:
    """(difference, band): robust spread over the scene of each of the `parts`."""
    return np.array([[spread(band[seen]) for band in off] for off in parted], np.float32)


def energy(
    before: Values, after: Values, seen: Mask, noises: Values, of: Sizes, parted: Values, *,
    steep: tuple[Values, Values] | None = None, leaves: tuple[int, int] | None = None,
) -> Values:  # fmt: skip
    """(y, x), from (band, y, x) and their `parts`. noises: the `floors`, to which edges add. steep: `slopes` of both, where they are known. leaves: as of `plants`."""
    total: Values = np.zeros(seen.shape, np.float32)
    one, other = steep or (slopes(before), slopes(after))
    for band in range(len(before)):
        edge = edges(one[band], other[band], both=of.both)
        for n, off in enumerate(parted):
            total += (off[band] / noise(edge, float(noises[n, band]), of.slack)) ** 2
    total /= np.float32(len(before) * len(parted))
    if of.most is not None:
        total /= 1 + total / np.float32(of.most**2)
    if leaves is not None and of.alike:
        total *= 1 - (1 - GROWTH) * grown(before, after, leaves)
    return smooth(total, seen.astype(np.float32), of.gather)


def leaves_in(bands: Sequence[str]) -> tuple[int, int] | None:
    """Where red and near infrared lie among the bands; None where one is missing."""
    for pair in (("B04", "B08"), ("red", "nir")):
        if all(name in bands for name in pair):
            return bands.index(pair[0]), bands.index(pair[1])
    return None


def grown(before: Values, after: Values, leaves: tuple[int, int]) -> Values:
    """(y, x), 0 to 1: how surely plants cover a pixel in both pictures."""
    return plants(before, leaves) * plants(after, leaves)


def plants(picture: Values, leaves: tuple[int, int]) -> Values:
    """(y, x), 0 to 1: how surely plants cover a pixel of the picture (band, y, x), by NDVI. leaves: red and near infrared."""
    red, near = (np.nan_to_num(picture[n]) for n in leaves)
    ndvi = (near - red) / np.maximum(near + red, 0.02)
    made: Values = (0.5 + 0.5 * np.tanh((ndvi - GREEN) / 0.1)).astype(np.float32)
    return made


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
