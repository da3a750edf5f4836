"""`match.bare` for many pairs at once: the same sums, in whole tenths, by numpy.

Each thing that the parts of a match look at (place, set of items, set of actors) is numbered; a part is worked out
once for each pair of numbers and then looked up, so both ways give the same figures by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sightline.fusion.blocks import FAMILY_CODES, place_codes
from sightline.fusion.items import FAMILY, PART
from sightline.fusion.match import (
    ANCHOR,
    ANCHORS,
    JOIN,
    MOVING,
    NEAR_MISS_SECONDS,
    STANDING_SECONDS,
    Parts,
    actor_parts,
    excluded_marks,
    item_parts,
    place_parts,
)
from sightline.fusion.statement import NOBODY, STANDING, Gist
from sightline.model.vocabulary import EVENT_KINDS

if TYPE_CHECKING:
    import numpy as np

    Ints = np.ndarray[Any, np.dtype[np.int64]]
    Bools = np.ndarray[Any, np.dtype[np.bool_]]

_KIND_CODES = {kind: i for i, kind in enumerate(EVENT_KINDS)}
_VETO, _MISS = -1000, -500
_NOTHING: tuple[frozenset[Any], bool] = (frozenset(), False)
Part = Callable[[Any, Any], Parts | None]


@dataclass(frozen=True, slots=True)
class Columns:
    """Gists as columns; the weights of what is numbered."""

    family: Ints
    kind: Ints
    planned: Bools
    denied: Bools
    start: Any
    end: Any
    rank: Ints
    placed: Bools
    item_weights: Weights
    place_weights: Weights
    actor_weights: Weights
    marks: list[frozenset[tuple[int, int]]]
    marked: bool


def columns(gists: Sequence[Gist]) -> Columns:
    import numpy as np

    n = len(gists)
    _, family, kind, planned, denied, where, start, end, items, agents, countries, vague, marks = (
        zip(*gists, strict=True) if gists else [()] * 13
    )
    wheres, where_ids = _numbered(where)
    # What moves may carry: the same materiel weighs otherwise in an arrival and in a strike.
    things, thing_ids = _numbered(
        (one, name in MOVING) if one else _NOTHING for one, name in zip(items, family, strict=True)
    )
    actors, actor_ids = _numbered(zip(agents, countries, strict=True))
    placed = np.array([bool(place_codes(w)) for w in wheres] or [False])
    return Columns(
        np.fromiter(map(FAMILY_CODES.__getitem__, family), np.int64, n),
        np.fromiter(map(_KIND_CODES.__getitem__, kind), np.int64, n),
        np.array(planned, bool),
        np.array(denied, bool),
        np.array(start, float),
        np.array(end, float),
        np.fromiter((v[2] for v in vague), np.int64, n),
        placed[np.array(where_ids, np.int64)],
        Weights(things, thing_ids, _NOTHING, _of_items),
        Weights(wheres, where_ids, None, place_parts),
        Weights(actors, actor_ids, (NOBODY, NOBODY), _of_actors),
        list(marks),
        any(marks),
    )


def _numbered(values: Any) -> tuple[list[Any], list[int]]:
    known: dict[Any, int] = {}
    ids = [known.setdefault(value, len(known)) for value in values]
    return list(known), ids


@dataclass(frozen=True, slots=True)
class Scored:
    """at: which of the given pairs are left. score: tenths. anchors: how many. about: materiel speaks for it.
    particular: some materiel or place does. missed: nearly met only. enough: join whatever the words."""

    at: Ints
    score: Ints
    anchors: Ints
    about: Bools
    particular: Bools
    missed: Bools
    enough: Bools


def scored(held: Columns, i: Ints, j: Ints, *, misses: bool) -> Scored:
    """The bare scores of pairs (rows i, j) that do not exclude each other. misses: keep those that only nearly
    the same words can make one."""
    import numpy as np

    apart = np.maximum(held.start[i], held.start[j]) - np.minimum(held.end[i], held.end[j])
    loosest = np.maximum(held.rank[i], held.rank[j])
    standing = held.family[i] == FAMILY_CODES[STANDING]
    late = (apart > 0) & ~standing
    fit = (held.family[i] == held.family[j]) & ~(standing & (apart > STANDING_SECONDS))
    fit &= (~late | ((loosest == 0) & (apart <= NEAR_MISS_SECONDS))) if misses else ~late
    at = np.flatnonzero(fit)
    missed, loosest, apart, standing = late[at], loosest[at], apart[at], standing[at]
    time = np.where(apart > 0, np.where(standing, -3, -15), np.array([20, 12, 2, 0])[loosest])

    item = held.item_weights(i[at], j[at])
    fit = item != _VETO
    at, time, missed, item = at[fit], time[fit], missed[fit], item[fit]

    place = held.place_weights(i[at], j[at])
    near = (place != _VETO) & (place < _MISS + 100)
    missed = missed | near
    fit = (place != _VETO) & (~missed | (misses & (item >= FAMILY * 10)))
    at, time, missed, item = at[fit], time[fit], missed[fit], item[fit]
    place = np.where(near, place - _MISS, place)[fit]

    one, other = i[at], j[at]
    score = time + item + place + held.actor_weights(one, other)
    score += np.where(held.kind[one] == held.kind[other], 10, 5)
    score -= 10 * (held.planned[one] != held.planned[other])
    least = round(ANCHOR * 10)
    anchors = (time >= least).astype(np.int64) + (item >= least) + (place >= least)
    about = item > 0
    answered = (held.denied[one] == held.denied[other]) | about
    enough = ~missed & (score >= JOIN * 10) & (anchors >= ANCHORS) & answered
    found = Scored(
        at,
        score,
        anchors,
        about,
        (place >= least) | (item >= least) | (item == round(PART * 10)),
        missed,
        enough,
    )
    if held.marked:
        kept = [not excluded_marks(held.marks[x], held.marks[y]) for x, y in zip(one, other, strict=True)]
        fit = np.array(kept, bool)
        return Scored(*(getattr(found, name)[fit] for name in Scored.__slots__))
    return found


class Weights:
    """Weights in tenths of one part for pairs of numbered values, each pair worked out once; of two that are the
    same, and where one says nothing, at once."""

    def __init__(self, values: list[Any], ids: list[int], blank: Any, part: Part) -> None:
        import numpy as np

        self.values, self.ids, self.part = values, np.array(ids, np.int64), part
        self.blank = values.index(blank) if blank in values else -1
        self.own = np.array([0 if v == blank else _tenths(part(v, v)) for v in values] or [0], np.int64)

    def __call__(self, i: Ints, j: Ints) -> Ints:
        import numpy as np

        a, b = self.ids[i], self.ids[j]
        made = np.where(a == b, self.own[a], 0)
        rest = np.flatnonzero((a != b) & (a != self.blank) & (b != self.blank))
        if len(rest):
            a, b, n = a[rest], b[rest], len(self.values)
            code = np.minimum(a, b) * n + np.maximum(a, b)
            pairs = np.sort(code)
            pairs = pairs[np.r_[True, pairs[1:] != pairs[:-1]]]
            weights = [
                _tenths(self.part(self.values[pair // n], self.values[pair % n])) for pair in pairs.tolist()
            ]
            made[rest] = np.array(weights, np.int64)[np.searchsorted(pairs, code)]
        return made


def _tenths(parts: Parts | None) -> int:
    if parts is None:
        return _VETO
    if not parts:
        return 0
    missed = parts[0][0].endswith("-miss")  # a part of items, places or actors is one thing at most
    return round(parts[0][1] * 10) + (_MISS if missed else 0)


def _of_items(a: Any, b: Any) -> Parts | None:
    return item_parts(a[0], b[0], bool(a[1]))


def _of_actors(a: Any, b: Any) -> Parts | None:
    return actor_parts(*a, *b)
