"""Where two areas meet, and how far apart they are."""

import itertools
import math
from typing import TYPE_CHECKING

from sightline.model.place import distance_km
from sightline.places.geometry import Disc, middle
from sightline.places.rings import Polygon, area_km2, enclosing, holds
from sightline.places.shapes import Region, hull, onto_plane

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sightline.places.fields import Grid

    Numbers = NDArray[np.float64]

_SLIVER = 0.1  # of the area; the grid draws what is shared a little wide


def overlap(a: Region, b: Region) -> Region | None:
    """The area that both hold, a little wide; None where they do not meet. Its disc is never wider than either's."""
    import numpy as np

    from sightline.places.fields import contoured, grid

    small, large = sorted((a, b), key=lambda r: r.disc.radius_km)
    apart = distance_km(small.disc.lat, small.disc.lon, large.disc.lat, large.disc.lon)
    if apart > small.disc.radius_km + large.disc.radius_km:
        return None
    if not large.polygon and apart + small.disc.radius_km <= large.disc.radius_km:
        return small
    reach = small.disc.radius_km
    here = grid((small.disc.lat, small.disc.lon), -reach, -reach, reach, reach)
    field = np.maximum(_field(here, small), _field(here, large))
    if not (field < 0).any():
        return None
    rings = contoured(here, field)
    if not rings:
        return None
    disc = enclosing(rings)
    return Region(disc, rings) if disc.radius_km < small.disc.radius_km else Region(small.disc, rings)


def _field(here: "Grid", region: Region) -> "Numbers":
    import numpy as np

    from sightline.places.fields import distance, inside, projected

    if not region.polygon:
        at = projected(here.middle, [(region.disc.lat, region.disc.lon)])[0]
        gx, gy = np.meshgrid(here.xs, here.ys)
        away: Numbers = np.hypot(gx - at[0], gy - at[1]) - region.disc.radius_km
        return away
    planes = [projected(here.middle, ring) for ring in region.polygon]
    within = inside(here, planes)
    signed: Numbers = np.where(within, -1.0, 1.0) * distance(here, planes)
    return signed


def either(a: Region, b: Region) -> Region:
    """Both areas, one beside the other, in the disc round both."""
    disc = middle([(d.lat, d.lon, d.radius_km) for d in (a.disc, b.disc)])
    rings = tuple(r for region in (a, b) for r in (region.polygon or hull([region.disc]).polygon))
    around = enclosing(rings, (disc.lat, disc.lon)) if rings else disc
    return Region(Disc(disc.lat, disc.lon, max(disc.radius_km, around.radius_km)), rings)


def narrower(a: Region, b: Region) -> bool:
    """Whether the first area is smaller than the second, and not just by the grid's grain."""
    return _size(a) < 0.95 * _size(b)


def hardly(shared: Region, a: Region, b: Region) -> bool:
    """Whether what two areas share is a sliver of the smaller: that they touch says nothing surely."""
    return _size(shared) < _SLIVER * min(_size(a), _size(b))


def _size(region: Region) -> float:
    """Square kilometres."""
    return area_km2(region.polygon) if region.polygon else math.pi * region.disc.radius_km**2


def gap_km(at: Disc, region: Region) -> float:
    """Kilometres from a point to an area; 0 inside."""
    apart = distance_km(at.lat, at.lon, region.disc.lat, region.disc.lon)
    if not region.polygon:
        return max(0.0, apart - region.disc.radius_km)
    return 0.0 if holds(region.polygon, at.lat, at.lon) else _to_edge((at.lat, at.lon), region.polygon)


def _to_edge(at: tuple[float, float], rings: Polygon) -> float:
    best = math.inf
    for ring in rings:
        plane = [onto_plane(at, p) for p in ring]
        for (ax, ay), (bx, by) in itertools.pairwise(plane):
            dx, dy = bx - ax, by - ay
            length = dx * dx + dy * dy
            share = min(1.0, max(0.0, -(ax * dx + ay * dy) / length)) if length else 0.0
            best = min(best, math.hypot(ax + share * dx, ay + share * dy))
    return best
