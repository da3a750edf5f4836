"""What an expression comes to in its context: the days it may mean, and the words for why."""

import datetime as dt
from dataclasses import dataclass

from sightline.times.calendrical import When

NO_PUBLICATION = "no publication date known"
NO_YEAR = "no year known: the text gives none, and no publication date is known"
NOTHING_BEFORE = "counts from a time told before, and none is known"
ABSOLUTE = "a date the text gives in full"


@dataclass(frozen=True, slots=True)
class Answer:
    """when: None where no date follows. exact: instants, where the words give a time with its zone. edtf: set
    where the bounds alone do not say it. open_start, open_end: that bound is not known after all."""

    when: When | None
    basis: str
    exact: tuple[dt.datetime, dt.datetime] | None = None
    edtf: str | None = None
    open_start: bool = False
    open_end: bool = False
