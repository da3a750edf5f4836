"""CSV, JSON rows and columns, parquet: OpenSky, ADS-B Exchange, FlightRadar24, Virtual Radar Server."""

import io
import json
import sys

import numpy as np
import pytest
from formats_support import START, codes, loaded, only

from sightline.flights.load import Wanted, load, sources
from sightline.flights.track import Located
from support import shared

S = int(START)
OPENSKY = f"""time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,alert,spi,squawk,baroaltitude,geoaltitude,lastposupdate,lastcontact
{S},154073,10.6,-67.1,77.17,94.5,-3.81,VDA1234 ,false,false,false,1234,548.64,609.6,{S - 1}.5,{S}.2
{S + 1},154073,,,,,,VDA1234 ,true,false,false,,,,,{S + 1}
"""
# The two tables that go by the name of ADS-B Exchange: flattened readsb, and a trace by columns.
ADSBX = (
    f"now,hex,type,flight,r,t,alt_baro,alt_geom,gs,track,baro_rate,lat,lon,seen_pos\n"
    f"{S}.5,154073,adsb_icao,VDA1234,RA-82035,A124,1800,2000,150,94.5,-750,10.6,-67.1,0.5\n"
    f"{S + 1}.5,154073,adsb_icao,VDA1234,RA-82035,A124,ground,,60,94.5,,10.6,-67.0,0.1\n",
    "Timestamp,ICAO,Callsign,Registration,Latitude,Longitude,Altitude (ft),Ground Speed (kts),Track,Vertical Rate,On Ground\n"
    "2019-03-23T14:02:05.5Z,154073,VDA1234,RA-82035,10.6,-67.1,1800,150,94.5,-750,0\n"
    "2019-03-23T14:02:06.5Z,154073,VDA1234,RA-82035,10.6,-67.0,,60,94.5,,1\n",
)  # fmt: skip


def test_opensky_csv_is_metric_and_becomes_feet_and_knots() -> None:
    points = only(loaded(OPENSKY)).points
    np.testing.assert_allclose(points.altitude, [1800, np.nan], atol=0.1)
    np.testing.assert_allclose(points.height, [2000, np.nan], atol=0.1)
    np.testing.assert_allclose(points.speed, [150, np.nan], atol=0.1)
    np.testing.assert_allclose(points.climb, [-750, np.nan], atol=0.5)
    assert points.at[0] == START - 0.5
    assert points.ground.tolist() == [0, 1]


def test_the_shells_of_impala_and_trino_print_it_with_bars() -> None:
    lines = OPENSKY.splitlines()
    rule = "+----+"
    shell = [rule, *("| " + line.replace(",", " | ") + " |" for line in lines[:2]), rule]
    assert len(only(loaded("\n".join(shell)))) == 1


@pytest.mark.parametrize("text", ADSBX)
@pytest.mark.parametrize("change", ["", "crlf", "bom", "utf-16", "semicolons", "tabs"])
def test_both_adsb_exchange_layouts(text: str, change: str) -> None:
    delimiter = {"semicolons": ";", "tabs": "\t"}.get(change, ",")
    raw = text.replace(",", delimiter).replace("\n", "\r\n" if change == "crlf" else "\n")
    coding = {"bom": "utf-8-sig", "utf-16": "utf-16"}.get(change, "utf-8")
    track = only(loaded(raw.encode(coding)))
    assert (track.address, track.registration) == ("154073", "RA-82035")
    assert track.callsigns == ((START + 0.5, "VDA1234"),)
    np.testing.assert_array_equal(track.points.altitude, np.array([1800, np.nan], np.float32))
    assert track.points.speed.tolist() == [150, 60]
    assert track.points.ground.tolist()[1] == 1
    assert track.points.time.tolist() == [START + 0.5, START + 1.5]


def test_units_in_the_header_are_obeyed() -> None:
    text = f"time,hex,lat,lon,altitude_m,speed_kmh,vertical_rate_ms\n{S},154073,1,2,304.8,185.2,-5.08\n"
    points = only(loaded(text)).points
    np.testing.assert_allclose(
        [points.altitude[0], points.speed[0], points.climb[0]], [1000, 100, -1000], rtol=1e-5
    )


def test_a_trace_flattened_to_csv() -> None:
    text = (
        "icao,timestamp,lat,lon,altitude,ground_speed,track,flags,vertical_rate,aircraft,type,geo_altitude,ias,roll\n"
        f"154073,{S},10.6,-67.1,1800,150,94,1,-750,\"{{'flight': 'VDA1234'}}\",adsb_icao,2000,,\n"
        f"154073,{S + 9},10.6,-67.0,ground,50,94,0,,,mlat,,,\n"
    )
    track = only(loaded(text))
    assert track.type_code is None
    assert track.points.height.tolist()[0] == 2000
    assert track.points.ground.tolist() == [-1, 1]
    assert track.points.located.tolist() == [Located.ADSB, Located.MLAT]


FR24 = f"""Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction
{S},2019-03-23T14:02:05Z,VDA1234,"10.6,-67.1",1800,150,94
{S + 9},2019-03-23T14:02:14Z,VDA1234,"10.602,-67.01",0,130,95
{S + 60},2019-03-23T14:03:05Z,VDA1234,"10.602,-66.99",0,12,95
"""


def test_flightradar24_csv_has_its_position_in_one_cell_and_no_address() -> None:
    track = only(loaded(FR24, "flight.csv"))
    assert track.address.startswith("~")
    assert track.points.lon.tolist() == [-67.1, -67.01, -66.99]
    # 0 is the ground there, not an altitude; but a fast aircraft may be on final over the sea
    np.testing.assert_array_equal(track.points.altitude, np.array([1800, np.nan, np.nan], np.float32))
    assert track.points.ground.tolist() == [-1, -1, 1]


def test_the_user_may_say_whose_track_it_is() -> None:
    assert only(loaded(FR24, address="154073")).address == "154073"


def test_two_files_of_one_callsign_are_not_taken_for_one_airframe() -> None:
    from sightline.flights.load import Source

    found = load([Source("monday.csv", data=FR24.encode()), Source("tuesday.csv", data=FR24.encode())])
    assert len(found.tracks) == 2


GRANULAR = """network_time,receiver_time,hex,callsign,latitude,longitude,no_position,altitude,squawk,speed,track,vspeed,on_ground,flags,position_class,,,
2019-03-23 14:02:05Z.500,2019-03-23 14:02:05Z.100,0x154073,VDA1234,10.6,-67.1,P,1800,416,150,94,-750,A,4,ADS-B,P:8,S:ADS-B,
2019-03-23 14:02:06Z.500,2019-03-23 14:02:06Z.100,0x154073,,0,0,N,0,0,0,0,0,N,2,ADS-B,P:8,,
"""


def test_granular_flightradar24_has_zeros_for_what_a_message_did_not_hold() -> None:
    track = only(loaded(GRANULAR))
    assert track.address == "154073"
    assert track.points.time[0] == START + 0.5
    assert track.points.at[0] == pytest.approx(START + 0.1)
    assert track.points.ground.tolist() == [0, -1]
    for name in ("lat", "lon", "altitude", "speed", "course", "climb"):
        assert np.isnan(getattr(track.points, name)[1]), name
    assert set(track.points.located.tolist()) == {Located.ADSB}


def test_times_of_no_zone_are_refused_unless_the_user_names_it() -> None:
    text = "timestamp,hex,lat,lon\n2019-03-23 10:02:05,154073,10.6,-67.1\n2019-03-23 10:02:06-04:00,154073,10.6,-67.1\n"
    found = loaded(text)
    assert codes(found) == ["no-zone", "rows-dropped"]
    assert found.tracks[0].points.time.tolist() == [START + 1]
    assert only(loaded(text, zone_s=-4 * 3600)).points.time.tolist() == [START, START + 1]


@pytest.mark.parametrize(
    "text",
    [
        "time_utc,hex,lat,lon\n2019-03-23 14:02:05,154073,1,2\n",
        "Date,Time (UTC),hex,lat,lon\n2019-03-23,14:02:05,154073,1,2\n",
        "Date,Time,hex,lat,lon\n2019-03-23,14:02:05Z,154073,1,2\n",
        "Timestamp UTC;hex;position\n2019/03/23 14:02:05;154073;1.0, 2.0\n",
        "utc,hex,lat,lon\n2019-03-23T14:02:05,154073,1,2\n",
    ],
)
def test_the_header_may_say_utc_and_the_day_may_stand_apart(text: str) -> None:
    assert only(loaded(text)).points.time.tolist() == [START]


@pytest.mark.parametrize("unit", [1, 10**3, 10**6, 10**9])
def test_times_in_seconds_and_finer(unit: int) -> None:
    track = only(loaded(f"time,hex,lat,lon\n{S * unit},154073,1,2\n"))
    assert track.points.time.tolist() == [START]


def test_a_spreadsheet_s_address_without_its_zero() -> None:
    assert only(loaded(f"time,icao24,lat,lon\n{S},4ca1,1,2\n")).address == "004ca1"


def test_short_rows_blank_lines_and_repeated_headers() -> None:
    head = "time,hex,lat,lon\n"
    found = loaded(head + f"{S},154073,1,2\n\n{S},1540\n" + head + f"{S + 1},154073,1,2,extra\n")
    assert len(found.tracks[0]) == 2
    assert found.files[0].dropped == (("with too few fields", 1),)


ROWS = [
    {"timestamp": S * 1000, "icao24": "154073", "latitude": 10.6, "longitude": -67.1, "altitude": 1800.0, "groundspeed": 150.0,
     "track": 94.0, "vertical_rate": -750.0, "callsign": "VDA1234", "onground": False, "last_position": S * 1000 - 500},
    {"timestamp": S * 1000 + 1000, "icao24": "154073", "latitude": None, "longitude": None, "altitude": None,
     "groundspeed": None, "track": None, "callsign": None, "onground": True},
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ROWS),
        "\n".join(map(json.dumps, ROWS)),
        json.dumps({n: {str(i): r.get(n) for i, r in enumerate(ROWS)} for n in ROWS[0]}),
        json.dumps({n: [r.get(n) for r in ROWS] for n in ROWS[0]}),
        json.dumps({"columns": list(ROWS[0]), "index": [0, 1], "data": [[r.get(n) for n in ROWS[0]] for r in ROWS]}),
    ],
    ids=["rows", "lines", "pandas columns", "columns", "split"],
)  # fmt: skip
def test_json_tables_by_rows_lines_and_columns(text: str) -> None:
    points = only(loaded(text)).points
    assert points.time.tolist() == [START, START + 1]
    assert points.at[0] == START - 0.5
    np.testing.assert_array_equal(points.altitude, np.array([1800, np.nan], np.float32))
    assert points.ground.tolist() == [0, 1]


def test_a_truncated_array_of_rows_gives_what_was_there() -> None:
    whole = json.dumps(ROWS[:1] * 3000)
    found = loaded(whole[: len(whole) - 30])
    assert codes(found) == ["cut-short"]
    assert len(found.tracks[0]) == 2999


def test_an_array_larger_than_what_is_read_at_once() -> None:
    rows = json.dumps(ROWS[:1] * 1000)[1:-1]
    many = 90
    found = loaded("[" + ",".join([rows] * many) + "]")
    assert len(only(found)) == 1000 * many


def test_the_rest_interface_of_opensky() -> None:
    row = [
        "154073",
        "VDA1234 ",
        "Russia",
        S - 2,
        S,
        -67.1,
        10.6,
        548.64,
        False,
        77.17,
        94.5,
        -3.81,
        None,
        609.6,
        None,
        False,
        2,
    ]
    points = only(loaded(json.dumps({"time": S, "states": [row]}))).points
    assert (points.time[0], points.at[0], points.located[0]) == (START, START - 2, Located.MLAT)
    np.testing.assert_allclose(
        [points.altitude[0], points.speed[0], points.climb[0]], [1800, 150, -750], atol=0.1
    )
    assert codes(loaded('{"time": 1553349725, "states": null}')) == ["no-points"]


def test_a_track_of_the_rest_interface() -> None:
    text = json.dumps(
        {"icao24": "154073", "callsign": "VDA1234", "path": [[S, 10.6, -67.1, 304.8, 94, False]]}
    )
    assert only(loaded(text)).points.altitude.tolist() == [pytest.approx(1000)]


def test_virtual_radar_server_lists() -> None:
    craft = {"Icao": "154073", "Reg": "RA-82035", "Alt": 1800, "AltT": 0, "Lat": 10.6, "Long": -67.1, "PosTime": S * 1000,
             "Mlat": True, "Gnd": False, "Spd": 150.0, "Trak": 94.5, "Type": "A124", "Mil": True, "Op": "Volga", "Call": "VDA1234", "Vsi": -750}  # fmt: skip
    found = loaded(json.dumps({"src": 1, "acList": [craft]}))
    track = only(found)
    assert (track.registration, track.type_code, track.operator, track.military) == (
        "RA-82035",
        "A124",
        "Volga",
        True,
    )
    assert (track.points.time[0], track.points.located[0]) == (START, Located.MLAT)


PLAYBACK = {
    "identification": {"id": "1a2b3c4d", "callsign": "VDA1234"},
    "aircraft": {"model": {"code": "A124"}, "identification": {"modes": "154073", "registration": "RA-82035"}},
    "owner": {"name": "Volga"},
    "track": [{"latitude": 10.6, "longitude": -67.1, "altitude": {"feet": 1800, "meters": 549}, "heading": 94, "timestamp": S,
               "speed": {"kmh": 278, "kts": 150}, "verticalSpeed": {"fpm": -750, "ms": -4}}],
}  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        {"result": {"response": {"data": {"flight": PLAYBACK}}}},
        {"identification": {"callsign": "VDA1234"}, "aircraft": {"hex": "154073", "registration": "RA-82035", "model": {"code": "A124"}},
         "trail": [{"lat": 10.6, "lng": -67.1, "alt": 1800, "spd": 150, "ts": S, "hd": 94}]},
        [{"fr24_id": "1a2b3c4d", "tracks": [{"timestamp": "2019-03-23T14:02:05Z", "lat": 10.6, "lon": -67.1, "alt": 1800,
          "gspeed": 150, "vspeed": -750, "track": 94, "callsign": "VDA1234", "source": "ADSB"}]}],
    ],
    ids=["playback", "map", "paid"],
)  # fmt: skip
def test_flightradar24_json(value: object) -> None:
    track = only(loaded(json.dumps(value)))
    if isinstance(value, dict):  # the paid interface names no airframe
        assert (track.address, track.registration, track.type_code) == ("154073", "RA-82035", "A124")
    assert track.callsigns == ((START, "VDA1234"),)
    assert (track.points.altitude[0], track.points.speed[0], track.points.course[0]) == (1800, 150, 94)


def test_points_without_a_longitude_are_counted() -> None:
    found = loaded(
        '{"track": [{"latitude": 10.6, "timestamp": 1553349725}]}', wanted=Wanted(box=(0, 0, 20, 20))
    )
    assert found.files[0].dropped == (("without a time or a position among its columns", 1),)


def test_parquet_without_pyarrow_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as if it were not installed
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    found = loaded(b"PAR1" + bytes(100))
    assert codes(found) == ["needs-pyarrow"]
    assert "install pyarrow" in found.troubles[0].advice


def test_parquet() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    times = pyarrow.array([S * 1000, S * 1000 + 1000], pyarrow.timestamp("ms", "UTC"))
    table = {"timestamp": times, "icao24": ["154073"] * 2, "latitude": [10.6, None], "longitude": [-67.1, None], "altitude": [1800.0, None], "groundspeed": [150.0, None]}  # fmt: skip
    parquet.write_table(pyarrow.table(table), out)
    points = only(loaded(out.getvalue())).points
    assert points.time.tolist() == [START, START + 1]
    assert points.altitude[0] == 1800
    assert codes(loaded(out.getvalue()[:-50])) == ["parquet"]


@pytest.mark.shared
def test_the_samples_of_opensky_and_flightradar24() -> None:
    found = load(sources([shared("flights/opensky")]))
    assert codes(found) == ["unknown-format"]  # the licence beside them
    assert (len(found.tracks), found.rows, sum(map(len, found.tracks))) == (222, 532_855, 532_855)
    found = load(sources([shared("flights/fr24")]))
    assert found.troubles == ()
    assert [f.format for f in found.files] == ["FlightRadar24", "FlightRadar24", "FlightRadar24 granular"]
    by = {t.address: t for t in found.tracks}
    assert by["8467d8"].type_code == "A359"
    assert not (by["8467d8"].points.lat == 0).any()
