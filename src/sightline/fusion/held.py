"""How many are held after all that is claimed of one thing at one site: the last count, less what went since."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.fusion.quantities import interval_words
from sightline.fusion.settle import Voiced, meeting, settle
from sightline.model.claim import Count
from sightline.model.event import Reason
from sightline.model.holding import Sighting, State
from sightline.model.period import Period, iso

# Kinds that say how many there are; an arrival or a delivery only says how many came.
STANDING = frozenset({"deployment", "presence", "exercise"})
EARLY = dt.datetime.min.replace(tzinfo=dt.UTC)
LATE = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Stock:
    """counted: when the count was that the number rests on."""

    count: Count | None
    estimate: float | None
    counted: Period | None
    state: State
    reasons: tuple[Reason, ...]


def ends(period: Period | None) -> dt.datetime:
    """For the order in time: the end of a period; what is undated comes first and so is never "the last"."""
    return (period and (period.latest or period.earliest)) or EARLY


def dated(period: Period | None) -> dt.datetime:
    return (period and (period.earliest or period.latest)) or LATE


def spans(present: Sequence[Sighting], *, first: bool) -> Period | None:
    """The period of the first or of the last sighting; None where none is dated."""
    known = [s.period for s in present if s.period and s.period.known]
    if not known:
        return None
    return (
        min(known, key=lambda p: (ends(p), dated(p)))
        if first
        else max(known, key=lambda p: (ends(p), dated(p)))
    )


def reach(periods: Sequence[Period | None]) -> Period | None:
    """From the earliest to the latest of what is known; None where nothing is."""
    known = [p for p in periods if p and p.known]
    first = min((p.earliest for p in known if p.earliest), default=None)
    last = max((p.latest for p in known if p.latest), default=None)
    return Period(first, last) if first or last else None


def counted_at(seen: Sequence[Sighting]) -> Stock:
    """seen: in the order of time. Counts of one time are pooled by voice; what is said to have gone or been lost is
    taken off only where it is surely later than the count."""
    present = [s for s in seen if s.change == "present"]
    away = [s for s in seen if s.change != "present"]
    counted = [s for s in present if s.count is not None]
    standing = [s for s in counted if s.kind in STANDING]
    if not counted:
        later = [s for s in away if all(_later(s, p) for p in present)]
        return Stock(
            None, None, None, "said to be gone" if later and _gone(later) else "claimed", _went(later, away)
        )
    newest = (standing or counted)[-1]
    same = [s for s in standing if s is newest or _together(s.period, newest.period)] or [newest]
    low, high, estimate, reasons = _pooled(same)
    came = [s for s in counted if s not in standing and s is not newest]
    reasons += [_came(s) for s in came]
    unit = newest.count.unit if newest.count else None
    later = [s for s in away if _later(s, newest)]
    gone = _gone([s for s in later if all(_later(s, p) for p in present)])
    for one in later:
        less = one.count
        if gone or less is None:
            continue
        low = None if low is None else max(0.0, low - less.high) if less.high is not None else 0.0
        high = None if high is None else max(0.0, high - (less.low or 0.0))
        estimate = None if estimate is None or one.estimate is None else max(0.0, estimate - one.estimate)
    state: State = "said to be gone" if gone or high == 0 else "partly gone" if later else "claimed"
    count = Count(low, high, unit, interval_words(low, high, unit))
    return Stock(count, estimate, newest.period, state, (*reasons, *_went(later, away)))


def _together(a: Period | None, b: Period | None) -> bool:
    """Whether two counts may be of one moment; what is undated is pooled with nothing dated."""
    if a is None or b is None or not a.known or not b.known:
        return (a is None or not a.known) and (b is None or not b.known)
    return a.meets(b)


def _later(one: Sighting, other: Sighting) -> bool:
    """Whether one surely happened after the other."""
    if one.period is None or other.period is None:
        return False
    return (
        one.period.earliest is not None
        and other.period.latest is not None
        and one.period.earliest > other.period.latest
    )


def _gone(away: Sequence[Sighting]) -> bool:
    """A departure or loss without a number is of all that was meant."""
    return any(s.count is None for s in away)


def _pooled(same: Sequence[Sighting]) -> tuple[float | None, float | None, float | None, list[Reason]]:
    """Several events' counts of one time, each voice once."""
    if len(same) == 1:
        (one,) = same
        assert one.count is not None
        return one.count.low, one.count.high, one.estimate, []
    by_voice: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in same:
        by_voice[sighting.voices[0] if sighting.voices else sighting.event].append(sighting)
    said = []
    for voice, rows in sorted(by_voice.items()):
        ends_ = [(s.count.low, s.count.high) for s in rows if s.count]
        shared = meeting(ends_)
        if shared is None:
            lows, highs = [low for low, _ in ends_], [high for _, high in ends_]
            shared = (
                None if None in lows else min(x for x in lows if x is not None),
                None if None in highs else max(x for x in highs if x is not None),
            )
        likely = next((s.estimate for s in rows if s.estimate is not None), None) if len(rows) == 1 else None
        weight = float(max(len(s.voices) for s in rows) or 1)
        said.append(Voiced(voice, *shared, weight, tuple(c for s in rows for c in s.claims), likely))
    found = settle(said)
    ids = tuple(s.event for s in same)
    return (
        found.low,
        found.high,
        found.estimate,
        [Reason(f"{len(same)} events give a number: {found.words}", 0.0, ids)],
    )


def _came(one: Sighting) -> Reason:
    count = one.count
    many = interval_words(count.low, count.high, count.unit) if count else "some"
    words = f"{many.capitalize()} said to have come ({one.kind}{_when(one)}): not added, they may be among those counted"
    return Reason(words, 0.0, (one.event, *one.claims))


def _when(one: Sighting) -> str:
    first = one.period and (iso(one.period.earliest) or iso(one.period.latest, end=True))
    return f", {first}" if first else ", undated"


def _went(later: Sequence[Sighting], away: Sequence[Sighting]) -> tuple[Reason, ...]:
    """Why something is taken off, and what could not be for want of a date."""
    found = []
    for one in away:
        unit = one.count.unit if one.count else None
        many = interval_words(one.count.low, one.count.high, unit) if one.count else "no number given"
        what = "said to be lost" if one.change == "lost" else "said to have left"
        rest = "" if one in later else "; not surely later than the count, so nothing is taken off"
        found.append(Reason(f"{many.capitalize()} {what}{_when(one)}{rest}", 0.0, (one.event, *one.claims)))
    return tuple(found)
