"""Pictures that lie a part of a pixel apart are found out and brought together; what cannot be told is said."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter, shift

from imagery.textures import ground
from sightline.imagery.register import MOST, _off, moved, shift_between

pytest.importorskip("scipy")
off = st.floats(-1.3, 1.3).map(lambda v: round(v, 2))


def lying_off(values: np.ndarray, rows: float, columns: float) -> np.ndarray:
    return moved(values, -rows, -columns)


@settings(max_examples=15, deadline=None)
@given(off, off, st.integers(0, 99))
def test_a_known_shift_is_found_in_another_light(rows: float, columns: float, seed: int) -> None:
    before = ground(seed, 110, bands=3)
    after = 0.8 * lying_off(before, rows, columns) + 0.02
    after += np.random.default_rng(seed).normal(0, 0.002, after.shape).astype(np.float32)
    shift = shift_between(before, after)
    assert shift.rows == pytest.approx(rows, abs=0.12)
    assert shift.columns == pytest.approx(columns, abs=0.12)
    assert shift.applied or np.hypot(rows, columns) < 0.2


def test_one_band_of_a_small_picture_is_too_little_to_vote() -> None:
    before = ground(1, 40, bands=1)
    shift = shift_between(before, lying_off(before, 0.5, 0.0))
    assert not shift.applied
    assert "too little" in shift.words


def test_a_shift_of_many_pixels_is_not_applied() -> None:
    before = ground(2, 130, bands=2)
    shift = shift_between(before, np.roll(before, 6, axis=1))
    assert shift.rows == pytest.approx(6, abs=0.2)
    assert shift.rows > MOST
    assert not shift.applied
    assert "left as it is" in shift.words


def test_pictures_of_different_places_are_left_alone() -> None:
    shift = shift_between(ground(3, 200, bands=2), ground(4, 200, bands=2))
    assert not shift.applied


def test_cloud_has_no_say() -> None:
    before = ground(5, 200, bands=2)
    after = lying_off(before, 0.6, -0.4)
    usable = np.ones(before.shape[1:], bool)
    usable[:90, :90] = False
    clouded = after.copy()
    clouded[:, :90, :90] = 0.7
    shift = shift_between(before, clouded, usable)
    assert (shift.rows, shift.columns) == (
        pytest.approx(0.6, abs=0.1),
        pytest.approx(-0.4, abs=0.1),
    )


def test_nothing_but_cloud_or_a_flat_picture_is_said() -> None:
    before = ground(6, 100)
    assert shift_between(before, before, np.zeros(before.shape[1:], bool)).votes == 0
    assert not shift_between(before, np.full_like(before, 0.3)).applied
    assert not shift_between(np.full_like(before, np.nan), before).applied


@given(st.floats(-2, 2), st.floats(-2, 2))
@settings(max_examples=20, deadline=None)
def test_moving_there_and_back_is_nearly_nothing(rows: float, columns: float) -> None:
    before = ground(7, 64, bands=1, blur=2.0)
    back = moved(moved(before, rows, columns), -rows, -columns)
    inner = back[:, 8:-8, 8:-8]
    assert np.isfinite(inner).all()
    assert np.abs(inner - before[:, 8:-8, 8:-8]).max() < 0.02


def test_a_hole_moves_with_its_picture_and_nothing_is_made_up() -> None:
    before = ground(8, 64, bands=1)
    before[0, 20:30, 20:30] = np.nan
    made = moved(before, 1.0, 0.5)
    assert np.isnan(made[0, 19:29, 20:29]).all()
    assert np.isfinite(made[0, 40, 40])
    assert np.isnan(made[0, -1]).all()  # what came in over the edge


@pytest.mark.parametrize("seed", range(4))
def test_the_shift_is_that_of_a_well_kept_library(seed: int) -> None:
    """Our own upsampled correlation only keeps the spectrum of the fixed picture; its numbers are those of
    skimage, which gives the way back."""
    from scipy.fft import fft2

    library = pytest.importorskip("skimage.registration")
    chance = np.random.default_rng(seed)
    fixed = gaussian_filter(chance.normal(size=(64, 48)), 1.5)
    moving = shift(fixed, chance.uniform(-1.5, 1.5, 2), mode="wrap") + chance.normal(0, 0.02, fixed.shape)
    theirs, _, _ = library.phase_cross_correlation(fixed, moving, upsample_factor=20, normalization=None)
    assert _off(fft2(fixed), fft2(moving)) == pytest.approx(-theirs, abs=1e-9)
