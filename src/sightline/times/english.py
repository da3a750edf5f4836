"""The English grammar: every time expression of a text, leftmost and longest."""

from collections.abc import Iterator
from dataclasses import replace

from sightline.times import english_business as business
from sightline.times import english_counted as counted
from sightline.times import english_dates as dates
from sightline.times import english_periods as periods
from sightline.times import english_phrases as phrases
from sightline.times import english_referring as referring
from sightline.times import english_relative as relative
from sightline.times import english_weeks as weeks
from sightline.times.english_clock import clock, worded
from sightline.times.english_stamps import stamp
from sightline.times.english_years import plain_year
from sightline.times.expr import CalendarDate, Clock, Expr, Night, Quarter
from sightline.times.tokens import Tokens, is_digits
from sightline.times.words_en import (
    AMOUNTS,
    APPROXIMATORS,
    DECADES,
    HOLIDAYS,
    MONTHS,
    NEXT,
    ONES,
    ORDINALS,
    PARTS_OF_DAY,
    PAST,
    PLURAL_UNITS,
    PORTIONS,
    SEASONS,
    TENS,
    UNITS,
    WEEKDAY_PLURALS,
    WEEKDAYS,
)

_STARTS = frozenset(
    {*MONTHS, *WEEKDAYS, *WEEKDAY_PLURALS, *SEASONS, *PORTIONS, *PAST, *NEXT, *ONES, *TENS, *AMOUNTS, *ORDINALS,
     *PARTS_OF_DAY, *PLURAL_UNITS, *DECADES, *relative.SINGLE, *(w[0] for w in APPROXIMATORS),
     *(w[0] for w in HOLIDAYS), "the", "this", "that", "these", "those", "a", "an", "same", "half", "per", "every",
     "each", "recent", "coming", "intervening", "present", "modern", "q", "h", "fy", "fiscal", "day", "night",
     "week", "latter", "shortly", "'", "’", "year", "pre", "prior", "financial", "latest", "all", "midweek",
     "then", "to", "once", "twice", "seconds", "month", "decade", "hour", "century", "midyear", "weeklong", "monthlong", "yearlong", "daylong", "hourlong", "decadelong", "quarter"}
)  # fmt: skip
# "the" and "a" start so many phrases that the next word is looked at first
_AFTER_THE = frozenset(
    {*UNITS, *ORDINALS, *PORTIONS, *PAST, *NEXT, *PARTS_OF_DAY, *SEASONS, *DECADES, *AMOUNTS, *MONTHS, *ONES, *TENS,
     *WEEKDAYS, "same", "very", "time", "past", "present", "future", "moment", "fortnight", "new", "latter", "little",
     "mere", "pre", "few", "couple", "day", "full", "quarter", "year", "prior", "corresponding", "comparable",
     "equivalent", "like", "fiscal", "financial", "current", "latest", "near", "immediate", "distant",
     "foreseeable", "fourth", "weekend", "long", "short", "brief", "period", "duration", "'", "’"}
)  # fmt: skip


def expressions(t: Tokens) -> Iterator[tuple[int, int, Expr]]:
    """(first token, past last token, what it says), in text order, never overlapping."""
    i, done, size = 0, 0, len(t)
    while i < size:
        hit = _at(t, i)
        if hit is None or hit[1] <= i:
            i += 1
            continue
        expr, end = business.whose(t, i, hit[0]), hit[1]
        expr = _year_ahead(t, end, expr)
        yield from (earlier for earlier in _list_before(t, i, expr) if earlier[0] >= done)
        yield i, min(end, size), expr
        for start, stop, more in _list_after(t, end, expr):
            yield start, stop, more
            end = stop
        i = done = max(end, i + 1)


def _at(t: Tokens, i: int) -> tuple[Expr, int] | None:
    word = t.low[i]
    if is_digits(word):
        if not word.isascii():
            return None
    elif word not in _STARTS or (
        word in ("the", "a", "an") and t.low[i + 1] not in _AFTER_THE and not is_digits(t.text[i + 1])
    ):
        return None
    best: tuple[Expr, int] | None = None
    for reader in _READERS:
        hit = reader(t, i)
        if hit is not None:
            hit = phrases.trailing(t, hit)
            if best is None or hit[1] > best[1]:
                best = hit
    if best is None and word in ("the",) and is_digits(t.text[i + 1]):
        return periods.decade(t, i + 1)
    if best is None and word == "the":
        inner = periods.decade(t, i + 1)
        return inner
    return best


def _year_ahead(t: Tokens, end: int, expr: Expr) -> Expr:
    """ "in April and June 1955", "from October 1942" after "since": the first takes its year from the second;
    "499 to 493 BC" its era; "Aug. 12-13, 1961" its year, "4 p.m. to 8 p.m. Monday" its day."""
    if (
        isinstance(expr, Clock)
        and expr.of is None
        and (t.low[end] in ("to", "and") or t.text[end] in dates.DASHES)
    ):
        last = clock(t, end + 1)
        return replace(expr, of=last[0].of) if last and isinstance(last[0], Clock) else expr
    if isinstance(expr, Quarter) and expr.year is None and t.text[end] in (*dates.DASHES, "to", "and"):
        later = periods.quarter(t, end + 1)
        return replace(expr, year=later[0].year) if later and isinstance(later[0], Quarter) else expr
    if isinstance(expr, Night) and expr.of is not None:
        return replace(expr, of=_year_ahead(t, end, expr.of))
    if not isinstance(expr, CalendarDate) or expr.year or expr.within or not expr.month:
        return expr
    if not (t.low[end] in ("and", "to", "or", "through", "until", "/") or t.text[end] in dates.DASHES):
        return expr
    ahead = dates.date(t, end + 1)
    if ahead is None and expr.day and (t.text[end] in dates.DASHES or t.low[end] in ("to", "and")):
        day = dates.day_number(t, end + 1) if is_digits(t.text[end + 1]) else None
        named = dates.year(t, day[1] + (t.text[day[1]] == ",")) if day else None
        return replace(expr, year=named[0], bc=named[1]) if named and t.text[named[2] - 1] != "" else expr
    if ahead is None or not isinstance(ahead[0], CalendarDate) or not ahead[0].month:
        return expr
    if ahead[0].within is not None:
        return replace(expr, within=ahead[0].within)
    if not ahead[0].year:
        return expr
    turned = expr.month > ahead[0].month and t.low[end] not in ("and", "or")
    return replace(expr, year=ahead[0].year - turned, bc=ahead[0].bc)


def _before_era(t: Tokens, i: int) -> tuple[Expr, int] | None:
    """The first year of "499-493 BC", "264 to 241 BC"."""
    value = t.number(i)
    if value is None or not (t.text[i + 1] in dates.DASHES or t.low[i + 1] in ("to", "and")):
        return None
    last = dates.year(t, i + 2)
    return (CalendarDate(year=value, bc=True), i + 1) if last and last[1] else None


def _list_before(t: Tokens, i: int, expr: Expr) -> Iterator[tuple[int, int, Expr]]:
    """The earlier days of "8-10 May", "13 and 14 December", "between 7 and 28 January": each a date."""
    if not (isinstance(expr, CalendarDate) and expr.day and expr.month and is_digits(t.text[i])):
        return
    found: list[tuple[int, int, Expr]] = []
    j = i
    while j >= 2 and (t.text[j - 1] in dates.DASHES or t.low[j - 1] in ("and", "to", "or", ",", "&", "/")):
        k = j - 2
        if t.low[k] in ("st", "nd", "rd", "th") and k > 0 and t.joined(k):
            k -= 1
        day = dates.day_number(t, k)
        if day is None or not is_digits(t.text[k]) or (t.text[j - 1] == "," and not found) or day[1] != j - 1:
            break
        if t.joined(k) and k and t.text[k - 1] in "-$€£.":
            break
        found.append((k, day[1], CalendarDate(expr.year, expr.month, day[0], None, expr.bc, expr.within)))
        j = k
    yield from reversed(found)


def _list_after(t: Tokens, end: int, expr: Expr) -> Iterator[tuple[int, int, Expr]]:
    """The later pieces of "May 15-24", "May 4 and 5", "1915-17", "1941-1943"."""
    if isinstance(expr, Night) and expr.of is not None:
        expr = expr.of
    if not isinstance(expr, CalendarDate) or expr.bc:
        return
    j = end
    dash = t.text[j] in dates.DASHES and bool(t.text[j])
    if expr.month is None and expr.day is None and expr.weekday is None and expr.year:
        value = t.number(j + 1) if (dash or t.text[j] == "/") and t.joined(j) and t.joined(j + 1) else None
        if (
            value is not None and len(t.text[j + 1]) == 2 and value > expr.year % 100 and not t.joined(j + 2)
        ) or (
            value is not None
            and len(t.text[j + 1]) == 2
            and value > expr.year % 100
            and t.text[j + 2] in ").,;:'’"
        ):
            yield j + 1, j + 2, CalendarDate(year=expr.year - expr.year % 100 + value)
        return
    if (
        expr.month is None
        or expr.day is None
        or (expr.year is not None and is_digits(t.text[end - 1]) and end >= 2 and len(t.text[end - 1]) == 4)
    ):
        return
    while dash or t.low[j] in ("and", "to", "or", "through", "&", ","):
        day = dates.day_number(t, j + 1) if is_digits(t.text[j + 1]) else None
        if day is None or (t.low[j] == "," and t.low[day[1]] not in ("and", ",", "-", "–")):
            return
        if not dash and not day[2] and t.text[day[1]].isalpha() and t.low[day[1]] not in phrases.AFTER_DAY:
            return
        if t.joined(day[1]) and t.text[day[1]] in ("%", ":", ".") and is_digits(t.text[day[1] + 1]):
            return
        if dates.month(t, day[1]):
            return
        rest, stop = dates.tail_year(t, day[1])
        if rest.year is None or t.low[day[1]] == "in":
            rest, stop = CalendarDate(), day[1]
        yield j + 1, stop, CalendarDate(rest.year or expr.year, expr.month, day[0], None, False, expr.within)
        j = stop
        dash = t.text[j] in dates.DASHES and bool(t.text[j])


_READERS = (
    dates.date, periods.decade, plain_year, periods.season, periods.quarter, periods.holiday, stamp,
    business.possessed, weeks.anchored, weeks.week, weeks.nth_weekday, business.until, counted.ago, phrases.portion, relative.pointed, relative.day_before, phrases.nth, phrases.night,
    phrases.ordinal, clock, worded, phrases.bare_day, relative.single, referring.per, relative.recent, referring.the, referring.lasting, referring.referring, referring.part_of_day,
    phrases.approximate_date, _before_era, business.quarter, business.compared, business.fiscal,
)  # fmt: skip
