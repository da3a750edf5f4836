"""The laws of the period algebra: narrowing never widens, a hull holds both, meeting is mutual."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.period import UTC, Period, days, from_iso, hull, iso, narrowed

instants = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(UTC))


@st.composite
def periods(draw):
    first, last = draw(st.none() | instants), draw(st.none() | instants)
    if first and last and first > last:
        first, last = last, first
    return Period(first, last)


def holds(outer, inner):
    """Whether every moment that `inner` allows is allowed by `outer`."""
    starts = outer.earliest is None or (inner.earliest is not None and inner.earliest >= outer.earliest)
    return starts and (outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest))


@given(periods(), periods())
def test_meeting_is_mutual_and_decides_narrowing(a, b):
    assert a.meets(b) == b.meets(a) == (narrowed(a, b) is not None)


@given(periods(), periods())
def test_narrowed_lies_in_both_and_does_not_depend_on_order(a, b):
    both = narrowed(a, b)
    if both is None:
        return
    assert holds(a, both)
    assert holds(b, both)
    assert narrowed(b, a) == both
    assert narrowed(both, b) == both


@given(periods(), periods(), periods())
def test_narrowing_three_in_any_order(a, b, c):
    ab, bc = narrowed(a, b), narrowed(b, c)
    left = narrowed(ab, c) if ab else None
    right = narrowed(a, bc) if bc else None
    assert left == right


@given(periods(), periods())
def test_hull_holds_both(a, b):
    around = hull(a, b)
    assert holds(around, a)
    assert holds(around, b)
    assert around == hull(b, a)


@given(periods())
def test_unknown_narrows_nothing_and_widens_all(a):
    assert narrowed(a, Period()) == a
    assert a.meets(Period())
    assert hull(a, Period()) == Period()
    assert hull(a, a) == a


@given(periods(), periods())
def test_edtf_survives_only_unchanged_bounds(a, b):
    named = Period(a.earliest, a.latest, edtf="x")
    both = narrowed(named, b)
    if both is not None:
        assert (both.edtf == "x") == ((both.earliest, both.latest) == (a.earliest, a.latest))


@given(instants, st.booleans())
def test_iso_and_back(instant, end):
    second = instant.replace(microsecond=0)
    assert from_iso(iso(second, end=end), end=end) == second


def test_refuses_what_cannot_be():
    day = dt.datetime(2019, 3, 23, tzinfo=UTC)
    with pytest.raises(ValueError, match="end before"):
        Period(day, day - dt.timedelta(days=1))
    with pytest.raises(ValueError, match="aware"):
        Period(dt.datetime(2019, 3, 23))  # noqa: DTZ001, RUF100
    whole = days(dt.date(2019, 3, 23), dt.date(2019, 3, 24))
    assert (iso(whole.earliest), iso(whole.latest, end=True)) == ("2019-03-23", "2019-03-24")
