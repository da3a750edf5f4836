"""What speaks for one of the places of a name: named features, each with the words it is told in.

Features after the survey of toponym resolution by Gritta, Pilehvar and Collier (2018): population, the kind
asked for, the container named beside it, countries and regions of the document, nearness to its other places,
lists and the dateline. rank.py weighs them.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from sightline.model.countries import by_seat
from sightline.places.context import Context, nearness
from sightline.places.fold import fold
from sightline.places.gazetteer import SITE_KINDS, Gazetteer, row_distance_km
from sightline.places.spot import Spot
from sightline.places.store import Row

# Where the press names regions without a class word; elsewhere a bare name is the town ("Kherson").
BARE_REGIONS = frozenset(("US", "CA", "AU", "GB"))
_FEW = 300  # people, where the gazetteer knows no number


@dataclass(slots=True)  # not frozen: that takes three times as long, and a name may have hundreds
class Feature:
    """value is 0 or 1, or grows to about 1; words: the reason it gives, "" where it gives none."""

    name: str
    value: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """All spots of one name and sense, and the rows it may mean."""

    spots: tuple[Spot, ...]
    rows: tuple[Row, ...]
    keys: frozenset[str]
    families: frozenset[str]
    largest: int  # people of the most populous of them

    @classmethod
    def of(cls, group: list[Spot]) -> "Name":
        rows = tuple(dict.fromkeys(r for s in group for r in s.rows))
        keys, families = frozenset(s.key for s in group), frozenset(s.family for s in group)
        return cls(tuple(group), rows, keys, families, max((r.population for r in rows), default=0))


def own_features(row: Row, name: Name, gazetteer: Gazetteer) -> list[Feature]:
    """What speaks for and against `row` as the meaning of `name`, whatever else the text speaks of."""
    return [
        *_prior(row, name),
        *_spelling(row, name),
        *_containers(row, name, gazetteer),
        *_wish(row, name),
    ]


def context_features(row: Row, name: Name, seen: Context) -> list[Feature]:
    """What the other places of the text say for `row` as the meaning of `name`."""
    return [*_document(row, name, seen), *_near(row, name, seen)]


def _prior(row: Row, name: Name) -> Iterator[Feature]:
    yield Feature(f"kind {_class(row)}", 1.0)
    if row.kind != "settlement":
        return
    shown = f"a city of about {_round(row.population)} people" if row.population >= 100_000 else ""
    yield Feature("people", math.log10(max(row.population, _FEW) + 30) / 7, shown)
    if not row.population:
        yield Feature("people unknown", 1.0)
    if row.population == name.largest:
        yield Feature("largest of the name", 1.0)
    if by_seat(row.name) == row.country and row.country:
        yield Feature("capital", 1.0, "a capital")
    if row.population >= 50_000 and any(r.kind == "region" and r.number == row.region for r in name.rows):
        yield Feature("seat of a region", 1.0, "a region is named after it")


def _class(row: Row) -> str:
    """The kind, where little is told of some kinds taken together: what our own list of areas, seas and seats
    names is of note, whatever it is."""
    if row.kind == "region" and row.country in BARE_REGIONS:
        return "bare region"
    if row.ref.startswith("area:"):
        return "of note"
    return "site" if row.kind in SITE_KINDS else row.kind


def _round(people: int) -> str:
    return f"{people / 1e6:.1f} million" if people >= 1_000_000 else f"{round(people, -3):,}"


def _spelling(row: Row, name: Name) -> Iterator[Feature]:
    """The name it goes by counts more than one of its other names; a country's name more than the same as
    another name of a town in it ("Mexico" for Mexico City)."""
    own = fold(row.name)
    if own in name.keys:
        yield Feature("own name", 1.0)
        return
    if row.kind != "settlement":
        return
    yield Feature("other name", 1.0)
    if any(f" {key} " in f" {own} " for key in name.keys):
        yield Feature("part of its name", 1.0)
    if any(r.kind == "country" and r.country == row.country for r in name.rows):
        yield Feature("its country's name", 1.0)


def _containers(row: Row, name: Name, gazetteer: Gazetteer) -> Iterator[Feature]:
    """A container named beside any spot of the name decides for all."""
    inside: Spot | None = None
    land = outside = False
    for spot in name.spots:
        if (outer := spot.container) is None:
            continue
        if outer.country and row.country == outer.country:
            inside, land = inside or outer, True
        elif any(_inside(row, gazetteer.region_of(row), r) for r in outer.rows):
            inside, land = outer, False
        else:
            outside = True
    if inside is not None:
        how = f"{inside.text} is named beside it" if land else f"in {inside.text}, named beside it"
        yield Feature("in the country named beside it" if land else "in what is named beside it", 1.0, how)
    elif outside:
        yield Feature("not in what is named beside it", 1.0)


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


def _wish(row: Row, name: Name) -> Iterator[Feature]:
    for spot in name.spots:
        if spot.site and row.kind in SITE_KINDS:
            yield Feature("site asked for", 1.0, f"the words say {spot.site.replace('-', ' ')}")
            if row.ref.startswith("site:") or row.kind != "airfield":
                yield Feature("known site", 1.0)
            return
        if spot.wants == row.kind:
            yield Feature("kind asked for", 1.0, f"the words ask for a {row.kind}")
            return
        if spot.wants and {spot.wants, row.kind} == {"region", "county"}:
            yield Feature("kind almost asked for", 1.0)
            return
        if spot.wants == "region" and row.kind == "settlement":
            yield Feature("town where a region is asked for", 1.0)
            return
        if spot.wants == "settlement" and row.kind in ("region", "county"):
            yield Feature("region where a town is asked for", 1.0)
            return


def _document(row: Row, name: Name, seen: Context) -> Iterator[Feature]:
    if row.kind == "region" and row.country not in BARE_REGIONS and _has_town(row, name):
        yield Feature("region called after a town", 1.0)
    if row.country and (share := seen.share(seen.countries, row.country, name.families)):
        often = share > 0.3 and row.kind != "country"
        yield Feature("country in the text", min(1.0, share * 2))
        yield Feature(
            "country of the text", share, "other names of the text point to its country" if often else ""
        )
    region = row.region if row.region is not None else (row.number if row.kind == "region" else None)
    if region is not None and (share := seen.share(seen.regions, region, name.families)):
        shown = "other names of the text point to its region" if row.kind != "region" else ""
        yield Feature("region in the text", min(1.0, share * 2), shown)


def _has_town(row: Row, name: Name) -> bool:
    """A region called after the town in it is rarely meant by the bare name."""
    return any(r.population >= 50_000 for r in name.rows if r.kind == "settlement" and r.region == row.number)


def _near(row: Row, name: Name, seen: Context) -> Iterator[Feature]:
    if row.kind in ("country", "continent"):
        return
    by_family = seen.near(row, name.families)
    near = sum(by_family.values())
    if near > 0.02:
        yield Feature("near", min(1.0, near), "near other places of the text" if near > 0.5 else "")
        yield Feature("near many", min(1.0, near / 4))
    listed: frozenset[str] = frozenset().union(*(seen.listed.get(f, frozenset()) for f in name.families))
    if (by := listed - name.families) and (mates := nearness(by_family, by)) > 0.02:
        shown = "near the places listed with it" if mates > 0.5 else ""
        yield Feature("near its list", min(1.0, mates), shown)
    beside: frozenset[str] = frozenset().union(*(seen.beside.get(f, frozenset()) for f in name.families))
    if (by := beside - name.families) and (close := nearness(by_family, by)) > 0.02:
        yield Feature("near the places beside it", min(1.0, close))
    opening = frozenset((seen.dateline,) if seen.dateline else ()) - name.families
    if opening and (start := nearness(by_family, opening)) > 0.02:
        shown = "near the place of the dateline" if start > 0.3 else ""
        yield Feature("near the dateline", start, shown)
