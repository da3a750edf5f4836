"""Areas of relations: each holds what it was made from, everywhere on Earth, and its disc holds it."""

import math
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sightline.model.place import bearing_deg, distance_km, ring_area
from sightline.places.geometry import Disc, displace
from sightline.places.rings import area_km2, holds, polygon
from sightline.places.shapes import Region, hull, part_of_disc, sector, spindle

LAT = st.floats(-90, 90) | st.sampled_from([90.0, -90.0, 89.99, -89.9, 0.0])
LON = st.floats(-180, 180) | st.sampled_from([180.0, -180.0, 179.99, 0.0])
DISCS = st.builds(Disc, LAT, LON, st.floats(0.5, 100))
COURSE = st.floats(0, 360) | st.sampled_from([0.0, 45.0, 90.0, 180.0, 270.0])
SHARE = st.floats(0, 1)


def sound(region: Region) -> None:
    """Closed, counter-clockwise, on Earth, no edge round the world, and inside the disc."""
    assert region.polygon
    for ring in region.polygon:
        assert len(ring) >= 4
        assert ring[0] == ring[-1]
        assert ring_area(ring) > 0
        assert all(-90 <= y <= 90 and -180 <= x <= 180 for y, x in ring)
        for a, b in pairwise(ring):
            for t in (0.0, 0.25, 0.5, 0.75):
                assert region.disc.holds(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))


def inside(region: Region, point: tuple[float, float]) -> bool:
    return region.disc.holds(*point) and holds(region.polygon, *point)


@settings(max_examples=150)
@given(DISCS, COURSE, st.floats(10, 1000), st.floats(-1, 1), SHARE)
@example(Disc(-17.7, 179.9, 5), 90.0, 200, 0.5, 0.9)
@example(Disc(90.0, 0.0, 1), 180.0, 200, 0.5, 0.5)
@example(Disc(89.9, 10.0, 1), 0.0, 200, 0.0, 0.9)
@example(Disc(89.984375, 0.0, 0.5), 63.0, 272, 0.0, 0.0)
def test_a_direction_holds_every_point_in_its_quarter(
    at: Disc, course: float, reach: float, slip: float, share: float
) -> None:
    region = sector(at, course, 45.0, 0.0, reach)
    sound(region)
    assert inside(region, displace(at.lat, at.lon, course + 45 * slip, reach * share))


@settings(max_examples=150)
@given(DISCS, COURSE, st.floats(1, 1000), st.floats(-1, 1), st.floats(0.8, 1.2), SHARE)
def test_a_distance_in_a_direction_holds_it_from_the_middle_and_from_the_edge(
    at: Disc, course: float, km: float, slip: float, scale: float, edge: float
) -> None:
    region = sector(at, course, 22.5, 0.8 * km, 1.2 * km)
    sound(region)
    assert inside(
        region, displace(at.lat, at.lon, course + 22.5 * slip, km * scale + edge * at.radius_km * 0.99)
    )


def test_a_direction_leaves_out_the_other_side() -> None:
    south = sector(Disc(10.5, -66.9, 20), 180.0, 45.0, 0.0, 150.0)
    assert holds(south.polygon, 9.5, -66.9)
    assert not holds(south.polygon, 11.0, -66.9)
    assert not holds(south.polygon, 10.4, -65.0)
    east = sector(Disc(36.2, 37.16, 5), 90.0, 22.5, 16.0, 24.0)
    assert holds(east.polygon, 36.2, 37.38)
    assert not holds(east.polygon, 36.2, 37.16), "20 km east of a town is not the town"


@settings(max_examples=100)
@given(DISCS, COURSE, st.floats(1, 1000), st.floats(1.1, 3))
def test_a_longer_reach_is_a_larger_area(at: Disc, course: float, km: float, more: float) -> None:
    one, two = (sector(at, course, 45.0, 0.0, reach) for reach in (km, km * more))
    assert area_km2(one.polygon) < area_km2(two.polygon)
    assert one.disc.radius_km <= two.disc.radius_km
    assert area_km2(two.polygon) < 1.01 * math.pi * two.disc.radius_km**2


def test_the_area_of_a_sector_is_that_of_the_plane() -> None:
    region = sector(Disc(10.0, 20.0, 0.01), 30.0, 45.0, 0.0, 100.0)
    assert area_km2(region.polygon) == pytest.approx(math.pi * 100**2 / 4, rel=0.05)


@settings(max_examples=150)
@given(DISCS, COURSE, st.floats(250, 2000), st.floats(0.5, 100), SHARE, st.floats(-1, 1))
@example(Disc(60.0, 179.0, 5), 90.0, 300, 5, 0.5, 1.0)
@example(Disc(89.0, 0.0, 5), 0.0, 300, 5, 0.5, 1.0)
def test_between_holds_the_way_and_what_lies_beside_it(
    a: Disc, course: float, km: float, radius: float, share: float, aside: float
) -> None:
    b = Disc(*displace(a.lat, a.lon, course, km), radius)
    region = spindle(a, b, 0.25)
    sound(region)
    at = displace(a.lat, a.lon, bearing_deg(a.lat, a.lon, b.lat, b.lon), share * km)
    on = (
        bearing_deg(*at, b.lat, b.lon)
        if distance_km(*at, b.lat, b.lon) > 1
        else bearing_deg(*at, a.lat, a.lon) + 180
    )
    wide = 0.25 * km * math.sin(math.pi * share) * abs(aside)
    assert inside(region, displace(*at, on + math.copysign(90.0, aside), wide))


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.floats(0, 360), st.floats(0, 800), st.floats(1, 50)), min_size=3, max_size=5),
    LAT,
    LON,
    COURSE,
    SHARE,
)
def test_a_hull_holds_its_discs(spread: list[tuple[float, float, float]], lat: float, lon: float, course: float, share: float) -> None:  # fmt: skip
    discs = [Disc(*displace(lat, lon, way, km), radius) for way, km, radius in spread]
    region = hull(discs)
    sound(region)
    for disc in discs:
        assert inside(region, displace(disc.lat, disc.lon, course, share * disc.radius_km))


@settings(max_examples=100)
@given(st.builds(Disc, LAT, LON, st.floats(1, 1500)), COURSE, st.floats(-90, 90), SHARE)
def test_a_part_of_a_disc_holds_its_half(at: Disc, course: float, slip: float, share: float) -> None:
    region = part_of_disc(at, course)
    sound(region)
    assert inside(region, displace(at.lat, at.lon, course + slip, share * at.radius_km))
    assert area_km2(region.polygon) < 0.75 * math.pi * at.radius_km**2 * 1.03


def test_a_cap_over_the_pole_and_a_box_across_the_antimeridian() -> None:
    cap = polygon([(80.0, float(x)) for x in range(0, 360, 10)])
    assert all(holds(cap, 85.0, x) for x in (-179.0, 0.0, 95.0, 179.0))
    assert holds(cap, 90.0, 33.0)
    assert not holds(cap, 79.0, 33.0)
    south = polygon([(-80.0, float(x)) for x in range(360, 0, -10)])
    assert holds(south, -90.0, 0.0)
    assert not holds(south, 0.0, 0.0)
    box = polygon([(10.0, 175.0), (10.0, -175.0), (20.0, -175.0), (20.0, 175.0)])
    assert len(box) == 2
    assert {x for ring in box for _, x in ring} == {175.0, 180.0, -180.0, -175.0}
    assert holds(box, 15.0, 178.0)
    assert holds(box, 15.0, -178.0)
    assert not holds(box, 15.0, 0.0)
