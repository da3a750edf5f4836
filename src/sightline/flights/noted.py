"""A Movement of rows of a Near: the one place that turns them into rows of the track."""

import numpy as np

from sightline.flights.movement import Movement, MovementKind, Tier
from sightline.flights.near import Near


def noted(
    address: str,
    n: Near,
    rows: tuple[int, int],
    kind: MovementKind,
    tier: Tier,
    times: tuple[float, float],
    reasons: tuple[str, ...],
    *,
    runway: str | None = None,
    lowest_ft: float | None = None,
) -> Movement:
    """rows: first and last, inclusive; times: seconds UTC between which it happened."""
    seen = (int(n.rows[rows[0]]), int(n.rows[rows[1]]) + 1)
    return Movement(kind, tier, address, n.field.ref, *times, runway, lowest_ft, seen, reasons)


def lowest(n: Near, first: int, last: int) -> float | None:
    """Feet above the field, by pressure, of the lowest of these rows and a few beside them."""
    high = n.high[max(first - 5, 0) : last + 6]
    return float(np.nanmin(high)) if np.isfinite(high).any() else None
