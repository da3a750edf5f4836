"""How many of each thing an event is said to have involved: intervals, counted once a voice."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sightline.fusion.items import ItemKey, key_of
from sightline.fusion.spoken import Spoken
from sightline.model.claim import Claim, Count, Item
from sightline.model.event import Quantity


@dataclass(frozen=True, slots=True)
class Tally:
    """One thing counted: name, category, unit, and what each claim says of how many."""

    name: str
    category: str
    unit: str | None
    counted: tuple[tuple[Claim, Count], ...]


def tallies(event: Spoken) -> list[Tally]:
    """The things that the event's claims count, in sorted order. A plain noun ("launchers") counts as the one
    designation of its category ("S-300 launchers") where there is only one."""
    found: dict[tuple[str, str, str], list[tuple[Claim, Item, Count]]] = defaultdict(list)
    counted = [(c, i) for c in event.stating for i in c.items if i.count]
    designations: dict[str, set[str]] = defaultdict(set)
    for _, item in counted:
        key = key_of(item)
        if key.family or key.ref:
            designations[item.category].add(_thing(key))
    for claim, item in counted:
        if item.count is None:
            continue
        key = key_of(item)
        thing = _thing(key)
        if not (key.family or key.ref):
            known = designations[item.category]
            thing = next(iter(known)) if len(known) == 1 else thing
        found[item.category, thing, item.count.unit or ""].append((claim, item, item.count))
    return [
        Tally(_name(i for _, i, _ in rows), category, unit or None, tuple((c, n) for c, _, n in rows))
        for (category, _, unit), rows in sorted(found.items())
    ]


def _thing(key: ItemKey) -> str:
    return key.family or key.ref or key.word


def _name(items: Iterable[Item]) -> str:
    """The most specific name that is used: a designation before a plain noun, then the shortest."""
    return min({(key_of(i).family is None, i.ref is None, len(i.name), i.name) for i in items})[-1]


def quantities(event: Spoken) -> tuple[Quantity, ...]:
    return tuple(_quantity(t) for t in tallies(event))


def _quantity(tally: Tally) -> Quantity:
    counts = [count for _, count in tally.counted]
    whole = hull(counts, tally.unit)
    return Quantity(tally.name, tally.category, whole, tuple(sorted({c.id for c, _ in tally.counted})))


def hull(counts: Sequence[Count], unit: str | None) -> Count:
    """The smallest interval that holds all; copies change nothing. Open on a side where any is."""
    lows, highs = [c.low for c in counts], [c.high for c in counts]
    low = None if None in lows else min(x for x in lows if x is not None)
    high = None if None in highs else max(x for x in highs if x is not None)
    return Count(low, high, unit, interval_words(low, high, unit))


def interval_words(low: float | None, high: float | None, unit: str | None = None) -> str:
    tail = f" {unit}" if unit else ""
    if low is None and high is None:
        return "some" + tail
    if high is None or low is None:
        return f"at least {_number(low)}{tail}" if high is None else f"at most {_number(high)}{tail}"
    return f"{_number(low)}{tail}" if low == high else f"{_number(low)} to {_number(high)}{tail}"


def _number(value: float | None) -> str:
    """1,100,000 and 2.5, never 1.1e+06."""
    return "" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def agreeing(intervals: Sequence[tuple[float | None, float | None]]) -> list[list[int]]:
    """Indices grouped so that all intervals of a group have a number in common; the fewest groups (greedy
    stabbing). More than one group exactly where two intervals have no number in common (Helly, one dimension)."""
    ends = [
        (-math.inf if low is None else low, math.inf if high is None else high) for low, high in intervals
    ]
    left = sorted(range(len(ends)), key=lambda i: (ends[i][1], ends[i][0], i))
    groups = []
    while left:
        point = ends[left[0]][1]
        inside = [i for i in left if ends[i][0] <= point]
        groups.append(sorted(inside))
        left = [i for i in left if ends[i][0] > point]
    return groups
