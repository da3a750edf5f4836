"""Airfields and runways: by code, by ref, by place."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from sightline.cli import app
from sightline.model.airfield import Airfield
from sightline.model.place import bearing_deg, distance_km
from sightline.places.airfields import airfield, airfields_near, open_airfields, parse, runways_of
from sightline.places.gazetteer import open_gazetteer

FIELDS = open_airfields()
ALL = [parse(line) for line in FIELDS.lines]


def run(*args: str) -> str:
    return CliRunner().invoke(app, ["gazetteer", "look", *args], catch_exceptions=False).output


def test_an_airfield_by_its_codes() -> None:
    field = airfield("oslk")
    assert field is not None
    assert (field.icao, field.iata, field.country, field.ref) == ("OSLK", "LTK", "SY", "icao:OSLK")
    assert FIELDS.by_iata("LTK") == FIELDS.of("icao:OSLK") == field
    assert airfield("LTK") is None  # an IATA code is asked for by its own name
    assert airfield("QQQQQ") is FIELDS.of("geonames:1") is None


def test_a_runway_says_where_it_lies_and_where_it_leads() -> None:
    (runway,) = runways_of("icao:OSLK")
    assert runway.name == "17/35"
    assert (runway.length_m, runway.width_m, runway.surface, runway.paved) == (2797, 45, "asphalt", True)
    assert not runway.closed
    low, high = runway.ends
    assert (low.lat, low.lon) == pytest.approx((35.41390, 35.94750), abs=2e-5)
    assert high.displaced_m == 180
    assert runway.heading_deg == pytest.approx(176.5, abs=0.2)
    assert runways_of("icao:XXXX") == ()


def test_closed_runways_are_marked() -> None:
    assert all(r.closed for r in runways_of("icao:OYHD"))


def test_fields_without_a_code_have_positions_through_their_runways() -> None:
    bare = [f for f in ALL if f.ref.startswith("airfield:")]
    assert len(bare) > 500
    for field in bare:
        assert field.icao is None
        assert field.name or any(e.lat is not None for r in field.runways for e in r.ends)


def test_the_whole_table_makes_sense() -> None:
    assert len(ALL) > 29_000
    assert sum(r.line is not None for f in ALL for r in f.runways) > 14_000
    assert len({f.ref for f in ALL}) == len(ALL)
    for field in ALL:
        assert -90 <= field.lat <= 90
        assert -180 <= field.lon <= 180
        for runway in field.runways:
            assert runway.heading_deg is None or 0 <= runway.heading_deg < 360
            if runway.line is not None and runway.length_m:
                (a, b), (c, d) = runway.line
                assert 0.45 <= distance_km(a, b, c, d) * 1000 / runway.length_m <= 1.55
                assert distance_km(a, b, field.lat, field.lon) < 16


def test_headings_agree_with_the_painted_numbers() -> None:
    """Painted numbers are magnetic tens of degrees; variation and slips aside, most lie within 30 degrees."""
    near = far = 0
    for runway in (r for f in ALL if abs(f.lat) < 60 for r in f.runways if r.line is not None):
        digits = "".join(c for c in runway.ends[0].ident if c.isdigit())
        if digits and 1 <= int(digits) <= 36 and runway.heading_deg is not None:
            off = abs((runway.heading_deg - int(digits) * 10 + 180) % 360 - 180)
            near, far = near + (off <= 30), far + (off > 30)
    assert near > 13_000
    assert far < 0.02 * near


@settings(max_examples=60, deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 900))
def test_near_is_all_that_is_near(lat: float, lon: float, km: float) -> None:
    found = airfields_near(lat, lon, km)
    expected = {f.ref for f in ALL if distance_km(lat, lon, f.lat, f.lon) <= km}
    assert {f.ref for f, _ in found} == expected
    assert [far for _, far in found] == sorted(far for _, far in found)


@pytest.mark.parametrize(
    ("lat", "lon", "km"), [(91, 0, 1), (0, 181, 1), (0, 0, -1), (math.nan, 0, 1), (0, 0, math.inf)]
)
def test_no_such_circle(lat: float, lon: float, km: float) -> None:
    with pytest.raises(ValueError, match="no such circle"):
        airfields_near(lat, lon, km)


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(-89, 89), st.floats(-180, 180))
def test_bearings_are_in_the_circle(a: float, b: float, c: float, d: float) -> None:
    assert 0 <= bearing_deg(a, b, c, d) <= 360


def test_bearings_north_and_east() -> None:
    assert bearing_deg(10, 20, 11, 20) == pytest.approx(0)
    assert bearing_deg(0, 20, 0, 21) == pytest.approx(90)
    assert bearing_deg(0, 179.5, 0, -179.5) == pytest.approx(90)


def test_a_base_without_a_code_finds_the_runways_where_it_stands() -> None:
    held = open_gazetteer()
    base = next(r for r in held.sites("Tiyas Air Base") if r.kind == "airbase")
    fields = held.airfields_of(base)
    assert fields
    assert all(isinstance(f, Airfield) and f.runways for f in fields)
    assert held.airfields_of(held.lookup("Paris")[0]) == ()


def test_the_command_prints_runways_and_what_lies_around() -> None:
    shown = run("OSLK")
    assert "17/35, 2797 m x 45 m, asphalt" in shown
    assert "ICAO OSLK, IATA LTK" in shown
    assert "OS72" in run("--near", "34.52,37.63")
    assert "No airfield" in run("--near", "-60,-120")


@pytest.mark.parametrize(
    "args", [[], ["--near", "here"], ["--near", "95,0"], ["Kyiv", "--country", "Ukraine"]]
)
def test_what_is_not_understood_is_said_so(args: list[str]) -> None:
    done = CliRunner().invoke(app, ["gazetteer", "look", *args])
    assert done.exit_code == 2
