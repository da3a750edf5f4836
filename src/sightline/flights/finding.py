"""Finding: a verdict with its reasons and figures, before it becomes Evidence."""

from dataclasses import dataclass

from sightline.flights.movement import Movement
from sightline.flights.seen import Seen
from sightline.model.airfield import Airfield
from sightline.model.vocabulary import Verdict

Figures = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Depicted:
    """The airframe at the field with the movement; or, without one, where it was in the period (seconds since 1970 UTC)
    while it is said to have been at the field."""

    seen: Seen
    field: Airfield
    move: Movement | None
    period: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """used: the airframes that it rests on. shown: what to draw."""

    verdict: Verdict
    reasons: tuple[str, ...]
    figures: Figures = ()
    used: tuple[Seen, ...] = ()
    shown: Depicted | None = None
