"""reconcile: many sources' conflicting numbers about many objects, to one estimate and range an object.

A mixture model, fitted by expectation-maximisation over all objects at once. A claim either gives the true value
exactly (to the digits it prints), or misses it by noise of its source's own spread and bias, or slips in the unit
(a power of ten, the sign), or is an error with no relation to it. How common each is, is learnt for the whole set
and for each source, shrunk to the whole where a source has few claims; so sets in which sources copy one register
(prices, populations) and sets in which everyone measures for himself (weather, guesses) need no switch.

What it takes from the literature: source accuracy against agreement, and copying shown by shared errors (ACCU and
DEPEN: Dong, Berti-Equille, Srivastava, VLDB 2009); a Gaussian truth model with a scale for each object (GTM: Zhao,
Han, QDB 2012); sources of few claims held near the rest (CATD: Li et al., VLDB 2014).
"""

from dataclasses import dataclass, replace

import numpy as np

from sightline.fusion.mixture import START, Mixture
from sightline.fusion.scales import proportional, source_units
from sightline.fusion.tabled import Floats, Ints, Numbers

__all__ = ["Numbers", "Reconciled", "reconcile"]

ROUNDS = 8
COPYING_AFTER = 2  # rounds before copying is looked for


@dataclass(frozen=True, slots=True)
class Reconciled:
    """By object: estimate, low, high (NaN where no claim). By source: exact, the share of its claims that give the
    true value; voice, the number of the group that it copies within."""

    estimate: Floats
    low: Floats
    high: Floats
    exact: Floats
    voice: Ints


def reconcile(claims: Numbers, objects: int, sources: int, kinds: Ints | None = None) -> Reconciled:
    """kinds: by object, a small number for what is counted (price, volume), where that is known: a source may be
    good at one and mean another thing by the other. The order of rows does not matter. Raises ValueError where
    columns differ in length."""
    if len({len(c) for c in (claims.source, claims.object, claims.value, claims.low, claims.high)}) != 1:
        raise ValueError("the columns differ in length")
    if not len(claims.value):
        nothing = np.full(objects, np.nan)
        return Reconciled(nothing, nothing, nothing, np.full(sources, START[0]), np.arange(sources))
    unit = source_units(claims.source, claims.object, claims.value, objects, sources)[claims.source]
    claims = replace(claims, value=claims.value * unit, low=claims.low * unit, high=claims.high * unit)
    if claims.rounded is not None:
        claims = replace(claims, rounded=claims.rounded * unit)
    claims = claims.taken(np.lexsort((claims.source, claims.value, claims.object)))
    ratio = proportional(claims.object, claims.value, objects)
    model = Mixture(claims, ratio, np.zeros(objects, np.int64) if kinds is None else kinds, sources)
    model.find_copying()  # those that differ in nothing, before anything is taken to be true
    for turn in range(ROUNDS):
        model.expect()
        if turn in (COPYING_AFTER, COPYING_AFTER + 2, COPYING_AFTER + 4):
            model.find_copying()
        model.maximise()
    model.expect()
    estimate, low, high = model.answers()
    return Reconciled(estimate, low, high, model.source_shares[:, 0].copy(), model.voice)
