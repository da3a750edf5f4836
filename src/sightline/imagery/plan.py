"""plan: which pass of a stack is tested against which others, chosen before any value of theirs is looked at.

Of what came and may leave again, the last usable pass within the claim's time. Of what stays, and of what went, the first usable
pass after the claim's time, within sixty days; where there is none, the last within it, which then seldom can speak against the
claim. One pass a stack: each more is a further chance of a false alarm, which Holm's correction would take off all of them.
"""

import datetime as dt
from dataclasses import dataclass

from sightline.imagery.ask import Ask
from sightline.imagery.stack import Mask, Stack

USABLE = 0.8  # share of the area that must be seen; of the design
LATER = dt.timedelta(days=60)  # grass grows over a scar, a crater is filled
A_DAY = dt.timedelta(hours=36)  # one, with the half day that `ask.span` adds at most
BASELINE = dt.timedelta(days=730)  # two of each season


@dataclass(frozen=True, slots=True)
class When:
    """start, end: the time in which it is said to have happened, aware UTC. lasts: whether a pass after it still tells, until
    `until`. between: whether a pass within it tells too. settles: whether what is claimed must be in a pass within it. since: passes before
    it are no part of the baseline; None: two years are."""

    start: dt.datetime
    end: dt.datetime
    lasts: bool
    until: dt.datetime
    between: bool = True
    settles: bool = False
    since: dt.datetime | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Dates are indices of the stack. baseline: usable ones before the claim's time. after: the one to test; None where there
    is none. settles: whether what is claimed must be in it. shares: usable share of the area, one a date."""

    stack: Stack
    area: Mask
    baseline: tuple[int, ...]
    after: int | None
    settles: bool
    shares: tuple[float, ...]

    @property
    def before(self) -> int | None:
        """The last of the baseline: what the picture shows on its left."""
        return self.baseline[-1] if self.baseline else None

    @property
    def days(self) -> float:
        """Between the two that the picture shows."""
        if self.before is None or self.after is None:
            return 0.0
        scenes = self.stack.scenes
        return (scenes[self.after].at - scenes[self.before].at).total_seconds() / 86_400

    @property
    def ready(self) -> bool:
        return self.after is not None and bool(self.baseline)


def when(wanted: Ask, start: dt.datetime, end: dt.datetime) -> When:
    """The times of a claim (aware UTC) as they are tested."""
    return When(
        start=start,
        end=end,
        lasts=wanted.stays or wanted.change == "went",
        until=end + LATER,
        settles=wanted.stays and wanted.change == "came" and end - start <= A_DAY,
    )


def plan(stack: Stack, area: Mask, times: When) -> Plan:
    """area: (y, x), what is tested."""
    shares = usable_shares(stack, area)
    usable = [n for n, share in enumerate(shares) if share >= USABLE]
    at = [scene.at for scene in stack.scenes]
    since = times.since or times.start - BASELINE
    baseline = tuple(n for n in usable if since <= at[n] < times.start)
    inside = [n for n in usable if times.start <= at[n] <= times.end][-1:] if times.between else []
    beyond = [n for n in usable if times.end < at[n] <= times.until][:1] if times.lasts else []
    after = next(iter(beyond or inside), None)
    return Plan(stack, area, baseline, after, bool(beyond) or (bool(inside) and times.settles), shares)


def usable_shares(stack: Stack, area: Mask) -> tuple[float, ...]:
    """(date,): share of the area in which the ground is seen; 0 for an area of nothing."""
    whole = int(area.sum())
    if not whole:
        return tuple(0.0 for _ in stack.scenes)
    return tuple(float(n) / whole for n in (stack.usable & area).sum(axis=(1, 2)))
