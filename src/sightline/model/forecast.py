"""Forecast: a claim about what is to come, with its horizon, its odds and, later, its outcome."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sightline.model.claim import Likelihood
from sightline.model.period import Period

ForecastKind = Literal["forecast", "plan"]
ForecastState = Literal["open", "due", "resolved"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a forecast, as an analyst judged. on: the day on which that was settled, where it was said.
    at: when it was judged, aware UTC. judgement: its id."""

    happened: bool
    on: dt.date | None
    who: str
    why: str
    at: dt.datetime
    judgement: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """One forecast, however often it is copied, or one announced plan.

    id: the first of `claims`, which all say it. sources: ids of all that carry it. voice: the words for whoever
    the pages name for it; "" where it is their own. words: the quote. made: when it was published, None where
    unknown. horizon: when it is to come about, None where that is unknown. likelihood: the source's own word
    and its range on the ICD 203 scale, None where it gives none: then it can be counted, never scored.
    """

    id: str
    kind: ForecastKind
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    voice: str
    words: str
    made: Period | None = None
    horizon: Period | None = None
    likelihood: Likelihood | None = None
    outcome: Outcome | None = None

    @property
    def scored(self) -> bool:
        """Whether it can be held against its outcome: it has both odds and an outcome."""
        return self.likelihood is not None and self.outcome is not None

    def state(self, now: dt.datetime) -> ForecastState:
        """due: its horizon has passed, as far as one is known, and nobody has said what came of it."""
        if self.outcome is not None:
            return "resolved"
        end = self.horizon.latest if self.horizon else None
        return "due" if end is not None and end < now else "open"
