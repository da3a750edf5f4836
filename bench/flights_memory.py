"""Memory of ten million points of ONE airframe: read, cleaned, and held against one field, as `sightline` does it.

    python bench/flights_memory.py [--points MILLIONS] [--sample NAME] [--field ICAO]

A real sample of ../shared/flights/opensky is written as a readsb trace of one day and streamed for as many days as make
up the points, the last day first, so that all of it has to be put in order. One airframe is the hard case: tracks of
several are cleaned one after the other. Each run is a process of its own; the figures are the highest resident memory
of that process up to the end of each step, MB, and what is left of the rows.
"""

import argparse
import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import Figures, table
from bench.flights import SAMPLES, samples
from bench.flights_parsing import Repeated

DAY_S = 86_400
CASES = (("belevingsvlucht", "EHLE"), ("noisy_spoofing", "EHAM"))


def day(sample: str, rows: int = 20_000) -> bytes:
    """One day of the first airframe of a sample as a trace, without its beginning (the day's timestamp)."""
    p = samples(SAMPLES / f"{sample}.json.gz")[0].points
    body: list[str] = []
    for i in range(min(len(p), rows)):
        values = (p.time[i] - p.time[0], p.lat[i], p.lon[i], p.altitude[i], p.speed[i], p.course[i])
        cells = [
            "null" if np.isnan(v) else f"{v:.6g}" if j in (3, 4, 5) else f"{v:.6f}"
            for j, v in enumerate(values)
        ]
        body.append("[" + ",".join(cells) + ",0,null]")
    return ('"trace":[' + ",".join(body) + "]}").encode()


def days(sample: str, points: int) -> Iterator[bytes]:
    """Traces of one address, the last day first."""
    one = day(sample)
    rows = one.count(b"],[") + 1
    for number in reversed(range(max(1, points // rows))):
        yield f'{{"icao":"154073","timestamp":{1_500_000_000 + number * DAY_S},'.encode() + one


def measure(sample: str, field: str, points: int) -> Figures:
    """In this process."""
    from sightline.flights.load import Source
    from sightline.flights.movements import movements
    from sightline.places.airfields import airfield
    from sightline.wiring_flights import sky_of

    place = airfield(field)
    assert place is not None
    figures: Figures = {"before, MB": _peak()}
    sources = (
        Source(f"day-{i}", stream=io.BufferedReader(Repeated((text,))))
        for i, text in enumerate(days(sample, points))
    )
    began = time.process_time()
    sky = sky_of(sources, None, None)
    figures["points, M"] = sky.rows / 1e6
    figures["read and cleaned, MB"] = _peak()
    seen = sky.seen[0]
    figures["left, M"] = len(seen.track) / 1e6
    figures["movements"] = len(movements(seen.track, place))
    figures["and held against a field, MB"] = _peak()
    figures["CPU, s"] = time.process_time() - began
    return figures


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--points", type=float, default=10.0, help="millions (default 10)")
    parser.add_argument("--sample", help="one sample only")
    parser.add_argument("--field", help="the field, with --sample")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not SAMPLES.is_dir():
        print(f"skipped: needs {SAMPLES}, which is not on this machine")
        return
    if given.here:
        print(json.dumps(measure(given.sample, given.field, int(given.points * 1e6))))
        return
    cases = ((given.sample, given.field or dict(CASES).get(given.sample, "EHAM")),) if given.sample else CASES
    found = {}
    for sample, field in cases:
        command = [
            sys.executable,
            __file__,
            "--here",
            "--sample",
            sample,
            "--field",
            field,
            "--points",
            str(given.points),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{sample}: {done.stderr.strip()[-300:]}")
            continue
        found[f"{sample} at {field}"] = json.loads(done.stdout)
    table(found)


if __name__ == "__main__":
    main()
