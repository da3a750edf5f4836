"""picture: a finding as the triptych that a reader sees."""

from sightline.imagery.draw import triptych
from sightline.imagery.draw_panel import Mark
from sightline.imagery.draw_sheet import Told
from sightline.imagery.finding import SOMETHING, Finding
from sightline.imagery.resolving import DETECT_PX, resolved, resolved_m
from sightline.imagery.thing import Thing
from sightline.imagery.words import power_words


def picture(finding: Finding, title: str, verdict: str | None = None) -> str:
    """SVG: before, after and change; "" where there is no stack to draw. verdict: in other words than the finding's."""
    plan, trial = finding.shown, finding.trial
    if plan is None:
        return ""
    thing = finding.thing
    sought = f": {_named(thing)} {thing.length_m:g} × {thing.width_m:g} m" if thing and trial else ""
    told = Told(
        title=title + sought,
        verdict=verdict or finding.verdict,
        lines=_lines(finding),
        power=next(iter(power_words(trial)), "") if trial and trial.power else "",
        thing=(thing.name if trial else "what is looked for", thing.length_m, thing.width_m)
        if thing
        else None,
        adjusted_p=trial.p if trial else None,
        marks=tuple(_mark(*point) for point in finding.marks),
    )
    after = plan.after if plan.after is not None else _any_after(finding)
    return triptych(plan.stack, plan.before, after, plan.area, trial.tested if trial else None, told)


def _lines(finding: Finding) -> tuple[str, ...]:
    """Why, and what it would take. Where the thing is too small for the pixels, one drawing of it serves every claim of such a thing, so that it
    says no more than that; the claim's own reasons stand below it."""
    thing, plan = finding.thing, finding.shown
    if finding.trial is None and thing is not None and plan is not None:
        pixel = resolved_m(plan.stack.scenes[0].sensor, plan.stack.grid.pixel_m)
        if resolved(thing.largest(), pixel) == "could not":
            return (
                f"Too small for these pixels: {DETECT_PX:g} across it are needed to see that anything is there",
            )
    return (finding.reasons[0], *((finding.needed,) if finding.needed else ()))


def _named(thing: Thing) -> str:
    return "any change of" if thing.name == SOMETHING else f"{thing.name},"


def _mark(row: float, column: float, kind: str) -> Mark:
    plain = kind.removesuffix(" before")
    return Mark(row, column, plain, "moving" if plain == "moving" else "", before=plain != kind)  # type: ignore[arg-type]


def _any_after(finding: Finding) -> int | None:
    """The clearest pass that is not of the baseline, where none could be tested."""
    plan = finding.shown
    if plan is None:
        return None
    last = plan.before if plan.before is not None else -1
    later = [n for n in range(len(plan.stack.scenes)) if n > last and n not in plan.baseline]
    return max(later, key=lambda n: plan.shares[n], default=None)
