import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.places.coordinates import find_coordinates, parse


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("at 9.37265, -66.9228 today", 9.37265, -66.9228),
        ("9°22'21\"N 66°55'22\"W", 9.3725, -66.92278),
        ("9° 22′ 21″ N, 66° 55′ 22″ W", 9.3725, -66.92278),
        ("N 35° 24.07' E 35° 56.92'", 35.40117, 35.94867),
        ("35.401°N, 35.949°E", 35.401, 35.949),
        ("35.401 N 35.949 E", 35.401, 35.949),
        ("1036N 06659W", 10.6, -66.98333),
        ("103613N 0665926W", 10.60361, -66.99056),
        ("33.78° south, 151.2° east", -33.78, 151.2),
        ("E 35.949°, N 35.401°", 35.401, 35.949),
    ],
)
def test_spellings(text: str, lat: float, lon: float) -> None:
    found = parse(text)
    assert found is not None
    assert found.precision == "coordinate"
    assert found.lat == pytest.approx(lat, abs=1e-4)
    assert found.lon == pytest.approx(lon, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("at 151.2093, -33.8688", "swapped"),
        ("95.123 N 35.949 E", "beyond the poles"),
        ("35.401° N 210.5° E", "beyond 180"),
        ("35.401° N 36.2° N", "both numbers are latitudes"),
        ("9°72'21\"N 66°55'22\"W", "minutes and seconds"),
    ],
)
def test_refused_with_a_reason(text: str, reason: str) -> None:
    found = parse(text)
    assert found is not None
    assert not found.known
    assert any(reason in r for r in found.reasons)


@pytest.mark.parametrize(
    "text",
    ["", "12.5, 13.5 percent", "3 S-300 and 5 E", "version 1.2.345, 6.7.890", "in 2019 S 5", "10 m 5 s"],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_coordinates(text) == []


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_decimal_pair_comes_back_within_its_radius(lat: float, lon: float) -> None:
    found = parse(f"{lat:.5f}, {lon:.5f}")
    assert found is not None
    assert found.lat == pytest.approx(lat, abs=1e-5)
    assert found.lon == pytest.approx(lon, abs=1e-5)
    assert found.radius_km is not None
    assert found.radius_km >= 0.01
