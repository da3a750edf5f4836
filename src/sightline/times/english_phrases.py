"""English expressions made of others: "early March", "the first week of May", "the night of 8 September"."""

from dataclasses import replace

from sightline.times.english_business import possessed
from sightline.times.english_dates import DASHES, Hit, date, day_number, year
from sightline.times.english_nouns import noun_phrase
from sightline.times.english_numbers import approximated, length
from sightline.times.english_periods import decade, holiday, quarter, season
from sightline.times.english_relative import pointed, single
from sightline.times.expr import CalendarDate, Expr, Night, Nth, Part, Unit, Vague, Years
from sightline.times.tokens import Tokens, is_digits
from sightline.times.words_en import MONTHS, ORDINALS, PARTS_OF_DAY, PLURAL_UNITS, PORTIONS, UNITS, WEEKDAYS


def portion(t: Tokens, i: int) -> Hit | None:
    """ "early March", "mid-1942", "the end of the year", "late in 1944", "later that month"."""
    j = i + (t.low[i] == "the")
    half = _half(t, j)
    if half:
        return half
    which = PORTIONS.get(t.low[j])
    if which is None:
        return None
    k = j + 1
    joined_dash = t.text[k] in DASHES and bool(t.text[k])
    if joined_dash:
        k += 1
    if t.low[j] in ("earlier", "later"):
        return _earlier_later(t, j)
    adjective = t.low[j] in ("early", "mid", "late")
    if t.low[k] == "part" and t.low[k + 1] == "of":
        k += 2
    elif (t.low[k] in ("in", "on") and adjective) or (t.low[k] == "of" and not joined_dash):
        k += 1
    elif not adjective and t.low[j] != "middle":
        return None
    if adjective and which in ("early", "late") and (t.low[k] in PARTS_OF_DAY):
        return None
    if t.low[j] == "turn" and t.low[k : k + 2] == ("the", "millennium"):
        return Part("turn", Years(2000, 2000, "year")), k + 2
    inner = _inner(t, k)
    if inner is None:
        return None
    expr, end = inner
    if isinstance(expr, Vague):
        return expr, end
    if isinstance(expr, CalendarDate) and (expr.day or expr.weekday is not None):
        return expr, end
    return Part(which, expr), end


def _half(t: Tokens, j: int) -> Hit | None:
    latter = t.low[j] in ("latter", "former")
    if (
        t.low[j] in ("first", "second", "latter", "early")
        and t.low[j + 1] in ("half", "part")
        and t.low[j + 2] == "of"
    ):
        inner = _inner(t, j + 3)
        if inner:
            which: Expr = Part("second half" if t.low[j] == "second" or latter else "first half", inner[0])
            return which, inner[1]
    return None


def _earlier_later(t: Tokens, j: int) -> Hit | None:
    k = j + 1 + (t.low[j + 1] in ("in", "on"))
    if t.low[k] in ("today", "tonight", "yesterday", "tomorrow"):
        return single(t, k)
    if t.low[k] == "the" and t.low[k + 1] in UNITS and t.low[k + 1] not in PLURAL_UNITS:
        hit: Hit | None = (Unit(UNITS[t.low[k + 1]], 0, "text"), k + 2)
    else:
        hit = pointed(t, k)
    if hit is None:
        inner = _inner(t, k) if k == j + 2 or t.low[k] in MONTHS else None
        return (inner[0], inner[1]) if inner else None
    unit, end = hit
    if isinstance(unit, Unit) and unit.step == 0:
        clip = t.low[j]
        return Unit(unit.unit, 0, unit.base, unit.index, "earlier" if clip == "earlier" else "later"), end
    return unit, end


def _inner(t: Tokens, k: int) -> Hit | None:
    if t.low[k] in ("today", "yesterday", "tomorrow"):
        return single(t, k)
    for reader in (possessed, pointed, quarter, decade, season, date):
        hit = reader(t, k)
        if hit:
            return hit
    j = k + (t.low[k] == "the")
    hit = decade(t, j) or (season(t, j) if j > k else None)
    if hit:
        return hit
    if t.low[j] in ("year", "month", "week", "day", "decade", "century") and j > k:
        named = date(t, j + 1) if t.low[j] == "year" else None
        return named or (Unit(UNITS[t.low[j]], 0, "either"), j + 1)
    found = year_only(t, k)
    if found:
        return found
    if t.low[k] in UNITS and t.low[k] in ("day", "week"):
        return None
    return None


def year_only(t: Tokens, k: int) -> Hit | None:

    found = year(t, k)
    return (CalendarDate(year=found[0], bc=found[1]), found[2]) if found else None


def nth(t: Tokens, i: int) -> Hit | None:
    """ "the first week of March", "the last two days of April", "the third week of the war"."""
    j = i + (t.low[i] == "the")
    n = ORDINALS.get(t.low[j])
    if n is None or (t.low[j] == "second" and t.low[j + 1] in ("world",)):
        return None
    k, count = j + 1, 1
    found = length(t, k)
    if found and not found.article and not found.bare:
        unit, end, count = found.unit, found.end, max(1, round(found.high))
    elif t.low[k] in UNITS:
        unit, end = UNITS[t.low[k]], k + 1
        if t.low[k] in PLURAL_UNITS:
            count = 7 if unit == "day" else 2
    else:
        return None
    if t.low[end] in ("of", "in"):
        inner = _inner(t, end + 1)
        if inner:
            return Nth(n, count, unit, inner[0]), inner[1]
        if t.low[end] == "of" and j > i:
            return Vague("part of a happening whose date the words do not give"), noun_phrase(t, end + 1)
    if n == -1 and t.low[j] in ("last", "final"):
        return None
    if j > i or count == 1:
        ordinal = unit in ("day", "week", "month", "year", "hour")
        return (
            (Vague("part of a happening whose date the words do not give"), end)
            if ordinal and j > i
            else None
        )
    return None


_OF_A_HAPPENING = Vague("part of a happening whose date the words do not give")


def ordinal(t: Tokens, i: int) -> Hit | None:
    """ "a third day", "fifth straight year", "second week in a row" (of something that is not named here)."""
    j = i + (t.low[i] in ("the", "a", "an"))
    n = ORDINALS.get(t.low[j], 0)
    if n < 2 and t.low[j] != "first":
        return None
    k = j + 1
    straight = t.low[k] in ("straight", "consecutive", "successive", "full")
    k += straight
    if (
        UNITS.get(t.low[k]) not in ("day", "week", "month", "year", "weekend", "quarter")
        or t.low[k] in PLURAL_UNITS
    ):
        return None
    row = t.low[k + 1 : k + 4] == ("in", "a", "row")
    if UNITS[t.low[k]] == "quarter" and not (straight or row):
        return None
    return _OF_A_HAPPENING, k + 1 + 3 * row


def night(t: Tokens, i: int) -> Hit | None:
    """ "the night of 8 September", "the early morning hours of May 7", "Christmas night", "Monday evening"."""
    j = i + (t.low[i] == "the")
    j += t.low[j] in ("early", "late", "pre")
    j += t.text[j] in DASHES and bool(t.text[j])
    if t.low[j] in PARTS_OF_DAY or t.low[j] == "hours":
        k = j + 1 + (t.low[j + 1] == "hours")
        if t.low[k] in ("of", "on", "in") or (t.low[k] in WEEKDAYS and t.text[k][0].isupper()):
            k += t.low[k] in ("of", "on", "in")
            k += t.low[k] == "the" and not is_digits(t.text[k + 1][:1])
            inner = (
                date(t, k) or holiday(t, k) or (single(t, k) if t.low[k] in ("yesterday", "today") else None)
            )
            inner = inner or bare_day(t, k) or _first_of_two(t, k)
            if inner:
                return (Night(inner[0]) if t.low[j] in ("night", "nite", "midnight") else inner[0]), inner[1]
    return None


def _first_of_two(t: Tokens, k: int) -> Hit | None:
    """The first day of "5 to 6 July", as in "the night of 5 to 6 July"."""
    day = day_number(t, k)
    if day is None or not (t.low[day[1]] in ("to", "and", "/") or t.text[day[1]] in DASHES):
        return None
    second = date(t, day[1] + 1)
    if second is None or not isinstance(second[0], CalendarDate) or second[0].day != day[0] + 1:
        return None
    return replace(second[0], day=day[0], weekday=None), second[1]


def bare_day(t: Tokens, i: int) -> Hit | None:
    """ "the 23rd", "the 14th of that month": a day alone, with its ordinal ending."""
    if t.low[i] != "the" or t.low[i + 2] not in ("st", "nd", "rd", "th") or not t.joined(i + 2):
        return None
    n = t.number(i + 1)
    if n is None or not 1 <= n <= 31:
        return None
    after = t.low[i + 3]
    if after == "of" and t.low[i + 4] in ("that", "this") and t.low[i + 5] == "month":
        return CalendarDate(
            day=n, within=Unit("month", 0, "text" if t.low[i + 4] == "that" else "speech")
        ), i + 6
    if after == "of" and t.low[i + 4 : i + 6] == ("the", "month"):
        return CalendarDate(day=n), i + 6
    if after.isalpha() and after not in AFTER_DAY and not _opening_day(t, i):
        return None
    if t.text[i + 3] in DASHES and t.joined(i + 3):
        return None
    return CalendarDate(day=n), i + 3


_ORDERED = frozenset(
    "division brigade regiment army battalion corps squadron wing group fleet infantry airborne guards armored armoured "
    "cavalry mechanized mechanised motor tank separate marine marines parallel anniversary floor congress amendment "
    "century birthday day week year month hour panzer rifle mountain air artillery engineer session summit round".split()
)


def _opening_day(t: Tokens, i: int) -> bool:
    """Whether "On the 24th" opens a sentence and counts no unit: "On the 24th American batteries fired"."""
    return t.text[i - 1] == "On" and t.low[i + 3] not in _ORDERED and t.low[i + 4] not in _ORDERED


AFTER_DAY = frozenset(
    [
        "contains",
        "showed",
        "shows",
        "show",
        "and",
        "to",
        "at",
        "in",
        "on",
        "with",
        "when",
        "as",
        "a",
        "an",
        "the",
        "but",
        "after",
        "before",
        "by",
        "from",
        "for",
        "until",
        "through",
        "was",
        "were",
        "is",
        "it",
        "he",
        "she",
        "they",
        "while",
        "or",
        "two",
        "one",
        "three",
        "has",
        "had",
        "had",
        "all",
        "some",
        "there",
        "which",
        "who",
        "we",
        "local",
    ]
)


def trailing(t: Tokens, hit: Hit) -> Hit:
    """What may follow a date and belongs to it: "Thursday night", "6 June at dawn" is left as two."""
    expr, j = hit
    if t.low[j] in PARTS_OF_DAY and isinstance(expr, CalendarDate) and (expr.day or expr.weekday is not None):
        return (Night(expr) if t.low[j] in ("night", "nite") else expr), j + 1
    return hit


def approximate_date(t: Tokens, i: int) -> Hit | None:
    """ "about 1900", "circa 490 BC", "ca. 490 BC"."""
    j, loose = approximated(t, i)
    if j == i or not loose or t.low[i] in ("some", "nearly", "almost"):
        return None
    j += t.text[j] == "."
    found = year_only(t, j)
    if found is None or (t.low[found[1]].isalpha() and t.low[found[1]].endswith("s")):
        return None
    expr = found[0]
    if isinstance(expr, CalendarDate):
        return CalendarDate(expr.year, bc=expr.bc, about=True), found[1]
    return None
