"""What of a claim imagery can test, which ground is looked at, and for which time."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagery.claims_made import HERE, a_claim, item
from sightline.imagery.ask import MOST_HALF_M, Spot, ask, disc, span, spot
from sightline.model.period import Period, days
from sightline.model.vocabulary import EVENT_KINDS
from sightline.places.airfields import airfield

LAUNCHER = item("launchers", "sam-launcher")
TROOPS = item("troops", "troops")


@pytest.mark.parametrize(
    ("event", "change", "stays"),
    [
        ("deployment", "came", False),
        ("arrival", "came", False),
        ("departure", "went", False),
        ("construction", "built", True),
        ("strike", "destroyed", True),
        ("loss", "destroyed", True),
    ],
)
def test_what_an_event_leaves_on_the_ground(event: str, change: str, stays: bool) -> None:
    wanted = ask(a_claim(event=event, items=(LAUNCHER,)))
    assert wanted is not None
    assert (wanted.change, wanted.stays) == (change, stays)


@pytest.mark.parametrize("event", ["activation", "launch", "assessment"])
def test_what_leaves_nothing_is_not_asked(event: str) -> None:
    assert ask(a_claim(event=event, items=(LAUNCHER,))) is None


@pytest.mark.parametrize("event", sorted(EVENT_KINDS))
def test_people_alone_are_never_asked_of_pictures(event: str) -> None:
    wanted = ask(a_claim(event=event, items=(TROOPS,)))
    assert wanted is None or (event == "construction" and not wanted.items)


def test_a_site_that_is_said_to_be_there_stays() -> None:
    wanted = ask(a_claim(event="presence", items=(item("bunker", "fighting-position"),)))
    assert wanted is not None
    assert wanted.stays


def test_the_claims_own_pictures_are_named() -> None:
    wanted = ask(a_claim(event="presence", items=(LAUNCHER,), imagery="Satellite images"))
    assert wanted is not None
    assert wanted.own_imagery == "Satellite images"


def test_where_it_left_from_is_looked_at() -> None:
    away = replace(HERE, lat=20.0)
    claim = replace(a_claim(event="departure", items=(LAUNCHER,), place=away), from_place=HERE)
    wanted = ask(claim)
    assert wanted is not None
    assert wanted.place == HERE


def test_an_airfield_is_looked_at_along_its_runways() -> None:
    field = airfield("SVCZ")
    assert field is not None
    found = spot(HERE, field)
    assert isinstance(found, Spot)
    assert found.lines
    assert 1_500 < found.site.half_m < 2_000
    assert abs(found.site.lat - field.lat) < 0.01


def test_an_airfield_over_the_antimeridian_is_one_square() -> None:
    field = airfield("SVCZ")
    assert field is not None
    runway = field.runways[0]
    ends = tuple(
        replace(e, lat=-16.7, lon=lon) for e, lon in zip(runway.ends, (179.99, -179.99), strict=True)
    )
    made = replace(field, lat=-16.7, lon=-179.999, runways=(replace(runway, ends=ends),))
    found = spot(None, made)
    assert isinstance(found, Spot)
    assert found.site.half_m < 1_500
    assert abs(abs(found.site.lon) - 180.0) < 0.01


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (None, "says no place"),
        (replace(HERE, lat=None, lon=None, radius_km=None), "not known"),
        (replace(HERE, radius_km=40.0), "within 40.0 km"),
    ],
)
def test_why_there_is_no_ground_is_said(place: object, words: str) -> None:
    found = spot(place)  # type: ignore[arg-type]
    assert isinstance(found, str)
    assert words in found


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(1, MOST_HALF_M))
def test_the_square_holds_the_disc_and_more_ground_to_compare_with(
    lat: float, lon: float, radius: float
) -> None:
    made = disc(lat, lon, radius, "x")
    assert made.radius_m <= made.site.half_m <= MOST_HALF_M
    assert made.site.half_m >= 1_000


@given(st.floats(-180, 180))
def test_a_day_is_taken_in_on_the_places_own_clock_and_in_utc(lon: float) -> None:
    found = span(days(dt.date(2019, 3, 22), dt.date(2019, 3, 22)), lon)
    assert found is not None
    start, end = found
    day = dt.datetime(2019, 3, 22, tzinfo=dt.UTC)
    assert start <= day <= end
    assert dt.timedelta(hours=23) < end - start <= dt.timedelta(hours=36)


def test_a_time_without_bounds_is_none() -> None:
    assert span(Period(earliest=dt.datetime(2019, 3, 1, tzinfo=dt.UTC)), 0.0) is None
