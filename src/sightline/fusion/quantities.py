"""How many of each thing an event is said to have involved: intervals, counted once a voice.

Which number the voices come to is in `settle`; here things are told apart and what each voice says is gathered.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sightline.fusion.items import ItemKey, family, key_of
from sightline.fusion.profile import Profile
from sightline.fusion.settle import Voiced, meeting, middle, settle
from sightline.fusion.shown import trusted
from sightline.fusion.spoken import Spoken
from sightline.model.claim import Claim, Count, Item
from sightline.model.event import Quantity, Reason
from sightline.model.source import Source

# What a voice's number counts by the user's rating of its source: enough to tip an even split, never to outvote.
TRUST = {"A": 1.2, "B": 1.1, "D": 0.9, "E": 0.75}


@dataclass(slots=True)
class Tally:
    """One thing counted: name, category, unit, and what each claim says of how many."""

    name: str
    category: str
    unit: str | None
    counted: tuple[tuple[Claim, Count], ...]


def tallies(event: Spoken) -> list[Tally]:
    """The things that the event's claims count, in sorted order. A plain noun ("launchers") counts as the one
    designation of its category ("S-300 launchers") where there is only one."""
    counted = [(claim, item, item.count) for claim in event.stating for item in claim.items if item.count]
    if not counted:
        return []
    if len(counted) == 1:  # most events
        ((claim, item, count),) = counted
        return [Tally(item.name, item.category, count.unit or None, ((claim, count),))]
    found: dict[tuple[str, str, str], list[tuple[Claim, Item, Count]]] = defaultdict(list)
    keys = [key_of(item) for _, item, _ in counted]
    designations: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        if key.family or key.ref:
            designations[key.category].add(_thing(key))
    for (claim, item, count), key in zip(counted, keys, strict=True):
        thing = _thing(key)
        if not (key.family or key.ref):
            known = designations[item.category]
            thing = next(iter(known)) if len(known) == 1 else thing
        found[item.category, thing, count.unit or ""].append((claim, item, count))
    return [
        Tally(_name(i for _, i, _ in rows), category, unit or None, tuple((c, n) for c, _, n in rows))
        for (category, _, unit), rows in sorted(found.items())
    ]


def _thing(key: ItemKey) -> str:
    return key.family or key.ref or key.word


def _name(items: Iterable[Item]) -> str:
    """The most specific name that is used: a designation before a plain noun, then the shortest."""
    used = {(i.name, i.ref) for i in items}
    if len(used) == 1:
        return next(iter(used))[0]
    return min((family(name) is None, ref is None, len(name), name) for name, ref in used)[-1]


def trust(documents: Collection[Profile], sources: Collection[Source]) -> dict[str, float]:
    """What the word of a document counts for its numbers, by id, where the user rated its source; 1 for the rest. F
    is no rating."""
    found = {}
    for letter, weight in TRUST.items():
        rated = [replace(s, reliability="A") for s in sources if s.reliability == letter]
        found.update(dict.fromkeys(trusted(documents, rated), weight) if rated else {})
    return found


def quantities(event: Spoken, trust: Mapping[str, float] | None = None) -> tuple[Quantity, ...]:
    """What the voices of an event come to, thing by thing, in sorted order. trust: by document, what its word counts
    (1 where the user said nothing of its source); without: all alike. A tenth copy changes nothing."""
    found = tallies(event)
    return tuple([_quantity(event, t, trust or {}) for t in found]) if found else ()


def _quantity(event: Spoken, tally: Tally, trust: Mapping[str, float]) -> Quantity:
    if len(tally.counted) == 1:  # most events
        claim, count = tally.counted[0]
        low, high = count.low, count.high
        own = (event.voice[claim.id].id,)
        whole = _whole(low, high, tally.unit)
        return Quantity(tally.name, tally.category, whole, (claim.id,), middle(low, high), (), own)
    ids = tuple(sorted({c.id for c, _ in tally.counted}))
    said = _voices(event, tally, trust)
    found = settle(said)
    whole = _whole(found.low, found.high, tally.unit)
    reasons = (*_said(event, said, tally.unit), Reason(found.words, 0.0, ())) if len(said) > 1 else ()
    voices = tuple(v.voice for v in said)
    return Quantity(tally.name, tally.category, whole, ids, found.estimate, reasons, voices)


@lru_cache(maxsize=4096)
def _whole(low: float | None, high: float | None, unit: str | None) -> Count:
    return Count(low, high, unit, interval_words(low, high, unit))  # one value for all equal ones


def _voices(event: Spoken, tally: Tally, trust: Mapping[str, float]) -> list[Voiced]:
    """What each voice says, in the order of their ids: of several versions of a page the latest alone; what its
    documents all allow, or, where they allow nothing in common, all that any allows."""
    by_voice: dict[str, dict[str, list[tuple[Claim, Count]]]] = defaultdict(lambda: defaultdict(list))
    for claim, count in tally.counted:
        by_voice[event.voice[claim.id].id][claim.document].append((claim, count))
    found = []
    for voice, pages in sorted(by_voice.items()):
        latest = _latest([event.documents[d] for d in pages])
        rows = [pages[d] for d in latest]
        spans = [row[0][1] if len(row) == 1 else hull([n for _, n in row], tally.unit) for row in rows]
        low, high = spans[0].low, spans[0].high
        if len(spans) > 1:
            wide = hull(spans, tally.unit)
            low, high = meeting([(n.low, n.high) for n in spans]) or (wide.low, wide.high)
        exact = [n.high for row in rows for _, n in row if n.low == n.high and n.high is not None]
        # two figures on one page are mostly a part and the whole: the larger is what there was
        likely = max(exact) if exact and low != high else None
        weight = max(trust.get(d, 1.0) for d in latest)
        ids = tuple(sorted({c.id for row in rows for c, _ in row}))
        found.append(Voiced(voice, low, high, weight, ids, likely))
    return found


def _latest(documents: Sequence[Profile]) -> list[str]:
    """The ids of documents without those that a later version of the same page replaces; where it is not known
    which is later, both stand."""
    newest: dict[str, dt.datetime] = {}
    for document in documents:
        if document.page and (at := _published(document)):
            newest[document.page] = max(at, newest.get(document.page, at))
    return sorted(
        d.id for d in documents if not d.page or (at := _published(d)) is None or at >= newest.get(d.page, at)
    )


def _published(document: Profile) -> dt.datetime | None:
    return document.published.latest if document.published else None


def _said(event: Spoken, said: Sequence[Voiced], unit: str | None) -> list[Reason]:
    """Who gives which figure."""
    figures: dict[str, list[Voiced]] = defaultdict(list)
    for one in sorted(said, key=lambda v: (v.low is None, v.low or 0.0, v.high is None, v.high or 0.0)):
        figures[interval_words(one.low, one.high, unit)].append(one)
    claims = {c.id: c for c in event.stating}
    found = []
    for figure, voices in figures.items():
        ids = tuple(sorted(i for v in voices for i in v.claims))
        many = "one voice" if len(voices) == 1 else f"{len(voices)} voices"
        found.append(Reason(f"{figure}: {many} ({event.names([claims[i] for i in ids])})", 0.0, ids))
    return found


def hull(counts: Sequence[Count], unit: str | None) -> Count:
    """The smallest interval that holds all; copies change nothing. Open on a side where any is."""
    lows, highs = [c.low for c in counts], [c.high for c in counts]
    low = None if None in lows else min(x for x in lows if x is not None)
    high = None if None in highs else max(x for x in highs if x is not None)
    return Count(low, high, unit, interval_words(low, high, unit))


@lru_cache(maxsize=4096)
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
