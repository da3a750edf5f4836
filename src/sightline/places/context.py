"""What a document as a whole speaks of, as far as it is settled: the ground on which a name is told."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sightline.model.place import distance_km
from sightline.places.evidence import DATELINE_NOTE
from sightline.places.spot import Spot
from sightline.places.store import Row

Shares = tuple[tuple[Row, float], ...]  # candidates of one name, best first, with what part speaks for each

_NEIGHBOURS = 120  # of the settled names, those most often named stand for where the text is set
_NEAR_KM = 150.0  # two places this far apart are near each other by 1/e (own choice)
_DEGREES = 5.0  # of latitude: what is farther north or south is not near, whatever the longitude
_BESIDE = 200  # characters: about a sentence
_LISTED = 6  # characters between the members of a list (", and ")
_WIDE = frozenset(("country", "continent", "water", "area"))


@dataclass(frozen=True, slots=True)
class Context:
    """Shares of the document's place words by country and region, and what its names mean as far as settled.

    names: family -> its likeliest rows with their shares, the most often named families first. beside, listed:
    family -> families named within a sentence of it, or in one list with it. dateline: family that opens the text.
    """

    countries: dict[str, dict[str, float]]
    regions: dict[int, dict[str, float]]
    names: dict[str, Shares]
    beside: dict[str, frozenset[str]]
    listed: dict[str, frozenset[str]]
    dateline: str | None

    def share(self, table: dict[Any, dict[str, float]], key: object, without: frozenset[str]) -> float:
        """What part of the table's weight stands for `key`, families `without` left out on both sides."""
        own = sum(w for f, w in table.get(key, {}).items() if f not in without)
        if not own:
            return 0.0
        return own / sum(w for row in table.values() for f, w in row.items() if f not in without)

    def near(self, row: Row, without: frozenset[str]) -> dict[str, float]:
        """Which families but those `without` have a place near the row, each by its share and its distance."""
        found: dict[str, float] = {}
        for family, shares in self.names.items():
            if family in without:
                continue
            best = 0.0
            for other, share in shares:
                if abs(other.lat - row.lat) < _DEGREES and share > best and other.number != row.number:
                    best = max(best, share * _closeness(row.lat, row.lon, other.lat, other.lon))
            if best:
                found[family] = best
        return found


def nearness(near: Mapping[str, float], families: frozenset[str]) -> float:
    """How many of the families have a place near. near: as `Context.near` gives it."""
    return sum(near.get(family, 0.0) for family in families)


@lru_cache(maxsize=8192)  # the rounds ask for the same pairs
def _closeness(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    return math.exp(-distance_km(lat1, lon1, lat2, lon2) / _NEAR_KM)


def context(chosen: list[Spot], settled: dict[str, Shares]) -> Context:
    """settled: what each family means as far as is known; spots in text order."""
    countries: dict[str, dict[str, float]] = {}
    regions: dict[int, dict[str, float]] = {}
    for spot in chosen:
        if spot.country:
            _add(countries, spot.country, spot.family, 1.0)
            continue
        for row, share in settled.get(spot.family, ())[:1]:
            weight = share * (1.0 if row.kind in ("region", "country") else 0.6)
            if row.country:
                _add(countries, row.country, spot.family, weight)
            if row.kind == "region":
                _add(regions, row.number, spot.family, share)
            elif row.region is not None:
                _add(regions, row.region, spot.family, weight)
    beside, listed = _neighbours(chosen)
    dateline = next((s.family for s in chosen if DATELINE_NOTE in s.notes), None)
    return Context(countries, regions, _points(chosen, settled), beside, listed, dateline)


def _points(chosen: list[Spot], settled: dict[str, Shares]) -> dict[str, Shares]:
    """Of every family the candidates that are points rather than countries and seas."""
    named = Counter(s.family for s in chosen)
    order = sorted(settled, key=lambda f: (-named[f], f))
    points = ((f, tuple(r for r in settled[f][:4] if r[0].kind not in _WIDE)) for f in order)
    kept = [(f, rows) for f, rows in points if rows]
    return dict(kept[:_NEIGHBOURS])


def _add(table: dict[Any, dict[str, float]], key: object, family: str, weight: float) -> None:
    row = table.setdefault(key, {})
    row[family] = row.get(family, 0.0) + weight


def _neighbours(chosen: list[Spot]) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    beside: dict[str, set[str]] = defaultdict(set)
    listed: dict[str, set[str]] = defaultdict(set)
    for i, one in enumerate(chosen):
        for other in chosen[i + 1 : i + 8]:
            gap = other.start - one.end
            if not 0 <= gap <= _BESIDE:
                break
            if other.family != one.family:
                beside[one.family].add(other.family)
                beside[other.family].add(one.family)
        after = chosen[i + 1] if i + 1 < len(chosen) else None
        if after is not None and 0 <= after.start - one.end <= _LISTED and one.container is None:
            listed[one.family].add(after.family)
            listed[after.family].add(one.family)
    return {f: frozenset(s) for f, s in beside.items()}, {f: frozenset(s) for f, s in listed.items()}
