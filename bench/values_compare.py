"""Side by side: `bench.values` and the methods of the literature, on sets with a known truth.

    python -m bench.values_compare [SET...] [--seed 1]

For each method the share of objects that are wrong (outside the set's tolerance) and the mean absolute and root mean
square error: in tolerances where the set has one in its own unit (minutes, degrees, feet), else as a share of the true
value; one object counts 1,000 at most. For `sightline` also how many ranges hold the truth and how wide they are.
"""

import argparse
import time

import numpy as np
from bench.values import numbers, solve
from bench.values_baselines import BASELINES
from bench.values_data import REAL
from bench.values_reading import table
from bench.values_sets import MADE, Set

from sightline.fusion.reconcile import Reconciled


def compare(one: Set) -> dict[str, tuple[float, float, float, float]]:
    """By method: error rate, mean absolute error, root mean square error, seconds."""
    held = table([["source", "object", "value"], *map(list, one.rows)])
    claims = numbers(held)
    at = np.array([i for i, name in enumerate(held.objects) if name in one.truth])
    truth = np.array([one.truth[held.objects[i]] for i in at])
    out = {}
    for name in (*BASELINES, "sightline"):
        begun = time.process_time()
        method = BASELINES.get(name)
        found = method(claims, len(held.objects), len(held.sources)) if method else solve(held)
        took = time.process_time() - begun
        estimate = found.estimate if isinstance(found, Reconciled) else found
        off = np.abs(estimate[at] - truth)
        near = (
            np.maximum(one.tolerance, one.near * np.maximum(np.abs(truth), 1e-9))
            + 1e-9 * np.abs(truth)
            + 1e-9
        )
        unit = one.tolerance or np.maximum(np.abs(truth), 1.0)
        rel = np.minimum(off / unit, 1e3)
        out[name] = (float(np.mean(off > near)), float(np.mean(rel)), float(np.sqrt(np.mean(rel**2))), took)
        if isinstance(found, Reconciled):
            inside = (found.low[at] - 1e-9 * np.abs(truth) <= truth) & (
                truth <= found.high[at] + 1e-9 * np.abs(truth)
            )
            width = (found.high[at] - found.low[at]) / unit
            print(
                f"{one.name}: {len(one.rows):,} claims, {len(at):,} objects judged; ranges hold the truth {inside.mean():.1%}, "
                f"median width {np.median(width):.3f}, mean {np.mean(np.minimum(width, 100)):.3f}; voices {len(set(found.voice.tolist()))} of {len(held.sources)}"
            )
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", default=[*MADE, *REAL], metavar="SET")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for name in options.sets:
        show(compare(MADE[name](options.seed) if name in MADE else REAL[name]()))


def show(rows: dict[str, tuple[float, float, float, float]]) -> None:
    print(f"  {'':12} {'wrong':>8} {'MAE':>9} {'RMSE':>9} {'s':>6}")
    for name, (wrong, mae, rmse, took) in rows.items():
        print(f"  {name:12} {wrong:8.2%} {mae:9.4f} {rmse:9.4f} {took:6.2f}")


if __name__ == "__main__":
    main()
