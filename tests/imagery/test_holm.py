"""holm: several tests of one claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.imagery.holm import attainable, holm

PS = st.lists(st.floats(0, 1), min_size=1, max_size=8)


@given(PS)
def test_adjusted_lies_between_the_p_and_bonferroni(ps: list[float]) -> None:
    for p, adjusted in zip(ps, holm(ps), strict=True):
        assert p <= adjusted <= min(1.0, p * len(ps)) or adjusted == pytest.approx(max(holm(ps)))
        assert adjusted <= 1


@given(PS)
def test_adjusting_keeps_the_order(ps: list[float]) -> None:
    adjusted = holm(ps)
    assert [a for _, a in sorted(zip(ps, adjusted, strict=True))] == sorted(adjusted)
    assert min(adjusted) == pytest.approx(min(1.0, min(ps) * len(ps)))


@given(PS, st.randoms())
def test_the_order_of_tests_does_not_matter(ps: list[float], random) -> None:
    places = list(range(len(ps)))
    random.shuffle(places)
    mixed = holm([ps[n] for n in places])
    assert [holm(ps)[n] for n in places] == list(mixed)


@given(PS, st.floats(0, 1))
def test_one_more_test_never_lowers_a_p(ps: list[float], more: float) -> None:
    assert all(after >= before for before, after in zip(holm(ps), holm([*ps, more]), strict=False))


def test_known_case() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([]) == ()


def test_what_could_never_have_come_out_is_known() -> None:
    assert attainable([1 / 21])
    assert not attainable([1 / 21, 1 / 21])
