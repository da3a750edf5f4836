"""window_of, cut: which pixels of an open raster show a site, and those pixels as a small GeoTIFF of their own."""

import math
from typing import Any

from sightline.model.errors import ReadError
from sightline.model.scene import Asset, Site
from sightline.model.utm import utm_epsg

MOST_PIXELS = 16_000_000  # of one window: 4000 x 4000, a site of 2 km at 0.5 m
MOST_UNPACKED = 512_000_000  # bytes of all blocks that a window touches
_SIDE = 9  # points along each side of the site by which it is found in the raster's own projection
Box = tuple[int, int, int, int]  # first column, first row, columns, rows


def window_of(dataset: Any, site: Site, margin_m: float, name: str) -> Box:
    """The pixels that hold a site and its margin, cut at the edge of the raster. The outline of the site is followed point by point
    through its projection, so that neither the antimeridian nor the edge of a zone bends it. Raises ReadError where the raster does
    not say where it lies or lies elsewhere."""
    columns, rows = outline(dataset, site, margin_m, name)
    first_column, last_column = max(0, math.floor(min(columns))), min(dataset.width, math.ceil(max(columns)))
    first_row, last_row = max(0, math.floor(min(rows))), min(dataset.height, math.ceil(max(rows)))
    width, height = last_column - first_column, last_row - first_row
    if width <= 0 or height <= 0:
        raise ReadError(
            "elsewhere", f"{name} does not show {_place(site)}", "see that its coordinates are right"
        )
    if width * height > MOST_PIXELS:
        raise ReadError(
            "too-large", f"{name}: the site has {width} x {height} pixels", "choose a smaller site"
        )
    return first_column, first_row, width, height


def outline(dataset: Any, site: Site, margin_m: float, name: str) -> tuple[list[float], list[float]]:
    """Columns and rows of points along the edge of the site and its margin, as fractions of pixels. Raises ReadError."""
    from rasterio.warp import transform

    from sightline.capture.rasters import gdal_errors

    if dataset.crs is None or not _turns(dataset.transform):
        why = "has only tie points" if dataset.gcps[0] else "does not say where on Earth it lies"
        raise ReadError(
            "no-georeference", f"{name} {why}", "give a GeoTIFF that is corrected for the terrain"
        )
    try:
        zone = utm_epsg(site.lat, site.lon)
    except ValueError as error:
        raise ReadError(
            "polar", f"{_place(site)} lies beyond the grid that is used here (80 S to 84 N)"
        ) from error
    refused: tuple[type[Exception], ...] = (ValueError, *gdal_errors())
    try:
        (east,), (north,) = transform("EPSG:4326", f"EPSG:{zone}", [site.lon], [site.lat])
        reach = site.half_m + margin_m
        steps = [reach * (2 * n / (_SIDE - 1) - 1) for n in range(_SIDE)]
        around = [*((s, e) for s in steps for e in (-reach, reach)), *((e, s) for s in steps for e in (-reach, reach))]  # fmt: skip
        xs, ys = transform(
            f"EPSG:{zone}", dataset.crs, [east + x for x, _ in around], [north + y for _, y in around]
        )
    except refused as error:
        # PROJ's own words are the whole projection as JSON.
        raise ReadError(
            "bad-projection", f"{name} has a projection that nothing on Earth leads to"
        ) from error
    if not all(map(math.isfinite, (*xs, *ys))):
        raise ReadError("elsewhere", f"{name} has a projection that does not reach {_place(site)}")
    if dataset.crs.is_geographic:
        xs = _unrolled(xs, dataset)
    back = ~dataset.transform
    columns = [back.a * x + back.b * y + back.c for x, y in zip(xs, ys, strict=True)]
    rows = [back.d * x + back.e * y + back.f for x, y in zip(xs, ys, strict=True)]
    return columns, rows


def _turns(transform: Any) -> bool:
    """Whether a geotransform says anything: not the identity, not flat, all numbers."""
    values = tuple(transform)[:6]
    return all(map(math.isfinite, values)) and not transform.is_identity and not transform.is_degenerate


def _unrolled(longitudes: list[float], dataset: Any) -> list[float]:
    """Longitudes without the jump at 180 degrees, on the turn of the globe that the raster counts in."""
    around = longitudes[0]
    near = [lon - 360 * round((lon - around) / 360) for lon in longitudes]
    middle = (min(near) + max(near)) / 2
    centre = (dataset.bounds.left + dataset.bounds.right) / 2
    # A raster may run from 0 to 360; the turn that lies nearest to its middle is meant.
    shift = 360 * round((centre - middle) / 360)
    return [lon + shift for lon in near]


def cut(dataset: Any, asset: Asset, box: Box, custody: dict[str, str], name: str) -> bytes:
    """One band of a window as a small GeoTIFF: the numbers as they are stored, where they lie, what means "nothing here", and
    `custody` as tags. The same pixels give the same bytes. Raises ReadError where there is no such band, or unpacking it would take
    too much."""
    from rasterio.windows import Window as Cut

    if not 1 <= asset.index <= dataset.count:
        raise ReadError("no-band", f"{name} has {dataset.count} bands and no number {asset.index}")
    _bounded(dataset, asset.index, box, name)
    column, row, width, height = box
    window = Cut(column, row, width, height)
    pixels = dataset.read(asset.index, window=window)
    mask = _mask(dataset, asset.index, window)
    return written_tiff(
        pixels,
        crs=dataset.crs,
        transform=dataset.window_transform(window),
        nodata=_nodata(dataset, asset, pixels.dtype),
        mask=mask,
        scale=(dataset.scales[asset.index - 1], dataset.offsets[asset.index - 1]),
        tags=custody,
    )


def written_tiff(
    pixels: Any, *, crs: Any, transform: Any, nodata: float | None = None, mask: Any = None,
    scale: tuple[float, float] = (1.0, 0.0), tags: dict[str, str],
) -> bytes:  # fmt: skip
    """A GeoTIFF of one band, deflated."""
    import rasterio
    from rasterio.io import MemoryFile

    from sightline.capture.rasters import OPTIONS

    height, width = pixels.shape
    shape = {"driver": "GTiff", "width": width, "height": height, "count": 1, "dtype": pixels.dtype.name}
    place = {"crs": crs, "transform": transform, "nodata": nodata}
    with rasterio.Env(**OPTIONS), MemoryFile() as file:
        with file.open(**shape, **place, compress="deflate", zlevel=6) as made:
            made.write(pixels, 1)
            if mask is not None:
                made.write_mask(mask)
            if scale != (1.0, 0.0):
                made.scales, made.offsets = (scale[0],), (scale[1],)
            made.update_tags(**{k: v for k, v in tags.items() if v})
        return bytes(file.read())


def _bounded(dataset: Any, index: int, box: Box, name: str) -> None:
    import numpy as np

    high, wide = dataset.block_shapes[index - 1]
    column, row, width, height = box
    across = (column + width - 1) // wide - column // wide + 1
    down = (row + height - 1) // high - row // high + 1
    together = dataset.count if str(dataset.interleaving).endswith("pixel") else 1
    if across * down * high * wide * together * np.dtype(dataset.dtypes[index - 1]).itemsize > MOST_UNPACKED:
        raise ReadError(
            "too-large",
            f"{name} unpacks to more than {MOST_UNPACKED / 1e6:.0f} MB for this site",
            "choose a smaller site, or save the picture as a tiled GeoTIFF",
        )


def _mask(dataset: Any, index: int, window: Any) -> Any:
    """The picture's own mask or transparency, where it has one that hides something; 0 = nothing here."""
    from rasterio.enums import MaskFlags

    flags = dataset.mask_flag_enums[index - 1]
    if MaskFlags.all_valid in flags or MaskFlags.nodata in flags:
        return None
    mask = dataset.read_masks(index, window=window)
    return None if mask.all() else mask


def _nodata(dataset: Any, asset: Asset, kind: Any) -> float | None:
    """The stored value that means nothing, if the band can hold it at all."""
    import numpy as np

    said = asset.nodata if asset.nodata is not None else dataset.nodatavals[asset.index - 1]
    if said is None:
        return None
    if np.issubdtype(kind, np.integer):
        limits = np.iinfo(kind)
        return float(said) if math.isfinite(said) and limits.min <= said <= limits.max else None
    return float(said)


def _place(site: Site) -> str:
    return site.name or f"{site.lat:.4f}, {site.lon:.4f}"
