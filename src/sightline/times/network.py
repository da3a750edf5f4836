"""A simple temporal network: days with bounds, tied by differences, tightened by shortest paths.

After Dechter, Meiri, Pearl, "Temporal constraint networks" (1991): a tie "b is low to high days after a" is
two edges; bounds are edges from a common origin; the shortest paths are the tightest bounds, and a negative
circle means that the ties contradict each other. Day numbers are proleptic Gregorian ordinals.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Bounds = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Tie:
    """Day of `later` minus day of `earlier` lies in [low, high]; None: no limit on that side."""

    earlier: str
    later: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Tightened:
    """bounds: of every node that was given. dropped: positions of the ties that contradict those before them."""

    bounds: dict[str, Bounds]
    dropped: tuple[int, ...]


def tighten(bounds: dict[str, Bounds], ties: Sequence[Tie]) -> Tightened:
    """The tightest bounds under all ties that can hold together; a tie that contradicts the bounds and the
    ties before it is left out, and the others stand. Each given bound must have its low at or below its high.
    """
    known = dict(bounds)
    kept: list[Tie] = []
    dropped: list[int] = []
    for position, tie in enumerate(ties):
        if tie.earlier == tie.later or not {tie.earlier, tie.later} <= known.keys():
            dropped.append(position)
            continue
        tried = _settled(known, [*kept, tie])
        if tried is None:
            dropped.append(position)
        else:
            known = tried
            kept.append(tie)
    return Tightened(known, tuple(dropped))


def _settled(bounds: dict[str, Bounds], ties: list[Tie]) -> dict[str, Bounds] | None:
    """Bounds passed along the ties until nothing moves (Bellman-Ford); None where they contradict."""
    known = dict(bounds)
    for _ in range(len(known) + 1):
        moved = False
        for tie in ties:
            a, b = known[tie.earlier], known[tie.later]
            new_b = _cut(b, _plus(a[0], tie.low), _plus(a[1], tie.high))
            new_a = _cut(a, _minus(new_b[0], tie.high), _minus(new_b[1], tie.low))
            moved = moved or new_a != a or new_b != b
            known[tie.earlier], known[tie.later] = new_a, new_b
            if _empty(new_a) or _empty(new_b):
                return None
        if not moved:
            return None if _circle(known, ties) else known
    return None


def _circle(known: dict[str, Bounds], ties: list[Tie]) -> bool:
    """Whether the ties contradict each other even where no bounds show it."""
    reach = dict.fromkeys(known, 0.0)
    edges = [(t.earlier, t.later, t.high) for t in ties if t.high is not None]
    edges += [(t.later, t.earlier, -t.low) for t in ties if t.low is not None]
    for _ in range(len(reach) + 1):
        moved = False
        for a, b, weight in edges:
            if reach[a] + weight < reach[b] - 1e-9:
                reach[b], moved = reach[a] + weight, True
        if not moved:
            return False
    return True


def _plus(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a + b


def _minus(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a - b


def _cut(bounds: Bounds, low: float | None, high: float | None) -> Bounds:
    lows = [x for x in (bounds[0], low) if x is not None]
    highs = [x for x in (bounds[1], high) if x is not None]
    return (max(lows) if lows else None, min(highs) if highs else None)


def _empty(bounds: Bounds) -> bool:
    return bounds[0] is not None and bounds[1] is not None and bounds[0] > bounds[1] + 1e-9
