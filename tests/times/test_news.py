"""Times in the language of news wires and accounts: quarters, weekdays to come, stamps, feasts, weeks."""

from itertools import pairwise

import pytest

from sightline.model import edtf
from sightline.model.document import Document, Part
from sightline.model.period import iso
from sightline.times.find import find_times


def read(text, published=None):
    """[(words, earliest, latest)] of the mentions."""
    document = Document(
        id="d", capture="c", text=text, language="en", parts=(Part("b", "body", 0, len(text), "en"),),
        published=edtf.parse(published) if published else None,
    )  # fmt: skip
    return [
        (m.span.text, iso(m.period.earliest), iso(m.period.latest, end=True)) for m in find_times(document)
    ]


# publication on Wednesday 1989-10-25
@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("Third-quarter net fell.", "Third-quarter", "1989-07-01", "1989-09-30"),
        ("Growth will slow in the fourth quarter.", "the fourth quarter", "1989-10-01", "1989-12-31"),
        ("It beat last year's third quarter.", "last year's third quarter", "1988-07-01", "1988-09-30"),
        ("Sales in the latest quarter fell.", "the latest quarter", "1989-07-01", "1989-09-30"),
        ("It pays for the current quarter.", "the current quarter", "1989-10-01", "1989-12-31"),
        ("In fiscal 1990 it grew.", "fiscal 1990", "1989-01-01", "1990-12-31"),
        ("In U.S. fiscal year 1990 it grew.", "fiscal year 1990", "1989-10-01", "1990-09-30"),
        ("It closed last Dec. 4.", "last Dec. 4", "1988-12-04", "1988-12-04"),
        ("He left a week ago Friday.", "a week ago Friday", "1989-10-13", "1989-10-13"),
        ("It was a month ago today.", "a month ago today", "1989-09-25", "1989-09-25"),
        ("It came three winters ago.", "three winters ago", "1986-12-01", "1987-02-28"),
        ("The delegation leaves Friday.", "Friday", "1989-10-27", "1989-10-27"),
        ("It could become a storm by Friday, they said.", "Friday", "1989-10-27", "1989-10-27"),
        ("The quake hit at dawn Friday.", "dawn Friday", "1989-10-20", "1989-10-20"),
        ("The vote is set for Dec. 12.", "Dec. 12", "1989-12-12", "1989-12-12"),
        ("He has been back since the 17th.", "the 17th", "1989-10-17", "1989-10-17"),
        ("They rest over the weekend.", "the weekend", "1989-10-21", "1989-10-22"),
        ("The coming weekend is free.", "The coming weekend", "1989-10-28", "1989-10-29"),
        ("It grew in the '80s.", "the '80s", "1980-01-01", "1989-12-31"),
        ("It grew in '68.", "'68", "1968-01-01", "1968-12-31"),
        ("Since the turn of the century it grew.", "the turn of the century", "1995-01-01", "2004-12-31"),
        ("They met on the first Sunday of April.", "the first Sunday of April", "1989-04-02", "1989-04-02"),
        ("It came in the week beginning 2 October.", "the week beginning 2 October", "1989-10-02", "1989-10-08"),
        ("They come in two weeks' time.", "two weeks' time", "1989-11-05", "1989-11-11"),
        ("Over the next two weeks they will leave.", "the next two weeks", "1989-10-25", "1989-11-08"),
        ("They came at Thanksgiving 1988.", "Thanksgiving 1988", "1988-11-24", "1988-11-24"),
        ("They closed at the end of 1988's third quarter.", "the end of 1988's third quarter", "1988-08-15", "1988-09-30"),
        ("It came at 21:30 Moscow time on 3 October.", "21:30 Moscow time on 3 October",
         "1989-10-03T17:30:00Z", "1989-10-03T18:30:59Z"),
    ],
)  # fmt: skip
def test_against_the_day_of_publication(text, words, first, last):
    assert read(text, "1989-10-25") == [(words, first, last)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Third-quarter net fell from a year earlier.", [("1989-07-01", "1989-09-30"), ("1988-07-01", "1988-09-30")]),
        ("In the second quarter it fell from the same quarter of 1986.",
         [("1989-04-01", "1989-06-30"), ("1986-04-01", "1986-06-30")]),
        ("Stocks rose in the week ended Oct. 13.", [("1989-10-07", "1989-10-13"), ("1989-10-13", "1989-10-13")]),
        ("It sailed for three days from 5 March.", [("1989-03-05", "1989-03-07"), ("1989-03-05", "1989-03-05")]),
        ("In the three weeks to 12 June it rained.", [("1989-05-23", "1989-06-12"), ("1989-06-12", "1989-06-12")]),
        ("Masses are planned on Thursday, in Lod on Friday and in Acre on Monday.",
         [("1989-10-26", "1989-10-26"), ("1989-10-27", "1989-10-27"), ("1989-10-30", "1989-10-30")]),
        ("A year ago a strike delayed it until April 25.", [("1988-01-01", "1988-12-31"), ("1988-04-25", "1988-04-25")]),
        ("Orders fell in March and December.", [("1989-03-01", "1989-03-31"), ("1988-12-01", "1988-12-31")]),
        ("Open from 4 p.m. to 8 p.m. yesterday.", [("1989-10-24", "1989-10-24"), ("1989-10-24", "1989-10-24")]),
        ("It grew in Q1-Q3 1988.", [("1988-01-01", "1988-03-31"), ("1988-07-01", "1988-09-30")]),
        ("It was seen on 24 Feb 86.", [("1986-02-24", "1986-02-24")]),
        ("It was seen on 24 Feb 86 times.", [("1989-02-24", "1989-02-24")]),
        ("Sales of 2Q 1988 and 1H88.", [("1988-04-01", "1988-06-30"), ("1988-01-01", "1988-06-30")]),
        ("On the night of Aug. 12-13, 1961 it rose.", [("1961-08-12", "1961-08-13"), ("1961-08-13", "1961-08-13")]),
    ],
)  # fmt: skip
def test_against_each_other(text, expected):
    assert [(first, last) for _, first, last in read(text, "1989-10-25")] == expected


@pytest.mark.parametrize(
    ("stamp", "first", "last"),
    [
        ("2019-03-23T21:00Z", "2019-03-23T21:00:00Z", "2019-03-23T21:00:59Z"),
        ("2019-03-23T21:00:14+03:00", "2019-03-23T18:00:14Z", "2019-03-23T18:00:14Z"),
        ("2019-03-23 21:00:14 UTC", "2019-03-23T21:00:14Z", "2019-03-23T21:00:14Z"),
        ("20190323T210000Z", "2019-03-23T21:00:00Z", "2019-03-23T21:00:00Z"),
        ("23/Mar/2019:21:00:14 +0000", "2019-03-23T21:00:14Z", "2019-03-23T21:00:14Z"),
        ("232100ZMAR19", "2019-03-23T21:00:00Z", "2019-03-23T21:00:59Z"),
        ("23 2100Z MAR 2019", "2019-03-23T21:00:00Z", "2019-03-23T21:00:59Z"),
        ("232100R Mar 19", "2019-03-24T02:00:00Z", "2019-03-24T02:00:59Z"),
        ("232100JMAR19", "2019-03-23T07:00:00Z", "2019-03-24T09:00:00Z"),
        ("2019-03-23 21:00", "2019-03-23", "2019-03-23"),
    ],
)
def test_stamps(stamp, first, last):
    assert read(f"Seen at {stamp} off the coast.") == [(stamp, first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "It works 24/7.",
        "1,900 troops came.",
        "Order No. 1944 stands.",
        "A Su-24 March past the stands.",
        "The Sun. It shines.",
        "May I go?",
        "The Second Army came.",
        "Flight 2019 landed with 2000 men.",
        "Grid 236199ZMAR19 is no time.",
    ],
)
def test_no_times(text):
    assert not [m for m in read(text, "2019-03-27") if m[1] and m[1] != "2019-03-01"]


@pytest.mark.parametrize(
    "words",
    ["nineteen years old", "33-year-old", "every six months", "each March", "quarterly", "2-1/2 years", "20 seconds",
     "a month-long", "a long time", "the months since", "a third day", "the fifth straight year"],
)  # fmt: skip
def test_lengths_and_repeated_times_have_no_date(words):
    [(found, first, last)] = read(f"It went on for {words} there.", "2019-03-27")
    assert found in words
    assert (first, last) == (None, None)


def test_the_years_of_a_heading_frame_what_stands_under_it():
    text = "Prelude\n\nTalks failed in July 2002.\n\n2003: Invasion\n\nOn April 9 the city fell. In 2005 it was over.\n"
    assert ("April 9", "2003-04-09", "2003-04-09") in read(text)


def test_a_plan_for_another_year_does_not_move_the_telling():
    text = "On 11 March 1975 they attacked. It would be over by 1976, he said. On 1 April they reached the coast."
    assert read(text)[-1] == ("1 April", "1975-04-01", "1975-04-01")


def test_what_is_past_does_not_count_from_what_is_to_come():
    text = "The ship will sail on 3 November. It was seen at dawn. A day earlier it was loaded."
    assert read(text, "2019-10-28")[1:] == [("dawn", "2019-10-28", "2019-10-28"), ("A day earlier", "2019-10-27", "2019-10-27")]  # fmt: skip


def test_a_day_is_never_read_twice():
    text = "March 12/13/14 March"
    part = Part("b", "body", 0, len(text), "en")
    spans = [m.span for m in find_times(Document("d", "c", text, (part,), language="en"))]
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It will be over in two days.", "2019-03-29", "2019-03-29"),
        ("It was built in two days.", None, None),
        ("Under fire again since morning.", "2019-03-26", "2019-03-27"),
        ("They booked a berth for the 30th.", "2019-03-30", "2019-03-30"),
    ],
)
def test_direction_decides(text, first, last):
    assert [m[1:] for m in read(text, "2019-03-27")] == [(first, last)]


def test_a_stamp_that_opens_a_line_is_of_the_day_of_the_page():
    text = (
        "14:20 GMT Talks began. The border has been shut since Saturday.\n\n06:12 GMT The station ran dry.\n"
    )
    assert read(text, "2019-03-27")[-1] == ("06:12 GMT", "2019-03-27T06:12:00Z", "2019-03-27T06:12:59Z")


def test_one_sentence_of_background_does_not_take_the_news_with_it():
    news = (
        "On Feb. 21 he came; eight years earlier, in March 2014, they left. Pictures of 20 February show it."
    )
    assert read(news, "2022-02-24")[-1] == ("20 February", "2022-02-20", "2022-02-20")
    history = "It began eight years ago. On 27 February 2014 they came. On 16 March a vote was held. On 18 March they signed."
    assert [m[1] for m in read(history, "2022-03-24")][2:] == ["2014-03-16", "2014-03-18"]
