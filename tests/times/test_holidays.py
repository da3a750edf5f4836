"""Feasts: the days of known years, and laws of their rules."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.times.holidays import feast, orthodox_easter
from sightline.times.words_en import HOLIDAYS


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("thanksgiving", "2006-11-23"), ("labor day", "2014-09-01"), ("memorial day", "2021-05-31"),
        ("us election day", "2016-11-08"), ("martin luther king day", "2019-01-21"), ("good friday", "2019-04-19"),
        ("orthodox easter", "2019-04-28"), ("orthodox easter", "2021-05-02"), ("orthodox easter", "2022-04-24"),
        ("christmas eve", "1979-12-24"),
    ],
)  # fmt: skip
def test_days_of_known_years(name, day):
    found = feast(name, int(day[:4]))
    assert found.first.isoformat() == found.last.isoformat() == day


@pytest.mark.parametrize(
    ("name", "day"),
    [("eid al-fitr", "2019-06-04"), ("eid al-fitr", "2024-04-10"), ("eid al-adha", "2019-08-11"),
     ("ashura", "2021-08-19"), ("islamic new year", "2022-07-30"), ("lunar new year", "1968-01-30"),
     ("nowruz", "2020-03-20"), ("yom kippur", "1973-10-06"), ("passover", "2002-03-27"), ("diwali", "2019-10-27")],
)  # fmt: skip
def test_observed_feasts_lie_in_their_days(name, day):
    found = feast(name, int(day[:4]))
    assert found.first <= dt.date.fromisoformat(day) <= found.last


@pytest.mark.parametrize(
    ("year", "first", "last"), [(2019, "2019-05-06", "2019-06-03"), (2024, "2024-03-11", "2024-04-09")]
)
def test_ramadan_holds_the_observed_month(year, first, last):
    found = feast("ramadan", year)
    assert found.first <= dt.date.fromisoformat(first)
    assert found.last >= dt.date.fromisoformat(last)
    assert found.width <= 33


@given(st.integers(1583, 9998))
def test_orthodox_easter_is_a_sunday_not_before_the_western_one(year):
    day = orthodox_easter(year)
    assert day.weekday() == 6
    assert day >= feast("easter", year).first


@given(st.integers(1583, 9998), st.sampled_from(sorted({n for n in HOLIDAYS.values() if n})))
def test_every_named_feast_lies_in_its_year_or_is_refused(year, name):
    try:
        found = feast(name, year)
    except ValueError:
        return
    assert found.first <= found.last
    assert year in (found.first.year, found.last.year)
