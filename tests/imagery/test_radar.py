"""radar: point scatterers put into backscatter."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.imagery.radar import with_scatterer

GROUND = np.full((2, 31, 31), -12.0, dtype=np.float32)


def power(decibel: np.ndarray) -> np.ndarray:
    return 10 ** (decibel.astype(float) / 10)


@given(st.floats(20, 45), st.sampled_from([10.0, 20.0, 30.0]), st.floats(12, 18), st.floats(12, 18))
def test_its_whole_cross_section_is_added_and_vh_is_ten_decibel_lower(
    dbsm: float, pixel_m: float, row: float, column: float
) -> None:
    made = with_scatterer(GROUND, ("VV", "VH"), pixel_m, row, column, dbsm)
    added = (power(made) - power(GROUND)).sum(axis=(1, 2)) * pixel_m**2
    assert 10 * np.log10(added[0]) == pytest.approx(dbsm, abs=0.05)
    assert 10 * np.log10(added[1]) == pytest.approx(dbsm - 10, abs=0.1)
    assert np.unravel_index(made[0].argmax(), made[0].shape) == (
        pytest.approx(row, abs=0.51),
        pytest.approx(column, abs=0.51),
    )


def test_what_is_unknown_stays_unknown_and_the_picture_given_is_not_changed() -> None:
    ground = GROUND.copy()
    ground[:, 15, 15] = np.nan
    made = with_scatterer(ground, ("VV", "VH"), 10, 15, 15, 30)
    assert np.isnan(made[:, 15, 15]).all()
    assert made[0, 15, 16] > -12
    assert (ground[0, 15, 16], ground[0, 0, 0]) == (-12, -12)


def test_a_scatterer_off_the_picture_changes_nothing() -> None:
    assert np.array_equal(with_scatterer(GROUND, ("VV", "VH"), 10, -50, 15, 40), GROUND)
