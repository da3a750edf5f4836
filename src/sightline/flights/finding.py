"""Finding: a verdict with its reasons and figures, before it becomes Evidence."""

from dataclasses import dataclass

from sightline.flights.movement import Movement
from sightline.flights.seen import Seen
from sightline.model.airfield import Airfield
from sightline.model.vocabulary import Verdict

Figures = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """used: the airframes that it rests on. shown: what to draw, the airframe at the field with the movement."""

    verdict: Verdict
    reasons: tuple[str, ...]
    figures: Figures = ()
    used: tuple[Seen, ...] = ()
    shown: tuple[Seen, Airfield, Movement] | None = None
