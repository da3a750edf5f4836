"""Sentinel-2 NDVI of 68 dates (eo-learn's sample): false alarms of the rank p where fields green and ripen, beside |z| > 3.

    python -m bench.imagery_ndvi [--folder ../shared/imagery/eolearn_ts]

A folder with data/NDVI.npy (date, y, x, 1), mask/CLM.npy (1: cloud), mask/IS_DATA.npy, timestamps.json; pixels of 10 m are supposed. 300 m squares
stand for sites where nothing is claimed. Fields do change: what fires is not all false. masked: clouds (grown by two pixels) out; unmasked: as if nobody had looked.

    leave one out   each date against all others of which 0.8 of the site is seen
    forward         each of the last twenty dates against the 30 before it (a season and a half)
    |z| > 3         pixels, each date against the mean and spread of all others, or of those of +- 30 days
"""

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import SHARED, Figures, table
from bench.imagery_stacks import a_stack, tiles

from sightline.imagery.ranks import prepare, ranked
from sightline.imagery.stack import Stack

FOLDER = SHARED / "imagery" / "eolearn_ts"
SIDE_M = 300.0
EARLIER, LATER = 30, 20


def series(folder: Path, masked: bool) -> Stack:
    values = np.load(folder / "data" / "NDVI.npy")[..., 0][:, None].astype(np.float32)
    usable = np.load(folder / "mask" / "IS_DATA.npy")[..., 0].astype(bool)
    if masked:
        from scipy.ndimage import binary_dilation

        cloud = np.load(folder / "mask" / "CLM.npy")[..., 0].astype(bool)
        usable &= ~np.stack([binary_dilation(one, iterations=2) for one in cloud])
    days = [dt.datetime.fromisoformat(t) for t in json.loads((folder / "timestamps.json").read_text())]
    return a_stack(values, ("NDVI",), days, 10.0, "sentinel-2", usable)


def measured(stack: Stack) -> Figures:
    sites = list(tiles(stack, SIDE_M))
    every = [prepare(stack, site, range(len(stack.scenes))) for site in sites]
    loo = np.array([one.p(d) for one in every for d in one.dates])
    dates = len(stack.scenes)
    ahead = [
        ranked(stack, d, site, baseline=range(max(0, d - EARLIER), d))
        for d in range(dates - LATER, dates)
        for site in sites
    ]
    tried = np.array([t.p for t in ahead if t.smallest_p <= 0.05])
    return {
        "site-dates": len(loo),
        "leave one out, p <= 0.05": float((loo <= 0.05).mean()),
        "site-dates, forward": len(tried),
        "forward, p <= 0.05": float((tried <= 0.05).mean()),
        "|z| > 3, all dates": _gaussian(stack, None),
        "|z| > 3, +- 30 days of the year": _gaussian(stack, 30),
    }


def _gaussian(stack: Stack, days: int | None) -> float:
    values = np.where(stack.usable, stack.values[:, 0], np.nan)
    when = np.array([scene.at.timetuple().tm_yday for scene in stack.scenes])
    hits, known = 0, 0
    for n in range(len(values)):
        apart = np.abs(when - when[n])
        near = np.minimum(apart, 365 - apart) <= (366 if days is None else days)
        near[n] = False
        count = np.isfinite(values[near]).sum(axis=0)
        can = (count >= 4) & np.isfinite(values[n])
        if not can.any():
            continue
        others = values[near][:, can]
        z = (values[n][can] - np.nanmean(others, axis=0)) / np.maximum(
            np.nanstd(others, axis=0, ddof=1), 1e-4
        )
        hits, known = hits + int((np.abs(z) > 3).sum()), known + int(can.sum())
    return hits / max(known, 1)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=FOLDER)
    folder = parser.parse_args().folder
    if not folder.exists():
        raise SystemExit(f"no folder {folder}")
    table({name: measured(series(folder, name == "masked")) for name in ("masked", "unmasked")})


if __name__ == "__main__":
    main()
