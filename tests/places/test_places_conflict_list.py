"""The two lists of names from wars: every row is well formed, lies where it says, and stands once."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from sightline.model.outlines import Line, box, outlines
from sightline.model.place import distance_km
from sightline.places.fold import fold
from sightline.places.gazetteer import open_gazetteer

DATA = Path(__file__).parents[2] / "tools" / "data"
KINDS = {"area", "water", "landform", "settlement"}
# Natural Earth draws who holds a land, the gazetteer files it under whom it belongs to.
HELD_BY_ANOTHER = {("UA", "RU"), ("EH", "MA")}
UNCODED = {"Somaliland": "SO", "N. Cyprus": "CY"}


@dataclass(frozen=True)
class Named:
    """One row; radius in kilometres, the point in degrees WGS84."""

    kind: str
    name: str
    lat: float
    lon: float
    radius: float
    country: str
    aliases: tuple[str, ...]


def lines(file: str) -> Iterator[list[str]]:
    for line in (DATA / file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def rows() -> list[Named]:
    return [
        Named(
            kind, name, float(lat), float(lon), float(radius), cc, tuple(a for a in aliases.split("|") if a)
        )
        for kind, name, lat, lon, radius, cc, aliases in lines("conflict_places.tsv")
    ]


ROWS = rows()


@cache
def rings() -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for country in outlines().countries:
        found[country.code or UNCODED.get(country.name, "")].extend(country.rings)
    return found


def holds(code: str, lat: float, lon: float) -> bool:
    """Whether a country's outline holds the point (even-odd rule)."""
    odd = False
    for ring in rings()[code]:
        west, south, east, north = box(ring)
        for x in (lon - 360, lon, lon + 360):
            if not (south <= lat <= north and west <= x <= east):
                continue
            for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
                if (ay > lat) != (by > lat) and x < (bx - ax) * (lat - ay) / (by - ay) + ax:
                    odd = not odd
    return odd


def edge_km(code: str, lat: float, lon: float) -> float:
    """Kilometres to a country's outline, on a plane that is true near the point."""
    wide = math.cos(math.radians(lat))
    best = math.inf
    for ring in rings()[code]:
        for turn in (-360, 0, 360):
            for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
                px, py = (ax + turn - lon) * wide, ay - lat
                dx, dy = (bx - ax) * wide, by - ay
                long = dx * dx + dy * dy
                along = min(1.0, max(0.0, -(px * dx + py * dy) / long)) if long else 0.0
                best = min(best, math.hypot(px + along * dx, py + along * dy) * 111.2)
    return best


def misplaced(row: Named) -> bool:
    if not row.country or row.country not in rings() or holds(row.country, row.lat, row.lon):
        return False
    if edge_km(row.country, row.lat, row.lon) <= row.radius:
        return False
    holders = [c for c in rings() if c != row.country and holds(c, row.lat, row.lon)]
    if not holders:  # waters, and islands too small for the outlines
        return row.kind not in ("water", "landform")
    return not any((row.country, holder) in HELD_BY_ANOTHER for holder in holders)


def test_rows_are_well_formed() -> None:
    for row in ROWS:
        assert row.kind in KINDS, row
        assert abs(row.lat) <= 90, row
        assert abs(row.lon) <= 180, row
        assert 1 <= row.radius <= 5000, row
        assert row.country == "" or (len(row.country) == 2 and row.country.isupper()), row
        for name in (row.name, *row.aliases):
            assert fold(name), row
            assert name == name.strip(), row


def test_rows_lie_in_their_country() -> None:
    assert [row for row in ROWS if misplaced(row)] == []


def test_a_point_in_the_wrong_country_is_seen() -> None:
    assert misplaced(Named("area", "Verdun", 49.16, 5.38, 10, "DE", ()))
    assert not misplaced(Named("area", "Verdun", 49.16, 5.38, 10, "FR", ()))


def test_a_name_stands_once_in_one_neighbourhood() -> None:
    by_name: dict[str, list[Named]] = defaultdict(list)
    for row in ROWS:
        keys = {fold(n) for n in (row.name, *row.aliases)}
        for key in keys:
            for other in by_name[key]:
                assert distance_km(row.lat, row.lon, other.lat, other.lon) >= 50, (row, other)
            by_name[key].append(row)


def test_no_name_is_a_common_word() -> None:
    gazetteer = open_gazetteer()
    for row in ROWS:
        for name in (row.name, *row.aliases):
            use = gazetteer.use(fold(name))
            assert " " in fold(name) or use.small <= max(3, 2 * use.place), name


@pytest.mark.parametrize("file", ["conflict_places.tsv", "aliases.tsv"])
def test_the_head_says_how_it_was_made(file: str) -> None:
    head = [x for x in (DATA / file).read_text(encoding="utf-8").splitlines() if x.startswith("#")]
    assert any("unchecked" in line for line in head)


def test_further_names_point_at_rows_of_the_gazetteer() -> None:
    gazetteer = open_gazetteer()
    seen = set()
    for alias, country, name, lat, lon in lines("aliases.tsv"):
        near = [
            r
            for r in gazetteer.lookup(name)
            if distance_km(r.lat, r.lon, float(lat), float(lon)) < 1 and country in ("", r.country or "")
        ]
        assert near, (alias, name)
        assert fold(alias) != fold(name)
        assert (fold(alias), lat, lon) not in seen, alias
        seen.add((fold(alias), lat, lon))
