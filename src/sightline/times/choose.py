"""Which year, which month: what is not said, taken from publication or from the running text."""

import datetime as dt
from collections.abc import Callable

from sightline.times.calendrical import When, add_days, add_months, make
from sightline.times.context import LONG_AGO, Context, words_for

Chosen = tuple[When | None, str]
# without a verb that decides it, a date to come must be this much nearer than one gone by
_FUTURE_FARTHER = 2.5
# in a narrative a step back of fewer months than this is a step back; else the year has turned
_BACKWARD_MONTHS = 6
# days between a date and a happening beyond which its year is not taken to be the same
_NEAR_HAPPENING = 122
# days before publication that count as news
_FRESH = 31


def place_in_year(in_year: Callable[[int], When], c: Context) -> Chosen:
    """The year's instance that is meant: nearest publication as the tense allows, else along the narrative."""
    if c.published is not None and not (c.open_start or c.open_end):
        return _by_publication(in_year, c, c.published)
    if c.frame is not None and (inside := _in_frame(in_year, c.frame, c.recent)):
        return inside, f"year from the heading above, {words_for(c.frame)}"
    if c.recent is not None:
        return _by_narrative(in_year, c.recent), f"year from {words_for(c.recent)}, told before"
    if c.giver is not None and (near := _by_happening(in_year, c.giver)):
        return near, f"year from {c.giver_words}"
    return None, ""


def _by_happening(in_year: Callable[[int], When], giver: When) -> When | None:
    """The one instance that lies in the happening, else the one that is near it; None where two do, or none is."""
    years = range(giver.first.year - 1, giver.last.year + 2)
    apart = [
        (max((giver.first - w.last).days, (w.first - giver.last).days, 0), w)
        for w in _instances(in_year, years)
    ]
    inside = [w for gap, w in apart if not gap]
    if inside:
        return inside[0] if len(inside) == 1 else None
    gap, best = min(apart, key=lambda x: x[0], default=(_NEAR_HAPPENING, None))
    return best if gap < _NEAR_HAPPENING else None


def _in_frame(in_year: Callable[[int], When], frame: When, recent: When | None) -> When | None:
    """The instance that the heading's years allow, where it is one: always in a single year, else where the
    narrative alone would leave them."""
    first, last = frame.first.year, frame.last.year
    if first == last:
        return next(iter(_instances(in_year, range(first, first + 1))), None)
    if recent is None or not (first <= recent.first.year <= last):
        return None
    told = _by_narrative(in_year, recent)
    if told is None or told.first.year <= last:
        return None
    return next(iter(_instances(in_year, range(last, last + 1))), None)


def _instances(in_year: Callable[[int], When], years: range) -> list[When]:
    found = []
    for year in years:
        try:
            found.append(in_year(year))
        except (ValueError, OverflowError):
            continue  # 29 February, the ends of the calendar
    return found


def _by_publication(in_year: Callable[[int], When], c: Context, p: When) -> Chosen:
    why = f"year from publication, {words_for(p)}"
    if p.width > 31:
        held = [
            w
            for w in _instances(in_year, range(p.first.year, p.last.year + 1))
            if w.last >= p.first and w.first <= p.last
        ]
        if held:
            return When(held[0].first, held[-1].last, held[0].grain), why
    if c.opening is not None and c.opening.grain == "year" and c.opening.width <= 366 and c.tense != "future":
        found = _instances(in_year, range(c.opening.first.year, c.opening.first.year + 1))
        if found:
            return found[0], f"year from {words_for(c.opening)}, which opens the sentence"
    narrated = _narrated(in_year, c, p)
    if narrated is not None and c.recent is not None:
        return narrated, f"year from {words_for(c.recent)}, told before"
    candidates = _instances(in_year, range(p.first.year - 8, p.last.year + 9))
    if not candidates:
        return None, "no such day"
    return min(candidates, key=lambda w: _cost(w, p, c.tense)), why


def _narrated(in_year: Callable[[int], When], c: Context, p: When) -> When | None:
    """Background told in its own order: the text's last date is more than a year from publication and no later
    word has returned to the present."""
    recent = c.recent  # a bare year is background of one sentence, not a narrative
    if recent is None or c.tense == "future" or recent.width > 31:
        return None
    if (p.first - recent.last).days <= LONG_AGO:
        return None
    if c.behind > 1:
        return _by_narrative(in_year, recent)
    fresh = _instances(in_year, range(p.first.year - 1, p.first.year + 1))
    if any(0 <= (p.last - w.first).days <= _FRESH for w in fresh):
        return None  # a day of the last weeks is news, though a sentence of background stands before it
    return _by_narrative(in_year, recent)


def _cost(w: When, p: When, tense: str | None) -> float:
    if w.first <= p.last and w.last >= p.first:
        return 0.0
    ahead = (w.first - p.last).days
    if ahead > 0:
        return ahead * {"future": 1.0, "past": 12.0, None: _FUTURE_FARTHER}[tense]
    return (p.first - w.last).days * (6.0 if tense == "future" else 1.0)


def _by_narrative(in_year: Callable[[int], When], recent: When) -> When | None:
    here = _instances(in_year, range(recent.first.year, recent.first.year + 1))
    if recent.width >= 365 or not here:
        inside = [
            w
            for w in _instances(in_year, range(recent.first.year, recent.last.year + 1))
            if w.last >= recent.first
        ]
        return inside[0] if inside else (here[0] if here else None)
    behind = (recent.first - here[0].last).days / 30.44
    if behind >= _BACKWARD_MONTHS:
        later = _instances(in_year, range(recent.first.year + 1, recent.first.year + 2))
        return later[0] if later else here[0]
    return here[0]


def bare_day(day: int, c: Context) -> Chosen:
    """ "the 23rd": the month of what was told before where that is near, else of publication."""
    p = c.published
    if p is not None and p.width <= 31 and not (c.open_start or c.open_end):
        near = c.recent is not None and c.recent.width <= 31 and abs((p.first - c.recent.first).days) > 92
        if not near:
            return _day_near(day, p, c.tense), f"month from publication, {words_for(p)}"
    if c.recent is None:
        return None, "no month known"
    recent = c.recent
    why = f"month from {words_for(recent)}, told before"
    if recent.width > 31:
        return recent, f"a day of {words_for(recent)}, told before"
    if recent.width <= 2 and day < recent.first.day - 15:
        following = add_months(recent.first.replace(day=1), 1)
        return _exact(following, day), why
    return _exact(recent.first, day), why


def _exact(month: dt.date, day: int) -> When | None:
    try:
        found = make(month.year, month.month, day)
    except ValueError:
        return None
    return When(found, found, "day")


def _day_near(day: int, p: When, tense: str | None) -> When | None:
    months = range(0, 3) if tense == "future" else range(0, -3, -1)
    for count in months:
        found = _exact(add_months(p.first.replace(day=1), count), day)
        if found and (found.first >= p.first if tense == "future" else found.first <= p.last):
            return found
    return None


def day_and_weekday(day: int, weekday: int, c: Context) -> Chosen:
    """ "Sat 17": the nearest day of that number and name to publication, else to what was told before."""
    base = c.published or c.recent_day or c.recent
    if base is None:
        return None, "no month known"
    if base.width > 31:
        return base, f"a day of {words_for(base)}"
    found = [
        add_days(base.first, k)
        for k in range(-75, 76)
        if add_days(base.first, k).day == day and add_days(base.first, k).weekday() == weekday
    ]
    if not found:
        return None, "no such day near"
    best = min(found, key=lambda d: (d > base.last and c.tense != "future", abs((d - base.first).days)))
    return When(best, best, "day"), f"month from {words_for(base)}, where the weekday fits"
