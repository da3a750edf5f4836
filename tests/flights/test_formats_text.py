"""KML, GPX, SBS and raw Mode S."""

import io
import sys
import zipfile

import numpy as np
import pytest
from formats_support import START, codes, loaded, only

from sightline.flights.formats import frames
from sightline.flights.track import Located

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>
<name>FlightAware VDA1234 23-Mar-2019</name>
<Placemark><name>CCS</name><Point><coordinates>-66.99,10.603,71</coordinates></Point></Placemark>
<Placemark><name>VDA1234</name><gx:Track><altitudeMode>absolute</altitudeMode>
<when>2019-03-23T14:02:05Z</when><when>2019-03-23T10:02:10-04:00</when>
<gx:coord>-67.10 10.600 914.4</gx:coord><gx:coord>-67.05 10.601 548.64</gx:coord>
</gx:Track></Placemark></Document></kml>"""


def test_a_gx_track_is_in_metres_and_becomes_feet() -> None:
    track = only(loaded(KML))
    assert track.address.startswith("~")
    assert track.callsigns == ((START, "VDA1234"),)
    assert (track.points.time - START).tolist() == [0, 5]
    assert track.points.lon.tolist() == [-67.10, -67.05]
    np.testing.assert_allclose(track.points.altitude, [3000, 1800], rtol=1e-6)


def test_heights_above_the_terrain_are_no_altitude() -> None:
    track = only(loaded(KML.replace("absolute", "relativeToGround"), address="154073"))
    assert track.address == "154073"
    assert np.isnan(track.points.altitude).all()


def test_kmz_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", KML)
    assert len(only(loaded(out.getvalue(), "track.kmz"))) == 2


def test_placemarks_of_points_with_times() -> None:
    points = "".join(
        f"<Placemark><name>{i}</name><TimeStamp><when>2019-03-23T14:02:0{i}+00:00</when></TimeStamp>"
        f"<Point><altitudeMode>absolute</altitudeMode><coordinates>-67.{i},10.6,{300 + i}</coordinates></Point></Placemark>"
        for i in range(3)
    )
    track = only(loaded(f"<kml><Document><name>VDA1234/1a2b</name>{points}</Document></kml>"))
    assert track.points.lon.tolist() == [-67.0, -67.1, -67.2]


def test_a_cut_kml_gives_what_was_there() -> None:
    found = loaded(KML[: KML.index("</gx:Track>")])
    assert codes(found) == ["cut-short"]
    assert len(found.tracks[0]) == 2


def test_a_line_without_times_is_named() -> None:
    line = "<kml><Placemark><LineString><coordinates>1,2,3 4,5,6</coordinates></LineString></Placemark></kml>"
    assert codes(loaded(line)) == ["no-points"]


def test_entities_are_not_opened() -> None:
    bomb = '<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    found = loaded(KML.replace("<kml", bomb + "<kml", 1).replace("VDA1234<", "&x;&b;<"))
    assert "root:" not in repr(found)


def test_gpx() -> None:
    point = '<trkpt lat="10.6" lon="-67.1"><ele>304.8</ele><time>2019-03-23T14:02:05Z</time></trkpt>'
    track = only(loaded(f'<gpx version="1.1"><trk><name>VDA1234</name><trkseg>{point}</trkseg></trk></gpx>'))
    assert track.points.altitude.tolist() == [pytest.approx(1000)]
    assert track.points.time.tolist() == [START]


def sbs(kind: int, second: int, **fields: object) -> str:
    names = "call alt gs trk lat lon vr squawk alert emerg spi ground".split()
    clock = f"2019/03/23,14:02:{second:02d}.000"
    return f"MSG,{kind},1,1,154073,1,{clock},{clock}," + ",".join(str(fields.get(n, "")) for n in names)


SBS = "\r\n".join([
    "AIR,,1,1,154073,1,2019/03/23,14:02:05.000,2019/03/23,14:02:05.000",
    sbs(1, 5, call="VDA1234 "),
    sbs(4, 6, gs=145, trk=94, vr=-750),
    sbs(3, 7, alt=1800, lat=10.6, lon=-67.1, ground=0),
    sbs(5, 8, alt=1775, ground=0),
    sbs(2, 9, gs=60, trk=95, lat=10.602, lon=-67.01, ground=-1),
    sbs(3, 40, alt=50, lat=10.602, lon=-67.0, ground=0),
    "",
])  # fmt: skip


def test_sbs_positions_take_the_speed_that_was_sent_shortly_before() -> None:
    found = loaded(SBS)
    assert codes(found) == ["zone-assumed"]
    track = found.tracks[0]
    assert track.callsigns == ((START, "VDA1234"),)
    assert (track.points.time - START).tolist() == [0, 2, 3, 4, 35]
    np.testing.assert_array_equal(track.points.lat, [np.nan, 10.6, np.nan, 10.602, 10.602])
    np.testing.assert_array_equal(track.points.speed, np.array([np.nan, 145, 145, 60, np.nan], np.float32))
    assert track.points.ground.tolist() == [-1, 0, 0, 1, 0]


def test_an_aircraft_that_sends_no_position_is_still_heard() -> None:
    found = loaded("\n".join(sbs(4, s, gs=400, trk=90, vr=0) for s in range(5, 30)))
    assert 2 <= len(found.tracks[0]) <= 4
    assert np.isnan(found.tracks[0].points.lat).all()


def test_sbs_of_a_clock_that_the_user_names() -> None:
    found = loaded(SBS, zone_s=-4 * 3600)
    assert codes(found) == []
    assert found.tracks[0].points.time[0] == START + 4 * 3600


def test_damaged_sbs_lines_are_counted() -> None:
    found = loaded(
        SBS
        + "MSG,3,1\r\nMSG,3,1,1,XYZ,1,2019/03/23,14:02:05,,,,,,\r\nMSG,3,1,1,154073,1,yesterday,noon,,,,900\r\n"
    )
    assert dict(found.files[0].dropped) == {
        "not a whole message": 1, "without an address of 24 bits": 1, "without a time": 1,
    }  # fmt: skip


# The pair of position messages and the velocity that ICAO's and others' manuals decode as examples.
EVEN, ODD = "8d40621d58c382d690c8ac2863a7", "8d40621d58c386435cc412692ad6"
VELOCITY = "8d485020994409940838175b284f"


def beast(message: str, ticks: int, kind: int = 0x33) -> bytes:
    body = ticks.to_bytes(6, "big") + b"\x80" + bytes.fromhex(message)
    return b"\x1a" + bytes((kind,)) + body.replace(b"\x1a", b"\x1a\x1a")


def test_beast_escapes_are_undone() -> None:
    from collections import Counter

    odd = "8d1a1a1a58c382d690c8ac281a1a"
    raw = beast(EVEN, 0x1A1A) + beast("1a1a", 7, 0x31) + beast(odd, 12_000_000) + beast(ODD, 24_000_000)
    for size in (len(raw), 1, 7):
        faults: Counter[str] = Counter()
        found = list(frames.beast(Trickle(raw, size), faults))  # type: ignore[arg-type]
        assert [(round(t, 3), m) for t, _, m in found] == [(0.001, EVEN), (1.0, odd), (2.0, ODD)]
        assert not faults


def test_a_cut_beast_tail_and_a_damaged_frame_are_counted() -> None:
    from collections import Counter

    faults: Counter[str] = Counter()
    damaged = beast(EVEN, 0)[:9]
    raw = b"junk" + beast(EVEN, 0) + damaged + beast(ODD, 12) + beast(ODD, 24)[:-3]
    found = list(frames.beast(io.BytesIO(raw), faults))
    assert [m for _, _, m in found] == [EVEN, ODD]
    assert faults == {"damaged": 1, "cut short": 1}


def test_beast_is_told_from_other_bytes() -> None:
    assert frames.is_beast(BEAST)
    assert frames.is_beast(BEAST[5:])  # begun in the middle of a frame
    assert frames.is_beast(beast(EVEN, 0))
    noise = np.random.default_rng(3).integers(0, 256, 60_000, dtype=np.uint8).tobytes()
    assert not frames.is_beast(noise)
    assert not frames.is_beast(b"\x1a3" + noise)


class Trickle:
    """A stream that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._inner, self._size = io.BytesIO(data), size

    def read(self, _: int) -> bytes:
        return self._inner.read(self._size)


AVR = f"*{EVEN.upper()};\n@000000000000{EVEN};\n@000000B71B00{ODD};\n"
DATED = f"{START},{EVEN}\n{START + 1},{ODD}\n{START + 2},{VELOCITY}\n"
BEAST = beast(EVEN, 100) + beast(ODD, 12_000_100) + beast(VELOCITY, 24_000_100)


@pytest.mark.parametrize("raw", [AVR.encode(), DATED.encode(), BEAST])
def test_raw_recordings_without_rs1090_say_what_to_do(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rs1090", None)  # as if it were not installed
    found = loaded(raw, start=START)
    assert codes(found) == ["needs-rs1090"]
    assert "install rs1090" in found.troubles[0].advice


@pytest.mark.parametrize("raw", [AVR.encode(), DATED.encode(), BEAST])
def test_raw_recordings_with_rs1090(raw: bytes) -> None:
    pytest.importorskip("rs1090")
    found = loaded(raw, start=START)
    track = next(t for t in found.tracks if t.address == "40621d")
    assert (track.points.time - START).tolist() == pytest.approx([0, 1])
    assert track.points.lat[1] == pytest.approx(52.26578, abs=1e-4)
    assert track.points.altitude.tolist() == [38000, 38000]
    assert set(track.points.located.tolist()) == {Located.ADSB}


def test_a_raw_recording_needs_its_date() -> None:
    pytest.importorskip("rs1090")
    assert codes(loaded(BEAST)) == ["no-date"]
