"""Noticed: the pairs of texts with something in common, kept: what `copies.overlaps` gives for NOTICED.

Exact, for such a pair hangs on nothing but the two texts and on whether they meet, which `meetings` keeps up. So a
text that comes is held against those that it meets, and a pair of others is looked at again only where a meeting
of theirs came or went.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sightline.fusion.copies import NOTICED, overlaps
from sightline.fusion.meetings import Meetings, Pair, Turn, pair_of
from sightline.fusion.sketch import Sketch, shared

Common = tuple[float, int]  # share, and how many runs


class Noticed:
    """of: text -> those with which it has something in common, both ways. Of texts that are the same only the
    first by id is held against others."""

    def __init__(self, texts: Mapping[str, Sketch]) -> None:
        self.of: dict[str, dict[str, Common]] = {}
        self._sketch = {one: sketch for one, sketch in texts.items() if sketch.hashes}
        self._same: dict[Sketch, list[str]] = defaultdict(list)
        for one in sorted(self._sketch):
            self._same[self._sketch[one]].append(one)
        self._meetings = Meetings()
        self._meetings.fill((ids[0], sketch) for sketch, ids in self._same.items())
        for pair in overlaps(self._sketch, NOTICED):
            self._put((pair.a, pair.b), (pair.share, pair.shared))

    def add(self, one: str, sketch: Sketch) -> set[Pair]:
        """Gives the pairs that are noticed now or no more."""
        if not sketch.hashes:
            return set()
        self._sketch[one] = sketch
        same = self._same[sketch]
        first = same[0] if same else None
        insort(same, one)
        turned: set[Pair] = set()
        if first is not None and same[0] == first:
            return self._put((first, one), (1.0, sketch.size))
        if first is not None:
            turned |= self._leave(first)
        turned |= self._enter(one, sketch)
        for other in same[1:]:
            turned |= self._put((one, other), (1.0, sketch.size))
        return turned

    def remove(self, one: str) -> set[Pair]:
        """Gives the pairs that are noticed now or no more."""
        sketch = self._sketch.get(one)
        if sketch is None:
            return set()
        same = self._same[sketch]
        del same[bisect_left(same, one)]
        if same and same[0] < one:
            turned = self._put(pair_of(one, same[0]), None)
        else:
            turned = self._leave(one)
            if same:
                turned |= self._enter(same[0], sketch)
                for other in same[1:]:
                    turned |= self._put((same[0], other), (1.0, sketch.size))
            else:
                del self._same[sketch]
        del self._sketch[one]
        return turned

    def _leave(self, one: str) -> set[Pair]:
        """The first of its kind is the first no more."""
        turned = {pair_of(one, other) for other in self.of.get(one, ())}
        for pair in turned:
            self._put(pair, None)
        return turned | self._turn(self._meetings.remove(one))

    def _enter(self, one: str, sketch: Sketch) -> set[Pair]:
        turn = self._meetings.add(one, sketch)
        return self._measure(pair_of(one, other) for other in turn.met) | self._turn(turn)

    def _turn(self, turn: Turn) -> set[Pair]:
        """What comes of the meetings of others."""
        doubtful = {pair for pair in turn.part if pair[1] in self.of.get(pair[0], ())}
        doubtful |= {pair_of(one, other) for one in turn.lesser for other in self.of.get(one, ())}
        turned: set[Pair] = set()
        for a, b in doubtful:
            if self._sketch[a] != self._sketch[b] and not self._meetings.meet(a, b):
                turned |= self._put((a, b), None)
        return turned | self._measure(turn.meet)

    def _measure(self, pairs: Iterable[Pair]) -> set[Pair]:
        """Holds texts against one another that meet."""
        turned: set[Pair] = set()
        for a, b in pairs:
            if b not in self.of.get(a, ()):
                common = shared(self._sketch[a], self._sketch[b])
                if common[0] >= NOTICED:
                    turned |= self._put((a, b), common)
        return turned

    def _put(self, pair: Pair, common: Common | None) -> set[Pair]:
        for one, other in (pair, pair[::-1]):
            if common is not None:
                self.of.setdefault(one, {})[other] = common
            else:
                held = self.of[one]
                del held[other]
                if not held:
                    del self.of[one]
        return {pair}
