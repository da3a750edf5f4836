"""From stored numbers to reflectance and backscatter, as the archive tells it.

Sentinel-2 L2A: reflectance = (DN + BOA_ADD_OFFSET) / 10000, with BOA_ADD_OFFSET = -1000 from processing baseline 04.00 on (25 January
2022; older passes that were processed anew have it too), 0 before (Sentinel-2 Products Specification, S2-PDGS-TAS-DI-PSD, 14.9 and
later). Archives may have taken it off already, and what they say of that is sometimes wrong: offsets.py looks at the pixels.
Sentinel-1: terrain-corrected backscatter (gamma0) as power, in dB here: 10 log10.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from sightline.imagery.stack import Values
from sightline.imagery.tile import Tile
from sightline.model.errors import ReadError
from sightline.model.scene import Asset, Scene

STEP = 0.1  # of the offset, in reflectance: 1000 / 10000
_SCALE = 1e-4  # QUANTIFICATION_VALUE 10000 of L2A
_SINCE = dt.datetime(2022, 1, 25, tzinfo=dt.UTC)
_BRIGHTEST = 10.0  # gamma0 as power: the median of a scene above this is no calibrated backscatter
_FULL = {
    "uint8": 255.0,
    "uint16": 10_000.0,
    "int16": 10_000.0,
}  # of a user's picture without a scale: white, by custom
_EVEN = 0.02  # reflectance: a pixel that moved less against its fellows has not changed


@dataclass(frozen=True, slots=True)
class Offset:
    """What is added to the scaled number of a date: 0 or -0.1 by the rule of Sentinel-2. due: whether its processing adds an offset at
    all (None: nobody says). sure: whether all that the archive says of it agrees."""

    added: float
    due: bool | None
    sure: bool


def offset_of(scene: Scene, asset: Asset) -> Offset:
    """What the archive's words ask to be added. The flag that the offset is off already goes before the band's own offset: where
    both are given they have been found to disagree, and the flag describes the pixels (earth-search issue 66)."""
    due = _due(scene)
    likely = due if due is not None else scene.at >= _SINCE
    rule = -STEP if likely else 0.0
    if scene.offset_applied is True:
        return Offset(0.0, due, asset.offset in (None, 0.0) and likely)
    if asset.offset is not None:
        agree = asset.offset == rule and due is not None
        return Offset(float(asset.offset), due, agree)
    return Offset(rule, due, due is not None)


def _due(scene: Scene) -> bool | None:
    """Whether the processing adds the offset; None where the baseline is not told, or is no number."""
    try:
        return float(scene.baseline) >= 4.0 if scene.baseline else None
    except ValueError:
        return None


def reflectance(tile: Tile, scene: Scene, asset: Asset) -> Values:
    """(y, x) of a band of Sentinel-2, without what offsets.py may find wrong later."""
    whole = tile.stored.dtype.kind in "iu"
    scale = asset.scale or (tile.scale if tile.scale != 1.0 else _SCALE if whole else 1.0)
    values = tile.stored.astype(np.float32) * np.float32(scale) + np.float32(offset_of(scene, asset).added)
    empty = tile.empty | (tile.stored == 0) if whole else tile.empty  # 0 is NODATA in all of L2A
    return np.where(empty, np.float32(np.nan), values)


def decibels(tile: Tile, asset: Asset) -> tuple[Values, str]:
    """(y, x) backscatter of a radar band in dB, and what was done to it. Power is never below zero, and backscatter of land in dB
    nearly always is: so the numbers tell which they are. Raises ReadError where they are neither."""
    scale, offset = _header(tile, asset)
    values = tile.stored.astype(np.float32) * np.float32(scale) + np.float32(offset)
    values[tile.empty] = np.nan
    if not np.isfinite(values).any():
        return values, ""
    middle = float(np.nanmedian(values))
    if middle < 0:
        return values, "backscatter stored in dB"
    if middle > _BRIGHTEST:
        raise ReadError(
            "not-calibrated", "radar numbers that are no calibrated backscatter", "use an RTC product"
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        made: Values = np.where(values > 0, 10 * np.log10(values), np.nan).astype(np.float32)
    return made, "backscatter stored as power, taken to dB"


def brightness(tile: Tile, asset: Asset) -> tuple[Values, bool]:
    """(y, x) of a user's picture, and whether a scale was given. Without one it is a share of the customary white (255, or 10000 in
    16 bit) and tells relative brightness only."""
    scale, offset = _header(tile, asset)
    values = tile.stored.astype(np.float32)
    values[tile.empty] = np.nan
    if (scale, offset) != (1.0, 0.0):
        return values * np.float32(scale) + np.float32(offset), True
    whole = tile.stored.dtype.kind in "iu"
    return values / np.float32(_FULL.get(str(tile.stored.dtype), 1.0)), not whole


def _header(tile: Tile, asset: Asset) -> tuple[float, float]:
    scale = asset.scale if asset.scale is not None else tile.scale
    return scale, asset.offset if asset.offset is not None else tile.offset


def median(seen: Values) -> Values:
    """Median over dates (date, y, x), NaN where no date is known. By sorting, which puts NaN last: numpy's own nanmedian takes three
    times the time and the memory."""
    ordered = np.sort(seen, axis=0)
    known = np.isfinite(ordered).sum(axis=0)
    low, high = np.maximum(known - 1, 0) // 2, known // 2
    high = np.minimum(high, len(seen) - 1)
    pick = np.take_along_axis(ordered, low[None], axis=0)[0] + np.take_along_axis(ordered, high[None], axis=0)[0]  # fmt: skip
    made: Values = np.where(known > 0, pick / 2, np.float32(np.nan)).astype(np.float32)
    return made
