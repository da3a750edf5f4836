"""Sentinel-1: false alarms of the rank p, beside a t-test and fixed thresholds, and the radar cross-sections that it finds.

    python -m bench.imagery_radar [--folder ../shared/imagery/s1_opera_rtc]

Any folder of pairs NAME_VV_dBx100.tif, NAME_VH_dBx100.tif (one band a date, its description the date YYYYMMDD, dB x 100). Every 510 m
square of a tiling is taken for a site where nothing is claimed; what fires there is a false alarm, though some of it is
real change (fields, floods, building sites), which nobody labelled.

    leave one out   each date against all the others
    forward         the last two dates, each against all earlier than both
    few dates       the same with only the 5, 10, 15 dates before it: p is the rank among control windows
    worst date      share of the sites of one scene that fire on one and the same date (rain fires them all where a method does not expect it)
    larger of both  if p were the larger of p_dates and p_windows
    brighter        the same, forward, testing for brightening alone (sign "up")
    found           a point scatterer put into each of the last two dates at a random place of each site (VH 10 dB lower), forward, sign "up"
    |z| > 3         Gaussian, share of pixels, each date against the others' mean and spread (nominal 0.27 %)
    |t| > 4         Welch's t between earlier dates and the last two, as in the PWTT of Ballinger 2025: share of the sites with such a pixel

Nothing was fitted to false alarms: smoothing, clipping and shrinking were taken from theory (sightline/imagery/baseline.py); that dates are
held against control windows was decided on these two bursts, on which its figures are therefore in-sample.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import SHARED, Figures, table, timed
from bench.imagery_stacks import a_stack, tiles

from sightline.imagery.radar import DBSM, with_scatterer
from sightline.imagery.ranks import Prepared, prepare, ranked
from sightline.imagery.stack import Mask, Stack

FOLDER = SHARED / "imagery" / "s1_opera_rtc"
SIDE_M = 510.0
# Between water or tarmac and fields or towns, dB of VV.
SMOOTH_DB = -15.0
FEW = (5, 10, 15)


@dataclass
class Fired:
    """Of one burst. loo: p (site, date); both: the larger of its two p; forward, windows: p (site, date) of the last two; few: by number
    of dates; brighter: as forward; found: (dBsm, site, date); smooth: (site,). pixels, t_sites: shares. seconds: CPU, a megapixel and date."""

    loo: np.ndarray
    both: np.ndarray
    forward: np.ndarray
    few: dict[int, np.ndarray]
    brighter: np.ndarray
    found: np.ndarray
    smooth: np.ndarray
    pixels: float
    t_sites: float
    seconds: float


def bursts(folder: Path) -> Iterator[tuple[str, Stack]]:
    """Names and stacks, in order of name."""
    import rasterio

    for path in sorted(folder.rglob("*_VV_dBx100.tif")):
        other = path.with_name(path.name.replace("_VV_", "_VH_"))
        if not other.exists():
            print(f"skipped {path.name}: no {other.name}")
            continue
        layers = []
        for file in (path, other):
            with rasterio.open(file) as source:
                raw = source.read()
                layers.append(np.where(raw == source.nodata, np.nan, raw / 100).astype(np.float32))
                days, pixel_m = source.descriptions, abs(source.transform.a)
        yield (
            path.name.removesuffix("_VV_dBx100.tif"),
            a_stack(np.stack(layers, axis=1), ("VV", "VH"), days, pixel_m, "sentinel-1"),
        )


def measured(stack: Stack) -> Fired:
    sites = list(tiles(stack, SIDE_M))
    dates, rng = len(stack.scenes), np.random.default_rng(0)
    last = (dates - 2, dates - 1)
    every, spent = timed(lambda: [prepare(stack, site, range(dates)) for site in sites])
    tests = [[one.tested(d) for d in range(dates)] for one in every]
    ahead = [[prepare(stack, s, [*range(dates - 2), d]) for d in last] for s in sites]
    up = [[prepare(stack, s, [*range(dates - 2), d], sign="up") for d in last] for s in sites]
    found = [
        [
            [_p_with(one, stack, site, d, dbsm, rng) for d, one in zip(last, row, strict=True)]
            for site, row in zip(sites, up, strict=True)
        ]
        for dbsm in DBSM
    ]
    few = {
        n: np.array(
            [[ranked(stack, d, s, baseline=range(last[0] - n, last[0])).p for d in last] for s in sites]
        )
        for n in FEW
    }
    level = np.nanmedian(stack.values[:, 0], axis=0)
    return Fired(
        loo=np.array([[t.p for t in row] for row in tests]),
        both=np.array([[max(t.p, t.p_windows or 0) for t in row] for row in tests]),
        forward=np.array([[one.p(d) for d, one in zip(last, row, strict=True)] for row in ahead]),
        brighter=np.array([[one.p(d) for d, one in zip(last, row, strict=True)] for row in up]),
        few=few, found=np.array(found), smooth=np.array([np.nanmedian(level[s]) < SMOOTH_DB for s in sites]),
        pixels=_gaussian(stack), t_sites=_t_sites(stack, sites),
        seconds=spent / len(sites) / (stack.values[0, 0].size / 1e6) / dates,
    )  # fmt: skip


def _p_with(
    one: Prepared, stack: Stack, site: Mask, date: int, dbsm: float, rng: np.random.Generator
) -> float:
    row, column = rng.choice(np.argwhere(site)) + rng.uniform(-0.5, 0.5, 2)
    put = with_scatterer(stack.values[date], stack.bands, stack.grid.pixel_m, row, column, dbsm)
    return one.p(date, put)


def _gaussian(stack: Stack) -> float:
    """Share of pixels and dates beyond three spreads of the other dates, VV."""
    values = stack.values[:, 0]
    hits = []
    for n in range(len(values)):
        others = np.delete(values, n, axis=0)
        hits.append(np.abs(values[n] - np.nanmean(others, axis=0)) > 3 * np.nanstd(others, axis=0, ddof=1))
    return float(np.mean(hits))


def _t_sites(stack: Stack, sites: list[Mask]) -> float:
    """Share of the sites with a pixel of |t| > 4 in either band between the earlier dates and the last two."""
    before, after = stack.values[:-2], stack.values[-2:]
    spread = np.sqrt(np.nanvar(before, axis=0, ddof=1) / len(before) + np.nanvar(after, axis=0, ddof=1) / 2)
    t = np.nanmax(
        np.abs(np.nanmean(after, axis=0) - np.nanmean(before, axis=0)) / np.maximum(spread, 0.05), axis=0
    )
    return float(np.mean([np.nanmax(t[site]) > 4 for site in sites]))


def rates(fired: list[Fired]) -> Figures:
    """All bursts together."""
    loo = np.concatenate([f.loo for f in fired])
    made: Figures = {
        "sites": len(loo),
        "leave one out, p <= 0.05": _share(loo),
        "leave one out, p <= 0.10": _share(loo, 0.1),
        "worst date, p <= 0.05": max(float((f.loo <= 0.05).mean(axis=0).max()) for f in fired),
        "larger of both, p <= 0.05": _share(np.concatenate([f.both for f in fired])),
        "forward, p <= 0.05": _share(np.concatenate([f.forward for f in fired])),
        "forward, p <= 0.10": _share(np.concatenate([f.forward for f in fired]), 0.1),
    }
    made["brighter, p <= 0.05"] = _share(np.concatenate([f.brighter for f in fired]))
    for n in FEW:
        made[f"few dates, {n}: p <= 0.05"] = _share(np.concatenate([f.few[n] for f in fired]))
    for kind, wanted in (("land", False), ("smooth", True)):
        for at, dbsm in enumerate(DBSM):
            ps = np.concatenate([f.found[at][f.smooth == wanted].ravel() for f in fired])
            if len(ps):
                made[f"found, {kind}, {dbsm:.0f} dBsm"] = _share(ps)
    made["|z| > 3, pixels"] = float(np.mean([f.pixels for f in fired]))
    made["|t| > 4, sites"] = float(np.mean([f.t_sites for f in fired]))
    made["CPU s a megapixel and date"] = float(np.mean([f.seconds for f in fired]))
    return made


def figures(path: Path) -> Figures:
    """For tests/accuracy_floors.toml: shares of which more is better, and the false alarms, which may not vanish either."""
    made = rates([measured(stack) for _, stack in bursts(path)])
    return {
        "loo_alarms": made["leave one out, p <= 0.05"],
        "loo_quiet": 1 - made["leave one out, p <= 0.05"],
        "forward_quiet": 1 - made["forward, p <= 0.05"],
        "worst_date_quiet": 1 - made["worst date, p <= 0.05"],
        **{k: v for k, v in made.items() if k.startswith("found, land")},
    }


def _share(ps: np.ndarray, alpha: float = 0.05) -> float:
    return float((ps <= alpha).mean())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=FOLDER)
    folder = parser.parse_args().folder
    if not folder.exists():
        raise SystemExit(f"no folder {folder}")
    columns, fired = {}, []
    for name, stack in bursts(folder):
        fired.append(measured(stack))
        columns[name[-16:]] = rates(fired[-1:])
    if fired:
        table(columns | {"all": rates(fired)})


if __name__ == "__main__":
    main()
