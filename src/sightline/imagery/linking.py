"""Spots that only one band shows, in a line that something moving at one speed would draw through the bands."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.anomaly import Anomaly
from sightline.imagery.stack import Values

EDGE_PX = 4
VISIBLE = ("B02", "B03", "B04")
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """spots: band -> (row, column) of its brightest pixel, in order of the delays."""

    spots: Mapping[str, Spot]
    weakest: float


def links(
    odd: Anomaly,
    bands: tuple[str, ...],
    delays: Mapping[str, float],
    pixel_m: tuple[float, float],
    speeds: tuple[float, float],
    least: Mapping[str, float],
) -> tuple[Link, ...]:
    """All chains of spots, strongest first. delays: band -> seconds; pixel_m: metres across and down; speeds: m/s; least: band -> the z
    that a spot needs, of the bands that are asked: three or more. The first and last of these give the line; in the others a spot must lie within a pixel of
    where the line has it. Bands that are not asked have theirs on the line."""
    from scipy.spatial import cKDTree

    layer = {band: odd.z[bands.index(band)] for band in delays}
    order = sorted(delays, key=lambda b: delays[b])
    asked = [band for band in order if band in least]
    first, last = asked[0], asked[-1]
    starts, ends = _peaks(layer[first], least[first]), _peaks(layer[last], least[last])
    if not (len(starts) and len(ends)):
        return ()
    scale, span = np.array([pixel_m[1], pixel_m[0]]), delays[last] - delays[first]
    near = cKDTree(starts * scale).query_ball_tree(cKDTree(ends * scale), speeds[1] * span)
    found = []
    for start, others in zip(starts, near, strict=True):
        for end in ends[others]:
            if math.hypot(*((end - start) * scale)) < speeds[0] * span:
                continue
            spots = {first: (int(start[0]), int(start[1]))}
            for band in order:
                if band in (first, last):
                    continue
                at = start + (delays[band] - delays[first]) / span * (end - start)
                spot = _spot(layer[band], at, least[band]) if band in least else _nearest(at)
                if spot is None:
                    break
                spots[band] = spot
            else:
                spots[last] = (int(end[0]), int(end[1]))
                weakest = min(float(layer[b][s]) for b, s in spots.items() if b in VISIBLE)
                found.append(Link(spots, weakest))
    return tuple(sorted(found, key=lambda link: (-link.weakest, tuple(link.spots.values()))))


def _peaks(layer: Values, least: float) -> NDArray[np.int64]:
    from scipy.ndimage import maximum_filter

    known = np.where(np.isfinite(layer), layer, -np.inf)
    peak = (known == maximum_filter(known, 3)) & (known >= least)
    found: NDArray[np.int64] = np.argwhere(peak)
    inside = (found >= EDGE_PX) & (found < np.array(layer.shape) - EDGE_PX)
    return found[inside.all(axis=1)]


def _nearest(at: NDArray[np.float64]) -> Spot:
    return round(float(at[0])), round(float(at[1]))


def _spot(layer: Values, at: NDArray[np.float64], least: float) -> Spot | None:
    row, column = round(float(at[0])), round(float(at[1]))
    patch = np.nan_to_num(layer[row - 1 : row + 2, column - 1 : column + 2], nan=-np.inf)
    best = int(patch.argmax())
    if patch.size != 9 or patch.flat[best] < least:
        return None
    return row - 1 + best // 3, column - 1 + best % 3
