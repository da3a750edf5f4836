"""Small GeoTIFFs for tests, made in one line, and a keep that holds what it is given."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from sightline.capture.keeping import Keep, make_keep
from sightline.capture.vault import MemoryVault
from sightline.model.scene import Asset, Scene, Site

NOW = dt.datetime(2026, 5, 6, tzinfo=dt.UTC)
SITE = Site(9.372, -66.923, 500.0, "a field")  # UTM zone 19 N
EAST, NORTH = 728_100, 1_036_650  # of its middle, whole tens of metres


def keeping() -> tuple[Keep, Callable[[str], bytes]]:
    vault = MemoryVault()
    return make_keep(vault, lambda: NOW), vault.get


def ramp(height: int, width: int) -> Any:
    """Every pixel another number, so that a shift by one pixel shows."""
    return (np.arange(height)[:, None] * 100 + np.arange(width)[None, :] % 100 + 1).astype("uint16")


def tiff(
    path: Path,
    pixels: Any,
    *,
    epsg: int | None = 32619,
    left: float = EAST - 1500,
    top: float = NORTH + 1500,
    pixel: float = 10.0,
    transform: Any = None,
    **more: Any,
) -> Path:
    """pixels: (y, x) or (band, y, x)."""
    import rasterio
    from rasterio.transform import from_origin

    layers = pixels if pixels.ndim == 3 else pixels[None]
    count, height, width = layers.shape
    descriptions = more.pop("descriptions", None)
    tags = more.pop("tags", {})
    shape = {"width": width, "height": height, "count": count, "dtype": layers.dtype.name}
    place = {"transform": transform or from_origin(left, top, pixel, pixel)}
    if epsg is not None:
        place["crs"] = f"EPSG:{epsg}"
    with rasterio.open(path, "w", driver="GTiff", **shape, **place, **more) as made:
        made.write(layers)
        made.update_tags(**tags)
        if descriptions:
            made.descriptions = descriptions
    return path


def scene(*assets: Asset, **more: Any) -> Scene:
    made = {
        "id": "scene-1",
        "archive": "local",
        "collection": "made",
        "sensor": "sentinel-2",
        "platform": "sentinel-2a",
        "at": dt.datetime(2019, 3, 28, 14, 57, tzinfo=dt.UTC),
        "assets": assets,
        "item": "cap-item",
    }
    return Scene(**(made | more))


def read(data: bytes) -> tuple[Any, Any]:
    """Pixels and rasterio's profile (with tags) of a GeoTIFF's bytes."""
    import rasterio

    with rasterio.open(io.BytesIO(data)) as dataset:
        return dataset.read(1), dict(dataset.profile) | {
            "tags": dataset.tags(),
            "scales": dataset.scales,
            "mask": dataset.read_masks(1),
        }
