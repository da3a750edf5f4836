"""The laws of the temporal network: tightening never widens, does not lose the truth, and survives contradiction."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.times.network import Conflict, Tie, tighten

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


def test_the_least_trusted_tie_of_a_conflict_is_given_up_and_the_rest_of_it_named():
    bounds = {"a": (10.0, 10.0), "b": (None, None), "c": (12.0, 12.0), "d": (None, None)}
    ties = [Tie("a", "b", 5, None, 2), Tie("b", "c", 0, None, 1), Tie("a", "d", 1, 1, 1)]
    done = tighten(bounds, ties)
    assert done.conflicts == (Conflict((0, 1), ("a", "c"), 1),)
    assert done.bounds == {"a": (10, 10), "b": (15, None), "c": (12, 12), "d": (11, 11)}


def test_a_tie_against_two_dates_names_just_those():
    bounds = {"a": (10.0, 10.0), "b": (5.0, 6.0), "c": (0.0, 99.0)}
    done = tighten(bounds, [Tie("a", "c", 0, None), Tie("a", "b", 1, 1)])
    assert done.conflicts == (Conflict((1,), ("a", "b"), 1),)


def test_a_tie_that_nothing_can_fulfil_is_its_own_conflict():
    assert tighten({"a": (None, None), "b": (None, None)}, [Tie("a", "b", 3, 1)]).conflicts == (
        Conflict((0,), (), 0),
    )


def test_bounds_the_wrong_way_round_are_refused():
    with pytest.raises(ValueError, match="exclude everything"):
        tighten({"a": (2.0, 1.0)}, [])


def consistent(bounds, ties):
    """Whether all of it can hold, by the book: shortest paths between all pairs (Floyd, Warshall)."""
    names = [None, *bounds]
    far = {(a, b): 0.0 if a == b else float("inf") for a in names for b in names}

    def edge(a, b, low, high):
        if high is not None:
            far[a, b] = min(far[a, b], high)
        if low is not None:
            far[b, a] = min(far[b, a], -low)

    for name, (low, high) in bounds.items():
        edge(None, name, low, high)
    for t in ties:
        edge(t.earlier, t.later, t.low, t.high)
    for k, a, b in product(names, names, names):
        far[a, b] = min(far[a, b], far[a, k] + far[k, b])
    return all(far[a, a] >= -1e-9 for a in names)


def usable(tie):
    return tie.earlier != tie.later


@settings(max_examples=200)
@given(anything())
def test_what_stays_can_hold_and_each_conflict_is_one_with_nothing_to_spare(given_):
    bounds, ties = given_
    done = tighten(bounds, ties)
    kept = [t for n, t in enumerate(ties) if n not in done.dropped]
    assert consistent(bounds, kept)
    assert {c.dropped for c in done.conflicts} == {n for n in done.dropped if usable(ties[n])}
    for c in done.conflicts:
        some = {n: bounds[n] if n in c.nodes else (None, None) for n in bounds}
        together = [ties[n] for n in c.ties]
        assert c.dropped in c.ties
        assert not consistent(some, together)
        for n in c.ties:
            assert consistent(some, [ties[m] for m in c.ties if m != n])
        for n in c.nodes:
            assert consistent(some | {n: (None, None)}, together)


@settings(max_examples=200)
@given(anything(), st.randoms(use_true_random=False))
def test_neither_the_order_of_nodes_nor_of_ties_matters(given_, random):
    bounds, ties = given_
    names = list(bounds)
    places = list(range(len(ties)))
    random.shuffle(names)
    random.shuffle(places)
    one = tighten(bounds, ties)
    other = tighten({n: bounds[n] for n in names}, [ties[k] for k in places])
    assert one.bounds == other.bounds
    same = {(ties[n].earlier, ties[n].later, ties[n].low, ties[n].high) for n in one.dropped}
    assert same == {(t.earlier, t.later, t.low, t.high) for t in (ties[places[n]] for n in other.dropped)}


small = st.integers(0, 4)


@st.composite
def little(draw):
    """Three points between 0 and 4, tied by whole numbers."""
    bounds = {n: tuple(sorted((float(draw(small)), float(draw(small))))) for n in "abc"}
    ties = [
        Tie(*draw(st.permutations("abc"))[:2], *sorted((float(draw(small)) - 2, float(draw(small)) - 2)))
        for _ in range(draw(st.integers(0, 4)))
    ]
    return bounds, ties


@settings(max_examples=300)
@given(little())
def test_the_bounds_are_just_those_of_all_schedules_that_keep_the_ties(given_):
    bounds, ties = given_
    done = tighten(bounds, ties)
    kept = [t for n, t in enumerate(ties) if n not in done.dropped]
    schedules = [
        day for day in (dict(zip("abc", days, strict=True)) for days in product(range(5), repeat=3))
        if all(bounds[n][0] <= day[n] <= bounds[n][1] for n in "abc")
        and all(t.low <= day[t.later] - day[t.earlier] <= t.high for t in kept)
    ]  # fmt: skip
    assert schedules
    for n in "abc":
        days = [s[n] for s in schedules]
        assert done.bounds[n] == (min(days), max(days))


@settings(max_examples=200)
@given(anything(), ends, ends)
def test_one_tie_more_that_holds_never_widens(given_, low, high):
    bounds, ties = given_
    before = tighten(bounds, ties)
    after = tighten(bounds, [*ties, Tie("a", "b", low, high)])
    if after.dropped == before.dropped:
        assert all(inside(before.bounds[n], after.bounds[n]) for n in NODES)
