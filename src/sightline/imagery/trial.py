"""trials: the planned passes tested, each by the site's own statistic, with the power that the very same test has.

Which of them may decide is settled before any value is looked at, from counts alone: of each sensor the stack in which the smallest p could
come out; finest pixels first; and a further sensor only where all of them could still come out significant after Holm.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sightline.imagery.baseline import Sign
from sightline.imagery.finding import Trial
from sightline.imagery.holm import attainable, holm
from sightline.imagery.pair_trials import prepare_pair
from sightline.imagery.plan import Plan
from sightline.imagery.power import Trials, assumed, powers
from sightline.imagery.power_radar import scatterer_powers
from sightline.imagery.ranks import prepare
from sightline.imagery.register import LEAST
from sightline.imagery.resolving import resolved, resolved_m
from sightline.imagery.stack import Mask, Tested, Values
from sightline.imagery.thing import Thing
from sightline.imagery.verdict import ALPHA, Size

# A change may look up to so many times as large as the thing: its shadow, its surroundings dug up, the blur of the optics.
_LARGER, _SMALLER = 3.0, 0.3
_BLUR_PX = 4.0
FEW_TRIALS = 40  # of radar, whose power only goes into words


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A plan with its test prepared. least: the smallest p that it could give. test: the tested date with its pixels, or with
    others put in their place. decide: p of a date (index of the stack) with other pixels. quiet: dates without the event. tried: (y, x), where power
    is tried; None: the area."""

    plan: Plan
    thing: Thing | None
    least: float
    test: Callable[[], Tested]
    decide: Callable[[int, Values], float]
    quiet: tuple[int, ...]
    tried: Mask | None = None


def trials(plans: Sequence[Plan], things: Sequence[Thing], went: bool = False) -> tuple[Trial, ...]:
    """Those that may decide, finest pixels first. things: those that could be seen; () where any change is looked for. went: what is
    looked for was there and left."""
    made = family([ready for plan in plans if (ready := prepared(plan, things, went)) is not None])
    tests = [one.test() for one in made]
    adjusted = holm([one.p for one in tests])
    return tuple(
        _trial(ready, tested, p, len(made)) for ready, tested, p in zip(made, tests, adjusted, strict=True)
    )


def beside(plans: Sequence[Plan], tested: Sequence[Trial], went: bool = False) -> tuple[Trial, ...]:
    """Radar where pictures decide: how strong an echo a thing gives is not known, so it is told and decides nothing."""
    if not tested or is_radar(tested[0].plan):
        return ()
    ready = [r for plan in plans if is_radar(plan) and (r := prepared(plan, (), went)) is not None]
    best = min(ready, key=lambda r: r.least, default=None)
    return () if best is None else (_trial(best, best.test(), best.test().p, 1),)


def is_radar(plan: Plan) -> bool:
    return plan.stack.scenes[0].sensor == "sentinel-1"


def family(made: Sequence[Ready]) -> list[Ready]:
    """Which of the tests are made; from counts alone."""
    best: dict[str, Ready] = {}
    for one in made:
        sensor = one.plan.stack.scenes[0].sensor
        if sensor not in best or one.least < best[sensor].least:
            best[sensor] = one
    optical = [one for one in best.values() if not is_radar(one.plan)]
    chosen: list[Ready] = []
    for one in sorted(optical or best.values(), key=lambda r: (r.plan.stack.grid.pixel_m, r.least)):
        least = [c.least for c in (*chosen, one)]
        if not chosen or (attainable(least, ALPHA) and max(holm(least)) <= ALPHA):
            chosen.append(one)
    return chosen


def prepared(plan: Plan, things: Sequence[Thing], went: bool = False) -> Ready | None:
    """None where there is nothing to test, or nothing of what is sought would show in its pixels."""
    if plan.after is None or not plan.baseline:
        return None
    sensor, pixel = plan.stack.scenes[0].sensor, plan.stack.grid.pixel_m
    shown = [t for t in things if resolved(t.largest(), resolved_m(sensor, pixel)) != "could not"]
    if things and not shown:
        return None
    thing = max(shown, key=lambda t: (t.critical_m, t.side_m), default=None)
    if len(plan.baseline) == 1 and not is_radar(plan):
        return _pair(plan, thing) if min(plan.area.shape) >= LEAST else None
    return _dates(plan, thing, _sign(plan, thing, went))


def _sign(plan: Plan, thing: Thing | None, went: bool) -> Sign:
    """Metal that stands on the ground adds to a radar's echo; nothing is known of the sign of anything else."""
    if not is_radar(plan) or thing is None or thing.trace == "ground":
        return "either"
    return "down" if went else "up"


def _dates(plan: Plan, thing: Thing | None, sign: Sign) -> Ready:
    """Against the site's own baseline.

    Power is tried among the baseline alone: the tested date may show the very event, and a thing put elsewhere would have to outdo
    it. There a date has one other fewer than the tested one has; its rank is what counts.
    """
    after = plan.after if plan.after is not None else -1
    whole = prepare(plan.stack, plan.area, sorted({*plan.baseline, after}), sign=sign)
    made, quiet = whole.tested(after), whole.without(after)
    by_dates = np.isclose(made.smallest_p, 1 / (1 + made.dates))

    def decide(date: int, values: Values) -> float:
        tried = quiet.tested(date, values)
        if by_dates and tried.p_dates is not None:
            return tried.p_dates * (1 + tried.dates) / (1 + made.dates)
        return 1.0 if tried.p_windows is None else tried.p_windows

    return Ready(plan, thing, made.smallest_p, lambda: made, decide, plan.baseline)


def _pair(plan: Plan, thing: Thing | None) -> Ready:
    """One before, one after: against other ground of the same pair."""
    after = plan.after if plan.after is not None else -1
    made = prepare_pair(plan.stack, plan.baseline[-1], after, plan.area, thing)
    return Ready(plan, thing, made.smallest_p, lambda: made.tested, made.p, (after,), made.tried)


def _trial(ready: Ready, tested: Tested, p: float, tests: int) -> Trial:
    across = across_m(tested, ready.plan)
    trial = Trial(ready.plan, ready.thing, tested, p, across_m=across)
    area = ready.plan.area if ready.tried is None else ready.tried
    if not area.any():
        return trial
    how = Trials(
        ready.plan.stack,
        area,
        ready.decide,
        ready.quiet,
        ready.least,
        hidden=~ready.plan.stack.usable[ready.plan.after or 0],
        alpha=ALPHA,
        tests=tests,
    )
    if is_radar(ready.plan):
        return replace(trial, powers=scatterer_powers(replace(how, most=FEW_TRIALS)))
    if ready.thing is None:
        return trial
    found = powers(how, ready.thing)
    return replace(trial, power=assumed(found, ready.thing), powers=found, size=size_against(across, ready))


def across_m(tested: Tested, plan: Plan) -> float | None:
    """Side of the square of the ground that changed with the peak, metres: what hangs together with it at half its score and
    more. None where nothing could be scored."""
    from scipy.ndimage import label

    row, column = tested.peak
    top = tested.score[row, column]
    if not np.isfinite(top) or top <= 0:
        return None
    pieces, _ = label(np.nan_to_num(tested.score, nan=0.0) >= top / 2, structure=np.ones((3, 3)))
    pixels = int((pieces == pieces[row, column]).sum())
    return float(np.sqrt(pixels)) * plan.stack.grid.pixel_m


def size_against(across: float | None, ready: Ready) -> Size:
    """Whether the change is of the thing's size."""
    if across is None or ready.thing is None:
        return "unknown"
    blur = _BLUR_PX * ready.plan.stack.grid.pixel_m
    if across > _LARGER * max(ready.thing.length_m, ready.thing.width_m) + blur:
        return "larger"
    return "smaller" if across < _SMALLER * ready.thing.side_m else "fits"
