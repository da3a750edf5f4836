"""Period: when, as wide as honesty demands; never a bare datetime."""

import datetime as dt
from dataclasses import dataclass, replace

from sightline.model.span import Span

UTC = dt.UTC
DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class TimeRelation:
    """How the words tie this period to another happening: "a day following the landing".

    The period lies between `low` and `high` days after the anchor (negative: before; None: no limit on
    that side). `anchor` is the words of the other happening, `claim` its id once known.
    """

    words: str
    low: float | None
    high: float | None
    anchor: Span | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Everything known about when: the happening lies within [earliest, latest].

    earliest, latest: aware UTC instants, both inclusive; `latest` of a whole day is its last second; None
    means unknown on that side. edtf: ISO 8601-2 string where one can say it. span: the words it came from.
    basis: what it was resolved against, in words. relation: a tie to another happening, kept even where no
    date follows from it.
    """

    earliest: dt.datetime | None = None
    latest: dt.datetime | None = None
    edtf: str | None = None
    basis: str | None = None
    span: Span | None = None
    relation: TimeRelation | None = None

    def __post_init__(self) -> None:
        for instant in (self.earliest, self.latest):
            if instant is not None and instant.tzinfo is None:
                raise ValueError("a period needs aware instants")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"a period cannot end before it begins: {self.earliest} > {self.latest}")

    @property
    def known(self) -> bool:
        """Whether anything at all is known of when."""
        return self.earliest is not None or self.latest is not None

    @property
    def bounded(self) -> bool:
        return self.earliest is not None and self.latest is not None

    def meets(self, other: "Period") -> bool:
        """Whether both could be the same moment; an unknown side excludes nothing."""
        starts_in_time = self.earliest is None or other.latest is None or self.earliest <= other.latest
        return starts_in_time and (
            other.earliest is None or self.latest is None or other.earliest <= self.latest
        )


def days(first: dt.date, last: dt.date, **more: object) -> Period:
    """The whole days from `first` to `last`, both included. `more`: the other fields of Period."""
    return replace(Period(day_start(first), day_end(last)), **more)  # type: ignore[arg-type]


def day_start(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=UTC)


def day_end(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)


def narrowed(a: Period, b: Period) -> Period | None:
    """What both allow, with a's words and basis; None where they exclude each other. The EDTF string is kept
    only where the bounds are still a's own."""
    if not a.meets(b):
        return None
    earliest = max((x for x in (a.earliest, b.earliest) if x), default=None)
    latest = min((x for x in (a.latest, b.latest) if x), default=None)
    same = earliest == a.earliest and latest == a.latest
    return replace(a, earliest=earliest, latest=latest, edtf=a.edtf if same else None)


def hull(a: Period, b: Period) -> Period:
    """The smallest period that holds both; unknown on a side where either is."""
    earliest = min(a.earliest, b.earliest) if a.earliest and b.earliest else None
    latest = max(a.latest, b.latest) if a.latest and b.latest else None
    return Period(earliest, latest)


def iso(instant: dt.datetime | None, *, end: bool = False) -> str | None:
    """ISO 8601 in UTC: a plain date where the instant is the edge of a whole day, else with the time and Z."""
    if instant is None:
        return None
    instant = instant.astimezone(UTC)
    edge = dt.time(23, 59, 59) if end else dt.time(0)
    if instant.time().replace(microsecond=0) == edge:
        return instant.date().isoformat()
    return instant.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def from_iso(text: str | None, *, end: bool = False) -> dt.datetime | None:
    """The other way round. Raises ValueError where the text is no ISO date or instant."""
    if text is None:
        return None
    if len(text) == 10:
        day = dt.date.fromisoformat(text)
        return day_end(day) if end else day_start(day)
    instant = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
