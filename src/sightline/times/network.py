"""A simple temporal network: points in time with bounds, tied by differences, tightened by shortest paths.

After Dechter, Meiri, Pearl, "Temporal constraint networks", Artificial Intelligence 49 (1991): a tie "b is low to
high after a" is two edges of a distance graph, the bounds of a point are edges to a common origin, the shortest paths
from and to that origin are the tightest bounds (the minimal network), and a negative circle is a set of ties and
bounds that cannot hold together. Numbers are of one unit, whatever it is; whole numbers stay exact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Bounds = tuple[float | None, float | None]

_EPSILON = 1e-9
_ORIGIN = 0
_FILTERED = 40  # a conflict of more parts than this is given as found, without trying to leave parts out


@dataclass(frozen=True, slots=True)
class Tie:
    """`later` minus `earlier` lies in [low, high]; None: no limit on that side. Of ties that cannot hold together
    the one of the least trust is given up."""

    earlier: str
    later: str
    low: float | None
    high: float | None
    trust: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """What cannot hold together, none of it to spare. ties: their positions, ascending. nodes: those whose given
    bounds take part, in order of name. dropped: the position of the tie that was given up."""

    ties: tuple[int, ...]
    nodes: tuple[str, ...]
    dropped: int


@dataclass(frozen=True, slots=True)
class Tightened:
    """bounds: of every node that was given. dropped: positions of the ties left out, ascending. conflicts: why; one
    for each tie that was given up. Ties of a node to itself or to no known node are left out without a conflict."""

    bounds: dict[str, Bounds]
    dropped: tuple[int, ...]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edge:
    """Point `to` is at most `weight` after point `of`. part: the number of a tie, or ~number of a node whose bound
    this is."""

    of: int
    to: int
    weight: float
    part: int


def tighten(bounds: dict[str, Bounds], ties: Sequence[Tie]) -> Tightened:
    """The tightest bounds that all points allow which keep the given bounds and the ties.

    bounds: (low, high) of each node, low at or below high. Where ties contradict each other or the bounds, the least
    trusted tie of each conflict is left out until the rest can hold; the given bounds always stay. The outcome does
    not depend on the order of nodes or ties. Raises ValueError where the bounds of a node are the wrong way round.
    """
    for name, (low, high) in bounds.items():
        if low is not None and high is not None and low > high + _EPSILON:
            raise ValueError(f"bounds that exclude everything: {name} from {low} to {high}")
    known = dict(bounds)
    usable = [
        n for n, t in enumerate(ties)
        if t.earlier != t.later and {t.earlier, t.later} <= bounds.keys()
    ]  # fmt: skip
    dropped = sorted(set(range(len(ties))) - set(usable))
    conflicts: list[Conflict] = []
    for group in _groups(usable, ties):
        part = _Part(bounds, ties, group)
        conflicts += part.settle()
        known |= part.tightest()
    conflicts.sort(key=lambda c: c.dropped)
    return Tightened(known, tuple(sorted([*dropped, *(c.dropped for c in conflicts)])), tuple(conflicts))


def _groups(usable: list[int], ties: Sequence[Tie]) -> list[list[int]]:
    """The ties, parted so that no two parts share a node (union-find)."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for n in usable:
        parent[root(ties[n].earlier)] = root(ties[n].later)
    groups: dict[str, list[int]] = {}
    for n in usable:
        groups.setdefault(root(ties[n].earlier), []).append(n)
    return list(groups.values())


class _Part:
    """The connected nodes that some ties hold together."""

    def __init__(self, bounds: dict[str, Bounds], ties: Sequence[Tie], group: list[int]) -> None:
        self.ties = ties
        self.names = sorted({name for n in group for name in (ties[n].earlier, ties[n].later)})
        self.at = {name: k for k, name in enumerate(self.names, 1)}  # 0 is the origin
        self.bounds = {self.at[name]: bounds[name] for name in self.names}
        self.kept = sorted(group, key=self.rank)

    def rank(self, n: int) -> tuple[int, str, str, float, float, int]:
        """Most trusted first; a canonical order, so that nothing depends on the order in which ties were given."""
        t = self.ties[n]
        low = float("-inf") if t.low is None else t.low
        high = float("inf") if t.high is None else t.high
        return -t.trust, t.earlier, t.later, low, high, n

    def settle(self) -> list[Conflict]:
        """Leaves ties out until the rest can hold."""
        found = self.alone()
        while circle := _negative_circle(self.edges(self.kept, self.bounds)):
            ties = sorted({e.part for e in circle if e.part >= 0}, key=self.rank)
            found.append(self.conflict(ties, sorted({~e.part for e in circle if e.part < 0})))
            self.kept.remove(found[-1].dropped)
        return found

    def alone(self) -> list[Conflict]:
        """The ties that cannot hold with the bounds of their own two nodes: the common case, and quick to see."""
        found = []
        for n in list(self.kept):
            ends = sorted((self.at[self.ties[n].earlier], self.at[self.ties[n].later]))
            if not self.holds([n], ends):
                found.append(self.conflict([n], ends))
                self.kept.remove(n)
        return found

    def conflict(self, ties: list[int], nodes: list[int]) -> Conflict:
        """These ties and bounds, less those that are not needed for the contradiction."""
        if len(ties) + len(nodes) <= _FILTERED:
            for n in list(ties):
                rest = [m for m in ties if m != n]
                ties = ties if self.holds(rest, nodes) else rest
            for k in list(nodes):
                others = [m for m in nodes if m != k]
                nodes = nodes if self.holds(ties, others) else others
        return Conflict(tuple(sorted(ties)), tuple(self.names[k - 1] for k in nodes), ties[-1])

    def holds(self, ties: Iterable[int], nodes: Iterable[int]) -> bool:
        """Whether these ties and the bounds of these nodes can hold together."""
        edges = self.edges(ties, {k: self.bounds[k] for k in nodes})
        return not _negative_circle(edges)

    def edges(self, ties: Iterable[int], bounds: dict[int, Bounds]) -> list[_Edge]:
        out: list[_Edge] = []
        for n in ties:
            t = self.ties[n]
            a, b = self.at[t.earlier], self.at[t.later]
            out += _both(a, b, t.low, t.high, n)
        for k, (low, high) in bounds.items():
            out += _both(_ORIGIN, k, low, high, ~k)
        return out

    def tightest(self) -> dict[str, Bounds]:
        """The shortest paths from the origin (upper bounds) and to it (lower bounds)."""
        edges = self.edges(self.kept, self.bounds)
        count = len(self.names) + 1
        high = _distances(count, [(e.of, e.to, e.weight) for e in edges])
        low = _distances(count, [(e.to, e.of, e.weight) for e in edges])
        return {
            name: (None if low[k] is None else -low[k], high[k])  # type: ignore[operator]
            for name, k in self.at.items()
        }


def _both(a: int, b: int, low: float | None, high: float | None, part: int) -> list[_Edge]:
    out = [] if high is None else [_Edge(a, b, high, part)]
    return out if low is None else [*out, _Edge(b, a, -low, part)]


def _negative_circle(edges: list[_Edge]) -> list[_Edge]:
    """A circle of edges whose weights sum to less than nothing; empty where there is none (Bellman-Ford from all
    nodes at once; the parents are looked at after each round, so that short circles come first)."""
    reach = dict.fromkeys((k for e in edges for k in (e.of, e.to)), 0.0)
    parent: dict[int, _Edge] = {}
    for _ in range(len(reach) + 1):
        moved = False
        for e in edges:
            if reach[e.of] + e.weight < reach[e.to] - _EPSILON:
                reach[e.to], parent[e.to], moved = reach[e.of] + e.weight, e, True
        if not moved:
            return []
        if circle := _circle(parent):
            return circle
    return []


def _circle(parent: dict[int, _Edge]) -> list[_Edge]:
    """A circle among the edges that lead to each node, or nothing."""
    seen: dict[int, int] = {}
    for start in sorted(parent):
        node = start
        while node not in seen and node in parent:
            seen[node] = start
            node = parent[node].of
        if node in parent and seen.get(node) == start:
            out = [parent[node]]
            while out[-1].of != node:
                out.append(parent[out[-1].of])
            return out
    return []


def _distances(count: int, edges: list[tuple[int, int, float]]) -> list[float | None]:
    """Shortest paths from the origin along edges without negative circles; None where none leads there."""
    leaving: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for a, b, weight in edges:
        leaving[a].append((b, weight))
    reach: list[float | None] = [None] * count
    reach[_ORIGIN] = 0.0
    queue, waiting = [_ORIGIN], {_ORIGIN}
    while queue:
        following: list[int] = []
        waiting.clear()
        for a in queue:
            here = reach[a]
            if here is None:
                continue
            for b, weight in leaving[a]:
                known = reach[b]
                if known is None or here + weight < known - _EPSILON:
                    reach[b] = here + weight
                    if b not in waiting:
                        waiting.add(b)
                        following.append(b)
        queue = following
    return reach
