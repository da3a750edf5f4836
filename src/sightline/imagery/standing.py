"""against_controls: how a site stands on each date beside ground elsewhere on the same date; rank: a p without a distribution."""

import numpy as np

from sightline.imagery.baseline import median
from sightline.imagery.stack import Mask, Values

# Fewer control windows than this tell too little about a date.
FEW = 8
# A lead over another date that is smaller counts as a tie, in upper spreads of the control windows: half the standard error of the middle of 25 of
# them. Later dates differ from earlier ones by a slow drift that no rank can know of; this leaves room for it (docs/imagery.md).
LEAD = 0.15


def own_level(tops: Values) -> Values:
    """(date, place) of maxima -> their logarithms less the place's own median over the dates: some ground is always busier."""
    logs = np.log(np.maximum(tops, 1e-3))
    made: Values = logs - median(logs)
    return made


def held(windows: Values) -> Mask:
    """(date, window) -> (date,): on which dates enough control windows are seen to hold the area against."""
    made: Mask = np.isfinite(windows).sum(axis=1) >= FEW
    return made


def against_controls(tops: Values, windows: Values) -> Values:
    """tops (date,) of the area, windows (date, window) -> (date,): how many upper spreads of that date's windows the area stands
    above their middle: on a wet or hazy date all of the scene is high, and the tails are longer."""
    own, others = own_level(tops[:, None])[:, 0], own_level(windows)
    middle = median(others, axis=1)
    above = np.fmax(others - middle[:, None], 0)
    spread = np.nansum(above, axis=1) / np.maximum((above > 0).sum(axis=1), 1)
    # No date is called calm by the luck of few windows: half the usual spread is the least.
    made: Values = (own - middle) / np.maximum(spread, max(0.5 * float(np.median(spread)), 1e-6))
    return made


def rank(value: float | np.floating, others: Values, lead: float = 0.0) -> float:
    """(1 + how many others are as high) / (1 + how many there are): ties count against, and so do NaN among the others and those
    that are less than `lead` lower. Phipson & Smyth 2010."""
    low = int((others < value - lead).sum())
    return (1 + len(others) - low) / (1 + len(others))
