"""What relative words count from: the day of publication, or the time that the text spoke of last."""

import datetime as dt
from collections.abc import Callable

from sightline.times import expr as e
from sightline.times.answer import NO_PUBLICATION, NOTHING_BEFORE, Answer
from sightline.times.calendrical import DAYS, When
from sightline.times.context import Context, words_for

# a move smaller than this share of the uncertainty of publication is not worth more than that uncertainty
_NEGLIGIBLE = 20


def from_speech(c: Context, f: Callable[[dt.date], When], reach: float, words: str) -> Answer:
    """f at both ends of publication; `reach` is how many days f moves at most."""
    if c.published is None:
        return Answer(None, NO_PUBLICATION)
    p = c.published
    if p.width > 31 and reach * _NEGLIGIBLE <= p.width:
        when, why = p, f"publication is known only as {words_for(p)}: {words} it"
    else:
        a, b = f(p.first), f(p.last)
        when, why = When(a.first, b.last, a.grain), f"{words} publication, {words_for(p)}"
    if c.open_start or c.open_end:
        why = f"{words} publication, {'not before' if c.open_end else 'not after'} {words_for(p)}"
    return Answer(when, why, open_start=c.open_start, open_end=c.open_end)


def from_text(c: Context, unit: e.UnitName, f: Callable[[dt.date], When], reach: float, words: str) -> Answer:
    """f at both ends of what the text dated last; None known where it dated nothing yet."""
    base = _text_base(c, unit)
    if base is None:
        return Answer(None, NOTHING_BEFORE)
    if base.width > 31 and reach * _NEGLIGIBLE <= base.width:
        return Answer(base, f"{words} {words_for(base)}, told before")
    a, b = f(base.first), f(base.last)
    return Answer(When(a.first, b.last, a.grain), f"{words} {words_for(base)}, told before")


def _text_base(c: Context, unit: e.UnitName) -> When | None:
    if ahead_of_the_telling(c):
        return c.published
    if c.nearby is not None and unit in ("year", "season") and c.nearby.grain == "year":
        return c.nearby
    if DAYS[unit] <= 1 and c.recent is not None and c.recent.width > 366 and c.published is not None:
        return c.recent_day  # "that morning" is none of a decade
    if c.recent is None or c.recent_day is None or DAYS[unit] > 7:
        return c.recent
    if DAYS[unit] <= 1 and 7 < c.recent.width <= 31 and c.published is not None and c.published.width <= 31:
        return c.recent_day  # nothing is a day before a month
    inside = c.recent.first <= c.recent_day.first and c.recent_day.last <= c.recent.last
    return c.recent_day if inside or c.recent.width > 366 else c.recent


def ahead_of_the_telling(c: Context) -> bool:
    """Whether what the text dated last is still to come, while these words look back from publication."""
    if c.published is None or c.recent is None or c.published.width > 31 or c.tense != "past":
        return False
    return c.recent.first > c.published.last
