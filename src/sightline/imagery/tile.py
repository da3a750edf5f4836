"""Tile: the pixels of one kept window, and how they are laid on a grid."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.stack import Grid, Values
from sightline.model.errors import ReadError

MOST_PIXELS = 16_000_000  # capture/windows.py keeps no larger ones
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_ALIGNED = 1e-3  # of a pixel: closer to the lattice than that needs no resampling
_COARSER = 1.5  # times: from here on pixels are averaged, since sampling would skip some


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """stored: (y, x), the numbers as the file holds them. empty: (y, x), where they mean "nothing here". crs: rasterio's; transform:
    six numbers, pixel to projection. epsg: of the projection, None where it has no number. pixel_m: mean side of a pixel.
    scale, offset: of the file's own header (1 and 0 where it is silent)."""

    stored: NDArray[Any]
    empty: NDArray[np.bool_]
    crs: Any
    transform: Any
    epsg: int | None
    pixel_m: float
    scale: float
    offset: float
    tags: dict[str, str]


def tile_of(data: bytes) -> Tile:
    """The pixels of a window's bytes. Raises ReadError where they are no GeoTIFF of one band, broken, or too many."""
    if not data.startswith(_TIFF):
        raise ReadError("no-raster", "the kept pixels are no GeoTIFF", "look at the place anew")
    import rasterio
    from rasterio.errors import RasterioError
    from rasterio.io import MemoryFile

    options = {"GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR", "GDAL_PAM_ENABLED": "NO", "PROJ_NETWORK": "OFF"}
    try:
        with rasterio.Env(**options), MemoryFile(data) as file, file.open(driver="GTiff") as dataset:
            high, wide = dataset.block_shapes[0]
            if max(dataset.width * dataset.height, high * wide) > MOST_PIXELS or dataset.count != 1:
                raise ReadError("no-window", "the kept pixels are no window of one band")
            if dataset.crs is None or dataset.transform.is_degenerate:
                raise ReadError("no-georeference", "the kept pixels do not say where on Earth they lie")
            stored = dataset.read(1)
            if stored.dtype.kind not in "iuf":
                raise ReadError("no-numbers", f"the kept pixels are {stored.dtype}")
            empty = dataset.read_masks(1) == 0
            if stored.dtype.kind == "f":
                empty |= ~np.isfinite(stored)
            if not empty.any():
                empty = np.broadcast_to(np.False_, stored.shape)  # takes no room
            return Tile(
                stored, empty, dataset.crs, dataset.transform, dataset.crs.to_epsg(), _pixel_m(dataset),
                float(dataset.scales[0]), float(dataset.offsets[0]), dict(dataset.tags()),
            )  # fmt: skip
    except RasterioError as error:
        raise ReadError("broken-raster", f"the kept pixels cannot be read: {error}") from error


def _pixel_m(dataset: Any) -> float:
    """Mean side of a pixel, metres: of degrees by their length at the window's own latitude."""
    t = dataset.transform
    across, down = math.hypot(t.a, t.d), math.hypot(t.b, t.e)
    if dataset.crs.is_geographic:
        metres = math.radians(1) * 6_371_008.8
        lat = t.d * dataset.width / 2 + t.e * dataset.height / 2 + t.f
        return metres * math.sqrt(across * down * max(0.01, math.cos(math.radians(lat))))
    return math.sqrt(across * down) * float(dataset.crs.linear_units_factor[1])


def lattice(tile: Tile) -> tuple[int, float, float, float] | None:
    """EPSG, pixel and phase of a tile that a grid can follow: UTM on WGS84, north up, square pixels; None of another."""
    t = tile.transform
    if tile.epsg is None or not (32601 <= tile.epsg <= 32660 or 32701 <= tile.epsg <= 32760):
        return None
    if t.b != 0 or t.d != 0 or t.e >= 0 or not math.isclose(t.a, -t.e, rel_tol=1e-9):
        return None
    return tile.epsg, t.a, round(t.c % t.a, 3), round(t.f % t.a, 3)


def laid(tile: Tile, values: Values, grid: Grid, *, nearest: bool = False) -> Values:
    """Values of a tile (y, x; NaN = nothing) on a grid: copied where both are on one lattice, else resampled, or averaged where the
    grid is coarser. nearest: for classes. Cubic convolution (Keys 1981), since a date that is blurred differs from one that is not at
    every edge: there and back between two zones it misses the sample of Sentinel-2 by 0.0048 (RMS, reflectance), bilinear
    sampling by 0.0089."""
    same = _slice(tile, grid)
    out = np.full((grid.height, grid.width), np.nan, np.float32)
    if same is not None:
        row, column = same
        height, width = values.shape
        top, left = max(0, -row), max(0, -column)
        bottom, right = min(grid.height, height - row), min(grid.width, width - column)
        if bottom > top and right > left:
            out[top:bottom, left:right] = values[row + top : row + bottom, column + left : column + right]
        return out
    from rasterio.crs import CRS
    from rasterio.enums import Resampling
    from rasterio.transform import from_origin
    from rasterio.warp import reproject

    averaged = grid.pixel_m >= _COARSER * tile.pixel_m
    how = Resampling.nearest if nearest else Resampling.average if averaged else Resampling.cubic
    reproject(
        values, out, src_transform=tile.transform, src_crs=tile.crs, src_nodata=np.nan, dst_nodata=np.nan,
        dst_transform=from_origin(grid.left, grid.top, grid.pixel_m, grid.pixel_m),
        dst_crs=CRS.from_epsg(grid.epsg), resampling=how, num_threads=1, init_dest_nodata=True,
    )  # fmt: skip
    return out


def _slice(tile: Tile, grid: Grid) -> tuple[int, int] | None:
    """Row and column of the grid's corner in the tile, where no resampling is needed."""
    t = tile.transform
    if tile.epsg != grid.epsg or t.b != 0 or t.d != 0 or t.a != grid.pixel_m or t.e != -grid.pixel_m:
        return None
    row, column = (t.f - grid.top) / grid.pixel_m, (grid.left - t.c) / grid.pixel_m
    if abs(row - round(row)) > _ALIGNED or abs(column - round(column)) > _ALIGNED:
        return None
    return round(row), round(column)
