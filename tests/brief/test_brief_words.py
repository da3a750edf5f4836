"""The small grammar."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.brief import words
from sightline.model.claim import Count
from sightline.model.period import Period, days
from sightline.model.place import Candidate, Place

D = dt.date


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("S-300", "an"), ("An-124", "an"), ("F-16", "a" + "n"), ("Mi-17", "a"), ("T-72", "a"), ("Il-76", "an"), ("UAV", "a"),
     ("U-2", "a"), ("unit", "a"), ("airbase", "an"), ("M1 Abrams", "an"), ("9S32ME radar", "a"), ("8x8 vehicle", "an"),
     ("MRAP", "an"), ("BTR-80", "a"), ("European battalion", "a"), ("hangar", "a"), ("HIMARS launcher", "a")],
)  # fmt: skip
def test_a_or_an(noun: str, expected: str) -> None:
    assert words.article(noun) == expected


@pytest.mark.parametrize(
    ("one", "many"),
    [("launcher", "launchers"), ("battery", "batteries"), ("aircraft", "aircraft"), ("S-300", "S-300s"),
     ("An-124", "An-124s"), ("launchers", "launchers"), ("howitzer", "howitzers"), ("special troops", "special troops"),
     ("S-300 missiles", "S-300 missiles"), ("gas mask", "gas masks"), ("truss", "trusses"), ("ship", "ships"),
     ("transport aircraft", "transport aircraft"), ("UAV", "UAVs"), ("convoy", "convoys")],
)  # fmt: skip
def test_plural(one: str, many: str) -> None:
    assert words.plural_of(one) == many
    assert words.plural_of(many) == many


@pytest.mark.parametrize(
    ("count", "told"),
    [(Count(5, 5), "five launchers"), (Count(1, 1), "one launcher"), (Count(5, None), "at least five launchers"),
     (Count(None, 12), "at most twelve launchers"), (Count(4, 5), "between four and five launchers"),
     (Count(1500, 1500), "1,500 launchers"), (None, "launcher"), (Count(None, None), "launcher"),
     (Count(35, 35, "t"), "35 tonnes of launcher"), (Count(2, 2, "battery"), "two batteries of launcher"),
     (Count(0, 0), "no launchers"), (Count(2.5, 2.5, "t"), "2.5 tonnes of launcher")],
)  # fmt: skip
def test_counted(count: Count | None, told: str) -> None:
    assert words.counted("launcher", count) == told


@pytest.mark.parametrize(
    ("period", "told"),
    [(days(D(2019, 3, 23), D(2019, 3, 23)), "on 23 March 2019"), (days(D(2019, 3, 1), D(2019, 3, 31)), "in March 2019"),
     (days(D(2019, 1, 1), D(2019, 12, 31)), "at some time in 2019"), (days(D(2019, 3, 2), D(2019, 3, 5)), "between 2 and 5 March 2019"),
     (days(D(2018, 12, 30), D(2019, 1, 2)), "between 30 December 2018 and 2 January 2019"),
     (days(D(2019, 3, 30), D(2019, 4, 2)), "between 30 March and 2 April 2019"),
     (days(D(2018, 1, 1), D(2019, 12, 31)), "at some time between 2018 and 2019"),
     (Period(latest=dt.datetime(2021, 1, 28, 23, 59, 59, tzinfo=dt.UTC)), "on or before 28 January 2021"),
     (Period(earliest=dt.datetime(2021, 1, 28, tzinfo=dt.UTC)), "on or after 28 January 2021"), (Period(), None), (None, None)],
)  # fmt: skip
def test_when(period: Period | None, told: str | None) -> None:
    assert words.when(period) == told


@pytest.mark.parametrize(
    ("place", "told"),
    [(Place(name="Rota Naval Base", country="ES", lat=36.6, lon=-6.3, radius_km=3, precision="site"), "at Rota Naval Base, Spain"),
     (Place(name="Caracas", country="VE", lat=10.5, lon=-66.9, radius_km=12, precision="settlement"), "in Caracas, Venezuela"),
     (Place(name="Caracas", country="VE", precision="area", relation="south of"), "south of Caracas, Venezuela"),
     (Place(name="Venezuela", country="VE", precision="country"), "in Venezuela"),
     (Place(lat=9.37, lon=-66.92, radius_km=5, precision="coordinate"), "at 9.37° N, 66.92° W"),
     (Place(name="the works"), "at a place given as “the works”"), (Place(), None), (None, None)],
)  # fmt: skip
def test_where(place: Place | None, told: str | None) -> None:
    assert words.where(place) == told


def test_digits_follow_the_radius() -> None:
    assert words.degrees(9.3719, -66.9228, 0.5) == "9.372° N, 66.923° W"
    assert words.degrees(9.3719, -66.9228, 300) == "9° N, 67° W"


@given(st.text(max_size=60))
def test_words_of_a_document_bring_no_direction_of_their_own(text: str) -> None:
    told = words.clean(text)
    inner = told.removeprefix("\u2068").removesuffix("\u2069")
    assert not any(c in inner for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\n")
    assert words.clean(inner) == told or not inner


@given(st.lists(st.text("abc", min_size=1), max_size=5))
def test_lists_name_everything(parts: list[str]) -> None:
    assert all(p in words.listed(parts) for p in parts)


def test_a_doubtful_place_is_told_with_what_else_it_could_be() -> None:
    other = Candidate("Springfield", "b", "US", 37.2, -93.3, "settlement", 0.4)
    abroad = Candidate("Springfield", "c", "AU", -27.6, 152.9, "settlement", 0.1)
    place = Place(
        name="Springfield",
        country="US",
        lat=39.8,
        lon=-89.6,
        radius_km=5.0,
        candidates=(other, abroad),
        probability=0.5,
    )
    said = words.likely(place)
    assert said.startswith(
        "most likely Springfield, United States; could be the Springfield at 37.2° N, 93.3° W"
    )
    assert "Australia" in said
    assert words.likely(dataclasses.replace(place, candidates=())).endswith(
        "another place of that name is possible"
    )
    sure = dataclasses.replace(place, probability=0.9)
    assert words.likely(sure) == words.named(sure)
    assert words.likely(dataclasses.replace(place, probability=None)) == words.named(place)
