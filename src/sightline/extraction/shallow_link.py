"""Which things, places, dates and forces of a sentence belong to which trigger, in languages read shallowly.

As for English (link.py) without a parser: a cost of the words and borders between; every list of things goes to the
nearest trigger.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from sightline.extraction.link import word_range
from sightline.extraction.shallow_triggers import Trigger
from sightline.extraction.shallow_words import Range, Reading
from sightline.extraction.voice_kinds import table
from sightline.model.claim import Actor, Item
from sightline.model.countries import by_demonym
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.span import Span, cut
from sightline.model.vocabulary import EventKind, Role

_WORD, _COMMA, _OPEN, _STRONG_MARK, _TRIGGER, _WRONG_SIDE = 0.6, 1.5, 4.0, 8.0, 5.0, 3.0
_REACH = 14.0
_DENIED = 12.0
_WHEN = 11.0
_BARE = 4.0  # where something comes from is seldom where it happened
_OBJECT_BEHIND = 5
_BORROW = 10.0  # how far a trigger without things of its own may look
_MARKS = frozenset({";", ":", "—", "–"})
_DIRECTED: frozenset[EventKind] = frozenset({"departure", "movement", "arrival", "delivery", "deployment"})
_LIST = re.compile(r"\d[\d.,]*$")


def things(reading: Reading, found: Sequence[Trigger], items: Sequence[Item]) -> dict[int, list[Item]]:
    """Index of a trigger -> the items that are its own; each list of items goes to the nearest trigger, and a
    trigger without any looks at the nearest list of its clause."""
    groups = _lists(reading, items)
    out: dict[int, list[Item]] = {n: [] for n in range(len(found))}
    for first, last, members in groups:
        prices = [(price(reading, t, first, last, found), n) for n, t in enumerate(found)]
        cheap = min(prices, default=None)
        if cheap and cheap[0] <= _REACH:
            out[cheap[1]] += members
    for n, trigger in enumerate(found):
        if out[n]:
            continue
        near = min(
            ((price(reading, trigger, a, b, found), k) for k, (a, b, _) in enumerate(groups)), default=None
        )
        if near and near[0] <= _BORROW:
            out[n] = list(groups[near[1]][2])
        elif n and found[n - 1].event == trigger.event and trigger.kind == "v":
            out[n] = list(out[n - 1])  # "should have come, but did not come"
    return out


def price(reading: Reading, trigger: Trigger, first: int, last: int, found: Sequence[Trigger]) -> float:
    """How far words [first, last] stand from a trigger."""
    if first <= trigger.last and trigger.first <= last:
        return 0.0
    behind = first > trigger.last
    low, high = (trigger.last + 1, first) if behind else (last + 1, trigger.first)
    total = _WORD * (high - low)
    if total > _REACH:  # further than anything is linked; long lists must not cost more
        return total
    for i in range(low, high):
        word = reading.lows[i]
        if word == ",":
            total += _COMMA
        elif word in _MARKS:
            total += _STRONG_MARK
        elif reading.is_("open", i):
            total += _OPEN
    if behind and reading.language != "fr" and not reading.has("not_no", low, high):
        # "compró tanques y no renunció a los cazas"; a comma ends what the negation reaches
        near = [b for a, b in reading.hits.get("no", ()) if low <= a <= b < high]
        total += _DENIED if any("," not in reading.lows[b:high] for b in near) else 0.0
    total += sum(_TRIGGER for t in found if low <= t.first and t.last < high)
    if reading.language == "tr":
        relative = re.search(r"[ae]n$", reading.bare[trigger.last]) is not None  # "giren gemi"
        return total + (_WRONG_SIDE if behind != relative else 0.0)
    if trigger.form == "noun" and not behind:
        total += _WRONG_SIDE
    return total


def _lists(reading: Reading, items: Sequence[Item]) -> list[tuple[int, int, list[Item]]]:
    placed = [(at, i) for i in items if (at := word_range(reading.sentence, i.span))]
    out: list[tuple[int, int, list[Item]]] = []
    for (first, last), item in sorted(placed, key=lambda p: p[0]):
        if out and _joined(reading, out[-1][1], first, item):
            a, b, members = out[-1]
            out[-1] = (a, max(b, last), [*members, item])
        else:
            out.append((first, last, [item]))
    return out


def _joined(reading: Reading, last: int, first: int, item: Item) -> bool:
    counted = set(item.count.text.lower().split()) if item.count else set()
    between = reading.lows[last + 1 : first]
    joins = [i for i in range(last + 1, first) if reading.is_("join", i) or reading.lows[i] == ","]
    known = all(
        reading.is_("join", last + 1 + k) or w == "," or _LIST.match(w) or w in counted or len(w) <= 3
        for k, w in enumerate(between)
    )
    return bool(joins) and len(between) <= 6 and known


def where(
    reading: Reading,
    trigger: Trigger,
    places: Sequence[Place],
    found: Sequence[Trigger],
    acting: Sequence[Span] = (),
) -> tuple[Place | None, Place | None]:
    """Where it happened and where it came from. acting: the names of who acts; without a preposition they are no
    place."""
    at_: list[tuple[float, Place]] = []
    from_: list[tuple[float, Place]] = []
    for place in places:
        span = place.span
        at = word_range(reading.sentence, span) if span else None
        if span is None or at is None or by_demonym(span.text):
            continue
        cost = price(reading, trigger, *at, found)
        if reading.language == "tr" and at[0] > trigger.last:
            cost += _WRONG_SIDE
        role = side(reading, at)
        if role == "bare" and (place.relation or reading.is_("at", at[0])):
            role = "at"  # "cerca de X": the preposition is in the words of the place
        if role == "bare" and not _object(trigger, at):
            continue  # a name without a preposition or case: a ship's, a speaker's, a country that acts
        if role == "bare" and trigger.event == "departure":
            role = "from"  # "abandonó X", "покинули X"
        elif role == "from" and trigger.event not in _DIRECTED:
            cost += _BARE
        if cost > _REACH or (role == "bare" and any(a.overlaps(span) for a in acting)):
            continue
        if role == "from" and trigger.event in _DIRECTED:
            from_.append((cost, place))
        else:
            at_.append((cost - (1.0 if role == "to" and trigger.event in _DIRECTED else 0.0), place))
    return _cheapest(at_), _cheapest(from_)


def _object(trigger: Trigger, at: Range) -> bool:
    """ "Bombardearon Alepo", "покинули порт X": right behind a verb that can have a place for object."""
    return (
        trigger.event in ("departure", "arrival", "strike", "loss", "movement")
        and trigger.kind != "n"
        and 0 < at[0] - trigger.last <= _OBJECT_BEHIND
    )


def side(reading: Reading, at: Range) -> str:
    """What the words round a place say of it: "from", "to", "at", or "bare" without a preposition."""
    first, last = at
    if reading.language == "tr":
        ending = reading.lows[last].partition("'")[2]
        common = reading.sentence.words[last].text[0].islower()
        if re.search(r"[dt][ae]n$", ending or (reading.lows[last] if common else "")):
            return "from"
        if re.fullmatch(r"(?:n|y)?[ae]", ending) or re.search(r"[ıiuü]n[ae]$", reading.lows[last]):
            return "to"
        return "at" if ending or (common and re.search(r"[dt][ae](?:ki)?$", reading.lows[last])) else "bare"
    for back in range(1, 5):
        i = first - back
        if i < 0:
            return "bare"
        if reading.is_("from", i):
            return "from"
        if reading.is_("to", i):
            return "to"
        if reading.is_("at", i):
            return "to" if reading.is_("to_in", i) else "at"
        if reading.is_("of", i):
            return _of(reading, i)
        if not reading.is_("site", i) and (len(reading.lows[i]) > 3 or not reading.lows[i].isalpha()):
            return "bare"
    return "bare"


def _of(reading: Reading, i: int) -> str:
    """ "La base de X" is at X, "zarpó de X" comes from it, "las fuerzas de X" are nowhere yet."""
    near = range(max(0, i - 3), i)
    if any(reading.is_("site", k) for k in near):
        before = next((k for k in range(i - 1, max(-1, i - 5), -1) if reading.is_("from", k) or reading.is_("to", k) or reading.is_("at", k)), None)  # fmt: skip
        if before is None:
            return "bare"
        return "from" if reading.is_("from", before) else "at"
    return "from"


def _cheapest(priced: Sequence[tuple[float, Place]]) -> Place | None:
    return min(priced, key=lambda p: p[0])[1] if priced else None


_TO = re.compile(
    r"\s*(?:[-–—]|\b(?:al?|y|e|hasta|au|à|et|jusqu['’]au|по|до|и|та|й|і|ile|ila|ve|bis|und)\b)\s*(?:(?:el|la|le|les)\s+)?",
    re.I,
)


def ranges(text: str, times: Sequence[Span]) -> tuple[Span, ...]:
    """The times of a sentence in text order, both ends of one range ("du 20 au 24 novembre") as one stretch."""
    out: list[Span] = []
    for span in sorted(times):
        if out and _TO.fullmatch(text, out[-1].end, span.start):
            out[-1] = cut(text, out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)


def when(
    reading: Reading, trigger: Trigger, times: Sequence[Span], found: Sequence[Trigger]
) -> Period | None:
    """The words that date it, not yet resolved."""
    say = table(reading.language)
    best: tuple[float, Span] | None = None
    for span in times:
        at = word_range(reading.sentence, span)
        if at is None:
            continue
        near = reading.lows[max(0, at[0] - 2) : at[0]]
        if any("say" in say.classes(w) for w in near) and reading.language != "tr":
            continue  # "dijo el lunes": when it was said
        cost = price(reading, trigger, *at, found)
        if reading.language == "tr" and at[0] < trigger.first:
            cost -= _WORD  # dates open a Turkish clause
        if cost <= _WHEN and (best is None or cost < best[0]):
            best = (cost, span)
    return Period(span=best[1]) if best else None


def who(
    reading: Reading,
    trigger: Trigger,
    actors: Sequence[Actor],
    found: Sequence[Trigger],
    mine: Sequence[Item],
) -> tuple[Actor, ...]:
    """The states and forces that act, or are acted on, each with its part."""
    out: list[Actor] = []
    for actor in actors:
        at = word_range(reading.sentence, actor.span)
        if at is None or actor.kind == "person":
            continue
        inside = any(i.span.overlaps(actor.span) for i in mine)
        cost = price(reading, trigger, *at, found)
        nearest = min((price(reading, t, *at, found) for t in found), default=cost)
        if inside or (cost <= _BORROW and cost <= nearest):
            out.append(replace(actor, role=_role(reading, trigger, at, inside=inside)))
    return tuple(out)


_BY = frozenset({"por", "par"})
_TR_DATIVE = re.compile(r"'?(?:n?[ae]|y[ae])$")


def _role(reading: Reading, trigger: Trigger, at: Range, *, inside: bool) -> Role:
    before = reading.bare[max(0, at[0] - 2) : at[0]]
    if _BY & set(before) or inside:
        return "agent"
    if trigger.event == "delivery":
        given = any(reading.is_("to", i) for i in range(max(0, at[0] - 2), at[0]))
        if given or (reading.language == "tr" and _TR_DATIVE.search(reading.lows[at[1]])):
            return "recipient"
    if trigger.event in ("strike", "loss") and at[0] > trigger.last and reading.language != "tr":
        return "target"
    return "agent"
