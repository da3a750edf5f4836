"""The equipment catalogue: designations with their category, origin, family and components.

Data: data/equipment.tsv, one row a designation, each with the public source where it can be checked. No
ranges, warheads or employment data are kept.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import cast

from sightline.model.claim import Inference
from sightline.model.vocabulary import SEA, SHIP_PREFIXES, Category

_COLUMNS = 12
# Letters of Russian and Ukrainian as transliterated in designations and names ("Х-101" is Kh-101).
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_EXTRA = str.maketrans(_LATIN | {"ı": "i", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae"})
_DROP = str.maketrans(dict.fromkeys(" -_.,/'’‘ʼ«»\"“”()\u00a0\u2010\u2011\u2012\u2013&+"))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A key that is the same for spelling variants: lower case, no accents, no marks, Cyrillic transliterated.

    >>> fold("С-300ВМ"), fold("Su-30 MK2")
    ('s300vm', 'su30mk2')
    """
    low = text.casefold().translate(_DROP)
    if low.isascii():
        return low
    low = low.translate(_EXTRA)
    if low.isascii():
        return low
    plain = unicodedata.normalize("NFKD", low)
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_EXTRA)


@dataclass(frozen=True, slots=True)
class Entry:
    """One designation. country: ISO 3166-1 alpha-2 of origin or None (multinational, or not known here). family, part_of: ids.

    role: what it is within `part_of`. ambiguous: aliases that are ordinary words or names and need a military
    neighbour. length_m, width_m: metres over all, width is the wingspan, beam or hull width; None: not known
    here. source: where the row can be checked.
    """

    id: str
    name: str
    category: Category
    country: str | None
    family: str | None
    part_of: str | None
    role: str
    aliases: tuple[str, ...]
    ambiguous: tuple[str, ...]
    length_m: float | None
    width_m: float | None
    source: str


@dataclass(frozen=True, slots=True)
class Match:
    """A key found: the entry's id, whether the alias needs context, and what the key had beyond the alias
    (a variant suffix, "sm3" in Su-25SM3; empty where the alias is exact)."""

    ref: str
    ambiguous: bool
    variant: str = ""


class Catalogue:
    """Read-only; look-ups by folded alias. Made by `open_catalogue`."""

    def __init__(self, text: str) -> None:
        first, _header, *lines = text.splitlines()
        self.version = first.removeprefix("# version ").strip()
        self._rows: dict[str, list[str]] = {}
        self._index: dict[str, tuple[str, bool]] = {}
        self.longest = 1
        for line in lines:
            row = line.split("\t")
            if len(row) != _COLUMNS:
                raise ValueError(f"equipment.tsv: {len(row)} columns in {line!r}")
            self._rows[row[0]] = row
            self._add(row)

    def _add(self, row: list[str]) -> None:
        ref, ship = row[0], row[2] in SEA
        plain = set(row[8].split("|")) if row[8] else set()
        for alias in (row[1], *row[7].split("|")) if row[7] else (row[1],):
            needs = alias in plain or (ship and _bare_ship(alias))
            self._index.setdefault(fold(alias), (ref, needs))
            self.longest = max(self.longest, alias.count(" ") + 1)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, ref: object) -> bool:
        return ref in self._rows

    def ids(self) -> tuple[str, ...]:
        return tuple(self._rows)

    def get(self, ref: str) -> Entry:
        """The entry of that id. Raises KeyError where there is none."""
        r = self._rows[ref]
        return Entry(
            id=ref, name=r[1], category=cast(Category, r[2]), country=r[3] or None, family=r[4] or None,
            part_of=r[5] or None, role=r[6], aliases=tuple(filter(None, r[7].split("|"))),
            ambiguous=tuple(filter(None, r[8].split("|"))), length_m=float(r[9]) if r[9] else None,
            width_m=float(r[10]) if r[10] else None, source=r[11],
        )  # fmt: skip

    def category(self, ref: str) -> Category:
        return cast(Category, self._rows[ref][2])

    def exact(self, key: str) -> Match | None:
        """The entry whose alias folds to `key`."""
        found = self._index.get(key)
        return Match(*found) if found else None

    def variant(self, key: str) -> Match | None:
        """The entry whose alias, ending in a digit, `key` begins with, the rest a variant's letters:
        "t72m4cz" is a T-72. At most five characters more, the first a letter."""
        for cut in range(len(key) - 1, max(1, len(key) - 6), -1):
            if key[cut].isalpha() and key[cut - 1].isdigit() and (found := self._index.get(key[:cut])):
                head = key[:cut]
                if any(c.isalpha() for c in head):
                    return Match(found[0], found[1], key[cut:])
        return None

    def premise(self, ref: str) -> tuple[Inference, ...]:
        """What naming `ref` implies but does not say: the system it is part of, or the family it belongs to."""
        entry = self.get(ref)
        target = entry.part_of or entry.family
        if target is None:
            return ()
        role = entry.role or entry.category.replace("-", " ")
        article = "an" if role[0] in "aeiou" else "a"
        if entry.part_of:
            because = f"{entry.name} is the {role} of the {self.get(target).name} family"
        elif entry.role:
            because = f"{entry.name} is {article} {role} used with the {self.get(target).name} family"
        else:
            family = self.get(target).name
            because = f"{entry.name} belongs to the {family}{'' if family.endswith('class') else ' family'}"
        return (Inference(target, because),)


def _bare_ship(alias: str) -> bool:
    """A ship's name without prefix, class or number is a person, a town or a word first."""
    first = alias.split(" ", 1)[0]
    return not (
        first in SHIP_PREFIXES
        or "class" in alias
        or any(c.isdigit() for c in alias)
        or first.startswith("HNo")
    )


@lru_cache(maxsize=1)
def open_catalogue() -> Catalogue:
    """The catalogue that ships with this version, read once."""
    path = resources.files("sightline.extraction") / "data" / "equipment.tsv"
    return Catalogue(path.read_text(encoding="utf-8"))
