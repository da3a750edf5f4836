"""KML and GeoJSON: what is read back is what was heard, cut where nothing was, and safe whatever a callsign holds."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from draw_made import FIELD, T0, approach
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.flights.export import geojson, kml
from sightline.flights.formats.source import Source
from sightline.flights.legs import legs, stamp
from sightline.flights.load import load
from sightline.flights.track import Located, Track, points_of

KML, GX = "{http://www.opengis.net/kml/2.2}", "{http://www.google.com/kml/ext/2.2}"


def placemarks(text: str) -> list[ET.Element]:
    return list(ET.fromstring(text.encode()).iter(f"{KML}Placemark"))


def data(mark: ET.Element) -> dict[str, str]:
    return {d.get("name", ""): d.findtext(f"{KML}value") or "" for d in mark.iter(f"{KML}Data")}


def features(text: str) -> list[dict[str, Any]]:
    made = json.loads(text)
    assert made["type"] == "FeatureCollection"
    return list(made["features"])


def test_kml_gives_back_times_places_and_heights() -> None:
    track = approach()
    (mark,) = placemarks(kml([track]))
    assert mark.findtext(f"{KML}name") == "RA-82035 RFF8091 2019-03-23 13:50"
    (line,) = mark.iter(f"{GX}Track")
    assert [e.tag for e in line][:2] == [f"{KML}altitudeMode", f"{KML}when"]
    assert line.findtext(f"{KML}altitudeMode") == "absolute"
    whens = [e.text for e in line.iter(f"{KML}when")]
    coords = np.array([[float(n) for n in (e.text or "").split()] for e in line.iter(f"{GX}coord")])
    assert whens == [stamp(t) for t in track.points.time.tolist()]
    assert whens[1] == "2019-03-23T13:50:05Z"
    np.testing.assert_allclose(coords[:, 0], track.points.lon, atol=1e-7)
    np.testing.assert_allclose(coords[:, 1], track.points.lat, atol=1e-7)
    np.testing.assert_allclose(coords[:, 2], track.points.altitude * 0.3048, atol=0.06)
    told = data(mark)
    assert (told["address"], told["type_code"], told["synthetic"], told["captures"]) == (
        "154073",
        "A124",
        "no",
        "cap-1",
    )
    assert "1013.25 hPa" in told["heights"]
    assert "1013.25 hPa" in (mark.findtext(f"{KML}description") or "")


def test_synthetic_is_in_every_name() -> None:
    track = approach(located=Located.SYNTHETIC)
    text = kml([track])
    assert ET.fromstring(text.encode()).findtext(f"{KML}Document/{KML}name", "").startswith("SYNTHETIC")
    assert all((m.findtext(f"{KML}name") or "").startswith("SYNTHETIC") for m in placemarks(text))
    (feature,) = features(geojson([track]))
    assert feature["properties"]["synthetic"] is True
    assert feature["properties"]["name"].startswith("SYNTHETIC")
    assert feature["properties"]["located"] == ["SYNTHETIC"]


def test_a_leg_ends_where_nothing_was_heard_for_ten_minutes() -> None:
    points = approach().points
    for silence, expected in ((599.0, 1), (601.0, 2)):
        time = points.time + np.where(np.arange(len(points)) >= 30, silence - 5, 0)
        track = replace(
            approach(), points=replace(points, time=time), callsigns=((T0, "ONE"), (T0 + 500, "TWO"))
        )
        marks = placemarks(kml([track]))
        assert len(marks) == len(features(geojson([track]))) == expected
        assert [data(m)["callsign"] for m in marks] == ["ONE", "TWO"][-expected:]


def test_rows_without_a_height_are_not_given_one() -> None:
    points = approach().points
    altitude = points.altitude.copy()
    altitude[-10:] = np.nan
    track = replace(approach(), points=replace(points, altitude=altitude))
    known, unknown = placemarks(kml([track]))
    assert (known.findtext(f".//{KML}altitudeMode"), unknown.findtext(f".//{KML}altitudeMode")) == ("absolute", "clampToGround")  # fmt: skip
    assert (unknown.findtext(f"{KML}name") or "").endswith("(height not known)")
    assert len(list(unknown.iter(f"{GX}coord"))) == 10
    (feature,) = features(geojson([track]))
    assert feature["properties"]["altitudes_ft"][-11:] == [round(float(altitude[-11])), *[None] * 10]


def test_geometric_heights_are_said_to_be_so() -> None:
    points = approach().points
    none = np.full(len(points), np.nan, dtype=np.float32)
    track = replace(approach(), points=replace(points, altitude=none, height=points.altitude))
    (mark,) = placemarks(kml([track]))
    assert data(mark)["heights"] == "geometric, above the WGS84 ellipsoid"


def test_geojson_cuts_at_the_antimeridian_where_the_line_crosses_it() -> None:
    points = points_of(
        time=[T0, T0 + 10, T0 + 20], lat=[0.0, 1.0, 2.0], lon=[179.0, -179.5, 179.5], altitude=[1.0, 2.0, 3.0]
    )
    (feature,) = features(geojson([Track("abc123", points)]))
    assert feature["geometry"]["type"] == "MultiLineString"
    first, second, third = feature["geometry"]["coordinates"]
    assert first == [[179.0, 0.0], [180.0, pytest.approx(2 / 3)]]
    assert second == [[-180.0, pytest.approx(2 / 3)], [-179.5, 1.0], [-180.0, 1.5]]
    assert third == [[180.0, 1.5], [179.5, 2.0]]
    times = feature["properties"]["times"]
    assert [[bool(t) for t in line] for line in times] == [[True, False], [False, True, False], [False, True]]


def test_what_was_written_as_kml_is_read_back_as_tracks() -> None:
    """Two airframes in one file stay two; what was synthetic stays synthetic, the other does not become so."""
    one = approach(located=Located.SYNTHETIC)
    other = replace(approach(), address="~abc123", registration="D-TEST")
    loaded = load([Source("x.kml", data=kml([one, other]).encode())])
    assert [t.address for t in loaded.tracks] == ["154073", "~abc123"]
    for track, again in zip((one, other), loaded.tracks, strict=True):
        np.testing.assert_allclose(again.points.time, track.points.time, atol=0.001)
        np.testing.assert_allclose(again.points.lat, track.points.lat, atol=1e-7)
        np.testing.assert_allclose(again.points.lon, track.points.lon, atol=1e-7)
        np.testing.assert_allclose(again.points.altitude, track.points.altitude, atol=0.3)
    assert set(loaded.tracks[0].points.located.tolist()) == {int(Located.SYNTHETIC)}
    assert int(Located.SYNTHETIC) not in loaded.tracks[1].points.located.tolist()


EVIL = "<![CDATA[</name><script>alert(1)</script>]]>\"'&\x00\x1b\ud800\ufffe"


def test_hostile_names_stay_words() -> None:
    track = replace(
        approach(),
        callsigns=((T0, EVIL),),
        registration=EVIL,
        type_code=EVIL,
        operator=EVIL,
        captures=(EVIL,),
    )
    text = kml([track])
    text.encode()
    (mark,) = placemarks(text)
    assert "<script>alert(1)</script>" in data(mark)["callsign"]
    assert not list(ET.fromstring(text.encode()).iter(f"{KML}script"))
    (feature,) = features(geojson([track]))
    assert "<script>" in feature["properties"]["callsign"]
    geojson([track]).encode()


def test_nothing_in_nothing_out() -> None:
    empty = Track("abc123", approach().points.take(slice(0, 0)))
    assert placemarks(kml([empty])) == []
    assert features(geojson([])) == []
    (one,) = features(geojson([Track("abc123", approach().points.take(slice(0, 1)))]))
    assert one["geometry"]["type"] == "Point"


NUMBER = st.one_of(st.floats(width=32), st.just(float("nan")))
ROWS = st.lists(
    st.tuples(
        st.one_of(st.floats(0, 1e5), st.floats()), st.one_of(st.floats(-90, 90), NUMBER),
        st.one_of(st.floats(-180, 180), st.sampled_from([180.0, -180.0, 359.0]), NUMBER), NUMBER, NUMBER,
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(ROWS)
def test_any_rows_make_files_that_can_be_read(rows: list[tuple[float, ...]]) -> None:
    names = ("time", "lat", "lon", "altitude", "height")
    columns = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {"time": ()}
    track = Track("abc123", points_of(**columns))  # type: ignore[arg-type]
    found = list(legs(track))
    counted = [len(leg.time) for leg in found]
    marks = placemarks(kml([track]))
    assert sum(len(list(m.iter(f"{GX}coord"))) for m in marks) == sum(counted)
    assert all(len(list(m.iter(f"{GX}coord"))) == len(list(m.iter(f"{KML}when"))) for m in marks)
    for leg, feature in zip(found, features(geojson([track])), strict=True):
        shape, told = feature["geometry"], feature["properties"]
        assert told["positions"] == len(leg.time)
        if shape["type"] == "Point":
            lines, times = [[shape["coordinates"]]], [told["times"]]
        elif shape["type"] == "LineString":
            lines, times = [shape["coordinates"]], [told["times"]]
        else:
            lines, times = shape["coordinates"], told["times"]
        assert [len(line) for line in lines] == [len(line) for line in times]
        assert sum(t is not None for line in times for t in line) == len(leg.time)
        for line in lines:
            assert len(line) > 1 or shape["type"] == "Point"
            assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in line)
            assert all(abs(a[0] - b[0]) <= 180 for a, b in pairwise(line))


def test_the_field_is_not_needed() -> None:
    assert FIELD.ref not in kml([approach()])
