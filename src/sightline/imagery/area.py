"""area_mask: which pixels of a grid are the ground that a claim is tested on."""

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.ask import BESIDE_RUNWAY_M, BEYOND_RUNWAY_M, Spot
from sightline.imagery.stack import Grid, Mask

Metres = NDArray[np.float64]


def area_mask(spot: Spot, grid: Grid) -> Mask:
    """(y, x): the disc of the spot, or the strips along its runways, never outside of the site's square. All in the
    grid's own metres (UTM; a strip a few km long is straight in it to well below a pixel)."""
    east: Metres = grid.left + (np.arange(grid.width, dtype=np.float64) + 0.5) * grid.pixel_m
    north: Metres = grid.top - (np.arange(grid.height, dtype=np.float64) + 0.5) * grid.pixel_m
    site = spot.site
    ends = [point for line in spot.lines for point in line]
    xs, ys = _metres(grid.epsg, [(site.lat, site.lon), *ends])
    x: Metres = east[None, :] - xs[0]
    y: Metres = north[:, None] - ys[0]
    if not spot.lines:
        return np.asarray(np.hypot(x, y) <= spot.radius_m)
    held = np.zeros((grid.height, grid.width), dtype=bool)
    for nth in range(len(spot.lines)):
        a, b = 1 + 2 * nth, 2 + 2 * nth
        held |= _strip(x, y, (xs[a] - xs[0], ys[a] - ys[0]), (xs[b] - xs[0], ys[b] - ys[0]))
    return np.asarray(held & (np.abs(x) <= site.half_m) & (np.abs(y) <= site.half_m))


def _strip(x: Metres, y: Metres, a: tuple[float, float], b: tuple[float, float]) -> Mask:
    length = float(np.hypot(b[0] - a[0], b[1] - a[1]))
    if length == 0:
        return np.asarray(np.hypot(x - a[0], y - a[1]) <= BESIDE_RUNWAY_M)
    along = ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / length
    beside = ((x - a[0]) * (b[1] - a[1]) - (y - a[1]) * (b[0] - a[0])) / length
    return np.asarray(
        (along >= -BEYOND_RUNWAY_M)
        & (along <= length + BEYOND_RUNWAY_M)
        & (np.abs(beside) <= BESIDE_RUNWAY_M)
    )


def _metres(epsg: int, points: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    from rasterio.warp import transform

    xs, ys = transform("EPSG:4326", f"EPSG:{epsg}", [p[1] for p in points], [p[0] for p in points])
    return list(xs), list(ys)
