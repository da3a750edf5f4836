"""Pictures and exports of real tracks: whatever receivers sent, the files are whole and say what the track says."""

import pytest
from draw_made import FIELD
from test_draw import check, told, words

from sightline.flights.clean import clean
from sightline.flights.draw import picture
from sightline.flights.export import geojson, kml
from sightline.flights.formats.source import Source
from sightline.flights.load import load
from sightline.flights.movements import movements
from sightline.places.airfields import airfields_near
from support import shared

pytestmark = pytest.mark.shared
FILES = [
    "opensky/noisy_landing.json.gz", "opensky/noisy_spoofing.json.gz", "opensky/noisy_time_issue.json.gz",
    "opensky/savan.json.gz", "opensky/aircraft_carrier.json.gz", "readsb/trace_full_a3c78c.json",
]  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_real_track_can_be_drawn_raw_and_cleaned(name: str) -> None:
    path = shared(f"flights/{name}")
    track = max(load([Source(path.name, path=path)]).tracks, key=len)
    check(picture(track, FIELD, None, synthetic=False))
    tidy = clean(track).track
    p = tidy.points
    assert len(p)
    near = [field for field, _ in airfields_near(float(p.lat[-1]), float(p.lon[-1]), 25.0)][:4]
    drawn = 0
    for field in near:
        for move in movements(tidy, field)[:4]:
            svg = picture(tidy, field, move, synthetic=False)
            check(svg)
            assert "SYNTHETIC" not in svg
            assert field.ident in words(svg)[1]
            assert all(" ".join(r.split()) in told(svg) for r in move.reasons)
            drawn += 1
    if name.endswith(("noisy_landing.json.gz", "savan.json.gz", "a3c78c.json")):
        assert drawn


@pytest.mark.parametrize("name", ["opensky/noisy_spoofing.json.gz", "readsb/trace_full_a3c78c.json"])
def test_a_real_track_survives_kml(name: str) -> None:
    path = shared(f"flights/{name}")
    track = max(load([Source(path.name, path=path)]).tracks, key=len)
    (again,) = load([Source("x.kml", data=kml([track]).encode())]).tracks
    assert again.address == track.address
    assert geojson([track]).startswith('{"type":"FeatureCollection"')
    assert len(again) > 0.9 * len(track)
