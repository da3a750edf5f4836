"""controls: windows elsewhere that overlap nothing; standing and rank beside them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.imagery.controls import bounds, controls, most_of
from sightline.imagery.standing import against_controls, rank


@settings(max_examples=40, deadline=None)
@given(st.integers(30, 80), st.integers(30, 80), st.integers(3, 25), st.integers(3, 25), st.data())
def test_windows_overlap_neither_the_area_nor_each_other(
    height: int, width: int, tall: int, wide: int, data: st.DataObject
) -> None:
    area = np.zeros((height, width), dtype=np.bool_)
    top, left = data.draw(st.integers(0, height - tall)), data.draw(st.integers(0, width - wide))
    area[top : top + tall, left : left + wide] = True
    found = controls(area, np.ones_like(area))
    taken = area.astype(int)
    for r, c in found.corners:
        h, w = found.mask.shape
        taken[r : r + h, c : c + w] += 1
        assert r + h <= height
        assert c + w <= width
    assert taken.max() == 1
    if found.alike:
        assert found.mask.shape == (tall, wide)
        assert len(found.corners) >= 19


def test_windows_lie_on_ground_that_is_seen() -> None:
    area = np.zeros((60, 60), dtype=np.bool_)
    area[:6, :6] = True
    seen = np.ones_like(area)
    seen[:, 30:] = False
    assert all(c + 6 <= 32 for _, c in controls(area, seen).corners)


def test_windows_like_the_area_in_texture_are_taken_first() -> None:
    area = np.zeros((100, 100), dtype=np.bool_)
    area[:5, :5] = True
    busy = np.full(area.shape, 1.0, dtype=np.float32)
    busy[:, 50:] = 20
    found = controls(area, np.ones_like(area), busy, most=40)
    assert len(found.corners) == 40
    assert all(c < 50 for _, c in found.corners)


def test_an_area_that_leaves_no_room_has_no_windows() -> None:
    area = np.ones((20, 20), dtype=np.bool_)
    found = controls(area, np.ones_like(area))
    assert found.corners == ()
    assert found.most(np.zeros((3, 20, 20), dtype=np.float32)).shape == (3, 0)


def test_bounds_of_nothing() -> None:
    with pytest.raises(ValueError, match="without a pixel"):
        bounds(np.zeros((3, 3), dtype=np.bool_))


def test_the_most_of_what_is_hardly_known_is_not_known() -> None:
    pixels = np.array([[1, 2, np.nan, 4, 5], [np.nan, np.nan, 3, 4, 5]], dtype=np.float32)
    assert most_of(pixels)[0] == 5
    assert np.isnan(most_of(pixels)[1])
    assert most_of(pixels, 0)[1] == 5


def test_ties_and_unknowns_count_against() -> None:
    assert rank(3.0, np.array([1, 2, 2.5], dtype=np.float32)) == 1 / 4
    assert rank(3.0, np.array([1, 3, 4], dtype=np.float32)) == 3 / 4
    assert rank(3.0, np.array([1, np.nan], dtype=np.float32)) == 2 / 3
    assert rank(3.0, np.array([1, 2.9], dtype=np.float32), 0.2) == 2 / 3
    assert rank(3.0, np.array([], dtype=np.float32)) == 1


def test_standing_does_not_rise_with_the_whole_scene() -> None:
    rng = np.random.default_rng(0)
    windows = rng.lognormal(1, 0.2, (20, 30)).astype(np.float32)
    tops = rng.lognormal(1, 0.2, 20).astype(np.float32)
    louder = windows.copy()
    louder[19] *= 3
    high = tops.copy()
    high[19] *= 3
    plain, wet = against_controls(tops, windows), against_controls(high, louder)
    assert np.allclose(plain, wet, atol=0.8)
    assert against_controls(high, windows)[19] > against_controls(high, windows)[:19].max()
