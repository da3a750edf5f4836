"""What a time expression says, before it is known against what: the values that the grammars build.

`base` of a relative expression is "speech" (it counts from when the text was written: "ago", "last week")
or "text" (it counts from the time the text spoke of last: "later", "the following day"); "either" is for "the end
of the year", which may be both.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Base = Literal["speech", "text", "either"]
UnitName = Literal[
    "minute", "hour", "day", "week", "weekend", "month", "quarter", "season", "year", "decade", "century"
]
Portion = Literal["early", "mid", "late", "start", "end", "first half", "second half", "rest", "turn"]


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date with any of its pieces missing. weekday: 0 is Monday. bc: years before the common era.
    within: what gives the year (or, for a bare day, the month): "March of that year"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    bc: bool = False
    within: "Expr | None" = None
    about: bool = False


@dataclass(frozen=True, slots=True)
class NumericDate:
    """Three numbers whose order the document decides. year: already four digits. a, b: the other two."""

    a: int
    b: int
    year: int
    day_first: bool = False


@dataclass(frozen=True, slots=True)
class Season:
    """index: 0 spring, 1 summer, 2 autumn, 3 winter, northern and in whole months."""

    index: int
    year: int | None = None
    within: "Expr | None" = None
    bc: bool = False


@dataclass(frozen=True, slots=True)
class Quarter:
    index: int
    year: int | None = None
    halves: bool = False
    within: "Expr | None" = None


@dataclass(frozen=True, slots=True)
class Years:
    """Whole years, first to last: decades, centuries, fiscal years."""

    first: int
    last: int
    grain: UnitName
    bc: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """this (0), last (-1), next (+1) unit; `index` names the weekday, month or season. coming: "the coming weekend",
    the very next one, while "next weekend" is that of the next week."""

    unit: UnitName
    step: int
    base: Base
    index: int | None = None
    clip: Literal["", "earlier", "later"] = ""
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """`low` to `high` units away from the base, or from `origin`; sign -1 before, +1 after. exact: to the day, however
    long the unit: "a month ago today". if_ahead: only where the words look ahead, else a length of time: "in two days"."""

    low: float
    high: float
    unit: UnitName
    sign: int
    base: Base
    origin: "Expr | None" = None
    exact: bool = False
    if_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """The units that lead up to (sign -1) or away from (+1) the base: "the past two months"."""

    low: float
    high: float
    unit: UnitName
    sign: int
    base: Base


@dataclass(frozen=True, slots=True)
class Again:
    """The stretch told before (the quarter told before, where `unit` says so), `back` years earlier, or in the year
    `within`: "the same period last year"."""

    unit: UnitName | None
    back: int = 0
    within: "Expr | None" = None


@dataclass(frozen=True, slots=True)
class Upto:
    """`count` units that end with `last`, "the three weeks to 12 June"; or begin with it, "three days from 5 March"."""

    count: int
    unit: UnitName
    last: "Expr"
    begins: bool = False


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week that a day lies in or (`begins`) begins; or the `number`-th ISO week of a year."""

    of: "Expr | None"
    begins: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The n-th weekday (0 is Monday) in `of`, from its end where negative; `outside`: the first one after it (1) or
    before it (-1)."""

    weekday: int
    n: int
    of: "Expr"
    outside: bool = False


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year that begins in `month` and is named for the year it ends in; month 0: not known whose."""

    year: int
    month: int = 0
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th unit of something: "the first week of March"; n counts from the end where negative; `count`
    units long."""

    n: int
    count: int
    unit: UnitName
    of: "Expr"


@dataclass(frozen=True, slots=True)
class Part:
    portion: Portion
    of: "Expr"


@dataclass(frozen=True, slots=True)
class Night:
    """A night (or, with `of` None, the night before the text was written)."""

    of: "Expr | None" = None


@dataclass(frozen=True, slots=True)
class Now:
    """wide: "recently" rather than "now"."""

    wide: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; the day is `of`, else the one the text speaks of. zone: hours east of UTC, None where
    not said (then only the day is kept); summer: hours by which its clocks may have been ahead of that."""

    hour: int
    minute: int
    of: "Expr | None" = None
    zone: float | None = None
    summer: float = 0.0


@dataclass(frozen=True, slots=True)
class Instant:
    first: dt.datetime
    last: dt.datetime


@dataclass(frozen=True, slots=True)
class Holiday:
    name: str
    year: int | None = None
    within: "Expr | None" = None


@dataclass(frozen=True, slots=True)
class Tied:
    """So many units before or after a happening that the words [start, end) of the text name. origin: its date, where
    the table of happenings gives it."""

    low: float
    high: float
    unit: UnitName
    sign: int
    start: int
    end: int
    origin: "Expr | None" = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Days that the table of happenings gives, and why."""

    first: dt.date
    last: dt.date
    why: str


@dataclass(frozen=True, slots=True)
class Vague:
    """A time expression that names no calendar period: a duration, a set, "at the time"."""

    why: str


Expr = (
    CalendarDate
    | NumericDate
    | Season
    | Quarter
    | Years
    | Unit
    | Shift
    | Stretch
    | Again
    | Upto
    | WeekOf
    | NthWeekday
    | FiscalYear
    | Nth
    | Part
    | Night
    | Now
    | Clock
    | Instant
    | Holiday
    | Tied
    | Listed
    | Vague
)
DURATION = Vague("a length of time, not a date")
REPEATED = Vague("happens again and again, not one date")
