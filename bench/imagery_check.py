"""How long a check takes from claim to verdict, and what it holds in memory: asked, read, kept, stacked, tested, with power and picture.

    python -m bench.imagery_check [--dates 60] [--airfield]

A claim of one clearing is held against a made-up archive on loopback, as `sightline check --imagery URL` does it, into a new ledger. All
dates that the archive has are read, whatever the usual limit is. The verdict must be "supports", else the figures mean nothing.
Targets of issue 7: 10 s, 1 GB for 2 x 2 km and 60 dates. bench.imagery_speed prints these figures beside its own.
"""

import argparse
import datetime as dt
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench.common import table

if TYPE_CHECKING:
    from sightline.model.claim import Claim

ROOT = Path(__file__).resolve().parents[1]
EVERY = 10  # days between passes: sixty lie within the two years that a claim's baseline reaches back
FIRST = dt.date(2017, 8, 1)
Figures = dict[str, float]

_ARCHIVE = """
import datetime as dt, sys, threading
from pathlib import Path
from imagery.archive_server import running
from imagery.made_scenes import Thing, make_s2
from sightline.model.scene import Site
folder, dates, lat, lon, half = Path(sys.argv[1]), int(sys.argv[2]), *map(float, sys.argv[3:6])
days = [dt.date.fromisoformat(sys.argv[6]) + dt.timedelta(int(sys.argv[7]) * n) for n in range(dates)]
thing = Thing(lat, lon, 60, 60, step=0.12, since=days[-1])
make_s2(folder, Site(lat, lon, half), days, km=max(6.0, half / 500 + 2), clouds={d: 0.1 for d in days[:-1:4]}, things=[thing])
with running(folder) as archive:
    print(archive.url, flush=True)
    threading.Event().wait()
"""


def figures(dates: int = 60, *, airfield: bool = False) -> Figures:
    """In a process of its own, so that its memory is its own."""
    paths = os.pathsep.join(str(ROOT / p) for p in ("src", "tests", "."))
    command = [sys.executable, "-m", "bench.imagery_check", "--dates", str(dates), "--inner"]
    done = subprocess.run(command + ["--airfield"] * airfield, env={**os.environ, "PYTHONPATH": paths, "OMP_NUM_THREADS": "1"},
                          cwd=ROOT, check=True, capture_output=True, text=True)  # fmt: skip
    return {name: float(value) for name, _, value in (row.rpartition("\t") for row in done.stdout.splitlines())}  # fmt: skip


def measured(folder: Path, dates: int, *, airfield: bool) -> Figures:
    claim, half = _claim(dates, airfield=airfield)
    assert claim.place is not None
    where = [str(claim.place.lat), str(claim.place.lon), str(half)]
    archive = subprocess.Popen(
        [sys.executable, "-c", _ARCHIVE, str(folder / "archive"), str(dates), *where, FIRST.isoformat(), str(EVERY)],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ.copy(),
    )  # fmt: skip
    try:
        assert archive.stdout is not None
        return _checked(folder, claim, archive.stdout.readline().strip(), dates)
    finally:
        archive.terminate()
        archive.wait()


def _claim(dates: int, *, airfield: bool) -> "tuple[Claim, float]":
    """Of a clearing at a point, or at an airfield: on the day of the last pass. With half the side of the square that is made, metres."""
    from imagery.claims_made import CLEARED, HERE
    from sightline.model.period import days
    from sightline.places.airfields import open_airfields

    last = FIRST + dt.timedelta(EVERY * (dates - 1))
    field = open_airfields().airfield("SVCZ")
    assert field is not None
    here = replace(HERE, lat=field.lat, lon=field.lon, ref=field.ref if airfield else "")
    return replace(CLEARED, time=days(last, last), place=here), 2500.0 if airfield else 1000.0


def _checked(folder: Path, claim: "Claim", url: str, dates: int) -> Figures:
    import sightline.wiring_looks
    from sightline.imagery import check  # noqa: F401  (what the program has imported by then is no part of the check)
    from sightline.ledger.ledger import open_ledger
    from sightline.settings import Settings
    from sightline.wiring_checks import Given, checked_claims

    sightline.wiring_looks.BASELINE = dates
    settings = replace(Settings(), ledger=str(folder / "case.db"), allow_private=True, imagery_passes=dates)
    now = dt.datetime(2026, 5, 6, tzinfo=dt.UTC)
    made: Figures = {}
    for name, given in (
        ("asked, read and kept", Given(archives=(url,))),
        ("again from what is kept", Given()),
    ):
        wall, cpu = time.perf_counter(), time.process_time()
        with open_ledger(settings.ledger, create=True) as ledger:
            ((_, found),) = checked_claims(ledger, (claim,), given, settings, now).found
        assert found.verdict == "supports", found.reasons
        assert found.picture
        told = dict(found.figures)
        made["dates compared with"] = told["other passes"]
        made["power"] = told["power"]
        made[f"s (wall), {name}"] = time.perf_counter() - wall
        made[f"s (CPU), {name}"] = time.process_time() - cpu
        made[f"MB at most, {name}"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--dates", type=int, default=60)
    parser.add_argument("--airfield", action="store_true", help="a whole airfield instead of 2 x 2 km")
    parser.add_argument("--folder", help="as the other benches have it; nothing of it is read here")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inner:
        with tempfile.TemporaryDirectory() as folder:
            for name, value in measured(Path(folder), given.dates, airfield=given.airfield).items():
                print(f"{name}\t{value}")
        return
    where = "airfield" if given.airfield else "2 x 2 km"
    table({f"{where}, {given.dates} dates": figures(given.dates, airfield=given.airfield)})


if __name__ == "__main__":
    main()
