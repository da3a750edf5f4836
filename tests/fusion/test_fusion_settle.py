"""What the voices of one event come to: laws and cases."""

from hypothesis import given
from hypothesis import strategies as st

from sightline.fusion.settle import Voiced, settle

ends = st.none() | st.integers(0, 12).map(float)
intervals = st.tuples(ends, ends).map(lambda p: p if None in p else tuple(sorted(p)))
said = st.lists(intervals, min_size=1, max_size=7)


def voiced(many, weights=None):
    return [Voiced(f"v{i}", low, high, (weights or {}).get(i, 1.0)) for i, (low, high) in enumerate(many)]


def told(*many):
    found = settle(voiced([m if isinstance(m, tuple) else (float(m), float(m)) for m in many]))
    return found.low, found.high, found.estimate


def inside(low, high, a, b):
    return (low is None or (a is not None and a >= low)) and (high is None or (b is not None and b <= high))


@given(said, st.randoms())
def test_the_order_of_voices_does_not_matter(many, chance):
    mixed = voiced(many)
    chance.shuffle(mixed)
    assert settle(mixed) == settle(voiced(many))


@given(said)
def test_a_range_holds_its_estimate(many):
    found = settle(voiced(many))
    if found.estimate is not None:
        assert inside(found.low, found.high, found.estimate, found.estimate)


@given(said, intervals)
def test_a_voice_that_allows_the_whole_range_never_widens_it(many, new):
    before = settle(voiced(many))
    if not inside(*new, before.low, before.high):
        return
    after = settle(voiced([*many, new]))
    assert inside(before.low, before.high, after.low, after.high)


@given(said, st.data())
def test_a_voice_that_repeats_the_best_estimate_never_widens(many, data):
    before = settle(voiced(many))
    if before.estimate is None:
        return
    after = settle(voiced([*many, (before.estimate, before.estimate)]))
    assert inside(before.low, before.high, after.low, after.high)


@given(said)
def test_every_voice_is_in_the_range_or_clearly_outnumbered(many):
    found = settle(voiced(many))
    out = [
        (a, b)
        for a, b in many
        if (b is not None and found.low is not None and b < found.low)
        or (a is not None and found.high is not None and a > found.high)
    ]
    assert len(many) - len(out) >= 3 * len(out)


def test_cases():
    assert told(5) == (5, 5, 5)
    assert told((4.0, 6.0), 5) == (5, 5, 5)
    assert told(5, 5, 4) == (4, 5, 5)
    assert told(5, 4) == (4, 5, None)
    assert told(5, 5, 5, 9) == (5, 5, 5)
    assert told(5, 5, 9) == (5, 9, 5)
    assert told((5.0, None)) == (5, None, None)
    assert told((5.0, None), 7) == (7, 7, 7)
    assert told((5.0, None), 4) == (4, None, None)
    assert told((24.0, 99.0), (30.0, 40.0), 35) == (35, 35, 35)


def test_a_better_rated_voice_only_tips_an_even_split():
    assert settle(voiced([(4.0, 4.0), (5.0, 5.0)], {1: 1.2})).estimate == 5
    assert settle(voiced([(4.0, 4.0), (4.0, 4.0), (5.0, 5.0)], {2: 1.2})).estimate == 4
