"""Statements into events: tight ones first, vague ones join but never bridge.

Phases go from what is tightly placed and dated to what is neither. In each phase a statement first seeks the
events that tighter ones made, and joins the best where that is clear; what is left is grouped among itself.
No phase ever merges two events of an earlier one, so an undated or unplaced statement cannot bridge them.
What comments say comes last of all.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sightline.fusion.items import ItemKey, alike_sets
from sightline.fusion.match import CLEAR, MOVING, Match, farthest, match, reason, time_gap
from sightline.fusion.statement import Statement
from sightline.model.event import Reason
from sightline.model.place import EARTH_RADIUS_KM

_CELL_KM = 300.0  # edge of a block: two radii of 100 km, the near miss and some room
_NARROW_KM = 100.0


@dataclass(eq=False)
class Cluster:
    """Statements taken for one happening, and why each joined."""

    members: list[Statement]
    reasons: list[Reason] = field(default_factory=list)


def clusters(all_statements: Sequence[Statement]) -> list[Cluster]:
    """The same groups whatever the order of the statements."""
    phases: dict[tuple[bool, tuple[int, int, int]], list[Statement]] = defaultdict(list)
    for one in sorted(all_statements, key=lambda s: s.key):
        phases[one.low, one.vague].append(one)
    made: list[Cluster] = []
    home: dict[str, Cluster] = {}
    index = _Blocks()
    memory = _Memory()
    for phase in sorted(phases):
        fresh = phases[phase]
        left = _attach(fresh, home, index, memory)
        made += _group(left, home, memory, bridging=phase[1][0] < 3)
        for one in fresh:
            index.add(one)
    return made


class _Memory:
    """Matches already worked out."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Match | None] = {}

    def match(self, a: Statement, b: Statement) -> Match | None:
        pair = (a.key, b.key) if a.key < b.key else (b.key, a.key)
        if pair not in self._known:
            self._known[pair] = match(a, b)
        return self._known[pair]

    def best(self, one: Statement, members: Iterable[Statement]) -> tuple[Match, Statement] | None:
        """The strongest match to any member; None where some member excludes it or none is enough."""
        found: tuple[Match, Statement] | None = None
        for other in members:
            this = self.match(one, other)
            if this is None:
                return None
            if this.joins and (found is None or (this.score, other.key) > (found[0].score, found[1].key)):
                found = (this, other)
        return found


def _attach(
    fresh: Sequence[Statement], home: dict[str, Cluster], index: "_Blocks", memory: _Memory
) -> list[Statement]:
    """Statements join the clusters that stand; the others come back. All look at the clusters as they stood
    before the phase, so that their order does not matter."""
    wishes = []
    left = []
    for one in fresh:
        near = {id(home[o.key]): home[o.key] for o in index.near(one)}
        found = [(best, c) for c in near.values() if (best := memory.best(one, c.members))]
        found.sort(key=lambda f: (-f[0][0].score, min(m.key for m in f[1].members)))
        if not found or (len(found) > 1 and found[0][0][0].score - found[1][0][0].score < CLEAR):
            left.append(one)
        else:
            wishes.append((found[0][0], one, found[0][1]))
    for (_, _), one, cluster in sorted(wishes, key=lambda w: (-w[0][0].score, w[1].key)):
        again = memory.best(one, cluster.members)  # one that joined just before may exclude it
        if again is None:
            left.append(one)
            continue
        cluster.members.append(one)
        cluster.reasons.append(reason(again[0], one, again[1]))
        home[one.key] = cluster
    return sorted(left, key=lambda s: s.key)


def _group(
    left: Sequence[Statement], home: dict[str, Cluster], memory: _Memory, *, bridging: bool
) -> list[Cluster]:
    """Greedy, best pairs first. Two groups become one only where no member excludes another; where the
    statements are vague (`bridging` false) every pair must match by itself."""
    index = _Blocks()
    for one in left:
        home[one.key] = Cluster([one])
        index.add(one)
    pairs = []
    for one in left:
        for other in index.near(one):
            if one.key < other.key:
                found = memory.match(one, other)
                if found and found.joins:
                    pairs.append((-found.score, one.key, other.key, found, one, other))
    pairs.sort(key=lambda p: p[:3])
    for _, _, _, found, one, other in pairs:
        a, b = home[one.key], home[other.key]
        if a is b or not _fit(a, b, memory, bridging):
            continue
        a.members += b.members
        a.reasons += [*b.reasons, reason(found, one, other)]
        for member in b.members:
            home[member.key] = a
    return list({id(home[s.key]): home[s.key] for s in left}.values())


def _fit(a: Cluster, b: Cluster, memory: _Memory, bridging: bool) -> bool:
    for x in a.members:
        for y in b.members:
            found = memory.match(x, y)
            if found is None or not (bridging or found.joins):
                return False
    return True


class _Blocks:
    """Which statements are worth comparing: same family of event, places near or wide, materiel and time that
    do not exclude each other. What is left out here, `match` would veto."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, tuple[int, int, int]], list[Statement]] = defaultdict(list)
        self._wide: dict[str, dict[frozenset[ItemKey], list[Statement]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._all: dict[str, dict[frozenset[ItemKey], list[Statement]]] = defaultdict(
            lambda: defaultdict(list)
        )

    def add(self, one: Statement) -> None:
        cell = _cell(one)
        if cell is None:
            self._wide[one.family][one.items].append(one)
        else:
            self._cells[one.family, cell].append(one)
        self._all[one.family][one.items].append(one)

    def near(self, one: Statement) -> Iterable[Statement]:
        cell = _cell(one)
        kept = (self._all if cell is None else self._wide).get(one.family, {})
        for items, others in kept.items():
            if alike_sets(one.items, items, one.family in MOVING) is not None:
                yield from (o for o in others if time_gap(one, o) <= farthest(one.family))
        if cell is None:
            return
        x, y, z = cell
        for i in (x - 1, x, x + 1):
            for j in (y - 1, y, y + 1):
                for k in (z - 1, z, z + 1):
                    yield from self._cells.get((one.family, (i, j, k)), ())


def _cell(one: Statement) -> tuple[int, int, int] | None:
    """The cube of 3-D space that a tightly placed statement lies in: no seam at the date line or the poles."""
    place = one.place
    if place is None or place.lat is None or place.lon is None or place.precision == "country":
        return None
    if place.radius_km is None or place.radius_km > _NARROW_KM:
        return None
    lat, lon = math.radians(place.lat), math.radians(place.lon)
    ball = EARTH_RADIUS_KM / _CELL_KM
    return (
        math.floor(ball * math.cos(lat) * math.cos(lon)),
        math.floor(ball * math.cos(lat) * math.sin(lon)),
        math.floor(ball * math.sin(lat)),
    )
