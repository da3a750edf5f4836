"""Seas before coasts, bands along borders, parts of countries: they hold what they are named after."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.model.outlines import outlines
from sightline.model.place import ring_area
from sightline.places import lands
from sightline.places.geometry import Disc, displace
from sightline.places.meet import either, gap_km, narrower, overlap
from sightline.places.rings import area_km2, holds
from sightline.places.shapes import Region, sector

SYRIA, UKRAINE, VENEZUELA = Disc(35.0, 38.0, 466.0), Disc(49.0, 32.0, 760.0), Disc(8.0, -66.0, 793.0)
FIJI, RUSSIA, NORWAY = Disc(-18.0, 178.0, 350.0), Disc(60.0, 100.0, 4785.0), Disc(62.0, 10.0, 1200.0)


def sound(region: Region | None) -> Region:
    assert region is not None
    assert region.polygon
    assert ring_area(region.polygon[0]) > 0
    for ring in region.polygon:
        assert ring[0] == ring[-1]
        if ring_area(ring) < 0:  # a hole: what lies in it is not in the area
            assert sum(holds((r,), *ring[0]) for r in region.polygon if ring_area(r) > 0) == 1
        assert all(-90 <= y <= 90 and -180 <= x <= 180 for y, x in ring)
        assert all(abs(a[1] - b[1]) <= 180 for a, b in pairwise(ring))
        assert all(region.disc.holds(*p) for p in ring)
    return region


def on_border(one: str, two: str) -> list[tuple[float, float]]:
    world = outlines()
    arcs = [a for a, o in zip(world.borders, world.border_of, strict=True) if {one, two} <= o]
    return [(y, x) for arc in arcs for x, y in arc]


@pytest.mark.parametrize(
    ("one", "two"), [("SY", "TR"), ("FI", "RU"), ("CN", "RU"), ("TD", "SD"), ("CO", "VE"), ("KP", "KR")]
)
def test_a_band_holds_the_border_and_what_lies_beside_it(one: str, two: str) -> None:
    band = sound(lands.along_border(one, two))
    for lat, lon in on_border(one, two)[::5]:
        for course in (0, 90, 180, 270):
            assert holds(band.polygon, *displace(lat, lon, course, 0.9 * lands.BAND_KM))
    wider = sound(lands.along_border(one, two, None, 100.0))
    assert area_km2(wider.polygon) > area_km2(band.polygon)


def test_islands_have_no_border() -> None:
    assert lands.along_border("FJ", None) is None
    assert lands.along_border("FJ", "NZ") is None


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([("SY", SYRIA), ("UA", UKRAINE), ("VE", VENEZUELA), ("FJ", FIJI), ("RU", RUSSIA)]),
       st.floats(0, 360), st.floats(-90, 90), st.floats(0, 1))  # fmt: skip
def test_a_part_of_a_country_holds_what_lies_farthest_there(
    land: tuple[str, Disc], course: float, slip: float, share: float
) -> None:
    code, at = land
    part = sound(lands.part_of(code, 45.0 * round(course / 45.0) % 360.0, at))
    assert area_km2(part.polygon) < 0.9 * math.pi * at.radius_km**2


@pytest.mark.parametrize(
    ("code", "at", "way", "inside", "outside"),
    [
        ("SY", SYRIA, 0.0, (36.6, 37.9), (32.6, 36.1)),
        ("UA", UKRAINE, 90.0, (48.0, 37.8), (49.8, 24.0)),
        ("UA", UKRAINE, 180.0, (45.0, 34.1), (51.3, 28.0)),
        ("RU", RUSSIA, 90.0, (66.0, -173.0), (55.7, 37.6)),
        ("IR", Disc(32.0, 53.0, 1100.0), None, (32.7, 52.0), (25.3, 60.6)),
    ],
)
def test_parts_of_countries(
    code: str, at: Disc, way: float | None, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    part = sound(lands.part_of(code, way, at))
    assert holds(part.polygon, *inside)
    assert not holds(part.polygon, *outside)


@pytest.mark.parametrize(
    ("at", "sea", "land"),
    [
        (Disc(34.89, 35.88, 6.0), (34.9, 35.5), (34.9, 36.3)),
        (Disc(-18.12, 178.44, 6.0), (-18.5, 178.6), (-17.7, 178.0)),
        (Disc(68.97, 33.08, 8.0), (69.4, 33.6), (68.7, 33.0)),
    ],
)
def test_off_a_town_is_at_sea(at: Disc, sea: tuple[float, float], land: tuple[float, float]) -> None:
    region = sound(lands.off_town(at))
    assert holds(region.polygon, *sea)
    assert not holds(region.polygon, *land)
    farther = sound(lands.off_town(at, 120.0))
    assert area_km2(farther.polygon) > area_km2(region.polygon)


def test_a_town_without_a_sea_has_none() -> None:
    assert lands.off_town(Disc(34.55, 38.28, 5.0)) is None


@pytest.mark.parametrize(
    ("code", "at", "sea", "land"),
    [
        ("SY", SYRIA, (35.4, 35.3), (35.0, 38.0)),
        ("VE", VENEZUELA, (11.2, -67.0), (8.0, -66.0)),
        ("FJ", FIJI, (-16.6, -179.4), (-17.7, 178.0)),
        ("NO", NORWAY, (67.5, 12.0), (61.0, 9.0)),
        ("UA", UKRAINE, (44.2, 34.2), (49.0, 32.0)),
    ],
)
def test_off_a_country_is_at_sea(
    code: str, at: Disc, sea: tuple[float, float], land: tuple[float, float]
) -> None:
    region = sound(lands.off_country(code, at))
    assert holds(region.polygon, *sea)
    assert not holds(region.polygon, *land)


def test_inside_a_border() -> None:
    strip = sound(lands.inside_border("UA", 30.0, UKRAINE))
    assert holds(strip.polygon, 50.05, 36.3 + 0.9)
    assert strip.disc.radius_km < 900
    assert lands.off_country("CH", Disc(46.8, 8.2, 200.0)) is None


@pytest.mark.parametrize(
    ("code", "lat", "lon", "within", "is_in"),
    [
        ("UA", 45.2, 34.2, 0.0, True),
        ("RU", 66.0, -175.0, 0.0, True),
        ("FJ", -16.5, -179.99, 30.0, True),
        ("FR", 51.5, -0.1, 0.0, False),
        ("FR", 50.0, 0.0, 100.0, True),
        ("AQ", -90.0, 0.0, 0.0, True),
    ],
)
def test_which_country(code: str, lat: float, lon: float, within: float, is_in: bool) -> None:
    assert lands.in_country(code, lat, lon, within) is is_in


@settings(max_examples=25, deadline=None)
@given(
    st.floats(-85, 85),
    st.floats(-180, 180),
    st.floats(0, 360),
    st.floats(0, 120),
    st.floats(0, 1),
    st.floats(0, 360),
)
def test_what_two_areas_share_is_held_by_their_overlap(
    lat: float, lon: float, course: float, apart: float, share: float, way: float
) -> None:  # fmt: skip
    a = sector(Disc(lat, lon, 5.0), course, 45.0, 0.0, 150.0)
    b = Region(Disc(*displace(lat, lon, course, apart), 60.0))
    point = displace(lat, lon, course, min(150.0, apart + 50 * share))
    shared = overlap(a, b)
    assert shared is not None
    assert shared.disc.holds(*point)
    assert not shared.polygon or holds(shared.polygon, *point)
    assert shared.disc.radius_km <= min(a.disc.radius_km, b.disc.radius_km)
    far = Region(Disc(*displace(lat, lon, course + 180, 1000.0), 60.0))
    assert overlap(a, far) is None
    both = either(a, far)
    assert both.disc.holds(*point)
    assert both.disc.holds(*displace(far.disc.lat, far.disc.lon, way, 59.0))
    assert holds(both.polygon, *displace(far.disc.lat, far.disc.lon, way, 59.0))
    assert gap_km(far.disc, a) > 700
    assert gap_km(Disc(*point, 1.0), a) == 0.0
    assert narrower(a, both)
