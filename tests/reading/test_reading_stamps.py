"""Date stamps: found in many forms, and read in the order that the whole page allows."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_support import ARTICLE, read_text, voices
from tools import build_cldr_names

from sightline.reading import months, stamps


@pytest.mark.parametrize(
    "line",
    [
        "2021-01-28", "2021/1/28 13:39", "28.01.2021", "28. Januar 2021 um 13:39 Uhr", "January 28, 2021 at 1:39 pm",
        "Jan 28th, 2021", "28 Jan. 2021", "28 de enero de 2021", "28 de janeiro de 2021", "28 janvier 2021 à 13 h 39",
        "28 gennaio 2021", "28 Ocak 2021, 13:39", "28 января 2021 г.", "28 січня 2021", "28 stycznia 2021",
        "2021年1月28日 13:39", "28 يناير 2021", "28/01/2021", "01/28/2021", "28-01-21",
    ],
)  # fmt: skip
def test_one_day_in_many_forms(line: str) -> None:
    stamp = stamps.find(line)
    assert stamp is not None
    period = stamps.period(stamp, stamps.settle([stamp]))
    assert period is not None
    assert period.edtf == "2021-01-28"


@pytest.mark.parametrize(
    "line",
    [
        "31.02.2021",
        "1.2.3",
        "10-20 tons",
        "192.168.1.1",
        "3/4 of 2021",
        "T-72 2021",
        "28 tanks 2021",
        "13:39",
    ],
)
def test_no_date(line: str) -> None:
    assert stamps.find(line) is None


SECTION = "\n\n2 Comments\n\n{}\n\nNice work by the crew.\n\n{}\n\nThey have left already."


@pytest.mark.parametrize(
    ("first", "second", "dates"),
    [
        ("28-01-21 13:39", "03-04-22 12:36", ["2021-01-28", "2022-04-03"]),
        ("03-04-22 12:36", "28-05-22 13:39", ["2022-04-03", "2022-05-28"]),
        ("03/04/22 12:36", "05/28/22 13:39", ["2022-03-04", "2022-05-28"]),
        ("03-04-22 12:36", "05-06-22 13:39", ["[2022-03-04,2022-04-03]", "[2022-05-06,2022-06-05]"]),
        ("03-03-22 12:36", "05-05-22 13:39", ["2022-03-03", "2022-05-05"]),
    ],
)
def test_one_stamp_settles_the_others(first: str, second: str, dates: list[str]) -> None:
    document = read_text(ARTICLE + SECTION.format(first, second))
    assert [edtf for _, _, edtf in voices(document)] == dates


def test_what_is_not_settled_says_so_and_bounds_the_article_by_the_later_reading() -> None:
    document = read_text(ARTICLE + SECTION.format("03-04-22 12:36", "05-06-22 13:39"))
    comment = document.parts[1].published
    assert comment is not None
    assert "nothing on the page says which" in (comment.basis or "")
    assert document.published is not None
    assert document.published.earliest is None
    assert document.published.latest == comment.latest


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)), st.sampled_from(["-", "/", "."]))
def test_the_true_day_is_always_among_the_readings(day: dt.date, sep: str) -> None:
    stamp = stamps.find(day.strftime(f"%d{sep}%m{sep}%y"))
    assert stamp is not None
    assert day in {d for _, d in stamp.readings}
    period = stamps.period(stamp, stamps.settle([stamp]))
    assert period is not None
    assert period.earliest is not None
    assert period.latest is not None
    assert period.earliest.date() <= day <= period.latest.date()


@pytest.mark.parametrize(
    ("stamp", "readings", "basis"),
    [
        ("10-11-25", "[2025-10-11,2025-11-10]", "nothing on the page says which"),
        ("11/11/25", "2025-11-11", 'date stamp "11/11/25", read as day-month-year or month-day-year'),
        ("28-01-21", "2021-01-28", 'date stamp "28-01-21", read as day-month-year'),
    ],
)
@pytest.mark.parametrize("captured", [dt.date(2025, 10, 30), dt.date(2025, 11, 20), dt.date(2031, 1, 1)])
def test_the_day_of_capture_decides_no_reading(
    stamp: str, readings: str, basis: str, captured: dt.date
) -> None:
    when = dt.datetime.combine(captured, dt.time(), dt.UTC)
    document = read_text(f"{ARTICLE}\n\nView all comments\n{stamp} 13:39\n\nNice work.", retrieved=when)
    (_, _, said), comment = voices(document)[0], document.parts[-1]
    assert said == readings
    assert comment.published is not None
    assert (comment.published.basis or "").endswith(basis)


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2049, 12, 31)), st.dates(dt.date(1999, 1, 1), dt.date(2050, 1, 1))
)
@settings(max_examples=30, deadline=None)
def test_the_same_bytes_are_read_the_same_on_any_day(day: dt.date, captured: dt.date) -> None:
    text = ARTICLE + SECTION.format(day.strftime("%d-%m-%y"), day.strftime("%y-%m-%d"))
    when = dt.datetime.combine(captured, dt.time(), dt.UTC)
    assert read_text(text, retrieved=when) == read_text(text)


def test_names_of_months_and_the_like_are_what_cldr_has() -> None:
    """The files are made once (tools/build_cldr_names.py); a newer CLDR has other names, so they say of which they are."""
    data = Path(months.__file__).parent / "data"
    for name, text in (
        ("cldr_dates.tsv", build_cldr_names.dates()),
        ("cldr_names.txt", build_cldr_names.names()),
    ):
        kept = (data / name).read_text("utf-8")
        if kept.splitlines()[0] == build_cldr_names.HEAD.strip():
            assert kept == text, f"make {name} again: python tools/build_cldr_names.py"
    assert months.month_number("listopada", dotted=True) == 10
    assert months.month_number("listopada") == 11
    assert months.is_weekday("Perşembe")
