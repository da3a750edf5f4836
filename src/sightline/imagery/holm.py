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


def attainable(smallest: Sequence[float], alpha: float = 0.05) -> bool:
    """Whether any of these tests could have come out significant after Holm's adjustment: smallest: the least p of each."""
    return any(p <= alpha for p in holm(smallest))
