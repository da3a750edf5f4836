"""Scales: what makes numbers about unlike objects comparable, before sources are judged by them."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

SMOOTH = 1.5  # how much oftener than either neighbour the same number comes up where errors are as small as the step
PRIOR_OBJECTS = 3.0  # an object's own spread weighs as much as what its size lets expect after so many values
PRIOR_PAIRS = 30  # as many pairs of claims that agree are supposed before any is seen
SLOPES = np.linspace(0.0, 1.25, 26)
MOST_FITTED = 20_000
POWERS = (1, 2, 3, 6, 9)  # tens by which units are mistaken: percent, thousands, millions
UNIT_SHARE, UNIT_CLAIMS = 0.7, 5


def medians(group: Ints, value: Floats, groups: int) -> Floats:
    """The median of each group; NaN where it is empty."""
    order = np.lexsort((value, group))
    count = np.bincount(group, minlength=groups)
    start = np.cumsum(count) - count
    found = np.full(groups, np.nan)
    some = count > 0
    low, high = start[some] + (count[some] - 1) // 2, start[some] + count[some] // 2
    found[some] = (value[order[low]] + value[order[high]]) / 2
    return found


def proportional(group: Ints, value: Floats, groups: int) -> Bools:
    """By object, whether its numbers are better compared as ratios than as differences: where all are above 0, and
    the set's errors are nearer to symmetrical in logarithms (a crowd's guesses) than as they stand (degrees)."""
    positive = np.ones(groups, dtype=bool)
    positive[group[value <= 0]] = False
    rows = positive[group]
    if not rows.any():
        return positive
    lean = abs(_lean(group[rows], value[rows], groups)), abs(_lean(group[rows], np.log(value[rows]), groups))
    return positive & (lean[1] < lean[0])


def _lean(group: Ints, value: Floats, groups: int) -> float:
    """How lopsided values lie about their objects' medians, from -1 to 1; of objects of three or more values."""
    middle = medians(group, value, groups)
    low, high = np.full(groups, np.inf), np.full(groups, -np.inf)
    np.minimum.at(low, group, value)
    np.maximum.at(high, group, value)
    some = (np.bincount(group, minlength=groups) >= 3) & (high > low)
    low, high, middle = low[some], high[some], middle[some]
    return float(np.mean((high + low - 2 * middle) / (high - low))) if len(low) else 0.0


def object_scale(group: Ints, value: Floats, size: Floats, groups: int) -> Floats:
    """How far claims about an object that miss each other lie apart, > 0: the median distance of its differing
    values from its median, drawn towards what objects of its size show in this set (a line in logarithms, from
    constant to proportional errors). size: logarithm of how large an object's numbers are."""
    middle = medians(group, value, groups)
    apart = np.abs(value - middle[group])
    off = apart > 1e-9 * np.maximum(np.abs(middle[group]), 1e-9)
    if not off.any():
        return np.maximum(np.abs(np.nan_to_num(middle)), 1.0) * 0.01
    log_off = np.log(apart[off])
    count = np.bincount(group[off], minlength=groups)
    own = medians(group[off], log_off, groups)
    seen = count > 0
    base, slope = _line(size[seen], own[seen])
    expected = base + slope * size
    return np.exp((count * np.where(seen, own, 0.0) + PRIOR_OBJECTS * expected) / (count + PRIOR_OBJECTS))


def _line(x: Floats, y: Floats) -> tuple[float, float]:
    """Least absolute deviations of y on x, slope held between 0 and 1.25."""
    step = max(1, len(x) // MOST_FITTED)
    x, y = x[::step], y[::step]
    fits = [(np.median(y - s * x), s) for s in SLOPES]
    cost = [np.abs(y - s * x - b).mean() for b, s in fits]
    best = fits[int(np.argmin(cost))]
    return float(best[0]), float(best[1])


def source_units(source: Ints, group: Ints, value: Floats, groups: int, sources: int) -> Floats:
    """By source, what to multiply its numbers with: a power of ten where nearly all of them miss the others'
    median by that power (a source that counts in thousands), else 1."""
    factor = np.ones(sources)
    count = np.bincount(group, minlength=groups)
    middle = medians(group, value, groups)
    fit = (count[group] >= 3) & (value * np.nan_to_num(middle)[group] > 0)
    if not fit.any():
        return factor
    ratio = np.log10(value[fit] / middle[group[fit]])
    power = np.round(ratio)
    slip = np.isin(np.abs(power), POWERS) & (np.abs(ratio - power) < 0.1)
    who, total = source[fit], np.bincount(source[fit], minlength=sources)
    for p in (sign * p for p in POWERS for sign in (1, -1)):
        hits = np.bincount(who[slip & (power == p)], minlength=sources)
        factor[(total >= UNIT_CLAIMS) & (hits >= UNIT_SHARE * total)] = 10.0**-p
    return factor


def exactness(source: Ints, group: Ints, value: Floats, step: Floats) -> float:
    """From 0 to 1: how far sources look numbers up rather than measure them. Measurements that scatter agree about as
    often as they miss each other by one printed step; what is looked up agrees far oftener, and is so in a good part
    of all pairs. step: how finely a number is printed. Sources are compared with the next ones about an object that
    print as finely. A set of few pairs tells little: it is taken to be looked up until it shows otherwise."""
    order = np.lexsort((source * 7919 % 10007, group))
    g, v, w = group[order], value[order], step[order]
    same = near = wider = pairs = 0
    for gap in (1, 2, 3, 4, 5):
        pair = (g[gap:] == g[:-gap]) & (np.abs(w[gap:] - w[:-gap]) <= 0.01 * w[gap:])
        apart = np.abs(v[gap:] - v[:-gap])[pair]
        wide = np.maximum(w[gap:][pair], 1e-9 * np.abs(v[gap:])[pair])
        pairs += len(apart)
        same += int((apart <= 0.5 * wide).sum())
        near += int(((apart > 0.5 * wide) & (apart <= 1.5 * wide)).sum())
        wider += int(((apart > 0.5 * wide) & (apart <= 10.5 * wide)).sum())
    chance = max(near / 2, wider / 20)  # pairs by step, on either side
    chance += 2.0 * np.sqrt(chance)
    beyond = max(0.0, same - SMOOTH * float(chance))
    shown = 0.0
    if beyond:
        # the share of claims that are exact, where two have to be for a pair to agree
        often = float(np.sqrt(beyond / pairs))
        shown = min(_ramp(beyond / same, 0.2, 0.5), _ramp(often, 0.15, 0.35))
    return (shown * pairs + PRIOR_PAIRS) / (pairs + PRIOR_PAIRS) if pairs < 100 * PRIOR_PAIRS else shown


def _ramp(x: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (x - low) / (high - low)))
