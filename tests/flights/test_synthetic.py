"""Synthetic tracks: the same by the same seed, marked as made up, and possible."""

import numpy as np
import pytest
from flights_support import a_field, bare, found

from sightline.flights.clean import clean
from sightline.flights.synthetic import FLIGHTS, OPERATOR, flight, lost_below
from sightline.flights.track import Located


@pytest.mark.parametrize("kind", FLIGHTS)
def test_made_up_tracks_say_so_and_are_flyable(kind):
    field = a_field()
    for seed in range(6):
        made = flight(kind, field, seed=seed)
        assert np.array_equal(made.track.points.lat, flight(kind, field, seed=seed).track.points.lat)
        assert np.all(made.track.points.located == Located.SYNTHETIC)
        assert made.track.operator == OPERATOR
        cleaned = clean(made.track)
        assert cleaned.dropped == ()
        assert any("synthetic" in note for note in cleaned.notes)


def test_a_field_without_runways_has_no_synthetic_flights():
    with pytest.raises(ValueError, match="no runway"):
        flight("landing", bare(a_field()))
    with pytest.raises(ValueError, match="no runway 13"):
        flight("landing", a_field(), runway="13")


def test_the_demonstration_an_an_124_lost_on_final():
    from sightline.places.airfields import airfield

    field = airfield("SVMI")
    made = flight("landing", field, runway="10", start=1553350000.0, callsign="RFF8200")
    assert (made.track.address, made.track.type_code) == ("154073", "A124")
    (landing,) = found(lost_below(made.track, 1800, field), field)
    assert (landing.kind, landing.tier, landing.runway, landing.field) == (
        "landing",
        "inferred",
        "10",
        "icao:SVMI",
    )
