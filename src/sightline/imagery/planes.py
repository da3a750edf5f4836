"""planes: what large blobs on the aprons and moving spots add to a finding; they decide nothing."""

from dataclasses import dataclass

from sightline.imagery.finding import Figures
from sightline.imagery.moment import moment
from sightline.imagery.plan import Plan
from sightline.model.airfield import Airfield

USUAL = 7  # earlier passes between which blobs are counted too, to know what is usual: a second of CPU each at an airfield
Point = tuple[float, float, str]


@dataclass(frozen=True, slots=True)
class Planes:
    """marks: (row, column, kind) on the grid of the stack; "moving before" on the earlier picture, all else on the later."""

    reasons: tuple[str, ...] = ()
    figures: Figures = ()
    marks: tuple[Point, ...] = ()


def planes(plan: Plan, airfield: Airfield | None, *, count: bool) -> Planes:
    """What moves in either of the two pictures of a pass that was tested at a known airfield. count: large blobs before and after, too."""
    if (
        airfield is None
        or plan.before is None
        or plan.after is None
        or plan.stack.scenes[0].sensor == "sentinel-1"
    ):
        return Planes()
    counted = _counted(plan, plan.before, plan.after, airfield) if count else Planes()
    later, earlier = (_moving(plan, date, airfield) for date in (plan.after, plan.before))
    figures = (*counted.figures, *(later.figures or earlier.figures))
    return Planes(
        (*counted.reasons, *later.reasons, *earlier.reasons),
        tuple((name, round(float(value), 4)) for name, value in figures),
        (*counted.marks, *later.marks, *earlier.marks),
    )


def _counted(plan: Plan, before: int, after: int, airfield: Airfield) -> Planes:
    from sightline.imagery.aircraft import aircraft_change

    found = aircraft_change(plan.stack, before, after, airfield, others=plan.baseline[:-1][-USUAL:])
    points = tuple((float(r), float(c), kind) for r, c, kind in found.points)
    return Planes(tuple(_capital(r) for r in (found.words, *found.reasons) if r), found.figures, points)


def _moving(plan: Plan, date: int, airfield: Airfield) -> Planes:
    from sightline.imagery.moving import moving_aircraft

    found = moving_aircraft(plan.stack, date, airfield)
    if not found:
        return Planes()
    side = "after" if date == plan.after else "before"
    reasons = [
        f"In the picture {side} ({moment(plan.stack.scenes[date])}), deciding nothing: {one.words}"
        for one in found
    ]
    reasons += [_capital(reason) for reason in found[0].reasons]
    kind = "moving" if side == "after" else "moving before"
    marks = tuple(
        (
            sum(r for r, _ in one.points) / len(one.points),
            sum(c for _, c in one.points) / len(one.points),
            kind,
        )
        for one in found
    )
    return Planes(tuple(reasons), found[0].figures, marks)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
