"""The plane and the thinning of lines, as laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.flights.drawing.plane import Plane, kept
from sightline.model.place import bearing_deg, distance_km

LAT, LON = st.floats(-90, 90), st.floats(-180, 180)


@given(LAT, LON, LAT, LON)
def test_distances_and_bearings_from_the_centre_are_true(a: float, b: float, c: float, d: float) -> None:
    x, y = Plane(a, b).spot(c, d)
    far = distance_km(a, b, c, d)
    assert float(np.hypot(x, y)) == pytest.approx(far, abs=0.3, rel=1e-6)
    if 1 < far < 19_900 and abs(a) < 89.9:
        turn = np.degrees(np.arctan2(x, y)) - bearing_deg(a, b, c, d)
        assert abs((turn + 180) % 360 - 180) < 0.05


@given(LAT, LON, st.floats(0.01, 0.2))
def test_the_antimeridian_is_no_place(lat: float, lon: float, step: float) -> None:
    here = Plane(lat, 179.95).spot(lat, 179.95 + step - 360)
    there = Plane(lat, lon).spot(lat, lon + step)
    assert here == pytest.approx(there, abs=1e-6)


@given(st.lists(st.tuples(st.floats(-300, 300), st.floats(-300, 300)), max_size=80), st.floats(0.05, 20))
def test_a_thinned_line_stays_near(points: list[tuple[float, float]], least: float) -> None:
    x, y = np.array([p[0] for p in points]), np.array([p[1] for p in points])
    index = kept(x, y, least)
    assert list(index) == sorted(set(index.tolist()))
    if len(points) == 0:
        assert len(index) == 0
        return
    assert {0, len(points) - 1} <= set(index.tolist())
    for i in range(len(points)):
        assert _off(x[i], y[i], x[index], y[index]) <= least * 2.5 + 1e-6


def _off(a: float, b: float, x: np.ndarray, y: np.ndarray) -> float:  # type: ignore[type-arg]
    if len(x) == 1:
        return float(np.hypot(a - x[0], b - y[0]))
    du, dv = np.diff(x), np.diff(y)
    square = np.maximum(du**2 + dv**2, 1e-30)
    share = np.clip(((a - x[:-1]) * du + (b - y[:-1]) * dv) / square, 0, 1)
    return float(np.hypot(a - x[:-1] - share * du, b - y[:-1] - share * dv).min())
