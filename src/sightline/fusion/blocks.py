"""Blocks: which statements are compared at all, so that a million need not each be held against all others.

Two gists can join without a look at their words only where they have two anchors of place, time and materiel
(`match.bare`); so each emits a key for every pair of anchors it has, and two that could join share a key: the
completeness is tested. What nearly the same words join shares two of the rarest-looking words. What one document
says is compared with what stands next to it there.

A block is sorted by time, then by content. A crowded one (more than CROWD) is not compared in full: in blocks of
one place and day, of one place and materiel, and of like words each member meets the REACH before and after it
(sorted neighbourhood: Hernández & Stolfo 1995); the others are left out, for in a crowd that only shares a month,
or a day and a kind of materiel, nothing but words or a place can tell (block purging: Papadakis et al. 2013).
What is compared so depends on the content alone, never on the order in which it came.
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from sightline.fusion.items import groups
from sightline.fusion.statement import DAY, FAMILIES, Gist, Where
from sightline.model.place import EARTH_RADIUS_KM
from sightline.model.vocabulary import EVENT_KINDS

CROWD = 48
REACH = 16
NEXT = 8  # how many statements of one family before and after it in its document
MONTH_DAYS = 32
_KM_A_DEGREE = math.pi * EARTH_RADIUS_KM / 180
_PLACE_DAY, _PLACE_MONTH, _PLACE_ITEM, _DAY_ITEM, _MONTH_ITEM, _WORDS = range(6)
_NEIGHBOURS = frozenset({_PLACE_DAY, _PLACE_ITEM, _WORDS})  # crowded blocks where neighbours still meet
_KINDS = 8  # the low three bits of a key say what kind of block it is
FAMILY_CODES = {name: i for i, name in enumerate(sorted({FAMILIES.get(k, k) for k in EVENT_KINDS}))}
_KEY_BITS = (1 << 63) - _KINDS
_WORD_BITS = (1 << 60) - 1


def keys_of(gist: Gist) -> list[int]:
    """The blocks of a gist, as numbers in [0, 2**63). Empty for one that can join nothing but by its words."""
    family = FAMILY_CODES[gist.family]
    places = place_codes(gist.where)
    days, months = _buckets(gist)
    things = groups(gist.items)
    found = []
    for place in places:
        found += [_key(_PLACE_DAY, family, place, day) for day in days]
        found += [_key(_PLACE_MONTH, family, place, month) for month in months]
        found += [_key(_PLACE_ITEM, family, place, thing) for thing in things]
    for thing in things:
        found += [_key(_DAY_ITEM, family, day, thing) for day in days]
        found += [_key(_MONTH_ITEM, family, month, thing) for month in months]
    return found


def _key(kind: int, family: int, one: int, other: int) -> int:
    # The hash of a tuple of whole numbers knows no chance. Two blocks that fall together cost time, never a
    # wrong match.
    return (hash((kind, family, one, other)) & _KEY_BITS) | kind


def _buckets(gist: Gist) -> tuple[Sequence[int], Sequence[int]]:
    rank = gist.vague[2]
    if rank > 1:
        return (), ()
    first, last = int(gist.start // DAY), int(gist.end // DAY)
    days = range(first, last + 1) if rank == 0 else ()
    return days, range(first // MONTH_DAYS, last // MONTH_DAYS + 1)


@lru_cache(maxsize=65_536)
def place_codes(where: Where | None) -> tuple[int, ...]:
    """Squares of about a degree that the place's circle touches; of a region its gazetteer id, of a place that
    is on no map its name and id. Nothing for a country: no two things are one because they are in one."""
    from xxhash import xxh3_64_intdigest

    if where is None or where.wide:
        return ()
    if where.lat is not None and where.lon is not None and where.radius_km and where.radius_km <= 150:
        return tuple(_squares(where.lat, where.lon, where.radius_km))
    named = [where.ref] if where.ref and not where.relation else []
    named += [f"{where.relation}|{where.name}"] if where.name else []
    return tuple(xxh3_64_intdigest(name.encode()) >> 1 for name in named)


def _squares(lat: float, lon: float, radius_km: float) -> Iterator[int]:
    """Bands of one degree of latitude, cut into squares of about the same width. Every point within the radius
    lies in one of them, so two circles that meet share one, also at the date line and the poles."""
    reach = radius_km / _KM_A_DEGREE + 1e-6
    for band in range(max(-90, math.floor(lat - reach)), min(89, math.floor(lat + reach)) + 1):
        number = max(1, round(360 * math.cos(math.radians(band + 0.5))))
        flat = math.sin(math.radians(reach)) / max(1e-9, math.cos(math.radians(lat)))
        if abs(lat) + reach >= 90 or flat >= 1:
            yield from (band * 512 + i for i in range(number))
            continue
        wide = math.degrees(math.asin(flat)) + 1e-6
        first = math.floor((lon - wide + 180) * number / 360)
        last = math.floor((lon + wide + 180) * number / 360)
        seen = {i % number for i in range(first, min(last, first + number) + 1)}
        yield from (band * 512 + i for i in sorted(seen))


def word_keys(quote: str, family: str) -> list[int]:
    """Keys of the words: of the three that sort first by a hash that favours long ones (a bottom-k sketch,
    Cohen & Kaplan 2007), each pair; of fewer words, their all."""
    code = FAMILY_CODES[family]
    first = sorted(set(map(_weighed, quote.split())))[:4]
    if first and first[-1] == _SHORT:
        first.pop()
    del first[3:]
    if len(first) == 3:
        a, b, c = first
        return [
            (hash((_WORDS, code, a, b)) & _KEY_BITS)
            | _WORDS,  # `_key`, spelt out: it is made for every statement
            (hash((_WORDS, code, a, c)) & _KEY_BITS) | _WORDS,
            (hash((_WORDS, code, b, c)) & _KEY_BITS) | _WORDS,
        ]
    return [_key(_WORDS, code, sum(first), 1)] if first else []


class _Words(dict[str, int]):
    """Word -> its hash, smaller for longer words; of short ones, which tell nothing, the same larger number."""

    def __missing__(self, word: str) -> int:
        from xxhash import xxh3_64_intdigest

        if len(self) > _MOST_WORDS:
            self.clear()
        made = (xxh3_64_intdigest(word.encode()) & _WORD_BITS) >> min(len(word), 12)
        self[word] = made = made if len(word) > 3 else _SHORT
        return made


_MOST_WORDS = 500_000
_SHORT = 1 << 60
_WEIGHED = _Words()
_weighed = _WEIGHED.__getitem__


def neighbours_meet(kind: int) -> bool:
    """Whether members of a crowded block of a kind meet the REACH before and after them."""
    return kind in _NEIGHBOURS


def dateless(kind: int, starts: Any) -> int:
    """How many at the front of a crowded block (its sorted starts) meet nobody: without a date, all that is said
    of the place and its materiel could be theirs."""
    return int((starts == -math.inf).sum()) if kind == _PLACE_ITEM else 0


def dateless_one(kind: int, start: float) -> bool:
    """The same for one member, by its start."""
    return kind == _PLACE_ITEM and start == -math.inf


def block_kind(key: Any) -> Any:
    """Of one key, or of an array of them."""
    return key & (_KINDS - 1)


def needs_month(kind: Any) -> Any:
    """Whether a kind of block (a number or an array) is for pairs of which one is dated to a month only."""
    return (kind == _PLACE_MONTH) | (kind == _MONTH_ITEM)


def needs_unplaced(kind: Any) -> Any:
    """Whether a kind of block (a number or an array) is for pairs of which one has no place."""
    return (kind == _DAY_ITEM) | (kind == _MONTH_ITEM)
