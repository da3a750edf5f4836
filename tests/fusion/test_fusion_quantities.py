"""Intervals: agreement, hulls, sides."""

from hypothesis import given
from hypothesis import strategies as st

from sightline.fusion.quantities import agreeing, hull
from sightline.model.claim import Count

ends = st.none() | st.integers(0, 20).map(float)
intervals = st.tuples(ends, ends).map(lambda p: p if None in p else tuple(sorted(p)))


def meet(a, b):
    return (a[0] is None or b[1] is None or a[0] <= b[1]) and (b[0] is None or a[1] is None or b[0] <= a[1])


@given(st.lists(intervals, min_size=1, max_size=8))
def test_more_than_one_side_exactly_where_two_exclude_each_other(many):
    groups = agreeing(many)
    assert sorted(i for g in groups for i in g) == list(range(len(many)))
    assert (len(groups) > 1) == any(not meet(a, b) for a in many for b in many)
    assert all(meet(many[i], many[j]) for g in groups for i in g for j in g)


@given(st.lists(intervals, min_size=1, max_size=8))
def test_a_hull_holds_all_and_copies_do_not_widen_it(many):
    counts = [Count(low, high) for low, high in many]
    whole = hull(counts, None)
    assert whole == hull(counts * 3, None)
    for count in counts:
        assert whole.low is None or (count.low is not None and whole.low <= count.low)
        assert whole.high is None or (count.high is not None and whole.high >= count.high)
