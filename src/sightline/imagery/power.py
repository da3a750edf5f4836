"""power: how often the very test of the check would have found the thing, had it been there.

The thing is put into passes of the site on which nothing is known to have happened, at random places of the area, angles and
signs, and the same statistic is asked for its p each time. Nothing else turns "no change" into a statement: at a power of
0.8 or more it may be said that no change was seen; from 0.5 inconclusive; below, it was not observable. The random
numbers come from what is asked, so the same pixels give the same power.
"""

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.inject import coverage, injected
from sightline.imagery.stack import Mask, Stack, Values
from sightline.imagery.thing import STEPS, Thing

# p of that date (its place in the stack) with these pixels (band, y, x) in place of its own.
Decide = Callable[[int, Values], float]
# Puts one made-up thing into a copy of the pixels: (values, row, column, the trial's random numbers).
Put = Callable[[Values, float, float, np.random.Generator], Values]
Ground = tuple[NDArray[np.int64], ...]  # rows and columns of the pixels of an area
Says = Literal["no change may be said", "inconclusive", "not observable"]

ENOUGH, HALF = 0.8, 0.5  # Cohen's customary 0.8; below a half it would rather be missed than found
MOST = 200  # trials: enough to tell a power of 0.87 from one of 0.8 (its interval is then 0.82 to 0.91)
_BATCH = 40
_Z = 1.959964  # of a two-sided 95 % interval
_REDRAWN = 20  # tries to find ground that is clear on the pass a thing is put into
_HIDDEN = 0.5  # share of a thing under cloud from which on it counts as not seen


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """What is tried, and by which test.

    area: (y, x), where the thing may be: its middle falls evenly over it. decide: p of a date with the pixels given, by the test
    of the check. dates: those without an event, places in the stack. smallest_p: the least that the test can give. hidden: (y, x), ground
    not seen on the pass that is judged; what lies half under it is missed. tests: how many are corrected for (dates,
    sensors): each must then reach alpha / tests, as the first in Holm's order. most: trials.
    """

    stack: Stack
    area: Mask
    decide: Decide
    dates: Sequence[int]
    smallest_p: float
    hidden: Mask | None = None
    alpha: float = 0.05
    tests: int = 1
    most: int = MOST

    @property
    def level(self) -> float:
        return self.alpha / max(1, self.tests)


@dataclass(frozen=True, slots=True)
class Power:
    """value: share of trials found; low, high: its 95 % interval (Wilson). step: in `unit` (reflectance, or dBsm for
    radar). level: the p that a test had to reach. reason: why it is 0 without a trial, or ""."""

    thing: str
    value: float
    low: float
    high: float
    trials: int
    step: float
    level: float
    smallest_p: float
    unit: str = "reflectance"
    reason: str = ""

    @property
    def says(self) -> Says:
        """Cautious on the side that matters: "no change" only where the whole interval lies at 0.8 or above."""
        if self.low >= ENOUGH:
            return "no change may be said"
        return "inconclusive" if self.value >= HALF else "not observable"

    @property
    def words(self) -> str:
        if self.reason:
            return self.reason
        how = (
            f"a step of {self.step:g} in reflectance"
            if self.unit == "reflectance"
            else f"{self.step:g} {self.unit}"
        )
        return (
            f"Had {self.thing} with {how} been there, it would have been found in {self.value:.0%} of {self.trials} trials "
            f"(95 % interval {self.low:.0%} to {self.high:.0%}) at p ≤ {self.level:.3g}"
        )


def power(trials: Trials, thing: Thing, step: float | None = None) -> Power:
    """Power at one reflectance step, brighter and darker alike; None: the thing's assumed one. Raises ValueError for
    radar, for an area that holds no pixel and for no date."""
    if trials.stack.scenes and trials.stack.scenes[0].sensor == "sentinel-1":
        raise ValueError("a reflectance step means nothing to radar")
    pixel, size = trials.stack.grid.pixel_m, thing.step if step is None else step

    def put(values: Values, row: float, column: float, random: np.random.Generator) -> Values:
        angle, sign = random.uniform(0, math.pi), random.choice((-1.0, 1.0))
        return injected(values, thing, pixel, row, column, angle, sign * size)

    return put_power(trials, thing, put, step=size, name=f"“{thing.name}” of {thing.size}")


def powers(trials: Trials, thing: Thing) -> tuple[Power, ...]:
    """At each of the steps 0.1, 0.2 and 0.3, on the same places and angles; the thing's assumed step with all trials, the
    others, which decide nothing, with fewer."""
    fewer = replace(trials, most=min(trials.most, 2 * _BATCH))
    return tuple(power(trials if step == thing.step else fewer, thing, step) for step in STEPS)


def assumed(found: Sequence[Power], thing: Thing) -> Power:
    """Of the powers of a thing that of its assumed step, on which a verdict rests."""
    return next(p for p in found if p.step == thing.step)


def put_power(
    trials: Trials, thing: Thing, put: Put, *, step: float, name: str, unit: str = "reflectance"
) -> Power:
    """The same for anything that `put` puts into pixels: a point scatterer of so many dBsm into radar. thing: what it
    covers."""
    if not trials.area.any() or not trials.dates:
        raise ValueError("nothing to try on: no ground or no date")
    level = trials.level
    if trials.smallest_p > level:
        why = (
            f"The least p that could come out is {trials.smallest_p:.3g}, above the {level:.3g} that is needed: nothing could have "
            "been found, however large (too few passes or places to compare with)"
        )
        return Power(name, 0.0, 0.0, 0.0, 0, step, level, trials.smallest_p, unit, why)
    found = tried = 0
    random = np.random.default_rng(_seed(trials, thing))
    ground = np.nonzero(trials.area)
    while tried < trials.most:
        for _ in range(min(_BATCH, trials.most - tried)):
            found += _found(trials, ground, thing, put, random)
            tried += 1
        low, high = wilson(found, tried)
        if high < HALF or low >= ENOUGH or (tried >= 2 * _BATCH and low >= HALF and high < ENOUGH):
            break
    low, high = wilson(found, tried)
    return Power(name, found / tried, low, high, tried, step, level, trials.smallest_p, unit)


def wilson(found: int, trials: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927)."""
    if not trials:
        return 0.0, 1.0
    share, z2 = found / trials, _Z**2
    middle = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = _Z / (1 + z2 / trials) * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def _found(trials: Trials, ground: Ground, thing: Thing, put: Put, random: np.random.Generator) -> bool:
    """One trial, somewhere on `ground`. Always draws the same count of random numbers before `put`, so that steps share places."""
    rows, columns = ground
    # A stream of its own for each trial: how often ground is drawn again on one must not shift the next.
    own = np.random.default_rng(random.integers(2**63))
    pixel = trials.stack.grid.pixel_m
    for _ in range(_REDRAWN):
        at = int(own.integers(len(rows)))
        row, column = rows[at] + own.uniform(-0.5, 0.5), columns[at] + own.uniform(-0.5, 0.5)
        if trials.hidden is not None and _under(trials.hidden, thing, pixel, row, column) >= _HIDDEN:
            return False
        date = trials.dates[int(own.integers(len(trials.dates)))]
        if _under(~trials.stack.usable[date], thing, pixel, row, column) < _HIDDEN:
            values = put(trials.stack.values[date], row, column, own)
            return trials.decide(date, values) <= trials.level
    return False  # hardly any date is clear there


def _under(mask: Mask, thing: Thing, pixel_m: float, row: float, column: float) -> float:
    """Share of the thing that lies under the mask; what lies outside of the pixels does not."""
    if not mask.any():
        return 0.0
    cover, top, left = coverage(thing, pixel_m, row, column, 0.0)
    height, width = mask.shape
    rows = slice(max(0, top), min(height, top + cover.shape[0]))
    columns = slice(max(0, left), min(width, left + cover.shape[1]))
    part = cover[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    return float((part * mask[rows, columns]).sum() / max(float(cover.sum()), 1e-9))


def _seed(trials: Trials, thing: Thing) -> int:
    """The same for the same question, whatever the machine."""
    stack = trials.stack
    asked = (
        thing.length_m,
        thing.width_m,
        thing.shape,
        stack.site.lat,
        stack.site.lon,
        int(trials.area.sum()),
    )
    told = repr((asked, [stack.scenes[d].id for d in trials.dates])).encode()
    return int.from_bytes(hashlib.sha256(told).digest()[:8], "big")
