"""What "the last month of World War II" and "two days after the fall of Saigon" say, by the table of happenings; and which
happening gives a date its year where nothing else does."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sightline.times.calendrical import When, add_days, add_months, step
from sightline.times.context import Context
from sightline.times.expr import CalendarDate, Expr, Listed, Shift, Stretch, Tied, Unit, UnitName
from sightline.times.happenings import Happening, Named, named_in
from sightline.times.tokens import Tokens, is_sentence_end
from sightline.times.words_en import ONES, ORDINALS, PLURAL_UNITS, UNITS

Hit = tuple[int, int, Expr]
_END = frozenset("end close conclusion ending".split())
_START = frozenset("start beginning outbreak onset opening commencement".split())
_WHOLE = frozenset("height middle".split())
_STAGE = frozenset("days weeks months years hours stages phase phases day week month year part".split())
# a plural without a number: no more than so many of the unit
_SOME: dict[UnitName, int] = {"day": 14, "week": 4, "month": 3, "year": 2}
_VAGUE = {"early": 1, "opening": 1, "initial": 1, "late": -1, "later": -1, "final": -1, "closing": -1}
_SHORT = 400  # days; what lasted longer gives no year
# a happening named after these is looked back to, or compared with
_LOOKS_BACK = frozenset(
    "since like unlike than until till before veteran veterans anniversary memorial commemorate commemorated"
    " commemorating commemorates remember remembered years decades year decade century ago film book novel".split()
)
# papers stay in force, and are spoken of long after
_IN_FORCE = frozenset(
    "Treaty Treaties Agreement Agreements Accord Accords Pact Declaration Memorandum Plan Protocol Act Convention"
    " Proclamation deal Peace Armistice Purchase".split()
)
_MANY = 4
_LOOKED_AT = 7  # tokens before a name in which such a word is looked for


def with_happenings(t: Tokens, hits: Sequence[Hit], names: Sequence[Named]) -> list[Hit]:
    """The expressions, with those that happenings of the table date, in text order and never overlapping."""
    if not names:
        return list(hits)
    starts = {t.start[n.first]: n for n in names}
    tied = [h for hit in hits if (h := _tied(t, hit, starts) or _inner(hit, names))]
    parts = [p for n in names if (p := _part(t, n)) and not _overlaps(p, tied)]
    ours = sorted(tied + parts, key=lambda h: h[0])
    return (
        sorted([h for h in hits if not _overlaps(h, ours)] + ours, key=lambda h: h[0]) if ours else list(hits)
    )


def _inner(hit: Hit, names: Sequence[Named]) -> Hit | None:
    """ "September 11" in "the September 11 attacks": the day that the name is of."""
    first, last, expr = hit
    if not isinstance(expr, CalendarDate) or expr.year or not (expr.month and expr.day):
        return None
    place = bisect_right(names, first, key=lambda n: n.first) - 1
    if place < 0 or names[place].last < last:
        return None
    day = names[place].happening.first
    if day.width > 1 or (day.first.month, day.first.day) != (expr.month, expr.day):
        return None
    return first, last, Listed(day.first, day.first, names[place].happening.basis)


def _overlaps(hit: Hit, others: Sequence[Hit]) -> bool:
    """Whether an expression shares a token with one of the others, which are in text order."""
    i = bisect_right(others, hit[0], key=lambda h: h[0])
    return any(h[0] < hit[1] and hit[0] < h[1] for h in others[max(0, i - 1) : i + 1])


def _tied(t: Tokens, hit: Hit, starts: dict[int, Named]) -> Hit | None:
    """ "Two days after the fall of Saigon", with the date that the table gives what it counts from."""
    first, last, expr = hit
    if not isinstance(expr, Tied):
        return None
    at = next((k for k in range(first, last) if t.start[k] == expr.start), last)
    at += t.low[at] == "the"
    n = starts.get(t.start[at])
    if n is None:
        return None
    kind = "before" if expr.sign < 0 or begins(t, n.last) else "after"
    point = moment(n.happening, kind)
    if point is None:
        return None
    origin = Listed(point.first, point.last, n.happening.basis)
    return first, max(last, n.last), replace(expr, origin=origin, end=t.end[n.last - 1])


def begins(t: Tokens, i: int) -> bool:
    """Whether "began", "started", "broke out" stands at token `i`."""
    return t.low[i] in ("began", "started", "begun", "erupted") or t.low[i : i + 2] == ("broke", "out")


def moment(h: Happening, kind: str) -> When | None:
    """What a tie of that kind counts from: the end ("after"), the beginning ("before", "into") or the whole of it. What
    goes on is counted from its beginning, as is an invasion: "two weeks after the invasion of Kuwait"."""
    if kind == "after":
        return h.first if h.last is None or "nvasion" in h.name else h.last
    if kind in ("before", "into"):
        return h.first
    return whole(h)


def whole(h: Happening) -> When | None:
    return When(h.first.first, h.last.last, "year") if h.last else None


def _part(t: Tokens, n: Named) -> Hit | None:
    """ "the end of the Gulf War", "the first three days of the Battle of X", ending with the name."""
    i = n.first - 1
    i -= t.low[i] == "the"
    if i < 1 or t.low[i] != "of":
        return None
    head = i - 1
    found = _point(t, head, n.happening) or _counted(t, head, n.happening)
    if found is None:
        return None
    when, first = found
    first -= first > 0 and t.low[first - 1] == "very"
    first -= first > 0 and t.low[first - 1] == "the"
    return first, n.last, Listed(when.first, when.last, f"part of {n.happening.basis}")


def _point(t: Tokens, head: int, h: Happening) -> tuple[When, int] | None:
    word = t.low[head]
    if word in _END and h.last:
        first = min(h.last.first, add_days(h.last.last, -_reach(h)))
        return When(max(h.first.first, first), h.last.last, "day"), head
    if word == "outbreak":
        return h.first, head
    if word in _START:
        last = max(h.first.last, add_days(h.first.first, _reach(h)))
        return When(h.first.first, min(last, h.last.last) if h.last else last, "day"), head
    if word == "eve":
        return When(add_days(h.first.first, -3), h.first.last, "day"), head
    all_of_it = whole(h)
    return (all_of_it, head) if word in _WHOLE and all_of_it else None


def _reach(h: Happening) -> int:
    """How many days "the end of" and "the start of" take in: a tenth of it, a month at most."""
    return min(h.width // 10, 31)


def _counted(t: Tokens, head: int, h: Happening) -> tuple[When, int] | None:
    """ "first day", "last two weeks", "final days", "third month", "early stages"."""
    if t.low[head] not in _STAGE:
        return None
    unit = UNITS.get(t.low[head])
    plural = t.low[head] in PLURAL_UNITS
    i = head - 1
    count = t.number(i) or ONES.get(t.low[i])
    i -= count is not None
    word = t.low[i] if i >= 0 else ""
    n = _VAGUE.get(word) or ORDINALS.get(word)
    if n is None or (count is not None and word in ("early", "late")):
        return None
    if unit is None or unit not in _SOME:
        return (all_of_it, i) if (all_of_it := whole(h)) else None
    when = _units(h, n, count or (_SOME[unit] if plural else 1), unit)
    return (when, i) if when else None


def _units(h: Happening, n: int, count: int, unit: UnitName) -> When | None:
    """The n-th run of `count` units of it, from its end where n is negative; counted months reach to the edges of those of
    the calendar, as people count them both ways."""
    all_of_it = whole(h)
    if n < 0:
        if h.last is None:
            return None
        first = add_days(step(h.last.first, unit, -count), 1)
        first = min(first, add_months(h.last.first, -count + 1).replace(day=1)) if unit == "month" else first
        return When(max(first, h.first.first), h.last.last, unit)
    if n > 1 and h.first.width > 1:
        return None
    start = step(h.first.first, unit, (n - 1) * count)
    last = add_days(step(step(h.first.last, unit, (n - 1) * count), unit, count), -1)
    if all_of_it and start > all_of_it.last:
        return None
    return When(start, min(last, all_of_it.last) if all_of_it else last, unit)


def gives_years(t: Tokens, names: Sequence[Named], hits: Sequence[Hit]) -> tuple[Named, ...]:
    """The names that may give a date its year: of short happenings, told and not only looked back to; none at all in a
    text that counts from the day it was written ("two days ago", "on Thursday"), which is no history, unless dates are
    many times as many (words that are quoted count so, too)."""
    short = tuple(
        n
        for n in names
        if n.happening.width < _SHORT
        and not _IN_FORCE.intersection(n.happening.name.split())
        and not _looked_back_to(t, n)
    )
    if not short:
        return ()
    own = sum(_of_its_day(x) for _, _, x in hits)
    dated = sum(isinstance(x, CalendarDate) and x.month is not None for _, _, x in hits)
    return () if own * _MANY > dated else short


def _looked_back_to(t: Tokens, n: Named) -> bool:
    for i in range(n.first - 1, max(-1, n.first - 1 - _LOOKED_AT), -1):
        if is_sentence_end(t, i):
            return False
        if t.low[i] in _LOOKS_BACK:
            return True
    return False


def _of_its_day(expr: Expr) -> bool:
    if isinstance(expr, CalendarDate):
        return expr.weekday is not None and expr.day is None
    return isinstance(expr, Unit | Shift | Stretch) and expr.base == "speech"


def year_giver(t: Tokens, first: int, names: Sequence[Named], c: Context) -> tuple[When, str] | None:
    """The days of the happening that gives the date at token `first` its year, and their words: the nearest one named
    before it (or around it), else the first one after it in the same paragraph. None where the publication or the text
    dates anything."""
    if not names or c.published is not None or c.recent is not None:
        return None
    place = bisect_right(names, first, key=lambda n: n.first)
    if not place and "\n" in t.text[first : names[0].first]:
        return None
    happening = names[max(0, place - 1)].happening
    when = whole(happening)
    return (when, happening.basis) if when else None


def aside(t: Tokens, first: int, expr: Expr, c: Context) -> bool:
    """Whether a happening of the table is named beside what is told ("since the end of the Cold War"); its date moves the
    telling only where neither the text nor its publication dates it."""
    if not isinstance(expr, Listed):
        return False
    dated = c.published is not None or c.recent is not None
    return dated or (t.low[first - 1] if first else "") in ("since", "until", "till", "before", "after")


def known(t: Tokens, hits: Sequence[Hit]) -> tuple[list[Hit], tuple[Named, ...]]:
    """The expressions, with those that happenings of the table date; and the names that may give a date its year."""
    years = (
        (t.start[h[0]], h[2].year)
        for h in hits
        if isinstance(h[2], CalendarDate) and h[2].year and not h[2].bc
    )
    names = named_in(t, years)
    hits = with_happenings(t, hits, names)
    return hits, gives_years(t, names, hits)
