"""English weeks and days of the week within something: "the week of March 3", "week 12", "the first Sunday of April",
"the Monday before Easter", and lengths of time with an anchor: "three days from 5 March"."""

from sightline.times.english_dates import Hit, date, tail_year
from sightline.times.english_numbers import length
from sightline.times.english_periods import holiday, season
from sightline.times.english_relative import pointed, single
from sightline.times.expr import CalendarDate, Expr, NthWeekday, Upto, WeekOf
from sightline.times.tokens import Tokens, is_digits
from sightline.times.words_en import MONTHS, ORDINALS, WEEKDAYS

_BEGINS = frozenset({"beginning", "starting", "commencing"})


def week(t: Tokens, i: int) -> Hit | None:
    """ "the week of March 3", "the week beginning 4 March", "week 12 of 2019"."""
    j = i + (t.low[i] == "the")
    if t.low[j] not in ("week", "weekend"):
        return None
    k = j + 1
    n = t.number(k)
    if n is not None and j == i and t.low[j] == "week" and 1 <= n <= 53 and len(t.text[k]) < 3:
        rest, end = tail_year(t, k + 1)
        named = t.low[i - 1] if i else ""
        # "Week 3" of a series of pages is no week of the calendar: only with a year, or after a preposition
        if (
            rest.year is not None
            or rest.within is not None
            or named in ("in", "by", "until", "from", "since")
        ):
            return WeekOf(rest if end > k + 1 else None, number=n), end
        return None
    begins = t.low[k] in _BEGINS
    if not begins and t.low[k] != "of":
        return None
    k += 1 + (begins and t.low[k + 1] == "on")
    day = date(t, k)
    if day is None or not isinstance(day[0], CalendarDate) or not day[0].day:
        return None
    if t.low[j] == "weekend":
        return day if not begins else None
    return WeekOf(day[0], begins=begins), day[1]


def nth_weekday(t: Tokens, i: int) -> Hit | None:
    """ "the first Sunday of April", "the last Friday in March 2019", "the Monday before Easter"."""
    j = i + (t.low[i] == "the")
    n = ORDINALS.get(t.low[j], 0)
    if n and (t.low[j] == "last" or 1 <= n <= 5):
        k = j + 1
        if t.low[k] not in WEEKDAYS or len(t.low[k]) < 6 or t.low[k + 1] not in ("of", "in"):
            return None
        of = _month(t, k + 2)
        return (NthWeekday(WEEKDAYS[t.low[k]], n, of[0]), of[1]) if of else None
    if j == i or t.low[j] not in WEEKDAYS or len(t.low[j]) < 6 or t.low[j + 1] not in ("before", "after"):
        return None
    origin = date(t, j + 2) or holiday(t, j + 2)
    if origin is None or (isinstance(origin[0], CalendarDate) and not origin[0].day):
        return None
    n = 1 if t.low[j + 1] == "after" else -1
    return NthWeekday(WEEKDAYS[t.low[j]], n, origin[0], outside=True), origin[1]


def _month(t: Tokens, k: int) -> Hit | None:
    found = date(t, k) or season(t, k)
    if found and (not isinstance(found[0], CalendarDate) or (found[0].month and not found[0].day)):
        return found
    if t.low[k] in ("the", "that", "this", "last", "next") and t.low[k + 1] in ("month", "year", *MONTHS):
        return pointed(t, k)
    return None


def anchored(t: Tokens, i: int) -> Hit | None:
    """ "three days" of "for three days from 5 March": a length of time that begins with a date."""
    found = length(t, i)
    if found is None or found.bare or found.unit in ("minute", "hour") or found.low != found.high:
        return None
    k = found.end
    if t.low[k] not in ("from", "beginning", "starting") or not is_digits(str(round(found.low))):
        return None
    k += 1 + (t.low[k] != "from" and t.low[k + 1] in ("on", "from"))
    first: Hit | None = date(t, k) or (single(t, k) if t.low[k] in ("yesterday", "tomorrow") else None)
    if first is None or (isinstance(first[0], CalendarDate) and first[0].weekday is not None):
        return None  # "two weeks from Friday" is a day
    if isinstance(first[0], CalendarDate) and not first[0].day:
        return None
    expr: Expr = Upto(max(1, round(found.high)), found.unit, first[0], begins=True)
    return expr, found.end
