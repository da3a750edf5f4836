"""English dates on the calendar: "6 June 1944", "March 23", "the 1990s", "1944", "12/03/2019", "Q4 2018".

Every reader takes the tokens and a place and gives (what it says, next token), or None.
"""

import datetime as dt

from sightline.times.expr import (
    CalendarDate,
    Expr,
    Instant,
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
    SEASONS,
    WEEKDAYS,
)

Hit = tuple[Expr, int]
DASHES = frozenset("-–—−")
# after these a number of four digits is a name or a sum, not a year
_NUMBERED = frozenset(
    "$ € £ no number nearly almost resolution article section flight page hill hull pennant tail order decree law "
    "bill channel unit grid route highway base room frequency".split()
)
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
    if 1 <= ORDINALS.get(t.low[i], 0) <= 31:
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
            return (two_digit_year(short), False, i + 2) if short is not None else None
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


def two_digit_year(value: int) -> int:
    """69-99 are 1969-1999, 00-68 are 2000-2068 (POSIX strptime)."""
    return value + (1900 if value >= 69 else 2000)


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
    return numeric(t, i) or _worded(t, i)


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
    if t.low[i] in DOUBTFUL_WEEKDAYS and t.text[i].isupper() and len(t.text[i]) > 3:
        return None
    if t.low[i] in DOUBTFUL_WEEKDAYS and not _prepared(t, i) and name[1] == i + 1:
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
            return CalendarDate(rest.year, named[0], day[0], name, rest.bc, rest.within), end
        return None
    named = month(t, i)
    return _month_first(t, i, named, name) if named else None


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
        if t.low[i] in DOUBTFUL_MONTHS and not _prepared(t, i):
            return None
        if t.low[named[1]] in ("of", "in"):
            end = named[1]
    return CalendarDate(rest.year, named[0], None, name, rest.bc, rest.within), end


def _clock_like(t: Tokens, i: int) -> bool:
    return t.text[i] == ":" and t.joined(i) and is_digits(t.text[i + 1])


def _prepared(t: Tokens, i: int) -> bool:
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


def military(t: Tokens, i: int) -> Hit | None:
    """A date-time group: 232100ZMAR19, 232100Z MAR 2019 (day, hour, minute, zone letter, month, year)."""
    stamp = t.text[i]
    if len(stamp) != 6 or not is_digits(stamp):
        return None
    word, j = t.text[i + 1].upper(), i + 2
    if len(word) == 1:
        word, j = word + t.text[j].upper(), j + 1
    offset = zone_letter(word[:1])
    value, number = MONTHS.get(word[1:].lower()), t.number(j)
    if offset is None or value is None or number is None or len(t.text[j]) not in (2, 4):
        return None
    full = number if len(t.text[j]) == 4 else two_digit_year(number)
    try:
        moment = dt.datetime(full, value, int(stamp[:2]), int(stamp[2:4]), int(stamp[4:]), tzinfo=dt.UTC)
        moment -= dt.timedelta(hours=offset)
    except (ValueError, OverflowError):
        return None
    return Instant(moment, moment + dt.timedelta(seconds=59)), j + 1


def zone_letter(letter: str) -> int | None:
    """Hours east of UTC of a military zone letter (ACP 121); J, local time, has none."""
    if len(letter) != 1 or letter == "J" or not "A" <= letter <= "Z":
        return None
    if letter <= "M":
        return ord(letter) - 64 - (letter > "J")
    return 0 if letter == "Z" else 77 - ord(letter)


def plain_year(t: Tokens, i: int) -> Hit | None:  # noqa: PLR0911
    """A year alone, where nothing says that the number counts something."""
    found = year(t, i)
    if found is None:
        return None
    value, bc, end = found
    if bc or end > i + 1:
        return (CalendarDate(year=value, bc=bc), end) if is_digits(t.text[i]) or _prepared(t, i) else None
    if t.text[end] == "s" and t.joined(end):
        return None
    before, after = t.low[i - 1] if i else "", t.low[end]
    if after in COUNTED or before in _NUMBERED:
        return None
    if t.text[end] == "-" and t.joined(end) and t.text[end + 1].isalpha() and before not in ("the", "in"):
        return None
    sure = (
        before in PREPOSITIONS or before in SEASONS or before in DASHES
        or before in ("the", "year", "years", "and", "(", ",", "'", "“", '"', "\n", "", "same", ":", "to", ")")
    )  # fmt: skip
    if before in ("a", "an", "his", "her", "its", "their") and value >= 1700 and after.isalpha():
        return None if after.endswith("s") and before == "a" else (CalendarDate(year=value), end)
    if (
        not t.joined(i)
        and after in ("saw", "was", "also", "brought", "began", "ended", "will", "marked")
        and value >= 1700
    ):
        return CalendarDate(year=value), end
    if not sure and not (
        after in (")", ",", ".", "\n", "", ";", "-", "–", ":", "’", "'") or not after.isalpha()
    ):
        return None
    if before == "the" and value >= 1700 and after.isalpha() and not after.endswith("s"):
        return CalendarDate(year=value), end
    plain = before in (
        "the",
        "and",
        ",",
        "of",
        "for",
        "about",
        "around",
        "over",
        "some",
        "with",
        "than",
        "to",
        "at",
    )
    if (
        plain
        and after.isalpha()
        and after.endswith("s")
        and after not in ("was", "is", "has", "as", "its", "his")
    ):
        return None
    if 1000 <= value < 1500 and before not in ("in", "since", "from", "by", "until", "(", "of"):
        return None
    return CalendarDate(year=value), end
