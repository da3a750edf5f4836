"""Coverage: who was heard near a field, when and how low, judged from the traffic at hand."""

import numpy as np
import pytest
from check_made import FIELD, a_track, at
from hypothesis import given
from hypothesis import strategies as st

from sightline.flights.coverage import could_see, coverage, distances_km, moment
from sightline.flights.load import load, sources
from sightline.model.place import distance_km
from sightline.places.airfields import airfield
from support import shared

NORTH = 1 / 111.195  # degrees a kilometre


def heard(rows, first=0.0, last=24.0, address="0d0001"):
    return coverage([a_track(rows, address)], FIELD, at(first), at(last))


def test_nobody_near_is_not_observable_and_says_so() -> None:
    far = [(h, FIELD.lat + 50 * NORTH, FIELD.lon, 2_000.0) for h in range(24)]
    high = [(h, FIELD.lat, FIELD.lon, 35_000.0) for h in range(24)]
    for rows in ([], far, high):
        cover = heard(rows)
        assert (cover.airframes, cover.heard, cover.floor_ft) == (0, 0, None)
        assert "could have been seen" in cover.words
        assert not could_see(cover)


def test_hours_heights_and_airframes_are_counted() -> None:
    tracks = [
        a_track([(h, FIELD.lat + 3 * NORTH, FIELD.lon, 1_230.0) for h in (1, 1.5, 2)], "0d0001"),
        a_track([(h, FIELD.lat + 30 * NORTH, FIELD.lon, 5_000.0) for h in (2, 7)], "0d0002"),
    ]
    cover = coverage(tracks, FIELD, at(0), at(24))
    assert (cover.airframes, cover.hours, cover.heard) == (2, 24, 3)
    assert cover.floor_ft == pytest.approx(1_000, abs=1)  # the field lies at 230 ft
    assert "in 3 of 24 hours" in cover.words
    assert "none below 1,000 ft" in cover.words
    assert not could_see(cover)  # three hours of a day are too few


def test_the_ground_of_another_field_is_not_this_fields() -> None:
    other = [(h, FIELD.lat + 9 * NORTH, FIELD.lon, 0.0) for h in range(24)]
    over = [(h, FIELD.lat, FIELD.lon, 4_230.0) for h in range(24)]
    assert heard(other + over).floor_ft == pytest.approx(4_000, abs=1)
    assert heard(other).floor_ft is None


def test_low_in_most_hours_could_have_seen_a_landing() -> None:
    assert could_see(heard([(h + 0.5, FIELD.lat, FIELD.lon, 300.0) for h in range(13)]))


@given(st.lists(st.tuples(st.floats(-5, 30), st.floats(10, 11.2), st.floats(-67.6, -66.4), st.floats(-500, 15_000)), max_size=20))  # fmt: skip
def test_more_traffic_never_makes_coverage_worse(rows) -> None:
    less, more = heard(rows[: len(rows) // 2]), heard(rows)
    assert more.heard >= less.heard
    assert more.airframes >= less.airframes
    assert more.heard <= more.hours


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(-89, 89), st.floats(-180, 180))
def test_distances_are_those_of_places(a: float, b: float, c: float, d: float) -> None:
    points = a_track([(0.0, a, b, 0.0)]).points
    assert distances_km(points, c, d)[0] == pytest.approx(distance_km(a, b, c, d), abs=1e-6)
    assert np.isfinite(distances_km(points, c, d)).all()


def test_moments_before_1970_have_words() -> None:
    assert moment(-1e9) == "24 Apr 1938 22:13 UTC"


@pytest.mark.shared
def test_paris_is_heard_to_the_ground_and_a_small_field_is_not() -> None:
    loaded = load(sources([shared("flights/opensky/quickstart.json.gz")]))
    times = [t.points.time for t in loaded.tracks if len(t)]
    first, last = min(float(t.min()) for t in times), max(float(t.max()) for t in times)
    orly, beauvais = airfield("LFPO"), airfield("LFOB")
    assert orly is not None
    assert beauvais is not None
    assert coverage(loaded.tracks, orly, first, last).floor_ft == 0
    assert coverage(loaded.tracks, orly, first, last).airframes > 100
    assert (coverage(loaded.tracks, beauvais, first, last).floor_ft or 0) > 0
