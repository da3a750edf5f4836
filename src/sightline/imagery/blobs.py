"""Blobs as large as a large aircraft on even ground, in one picture: where, how large, how sure. Never what they are.

Found where a round patch of the size looked for is odd against the same ground elsewhere (answers.py). The outline at half height gives length and
width.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.answers import LARGEST_M, SPREAD, Answers, answers, blur_m
from sightline.imagery.aprons import brightness
from sightline.imagery.stack import Mask, Values

F64 = NDArray[np.float64]
# Chosen on made-up aircraft and on what is found where none were put (bench/imagery_aircraft.py).
SURE_Z, MAYBE_Z = 8.0, 5.0
MOST_ELONGATED = 3.0  # markings, jet bridges and shadows of roofs are longer
_HALF = 0.5
_APART = 0.6  # of the smallest size: nearer ones are one thing
_SHORTEST = (
    0.4  # of the smallest size: at half height the tips of wings and nose are gone, and pixels are whole
)
_SMALL = 0.6  # of the smallest size: the steps below are a fifth apart, and aircraft are not round
_SIZES_M = (8.0, 12.0, 16.0, 20.0, 24.0, 29.0, 35.0, 42.0, 50.0, 60.0, 72.0, 90.0)
_FIT_M = 45.0
_WAKE = 0.25  # of the step of a stronger one next to it: what is weaker is the filter's own ring round that


@dataclass(frozen=True, slots=True)
class Blob:
    """row, column: pixels. length_m, width_m: of the outline at half height, less the blur of the picture. step: brightness above (below:
    negative) the ground round it, reflectance. z: oddness on this ground. sure: z of 8 or more, no larger
    than one aircraft, nor far smaller, and not long and thin. holds: how many of the smallest size could stand in it side by side. size_m: of the
    aircraft whose blurred likeness fits best, in steps of a fifth."""

    row: float
    column: float
    length_m: float
    width_m: float
    step: float
    z: float
    sure: bool
    holds: int
    size_m: float


def blobs(
    values: Values,
    bands: tuple[str, ...],
    area: Mask,
    pixel_m: tuple[float, float],
    smallest_m: float = 35.0,
    odd: Answers | None = None,
) -> tuple[Blob, ...]:
    """values: (band, y, x) of one pass, NaN where nothing is seen; area: (y, x) where to look; pixel_m: metres across and down. odd: the
    answers, where they are known already. Oddest first. () also where the area is too small to know what is ordinary on it (answers.py)."""
    from scipy.ndimage import maximum_filter

    odd = answers(values, area, pixel_m, smallest_m) if odd is None else odd
    apart = tuple(2 * max(1, round(0.3 * smallest_m / m)) + 1 for m in (pixel_m[1], pixel_m[0]))
    peaks = (odd.z >= MAYBE_Z) & (odd.z == maximum_filter(odd.z, apart))
    light = brightness(values, bands).astype(np.float64)
    found = [
        _blob(values, light, area, odd, (int(r), int(c)), pixel_m, smallest_m) for r, c in np.argwhere(peaks)
    ]
    kept: list[Blob] = []
    for blob in sorted((b for b in found if b is not None), key=lambda b: (-b.z, b.row, b.column)):
        if all(_apart(blob, other, pixel_m, smallest_m) for other in kept):
            kept.append(blob)
    return tuple(kept)


def distance_m(a: Blob, b: Blob, pixel_m: tuple[float, float]) -> float:
    return math.hypot((a.row - b.row) * pixel_m[1], (a.column - b.column) * pixel_m[0])


def _apart(blob: Blob, stronger: Blob, pixel_m: tuple[float, float], smallest_m: float) -> bool:
    away = distance_m(blob, stronger, pixel_m)
    ring = away < min(stronger.length_m + smallest_m, LARGEST_M) and abs(blob.step) < _WAKE * abs(
        stronger.step
    )
    return away > _APART * smallest_m and not ring


def _blob(
    values: Values,
    light: F64,
    area: Mask,
    odd: Answers,
    at: tuple[int, int],
    pixel_m: tuple[float, float],
    smallest_m: float,
) -> Blob | None:
    from scipy.ndimage import label

    row, column = at
    reach = [math.ceil(1.2 * LARGEST_M / m) for m in (pixel_m[1], pixel_m[0])]
    rows = slice(max(0, row - reach[0]), row + reach[0] + 1)
    columns = slice(max(0, column - reach[1]), column + reach[1] + 1)
    # The bands put together as they show the thing best there.
    part = np.einsum("b,byx->yx", odd.along[:, row, column], values[:, rows, columns].astype(np.float64))
    y, x = np.mgrid[rows.start : rows.start + part.shape[0], columns.start : columns.start + part.shape[1]]
    away = np.hypot((y - row) * pixel_m[1], (x - column) * pixel_m[0])
    seen = np.isfinite(part)
    ring = area[rows, columns] & seen & (away > 0.8 * smallest_m) & (away < LARGEST_M)
    core = seen & (away <= max(0.2 * smallest_m, 0.8 * max(pixel_m)))
    if ring.sum() < 10 or not core.any():
        return None
    height = float(np.quantile(part[core], 0.8) - np.median(part[ring]))
    if height <= 0:
        return None
    labels, _ = label(
        np.where(seen, part, -np.inf) - np.median(part[ring]) >= _HALF * height, np.ones((3, 3))
    )
    near = labels[core & (labels > 0)]
    if not near.size:
        return None
    outline = labels == np.bincount(near).argmax()
    length, width, middle = _extent(outline, y, x, pixel_m)
    if length < _SHORTEST * smallest_m or width > LARGEST_M:
        return None
    size = _size(part - np.median(part[ring]), (y, x), middle, pixel_m)
    small = size < _SMALL * smallest_m
    if small and odd.z[row, column] >= SURE_Z:
        return None  # plainly something else: a lorry on quiet ground is as odd as an aircraft on rough
    thin = length > MOST_ELONGATED * max(width, min(pixel_m))
    large = length > LARGEST_M
    z = float(odd.z[row, column])
    sure = z >= SURE_Z and not thin and not large and not small
    step = float(np.median(light[rows, columns][core]) - np.median(light[rows, columns][ring]))
    holds = max(1, int(length // smallest_m)) if large or thin else 1
    return Blob(*middle, length, width, step, z, sure, holds, size)


def _size(
    part: F64,
    at: tuple[NDArray[np.int64], NDArray[np.int64]],
    middle: tuple[float, float],
    pixel_m: tuple[float, float],
) -> float:
    """Metres: of the aircraft whose blurred round likeness fits best, in steps; what is far smaller than the blur comes out as the least."""
    away = np.hypot((at[0] - middle[0]) * pixel_m[1], (at[1] - middle[1]) * pixel_m[0])
    near = (away <= _FIT_M) & np.isfinite(part)
    wanted = part[near]
    fits = []
    for size in _SIZES_M:
        shape = np.exp(-0.5 * (away[near] / math.hypot(SPREAD * size, blur_m(pixel_m))) ** 2)
        both = np.column_stack([shape, np.ones_like(shape)])
        rest = wanted - both @ np.linalg.lstsq(both, wanted, rcond=None)[0]
        fits.append(float(rest @ rest))
    return _SIZES_M[int(np.argmin(fits))]


def _extent(
    outline: Mask, y: NDArray[np.int64], x: NDArray[np.int64], pixel_m: tuple[float, float]
) -> tuple[float, float, tuple[float, float]]:
    """Length and width, metres, along the outline's own axes, less the blur; its middle, pixels."""
    rows, columns = y[outline].astype(float), x[outline].astype(float)
    points = np.column_stack([rows * pixel_m[1], columns * pixel_m[0]])
    off = points - points.mean(axis=0)
    across = off @ np.linalg.eigh(off.T @ off + np.eye(2) * 1e-9)[1]
    side = math.sqrt(pixel_m[0] * pixel_m[1])
    extents = sorted((float(e) + side for e in np.ptp(across, axis=0)), reverse=True)
    least = side / 2
    length, width = (math.sqrt(max(e**2 - (2 * blur_m(pixel_m)) ** 2, least**2)) for e in extents)
    return length, width, (float(rows.mean()), float(columns.mean()))
