"""Calendar arithmetic on whole days. Every function may raise OverflowError beyond the years 1-9999."""

import calendar
import datetime as dt
from dataclasses import dataclass

from sightline.times.expr import UnitName

Grain = UnitName


@dataclass(frozen=True, slots=True)
class When:
    """The whole days from `first` to `last`, both included, and the precision the words had."""

    first: dt.date
    last: dt.date
    grain: Grain

    @property
    def width(self) -> int:
        """Days, at least 1."""
        return (self.last - self.first).days + 1


def make(year: int, month: int = 1, day: int = 1) -> dt.date:
    if not 1 <= year <= 9999:
        raise OverflowError(f"year {year}")
    return dt.date(year, month, day)


def add_days(day: dt.date, count: int) -> dt.date:
    return day + dt.timedelta(days=count)


def add_months(day: dt.date, count: int) -> dt.date:
    """The same day of the month `count` months away, the month's last where it has no such day."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    first = make(year, month + 1)
    return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))


def unit_around(day: dt.date, unit: UnitName) -> When:
    """The whole unit that holds `day`; weeks begin on Monday (ISO 8601), a weekend is the coming or present
    Saturday and Sunday."""
    if unit in ("day", "hour", "minute"):
        return When(day, day, "day")
    if unit == "week":
        first = add_days(day, -day.weekday())
        return When(first, add_days(first, 6), unit)
    if unit == "weekend":
        first = add_days(day, 5 - day.weekday())
        return When(first, add_days(first, 1), unit)
    if unit == "month":
        return months(day.year, day.month, 1)
    if unit == "quarter":
        return months(day.year, (day.month - 1) // 3 * 3 + 1, 3, "quarter")
    if unit == "season":
        back = day.month % 12 % 3
        start = add_months(day.replace(day=1), -back)
        return months(start.year, start.month, 3, "season")
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    low = day.year // size * size
    return When(make(max(low, 1)), make(low + size - 1, 12, 31), unit)


def months(year: int, month: int, count: int, grain: Grain = "month") -> When:
    """`count` whole months from the first of year-month."""
    first = make(year, month)
    return When(first, add_days(add_months(first, count), -1), grain)


def step(day: dt.date, unit: UnitName, count: int) -> dt.date:
    """`day` moved by `count` units."""
    sizes = {"day": 1, "week": 7, "weekend": 7}
    if unit in sizes:
        return add_days(day, sizes[unit] * count)
    if unit in ("hour", "minute"):
        return add_days(day, round(count / (24 if unit == "hour" else 1440)))
    return add_months(
        day,
        {"month": 1, "quarter": 3, "season": 12, "year": 12, "decade": 120, "century": 1200}[unit] * count,
    )


def moved(day: dt.date, unit: UnitName, count: float) -> dt.date:
    """`day` moved by a count that may have a half."""
    whole = int(count)
    rest = count - whole
    return add_days(step(day, unit, whole), round(rest * DAYS[unit]))


DAYS: dict[UnitName, float] = {
    "minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "weekend": 7, "month": 30.44, "quarter": 91.3,
    "season": 91.3, "year": 365.25, "decade": 3652.5, "century": 36525,
}  # fmt: skip


def two_digit_year(value: int) -> int:
    """69-99 are 1969-1999, 00-68 are 2000-2068 (POSIX strptime)."""
    return value + (1900 if value >= 69 else 2000)


def weekday_until(day: dt.date, index: int) -> dt.date:
    """The last such weekday up to and including `day`."""
    return add_days(day, -((day.weekday() - index) % 7))


def weekday_from(day: dt.date, index: int) -> dt.date:
    """The first such weekday from `day` on."""
    return add_days(day, (index - day.weekday()) % 7)


def easter(year: int) -> dt.date:
    """Western Easter Sunday (the anonymous Gregorian computus, Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return make(year, month, day + 1)


def portion(when: When, which: str) -> When:
    """Early, mid, late, start, end of a period. Vague words are used loosely, so each is a half: the first,
    the middle, the second; neighbours overlap on purpose."""
    days = when.width
    if days < 4:
        return When(when.first, when.last, when.grain)
    half = days // 2 + 1
    if which in ("early", "start", "first half"):
        return When(when.first, add_days(when.first, half - 1), when.grain)
    if which in ("late", "end", "second half", "rest"):
        return When(add_days(when.last, 1 - half), when.last, when.grain)
    if which == "mid":
        first = add_days(when.first, (days - half) // 2)
        return When(first, add_days(first, half - 1), when.grain)
    return when
