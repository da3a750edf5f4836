"""The grid of a site, and areas on it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.imagery.grid import circle_mask, grid_of, to_grid, to_lat_lon
from sightline.model.errors import ReadError
from sightline.model.place import distance_km
from sightline.model.scene import Site
from sightline.model.utm import utm_epsg, utm_zone

LATS = st.floats(-79.9, 83.9)
LONS = st.floats(-180, 180)


@pytest.mark.parametrize(
    ("lat", "lon", "zone"),
    [(9.37, -66.92, 19), (0, -180, 1), (0, 180, 1), (0, 179.999, 60), (60, 4, 32), (55, 4, 31), (78, 8.9, 31), (78, 9, 33),
     (78, 20, 33), (78, 21, 35), (78, 33, 37), (78, 42, 38), (-1, 2.9, 31)],
)  # fmt: skip
def test_zones_as_the_tiles_of_sentinel_2_have_them(lat: float, lon: float, zone: int) -> None:
    assert utm_zone(lat, lon) == zone


@given(LATS, LONS)
def test_there_is_a_zone_for_every_point_that_is_no_pole(lat: float, lon: float) -> None:
    assert 1 <= utm_zone(lat, lon) <= 60
    assert utm_epsg(lat, lon) // 100 == (326 if lat >= 0 else 327)


@pytest.mark.parametrize("lat", [84.1, 90.0, -80.1, -90.0])
def test_there_is_none_at_the_poles(lat: float) -> None:
    with pytest.raises(ReadError, match="80 S to 84 N"):
        grid_of(Site(lat, 0.0, 1000), 10)


@given(LATS, LONS, st.floats(50, 3000), st.sampled_from([3.0, 10.0, 30.0]))
def test_the_grid_holds_the_site_and_lies_on_the_lattice(
    lat: float, lon: float, half: float, pixel: float
) -> None:
    grid = grid_of(Site(lat, lon, half), pixel)
    assert grid.left % pixel == grid.top % pixel == 0
    row, column = to_grid(grid, lat, lon)
    reach = half / pixel
    for at, size in ((row, grid.height), (column, grid.width)):
        assert at - reach >= -0.5 - 1e-3
        assert at + reach <= size - 0.5 + 1e-3
        assert size <= 2 * reach + 2 + 1e-3


@given(LATS, LONS, st.floats(-20, 120), st.floats(-20, 120))
def test_points_go_to_the_grid_and_back(lat: float, lon: float, row: float, column: float) -> None:
    grid = grid_of(Site(lat, lon, 500), 10)
    there = to_lat_lon(grid, row, column)
    assert to_grid(grid, *there) == pytest.approx((row, column), abs=1e-4)


def test_a_pixel_is_as_long_as_it_says() -> None:
    grid = grid_of(Site(43.69, 10.395, 1000), 10)
    metres = distance_km(*to_lat_lon(grid, 0, 0), *to_lat_lon(grid, 0, 100)) * 1000
    assert metres == pytest.approx(1000, rel=0.005)  # the sphere of distance_km and the scale of UTM


def test_a_margin_makes_it_wider_and_moves_no_pixel() -> None:
    site = Site(43.69, 10.395, 1000)
    small, large = grid_of(site, 10), grid_of(site, 10, margin_m=300)
    assert (small.left - large.left) % 10 == (large.top - small.top) % 10 == 0
    assert large.width - small.width in range(59, 62)


def test_another_zone_and_another_lattice() -> None:
    grid = grid_of(Site(43.69, 11.99, 500), 10, epsg=32633, phase=(5.0, 2.5))
    assert (grid.epsg, grid.left % 10, grid.top % 10) == (32633, 5.0, 2.5)


def test_too_many_pixels() -> None:
    with pytest.raises(ReadError) as error:
        grid_of(Site(43.69, 10.395, 30_000), 10)
    assert error.value.code == "too-large"


@given(LATS, LONS, st.floats(1, 800))
def test_a_circle_has_its_area_and_its_middle(lat: float, lon: float, radius: float) -> None:
    grid = grid_of(Site(lat, lon, 1000), 10)
    mask = circle_mask(grid, lat, lon, radius)
    row, column = to_grid(grid, lat, lon)
    assert mask[round(row), round(column)]
    if radius > 100:
        assert mask.sum() * 100 == pytest.approx(math.pi * radius**2, rel=0.05)


def test_a_circle_beyond_the_grid_is_empty() -> None:
    grid = grid_of(Site(43.69, 10.395, 1000), 10)
    assert not circle_mask(grid, 44.5, 10.395, 500).any()
