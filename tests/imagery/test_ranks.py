"""ranks: a p that means what it says, over dates and over control windows."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagery.null_stacks import middle, null, stack_of
from sightline.imagery import ranks
from sightline.imagery.ranks import pair_ranked, prepare
from sightline.imagery.stack import Stack, Values

SEEDS = st.integers(0, 2**32 - 1)
QUICK = settings(max_examples=12, deadline=None)


def with_step(stack: Stack, date: int, step: float, side: int = 3) -> Values:
    """That date's pixels with a square in the middle made brighter."""
    values = stack.values[date].copy()
    at = (stack.grid.height - side) // 2
    values[:, at : at + side, at : at + side] += step
    return values


def replaced(stack: Stack, date: int, values: Values) -> Stack:
    every = stack.values.copy()
    every[date] = values
    return replace(stack, values=every)


@QUICK
@given(SEEDS)
def test_over_the_dates_of_one_stack_no_p_comes_too_often(seed: int) -> None:
    """So a false alarm is no likelier than the p says, whatever the noise: exact, not asymptotic."""
    stack = null(seed, dates=20)
    one = prepare(stack, middle(stack), range(20))
    ps = np.array([one.p(d) for d in range(20)])
    assert all((ps <= k / 20 + 1e-9).sum() <= k for k in range(1, 21))
    assert min(ps) <= 3 / 20


def test_p_of_the_last_date_is_uniform_where_nothing_happens() -> None:
    """Also where dates differ in haze and noise. 150 stacks: the binomial error of a share of 0.1 is 0.025."""
    ps = np.array([ranks.ranked(s, 20, middle(s)).p for s in map(null, range(150))])
    for alpha in (0.05, 0.1, 0.25, 0.5):
        assert (ps <= alpha).mean() <= alpha + 3 * np.sqrt(alpha * (1 - alpha) / 150)
    assert (ps <= 0.25).mean() >= 0.25 - 3 * np.sqrt(0.25 * 0.75 / 150)


def test_a_date_on_which_the_whole_scene_is_restless_is_no_finding() -> None:
    fired = 0
    for seed in range(60):
        stack = null(seed, restless=False)
        wet = stack.values[20] * 1.0
        wet = wet + 2 * (wet - stack.values[:20].mean(axis=0)) + 3
        fired += ranks.ranked(replaced(stack, 20, wet), 20, middle(stack)).p <= 0.05
    assert fired <= 9  # 60 at 0.05: 3 expected, 9 is beyond 3 standard errors


@QUICK
@given(SEEDS, st.permutations(range(12)))
def test_the_order_of_the_dates_does_not_matter(seed: int, order: list[int]) -> None:
    stack = null(seed, dates=12)
    mixed = replace(
        stack,
        values=stack.values[order],
        usable=stack.usable[order],
        scenes=tuple(stack.scenes[n] for n in order),
    )
    area = middle(stack)
    first, second = ranks.ranked(stack, 3, area), ranks.ranked(mixed, order.index(3), area)
    assert first.p_dates == second.p_dates
    assert first.p_windows == second.p_windows
    assert first.statistic == pytest.approx(second.statistic, rel=1e-4)


@QUICK
@given(SEEDS, st.floats(10, 60), st.floats(1, 60))
def test_a_larger_change_never_has_a_larger_p(seed: int, step: float, more: float) -> None:
    stack = null(seed)
    one = prepare(stack, middle(stack), range(21), sign="up")
    less, greater = (one.tested(20, with_step(stack, 20, s)) for s in (step, step + more))
    assert greater.p <= less.p
    assert greater.statistic >= less.statistic


@QUICK
@given(SEEDS, st.floats(5, 30))
def test_a_cloud_over_the_change_never_lowers_p(seed: int, step: float) -> None:
    stack = null(seed)
    stack = replaced(stack, 20, with_step(stack, 20, step))
    usable = stack.usable.copy()
    usable[20, 18:22, 18:22] = False
    area = middle(stack, 10)
    clear = ranks.ranked(stack, 20, area, sign="up")
    clouded = ranks.ranked(replace(stack, usable=usable), 20, area, sign="up")
    assert clouded.p >= clear.p
    assert clouded.statistic <= clear.statistic


@QUICK
@given(SEEDS, st.floats(-30, 30))
def test_pixels_put_in_are_ranked_as_if_they_had_been_there(seed: int, step: float) -> None:
    """What power rests on. (The scene's spread is not taken anew for them: some hundredths.)"""
    stack, area = null(seed), middle(null(seed))
    values = with_step(stack, 7, step)
    quick = prepare(stack, area, range(21)).tested(7, values)
    slow = ranks.ranked(replaced(stack, 7, values), 7, area)
    assert quick.statistic == pytest.approx(slow.statistic, rel=0.04)
    assert abs(quick.p - slow.p) <= 2 / 21
    if abs(step) > 15:
        assert max(abs(a - b) for a, b in zip(quick.peak, slow.peak, strict=True)) <= 2


def test_pixels_put_back_change_nothing() -> None:
    stack = null(3)
    one = prepare(stack, middle(stack), range(21))
    assert one.p(5, stack.values[5]) == one.p(5)
    assert one.tested(5, stack.values[5]).statistic == one.tested(5).statistic


def test_a_thing_is_found_and_pointed_at() -> None:
    stack = null(1)
    found = prepare(stack, middle(stack), range(21)).tested(20, with_step(stack, 20, 25))
    assert found.p == found.p_dates == found.smallest_p == 1 / 21
    assert found.p_windows is None or found.p_windows <= 0.05
    assert all(17 <= n <= 21 for n in found.peak)
    assert "20 of them" in found.method


def test_what_went_is_not_found_by_looking_for_what_came() -> None:
    stack = null(1)
    one = {sign: prepare(stack, middle(stack), range(21), sign=sign) for sign in ("up", "down", "either")}
    darker = with_step(stack, 20, -25)
    assert {sign: p.p(20, darker) <= 0.05 for sign, p in one.items()} == {
        "up": False,
        "down": True,
        "either": True,
    }


def test_with_few_dates_the_windows_speak_and_it_is_said() -> None:
    stack = null(5, dates=6, size=60)
    one = prepare(stack, middle(stack), range(6), sign="up")
    found = one.tested(5, with_step(stack, 5, 40))
    assert found.p == found.p_windows == found.smallest_p <= 0.05
    assert found.p_dates == pytest.approx(1 / 6)
    assert "supposes that the site is like them" in found.method


def test_with_few_dates_and_few_windows_nothing_can_come_out_and_it_is_said() -> None:
    stack = null(5, dates=6, size=24)
    area = middle(stack, 12)
    found = prepare(stack, area, range(6), sign="up").tested(5, with_step(stack, 5, 40))
    assert found.p == found.smallest_p == pytest.approx(1 / 6)
    assert found.p_windows is None
    assert "no p of 0.05 could come out" in found.method


def test_an_area_that_is_the_whole_scene_is_ranked_by_dates_alone() -> None:
    stack = null(8)
    found = prepare(stack, np.ones((40, 40), dtype=np.bool_), range(21)).tested(20, with_step(stack, 20, 30))
    assert found.p == 1 / 21
    assert found.windows == 0
    assert "not held against the rest of the scene" in found.method


def test_dates_that_do_not_show_the_area_leave_the_baseline_and_it_is_said() -> None:
    stack = null(2)
    usable = stack.usable.copy()
    usable[[1, 4]] = False
    found = ranks.ranked(replace(stack, usable=usable), 20, middle(stack))
    assert found.dates == 18
    assert "2 dates left out" in found.method


@pytest.mark.parametrize("dates", [[20], []])
def test_a_date_alone_is_not_tested(dates: list[int]) -> None:
    stack = null(2)
    found = ranks.ranked(stack, 20, middle(stack), baseline=dates)
    assert (found.p, found.p_dates, found.p_windows, found.smallest_p) == (1.0, None, None, 1.0)
    assert "no other date" in found.method


def test_a_date_under_cloud_is_not_tested() -> None:
    stack = null(2)
    usable = stack.usable.copy()
    usable[20, 10:30, 10:30] = False
    found = ranks.ranked(replace(stack, usable=usable), 20, middle(stack))
    assert found.p == 1.0
    assert "too little of the area is seen" in found.method


def test_all_dates_under_cloud() -> None:
    stack = null(2)
    found = ranks.ranked(replace(stack, usable=np.zeros_like(stack.usable)), 20, middle(stack))
    assert found.p == 1.0


def test_pictures_without_any_noise_are_no_finding() -> None:
    stack = stack_of(np.full((21, 2, 30, 30), -10.0))
    assert ranks.ranked(stack, 20, middle(stack)).p == 1.0


def test_an_area_without_a_pixel_is_an_error() -> None:
    stack = null(2)
    with pytest.raises(ValueError, match="without a pixel"):
        prepare(stack, np.zeros((40, 40), dtype=np.bool_), range(21))


def test_a_date_that_was_not_prepared_is_an_error() -> None:
    stack = null(2)
    with pytest.raises(ValueError, match="not prepared"):
        prepare(stack, middle(stack), range(10)).tested(15)


def test_a_pair_is_ranked_among_windows_and_uniform_where_nothing_happens() -> None:
    rng = np.random.default_rng(0)
    area = middle(null(0), 5)
    ps = np.array([pair_ranked(rng.exponential(1, (40, 40)).astype(np.float32), area).p for _ in range(200)])
    for alpha in (0.1, 0.3, 0.5):
        assert abs((ps <= alpha).mean() - alpha) <= 3 * np.sqrt(alpha * (1 - alpha) / 200) + 0.05


def test_a_pair_with_a_change_and_one_with_no_room_for_windows() -> None:
    score = np.random.default_rng(0).exponential(1, (40, 40)).astype(np.float32)
    score[20, 20] = 50
    found = pair_ranked(score, middle(null(0), 5))
    assert found.p == found.p_windows == found.smallest_p <= 0.05
    assert found.peak == (20, 20)
    narrow = pair_ranked(score, middle(null(0), 30))
    assert (narrow.p, narrow.p_windows, narrow.windows) == (1.0, None, 0)
    assert (narrow.statistic, narrow.peak) == (
        50.0,
        (20, 20),
    )  # where the change is largest is told all the same
    score[:] = np.nan
    assert pair_ranked(score, middle(null(0))).p == 1.0


def test_a_date_taken_out_vouches_for_nothing_any_more() -> None:
    """The dates' medians keep a trace of it: a fiftieth."""
    stack = null(4)
    stack = replaced(stack, 20, with_step(stack, 20, 30))
    area = middle(stack)
    both, alone = prepare(stack, area, range(21)).without(20), prepare(stack, area, range(20))
    assert both.dates == alone.dates
    assert both.smallest_p == alone.smallest_p == 1 / 20
    assert np.allclose(both.tops, alone.tops, rtol=0.1)
    values = with_step(stack, 3, 12)
    assert both.p(3, values) == alone.p(3, values) == 1 / 20


def test_the_decibel_of_nothing_is_nothing() -> None:
    stack = null(6)
    values = stack.values.copy()
    values[3, :, 15:20, :] = -np.inf
    gone = np.where(np.isfinite(values), values, np.nan)
    area = middle(stack, 14)
    usable = np.ones_like(stack.usable)
    first, second = (
        prepare(replace(stack, values=v, usable=usable), area, range(21)) for v in (values, gone)
    )
    assert np.array_equal(first.tops, second.tops)
    assert first.p(20) == second.p(20)
