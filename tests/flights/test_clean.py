"""Cleaning: each fault met in real files (design/flights.md, section 5), made by hand."""

from dataclasses import replace

import numpy as np
import pytest
from flights_support import a_field
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.flights import clean as cleaning
from sightline.flights.clean import clean
from sightline.flights.synthetic import flight, frozen_rows, spoofed_block
from sightline.flights.track import Located, Track, blocks, joined, points_of

FIELD = a_field()


def steady(rows: int = 200, **columns: object) -> Track:
    """An aircraft at 450 kt and 30,000 ft, northwards, a row a second."""
    time = np.arange(rows, dtype=float)
    given = {
        "time": time, "lat": 10 + time * 450 * 1.852 / 3600 / 111.195, "lon": np.full(rows, -67.0),
        "altitude": np.full(rows, 30_000.0), "speed": np.full(rows, 450.0), "ground": np.zeros(rows),
    }  # fmt: skip
    return Track("abcdef", points_of(**{**given, **columns}))  # type: ignore[arg-type]


def test_a_clean_track_stays_as_it_is():
    track = steady()
    cleaned = clean(track)
    assert cleaned.dropped == cleaned.mended == cleaned.notes == ()
    assert np.array_equal(cleaned.track.points.lat, track.points.lat)


def test_an_empty_track_and_one_of_one_row():
    assert len(clean(steady(0)).track) == 0
    assert "not observable" in clean(steady(0)).notes[-1]
    assert len(clean(steady(1)).track) == 1
    assert len(clean(steady(2)).track) == 2


def test_rows_without_time_or_position_are_counted():
    track = steady(10)
    p = track.points
    p.time[3] = np.nan
    p.lat[5] = np.nan
    p.lat[6], p.lon[6] = 0.0, 0.0
    p.lat[7] = 123.0
    dropped = dict(clean(track).dropped)
    assert dropped == {cleaning.NO_TIME: 1, cleaning.NO_POSITION: 1, cleaning.NOT_ON_EARTH: 2}


def test_a_track_without_positions_is_said_not_to_be_observable():
    track = steady(5, lat=np.full(5, np.nan))
    cleaned = clean(track)
    assert len(cleaned.track) == 0
    assert dict(cleaned.dropped) == {cleaning.NO_POSITION: 5}
    assert any("not observable" in note for note in cleaned.notes)


def test_frozen_rows_go_by_their_speed():
    track = frozen_rows(steady(), 199, 60)
    cleaned = clean(track)
    assert dict(cleaned.dropped) == {cleaning.FROZEN: 60}
    assert cleaned.track.points.time[-1] == 199


def test_frozen_rows_go_by_the_time_of_their_position():
    time = np.arange(100, dtype=float)
    at = np.minimum(time, 49)
    lat = 10 + at * 1e-5  # slow: 2 kt
    track = steady(100, lat=lat, speed=np.full(100, 2.0), at=at)
    assert dict(clean(track).dropped) == {cleaning.FROZEN: 50}


def test_standing_still_is_not_frozen():
    parked = steady(
        100, lat=np.full(100, 10.0), speed=np.zeros(100), altitude=np.full(100, np.nan), ground=np.ones(100)
    )
    assert len(clean(parked).track) == 100


def test_a_row_sent_twice():
    track = steady(50)
    twice = replace(track, points=track.points.take(np.sort(np.r_[0:50, 10:20])))
    assert dict(clean(twice).dropped) == {cleaning.DUPLICATE: 10}


def test_rows_out_of_order_are_put_in_order():
    track = steady(50)
    mixed = replace(track, points=track.points.take(np.r_[0:10, 20:30, 10:20, 30:50]))
    cleaned = clean(mixed)
    assert np.array_equal(cleaned.track.points.time, track.points.time)
    assert dict(cleaned.mended)[cleaning.LATE] == 1
    assert cleaned.dropped == ()


def test_single_wild_positions_go():
    track = steady()
    track.points.lat[[50, 120]] += 8.0
    cleaned = clean(track)
    assert dict(cleaned.dropped) == {cleaning.JUMP: 2}


def test_jitter_of_time_stamps_stays():
    # positions received up to 2 s before the row's time: steps of well over 700 kt at 1 Hz
    time = np.arange(300, dtype=float)
    late = np.random.default_rng(1).uniform(0, 2, 300)
    track = steady(300, lat=10 + (time - late) * 450 * 1.852 / 3600 / 111.195)
    steps = np.abs(np.diff(track.points.lat)) * 111.195 * 3600 / 1.852
    assert steps.max() > 700
    assert len(clean(track).track) == 300


def test_a_spoofed_block_goes_as_a_whole():
    cleaned = clean(spoofed_block(steady(), 80, 60, 13.0, -60.0))
    assert dict(cleaned.dropped) == {cleaning.JUMP: 60}
    assert np.all(np.abs(cleaned.track.points.lon + 67) < 0.01)


def test_a_spoofed_block_that_a_gap_makes_reachable_goes_too():
    # after 15 minutes of silence 150 km off is within reach; what comes after is not within reach of there
    time = np.r_[0:300, 1200:1260, 1262:1600].astype(float)
    lat = 10 + time * 450 * 1.852 / 3600 / 111.195
    lon = np.full(len(time), -67.0)
    lon[300:360] += 1.5
    cleaned = clean(steady(len(time), time=time, lat=lat, lon=lon))
    assert dict(cleaned.dropped) == {cleaning.JUMP: 60}
    assert np.allclose(cleaned.track.points.lon, -67.0)


def test_a_slip_of_a_few_kilometres_does_not_cost_the_rest_of_the_track():
    track = steady(1000)
    track.points.lat[500:] += 4.0 / 111.195
    assert len(clean(track).track) >= 990


def test_two_aircraft_with_one_address_the_longer_heard_stays():
    first, second = steady(300), steady(100, lon=np.full(100, -60.0), time=np.arange(100) * 3 + 0.5)
    cleaned = clean(joined([first, second])[0])
    assert dict(cleaned.dropped) == {cleaning.OTHER: 100}
    assert len(cleaned.track) == 300


def test_positions_that_creep_too_fast():
    # 1,500 kt for a minute with no single impossible step, and 450 kt reported
    time = np.arange(300, dtype=float)
    kt = np.where((time > 100) & (time < 160), 1500.0, 450.0)
    track = steady(300, lat=10 + np.cumsum(kt) * 1.852 / 3600 / 111.195)
    dropped = dict(clean(track).dropped)
    assert 40 <= sum(dropped.values()) <= 75


def test_a_supersonic_aircraft_that_says_so_stays():
    time = np.arange(300, dtype=float)
    track = steady(300, lat=10 + time * 1100 * 1.852 / 3600 / 111.195, speed=np.full(300, 1100.0))
    assert len(clean(track).track) == 300


@pytest.mark.parametrize("spike", [35_000.0, 123_100.0, -3000.0])
def test_a_spike_of_altitude_on_short_final_is_blanked(spike):
    made = flight("landing", FIELD, seed=3, missing=0.0).track
    p = made.points
    row = int(np.flatnonzero(p.altitude < 800)[0])
    p.altitude[row] = spike
    cleaned = clean(made)
    assert np.isnan(cleaned.track.points.altitude[row])
    assert dict(cleaned.mended) == {cleaning.BAD_HEIGHT: 1}


def test_heights_below_zero_are_believed():
    made = flight("landing", FIELD, seed=3, missing=0.0, pressure_ft=-700.0).track
    cleaned = clean(made).track.points
    assert np.nanmin(cleaned.altitude) < -300
    assert np.array_equal(np.isnan(cleaned.altitude), np.isnan(made.points.altitude))


def test_a_speed_that_is_held_over_is_blanked():
    speed = np.full(200, 128.0)
    time = np.arange(200, dtype=float)
    taxi = steady(200, lat=10 + time * 10 * 1.852 / 3600 / 111.195, speed=speed, ground=np.ones(200))
    cleaned = clean(taxi)
    assert dict(cleaned.mended)[cleaning.STALE] > 150
    assert np.count_nonzero(np.isfinite(cleaned.track.points.speed)) < 20


def test_non_icao_addresses_are_kept_and_marked():
    cleaned = clean(replace(steady(), address="~2a7f31"))
    assert len(cleaned.track) == 200
    assert not cleaned.track.icao
    assert any("no ICAO address" in note for note in cleaned.notes)


def test_mlat_jitter_stays_and_is_said():
    noise = np.random.default_rng(2).normal(0, 0.3 / 111.195, 200)
    track = steady(located=np.full(200, int(Located.MLAT)))
    track.points.lat[:] += noise
    cleaned = clean(track)
    assert len(cleaned.track) > 190
    assert any("MLAT" in note for note in cleaned.notes)


def test_across_the_antimeridian():
    time = np.arange(600, dtype=float)
    lon = 179.5 + time * 450 * 1.852 / 3600 / 111.195
    track = steady(600, lat=np.full(600, 0.5), lon=(lon + 180) % 360 - 180)
    assert len(clean(track).track) == 600


@given(
    st.lists(
        st.tuples(
            st.floats(0, 4000, width=32), st.floats(-95, 95, width=32), st.floats(-200, 200, width=32),
            st.one_of(st.just(float("nan")), st.floats(-3000, 130_000, width=32)),
            st.one_of(st.just(float("nan")), st.floats(0, 1500, width=32)), st.sampled_from((-1, 0, 1)),
        ),
        max_size=40,
    )
)  # fmt: skip
@settings(max_examples=80, deadline=None)
def test_any_rows_are_accounted_for(rows):
    columns = np.array(rows, dtype=float).reshape(-1, 6).T
    names = ("time", "lat", "lon", "altitude", "speed", "ground")
    track = Track("abcdef", points_of(**dict(zip(names, columns, strict=True))))
    cleaned = clean(track)
    p = cleaned.track.points
    assert len(p) + sum(n for _, n in cleaned.dropped) == len(track)
    assert np.all(np.diff(p.time) >= 0)
    assert np.all(np.isfinite(p.lat) & np.isfinite(p.lon))


def faulty(seed: int) -> Track:
    """A flight with most of the faults at once."""
    made = spoofed_block(frozen_rows(flight("stop", FIELD, seed=seed).track, 300, 90), 700, 60, 10.0, 10.0)
    p = made.points
    altitude = p.altitude.copy()
    altitude[400:420] = 37_000.0
    return joined([replace(made, points=replace(p, altitude=altitude))])[0]


@pytest.mark.parametrize("seed", range(3))
def test_in_the_memory_of_a_track_that_is_spent_the_same_is_left(seed):
    pure = clean(faulty(seed))
    given = faulty(seed)
    spent = clean(given, spent=True)
    assert (spent.dropped, spent.mended, spent.notes) == (pure.dropped, pure.mended, pure.notes)
    assert pure.dropped
    for name in ("time", "lat", "lon", "altitude", "speed", "at"):
        ours, theirs = getattr(spent.track.points, name), getattr(pure.track.points, name)
        assert np.array_equal(ours, theirs, equal_nan=True)
    assert np.shares_memory(spent.track.points.lat, given.points.lat)


def test_cleaning_leaves_the_track_it_is_given_as_it_was():
    track = faulty(1)
    before = [column.copy() for column in (track.points.time, track.points.lat, track.points.altitude)]
    clean(track)
    after = (track.points.time, track.points.lat, track.points.altitude)
    assert all(np.array_equal(a, b, equal_nan=True) for a, b in zip(before, after, strict=True))


def test_rows_in_several_blocks_are_cleaned_as_in_one(monkeypatch):
    whole = clean(faulty(2))
    for module in ("clean", "chains", "repeats"):
        small = lambda count: blocks(count, 97)  # noqa: E731
        monkeypatch.setattr(f"sightline.flights.{module}.blocks", small)
    parts = clean(faulty(2))
    assert parts.dropped == whole.dropped
    assert parts.mended == whole.mended
    assert np.array_equal(parts.track.points.speed, whole.track.points.speed, equal_nan=True)
