"""Damaged rasters read as a check reads them: each in a process of its own, with a limit on seconds and on memory.

Run: PYTHONPATH=src python tools/fuzz_rasters.py [--cases 2000] [--seed 1] [--minutes 5] [--only NAME] [--keep FOLDER]

Every case must end in a window or in an InputError. Prints a line for each that does not ("died 11" is a crash of GDAL), for the
slowest, the largest, and those that read most often; and a table. A case is named KIND/SEED/NUMBER; `--only` runs that one again.
"""

import argparse
import collections
import json
import os
import random
import resource
import select
import signal
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fuzz_files import damage_for, sound

from sightline.capture import rasters
from sightline.capture.cutting import cut, window_of
from sightline.capture.policy import Policy
from sightline.capture.ranges import RangeDoor, RangeFile, Version
from sightline.model.errors import InputError
from sightline.model.scene import Asset, Site

SITE = Site(9.372, -66.923, 500.0, "a field")
MOST_BANDS = 3  # read of one file
MARGIN_M = 500.0
_ADDRESS_SPACE = 4_000_000_000  # bytes: more than any case may use, less than what would harm this machine


@dataclass(frozen=True)
class Case:
    kind: str
    seed: int
    number: int

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.seed}/{self.number}"


@dataclass(frozen=True)
class Outcome:
    """said: "window", the code of an InputError, or what went wrong. reads: of GDAL, of the file. most_mb: resident, at most."""

    case: Case
    damage: str
    said: str
    words: str
    seconds: float
    reads: int
    most_mb: float

    @property
    def fine(self) -> bool:
        return self.said == "window" or self.said.startswith("error ")


class _Web(RangeFile):
    """Bytes as a server would give them, so that reading ahead by the tables of a damaged file is tried, too."""

    def __init__(self, data: bytes) -> None:
        self.held = data
        super().__init__(RangeDoor(Policy()), "https://example.org/asset.tif", None)

    def _answer(self, start: int, end: int) -> bytes:
        self.version = Version(len(self.held), "", "")
        if not self.held[start:end]:
            raise rasters.FetchError("empty", "nothing there")
        return self.held[start:end]


def damaged(case: Case, files: dict[str, bytes]) -> tuple[str, bytes]:
    """Name of the damage and the bytes. Number 0 is the sound file."""
    rng = random.Random(case.name)
    data = files[case.kind]
    if case.number == 0:
        return "none", data
    ways = damage_for(data)
    chosen = ways[case.number % len(ways)]
    return chosen.__name__, chosen(data, rng)


def read(data: bytes, *, web: bool) -> str:
    """As capture/windows.py does it."""
    try:
        source: Any = _Web(data) if web else rasters.Held(data)
        with rasters.raster(source, "x.tif") as dataset:
            str(dataset.tags())
            box = window_of(dataset, SITE, MARGIN_M, "x.tif")
            for band in range(1, min(dataset.count, MOST_BANDS) + 1):
                cut(dataset, Asset(f"B{band}", "x.tif", band), box, {}, "x.tif")
            rasters.troubled(source)
        return "window"
    except InputError as error:
        return f"error {error.code}|{error.message}"


def counted() -> collections.Counter[str]:
    """Counts what GDAL reads from here on."""
    counts: collections.Counter[str] = collections.Counter()
    whole = rasters._Shared.read

    def read_and_count(self: Any, size: int = -1) -> bytes:
        counts["reads"] += 1
        return whole(self, size)

    rasters._Shared.read = read_and_count  # type: ignore[method-assign]
    return counts


def child(data: bytes, out: int, *, web: bool, seconds: float) -> None:
    """Writes {"said", "reads"} to a pipe and ends the process."""
    import faulthandler

    faulthandler.dump_traceback_later(seconds - 1, file=sys.stderr)
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    counts = counted()
    try:
        said = read(data, web=web)
    except BaseException as error:  # noqa: BLE001  # whatever it is, it is what is looked for
        said = f"raised {type(error).__name__}|{error}"
    os.write(out, json.dumps({"said": said[:300], "reads": counts["reads"]}).encode())
    os._exit(0)


def tried(case: Case, files: dict[str, bytes], seconds: float) -> Outcome:
    damage, data = damaged(case, files)
    into, out = os.pipe()
    begun = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.close(into)
        child(data, out, web=case.number % 2 == 1, seconds=seconds)
    os.close(out)
    ready = select.select([into], [], [], seconds)[0]
    if not ready:
        os.kill(pid, signal.SIGKILL)
    told = os.read(into, 100_000) if ready else b""
    os.close(into)
    _, status, usage = os.wait4(pid, 0)
    took = time.monotonic() - begun
    row = json.loads(told) if told else {"said": f"died {os.waitstatus_to_exitcode(status)}" if ready else "endless|", "reads": -1}  # fmt: skip
    said, _, words = row["said"].partition("|")
    return Outcome(case, damage, said, words, took, row["reads"], usage.ru_maxrss / 1000)


def line(one: Outcome) -> str:
    return f"{one.case.name:24} {one.damage:18} {one.seconds:5.1f} s {one.most_mb:6.0f} MB {one.reads:7} reads  {one.said} {one.words[:90]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--megabytes", type=float, default=500.0)
    parser.add_argument("--minutes", type=float, default=60.0, help="no case begins later")
    parser.add_argument("--kinds", default="", help="part of the names of the kinds to try")
    parser.add_argument("--only", default="", help="the name of one case")
    parser.add_argument("--keep", type=Path, help="a folder for the files that fail")
    given = parser.parse_args()
    warnings.simplefilter("ignore")  # of rasterio, on what is damaged
    with tempfile.TemporaryDirectory() as folder:
        files = dict(sound(f"{folder}/sound"))
    if given.only:
        kind, seed, number = given.only.split("/")
        cases = [Case(kind, int(seed), int(number))]
    else:
        kinds = [kind for kind in files if given.kinds in kind]
        cases = [Case(kinds[n % len(kinds)], given.seed, n // len(kinds)) for n in range(given.cases)]
    found: list[Outcome] = []
    until = time.monotonic() + 60 * given.minutes
    for case in cases:
        if time.monotonic() > until:
            break
        one = tried(case, files, given.seconds)
        found.append(one)
        if not one.fine or one.most_mb > given.megabytes or given.only:
            print(line(one), flush=True)
            if given.keep:
                given.keep.mkdir(exist_ok=True)
                (given.keep / one.case.name.replace("/", "-")).write_bytes(damaged(case, files)[1])
    for about, order in (("slowest", "seconds"), ("largest", "most_mb"), ("most reads", "reads")):
        print(f"{about}:")
        for one in sorted(found, key=lambda o: getattr(o, order), reverse=True)[:4]:
            print("  " + line(one))
    print(f"{len(found)} cases, seed {given.seed}:")
    for said, many in collections.Counter(one.said for one in found).most_common():
        print(f"{many:6} {said}")


if __name__ == "__main__":
    main()
