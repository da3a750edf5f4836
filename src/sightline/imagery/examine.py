"""examine: one question to the pictures of one look: gate, plans, tests, verdict."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sightline.imagery import words
from sightline.imagery.area import area_mask
from sightline.imagery.ask import Spot
from sightline.imagery.finding import Finding, Seen, Trial
from sightline.imagery.observable import Gate, gate, passes
from sightline.imagery.passes import MASK, SAME_PASS
from sightline.imagery.plan import Plan, When, plan
from sightline.imagery.planes import planes
from sightline.imagery.sizes import Sized
from sightline.imagery.trial import beside, trials
from sightline.imagery.verdict import Terms, View, decide
from sightline.model.scene import Scene

_MOST_CAPTURES = 60


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """things: what is sought, with sizes; none: any change. times, terms: of the claim. now: aware UTC. went: they are said to have been there and left."""

    spot: Spot
    things: tuple[Sized, ...]
    times: When
    terms: Terms
    now: dt.datetime
    went: bool = False


def examine(question: Question, seen: Seen) -> Finding:
    """Everything that follows from the kept bytes of one look."""
    plans = [plan(stack, area_mask(question.spot, stack.grid), question.times) for stack in seen.stacks]
    plans = [p for p in plans if p.area.any()]
    gated = _gate(question, seen, plans)
    if gated.state == "could not":
        return _not_seen(question, seen, plans, gated)
    tested = trials(plans, gated.things, question.went)
    views = [_view(trial) for trial in tested]
    decision = decide(question.terms, views)
    if decision.view is None:
        return _not_seen(question, seen, plans, gated)
    first = tested[decision.view]
    radar = beside(plans, tested, question.went)
    aircraft = first.thing is not None and first.thing.shape == "transport"
    extra = planes(first.plan, question.spot.airfield, count=aircraft)
    reasons = [
        words.deciding_words(decision.because, first),
        *(words.change_words(t) for t in tested if t.p <= 0.05),
        *_each(tested, decision.view),
        words.area_words(first.plan, question.spot.words),
        *extra.reasons,
        *_beside(radar),
        *_untested(plans, [*tested, *radar]),
        *words.note_words(first.plan),
        *_around(seen),
    ]
    return Finding(
        decision.verdict,
        tuple(dict.fromkeys(r for r in reasons if r)),
        (*words.figures_of(first), *gated.figures, *extra.figures),
        needed="" if decision.verdict in ("supports", "contradicts") else words.needed_words(first),
        shown=first.plan,
        trial=first,
        thing=first.thing,
        marks=extra.marks,
        captures=_captures(seen, [t.plan for t in tested]),
        synthetic=_synthetic(plans),
        passes=words.pass_rows(plans, [t.plan for t in (*tested, *radar)]),
    )


def _gate(question: Question, seen: Seen, plans: Sequence[Plan]) -> Gate:
    spot, times = question.spot, question.times
    return gate(
        question.things,
        spot.site,
        min(spot.radius_m, spot.site.half_m),
        (times.start, times.end) if times.between else (times.end, times.until),
        question.now,
        seen.look.asked,
        [p for one in plans for p in passes(one.stack, one.area, _unmasked(seen))],
        stays=times.lasts and times.between,
        unread=_unread(seen),
    )


def _unmasked(seen: Seen) -> set[str]:
    return {row.scene for row in (*seen.look.lost, *seen.lost) if row.band == MASK}


def _unread(seen: Seen) -> list[Scene]:
    """Scenes of which something was lost and of whose pass nothing is on any stack."""
    ids = {row.scene for row in (*seen.look.lost, *seen.lost) if row.code != words.UNREAD}
    used = [scene for stack in seen.stacks for scene in stack.scenes]
    return [
        scene
        for scene in seen.look.scenes
        if scene.id in ids
        and not any(u.sensor == scene.sensor and abs(u.at - scene.at) <= SAME_PASS for u in used)
    ]


def _not_seen(question: Question, seen: Seen, plans: Sequence[Plan], gated: Gate) -> Finding:
    """With the pictures that there are, so that a reader sees why."""
    shown = max(
        plans,
        key=lambda p: (p.ready, p.stack.scenes[0].sensor != "sentinel-1", -p.stack.grid.pixel_m),
        default=None,
    )
    reasons = [*gated.reasons, *_around(seen)]
    if gated.state != "could not":
        reasons.insert(0, "No pass could be tested: there is no usable one to compare, before and after")
    return Finding(
        "not observable",
        tuple(dict.fromkeys(reasons)),
        gated.figures,
        needed=gated.needed,
        shown=shown,
        thing=next((s.thing for s in question.things if s.thing), None),
        captures=_captures(seen, [replace(shown, baseline=shown.baseline[-1:])] if shown else []),
        synthetic=_synthetic(plans) if plans else any(scene.synthetic for scene in seen.look.scenes),
        passes=words.pass_rows(plans, ()),
    )


def _view(trial: Trial) -> View:
    power = trial.power
    return View(
        p=trial.p,
        power=power.value if power else None,
        surely=power.low if power else 0.0,
        size=trial.size,
        settles=trial.plan.settles,
        days=trial.plan.days,
        blind=bool(power and power.reason),
    )


def _each(tested: Sequence[Trial], deciding: int) -> Iterable[str]:
    """Of each test what was held against what, its p and its power; the one that decided first."""
    for trial in sorted(tested, key=lambda t: t is not tested[deciding]):
        yield words.pass_of(trial.plan)
        yield words.ranked_words(trial)
        yield from words.power_words(trial)


def _beside(radar: Sequence[Trial]) -> Iterable[str]:
    for trial in radar:
        yield f"Beside it, deciding nothing: {words.pass_of(trial.plan)}; {words.ranked_words(trial)}"
        yield from words.power_words(trial)


def _untested(plans: Sequence[Plan], tested: Sequence[Trial]) -> Iterable[str]:
    """Stacks that could have been tested and were not, so that no reader thinks them tested."""
    left = [p for p in plans if p.ready and all(t.plan is not p for t in tested)]
    if left:
        passes = "; ".join(words.pass_of(p) for p in left)
        yield f"Not tested, as each further test takes from the strength of all: {passes}"


def _around(seen: Seen) -> list[str]:
    return [
        *words.archive_words(seen.look.asked),
        *words.spared_words(seen.look.lost),
        *words.lost_words((*seen.look.lost, *seen.lost)),
    ]


def _synthetic(plans: Iterable[Plan]) -> bool:
    return any(scene.synthetic for p in plans for scene in p.stack.scenes)


def _captures(seen: Seen, plans: Iterable[Plan]) -> tuple[str, ...]:
    """The look, and the windows of the scenes that it rests on: those shown first, then the rest of the baseline."""
    order: list[Scene] = []
    for one in plans:
        dates = [n for n in (one.after, one.before, *reversed(one.baseline)) if n is not None]
        order += [one.stack.scenes[n] for n in dates]
    windows = seen.look.windows
    ids = [w.capture for scene in dict.fromkeys(order) for w in windows if w.scene == scene.id]
    return tuple(dict.fromkeys([seen.capture, *ids]))[:_MOST_CAPTURES]
