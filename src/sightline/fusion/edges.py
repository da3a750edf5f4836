"""Edges: which nodes match, from the blocks that they share. In bulk, by numpy; the rule is that of `blocks`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sightline.fusion.blocks import (
    CROWD,
    FAMILY_CODES,
    NEXT,
    REACH,
    block_kind,
    dateless,
    keys_of,
    needs_month,
    needs_unplaced,
    neighbours_meet,
    word_keys,
)
from sightline.fusion.match import (
    ANCHOR,
    ANCHORS,
    JOIN,
    JOIN_WITHIN,
    LIKE_TEXT,
    LIKE_WORDS,
    NEARBY,
    SAME_TEXT,
    SAME_WORDS,
    counts_differ,
    match,
)
from sightline.fusion.nodes import Edge, Node
from sightline.fusion.score import Columns, columns, scored
from sightline.fusion.statement import Gist, Statement, gist_key

Ints = Any
_CHUNK = 2_000_000  # pairs scored at a time


@dataclass(slots=True)
class Rows:
    """Nodes laid out: gists and statements with the node each belongs to."""

    nodes: Sequence[Node]
    gists: list[Gist]
    node_of: Ints
    statements: list[Statement]
    gist_of: Ints


def laid_out(nodes: Sequence[Node]) -> Rows:
    import numpy as np

    gists: list[Gist] = []
    node_of: list[int] = []
    statements: list[Statement] = []
    gist_of: list[int] = []
    for n, node in enumerate(nodes):
        if len(node.gists) == 1:
            gist_of += [len(gists)] * len(node.statements)
        else:
            at = {id(g): len(gists) + i for i, g in enumerate(node.gists)}
            gist_of += [at[id(s.gist)] for s in node.statements]
        node_of += [n] * len(node.gists)
        gists += node.gists
        statements += node.statements
    return Rows(nodes, gists, np.array(node_of, np.int64), statements, np.array(gist_of, np.int64))


def edges_of(nodes: Sequence[Node], rows: Rows | None = None) -> dict[Node, dict[Node, Edge]]:
    """All edges among some nodes, each with its score in tenths and, where their words decided, the statements.
    rows: the nodes laid out, where that is done."""
    rows = rows or laid_out(nodes)
    held = columns(rows.gists)
    found = Best(rows)
    keys, at = gist_keys(rows)
    for i, j in _pairs(keys, at, rows, held):
        found.take_bare(held, i, j)
    keys, at = said_keys(rows)
    for i, j in _pairs(keys, at, rows, held, statements=True):
        found.take_worded(held, i, j)
    found.take_next(held, *_neighbours(rows))
    return found.edges()


def gist_keys(rows: Rows) -> tuple[list[int], list[int]]:
    """Blocks of the gists that could join others whatever their words, and their rows."""
    keys: list[int] = []
    at: list[int] = []
    for row, (gist, node) in enumerate(zip(rows.gists, rows.node_of.tolist(), strict=True)):
        joining = rows.nodes[node].joining
        if joining and (len(joining) == 1 == len(rows.nodes[node].gists) or gist in joining):
            own = keys_of(gist)
            keys += own
            at += [row] * len(own)
    return keys, at


def said_keys(rows: Rows) -> tuple[list[int], list[int]]:
    """Blocks of the words of the statements, and their rows."""
    keys: list[int] = []
    at: list[int] = []
    for row, one in enumerate(rows.statements):
        own = word_keys(one.quote, one.gist.family)
        keys += own
        at += [row] * len(own)
    return keys, at


class Best:
    """Of each pair of nodes the best edge among the pairs of their gists and statements that were looked at."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._best: dict[tuple[int, int], Edge] = {}
        self._seat: list[int] = rows.node_of[rows.gist_of].tolist()  # node of each statement

    def edges(self) -> dict[Node, dict[Node, Edge]]:
        found: dict[Node, dict[Node, Edge]] = defaultdict(dict)
        nodes = self.rows.nodes
        for (x, y), edge in self._best.items():
            found[nodes[x]][nodes[y]] = edge
            found[nodes[y]][nodes[x]] = edge
        return dict(found)

    def take_bare(self, held: Columns, i: Ints, j: Ints) -> None:
        """Pairs of gists (rows) that join whatever their words."""
        import numpy as np

        node_of, best = self.rows.node_of, self._best
        same = node_of[i] == node_of[j]
        i, j = i[~same], j[~same]
        found = scored(held, i, j, misses=False)
        enough = found.at[found.enough]
        a, b = node_of[i[enough]], node_of[j[enough]]
        low, high = np.minimum(a, b).tolist(), np.maximum(a, b).tolist()
        for x, y, score in zip(low, high, found.score[found.enough].tolist(), strict=True):
            if (x, y) not in best or best[x, y][0] < score:
                best[x, y] = (score, None, None)

    def take_worded(self, held: Columns, i: Ints, j: Ints) -> None:
        """Pairs of statements (rows) that match and have similar words."""
        import numpy as np

        rows = self.rows
        i, j, a, b = _apart(rows, i, j)
        found = scored(held, a, b, misses=True)
        could = found.at[found.missed | (found.score >= JOIN_WITHIN * 10)]
        i, j = i[could], j[could]
        alike = np.flatnonzero(_words_weigh(rows, i, j))
        for one, other in zip(i[alike].tolist(), j[alike].tolist(), strict=True):
            whole = match(rows.statements[one], rows.statements[other])
            if whole is not None and whole.joins:
                self._take(one, other, round(whole.score * 10))

    def take_next(self, held: Columns, i: Ints, j: Ints, near: Ints) -> None:
        """Pairs of statements (rows) of one document that match; near: whether they stand close in it. What `match`
        says of them, worked out for many at once."""
        import numpy as np

        rows = self.rows
        i, j, a, b, near = (
            *_apart(rows, i, j),
            near[rows.node_of[rows.gist_of[i]] != rows.node_of[rows.gist_of[j]]],
        )
        found = scored(held, a, b, misses=True)
        at = found.at
        same = held.denied[a[at]] == held.denied[b[at]]
        score = found.score + 10 + 10 * near[at]
        least = np.where(same, round(JOIN_WITHIN * 10), round(JOIN * 10))
        could = np.flatnonzero((score + 15 >= least) & (same | (found.anchors > 0)))
        i, j, score, least, same = i[at[could]], j[at[could]], score[could], least[could], same[could]
        said = rows.statements
        for pair, (one, other) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
            if said[one].counts and said[other].counts and counts_differ(said[one], said[other]):
                score[pair] -= 15
        words = _words_weigh(rows, i, j)
        score = score + words
        anchors = found.anchors[could] + (words >= round(ANCHOR * 10))
        particular = found.particular[could] | (words > 0)
        fits = np.where(same, particular, (found.about[could] | (words > 0)) & (anchors >= ANCHORS))
        fits &= (score >= least) & (~found.missed[could] | (words >= 15))
        for one, other, sum_ in zip(i[fits].tolist(), j[fits].tolist(), score[fits].tolist(), strict=True):
            self._take(one, other, sum_)

    def _take(self, one: int, other: int, score: int) -> None:
        a, b = self.rows.statements[one], self.rows.statements[other]
        x, y = self._seat[one], self._seat[other]
        pair = (x, y) if x < y else (y, x)
        known = self._best.get(pair)
        if known is None or better(score, a, b, known):
            self._best[pair] = (score, a, b)


def beats(edge: Edge, known: Edge) -> bool:
    """Whether an edge is better than another between the same nodes."""
    if edge[1] is None or edge[2] is None:
        return edge[0] > known[0]
    return better(edge[0], edge[1], edge[2], known)


def better(score: int, a: Statement, b: Statement, known: Edge) -> bool:
    """Whether an edge found by words beats the one that is known: by its score, then by content."""
    if score != known[0]:
        return score > known[0]
    one, other = known[1], known[2]
    if one is None or other is None:
        return True
    if (a is one and b is other) or (a is other and b is one):
        return False
    return sorted((a.key, b.key)) < sorted((one.key, other.key))


def _words_weigh(rows: Rows, i: Ints, j: Ints) -> Ints:
    """What it says that two statements have similar words, in tenths, for many pairs."""
    import numpy as np
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cpdist

    if not len(i):
        return np.zeros(0, np.int64)
    said = rows.statements
    alike = cpdist(
        [said[x].in_order for x in i.tolist()],
        [said[x].in_order for x in j.tolist()],
        scorer=ratio,
        score_cutoff=LIKE_WORDS,
        dtype=np.float64,
    )
    same, like = (round(weight * 10) for _, weight in (SAME_TEXT, LIKE_TEXT))
    return np.where(alike >= SAME_WORDS, same, np.where(alike >= LIKE_WORDS, like, 0)).astype(np.int64)


def _apart(rows: Rows, i: Ints, j: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Pairs of statements without those of one node, and their gists."""
    a, b = rows.gist_of[i], rows.gist_of[j]
    apart = rows.node_of[a] != rows.node_of[b]
    return i[apart], j[apart], a[apart], b[apart]


def _neighbours(rows: Rows) -> tuple[Ints, Ints, Ints]:
    """Statements of one family that stand at most NEXT places apart in a document, and whether they stand close.
    Those at one offset have one place, so that their order does not matter."""
    import numpy as np

    documents: dict[str, int] = {}
    spots = [
        (row, documents.setdefault(c.document, len(documents)), c.quote.start)
        for row, one in enumerate(rows.statements)
        for c in one.claims
    ]
    row, document, offset = np.array(spots, np.int64).reshape(-1, 3).T
    family = np.array([FAMILY_CODES[g.family] * 2 + g.low for g in rows.gists], np.int64)[rows.gist_of[row]]
    group = document * 64 + family
    order = np.lexsort((offset, group))
    row, group, offset = row[order], group[order], offset[order]
    place = np.cumsum(np.r_[False, (group[1:] != group[:-1]) | (offset[1:] != offset[:-1])])
    found: list[Ints] = []
    for step in range(1, len(row)):
        met = np.flatnonzero((group[step:] == group[:-step]) & (place[step:] - place[:-step] <= NEXT))
        if not len(met):
            break
        close = (offset[met + step] - offset[met] <= NEARBY).astype(np.int64)
        i, j = np.minimum(row[met], row[met + step]), np.maximum(row[met], row[met + step])
        found.append(np.stack([i, j, close]))
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    i, j, near = np.concatenate(found, axis=1)
    order = np.lexsort((-near, j, i))  # copies hold a pair more than once: close in one of them is close
    i, j, near = i[order], j[order], near[order]
    first = np.r_[True, (i[1:] != i[:-1]) | (j[1:] != j[:-1])] if len(i) else np.zeros(0, bool)
    return i[first], j[first], near[first]


def _pairs(
    keys: list[int], at: list[int], rows: Rows, held: Columns, *, statements: bool = False
) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of rows that share a block and meet there, in pieces of bounded size, each pair once a piece."""
    import numpy as np

    if not keys:
        return
    key, row = np.array(keys, np.int64), np.array(at, np.int64)
    start = held.start[rows.gist_of[row]] if statements else held.start[row]
    order = np.lexsort((start, key))
    key, row, start = key[order], row[order], start[order]
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    size = np.diff(np.r_[first, len(key)])
    total = len(rows.statements) if statements else len(rows.gists)
    held_pairs: list[tuple[Ints, Ints]] = []
    waiting = 0
    for i, j in _block_pairs(key, row, start, first, size, rows, held, statements):
        held_pairs.append((i, j))
        waiting += len(i)
        if waiting >= _CHUNK:
            yield _once(held_pairs, total)
            held_pairs, waiting = [], 0
    if held_pairs:
        yield _once(held_pairs, total)


def _once(pairs: list[tuple[Ints, Ints]], total: int) -> tuple[Ints, Ints]:
    import numpy as np

    i, j = np.concatenate([p[0] for p in pairs]), np.concatenate([p[1] for p in pairs])
    code = distinct(np.minimum(i, j) * total + np.maximum(i, j))
    return code // total, code % total


def _block_pairs(
    key: Ints, row: Ints, start: Any, first: Ints, size: Ints, rows: Rows, held: Columns, statements: bool
) -> Iterator[tuple[Ints, Ints]]:
    import numpy as np

    for n in np.unique(size[(size > 1) & (size <= CROWD)]).tolist():
        firsts = first[size == n]
        a, b = np.triu_indices(n, 1)
        step = max(1, _CHUNK // len(a))
        for k in range(0, len(firsts), step):
            part = firsts[k : k + step, None]
            i, j = row[(part + a).ravel()], row[(part + b).ravel()]
            if not statements:
                kind = block_kind(np.repeat(key[firsts[k : k + step]], len(a)))
                meet = worth(kind, i, j, held)
                i, j = i[meet], j[meet]
            yield i, j
    names: dict[int, str] = {}
    for where, n in zip(first[size > CROWD].tolist(), size[size > CROWD].tolist(), strict=True):
        if neighbours_meet(kind := block_kind(int(key[where]))):
            part = slice(where, where + n)
            line = np.array(
                _in_line(row[part].tolist(), start[part].tolist(), rows, names, statements), np.int64
            )
            if not statements:
                line = line[dateless(kind, start[part]) :]
            for step in range(1, min(REACH, len(line) - 1) + 1):
                yield line[:-step], line[step:]


def _in_line(
    members: list[int], begun: list[float], rows: Rows, names: dict[int, str], statements: bool
) -> list[int]:
    """The members of a crowded block by time, then content."""
    if statements:
        said = rows.statements
        ranked = sorted(zip(begun, (said[m].quote for m in members), members, strict=True))
        if any(a[:2] == b[:2] for a, b in pairwise(ranked)):
            ranked.sort(key=lambda r: (r[0], r[1], said[r[2]].key))
    else:
        for m in members:
            if m not in names:
                names[m] = gist_key(rows.gists[m])
        ranked = sorted(zip(begun, (names[m] for m in members), members, strict=True))
    return [m for _, _, m in ranked]


def distinct(codes: Ints) -> Ints:
    """Sorted, each once: sorting is faster here than the hashing of numpy.unique."""
    import numpy as np

    codes = np.sort(codes)
    return codes[np.r_[True, codes[1:] != codes[:-1]]] if len(codes) else codes


def worth(kind: Any, i: Ints, j: Ints, held: Columns) -> Any:
    """Of pairs that share a block those that no other kind of block is meant for: in blocks of a month one is not
    dated to the day, in blocks of a day and materiel one is not placed."""
    month = (held.rank[i] > 0) | (held.rank[j] > 0)
    unplaced = ~held.placed[i] | ~held.placed[j]
    return (month | ~needs_month(kind)) & (unplaced | ~needs_unplaced(kind))
