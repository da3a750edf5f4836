"""Bonds: what judgements put together and apart, as clustering takes it: hard, and local to the claims named."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

Apart = tuple[frozenset[str], frozenset[str]]
Marks = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Bonds:
    """together: ids of claims that are one happening; the sets share none. apart: no claim of the first is of one
    happening with one of the second; never against `together`."""

    together: tuple[frozenset[str], ...] = ()
    apart: tuple[Apart, ...] = ()

    def differ(self, other: "Bonds") -> frozenset[str]:
        """The claims that something is said of in one only."""
        groups = set(self.together) ^ set(other.together)
        pairs = set(self.apart) ^ set(other.apart)
        return frozenset().union(*groups, *(one | two for one, two in pairs))


NO_BONDS = Bonds()


def marks_of(bonds: Bonds) -> Mapping[str, Marks]:
    """Claim id -> (number of a pair, side it stands on); what stands on different sides of one pair is kept
    apart. The number follows from the pair, so it is the same whatever else is judged."""
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for pair in bonds.apart:
        number = crc32("|".join(",".join(sorted(side)) for side in pair).encode())
        for side, ids in enumerate(pair):
            for one in ids:
                found[one].add((number, side))
    return {one: frozenset(marks) for one, marks in found.items()}
