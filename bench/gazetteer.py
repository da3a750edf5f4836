"""How fast the gazetteer opens and answers, and how large it is.

    python bench/gazetteer.py [--overlay FOLDER]

Opening is measured in a fresh process each time, median of five (the operating system may hold the files in its
memory). "first answer": opening and one look-up, all imports of the stage included. Peak memory is that process's, its
Python and libraries included. Each look-up is a different name of the file.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import Figures, table

from sightline.places.airfields import open_airfields
from sightline.places.gazetteer import DATA, Gazetteer, open_gazetteer

_OPEN = """
import json, resource, sys, time
from pathlib import Path
began = time.perf_counter()
from sightline.places.gazetteer import open_gazetteer
imported = time.perf_counter()
held = open_gazetteer(overlay=Path(sys.argv[1]) if sys.argv[1] else None)
opened = time.perf_counter()
held.lookup("Kharkiv")
print(json.dumps([opened - imported, time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def opening(overlay: str) -> Figures:
    runs = []
    for _ in range(5):
        done = subprocess.run(
            [sys.executable, "-c", _OPEN, overlay], capture_output=True, text=True, check=True
        )
        runs.append(json.loads(done.stdout))
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    return {
        "opens, ms": statistics.median(r[0] for r in runs) * 1000,
        "first answer, ms": statistics.median(r[1] for r in runs) * 1000,
        "peak memory, MB": max(r[2] for r in runs) / unit,
    }


def rate(look: Callable[[str], object], names: Iterable[str]) -> float:
    """Look-ups a second of CPU time."""
    asked = list(names)
    began = time.process_time()
    for name in asked:
        look(name)
    return len(asked) / (time.process_time() - began)


def misspelt(name: str) -> str:
    """The name with two letters in its middle swapped."""
    at = len(name) // 2
    return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]


def looking(held: Gazetteer) -> Figures:
    keys = [k for k in held.store.keys("k") if len(k) > 5][:20_000]
    step = keys[:: max(1, len(keys) // 4_000)]
    few = step[:: max(1, len(step) // 300)]
    return {
        "exact, per s": round(rate(held.store.numbers, step)),
        "folded, per s": round(rate(lambda k: held.lookup(k.title()), step)),
        "fuzzy, ms": 1000 / rate(lambda k: held.fuzzy(misspelt(k)), few),
        "fuzzy sites, ms": 1000 / rate(lambda k: held.fuzzy_sites(misspelt(k)), few),
        "prefix of 4, ms": 1000 / rate(lambda k: held.prefixed(k[:4]), few),
    }


def airfields() -> Figures:
    began = time.perf_counter()
    fields = open_airfields()
    fields.airfield("OSLK")
    opened = time.perf_counter() - began
    fields.near(0, 0, 1)
    points = [(lat, lon) for lat in range(-60, 70, 5) for lon in range(-180, 180, 15)]
    began = time.process_time()
    for point in points:
        fields.near(*point, 50)
    spent = time.process_time() - began
    return {
        "airfields": len(fields.lines),
        "airfields open, ms": opened * 1000,
        "within 50 km, ms": spent / len(points) * 1000,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--overlay", default="", help="a folder that `sightline gazetteer add` made")
    overlay = parser.parse_args().overlay
    held = open_gazetteer(overlay=Path(overlay) if overlay else None)
    figures: Figures = {
        "size of the folder, MB": sum(f.stat().st_size for f in DATA.iterdir()) / 1e6,
        "entries": held.store.size,
        **opening(overlay),
        **looking(held),
        **airfields(),
        "peak memory of this bench, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }
    table({"gazetteer": figures})


if __name__ == "__main__":
    main()
