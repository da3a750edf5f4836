"""Makes examples/guarico/imagery: SYNTHETIC passes over an airbase, as a static STAC catalogue. Run from the root.

Everything in them is made up but the runway, which lies where our table of airfields has it: fields with a season, haze, noise, clouds, and from
26 March 2019 a cleared square of 60 m south of the runway and five launchers of 13 x 3.8 m on the apron, at their true size. The
seed is fixed: building twice gives the same bytes.
"""

import datetime as dt
import json
import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.transform import from_origin
from rasterio.warp import transform

from sightline.model.airfield import Runway
from sightline.places.airfields import airfield

FOLDER = Path(__file__).parent.parent / "examples" / "guarico" / "imagery"
SEED, EPSG, TILE, ORBIT = 20190326, 32619, "19PGL", 82
WIDE, HIGH = 360, 190  # pixels of 10 m: what is within 600 m of the runway, about
FINE = 8  # the ground is drawn in pixels of 1.25 m
SCALE = 0.005  # reflectance of one stored number, a byte. Real ones are finer; this keeps the files small
NOISE = 0.0015  # of a pixel, new at every pass
TEXTURE = 0.012  # of the ground's reflectance, stays
SPREAD = 0.55  # pixels: the point spread, as in design/imagery.md
CHANGED = dt.date(2019, 3, 26)
CLEARING_M = 60.0
LAUNCHER_M = (13.0, 3.8)  # as in design/imagery.md
PASSES = [  # of the dry seasons: in the other one there are few without clouds
    *(dt.date(2018, 1, 26) + dt.timedelta(5 * n) for n in range(15)),  # to 6 April
    *(dt.date(2019, 1, 26) + dt.timedelta(5 * n) for n in range(16)),  # to 11 April
]
CLOUDS = {  # share of the picture
    dt.date(2018, 3, 2): 0.9, dt.date(2019, 2, 5): 0.6, dt.date(2019, 3, 22): 0.85,
    dt.date(2019, 4, 1): 0.45,
}  # fmt: skip
BANDS = {"B02": "blue", "B03": "green", "B04": "red", "B08": "nir"}
# Reflectance in B02, B03, B04, B08: plausible for what they are called, no measurement.
GROUND = {
    "dry grass": (0.070, 0.098, 0.124, 0.245), "green grass": (0.042, 0.074, 0.060, 0.330), "trees": (0.028, 0.048, 0.034, 0.280),
    "asphalt": (0.085, 0.094, 0.102, 0.130), "concrete": (0.165, 0.190, 0.205, 0.240), "roof": (0.205, 0.215, 0.225, 0.250),
    "soil": (0.105, 0.150, 0.225, 0.310), "launcher": (0.050, 0.065, 0.060, 0.150),
}  # fmt: skip
Values = NDArray[np.float64]


def build(folder: Path) -> None:
    """Writes the catalogue into an empty folder."""
    ground = Ground()
    rows = []
    for number, day in enumerate(PASSES):
        rng = np.random.default_rng([SEED, day.toordinal()])
        cloud, shadow = clouds(CLOUDS.get(day, 0.0), rng)
        name = f"SYNTHETIC_S2{'AB'[number % 2]}_{TILE}_{day:%Y%m%d}_L2A"
        at = folder / "sentinel-2-l2a" / name
        at.mkdir(parents=True)
        haze, gain = rng.uniform(0, 0.006), rng.uniform(0.98, 1.02)
        for band in BANDS:
            values = ground.seen(band, day) * gain + haze + rng.normal(0, NOISE, (HIGH, WIDE))
            values = np.where(shadow, values * 0.55, values)
            values = np.where(cloud > 0, 0.45 + 0.15 * cloud, values)
            stored = np.clip(np.rint(values / SCALE), 1, 255).astype(np.uint8)
            write(at / f"{band}.tif", stored, 10)
        write(at / "SCL.tif", scene_classes(cloud > 0, shadow), 20)
        put(at / f"{name}.json", item(name, day, number, float((cloud > 0).mean())))
        rows.append(f"./sentinel-2-l2a/{name}/{name}.json")
    put(folder / "catalog.json", catalogue(rows))


class Ground:
    """What lies where: parcels of grass, and the share of each pixel that is something else."""

    def __init__(self) -> None:
        rng = np.random.default_rng([SEED, 1])
        left, top = corner()
        xs, ys = runway_ends()
        turn = math.atan2(ys[1] - ys[0], xs[1] - xs[0])
        # The middles of pixels of 1.25 m, one pixel of 10 m more on each side.
        right, down = ((np.arange((n + 2) * FINE) + 0.5) * 10 / FINE - 10 for n in (WIDE, HIGH))
        x, y = (left + right - sum(xs) / 2)[None, :], (top - down - sum(ys) / 2)[:, None]
        self.along = x * math.cos(turn) + y * math.sin(turn)
        self.across = y * math.cos(turn) - x * math.sin(turn)
        paved = self.on(0, 0, math.dist((xs[0], ys[0]), (xs[1], ys[1])), runway().width_m or 60.0)
        taxiways = self.on(0, 190, 1500, 23) | self.on(-350, 95, 23, 190) | self.on(350, 95, 23, 190)
        roofs = self.on(-420, 330, 70, 45) | self.on(-420, 400, 60, 40) | self.on(430, 330, 90, 60)
        clearing = self.on(180, -420, CLEARING_M, CLEARING_M)
        launchers = np.logical_or.reduce([self.on(-200 + 90 * n, 300, *LAUNCHER_M) for n in range(5)])
        self.stays = {
            "asphalt": pixels(paved | taxiways),
            "concrete": pixels(self.on(0, 300, 620, 190)),
            "roof": pixels(roofs),
        }
        self.comes = {"soil": pixels(clearing), "launcher": pixels(launchers)}
        points = rng.uniform(0, (HIGH, WIDE), (60, 2))
        rows, cols = np.mgrid[:HIGH, :WIDE]
        apart = (rows[..., None] - points[:, 0]) ** 2 + (cols[..., None] - points[:, 1]) ** 2 * 1.7
        self.parcel = apart.argmin(-1)  # the nearest of some points: parcels with straight borders
        self.late = rng.uniform(-8, 8, 60)[self.parcel]  # days
        self.fertile = rng.uniform(0.75, 1.0, 60)[self.parcel]
        self.wet = np.clip(rng.normal(0.1, 0.2, 60), 0, 0.6)[
            self.parcel
        ]  # what is green in the dry season too
        self.bright = rng.uniform(0.8, 1.15, 60)[self.parcel]
        self.texture = smooth(rng.normal(size=(HIGH, WIDE)), 3.0)
        near = (np.abs(pixel_means(self.across)) < 260) | pixel_means(self.on(180, -420, 300, 300)).astype(
            bool
        )
        self.trees = np.where(near, 0.0, smooth(rng.normal(size=(HIGH, WIDE)), 7) > 1.35)

    def on(self, along: float, across: float, length: float, width: float) -> NDArray[np.bool_]:
        """A rectangle that lies as the runway does: its middle, metres along the runway and to the north of it."""
        return (np.abs(self.along - along) <= length / 2) & (np.abs(self.across - across) <= width / 2)

    def seen(self, band: str, day: dt.date) -> Values:
        """Reflectance of the ground on a day, in pixels of 10 m."""
        at = list(BANDS).index(band)
        season = 0.5 - 0.5 * np.cos(
            2 * math.pi * (day.timetuple().tm_yday - 75 - self.late) / 365.25
        )  # driest mid-March
        green = self.wet + (1 - self.wet) * season * self.fertile
        made = green * GROUND["green grass"][at] + (1 - green) * GROUND["dry grass"][at]
        made = (
            np.where(self.trees > 0, 1, self.bright)
            * np.where(self.trees > 0, GROUND["trees"][at], made)
            * (1 + TEXTURE * self.texture)
        )
        made = blurred(made, SPREAD)
        for kind, share in (*self.stays.items(), *(self.comes.items() if day >= CHANGED else ())):
            made = made * (1 - share) + GROUND[kind][at] * share
        return made


def corner() -> tuple[float, float]:
    """Left and top of the picture: the runway's middle in its own, on the lattice of 20 m."""
    xs, ys = runway_ends()
    return round(sum(xs) / 40) * 20 - WIDE * 5, round(sum(ys) / 40) * 20 + HIGH * 5


def runway_ends() -> tuple[list[float], list[float]]:
    """Metres east and north in the zone."""
    ends = runway().ends
    xs, ys = transform("EPSG:4326", f"EPSG:{EPSG}", [e.lon for e in ends], [e.lat for e in ends])
    return xs, ys


def runway() -> Runway:
    field = airfield("SVCZ")
    if field is None:
        raise SystemExit("the table of airfields has no SVCZ")
    return field.runways[0]


def pixels(where: NDArray[np.bool_]) -> Values:
    """The share of each pixel of 10 m that lies there, seen through the point spread."""
    return pixel_means(blurred(where.astype(np.float64), SPREAD * FINE))


def pixel_means(fine: Values) -> Values:
    inner = fine[FINE:-FINE, FINE:-FINE]
    return inner.reshape(HIGH, FINE, WIDE, FINE).mean((1, 3))


def blurred(values: Values, sigma: float) -> Values:
    """By a Gaussian, the edges repeated."""
    reach = math.ceil(3.5 * sigma)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    weights /= weights.sum()
    for axis in (0, 1):
        padded = np.pad(values, [(reach, reach) if a == axis else (0, 0) for a in (0, 1)], mode="edge")
        size = values.shape[axis]
        values = sum(
            (w * np.take(padded, range(i, i + size), axis) for i, w in enumerate(weights)),
            np.zeros_like(values),
        )
    return values


def smooth(noise: Values, sigma: float) -> Values:
    """Noise with a grain of that many pixels, of mean 0 and spread 1."""
    made = blurred(noise, sigma)
    return (made - made.mean()) / made.std()


def clouds(share: float, rng: np.random.Generator) -> tuple[Values, NDArray[np.bool_]]:
    """How thick the cloud is (0: none), and where its shadow falls."""
    field = smooth(rng.normal(size=(HIGH, WIDE)), 14)
    if share <= 0:
        return np.zeros_like(field), np.zeros(field.shape, bool)
    low = np.quantile(field, 1 - share) if share < 1 else field.min() - 1
    cloud = np.clip((field - low) / (field.max() - low), 0, 1)
    return cloud, np.roll(cloud > 0, (9, -9), (0, 1)) & (cloud == 0)


def scene_classes(cloud: NDArray[np.bool_], shadow: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Of Sen2Cor: 4 vegetation, 3 cloud shadow, 9 cloud of high probability; in pixels of 20 m."""
    classes = np.full((HIGH // 2, WIDE // 2), 4, np.uint8)
    for where, number in ((shadow, 3), (cloud, 9)):
        classes[where.reshape(HIGH // 2, 2, WIDE // 2, 2).any((1, 3))] = number
    return classes


def write(path: Path, values: NDArray[Any], pixel_m: int) -> None:
    left, top = corner()
    with rasterio.open(
        path, "w", driver="GTiff", width=values.shape[1], height=values.shape[0], count=1, dtype=values.dtype,
        crs=f"EPSG:{EPSG}", transform=from_origin(left, top, pixel_m, pixel_m), nodata=0,
        tiled=True, blockxsize=128, blockysize=128, compress="deflate", zlevel=9, predictor=2 if pixel_m == 10 else 1,
    ) as file:  # fmt: skip
        file.write(values, 1)
        file.update_tags(TIFFTAG_IMAGEDESCRIPTION="SYNTHETIC, made up for a demonstration")


def item(name: str, day: dt.date, number: int, cloud: float) -> dict[str, Any]:
    left, top = corner()
    right, bottom = left + WIDE * 10, top - HIGH * 10
    xs, ys = transform(f"EPSG:{EPSG}", "EPSG:4326", [left, right, right, left], [top, top, bottom, bottom])
    ring = [[round(x, 6), round(y, 6)] for x, y in zip(xs, ys, strict=True)]
    lons, lats = [x for x, _ in ring], [y for _, y in ring]
    return {
        "type": "Feature",
        "stac_version": "1.0.0",
        "stac_extensions": [],
        "id": name,
        "collection": "sentinel-2-l2a",
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        "bbox": [min(lons), min(lats), max(lons), max(lats)],
        "properties": {
            "title": "SYNTHETIC: made up for a demonstration; no satellite took it",
            "datetime": f"{day}T14:57:31Z",
            "license": "CC0-1.0",
            "sightline:synthetic": True,
            "platform": f"sentinel-2{'ab'[number % 2]}",
            "constellation": "sentinel-2",
            "gsd": 10,
            "eo:cloud_cover": round(100 * cloud, 1),
            "grid:code": f"MGRS-{TILE}",
            "proj:epsg": EPSG,
            "sat:relative_orbit": ORBIT,
            "sat:orbit_state": "descending",
            "s2:processing_baseline": "02.11",
        },
        "assets": {band: asset(band) for band in (*BANDS, "SCL")},
        "links": [],
    }


def asset(band: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "href": f"./{band}.tif",
        "type": "image/tiff; application=geotiff; profile=cloud-optimized",
        "roles": ["data"],
        "gsd": 20 if band == "SCL" else 10,
    }
    if band in BANDS:
        made["eo:bands"] = [{"name": band, "common_name": BANDS[band]}]
        made["raster:bands"] = [{"nodata": 0, "data_type": "uint8", "scale": SCALE, "offset": 0}]
    return made


def catalogue(items: list[str]) -> dict[str, Any]:
    return {
        "type": "Catalog",
        "stac_version": "1.0.0",
        "id": "SYNTHETIC-guarico",
        "title": "SYNTHETIC passes over an airbase in Guárico",
        "description": "SYNTHETIC: made up by tools/build_example_imagery.py for the worked example. No satellite took "
        "these pictures and they show nothing that happened. CC0.",
        "links": [
            {"rel": "root", "href": "./catalog.json", "type": "application/json"},
            *({"rel": "item", "href": href, "type": "application/geo+json"} for href in items),
        ],
    }


def put(path: Path, row: dict[str, Any]) -> None:
    path.write_text(json.dumps(row, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    build(FOLDER)
    files = [p for p in FOLDER.rglob("*") if p.is_file()]
    print(f"made {FOLDER}: {len(PASSES)} passes, {sum(p.stat().st_size for p in files):,} bytes")
