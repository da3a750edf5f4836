"""The laws of the temporal network: tightening never widens, does not lose the truth, and survives contradiction."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.times.network import Tie, tighten

NODES = "abcde"


def inside(outer, inner):
    low = outer[0] is None or (inner[0] is not None and inner[0] >= outer[0] - 1e-6)
    return low and (outer[1] is None or (inner[1] is not None and inner[1] <= outer[1] + 1e-6))


def test_dating_one_dates_its_neighbours_both_ways():
    bounds = {"a": (10.0, 10.0), "b": (None, None), "c": (None, None)}
    done = tighten(bounds, [Tie("a", "b", 1, 1), Tie("b", "c", 2, 7)])
    assert done.bounds == {"a": (10, 10), "b": (11, 11), "c": (13, 18)}
    back = tighten({"a": (None, None), "b": (11.0, 11.0)}, [Tie("a", "b", 1, 1)])
    assert back.bounds["a"] == (10, 10)


def test_a_contradicting_tie_is_dropped_and_the_rest_stands():
    bounds = {"a": (10.0, 10.0), "b": (5.0, 6.0), "c": (None, None)}
    done = tighten(bounds, [Tie("a", "b", 1, 1), Tie("a", "c", 1, 1)])
    assert done.dropped == (0,)
    assert done.bounds == {"a": (10, 10), "b": (5, 6), "c": (11, 11)}


def test_a_circle_of_afters_is_a_contradiction_even_without_dates():
    bounds = {"a": (None, None), "b": (None, None)}
    assert tighten(bounds, [Tie("a", "b", 1, None), Tie("b", "a", 1, None)]).dropped == (1,)
    assert tighten(bounds, [Tie("a", "b", 0, None), Tie("b", "a", 0, None)]).dropped == ()


def test_ties_to_itself_or_to_nobody_are_dropped():
    assert tighten({"a": (1.0, 2.0)}, [Tie("a", "a", 1, 1), Tie("a", "x", 1, 1)]).dropped == (0, 1)


@st.composite
def truths(draw):
    """True days, bounds and ties that hold of them."""
    day = {n: float(draw(st.integers(0, 300))) for n in NODES}
    slack = st.none() | st.integers(0, 40).map(float)
    bounds = {}
    for n in NODES:
        low, high = draw(slack), draw(slack)
        bounds[n] = (None if low is None else day[n] - low, None if high is None else day[n] + high)
    ties = []
    for _ in range(draw(st.integers(0, 7))):
        a, b = draw(st.sampled_from(NODES)), draw(st.sampled_from(NODES))
        low, high = draw(slack), draw(slack)
        gap = day[b] - day[a]
        if a != b:
            ties.append(Tie(a, b, None if low is None else gap - low, None if high is None else gap + high))
    return day, bounds, ties


@settings(max_examples=200)
@given(truths())
def test_true_ties_all_hold_and_the_truth_stays_inside(truth):
    day, bounds, ties = truth
    done = tighten(bounds, ties)
    assert done.dropped == ()
    for n in NODES:
        assert inside(bounds[n], done.bounds[n])
        assert inside(done.bounds[n], (day[n], day[n]))
    again = tighten(done.bounds, ties)
    assert all(inside(again.bounds[n], done.bounds[n]) for n in NODES)


ends = st.none() | st.integers(-100, 100).map(float)


@st.composite
def anything(draw):
    bounds = {}
    for n in NODES:
        low, high = draw(ends), draw(ends)
        bounds[n] = (high, low) if low is not None and high is not None and low > high else (low, high)
    ties = [
        Tie(draw(st.sampled_from(NODES)), draw(st.sampled_from(NODES)), draw(ends), draw(ends))
        for _ in range(draw(st.integers(0, 7)))
    ]
    return bounds, ties


@settings(max_examples=200)
@given(anything())
def test_nonsense_never_raises_never_widens_and_stays_consistent(given_):
    bounds, ties = given_
    done = tighten(bounds, ties)
    for n in NODES:
        assert inside(bounds[n], done.bounds[n])
        low, high = done.bounds[n]
        assert low is None or high is None or low <= high + 1e-6
