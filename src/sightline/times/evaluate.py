"""What an expression says, and a context, to the days it may mean and the words for why.

Nothing is guessed beyond the context: where the publication date is known only as a stretch of time, every
day of it is tried at its ends and the answer covers both (all readings here move forward with that day).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from sightline.model.period import DAY
from sightline.times import expr as e
from sightline.times.answer import ABSOLUTE, NO_PUBLICATION, NO_YEAR, Answer
from sightline.times.bases import ahead_of_the_telling, from_speech, from_text
from sightline.times.calendrical import (
    DAYS,
    Grain,
    When,
    add_days,
    make,
    moved,
    portion,
    weekday_from,
    weekday_until,
)
from sightline.times.choose import bare_day, day_and_weekday, place_in_year
from sightline.times.context import Context, words_for
from sightline.times.instances import (
    date_or_none,
    iso_week,
    northern,
    of_year,
    one_day,
    spread,
    step_units,
    unit_at,
    whole,
    year_back,
)
from sightline.times.measured import again, fiscal_year, nth_weekday, turn, upto, week_of


def evaluate(expr: e.Expr, context: Context) -> Answer:
    """The answer; no date where the calendar does not reach or has no such day."""
    try:
        return _evaluate(expr, context)
    except (OverflowError, ValueError):
        return Answer(None, "no such day in the calendar of the years 1 to 9999")


def _evaluate(expr: e.Expr, c: Context) -> Answer:
    match expr:
        case e.CalendarDate():
            return _calendar_date(expr, c)
        case e.NumericDate():
            return _numeric(expr, c)
        case e.Unit():
            return _unit(expr, c)
        case e.Shift():
            return _shift(expr, c)
        case e.Stretch():
            return _stretch(expr, c)
        case e.Season() | e.Quarter() | e.Holiday():
            return _in_year(expr, c)
        case e.Part() | e.Nth():
            return _part(expr, c)
        case e.Night():
            return _night(expr, c)
        case e.Again() | e.Upto() | e.WeekOf() | e.NthWeekday():
            return _measured(expr, c)
        case _:
            return _other(expr, c)


def _other(expr: e.Expr, c: Context) -> Answer:
    match expr:
        case e.Now():
            if expr.wide:
                return from_speech(c, lambda d: When(add_days(d, -30), d, "month"), 30, "shortly before")
            return from_speech(c, lambda d: When(d, d, "day"), 0, "the time of")
        case e.Years():
            if expr.bc:
                return _before_christ()
            when = When(make(max(expr.first, 1)), make(expr.last, 12, 31), expr.grain)
            return Answer(when, ABSOLUTE + (f"; {expr.note}" if expr.note else ""))
        case e.FiscalYear():
            return fiscal_year(expr)
        case e.Clock():
            return _clock(expr, c)
        case e.Instant():
            when = When(expr.first.date(), expr.last.date(), "day")
            return Answer(when, "a time with its zone, in full", exact=(expr.first, expr.last))
        case e.Tied() | e.Listed():
            return _happening(expr, c)
        case e.Vague():
            return Answer(None, expr.why)
    raise AssertionError(expr)


def _happening(x: e.Tied | e.Listed, c: Context) -> Answer:
    if isinstance(x, e.Listed):
        return Answer(When(x.first, x.last, "day"), x.why)
    if x.origin is None:
        return Answer(None, "counts from a happening that the text names")
    return _shift(e.Shift(x.low, x.high, x.unit, x.sign, "text", x.origin), c)


def _before_christ() -> Answer:
    return Answer(None, "before the common era: outside the years that are kept as dates")


def _calendar_date(d: e.CalendarDate, c: Context) -> Answer:
    if d.bc:
        return _before_christ()
    if d.within is not None:
        return _within(d, c)
    if d.year is not None:
        when = whole(d.year, d.month, d.day)
        edtf = f"{d.year:04d}~" if d.about else None
        return Answer(when, ABSOLUTE, edtf=edtf)
    if d.month is not None:
        month, day, weekday = d.month, d.day, d.weekday

        def fitting(year: int) -> When:
            when = whole(year, month, day)
            if weekday is not None and day is not None and when.first.weekday() != weekday:
                raise ValueError("another day of the week")
            return when

        fits = _placed(c, fitting) if weekday is not None and day is not None else None
        if fits is not None and fits.when is not None and _near(fits.when, c):
            return fits
        return _placed(c, lambda year: whole(year, month, day))
    if d.day is not None and d.weekday is not None:
        found, why = day_and_weekday(d.day, d.weekday, c)
        return Answer(found, why)
    if d.day is not None:
        found, why = bare_day(d.day, c)
        return Answer(found, why)
    return _weekday(d.weekday or 0, c)


def _near(when: When, c: Context) -> bool:
    """Whether a year chosen because the weekday fits there is still one that the words may mean."""
    base = c.published or c.recent
    return base is not None and abs(when.first.year - base.first.year) <= 2


def _within(d: e.CalendarDate, c: Context) -> Answer:
    outer = evaluate(d.within, c) if d.within is not None else Answer(None, "")
    if outer.when is None:
        return outer
    first, last = outer.when.first, outer.when.last
    if d.month is None and d.day is not None:
        if (first.year, first.month) != (last.year, last.month):
            return Answer(outer.when, outer.basis)
        return Answer(whole(first.year, first.month, d.day), outer.basis)
    low, high = whole(first.year, d.month, d.day), whole(last.year, d.month, d.day)
    return Answer(When(low.first, high.last, low.grain), outer.basis)


def _placed(c: Context, in_year: Callable[[int], When]) -> Answer:
    """Something of every year, put into the year that the context gives."""
    found, why = place_in_year(in_year, c)
    return Answer(found, why or NO_YEAR)


def _numeric(n: e.NumericDate, c: Context) -> Answer:
    readings = {
        "day first": date_or_none(n.year, n.b, n.a),
        "month first": date_or_none(n.year, n.a, n.b),
    }
    order = "day first" if n.day_first else c.order
    if order and (chosen := readings[order]):
        both = all(readings.values()) and n.a != n.b and not n.day_first
        why = f"; {order}, as another date of the document shows" if both else ""
        return Answer(When(chosen, chosen, "day"), ABSOLUTE + why)
    found = sorted({d for d in readings.values() if d})
    if len(found) == 1:
        return Answer(When(found[0], found[0], "day"), ABSOLUTE)
    edtf = f"[{found[0].isoformat()},{found[1].isoformat()}]"
    return Answer(When(found[0], found[1], "year"), "day and month could be either way round", edtf=edtf)


def _weekday(index: int, c: Context) -> Answer:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[index]
    if c.published is None:
        if c.recent_day is None:
            return Answer(None, NO_PUBLICATION)
        day = weekday_from(c.recent_day.first, index)
        return Answer(When(day, day, "day"), f"the first {name} from {words_for(c.recent_day)}, told before")
    if c.tense == "future":
        return from_speech(c, lambda d: one_day(weekday_from(d, index)), 7, f"the first {name} from")
    if c.published.width > 31:
        return from_speech(c, lambda d: one_day(weekday_until(d, index)), 7, f"an unknown {name} of")
    return from_speech(c, lambda d: one_day(weekday_until(d, index)), 7, f"the last {name} up to")


def _unit(u: e.Unit, c: Context) -> Answer:
    named = u.base == "text" and u.step == 0 and u.index is not None and u.unit in ("month", "season")
    if named and c.mentioned is not None and c.mentioned.grain == "year":
        c = replace(c, recent=c.mentioned)  # "he enlisted in 2003 ... that December": even of an aside
    words = {-2: "the one before the last before", -1: "the one before", 0: "the one of", 1: "the one after"}
    p = c.published
    if u.unit == "day" and u.base == "either" and c.recent is None and p is not None and p.width <= 2:
        # "since morning", "during the day", nothing dated before
        why = f"on the day of publication or the one before, {words_for(p)}"
        return Answer(When(add_days(p.first, -1), p.last, "day"), why)
    if _countsfrom_speech(u.base, c):
        answer = from_speech(c, lambda d: unit_at(u, d, c), DAYS[u.unit] * (1 + abs(u.step)), words[u.step])
    elif (
        u.step == 1 and u.index is None and DAYS[u.unit] > 7 and c.recent is None and c.published is not None
    ):
        return _stretch(e.Stretch(1, 1, u.unit, 1, "speech"), c)  # "over the next year", nothing dated before
    else:
        answer = from_text(c, u.unit, lambda d: unit_at(u, d, c), DAYS[u.unit] * abs(u.step), words[u.step])
    return _clipped(u, answer, c)


def _countsfrom_speech(base: e.Base, c: Context) -> bool:
    """ "the end of the year" of a dated text is the year of publication, unless the text has just told a
    month or a day of another time and goes on looking back."""
    if base != "either" or c.published is None or c.recent is None:
        return base == "speech" or (base == "either" and c.recent is None)
    if c.published.width > 31:
        return False
    return c.tense == "future" or c.recent.width > 31 or (c.published.first - c.recent.last).days > 400


def _clipped(u: e.Unit, answer: Answer, c: Context) -> Answer:
    """ "earlier this year" ends, "later this year" begins, with the time it counts from."""
    clip, when = u.clip, answer.when
    if when is None or u.step != 0 or u.unit == "day":
        return answer
    base = c.published if u.base == "speech" else c.recent
    if base is None or base.width > when.width / 2:
        return answer
    if clip == "earlier" and base.last >= when.first:
        when = When(when.first, min(when.last, base.last), when.grain)
    if clip == "later" and base.first <= when.last:
        when = When(max(when.first, base.first), when.last, when.grain)
    return Answer(when, answer.basis, open_start=answer.open_start, open_end=answer.open_end)


def _shift(s: e.Shift, c: Context) -> Answer:
    reach = DAYS[s.unit] * s.high
    if s.if_ahead and c.tense != "future":
        return Answer(None, e.DURATION.why)
    if (
        s.base == "text"
        and s.origin is None
        and s.unit == "year"
        and c.recent
        and c.recent.grain == "quarter"
    ):
        back = round(-s.sign * s.low)
        return Answer(
            year_back(c.recent, back),
            f"the quarter of {words_for(c.recent)}, told before, {back} years before",
        )

    def shifted(day: dt.date) -> When:
        ends = sorted((moved(day, s.unit, s.sign * s.low), moved(day, s.unit, s.sign * s.high)))
        return When(ends[0], ends[1], "day") if s.exact else spread(ends[0], ends[1], s.unit)

    words = "before" if s.sign < 0 else "after"
    if s.origin is not None:
        origin = evaluate(s.origin, replace(c, tense="future" if s.sign > 0 else "past") if s.exact else c)
        if origin.when is None:
            return origin
        a, b = shifted(origin.when.first), shifted(origin.when.last)
        return Answer(
            When(a.first, b.last, a.grain), f"counted from {words_for(origin.when)}; {origin.basis}"
        )
    if s.base == "speech":
        return from_speech(c, shifted, reach, f"counted {words}")
    return from_text(c, s.unit, shifted, reach, f"counted {words}")


def _stretch(s: e.Stretch, c: Context) -> Answer:
    def stretched(day: dt.date) -> When:
        far = moved(day, s.unit, s.sign * s.high)
        return When(min(day, far), max(day, far), s.unit)

    words = "the time up to" if s.sign < 0 else "the time from"
    if s.base == "speech" or (s.base == "either" and c.published is not None and c.tense != "past"):
        return from_speech(c, stretched, DAYS[s.unit] * s.high, words)
    return from_text(c, s.unit, stretched, DAYS[s.unit] * s.high, words)


def _measured(x: e.Again | e.Upto | e.WeekOf | e.NthWeekday, c: Context) -> Answer:
    match x:
        case e.Again():
            return again(x, evaluate(x.within, c) if x.within is not None else None, c)
        case e.Upto():
            return upto(x, evaluate(x.last, c))
        case e.NthWeekday():
            return nth_weekday(x, evaluate(x.of, c))
        case e.WeekOf():
            number = x.number
            if number is not None and x.of is None:
                return _placed(c, lambda year: iso_week(year, number))
            return week_of(x, evaluate(x.of, c) if x.of is not None else Answer(None, ""))


def _in_year(x: e.Season | e.Quarter | e.Holiday, c: Context) -> Answer:
    if isinstance(x, e.Season) and x.bc:
        return _before_christ()
    if x.year is not None:
        return Answer(of_year(x, x.year), ABSOLUTE + northern(x))
    if x.within is not None:
        outer = evaluate(x.within, c)
        if outer.when is None:
            return outer
        a, b = of_year(x, outer.when.first.year), of_year(x, outer.when.last.year)
        return Answer(When(a.first, b.last, a.grain), outer.basis + northern(x))
    answer = _placed(c, lambda year: of_year(x, year))
    return Answer(answer.when, answer.basis + (northern(x) if answer.when else ""))


def _part(p: e.Part | e.Nth, c: Context) -> Answer:
    outer = evaluate(p.of, c)
    when = outer.when
    if when is None:
        return outer
    if isinstance(p, e.Part) and p.portion == "turn":
        return turn(outer, p.of, c)
    if isinstance(p, e.Part):
        return Answer(portion(when, p.portion), outer.basis + "; vague words taken as a half of it")
    first = when.first if p.n > 0 else add_days(when.last, 1)
    if p.n > 0:
        start = step_units(first, p.unit, (p.n - 1))
        stop = add_days(step_units(start, p.unit, p.count), -1)
    else:
        start, stop = step_units(first, p.unit, -p.count), when.last
    if start > when.last or stop < when.first:
        return Answer(None, "no such part of it")
    return Answer(When(max(start, when.first), min(stop, when.last), p.unit), outer.basis)


def _night(n: e.Night, c: Context) -> Answer:
    if n.of is None:
        return from_speech(c, lambda d: When(add_days(d, -1), d, "day"), 1, "the night before")
    outer = evaluate(n.of, c)
    if outer.when is None or outer.when.width > 2:
        return outer
    return Answer(When(outer.when.first, add_days(outer.when.last, 1), "day"), outer.basis)


def _current(day: When, c: Context) -> bool:
    """Whether a day told before is one that a bare time of day may still belong to."""
    p = c.published
    return p is None or p.width > 31 or 0 <= (p.last - day.first).days <= 31


def _clock(k: e.Clock, c: Context) -> Answer:
    if k.of is not None:
        outer = evaluate(k.of, c)
    elif c.recent_day is not None and _current(c.recent_day, c) and not ahead_of_the_telling(c):
        outer = Answer(c.recent_day, f"a time of {words_for(c.recent_day)}, told before")
    else:
        outer = from_speech(c, lambda d: When(d, d, "day"), 0, "a time of the day of")
    if outer.when is None or k.zone is None or outer.when.width > 1:
        return outer
    midnight = dt.datetime.combine(outer.when.first, dt.time(), dt.UTC)
    start = midnight + dt.timedelta(hours=k.hour - k.zone, minutes=k.minute)
    last = start + DAY / 1440 - dt.timedelta(seconds=1)
    why = outer.basis + ("; summer time or not" if k.summer else "")
    return Answer(outer.when, why, exact=(start - dt.timedelta(hours=k.summer), last))


__all__ = ["Answer", "Grain", "evaluate"]
