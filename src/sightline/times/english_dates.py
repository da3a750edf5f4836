"""English dates on the calendar: "6 June 1944", "March 23", "the 1990s", "1944", "12/03/2019", "Q4 2018".

Every reader takes the tokens and a place and gives (what it says, next token), or None.
"""

import datetime as dt

from sightline.times.calendrical import two_digit_year
from sightline.times.english_stamps import stamp
from sightline.times.expr import (
    CalendarDate,
    Expr,
    NumericDate,
    Unit,
)
from sightline.times.tokens import Tokens, is_digits
from sightline.times.words_en import (
    COUNTED,
    DOUBTFUL_MONTHS,
    DOUBTFUL_WEEKDAYS,
    MONTHS,
    ORDINALS,
    PREPOSITIONS,
    WEEKDAYS,
)

Hit = tuple[Expr, int]
military = stamp  # date-time groups and other stamps, for the grammars of all languages
DASHES = frozenset("-–—−")
SUFFIXES = frozenset({"st", "nd", "rd", "th"})


def opens_line(t: Tokens, i: int) -> bool:
    """Whether token `i` stands first in its line, or after a comma or bracket."""
    return (
        i <= 0 or t.text[i - 1] in ("\n", ",", "(", "•", "*") or "\n" in t.source[t.end[i - 1] : t.start[i]]
    )


def day_number(t: Tokens, i: int) -> tuple[int, int, bool] | None:
    """(day 1-31, next token, whether an ordinal) at `i`: "23", "23rd", "twenty-third" is left out."""
    value = t.number(i)
    if value is not None:
        if not 1 <= value <= 31 or len(t.text[i]) > 2:
            return None
        if t.low[i + 1] in SUFFIXES and t.joined(i + 1):
            return value, i + 2, True
        return value, i + 1, False
    if 1 <= ORDINALS.get(t.low[i], 0) <= 31 and t.low[i] != "opening":
        return ORDINALS[t.low[i]], i + 1, True
    return None


def month(t: Tokens, i: int) -> tuple[int, int] | None:
    """(month 1-12, next token) of a month's name at `i`, a full stop of its abbreviation included."""
    value = MONTHS.get(t.low[i])
    if value is None or not t.text[i][0].isupper():
        return None
    short = len(t.low[i]) <= 4 and t.low[i] not in ("may", "june", "july")
    stop = short and t.text[i + 1] == "." and t.joined(i + 1) and t.text[i + 2] != "\n"
    return value, i + 1 + (stop and (is_digits(t.text[i + 2]) or t.low[i + 2] in ("of", "and", ",")))


def year(t: Tokens, i: int) -> tuple[int, bool, int] | None:
    """(year, before the common era?, next token) of four digits, or of fewer with BC or AD."""
    value = t.number(i)
    if value is None:
        if t.text[i] in "'’" and t.text[i] and t.joined(i + 1) and len(t.text[i + 1]) == 2:
            short = t.number(i + 1)
            if short is None or (t.low[i + 2] == "s" and t.joined(i + 2)):
                return None
            return apostrophe_year(short), False, i + 2
        return None
    told = era(t, i + 1)
    if told is not None:
        return value, told[0], told[1]
    if len(t.text[i]) == 4 and 1000 <= value <= 2199 and not _part_of_number(t, i):
        return value, False, i + 1
    return None


def era(t: Tokens, i: int) -> tuple[bool, int] | None:
    if t.text[i] in ("BC", "BCE", "bc"):
        return True, i + 1
    if t.text[i] in ("AD", "CE"):
        return False, i + 1
    if t.low[i] == "b" and t.text[i + 1] == "." and t.low[i + 2] == "c":
        return True, i + 3
    return None


def _part_of_number(t: Tokens, i: int) -> bool:
    before, after = t.text[i - 1] if i else "", t.text[i + 1]
    if t.joined(i) and before and before in "$€£.,#%+°_@":
        # a comma or stop right before belongs to a number only after digits
        return before not in ".," or (i > 1 and t.joined(i - 1) and is_digits(t.text[i - 2]))
    if t.joined(i) and before in DASHES and i > 1 and t.joined(i - 1) and t.text[i - 2].isalpha():
        return t.low[i - 2] not in ("mid", "post", "pre", "early", "late")  # "T-1000"
    tail = t.joined(i + 1) and t.joined(i + 2) and after in (".", ",") and is_digits(t.text[i + 2])
    return bool(tail and len(t.text[i + 2]) == 3) or (t.joined(i + 1) and after in ("%", "°"))


def apostrophe_year(value: int) -> int:
    """The year of "'44" or "’07": 30-99 in the twentieth century. The press writes so of years gone by, most of
    all of a war or a decade, so the century turns earlier than in numeric dates."""
    return value + (1900 if value >= 30 else 2000)


def tail_year(t: Tokens, i: int) -> tuple[CalendarDate, int]:
    """The year that follows a day or month at `i`, as a date with only that; empty where none does."""
    j = i
    if t.text[j] == "," or t.low[j] in ("of", "in"):
        j += 1
    if t.low[j] == "the" and t.low[j + 1] == "year":
        j += 2
    found = year(t, j)
    if found and not (found[2] < len(t) and t.low[found[2]] in COUNTED):
        return CalendarDate(year=found[0], bc=found[1]), found[2]
    if t.low[j] in ("that", "this", "last", "next", "the") and t.low[i] != "in":
        within = relative_year(t, j)
        if within:
            return CalendarDate(within=within[0]), within[1]
    return CalendarDate(), i


def relative_year(t: Tokens, i: int) -> tuple[Expr, int] | None:
    """ "that year", "the same year", "last year", "next year", "the following year" at `i`."""
    words = t.low[i : i + 3]
    if words[:2] in (("that", "year"), ("that", "month")):
        return Unit("year" if words[1] == "year" else "month", 0, "text"), i + 2
    if words[:2] in (("this", "year"), ("this", "month")):
        return Unit("year" if words[1] == "year" else "month", 0, "speech"), i + 2
    if words[:2] == ("last", "year"):
        return Unit("year", -1, "speech"), i + 2
    if words[:2] == ("next", "year"):
        return Unit("year", 1, "speech"), i + 2
    if words[0] == "the" and words[2] == "year":
        step = {"same": 0, "following": 1, "next": 1, "previous": -1, "preceding": -1}.get(words[1])
        if step is not None:
            return Unit("year", step, "text"), i + 3
    return None


def weekday(t: Tokens, i: int) -> tuple[int, int] | None:
    """(0-6, next token) of a weekday's name at `i`."""
    value = WEEKDAYS.get(t.low[i])
    if value is None or not t.text[i][0].isupper():
        return None
    stop = len(t.low[i]) <= 5 and t.text[i + 1] == "." and t.joined(i + 1)
    return value, i + 1 + stop


def date(t: Tokens, i: int) -> Hit | None:
    """A date at `i`, the longest of its readings."""
    if _in_a_name(t, i):
        return None
    return numeric(t, i) or _worded(t, i)


def _in_a_name(t: Tokens, i: int) -> bool:
    """Whether the number at token `i` belongs to a designation: "a Su-24 March past"."""
    if i < 2 or t.text[i - 1] != "-" or not (t.joined(i) and t.joined(i - 1) and is_digits(t.text[i])):
        return False
    before = t.low[i - 2]
    return before.isalpha() and len(before) < 4 and before not in ("mid", *MONTHS, *WEEKDAYS)


def _worded(t: Tokens, i: int) -> Hit | None:
    name = weekday(t, i)
    if name is None:
        return _day_month(t, i, None)
    j = name[1] + (t.text[name[1]] == ",")
    if t.low[j] == "the":
        j += 1
    rest = _day_month(t, j, name[0]) or _bare_day(t, j, name[0])
    if rest:
        return rest
    if t.low[i] in DOUBTFUL_WEEKDAYS and i and t.low[i - 1] in ("the", "a"):
        return None
    if t.low[i] in DOUBTFUL_WEEKDAYS and t.text[i].isupper() and len(t.text[i]) > 3:
        return None
    if t.low[i] in DOUBTFUL_WEEKDAYS and not prepared(t, i) and name[1] == i + 1:
        return None
    return CalendarDate(weekday=name[0]), name[1]


def _bare_day(t: Tokens, i: int, name: int) -> Hit | None:
    """ "Sat 17", "Friday the 13th"."""
    day = day_number(t, i)
    if day is None or t.low[day[1]] in COUNTED or t.text[day[1]] == "%":
        return None
    if t.text[day[1]] in (":", ".", ",") and (is_digits(t.text[day[1] + 1]) or not opens_line(t, i - 1)):
        return None
    if not day[2] and (t.text[i - 1] == "," or t.text[day[1]].isalpha()):
        return None
    if t.low[i] in ORDINALS and t.text[day[1]].isalpha():
        return None  # "Friday, the fifth day of the assault"
    return CalendarDate(day=day[0], weekday=name), day[1]


def _day_month(t: Tokens, i: int, name: int | None) -> Hit | None:
    j = i + (t.low[i] == "the" and is_digits(t.text[i + 1][:1]))
    day = day_number(t, j)
    if day is not None:
        k = day[1] + (t.low[day[1]] == "of")
        if t.text[k] in DASHES and t.joined(k) and MONTHS.get(t.low[k + 1]):
            k += 1
        named = month(t, k) or _lower_month(t, k)
        if named:
            rest, end = tail_year(t, named[1])
            if t.text[named[1]] in DASHES and t.joined(named[1]) and k > day[1]:
                short = year(t, named[1] + 1)
                if short:
                    rest, end = CalendarDate(year=short[0]), short[2]
            if rest == CalendarDate() and _short_year(t, named[1], len(t.text[k])):
                rest, end = CalendarDate(year=two_digit_year(int(t.text[named[1]]))), named[1] + 1
            return CalendarDate(rest.year, named[0], day[0], name, rest.bc, rest.within), end
        return None
    named = month(t, i)
    return _month_first(t, i, named, name) if named else None


def _short_year(t: Tokens, i: int, letters: int) -> bool:
    """Whether two digits behind a shortened month are the year: "24 Feb 22", not "24 Feb 22 men" nor "24 Feb 22:10"."""
    word, after = t.text[i], t.text[i + 1]
    if letters != 3 or len(word) != 2 or not is_digits(word) or t.joined(i):
        return False
    return after in ("\n", "", ")", ";") or (after in (",", ".") and not is_digits(t.text[i + 2]))


def _lower_month(t: Tokens, i: int) -> tuple[int, int] | None:
    """A month in small letters, right after a day: "3 march" as posts have it; never "3 may"."""
    value = MONTHS.get(t.low[i]) if len(t.low[i]) > 3 else None
    return (value, i + 1) if value and t.low[i] not in ("may", "march") else None


def _month_first(t: Tokens, i: int, named: tuple[int, int], name: int | None) -> Hit | None:
    j = named[1] + (t.low[named[1]] == "the" and is_digits(t.text[named[1] + 1][:1]))
    day = day_number(t, j)
    if (
        day is not None
        and t.low[j] not in ORDINALS
        and t.low[day[1]] not in COUNTED
        and not _clock_like(t, day[1])
    ):
        rest, end = tail_year(t, day[1])
        if t.low[day[1]] == "in":
            rest, end = CalendarDate(), day[1]
        return CalendarDate(rest.year, named[0], day[0], name, rest.bc, rest.within), end
    rest, end = tail_year(t, named[1])
    if rest.year is None and rest.within is None and name is None:
        if t.low[i] in DOUBTFUL_MONTHS and not prepared(t, i):
            return None
        if t.low[named[1]] in ("of", "in"):
            end = named[1]
    return CalendarDate(rest.year, named[0], None, name, rest.bc, rest.within), end


def _clock_like(t: Tokens, i: int) -> bool:
    return t.text[i] == ":" and t.joined(i) and is_digits(t.text[i + 1])


def prepared(t: Tokens, i: int) -> bool:
    """Whether the words around a name that is also something else make it a date."""
    before = t.low[i - 1] if i else ""
    if before in DASHES and i > 1:
        before = t.low[i - 2]
    if t.low[i] == "march" and before in ("the", "this", "that"):
        return t.text[i + 1].isalpha() and t.low[i + 1] not in (
            "of",
            "on",
            "to",
            "through",
            "from",
            "along",
            "was",
        )
    full = t.low[i] in ("april", "june", "august", "march")
    if (t.low[i + 1] in ("to", "through", "until", "and", "or") or t.text[i + 1] in DASHES) and t.low[
        i + 2
    ] in MONTHS:
        return t.text[i + 2][0].isupper()
    return (
        before in PREPOSITIONS
        or before in ("last", "next", "this", "the", "that", "previous", "following", "every", "both")
        or before in MONTHS
        or (before in ("to", "and", ",", "or", "(") and (i < 2 or t.low[i - 2] in MONTHS or is_digits(t.text[i - 2])))
        or (full and t.low[i + 1] in ("'", "’", ",", ")", ".", "and") and t.low[i] != "march")
        or t.low[i + 1] in MONTHS
    )  # fmt: skip


def numeric(t: Tokens, i: int) -> Hit | None:
    """2019-03-23, 23.03.2019, 28-01-21, 9/26/2005, and 2019-03-23T10:15Z up to the day."""
    a = t.number(i)
    sign = t.text[i + 1]
    if a is None or sign not in ("-", ".", "/") or not sign:
        return None
    if not (t.joined(i + 1) and t.joined(i + 2) and t.joined(i + 3) and t.text[i + 3] == sign):
        return None
    b, c = t.number(i + 2), t.number(i + 4)
    if b is None or c is None or not t.joined(i + 4) or len(t.text[i + 2]) > 2:
        return None
    if t.joined(i) and i and (t.text[i - 1] in "-./" or t.text[i - 1].isalpha()):
        return None
    if t.joined(i + 5) and t.text[i + 5] in ("-", "/", ".") and is_digits(t.text[i + 6]) and t.joined(i + 6):
        return None
    return _numbers((a, t.text[i]), b, (c, t.text[i + 4]), sign, i + 5)


def _numbers(a: tuple[int, str], b: int, c: tuple[int, str], sign: str, end: int) -> Hit | None:
    if len(a[1]) == 4 and len(c[1]) <= 2:
        return (CalendarDate(a[0], b, c[0]), end) if _exists(a[0], b, c[0]) else None
    if len(a[1]) > 2 or len(c[1]) == 3 or (len(c[1]) == 1):
        return None
    full = c[0] if len(c[1]) == 4 else two_digit_year(c[0])
    if not 1 <= full <= 2199:
        return None
    if _exists(full, b, a[0]) or _exists(full, a[0], b):
        return NumericDate(a[0], b, full, day_first=sign == "."), end
    if len(c[1]) == 2 and len(a[1]) == 2 and _exists(two_digit_year(a[0]), b, c[0]):
        return CalendarDate(two_digit_year(a[0]), b, c[0]), end
    return None


def _exists(y: int, m: int, d: int) -> bool:
    try:
        dt.date(y, m, d)
    except ValueError:
        return False
    return True
