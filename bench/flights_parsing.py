"""How fast files of tracks are read, and in how much memory: points a second of one core, and the peak of the process.

    python bench/flights_parsing.py [--points 1000000] [--only FORMAT ...]

Samples of ../shared/flights are repeated under other addresses until there are enough points; formats that have no
sample there are written from the same points. Each format is read in a process of its own. `empty` is a process that
reads nothing: what the interpreter and numpy take.
"""

import argparse
import gzip
import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import SHARED

FLIGHTS = SHARED / "flights"
PER_FILE = 5_000  # rows of a trace of one day


class Repeated(io.RawIOBase):
    """A stream made of pieces as they are asked for, so that the bench itself holds no large file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._rest = iter(pieces), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            try:
                self._rest = next(self._pieces)
            except StopIteration:
                return 0
        piece, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--only", nargs="+", choices=tuple(FORMATS))
    parser.add_argument("--here", choices=tuple(FORMATS), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not FLIGHTS.exists():
        print("skipped: needs ../shared/flights, which is not on this machine")
    elif given.here:
        print(json.dumps(measure(given.here, given.points)))
    else:
        bench_parsing(given.points, given.only or tuple(FORMATS))


def bench_parsing(points: int = 1_000_000, only: "Sequence[str] | None" = None) -> None:
    """Prints a row a format: points read, thousand points a second of CPU, peak memory in MB."""
    print(f"{'format':24}{'points':>12}{'k points/s':>12}{'peak MB':>10}")
    for name in only or FORMATS:
        done = subprocess.run(
            [sys.executable, __file__, "--here", name, "--points", str(points)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            print(f"{name:24}{done.stderr.strip()[-80:]}")
            continue
        found = json.loads(done.stdout)
        print(f"{name:24}{found['points']:>12,}{found['rate'] / 1000:>12,.0f}{found['peak_mb']:>10,.0f}")


def measure(name: str, points: int) -> dict[str, float]:
    """Reads one format in this process. The time that making the input takes is measured alone and taken off."""
    from sightline.flights.load import Source, load

    for source in FORMATS[name](1):
        _drain(source)  # files read once
    begun = time.process_time()
    for source in FORMATS[name](points):
        _drain(source)
    made = time.process_time() - begun
    sources = (
        Source(f"{name}-{i}", stream=io.BufferedReader(Repeated(s)))
        for i, s in enumerate(FORMATS[name](points))
    )
    begun = time.process_time()
    loaded = load(sources)
    spent = max(1e-6, time.process_time() - begun - made)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = sum(map(len, loaded.tracks))
    return {"points": found, "rate": found / spent, "peak_mb": peak}


def _drain(source: Iterable[bytes]) -> None:
    for _ in source:
        pass


def _empty(_: int) -> Iterator[Iterator[bytes]]:
    yield iter((b"hex,time,lat,lon\n",))


def _traces(points: int, *, packed: bool = False) -> Iterator[Iterator[bytes]]:
    """Trace files of the size of a day, each of another address, of the rows of all samples."""
    texts = [
        gzip.decompress(p.read_bytes()).decode() for p in sorted((FLIGHTS / "readsb").glob("trace_*.json"))
    ]
    found = [row for t in texts for row in json.loads(t)["trace"]]
    times, rows = -(-PER_FILE // len(found)), len(found)
    body = ",\n".join(json.dumps(row, separators=(",", ":")) for row in found * times)
    for i in range(-(-points // (times * rows))):
        whole = f'{{"icao":"{0x100000 + i:06x}","r":"X-{i}","t":"A124","timestamp":1553299200,"trace":[{body}]}}'.encode()
        yield iter((gzip.compress(whole, 1) if packed else whole,))


def _rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        gzip.decompress((FLIGHTS / "opensky/noisy_landing.json.gz").read_bytes())
    )
    return found * 25


def _repeated(
    head: bytes, body: "Callable[[str], bytes]", rows: int, points: int, end: bytes, joint: bytes = b""
) -> Iterator[Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        yield head
        template = body("ADDR15")
        for i in range(-(-points // rows)):
            yield (joint if i else b"") + template.replace(b"ADDR15", b"%06x" % (0x100000 + i % 500))
        yield end

    yield pieces()


def _opensky_json(points: int) -> Iterator[Iterator[bytes]]:
    rows = _rows()
    text = json.dumps([r | {"icao24": "ADDR15"} for r in rows])[1:-1].encode()
    return _repeated(b"[", lambda _: text, len(rows), points, b"]", b",")


def _csv(names: str, row: "Callable[[dict[str, Any]], str]", points: int) -> Iterator[Iterator[bytes]]:
    rows = _rows()
    text = "".join(row(r) + "\r\n" for r in rows).replace("None", "").encode()
    return _repeated(f"{names}\r\n".encode() if names else b"", lambda _: text, len(rows), points, b"")


def _opensky_csv(points: int) -> Iterator[Iterator[bytes]]:
    names = "time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,alert,spi,squawk,baroaltitude,geoaltitude,lastposupdate,lastcontact"
    return _csv(names, lambda r: (
        f"{r['timestamp'] // 1000},ADDR15,{r['latitude']},{r['longitude']},{r['groundspeed']},{r['track']},"
        f"{r['vertical_rate']},{r['callsign']},false,false,false,1000,{r['altitude']},{r['geoaltitude']},"
        f"{r['last_position'] / 1000},{r['timestamp'] / 1000}"), points)  # fmt: skip


def _sbs(points: int) -> Iterator[Iterator[bytes]]:
    def row(r: dict[str, Any]) -> str:
        clock = time.strftime("%Y/%m/%d,%H:%M:%S.000", time.gmtime(r["timestamp"] / 1000))
        return f"MSG,3,1,1,ADDR15,1,{clock},{clock},{r['callsign']},{r['altitude']},,,{r['latitude']},{r['longitude']},,,,,,0"

    return _csv("", row, points)


FORMATS: dict[str, Callable[[int], Iterator[Iterator[bytes]]]] = {
    "empty": _empty,
    "readsb trace": _traces,
    "readsb trace, gzip": lambda points: _traces(points, packed=True),
    "OpenSky JSON rows": _opensky_json,
    "OpenSky CSV": _opensky_csv,
    "SBS": _sbs,
}

if __name__ == "__main__":
    main()
