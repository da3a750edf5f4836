"""Movements at a field: kinds and tiers, on synthetic flights whose truth is known."""

from dataclasses import replace

import numpy as np
import pytest
from flights_support import a_field, bare, found, kinds
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.flights import movements as seen_near
from sightline.flights.clean import BAD_HEIGHT, clean
from sightline.flights.movement import TIERS
from sightline.flights.movements import movements
from sightline.flights.near import visits
from sightline.flights.synthetic import FLIGHTS, flight, frozen_rows, lost_below, spoofed_block
from sightline.flights.track import Located, Track, joined, points_of
from sightline.model.airfield import Airfield, Runway, RunwayEnd

FIELD = a_field()
SEEDS = range(4)


def test_a_track_that_was_never_near():
    far = a_field(50.0, 30.0)
    assert found(flight("landing", FIELD).track, far) == ()


def test_an_empty_track_and_one_of_one_row():
    track = flight("landing", FIELD).track
    assert found(replace(track, points=track.points.take(slice(0, 0))), FIELD) == ()
    assert len(found(replace(track, points=track.points.take(slice(900, 901))), FIELD)) <= 1


@pytest.mark.parametrize("flags", [True, False])
@pytest.mark.parametrize("off", [-900.0, 0.0, 500.0])
@pytest.mark.parametrize("kind", FLIGHTS)
def test_what_happened_is_found_whatever_the_pressure_and_without_the_ground_flag(kind, off, flags):
    for seed in SEEDS:
        made = flight(kind, FIELD, seed=seed, pressure_ft=off, flags=flags)
        given = found(made.track, FIELD)
        for truth in made.truth:
            fits = [m for m in given if m.kind == truth.kind and m.start - 60 <= truth.time <= m.end + 60]
            assert fits, (seed, truth, given)
            assert fits[0].runway == truth.runway
        extra = {m.kind for m in given} - {t.kind for t in made.truth} - {"stop"}
        assert not extra, (seed, given)


def test_a_landing_seen_to_the_stand_is_an_observed_stop():
    assert kinds(flight("landing", FIELD).track, FIELD) == [
        ("landing", "observed stop"),
        ("stop", "observed stop"),
    ]


def test_a_touch_and_go_is_a_landing_and_a_take_off():
    given = found(flight("touch-and-go", FIELD, seed=1).track, FIELD)
    assert [(m.kind, m.tier) for m in given] == [
        ("landing", "observed touchdown"),
        ("take-off", "observed touchdown"),
    ]


@pytest.mark.parametrize("feet", [500, 1000, 1800, 2000])
def test_lost_on_final_is_an_inferred_landing(feet):
    for seed in SEEDS:
        made = flight("landing", FIELD, seed=seed)
        (landing,) = found(lost_below(made.track, feet, FIELD), FIELD)
        assert (landing.kind, landing.tier, landing.runway) == ("landing", "inferred", made.truth[0].runway)
        assert feet <= landing.lowest_ft < feet + 60
        assert landing.start <= made.truth[0].time <= landing.end


def test_the_reasons_are_words_with_figures():
    made = flight("landing", FIELD, runway="09", missing=0.0)
    (landing,) = found(lost_below(made.track, 1780, FIELD), FIELD)
    first = landing.reasons[0]
    assert first.startswith("last heard 23 Mar 2019 09:0")
    assert "ft above the field" in first
    assert "km before runway 09" in first
    assert "sinking" in first
    assert "never heard again in these tracks" in landing.reasons


def test_lost_high_is_compatible_and_names_no_runway():
    for feet in (3500, 6000):
        (landing,) = found(lost_below(flight("landing", FIELD, seed=2).track, feet, FIELD), FIELD)
        assert (landing.kind, landing.tier, landing.runway) == ("landing", "compatible", None)
        assert "others" in landing.reasons[-1]


def test_first_heard_climbing_from_the_runway_is_an_inferred_take_off():
    made = flight("take-off", FIELD, runway="09", seed=1)
    (start,) = found(lost_below(made.track, 1000, FIELD), FIELD)
    assert (start.kind, start.tier, start.runway) == ("take-off", "inferred", "09")
    assert start.start <= made.truth[0].time <= start.end
    assert "beyond the end of runway 09" in start.reasons[0]
    assert "climbing" in start.reasons[0]


def test_lost_and_found_again_is_a_landing_and_a_take_off():
    made = flight("stop", FIELD, seed=1)
    given = found(lost_below(made.track, 900, FIELD), FIELD)
    assert [(m.kind, m.tier) for m in given] == [("landing", "inferred"), ("take-off", "inferred")]
    assert "next heard 1 h 3" in " ".join(given[0].reasons) or "later" in " ".join(given[0].reasons)


def _straight(north_km: np.ndarray, high: np.ndarray, time: np.ndarray, east_km: float) -> Track:
    return Track(
        "ae1234",
        points_of(
            time=time, lat=FIELD.lat + north_km / 111.195,
            lon=FIELD.lon + np.full(len(time), east_km) / 111.195 / np.cos(np.radians(FIELD.lat)),
            altitude=high + FIELD.elevation_m / 0.3048, speed=np.full(len(time), 130.0),
        ),
    )  # fmt: skip


def test_descending_off_the_line_then_climbing_from_the_same_field_is_bracketed():
    t = np.arange(60, dtype=float)
    km = t * 130 * 1.852 / 3600
    come = _straight(-5 + km, 1500 - t * 18, t, 0.5)  # across the runway's line, to its edge
    gone = _straight(1 + km, 400 + t * 20, t + 6840, 0.5)
    given = found(joined([come, gone])[0], FIELD)
    assert [(m.kind, m.tier, m.runway) for m in given] == [
        ("landing", "bracketed", None),
        ("take-off", "bracketed", None),
    ]
    soon = found(joined([come, _straight(1 + km, 400 + t * 20, t + 700, 0.5)])[0], FIELD)
    assert not [m for m in soon if m.kind in ("landing", "take-off")], "twelve minutes are too short"


def test_lost_on_final_but_soon_in_the_air_again_is_no_landing():
    made = flight("low approach", FIELD, seed=1, missing=0.0)
    lost = lost_below(made.track, 1500, FIELD)
    assert all(m.kind not in ("landing", "take-off") for m in found(lost, FIELD))


def test_lost_on_final_and_next_heard_where_no_stop_allows_it_is_no_landing():
    made = lost_below(flight("landing", FIELD, seed=1, runway="09").track, 2000, FIELD)
    p = made.points
    on = _straight(np.arange(60) * 0.2 + 350, np.full(60, 31_000.0), p.time[-1] + 1500 + np.arange(60), 0.0)
    given = found(joined([made, replace(on, address=made.address)])[0], FIELD)
    assert given == (), "350 km in 25 minutes leaves no time to land"


def test_a_low_approach_heard_only_above_the_hill_says_that_it_may_have_touched():
    made = flight("low approach", FIELD, seed=1, missing=0.0)
    given = found(lost_below(made.track, 800, FIELD), FIELD)
    assert [m.tier for m in given] == ["inferred"]
    assert "may have touched the runway" in given[0].reasons[-1]


def test_a_go_around_tells_its_lowest_point():
    made = flight("go-around", FIELD, seed=3, pressure_ft=-400.0)
    (given,) = found(made.track, FIELD)
    true = np.nanmin(made.track.points.altitude) + 400 - FIELD.elevation_m / 0.3048
    assert abs(given.lowest_ft - true) < 200, "corrected by its glide path"
    assert "broke off" in given.reasons[0]


def test_a_parallel_pass_is_no_approach():
    beside = a_field(FIELD.lat + 0.05, FIELD.lon)  # 5.5 km north
    for kind in ("landing", "take-off", "go-around", "low approach"):
        for seed in SEEDS:
            given = found(flight(kind, FIELD, seed=seed).track, beside)
            assert not [m for m in given if m.tier != "compatible" and m.kind != "overflight"]


@pytest.mark.parametrize("feet", [600, 1500, 2200])
def test_what_is_lost_goes_to_the_field_it_aimed_at(feet):
    others = [a_field(FIELD.lat + 0.04, FIELD.lon + 0.03), a_field(FIELD.lat, FIELD.lon + 0.09, heading=0),
              a_field(FIELD.lat - 0.06, FIELD.lon, heading=0)]  # fmt: skip
    for kind in ("landing", "take-off", "stop"):
        for seed in SEEDS:
            lost = lost_below(flight(kind, FIELD, seed=seed).track, feet, FIELD)
            for other in others:
                given = found(lost, other)
                assert not [
                    m for m in given if m.tier != "compatible" and m.kind in ("landing", "take-off", "stop")
                ]


def test_a_field_without_runways_is_judged_by_distance_and_says_so():
    plain = bare(FIELD)
    lost = found(lost_below(flight("landing", FIELD).track, 1000, FIELD), plain)
    assert [(m.kind, m.tier, m.runway) for m in lost] == [("landing", "compatible", None)]
    assert any("no runway of this field is known" in r for r in lost[0].reasons)


def test_a_helipad_gives_no_line():
    pad = (RunwayEnd("H1", FIELD.lat, FIELD.lon), RunwayEnd("H1", FIELD.lat + 1e-4, FIELD.lon))
    field = Airfield("icao:HHHH", "Pad", FIELD.lat, FIELD.lon, elevation_m=72.0, runways=(Runway(pad, 20.0),))
    given = found(lost_below(flight("landing", FIELD).track, 1000, FIELD), field)
    assert all(m.runway is None and m.tier == "compatible" for m in given)


def test_a_helicopter_that_sets_down_beside_the_runway():
    t = np.arange(400, dtype=float)
    speed = np.clip(100 - t * 0.4, 0, 100)
    far = np.cumsum(speed) * 1.852 / 3600
    lat = FIELD.lat + (far[-1] - far + 0.3) / 111.195
    high = np.clip(1500 - t * 6, 0, None) + FIELD.elevation_m / 0.3048
    track = Track(
        "abc001",
        points_of(
            time=t, lat=lat, lon=np.full(400, FIELD.lon), altitude=high, speed=speed, ground=np.zeros(400)
        ),
    )
    given = found(track, FIELD)
    assert [(m.kind, m.tier, m.runway) for m in given] == [
        ("landing", "observed stop", None),
        ("stop", "observed stop", None),
    ]


def test_a_carrier_is_no_field():
    # a landing at sea, 20 km from the field: nothing is said but what is compatible with it
    sea = a_field(FIELD.lat + 0.2, FIELD.lon)
    given = found(lost_below(flight("landing", sea, seed=1).track, 300, sea), FIELD)
    assert all(m.tier == "compatible" for m in given)


def test_frozen_rows_after_the_last_position_are_no_stop():
    made = lost_below(flight("landing", FIELD, seed=1).track, 300, FIELD)
    given = found(frozen_rows(made, len(made) - 1, 300), FIELD)
    assert [(m.kind, m.tier) for m in given] == [("landing", "inferred")]
    assert given[0].start <= made.points.time[-1]


def test_rows_on_the_ground_that_carry_the_altitude_of_the_cruise():
    # more of them than of the flight itself, as receivers fill in the last they knew
    track = flight("stop", FIELD, seed=2, missing=0.0).track
    track.points.altitude[track.points.ground == 1] = 38_000.0
    cleaned = clean(track)
    assert dict(cleaned.mended)[BAD_HEIGHT] == np.count_nonzero(track.points.ground == 1)
    assert [m.kind for m in found(track, FIELD)] == ["landing", "stop", "take-off"]


def test_a_spoofed_position_on_the_field_is_no_landing():
    over = flight("overflight", a_field(FIELD.lat + 2.0, FIELD.lon), seed=1, missing=0.0).track
    given = found(spoofed_block(over, 300, 120, FIELD.lat, FIELD.lon), FIELD)
    assert given == ()


def test_ground_flags_in_flight_are_no_landing():
    track = flight("overflight", FIELD, seed=2, missing=0.0).track
    track.points.ground[:] = np.where(np.arange(len(track)) % 7 == 0, 1, track.points.ground)
    assert [m.kind for m in found(track, FIELD)] == ["overflight"]


def test_mlat_alone():
    for kind in ("landing", "take-off"):
        for seed in SEEDS:
            made = flight(kind, FIELD, seed=seed, located=Located.MLAT, noise_m=150.0, flags=False)
            assert kind in [m.kind for m in found(made.track, FIELD)]
            lost = found(lost_below(made.track, 1500, FIELD), FIELD)
            assert [m.tier for m in lost] == ["inferred"]


def test_no_altitude_at_all():
    for kind in ("landing", "take-off"):
        made = flight(kind, FIELD, seed=1)
        blind = replace(
            made.track,
            points=replace(made.track.points, altitude=np.full(len(made.track), np.nan, np.float32)),
        )
        assert kind in [m.kind for m in found(blind, FIELD)]
        assert all(m.lowest_ft is None for m in found(blind, FIELD))


@pytest.mark.parametrize("lon", [179.99, -180.0, -179.98])
def test_a_field_at_the_antimeridian(lon):
    field = a_field(-16.7, lon)
    for kind in ("landing", "stop", "go-around"):
        made = flight(kind, field, seed=1)
        assert {t.kind for t in made.truth} <= {m.kind for m in found(made.track, field)}


@pytest.mark.parametrize("step", [5, 10, 20])
def test_sparse_tracks(step):
    for kind in ("landing", "take-off", "stop", "go-around", "overflight"):
        made = flight(kind, FIELD, seed=step, missing=0.0)
        thin = replace(made.track, points=made.track.points.take(slice(0, None, step)))
        assert {t.kind for t in made.truth} <= {m.kind for m in found(thin, FIELD)}


def test_two_visits_on_two_days():
    first = flight("landing", FIELD, seed=1).track
    second = flight("take-off", FIELD, seed=2, start=first.points.time[-1] + 86_400).track
    given = found(joined([first, second])[0], FIELD)
    assert [m.kind for m in given] == ["landing", "stop", "take-off"]
    assert given[1].end - given[1].start > 80_000


@given(
    st.sampled_from(FLIGHTS), st.integers(0, 40), st.floats(-900, 900), st.floats(0, 3000), st.floats(0, 0.6),
    st.booleans(),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_laws_of_movements(kind, seed, off, feet, missing, flags):
    made = flight(kind, FIELD, seed=seed, pressure_ft=off, missing=missing, flags=flags)
    track = clean(lost_below(made.track, feet, FIELD)).track
    given = movements(track, FIELD)
    assert given == movements(track, FIELD)
    for m in given:
        assert m.start <= m.end
        assert 0 <= m.seen[0] < m.seen[1] <= len(track)
        assert m.tier in TIERS
        assert m.reasons
        assert m.field == FIELD.ref
        assert m.address == track.address
        assert m.runway in (None, "09", "27")
    assert list(given) == sorted(given, key=lambda m: (m.start, m.end))
    # a landing that was not flown is never said
    strong = {m.kind for m in given if m.tier != "compatible" and m.kind in ("landing", "take-off")}
    assert strong <= {t.kind for t in made.truth}


def test_a_long_track_in_pieces_shows_the_same(monkeypatch):
    days = [flight("stop", FIELD, seed=day, start=day * 86_400.0).track for day in range(6)]
    away = [
        flight("overflight", a_field(30.0, -67.0), start=day * 86_400.0 + 40_000.0).track for day in range(6)
    ]
    track = joined([*days, *away])[0]
    whole = found(track, FIELD)
    assert len([m for m in whole if m.kind == "stop"]) == 6
    cleaned = clean(track).track
    assert len(list(visits(cleaned, FIELD, 1000))) == 6
    monkeypatch.setattr(seen_near, "visits", lambda t, f: visits(t, f, 1000))
    # heights are levelled by the day, no longer by the whole; nothing else may differ
    assert [replace(m, reasons=()) for m in found(track, FIELD)] == [replace(m, reasons=()) for m in whole]


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_a_climb_that_turned_before_it_was_heard_is_a_take_off(side):
    ways = [
        (0.1, 0.0, 0.0, 8.0, 30.0), (2.0, 0.0, 0.0, 150.0, 0.0), (7.0, 0.0, 1000.0, 170.0, 0.0),
        (14.0, side * 4.0, 2600.0, 220.0, 0.0), (40.0, side * 20.0, 9000.0, 290.0, 0.0),
    ]  # fmt: skip
    made = flight("take-off", FIELD, runway="09", ways=ways, flags=False)
    given = [m for m in found(lost_below(made.track, 2000.0, FIELD), FIELD) if m.tier == "inferred"]
    assert [(m.kind, m.runway) for m in given] == [("take-off", "09")]


def test_a_climb_that_turned_the_other_way_did_not_come_from_here():
    """On the left of the line and turning right: one turn does not lead there from the runway."""
    ways = [
        (-2.0, -2.6, 1600.0, 170.0, 0.0),
        (9.0, -2.6, 2050.0, 170.0, 0.0),
        (30.0, 12.0, 7000.0, 250.0, 0.0),
    ]
    made = flight("overflight", FIELD, runway="09", ways=ways, flags=False)
    given = found(lost_below(made.track, 2400.0, FIELD), FIELD)
    assert not [m for m in given if m.kind == "take-off" and m.tier != "compatible"]


@pytest.mark.parametrize("reported", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_clocks_that_are_off_make_no_touchdown_of_a_low_approach(seed, reported):
    made = flight("low approach", FIELD, seed=seed, flags=False)
    p = made.track.points
    time = p.time + np.random.default_rng(seed).uniform(-2, 2, len(p))
    speed = p.speed if reported else np.full(len(p), np.nan, dtype=np.float32)
    given = found(replace(made.track, points=replace(p, time=time, speed=speed)), FIELD)
    assert {m.kind for m in given} == {"low approach"}


@pytest.mark.parametrize("seconds", [15.0, 30.0])
@pytest.mark.parametrize("kind", ["low approach", "go-around"])
def test_of_a_sparse_track_a_level_flight_is_told_from_a_turn_upwards(kind, seconds):
    right = 0
    for seed in range(12):
        made = flight(kind, FIELD, seed=seed, flags=False)
        p = made.track.points
        thin = p.take(np.concatenate(([True], np.diff(np.floor(p.time / seconds)) > 0)))
        right += [m.kind for m in found(replace(made.track, points=thin), FIELD)] == [kind]
    assert right >= 10
