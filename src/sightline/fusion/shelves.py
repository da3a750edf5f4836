"""Shelves: blocks that are kept, so that what is new finds whom it meets, and who no longer meets because of it.

The rule is that of `blocks`: up to CROWD members all meet; in a crowd, where neighbours meet, those at most REACH
apart in the order of time and content.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any, Generic, TypeVar

from sightline.fusion.blocks import CROWD, REACH, block_kind, dateless_one, neighbours_meet

T = TypeVar("T")
Pair = tuple[int, Any, Any]  # block and two members


class Shelves(Generic[T]):
    """order: what a member is sorted by, from its content alone."""

    def __init__(self, order: Callable[[T], Any]) -> None:
        self._order = order
        self._few: dict[int, T | list[T]] = {}  # a block of one is that one: most are
        self._line: dict[int, list[T]] = {}  # crowded blocks, in order

    def fill(self, keys: Iterable[int], members: Iterable[T]) -> None:
        """Everything at once, into empty shelves."""
        few = self._few
        for key, member in zip(keys, members, strict=True):
            held = few.get(key)
            if held is None:
                few[key] = member
            elif isinstance(held, list):
                held.append(member)
            else:
                few[key] = [held, member]
        for key in [k for k, v in few.items() if isinstance(v, list) and len(v) > CROWD]:
            many = few.pop(key)
            self._line[key] = sorted(many, key=self._order) if isinstance(many, list) else [many]

    def partners(self, key: int, member: T) -> list[T]:
        """Whom a member meets in a block that it is in."""
        line = self._line.get(key)
        if line is None:
            return [other for other in self._members(key) if other is not member]
        kind = block_kind(key)
        if not neighbours_meet(kind) or dateless_one(kind, self._order(member)[0]):
            return []
        at = bisect_left(line, self._order(member), key=self._order)
        first = max(at - REACH, self._dateless(kind, line))
        return line[first:at] + line[at + 1 : at + 1 + REACH]

    def meet(self, key: int, one: T, other: T) -> bool:
        """Whether two members of a block meet in it."""
        line = self._line.get(key)
        if line is None:
            return True
        return any(other is x for x in self.partners(key, one))

    def add(self, key: int, member: T) -> Iterator[Pair]:
        """Puts a member in. Gives the pairs of others that no longer meet there."""
        line = self._line.get(key)
        if line is None:
            many = [*self._members(key), member]
            if len(many) <= CROWD:
                self._few[key] = many if len(many) > 1 else member
                return
            self._few.pop(key, None)
            line = self._line[key] = sorted(many, key=self._order)
            kind = block_kind(key)
            first = self._dateless(kind, line) if neighbours_meet(kind) else len(line)
            for (i, one), (j, other) in combinations(enumerate(line), 2):
                if (i < first or j - i > REACH) and member is not one and member is not other:
                    yield key, one, other
            return
        at = bisect_left(line, self._order(member), key=self._order)
        line.insert(at, member)
        yield from self._across(key, line, at, REACH + 1, skip=True)

    def remove(self, key: int, member: T) -> Iterator[Pair]:
        """Takes a member out. Gives the pairs of others that meet there only now."""
        line = self._line.get(key)
        if line is None:
            many = [other for other in self._members(key) if other is not member]
            if many:
                self._few[key] = many if len(many) > 1 else many[0]
            else:
                self._few.pop(key, None)
            return
        at = bisect_left(line, self._order(member), key=self._order)
        while line[at] is not member:
            at += 1
        line.pop(at)
        if len(line) <= CROWD:
            self._few[key] = self._line.pop(key)
            kind = block_kind(key)
            first = self._dateless(kind, line) if neighbours_meet(kind) else len(line)
            for (i, one), (j, other) in combinations(enumerate(line), 2):
                if i < first or j + (j >= at) - i - (i >= at) > REACH:
                    yield key, one, other
            return
        yield from self._across(key, line, at, REACH, skip=False)

    def _across(self, key: int, line: list[T], at: int, reach: int, *, skip: bool) -> Iterator[Pair]:
        """Pairs on both sides of a rank that are `reach` apart: those that the change there parted or brought
        together."""
        kind = block_kind(key)
        if not neighbours_meet(kind):
            return
        first = self._dateless(kind, line)
        for i in range(max(first, at - reach + skip), at):
            j = i + reach
            if at <= j < len(line):
                yield key, line[i], line[j]

    def _members(self, key: int) -> list[T]:
        held = self._few.get(key)
        return held if isinstance(held, list) else [] if held is None else [held]

    def _dateless(self, kind: int, line: list[T]) -> int:
        if not line or not dateless_one(kind, self._order(line[0])[0]):
            return 0
        return bisect_right(line, -math.inf, key=lambda member: self._order(member)[0])
