"""Which file of an item, and which band in it, holds which of the bands that we use."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sightline.model.scene import Asset, Sensor

Row = Mapping[str, Any]

# Common names (extension eo) of the bands of Sentinel-2's MSI that we use; user-guide resolutions, metres.
_S2 = {
    "B02": ("blue", 10.0),
    "B03": ("green", 10.0),
    "B04": ("red", 10.0),
    "B08": ("nir", 10.0),
    "B11": ("swir16", 20.0),
    "SCL": ("scl", 20.0),
}
_S2_BY_COMMON = {common: band for band, (common, _) in _S2.items()}
_USER = ("blue", "green", "red", "nir", "pan")
_USER_BY = {name: name for name in _USER} | {
    "b": "blue", "g": "green", "r": "red", "n": "nir", "nir08": "nir", "panchromatic": "pan", "p": "pan", "gray": "pan", "grey": "pan",
}  # fmt: skip
# Pictures for the eye and side data: stretched to 8 bits, or no bands of the ground at all.
_NO_DATA = frozenset({"thumbnail", "overview", "metadata", "visual", "preview"})
_FOR_THE_EYE = re.compile(r"(?i)(^|[_-])(visual|preview|thumbnail|overview|rendered|tci|tilejson|quicklook)")
_RASTER = re.compile(r"(?i)tiff|jp2|jpeg2000")
_RESOLUTION = re.compile(r"[_-](10|20|60)m$", re.IGNORECASE)
_MOST_BANDS = 100


def assets_of(item: Row, sensor: Sensor) -> tuple[Asset, ...]:
    """One asset a band: the finest that there is, a GeoTIFF before a JPEG 2000, in the order of the bands' names."""
    best: dict[str, tuple[tuple[bool, float, bool, str], Asset]] = {}
    held = item.get("assets")
    for key, row in held.items() if isinstance(held, Mapping) else ():
        if not isinstance(row, Mapping) or not _holds_pixels(row):
            continue
        for asset in _bands_in(str(key), row, item, sensor):
            rank = (_eye(str(key), row), asset.gsd_m, not _is_tiff(row), str(key))
            if asset.band not in best or rank < best[asset.band][0]:
                best[asset.band] = (rank, asset)
    if (
        sensor != "user"
    ):  # a picture for the eye is no measurement; of a satellite's own bands it takes no place
        best = {band: found for band, found in best.items() if not found[0][0]}
    return tuple(best[band][1] for band in sorted(best))


def _holds_pixels(row: Row) -> bool:
    media = row.get("type")
    href = str(row.get("href") or "").partition("?")[0].lower()
    if isinstance(media, str):
        return bool(_RASTER.search(media))
    return href.endswith((".tif", ".tiff", ".jp2"))


def _eye(key: str, row: Row) -> bool:
    roles = row.get("roles")
    roles = {str(r) for r in roles} if isinstance(roles, list) else set()
    return bool(roles & _NO_DATA) or bool(_FOR_THE_EYE.search(key))


def _is_tiff(row: Row) -> bool:
    return "tiff" in f"{row.get('type') or row.get('href')}".lower()


def _bands_in(key: str, row: Row, item: Row, sensor: Sensor) -> Iterator[Asset]:
    listed = _list(row.get("bands")) or _list(row.get("eo:bands"))
    rasters = _list(row.get("raster:bands"))
    several = max(len(listed), len(rasters)) > 1
    for at in range(min(max(len(listed), len(rasters), 1), _MOST_BANDS)):
        told = listed[at] if at < len(listed) else {}
        raster = rasters[at] if at < len(rasters) else {}
        names = (
            told.get("name"),
            told.get("common_name"),
            told.get("eo:common_name"),
            told.get("description"),
        )
        words = [*names] if several else [key, *names]
        band = next((b for w in words if (b := _band(w, sensor))), None)
        if band is None and sensor == "sentinel-1":
            band = next((b for p in _list_of_text(row, item) if (b := _band(p, sensor))), None)
        if band is None:
            continue
        yield Asset(
            band=band,
            href=str(row.get("href") or ""),
            index=at + 1,
            gsd_m=_gsd(key, row, told, raster, item, _S2[band][1] if band in _S2 else 10.0),
            scale=_number(raster.get("scale"), told.get("raster:scale"), row.get("raster:scale")),
            offset=_number(raster.get("offset"), told.get("raster:offset"), row.get("raster:offset")),
            nodata=_number(raster.get("nodata"), told.get("nodata"), row.get("nodata")),
        )


def _band(words: object, sensor: Sensor) -> str | None:
    if not isinstance(words, str):
        return None
    text = _RESOLUTION.sub("", words.strip())
    if sensor == "sentinel-2":
        if text.lower() in _S2_BY_COMMON:
            return _S2_BY_COMMON[text.lower()]
        made = re.fullmatch(r"(?i)B(?:and)?[ _-]?0?(2|3|4|8|11)", text)
        return f"B{int(made[1]):02d}" if made else None
    if sensor == "sentinel-1":
        made = re.fullmatch(
            r"(?i)(?:gamma0|gamma|sigma0|rtc|\d)?[_ -]?(vv|vh)(?:[_ -]?(?:gamma0|rtc))?", text
        )
        return made[1].upper() if made else None
    return _USER_BY.get(text.lower())


def _list_of_text(row: Row, item: Row) -> list[str]:
    """Polarizations that an asset names for itself; the item's own where it names just one."""
    own = row.get("sar:polarizations")
    if isinstance(own, list) and len(own) == 1:
        return [str(own[0])]
    said = item.get("properties")
    whole = said.get("sar:polarizations") if isinstance(said, Mapping) else None
    assets = item.get("assets")
    alone = isinstance(assets, Mapping) and len(assets) == 1
    return [str(whole[0])] if alone and isinstance(whole, list) and len(whole) == 1 else []


def _gsd(key: str, row: Row, told: Row, raster: Row, item: Row, usual: float) -> float:
    """Metres: as the asset says, by its name, by its transform where that is in metres, as the item says."""
    named = _RESOLUTION.search(key)
    said = item.get("properties")
    said = said if isinstance(said, Mapping) else {}
    transform = row.get("proj:transform")
    step = transform[0] if isinstance(transform, list) and transform else None
    for value in (
        raster.get("spatial_resolution"), told.get("gsd"), row.get("gsd"), float(named[1]) if named else None,
        step if isinstance(step, int | float) and step > 0.01 else None,
    ):  # fmt: skip
        size = _number(value)
        if size is not None and 0.01 <= size <= 10_000:
            return size
    whole = _number(said.get("gsd"))
    own = _S2.get(str(_band(key, "sentinel-2")))
    if own is None and whole is not None and 0.01 <= whole <= 10_000:
        return whole
    return usual


def _number(*values: object) -> float | None:
    """The first that is a finite number; STAC also allows "nan" and "inf" as texts, which say nothing that we use."""
    for value in values:
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return float(value)
    return None


def _list(value: object) -> list[Row]:
    held = value if isinstance(value, list) else []
    return [row if isinstance(row, Mapping) else {} for row in held[:_MOST_BANDS]]
