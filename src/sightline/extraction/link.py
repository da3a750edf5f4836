"""Which items, actors, places and times belong to which trigger of a sentence.

Without a parser: a cost for every pair, made of the words between them and of the borders they cross
(a comma, a new clause, another verb of the lexicon). Words of one list ("tanks, IFVs and trucks") are one
candidate. The weights were set by hand and checked on the open training documents (bench/claims.py).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sightline.extraction.sentences import Sentence, Word
from sightline.extraction.triggers import Trigger
from sightline.model.span import Span

_CLAUSE = frozenset(
    "that which who whom whose while when as after before because although though but where until unless whether"
    " since if so yet whereas despite following".split()
)
_CLAUSE_AFTER_COMMA = frozenset("but with he she it they".split())
_JOIN = frozenset("and or & plus nor ve y e et и".split())
_LIST_WORDS = frozenset(
    ", and or & plus a an the one two three four five six seven eight nine ten eleven twelve dozen dozens several"
    " some other their its as well along with at least more than about around up to including both also"
    " ve y e et и на".split()
)
# What is held stands before, who holds it behind: "missiles under the control of the rebels".
HELD_BY = frozenset(
    {"under the control of", "under control of", "in the hands of", "in service with", "in possession of"}
)
COST_COMMA = 1.5
COST_CLAUSE = 4.0
COST_BREAK = 8.0
COST_JOIN = 0.5
COST_TRIGGER = 6.0
COST_WRONG_SIDE = 5.0
REACH = 16.0  # a candidate dearer than this is not linked


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates that stand as one list: word range [first, last] and their indices in the caller's sequence."""

    first: int
    last: int
    members: tuple[int, ...]


def word_range(sentence: Sentence, span: Span) -> tuple[int, int] | None:
    """First and last word of `span` within the sentence; None where it lies outside."""
    if span.end <= sentence.start or sentence.end <= span.start:
        return None
    first = bisect_right(sentence.words, span.start, key=lambda w: w.end)
    last = bisect_left(sentence.words, span.end, key=lambda w: w.start) - 1
    return (first, last) if first <= last else None


def groups(sentence: Sentence, spans: Sequence[Span]) -> list[Group]:
    """The candidates of a sentence, lists joined: only commas, "and", numbers and articles stand between."""
    placed = []
    for index, span in enumerate(spans):
        at = word_range(sentence, span)
        if at:
            placed.append((at[0], at[1], index))
    out: list[Group] = []
    for first, last, index in sorted(placed):
        if out and _listed(sentence.words, out[-1].last, first):
            out[-1] = Group(out[-1].first, max(last, out[-1].last), (*out[-1].members, index))
        else:
            out.append(Group(first, last, (index,)))
    return out


def _listed(words: tuple[Word, ...], last: int, first: int) -> bool:
    between = [w.low for w in words[last + 1 : first]]
    joined = any(w in _JOIN or w in {",", "including", "plus", "with"} for w in between)
    return joined and len(between) <= 6 and all(w in _LIST_WORDS or w.isdigit() for w in between)


def cost(words: tuple[Word, ...], trigger: Trigger, first: int, last: int, verbs: Iterable[Trigger]) -> float:
    """How far [first, last] stands from the trigger; infinity where it holds the trigger itself."""
    if first <= trigger.last and trigger.first <= last:
        return 0.0
    low, high = (last + 1, trigger.first) if last < trigger.first else (trigger.last + 1, first)
    total = 0.6 * (high - low)
    for i in range(low, high):
        word = words[i].low
        if word == ",":
            opens = i + 1 < len(words) and words[i + 1].low in _CLAUSE_AFTER_COMMA
            total += COST_COMMA + (COST_CLAUSE if opens else 0.0)
        elif word in {";", ":", "—", "–", "(", ")"}:
            total += COST_BREAK if word == ";" else COST_COMMA
        elif word in _CLAUSE:
            total += COST_CLAUSE
        elif word in _JOIN:
            total += COST_JOIN
    total += sum(COST_TRIGGER for v in verbs if low <= v.first and v.last < high)
    return total


def prefers_before(trigger: Trigger) -> bool | None:
    """Where the thing moved, struck or held is looked for first: True before, False after, None either."""
    frame, entry = trigger.entry.frame, trigger.entry
    if frame == "n":
        return None if not entry.base.endswith(" of") else False
    if frame == "go":
        return True
    if frame == "be":
        if entry.base in HELD_BY:
            return True
        return entry.pos in "px" and not entry.base.endswith(("with", "of"))
    if entry.form == "ing" and frame == "act":
        return False
    return trigger.passive


def side_cost(trigger: Trigger, first: int) -> float:
    """What it costs to stand on the unlikely side of the trigger."""
    wanted = prefers_before(trigger)
    if wanted is None or (first < trigger.first) == wanted:
        return 0.0
    return COST_WRONG_SIDE * (
        0.5 if trigger.entry.frame in {"go", "be"} and trigger.entry.pos != "x" else 1.0
    )


def reach_of(trigger: Trigger, first: int) -> float:
    """How dear a candidate may be. What is seen, held or put stands right beside its participle; far on the
    other side of it stands something else."""
    wanted = prefers_before(trigger)
    if trigger.entry.pos in "px" and wanted is not None and (first < trigger.first) != wanted:
        return REACH / 2
    return REACH
