"""Methods that `bench.values` is measured against, as published, on one table: estimates by object.

median, mean, vote; TruthFinder (Yin, Han, Yu, KDD 2007); ACCU (Dong et al., VLDB 2009, without copying); CRH with
weighted median (Li et al., SIGMOD 2014); CATD (Li et al., VLDB 2014); GTM (Zhao, Han, QDB 2012).
"""

from collections.abc import Callable

import numpy as np

from sightline.fusion.reconcile import Numbers
from sightline.fusion.scales import medians

Floats = np.ndarray


def mean(c: Numbers, objects: int, _: int) -> Floats:
    return _mean(c, np.ones(len(c.value)), objects)


def _mean(c: Numbers, w: Floats, objects: int) -> Floats:
    total = np.bincount(c.object, w, minlength=objects)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.bincount(c.object, w * c.value, minlength=objects) / total


def median(c: Numbers, objects: int, _: int) -> Floats:
    return medians(c.object, c.value, objects)


def weighted_median(c: Numbers, w: Floats, objects: int) -> Floats:
    order = np.lexsort((c.value, c.object))
    o, v, w = c.object[order], c.value[order], w[order]
    total = np.bincount(o, w, minlength=objects)
    run = np.cumsum(w)
    first = np.flatnonzero(np.diff(o, prepend=-1))
    run -= np.repeat((run - w)[first], np.diff(np.append(first, len(o))))
    hit = np.flatnonzero(run >= total[o] / 2 - 1e-12)
    at, where = np.unique(o[hit], return_index=True)
    found = np.full(objects, np.nan)
    found[at] = v[hit[where]]
    return found


def _facts(c: Numbers) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which fact (object and value) a claim states; each fact's object and value."""
    order = np.lexsort((c.value, c.object))
    new = (np.diff(c.object[order], prepend=-1) != 0) | (np.diff(c.value[order], prepend=np.nan) != 0)
    fact = np.empty(len(order), np.int64)
    fact[order] = np.cumsum(new) - 1
    rows = order[new]
    return fact, c.object[rows], c.value[rows]


def _top(score: Floats, o: np.ndarray, v: Floats, objects: int) -> Floats:
    chance = np.random.default_rng(0).random(len(v))  # ties are drawn by lot
    order = np.lexsort((chance, -np.round(score, 9), o))
    at, first = np.unique(o[order], return_index=True)
    found = np.full(objects, np.nan)
    found[at] = v[order][first]
    return found


def vote(c: Numbers, objects: int, _: int) -> Floats:
    fact, o, v = _facts(c)
    return _top(np.bincount(fact).astype(float), o, v, objects)


def truthfinder(
    c: Numbers, objects: int, sources: int, rho: float = 0.5, gamma: float = 0.3, rounds: int = 15
) -> Floats:
    """Implication between numbers: exp(-relative distance), as the paper suggests for numbers, minus 0.5."""
    fact, o, v = _facts(c)
    trust = np.full(sources, 0.9)
    many = np.bincount(c.source, minlength=sources)
    pairs = _fact_pairs(o)
    near = np.exp(-np.abs(v[pairs[0]] - v[pairs[1]]) / np.maximum(np.abs(v[pairs[0]]), 1e-9) * 10) - 0.5
    score = np.zeros(len(v))
    for _ in range(rounds):
        tau = -np.log(np.maximum(1 - trust, 1e-9))
        own = np.bincount(fact, tau[c.source], minlength=len(v))
        score = own + rho * np.bincount(pairs[1], own[pairs[0]] * near, minlength=len(v))
        sure = 1 / (1 + np.exp(-np.clip(gamma * score, -50, 50)))
        new = np.bincount(c.source, sure[fact], minlength=sources) / np.maximum(many, 1)
        done = np.abs(new - trust).max() < 1e-4
        trust = np.clip(new, 0, 1 - 1e-9)
        if done:
            break
    return _top(score, o, v, objects)


def _fact_pairs(o: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    first = np.flatnonzero(np.diff(o, prepend=-1))
    size = np.diff(np.append(first, len(o)))
    size, first = size[size <= 60], first[size <= 60]
    a = np.repeat(
        np.concatenate([np.arange(f, f + n) for f, n in zip(first, size, strict=True)]), np.repeat(size, size)
    )
    b = np.concatenate([np.tile(np.arange(f, f + n), n) for f, n in zip(first, size, strict=True)])
    return a[a != b], b[a != b]


def accu(c: Numbers, objects: int, sources: int, n: float = 20.0, rounds: int = 15) -> Floats:
    """Bayes with source accuracy; n false values an object, equally probable."""
    fact, o, v = _facts(c)
    accuracy, many = np.full(sources, 0.8), np.bincount(c.source, minlength=sources)
    score = np.zeros(len(v))
    for _ in range(rounds):
        score = np.bincount(fact, np.log(n * accuracy / (1 - accuracy))[c.source], minlength=len(v))
        top = np.full(objects, -np.inf)
        np.maximum.at(top, o, score)
        chance = np.exp(score - top[o])
        chance /= np.bincount(o, chance, minlength=objects)[o]
        accuracy = np.clip(
            np.bincount(c.source, chance[fact], minlength=sources) / np.maximum(many, 1), 0.02, 0.98
        )
    return _top(score, o, v, objects)


def _deviation(c: Numbers, objects: int) -> Floats:
    centre = _mean(c, np.ones(len(c.value)), objects)
    var = _mean(
        Numbers(c.source, c.object, (c.value - centre[c.object]) ** 2, c.low, c.high),
        np.ones(len(c.value)),
        objects,
    )
    return np.maximum(np.sqrt(np.nan_to_num(var)), 1e-9)


def crh(c: Numbers, objects: int, sources: int, rounds: int = 10) -> Floats:
    sd, truth = _deviation(c, objects), median(c, objects, sources)
    many = np.maximum(np.bincount(c.source, minlength=sources), 1)
    for _ in range(rounds):
        loss = (
            np.bincount(c.source, np.abs(c.value - truth[c.object]) / sd[c.object], minlength=sources) / many
        )
        loss = np.maximum(loss, 1e-6)
        weight = -np.log(loss / loss.sum())
        truth = weighted_median(c, np.maximum(weight, 1e-9)[c.source], objects)
    return truth


def catd(c: Numbers, objects: int, sources: int, rounds: int = 10) -> Floats:
    sd, truth = _deviation(c, objects), median(c, objects, sources)
    many = np.bincount(c.source, minlength=sources)
    for _ in range(rounds):
        loss = np.bincount(c.source, ((c.value - truth[c.object]) / sd[c.object]) ** 2, minlength=sources)
        weight = _chi2_low(many) / np.maximum(loss, 1e-6)
        truth = _mean(c, weight[c.source], objects)
    return truth


def _chi2_low(n: np.ndarray) -> Floats:
    """The 2.5 % quantile of chi-square (Wilson, Hilferty 1931)."""
    n = np.maximum(n, 1)
    return n * np.maximum(1 - 2 / (9 * n) - 1.96 * np.sqrt(2 / (9 * n)), 0.01) ** 3


def gtm(c: Numbers, objects: int, sources: int, rounds: int = 15) -> Floats:
    """With the paper's normalising and priors (alpha 10, beta 10, mu 0, sigma 1); median first."""
    centre, sd = median(c, objects, sources), _deviation(c, objects)
    z = (c.value - centre[c.object]) / sd[c.object]
    variance, truth = np.ones(sources), np.zeros(objects)
    many = np.bincount(c.source, minlength=sources)
    for _ in range(rounds):
        w = 1 / variance[c.source]
        truth = np.bincount(c.object, w * z, minlength=objects) / (
            1 + np.bincount(c.object, w, minlength=objects)
        )
        square = np.bincount(c.source, (z - truth[c.object]) ** 2, minlength=sources)
        variance = (2 * 10 + square) / (2 * (10 + 1) + many)
    return truth * sd + centre


BASELINES: dict[str, Callable[[Numbers, int, int], Floats]] = {
    "median": median, "mean": mean, "vote": vote, "TruthFinder": truthfinder, "ACCU": accu, "CRH": crh, "CATD": catd, "GTM": gtm,
}  # fmt: skip
