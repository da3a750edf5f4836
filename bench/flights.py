"""Movements at a field: recall, precision with its denominator, wrong fields, speed, memory.

    python bench/flights.py [--points MILLIONS]

quickstart: three hours round Paris (MIT samples of the `traffic` package, data of OpenSky). Truth: landings and
take-offs at four fields that the airframes' own ground flags show (five flagged rows or more within 4 km, after or
before flight). Then the flags are hidden, every track is held against ALL fields within 60 km of Paris, and what lies
lower than H ft above the field round each label is taken away ("lost below H"). Rows:

    found        labelled movements given at the right field, with a tier above "compatible"
    wrong field  the same movement given (above "compatible") at another field
    labelled / contradicted / unverifiable    what becomes of every landing or take-off given above "compatible": it is
        one of the labels; the raw rows contradict it (flagged on the ground at another place, or flying, within the
        quarter of an hour in which it should have stood); neither, mostly because the ground was never received.
        Precision lies between labelled and labelled + unverifiable, and cannot be told better on this file.

belevingsvlucht: six approaches to EHLE, a take-off and a landing at EHAM, documented by their pilots' timetable.
synthetic: every kind of flight at fourteen fields, six seeds each (sightline.flights.synthetic), so recall of what the
maker imagines; pressure off by -500 to 400 ft.

The thresholds were developed on quickstart, belevingsvlucht and the synthetic flights: all figures are in-sample. For
the `traffic` package on the same file see docs/flights.md (measured once, in an environment of its own).
"""

import argparse
import gzip
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import SHARED, Figures, table

from sightline.flights.clean import clean
from sightline.flights.movement import Movement
from sightline.flights.movements import movements
from sightline.flights.plane import apart
from sightline.flights.runways import ends_of
from sightline.flights.synthetic import FLIGHTS, flight, lost_below
from sightline.flights.track import Points, Track, joined, points_of
from sightline.flights.units import FEET_A_METRE
from sightline.model.airfield import Airfield
from sightline.places.airfields import airfield, airfields_near

SAMPLES = SHARED / "flights" / "opensky"
PARIS = ("LFPG", "LFPO", "LFPB", "LFPV")
WORLD = "SVMI UUMU OSLK LFPG SVCZ ETAR KRSW OEPS FAOR RJFM LTAG UBBB KDEN SLLP".split()
_COLUMNS = {
    "latitude": "lat", "longitude": "lon", "altitude": "altitude", "geoaltitude": "height", "groundspeed": "speed",
    "track": "course", "vertical_rate": "climb",
}  # fmt: skip


@dataclass(frozen=True)
class Label:
    address: str
    field: Airfield
    kind: str
    time: float


def samples(path: Path) -> tuple[Track, ...]:
    """Tracks of a sample file: a table of state vectors as pandas writes it, by rows or by columns."""
    raw: Any = json.loads(gzip.decompress(path.read_bytes()))
    if isinstance(raw, dict):
        columns = {name: list(values.values()) for name, values in raw.items()}
    else:
        columns = {name: [row.get(name) for row in raw] for name in {n for row in raw[:50] for n in row}}
    made = {"time": _numbers(columns["timestamp"]) / 1000}
    made |= {to: _numbers(columns[name]) for name, to in _COLUMNS.items() if name in columns}
    if "last_position" in columns:
        made["at"] = _numbers(columns["last_position"]) / 1000
    if "onground" in columns:
        made["ground"] = np.array([-1 if v is None else int(v) for v in columns["onground"]])
    address = np.array(columns["icao24"])
    return joined(
        Track(str(a), points_of(**{name: values[address == a] for name, values in made.items()}))
        for a in dict.fromkeys(address.tolist())
    )


def _numbers(values: list[Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array([np.nan if v is None or isinstance(v, str) else v for v in values], dtype=np.float64)


def _from(p: Points, field: Airfield) -> np.ndarray[Any, np.dtype[np.float64]]:
    return apart(p.lat, p.lon, np.full(len(p), field.lat), np.full(len(p), field.lon))


def _flying(p: Points) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Rows that surely fly: a new position, fast, neither low nor at a height that only stale rows have; most rows
    round them likewise."""
    fresh = np.concatenate(([False], (np.diff(p.lat) != 0) | (np.diff(p.lon) != 0)))
    fast = fresh & (p.altitude > 1000) & (p.altitude < 9000) & (p.ground != 1) & (p.speed > 90)
    return fast & (np.convolve(fast, np.ones(9), "same") >= 6) if len(p) >= 9 else fast


def labels(tracks: Iterable[Track], fields: list[Airfield]) -> Iterator[Label]:
    """What the ground flags show, without the code that is measured."""
    for track in tracks:
        p = track.points
        air = np.flatnonzero(_flying(p))
        for field in fields:
            rows = np.flatnonzero((p.ground == 1) & (_from(p, field) < 4))
            if len(rows) < 5 or field is not min(fields, key=lambda f: float(np.median(_from(p, f)[rows]))):
                continue
            between = np.searchsorted(air, rows)
            for visit in np.split(rows, np.flatnonzero(np.diff(between)) + 1):
                if len(visit) < 5:
                    continue
                first, last = p.time[visit[0]], p.time[visit[-1]]
                if np.any((air < visit[0]) & (p.time[air] > first - 900)):
                    yield Label(track.address, field, "landing", float(first))
                if np.any((air > visit[-1]) & (p.time[air] < last + 900)):
                    yield Label(track.address, field, "take-off", float(last))


def lose(track: Track, found: list[Label], feet: float) -> Track:
    """The cleaned track without flags, and without what lies lower than `feet` above the field round its labels."""
    p = track.points
    keep = np.ones(len(p), dtype=np.bool_)
    for label in found:
        if label.address == track.address and feet:
            high = p.altitude - (label.field.elevation_m or 0.0) * FEET_A_METRE
            low = ~(high >= feet) | (p.ground == 1) | (p.altitude > 9000)
            keep &= ~(low & (np.abs(p.time - label.time) < 1200) & (_from(p, label.field) < 25))
    p = p.take(keep)
    return replace(track, points=replace(p, ground=np.full(len(p), -1, dtype=np.int8)))


def _given(m: Movement) -> bool:
    return m.kind in ("landing", "take-off") and m.tier != "compatible"


def _matches(m: Movement, label: Label) -> bool:
    return m.kind == label.kind and m.start - 600 <= label.time <= m.end + 600


def _contradicted(raw: Points, m: Movement, field: Airfield) -> bool:
    """Whether the rows as received, with their flags, say that it was not there."""
    a, b = (m.start + 60, m.start + 900) if m.kind == "landing" else (m.end - 900, m.end - 60)
    rows = (raw.time > a) & (raw.time < b)
    elsewhere = rows & (raw.ground == 1) & (_from(raw, field) > 6)
    return bool(np.count_nonzero(elsewhere) >= 5 or np.count_nonzero(rows & _flying(raw)) >= 30)


def quickstart(feet: float) -> Figures:
    tracks = samples(SAMPLES / "quickstart.json.gz")
    paris = [f for f in map(airfield, PARIS) if f]
    fields = [f for f, _ in airfields_near(48.86, 2.35, 60.0)]
    found = list(labels(tracks, paris))
    counts: Counter[str] = Counter()
    for track in tracks:
        seen = lose(clean(track).track, found, feet)
        mine = [label for label in found if label.address == track.address]
        given = [(f, m) for f in fields for m in movements(seen, f) if _given(m)]
        for label in mine:
            right = any(f.ref == label.field.ref and _matches(m, label) for f, m in given)
            counts[f"{label.kind}s labelled"] += 1
            counts[f"{label.kind}s found"] += right
            counts["wrong field"] += any(f.ref != label.field.ref and _matches(m, label) for f, m in given)
        for field, m in given:
            labelled = any(label.field.ref == field.ref and _matches(m, label) for label in mine)
            there = "labelled" if labelled else "unverifiable"
            if not labelled and _contradicted(track.points, m, field):
                there = "contradicted"
            counts[f"given: {there}"] += 1
    names = ("landings labelled", "landings found", "take-offs labelled", "take-offs found", "wrong field")
    return {n: counts[n] for n in (*names, "given: labelled", "given: contradicted", "given: unverifiable")}


def synthetic(feet: float) -> Figures:
    figures: Figures = {}
    fields = [f for f in map(airfield, WORLD) if f and ends_of(f)]
    false = 0
    for kind in FLIGHTS:
        found = total = 0
        for field in fields:
            for seed in range(6):
                off = float(np.random.default_rng(seed).uniform(-500, 400))
                made = flight(kind, field, seed=seed, pressure_ft=off, flags=seed % 2 == 0)
                track = lost_below(made.track, feet, field) if feet else made.track
                given = [
                    m
                    for m in movements(clean(track).track, field)
                    if m.kind != "stop" and m.tier != "compatible"
                ]
                for truth in made.truth:
                    total += 1
                    found += any(
                        m.kind == truth.kind and m.start - 120 <= truth.time <= m.end + 120 for m in given
                    )
                false += sum(
                    not any(m.kind == t.kind and m.start - 120 <= t.time <= m.end + 120 for t in made.truth)
                    for m in given
                )
        if total:
            figures[kind] = found / total
    return {**figures, "not in truth": false}


def documented() -> Figures:
    track = clean(samples(SAMPLES / "belevingsvlucht.json.gz")[0]).track
    found = {
        code: [m for m in movements(track, f) if m.tier != "compatible"]
        for code in ("EHLE", "EHAM")
        if (f := airfield(code))
    }
    return {
        "EHLE, low approaches or go-arounds (6)": sum(
            m.kind in ("low approach", "go-around") for m in found["EHLE"]
        ),
        "EHLE, landings (0)": sum(m.kind == "landing" for m in found["EHLE"]),
        "EHAM, take-offs (1)": sum(m.kind == "take-off" for m in found["EHAM"]),
        "EHAM, landings (1)": sum(m.kind == "landing" for m in found["EHAM"]),
    }


def speed(millions: float) -> Figures:
    """The whole of quickstart over and over: each track cleaned, and held against one field."""
    tracks = samples(SAMPLES / "quickstart.json.gz")
    field = airfield("LFPG")
    assert field is not None
    rows = sum(map(len, tracks))
    times = max(1, round(millions * 1e6 / rows))
    cleaning = finding = 0.0
    for _ in range(times):
        for track in tracks:
            began = time.process_time()
            cleaned = clean(track).track
            cleaning += time.process_time() - began
            began = time.process_time()
            movements(cleaned, field)
            finding += time.process_time() - began
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return {
        "points, millions": rows * times / 1e6,
        "cleaning, M points/s": rows * times / cleaning / 1e6,
        "movements at one field, M points/s": rows * times / finding / 1e6,
        "both, M points/s": rows * times / (cleaning + finding) / 1e6,
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit,
    }


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--points", type=float, default=3.0, help="millions of points to time on (default 3)"
    )
    asked = options.parse_args()
    heights = (0.0, 1000.0, 2000.0, 3000.0)
    print("synthetic")
    table({_head(h): synthetic(h) for h in heights})
    if not SAMPLES.is_dir():
        print(f"skipped: the rest needs {SAMPLES}, which is not on this machine")
        return
    print("quickstart, ground flags hidden")
    table({_head(h): quickstart(h) for h in heights})
    print("belevingsvlucht")
    table({"found": documented()})
    print("speed, one core")
    table({"quickstart": speed(asked.points)})


def _head(feet: float) -> str:
    return f"lost below {feet:,.0f} ft" if feet else "full"


if __name__ == "__main__":
    main()
