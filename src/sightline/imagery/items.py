"""scene_of: an item of a STAC archive to a Scene, whatever of the several ways of naming bands and orbits it uses.

Ways that are known: Earth Search v1, Planetary Computer and Copernicus Data Space as they were in 2025 [from memory], and what STAC 1.0
and 1.1 with their extensions (eo, raster, projection, sat, sar, grid, processing) allow. What an item does not say stays unknown.
"""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sightline.imagery.item_bands import assets_of
from sightline.model.errors import ReadError
from sightline.model.period import from_iso
from sightline.model.scene import Asset, Direction, Scene, Sensor, sensor_of

_LONG_PASS = dt.timedelta(
    minutes=10
)  # a pass over one scene takes seconds; what is longer is a composite of days
_SAFE = re.compile(r"[^\x20-\x7e]+")
_PRODUCT = re.compile(r"(S2[A-D])_MSIL(?:1C|2A)_\d{8}T\d{6}(?:_N(\d{4}))?_R(\d{3})_T(\d{2}[A-Z]{3})")
_BURST = re.compile(r"\bT(\d{3})-\d{6}-IW[123]\b")  # of OPERA: relative orbit, number, sub-swath
_TILE = re.compile(r"\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z]{2}")
_ORBITS = {"sentinel-2": 143, "sentinel-1": 175}  # relative orbits of a repeat cycle (10 and 12 days)
_FLAGS = ("earthsearch:boa_offset_applied", "boa_offset_applied")

Row = Mapping[str, Any]


def scene_of(item: Row, archive: str, capture: str, *, folder: str | None = None) -> Scene:
    """The scene; without assets where none of its files can be had or no band is known. folder: of the local catalogue that the
    item comes from; only then may an asset be a file, and only inside of it.

    Raises ReadError: no id, no moment, a composite of several days, or radar that is not corrected for the terrain.
    """
    said = item.get("properties")
    if item.get("type") != "Feature" or not isinstance(said, Mapping):
        raise ReadError("no-item", f"what {archive} names is no STAC item")
    name = _text(item.get("id"))
    if not name:
        raise ReadError("no-item", f"an item of {archive} has no id")
    collection = _text(item.get("collection"))
    held = item.get("assets")
    sensor = sensor_of(
        _text(said.get("constellation")),
        _text(said.get("platform")),
        collection,
        name,
        assets=map(str, held) if isinstance(held, Mapping) else (),
    )
    if sensor == "sentinel-1" and _flat(name, collection, said):
        words = f"{name} is not corrected for the terrain (GRD or SLC): its pixels lie elsewhere on slopes"
        raise ReadError("not-rtc", words, "an archive of terrain-corrected scenes (RTC) is needed")
    product = _PRODUCT.search(f"{name} {_text(said.get('s2:product_uri'))} {_text(said.get('title'))}")
    burst = _BURST.search(name.replace("_", " "))
    return Scene(
        id=name,
        archive=archive,
        collection=collection,
        sensor=sensor,
        platform=_platform(name, said),
        at=_moment(name, said),
        assets=tuple(a for a in assets_of(item, sensor) if _may_be_read(a, folder)),
        orbit=_orbit(said, sensor, product, burst),
        direction=_direction(said),
        tile=burst[0] if burst else _tile(name, said, product),
        cloud=_cloud(said),
        baseline=_baseline(said, product),
        offset_applied=next((said[f] for f in _FLAGS if isinstance(said.get(f), bool)), None),
        item=capture,
        synthetic=said.get("sightline:synthetic") is True,
    )


def _text(value: object, most: int = 200) -> str:
    """Printable ASCII, as ids and names of archives are; what is not is taken out."""
    return _SAFE.sub("", value).strip()[:most] if isinstance(value, str) else ""


def _flat(name: str, collection: str, said: Row) -> bool:
    """Whether it is radar as it was seen, not laid onto the terrain. Planetary Computer's corrected scenes name the product
    that they were made from ("GRD") too, so "rtc" in a name counts for more."""
    if (
        "rtc"
        in f"{name} {collection} {_text(said.get('title'))} {_text(said.get('sar:product_type'))}".lower()
    ):
        return False
    return _text(said.get("sar:product_type")).upper() in {"GRD", "SLC", "RAW", "OCN"} or bool(
        re.search(r"(?i)\bgrd|_grd|_slc", f"{collection} {name}")
    )


def _moment(name: str, said: Row) -> dt.datetime:
    at = _instant(said.get("datetime"))
    if at is not None:
        return at
    first, last = _instant(said.get("start_datetime")), _instant(said.get("end_datetime"))
    if first is None or last is None or first > last:
        raise ReadError("no-moment", f"{name} does not say when it was taken")
    if last - first > _LONG_PASS:
        words = f"{name} was taken between {first:%Y-%m-%d %H:%M} and {last:%Y-%m-%d %H:%M}: a composite, or unsure"
        raise ReadError("no-moment", words)
    return first + (last - first) / 2


def _instant(text: object) -> dt.datetime | None:
    if not isinstance(text, str):
        return None
    try:
        moment = from_iso(text.strip().upper())
        return moment.astimezone(dt.UTC) if moment else None
    except (ValueError, OverflowError):
        return None


def _platform(name: str, said: Row) -> str:
    text = _text(said.get("platform"), 60).lower()
    if not text and (made := re.match(r"(?i)s([12])([a-d])[_-]", name)):
        return f"sentinel-{made[1]}{made[2].lower()}"
    return text


def _orbit(
    said: Row, sensor: Sensor, product: re.Match[str] | None, burst: re.Match[str] | None
) -> int | None:
    orbit = said.get("sat:relative_orbit")
    if isinstance(orbit, bool) or not isinstance(orbit, int):
        orbit = int(product[3]) if product else int(burst[1]) if burst else None
    most = _ORBITS.get(sensor, 100_000)
    return orbit if orbit is not None and 1 <= orbit <= most else None


def _direction(said: Row) -> Direction | None:
    state = _text(said.get("sat:orbit_state")).lower()
    return "ascending" if state == "ascending" else "descending" if state == "descending" else None


def _tile(name: str, said: Row, product: re.Match[str] | None) -> str | None:
    grid = _text(said.get("grid:code"), 60)
    parts = "".join(str(said.get(f"mgrs:{x}", "")) for x in ("utm_zone", "latitude_band", "grid_square"))
    for text in (
        grid.removeprefix("MGRS-"),
        _text(said.get("s2:mgrs_tile")),
        parts,
        product[4] if product else "",
    ):
        if _TILE.fullmatch(text):
            return text.zfill(5)
    if burst := _text(said.get("opera:burst_id") or said.get("s1:burst_id"), 60):
        return burst
    if made := re.match(r"S2[A-D]_(\d{1,2}[A-Z]{3})_\d{8}_", name):
        return made[1].zfill(5)
    return grid.partition("-")[2] or None


def _cloud(said: Row) -> float | None:
    cover = said.get("eo:cloud_cover")
    if isinstance(cover, bool) or not isinstance(cover, int | float):
        return None
    return float(cover) if 0 <= cover <= 100 else None


def _baseline(said: Row, product: re.Match[str] | None) -> str | None:
    """Two digits, a point, two digits, so that they sort as text."""
    for held in (said.get("s2:processing_baseline"), said.get("processing:version"), product and product[2]):
        made = re.fullmatch(r"N?(\d{1,2})\.?(\d{2})", str(held).strip()) if held else None
        if made:
            return f"{int(made[1]):02d}.{made[2]}"
    return None


def _may_be_read(asset: Asset, folder: str | None) -> bool:
    """A file on the web; on this machine only inside the folder of a catalogue that lies there itself."""
    try:
        parts = urlsplit(asset.href)
        if parts.scheme in {"http", "https"}:
            return bool(parts.hostname) and not parts.username and not parts.password
        if folder is None or (len(parts.scheme) > 1):
            return False
        return Path(asset.href).resolve().is_relative_to(Path(folder).resolve())
    except (ValueError, OSError, RuntimeError):
        return False
