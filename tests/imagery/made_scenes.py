"""Made-up passes of Sentinel-2 and Sentinel-1 over a site, as a static STAC catalogue of small tiled GeoTIFFs in UTM.

Nothing in them is real, and every item says so (sightline:synthetic). The same arguments give the same pixels. What is laid on the
ground: fields with a texture that stays, a season, noise that is new at every pass, runways and objects at will, clouds with
shadows where wanted; the offset of baseline 04.00 from 25 January 2022 on.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from imagery.made_ground import (
    Frame,
    Ground,
    Thing,
    blurred,
    clouds_of,
    corners,
    cover_of,
    frame_of,
    scl_of,
    shifted,
    utm_epsg,
    write,
)
from sightline.model.scene import Site

__all__ = ["Thing", "every", "make_s1", "make_s2", "utm_epsg"]

OFFSET_FROM = dt.date(2022, 1, 25)
_NAMES = {"B02": "blue", "B03": "green", "B04": "red", "B08": "nir", "B11": "swir16", "SCL": "scl"}


def every(first: dt.date, last: dt.date, days: int = 5) -> list[dt.date]:
    return [first + dt.timedelta(n) for n in range(0, (last - first).days + 1, days)]


def make_s2(
    folder: Path,
    site: Site,
    days: Iterable[dt.date],
    *,
    things: Sequence[Thing] = (),
    clouds: Mapping[dt.date, float] | None = None,
    shifts: Mapping[dt.date, tuple[float, float]] | None = None,
    bands: Sequence[str] = ("B02", "B03", "B04", "B08"),
    style: str = "earth-search",
    km: float = 4.0,
    epsg: int | None = None,
    tile: str = "19PGL",
    orbit: int = 82,
    platform: str = "sentinel-2a",
    baseline: str = "",
    flag: str = "right",
    noise: float = 0.004,
    seed: int = 1,
    hour: dt.time = dt.time(14, 57, 31),
) -> list[Path]:
    """Writes one item a day; returns their files. May be called again for another orbit, tile or zone.

    clouds: share of the picture under clouds on that day, 0 to 1. shifts: rows, columns by which a day's picture lies wrong, pixels.
    style: "earth-search", "planetary-computer" or "plain" (names of assets and properties). flag: what the archive says of the
    offset: "right", "wrong", "silent". baseline: by default as of that day. epsg: UTM zone of the files, by default the site's own.
    """
    frame = frame_of(site, km, epsg)
    ground = Ground(frame, seed)
    made = []
    for day in days:
        row = _Pass(
            day, hour, tile, orbit, platform, baseline or ("05.09" if day >= OFFSET_FROM else "02.11")
        )
        cover = (clouds or {}).get(day, 0.0)
        rng = np.random.default_rng([seed, day.toordinal(), orbit])
        cloud, shadow = clouds_of(frame.size, cover, np.random.default_rng([seed, day.toordinal(), 7]))
        here = [t for t in things if t.since <= day <= t.until]
        name = f"{'S2A' if platform.endswith('a') else 'S2B'}_{tile}_{day:%Y%m%d}_0_L2A"
        at = folder / "sentinel-2-l2a" / name
        at.mkdir(parents=True, exist_ok=True)
        for band in bands:
            values = ground.reflectance(band, day) + sum(
                (t.step * cover_of(frame, t) for t in here), np.zeros((frame.size, frame.size))
            )
            values = shifted(blurred(values), (shifts or {}).get(day, (0.0, 0.0)))
            values = np.where(shadow, values * 0.5, values) + rng.normal(0, noise, values.shape)
            values = np.where(cloud, 0.55 + 0.1 * ground.texture, values)
            stored = values * 10_000 + (1000 if row.offset else 0)
            write(at / f"{band}.tif", np.clip(np.rint(stored), 1, 65_535).astype("uint16"), frame, 0)
        write(at / "SCL.tif", scl_of(cloud, shadow), frame, 0, step=2)
        item = _s2_item(name, frame, row, bands, style, flag, 100 * float(cloud.mean()))
        made.append(_put(at / f"{name}.json", item))
    _catalogue(folder)
    return made


def make_s1(
    folder: Path,
    site: Site,
    days: Iterable[dt.date],
    *,
    things: Sequence[Thing] = (),
    km: float = 4.0,
    epsg: int | None = None,
    orbit: int = 69,
    direction: str = "descending",
    looks: float = 4.4,
    seed: int = 1,
    hour: dt.time = dt.time(10, 2, 3),
) -> list[Path]:
    """Terrain-corrected backscatter as Planetary Computer keeps it: linear power, float32. looks: equivalent number, of the
    speckle (gamma-distributed, a known model of it)."""
    frame = frame_of(site, km, epsg)
    ground = Ground(frame, seed)
    made = []
    for day in days:
        rng = np.random.default_rng([seed, day.toordinal(), orbit])
        name = f"S1A_IW_GRDH_1SDV_{day:%Y%m%d}T{hour:%H%M%S}_{orbit:03d}_rtc"
        at = folder / "sentinel-1-rtc" / name
        at.mkdir(parents=True, exist_ok=True)
        for band, level in (("VV", -10.0), ("VH", -16.5)):
            db = level + 6.0 * (ground.fields - 0.5) + 1.5 * ground.texture
            for thing in things:
                if thing.since <= day <= thing.until:
                    db = db + thing.step * cover_of(frame, thing)
            power = 10 ** (db / 10) * rng.gamma(looks, 1 / looks, db.shape)
            write(at / f"{band.lower()}.tif", power.astype("float32"), frame, -32768)
        moment = dt.datetime.combine(day, hour, dt.UTC)
        item = _item(name, "sentinel-1-rtc", frame, moment)
        item["properties"] |= {
            "platform": "SENTINEL-1A",
            "constellation": "Sentinel-1",
            "sat:relative_orbit": orbit,
            "sat:orbit_state": direction,
            "sar:polarizations": ["VV", "VH"],
            "sar:product_type": "GRD",
            "proj:epsg": frame.epsg,
        }
        for band in ("vv", "vh"):
            item["assets"][band] = {
                "href": f"./{band}.tif",
                "type": "image/tiff; application=geotiff; profile=cloud-optimized",
                "roles": ["data"],
                "title": f"{band.upper()}: gamma naught, terrain-corrected",
                "raster:bands": [{"nodata": -32768, "data_type": "float32", "spatial_resolution": 10.0}],
            }
        made.append(_put(at / f"{name}.json", item))
    _catalogue(folder)
    return made


@dataclass(frozen=True)
class _Pass:
    day: dt.date
    hour: dt.time
    tile: str
    orbit: int
    platform: str
    baseline: str

    @property
    def moment(self) -> dt.datetime:
        return dt.datetime.combine(self.day, self.hour, dt.UTC)

    @property
    def offset(self) -> bool:
        return self.baseline >= "04.00"


def _item(name: str, collection: str, frame: Frame, moment: dt.datetime) -> dict[str, Any]:
    ring = corners(frame)
    lons, lats = [x for x, _ in ring], [y for _, y in ring]
    box = [min(lons), min(lats), max(lons), max(lats)]
    if box[2] - box[0] > 180:  # over the antimeridian: west is the larger number
        box[0], box[2] = min(x for x in lons if x > 0), max(x for x in lons if x < 0)
    return {
        "type": "Feature",
        "stac_version": "1.0.0",
        "stac_extensions": [],
        "id": name,
        "collection": collection,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "bbox": box,
        "properties": {
            "datetime": moment.isoformat().replace("+00:00", "Z"),
            "license": "CC0-1.0",
            "sightline:synthetic": True,
        },
        "assets": {},
        "links": [],
    }


def _s2_item(
    name: str, frame: Frame, row: _Pass, bands: Sequence[str], style: str, flag: str, cloud: float
) -> dict[str, Any]:
    item = _item(name, "sentinel-2-l2a", frame, row.moment)
    said: dict[str, Any] = {"eo:cloud_cover": round(cloud, 2)}
    if style == "earth-search":
        number = row.baseline.replace(".", "")
        said |= {
            "platform": row.platform,
            "constellation": "sentinel-2",
            "grid:code": f"MGRS-{row.tile}",
            "s2:processing_baseline": row.baseline,
            "s2:product_uri": f"{name[:3]}_MSIL2A_{row.moment:%Y%m%dT%H%M%S}_N{number}_R{row.orbit:03d}_T{row.tile}_{row.day:%Y%m%d}T200000.SAFE",
        }
        if flag != "silent":
            # What was made here still holds the offset, so "right" is: not applied.
            said["earthsearch:boa_offset_applied"] = flag == "wrong"
    elif style == "planetary-computer":
        said |= {
            "platform": row.platform.title(),
            "constellation": "Sentinel 2",
            "s2:mgrs_tile": row.tile,
            "s2:processing_baseline": row.baseline,
            "sat:relative_orbit": row.orbit,
            "sat:orbit_state": "descending",
            "proj:epsg": frame.epsg,
        }
    else:
        said |= {"platform": row.platform, "sat:relative_orbit": row.orbit, "grid:code": f"MGRS-{row.tile}"}
    item["properties"] |= said
    item["assets"] = {
        (_NAMES[band] if style == "earth-search" else band): _s2_asset(band, row, style)
        for band in (*bands, "SCL")
    }
    return item


def _s2_asset(band: str, row: _Pass, style: str) -> dict[str, Any]:
    gsd = 20 if band in ("SCL", "B11") else 10
    made: dict[str, Any] = {
        "href": f"./{band}.tif",
        "type": "image/tiff; application=geotiff; profile=cloud-optimized",
        "roles": ["data", "reflectance"] if band != "SCL" else ["data"],
        "gsd": gsd,
    }
    if band != "SCL":
        made["eo:bands"] = [
            {"name": _NAMES[band] if style == "earth-search" else band, "common_name": _NAMES[band]}
        ]
        if style == "earth-search":
            offset = -0.1 if row.offset else 0
            made["raster:bands"] = [
                {
                    "nodata": 0,
                    "data_type": "uint16",
                    "spatial_resolution": gsd,
                    "scale": 0.0001,
                    "offset": offset,
                }
            ]
    elif style == "earth-search":
        made["raster:bands"] = [{"nodata": 0, "data_type": "uint8", "spatial_resolution": 20}]
    return made


def _put(path: Path, row: dict[str, Any]) -> Path:
    path.write_text(json.dumps(row, indent=1, sort_keys=True) + "\n", "utf-8")
    return path


def _catalogue(folder: Path) -> None:
    """catalog.json over whatever items lie in the folder, so that it can be read as a static catalogue too."""
    items = sorted(p.relative_to(folder).as_posix() for p in folder.glob("*/*/*.json"))
    _put(
        folder / "catalog.json",
        {
            "type": "Catalog",
            "stac_version": "1.0.0",
            "id": "made-up",
            "description": "SYNTHETIC scenes for tests",
            "links": [
                {"rel": "root", "href": "./catalog.json"},
                *({"rel": "item", "href": f"./{name}", "type": "application/geo+json"} for name in items),
            ],
        },
    )
