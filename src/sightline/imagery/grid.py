"""grid_of: the pixels of a site on its own UTM grid, and areas of ground as masks on it."""

import math

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.stack import Grid, Mask
from sightline.model.errors import ReadError
from sightline.model.scene import Site
from sightline.model.utm import utm_epsg

MOST_SIDE = 4_000  # pixels along a side
_WGS84 = "EPSG:4326"
Degrees = NDArray[np.float64]


def grid_of(
    site: Site,
    pixel_m: float,
    *,
    epsg: int | None = None,
    phase: tuple[float, float] = (0.0, 0.0),
    margin_m: float = 0.0,
) -> Grid:
    """The grid that holds a site and `margin_m` metres round it, in the site's own UTM zone unless `epsg` says another.

    phase: easting and northing, metres, of any corner of the lattice that the pixels are to lie on, so that pictures on that lattice
    need no resampling (tiles of Sentinel-2 and bursts of OPERA begin at multiples of their pixel). Raises ReadError beyond
    80 S and 84 N, and for more than 4000 pixels a side.
    """
    if epsg is None:
        try:
            epsg = utm_epsg(site.lat, site.lon)
        except ValueError as error:
            raise ReadError(
                "polar", "the site lies beyond the grid that is used here (80 S to 84 N)"
            ) from error
    east, north = (float(v[0]) for v in _moved(_WGS84, f"EPSG:{epsg}", [site.lon], [site.lat]))
    reach = site.half_m + margin_m
    left = phase[0] + math.floor((east - reach - phase[0]) / pixel_m + _SLACK) * pixel_m
    top = phase[1] + math.ceil((north + reach - phase[1]) / pixel_m - _SLACK) * pixel_m
    width = math.ceil((east + reach - left) / pixel_m - _SLACK)
    height = math.ceil((top - (north - reach)) / pixel_m - _SLACK)
    if max(width, height) > MOST_SIDE:
        raise ReadError(
            "too-large", f"the site has {width} x {height} pixels of {pixel_m:g} m", "choose a smaller site"
        )
    return Grid(epsg, left, top, pixel_m, width, height)


_SLACK = 1e-6  # of a pixel: rounding adds no row of pixels


def to_grid(grid: Grid, lat: float, lon: float) -> tuple[float, float]:
    """Row and column of a point (degrees WGS84); the middle of the first pixel is 0.0, 0.0. May lie outside."""
    x, y = _moved(_WGS84, f"EPSG:{grid.epsg}", [lon], [lat])
    return float((grid.top - y[0]) / grid.pixel_m - 0.5), float((x[0] - grid.left) / grid.pixel_m - 0.5)


def to_lat_lon(grid: Grid, row: float, column: float) -> tuple[float, float]:
    """The other way round: degrees WGS84."""
    x = grid.left + (column + 0.5) * grid.pixel_m
    y = grid.top - (row + 0.5) * grid.pixel_m
    lon, lat = _moved(f"EPSG:{grid.epsg}", _WGS84, [x], [y])
    return float(lat[0]), float(lon[0])


def circle_mask(grid: Grid, lat: float, lon: float, radius_m: float) -> Mask:
    """(y, x): pixels whose middle lies within `radius_m` of a point, and the pixel that holds the point."""
    row, column = to_grid(grid, lat, lon)
    down = (np.arange(grid.height) - row)[:, None]
    right = (np.arange(grid.width) - column)[None, :]
    inside: Mask = np.hypot(down, right) * grid.pixel_m <= radius_m
    at = round(row), round(column)
    if 0 <= at[0] < grid.height and 0 <= at[1] < grid.width:
        inside[at] = True
    return inside


def centres(grid: Grid) -> tuple[Degrees, Degrees]:
    """Latitude and longitude of the middle of each pixel, each (y, x); longitudes run on beyond 180 rather than jump."""
    x = grid.left + (np.arange(grid.width) + 0.5) * grid.pixel_m
    y = grid.top - (np.arange(grid.height) + 0.5) * grid.pixel_m
    xs, ys = np.meshgrid(x, y)
    lon, lat = _moved(f"EPSG:{grid.epsg}", _WGS84, xs.ravel(), ys.ravel())
    lon -= 360 * np.round((lon - lon[len(lon) // 2]) / 360)
    return lat.reshape(xs.shape), lon.reshape(xs.shape)


def _moved(source: str, target: str, xs: object, ys: object) -> tuple[Degrees, Degrees]:
    from rasterio.warp import transform

    x, y = transform(source, target, xs, ys)
    return np.asarray(x, np.float64), np.asarray(y, np.float64)
