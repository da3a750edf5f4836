"""What an expression is resolved against: publication, the running text, tense, the order of numbers."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from sightline.model.period import UTC, Period
from sightline.times.calendrical import When

LONG_AGO = 400  # days before publication from which a telling is background
Tense = Literal["past", "future"]
Order = Literal["day first", "month first"]


@dataclass(frozen=True, slots=True)
class Context:
    """published: the days on which the words were written, None where unknown; `open_start`, `open_end`: that
    side of it is unknown. recent: what the text dated last; recent_day: the last single day it gave;
    quarter: the last quarter; nearby: what the same sentence dated last, even as an aside; opening: what opens the same sentence; mentioned: what the text
    dated last of all, asides too; line_day: the last day that opened a line; behind: how
    many sentences in a row told what was long before publication; frame: the years that the
    heading above names. giver: the short happening of the table that may give a year where nothing else
    does, and giver_words, which say so. tense: of the words around. order: of day and month in numeric dates, where the document decides it."""

    published: When | None = None
    open_start: bool = False
    open_end: bool = False
    recent: When | None = None
    recent_day: When | None = None
    quarter: When | None = None
    nearby: When | None = None
    opening: When | None = None
    mentioned: When | None = None
    frame: When | None = None
    line_day: When | None = None
    behind: int = 0
    tense: Tense | None = None
    order: Order | None = None
    bound: str = ""
    giver: When | None = None
    giver_words: str = ""

    def told(self, when: When, new_sentence: bool = True) -> "Context":
        """After the text has dated something."""
        day = when if when.width <= 2 else self.recent_day
        quarter = when if when.grain == "quarter" else self.quarter
        long_ago = self.published is not None and (self.published.first - when.last).days > LONG_AGO
        behind = max(1, self.behind + new_sentence) if long_ago else 0
        return replace(self, recent=when, recent_day=day, quarter=quarter, behind=behind)


def published(period: Period | None) -> Context:
    """The context of words published in that period."""
    if period is None or not period.known:
        return Context()
    first = period.earliest.astimezone(UTC).date() if period.earliest else None
    last = period.latest.astimezone(UTC).date() if period.latest else None
    known = first or last
    if known is None:
        return Context()
    when = When(first or known, last or known, "day")
    return Context(replace(when, grain=_grain(when)), first is None, last is None)


def _grain(when: When) -> Literal["day", "month", "year"]:
    return "day" if when.width <= 2 else "month" if when.width <= 31 else "year"


def words_for(when: When) -> str:
    """The shortest way to write a period in a basis: 2019, 2019-03, 2019-03-23, 2019-03-23 to 2019-03-25."""
    a, b = when.first, when.last
    if a == b:
        return a.isoformat()
    if (a.month, a.day, b.month, b.day) == (1, 1, 12, 31) and a.year == b.year:
        return f"{a.year:04d}"
    if a.day == 1 and (a.year, a.month) == (b.year, b.month) and (b + dt.timedelta(days=1)).day == 1:
        return f"{a.year:04d}-{a.month:02d}"
    return f"{a.isoformat()} to {b.isoformat()}"
