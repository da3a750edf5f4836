"""baseline: references, spreads and departures, treating all dates alike."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.imagery import baseline
from sightline.imagery.baseline import (
    departures,
    filtered,
    levelled,
    median,
    scored,
    smoothed,
    spread_of,
    strips_of,
)
from sightline.imagery.stack import Values


def _departed(values: Values) -> Values:
    """Of one band (date, y, x)."""
    middle, spread, _ = spread_of(values[:, None])
    return departures(values, middle[0], spread[0])


def test_strips_hold_every_row_once_however_large_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(0).normal(0, 1, (12, 2, 50, 40)).astype(np.float32)
    values[3, :, 10:20] = np.nan
    whole = spread_of(values)
    monkeypatch.setattr(baseline, "_AT_ONCE", 3_000)
    rows = [row for strip in strips_of(values) for row in range(50)[strip]]
    assert rows == list(range(50))
    assert len(list(strips_of(values))) > 5
    for one, other in zip(whole, spread_of(values), strict=True):
        assert np.array_equal(one, other)


def test_median_of_what_is_known() -> None:
    values = np.array([[1.0, np.nan], [3.0, np.nan], [np.nan, np.nan], [10.0, np.nan]], dtype=np.float32)
    assert median(values)[0] == 3
    assert np.isnan(median(values)[1])
    assert median(values[:2])[0] == 2


def test_a_date_that_is_hazy_all_over_is_levelled_but_a_thing_in_the_area_stays() -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(0.2, 0.01, (10, 20, 20)).astype(np.float32)
    values[9] += 0.1
    values[9, 8:12, 8:12] += 0.3
    elsewhere = np.ones((20, 20), dtype=np.bool_)
    elsewhere[8:12, 8:12] = False
    off, middle, shift = levelled(values, np.ones(values.shape, dtype=np.bool_), elsewhere)
    assert abs(shift[9] - 0.1) < 0.01
    assert abs(off[9, 0].mean()) < 0.02
    assert abs(off[9, 9, 9] - 0.3) < 0.05
    assert abs(middle.mean() - 0.2) < 0.01


def test_smoothing_keeps_a_plain_plain_and_does_not_spread_what_is_missing() -> None:
    values = np.full((1, 9, 9), 3.0, dtype=np.float32)
    values[0, 4, 4] = np.nan
    made = smoothed(values, 0.7)
    assert np.isnan(made[0, 4, 4])
    assert np.allclose(made[np.isfinite(made)], 3, atol=1e-5)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(-50, 50), st.floats(0.1, 20))
def test_departures_do_not_depend_on_units(seed: int, add: float, times: float) -> None:
    values = np.random.default_rng(seed).normal(0, 1, (12, 6, 6)).astype(np.float32)
    plain = _departed(values)
    moved = _departed((values * np.float32(times) + np.float32(add)).astype(np.float32))
    assert np.allclose(plain, moved, atol=0.02)


def test_a_lucky_calm_pixel_borrows_the_spread_of_the_scene() -> None:
    values = np.random.default_rng(0).normal(0, 1, (12, 30, 30)).astype(np.float32)
    values[:, 0, 0] = 0
    _, spread, scene = spread_of(values[:, None])
    assert 0.8 < scene[0] < 1.2
    assert spread[0, 0, 0] > 0.5


def test_one_wild_date_does_not_bend_the_others() -> None:
    values = np.random.default_rng(0).normal(0, 1, (20, 10, 10)).astype(np.float32)
    wild = values.copy()
    wild[3] += 1000
    calm, bent = _departed(values), _departed(wild)
    assert np.abs(np.delete(bent, 3, axis=0) - np.delete(calm, 3, axis=0)).max() < 1.5
    assert bent[3].min() > 50


def test_scores_by_sign() -> None:
    one = np.array([3.0, 4.0, -3.0, -4.0], dtype=np.float32).reshape(2, 2, 1, 1).swapaxes(0, 1)
    assert np.allclose(scored(one)[:, 0, 0], [np.sqrt(12.5)] * 2)
    assert np.allclose(scored(one, "up")[:, 0, 0], [7 / np.sqrt(2), 0])
    assert np.allclose(scored(one, "down")[:, 0, 0], [0, 7 / np.sqrt(2)])
    assert np.allclose(scored(one, together=True)[:, 0, 0], [7 / np.sqrt(2)] * 2)


def test_what_is_wider_than_a_thing_is_taken_off_and_a_thing_stays() -> None:
    slope = np.broadcast_to(np.linspace(0, 1, 80, dtype=np.float32), (1, 80, 80)).copy()
    slope[0, 40:43, 40:43] += 5
    slope[0, 10, 10] = np.nan
    small, large = filtered(slope)
    assert small[0, 41, 41] > 4
    assert 1 < large[0, 41, 41] < 4
    assert abs(small[0, 60, 20]) < 0.1
    assert np.isnan(small[0, 10, 10])
    assert np.isfinite(small[0, 10, 12])
