"""Node: statements that nothing can part; Summary: what of some nodes can exclude others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sightline.fusion.groups import Groups
from sightline.fusion.items import ItemKey, alike_sets
from sightline.fusion.match import (
    ANCHOR,
    ANCHORS,
    JOIN,
    MOVING,
    NEAR_MISS_SECONDS,
    STANDING_SECONDS,
    TIMES,
    WEIGHT,
    bare,
    excluded_marks,
    item_parts,
    match,
    place_parts,
)
from sightline.fusion.statement import STANDING, Gist, Statement, Where, gist_key

Phase = tuple[bool, tuple[int, int, int]]


class Node:
    """One happening as far as can be told without comparing: statements of one gist that joins itself (the same
    place, days and materiel), or a single statement, or all that judgements put together. gists: what they say;
    joining: of these what could join others whatever the words. whole: all statements of its one gist."""

    __slots__ = ("_first", "_key", "_summary", "gists", "joining", "phase", "statements", "whole")

    def __init__(
        self, statements: Sequence[Statement], gists: tuple[Gist, ...], joining: tuple[Gist, ...]
    ) -> None:
        self.statements, self.gists, self.joining = statements, gists, joining
        self.whole = len(gists) == len(joining) == 1
        one = gists[0]
        self.phase: Phase = (
            (one.low, one.vague)
            if len(gists) == 1
            else (all(g.low for g in gists), min(g.vague for g in gists))
        )
        self._key: str | None = None
        self._first: Statement | None = None
        self._summary: Summary | None = None

    @property
    def key(self) -> str:
        """From content alone: what decides between equals."""
        if self._key is None:
            self._key = gist_key(self.gists[0]) if self.whole else min(s.key for s in self.statements)
        return self._key

    @property
    def first(self) -> Statement:
        """The statement that stands for the node where reasons are given."""
        if self._first is None:
            many = self.statements
            self._first = many[0] if len(many) == 1 else min(many, key=by_words)
        return self._first

    @property
    def summary(self) -> "Summary":
        if self._summary is None:
            if len(self.gists) == 1:
                extents = {self.gists[0].family: _extent(self.gists)}
            else:  # a judgement may put kinds together that no rule does
                families = sorted({g.family for g in self.gists})
                extents = {f: _extent([g for g in self.gists if g.family == f]) for f in families}
            marks = (
                self.gists[0].marks
                if len(self.gists) == 1
                else frozenset([m for g in self.gists for m in g.marks])
            )
            self._summary = Summary(extents, marks, (self,))
        return self._summary


class Extent(NamedTuple):
    """Of some gists of one family what can exclude others: the latest start and the earliest end, which materiel
    and places are named."""

    start: float
    end: float
    items: frozenset[frozenset[ItemKey]]
    wheres: frozenset[Where]


_NONE: frozenset[Any] = frozenset()


def _extent(gists: Sequence[Gist]) -> Extent:
    if len(gists) == 1:
        (one,) = gists
        items = frozenset((one.items,)) if one.items else _NONE
        return Extent(one.start, one.end, items, _NONE if one.where is None else frozenset((one.where,)))
    return Extent(
        max(g.start for g in gists),
        min(g.end for g in gists),
        frozenset(g.items for g in gists if g.items),
        frozenset(g.where for g in gists if g.where is not None),
    )


@dataclass(slots=True, eq=False)
class Summary:
    """Of some nodes what can exclude others: by family of events, and judgements."""

    extents: Mapping[str, Extent]
    marks: frozenset[tuple[int, int]]
    nodes: tuple[Node, ...]


Edge = tuple[int, Statement | None, Statement | None]  # score in tenths; the statements, where words decided
Link = tuple[Node, Node, Edge]


def by_words(one: Statement) -> tuple[str, str]:
    """An order that costs little, where any will do that follows from content."""
    return one.quote, one.claims[0].id


def joins_itself(gist: Gist) -> bool:
    """Whether two statements of the gist are one happening whatever their words. Only such gists can join others
    without a look at the words: nothing fits a gist better than itself."""
    placed = gist.where is not None and not gist.where.wide
    if placed + bool(gist.items) + (gist.vague[2] <= 1) < ANCHORS:  # of place, materiel and date
        return False
    if gist.marks:
        found = bare(gist, gist)
        return found is not None and found.joins
    item = item_parts(gist.items, gist.items, gist.family in MOVING)
    place = place_parts(gist.where, gist.where)
    if item is None or place is None:
        return False
    own = [weight for _, weight in (*_TIMES[gist.vague[2]], *item, *place)]
    told = WEIGHT["agent"] if gist.agents else WEIGHT["countries"] if gist.countries else 0.0
    score = round(sum(own) + WEIGHT["kind"] + told, 2)
    return score >= JOIN and sum([weight >= ANCHOR for weight in own]) >= ANCHORS


_TIMES = (*((part,) for part in TIMES), ())  # by how loosely it is dated


def nodes_of(statements: Iterable[Statement], together: Iterable[frozenset[str]] = ()) -> list[Node]:
    """Statements bound into nodes. together: claim ids that judgements put together."""
    by_gist: dict[Gist, list[Statement]] = defaultdict(list)
    for one in statements:
        by_gist[one.gist].append(one)
    made = []
    for gist, many in by_gist.items():
        for one in many:
            one.gist = gist  # one object, so that parts can be told apart by identity
        if joins_itself(gist):
            made.append(Node(many, (gist,), (gist,)))
        else:
            made += [Node([one], (gist,), ()) for one in many]
    bound = [ids for ids in together if len(ids) > 1]
    return _bound(made, bound) if bound else made


def _bound(made: list[Node], together: Sequence[frozenset[str]]) -> list[Node]:
    named = frozenset().union(*together)
    of = {
        c.id: str(i)
        for i, node in enumerate(made)
        for s in node.statements
        for c in s.claims
        if c.id in named
    }
    groups = Groups(set(of.values()))
    for ids in together:
        known = sorted(of[i] for i in ids if i in of)
        for other in known[1:]:
            groups.join(known[0], other)
    used = set()
    whole = []
    for group in groups.all():
        if len(group) > 1:
            members = [made[int(i)] for i in group]
            used |= {int(i) for i in group}
            gists = tuple({id(g): g for node in members for g in node.gists}.values())
            joining = tuple(g for node in members for g in node.joining)
            whole.append(Node([s for node in members for s in node.statements], gists, joining))
    return [node for i, node in enumerate(made) if i not in used] + whole


def united(many: Sequence[Summary]) -> Summary:
    if len(many) == 1:
        return many[0]
    families = {family for one in many for family in one.extents}
    extents = {f: _joined([one.extents[f] for one in many if f in one.extents]) for f in families}
    marks = frozenset().union(*[s.marks for s in many])
    return Summary(extents, marks, tuple([n for s in many for n in s.nodes]))


def _joined(many: Sequence[Extent]) -> Extent:
    if len(many) == 1:
        return many[0]
    starts, ends, items, wheres = zip(*many, strict=True)
    return Extent(max(starts), min(ends), frozenset().union(*items), frozenset().union(*wheres))


def fits(a: Summary, b: Summary) -> bool:
    """Whether no statement of the one excludes a statement of the other of its family."""
    if excluded_marks(a.marks, b.marks):
        return False
    found = True
    both = False
    for family, extent in a.extents.items():
        if (other := b.extents.get(family)) is not None:
            both = True
            if (fit := _fit(family, extent, other)) is None:
                return False
            found = found and fit
    return both and (found or _each_fits(a, b))


def _fit(family: str, a: Extent, b: Extent) -> bool | None:
    """True where they fit, None where they do not, False where something only nearly meets."""
    gap = max(a.start - b.end, b.start - a.end)
    near = gap > 0 and not (family == STANDING and gap <= STANDING_SECONDS)
    if near and (gap > NEAR_MISS_SECONDS or family == STANDING):
        return None
    moving = family in MOVING
    for x in a.items:
        for y in b.items:
            if x is not y and alike_sets(x, y, moving) is None:
                return None
    for here in a.wheres:
        for there in b.wheres:
            parts = place_parts(here, there)
            if parts is None:
                return None
            near = near or bool(parts and parts[0][0] == "place-miss")
    return not near


def _each_fits(a: Summary, b: Summary) -> bool:
    """The long way, where something only nearly meets: every pair that does must have nearly the same words."""
    ours = [(s, g) for n in a.nodes for s, g in _by_gist(n)]
    theirs = [(s, g) for n in b.nodes for s, g in _by_gist(n)]
    for many, gist in ours:
        for others, other in theirs:
            if gist.family != other.family:
                continue
            found = bare(gist, other)
            if found is None or (found.missed and any(match(x, y) is None for x in many for y in others)):
                return False
    return True


def _by_gist(node: Node) -> Iterable[tuple[list[Statement], Gist]]:
    by: dict[int, list[Statement]] = defaultdict(list)
    for one in node.statements:
        by[id(one.gist)].append(one)
    return [(many, many[0].gist) for many in by.values()]
