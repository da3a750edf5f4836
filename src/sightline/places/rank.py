"""Which place of that name? Every candidate is scored from what the text says around it; reasons in words.

A log-linear ranker: the score is the weighted sum of the features (features.py), and scores are turned into
shares that add up to one over the candidates (trust.py makes a probability of them). The weights stand in
data/rank.json; `python -m training.rank` fits them on our own texts.
"""

import json
import math
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from sightline.places.context import Context, Shares, context
from sightline.places.features import Feature, Name, context_features, own_features
from sightline.places.gazetteer import DATA, Gazetteer
from sightline.places.spot import Spot
from sightline.places.store import Row
from sightline.places.trust import probability, signs

_MOST = 60  # rows of one name that are looked at
_ROUNDS = 3
Table = dict[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """Feature -> weight in the score; sign -> weight in the probability."""

    rank: Table
    trust: Table


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates best first with their shares, why the first one, and how probable it is that it is meant."""

    rows: Shares
    reasons: tuple[str, ...]
    probability: float | None = None


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Those of the package."""
    card = json.loads((DATA / "rank.json").read_text(encoding="utf-8"))
    return Weights(card["rank"], card["trust"])


def score(found: list[Feature], by: Table) -> float:
    return sum(by.get(f.name, 0.0) * f.value for f in found)


@dataclass(frozen=True, slots=True)
class Meant:
    """A name with the rows that are looked at, each with what speaks for it whatever else the text speaks of."""

    name: Name
    rows: tuple[tuple[Row, list[Feature]], ...]

    @classmethod
    def of(cls, group: list[Spot], gazetteer: Gazetteer) -> "Meant":
        name = Name.of(group)
        return cls(name, tuple((row, own_features(row, name, gazetteer)) for row in name.rows[:_MOST]))


def rank(meant: Meant, seen: Context, by: Weights) -> Ranked:
    """Candidates of spots that share a name, best first."""
    name = meant.name
    scored: list[tuple[float, list[Feature], Row]] = []
    for row, own in meant.rows:
        found = own + context_features(row, name, seen)
        scored.append((score(found, by.rank), found, row))
    if not scored:
        return Ranked((), ())
    scored.sort(key=lambda s: (-s[0], s[2].number))
    shares = [math.exp(s[0] - scored[0][0]) for s in scored]
    total = sum(shares)
    rows = tuple((s[2], share / total) for s, share in zip(scored, shares, strict=True))
    surely = probability(signs(rows, scored[0][1]), by.trust)
    return Ranked(rows[:6], _reasons(scored[0][1], len(name.rows)), surely)


def _reasons(found: list[Feature], of: int) -> tuple[str, ...]:
    first = (
        "the only place of this name in the gazetteer"
        if of == 1
        else f"likeliest of {of} places of this name"
    )
    return (first, *dict.fromkeys(f.words for f in found if f.words))


def resolve(chosen: list[Spot], gazetteer: Gazetteer, by: Weights | None = None) -> dict[str, Ranked]:
    """Family -> ranking. Names that can mean one thing are settled first; then all are ranked in rounds, each
    with what the round before made likely as its context."""
    table = weights() if by is None else by
    groups: dict[str, list[Spot]] = defaultdict(list)
    for spot in chosen:
        groups[spot.family].append(spot)
    settled = first_settled(groups)
    meant = {f: Meant.of(g, gazetteer) for f, g in groups.items()}
    ranked: dict[str, Ranked] = {}
    for _ in range(_ROUNDS):
        seen = context(chosen, settled)
        ranked = {f: rank(m, seen, table) for f, m in meant.items()}
        settled = {f: r.rows for f, r in ranked.items() if r.rows}
    return ranked


def first_settled(groups: dict[str, list[Spot]]) -> dict[str, Shares]:
    return {
        f: ((g[0].rows[0], 1.0),)
        for f, g in groups.items()
        if g[0].rows and (len(g[0].rows) == 1 or g[0].country)
    }
