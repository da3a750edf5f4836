"""The claims of a document in a temporal network: what their dates, their ties and publication allow together.

A claim is a stretch of time with a start and an end; a happening of a moment (a landing, a launch) has both in one.
Ties counted in calendar days hold between days, ties of the clock between instants; each instant lies in its day.
Everything is in whole seconds. What is told as done is not after publication, what is planned not before it; the
latter is taken for granted only, and gives way without a word.
"""

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sightline.model.claim import Claim, anchor_of
from sightline.model.period import UTC, Period
from sightline.times.network import Bounds, Conflict, Tie, Tightened, tighten
from sightline.times.relations import Link

_DAY = 86_400
_LAST = _DAY - 1
_STATES = frozenset({"presence", "exercise", "construction", "movement", "assessment"})
_LASTING = frozenset(
    "battle battles war siege campaign offensive fighting clashes operation operations invasion occupation blockade"
    " bombing shelling bombardment attacks raids strikes airstrikes war wars counter-offensive counteroffensive".split()
)
_LASTING_TIES = frozenset({"since", "until", "during"})
_TOGETHER = frozenset({"during", "same", "into"})
_TO_COME = ("planned", "forecast")
_DONE = ("asserted", "reported")
_STRUCTURE, _COUNTED, _GRANTED = 9, 3, 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A tie that was given up: with `others` and the dates of `claims` (ids, or "date N" for a date in the words) it
    cannot hold. publication: that what is told as done is not after publication has part in it."""

    link: Link
    others: tuple[Link, ...]
    claims: tuple[str, ...]
    publication: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """periods: (earliest, latest) that is left for each tied claim. by_publication: claims whose latest bound is
    publication and not a date or a tie."""

    periods: dict[str, tuple[dt.datetime | None, dt.datetime | None]]
    left_out: tuple[LeftOut, ...]
    by_publication: frozenset[str]


def tied(
    claims: dict[str, Claim],
    own: dict[str, Period],
    published: dict[str, Period | None],
    links: Sequence[Link],
) -> Outcome:
    """claims: by id. own: the period of each linked claim without its ties. published: when its part was."""
    net = _Net(claims, own, published, links)
    for link in links:
        net.link(link)
    for key in sorted(net.seen):
        net.not_before_publication(key)
    done = tighten(net.bounds, net.ties)
    periods = {key: net.period(key, done) for key in net.seen}
    late = {k for k in net.by_publication & net.seen if periods[k][1] == _second(net.published[k])}
    return Outcome(periods, net.left_out(done), frozenset(late))


class _Net:
    """Nodes "ID start", "ID end" (instants) and "ID start day", "ID end day" (midnights)."""

    def __init__(
        self,
        claims: dict[str, Claim],
        own: dict[str, Period],
        published: dict[str, Period | None],
        links: Sequence[Link],
    ) -> None:
        self.claims, self.own, self.published = claims, dict(own), published
        self.bounds: dict[str, Bounds] = {}
        self.ties: list[Tie] = []
        self.cause: dict[int, Link | None] = {}
        self.seen: set[str] = set()
        self.by_publication: set[str] = set()
        self.lasting = {link.claim for link in links if link.kind in _LASTING_TIES}
        self.since = {link.claim for link in links if link.kind == "since"}
        self.counted = {
            link.claim for link in links if link.kind not in _LASTING_TIES and link.trust == _COUNTED
        }

    def node(self, key: str, side: str, *, day: bool) -> str:
        """The node for one side of a claim or date, made where it is new."""
        side = side if self.lasts(key) else "start"
        name = f"{key} {side}"
        if name not in self.bounds:
            self.add(key, name)
            if self.lasts(key):
                other = f"{key} {'end' if side == 'start' else 'start'}"
                self.add(key, other)
                self.tie(f"{key} start", f"{key} end", 0, None)
        if day and f"{name} day" not in self.bounds:
            low, high = self.bounds[name]
            self.bounds[f"{name} day"] = (_floor(low), _floor(high))
            self.tie(f"{name} day", name, 0, _LAST)
        return f"{name} day" if day else name

    def add(self, key: str, name: str) -> None:
        period, claim = self.own.get(key) or Period(), self.claims.get(key)
        low, high = _seconds(period.earliest), _seconds(period.latest)
        limit = self.published.get(key)
        if claim is not None and high is None and limit and limit.latest and self.told_done(claim):
            last = _seconds(limit.latest)
            if last is not None and (low is None or low <= last):
                high = last
                self.by_publication.add(key)
        self.bounds[name] = (low, high)

    def told_done(self, claim: Claim) -> bool:
        """ "Has not flown since the depot blew up" is told of the time up to publication, too."""
        return claim.stance in _DONE or (claim.stance not in _TO_COME and claim.id in self.since)

    def lasts(self, key: str) -> bool:
        claim = self.claims.get(key)
        if claim is None or key in self.counted - self.lasting:
            return False  # a date in the words: some moment of it; counted words tell of a moment, too
        if claim.event in _STATES or key in self.lasting:
            return True
        return bool(_LASTING & set(anchor_of(claim).text.lower().split()))

    def tie(self, a: str, b: str, low: float | None, high: float | None, trust: int = _STRUCTURE,
            cause: Link | None = None) -> None:  # fmt: skip
        if a != b:
            self.cause[len(self.ties)] = cause
            self.ties.append(Tie(a, b, low, high, trust))

    def link(self, link: Link) -> None:
        other = link.other
        if other is None and link.date is not None:
            other = self.dated(link)
        if other is None:
            return
        if link.other is not None and link.date is not None and not (self.own.get(other) or Period()).known:
            self.own[other] = link.date.period or Period()  # the anchor's own date, which nobody linked to it
        if link.kind in _TOGETHER and other in self.claims and self.apart(link.claim, other):
            return
        self.seen.add(link.claim)
        if other in self.claims:
            self.seen.add(other)
        day = not link.clock
        x0, x1 = (self.node(link.claim, side, day=day) for side in ("start", "end"))
        y0, y1 = (self.node(other, side, day=day) for side in ("start", "end"))
        low, high = _whole(link.low, math.floor, day=day), _whole(link.high, math.ceil, day=day)
        for a, b, lo, hi in _edges(link.kind, x0, x1, y0, y1, low, high):
            self.tie(a, b, lo, hi, link.trust, link)

    def apart(self, a: str, b: str) -> bool:
        """Whether one is told as done and the other as still to come, so that they are not at one time."""
        return (self.claims[a].stance in _TO_COME) != (self.claims[b].stance in _TO_COME)

    def dated(self, link: Link) -> str:
        """A node for a date that stands in the anchor."""
        span = link.date.span if link.date else link.words
        key = f"date {span.start}"
        self.own[key] = (link.date.period if link.date else None) or Period()
        return key

    def not_before_publication(self, key: str) -> None:
        """Taken for granted of what is to come, unless its own words give a beginning."""
        published, start = self.published.get(key), self.node(key, "start", day=False)
        if self.claims[key].stance not in _TO_COME or self.bounds[start][0] is not None:
            return
        if published is not None and published.earliest is not None:
            at = _seconds(published.earliest)
            name = f"published {at}"
            self.bounds[name] = (at, at)
            self.tie(name, start, 0, None, _GRANTED)

    def period(self, key: str, done: Tightened) -> tuple[dt.datetime | None, dt.datetime | None]:
        start, end = self.node(key, "start", day=False), self.node(key, "end", day=False)
        low, high = done.bounds[start][0], done.bounds[end][1]
        if f"{start} day" in done.bounds:
            first = done.bounds[f"{start} day"][0]
            low = _larger(low, None if first is None else -(-first // _DAY) * _DAY)
        if f"{end} day" in done.bounds:
            last = done.bounds[f"{end} day"][1]
            high = _smaller(high, None if last is None else last // _DAY * _DAY + _LAST)
        return _instant(low), _instant(high)

    def left_out(self, done: Tightened) -> tuple[LeftOut, ...]:
        out: dict[Link, LeftOut] = {}
        for conflict in done.conflicts:
            link = self.cause[conflict.dropped]
            if link is not None:
                out.setdefault(link, self.explained(conflict, link))
        return tuple(out.values())

    def explained(self, conflict: Conflict, link: Link) -> LeftOut:
        causes = [self.cause[n] for n in conflict.ties]
        links = tuple(dict.fromkeys(c for c in causes if c is not None and c != link))
        keys = tuple(dict.fromkeys(_key(n) for n in conflict.nodes))
        late = frozenset(keys) & self.by_publication
        return LeftOut(link, links, keys, bool(late))


def _edges(
    kind: str, x0: str, x1: str, y0: str, y1: str, low: float | None, high: float | None
) -> list[tuple[str, str, float | None, float | None]]:
    """What a tie says of the starts and ends of what is told (x) and of its anchor (y), for any length of both."""
    match kind:
        case "after" | "since":
            return [(y0, x0, low, None), (y1, x0, None, high)]
        case "before" | "until":
            return [(y1, x1, None, high), (y0, x1, low, None)]
        case "into":
            return [(y0, x0, low, high), (y1, x1, None, 0)]
        case "during":
            return [(y0, x0, 0, None), (y1, x1, None, 0)]
    return [(y1, x0, None, 0), (y0, x1, 0, None)]  # the same time: they overlap


def _whole(days: float | None, rounded: Callable[[float], int], *, day: bool) -> int | None:
    """Days as seconds, whole days where the tie counts in days; rounded outward, never inward."""
    if days is None:
        return None
    return rounded(round(days, 9)) * _DAY if day else rounded(round(days * _DAY, 3))


def _key(node: str) -> str:
    name = node.removesuffix(" day")
    return name.rsplit(" ", 1)[0]


def _seconds(instant: dt.datetime | None) -> int | None:
    if instant is None:
        return None
    at = instant.astimezone(UTC)
    return at.toordinal() * _DAY + at.hour * 3600 + at.minute * 60 + at.second


def _second(period: Period | None) -> dt.datetime | None:
    return _instant(_seconds(period.latest)) if period else None


def _floor(seconds: float | None) -> float | None:
    return None if seconds is None else seconds // _DAY * _DAY


def _instant(seconds: float | None) -> dt.datetime | None:
    if seconds is None:
        return None
    try:
        day = dt.date.fromordinal(int(seconds // _DAY))
    except (ValueError, OverflowError):
        return None  # beyond the years 1 to 9999
    return dt.datetime.combine(day, dt.time(), UTC) + dt.timedelta(seconds=int(seconds % _DAY))


def _larger(a: float | None, b: float | None) -> float | None:
    return b if a is None else a if b is None else max(a, b)


def _smaller(a: float | None, b: float | None) -> float | None:
    return b if a is None else a if b is None else min(a, b)
