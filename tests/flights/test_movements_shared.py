"""Movements on real samples (../shared/flights), which are not copied here."""

import numpy as np
import pytest
from bench.flights import documented, quickstart, samples

from sightline.flights.clean import FROZEN, JUMP, clean
from sightline.flights.load import Source, load
from sightline.flights.movements import movements
from sightline.places.airfields import airfield
from support import shared

pytestmark = pytest.mark.shared


def test_a_documented_flight_with_six_approaches():
    shared("flights/opensky/belevingsvlucht.json.gz")
    assert documented() == {
        "EHLE, low approaches or go-arounds (6)": 6,
        "EHLE, landings (0)": 0,
        "EHAM, take-offs (1)": 1,
        "EHAM, landings (1)": 1,
    }


@pytest.mark.slow
@pytest.mark.parametrize(("feet", "share"), [(0.0, 0.95), (2000.0, 0.9)])
def test_three_hours_of_paris(feet, share):
    shared("flights/opensky/quickstart.json.gz")
    figures = quickstart(feet)
    assert figures["landings found"] >= share * figures["landings labelled"] > 40
    assert figures["take-offs found"] >= share * figures["take-offs labelled"] > 40
    assert figures["wrong field"] == 0
    assert figures["given: contradicted"] <= 1


def test_a_spoofed_block_over_the_front():
    (track,) = samples(shared("flights/opensky/noisy_spoofing.json.gz"))
    cleaned = clean(track)
    dropped = dict(cleaned.dropped)
    assert dropped[FROZEN] > 3500
    assert dropped[JUMP] > 500
    # between Istanbul and the Baltic, and never at 50 kt in circles
    assert np.nanmin(cleaned.track.points.speed[cleaned.track.points.altitude > 30_000]) > 300


@pytest.mark.parametrize(
    ("name", "field", "kinds"),
    [
        ("noisy_landing", "LSZH", ["landing"]),
        ("noisy_takeoff", "LSZH", ["stop", "take-off"]),
        ("noisy_ground", "LSZH", ["stop", "take-off"]),
        ("noisy_time_issue", "LSZH", ["landing", "stop"]),
        ("noisy_time_issue", "LPPR", ["take-off"]),
    ],
)
def test_noisy_samples(name, field, kinds):
    (track,) = samples(shared(f"flights/opensky/{name}.json.gz"))
    assert [m.kind for m in movements(clean(track).track, airfield(field))] == kinds


def test_positions_that_arrive_late_do_not_hide_a_landing():
    """FlightRadar24's granular file of JL516 (Haneda, 2 Jan 2024): two feeds, up to seconds late, so that the last
    positions look like 19 kt in the air while 123 are reported; the track ends over the threshold."""
    path = shared("flights/fr24/JL516_Flightradar24_ADS-B_data_granular.csv.gz")
    (track,) = load([Source(path.name, path=path)]).tracks
    field = airfield("RJTT")
    assert field is not None
    given = [(m.kind, m.tier, m.runway) for m in movements(clean(track).track, field)]
    assert given == [("landing", "inferred", "34R")]
