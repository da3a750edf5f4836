"""Local: a few pairs of gists and statements to look at, laid out as `edges` wants them, where not all is worked out."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sightline.fusion.blocks import block_kind
from sightline.fusion.edges import Best, Rows, worth
from sightline.fusion.nodes import Edge, Node
from sightline.fusion.score import columns
from sightline.fusion.statement import Gist, Statement


class Local:
    """node_of: statement -> its node. only: nodes one of which every pair must have as its second; None for any."""

    def __init__(self, node_of: Mapping[Statement, Node], only: Collection[Node] | None) -> None:
        self._node, self._only = node_of, only
        self._nodes: dict[Node, int] = {}
        self._gists: dict[tuple[int, Gist], int] = {}
        self._said: dict[Statement, int] = {}
        self._bare: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._worded: set[tuple[int, int]] = set()
        self._next: dict[tuple[int, int], bool] = {}

    def gists(self, key: int, gist: Gist, node: Node, other: Gist, its: Node | None) -> None:
        if its is not None and its is not node and (self._only is None or its in self._only):
            pair = (self._gist(gist, node), self._gist(other, its))
            self._bare[min(pair), max(pair)].append(block_kind(key))

    def words(self, one: Statement, other: Statement) -> None:
        if self._wanted(one, other):
            pair = (self._statement(one), self._statement(other))
            self._worded.add((min(pair), max(pair)))

    def beside(self, one: Statement, other: Statement, close: bool) -> None:
        if self._wanted(one, other):
            i, j = self._statement(one), self._statement(other)
            pair = (min(i, j), max(i, j))
            self._next[pair] = self._next.get(pair, False) or close

    def _wanted(self, one: Statement, other: Statement) -> bool:
        a, b = self._node[one], self._node[other]
        return a is not b and (self._only is None or b in self._only)

    def _gist(self, gist: Gist, node: Node) -> int:
        n = self._nodes.setdefault(node, len(self._nodes))
        return self._gists.setdefault((n, gist), len(self._gists))

    def _statement(self, one: Statement) -> int:
        self._gist(one.gist, self._node[one])
        return self._said.setdefault(one, len(self._said))

    def edges(self) -> dict[Node, dict[Node, Edge]]:
        import numpy as np

        if not self._gists:
            return {}
        gist_rows = [self._gists[self._nodes[self._node[one]], one.gist] for one in self._said]
        rows = Rows(
            list(self._nodes),
            [gist for _, gist in self._gists],
            np.array([n for n, _ in self._gists], np.int64),
            list(self._said),
            np.array(gist_rows, np.int64),
        )
        held = columns(rows.gists)
        best = Best(rows)
        flat = [(i, j, kind) for (i, j), kinds in self._bare.items() for kind in set(kinds)]
        if flat:
            i, j, kind = np.array(flat, np.int64).T
            meet = worth(kind, i, j, held)
            best.take_bare(held, i[meet], j[meet])
        if self._worded:
            i, j = np.array(sorted(self._worded), np.int64).T
            best.take_worded(held, i, j)
        if self._next:
            i, j = np.array(list(self._next), np.int64).T
            best.take_next(held, i, j, np.array(list(self._next.values()), np.int64))
        return best.edges()
