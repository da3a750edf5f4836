"""Things put into pixels: as much of them as there is ground covered, and nothing elsewhere."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sightline.imagery.inject import coverage, injected
from sightline.imagery.thing import Shape, Thing, outline

ANGLES = st.floats(0, 3.14)
PLACES = st.floats(30, 34)
SHAPES: tuple[Shape, ...] = ("rectangle", "transport", "fighter", "ship")


@given(st.sampled_from(SHAPES), st.floats(3, 120), st.floats(0.5, 1.6), PLACES, PLACES, ANGLES)
@example("rectangle", 16.0, 1.0, 30.0, 30.0, 0.0)
@example("rectangle", 8.5, 1.0, 30.0, 30.0, 0.0)
@settings(max_examples=80, deadline=None)
def test_covers_its_own_area(
    shape: Shape, length: float, ratio: float, row: float, column: float, angle: float
) -> None:
    thing = Thing("x", length, length * ratio, shape)
    cover, _, _ = coverage(thing, 10.0, row, column, angle)
    assert float(cover.max()) <= 1.0 + 1e-5
    assert float(cover.min()) >= 0.0
    # The outline is drawn to a fifth of a pixel, 2 m: by so much each side may come out too long or too short.
    sides = length + length * ratio
    assert float(cover.sum()) * 100 == pytest.approx(thing.area_m2, rel=0.12, abs=4 + 2 * sides)


@given(PLACES, PLACES, ANGLES)
@settings(max_examples=40, deadline=None)
def test_lies_where_it_was_put(row: float, column: float, angle: float) -> None:
    cover, top, left = coverage(Thing("x", 60, 40), 10.0, row, column, angle)
    rows, columns = np.indices(cover.shape)
    assert float((cover * (rows + top)).sum() / cover.sum()) == pytest.approx(row, abs=0.15)
    assert float((cover * (columns + left)).sum() / cover.sum()) == pytest.approx(column, abs=0.15)


def test_a_large_thing_takes_the_pixels_and_a_small_one_a_share_of_one() -> None:
    ground = np.full((2, 64, 64), 0.3, np.float32)
    big = injected(ground, Thing("x", 100, 100), 10.0, 32.0, 32.0, 0.0, 0.2)
    assert big[0, 32, 32] == pytest.approx(0.5, abs=1e-3)
    assert big[1, 2, 2] == pytest.approx(0.3)
    small = injected(ground, Thing("launcher", 13, 3.8), 10.0, 32.0, 32.0, 0.3, 0.2)
    assert 0 < small.max() - 0.3 < 0.06
    assert (ground == np.float32(0.3)).all()


def test_each_band_has_its_own_step_and_nothing_is_darker_than_black() -> None:
    ground = np.full((2, 32, 32), 0.1, np.float32)
    made = injected(ground, Thing("x", 60, 60), 10.0, 16.0, 16.0, 0.0, (0.2, -0.3))
    assert made[0, 16, 16] == pytest.approx(0.3, abs=1e-3)
    assert made[1, 16, 16] == pytest.approx(0.0, abs=1e-3)


def test_a_step_that_the_ground_does_not_allow_goes_the_other_way() -> None:
    for level, step, own in ((0.1, -0.2, 0.3), (0.9, 0.2, 0.7), (0.4, -0.2, 0.2)):
        ground = np.full((2, 32, 32), level, np.float32)
        made = injected(ground, Thing("x", 60, 60), 10.0, 16.0, 16.0, 0.0, step)
        assert made[0, 16, 16] == pytest.approx(own, abs=1e-3)


def test_outside_and_on_the_edge_and_on_nothing() -> None:
    ground = np.full((1, 20, 20), 0.2, np.float32)
    thing = Thing("x", 40, 40)
    assert (injected(ground, thing, 10.0, -50.0, 400.0, 0.0, 0.2) == ground).all()
    assert injected(ground, thing, 10.0, 0.0, 0.0, 0.0, 0.2)[0, 0, 0] > 0.35
    empty = np.full((1, 20, 20), np.nan, np.float32)
    assert np.isnan(injected(empty, thing, 10.0, 10.0, 10.0, 0.0, 0.2)).all()


def test_an_aircraft_is_no_square() -> None:
    assert len(outline(Thing("x", 69, 73, "transport"))) == 5
    assert Thing("An-124", 69.1, 73.3, "transport").side_m == pytest.approx(33.4, abs=1)
    assert Thing("Su-30", 21.9, 14.7, "fighter").side_m == pytest.approx(10.5, abs=1)


@pytest.mark.parametrize("metres", [0.0, -3.0, float("nan"), float("inf"), 200_000.0])
def test_no_thing_without_a_size(metres: float) -> None:
    with pytest.raises(ValueError, match="no size"):
        Thing("x", metres, 3.0)


def test_an_edge_along_sub_pixels_takes_one_side_of_them() -> None:
    cover, _, _ = coverage(Thing("x", 16, 16), 10.0, 30.0, 30.0, 0.0)
    assert float(cover.sum()) * 100 == pytest.approx(256, rel=0.01)
