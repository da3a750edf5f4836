"""An overlay: entries of a GeoNames dump that the user added, in a folder of their own.

Tries of sorted names, one for each stretch of the alphabet (keys-0000.marisa, ...), so that a dump of any size is
built in bounded memory; postings-0000.bin: key number -> 4 bytes, an entry, or, with the top bit set, an offset into
shared-0000.bin (entries of 4 bytes, the last with the top bit set). entries.bin: 28 bytes an entry; names.bin: the
names shown, UTF-8. All little-endian.
"""

import bisect
import json
import mmap
import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sightline.places.store import KINDS, mapped

FORMAT = "sightline-overlay/1"
ENTRY = struct.Struct(
    "<iiIIIBBHf"
)  # lat, lon (1e-6 degrees), id, name (offset), population, name length, kind, part, radius
LAST = 1 << 31
_NUMBER = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class OverlayRow:
    """An entry. id: of GeoNames. part: "UA.07", country and first-order region as GeoNames codes them."""

    id: int
    name: str
    lat: float
    lon: float
    kind: str
    part: str
    country: str | None
    population: int
    radius: float | None


class Overlay:
    """Read-only; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        import marisa_trie

        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        if meta["format"] != FORMAT:
            raise ValueError(f"format {meta['format']}, and {FORMAT} is wanted")
        self.version: str = meta["version"]
        self.size: int = meta["entries"]
        self.source: str = meta["source"]
        self._parts: list[str] = meta["parts"]
        self._firsts: list[str] = meta["firsts"]
        self._entries = mapped(folder / "entries.bin")
        self._names = mapped(folder / "names.bin")
        self._tries: list[Any] = []
        self._postings: list[mmap.mmap | bytes] = []
        self._shared: list[mmap.mmap | bytes] = []
        for number in range(len(self._firsts)):
            trie = marisa_trie.Trie()
            trie.mmap(str(folder / f"keys-{number:04}.marisa"))
            self._tries.append(trie)
            self._postings.append(mapped(folder / f"postings-{number:04}.bin"))
            self._shared.append(mapped(folder / f"shared-{number:04}.bin"))

    def _stretch(self, key: str) -> int:
        return max(0, bisect.bisect_right(self._firsts, key) - 1)

    def numbers(self, key: str) -> tuple[int, ...]:
        """Entries under a folded name, the most populous first; () where there are none."""
        if not self._firsts:
            return ()
        stretch = self._stretch(key)
        found: int | None = self._tries[stretch].get(key)
        if found is None:
            return ()
        (at,) = _NUMBER.unpack_from(self._postings[stretch], found * 4)
        if not at & LAST:
            return (at,)
        shared, at, members = self._shared[stretch], (at & ~LAST) * 4, []
        while True:
            (number,) = _NUMBER.unpack_from(shared, at)
            members.append(number & ~LAST)
            if number & LAST:
                return tuple(members)
            at += 4

    def prefixes(self, text: str) -> list[str]:
        """Keys that `text` begins with, up to the end of a word."""
        ends = [i for i, c in enumerate(text) if c == " "] + [len(text)]
        return [text[:i] for i in ends if self._firsts and text[:i] in self._tries[self._stretch(text[:i])]]

    def keys(self, prefix: str) -> list[str]:
        if not self._firsts:
            return []
        last = self._stretch(prefix + "\U0010ffff")
        return [k for n in range(self._stretch(prefix), last + 1) for k in self._tries[n].keys(prefix)]

    def row(self, number: int) -> OverlayRow:
        lat, lon, geonames, at, people, length, kind, part, radius = ENTRY.unpack_from(
            self._entries, number * ENTRY.size
        )
        code = self._parts[part]
        return OverlayRow(
            id=geonames,
            name=bytes(self._names[at : at + length]).decode("utf-8"),
            lat=lat / 1e6,
            lon=lon / 1e6,
            kind=KINDS[kind],
            part=code,
            country=code.split(".")[0] or None,
            population=people,
            radius=radius or None,
        )


@lru_cache(maxsize=4)
def open_overlay(folder: Path) -> Overlay:
    """The overlay in a folder, opened once per process. Raises OSError, KeyError, ValueError."""
    return Overlay(folder)
