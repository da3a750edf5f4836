"""The gazetteer's file format: packed columns and two tries, opened without being read.

keys.marisa: folded name -> key number ("@ stem" for sites without their class word, "# code" for ICAO codes).
postings.bin: key number -> entry number in 3 bytes, or, with the top bit set, an offset into shared.bin
(count, then entries; 4 bytes each). entries.bin: 18 bytes an entry. names.marisa: the names shown.
radii.bin, refs: for everything but settlements, which come last. All numbers little-endian.
"""

import json
import struct
import sys
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = (
    "country", "region", "county", "continent", "area", "water", "landform", "seat", "military-site", "naval-base",
    "camp", "port", "range", "missile-site", "airbase", "airfield", "settlement",
)  # fmt: skip
WIDTH = 18
_TAIL = struct.Struct("<HHBB")


def pack_population(people: int) -> int:
    """16 bits: 11 of value, 5 of scale; within 0.1 percent."""
    scale = max(0, people.bit_length() - 11)
    return (scale << 11) | (people >> scale)


def unpack_population(packed: int) -> int:
    return (packed & 2047) << (packed >> 11)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as stored. region: entry number of its first-order region or None. radius: km, None for
    settlements."""

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


class Store:
    """Read-only; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        import marisa_trie

        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self.version: str = meta["version"]
        self.size: int = meta["entries"]
        self._countries: list[str] = meta["countries"]
        self._first_region: int = meta["first_region"]
        self._refs: list[str] = meta["refs"]
        self._keys: Any = marisa_trie.Trie()
        self._keys.mmap(str(folder / "keys.marisa"))
        self._names: Any = marisa_trie.Trie()
        self._names.mmap(str(folder / "names.marisa"))
        self._entries = (folder / "entries.bin").read_bytes()
        self._postings = (folder / "postings.bin").read_bytes()
        self._shared = _numbers("I", folder / "shared.bin")
        self._radii = _numbers("f", folder / "radii.bin")

    @property
    def plain(self) -> int:
        """How many entries are not settlements; they come first."""
        return len(self._refs)

    def numbers(self, key: str) -> tuple[int, ...]:
        """Entries under a key, most populous settlement first after all else; () where there are none."""
        found: int | None = self._keys.get(key)
        return () if found is None else self._members(found)

    def _members(self, key_number: int) -> tuple[int, ...]:
        at = _three(self._postings, key_number * 3)
        if not at & (1 << 23):
            return (at,)
        at &= (1 << 23) - 1
        return tuple(self._shared[at + 1 : at + 1 + self._shared[at]])

    def prefixes(self, text: str) -> list[str]:
        """Keys that `text` begins with."""
        return list(self._keys.prefixes(text))

    def keys(self, prefix: str) -> list[str]:
        return list(self._keys.keys(prefix))

    def kind(self, number: int) -> str:
        return KINDS[_TAIL.unpack_from(self._entries, number * WIDTH + 12)[2]]

    def row(self, number: int) -> Row:
        at = number * WIDTH
        data = self._entries
        packed, region, kind, country = _TAIL.unpack_from(data, at + 12)
        plain = number < len(self._refs)
        return Row(
            number=number,
            name=self._names.restore_key(_three(data, at + 6)),
            lat=round(_three(data, at) / 9e4 - 90, 5),
            lon=round(_three(data, at + 3) / 4.5e4 - 180, 5),
            kind=KINDS[kind],
            country=self._countries[country] or None,
            region=self._first_region + region - 1 if region else None,
            population=unpack_population(packed),
            radius=self._radii[number] if plain else None,
            ref=self._refs[number] if plain else f"geonames:{_three(data, at + 9)}",
        )


def _three(data: bytes, at: int) -> int:
    return data[at] | data[at + 1] << 8 | data[at + 2] << 16


def _numbers(code: str, path: Path) -> "array[Any]":
    values = array(code)
    values.frombytes(path.read_bytes())
    if sys.byteorder == "big":
        values.byteswap()
    return values
