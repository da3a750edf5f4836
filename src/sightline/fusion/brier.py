"""How well forecasts did: the Brier score, its range where odds are ranges, its parts, and a table of calibration.

Brier 1950, "Verification of forecasts expressed in terms of probability" (here the form for yes and no, 0 best, 1
worst); Murphy 1973, "A new vector partition of the probability score". A word of likelihood is a range, not a
number: the score of its middle is given with the best and worst that the range allows. Beside it stands what
somebody would have scored who always said the share that came about, known only afterwards: with few forecasts
it is a hard mark, and one in two (0.25) an easy one.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sightline.model.forecast import Forecast

CALIBRATION_FROM = 10  # scored forecasts from which a table says anything
MURPHY_FROM = 30  # ... from which the parts of the score do
EVEN_ODDS = 0.25  # the score of always saying one in two
Z90 = 1.6449  # of a two-sided interval of 90 in a hundred


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of one range of odds. low, high: the range. share: how many came about; sure: the interval of
    Wilson 1927 for it, of 90 in a hundred."""

    low: float
    high: float
    n: int
    happened: int
    sure: tuple[float, float]

    @property
    def share(self) -> float:
        return self.happened / self.n


@dataclass(frozen=True, slots=True)
class Score:
    """counted: forecasts, resolved: those with an outcome, n: those with odds too, which alone are scored; all
    that follows is None where n is 0. mean: of the middles of the ranges; best, worst: what the ranges allow.
    reference: of always giving the share that came about. parts: (reliability, resolution, uncertainty) from
    MURPHY_FROM on; bins from CALIBRATION_FROM on."""

    counted: int
    resolved: int
    n: int
    mean: float | None = None
    best: float | None = None
    worst: float | None = None
    reference: float | None = None
    parts: tuple[float, float, float] | None = None
    bins: tuple[Bin, ...] = ()


def score(forecasts: Iterable[Forecast]) -> Score:
    """Plans are counted where they have an outcome, never scored: nobody gave odds for them."""
    held = list(forecasts)
    rows = sorted(
        (f.likelihood.low, f.likelihood.high, f.outcome.happened) for f in held if f.likelihood and f.outcome
    )
    known, n = sum(f.outcome is not None for f in held), len(rows)
    if not rows:
        return Score(len(held), known, 0)
    base = sum(happened for *_, happened in rows) / n
    return Score(
        counted=len(held),
        resolved=known,
        n=n,
        mean=_mean([_miss((low + high) / 2, happened) for low, high, happened in rows]),
        best=_mean([_miss(high if happened else low, happened) for low, high, happened in rows]),
        worst=_mean([_miss(low if happened else high, happened) for low, high, happened in rows]),
        reference=round(base * (1 - base), 4),
        parts=_parts(rows, base) if n >= MURPHY_FROM else None,
        bins=_bins(rows) if n >= CALIBRATION_FROM else (),
    )


def _miss(odds: float, happened: bool) -> float:
    return (odds - happened) ** 2


def _mean(values: Sequence[float]) -> float:
    return round(math.fsum(values) / len(values), 4)


def _grouped(rows: Sequence[tuple[float, float, bool]]) -> dict[tuple[float, float], list[bool]]:
    found: dict[tuple[float, float], list[bool]] = defaultdict(list)
    for low, high, happened in rows:
        found[low, high].append(happened)
    return found


def _parts(rows: Sequence[tuple[float, float, bool]], base: float) -> tuple[float, float, float]:
    """Murphy's: reliability - resolution + uncertainty is the score of the middles."""
    groups, n = _grouped(rows), len(rows)
    shares = [((low + high) / 2, len(of), sum(of) / len(of)) for (low, high), of in groups.items()]
    reliability = math.fsum(k * (odds - share) ** 2 for odds, k, share in shares) / n
    resolution = math.fsum(k * (share - base) ** 2 for _, k, share in shares) / n
    return round(reliability, 4), round(resolution, 4), round(base * (1 - base), 4)


def _bins(rows: Sequence[tuple[float, float, bool]]) -> tuple[Bin, ...]:
    return tuple(
        Bin(low, high, len(of), sum(of), wilson(sum(of), len(of)))
        for (low, high), of in sorted(_grouped(rows).items())
    )


def wilson(successes: int, n: int, z: float = Z90) -> tuple[float, float]:
    """The interval of Wilson 1927 for a share, two-sided, 90 in a hundred unless z says otherwise; (0, 1) of
    nothing."""
    if n == 0:
        return 0.0, 1.0
    share, z2 = successes / n, z * z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4)
