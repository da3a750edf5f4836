"""Tracks from files, folders, archives and streams of any known format. Trouble is data: `load` never raises for it."""

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sightline.flights.formats.collect import BrokenError, Collector, Wanted
from sightline.flights.formats.readsb import TRACE
from sightline.flights.formats.sniff import read
from sightline.flights.formats.source import Hints, Source, sources
from sightline.flights.formats.unpack import Leaf, Tell, leaves
from sightline.flights.track import Track

__all__ = ("FileRead", "Loaded", "Source", "Trouble", "Wanted", "load", "sources")

_ADVICE = {
    "without a time": "times are seconds since 1970, or ISO 8601 in UTC (2019-03-23T14:02:05Z).",
    "without an address of 24 bits": "addresses are six hex digits; a spreadsheet may have spoilt them.",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong with one file, or that the user should know of it. file: as in FileRead. code: a
    stable word: "unknown-format", "empty", "unreadable", "cut-short", "rows-dropped", "no-points", "no-zone", "zone-assumed",
    "needs-pyarrow", "needs-rs1090", "no-date", "bomb", "archive", "too-deep", "too-large", "json", ..."""

    file: str
    code: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file as it was read. name: its path, inside archives "a.zip!b.json". format: "" where it is in none that
    is known. rows: in it, kept: of those. dropped: why and how many; "not asked for" is what `wanted` left out."""

    name: str
    format: str
    rows: int
    kept: int
    dropped: tuple[tuple[str, int], ...] = ()
    capture: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """tracks: one an address, in order of address, rows in order of time. rows: read in all files, dropped ones
    included."""

    tracks: tuple[Track, ...]
    troubles: tuple[Trouble, ...]
    files: tuple[FileRead, ...]

    @property
    def rows(self) -> int:
        return sum(f.rows for f in self.files)


def load(files: Iterable[Source], wanted: Wanted | None = None) -> Loaded:
    """Reads everything that is given, in order, and joins it to one track an airframe. Files are streamed: memory
    is what is kept (58 bytes a row, and as much again for one column while sorting), whatever their size."""
    out = Collector(wanted or Wanted())
    troubles: list[Trouble] = []
    done: list[FileRead] = []

    def trouble(file: str, code: str, message: str, advice: str) -> None:
        troubles.append(Trouble(file, code, message, advice))

    for source in files:
        for name, stream in _streams(source, trouble):
            done.extend(_read(leaf, source, out, trouble) for leaf in leaves(name, stream, trouble))
            if stream is not source.stream:
                stream.close()
    return Loaded(out.tracks(), tuple(troubles), tuple(done))


def _streams(source: Source, trouble: Tell) -> Iterator[tuple[str, BinaryIO]]:
    if source.stream is not None:
        yield source.name, source.stream
    elif source.data is not None:
        yield source.name, io.BytesIO(source.data)
    elif source.path is not None:
        for path, name in _paths(source.path, source.name, trouble):
            try:
                stream = path.open("rb")
            except OSError as error:
                trouble(name, "unreadable", f"it cannot be opened: {error.strerror}", "check the path")
                continue
            yield name, stream
    else:
        trouble(source.name, "empty", "there is nothing to read", "give a path")


def _paths(path: Path, name: str, trouble: Tell) -> Iterator[tuple[Path, str]]:
    """The file, or all files under the folder in order of their names; hidden ones and links out of it are left."""
    if not path.is_dir():
        yield path, name
        return

    def fault(error: OSError) -> None:
        trouble(
            str(error.filename or name),
            "unreadable",
            f"it cannot be opened: {error.strerror}",
            "check the path",
        )

    for folder, inside, names in os.walk(path, onerror=fault):
        inside[:] = sorted(n for n in inside if not n.startswith("."))
        for each in sorted(names):
            inner = Path(folder) / each
            if not each.startswith(".") and inner.is_file():
                yield inner, str(inner)


def _read(leaf: Leaf, source: Source, out: Collector, trouble: Tell) -> FileRead:
    out.begin(source.capture)
    hints = Hints(leaf.name, source.address, source.zone_s, source.start)
    try:
        out.found(read(leaf, out, hints))
        # A trace of nothing is an aircraft that was heard and never located; any other file of nothing is a slip.
        if not out.rows and out.kind != TRACE and not leaf.faults():
            trouble(
                leaf.name, "no-points", "it holds no positions with times", "export the track with its times"
            )
    except BrokenError as error:
        if not leaf.faults():  # else the stream's own fault, below, says why
            trouble(leaf.name, error.code, error.message, error.advice)
    for fault in leaf.faults():
        trouble(leaf.name, *fault)
    for code, (message, advice) in out.notices.items():
        trouble(leaf.name, code, message, advice)
    lost = [(why, n) for why, n in out.dropped.items() if why != "not asked for"]
    if lost:
        words = ", ".join(f"{n:,} {why}" for why, n in lost)
        advice = " ".join(_ADVICE[why] for why, _ in lost if why in _ADVICE)
        trouble(leaf.name, "rows-dropped", f"rows dropped: {words} (of {out.rows:,})", advice)
    return FileRead(leaf.name, out.kind, out.rows, out.kept, tuple(out.dropped.items()), source.capture)
