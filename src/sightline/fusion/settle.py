"""settle: what a few voices' intervals for one number come to. Plain arithmetic on what was said; nothing is learnt.

`reconcile` judges hundreds of sources by thousands of claims; the voices of one event are too few for that. So the
number that most voices allow is the best estimate (the point in most of the intervals, as in interval fusion after
Marzullo 1984), and the range holds every figure that a voice stands by, unless one is clearly supported.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Ends = tuple[float | None, float | None]

CLEAR_VOICES, CLEAR_TIMES = 3, 3.0  # voices for one figure, and how many times the weight of all others


@dataclass(frozen=True, slots=True)
class Voiced:
    """What one voice says: low, high (None: no limit). weight: what its word counts. likely: the number within that
    it most likely means, where it gives several."""

    voice: str
    low: float | None
    high: float | None
    weight: float = 1.0
    claims: tuple[str, ...] = ()
    likely: float | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """low, high: the range. estimate: the best number within, None where there is none that is better than others.
    words: why."""

    low: float | None
    high: float | None
    estimate: float | None
    words: str


def settle(said: Sequence[Voiced]) -> Settled:
    """The order of voices does not matter; a voice that agrees with the range never widens it. Raises ValueError
    where nobody says anything."""
    if not said:
        raise ValueError("nobody says how many")
    if shared := meeting([(v.low, v.high) for v in said]):
        low, high = shared
        estimate = _likely(said, low, high)
        return Settled(low, high, estimate, _agreed(said, estimate))
    leading = _leading(said)
    if leading is None:
        low, high = _hull([(v.low, v.high) for v in _narrowed(said)])
        return Settled(low, high, None, "No figure is given by more voices than another: no best estimate")
    camp = [v for v in said if _within(leading, (v.low, v.high))]
    rest = [v for v in said if v not in camp]
    estimate = _likely(camp, *leading)
    told = f"{_voices(len(camp))} of {len(said)} agree on the best estimate"
    mine, others = sum(v.weight for v in camp), sum(v.weight for v in rest)
    if len(camp) >= CLEAR_VOICES and mine >= CLEAR_TIMES * others:
        out = "the other figure is" if len(rest) == 1 else "the other figures are"
        return Settled(
            *leading,
            estimate,
            f"{told}; {out} left out of the range and {'stands' if len(rest) == 1 else 'stand'} as a contradiction",
        )
    low, high = _hull([leading, *((v.low, v.high) for v in _narrowed(rest))])
    return Settled(low, high, estimate, f"{told}; the range holds the others too")


def meeting(many: Sequence[Ends]) -> Ends | None:
    """What all intervals have in common; None where they have nothing."""
    lows = [low for low, _ in many if low is not None]
    highs = [high for _, high in many if high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low > high else (low, high)


def middle(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else (low + high) / 2


def _within(inner: Ends, outer: Ends) -> bool:
    return (outer[0] is None or (inner[0] is not None and outer[0] <= inner[0])) and (
        outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    )


def _leading(said: Sequence[Voiced]) -> Ends | None:
    """Where most voices, by weight, overlap; None where two places are equal."""
    best: set[Ends] = set()
    most = 0.0
    for point in {end for v in said for end in (v.low, v.high) if end is not None}:
        camp = [v for v in said if _within((point, point), (v.low, v.high))]
        weight = sum(sorted(v.weight for v in camp))
        shared = meeting([(v.low, v.high) for v in camp])
        assert shared is not None
        if weight > most + 1e-9:
            best, most = {shared}, weight
        elif weight > most - 1e-9:
            best.add(shared)
    return next(iter(best)) if len(best) == 1 else None


def _narrowed(said: Sequence[Voiced]) -> list[Voiced]:
    """Voices without those that only repeat another's figure less exactly."""
    return [
        v
        for v in said
        if not any(
            (w.low, w.high) != (v.low, v.high) and _within((w.low, w.high), (v.low, v.high)) for w in said
        )
    ]


def _hull(many: Sequence[Ends]) -> Ends:
    lows, highs = [low for low, _ in many], [high for _, high in many]
    return (
        None if None in lows else min(x for x in lows if x is not None),
        None if None in highs else max(x for x in highs if x is not None),
    )


def _likely(said: Sequence[Voiced], low: float | None, high: float | None) -> float | None:
    """The number that a voice gives for the most likely, where it is within the range; else its middle."""
    meant = [v.likely for v in said if v.likely is not None and _within((v.likely, v.likely), (low, high))]
    return max(meant) if meant else middle(low, high)


def _agreed(said: Sequence[Voiced], estimate: float | None) -> str:
    if len(said) == 1:
        return "One voice says so"
    if estimate is None:
        return f"{_voices(len(said))} agree, but set no limit on one side: no best estimate"
    return f"{_voices(len(said))} agree"


def _voices(many: int) -> str:
    return "One voice" if many == 1 else f"{many} voices"
