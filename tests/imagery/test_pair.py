"""What changed between two pictures stands out, what light, shift, season and cloud do does not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagery.textures import ground
from sightline.imagery.energy import energy, leaves_in, matched, parts, plants, sizes, standard
from sightline.imagery.noise import WIDE, fits, smooth
from sightline.imagery.pair import (
    at_scale,
    compared,
    pair_change,
    rescored,
    score,
    window_scores,
)
from sightline.imagery.register import moved

pytest.importorskip("scipy")


def again(values: np.ndarray, seed: int = 0, noise: float = 0.004) -> np.ndarray:
    """Another look at the same ground: new noise, another light."""
    chance = np.random.default_rng(seed + 1000)
    return (0.9 * values + 0.01 + chance.normal(0, noise, values.shape)).astype(np.float32)


def built(values: np.ndarray, y: int, x: int, side: int, step: float = 0.2) -> np.ndarray:
    made = values.copy()
    made[:, y : y + side, x : x + side] += step
    return made


@pytest.mark.parametrize("bands", [1, 3, 12])
@pytest.mark.parametrize(("scale", "side"), [("score", 6), ("fine", 2)])
def test_what_was_built_stands_out(bands: int, scale: str, side: int) -> None:
    before = ground(1, 128, bands=bands)
    found = getattr(pair_change(before, built(again(before), 60, 70, side)), scale)
    peak = np.unravel_index(np.nanargmax(found), found.shape)
    assert abs(peak[0] - 60 - side / 2) <= 3
    assert abs(peak[1] - 70 - side / 2) <= 3
    assert found.dtype == np.float32
    assert abs(np.nanmedian(found)) < 0.2


@settings(max_examples=12, deadline=None)
@given(st.floats(0.5, 2.0), st.floats(-0.05, 0.05), st.integers(0, 50))
def test_the_light_of_a_date_makes_no_change(gain: float, offset: float, seed: int) -> None:
    before = ground(seed, 64, bands=2)
    after = built(again(before, seed), 30, 30, 5)
    one = pair_change(before, after, align=False)
    other = pair_change(before, (gain * after + offset).astype(np.float32), align=False)
    assert np.nanmax(np.abs(one.score - other.score)) < 0.05
    assert np.nanmax(np.abs(one.fine - other.fine)) < 0.2


def test_the_light_is_fitted_where_nothing_changed() -> None:
    before = ground(2, 128, bands=1)
    after = (before - 0.02) / 0.8
    after[:, :50, :50] = 0.9
    ((gain, offset),) = fits(before, after, np.ones((128, 128), bool))
    assert gain == pytest.approx(0.8, abs=0.02)
    assert offset == pytest.approx(0.02, abs=0.005)


def test_a_shift_does_not_pass_for_change() -> None:
    before = ground(3, 160)
    after = built(again(moved(before, -0.8, 0.6)), 100, 40, 5)
    found = pair_change(before, after)
    assert found.shift.applied
    assert found.shift.words in found.notes
    assert np.hypot(*(np.array(np.unravel_index(np.nanargmax(found.score), (160, 160))) - (102, 42))) < 5  # fmt: skip


def test_a_season_of_a_wide_field_is_less_than_a_building() -> None:
    before = ground(4, 160)
    after = built(built(again(before), 0, 0, 80, 0.15), 120, 120, 5, 0.15)
    found = pair_change(before, after).score
    assert np.nanmax(found[110:135, 110:135]) > 2 * np.nanmax(found[20:60, 20:60])


def test_cloud_and_gaps_are_left_out_and_leave_the_rest_alone() -> None:
    before = ground(5, 128)
    after = again(before)
    clear = pair_change(before, after, align=False).score
    usable = np.ones((128, 128), bool)
    usable[:40, :40] = False
    clouded = after.copy()
    clouded[:, :40, :40] = 0.8
    clouded[1, 100, 100] = np.nan
    found = pair_change(before, clouded, usable, align=False).score
    assert np.isnan(found[:40, :40]).all()
    assert np.isnan(found[100, 100])
    assert np.isfinite(found[60:90, 60:90]).all()
    assert np.abs(found - clear)[60:90, 60:90].max() < 0.5


@pytest.mark.parametrize(
    ("before", "after"),
    [((3, 64, 64), (3, 64, 63)), ((3, 31, 64), (3, 31, 64)), ((4, 64, 64), (3, 64, 64))],
)
def test_pictures_that_cannot_be_compared(before: tuple[int, ...], after: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"pictures|pixels"):
        pair_change(np.zeros(before, np.float32), np.zeros(after, np.float32))


@pytest.mark.parametrize("value", [0.0, 0.3, np.nan])
def test_pictures_of_nothing_end_in_no_change_and_no_crash(value: float) -> None:
    flat = np.full((2, 48, 48), value, np.float32)
    found = pair_change(flat, flat.copy())
    assert not found.shift.applied
    for drawn in (found.score, found.fine):
        assert np.isnan(drawn).all() if np.isnan(value) else np.abs(drawn).max() < 1


def test_the_same_picture_twice_has_no_change() -> None:
    before = ground(6, 64)
    found = pair_change(before, before.copy())
    assert np.abs(found.score).max() < 1


@settings(max_examples=20, deadline=None)
@given(st.integers(10, 110), st.integers(10, 110), st.sampled_from(["broad", "fine"]), st.booleans())
def test_an_injected_object_is_scored_as_if_the_scene_were_done_again(
    y: int, x: int, scale: str, off: bool
) -> None:
    before = ground(7, 128, bands=2)
    after = again(moved(before, 0.5, 0.3) if off else before)
    after = np.where(np.isfinite(after), after, np.nanmedian(after))
    pair = compared(before, after)
    assert pair.shift.applied == off
    plain = score(pair, scale)
    kept = plain.copy()
    quick = rescored(pair, built(after, y, x, 4), scale, plain)
    assert np.array_equal(plain, kept, equal_nan=True)
    later = built(after, y, x, 4)
    if off:
        later = moved(later, pair.shift.rows, pair.shift.columns)
    later = (later * pair.light[:, :1, None] + pair.light[:, 1:, None]).astype(np.float32)
    of = sizes(scale, 10.0)
    parted = parts(pair.before, later, pair.seen, of, pair.kinds)
    redone = energy(pair.before, later, pair.seen, pair.noises[scale], of, parted)
    whole = standard(redone, pair.seen, pair.levels[scale])
    assert np.nanmax(np.abs(quick - whole)) < 0.02
    near = (slice(max(y - 12, 0), y + 16), slice(max(x - 12, 0), x + 16))
    assert np.nanmax(quick[near]) > np.nanmax(plain[near])


def test_nothing_injected_changes_nothing() -> None:
    before = ground(8, 64)
    pair = compared(before, again(before))
    plain = score(pair)
    assert np.array_equal(rescored(pair, pair.given, "broad", plain), plain)


def meadow(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """(red, near infrared; y, x): the left half plants (NDVI 0.6), the right half bare; and another look at it."""
    before = ground(seed, 128, bands=2) * 0.1 + 0.25
    before[0, :, :64] *= 0.3
    before[1, :, :64] *= 1.2
    return before, again(before, seed)


def test_what_grows_in_both_pictures_counts_less_than_what_was_cleared() -> None:
    before, after = meadow(10)
    mown, cleared = (slice(None), slice(20, 26), slice(28, 34)), (slice(None), slice(80, 86), slice(28, 34))
    after[mown] *= np.array([1.25, 0.85])[:, None, None]
    after[cleared] = np.array([0.25, 0.3])[:, None, None]
    told = pair_change(before, after, align=False, bands=("B04", "B08")).score
    plain = pair_change(before, after, align=False).score

    assert told[mown[1:]].max() < plain[mown[1:]].max() - 2
    assert told[cleared[1:]].max() > plain[cleared[1:]].max() - 1
    # Ground without plants stays an ordinary place.
    assert abs(np.median(told[:, 80:])) < 0.2


def test_plants_are_told_by_red_and_near_infrared_whatever_they_are_called() -> None:
    assert leaves_in(("B02", "B03", "B04", "B08")) == (2, 3)
    assert leaves_in(["nir", "red"]) == (1, 0)
    assert leaves_in(("B04", "nir")) is leaves_in(()) is None
    picture = np.array([[[0.05, 0.2, 0.0, np.nan]], [[0.4, 0.22, 0.0, 0.3]]], np.float32)
    with np.errstate(all="raise"):
        sure = plants(picture, (0, 1))[0]
    assert sure[0] > 0.99
    assert max(sure[1], sure[2]) < 0.01
    assert np.isfinite(sure).all()


def test_size_and_not_brightness_makes_an_aircraft() -> None:
    """Of a thing of 33 m: four very bright pixels say no more than thirty that are less bright."""
    before = ground(11, 128)
    after = built(built(again(before), 30, 30, 2, 0.8), 90, 90, 6, 0.25)
    pair = at_scale(compared(before, after, align=False), matched(33, 10.0))
    found = score(pair, matched(33, 10.0))
    assert found[85:100, 85:100].max() > found[25:40, 25:40].max()


@pytest.mark.parametrize("sigma", [WIDE, 8.0, 24.3])
def test_a_wide_mean_is_as_wide_as_it_says(sigma: float) -> None:
    point, around = np.zeros((1, 201, 201), np.float32), np.arange(201) - 100
    point[0, 100, 100] = 1
    made = smooth(point, np.ones((201, 201), np.float32), sigma)[0]
    assert made.sum() == pytest.approx(1, abs=1e-4)
    assert (made.sum(0) @ around**2) ** 0.5 == pytest.approx(sigma, rel=0.05)
    assert made[100, 100] == pytest.approx(1 / (2 * np.pi * sigma**2), rel=0.12)


def test_what_is_not_seen_has_no_say_in_a_wide_mean() -> None:
    values, weight = np.ones((2, 64, 64), np.float32), np.ones((64, 64), np.float32)
    values[:, 20:40, 20:40], weight[20:40, 20:40] = 1e3, 0
    assert smooth(values, weight, 6.0)[:, 45, 45] == pytest.approx(1, abs=1e-4)


def test_windows_speak_by_a_high_quantile_and_only_where_enough_is_seen() -> None:
    drawn = np.zeros((60, 65), np.float32)
    drawn[:30, 30:60].flat[:60] = 5
    drawn[30:, :10] = np.nan
    made = window_scores(drawn, 30, 30)
    assert made.shape == (2, 2)
    assert made[0].tolist() == [0, 5]
    assert np.isnan(made[1, 0])
