"""ICAO type designators (Doc 8643) and the words reports have for the same aircraft. Table: data/types.tsv."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from sightline.flights.tables import rows
from sightline.model.vocabulary import Category

_MARKS = re.compile(r"[^a-z0-9]+")
_DESIGNATOR = re.compile(r"[A-Z][A-Z0-9]{1,3}")
# Cyrillic letters of designations as English reports have them ("Ан-124", "Ил-62М", "Ту-160").
_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
        "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
        "э": "e", "ю": "yu", "я": "ya", "ё": "e", "ı": "i", "ł": "l",
    }
)  # fmt: skip
_LONGEST_VARIANT = 10
_MOST_WORDS = 12
_DIGIT = re.compile(r"[0-9]")
_HYPHEN = re.compile(r"[0-9][-/]|[-/][0-9]")
# A mark of British service behind a name: HC6A, FGR4, Mk41.
_MARK = re.compile(r"[A-Z]{1,3}[0-9][0-9A-Z]{0,2}|[Mm][Kk]\.?[0-9]+[A-Za-z]?")
# American designations (DoD 4120.15-L): the basic letter with those of a mission that are in use in front of it. Other pairs are other
# things (DF-15 and SA-10 are missiles).
_MISSIONS = {
    "A": "ENY", "B": "ENRWY", "C": "ACDEHJKLMNORTUVW", "E": "N", "F": "CENQRT", "P": "CENORTUVW", "T": "NQ", "V": "CM",
    "AH": "ENW", "CH": "M", "UH": "EHV", "SH": "EHM", "TH": "N", "OH": "E", "MH": "E",
}  # fmt: skip
_AMERICAN = re.compile(r"([A-Z])([A-Z]{1,2})-([0-9]{1,3})[A-Z]*(?:-[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Type:
    """One designator. categories: the usual one first. names: as reports have them. ids: of the equipment catalogue.
    note: "not confirmed" where it is not sure that Doc 8643 has it."""

    designator: str
    categories: tuple[Category, ...]
    names: tuple[str, ...]
    ids: tuple[str, ...]
    note: str


@lru_cache(maxsize=1)
def types() -> dict[str, Type]:
    """The table by designator."""
    return {
        code: Type(
            code,
            tuple(cast(Category, c) for c in categories.split("|")),
            tuple(filter(None, names.split("|"))),
            tuple(filter(None, ids.split("|"))),
            note,
        )
        for code, categories, names, ids, note in rows("types.tsv", 5)
    }


@lru_cache(maxsize=1)
def _by_id() -> dict[str, frozenset[str]]:
    return _gathered((ref, t.designator) for t in types().values() for ref in t.ids)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, frozenset[str]]:
    return _gathered((_fold(name), t.designator) for t in types().values() for name in t.names)


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, code in pairs:
        found.setdefault(key, set()).add(code)
    return {key: frozenset(codes) for key, codes in found.items()}


def _fold(text: str) -> str:
    """Lower case, Latin, letters and digits only: "Ан-124" and "AN 124" are one key."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LATIN))
    return _MARKS.sub("", plain.translate(_LATIN))


def designators_for(ref_or_name: str) -> frozenset[str]:
    """Type designators an aircraft may be listed under, by id of the equipment catalogue ("an-124"), by name ("Antonov
    An-124 Ruslan", "Ил-62М", "C-130H"), or by designator ("A124"). Empty where the table knows none. Several are
    alternatives ("E-3": E3TF, E3CF); one designator may cover other types, too: see `names_of`.

    >>> sorted(designators_for("an-124")), sorted(designators_for("E-3A"))
    (['A124'], ['E3TF'])
    """
    text = ref_or_name.strip()
    if found := _by_id().get(text):
        return found
    named = _named(text)
    if _DESIGNATOR.fullmatch(text) and text in types():
        named |= {text}
    return named


def _named(text: str) -> frozenset[str]:
    """By name, by a part of the words that is one ("Lockheed C-130J" has a maker in front), by a variant of one."""
    names = _by_name()
    if found := names.get(_fold(text)):
        return found
    parts = list(_parts(text))
    for part in parts:
        if _sure(part, text) and (found := names.get(_fold(part))):
            return found
    for part in parts:
        words = part.split(" ")
        # "Typhoon FGR4", "AH1 Wildcat": a name and a mark of service.
        if len(words) == 2 and any(map(_MARK.fullmatch, words)):
            for word in words:
                if not _MARK.fullmatch(word) and (found := names.get(_fold(word))):
                    return found
        if found := _variant(part, names) or _mission(part, names):
            return found
    short = (_fold(part) for part in parts if _DIGIT.search(part))
    return next((names[key] for key in short if len(key) > 2 and key in names), frozenset())


def _sure(part: str, text: str) -> bool:
    """Whether a part of the words may be taken for a name by itself: with a hyphen at its number, or of two words,
    or at the head. One word alone is anything ("Orion"), and "AH1" behind "Apache" is no AH-1."""
    if _HYPHEN.search(part):
        return True
    if _DIGIT.search(part):
        return len(part) > 3 and text.startswith(part)
    return " " in part


def _parts(text: str) -> Iterator[str]:
    """Runs of words, those that begin first and the longest of these first."""
    words = text.split()[:_MOST_WORDS]
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            yield " ".join(words[start:end])


def _mission(text: str, names: dict[str, frozenset[str]]) -> frozenset[str]:
    """American designations put letters for a mission in front: an EC-130J is a C-130J, a WAH-64D an AH-64D."""
    found = _AMERICAN.fullmatch(text)
    if found is None or found[1] not in _MISSIONS.get(found[2], ""):
        return frozenset()
    if (
        found[2] == "A" and len(found[3]) > 2
    ):  # EA-300 is an aerobatic aeroplane; attack aircraft ended at A-37
        return frozenset()
    rest = text[1:]
    return names.get(_fold(rest)) or _variant(rest, names)


def _variant(text: str, names: dict[str, frozenset[str]]) -> frozenset[str]:
    """A name that `text` adds a variant to: "Il-76MD", "An-124-100", "A330-243-MRTT", but no "F-150"."""
    for cut in range(len(text) - 1, max(1, len(text) - 1 - _LONGEST_VARIANT), -1):
        parted = text[cut] in "-/ " or (text[cut].isalpha() and text[cut - 1].isdigit())
        head = text[:cut]
        if parted and _DIGIT.search(head) and (found := names.get(_fold(head))):
            return found
    return frozenset()


def names_of(designator: str) -> tuple[str, ...]:
    """What aircraft listed under a designator are called, () where the table does not have it."""
    found = types().get(designator.strip().upper())
    return found.names if found else ()


def categories_of(designator: str) -> tuple[Category, ...]:
    """What aircraft listed under a designator are used as, the usual first; () where the table does not have it."""
    found = types().get(designator.strip().upper())
    return found.categories if found else ()
