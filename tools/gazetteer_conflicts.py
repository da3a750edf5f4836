"""What tools/data/conflict_places.tsv and aliases.tsv add to the other lists and to GeoNames."""

from collections import defaultdict
from collections.abc import Iterable

from gazetteer_rows import Row, table
from gazetteer_subdivisions import WORDS

from sightline.model.place import distance_km
from sightline.places.fold import fold

SAME_TOWN_KM = 15.0
NAMESAKE_KM = 300.0  # a row of another list so near, or within its own radius, is the same thing
LARGE = 100_000  # people; a town of that size is what its name means anywhere
KNOWN = 1_000  # people; a town of that size is what its name means in its own country


def conflict_rows(held: Iterable[Row], towns: Iterable[Row]) -> list[Row]:
    """held: countries, regions, areas and sites so far. Left out is what one of them is already, a village that
    GeoNames has within 15 km, and names that a large town has, that are short, or that the corpora of words.tsv use
    for something else."""
    others: dict[str, list[Row]] = defaultdict(list)
    for row in held:
        for key in {fold(n) for n in row.names}:
            others[key].append(row)
    at: dict[str, list[Row]] = defaultdict(list)
    by_country: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        by_country[town.country].append(town)
        for key in {fold(n) for n in town.names}:
            at[key].append(town)
    common = uncommon_places()
    rows = []
    for kind, name, lat, lon, radius, country, aliases in table("conflict_places.tsv"):
        new = Row(name, float(lat), float(lon), kind, country, radius=float(radius))
        names = [name, *(a for a in aliases.split("|") if a)]
        near = (t for n in names for t in at[fold(n)] if _km(new, t) <= SAME_TOWN_KM)
        if kind == "settlement" and next(near, None):
            continue
        new.names = [
            n for n in names
            if (key := fold(n)) not in common and len(key) >= 4
            and not any(_is_that(new, r) for r in others[key]) and not any(_means(new, t) for t in at[key])
        ]  # fmt: skip
        if name not in new.names:
            continue
        new.region = region_at(new.lat, new.lon, country, by_country) if kind == "settlement" else 0
        new.ref = f"place:{fold(name).replace(' ', '-')}@{new.lat:.1f},{new.lon:.1f}"
        rows.append(new)
    return rows


def _km(a: Row, b: Row) -> float:
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def _is_that(new: Row, other: Row) -> bool:
    return other.kind == "country" or _km(new, other) <= max(NAMESAKE_KM, other.radius)


def _means(new: Row, town: Row) -> bool:
    """Whether the name means the town rather than what the list has. An island's or a battlefield's own town does not count."""
    if new.kind != "settlement" and _km(new, town) <= new.radius:
        return False
    if new.kind == "settlement" or town.population >= LARGE:
        return town.population >= LARGE
    return town.population >= KNOWN and town.country == new.country


def add_aliases(rows: Iterable[Row]) -> tuple[int, list[str]]:
    """Gives the rows their further names from aliases.tsv. Returns how many found their row (the same name and
    country, within 5 km; else the nearest within 2 km), and the aliases that found none. Names that the corpora of
    words.tsv use for something else are left out."""
    near: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        near[round(row.lat), round(row.lon)].append(row)
    common = uncommon_places()
    done, lost = 0, []
    for alias, country, name, lat, lon, *_ in table("aliases.tsv"):
        point = float(lat), float(lon)
        cells = [(round(point[0]) + a, round(point[1]) + b) for a in (-1, 0, 1) for b in (-1, 0, 1)]
        found = [
            (r.name != name, distance_km(*point, r.lat, r.lon), r)
            for cell in cells for r in near[cell]
            if not country or not r.country or r.country == country
        ]  # fmt: skip
        fitting = [f for f in found if f[1] <= (2.0 if f[0] else 5.0)]
        if not fitting or fold(alias) in common:
            lost.append(alias)
            continue
        min(fitting, key=lambda f: f[:2])[2].names.append(alias)
        done += 1
    return done, lost


def region_at(lat: float, lon: float, country: str, towns: dict[str, list[Row]]) -> int:
    """The first-order region of the nearest town of the country, 0 where none is within 40 km."""
    near = min(((distance_km(lat, lon, t.lat, t.lon), t.region) for t in towns[country]), default=(9e9, 0))
    return near[1] if near[0] <= 40 else 0


def uncommon_places() -> set[str]:
    """Words that the corpora have more often as something else than as a place."""
    found = set()
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, place, first, later, other, small = line.split("\t")
            if int(first) + int(later) + int(other) + int(small) > int(place):
                found.add(word)
    return found
