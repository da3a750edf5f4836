"""The gazetteer's file format: packed columns and two tries, opened without being read.

keys.marisa: folded name -> key number ("@ stem" for sites without their class word, "# code" for ICAO codes,
"% code" for IATA codes). postings.bin: key number -> entry number in 3 bytes, or, with the top bit set, an
offset into shared.bin (entries, 3 bytes each, the last one with the top bit set). entries.bin: 16 bytes an
entry. names.marisa: the names shown. plain.bin: kind, country and packed radius (tenths of a kilometre) of all but the
settlements of GeoNames, which come last. refs.z: the refs of the same, deflated. All numbers little-endian.
"""

import json
import mmap
import struct
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KINDS = (
    "country", "region", "county", "continent", "area", "water", "landform", "seat", "military-site", "naval-base",
    "camp", "port", "range", "missile-site", "airbase", "airfield", "settlement",
)  # fmt: skip
FORMAT = 2
WIDTH = 16
LAST = 1 << 23
SETTLEMENT = len(KINDS) - 1
_TAIL = struct.Struct("<HH")
_PLAIN = struct.Struct("<BBH")


def pack_population(people: int) -> int:
    """16 bits: 11 of value, 5 of scale; within 0.1 percent."""
    scale = max(0, people.bit_length() - 11)
    return (scale << 11) | (people >> scale)


def unpack_population(packed: int) -> int:
    return (packed & 2047) << (packed >> 11)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as stored. region: entry number of its first-order region or None. radius: km, None for
    settlements. capital: seat of its country's government."""

    number: int
    name: str
    lat: float
    lon: float
    kind: str
    country: str | None
    region: int | None
    population: int
    radius: float | None
    ref: str
    capital: bool = False


class Store:
    """Read-only; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        import marisa_trie

        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        if meta["format"] != FORMAT:
            raise ValueError(f"format {meta['format']}, and {FORMAT} is wanted")
        self.version: str = meta["version"]
        self.size: int = meta["entries"]
        self.plain: int = meta["plain"]  # how many entries are no settlements of GeoNames; they come first
        self.capitals: dict[str, int] = meta["capitals"]  # country -> entry
        self.admin1: dict[str, int] = meta["admin1"]  # "UA.07" as GeoNames writes it -> entry of the region
        self._countries: list[str] = meta["countries"]
        self._first_region: int = meta["first_region"]
        self._regions: int = meta["regions"]
        self._seats = frozenset(self.capitals.values())
        self._keys: Any = marisa_trie.Trie()
        self._keys.mmap(str(folder / "keys.marisa"))
        self._names: Any = marisa_trie.Trie()
        self._names.mmap(str(folder / "names.marisa"))
        self._entries = mapped(folder / "entries.bin")
        self._postings = mapped(folder / "postings.bin")
        self._shared = mapped(folder / "shared.bin")
        self._plain = mapped(folder / "plain.bin")
        self._refs_file = folder / "refs.z"

    @cached_property
    def _refs(self) -> list[str]:
        return zlib.decompress(self._refs_file.read_bytes()).decode("utf-8").split("\n")

    def numbers(self, key: str) -> tuple[int, ...]:
        """Entries under a key, most populous settlement first after all else; () where there are none."""
        found: int | None = self._keys.get(key)
        return () if found is None else self._members(found)

    def _members(self, key_number: int) -> tuple[int, ...]:
        at = three(self._postings, key_number * 3)
        if not at & LAST:
            return (at,)
        return members(self._shared, (at & ~LAST) * 3)

    def prefixes(self, text: str) -> list[str]:
        """Keys that `text` begins with."""
        return list(self._keys.prefixes(text))

    def keys(self, prefix: str) -> list[str]:
        return list(self._keys.keys(prefix))

    def kind(self, number: int) -> str:
        return KINDS[self._plain[number * 4]] if number < self.plain else "settlement"

    def geonames_ids(self) -> "NDArray[np.uint32]":
        """The GeoNames ids of the settlements, in the order of their entries (the first is entry `plain`)."""
        import numpy as np

        cells = (
            np.frombuffer(self._entries, dtype=np.uint8)
            .reshape(-1, WIDTH)[self.plain :, 9:12]
            .astype(np.uint32)
        )
        return (cells[:, 0] | cells[:, 1] << 8 | cells[:, 2] << 16).astype(np.uint32)

    def row(self, number: int) -> Row:
        at = number * WIDTH
        data = self._entries
        packed, part = _TAIL.unpack_from(data, at + 12)
        kind, country, radius = SETTLEMENT, 0, None
        if number < self.plain:
            kind, country, tenths = _PLAIN.unpack_from(self._plain, number * 4)
            radius = unpack_population(tenths) / 10
        elif part > self._regions:  # in no region that we know: the number says the country
            country, part = part - self._regions - 1, 0
        else:
            country = self._plain[(self._first_region + part - 1) * 4 + 1]
        return Row(
            number=number,
            name=self._names.restore_key(three(data, at + 6)),
            lat=round(three(data, at) / 9e4 - 90, 5),
            lon=round(three(data, at + 3) / 4.5e4 - 180, 5),
            kind=KINDS[kind],
            country=self._countries[country] or None,
            region=self._first_region + part - 1 if part else None,
            population=unpack_population(packed),
            radius=radius,
            ref=self._refs[number] if number < self.plain else f"geonames:{three(data, at + 9)}",
            capital=number in self._seats,
        )


def members(data: "mmap.mmap | bytes", at: int) -> tuple[int, ...]:
    """The numbers of 3 bytes from `at` on, up to the one with the top bit set."""
    found = []
    while True:
        number = three(data, at)
        found.append(number & ~LAST)
        if number & LAST:
            return tuple(found)
        at += 3


def mapped(path: Path) -> "mmap.mmap | bytes":
    """The bytes of a file without reading it; b"" where it is empty."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def three(data: "mmap.mmap | bytes", at: int) -> int:
    return data[at] | data[at + 1] << 8 | data[at + 2] << 16
