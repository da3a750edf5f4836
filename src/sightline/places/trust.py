"""How surely the chosen place is the one meant: a probability fitted on our own texts (training/rank.py).

A logistic regression over the ranker's margin and over what supports it. It answers: given that the words name a
place, does the chosen point lie within 161 km (100 miles, the usual measure of toponym resolution) of the one meant,
or, for a country, a region or a sea, is it the one meant?
"""

import math
from collections.abc import Sequence

from sightline.places.features import Feature
from sightline.places.gazetteer import row_distance_km
from sightline.places.store import Row

RIGHT_KM = 161.0
_LEAST = 0.002  # shares below this add nothing to speak of
_SUPPORT = (
    "in what is named beside it",
    "in the country named beside it",
    "near",
    "near the places beside it",
    "country in the text",
    "capital",
    "largest of the name",
    "people",
    "people unknown",
)
WIDE = frozenset(("country", "continent", "region", "water", "area"))


def signs(rows: Sequence[tuple[Row, float]], found: Sequence[Feature]) -> dict[str, float]:
    """What the probability is made from. rows: all candidates with their shares, best first; found: the features
    of the first."""
    best = rows[0][0]
    mass = sum(s for r, s in rows if s >= _LEAST and row_distance_km(best, r) <= RIGHT_KM)
    mass = min(max(mass, 1e-4), 1 - 1e-4)
    out = {"always": 1.0, "margin": math.log(mass / (1 - mass)) / 5}
    if len(rows) == 1:
        out["the only one"] = 1.0
    if best.kind in WIDE:
        out["wide"] = 1.0
    for feature in found:
        if feature.name in _SUPPORT:
            out[feature.name] = max(out.get(feature.name, 0.0), feature.value)
    return out


def probability(given: dict[str, float], by: dict[str, float]) -> float:
    """In [0.005, 0.995]: nothing here is ever certain."""
    points = sum(by.get(name, 0.0) * value for name, value in given.items())
    return min(max(1 / (1 + math.exp(-points)), 0.005), 0.995)
