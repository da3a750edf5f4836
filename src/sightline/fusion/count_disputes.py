"""Numbers of one thing that cannot all hold, read as loosely as the words allow.

"A drone" does not say that there was only one; "another five" and "two of the eight" are parts; a round number
may have been rounded (Krifka 2007, "Approximate interpretation of number words"). Tonnes are not compared with
pieces, nor launchers with vehicles: only what `tallies` takes for one thing. Numbers of days well apart of what
stands somewhere, and a toll that rises, are one thing growing; of days close together, they are shown, and the days
said.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from sightline.fusion.disputes import made
from sightline.fusion.quantities import Tally, agreeing, hull, interval_words, tallies
from sightline.fusion.spoken import Spoken
from sightline.fusion.statement import FAMILIES, STANDING
from sightline.model.claim import Claim, Count
from sightline.model.event import Contradiction
from sightline.model.period import DAY, Period
from sightline.model.vocabulary import PEOPLE
from sightline.model.words import word_set

ROUNDED = 0.05  # a round number holds what is no further off than this share of it
ROUND_FROM = 20
SOON = DAY * 4  # numbers of days closer together than this are held against each other
OTHER_DAYS = "; of different days, so both may hold"
_ARTICLES = word_set(
    "a an the this that these those his her its their our your my un una el la le der die das"
)
_PART = re.compile(
    r"\b(?:another|further|more|additional|extra|other|others|first|last|next|remaining|rest of)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_OF = re.compile(r"^\s*(?:out )?of (?:the|its|his|their|these|those)\b", re.IGNORECASE)
_MORE = re.compile(r"^\s*(?:more|further|other|additional)\b", re.IGNORECASE)
_KILLED = re.compile(r"kill|dead|death|die|slain|murder|destr", re.IGNORECASE)
_HURT = re.compile(r"wound|injur|hurt|damag", re.IGNORECASE)
_HELD = re.compile(r"captur|seiz|taken|surrender|kidnap|detain|prison", re.IGNORECASE)

_NO_GAP = dt.timedelta(0)
Interval = tuple[float | None, float | None]


def count_disputes(event: Spoken) -> list[Contradiction | None]:
    """One a thing whose numbers cannot all hold. Documents count once each, with all that they say of it."""
    return [
        _dispute(event, tally, counted)
        for tally in tallies(event)
        if len({c.document for c, _ in tally.counted}) > 1
        for counted in _comparable(tally)
    ]


def _comparable(tally: Tally) -> list[list[tuple[Claim, Count]]]:
    """Apart: what was destroyed, damaged and captured."""
    found: dict[str, list[tuple[Claim, Count]]] = defaultdict(list)
    for claim, count in tally.counted:
        found[_fate(claim)].append((claim, count))
    return [found[fate] for fate in sorted(found)]


def _fate(claim: Claim) -> str:
    if claim.event != "loss" or claim.trigger is None:
        return ""
    words = claim.trigger.text
    known = {"killed": _KILLED, "hurt": _HURT, "held": _HELD}
    return next((fate for fate, pattern in known.items() if pattern.search(words)), "")


def _dispute(event: Spoken, tally: Tally, counted: Sequence[tuple[Claim, Count]]) -> Contradiction | None:
    by_document: dict[str, list[tuple[Claim, Count]]] = defaultdict(list)
    for claim, count in counted:
        by_document[claim.document].append((claim, count))
    if len(by_document) < 2:
        return None
    rows = [by_document[d] for d in sorted(by_document)]
    meant = [_hull([bounds(c, n) for c, n in row]) for row in rows]
    groups = agreeing(meant)
    people = tally.category in PEOPLE
    if len(groups) < 2:
        return None
    camps = [[i for i in group if _clashes(event, i, group, rows, meant, people)] for group in groups]
    camps = [camp for camp in camps if camp]
    said = [_printed([n for i in camp for _, n in rows[i]], tally.unit) for camp in camps]
    sides = [[c for i in camp for c, _ in rows[i]] for camp in camps]
    note = OTHER_DAYS if _other_days(sides) else ""
    return made(event, "count", f"How many {tally.name}", said, sides, note)


def _other_days(sides: Sequence[Sequence[Claim]]) -> bool:
    """Whether no two sides tell of what stood there at one time."""
    return all(
        _gap(a, b) > _NO_GAP
        for n, side in enumerate(sides)
        for other in sides[n + 1 :]
        for a in side
        for b in other
    )


def _gap(a: Claim, b: Claim) -> dt.timedelta:
    """Time between two periods; none where they meet, or where one is not bounded on that side."""
    if a.time is None or b.time is None or a.time.meets(b.time):
        return _NO_GAP
    first, last = (a.time, b.time) if _before(a.time, b.time) else (b.time, a.time)
    return last.earliest - first.latest if last.earliest and first.latest else _NO_GAP


def _before(a: Period, b: Period) -> bool:
    return a.latest is not None and b.earliest is not None and a.latest < b.earliest


def _clashes(
    event: Spoken,
    i: int,
    group: Sequence[int],
    rows: Sequence[Sequence[tuple[Claim, Count]]],
    meant: Sequence[Interval],
    people: bool,
) -> bool:
    """Whether what document i says cannot stand beside what some document of another group says."""
    return any(
        _apart(meant[i], meant[j])
        and not all(
            _growing(event, a, b, meant[i], meant[j]) or (people and _others(a, b))
            for a, _ in rows[i]
            for b, _ in rows[j]
        )
        for j in range(len(rows))
        if j not in group
    )


def bounds(claim: Claim, count: Count) -> Interval:
    """How many there may have been in all, as loosely as the words allow."""
    low, high = count.low, count.high
    words = count.text.casefold().strip()
    if low == high == 1 and (not words or words in _ARTICLES):
        return low, None
    if low is None or high is None:
        return low, high
    if words and _part_in(claim.quote.text, count.text):
        return low, None
    return (_rounded(low)[0], _rounded(high)[1]) if low == high else (low, high)


@lru_cache(maxsize=65_536)
def _part_in(quote: str, words: str) -> bool:
    """Whether the number is one of a part: "another five", "two of the eight", "five more"."""
    at = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", quote)
    if at is None:
        return False
    before, after = quote[: at.start()], quote[at.end() :]
    return bool(_PART.search(before) or _OF.match(after) or _MORE.match(after))


def _rounded(value: float) -> tuple[float, float]:
    """What a number may stand for: 100 for 95 to 105, 35 and 101 for themselves."""
    if value < ROUND_FROM or value % 10:
        return value, value
    step = 10.0
    while value % (step * 10) == 0:
        step *= 10
    off = min(step / 2, value * ROUNDED)
    return value - off, value + off


def _hull(intervals: Sequence[Interval]) -> Interval:
    lows, highs = [low for low, _ in intervals], [high for _, high in intervals]
    low = None if None in lows else min(x for x in lows if x is not None)
    high = None if None in highs else max(x for x in highs if x is not None)
    return low, high


def _apart(a: Interval, b: Interval) -> bool:
    return (a[1] is not None and b[0] is not None and a[1] < b[0]) or (
        b[1] is not None and a[0] is not None and b[1] < a[0]
    )


def _others(a: Claim, b: Claim) -> bool:
    """Whether people of other countries are counted: 100 Russians, 200 Venezuelans."""
    one, other = (frozenset(x.country for x in c.actors if x.country) for c in (a, b))
    return bool(one and other) and not one & other


def _growing(event: Spoken, a: Claim, b: Claim, many: Interval, others: Interval) -> bool:
    """Whether two numbers may both have been right: of other days, or of a toll that rose from one report to the
    next."""
    if FAMILIES.get(a.event) == STANDING and FAMILIES.get(b.event) == STANDING:
        return _gap(a, b) >= SOON
    if a.event != b.event or a.event != "loss":
        return False
    one, other = (event.documents[c.document].published for c in (a, b))
    return one is not None and other is not None and not one.meets(other) and _rose(one, other, many, others)


def _rose(a: Period, b: Period, many: Interval, others: Interval) -> bool:
    first_a = _before(a, b)
    less_a = many[1] is not None and others[0] is not None and many[1] < others[0]
    return first_a == less_a


def _printed(counts: Sequence[Count], unit: str | None) -> str:
    return hull(counts, unit).text or interval_words(None, None, unit)
