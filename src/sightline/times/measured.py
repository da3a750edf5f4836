"""Stretches that are measured off from others: the same one a year before, the weeks up to a day, the n-th Sunday."""

from sightline.times import expr as e
from sightline.times.answer import ABSOLUTE, NOTHING_BEFORE, Answer
from sightline.times.calendrical import (
    When,
    add_days,
    make,
    months,
    step,
    unit_around,
    weekday_from,
    weekday_until,
)
from sightline.times.context import Context, words_for
from sightline.times.instances import iso_week, one_day, year_back


def again(a: e.Again, within: Answer | None, c: Context) -> Answer:
    """`within`: what the year that the words name comes to, None where they name none."""
    base = c.quarter if a.unit == "quarter" else c.recent
    why = f"as {words_for(base)}, told before" if base else ""
    if base is None and a.unit == "quarter" and c.published is not None and c.published.width <= 31:
        base = unit_around(step(c.published.first, "quarter", -1), "quarter")
        why = f"the last quarter before publication, {words_for(c.published)}"
    if base is None:
        return Answer(None, NOTHING_BEFORE)
    back = a.back
    if within is not None:
        if within.when is None or within.when.first.year != within.when.last.year:
            return within
        back = base.first.year - within.when.first.year
    if not back:
        return Answer(base, why)
    return Answer(year_back(base, back), f"{why}, {back} year{'s' * (abs(back) > 1)} before it")


def upto(u: e.Upto, outer: Answer) -> Answer:
    """`outer`: what the first or last day comes to."""
    when = outer.when
    if when is None or when.width > 366:
        return outer
    if u.begins:
        last = add_days(step(when.first, u.unit, u.count), -1)
        return Answer(When(when.first, last, u.unit), f"begins with {words_for(when)}; {outer.basis}")
    first = step(add_days(when.last, 1), u.unit, -u.count)
    return Answer(When(first, when.last, u.unit), f"ends with {words_for(when)}; {outer.basis}")


def week_of(w: e.WeekOf, outer: Answer) -> Answer:
    """`outer`: what the day, or the year of the week's number, comes to."""
    if w.number is not None:
        return Answer(iso_week(outer.when.first.year, w.number), outer.basis) if outer.when else outer
    if outer.when is None or outer.when.width > 7:
        return outer
    first = outer.when.first
    # "the week of March 3" is the week that holds the day, or the one that begins with it
    begun = first if w.begins else unit_around(first, "week").first
    return Answer(When(begun, add_days(first, 6), "week"), outer.basis)


def nth_weekday(n: e.NthWeekday, outer: Answer) -> Answer:
    """`outer`: what the weekday is counted in, or from, comes to."""
    when = outer.when
    if when is None or when.width > 366:
        return outer
    if n.outside:
        inner = weekday_from(add_days(when.last, 1), n.weekday)
        day = inner if n.n > 0 else weekday_until(add_days(when.first, -1), n.weekday)
    elif n.n > 0:
        day = add_days(weekday_from(when.first, n.weekday), 7 * (n.n - 1))
    else:
        day = add_days(weekday_until(when.last, n.weekday), 7 * (n.n + 1))
    if not n.outside and not when.first <= day <= when.last:
        return Answer(None, "no such day of it")
    return Answer(one_day(day), outer.basis)


def fiscal_year(f: e.FiscalYear) -> Answer:
    if not f.month:
        when = When(make(f.year - 1), make(f.year, 12, 31), "year")
        return Answer(when, ABSOLUTE + "; fiscal years begin at different dates")
    return Answer(months(f.year - 1, f.month, 12, "year"), f"{ABSOLUTE}; {f.whose}")


def turn(outer: Answer, of: e.Expr, c: Context) -> Answer:
    """ "the turn of the century": some years to both sides of the boundary nearest to what is told."""
    when = outer.when
    if when is None:
        return outer
    first = when.first
    if isinstance(of, e.Unit):
        base = c.recent if c.recent is not None and c.published is None else c.published or when
        following = add_days(when.last, 1)
        first = min((when.first, following), key=lambda d: abs((d - base.first).days))
    reach = {"century": 1826, "decade": 366, "year": 1826 if first.year == 2000 else 15, "month": 4}  # fmt: skip
    size = reach.get(when.grain, 4)
    return Answer(
        When(add_days(first, -size), add_days(first, size), when.grain), outer.basis + "; and around it"
    )
