"""Two small convex fits, by L-BFGS in numpy: which of several (conditional logit), and whether (logistic)."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sightline.places.rank import Table

if TYPE_CHECKING:
    from training.ranking import Example

Array = Any
Objective = Callable[[Array], tuple[float, Array]]


def conditional(given: "Sequence[tuple[Example, float]]", l2: float) -> Table:
    """Feature -> weight, so that what is meant has the greatest share among the rows of its name. That no number
    of people is known says nothing of what is meant, only of how sure that is."""
    names = sorted({f.name for e, _ in given for found in e.found for f in found} - {"people unknown"})
    index = {n: i for i, n in enumerate(names)}
    rows = [found for e, _ in given for found in e.found]
    x = np.zeros((len(rows), len(names)))
    for i, found in enumerate(rows):
        for feature in (f for f in found if f.name in index):
            x[i, index[feature.name]] += feature.value
    group = np.repeat(np.arange(len(given)), [len(e.found) for e, _ in given])
    first = np.searchsorted(group, np.arange(len(given)))
    meant = np.array([m for e, _ in given for m in e.meant], float)
    weight = np.array([k for _, k in given])

    def objective(w: Array) -> tuple[float, Array]:
        points = x @ w
        shares = np.exp(points - np.maximum.reduceat(points, first)[group])
        total = np.add.reduceat(shares, first)
        right = np.maximum(np.add.reduceat(shares * meant, first), 1e-300)
        pull = shares / total[group] - shares * meant / right[group]
        loss = -(weight * np.log(right / total)).sum() + l2 / 2 * (w @ w)
        return float(loss), x.T @ (pull * weight[group]) + l2 * w

    return _rounded(names, minimum(objective, len(names)))


def logistic(given: Sequence[tuple[dict[str, float], bool, float]], l2: float) -> Table:
    """Sign -> weight, so that the probability is that of being right."""
    names = sorted({n for signs, _, _ in given for n in signs})
    x = np.array([[signs.get(n, 0.0) for n in names] for signs, _, _ in given])
    y = np.array([float(right) for _, right, _ in given])
    weight = np.array([k for _, _, k in given])

    def objective(w: Array) -> tuple[float, Array]:
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        loss = -(weight * (y * np.log(p) + (1 - y) * np.log(1 - p))).sum() + l2 / 2 * (w @ w)
        return float(loss), x.T @ ((p - y) * weight) + l2 * w

    return _rounded(names, minimum(objective, len(names)))


def _rounded(names: list[str], w: Array) -> Table:
    return {n: round(float(v), 4) for n, v in zip(names, w, strict=True)}


def minimum(objective: Objective, size: int, steps: int = 400) -> Array:
    """L-BFGS with a backtracking line search (Nocedal and Wright, algorithm 7.4), from zero."""
    w = np.zeros(size)
    memory: list[tuple[Array, Array]] = []
    loss, slope = objective(w)
    for _ in range(steps):
        way = _direction(slope, memory)
        pace, (low, after) = 1.0, objective(w - way)
        while low > loss - 1e-4 * pace * (slope @ way) and pace > 1e-9:
            pace /= 2
            low, after = objective(w - pace * way)
        if (change := after - slope) @ (-way) > 0:
            memory = [*memory[-9:], (-pace * way, change)]
        small = abs(loss - low) < 1e-9 * max(abs(loss), 1.0)
        w, loss, slope = w - pace * way, low, after
        if small:
            break
    return w


def _direction(slope: Array, memory: list[tuple[Array, Array]]) -> Array:
    if not memory:
        return slope / max(1.0, float(np.linalg.norm(slope)))
    q, held = slope.copy(), []
    for step, change in reversed(memory):
        a = (step @ q) / (change @ step)
        held.append(a)
        q -= a * change
    step, change = memory[-1]
    q *= (step @ change) / (change @ change)
    for (step, change), a in zip(memory, reversed(held), strict=True):
        q += step * (a - (change @ q) / (change @ step))
    return q
