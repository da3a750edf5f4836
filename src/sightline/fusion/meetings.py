"""Meetings: who is held against whom in the search for near-copies, kept, so that a text that comes or goes changes
only its own meetings and, in the crowds that it is in, those at its sides.

The rule is that of `copies`: texts that share a key meet; a key of more than CROWD texts is a crowd, in which each
meets the HUBS largest and its NEIGHBOURS on both sides in the order of sketches.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from sightline.fusion.copies import CROWD, HUBS, NEIGHBOURS
from sightline.fusion.sketch import Sketch, keys

Pair = tuple[str, str]  # ids, the smaller first


def pair_of(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


@dataclass(slots=True)
class Turn:
    """What a change did. met: whom the text that came meets. meet, part: pairs of others that meet in some crowd
    only now, or in some crowd no more (they may still meet by another key). lesser: texts that are no hub any more
    of some crowd, so that any pair of theirs may meet no more."""

    met: set[str] = field(default_factory=set)
    meet: set[Pair] = field(default_factory=set)
    part: set[Pair] = field(default_factory=set)
    lesser: set[str] = field(default_factory=set)


class Meetings:
    """Texts by id, each other than the rest; `fill` and `add` are given no text twice."""

    def __init__(self) -> None:
        self._sketch: dict[str, Sketch] = {}
        self._few: dict[int, str | list[str]] = {}  # a key of one text is that one: most are
        self._crowds: dict[int, _Crowd] = {}

    def fill(self, texts: Iterable[tuple[str, Sketch]]) -> None:
        """Everything at once, into nothing."""
        few = self._few
        for one, sketch in texts:
            self._sketch[one] = sketch
            for key in keys(sketch).tolist():
                held = few.get(key)
                if held is None:
                    few[key] = one
                elif isinstance(held, list):
                    held.append(one)
                else:
                    few[key] = [held, one]
        for key in [k for k, v in few.items() if isinstance(v, list) and len(v) > CROWD]:
            self._crowds[key] = self._crowd(few.pop(key))

    def add(self, one: str, sketch: Sketch) -> Turn:
        self._sketch[one] = sketch
        turn = Turn()
        for key in keys(sketch).tolist():
            crowd = self._crowds.get(key)
            if crowd is not None:
                crowd.add(one, sketch, turn)
                continue
            held = [*self._members(key), one]
            if len(held) <= CROWD:
                turn.met.update(held)
                self._few[key] = held if len(held) > 1 else one
                continue
            del self._few[key]
            crowd = self._crowds[key] = self._crowd(held)
            turn.met.update(crowd.met_by(one, sketch))
            turn.part.update(pair_of(a, b) for a, b in combinations(held[:-1], 2))
        turn.met.discard(one)
        return turn

    def remove(self, one: str) -> Turn:
        sketch = self._sketch.pop(one)
        turn = Turn()
        for key in keys(sketch).tolist():
            crowd = self._crowds.get(key)
            if crowd is None:
                held = [other for other in self._members(key) if other != one]
                if held:
                    self._few[key] = held if len(held) > 1 else held[0]
                else:
                    del self._few[key]
                continue
            crowd.remove(one, sketch, turn)
            if len(crowd) <= CROWD:
                left = list(crowd.members())
                self._few[key] = left
                del self._crowds[key]
                turn.meet.update(pair_of(a, b) for a, b in combinations(left, 2))
        return turn

    def meet(self, a: str, b: str) -> bool:
        """Whether two texts meet by any of their keys."""
        one, other = self._sketch[a], self._sketch[b]
        for key in set(keys(one).tolist()).intersection(keys(other).tolist()):
            crowd = self._crowds.get(key)
            if crowd is None or crowd.meet(a, one, b, other):
                return True
        return False

    def _members(self, key: int) -> list[str]:
        held = self._few.get(key)
        return held if isinstance(held, list) else [] if held is None else [held]

    def _crowd(self, members: Iterable[str]) -> "_Crowd":
        return _Crowd((one, self._sketch[one]) for one in members)


class _Crowd:
    """The texts of a key that too many have, by size (largest first) and in the order of their sketches."""

    __slots__ = ("_line", "_rank")

    def __init__(self, members: Iterable[tuple[str, Sketch]]) -> None:
        held = list(members)
        self._rank = sorted((-sketch.size, one) for one, sketch in held)
        self._line = sorted((sketch.hashes, one) for one, sketch in held)

    def __len__(self) -> int:
        return len(self._line)

    def members(self) -> Iterator[str]:
        return (one for _, one in self._line)

    def met_by(self, one: str, sketch: Sketch) -> Iterator[str]:
        """Whom a member meets, itself perhaps among them."""
        if self._hub(one, sketch):
            return self.members()
        at = bisect_left(self._line, (sketch.hashes, one))
        near = self._line[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
        return (other for _, other in (*self._rank[:HUBS], *near))

    def meet(self, a: str, one: Sketch, b: str, other: Sketch) -> bool:
        if self._hub(a, one) or self._hub(b, other):
            return True
        apart = bisect_left(self._line, (one.hashes, a)) - bisect_left(self._line, (other.hashes, b))
        return abs(apart) <= NEIGHBOURS

    def add(self, one: str, sketch: Sketch, turn: Turn) -> None:
        insort(self._rank, (-sketch.size, one))
        if self._hub(one, sketch):
            turn.lesser.add(self._rank[HUBS][1])
        at = bisect_left(self._line, (sketch.hashes, one))
        self._line.insert(at, (sketch.hashes, one))
        turn.met.update(self.met_by(one, sketch))
        turn.part.update(self._across(at, NEIGHBOURS + 1, skip=1))

    def remove(self, one: str, sketch: Sketch, turn: Turn) -> None:
        hub = self._hub(one, sketch)
        del self._rank[bisect_left(self._rank, (-sketch.size, one))]
        at = bisect_left(self._line, (sketch.hashes, one))
        del self._line[at]
        turn.meet.update(self._across(at, NEIGHBOURS, skip=0))
        if hub:
            risen = self._rank[HUBS - 1][1]
            turn.meet.update(pair_of(risen, other) for other in self.members() if other != risen)

    def _hub(self, one: str, sketch: Sketch) -> bool:
        return (-sketch.size, one) <= self._rank[HUBS - 1]

    def _across(self, at: int, apart: int, *, skip: int) -> Iterator[Pair]:
        """Pairs on both sides of a place in the line that are so far apart: those whom a change there parted or brought
        together. skip: 1 where somebody stands there now."""
        for i in range(max(0, at + skip - apart), at):
            if i + apart < len(self._line):
                yield pair_of(self._line[i][1], self._line[i + apart][1])
