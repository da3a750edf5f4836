"""How many? One estimate and range for each object from sources that contradict each other.

    python -m bench.values INPUT.csv [> OUTPUT.csv]

INPUT has the columns source, object, value (any order; a header may be missing; commas, semicolons or tabs; .gz; "-"
for standard input). The output has object, estimate, low, high: a range that is meant to hold the truth nine times out
of ten. Values may be printed as people print them ("1,234", "1.2M", "3-5", ">100", "10:35 AM"). A source's later row
about an object takes the place of its earlier one. Rows that hold no number are counted on standard error.
How it is done: `sightline.fusion.reconcile`. Against other methods: `python -m bench.values_compare`.
"""

import argparse
import csv
import math
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from bench.values_reading import Table, read

from sightline.fusion.reconcile import Numbers, Reconciled, reconcile

MOST_KINDS = 40
MOSTLY = 0.3  # share of numbers that end in so many noughts from which on the noughts are no digits


def numbers(table: Table) -> Numbers:
    """The table's claims with how finely each is printed."""
    value = np.array(table.value, dtype=np.float64)
    low, high = np.array(table.low, dtype=np.float64), np.array(table.high, dtype=np.float64)
    source, object_ = np.array(table.source, dtype=np.int64), np.array(table.object, dtype=np.int64)
    places = np.array(table.places, dtype=np.int64)
    exact = places >= 0
    step, rounded, rate = printed(value, places)
    low, high = np.where(exact, value - step / 2, low), np.where(exact, value + step / 2, high)
    return Numbers(source, object_, value, low, high, rounded, rate)


def printed(value: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The step in which a number is printed, its last decimal, or its noughts where most have them; how far off it may be if it is a rounded one, from the
    noughts it ends in; and how often numbers with so many noughts are rounded: what goes beyond chance, for one number
    in ten ends in 0 by itself."""
    exact, one = places >= 0, places == 1
    if one.any() and np.mean(value[one] == np.round(value[one])) > 0.9:
        places = np.where(one, 0, places)  # "30.0": whole numbers that went through a float
    step = np.where(exact, 10.0 ** -np.maximum(places, 0), 0.0)
    rounded, rate, size = np.zeros(len(value)), np.zeros(len(value)), np.abs(value)
    for power in range(1, 10):
        unit = 10.0**power
        able = (places == 0) & (size >= unit)
        fits = able & (np.abs(value / unit - np.round(value / unit)) < 1e-9)
        beyond = fits.sum() - able.sum() / unit
        if beyond > 2 * np.sqrt(able.sum() / unit) + 5:
            rounded[fits], rate[fits] = unit / 2, beyond / able.sum()
            step[fits & (rate > MOSTLY)] = unit
    return step, rounded, rate


def kinds(objects: list[str]) -> np.ndarray:
    """What is counted, by object, where names tell it: "AAPL/volume" and "F12|actual" end, or begin, in one of a few
    words that come back many times. 0 for all where they do not."""
    for separator in "/|;:\t_ .-":
        split = [name.split(separator) for name in objects[:200_000]]
        if sum(len(s) > 1 for s in split) < 0.9 * len(split):
            continue
        for end in (-1, 0):
            found = Counter(s[end] for s in split)
            if any(word.isdigit() for word in found):
                continue
            if 2 <= len(found) <= MOST_KINDS and min(found.values()) * 4 * len(found) >= len(
                split
            ) >= 20 * len(found):
                number = {word: i for i, word in enumerate(sorted(found))}
                return np.array(
                    [number.get(name.split(separator)[end], 0) for name in objects], dtype=np.int64
                )
    return np.zeros(len(objects), dtype=np.int64)


def solve(table: Table) -> Reconciled:
    claims = numbers(table)
    told = reconcile(claims, len(table.objects), len(table.sources), kinds(table.objects))
    places = np.full(len(table.objects), -1)
    np.maximum.at(places, claims.object, np.array(table.places, dtype=np.int64))
    step = np.where(places >= 0, 10.0 ** -np.maximum(places, 0), 0.0)
    return replace(
        told, estimate=_stepped(told.estimate, step, np.round),
        low=_stepped(told.low, step, np.floor), high=_stepped(told.high, step, np.ceil),
    )  # fmt: skip


def _stepped(value: np.ndarray, step: np.ndarray, to: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Values to the step in which their object's numbers are printed: whole numbers stay whole."""
    safe = np.where(step > 0, step, 1.0)
    whole = np.abs(value / safe - np.round(value / safe)) < 1e-6
    return np.where((step > 0) & ~whole, to(value / safe) * safe, value)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("input", metavar="INPUT.csv", help="the table, or - for standard input")
    options = parser.parse_args()
    try:
        table = read(options.input)
    except OSError as error:
        raise SystemExit(f"cannot read {options.input}: {error.strerror}") from error
    told = solve(table)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("object", "estimate", "low", "high"))
    columns = (told.estimate, told.low, told.high)
    for name, *found in zip(table.objects, *(c.tolist() for c in columns), strict=True):
        out.writerow((name, *(cell(x, table.clock) for x in found)))
    if table.dropped:
        why = ", ".join(f"{n:,} {reason}" for reason, n in sorted(table.dropped.items()))
        print(f"{sum(table.dropped.values()):,} rows not used: {why}", file=sys.stderr)


def cell(value: float, clock: bool) -> str:
    if math.isnan(value):
        return ""
    if clock:
        minute = round(value) % 1440
        return f"{minute // 60:02d}:{minute % 60:02d}"
    return f"{value:.10g}"


if __name__ == "__main__":
    main()
