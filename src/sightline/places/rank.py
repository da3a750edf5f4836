"""Which place of that name? Every candidate is scored from what the text says around it; reasons in words.

Features after the survey of toponym resolution by Gritta, Pilehvar and Collier (2018): population, the kind
asked for, the container named beside it, regions and countries of the document, nearness to its other places.
Hand-set weights; scores are turned into shares that add up to one over the candidates.
"""

import itertools
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from sightline.model.countries import by_seat
from sightline.places.fold import fold
from sightline.places.gazetteer import SITE_KINDS, Gazetteer, row_distance_km
from sightline.places.spot import Scene, Spot
from sightline.places.store import Row
from sightline.places.words import COUNTY_NOUNS, REGION_NOUNS, SETTLEMENT_NOUNS

_KIND = {
    "country": 7.5, "continent": 7.5, "region": 5.6, "water": 6.5, "area": 6.2, "landform": 5.5, "seat": 7.5, "county": 2.6,
    "naval-base": 4.5, "airbase": 4.5, "missile-site": 4.5, "range": 4.0, "camp": 4.0, "port": 4.5,
    "military-site": 4.5, "airfield": 2.5,
}  # fmt: skip
_TEMPERATURE = 0.8


@dataclass(frozen=True, slots=True)
class Context:
    """What the document as a whole speaks of: shares of its place words by country and region, and the places
    settled so far with how often each is named."""

    countries: dict[str, dict[str, float]]
    regions: dict[int, dict[str, float]]
    settled: tuple[tuple[str, Row, int], ...]

    def share(self, table: dict[Any, dict[str, float]], key: object, without: set[str]) -> float:
        """What part of the table's weight stands for `key`, families `without` left out on both sides."""
        total = sum(w for row in table.values() for f, w in row.items() if f not in without)
        own = sum(w for f, w in table.get(key, {}).items() if f not in without)
        return own / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates best first with their shares, and why the first one."""

    rows: tuple[tuple[Row, float], ...]
    reasons: tuple[str, ...]


_BREAK = re.compile(r"[\n:;!?]|^\.\s")  # a new line or sentence: nothing behind it holds what is before


def find_containers(here: Scene, chosen: list[Spot]) -> None:
    """Set spot.container where a region or country stands right behind ("Paris, Texas"; "Guarico state of
    Venezuela"; "Homs (Syria)"), or before ("the Syrian city of Homs", "Syria's Homs")."""
    for spot, after in itertools.pairwise(chosen):
        between = here.text[spot.end : after.start]
        if len(between) > 40 or _BREAK.search(between) or after.adjective:
            continue
        middle = {w.strip(",(.").lower() for w in between.split()} - _SMALL - {""}
        if middle - _CLASS or not between.strip() or _same_level(spot, after):
            continue
        if _holds(after):
            spot.container = after.container or after
    for spot, after in itertools.pairwise(chosen):
        between = here.text[spot.end : after.start]
        if not spot.country or after.container is not None or after.country or len(between) > 30:
            continue
        rest = {w.lower() for w in between.replace("’s", " ").replace("'s", " ").split()}
        if rest <= {"of", "the"} | _CLASS:
            after.container = spot


_SMALL = frozenset(("in", "of", "the", "'s", "’s", "de", "del", "en"))
_CLASS = (
    REGION_NOUNS | SETTLEMENT_NOUNS | COUNTY_NOUNS | {"western", "eastern", "northern", "southern", "central"}
)


def _holds(spot: Spot) -> bool:
    return bool(spot.country) or any(r.kind in ("region", "country", "county", "area") for r in spot.rows)


def _same_level(spot: Spot, after: Spot) -> bool:
    """Two countries or two regions in a list hold nothing of each other."""
    for kind in ("country", "region"):
        if any(r.kind == kind for r in after.rows):
            return bool(spot.country) or any(r.kind == kind for r in spot.rows)
    return bool(spot.country)


_NEIGHBOURS = 120  # of the settled names, those most often named stand for where the text is set


def context(chosen: list[Spot], settled: dict[str, Row]) -> Context:
    countries: dict[str, dict[str, float]] = {}
    regions: dict[int, dict[str, float]] = {}
    named: Counter[str] = Counter(s.family for s in chosen)
    for spot in chosen:
        row = settled.get(spot.family)
        if spot.country:
            _add(countries, spot.country, spot.family, 1.0)
        elif row is not None:
            weight = 1.0 if row.kind in ("region", "country") else 0.6
            if row.country:
                _add(countries, row.country, spot.family, weight)
            if row.kind == "region":
                _add(regions, row.number, spot.family, 1.0)
            elif row.region is not None:
                _add(regions, row.region, spot.family, weight)
    wide = ("country", "continent", "water", "area")
    points = sorted(
        ((f, r, named[f]) for f, r in settled.items() if r.kind not in wide), key=lambda p: (-p[2], p[0])
    )
    return Context(countries, regions, tuple(points[:_NEIGHBOURS]))


def _add(table: dict[Any, dict[str, float]], key: object, family: str, weight: float) -> None:
    row = table.setdefault(key, {})
    row[family] = row.get(family, 0.0) + weight


def rank(group: list[Spot], seen: Context, gazetteer: Gazetteer) -> Ranked:
    """Candidates of spots that share a name, best first."""
    rows = list(dict.fromkeys(r for s in group for r in s.rows))
    scored: list[tuple[float, list[str], Row]] = []
    for row in rows[:60]:
        why: list[str] = []
        points = (
            _prior(row, why)
            + _by_spelling(row, group, rows)
            + _by_container(row, group, gazetteer, why)
            + _by_wish(row, group, why)
            + _by_seat(row, rows, why)
        )
        points += _by_document(row, group, seen, why)
        scored.append((points, why, row))
    scored.sort(key=lambda s: (-s[0], s[2].number))
    top = scored[0][0] if scored else 0.0
    shares = [math.exp((s[0] - top) / _TEMPERATURE) for s in scored]
    total = sum(shares) or 1.0
    reasons = list(scored[0][1]) if scored else []
    if len(rows) == 1:
        reasons.insert(0, "the only place of this name in the gazetteer")
    elif rows:
        reasons.insert(0, f"likeliest of {len(rows)} places of this name")
    ranked = tuple((s[2], share / total) for s, share in zip(scored, shares, strict=True))
    return Ranked(ranked[:6], tuple(reasons))


def _prior(row: Row, why: list[str]) -> float:
    if row.kind != "settlement":
        return _KIND.get(row.kind, 3.0)
    points = 1.05 * math.log10(row.population + 30)
    if row.population >= 100_000:
        why.append(f"a city of about {_round(row.population)} people")
    if by_seat(row.name) == row.country and row.country:
        points += 1.5
        why.append("a capital")
    return points


def _by_seat(row: Row, rows: list[Row], why: list[str]) -> float:
    """A town that lends its name to a first-order region is better known than its people alone would say."""
    if row.kind != "settlement" or row.population < 50_000:
        return 0.0
    if any(r.kind == "region" and r.number == row.region for r in rows):
        why.append("a region is named after it")
        return 1.0
    return 0.0


def _by_spelling(row: Row, group: list[Spot], rows: list[Row]) -> float:
    """The name it goes by counts more than one of its other names; a country's name more than the same as
    another name of a town in it ("Mexico" for Mexico City)."""
    if fold(row.name) in {s.key for s in group}:
        return 0.8
    if row.kind == "settlement" and any(r.kind == "country" and r.country == row.country for r in rows):
        return -2.5
    return -0.4 if row.kind == "settlement" else 0.0


def _round(people: int) -> str:
    return f"{people / 1e6:.1f} million" if people >= 1_000_000 else f"{round(people, -3):,}"


def _by_container(row: Row, group: list[Spot], gazetteer: Gazetteer, why: list[str]) -> float:
    """A container named beside any spot of the group decides for all."""
    points = 0.0
    for spot in group:
        if (outer := spot.container) is None:
            continue
        if outer.country and row.country == outer.country:
            points += 5.0
            why.append(f"{outer.text} is named beside it")
            continue
        region = gazetteer.region_of(row)
        inside = any(_inside(row, region, r) for r in outer.rows)
        if inside:
            points += 6.0
            why.append(f"in {outer.text}, named beside it")
        else:
            points -= 1.5
    return max(-3.0, min(points, 9.0))


def _inside(row: Row, region: Row | None, outer: Row) -> bool:
    if outer.number == row.number:
        return False
    if outer.kind == "country":
        return row.country == outer.country
    if outer.kind == "region":
        if region is not None:
            return region.number == outer.number and row.number != outer.number
        near = row_distance_km(row, outer) <= (outer.radius or 0.0)
        return row.country == outer.country and near and row.kind in SITE_KINDS | {"county"}
    if outer.kind in ("county", "area"):
        return row.kind != outer.kind and row_distance_km(row, outer) <= (outer.radius or 0.0)
    return False


def _by_wish(row: Row, group: list[Spot], why: list[str]) -> float:
    for spot in group:
        if spot.site and row.kind in SITE_KINDS:
            why.append(f"the words say {spot.site.replace('-', ' ')}")
            return 2.0 + (0.5 if row.ref.startswith("site:") or row.kind != "airfield" else 0.0)
        if spot.wants == row.kind:
            why.append(f"the words ask for a {row.kind}")
            return 3.5
        if spot.wants and {spot.wants, row.kind} == {"region", "county"}:
            return 1.5
        if spot.wants == "region" and row.kind == "settlement":
            return -1.5
        if spot.wants == "settlement" and row.kind in ("region", "county"):
            return -2.5
    return 0.0


# Where the press names regions without a class word; elsewhere a bare name is the town ("Kherson").
BARE_REGIONS = frozenset(("US", "CA", "AU", "GB"))


def _namesake(row: Row, group: list[Spot]) -> float:
    """A region called after the town in it is rarely meant by the bare name."""
    if row.kind != "region" or row.country in BARE_REGIONS:
        return 0.0
    towns = (r for s in group for r in s.rows if r.kind == "settlement" and r.region == row.number)
    return -1.6 if any(t.population >= 50_000 for t in towns) else 0.0


def _by_document(row: Row, group: list[Spot], seen: Context, why: list[str]) -> float:
    points = _namesake(row, group)
    own = {s.family for s in group}
    if row.country and (share := seen.share(seen.countries, row.country, own)):
        points += 1.2 * min(1.0, share * 2) + 0.8 * share
        if share > 0.3 and row.kind != "country":
            why.append("its country is named often in the text")
    region = row.region if row.region is not None else (row.number if row.kind == "region" else None)
    if region is not None and (share := seen.share(seen.regions, region, own)):
        points += 2.2 * min(1.0, share * 2)
        if row.kind != "region":
            why.append("its region is named in the text")
    near = 0.0
    for family, other, _times in seen.settled:
        if family not in own and other.number != row.number:
            near += math.exp(-row_distance_km(row, other) / 150.0)
    if near > 0.5 and row.kind not in ("country", "continent"):
        why.append("near other places of the text")
    return points + 2.0 * min(1.0, near)


def resolve(chosen: list[Spot], gazetteer: Gazetteer) -> dict[str, Ranked]:
    """Family -> ranking. Three rounds: names that can mean one thing first, then all, then all again with
    what the rounds before settled as context."""
    groups: dict[str, list[Spot]] = defaultdict(list)
    for spot in chosen:
        groups[spot.family].append(spot)
    settled: dict[str, Row] = {f: g[0].rows[0] for f, g in groups.items() if len(g[0].rows) == 1}
    settled |= {f: g[0].rows[0] for f, g in groups.items() if g[0].country and g[0].rows}
    ranked: dict[str, Ranked] = {}
    for _ in range(3):
        seen = context(chosen, settled)
        ranked = {f: rank(g, seen, gazetteer) for f, g in groups.items()}
        settled = {f: r.rows[0][0] for f, r in ranked.items() if r.rows}
    return ranked
