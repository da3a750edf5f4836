"""How often a thing would have been found: shares that mean what they say, and say so."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from power_made import Plain, a_stack, middle

from sightline.imagery.energy import sizes
from sightline.imagery.inject import injected
from sightline.imagery.pair_trials import prepare_pair, scale_for
from sightline.imagery.power import Power, Trials, power, powers, put_power, wilson
from sightline.imagery.thing import Thing

CLEARING = Thing("clearing", 60, 60, trace="ground")
LAUNCHER = Thing("launcher", 13, 3.8)
DATES = range(24)


def tried(**more: object) -> Trials:
    stack = a_stack()
    area = middle(stack)
    test = Plain(stack, area)
    return Trials(stack, area, test.p, DATES, test.smallest_p, **more)  # type: ignore[arg-type]


def test_what_is_plain_to_see_has_a_high_power_and_what_is_lost_in_noise_none() -> None:
    trials = tried()
    seen, unseen = power(trials, CLEARING), power(trials, LAUNCHER, 0.05)
    assert seen.says == "no change may be said"
    assert "found in 100 % of" in seen.words.replace("100%", "100 %")
    assert unseen.value < 0.5
    assert unseen.says == "not observable"


def test_power_grows_with_the_step_and_uses_the_same_places() -> None:
    stack = a_stack(noise=0.08)
    area = middle(stack)
    test = Plain(stack, area)
    found = powers(Trials(stack, area, test.p, DATES, test.smallest_p), Thing("hut", 20, 20))
    assert [p.step for p in found] == [0.1, 0.2, 0.3]
    assert found[0].value < found[2].value
    assert found[0].value <= found[1].value <= found[2].value


def test_without_an_event_the_test_fires_no_more_often_than_it_says() -> None:
    """A thing of no step at all: what is found then are false alarms (here about one in twenty)."""
    stack = a_stack(dates=40)
    area = middle(stack)
    test = Plain(stack, area)
    nothing = put_power(
        Trials(stack, area, test.p, range(40), test.smallest_p),
        CLEARING, lambda values, _row, _column, _random: values, step=0.0, name="nothing",
    )  # fmt: skip
    assert nothing.low <= 0.05
    assert nothing.says == "not observable"


def test_a_test_that_cannot_reach_the_level_has_no_power_and_says_why() -> None:
    stack = a_stack(dates=10)
    area = middle(stack)
    test = Plain(stack, area)
    found = power(Trials(stack, area, test.p, range(10), test.smallest_p), CLEARING)
    assert (found.value, found.trials, found.says) == (0.0, 0, "not observable")
    assert "least p that could come out is 0.1" in found.words


def test_several_tests_ask_for_more_of_each() -> None:
    assert tried(tests=1).level == 0.05
    found = power(tried(tests=2), CLEARING)
    assert found.value == 0.0
    assert "0.025" in found.reason


def test_what_lies_under_cloud_on_the_judged_pass_is_missed() -> None:
    trials = tried()
    hidden = np.zeros(trials.area.shape, bool)
    hidden[:, : hidden.shape[1] // 2] = True
    half = power(replace(trials, hidden=hidden), CLEARING)
    assert 0.3 < half.value < 0.7
    assert power(replace(trials, hidden=np.ones_like(hidden)), CLEARING).value == 0.0


def test_things_are_put_where_the_date_is_clear() -> None:
    stack = a_stack()
    usable = stack.usable.copy()
    usable[:, :, :30] = False
    test = Plain(stack, middle(stack))
    cloudy = replace(stack, usable=usable)
    columns = []

    def put(values: np.ndarray, _row: float, column: float, _random: object) -> np.ndarray:
        columns.append(column)
        return values

    trials = Trials(cloudy, middle(stack), test.p, DATES, test.smallest_p, most=40)
    put_power(trials, LAUNCHER, put, step=0.0, name="nothing")
    assert columns
    assert min(columns) > 28


def test_the_same_question_gets_the_same_answer() -> None:
    hut = Thing("hut", 20, 20)
    assert power(tried(), hut, 0.03) == power(tried(), hut, 0.03)


def test_radar_no_ground_and_no_date_are_refused() -> None:
    trials = tried()
    with pytest.raises(ValueError, match="radar"):
        power(replace(trials, stack=a_stack(sensor="sentinel-1")), CLEARING)
    for wrong in (
        replace(trials, area=np.zeros_like(trials.area)),
        replace(trials, dates=()),
    ):
        with pytest.raises(ValueError, match="nothing to try on"):
            power(wrong, CLEARING)


@given(st.integers(0, 400), st.integers(1, 400))
def test_an_interval_holds_its_share(found: int, trials: int) -> None:
    low, high = wilson(min(found, trials), trials)
    assert 0 <= low <= min(found, trials) / trials + 1e-12
    assert min(found, trials) / trials - 1e-12 <= high <= 1


@given(st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=60)
def test_more_power_never_says_less(a: float, b: float) -> None:
    says = ("not observable", "inconclusive", "no change may be said")
    low, high = sorted((a, b))
    one, other = (Power("x", v, *wilson(round(v * 200), 200), 200, 0.1, 0.05, 0.01) for v in (low, high))
    assert says.index(one.says) <= says.index(other.says)


def test_radar_is_tried_with_points_of_metal() -> None:
    from sightline.imagery.power_radar import scatterer_powers
    from sightline.imagery.ranks import prepare

    seen = a_stack(sensor="sentinel-1")
    random = np.random.default_rng(3)
    values = (-15 + 1.5 * random.standard_normal(seen.values[:, :2].shape)).astype(np.float32)
    stack = replace(seen, values=values, bands=("VV", "VH"))
    area = middle(stack, 8)
    test = prepare(stack, area, DATES, sign="up")
    found = scatterer_powers(Trials(stack, area, test.p, DATES, test.smallest_p, most=40))
    assert [p.step for p in found] == [25, 30, 35, 40]
    assert found[0].value <= found[-1].value
    assert found[-1].value > 0.9
    assert "dBsm" in found[-1].words
    with pytest.raises(ValueError, match="camera"):
        scatterer_powers(tried())


def test_a_pair_is_tried_by_the_very_test_that_ranked_it() -> None:
    stack = a_stack(dates=2, size=180)
    area = middle(stack, 15)
    test = prepare_pair(stack, 0, 1, area, CLEARING)
    assert test.p(1, stack.values[1]) == test.tested.p
    assert test.smallest_p <= 0.05
    trials = Trials(stack, area, test.p, (1,), test.smallest_p, most=40)
    assert power(trials, CLEARING, 0.2).says == "no change may be said"
    again = injected(stack.values[1], CLEARING, 10.0, 90.0, 90.0, 0.4, 0.2)
    put = replace(stack, values=np.stack([stack.values[0], again]))
    assert prepare_pair(put, 0, 1, area, CLEARING).tested.p == pytest.approx(test.p(1, again), abs=0.02)


def test_change_is_gathered_over_the_size_of_the_thing() -> None:
    hut, aircraft = (
        sizes(scale_for(t, 10.0), 10.0)
        for t in (Thing("hut", 20, 20), Thing("An-124", 69.1, 73.3, "transport"))
    )
    assert hut.gather < aircraft.gather
    assert aircraft.gather == pytest.approx(0.96, abs=0.05)
    assert scale_for(Thing("base", 300, 200), 10.0) == scale_for(None, 10.0) == "broad"


def test_a_pair_without_like_ground_elsewhere_finds_nothing_and_says_so() -> None:
    stack = a_stack(dates=2, size=40)
    area = middle(stack, 15)
    test = prepare_pair(stack, 0, 1, area, CLEARING)
    found = power(Trials(stack, area, test.p, (1,), test.smallest_p), CLEARING)
    assert (found.value, found.trials) == (0.0, 0)
    assert "least p" in found.words


def test_where_a_pair_shows_a_change_its_power_is_tried_on_other_ground() -> None:
    stack = a_stack(dates=2, size=180)
    area = middle(stack, 15)
    event = injected(stack.values[1], CLEARING, 10.0, 90.0, 90.0, 0.4, 0.2)
    test = prepare_pair(replace(stack, values=np.stack([stack.values[0], event])), 0, 1, area, CLEARING)
    assert test.tested.p <= 0.05
    assert not (test.tried & area).any()
    assert test.p(1, event) == 1.0  # nothing was put anywhere
    rows, columns = np.nonzero(test.tried)
    nothing = event.copy()
    nothing[:, rows[0] + 8, columns[0] + 8] += 1e-4
    assert test.p(1, nothing) > 0.05
    plain = injected(event, CLEARING, 10.0, float(rows[0] + 8), float(columns[0] + 8), 0.0, 0.3)
    assert test.p(1, plain) <= 0.05
