"""Where the ground is seen: clouds, shadows, snow and gaps by the scene classification of Sentinel-2 L2A (SCL).

Classes after the Level-2A algorithm document (Sen2Cor, S2-PDGS-MPC-L2A-ATBD): 0 no data, 1 saturated or defective, 2 dark or cast
shadow of terrain, 3 cloud shadow, 4 vegetation, 5 bare, 6 water, 7 unclassified, 8 cloud of medium and 9 of high probability, 10 thin
cirrus, 11 snow or ice.
"""

from collections.abc import Sequence

import numpy as np

from sightline.imagery.stack import Mask
from sightline.imagery.tile import Tile

SEEN = (
    2,
    4,
    5,
    6,
    7,
)  # any other number hides the ground, also one that is no class: a file of other numbers is no mask
CLOUDY = (3, 8, 9, 10)
# How far round a cloud or its shadow the ground is not trusted: Fmask's three pixels of 30 m (Zhu and Woodcock 2012,
# doi:10.1016/j.rse.2011.10.028), rounded up to whole pixels of SCL (20 m).
MARGIN_M = 100.0
# A "cloud" smaller than this with no other within the margin is a bright roof or a large aircraft: Sen2Cor is known to take them for
# clouds, and a cloud of 50 m that stands alone hardly exists. It is ground, else the very thing that is looked for would be masked.
SPECK_M2 = 2_500.0
NO_MASK = "no cloud mask"
# Concrete and white roofs are called cloud as well, and large ones are no specks. Ground that is "cloud" on most of the dates on which
# hardly anything else is, is ground.
_WHITE = (8, 9)
_HARDLY = 0.1  # share of the picture under clouds and shadows
_MOST = 0.8  # of the dates
_FEWEST = 5  # dates


def bright_ground(tiles: Sequence[Tile]) -> dict[str, Mask]:
    """Of SCL tiles of many dates, by where they lie (`place_of`): (y, x), ground that is taken for cloud again and again."""
    places: dict[str, list[Tile]] = {}
    for tile in tiles:
        places.setdefault(place_of(tile), []).append(tile)
    found = {}
    for place, here in places.items():
        open_sky = [np.isin(t.stored, _WHITE) & ~t.empty for t in here if _hardly_cloudy(t)]
        if len(open_sky) >= _FEWEST:
            bright: Mask = np.mean(open_sky, axis=0) >= _MOST
            if bright.any():
                found[place] = bright
    return found


def place_of(tile: Tile) -> str:
    return f"{tile.epsg} {tuple(tile.transform)[:6]} {tile.stored.shape}"


def _hardly_cloudy(tile: Tile) -> bool:
    seen = ~tile.empty & (tile.stored != 0)
    return bool(seen.any()) and float(np.isin(tile.stored[seen], CLOUDY).mean()) < _HARDLY


def clear_of(tile: Tile, bright: Mask | None = None) -> Mask:
    """(y, x) of an SCL tile: whether the ground is seen, with the margin round clouds and shadows. bright: ground that is known to be
    taken for cloud; believed on a date that hardly has clouds, since a true one may lie over it on any other."""
    from scipy.ndimage import distance_transform_edt

    classes = np.where(tile.empty, 0, tile.stored)
    clouds = np.isin(classes, CLOUDY)
    if bright is not None and _hardly_cloudy(tile):
        clouds &= ~(bright & np.isin(classes, _WHITE))
    cloudy = _without_specks(clouds, tile.pixel_m)
    hidden = ~np.isin(classes, (*SEEN, *CLOUDY)) | cloudy
    if cloudy.any():
        hidden |= distance_transform_edt(~cloudy) * tile.pixel_m <= MARGIN_M
    clear: Mask = ~hidden
    return clear


def _without_specks(cloudy: Mask, pixel_m: float) -> Mask:
    """Without those that are small and stand alone."""
    from scipy.ndimage import distance_transform_edt, label

    labels, count = label(cloudy, np.ones((3, 3)))
    if count == 0:
        return cloudy
    small = np.bincount(labels.ravel(), minlength=count + 1) * pixel_m**2 <= SPECK_M2
    small[0] = False
    large = cloudy & ~small[labels]
    beside = distance_transform_edt(~large) * pixel_m <= MARGIN_M if large.any() else np.zeros_like(cloudy)
    near = np.zeros(count + 1, bool)
    near[np.unique(labels[beside])] = True
    kept: Mask = cloudy & (~small | near)[labels]
    return kept
