"""What is said of a trigger and a span that may belong to it, besides their words: distance, what lies between,
what the rules link. One column each, on or off; `PAIR_LAYOUT` is part of the model as `features.LAYOUT` is."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.extraction.learned.labels import LINKS, SPANS
from sightline.model.vocabulary import EventKind

_STEPS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 45)
_BEFORE = (
    "by", "to", "from", "in", "of", "with", "at", "on", "near", "for", "into", "over", "and", ",", "the", "against",
    "after", "since", "off",
)  # fmt: skip
PAIR_LAYOUT: tuple[str, ...] = (
    *(f"{side} {n}" for side in ("before", "after") for n in range(len(_STEPS) + 1)),
    "overlap",
    *(f"{n} triggers between" for n in range(4)),
    *(f"sentence {n:+}" for n in range(-3, 4)),
    *(f"kind {k}" for k in SPANS),
    "found by rules",
    *(f"rules link {link}" for link in LINKS),
    "rules know the trigger",
    *(f"behind {w!r}" for w in _BEFORE),
    "in the lead", "nearest", "nearest before", "nearest after", "comma between", "passive", "to-verb", "trigger is noun-like",
)  # fmt: skip
_COLUMN = {name: n for n, name in enumerate(PAIR_LAYOUT)}
REACH = 3  # sentences
LEAD = 2  # sentences that may set the scene for all that follows


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words [first, last] of the part (numbered through), in sentence `sentence`."""

    first: int
    last: int
    sentence: int

    def touches(self, other: "Stretch") -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may fill a slot. kind: of `SPANS`; ruled: a rule found it."""

    words: Stretch
    kind: str
    ruled: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """A claim of the rules: its event, and what is linked to its trigger: (link, first word, last word)."""

    trigger: Stretch
    event: EventKind
    links: tuple[tuple[str, int, int], ...]


def span_columns(low: Sequence[str], candidate: Candidate) -> tuple[int, ...]:
    """The columns of a candidate that are the same for every trigger. low: every word of the part in lower case."""
    c = candidate.words
    on = [_COLUMN[f"kind {candidate.kind}"]]
    if c.sentence < LEAD:
        on.append(_COLUMN["in the lead"])
    if candidate.ruled:
        on.append(_COLUMN["found by rules"])
    for back in (1, 2):
        word = low[c.first - back] if c.first >= back else ""
        if word in _BEHIND:
            on.append(_BEHIND[word])
            if word not in {"the", ","}:
                break
    return tuple(dict.fromkeys(on))


def pair_columns(
    low: Sequence[str],
    trigger: Stretch,
    candidates: Sequence[tuple[Candidate, tuple[int, ...]]],
    starts: Sequence[int],
    commas: Sequence[int],
    linked: Sequence[Linked],
) -> list[list[int]]:
    """For each candidate, given with its `span_columns`, the columns that are on. starts: first words of all
    triggers, in order; commas: all that are one; linked: what the rules link to this trigger."""
    nearest = _nearest(trigger, [c for c, _ in candidates])
    own = _trigger_columns(low, trigger)
    first, last = trigger.first, trigger.last
    # What is counted up to the trigger's two ends is the same for all candidates.
    starts_before, starts_by_end = bisect_left(starts, first), bisect_left(starts, last + 1)
    commas_before, commas_by_end = bisect_left(commas, first), bisect_left(commas, last + 1)
    out = []
    for number, (candidate, known) in enumerate(candidates):
        c = candidate.words
        told = parted = 0  # triggers and commas between
        if c.last < first:
            gap = _BEFORE_BY[bisect_left(_STEPS, first - c.last)]
            told = starts_before - bisect_left(starts, c.last + 1)
            parted = commas_before - bisect_left(commas, c.last + 1)
        elif c.first > last:
            gap = _AFTER_BY[bisect_left(_STEPS, c.first - last)]
            told = bisect_left(starts, c.first) - starts_by_end
            parted = bisect_left(commas, c.first) - commas_by_end
        else:
            gap = _OVERLAP
        apart = _APART[max(-3, min(3, c.sentence - trigger.sentence))]
        on = [*known, *own, *nearest.get(number, ()), gap, _BETWEEN[min(told, 3)], apart]
        if parted:
            on.append(_COMMA)
        if linked:
            on += _linked_columns(c, linked)
        on.sort()
        out.append(on)
    return out


def _linked_columns(c: Stretch, linked: Sequence[Linked]) -> set[int]:
    return {
        _RULED,
        *(_LINK[k] for x in linked for k, first, last in x.links if first <= c.last and c.first <= last),
    }


def _trigger_columns(low: Sequence[str], trigger: Stretch) -> list[int]:
    before = low[trigger.first - 1] if trigger.first else ""
    out = []
    if any(w in _BE for w in low[max(0, trigger.first - 3) : trigger.first]):
        out.append(_COLUMN["passive"])
    if before == "to":
        out.append(_COLUMN["to-verb"])
    if before in _NOUN_LEADS:
        out.append(_COLUMN["trigger is noun-like"])
    return out


_BEHIND = {w: _COLUMN[f"behind {w!r}"] for w in _BEFORE}
_BETWEEN = [_COLUMN[f"{n} triggers between"] for n in range(4)]
_APART = {n: _COLUMN[f"sentence {n:+}"] for n in range(-3, 4)}
_LINK = {link: _COLUMN[f"rules link {link}"] for link in LINKS}
_RULED, _COMMA = _COLUMN["rules know the trigger"], _COLUMN["comma between"]
_BE = frozenset("is are was were be been being am get gets got".split())
_NOUN_LEADS = frozenset("a an the this that of its their his in no any first second last new".split())


_BEFORE_BY, _AFTER_BY = (
    [_COLUMN[f"{side} {n}"] for n in range(len(_STEPS) + 1)] for side in ("before", "after")
)
_OVERLAP = _COLUMN["overlap"]
_NEAREST, _NEAREST_BEFORE, _NEAREST_AFTER = (
    _COLUMN[name] for name in ("nearest", "nearest before", "nearest after")
)


def _nearest(trigger: Stretch, candidates: Sequence[Candidate]) -> dict[int, list[int]]:
    """Candidate -> columns that say it stands nearest of its kind: on the whole, before, behind."""
    best: dict[tuple[int, str], tuple[int, int]] = {}
    for number, candidate in enumerate(candidates):
        c, kind = candidate.words, candidate.kind
        before = c.last < trigger.first
        gap = trigger.first - c.last if before else max(0, c.first - trigger.last)
        for column in (_NEAREST, _NEAREST_BEFORE if before else _NEAREST_AFTER):
            held = best.get((column, kind))
            if held is None or gap < held[0]:
                best[column, kind] = (gap, number)
    out: dict[int, list[int]] = {}
    for (column, _), (_, number) in best.items():
        out.setdefault(number, []).append(column)
    return out
