"""How long imagery takes on one core, what it holds in memory, and how much it asks of an archive.

    python -m bench.imagery_speed [--dates 60] [--half-m 1000]

Made-up passes of Sentinel-2 over a site (B02 B03 B04 B08 and SCL, 10 m, ten kilometres a file) lie on a range-serving archive on
loopback. "Claim to verdict" is bench.imagery_check: the whole of a check, always
of 2 x 2 km. Windows are read over HTTP, then decoded, put on one grid, checked for offsets and registered; then one date is ranked against
the others, where that statistic is there. CPU time of this process, so that other work on the machine does not count; memory is
the most that a process of its own ever held. Targets of issue 7: 5 s per megapixel and date, 1 GB for 2 x 2 km and 60 dates.
"""

import argparse
import datetime as dt
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import imagery_check
from bench.common import table

ROOT = Path(__file__).resolve().parents[1]
BANDS = ("B02", "B03", "B04", "B08", "SCL")
Figures = dict[str, float]


def figures(dates: int, half_m: float) -> Figures:
    """In a process of its own, so that its memory is its own."""
    paths = os.pathsep.join(str(ROOT / p) for p in ("src", "tests", "."))
    command = [sys.executable, "-m", "bench.imagery_speed", "--dates", str(dates), "--half-m", str(half_m), "--inner"]  # fmt: skip
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths, "OMP_NUM_THREADS": "1"},
                          cwd=ROOT, check=True, capture_output=True, text=True)  # fmt: skip
    return {name: float(value) for name, _, value in (row.rpartition("\t") for row in done.stdout.splitlines())}  # fmt: skip


def measured(folder: Path, dates: int, half_m: float) -> Figures:
    from sightline.model.scene import Site

    site = Site(9.372, -66.923, half_m, "made up")
    archive = subprocess.Popen(
        [sys.executable, "-c", _ARCHIVE, str(folder), str(dates), str(half_m)],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ.copy(),
    )  # fmt: skip
    try:
        assert archive.stdout is not None
        url = archive.stdout.readline().strip()
        return _read_and_stacked(site, url)
    finally:
        archive.terminate()
        archive.wait()


_ARCHIVE = """
import datetime as dt, sys, threading
from pathlib import Path
from imagery.archive_server import running
from imagery.made_scenes import make_s2
from sightline.model.scene import Site
folder, dates, half = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
days = [dt.date(2021, 1, 1) + dt.timedelta(10 * n) for n in range(dates)]
make_s2(folder, Site(9.372, -66.923, half), days, km=max(6.0, half / 500 + 2), clouds={d: 0.2 for d in days[::4]})
with running(folder) as archive:
    print(archive.url, flush=True)
    threading.Event().wait()
"""


def _read_and_stacked(site: Any, url: str) -> Figures:
    import httpx
    import numpy as np

    from sightline.capture.keeping import make_keep
    from sightline.capture.policy import Policy
    from sightline.capture.ranges import RangeDoor
    from sightline.capture.vault import MemoryVault
    from sightline.capture.windows import read_windows
    from sightline.imagery.items import scene_of
    from sightline.imagery.stacking import stacked
    from sightline.model.scene import Look

    items = httpx.get(f"{url}/search?limit=100", timeout=60).json()["features"]
    scenes = sorted((scene_of(row, "made up", "") for row in items), key=lambda s: s.at)
    vault = MemoryVault()
    keep = make_keep(vault, lambda: dt.datetime(2026, 5, 6, tzinfo=dt.UTC))
    begun, cpu = time.perf_counter(), time.process_time()
    with RangeDoor(Policy(allow_private=True)) as door:
        windows, _ = read_windows(scenes, BANDS, site, door=door, keep=keep)
    read_wall, read_cpu = time.perf_counter() - begun, time.process_time() - cpu
    look = Look(site, scenes[0].at, scenes[-1].at, (), tuple(scenes), tuple(windows))
    cpu = time.process_time()
    (stack,) = stacked(look, vault.get).stacks
    stack_cpu = time.process_time() - cpu
    stack_most = _most_mb()
    ranked_cpu = _ranked(stack)
    pixels = stack.grid.width * stack.grid.height / 1e6 * len(stack.scenes)
    made = {
        "dates": len(stack.scenes),
        "megapixels a date": stack.grid.width * stack.grid.height / 1e6,
        "windows": len(windows),
        "requests a window": door.requests / len(windows),
        "kB a window": door.received / len(windows) / 1e3,
        "kB kept a window": sum(len(vault.get(w.digest)) for w in windows) / len(windows) / 1e3,
        "s/MP/date reading (CPU)": read_cpu / pixels,
        "s/MP/date stacking and registering (CPU)": stack_cpu / pixels,
    }
    if ranked_cpu is not None:
        made["s/MP/date statistic (CPU)"] = ranked_cpu / pixels
    made["s/MP/date in all (CPU)"] = (read_cpu + stack_cpu + (ranked_cpu or 0.0)) / pixels
    made["s reading, all windows (wall)"] = read_wall
    made["s stacking, all dates (CPU)"] = stack_cpu
    made["MB of values"] = stack.values.nbytes / 1e6
    made["MB at most, until the stack is there"] = stack_most
    made["MB at most in all"] = _most_mb()
    assert np.isfinite(stack.values).any()
    return made


def _most_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _ranked(stack: Any) -> float | None:
    try:
        from sightline.imagery.grid import circle_mask
        from sightline.imagery.ranks import prepare
    except ImportError:
        return None
    area = circle_mask(stack.grid, stack.site.lat, stack.site.lon, stack.site.half_m / 3)
    begun = time.process_time()
    prepare(stack, area, tuple(range(len(stack.scenes)))).tested(len(stack.scenes) - 1)
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--dates", type=int, default=60)
    parser.add_argument("--half-m", type=float, default=1000.0)
    parser.add_argument("--folder", help="as the other benches have it; nothing of it is read here")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inner:
        with tempfile.TemporaryDirectory() as folder:
            for name, value in measured(Path(folder), given.dates, given.half_m).items():
                print(f"{name}\t{value}")
        return
    made = figures(given.dates, given.half_m)
    made |= {f"claim to verdict: {name}": value for name, value in imagery_check.figures(given.dates).items()}
    table({f"{2 * given.half_m / 1000:g} km, {given.dates} dates": made})


if __name__ == "__main__":
    main()
