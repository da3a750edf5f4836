"""Sightline and the `traffic` package on the same rows, the same fields and the same truth, side by side.

    python bench/flights_traffic.py [--python OTHER_PYTHON] [--airframes N]

OTHER_PYTHON (or $SIGHTLINE_TRAFFIC_PYTHON): an interpreter of an environment of its own with `pip install
traffic==2.13 'pandas<3'`; without one this says so and ends. Our code never imports it: bench/flights_traffic_side.py
runs there, is given our fields and runways, and hands back the times of what it found.

Both see the same rows: cleaned by Sightline, ground flags hidden, rows below H taken away (bench/flights.py). Of
`traffic` all is on its defaults: landing() (in line with a runway), takeoff() by both of its methods, go_around().

quickstart: labels, times (within ten minutes) and "contradicted by the data" as in bench/flights.py, at four fields of
Paris. A movement given at another of the four at the same time is a wrong field. synthetic: made by Sightline's own
maker, so what that imagines; "elsewhere" counts what is found at the next field instead.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import Figures, table
from bench.flights import PARIS, SAMPLES, WORLD, Label, _contradicted, labels, lose, samples

from sightline.flights.clean import clean
from sightline.flights.movement import Movement
from sightline.flights.movements import movements
from sightline.flights.plane import apart
from sightline.flights.synthetic import Flight, flight, lost_below
from sightline.flights.track import Track
from sightline.flights.units import FEET_A_METRE
from sightline.model.airfield import Airfield
from sightline.places.airfields import airfield

HEIGHTS = (0.0, 1000.0, 2000.0, 3000.0)
HOWS = ("landing", "take-off, polygon", "take-off, track")
_KINDS = {
    "landing": "landing",
    "take-off, polygon": "take-off",
    "take-off, track": "take-off",
    "go-around": "go-around",
}
_SLACK_S = 600.0


@dataclass(frozen=True)
class Given:
    """What one of the two says: how it was found (Sightline: its kind), at which field, between which times."""

    how: str
    field: str
    start: float
    end: float


Pair = tuple[int, Airfield, Sequence[str]]


def ours(tracks: Sequence[Track], pairs: Sequence[Pair]) -> tuple[list[list[Given]], float]:
    found: list[list[Given]] = [[] for _ in tracks]
    began = time.process_time()
    for number, field, _ in pairs:
        found[number] += [
            Given(m.kind, field.ident, m.start, m.end) for m in movements(tracks[number], field) if _counts(m)
        ]
    return found, time.process_time() - began


def _counts(m: Movement) -> bool:
    return m.tier != "compatible"


def theirs(python: str, tracks: Sequence[Track], pairs: Sequence[Pair]) -> tuple[list[list[Given]], Figures]:
    """The same of `traffic`; figures: its seconds by method, and what it could not do."""
    fields = {f.ident: f for _, f, _ in pairs}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "fields.json").write_text(json.dumps([_field(f) for f in fields.values()]))
        (folder / "pairs.json").write_text(json.dumps([(n, f.ident, list(h)) for n, f, h in pairs]))
        columns = {"time": "time", "lat": "latitude", "lon": "longitude", "altitude": "altitude", "height": "geoaltitude",
                   "speed": "groundspeed", "course": "track", "climb": "vertical_rate"}  # fmt: skip
        joined = {to: np.concatenate([getattr(t.points, of) for t in tracks]) for of, to in columns.items()}
        starts = np.concatenate(([0], np.cumsum([len(t) for t in tracks])))
        np.savez(folder / "tracks.npz", starts=starts, **joined)
        side = Path(__file__).with_name("flights_traffic_side.py")
        done = subprocess.run([python, str(side), name], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{python} could not run traffic: {done.stderr.strip()[-500:]}")
        told = json.loads((folder / "found.json").read_text())
    found: list[list[Given]] = [[] for _ in tracks]
    for number, code, how, start, end in told["found"]:
        found[number].append(Given(how, code, start, end))
    return found, {**told["seconds"], **{f"could not: {k}": float(v) for k, v in told["failed"].items()}}


def _field(f: Airfield) -> dict[str, object]:
    lines = [(*zip(r.ends, r.line, strict=True),) for r in f.runways if r.line and not r.closed]
    runways = [[x for end, (lat, lon) in ends for x in (end.ident, lat, lon)] for ends in lines]
    return {
        "code": f.ident,
        "lat": f.lat,
        "lon": f.lon,
        "feet": (f.elevation_m or 0.0) * FEET_A_METRE,
        "runways": runways,
    }


def _comes_near(track: Track, field: Airfield) -> bool:
    p = track.points
    near = apart(p.lat, p.lon, np.full(len(p), field.lat), np.full(len(p), field.lon)) < 40.0
    return bool((near & ~(p.altitude > 15_000)).sum() > 10)


def quickstart(python: str, feet: float, airframes: int | None) -> dict[str, Figures]:
    raw = samples(SAMPLES / "quickstart.json.gz")[:airframes]
    paris = [f for f in map(airfield, PARIS) if f]
    found = list(labels(raw, paris))
    tracks = [lose(clean(t).track, found, feet) for t in raw]
    pairs = [(i, f, HOWS) for i, t in enumerate(tracks) for f in paris if _comes_near(t, f)]
    points = sum(len(tracks[i]) for i, _, _ in pairs)
    mine, spent = ours(tracks, pairs)
    other, seconds = theirs(python, tracks, pairs)
    table_ = {
        "Sightline": {
            **_landed(raw, mine, found, paris, lambda kind: (kind,), segments=False),
            "k points/s": points / spent / 1e3,
        }
    }
    for how, ways in (("default", HOWS[:2]), ("track_based", (HOWS[0], HOWS[2]))):
        given = [[g for g in each if g.how in ways] for each in other]
        figures = _landed(
            raw, given, found, paris, lambda kind: tuple(h for h in HOWS if _KINDS[h] == kind), segments=True
        )
        rate = points / sum(seconds[h] for h in ways) / 1e3
        failed = {n: v for n, v in seconds.items() if n.startswith("could not")}
        table_[f"traffic, {how}"] = {**figures, "k points/s": rate, **failed}
    return table_


def _landed(
    raw: Sequence[Track],
    given: Sequence[Sequence[Given]],
    found: Sequence[Label],
    fields: Sequence[Airfield],
    hows: Callable[[str], tuple[str, ...]],
    *,
    segments: bool,
) -> Figures:
    counts: Counter[str] = Counter()
    places = {f.ident: f for f in fields}
    for track, each in zip(raw, given, strict=True):
        mine = [label for label in found if label.address == track.address]
        for label in mine:
            fit = [g for g in each if g.how in hows(label.kind) and _when(g, label.time)]
            counts[f"{label.kind}s labelled"] += 1
            counts[f"{label.kind}s found"] += any(g.field == label.field.ident for g in fit)
            counts["wrong field"] += any(g.field != label.field.ident for g in fit)
        for g in each:
            kind = _KINDS.get(g.how, g.how)
            if kind not in ("landing", "take-off"):
                continue
            labelled = any(lb.kind == kind and lb.field.ident == g.field and _when(g, lb.time) for lb in mine)
            at = (g.start, g.end)
            if segments:  # an approach ends in the air, a climb begins there: what they tell of lies beyond
                at = (g.end, g.end) if kind == "landing" else (g.start, g.start)
            move = Movement(kind, "inferred", track.address, g.field, *at)  # type: ignore[arg-type]
            against = not labelled and _contradicted(track.points, move, places[g.field])
            counts[
                "given: " + ("labelled" if labelled else "contradicted" if against else "unverifiable")
            ] += 1
    names = ("landings labelled", "landings found", "take-offs labelled", "take-offs found", "wrong field",
             "given: labelled", "given: contradicted", "given: unverifiable")  # fmt: skip
    return {n: float(counts[n]) for n in names}


def _when(g: Given, time_: float) -> bool:
    return g.start - _SLACK_S <= time_ <= g.end + _SLACK_S


def documented(python: str) -> dict[str, Figures]:
    """belevingsvlucht: six approaches to EHLE that ended in the air, a landing and a take-off at EHAM."""
    track = clean(samples(SAMPLES / "belevingsvlucht.json.gz")[0]).track
    fields = [f for f in map(airfield, ("EHLE", "EHAM")) if f]
    pairs: list[Pair] = [(0, f, (*HOWS, "go-around")) for f in fields]
    mine, _ = ours([track], pairs)
    other, _ = theirs(python, [track], pairs)

    def count(given: Sequence[Given], field: str, *hows: str) -> float:
        return float(sum(g.field == field and g.how in hows for g in given))

    return {
        "Sightline": {
            "EHLE: go-arounds or low approaches (6)": count(mine[0], "EHLE", "go-around", "low approach"),
            "EHLE: landings (0)": count(mine[0], "EHLE", "landing"),
            "EHAM: landings (1)": count(mine[0], "EHAM", "landing"),
            "EHAM: take-offs (1)": count(mine[0], "EHAM", "take-off"),
        },
        "traffic": {
            "EHLE: go-arounds or low approaches (6)": count(other[0], "EHLE", "go-around"),
            "EHLE: landings (0)": count(other[0], "EHLE", "landing"),
            "EHAM: landings (1)": count(other[0], "EHAM", "landing"),
            "EHAM: take-offs (1)": count(other[0], "EHAM", "take-off, polygon"),
        },
    }


def synthetic(python: str, feet: float) -> dict[str, Figures]:
    """Share of made-up movements found, by kind; of `traffic` the better of its take-off methods; a low approach is none of
    its kinds, and its go-around needs a second approach, so an approach it calls a landing counts as found there."""
    kinds: tuple[Flight, ...] = ("landing", "take-off", "go-around", "low approach")
    made = [
        (kind, field, flight(kind, field, seed=seed, pressure_ft=-400.0 + 200.0 * seed, flags=False))
        for kind in kinds
        for field in map(airfield, WORLD)
        if field and any(r.line for r in field.runways)
        for seed in range(4)
    ]
    tracks = [clean(lost_below(m.track, feet, f) if feet else m.track).track for _, f, m in made]
    pairs: list[Pair] = [(i, f, (*HOWS, "go-around")) for i, (_, f, _) in enumerate(made)]
    mine, _ = ours(tracks, pairs)
    other, _ = theirs(python, tracks, pairs)
    table_: dict[str, Figures] = {"Sightline": {}, "traffic": {}}
    for kind in kinds:
        want = [i for i, m in enumerate(made) if m[0] == kind]
        hows = {"go-around": ("landing", "go-around"), "low approach": ("landing", "go-around")}.get(
            kind, tuple(h for h in HOWS if _KINDS[h] == kind)
        )
        for name, given, ways in (("Sightline", mine, (kind,)), ("traffic", other, hows)):
            hit = [any(g.how in ways and _when(g, made[i][2].truth[0].time) for g in given[i]) for i in want]
            table_[name][kind] = float(np.mean(hit))
    return table_


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--python", default=os.environ.get("SIGHTLINE_TRAFFIC_PYTHON"), help="the other interpreter"
    )
    options.add_argument("--airframes", type=int, help="only so many of quickstart")
    asked = options.parse_args()
    if not asked.python:
        print(
            "skipped: needs an interpreter with the traffic package (--python or $SIGHTLINE_TRAFFIC_PYTHON)"
        )
        return
    if not SAMPLES.is_dir():
        print(f"skipped: needs {SAMPLES}, which is not on this machine")
        return
    print("belevingsvlucht")
    table(documented(asked.python))
    for feet in HEIGHTS:
        print(f"quickstart, four fields, {_head(feet)}")
        table(quickstart(asked.python, feet, asked.airframes))
    for feet in (0.0, 2000.0):
        print(f"synthetic, {_head(feet)}")
        table(synthetic(asked.python, feet))


def _head(feet: float) -> str:
    return f"lost below {feet:,.0f} ft" if feet else "full"


if __name__ == "__main__":
    main()
