"""Times of day with the date beside them in other languages: "12 марта в 14:30", "a las 14:30 del 12 de marzo"."""

from collections.abc import Callable
from dataclasses import replace

from sightline.times.english_clock import clock as plain_clock
from sightline.times.expr import CalendarDate, Clock, Expr, Shift, Unit
from sightline.times.foreign_reader import Hit, Reader

ClockHit = tuple[Clock, int]


def clock(r: Reader, i: int) -> ClockHit | None:
    """A time of day at `i`, its zone included; without a date of its own."""
    t = r.t
    found: Hit | None = _spelt(r, i) or plain_clock(t, i)
    if found is None or not isinstance(found[0], Clock):
        return None
    expr, j = found[0], found[1]
    j += r.suffix(j)
    j += t.low[j] in r.x.hour_words
    for words, hours in r.x.zones.items():
        if t.low[j : j + len(words)] == words:
            return replace(expr, zone=hours), j + len(words)
    return expr, j


def _spelt(r: Reader, i: int) -> ClockHit | None:
    """ "14 heures", "14 Uhr", "14.30 Uhr", "14.30 horas": a number that a word makes an hour."""
    t = r.t
    hour = t.number(i)
    if hour is None or hour > 24 or len(t.text[i]) > 2 or (t.joined(i) and i and t.text[i - 1] in ".:,-/"):
        return None
    if t.low[i + 1] in r.x.sharp_hours:
        value = t.number(i + 2)
        both = value is not None and value < 60 and len(t.text[i + 2]) == 2
        return Clock(hour, value if both and value is not None else 0), i + 2 + both
    minute = t.number(i + 2)
    dotted = t.text[i + 1] == "." and t.joined(i + 1) and t.joined(i + 2) and len(t.text[i + 2]) == 2
    if not dotted or minute is None or minute > 59:
        return None
    told = t.low[i + 3] in r.x.sharp_hours or t.low[i + 3] in r.x.hour_words
    told = told or (i > 0 and r.t.low[i - 1] in r.x.hour_leads)
    return (Clock(hour, minute), i + 3 + (t.low[i + 3] in r.x.sharp_hours)) if told else None


def with_day(r: Reader, day: Hit | None) -> Hit | None:
    """A day and the time of day behind it ("el 12 de marzo a las 14:30"): one expression."""
    if day is None or not _is_day(day[0]):
        return None
    j = day[1] + (r.t.text[day[1]] == ",")
    k = j + r.matches(j, r.x.at_hour)
    if r.t.low[k] in r.x.about_hour:
        k += 1
    found = clock(r, k)
    if found is None or found[0].of is not None:
        return None
    return replace(found[0], of=day[0]), found[1]


def before_day(r: Reader, found: ClockHit | None, day_at: Callable[[int], Hit | None]) -> Hit | None:
    """A time of day and the day behind it ("a las 14:30 del 12 de marzo", "14:30 12 марта")."""
    if found is None:
        return None
    j = found[1] + (r.t.text[found[1]] == ",")
    j += r.matches(j, r.x.day_links)
    k = r.skip_of(j)
    day = day_at(k)
    if day is None or not _is_day(day[0]):
        return found
    return replace(found[0], of=day[0]), day[1]


def _is_day(expr: Expr) -> bool:
    if isinstance(expr, CalendarDate):
        return expr.day is not None or expr.weekday is not None
    return isinstance(expr, Unit | Shift) and expr.unit == "day"
