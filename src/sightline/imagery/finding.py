"""Finding: a verdict with its reasons, figures and picture, before it becomes Evidence."""

from dataclasses import dataclass

from sightline.imagery.plan import Plan
from sightline.imagery.power import Power
from sightline.imagery.stack import Stack, Tested
from sightline.imagery.thing import Thing
from sightline.imagery.verdict import Size
from sightline.model.scene import Look, Lost
from sightline.model.vocabulary import Verdict

SOMETHING = "something"  # name of a thing of which only a size is given
Figures = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A look with its pixels put together. capture: id of the look's. stacks: as of `stacking`. lost: scenes and bands that
    are held but could not be used."""

    look: Look
    capture: str
    stacks: tuple[Stack, ...]
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One planned pass, tested. p: after Holm. power: at the step that is assumed of the thing; powers: at others too. size,
    across_m: of the change against the thing."""

    plan: Plan
    thing: Thing | None
    tested: Tested
    p: float
    power: Power | None = None
    powers: tuple[Power, ...] = ()
    size: Size = "unknown"
    across_m: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """needed: what it would take to see it; "" where it was seen. shown: what to draw. marks: (row, column, kind) of the grid
    shown, kinds as of the picture. trial: the one that decided. thing: what was sought. captures: ids. passes: each that was
    read: moment, sensor, orbit, usable share, what became of it."""

    verdict: Verdict
    reasons: tuple[str, ...]
    figures: Figures = ()
    needed: str = ""
    shown: Plan | None = None
    trial: Trial | None = None
    thing: Thing | None = None
    marks: tuple[tuple[float, float, str], ...] = ()
    captures: tuple[str, ...] = ()
    synthetic: bool = False
    passes: tuple[tuple[str, ...], ...] = ()
