"""Building an overlay out of a GeoNames dump, in bounded memory: names are sorted in portions on disk and merged
(external merge sort); what stays in memory are eight bytes an entry and one portion."""

import hashlib
import heapq
import json
import os
import shutil
import struct
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import IO

from sightline.model.errors import InputError
from sightline.places.fold import fold, site_stem
from sightline.places.geonames import WATCHED_S, DumpRow, alternate_of, lines_of, opened, row_of
from sightline.places.overlay import ENTRY, FORMAT, LAST
from sightline.places.store import KINDS

PORTION = 400_000  # names sorted in memory at a time
STRETCH = 400_000  # names in one trie
DEFAULT_CLASSES = frozenset("APHTL")
_SITES = frozenset("military-site naval-base camp port range missile-site airbase airfield".split())
_MOST_WORDS = 8
_MOST_PARTS = 65_000


@dataclass
class Report:
    """What became of the lines. broken: not as GeoNames publishes; `first` says where the first of them stood.
    left: of other feature classes, and countries, which the shipped file holds."""

    entries: int = 0
    names: int = 0
    broken: int = 0
    left: int = 0
    first: str = ""

    def breaks(self, path: Path, line: int) -> None:
        self.broken += 1
        self.first = self.first or f"{path.name}, line {line}"


@dataclass
class _Building:
    """Files and columns under way in `folder`."""

    folder: Path
    report: Report
    ids: "array[int]" = field(default_factory=lambda: array("I"))
    people: "array[int]" = field(default_factory=lambda: array("I"))
    kinds: "array[int]" = field(default_factory=lambda: array("B"))
    parts: dict[str, int] = field(default_factory=lambda: {"": 0})
    portion: list[str] = field(default_factory=list)
    portions: list[Path] = field(default_factory=list)
    at: int = 0

    def put(self, key: str, number: int) -> None:
        if key and key.count(" ") < _MOST_WORDS:
            self.portion.append(f"{key}\t{number}\n")
            if len(self.portion) >= PORTION:
                self.spill()

    def spill(self) -> None:
        path = self.folder / f"portion-{len(self.portions)}"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(sorted(self.portion))
        self.portion.clear()
        self.portions.append(path)


def build_overlay(
    dump: Path,
    out: Path,
    *,
    alternates: Path | None = None,
    classes: Iterable[str] = DEFAULT_CLASSES,
    tell: Callable[[int], None] = lambda _: None,
) -> Report:
    """Builds the overlay in the folder `out` from a dump of 19 columns and, if given, alternateNamesV2; either may
    be zipped. classes: GeoNames feature classes wanted; what armies use of class S is always taken. tell: called
    with the number of lines read, now and then. An older overlay at `out` is replaced when the new one is whole.

    Raises InputError for files that cannot be read or look hostile, a dump without entries, and an `out` that
    holds something else.
    """
    if out.exists() and not _is_overlay(out):
        raise InputError(
            "not-an-overlay", f"{out} exists and is no overlay", "Name another place with --out."
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise InputError(
            "cannot-write", f"{out} cannot be written: {error.strerror}", "Name another place."
        ) from error
    try:
        made = _Building(folder, Report())
        _read_dump(dump, frozenset(classes), made, tell)
        if not made.report.entries:
            raise InputError("empty-dump", f"{dump} holds no line that can be used", "Is it a GeoNames dump?")
        if alternates is not None:
            _read_alternates(alternates, made, tell)
        made.spill()
        _write_names(made, _write_tries(made), f"GeoNames, {dump.name}")
        _put_in_place(folder, out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return made.report


def _is_overlay(folder: Path) -> bool:
    try:
        return json.loads((folder / "meta.json").read_text("utf-8")).get("format") == FORMAT  # type: ignore[no-any-return]
    except (OSError, ValueError, AttributeError):
        return False


def _put_in_place(folder: Path, out: Path) -> None:
    old = folder.with_name(folder.name + "-old")
    if out.exists():
        os.replace(out, old)  # noqa: PTH105
    os.replace(folder, out)  # noqa: PTH105
    shutil.rmtree(old, ignore_errors=True)


def _read_dump(path: Path, classes: frozenset[str], made: _Building, tell: Callable[[int], None]) -> None:
    report = made.report
    with (
        opened(path) as file,
        (made.folder / "entries.bin").open("wb") as entries,
        (made.folder / "names.bin").open("wb") as names,
    ):
        for number, line in enumerate(lines_of(file), 1):
            if number % 100_000 == 0:
                tell(number)
            if line is not None and (not line or line.startswith("#")):
                continue
            row = None if line is None else row_of(line)
            if row is None:
                report.breaks(path, number)
            elif not row.kind or (row.feature[0] not in classes and row.feature not in WATCHED_S):
                report.left += 1
            else:
                _add(row, made, entries, names)


def _add(row: DumpRow, made: _Building, entries: IO[bytes], names: IO[bytes]) -> None:
    number = len(made.ids)
    shown = row.name.encode()[:255].decode("utf-8", "ignore").encode()
    part = made.parts.get(row.part)
    if part is None:
        part = made.parts.setdefault(row.part, len(made.parts)) if len(made.parts) < _MOST_PARTS else 0
    entries.write(
        ENTRY.pack(
            round(row.lat * 1e6), round(row.lon * 1e6), row.id, made.at, row.population, len(shown),
            KINDS.index(row.kind), part, row.radius,
        )
    )  # fmt: skip
    names.write(shown)
    made.at += len(shown)
    made.ids.append(row.id)
    made.people.append(row.population)
    made.kinds.append(KINDS.index(row.kind))
    made.report.entries += 1
    for name in {row.name, *row.names}:
        _name(name, number, row.kind, made)


def _name(name: str, number: int, kind: str, made: _Building) -> None:
    codes = 3 <= len(name) <= 4 and name.isascii() and name.isalnum() and name.isupper()
    if kind in _SITES:
        if codes:  # the dump lists an airport's codes among its names
            made.put(f"{'#' if len(name) == 4 else '%'} {name.lower()}", number)
            return
        for stem in {site_stem(name), fold(name)}:
            made.put(stem and f"@ {stem}", number)
    if not codes:
        made.put(fold(name), number)


def _read_alternates(path: Path, made: _Building, tell: Callable[[int], None]) -> None:
    import numpy as np

    order = np.argsort(np.frombuffer(made.ids, dtype=np.uint32), kind="stable").astype(np.uint32)
    ids = array("I", np.frombuffer(made.ids, dtype=np.uint32)[order].tobytes())
    with opened(path) as file:
        for line_number, line in enumerate(lines_of(file), 1):
            if line_number % 100_000 == 0:
                tell(line_number)
            found = None if line is None else alternate_of(line)
            if found is None:
                made.report.breaks(path, line_number)
            if not found or found is True:
                continue
            at = bisect_left(ids, found.id)
            if at == len(ids) or ids[at] != found.id:
                continue
            number = int(order[at])
            if found.kind == "name":
                _name(found.name, number, KINDS[made.kinds[number]], made)
            else:
                made.put(f"{'#' if found.kind == 'icao' else '%'} {found.name.lower()}", number)


def _keys(made: _Building) -> Iterator[tuple[str, list[int]]]:
    """Every key with its entries, the most populous first, keys in order."""
    files = [p.open(encoding="utf-8", newline="\n") for p in made.portions]
    try:
        # A tab sorts before all that a key may hold, so whole lines are in the order of their keys.
        for key, lines in groupby(heapq.merge(*files), key=lambda line: line[: line.index("\t")]):
            numbers = {int(line[line.index("\t") + 1 :]) for line in lines}
            yield key, sorted(numbers, key=lambda n: (-made.people[n], n))
    finally:
        for file in files:
            file.close()


def _write_tries(made: _Building) -> list[str]:
    """Writes tries and postings; the first key of each trie."""
    firsts: list[str] = []
    held: list[tuple[str, list[int]]] = []
    for key, numbers in _keys(made):
        held.append((key, numbers))
        if len(held) >= STRETCH:
            firsts.append(held[0][0])
            _write_trie(made.folder, len(firsts) - 1, held)
            made.report.names += len(held)
            held = []
    if held:
        firsts.append(held[0][0])
        _write_trie(made.folder, len(firsts) - 1, held)
        made.report.names += len(held)
    for path in made.portions:
        path.unlink()
    return firsts


def _write_trie(folder: Path, number: int, held: list[tuple[str, list[int]]]) -> None:
    import marisa_trie

    trie = marisa_trie.Trie([k for k, _ in held], order=marisa_trie.LABEL_ORDER)
    trie.save(str(folder / f"keys-{number:04}.marisa"))
    single, shared = array("I", bytes(4 * len(held))), array("I")
    for key, numbers in held:
        if len(numbers) == 1:
            single[trie[key]] = numbers[0]
        else:
            single[trie[key]] = LAST | len(shared)
            shared.extend((*numbers[:-1], LAST | numbers[-1]))
    for name, values in (("postings", single), ("shared", shared)):
        (folder / f"{name}-{number:04}.bin").write_bytes(struct.pack(f"<{len(values)}I", *values))


def _write_names(made: _Building, firsts: list[str], source: str) -> None:
    with (made.folder / "entries.bin").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:12]
    meta = {
        "format": FORMAT,
        "version": f"overlay {digest}",
        "source": source,
        "entries": made.report.entries,
        "names": made.report.names,
        "parts": list(made.parts),
        "firsts": firsts,
    }
    (made.folder / "meta.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")
