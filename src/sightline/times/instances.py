"""The instance of a unit, a weekday, a season or a feast that is meant from a given day, or in a given year."""

import datetime as dt

from sightline.times import expr as e
from sightline.times.calendrical import (
    When,
    add_days,
    add_months,
    make,
    months,
    step,
    unit_around,
    weekday_from,
    weekday_until,
)
from sightline.times.context import Context
from sightline.times.holidays import feast


def whole(year: int, month: int | None, day: int | None) -> When:
    if month is None:
        return When(make(year), make(year, 12, 31), "year")
    if day is None:
        return months(year, month, 1)
    return When(make(year, month, day), make(year, month, day), "day")


def date_or_none(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def one_day(day: dt.date) -> When:
    return When(day, day, "day")


def unit_at(u: e.Unit, day: dt.date, c: Context) -> When:
    if u.index is None:
        if u.unit == "weekend" and u.step == 1 and u.coming:
            return (
                unit_around(day, "weekend") if day.weekday() < 5 else unit_around(add_days(day, 7), "weekend")
            )
        if u.unit == "weekend" and u.step <= 0 and c.tense != "future":
            last = weekday_until(day, 5)
            return When(last, add_days(last, 1), "weekend") if u.step == 0 else _past_weekend(day)
        return unit_around(step(day, u.unit, u.step), u.unit)
    if u.unit == "day":
        return one_day(_named_weekday(u, day, c))
    count, first = (1, u.index) if u.unit == "month" else (3, 3 + 3 * u.index)
    here = months(day.year, first, count, u.unit)
    if u.step == 0:
        return here
    years = (0, 1) if u.step > 0 else (0, -1, -2)
    for shift in years:
        there = months(day.year + shift, first, count, u.unit)
        if (u.step > 0 and there.first > day) or (u.step < 0 and there.last < day):
            return there
    return months(day.year + (1 if u.step > 0 else -1), first, count, u.unit)


def _past_weekend(day: dt.date) -> When:
    first = weekday_until(add_days(day, -1), 5)
    if first == add_days(day, -1) and day.weekday() == 6:
        first = add_days(first, -7)
    return When(first, add_days(first, 1), "weekend")


def _named_weekday(u: e.Unit, day: dt.date, c: Context) -> dt.date:
    index = u.index or 0
    if u.step < 0:
        return weekday_until(add_days(day, -1), index)
    if u.step > 0:
        return weekday_from(add_days(day, 1), index)
    if u.base == "text":
        return weekday_from(day, index)
    if c.tense is None:  # of the same week
        return add_days(day, index - day.weekday())
    return weekday_until(day, index) if c.tense == "past" else weekday_from(day, index)


def spread(first: dt.date, last: dt.date, unit: e.UnitName) -> When:
    """How exactly "three weeks ago" is meant: weeks to three days either way, months and years to the whole."""
    if unit in ("week", "weekend", "quarter", "season"):
        return When(add_days(first, -3), add_days(last, 3), "week")
    if unit in ("month", "year"):
        return When(unit_around(first, unit).first, unit_around(last, unit).last, unit)
    if unit in ("decade", "century"):
        return When(unit_around(first, "year").first, unit_around(last, "year").last, "year")
    return When(first, last, "day")


def iso_week(year: int, number: int) -> When:
    """ISO 8601 week `number` of a year; ValueError where it has none."""
    first = dt.date.fromisocalendar(year, number, 1)
    return When(first, add_days(first, 6), "week")


def year_back(when: When, back: int) -> When:
    """The same stretch of the calendar so many years before."""
    after = add_months(add_days(when.last, 1), -12 * back)
    return When(add_months(when.first, -12 * back), add_days(after, -1), when.grain)


def northern(x: e.Expr) -> str:
    return "; northern season, in whole months" if isinstance(x, e.Season) else ""


def of_year(x: e.Season | e.Quarter | e.Holiday, year: int) -> When:
    if isinstance(x, e.Season):
        return months(year, 3 + 3 * x.index, 3, "season")
    if isinstance(x, e.Quarter):
        size = 6 if x.halves else 3
        return months(year, 1 + size * (x.index - 1), size, "quarter")
    return feast(x.name, year)


def step_units(day: dt.date, unit: e.UnitName, count: int) -> dt.date:
    if unit in ("hour", "minute"):
        return add_days(day, 1 if count > 0 else 0)
    if unit == "month":
        return add_months(day, count)
    return step(day, unit, count)
