"""planes: what large blobs on the aprons and moving bright spots add to a finding; they decide nothing."""

from dataclasses import dataclass

from sightline.imagery.finding import Figures
from sightline.imagery.plan import Plan
from sightline.model.airfield import Airfield

USUAL = 7  # earlier passes between which blobs are counted too, to know what is usual: a second of CPU each at an airfield


@dataclass(frozen=True, slots=True)
class Planes:
    """marks: (row, column, kind) on the grid of the stack."""

    reasons: tuple[str, ...]
    figures: Figures = ()
    marks: tuple[tuple[float, float, str], ...] = ()


def planes(plan: Plan, airfield: Airfield | None) -> Planes | None:
    """Large blobs before and after, and what moves in the later picture; None where there is no airfield or radar looked."""
    from sightline.imagery.aircraft import aircraft_change
    from sightline.imagery.moving import moving_aircraft

    stack = plan.stack
    if (
        airfield is None
        or plan.before is None
        or plan.after is None
        or stack.scenes[0].sensor == "sentinel-1"
    ):
        return None
    counted = aircraft_change(stack, plan.before, plan.after, airfield, others=plan.baseline[:-1][-USUAL:])
    moving = moving_aircraft(stack, plan.after, airfield) if stack.scenes[0].sensor == "sentinel-2" else ()
    marks = [(float(r), float(c), kind) for r, c, kind in counted.points]
    marks += [(float(r), float(c), "moving") for one in moving for r, c in one.points]
    reasons = [counted.words, *counted.reasons, *(w for one in moving for w in (one.words, *one.reasons))]
    figures = [*counted.figures, *(f for one in moving for f in one.figures)]
    rounded = tuple((name, round(float(value), 4)) for name, value in figures)
    return Planes(tuple(f"{r[:1].upper()}{r[1:]}" for r in reasons if r), rounded, tuple(marks))
