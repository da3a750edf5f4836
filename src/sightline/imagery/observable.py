"""gate: could it have been seen at all? Asked before any statistic of pixels.

In this order: is the place precise enough and the period bounded and past; did an archive answer; was there a pass in
the period; one before it to compare with; is enough of the ground clear on them; is the thing large enough for the
pixels. The first that fails decides; later ones that would fail anyhow are told too, for a better archive would not help then. Laws (tested): a finer
pixel, a larger thing and more clear ground never make it less observable.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from sightline.imagery.gate_words import SENSOR_WORDS, dates, day, needed_words, pass_words, unanswered
from sightline.imagery.resolving import STATES, State, across, filled, resolved, resolved_m, size_words
from sightline.imagery.sizes import Sized
from sightline.imagery.stack import Mask, Stack
from sightline.imagery.thing import Thing
from sightline.model.scene import Asked, Scene, Sensor, Site
from sightline.model.utm import NORTHERNMOST, SOUTHERNMOST

Failed = Literal["", "place", "polar", "period", "archives", "pass", "unread", "reference", "usable", "size"]
Span = tuple[dt.datetime, dt.datetime]
Figures = tuple[tuple[str, float], ...]

USABLE = 0.8  # least share of the area that must be seen; as asked of this tool in its specification
_ORDER: tuple[Failed, ...] = (
    "place",
    "polar",
    "period",
    "archives",
    "pass",
    "unread",
    "reference",
    "usable",
    "size",
    "",
)


@dataclass(frozen=True, slots=True)
class Pass:
    """One scene over the site. gsd_m: metres. usable: share of the area that is seen, 0 to 1; None: not read yet. masked: False where its
    cloud mask could not be had, and nobody knows what clouds hid."""

    scene: str
    sensor: Sensor
    at: dt.datetime
    gsd_m: float
    usable: float | None = None
    masked: bool = True

    @property
    def clear(self) -> bool:
        return self.usable is None or self.usable >= USABLE


@dataclass(frozen=True, slots=True)
class Gate:
    """state: "could not", "as a change" (that something is there, never what), "could" (its class too). failed: the first
    test that failed. needed: what it would take, in words. sensor, gsd_m: the best that there is. things: those that
    could be seen. before, during: the clear passes to compare; during holds those after the period too where the thing stays.
    """

    state: State
    failed: Failed
    reasons: tuple[str, ...]
    needed: str
    figures: Figures = ()
    sensor: Sensor | None = None
    gsd_m: float | None = None
    things: tuple[Thing, ...] = ()
    before: tuple[Pass, ...] = ()
    during: tuple[Pass, ...] = ()


def passes(stack: Stack, area: Mask, unmasked: Collection[str] = ()) -> tuple[Pass, ...]:
    """One for each date of the stack, with the usable share of the area (y, x). unmasked: ids of scenes without their cloud mask."""
    pixels = max(1, int(area.sum()))
    return tuple(
        Pass(
            s.id,
            s.sensor,
            s.at,
            stack.grid.pixel_m,
            round(float(seen[area].sum()) / pixels, 4),
            s.id not in unmasked,
        )
        for s, seen in zip(stack.scenes, stack.usable, strict=True)
    )


def gate(
    things: Sequence[Sized],
    site: Site,
    radius_m: float | None,
    period: Span | None,
    now: dt.datetime,
    asked: Sequence[Asked],
    seen: Sequence[Pass],
    *,
    stays: bool = False,
    unread: Sequence[Scene] = (),
) -> Gate:
    """Whether the things could have been seen at the site.

    things: of the claim; none at all: any change is looked for. radius_m: of the place's circle, None where it has no
    point. period: first and last moment, aware UTC, None where it is not bounded. now: what lies after it cannot have been
    seen. asked: the archives. seen: every pass known, of all sensors. stays: what is claimed would still be there later. unread: scenes
    that are known and of which nothing could be used.
    """
    whole = tuple(s.thing for s in things if s.thing)
    unknown = tuple(s.why for s in things if s.thing is None)
    early = _early(site, radius_m, period, now)
    if period is None or early is not None:
        failed, why = early or ("period", "The time is not bounded")
        return Gate("could not", failed, (why, *unknown), needed_words(failed, whole, period))
    sensors = list(dict.fromkeys(p.sensor for p in seen))
    tried = [
        _by_sensor(things, [p for p in seen if p.sensor == s], period, now, stays, unread) for s in sensors
    ]
    if not tried:
        tried = [_nothing(asked, period)]
    best = max(tried, key=_rank)
    others = [r for g in tried if g is not best for r in g.reasons if r not in best.reasons]
    silent = unanswered(asked) if best.failed != "archives" else ()
    return Gate(
        best.state, best.failed, (*best.reasons, *others, *unknown, *silent),
        needed_words(best.failed, whole, period, stays=stays, anything=not things), best.figures, best.sensor, best.gsd_m, best.things, best.before, best.during,
    )  # fmt: skip


def _rank(one: Gate) -> tuple[int, int, int]:
    return STATES.index(one.state), _ORDER.index(one.failed), len(one.during)


def _early(
    site: Site, radius_m: float | None, period: Span | None, now: dt.datetime
) -> tuple[Failed, str] | None:
    """What fails before any archive is asked."""
    if radius_m is None:
        return "place", "The place has no point on the map, so there is no ground to look at"
    if not SOUTHERNMOST <= site.lat <= NORTHERNMOST:
        return (
            "polar",
            "The place lies beyond 80° S or 84° N, where the grids that pictures are laid on here end",
        )
    if radius_m > site.half_m:
        return "place", (
            f"The place is only known to within {radius_m / 1000:.3g} km, and {2 * site.half_m / 1000:.3g} km square was "
            "looked at: it may lie outside"
        )
    if period is None:
        return "period", "The time is not bounded on both sides: no pass can be said to be before or after it"
    if period[0] > now:
        return "period", f"The time has not come yet ({day(period[0])})"
    return None


def _nothing(asked: Sequence[Asked], period: Span) -> Gate:
    """No pass of any sensor is known."""
    silent = unanswered(asked)
    if silent and all(a.status != "answered" for a in asked):
        why = "No archive answered, so nobody knows what was passing overhead; this is not “nothing found”"
        return Gate("could not", "archives", (why, *silent), "")
    named = sum(a.scenes for a in asked)
    known = ", ".join(dict.fromkeys(f"“{a.archive}”" for a in asked if a.status == "answered"))
    if not asked:
        why = "No archive was asked, and no usable picture given shows the site"
    elif named:  # who names scenes knows of passes; that none could be read says nothing of what was there
        why = f"Of {named} scenes that archives named none could be used, so nobody has seen a pass over the site, {dates(*period)} or before"
        return Gate("could not", "unread", (why,), "")
    else:
        why = f"No pass over the site, {dates(*period)} or before, is known to {known}"
    return Gate("could not", "pass", (why,), "")


def _by_sensor(
    things: Sequence[Sized],
    seen: Sequence[Pass],
    period: Span,
    now: dt.datetime,
    stays: bool,
    unread: Sequence[Scene],
) -> Gate:
    """The gate for the passes of one sensor (there is one at least)."""
    sensor = seen[0].sensor
    start, end = period
    until = now if stays else min(end, now)
    during, before = [p for p in seen if start <= p.at <= until], [p for p in seen if p.at < start]
    clear, earlier = [p for p in during if p.clear], [p for p in before if p.clear]
    failed, why = _passed(sensor, period, during, before, clear, earlier)
    gone = [s for s in unread if s.sensor == sensor and start <= s.at <= until]
    if failed == "pass" and gone:
        failed, why = "unread", (_unread(sensor, gone, period),)
    # The coarser picture of the pair decides: what is compared is on one grid.
    pairs = clear or during, earlier or before
    gsd = max((min(p.gsd_m for p in side) for side in pairs if side), default=seen[0].gsd_m)
    pixel = resolved_m(sensor, gsd)
    state, told, could = _sized(things, pixel, sensor)
    passed = [*why, pass_words(sensor, period, during, before, clear, earlier, stays)]
    # What no pass could show comes first: another pass of the same sensor would not help.
    reasons = [*told, *passed] if state == "could not" else [*passed, *told]
    if failed == "" and state == "could not":
        failed = "size"
    figures = (
        ("ground sample distance, m", gsd),
        *_pixels(things, pixel),
        ("passes in the period" + (" and after it" if stays else ""), float(len(during))),
        ("of those with enough clear ground", float(len(clear))),
        ("clear passes before", float(len(earlier))),
    )
    if shares := [p.usable for p in during if p.usable is not None]:
        figures = (*figures, ("largest usable share of the area", max(shares)))
    return Gate(
        "could not" if failed else state, failed, tuple(reasons), "", figures, sensor, gsd,
        could if not failed else (), tuple(earlier), tuple(clear),
    )  # fmt: skip


def _unread(sensor: Sensor, gone: Sequence[Scene], period: Span) -> str:
    """There were passes, and it is not the ground that hides what they show."""
    days = list(dict.fromkeys(day(s.at) for s in sorted(gone, key=lambda s: s.at)))
    shown = ", ".join(days[:3]) + (f" and {len(days) - 3} more days" if len(days) > 3 else "")
    return (
        f"No pass of {SENSOR_WORDS[sensor]} that could be read was found {dates(*period)}: scenes of {shown} are "
        "known, and could not be used for the reasons given below"
    )


def _passed(
    sensor: Sensor, period: Span, during: Sequence[Pass], before: Sequence[Pass], clear: Sequence[Pass],
    earlier: Sequence[Pass],
) -> tuple[Failed, tuple[str, ...]]:  # fmt: skip
    if not during:
        return "pass", (f"No pass of {SENSOR_WORDS[sensor]} that could be read was found {dates(*period)}",)
    if not before:
        return "reference", (
            f"There is no picture of {SENSOR_WORDS[sensor]} from before {day(period[0])} to compare with",
        )
    if not clear or not earlier:
        side = "in the period" if not clear else f"before {day(period[0])}"
        those = during if not clear else before
        if not any(p.masked for p in those):
            why = f"Of no pass {side} is it known what clouds hide: the mask that tells could not be had"
            return "usable", (why,)
        best = max((p.usable or 0.0) for p in those)
        why = f"On no pass {side} was enough of the ground clear: {best:.0%} at best, and {USABLE:.0%} are needed"
        return "usable", (why,)
    return "", ()


def _sized(
    things: Sequence[Sized], pixel_m: float, sensor: Sensor
) -> tuple[State, tuple[str, ...], tuple[Thing, ...]]:
    """The best that any of the things comes to, in words for each, and those that could be seen."""
    if not things:
        return "as a change", ("No size was given: any change large enough for the pixels is looked for",), ()
    sized = [s.thing for s in things if s.thing]
    if not sized:
        return "could not", ("Nothing that is claimed has a size that is known",), ()
    states = [(_state(t, pixel_m), t) for t in sized]
    could = tuple(t for state, t in states if state != "could not")
    best = max((state for state, _ in states), key=STATES.index)
    told = []
    for state, t in states:
        words = size_words(t, pixel_m, sensor, state)
        if state != "could not" and resolved(t, pixel_m) == "could not":
            words += f"; only one at the large end of its kind ({t.largest().size}) could show"
        told.append(words)
    return best, tuple(told), could


def _state(thing: Thing, pixel_m: float) -> State:
    """By the largest of its kind whether it may show, by the usual one whether its class does."""
    usual, most = resolved(thing, pixel_m), resolved(thing.largest(), pixel_m)
    return usual if usual != "could not" or most == "could not" else "as a change"


def _pixels(things: Sequence[Sized], pixel_m: float) -> Figures:
    sized = [s.thing for s in things if s.thing]
    if not sized:
        return ()
    best = max(sized, key=lambda t: (across(t, pixel_m), filled(t, pixel_m)))
    return (
        ("pixels across its smaller dimension", round(across(best, pixel_m), 2)),
        ("side of its silhouette, pixels", round(filled(best, pixel_m), 2)),
    )
