"""The offset of baseline 04.00: by the archive's words, and by the pixels where those are wrong."""

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.imagery.offsets import corrections
from sightline.imagery.radiometry import Offset, offset_of
from sightline.model.scene import Asset, Scene

OLD, NEW = Offset(0.0, False, True), Offset(-0.1, True, True)
HARMONISED = Offset(0.0, True, True)


def scene(year: int = 2023, **more: Any) -> Scene:
    at = dt.datetime(year, 5, 1, 15, tzinfo=dt.UTC)
    return Scene("s", "a", "c", "sentinel-2", "sentinel-2a", at, (), **more)


@pytest.mark.parametrize(
    ("said", "offset", "added", "sure"),
    [
        ({"baseline": "05.09", "offset_applied": False}, None, -0.1, True),
        ({"baseline": "05.09", "offset_applied": False}, -0.1, -0.1, True),
        ({"baseline": "05.09", "offset_applied": True}, None, 0.0, True),
        ({"baseline": "05.09", "offset_applied": True}, -0.1, 0.0, False),
        ({"baseline": "05.09"}, None, -0.1, True),
        ({"baseline": "05.09"}, 0.0, 0.0, False),
        ({"baseline": "02.11"}, None, 0.0, True),
        ({"baseline": "02.11"}, -0.1, -0.1, False),
        ({}, None, -0.1, False),
        ({"year": 2019}, None, 0.0, False),
        ({"year": 2019, "baseline": "05.00"}, None, -0.1, True),  # processed anew: it has the offset too
        ({"baseline": "N0509"}, None, -0.1, False),
    ],
)
def test_by_the_archives_words(said: dict[str, Any], offset: float | None, added: float, sure: bool) -> None:
    made = offset_of(scene(**said), Asset("B04", "x", offset=offset))
    assert (made.added, made.sure) == (added, sure)


def ground(dates: int, seed: int = 0, size: int = 60, *, season: float = 0.03, noise: float = 0.005) -> Any:
    """(date, band, y, x): dark and bright fields, a season that differs by band, noise."""
    rng = np.random.default_rng(seed)
    base = rng.uniform(0.02, 0.35, (4, size, size))
    turn = np.array([0.3, 0.5, 0.2, 1.0])[:, None, None]
    made = [base * (1 + season * 3 * np.sin(n) * turn) + rng.normal(0, noise, base.shape) for n in range(dates)]  # fmt: skip
    return np.stack(made).astype(np.float32)


def found(values: Any, offsets: list[Offset]) -> list[float | None]:
    usable = np.ones((len(values), *values.shape[2:]), bool)
    return [None if c.dropped else round(c.added, 3) for c in corrections(values, usable, offsets)]


def test_nothing_is_put_right_where_nothing_is_wrong() -> None:
    assert found(ground(20), [OLD] * 12 + [NEW] * 8) == [0] * 20


def test_dates_whose_offset_was_never_taken_off() -> None:
    values = ground(20)
    values[12:] += 0.1
    assert found(values, [OLD] * 12 + [HARMONISED] * 8) == [0] * 12 + [-0.1] * 8


def test_dates_whose_offset_was_taken_off_twice() -> None:
    values = ground(20)
    values[15:] -= 0.1
    assert found(values, [OLD] * 12 + [NEW] * 8) == [0] * 15 + [0.1] * 5


def test_wrong_dates_may_be_most_of_them_where_the_old_ones_cannot_be_wrong() -> None:
    values = ground(20)
    values[5:] += 0.1
    assert found(values, [OLD] * 5 + [HARMONISED] * 15) == [0] * 5 + [-0.1] * 15


@pytest.mark.parametrize(("wrong", "said", "added"), [(0.1, HARMONISED, -0.1), (-0.1, NEW, 0.1)])
def test_two_dates_are_enough(wrong: float, said: Offset, added: float) -> None:
    values = ground(2)
    values[1] += wrong
    assert found(values, [OLD, said]) == [0, added]


@pytest.mark.parametrize("wrong", [0.1, -0.1, 0.06])
def test_what_cannot_be_an_error_of_the_offset_is_no_error_of_it(wrong: float) -> None:
    """All dates are of old processing: haze, dust or a flood of light. None is touched; a whole 0.1 is left out."""
    values = ground(12)
    values[7] += wrong
    made = found(values, [OLD] * 12)
    assert made == [0] * 12  # nothing here could have the offset, so nothing is looked at
    mixed = found(values, [OLD] * 8 + [NEW] * 4)
    assert mixed[7] in (None, 0)
    assert mixed[:7] + mixed[8:] == [0] * 11


def test_between_right_and_wrong_a_doubtful_date_is_left_out() -> None:
    values = ground(12)
    values[7] += 0.05
    doubtful = Offset(0.0, None, False)
    assert found(values, [OLD] * 7 + [doubtful] + [NEW] * 4) == [0] * 7 + [None] + [0] * 4
    assert found(values, [OLD] * 7 + [NEW] * 5) == [0] * 12


def test_snow_haze_and_sun_are_not_taken_for_it() -> None:
    for what in ("snow", "haze", "sun", "drought"):
        values = ground(12)
        if what == "snow":
            values[7] = 0.8 - 0.2 * values[7]
        elif what == "haze":
            values[7] += np.array([0.12, 0.08, 0.05, 0.02], np.float32)[:, None, None]
        elif what == "sun":
            values[7] *= 1.5
        else:
            values[7] += np.array([0.03, 0.04, 0.09, -0.08], np.float32)[:, None, None]
        assert found(values, [OLD] * 7 + [HARMONISED] * 5) == [0] * 12, what


def test_brighter_by_a_factor_over_even_bright_ground() -> None:
    """A desert in other light is 0.1 brighter in all bands at once: that is no addition."""
    rng = np.random.default_rng(3)
    base = rng.uniform(0.2, 0.5, (4, 60, 60))
    values = np.stack([base + rng.normal(0, 0.003, base.shape) for _ in range(10)]).astype(np.float32)
    values[6] *= 1.3
    assert found(values, [OLD] * 6 + [HARMONISED] * 4)[6] in (0, None)
    assert found(values, [OLD] * 6 + [HARMONISED] * 4)[6] != -0.1


def test_a_large_change_on_the_ground_is_not_put_right() -> None:
    values = ground(12)
    values[8:, :, 20:40, 20:60] += 0.1  # a fifth of the scene, for good
    assert found(values, [OLD] * 6 + [HARMONISED] * 6) == [0] * 12


def test_clouds_are_not_asked() -> None:
    values = ground(6)
    usable = np.ones((6, 60, 60), bool)
    values[4, :, :40] += 0.1
    usable[4, :40] = False
    made = corrections(values, usable, [OLD] * 3 + [HARMONISED] * 3)
    assert [c.added for c in made] == [0] * 6
    usable[5] = False
    assert corrections(values, usable, [OLD] * 3 + [HARMONISED] * 3)[5].added == 0


@given(st.integers(0, 10**6), st.integers(2, 12), st.data())
def test_whatever_dates_are_wrong_they_agree_afterwards(seed: int, dates: int, data: st.DataObject) -> None:
    wrong = data.draw(st.lists(st.booleans(), min_size=dates, max_size=dates))
    values = ground(dates, seed, 30)
    values += np.array([0.1 if w else 0.0 for w in wrong], np.float32)[:, None, None, None]
    usable = np.ones((dates, 30, 30), bool)
    made = corrections(values, usable, [HARMONISED] * dates)
    assert not any(c.dropped for c in made)
    levels = [np.median(values[n]) + made[n].added for n in range(dates)]
    assert np.ptp(levels) < 0.05
