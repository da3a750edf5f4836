"""Change between two pictures: Sightline's map beside CVA, robust difference and IR-MAD, on pairs with labels.

    python -m bench.imagery_pairs [--folder ../shared/imagery] [--no-draws]

The folder (or its subfolder oscd) holds CITY_DATE.tif twice and CITY_label.tif for each city, as cut from OSCD (Daudt 2018; labels of urban change, CC BY-NC-SA,
used here for measuring only). The second date is resampled onto the first one's grid, then registered by Sightline's own means, for all methods alike.

windows    300 x 300 m side by side. Changed: 25 labelled pixels or more; unchanged: the others. A window's score is the 95th percentile of its pixels.
           detection: share of the changed windows above the 95th percentile of the same scene's unchanged ones, so that false alarms
           are 5 % by construction. Intervals: 2.5 to 97.5 % of 500 draws of cities and, in each, of windows.
pixels     AUC, F1 at Otsu's threshold (cut at the 99.9th percentile), F1 at the best threshold there is, chosen on the labels (optimistic).

Labels are urban change only: a field that was ploughed, a ship that left or a parked aircraft counts as a false alarm here.
The constants of the map (energy.py, noise.py) were chosen on abudhabi, aguasclaras, beirut, bercy, bordeaux and pisa, out of about a hundred variants: on these the
figures are in-sample, see docs/imagery.md.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import SHARED, Figures, timed
from bench.imagery_methods import cva, ir_mad, robust_difference, small_objects

from sightline.imagery.pair import pair_change, window_scores
from sightline.imagery.register import moved, shift_between

Array = NDArray[np.floating]
METHODS: dict[str, Callable[[Array, Array], Array]] = {
    "small-object, made anew": small_objects,
    "robust difference": robust_difference,
    "IR-MAD": ir_mad,
    "CVA": cva,
}
OURS = "Sightline"
BANDS = ("B02", "B03", "B04", "B08")
WINDOW_M = 300.0
CHANGED = 25


@dataclass(frozen=True)
class Pair:
    """Two pictures of a city on one grid, reflectance; metres: height and width of a pixel."""

    city: str
    before: Array
    after: Array
    label: NDArray[np.bool_]
    metres: tuple[float, float]


def cities(folder: Path) -> list[str]:
    return sorted(p.name.removesuffix("_label.tif") for p in folder.glob("*_label.tif"))


def read(folder: Path, city: str) -> Pair | None:
    """None, saying so, where the city has not two dates or no label that tells two things apart."""
    import rasterio
    from rasterio.warp import Resampling, reproject

    dates = [p for p in sorted(folder.glob(f"{city}_*.tif")) if p.stem.removeprefix(f"{city}_")[:2].isdigit()]
    if len(dates) < 2:
        print(f"skipped {city}: {len(dates)} dates")
        return None
    with rasterio.open(dates[0]) as first:
        before, grid, crs = first.read().astype(np.float32) / 1e4, first.transform, first.crs
        middle = grid * (first.width / 2, first.height / 2)
    with rasterio.open(dates[-1]) as second:
        after = second.read().astype(np.float32) / 1e4
        if after.shape != before.shape or not second.transform.almost_equals(grid, 1e-9):
            onto = np.full(before.shape, np.nan, np.float32)
            reproject(after, onto, src_transform=second.transform, src_crs=second.crs or crs, dst_transform=grid,
                      dst_crs=crs, resampling=Resampling.cubic, dst_nodata=np.nan)  # fmt: skip
            after = onto
    with rasterio.open(folder / f"{city}_label.tif") as drawn:
        label = drawn.read(1)
    if label.min() == label.max() or label.shape != before.shape[1:]:
        print(f"skipped {city}: its label does not fit or says one thing only")
        return None
    degree = (
        (110_574.0, 111_320.0 * np.cos(np.radians(middle[1]))) if crs and crs.is_geographic else (1.0, 1.0)
    )
    metres = (abs(grid.e) * degree[0], abs(grid.a) * degree[1])
    return Pair(city, before, after, label > label.min(), metres)


def together(pair: Pair) -> tuple[Pair, str]:
    """The pair with the later picture brought onto the earlier one."""
    shift = shift_between(pair.before, pair.after)
    after = moved(pair.after, shift.rows, shift.columns) if shift.applied else pair.after
    return Pair(pair.city, pair.before, after, pair.label, pair.metres), shift.words


def maps(pair: Pair) -> Iterator[tuple[str, Array, float]]:
    """Name, map and CPU seconds of each method; the known ones see what lies beyond the edge as unchanged."""
    side = float(np.mean(pair.metres))
    ours, spent = timed(lambda: pair_change(pair.before, pair.after, pixel_m=side, align=False, bands=BANDS))
    yield OURS, ours.score, spent
    gone = ~np.isfinite(pair.after) | ~np.isfinite(pair.before)
    before = np.where(np.isfinite(pair.before), pair.before, 0)
    after = np.where(gone, before, pair.after)
    for name, method in METHODS.items():
        made, spent = timed(lambda method=method: method(before, after))  # type: ignore[misc]
        yield name, np.where(gone.any(0), np.nan, made), spent


def auc(scores: Array, changed: NDArray[np.bool_]) -> float:
    from scipy.stats import rankdata

    yes, no = int(changed.sum()), int((~changed).sum())
    if not yes or not no:
        return float("nan")
    return float((rankdata(scores)[changed].sum() - yes * (yes + 1) / 2) / (yes * no))


def windows(pair: Pair, drawn: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Score of each window, and whether it is labelled changed."""
    rows, columns = (round(WINDOW_M / m) for m in pair.metres)
    scores = window_scores(drawn.astype(np.float32), rows, columns).ravel()
    down, across = (n // k for n, k in zip(drawn.shape, (rows, columns), strict=True))
    cut = pair.label[: down * rows, : across * columns].reshape(down, rows, across, columns)
    changed = cut.sum((1, 3)).ravel() >= CHANGED
    held = np.isfinite(scores)
    return scores[held], changed[held]


def detection(scores: Array, changed: NDArray[np.bool_]) -> float:
    if not changed.any() or changed.all():
        return float("nan")
    return float((scores[changed] > np.percentile(scores[~changed], 95)).mean())


def pixel_figures(pair: Pair, drawn: Array, logarithmic: bool) -> tuple[float, float, float]:
    """AUC, F1 at Otsu's threshold, best F1."""
    from skimage.filters import threshold_otsu

    held = np.isfinite(drawn)
    scores, label = drawn[held], pair.label[held]
    # Sightline's map is a logarithm already: Otsu's threshold would cut it in the middle.
    scores = np.exp(scores) if logarithmic else np.sqrt(scores)
    at = threshold_otsu(np.minimum(scores, np.percentile(scores, 99.9)))
    order = np.argsort(-scores)
    hits = np.cumsum(label[order])
    best = float((2 * hits / (np.arange(1, hits.size + 1) + label.sum())).max())
    found = scores > at
    otsu = 2 * float((found & label).sum()) / float(found.sum() + label.sum())
    return auc(scores, label), otsu, best


@dataclass(frozen=True)
class Row:
    scores: Array
    changed: NDArray[np.bool_]
    pixels: tuple[float, ...]
    seconds: float

    @property
    def figures(self) -> tuple[float, float]:
        return auc(self.scores, self.changed), detection(self.scores, self.changed)


@lru_cache
def measured(folder: Path, register: bool = True, pixels: bool = True) -> dict[str, dict[str, Row]]:
    """City -> method -> what was measured."""
    made: dict[str, dict[str, Row]] = {}
    for city in cities(folder):
        pair = read(folder, city)
        if pair is None:
            continue
        if register:
            pair, words = together(pair)
            print(f"{city}: {words}", file=sys.stderr)
        for name, drawn, spent in maps(pair):
            scores, changed = windows(pair, drawn)
            by_pixel = pixel_figures(pair, drawn, name == OURS) if pixels else (float("nan"),) * 3
            row = Row(scores, changed, by_pixel, spent / drawn.size * 1e6)
            made.setdefault(city, {})[name] = row
    return made


def mean(rows: dict[str, dict[str, Row]], method: str) -> tuple[float, float]:
    """Mean of the cities that have both kinds of windows."""
    values = np.array([by[method].figures for by in rows.values()])
    return float(np.nanmean(values[:, 0])), float(np.nanmean(values[:, 1]))


def drawn_again(rows: dict[str, dict[str, Row]], draws: int = 500) -> dict[str, Array]:
    """(draws, 2) AUC and detection of each method, the same cities and windows for all."""
    chance = np.random.default_rng(7)
    names = list(rows)
    made: dict[str, list[Array]] = {}
    for _ in range(draws):
        taken: dict[str, list[tuple[float, float]]] = {}
        for city in chance.choice(names, len(names)):
            pick = chance.integers(0, next(iter(rows[city].values())).scores.size, next(iter(rows[city].values())).scores.size)  # fmt: skip
            for method, row in rows[city].items():
                scores, changed = row.scores[pick], row.changed[pick]
                taken.setdefault(method, []).append((auc(scores, changed), detection(scores, changed)))  # fmt: skip
        for method, values in taken.items():
            made.setdefault(method, []).append(np.nanmean(np.array(values), axis=0))
    return {method: np.array(values) for method, values in made.items()}


def figures(path: Path) -> Figures:
    """Means over the cities of a folder, for the floors."""
    rows = measured(path, pixels=False)
    ours, known = mean(rows, OURS), mean(rows, "IR-MAD")
    return {
        "window_auc": ours[0], "window_detection": ours[1],
        "auc_above_ir_mad": ours[0] - known[0], "detection_above_ir_mad": ours[1] - known[1],
    }  # fmt: skip


def folder_of(given: str) -> Path:
    folder = Path(given) if given else SHARED / "imagery"
    return folder / "oscd" if (folder / "oscd").is_dir() else folder


def show(rows: dict[str, dict[str, Row]], title: str, *, again: bool = True) -> None:
    print(f"\n{title}: AUC / detection at 5 % false alarms in the scene")
    names = list(rows)
    print(f"{'':26}", *(f"{n[:11]:>11}" for n in names), f"{'mean':>11}", "     s/MP")
    for method in next(iter(rows.values())):
        cells = [rows[n][method].figures for n in names]
        seconds = np.mean([rows[n][method].seconds for n in names])
        print(
            f"{method:26}", *(f"{a:.3f}/{d:.3f}" for a, d in [*cells, mean(rows, method)]), f"{seconds:8.1f}"
        )
    counts = [next(iter(rows[n].values())).changed for n in names]
    print(f"{'windows changed/all':26}", *(f"{int(c.sum()):>5}/{c.size:<5}" for c in counts))
    if again:
        draws = drawn_again(rows)
        for method, values in draws.items():
            low, high = np.nanpercentile(values, [2.5, 97.5], axis=0)
            less = draws[OURS] - values
            text = (
                ""
                if method == OURS
                else f"; Sightline is better by {_between(less[:, 0])} in AUC, {_between(less[:, 1])} in detection"
            )
            print(
                f"{method:26} AUC {low[0]:.3f} to {high[0]:.3f}, detection {low[1]:.3f} to {high[1]:.3f}{text}"
            )


def _between(values: Array) -> str:
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return f"{low:+.3f} to {high:+.3f} ({np.nanmean(values > 0):.0%} above 0)"


def show_pixels(rows: dict[str, dict[str, Row]]) -> None:
    print("\npixels: mean of the cities     AUC  F1 Otsu  F1 best")
    for method in next(iter(rows.values())):
        values = np.nanmean(np.array([by[method].pixels for by in rows.values()]), axis=0)
        print(f"{method:26}", *(f"{v:8.3f}" for v in values))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument(
        "--folder", default="", help="../shared/imagery, or any folder laid out like it or like its oscd"
    )
    parser.add_argument("--no-draws", action="store_true", help="no intervals, which take a minute")
    given = parser.parse_args()
    folder = folder_of(given.folder)
    if not folder.is_dir() or not cities(folder):
        print(f"skipped: no CITY_label.tif in {folder}")
        return
    rows = measured(folder)
    if not rows:
        return
    show(rows, "300 m windows, registered", again=not given.no_draws)
    show_pixels(rows)
    show(
        measured(folder, register=False, pixels=False),
        "300 m windows, as they come (not registered)",
        again=False,
    )


if __name__ == "__main__":
    main()
