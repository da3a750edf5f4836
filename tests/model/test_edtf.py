"""EDTF in and out: bounds by the standard, nonsense refused, and the way back has the same bounds."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.edtf import format_period, parse
from sightline.model.period import UTC, Period, day_end, day_start, days, iso


def bounds(text):
    period = parse(text)
    return iso(period.earliest), iso(period.latest, end=True)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-03-23", "2019-03-23", "2019-03-23"),
        ("2019-03-23~", "2019-03-23", "2019-03-23"),
        ("2019?", "2019-01-01", "2019-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("19XX%", "1900-01-01", "1999-12-31"),
        ("2019-XX", "2019-01-01", "2019-12-31"),
        ("2019-XX-XX", "2019-01-01", "2019-12-31"),
        ("2019-03-XX", "2019-03-01", "2019-03-31"),
        ("2019-03/2019-04-10", "2019-03-01", "2019-04-10"),
        ("2019-03-16/..", "2019-03-16", None),
        ("../2019-03", None, "2019-03-31"),
        ("2019-03-16/", "2019-03-16", None),
        ("/2019", None, "2019-12-31"),
        ("[2019-03-23,2019-03-25]", "2019-03-23", "2019-03-25"),
        ("[1667, 1668, 1670..1672]", "1667-01-01", "1672-12-31"),
        ("[..1984]", None, "1984-12-31"),
        ("[1984..]", "1984-01-01", None),
        ("2018-24", "2018-12-01", "2019-02-28"),
        ("2019-21", "2019-03-01", "2019-05-31"),
        ("2019-30", "2019-12-01", "2020-02-29"),
        ("2018-36", "2018-10-01", "2018-12-31"),
        ("2018-40", "2018-01-01", "2018-06-30"),
        ("2019-03-23T21:00:00Z", "2019-03-23T21:00:00Z", "2019-03-23T21:00:00Z"),
        ("2019-03-23T21:00Z", "2019-03-23T21:00:00Z", "2019-03-23T21:00:59Z"),
        ("2019-03-23T01:00:00+03:00", "2019-03-22T22:00:00Z", "2019-03-22T22:00:00Z"),
        ("2019-03-23T12:00:00", "2019-03-22T22:00:00Z", "2019-03-24"),
    ],
)
def test_bounds(text, first, last):
    got = bounds(text)
    if text == "2019-03-23T12:00:00":  # without a zone it may be anywhere on Earth
        assert got == ("2019-03-22T22:00:00Z", "2019-03-24T00:00:00Z")
    else:
        assert got == (first, last)
    assert parse(text).edtf == text


@pytest.mark.parametrize(
    "text",
    ["", " ", "March 2019", "2019-13", "2019-02-30", "2019-00", "0000", "19", "2019-3-1", "2019/2018", "../..",
     "2019-03-23T25:00:00Z", "2019-03-23T10:00:00+19:00", "X019", "201X-03", "2019-XX-05", "[]", "[2019", "{2019,2020}",
     "[2020..2018]", "[..]", "Y17E7", "-0043", "2019~-03", "9999-24", "9999-12-31T23:00:00-05:00", "2019-42", "٢٠١٩"],
)  # fmt: skip
def test_refuses(text):
    with pytest.raises(ValueError, match=r"."):
        parse(text)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2019-01-01", "2019-12-31", "2019"),
        ("1941-01-01", "1943-12-31", "1941/1943"),
        ("1990-01-01", "1999-12-31", "199X"),
        ("1900-01-01", "1999-12-31", "19XX"),
        ("2019-02-01", "2019-02-28", "2019-02"),
        ("2018-10-01", "2019-09-30", "2018-10/2019-09"),
        ("2019-03-23", "2019-03-23", "2019-03-23"),
        ("2019-03-23", "2019-03-25", "2019-03-23/2019-03-25"),
    ],
)
def test_shortest_string(first, last, text):
    assert format_period(days(dt.date.fromisoformat(first), dt.date.fromisoformat(last))) == text


def test_open_and_unknown():
    assert format_period(Period()) is None
    assert format_period(Period(earliest=day_start(dt.date(2019, 3, 16)))) == "2019-03-16/.."
    assert format_period(Period(latest=day_end(dt.date(2019, 3, 16)))) == "../2019-03-16"


def test_own_string_is_kept_only_while_it_says_the_bounds():
    period = parse("2019-03~")
    assert format_period(period) == "2019-03~"
    stale = Period(period.earliest, day_end(dt.date(2019, 3, 10)), edtf="2019-03~")
    assert format_period(stale) == "2019-03-01/2019-03-10"
    assert format_period(Period(period.earliest, period.latest, edtf="about March")) == "2019-03"


instants = st.datetimes(dt.datetime(1, 1, 3), dt.datetime(9999, 12, 28), timezones=st.just(UTC))
dates = st.dates(dt.date(1, 1, 3), dt.date(9999, 12, 28))


@given(instants, instants)
def test_round_trip_of_instants(a, b):
    period = Period(min(a, b), max(a, b))
    again = parse(format_period(period))
    assert (again.earliest, again.latest) == (
        min(a, b).replace(microsecond=0),
        max(a, b).replace(microsecond=0),
    )


@given(dates, dates, st.sampled_from(["both", "from", "until"]))
def test_round_trip_of_days(a, b, sides):
    period = Period(
        day_start(min(a, b)) if sides != "until" else None, day_end(max(a, b)) if sides != "from" else None
    )
    again = parse(format_period(period))
    assert (again.earliest, again.latest) == (period.earliest, period.latest)


whole_strings = st.one_of(
    st.dates(dt.date(1000, 1, 1)).map(dt.date.isoformat),
    st.builds("{:04d}-{:02d}".format, st.integers(1000, 9990), st.integers(1, 12)),
    st.builds("{:04d}-{:02d}".format, st.integers(1000, 9990), st.integers(21, 41)),
    st.builds("{:04d}".format, st.integers(1000, 9999)),
    st.builds("{:03d}X".format, st.integers(100, 999)),
    st.builds("{:02d}XX".format, st.integers(10, 99)),
    st.builds("{:04d}-{:02d}-XX".format, st.integers(1000, 9999), st.integers(1, 12)),
)
qualified = st.builds("{}{}".format, whole_strings, st.sampled_from(["", "", "?", "~", "%"]))


def _qualified(text):
    """A qualifier stands behind a date or month, not behind a season, where the profile has none."""
    try:
        return parse(text)
    except ValueError:
        return None


@given(qualified)
def test_a_string_that_is_read_is_written_again(text):
    period = _qualified(text)
    if period is not None:
        assert format_period(period) == text
        assert parse(format_period(period)) == period


@given(whole_strings, whole_strings)
def test_an_interval_holds_both_its_parts_and_no_more(a, b):
    first, last = parse(a), parse(b)
    try:
        whole = parse(f"{a}/{b}")
    except ValueError:
        assert first.earliest > last.latest
        return
    assert (whole.earliest, whole.latest) == (first.earliest, last.latest)


@given(st.lists(whole_strings, min_size=1, max_size=4))
def test_a_set_holds_its_members(members):
    whole = parse(f"[{','.join(members)}]")
    for member in map(parse, members):
        assert whole.earliest <= member.earliest
        assert member.latest <= whole.latest


@given(st.dates(dt.date(1000, 1, 1)))
def test_unspecified_digits_hold_every_day_they_may_mean(day):
    text = day.isoformat()
    for wide in (text[:4], text[:3] + "X", text[:2] + "XX", text[:7], f"{text[:4]}-XX", f"{text[:7]}-XX"):
        period = parse(wide)
        assert period.earliest <= day_start(day)
        assert day_end(day) <= period.latest


@given(st.text("0123456789X-/.TZ:[],~?%+ ", max_size=24))
def test_reads_or_refuses_and_never_falls_over(text):
    try:
        period = parse(text)
    except ValueError:
        return
    assert period.known
    again = parse(format_period(Period(period.earliest, period.latest)))
    assert (again.earliest, again.latest) == (period.earliest, period.latest)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "text",
    [
        "2019",
        "2019-02",
        "2019-03-23",
        "2019-XX",
        "2019-03-XX",
        "201X",
        "19XX",
        "2019-03/2019-04-10",
        "2019-22",
    ],
)  # 24 (winter) and open ends are left out: the edtf package reads them as December alone and as infinity
def test_agrees_with_the_edtf_package(text):
    edtf = pytest.importorskip("edtf")
    theirs, ours = edtf.parse_edtf(text), parse(text)
    for struct, instant in ((theirs.lower_strict(), ours.earliest), (theirs.upper_strict(), ours.latest)):
        assert struct[:3] == instant.timetuple()[:3]


def test_no_slow_strings():
    began = time.perf_counter()
    for text in ("[" + "2019," * 2000 + "]", "2019/" * 2000, "X" * 20000):
        with pytest.raises(ValueError, match=r"."):
            parse(text)
    assert time.perf_counter() - began < 20  # it ends; speed is measured in bench/
