"""Blobs that came or went between two pictures of the same ground."""

from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.answers import Answers, answers
from sightline.imagery.blobs import MAYBE_Z, SURE_Z, Blob, blobs, distance_m
from sightline.imagery.stack import Mask, Values

F64 = NDArray[np.float64]
SAME_M = 20.0  # two middles of one thing: the registration error allowed to Sentinel-2 (12.5 m) and a pixel
_LEAST_PIXELS = 100  # to bring two pictures to one brightness


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One pass, brought to the brightness of another: values (band, y, x), NaN where nothing is seen."""

    values: Values
    odd: Answers
    found: tuple[Blob, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """appeared: in the second picture where the ground was ordinary in the first, and the difference is itself a blob; gone: the other way round. stayed: in
    both. unclear: in one of the two, but the two do not differ enough there to say so."""

    appeared: tuple[Blob, ...]
    gone: tuple[Blob, ...]
    stayed: tuple[Blob, ...]
    unclear: tuple[Blob, ...]


def changed(
    before: Values,
    after: Values,
    bands: tuple[str, ...],
    area: Mask,
    pixel_m: tuple[float, float],
    smallest_m: float,
) -> Change:
    """before, after: (band, y, x), registered to each other, NaN where nothing is seen; only ground seen in both counts."""
    first = picture(before, before, bands, area, pixel_m, smallest_m)
    second = picture(after, before, bands, area, pixel_m, smallest_m)
    return between(first, second, area, pixel_m, smallest_m)


def picture(
    values: Values,
    like: Values,
    bands: tuple[str, ...],
    area: Mask,
    pixel_m: tuple[float, float],
    smallest_m: float,
) -> Picture:
    """One pass looked at once, to be compared with others that were brought to `like`, too."""
    matched = _matched(values, like, area)
    odd = answers(matched, area, pixel_m, smallest_m)
    return Picture(matched, odd, blobs(matched, bands, area, pixel_m, smallest_m, odd))


def between(
    first: Picture, second: Picture, area: Mask, pixel_m: tuple[float, float], smallest_m: float
) -> Change:
    apart = answers(cast(Values, second.values - first.values), area, pixel_m, smallest_m).z
    seen = np.asarray(np.isfinite(first.values).all(axis=0) & np.isfinite(second.values).all(axis=0))
    before, after = (tuple(b for b in p.found if _least(seen, b, pixel_m) > 0) for p in (first, second))
    gone, stayed, unclear = _sorted(before, after, apart, second.odd.z, pixel_m)
    appeared, _, also = _sorted(after, before, apart, first.odd.z, pixel_m)
    return Change(appeared, gone, stayed, (*unclear, *also))


def _sorted(
    own: tuple[Blob, ...], other: tuple[Blob, ...], apart: F64, there: F64, pixel_m: tuple[float, float]
) -> tuple[tuple[Blob, ...], tuple[Blob, ...], tuple[Blob, ...]]:
    """Of one picture's blobs: those that the other has not, those that it has, and those of which it cannot be said. there: oddness in the
    other picture."""
    alone, both, unclear = [], [], []
    for blob in own:
        differs = _most(apart, blob, pixel_m)
        if differs >= MAYBE_Z and _most(there, blob, pixel_m) < blob.z / 2:
            # Sure only where the difference is as sure as the blob.
            alone.append(replace(blob, sure=blob.sure and differs >= SURE_Z))
        elif any(distance_m(blob, o, pixel_m) <= SAME_M for o in other):
            both.append(blob)
        else:
            unclear.append(blob)
    return tuple(alone), tuple(both), tuple(unclear)


def _around(layer: NDArray[np.generic], blob: Blob, pixel_m: tuple[float, float]) -> NDArray[np.generic]:
    """What lies within the error of its place."""
    rows, columns = (max(1, round(0.5 * SAME_M / m)) for m in (pixel_m[1], pixel_m[0]))
    row, column = round(blob.row), round(blob.column)
    return layer[max(0, row - rows) : row + rows + 1, max(0, column - columns) : column + columns + 1]


def _most(z: F64, blob: Blob, pixel_m: tuple[float, float]) -> float:
    part = _around(z, blob, pixel_m)
    return float(np.max(part)) if part.size else 0.0


def _least(seen: Mask, blob: Blob, pixel_m: tuple[float, float]) -> float:
    part = _around(seen, blob, pixel_m)
    return float(np.min(part)) if part.size else 0.0


def _matched(values: Values, like: Values, area: Mask) -> Values:
    """Each band brought to the other's median and spread over the ground: season, haze and the height of the sun change both."""
    where = area & np.isfinite(values).all(axis=0) & np.isfinite(like).all(axis=0)
    if where.sum() < _LEAST_PIXELS or values is like:
        return values
    made = values.astype(np.float64)
    for band in range(len(made)):
        own, other = values[band][where], like[band][where]
        middle, wanted = np.median(own), np.median(other)
        spread = np.median(np.abs(own - middle)) + 1e-6
        made[band] = (made[band] - middle) * (np.median(np.abs(other - wanted)) + 1e-6) / spread + wanted
    return cast(Values, made.astype(np.float32))
