"""Nodes into clusters: tight ones first, vague ones join but never bridge.

A node is what nothing can part: statements of one gist that their gist alone joins, or a single statement, or what
an analyst merged. Edges join nodes that match. Phases go from what is tightly placed and dated to what is
neither; what comments say comes last of all. In each phase a node first seeks the clusters that tighter ones
made, and joins the best where that is clear; what is left is grouped among itself, best pairs first, inside each
connected piece. No phase ever merges two clusters of an earlier one, so an undated or unplaced statement cannot
bridge them.

A cluster so depends on what it is joined to in its own and earlier phases and on nothing else. `settle` uses that:
given the nodes that are new, gone or have other edges it works out again what they can reach, phase by phase, and
stops where nothing changed. From scratch is the same with everything new.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sightline.fusion.edges import edges_of
from sightline.fusion.match import CLEAR
from sightline.fusion.nodes import Edge, Link, Node, Phase, Summary, fits, nodes_of, united
from sightline.fusion.statement import Statement

BRIDGING = 3  # sum of place and time ranks from which every pair of a group must match by itself


class Cluster:
    """founders: nodes of one phase grouped among themselves; links: why they are one. joined: phase -> nodes that
    came after. wishers: phase -> nodes that would join, with their edge. dead: another took its place."""

    __slots__ = ("dead", "founders", "joined", "links", "phase", "seen", "wishers")

    def __init__(self, founders: list[Node], links: list[Link]) -> None:
        self.founders, self.links = founders, links
        self.phase = founders[0].phase
        self.joined: dict[Phase, dict[Node, Link]] = {}
        self.wishers: dict[Phase, dict[Node, Link]] = {}
        self.seen: tuple[Phase, Summary] | None = None
        self.dead = False

    def nodes(self, before: Phase | None = None) -> Iterator[Node]:
        """All nodes, or those of phases before one."""
        yield from self.founders
        for phase, many in self.joined.items():
            if before is None or phase < before:
                yield from many

    def reasons(self) -> list[Link]:
        return [*self.links, *(link for phase in sorted(self.joined) for link in self.joined[phase].values())]

    def summary(self, before: Phase) -> Summary:
        """Of the nodes of earlier phases; kept while no other phase asks."""
        if self.seen is None or self.seen[0] != before:
            self.seen = (before, united([n.summary for n in self.nodes(before)]))
        return self.seen[1]


class Clusters:
    """edges: node -> its neighbours. home: node -> its cluster; a node without edges is one by itself and has
    none."""

    def __init__(self) -> None:
        self.edges: dict[Node, dict[Node, Edge]] = {}
        self.home: dict[Node, Cluster] = {}
        self._wish: dict[Node, Cluster] = {}

    def settle(
        self, fresh: Iterable[Node], near: Iterable[Node] = (), gone: Iterable[Node] = ()
    ) -> set[Cluster]:
        """Seats nodes. fresh: those that are new or say something else. near: others whose edges changed. gone:
        those that are no more; their edges are out already and their neighbours among `near`. Returns the
        clusters that are new, changed or dead."""
        new = set(fresh)
        turned_ = set(near)
        queue: dict[Phase, set[Node]] = defaultdict(set)
        leaving: dict[Phase, set[Node]] = defaultdict(set)
        for node in new | turned_:
            queue[node.phase].add(node)
        for node in gone:
            leaving[node.phase].add(node)
        changed: set[Cluster] = set()
        while queue or leaving:
            phase = min([*queue, *leaving])
            turned = self._phase(phase, queue.pop(phase, set()), leaving.pop(phase, set()), new, turned_)
            changed |= turned
            for cluster in turned:
                for node in cluster.nodes():
                    for other in self.edges.get(node, ()):
                        if other.phase > phase:
                            queue[other.phase].add(other)
        return changed

    def _phase(
        self, phase: Phase, here: set[Node], out: set[Node], new: set[Node], near: set[Node]
    ) -> set[Cluster]:
        """Works out again what `here` joins and how the rest is grouped. Returns the clusters that changed."""
        again: set[Cluster] = set()
        wishes = [(node, self._best(node, phase)) for node in here]
        for node in out | here:
            if (old := self._wish.pop(node, None)) is not None:
                old.wishers[phase].pop(node, None)
                again.add(old)
        for node, link in wishes:
            if link is not None:
                cluster = self.home[link[1]]
                cluster.wishers.setdefault(phase, {})[node] = link
                self._wish[node] = cluster
                again.add(cluster)
        changed: set[Cluster] = set()
        seats: dict[Node, Cluster] = {}
        maybe = set(here)
        for cluster in again:
            old_ones = cluster.joined.pop(phase, {})
            got = {} if cluster.dead else self._admit(cluster, phase)
            if got:
                cluster.joined[phase] = got
            if got != old_ones or not new.isdisjoint(got):
                cluster.seen = None
                changed.add(cluster)
            seats.update(dict.fromkeys(got, cluster))
            maybe.update(old_ones, cluster.wishers.get(phase, ()))
        return changed | self._regroup(phase, maybe - out, out, seats, new, near)

    def _best(self, node: Node, phase: Phase) -> Link | None:
        """The edge to the one cluster of earlier phases that fits best, where that is clear."""
        found: dict[Cluster, tuple[Edge, Node]] = {}
        for other, edge in self.edges.get(node, {}).items():
            if other.phase < phase:
                cluster = self.home[other]
                best = found.get(cluster)
                if (
                    best is None
                    or edge[0] > best[0][0]
                    or (edge[0] == best[0][0] and best[1].key > other.key)
                ):
                    found[cluster] = (edge, other)
        if not found:
            return None
        mine = node.summary
        fit = [(e, o) for c, (e, o) in found.items() if fits(mine, c.summary(phase))]
        if not fit:
            return None
        if len(fit) > 1:
            scores = sorted([edge[0] for edge, _ in fit], reverse=True)
            if scores[0] - scores[1] < CLEAR * 10:
                return None
        edge, other = max(fit, key=lambda f: f[0][0])
        return (node, other, edge)

    def _admit(self, cluster: Cluster, phase: Phase) -> dict[Node, Link]:
        """Those that would join, best first; one that came just before may exclude another."""
        wishers = cluster.wishers.get(phase)
        got: dict[Node, Link] = {}
        if wishers:
            whole = cluster.summary(phase)
            if len(wishers) == 1:
                return dict(wishers)
            for node, link in sorted(wishers.items(), key=lambda w: (-w[1][2][0], w[0].key)):
                if not got or fits(node.summary, whole):
                    got[node] = link
                    whole = united([whole, node.summary])
        return got

    def _regroup(
        self,
        phase: Phase,
        maybe: set[Node],
        out: set[Node],
        seats: dict[Node, Cluster],
        new: set[Node],
        near: set[Node],
    ) -> set[Cluster]:
        """Groups what joined nothing, piece by connected piece, where a piece is not as it was."""
        lost: set[Cluster] = set()
        seeds: set[Node] = set()
        for node in maybe | out:
            held = self.home.get(node)
            founder = held is not None and held.phase == phase
            if founder and held is not None and (node in out or node in seats or node in new):
                lost.add(held)
                seeds.update(held.founders)
                seeds.update(self.edges.get(node, ()))
            elif not founder:
                self.home.pop(node, None)
                seeds.add(node)
            elif node in near:
                seeds.add(node)
        for cluster in lost:
            self._end(cluster)
        self.home.update(seats)
        changed = lost
        done: set[Node] = set()
        for seed in seeds:
            if seed in done or seed in out or not self._left(seed, phase):
                continue
            piece = self._piece(seed, phase)
            done |= piece
            changed |= self._found(piece, phase, new)
        return changed

    def _end(self, cluster: Cluster) -> None:
        cluster.dead = True
        for node in cluster.founders:
            self.home.pop(node, None)

    def _left(self, node: Node, phase: Phase) -> bool:
        held = self.home.get(node)
        return node.phase == phase and (held is None or held.phase == phase)

    def _piece(self, seed: Node, phase: Phase) -> set[Node]:
        """What is connected among the nodes of the phase that joined nothing earlier."""
        piece, open_ = {seed}, [seed]
        while open_:
            for other in self.edges.get(open_.pop(), ()):
                if other not in piece and self._left(other, phase):
                    piece.add(other)
                    open_.append(other)
        return piece

    def _found(self, piece: set[Node], phase: Phase, new: set[Node]) -> set[Cluster]:
        changed: set[Cluster] = set()
        for founders, links in grouped(piece, self.edges, bridging=phase[1][0] < BRIDGING):
            held = self.home.get(founders[0])
            if held is not None and new.isdisjoint(founders) and set(held.founders) == set(founders):
                if held.links != links:
                    held.links = links
                    changed.add(held)
                continue
            for node in founders:
                if (old := self.home.get(node)) is not None:
                    self._end(old)
                    changed.add(old)
            cluster = Cluster(founders, links)
            self.home.update(dict.fromkeys(founders, cluster))
            changed.add(cluster)
        return changed


@dataclass(frozen=True, slots=True)
class Grouped:
    """Nodes that are one happening, and the edges that made them one."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...] = ()


def clusters(statements: Iterable[Statement], together: Iterable[frozenset[str]] = ()) -> list[Grouped]:
    """The same groups whatever the order of the statements. together: ids of claims that judgements put
    together."""
    nodes = nodes_of(statements, together)
    state = Clusters()
    state.edges = edges_of(nodes)
    state.settle(state.edges)
    made = [Grouped((node,)) for node in nodes if node not in state.edges]
    homes = {id(c): c for c in state.home.values()}
    return made + [Grouped(tuple(c.nodes()), tuple(c.reasons())) for c in homes.values()]


def grouped(
    piece: Collection[Node], edges: Mapping[Node, Mapping[Node, Edge]], *, bridging: bool
) -> list[tuple[list[Node], list[Link]]]:
    """Greedy, best edges first. Two groups become one only where no member excludes another; where the statements
    are vague (`bridging` false) every pair must match by itself."""
    if len(piece) == 1:
        return [(list(piece), [])]
    if len(piece) == 2:  # most pieces: one edge, and nothing to choose
        one, other = piece
        if not fits(one.summary, other.summary):
            return [([one], []), ([other], [])]
        return [([one, other], [(one, other, edges[one][other])])]
    home: dict[Node, _Group] = {node: _Group([node], node.summary, []) for node in piece}
    links = [
        (one, other, edge)
        for one in piece
        for other, edge in edges.get(one, {}).items()
        if other in home and one.key < other.key
    ]
    for link in sorted(links, key=lambda k: (-k[2][0], k[0].key, k[1].key)):
        a, b = home[link[0]], home[link[1]]
        if a is b or not fits(a.summary, b.summary):
            continue
        if not bridging and not all(y in edges[x] for x in a.nodes for y in b.nodes):
            continue
        if len(a.nodes) < len(b.nodes):
            a, b = b, a
        for node in b.nodes:
            home[node] = a
        a.nodes += b.nodes
        a.links += [*b.links, link]
        a.summary = united([a.summary, b.summary])
    groups = {id(group): group for group in home.values()}
    return [(group.nodes, group.links) for group in groups.values()]


class _Group:
    __slots__ = ("links", "nodes", "summary")

    def __init__(self, nodes: list[Node], summary: Summary, links: list[Link]) -> None:
        self.nodes, self.summary, self.links = nodes, summary, links
