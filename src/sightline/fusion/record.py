"""Record: statements, nodes and edges that are kept, so that a document more or less is a small change.

`replace` takes documents out and puts documents in, and works out again only the edges that this touches: those of
the statements that are new or said once more or once less, and those between others whom a crowded block brought
together or parted. What it leaves is what the same claims give from scratch.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sightline.fusion.blocks import NEXT, keys_of, word_keys
from sightline.fusion.bonds import NO_BONDS, Bonds, marks_of
from sightline.fusion.cluster import Cluster, Clusters, Grouped
from sightline.fusion.edges import beats, edges_of, gist_keys, laid_out, said_keys
from sightline.fusion.local import Local
from sightline.fusion.match import NEARBY
from sightline.fusion.nodes import Edge, Node, nodes_of
from sightline.fusion.shelves import Shelves
from sightline.fusion.statement import Gist, Statement, gist_key, statements
from sightline.model.claim import Claim
from sightline.model.words import folded

Told = Mapping[str, Sequence[Claim]]  # document id -> what it tells; claims that are no happening left out
Meeting = tuple[int, Any, Any]  # block, and two members of it
Place = tuple[str, str, bool]  # document, family, low: statements are compared inside one


@lru_cache(maxsize=65_536)
def _by_gist(gist: Gist) -> tuple[float, str]:
    return gist.start, gist_key(gist)


def _by_words(one: Statement) -> tuple[float, str, str]:
    return one.gist.start, one.quote, one.key


@dataclass(slots=True)
class Change:
    """What `replace` did: nodes that are gone, new ones, clusters that changed (dead ones among them)."""

    gone: list[Node] = field(default_factory=list)
    fresh: list[Node] = field(default_factory=list)
    clusters: set[Cluster] = field(default_factory=set)


class Record:
    """claims: document id -> its claims. low: ids of claims made by comments and pingbacks. bonds: what
    judgements put together and apart."""

    def __init__(self, told: Told, low: Collection[str] = (), bonds: Bonds = NO_BONDS) -> None:
        self.told: dict[str, tuple[Claim, ...]] = {d: tuple(claims) for d, claims in told.items()}
        self.low = set(low)
        self.bonds = bonds
        self._marks = marks_of(bonds)
        self._said: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
        self._of: dict[str, Statement] = {}  # claim id -> its statement
        self._node: dict[Statement, Node] = {}
        self._whole: dict[Gist, list[Statement]] = {}  # gists that join themselves
        self._gists: Shelves[Gist] = Shelves(_by_gist)
        self._words: Shelves[Statement] = Shelves(_by_words)
        self._stood: dict[Place, list[tuple[int, Statement]]] = defaultdict(list)
        self.state = Clusters()
        self._begin()

    def _begin(self) -> None:
        made = statements((c for many in self.told.values() for c in many), self.low, self._marks)
        nodes = nodes_of(made, self.bonds.together)
        rows = laid_out(nodes)
        self.state.edges = edges_of(nodes, rows)
        self.state.settle(self.state.edges)
        keys, at = gist_keys(rows)
        self._gists.fill(keys, [rows.gists[row] for row in at])
        keys, at = said_keys(rows)
        self._words.fill(keys, [rows.statements[row] for row in at])
        for node in nodes:
            self._seat(node)
        for one in made:
            self._shelve(one)

    def groups(self) -> list[Grouped]:
        """All happenings as they stand."""
        found = {id(node): self.group(node) for node in set(self._node.values())}
        return list({frozenset(map(id, g.nodes)): g for g in found.values()}.values())

    def group(self, node: Node) -> Grouped:
        """The happening of a node."""
        cluster = self.state.home.get(node)
        if cluster is None:
            return Grouped((node,))
        return Grouped(tuple(cluster.nodes()), tuple(cluster.reasons()))

    def nodes(self) -> Collection[Node]:
        """All nodes, each as often as it has statements."""
        return self._node.values()

    def nodes_of_claims(self, ids: Collection[str]) -> list[Node]:
        """The nodes that some claims are in; ids that tell nothing here are passed over."""
        found = {self._node[self._of[one]]: None for one in ids if one in self._of}
        return list(found)

    def replace(
        self,
        added: Told = {},  # noqa: B006
        removed: Collection[str] = (),
        low: Collection[str] = (),
        bonds: Bonds | None = None,
    ) -> Change:
        """Takes documents (ids) out and puts others in; one in both is read again. low: ids of claims among the
        added that comments and pingbacks make. bonds: those that hold from now on; documents that the change
        of bonds names are read again."""
        named = self._named_by(bonds) if bonds is not None else set()
        again = {d: self.told[d] for d in named.difference(removed, added)}
        leaving = {c.id for d in {*removed, *added, *again} for c in self.told.get(d, ())}
        touched: dict[int, Statement] = {}
        for document in {*removed, *added, *again}:
            for claim in self.told.pop(document, ()):
                for one in self._said.get(_words_of(claim), ()):
                    touched[id(one)] = one
        if bonds is not None:
            self.bonds, self._marks = bonds, marks_of(bonds)
        self.low |= set(low)
        coming = {**again, **{d: tuple(claims) for d, claims in added.items()}}
        self.told.update({d: tuple(c) for d, c in coming.items()})
        fresh_claims = [c for many in coming.values() for c in many]
        for claim in fresh_claims:  # what says the very same is said again with them
            for one in self._said.get(_words_of(claim), ()):
                touched[id(one)] = one
        change = self._swap(list(touched.values()), fresh_claims, leaving)
        self.low -= leaving - {c.id for c in fresh_claims}
        return change

    def _named_by(self, bonds: Bonds) -> set[str]:
        """Documents with a claim whose bonds change."""
        ids = self.bonds.differ(bonds)
        named = [self._of[one] for one in ids if one in self._of]
        return {c.document for one in named for c in one.claims if c.id in ids}

    def _swap(self, old: list[Statement], claims: list[Claim], leaving: set[str]) -> Change:
        """Statements out, and in again with the claims that they have now."""
        kept = [c for one in old for c in one.claims if c.id not in leaving]
        made = statements([*kept, *claims], self.low, self._marks)
        gone = self._nodes_touched(old, made)
        dropped = frozenset(old)
        stay = [one for node in gone for one in node.statements if one not in dropped]
        fresh = nodes_of([*stay, *made], self.bonds.together)
        before = {g for node in gone for g in node.joining}
        after = {g for node in fresh for g in node.joining}
        edges = self.state.edges
        had = {node: edges.pop(node, {}) for node in gone}
        for node, others in had.items():
            for other in others:
                if other not in had:
                    edges[other].pop(node, None)
            self._unseat(node)
        parted, met = self._reshelve(old, made, before - after, after - before)
        for node in fresh:
            edges[node] = {}
            self._seat(node)
        anew = {n.gists[0]: n for n in fresh if n.whole}
        heirs = {n: anew[n.gists[0]] for n in gone if n.whole and n.gists[0] in anew}
        near = self._inherit(had, heirs, dropped)
        news = frozenset(made)
        near |= self._look(parted, met, news)
        again = set(heirs.values())
        local = Local(self._node, None)
        for node in fresh:
            self._enumerate(local, node, [s for s in node.statements if s in news] if node in again else None)
        near |= self._take(local.edges())
        near |= {other for node in fresh for other in edges[node] if other not in self.state.home}
        clusters = self.state.settle(fresh, near.difference(fresh, gone), gone)
        return Change(gone, fresh, clusters)

    def _nodes_touched(self, old: list[Statement], made: list[Statement]) -> list[Node]:
        """The nodes that change with some statements: their own, that of what has their gist, and what
        judgements put together with them."""
        found = {self._node[one]: None for one in old}
        for gist in {one.gist: None for one in made}:
            if gist in self._whole:
                found[self._node[self._whole[gist][0]]] = None
        if self.bonds.together:
            named = {c.id for one in made for c in one.claims}
            for ids in self.bonds.together:
                if not ids.isdisjoint(named):
                    found.update(dict.fromkeys(self.nodes_of_claims(ids)))
        return list(found)

    def _reshelve(
        self, old: list[Statement], made: list[Statement], gists_out: set[Gist], gists_in: set[Gist]
    ) -> tuple[list[Meeting], list[Meeting]]:
        """Changes the blocks. Returns which others met there and no longer do, and which do only now."""
        parted: list[Meeting] = []
        met: list[Meeting] = []
        for gist in gists_out:
            for key in keys_of(gist):
                met += self._gists.remove(key, gist)
        for one in old:
            self._unshelve(one)
            for key in word_keys(one.quote, one.gist.family):
                met += self._words.remove(key, one)
        for gist in gists_in:
            for key in keys_of(gist):
                parted += self._gists.add(key, gist)
        for one in made:
            self._shelve(one)
            for key in word_keys(one.quote, one.gist.family):
                parted += self._words.add(key, one)
        return parted, met

    def _inherit(
        self,
        had: Mapping[Node, Mapping[Node, Edge]],
        heirs: Mapping[Node, Node],
        dropped: Collection[Statement],
    ) -> set[Node]:
        """heirs: old node -> the one of its gist that is there now, which keeps the edges that rest on what it still says; those that
        rested on what it no longer says are worked out again. Returns the others whose edges changed."""
        near: set[Node] = set()
        doubtful: set[tuple[Node, Node]] = set()
        edges = self.state.edges
        for node, others in had.items():
            heir = heirs.get(node)
            for other, edge in others.items():
                its = heirs.get(other) if other in had else other
                if heir is None or its is None:
                    if other not in had:
                        near.add(other)
                elif edge[1] in dropped or edge[2] in dropped:
                    doubtful.add((heir, its))
                    if other not in had:
                        near.add(other)
                else:
                    edges[heir][its] = edges[its][heir] = edge
        return near | self._settle_edges(doubtful)

    def _look(self, parted: list[Meeting], met: list[Meeting], news: Collection[Statement]) -> set[Node]:
        """What follows for statements and gists that stay, where a crowd brought them together or parted them:
        an edge may have rested on a pair that no longer meets, and a pair that meets only now may be a better
        one. Returns the nodes whose edges changed."""
        doubtful = set()
        for _, one, other in parted:
            a, b = self._node_of(one), self._node_of(other)
            if a is None or b is None or a is b:
                continue
            edge = self.state.edges.get(a, {}).get(b)
            if edge is not None and ({edge[1], edge[2]} <= {one, other, None}):
                doubtful.add((a, b))
        turned = self._settle_edges(doubtful)
        local = Local(self._node, None)
        for key, one, other in met:
            a, b = self._node_of(one), self._node_of(other)
            if a is None or b is None or a is b or one in news or other in news:
                continue
            shelves: Any = self._words if isinstance(one, Statement) else self._gists
            if not shelves.meet(key, one, other):
                continue
            if isinstance(one, Statement):
                local.words(one, other)
            else:
                local.gists(key, one, a, other, b)
        return turned | self._take(local.edges())

    def _take(self, found: Mapping[Node, Mapping[Node, Edge]]) -> set[Node]:
        """Keeps edges that are better than those that are known. Returns the nodes whose edges changed."""
        turned: set[Node] = set()
        edges = self.state.edges
        for a, others in found.items():
            for b, edge in others.items():
                known = edges.get(a, {}).get(b)
                if known is None or beats(edge, known):
                    edges.setdefault(a, {})[b] = edges.setdefault(b, {})[a] = edge
                    turned |= {a, b}
        return turned

    def _settle_edges(self, doubtful: Iterable[tuple[Node, Node]]) -> set[Node]:
        """Works out again the edges of some pairs. Returns the nodes whose edges changed."""
        turned: set[Node] = set()
        edges = self.state.edges
        for pair in doubtful:
            a, b = sorted(pair, key=lambda n: len(n.statements))
            local = Local(self._node, {b})
            self._enumerate(local, a, None)
            edge, known = local.edges().get(a, {}).get(b), edges.get(a, {}).get(b)
            if edge == known:
                continue
            turned |= {a, b}
            for x, y in ((a, b), (b, a)):
                if edge is None:
                    edges[x].pop(y, None)
                else:
                    edges.setdefault(x, {})[y] = edge
        return turned

    def _enumerate(self, local: Local, node: Node, said: Sequence[Statement] | None) -> None:
        """Everything that a node meets; or only what some of its statements do."""
        if said is None:
            for gist in node.joining:
                for key in keys_of(gist):
                    for other in self._gists.partners(key, gist):
                        local.gists(key, gist, node, other, self._node_of(other))
        for one in node.statements if said is None else said:
            for key in word_keys(one.quote, one.gist.family):
                for other_one in self._words.partners(key, one):
                    local.words(one, other_one)
            for other_one, close in self._beside(one):
                local.beside(one, other_one, close)

    def _beside(self, one: Statement) -> Iterable[tuple[Statement, bool]]:
        """Statements that stand at most NEXT places from one in a document, and whether they stand close."""
        for claim in one.claims:
            stood = self._stood[claim.document, one.gist.family, one.gist.low]
            if len(stood) < 2:
                continue
            offsets = sorted({offset for offset, _ in stood})
            rank = {offset: n for n, offset in enumerate(offsets)}
            here = claim.quote.start
            for offset, other in stood:
                if other is not one and abs(rank[offset] - rank[here]) <= NEXT:
                    yield other, abs(offset - here) <= NEARBY

    def _node_of(self, member: Any) -> Node | None:
        if isinstance(member, Statement):
            return self._node.get(member)
        held = self._whole.get(member)
        return self._node[held[0]] if held else None

    def _seat(self, node: Node) -> None:
        for one in node.statements:
            self._node[one] = node
        for gist in node.joining:
            self._whole[gist] = [one for one in node.statements if one.gist == gist]

    def _unseat(self, node: Node) -> None:
        for one in node.statements:
            self._node.pop(one, None)
        for gist in node.joining:
            self._whole.pop(gist, None)

    def _shelve(self, one: Statement) -> None:
        self._said[_words_of(one.claims[0])].append(one)
        for claim in one.claims:
            self._of[claim.id] = one
            self._stood[claim.document, one.gist.family, one.gist.low].append((claim.quote.start, one))

    def _unshelve(self, one: Statement) -> None:
        self._said[_words_of(one.claims[0])].remove(one)
        for claim in one.claims:
            self._of.pop(claim.id, None)
            place = (claim.document, one.gist.family, one.gist.low)
            self._stood[place] = [x for x in self._stood[place] if x[1] is not one]
            if not self._stood[place]:
                del self._stood[place]


def _words_of(claim: Claim) -> tuple[str, str, str]:
    return claim.event, claim.stance, folded(claim.quote.text)
