"""The ground of made-up scenes: fields, season, clouds, objects, on the pixels of a UTM zone."""

import datetime as dt
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sightline.model.scene import Site

Values = NDArray[np.float64]
# Reflectance of grass and bare soil, by band: plausible, no measurement.
_GRASS = {"B02": 0.04, "B03": 0.07, "B04": 0.06, "B08": 0.32, "B11": 0.20}
_SOIL = {"B02": 0.09, "B03": 0.13, "B04": 0.18, "B08": 0.26, "B11": 0.32}


@dataclass(frozen=True)
class Thing:
    """A rectangle on the ground: metres, turned `angle` degrees clockwise from north. step: added to the reflectance of all
    bands (Sentinel-1: dB). since, until: the days on which it is there, both included."""

    lat: float
    lon: float
    length_m: float
    width_m: float
    step: float
    since: dt.date = dt.date.min
    until: dt.date = dt.date.max
    angle: float = 0.0


def utm_epsg(lat: float, lon: float) -> int:
    return (32600 if lat >= 0 else 32700) + min(60, int((lon + 180) // 6) + 1)


@dataclass(frozen=True)
class Frame:
    site: Site
    epsg: int
    left: float
    top: float
    size: int

    def pixel(self, lat: float, lon: float) -> tuple[float, float]:
        """Row and column, of the outer corner's lattice."""
        x, y = _to_utm(self.epsg, lat, lon)
        return (self.top - y) / 10, (x - self.left) / 10


class Ground:
    """What stays on the ground: fields of grass or soil, a fine texture. Drawn on the lattice of the site's own zone and seen
    from there in any other, so that two tiles show the same ground."""

    def __init__(self, frame: Frame, seed: int) -> None:
        rng = np.random.default_rng([seed, 99])
        shape = (frame.size, frame.size)
        fields = np.clip(0.5 + 1.2 * _smooth(rng.normal(size=shape), 12), 0, 1)
        texture = _smooth(rng.normal(size=shape), 1.2)
        self.fields, self.texture = _seen(frame, fields), _seen(frame, texture)

    def reflectance(self, band: str, day: dt.date) -> Values:
        season = math.cos(2 * math.pi * (day.timetuple().tm_yday - 200) / 365.25)
        green = self.fields * (0.75 + 0.25 * season)
        base = green * _GRASS[band] + (1 - green) * _SOIL[band]
        return base * (1 + 0.08 * self.texture)


def _seen(frame: Frame, ground: Values) -> Values:
    """The ground of the site's own zone on the pixels of the frame's."""
    from rasterio.warp import transform
    from scipy.ndimage import map_coordinates

    own = frame_of(frame.site, frame.size / 100, None)
    if own.epsg == frame.epsg:
        return ground
    rows, cols = np.mgrid[: frame.size, : frame.size] + 0.5
    xs, ys = transform(
        f"EPSG:{frame.epsg}",
        f"EPSG:{own.epsg}",
        (frame.left + cols * 10).ravel(),
        (frame.top - rows * 10).ravel(),
    )
    at = [(own.top - np.asarray(ys)) / 10 - 0.5, (np.asarray(xs) - own.left) / 10 - 0.5]
    out: Values = map_coordinates(ground, at, order=1, mode="grid-wrap").reshape(ground.shape)
    return out


def frame_of(site: Site, km: float, epsg: int | None) -> Frame:
    zone = epsg or utm_epsg(site.lat, site.lon)
    x, y = _to_utm(zone, site.lat, site.lon)
    size = int(km * 100)
    left, top = round(x / 20) * 20 - size * 5, round(y / 20) * 20 + size * 5
    return Frame(site, zone, left, top, size)


def _to_utm(epsg: int, lat: float, lon: float) -> tuple[float, float]:
    from rasterio.warp import transform

    xs, ys = transform("EPSG:4326", f"EPSG:{epsg}", [lon], [lat])
    return xs[0], ys[0]


def corners(frame: Frame) -> list[list[float]]:
    from rasterio.warp import transform

    right, bottom = frame.left + frame.size * 10, frame.top - frame.size * 10
    xs, ys = transform(
        f"EPSG:{frame.epsg}",
        "EPSG:4326",
        [frame.left, right, right, frame.left],
        [frame.top, frame.top, bottom, bottom],
    )
    ring = [[round(x, 6), round(y, 6)] for x, y in zip(xs, ys, strict=True)]
    return [*ring, ring[0]]


def _smooth(values: Values, sigma: float) -> Values:
    from scipy.ndimage import gaussian_filter

    out: Values = gaussian_filter(values, sigma, mode="wrap")
    return out / out.std()


def blurred(values: Values) -> Values:
    """The optics: a point spread of 0.55 pixels, as in design/imagery.md."""
    from scipy.ndimage import gaussian_filter

    out: Values = gaussian_filter(values, 0.55, mode="nearest")
    return out


def shifted(values: Values, by: tuple[float, float]) -> Values:
    from scipy.ndimage import shift

    if by == (0.0, 0.0):
        return values
    out: Values = shift(values, by, order=3, mode="nearest")
    return out


def cover_of(frame: Frame, thing: Thing) -> Values:
    """Share of each pixel that the thing covers, from 8 x 8 points in each."""
    row, col = frame.pixel(thing.lat, thing.lon)
    fine = (np.arange(frame.size * 8) + 0.5) / 8
    reach = math.hypot(thing.length_m, thing.width_m) / 20 + 1
    rows, cols = (fine[(fine > at - reach) & (fine < at + reach)] for at in (row, col))
    turn = math.radians(thing.angle)
    north, east = (row - rows)[:, None] * 10, (cols - col)[None, :] * 10
    along = north * math.cos(turn) + east * math.sin(turn)
    across = east * math.cos(turn) - north * math.sin(turn)
    inside = (np.abs(along) <= thing.length_m / 2) & (np.abs(across) <= thing.width_m / 2)
    out = np.zeros((frame.size, frame.size))
    np.add.at(
        out,
        (rows.astype(int)[:, None].repeat(len(cols), 1), cols.astype(int)[None, :].repeat(len(rows), 0)),
        inside / 64,
    )
    return out


def clouds_of(
    size: int, cover: float, rng: np.random.Generator
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    if cover <= 0:
        none = np.zeros((size, size), bool)
        return none, none
    field = _smooth(rng.normal(size=(size, size)), size / 16)
    cloud = field > np.quantile(field, 1 - cover) if cover < 1 else np.ones((size, size), bool)
    shadow = np.roll(cloud, (12, -12), (0, 1)) & ~cloud
    return cloud, shadow


def scl_of(cloud: NDArray[np.bool_], shadow: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Scene classification: 4 vegetation, 3 shadow, 9 cloud of high probability; 20 m."""
    out = np.full((cloud.shape[0] // 2, cloud.shape[1] // 2), 4, np.uint8)
    for mask, value in ((shadow, 3), (cloud, 9)):
        coarse = mask.reshape(out.shape[0], 2, out.shape[1], 2).any((1, 3))
        out[coarse] = value
    return out


def write(path: Path, values: NDArray[Any], frame: Frame, nodata: float, step: int = 1) -> None:
    import rasterio
    from affine import Affine

    with rasterio.open(
        path, "w", driver="GTiff", width=values.shape[1], height=values.shape[0], count=1, dtype=values.dtype,
        crs=f"EPSG:{frame.epsg}", transform=Affine(10 * step, 0, frame.left, 0, -10 * step, frame.top),
        tiled=True, blockxsize=128, blockysize=128, compress="deflate", nodata=nodata,
    ) as file:  # fmt: skip
        file.write(values, 1)
