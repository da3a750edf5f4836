import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.place import bearing_deg, distance_km
from sightline.places.geometry import (
    Disc,
    around,
    between,
    displace,
    inside_part,
    off_course,
)

LAT = st.floats(-90, 90)
LON = st.floats(-180, 180)
DISCS = st.builds(Disc, LAT, LON, st.floats(0.1, 500))


@given(LAT, LON, st.floats(0, 360), st.floats(0, 5000))
def test_displacing_goes_as_far_as_it_says(lat: float, lon: float, course: float, km: float) -> None:
    to = displace(lat, lon, course, km)
    assert -90 <= to[0] <= 90
    assert -180 <= to[1] <= 180
    assert distance_km(lat, lon, *to) == pytest.approx(km, abs=0.1)


@given(DISCS, st.floats(0, 360), st.floats(0, 300))
def test_near_holds_the_place_and_its_surroundings(at: Disc, course: float, km: float) -> None:
    assert around(at, km).holds(*displace(at.lat, at.lon, course, 0.99 * (at.radius_km + km)))


@given(DISCS, DISCS)
def test_between_holds_both(a: Disc, b: Disc) -> None:
    disc = between(a, b)
    assert distance_km(disc.lat, disc.lon, a.lat, a.lon) <= disc.radius_km + 1
    assert distance_km(disc.lat, disc.lon, b.lat, b.lon) <= disc.radius_km + 1


def test_across_the_antimeridian_and_near_the_pole() -> None:
    east = displace(-17.7, 179.9, 90, 50)
    assert east[1] < -179
    assert off_course(bearing_deg(-17.7, 179.9, *east), 90) < 1
    over = displace(89.9, 0.0, 0, 100)
    assert over[0] < 89.9
    assert abs(over[1]) == pytest.approx(180, abs=0.01)


def test_a_part_of_an_area_leans_the_right_way() -> None:
    north = inside_part(Disc(48, 32, 600), 0.0)
    assert north.lat > 48
    assert north.radius_km < 600
