"""Whether two items can be the same materiel: by catalogue id, by designation family, by category."""

import re
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from sightline.model.claim import Item
from sightline.model.vocabulary import AIR, LAND, PEOPLE, SEA, SITES
from sightline.model.words import word_set

_AIR, _LAND, _SEA = AIR - {"aircraft"}, LAND - {"vehicle"}, SEA - {"ship"}
_MISSILES = word_set("ballistic-missile cruise-missile anti-ship-missile")
_AIR_DEFENCE = word_set("sam-system sam-launcher radar command-post")
_CARRIERS = word_set("transport-aircraft aircraft helicopter landing-ship auxiliary-ship ship vehicle")
_CARRIED = PEOPLE | {"cargo"}
# Words so wide that two statements can share them by chance.
_WIDE = word_set("troops unit site building weapon equipment cargo vehicle aircraft ship")
MOST_GROUPS = 24
# A general word and what it may stand for.
_GENERAL: dict[str, frozenset[str]] = {
    "aircraft": _AIR,
    "vehicle": _LAND,
    "armoured-vehicle": frozenset({"tank", "ifv", "apc"}),
    "ship": _SEA,
    "missile": _MISSILES | {"sam-system", "sam-launcher"},  # "S-300 missiles"
    "munition": word_set("rocket bomb mine missile") | _MISSILES,
    "unit": PEOPLE,
    "troops": PEOPLE,
    "site": SITES - {"site"},
    "equipment": _AIR
    | _LAND
    | _AIR_DEFENCE
    | {"aircraft", "vehicle", "missile", "weapon", "small-arms", "cargo"},
    "weapon": _LAND | _AIR_DEFENCE | _MISSILES | {"missile", "rocket", "small-arms", "munition"},
}

SAME, FAMILY, KIND, GENERAL, PART, LOOSE = 3.0, 2.5, 1.5, 1.0, 0.7, 0.6


class ItemKey(NamedTuple):
    """What of an item matters for matching. family: "s300" for S-300VM, None where the words are a plain
    noun ("launchers"); word: the noun's own last word, without plural."""

    category: str
    family: str | None
    ref: str | None
    word: str

    @property
    def group(self) -> str:
        return self.family or self.category


@lru_cache(maxsize=65_536)
def family(name: str) -> str | None:
    """The designation a name belongs to: letters with the first number ("S-300VM" -> "s300", "An-124" ->
    "an124", "9S32ME" -> "9s32"), or the first word where letters follow ("Buk-M2" -> "buk"). None for a
    name without a digit: it may be a plain noun."""
    if not any(c.isdigit() for c in name):
        return None
    tokens = re.findall(r"[^\W_]+", name.casefold())
    for i, token in enumerate(tokens):
        if any(c.isdigit() for c in token):
            found = re.match(r"\d*[^\W\d_]+\d+|\d+", token)
            stem = found.group() if found else token
            before = tokens[i - 1] if i else ""
            if token[0].isdigit() and before:
                return before + (re.match(r"\d+", token) or [token])[0]
            if before and len(before) >= 3 and not token[0].isdigit():
                return before
            return stem
    return None


def key_of(item: Item) -> ItemKey:
    return _key(item.name, item.category, item.ref)


@lru_cache(maxsize=262_144)
def _key(name: str, category: str, ref: str | None) -> ItemKey:
    tokens = re.findall(r"[^\W\d_]+", name.casefold()) or [name.casefold()]
    last = tokens[-1]
    word = last[:-1] if len(last) > 3 and last.endswith("s") and not last.endswith("ss") else last
    known = ref if ref and not name.isascii() else name  # "Ил-76" and "Il-76" are of one family
    return ItemKey(category, family(known) or family(name), ref, word)


Named = tuple[tuple[str, str, str | None], ...]  # name, category and catalogue id of some items


@lru_cache(maxsize=262_144)
def item_set(named: Named) -> frozenset[ItemKey]:
    """The keys of some items; one object for one content."""
    return frozenset(_key(*one) for one in named)


@lru_cache(maxsize=65_536)
def groups(items: frozenset[ItemKey]) -> tuple[int, ...]:
    """Codes such that two sets with a link of KIND or more share one, at most MOST_GROUPS: of each item its
    category with its word, and its designation family and catalogue id where it has them."""
    found: set[str] = set()
    for key in items:
        if key.category not in _WIDE:
            found.add(f"{key.category} {key.word}")
        if key.family or key.ref:
            found.add(f"={key.family or key.ref}")
            if key.ref:
                found.add(f"={key.ref}")
    return tuple(sorted(crc32(one.encode()) for one in found)[:MOST_GROUPS])


@lru_cache(maxsize=262_144)
def alike(a: ItemKey, b: ItemKey) -> float:
    """0 where they cannot be the same or belong together; else how strongly they speak for one thing."""
    if a.ref is not None and a.ref == b.ref:
        return SAME
    if a.family is not None and a.family == b.family:
        return SAME if a.category == b.category and a.ref == b.ref else FAMILY
    parts = a.category != b.category and {a.category, b.category} <= _AIR_DEFENCE
    if parts:  # launchers and a radar belong to one battery
        return PART
    if a.family is not None and b.family is not None:
        return 0.0
    if a.category == b.category:
        if a.ref and b.ref:
            return 0.0
        if a.category in _WIDE:
            return GENERAL if a.word == b.word else LOOSE
        return KIND if a.word == b.word else GENERAL
    if b.category in _GENERAL.get(a.category, ()) or a.category in _GENERAL.get(b.category, ()):
        return GENERAL
    return 0.0


def holds(general: ItemKey, other: ItemKey) -> bool:
    """Whether the one is a wider word that may stand for the other: "vehicles" for a tank."""
    return general.family is None and other.category in _GENERAL.get(general.category, ())


@lru_cache(maxsize=262_144)
def alike_sets(a: frozenset[ItemKey], b: frozenset[ItemKey], moving: bool) -> float | None:
    """The strongest link between any two items; 0 where one side names none; None where they exclude each
    other: both name materiel and none of it can be the same. moving: in arrivals, movements and deliveries an
    aircraft, ship or truck goes with the people and goods it may carry."""
    if not a or not b:
        return 0.0
    best = max(alike(x, y) for x in a for y in b)
    if best == 0 and moving and any(_carries(x, y) or _carries(y, x) for x in a for y in b):
        return PART
    return best or None


def _carries(a: ItemKey, b: ItemKey) -> bool:
    return a.category in _CARRIERS and b.category in _CARRIED
