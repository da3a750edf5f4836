"""Aprons of a known airfield: where its large aircraft could stand, as far as pictures alone tell it.

Runways are published as lines; aprons are not. Taken for one: ground near a runway that bears no plants and is no water, as even as aprons are
(a town is not), with the gaps filled that parked aircraft leave; off the runways themselves, whose painted markings look like parked aircraft. Bare ground in a dry country passes, too. What is looked at is told in words and can be drawn.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.delays import PLAIN
from sightline.imagery.stack import Mask, Stack, Values
from sightline.imagery.strips import Strip, strips_on
from sightline.model.airfield import Airfield

NEAR_M = 600.0  # of the line of a runway: as far as the imagery check looks
# An apron begins within this: a parallel taxiway lies 180 m from the middle of a runway for large aircraft (Annex 14 [memory]), the apron beyond it. That
# taxiway is 23 m wide, too narrow to be followed in pixels of 10 m.
BEGINS_M = 300.0
LEAST_M2 = 10_000.0  # one stand of an An-124 with the room to turn
# Reflectance at the ground; Tucker 1979 (doi:10.1016/0034-4257(79)90013-0) and McFeeters 1996 (doi:10.1080/01431169608948714). Roofs and
# concrete lie above McFeeters' zero for water by a little, hence 0.1.
BARE_NDVI, WATER_NDWI = 0.25, 0.1
# Standard deviation over 50 m as a part of the brightness: aprons of Pisa and Beirut 0.02 to 0.07, the towns beside them 0.09 to 0.11 (medians of the
# least of two dates). Two fields only: elsewhere it may take in too much or too little, so what was looked at is told and drawn.
EVEN = 0.08
EVEN_OVER_M = 50.0
WIDE_M = 40.0  # narrower ground is a taxiway, a road or the edge of something
PARKED_M = (
    30.0  # gaps up to twice this are filled: what an aircraft of 40 m makes uneven, but not a block of houses
)
OFF_RUNWAY_M = 15.0  # from its edge: half a pixel of 10 m, thresholds published to 10 m
F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Apron:
    """mask: (y, x). words: what was taken for apron, and why."""

    mask: Mask
    area_m2: float
    words: tuple[str, ...]


def apron(stack: Stack, airfield: Airfield) -> Apron:
    """From all usable dates together. An empty mask where the field has no runway with published thresholds."""
    lines = strips_on(airfield, stack.grid)
    side = float(stack.grid.pixel_m)
    return apron_of(np.where(stack.usable[:, None], stack.values, np.nan), stack.bands, lines, (side, side))


def apron_of(
    values: Values, bands: tuple[str, ...], lines: tuple[Strip, ...], pixel_m: tuple[float, float]
) -> Apron:
    """values: (date, band, y, x) with NaN where nothing is seen; pixel_m: metres across and down."""
    from scipy.ndimage import binary_opening

    height, width = values.shape[2:]
    if not lines:
        words = (
            "no runway of this airfield is published with its thresholds: where its aprons lie is not known"
        )
        return Apron(np.zeros((height, width), bool), 0.0, (words,))
    away = np.min([line.away(height, width) for line in lines], axis=0)
    bare, told = _bare(values, bands)
    uneven = _unevenness(values, bands, pixel_m)
    even = binary_opening(bare & (away <= NEAR_M) & (uneven <= EVEN), disc(WIDE_M / 2, pixel_m))
    mask = _filled(_held(even, away, pixel_m), pixel_m) & (away <= NEAR_M)
    for line in lines:
        mask &= ~line.mask(height, width, OFF_RUNWAY_M)
    area = float(mask.sum()) * pixel_m[0] * pixel_m[1]
    names = ", ".join(s.name for s in lines)
    return Apron(
        mask,
        area,
        (
            f"looked at {area / 1e4:.0f} ha within {NEAR_M:.0f} m of runway {names}: {told}, even, beginning within {BEGINS_M:.0f} m, without the runways themselves",
            "where the aprons end is not published: bare ground beside them may be among what was looked at, and stands between buildings left out",
        ),
    )


def disc(radius_m: float, pixel_m: tuple[float, float]) -> Mask:
    rows, columns = (max(1, round(radius_m / m)) for m in (pixel_m[1], pixel_m[0]))
    y, x = np.mgrid[-rows : rows + 1, -columns : columns + 1]
    return cast(Mask, (np.hypot(y * pixel_m[1], x * pixel_m[0]) <= radius_m) | ((y == 0) & (x == 0)))


def brightness(values: Values, bands: tuple[str, ...]) -> Values:
    """Mean of the visible bands, (..., y, x); of all bands where none is known by name. NaN where one is missing."""
    names = [PLAIN.get(b, b) for b in bands]
    chosen = [names.index(b) for b in ("B02", "B03", "B04") if b in names] or list(range(len(names)))
    return cast(Values, values[..., chosen, :, :].mean(axis=-3))


def _held(even: Mask, away: F64, pixel_m: tuple[float, float]) -> Mask:
    """The parts that come near a runway and could hold an aircraft. Parts that only a parked aircraft divides are one."""
    from scipy.ndimage import binary_dilation, label, minimum

    labels, count = label(binary_dilation(even, disc(PARKED_M, pixel_m)), np.ones((3, 3)))
    if not count:
        return even
    numbers = np.arange(count + 1)
    near = np.asarray(minimum(away, labels, numbers)) <= BEGINS_M
    sizes = np.bincount(labels[even], minlength=count + 1) * pixel_m[0] * pixel_m[1]
    held = near & (sizes >= LEAST_M2)
    held[0] = False
    return cast(Mask, held[labels] & even)


def _filled(mask: Mask, pixel_m: tuple[float, float]) -> Mask:
    from scipy.ndimage import distance_transform_edt

    scale = (pixel_m[1], pixel_m[0])
    if not mask.any():
        return mask
    wide = np.pad(mask, max(1, round(PARKED_M / min(pixel_m))) + 1)
    grown = distance_transform_edt(~wide, sampling=scale) <= PARKED_M
    shrunk = distance_transform_edt(grown, sampling=scale) > PARKED_M
    edge = (wide.shape[0] - mask.shape[0]) // 2
    return cast(Mask, shrunk[edge : edge + mask.shape[0], edge : edge + mask.shape[1]] | mask)


def _unevenness(values: Values, bands: tuple[str, ...], pixel_m: tuple[float, float]) -> F64:
    """(y, x): standard deviation of brightness over 50 m as a part of the brightness, least of the dates: what is even on one date is
    even ground, with something on it on the others."""
    from scipy.ndimage import uniform_filter

    side = tuple(max(3, round(EVEN_OVER_M / m)) for m in (pixel_m[1], pixel_m[0]))
    found = []
    for layer in brightness(values, bands).astype(np.float64):
        known = np.isfinite(layer)
        share = np.maximum(uniform_filter(known.astype(np.float64), side), 1e-9)
        filled = np.where(known, layer, 0.0)
        mean = uniform_filter(filled, side) / share
        square = uniform_filter(filled**2, side) / share
        spread = np.sqrt(np.maximum(square - mean**2, 0.0)) / np.maximum(mean, 1e-3)
        found.append(np.where(known & (share > 0.5), spread, np.inf))
    return cast(F64, np.min(found, axis=0))


def _bare(values: Values, bands: tuple[str, ...]) -> tuple[Mask, str]:
    names = [PLAIN.get(b, b) for b in bands]
    if "B08" not in names or "B04" not in names:
        seen = np.isfinite(values).all(axis=1).any(axis=0)
        return cast(Mask, seen), "bare or not (without near infrared plants cannot be told)"
    shape = values.shape[2:]
    bare, counted = np.zeros(shape), np.zeros(shape)
    for date in values.astype(np.float64):
        red, near = date[names.index("B04")], date[names.index("B08")]
        green = date[names.index("B03")] if "B03" in names else np.zeros(shape)
        with np.errstate(invalid="ignore", divide="ignore"):
            plants, wet = (near - red) / (near + red), (green - near) / (green + near)
        known = np.isfinite(plants) & np.isfinite(wet)
        counted += known
        bare += known & (plants < BARE_NDVI) & (wet < WATER_NDWI)
    return (counted > 0) & (bare * 2 > counted), "without plants or water"
