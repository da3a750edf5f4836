"""How often a thing put into real pictures would be found: the table of power.

    python -m bench.imagery_power [--folder ../shared/imagery] [--runs 4] [--trials 80] [--only pairs stacks launchers] [--things An-124 ...]

Works on any folder laid out as ../shared/imagery: oscd/CITY_DATE.tif twice and CITY_label.tif (Sentinel-2, B02 B03 B04
B08, reflectance x 1e4). INJECTED: the things are drawn into the pictures, see imagery/inject.py; aircraft as silhouettes,
the rest as rectangles; angle, place and sign at random. SURE, SLACK and the widths of the pair map (energy.py) were chosen on the same six visible cities.

pairs: one picture before, one after, 0.5 to 3 years apart. A window of 300 m counts as found where its largest score, gathered over the size of the thing, reaches the 95th percentile
of that city's windows without a labelled change, in-sample as in the prototype. Mean over cities.
stacks: MADE UP of real ground: a city's picture, 24 times over, each with its own light, haze, shift of 0.15 px, noise and about half of
what really differs between the two pictures there, more in one spot and less in another each time; the test is the site's own baseline.
No real stack of an airbase was at hand: believe the order of things, not the figures.
launchers: what the gate says of an S-300 launcher at 10 m, whatever its contrast, and how often the statistic finds it.
"""

import argparse
import datetime as dt
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import SHARED, Figures, table

from sightline.imagery.inject import injected
from sightline.imagery.observable import Pass, gate
from sightline.imagery.pair import Compared, at_scale, compared, rescored, score
from sightline.imagery.pair_trials import scale_for
from sightline.imagery.power import Trials, power
from sightline.imagery.ranks import prepare
from sightline.imagery.sizes import Sized
from sightline.imagery.stack import Grid, Mask, Stack, Values
from sightline.imagery.thing import STEPS, Thing
from sightline.model.scene import Asked, Scene, Site

THINGS = (
    Thing("S-300 launcher", 13, 3.8),
    Thing("Su-30", 21.9, 14.7, "fighter"),
    Thing("A320", 37.6, 34.1, "transport"),
    Thing("Il-62", 53.1, 43.2, "transport"),
    Thing("An-124", 69.1, 73.3, "transport"),
    Thing("square of 20 m", 20, 20, trace="ground"),
    Thing("square of 30 m", 30, 30, trace="ground"),
    Thing("square of 40 m", 40, 40, trace="ground"),
    Thing("square of 60 m", 60, 60, trace="ground"),
)
LAUNCHER = THINGS[0]
PIXEL_M, WINDOW_PX = 10.0, 30
BANDS = ("B02", "B03", "B04", "B08")
APART = 6  # one window in so many gets a thing in one run, so that the noise stays that of the pair
CONTRASTS = (0.05, 0.1, 0.2, 0.3, 0.5)
DATES = 24


@dataclass(frozen=True, slots=True, eq=False)
class City:
    """Both pictures (band, y, x) in reflectance on one UTM grid of 10 m; changed: by the label; usable: both hold something."""

    name: str
    before: Values
    after: Values
    changed: Mask
    usable: Mask


def cities(folder: Path) -> Iterator[City]:
    """Of every CITY_label.tif with two pictures beside it; a city that cannot be read is said and passed over."""
    import rasterio

    for label in sorted((folder / "oscd").glob("*_label.tif")):
        name = label.name.removesuffix("_label.tif")
        pictures = sorted(p for p in (folder / "oscd").glob(f"{name}_*.tif") if p != label)
        if len(pictures) != 2:
            print(f"skipped {name}: {len(pictures)} pictures beside its label")
            continue
        try:
            grid = _grid(pictures[0])
            before, after = (_on(grid, p, rasterio.enums.Resampling.cubic) / 10_000 for p in pictures)
            marks = _on(grid, label, rasterio.enums.Resampling.nearest)[0]
        except (rasterio.errors.RasterioError, ValueError) as error:
            print(f"skipped {name}: {error}")
            continue
        usable = (before > 0).all(axis=0) & (after > 0).all(axis=0)
        low = marks[usable].min() if usable.any() else 0
        yield City(name, before, after, (marks > low) & usable, usable)


def pairs(found: Sequence[City], runs: int, things: Sequence[Thing] = THINGS) -> dict[str, Figures]:
    """Share found by thing and step, in all windows and in the quiet third. A quiet window is held against quiet ones, as the check
    takes control windows of like texture."""
    shares: dict[str, dict[str, list[float]]] = {"all windows": {}, "quiet third": {}}
    count = 0
    for city in found:
        corners = _quiet_corners(city)
        if len(corners) < 60:
            print(f"skipped {city.name}: only {len(corners)} windows without a change")
            continue
        pair = compared(city.before, city.after, city.usable, pixel_m=PIXEL_M, bands=BANDS)
        for thing in things:
            for (where, name), hits in _injected_pairs(pair, city, corners, thing, runs).items():
                shares[where].setdefault(name, []).append(float(np.mean(hits)))
                count += len(hits) if where == "all windows" else 0
    print(
        f"pairs: {len(found)} cities, {count:,} things put in; each cell the mean over cities of the share found"
    )
    for thing in things:
        if (name := _named(thing, 0.2)) in shares["quiet third"]:
            print(f"  quiet third by city, {name}:", *(f"{v:.2f}" for v in shares["quiet third"][name]))
    order = [_named(thing, step) for thing in things for step in STEPS]
    return {where: {n: float(np.mean(rows[n])) for n in order if n in rows} for where, rows in shares.items()}


def figures(path: Path) -> Figures:
    """Share found of An-124 put into the later picture of a pair at a step of 0.2, and how often a launcher at 10 m is not observable, for the floors."""
    found = list(cities(path.parent))
    rows = pairs(found, 3, [t for t in THINGS if t.name == "An-124"])
    return {
        "an_124_quiet": rows["quiet third"]["An-124, step 0.2"],
        "an_124_all": rows["all windows"]["An-124, step 0.2"],
        "launcher_not_observable": launchers([], 1)["gate: of them not observable"],
    }


def _injected_pairs(
    pair: Compared, city: City, corners: Sequence[tuple[int, int]], thing: Thing, runs: int
) -> dict[tuple[str, str], list[bool]]:
    """Of one thing: by column and step, whether each was found."""
    random = np.random.default_rng(20190329)
    scale = scale_for(thing, PIXEL_M)
    pair = at_scale(pair, scale)
    base = score(pair, scale)
    busy = {c: _texture(city.before, c) for c in corners}
    third = float(np.quantile(list(busy.values()), 1 / 3))
    least = {
        "all windows": float(np.nanquantile([_top(base, c) for c in corners], 0.95)),
        "quiet third": float(np.nanquantile([_top(base, c) for c in corners if busy[c] <= third], 0.95)),
    }
    hits: dict[tuple[str, str], list[bool]] = {}
    for run in range(runs):
        values, put = pair.given.copy(), {}
        for n, corner in enumerate(corners):
            if (n + run) % APART:
                continue
            step = STEPS[int(random.integers(len(STEPS)))]
            row, column = (c + random.uniform(5, WINDOW_PX - 6) for c in corner)
            angle, sign = random.uniform(0, np.pi), random.choice((-1.0, 1.0))
            _put(values, thing, row, column, angle, float(sign * step), corner)
            put[corner] = step
        made = rescored(pair, values, scale, base)
        for corner, step in put.items():
            for where in ("all windows", "quiet third") if busy[corner] <= third else ("all windows",):
                hits.setdefault((where, _named(thing, step)), []).append(_top(made, corner) >= least[where])
    return hits


def _named(thing: Thing, step: float) -> str:
    return f"{thing.name}, step {step}"


def stacks(found: Sequence[City], trials: int) -> dict[str, Figures]:
    """Power by the site's own baseline on made-up stacks of real ground; all sites, and the third with the least texture."""
    shares: dict[str, dict[str, list[float]]] = {"all sites": {}, "quiet third": {}}
    spent, asked = 0.0, 0
    for city in found:
        sites = _sites(city)
        for n, corner in enumerate(sites):
            stack, area = made_stack(city, corner)
            began = time.process_time()
            test = prepare(stack, area, range(DATES))
            how = Trials(stack, area, test.p, range(DATES), test.smallest_p, most=trials)
            for thing in THINGS:
                for step in STEPS:
                    result = power(how, thing, step)
                    asked += result.trials
                    for where in ("all sites", *(["quiet third"] if n == 0 else [])):
                        shares[where].setdefault(_named(thing, step), []).append(result.value)
            spent += time.process_time() - began
    print(
        f"stacks: {asked:,} trials on three sites of each of {len(found)} cities, {1000 * spent / max(1, asked):.1f} ms of processor each"
    )
    return {where: {n: float(np.mean(v)) for n, v in rows.items()} for where, rows in shares.items()}


def launchers(found: Sequence[City], trials: int) -> Figures:
    """The gate on a launcher at every site, usable share and sensor of a grid, and how often the statistic finds one."""
    U, S = dt.UTC, Sized("launcher", LAUNCHER)  # noqa: N806
    site, asked = Site(9.4, -66.9, 500), (Asked("x", "x", "answered", 2),)
    period = (dt.datetime(2019, 3, 22, tzinfo=U), dt.datetime(2019, 3, 29, tzinfo=U))
    days = (dt.datetime(2019, 3, 1, tzinfo=U), dt.datetime(2019, 3, 25, tzinfo=U))
    said = [
        gate(
            [S] * many, site, 400.0, period, dt.datetime(2026, 1, 1, tzinfo=U), asked,
            [Pass("p", sensor, day, 10.0, usable) for day in days], stays=stays,
        ).state
        for many in (1, 2, 8) for sensor in ("sentinel-2", "sentinel-1", "user") for usable in (None, 0.0, 0.5, 0.8, 1.0)
        for stays in (True, False)
    ]  # fmt: skip
    rows: Figures = {
        "gate: cells asked": len(said),
        "gate: of them not observable": said.count("could not") / len(said),
    }
    for step in CONTRASTS if found else ():
        values = []
        for city in found:
            for corner in _sites(city):
                stack, area = made_stack(city, corner)
                test = prepare(stack, area, range(DATES))
                how = Trials(stack, area, test.p, range(DATES), test.smallest_p, most=trials)
                values.append(power(how, LAUNCHER, step).value)
        rows[f"power on made-up stacks, step {step}, mean"] = float(np.mean(values))
        rows[f"power on made-up stacks, step {step}, largest"] = float(np.max(values))
    return rows


def made_stack(city: City, corner: tuple[int, int]) -> tuple[Stack, Mask]:
    """24 dates of the city's ground round a window of 300 m, each with its own light, haze, shift and noise; the window as area."""
    from scipy.ndimage import gaussian_filter, shift

    random = np.random.default_rng(7)
    margin, size = 45, WINDOW_PX + 2 * 45
    top = min(max(0, corner[0] - margin), city.before.shape[1] - size)
    left = min(max(0, corner[1] - margin), city.before.shape[2] - size)
    ground = city.before[:, top : top + size, left : left + size]
    values = np.empty((DATES, *ground.shape), np.float32)
    differs = _differs(city)[:, top : top + size, left : left + size]
    for date in range(DATES):
        off = random.normal(0, 0.15, 2)
        weight = gaussian_filter(random.normal(0, 1, (size, size)), 4)
        weight *= 0.5 / weight.std()
        for band in range(len(ground)):
            moved = shift(ground[band], off, order=1, mode="nearest")
            light, haze = random.normal(1, 0.05), random.normal(0, 0.01)
            values[date, band] = (
                moved * light + haze + weight * differs[band] + random.normal(0, 0.004, moved.shape)
            )
    area = np.zeros((size, size), bool)
    row, column = corner[0] - top, corner[1] - left
    area[row : row + WINDOW_PX, column : column + WINDOW_PX] = True
    first = dt.datetime(2018, 1, 1, 10, tzinfo=dt.UTC)
    scenes = tuple(
        Scene(f"MADE_{n}", "made", "made", "sentinel-2", "none", first + dt.timedelta(days=10 * n), (), synthetic=True)
        for n in range(DATES)
    )  # fmt: skip
    grid = Grid(32631, 0.0, 0.0, PIXEL_M, size, size)
    usable = np.ones((DATES, size, size), bool)
    return Stack(Site(0.0, 3.0, 600.0, city.name), grid, BANDS, scenes, values, usable), area


def _differs(city: City) -> Values:
    """After less before, each band brought to the other's middle and spread; nothing where a change is labelled."""
    out = np.zeros_like(city.before)
    quiet = city.usable & ~city.changed
    for band, (before, after) in enumerate(zip(city.before, city.after, strict=True)):
        low, middle, high = np.percentile(after[quiet], (16, 50, 84))
        first, half, last = np.percentile(before[quiet], (16, 50, 84))
        told = (after - middle) * (last - first) / max(high - low, 1e-6) + half
        out[band] = np.where(quiet, told - before, 0.0)
    return out


def _sites(city: City) -> list[tuple[int, int]]:
    """Three windows away from the edges: of little, middling and much texture."""
    height, width = city.usable.shape
    inner = [
        c for c in _quiet_corners(city) if 45 <= c[0] <= height - 75 and 45 <= c[1] <= width - 75
    ] or _quiet_corners(city)
    ranked = sorted(inner, key=lambda c: _texture(city.before, c))
    return (
        [ranked[len(ranked) // 6], ranked[len(ranked) // 2], ranked[5 * len(ranked) // 6]] if ranked else []
    )


def _quiet_corners(city: City) -> list[tuple[int, int]]:
    """Windows of 300 m side by side, all usable, with no labelled change."""
    height, width = city.usable.shape
    return [
        (row, column)
        for row in range(0, height - WINDOW_PX + 1, WINDOW_PX)
        for column in range(0, width - WINDOW_PX + 1, WINDOW_PX)
        if _part(city.usable, (row, column)).all() and not _part(city.changed, (row, column)).any()
    ]


def _part(values: Values | Mask, corner: tuple[int, int]) -> Values | Mask:
    return values[..., corner[0] : corner[0] + WINDOW_PX, corner[1] : corner[1] + WINDOW_PX]


def _top(score: Values, corner: tuple[int, int]) -> float:
    part = _part(score, corner)
    return float(np.nanmax(part)) if np.isfinite(part).any() else float("nan")


def _texture(values: Values, corner: tuple[int, int]) -> float:
    part = _part(values, corner)
    return float(np.mean([np.abs(np.diff(part, axis=a)).mean() for a in (1, 2)]))


def _put(
    values: Values,
    thing: Thing,
    row: float,
    column: float,
    angle: float,
    step: Values,
    corner: tuple[int, int],
) -> None:
    """Into the very pixels, of which only a box is copied."""
    top, left = max(0, corner[0] - 10), max(0, corner[1] - 10)
    box = (slice(None), slice(top, corner[0] + WINDOW_PX + 10), slice(left, corner[1] + WINDOW_PX + 10))
    values[box] = injected(values[box], thing, PIXEL_M, row - top, column - left, angle, step)


def _grid(path: Path) -> tuple[object, object, int, int]:
    """CRS, transform, height and width of a UTM grid of 10 m that holds the picture."""
    import rasterio
    from rasterio.warp import calculate_default_transform, transform

    with rasterio.open(path) as data:
        middle = ((data.bounds.left + data.bounds.right) / 2, (data.bounds.top + data.bounds.bottom) / 2)
        lon, lat = (v[0] for v in transform(data.crs, "EPSG:4326", [middle[0]], [middle[1]]))
        crs = rasterio.crs.CRS.from_epsg((32600 if lat >= 0 else 32700) + int((lon + 180) // 6) % 60 + 1)
        made, width, height = calculate_default_transform(
            data.crs, crs, data.width, data.height, *data.bounds, resolution=PIXEL_M
        )
    return crs, made, height, width


def _on(grid: tuple[object, object, int, int], path: Path, how: object) -> Values:
    import rasterio
    from rasterio.warp import reproject

    crs, made, height, width = grid
    with rasterio.open(path) as data:
        out = np.zeros((data.count, height, width), np.float32)
        for band in range(data.count):
            reproject(
                data.read(band + 1).astype(np.float32), out[band], src_transform=data.transform, src_crs=data.crs,
                dst_transform=made, dst_crs=crs, resampling=how,
            )  # fmt: skip
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=SHARED / "imagery")
    parser.add_argument(
        "--runs", type=int, default=3, help="rounds; in each, one window in six gets each thing once"
    )
    parser.add_argument("--trials", type=int, default=40, help="trials for each cell and site of a stack")
    parser.add_argument("--only", nargs="+", choices=("pairs", "stacks", "launchers"), default=("pairs", "stacks", "launchers"))  # fmt: skip
    parser.add_argument(
        "--things", nargs="+", choices=[t.name for t in THINGS], help="of the pairs only these"
    )
    given = parser.parse_args()
    if not (given.folder / "oscd").is_dir():
        print(f"skipped: {given.folder}/oscd is not on this machine")
        return
    found = list(cities(given.folder))
    if "pairs" in given.only:
        table(pairs(found, given.runs, [t for t in THINGS if t.name in (given.things or t.name)]))
    if "stacks" in given.only:
        table(stacks(found, given.trials))
    if "launchers" in given.only:
        table({"launcher at 10 m": launchers(found, given.trials)})


if __name__ == "__main__":
    main()
