"""What is said of a trigger and a span that may belong to it, besides their words: distance, what lies between,
what the rules link. One column each, on or off; `PAIR_LAYOUT` is part of the model as `features.LAYOUT` is."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.extraction.learned.labels import LINKS, SPANS

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


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words [first, last] of the part (numbered through), in sentence `sentence`."""

    first: int
    last: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may fill a slot. kind: of `SPANS`; ruled: a rule found it."""

    words: Stretch
    kind: str
    ruled: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """What a rule-made claim links to its trigger: (link, first word, last word)."""

    trigger: Stretch
    links: tuple[tuple[str, int, int], ...]


def pair_columns(
    low: Sequence[str],
    trigger: Stretch,
    candidates: Sequence[Candidate],
    starts: Sequence[int],
    linked: Sequence[Linked],
) -> list[list[int]]:
    """For each candidate the columns that are on. low: every word of the part in lower case; starts: first
    words of all triggers, in order; linked: what the rules link to this trigger."""
    nearest = _nearest(trigger, candidates)
    out = []
    before = low[trigger.first - 1] if trigger.first else ""
    passive = any(w in _BE for w in low[max(0, trigger.first - 3) : trigger.first])
    for number, candidate in enumerate(candidates):
        c = candidate.words
        on = [_distance(trigger, c), _COLUMN[f"kind {candidate.kind}"]]
        a, b = (c.last, trigger.first) if c.last < trigger.first else (trigger.last, c.first)
        between = bisect_left(starts, b) - bisect_left(starts, a + 1) if a < b else 0
        on.append(_COLUMN[f"{min(max(between, 0), 3)} triggers between"])
        on.append(_COLUMN[f"sentence {max(-3, min(3, c.sentence - trigger.sentence)):+}"])
        if c.sentence < 2:
            on.append(_COLUMN["in the lead"])
        if candidate.ruled:
            on.append(_COLUMN["found by rules"])
        for link in linked:
            on.append(_COLUMN["rules know the trigger"])
            on += [
                _COLUMN[f"rules link {k}"]
                for k, first, last in link.links
                if first <= c.last and c.first <= last
            ]
        for back in (1, 2):
            word = low[c.first - back] if c.first >= back else ""
            if word in _BEFORE:
                on.append(_COLUMN[f"behind {word!r}"])
                if word not in {"the", ","}:
                    break
        on += [_COLUMN[name] for name, which in nearest.items() if number in which]
        if a < b and "," in low[a + 1 : b]:
            on.append(_COLUMN["comma between"])
        if passive:
            on.append(_COLUMN["passive"])
        if before == "to":
            on.append(_COLUMN["to-verb"])
        if before in _NOUN_LEADS:
            on.append(_COLUMN["trigger is noun-like"])
        out.append(sorted(set(on)))
    return out


_BE = frozenset("is are was were be been being am get gets got".split())
_NOUN_LEADS = frozenset("a an the this that of its their his in no any first second last new".split())


def _distance(trigger: Stretch, c: Stretch) -> int:
    if c.first <= trigger.last and trigger.first <= c.last:
        return _COLUMN["overlap"]
    before = c.last < trigger.first
    gap = trigger.first - c.last if before else c.first - trigger.last
    step = bisect_left(_STEPS, gap)
    return _COLUMN[f"{'before' if before else 'after'} {step}"]


def _nearest(trigger: Stretch, candidates: Sequence[Candidate]) -> dict[str, set[int]]:
    """Which candidates of a kind stand nearest: on the whole, before, behind."""
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for number, candidate in enumerate(candidates):
        c = candidate.words
        before = c.last < trigger.first
        gap = trigger.first - c.last if before else max(0, c.first - trigger.last)
        for name in ("nearest", "nearest before" if before else "nearest after"):
            key = (name, candidate.kind)
            if key not in best or gap < best[key][0]:
                best[key] = (gap, number)
    out: dict[str, set[int]] = {"nearest": set(), "nearest before": set(), "nearest after": set()}
    for (name, _), (_, number) in best.items():
        out[name].add(number)
    return out
