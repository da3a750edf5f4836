"""Dates as ISO 8601-2 (EDTF) strings, read and written. An honest profile: what is not listed is refused.

Read: `2019`, `2019-03`, `2019-03-23`; unspecified digits `201X`, `20XX`, `2019-XX`, `2019-03-XX`,
`2019-XX-XX`; qualifiers `?` (uncertain), `~` (about), `%` (both) at the end of a date; instants
`2019-03-23T10:15:00Z`, to the minute or the hour too, or with `+03:00`; intervals `a/b`, `a/..`, `../b`
(also `a/` and `/b`, end unknown); one of a set `[a,b]`, `[a..b]`, `[a..]`, `[..b]`; seasons `2019-21` to
`-24` and `-25` to `-28` (spring, summer, autumn, winter of the northern hemisphere, whole months from March;
winter begins in December of the year named), `-29` to `-32` (the same, southern), quarters `-33` to `-36`,
thirds `-37` to `-39`, halves `-40`, `-41`.

Not read: years before 1 or after 9999, exponents, a qualifier inside a date, `{all, of}` sets, `XXXX-03`.

A qualifier never moves the bounds (nobody says by how much); it stays in the string. An instant without a
zone may be anywhere on Earth: its bounds are 14 hours wider at the start and 12 at the end.

Source: ISO 8601-2:2019 levels 0 and 1 and, of level 2, the groupings and sets above;
https://www.loc.gov/standards/datetime/.
"""

import calendar
import datetime as dt
import re

from sightline.model.period import DAY, SECOND, UTC, Period, day_end, day_start

_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([?~%]?)", re.ASCII)
_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d)(?::(\d\d)(?::(\d\d))?)?(?:(Z)|([+-])(\d\d)(?::?(\d\d))?)?([?~%]?)", re.ASCII
)
# first month and number of months of each grouping; see the list in the head of this file
_GROUPS = {
    **{21 + i: (3 + 3 * i, 3) for i in range(4)},
    **{25 + i: (3 + 3 * i, 3) for i in range(4)},
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    **{33 + i: (1 + 3 * i, 3) for i in range(4)},
    **{37 + i: (1 + 4 * i, 4) for i in range(3)},
    40: (1, 6), 41: (7, 6),
}  # fmt: skip
_EAST, _WEST = dt.timedelta(hours=14), dt.timedelta(hours=12)
Bounds = tuple[dt.datetime | None, dt.datetime | None]


def parse(text: str) -> Period:
    """The period an EDTF string names, with `edtf` set to it. Raises ValueError, saying what is wrong."""
    text = text.strip()
    if not text:
        raise ValueError("an empty string is no date")
    earliest, latest = _bounds(text)
    if earliest and latest and earliest > latest:
        raise ValueError(f"{text!r} ends before it begins")
    return Period(earliest, latest, edtf=text)


def format_period(period: Period) -> str | None:
    """The shortest string of the profile above with exactly these bounds; None where nothing is known.

    The period's own string is kept where it still says its bounds. `parse(format_period(p))` has p's bounds
    (to the second).
    """
    if not period.known:
        return None
    first, last = _whole_seconds(period.earliest), _whole_seconds(period.latest)
    if period.edtf and _says(period.edtf, first, last):
        return period.edtf
    if first and last:
        return _closed(first, last)
    return f"{_edge(first, False)}/.." if first else f"../{_edge(last, True)}"


def _says(text: str, first: dt.datetime | None, last: dt.datetime | None) -> bool:
    try:
        return _bounds(text.strip()) == (first, last)
    except ValueError:
        return False


def _bounds(text: str) -> Bounds:
    if text.startswith("["):
        return _one_of(text)
    if "/" not in text:
        return _date(text)
    start, _, end = text.partition("/")
    if start in ("", "..") and end in ("", ".."):
        raise ValueError(f"{text!r} says nothing")
    first = None if start in ("", "..") else _date(start)[0]
    last = None if end in ("", "..") else _date(end)[1]
    return first, last


def _one_of(text: str) -> Bounds:
    if not text.endswith("]") or not (inner := text[1:-1].strip()):
        raise ValueError(f"{text!r} is no set like [2019-03-23,2019-03-24]")
    starts: list[dt.datetime | None] = []
    ends: list[dt.datetime | None] = []
    for member in inner.split(","):
        low, dots, high = member.strip().partition("..")
        if not (low or high):
            raise ValueError(f"{text!r} has an empty member")
        starts.append(_date(low)[0] if low else None)
        ends.append(_date(high if dots else low)[1] if high or not dots else None)
        if starts[-1] and ends[-1] and starts[-1] > ends[-1]:
            raise ValueError(f"{member.strip()!r} ends before it begins")
    return (
        None if None in starts else min(s for s in starts if s),
        None if None in ends else max(e for e in ends if e),
    )


def _date(text: str) -> Bounds:
    if "T" in text:
        return _instant(text)
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(
            f"{text!r} is not a date of the accepted part of EDTF, such as 2019-03-23 or 2019-03"
        )
    year, month, day, _ = match.groups()
    if "X" in year and month:
        raise ValueError(f"{text!r}: a month needs a whole year")
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if high < 1:
        raise ValueError(f"{text!r}: years run from 0001 to 9999")
    low = max(low, 1)
    if month is None:
        return day_start(dt.date(low, 1, 1)), day_end(dt.date(high, 12, 31))
    if month == "XX":
        if day not in (None, "XX"):
            raise ValueError(f"{text!r}: a day needs a month")
        return day_start(dt.date(low, 1, 1)), day_end(dt.date(low, 12, 31))
    if int(month) in _GROUPS and day is None:
        return _months(text, low, *_GROUPS[int(month)])
    if not 1 <= int(month) <= 12:
        raise ValueError(f"{text!r}: there is no month {month}")
    if day in (None, "XX"):
        return _months(text, low, int(month), 1)
    try:
        exact = dt.date(low, int(month), int(day))
    except ValueError:
        raise ValueError(f"{text!r}: there is no day {day} in that month") from None
    return day_start(exact), day_end(exact)


def _months(text: str, year: int, month: int, count: int) -> Bounds:
    end = year * 12 + month - 1 + count - 1
    if end // 12 > 9999:
        raise ValueError(f"{text!r}: years run from 0001 to 9999")
    last = dt.date(end // 12, end % 12 + 1, calendar.monthrange(end // 12, end % 12 + 1)[1])
    return day_start(dt.date(year, month, 1)), day_end(last)


def _instant(text: str) -> Bounds:
    match = _INSTANT.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not an instant such as 2019-03-23T10:15:00Z")
    day, hour, minute, second, zulu, sign, off_h, off_m, _ = match.groups()
    try:
        start = dt.datetime.combine(
            dt.date.fromisoformat(day), dt.time(int(hour), int(minute or 0), int(second or 0)), UTC
        )
        width = DAY / 24 if minute is None else dt.timedelta(minutes=1) if second is None else SECOND
        end = start + width - SECOND
        if zulu:
            return start, end
        if sign:
            if int(off_h) > 14 or int(off_m or 0) > 59:
                raise ValueError("no such offset")
            offset = dt.timedelta(hours=int(off_h), minutes=int(off_m or 0)) * (1 if sign == "+" else -1)
            return start - offset, end - offset
        return start - _EAST, end + _WEST
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} names no instant of the calendar") from None


def _whole_seconds(instant: dt.datetime | None) -> dt.datetime | None:
    return instant.astimezone(UTC).replace(microsecond=0) if instant else None


def _closed(first: dt.datetime, last: dt.datetime) -> str:
    if first == last:
        return _stamp(first)
    if _edge(first, False) == (end := _edge(last, True)) and "T" not in end:
        return end
    a, b = first.date(), last.date()
    if _is_start(first) and _is_end(last):
        years = (a.month, a.day, b.month, b.day) == (1, 1, 12, 31)
        if years and a.year // 10 == b.year // 10 and (a.year % 10, b.year % 10) == (0, 9):
            return f"{a.year // 10:03d}X"
        if years and a.year // 100 == b.year // 100 and (a.year % 100, b.year % 100) == (0, 99):
            return f"{a.year // 100:02d}XX"
        for start, stop in ((_year(a), _year(b)), (_month(a), _month(b))):
            if _bounds(f"{start}/{stop}") == (first, last):
                return start if start == stop else f"{start}/{stop}"
    return f"{_edge(first, False)}/{_edge(last, True)}"


def _edge(instant: dt.datetime | None, end: bool) -> str:
    """The date alone where the instant is that edge of the day, else the instant."""
    if instant is None:
        return ""
    return instant.date().isoformat() if (_is_end if end else _is_start)(instant) else _stamp(instant)


def _is_start(instant: dt.datetime) -> bool:
    return instant.time() == dt.time(0)


def _is_end(instant: dt.datetime) -> bool:
    return instant.time() == dt.time(23, 59, 59)


def _stamp(instant: dt.datetime) -> str:
    return instant.replace(tzinfo=None).isoformat() + "Z"


def _year(day: dt.date) -> str:
    return f"{day.year:04d}"


def _month(day: dt.date) -> str:
    return f"{day.year:04d}-{day.month:02d}"
