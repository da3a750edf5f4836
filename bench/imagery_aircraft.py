"""Moving aircraft found and falsely found; large blobs on aprons found before and after.

    python -m bench.imagery_aircraft [--folder ../shared/imagery] [--each 8] [--only movers injected blobs planet]

Works on any folder laid out as ../shared/imagery: oscd/CITY_DATE.tif (Sentinel-2, B02 B03 B04 B08, reflectance x 1e4); airfields of our own table that lie in a picture are
used as they are. planet_airports/scene_N.png only where it is the very picture that bench/planet_points.tsv was made on (by SHA-256).

movers: everything that the search takes for an aircraft, picture by picture, with the things it doubts (roads) beside it, and how many it finds with the delays
dealt to the wrong bands, where nothing real can be found: the false alarms, without anybody having to say which finds are real.
injected: silhouettes (imagery/thing.py) drawn into each band where the delays put them, random place, speed 30 to 95 m/s and heading; INJECTED, not
real. quiet: places in the smoother half of the picture. Speeds: error of those found.
blobs: aircraft drawn onto what is taken for apron, in the later picture of a pair; found: said to have appeared within 25 m. Spots already odd are left out.
planet: 3 m, three bands, against points set by eye on the same pictures (one pair of eyes; large aircraft on open apron only).
"""

import argparse
import hashlib
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import SHARED, Figures, table

from sightline.imagery import came
from sightline.imagery.aprons import apron_of
from sightline.imagery.blobs import MAYBE_Z, blobs
from sightline.imagery.delays import DELAYS_S
from sightline.imagery.grid import grid_of, to_grid, to_lat_lon
from sightline.imagery.inject import injected
from sightline.imagery.mover import Mover, control, sightings
from sightline.imagery.stack import Grid, Mask, Values
from sightline.imagery.strips import strips_on
from sightline.imagery.thing import Thing
from sightline.model.scene import Site
from sightline.places.airfields import airfields_near

BANDS = ("B02", "B03", "B04", "B08")
AIRCRAFT = (
    Thing("A320", 37.6, 34.1, "transport"),
    Thing("Il-62", 53.1, 43.2, "transport"),
    Thing("An-124", 69.1, 73.3, "transport"),
)
STEPS = (0.1, 0.2, 0.3)
PIXEL_M = 10.0
CROP = 80  # pixels round an injected mover that are searched
POINTS = Path(__file__).with_name("planet_points.tsv")


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """values (band, y, x) reflectance; pixel_m across and down."""

    name: str
    values: Values
    pixel_m: tuple[float, float]

    @property
    def km2(self) -> float:
        return self.values[0].size * self.pixel_m[0] * self.pixel_m[1] / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--folder", type=Path, default=SHARED / "imagery")
    parser.add_argument("--each", type=int, default=8, help="injected movers a picture, size and step")
    parser.add_argument("--only", nargs="+", default=["movers", "injected", "blobs", "planet"])
    given = parser.parse_args()
    tables(given.folder, given.each, given.only)


def tables(
    folder: Path, each: int = 8, only: tuple[str, ...] | list[str] = ("movers", "injected", "blobs", "planet")
) -> dict[str, Figures]:
    """Prints the tables; gives them back by name. What is missing is skipped, saying so."""
    found: dict[str, Figures] = {}
    if (folder / "oscd").is_dir():
        if "movers" in only:
            found |= movers_table(folder / "oscd")
        if "injected" in only:
            found |= injected_table(folder / "oscd", each)
        if "blobs" in only:
            found |= blobs_table(folder / "oscd", each)
    else:
        print(f"skipped: needs {folder / 'oscd'}, which is not on this machine")
    if "planet" in only:
        found |= planet_table(folder / "planet_airports")
    return found


def figures(path: Path) -> Figures:
    """For the floors: is the aircraft of Pisa, 2015-07-04, found at 35 to 50 m/s; share of pictures in which nothing else is taken for one."""
    found, clean = 0.0, []
    for picture in pictures(path):
        seen = [m for m in sightings(picture.values, BANDS, picture.pixel_m) if not m.doubts]
        right = [m for m in seen if picture.name == "pisa_20150704" and 35 <= m.speed_ms <= 50]
        found += len(right)
        clean.append(len(seen) == len(right) <= 1)
    return {"mover_found": found, "pictures_without_false_movers": float(np.mean(clean))}


def pictures(folder: Path) -> Iterator[Picture]:
    import rasterio

    for path in sorted(folder.glob("*.tif")):
        if path.stem.endswith("_label"):
            continue
        with rasterio.open(path) as file:
            values = file.read().astype(np.float32) / 1e4
            size = file.res
            if file.crs is not None and file.crs.is_geographic:
                lat = np.radians((file.bounds.top + file.bounds.bottom) / 2)
                size = (size[0] * 111_320 * float(np.cos(lat)), size[1] * 110_950)
        yield Picture(path.stem, values, (float(size[0]), float(size[1])))


def movers_table(folder: Path) -> dict[str, Figures]:
    names = ("pictures", "km2", "taken for aircraft", "doubted", "control: deals", "control: found")
    total: Figures = dict.fromkeys(names, 0)
    busy = 0.0
    for picture in pictures(folder):
        begun = time.process_time()
        seen = sightings(picture.values, BANDS, picture.pixel_m)
        busy += time.process_time() - begun
        checked = control(picture.values, BANDS, picture.pixel_m, known=seen)
        for mover in seen:
            print(f"{picture.name:24} {_line(mover)}")
        total["pictures"] += 1
        total["km2"] += picture.km2
        total["taken for aircraft"] += sum(not m.doubts for m in seen)
        total["doubted"] += sum(bool(m.doubts) for m in seen)
        total["control: deals"] = checked.deals
        total["control: found"] += checked.found
    if total["pictures"]:
        area = total["km2"] / 100
        total["taken for aircraft per 100 km2"] = total["taken for aircraft"] / area
        total["control: found per 100 km2 and deal"] = total["control: found"] / area / max(1, total["control: deals"])  # fmt: skip
        total["CPU s per 100 km2"] = busy / area
    print()
    table({"movers": total})
    return {"movers": total}


def _line(m: Mover) -> str:
    pairs = ", ".join(f"{name} {speed:.0f}" for name, speed in m.pairs)
    return (
        f"row {m.row:.0f} col {m.column:.0f}: {m.speed_ms:.1f} ± {m.speed_sd:.1f} m/s ({pairs}), heading {m.heading_deg:.0f} ± {m.heading_sd:.0f}, "
        f"{m.surface_m2:.0f} m2, {m.explained:.2f}/{m.still:.2f}{'; ' if m.doubts else ''}{'; '.join(m.doubts)}"
    )


def injected_table(folder: Path, each: int) -> dict[str, Figures]:
    rng = np.random.default_rng(7)
    columns: dict[str, Figures] = {f"{t.name}, {s:g}": {"tried": 0} for t in AIRCRAFT for s in STEPS}
    errors: dict[str, list[tuple[float, float]]] = {name: [] for name in columns}
    hits: dict[str, list[tuple[bool, bool, float]]] = {name: [] for name in columns}
    for picture in (_projected(p) for p in sorted(folder.glob("*.tif")) if not p.stem.endswith("_label")):
        if picture is None or min(picture[0].shape[1:]) < 2 * CROP:
            continue
        values, _ = picture
        rough = _roughness(values)
        for thing in AIRCRAFT:
            for step in STEPS:
                for _ in range(each):
                    found = _one(values, rough, thing, step, rng)
                    if found is None:
                        continue
                    name = f"{thing.name}, {step:g}"
                    quiet, speed, error, turned = found
                    hits[name].append((quiet, error is not None, speed))
                    if error is not None:
                        errors[name].append((error, turned))
    for name, rows in hits.items():
        quiet_rows = [hit for quiet, hit, _ in rows if quiet]
        off = np.array([e for e, _ in errors[name]])
        turned = np.array([t for _, t in errors[name]])
        columns[name] = {
            "tried": len(rows),
            "found": float(np.mean([hit for _, hit, _ in rows])) if rows else 0.0,
            "found, quiet": float(np.mean(quiet_rows)) if quiet_rows else 0.0,
            "found, 30-45 m/s": _share([hit for _, hit, v in rows if v < 45]),
            "found, 45-70 m/s": _share([hit for _, hit, v in rows if 45 <= v < 70]),
            "found, 70-95 m/s": _share([hit for _, hit, v in rows if v >= 70]),
            "speed: mean error": float(off.mean()) if len(off) else 0.0,
            "speed: RMS error": float(np.sqrt((off**2).mean())) if len(off) else 0.0,
            "heading: RMS error": float(np.sqrt((turned**2).mean())) if len(turned) else 0.0,
        }
    print("\nINJECTED movers, by kind and step")
    table(columns)
    return {f"injected, {name}": column for name, column in columns.items()}


def _share(hits: list[bool]) -> float:
    return float(np.mean(hits)) if hits else 0.0


def _one(
    values: Values, rough: NDArray[np.float32], thing: Thing, step: float, rng: np.random.Generator
) -> tuple[bool, float, float | None, float] | None:
    """(quiet, speed, speed error or None, heading error) of one aircraft put in; None where its place holds no pixels."""
    height, width = values.shape[1:]
    top, left = (int(rng.integers(0, n - 2 * CROP + 1)) for n in (height, width))
    part = values[:, top : top + 2 * CROP, left : left + 2 * CROP].copy()
    row, column = (CROP + float(v) for v in rng.uniform(-30, 30, 2))
    speed, heading = float(rng.uniform(30, 95)), float(rng.uniform(0, 360))
    if not np.isfinite(part).all():
        return None
    down, right = -speed * np.cos(np.radians(heading)), speed * np.sin(np.radians(heading))
    angle = float(np.arctan2(down, right))
    for number, band in enumerate(BANDS):
        at = (row + down * DELAYS_S[band] / PIXEL_M, column + right * DELAYS_S[band] / PIXEL_M)
        part[number : number + 1] = injected(part[number : number + 1], thing, PIXEL_M, *at, angle, step)
    quiet = bool(rough[top + round(row), left + round(column)] <= np.median(rough))
    near = [
        m
        for m in sightings(part, BANDS, (PIXEL_M, PIXEL_M))
        if not m.doubts and np.hypot(m.row - row, m.column - column) * PIXEL_M < 40
    ]
    if not near:
        return quiet, speed, None, 0.0
    turned = abs((near[0].heading_deg - heading + 180) % 360 - 180)
    return quiet, speed, near[0].speed_ms - speed, turned


def _roughness(values: Values) -> NDArray[np.float32]:
    from scipy.ndimage import uniform_filter

    light = np.nan_to_num(values[:3].mean(axis=0))
    mean = uniform_filter(light, 15)
    return np.asarray(np.sqrt(np.maximum(uniform_filter(light**2, 15) - mean**2, 0)), np.float32)


def _projected(path: Path, grid: Grid | None = None) -> tuple[Values, Grid] | None:
    """On a UTM grid of 10 m, bilinear."""
    import rasterio
    from rasterio.transform import Affine
    from rasterio.warp import Resampling, reproject, transform_bounds

    with rasterio.open(path) as file:
        if file.crs is None:
            return None
        west, south, east, north = transform_bounds(file.crs, "EPSG:4326", *file.bounds)
        half = min(north - south, (east - west) * np.cos(np.radians(north))) * 111_000 / 2
        grid = grid or grid_of(Site((south + north) / 2, (west + east) / 2, half), PIXEL_M)
        out = np.full((file.count, grid.height, grid.width), np.nan, np.float32)
        reproject(
            file.read().astype(np.float32) / 1e4,
            out,
            src_transform=file.transform,
            src_crs=file.crs,
            dst_transform=Affine(grid.pixel_m, 0, grid.left, 0, -grid.pixel_m, grid.top),
            dst_crs=f"EPSG:{grid.epsg}",
            resampling=Resampling.bilinear,
            src_nodata=0,
            dst_nodata=np.nan,
            init_dest_nodata=True,
        )
    return out, grid


def blobs_table(folder: Path, each: int) -> dict[str, Figures]:
    rng = np.random.default_rng(11)
    columns: dict[str, Figures] = {
        f"{t.name}, {s:g}": {"tried": 0, "sure": 0, "maybe": 0} for t in AIRCRAFT for s in STEPS
    }
    fields = 0
    for city in sorted({p.stem.rpartition("_")[0] for p in folder.glob("*_2*.tif")}):
        paths = sorted(folder.glob(f"{city}_2*.tif"))
        first = _projected(paths[0]) if len(paths) == 2 else None
        second = _projected(paths[1], first[1]) if first else None
        if first is None or second is None:
            continue
        pair, grid = (first[0], second[0]), first[1]
        for field, _ in airfields_near(*to_lat_lon(grid, grid.height / 2, grid.width / 2), 8.0):
            inside = [
                to_grid(grid, *end)
                for r in field.runways
                if r.line and r.paved is not False
                for end in r.line
            ]
            if not any(0 <= r < grid.height and 0 <= c < grid.width for r, c in inside):
                continue
            looked = apron_of(np.stack(pair), BANDS, strips_on(field, grid), (PIXEL_M, PIXEL_M))
            if looked.area_m2 < 5e4:
                continue
            fields += 1
            plain = came.changed(*pair, BANDS, looked.mask, (PIXEL_M, PIXEL_M), 35.0)
            print(
                f"{field.ident} {field.name}: {looked.area_m2 / 1e4:.0f} ha looked at; between the two real dates "
                f"{sum(b.sure for b in plain.appeared)} (+{sum(not b.sure for b in plain.appeared)}) appeared, "
                f"{sum(b.sure for b in plain.gone)} (+{sum(not b.sure for b in plain.gone)}) went, {len(plain.stayed)} on both"
            )
            _inject_blobs(pair, looked.mask, columns, each, rng)
    for column in columns.values():
        for key in ("sure", "maybe"):
            column[f"found, {key}"] = column.pop(key) / column["tried"] if column["tried"] else 0.0
    print(f"\nINJECTED parked aircraft on {fields} airfields, by kind and step (half brighter, half darker)")
    table(columns)
    return {f"blobs, {name}": column for name, column in columns.items()}


def _inject_blobs(
    pair: tuple[Values, Values], area: Mask, columns: dict[str, Figures], each: int, rng: np.random.Generator
) -> None:
    from scipy.ndimage import binary_erosion

    own = [{(round(b.row), round(b.column)) for b in blobs(v, BANDS, area, (PIXEL_M, PIXEL_M))} for v in pair]
    free = binary_erosion(area, iterations=2)
    for r, c in own[0] | own[1]:
        free[max(0, r - 6) : r + 7, max(0, c - 6) : c + 7] = False
    places = np.argwhere(free)
    if not len(places):
        return
    first = came.picture(pair[0], pair[0], BANDS, area, (PIXEL_M, PIXEL_M), 35.0)
    for thing in AIRCRAFT:
        for step in STEPS:
            chosen: list[tuple[float, float]] = []
            for row, column in places[rng.permutation(len(places))] + rng.uniform(
                -0.5, 0.5, (len(places), 2)
            ):
                if len(chosen) < each and all(np.hypot(row - r, column - c) > 15 for r, c in chosen):
                    chosen.append((float(row), float(column)))
            after = pair[1]
            for row, column in chosen:
                sign = 1 if rng.random() < 0.5 else -1
                after = injected(
                    after, thing, PIXEL_M, row, column, float(rng.uniform(0, np.pi)), sign * step
                )
            second = came.picture(after, pair[0], BANDS, area, (PIXEL_M, PIXEL_M), 35.0)
            found = came.between(first, second, area, (PIXEL_M, PIXEL_M), 35.0).appeared
            tally = columns[f"{thing.name}, {step:g}"]
            for row, column in chosen:
                near = [b for b in found if np.hypot(b.row - row, b.column - column) * PIXEL_M <= 25]
                tally["tried"] += 1
                tally["maybe"] += bool(near)
                tally["sure"] += any(b.sure for b in near)


def planet_table(folder: Path) -> dict[str, Figures]:
    """points: rows of scene digest, "area" (corners of a polygon, row,col ...) or "aircraft" (row, col)."""
    columns: dict[str, Figures] = {}
    if not (folder.is_dir() and POINTS.exists()):
        print(f"skipped planet: needs {folder} and {POINTS.name}")
        return columns
    import rasterio

    rows = [line.split("\t") for line in POINTS.read_text().splitlines() if line and not line.startswith("#")]
    for path in sorted(folder.glob("*.png")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        mine = [r for r in rows if r[0] == digest]
        if not mine:
            print(f"skipped {path.name}: nobody has set points on it")
            continue
        with rasterio.open(path) as file:
            values = file.read((1, 2, 3)).astype(np.float32) / 255
        area = np.zeros(values.shape[1:], bool)
        for row in mine:
            if row[1] == "area":
                area |= _polygon(area.shape, [tuple(map(float, p.split(","))) for p in row[2].split()])
        truth = np.array(
            [tuple(map(float, p.split(","))) for r in mine if r[1] == "aircraft" for p in r[2].split()]
        )
        begun = time.process_time()
        found = blobs(values, ("red", "green", "blue"), area, (3.0, 3.0), 30.0)
        seconds = time.process_time() - begun
        columns[path.stem] = {}
        for key, those in (("sure", [b for b in found if b.sure]), (f"all (z >= {MAYBE_Z:g})", list(found))):
            at = np.array([(b.row, b.column) for b in those]).reshape(-1, 2)
            away = np.hypot(*(truth[:, None] - at[None]).transpose(2, 0, 1)) * 3.0
            hit = int((away <= 25).any(axis=1).sum()) if len(at) else 0
            right = int((away <= 25).any(axis=0).sum()) if len(at) else 0
            columns[path.stem] |= {
                f"{key}: found of {len(truth)}": hit,
                f"{key}: blobs": len(at),
                f"{key}: recall": hit / max(1, len(truth)),
                f"{key}: precision": right / max(1, len(at)),
            }
        columns[path.stem]["CPU s"] = seconds
    print("\n3 m, against points set by eye")
    table(columns) if columns else None
    return {f"planet, {name}": column for name, column in columns.items()}


def _polygon(shape: tuple[int, ...], corners: list[tuple[float, ...]]) -> Mask:
    y, x = np.mgrid[: shape[0], : shape[1]]
    inside = np.zeros(shape, bool)
    for (r0, c0), (r1, c1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if r0 != r1:
            inside ^= ((r0 > y) != (r1 > y)) & (x < (c1 - c0) * (y - r0) / (r1 - r0) + c0)
    return inside


if __name__ == "__main__":
    main()
