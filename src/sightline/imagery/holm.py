"""holm: several tests of one claim (dates, sensors), told together."""

from collections.abc import Sequence


def holm(ps: Sequence[float]) -> tuple[float, ...]:
    """Adjusted p-values in the order given (Holm 1979): however the tests hang together, the chance that any true "nothing
    happened" among them comes out below alpha is at most alpha."""
    order = sorted(range(len(ps)), key=lambda n: ps[n])
    adjusted, worst = [0.0] * len(ps), 0.0
    for place, n in enumerate(order):
        worst = max(worst, min(1.0, ps[n] * (len(ps) - place)))
        adjusted[n] = worst
    return tuple(adjusted)


def lasting(ps: Sequence[float]) -> float:
    """One p for "changed on every one of these dates": the largest, needing no adjustment (intersection-union test, Berger
    1982). For what is claimed to stay."""
    return max(ps, default=1.0)


def attainable(smallest: Sequence[float], alpha: float = 0.05) -> bool:
    """Whether any of these tests could have come out significant after Holm's adjustment: smallest: the least p of each."""
    return any(p <= alpha for p in holm(smallest))


def too_few(smallest: Sequence[float], alpha: float = 0.05) -> str:
    """Why nothing could have been significant, for a reader; "" where something could."""
    if not smallest or attainable(smallest, alpha):
        return ""
    least, tests = min(smallest), len(smallest)
    if least > alpha:
        return f"Nothing could have been significant: the smallest p that could come out is {least:.3f}"
    return f"Nothing could have been significant: the smallest p that could come out is {least:.3f}, and {tests} tests were made"
