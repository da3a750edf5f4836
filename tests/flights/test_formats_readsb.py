"""readsb and tar1090: traces, snapshots, history; and what is wrong with real ones."""

import gzip
import json

import numpy as np
import pytest
from formats_support import ADDRESS, ROWS, START, codes, loaded, only, trace

from sightline.flights.load import load, sources
from sightline.flights.track import Located
from support import shared


def test_a_trace_is_read_whole() -> None:
    track = only(loaded(trace(), capture="cap-1"))
    points = track.points
    assert (track.address, track.registration, track.type_code, track.operator) == (
        ADDRESS,
        "RA-82035",
        "A124",
        "Volga",
    )
    assert track.military is True
    assert track.captures == ("cap-1",)
    assert track.callsigns == ((START, "VDA1234"),)
    assert points.time.tolist() == [START, START + 5.5, START + 11.0]
    assert points.lat.tolist() == [10.600, 10.601, 10.602]
    assert points.lon.tolist() == [-67.10, -67.05, -67.01]
    np.testing.assert_array_equal(points.altitude, np.array([3000, 1800, np.nan], np.float32))
    np.testing.assert_array_equal(points.height, np.array([3200, 2000, np.nan], np.float32))
    np.testing.assert_allclose(points.speed, [150.1, 145, 60], rtol=1e-6)
    np.testing.assert_array_equal(points.climb, np.array([-700, -750, np.nan], np.float32))
    assert points.ground.tolist() == [0, 0, 1]
    assert set(points.located.tolist()) == {Located.ADSB}


def test_gzip_named_json_is_unpacked() -> None:
    assert len(only(loaded(gzip.compress(trace()), "trace_full_154073.json"))) == 3


def test_a_geometric_altitude_is_no_pressure_altitude() -> None:
    track = only(loaded(trace([[0.0, 10.6, -67.1, 3100, 150, 94, 8, -700, None, "adsb_icao"]])))
    assert np.isnan(track.points.altitude[0])
    assert track.points.height[0] == 3100


def test_a_trace_of_null_and_one_of_no_rows_hold_no_points() -> None:
    for rows in (None, []):
        found = loaded(trace(rows))
        assert found.tracks == ()
        assert found.files[0].format == "readsb trace"
        assert codes(found) == []


def test_a_trace_of_one_point() -> None:
    assert len(only(loaded(trace(ROWS[:1])))) == 1


def test_no_military_flag_is_no_knowledge() -> None:
    assert only(loaded(trace(dbFlags=0))).military is None


def test_short_rows_of_old_traces_are_read() -> None:
    track = only(loaded(trace([[0.0, 10.6, -67.1, 3000], [1.0, 10.6, -67.1]])))
    assert track.points.altitude[0] == 3000
    assert track.points.ground.tolist() == [0, -1]


def test_tisb_addresses_keep_their_mark() -> None:
    track = only(loaded(trace([[0.0, 10.6, -67.1, 3000, 1, 1, 0, 0, None, "tisb_other"]], icao="~2A5b0C")))
    assert track.address == "~2a5b0c"
    assert not track.icao
    assert track.points.located.tolist() == [Located.TISB]


def test_mlat_only() -> None:
    track = only(loaded(trace([[float(i), 10.6, -67.1, 3000, 1, 1, 0, 0, None, "mlat"] for i in range(3)])))
    assert set(track.points.located.tolist()) == {Located.MLAT}


@pytest.mark.parametrize("address", ["zzzzzz", "1540730", "000000", "FFFFFF", "", "15 40 73", None])
def test_a_wrong_address_costs_the_rows_and_is_counted(address: "str | None") -> None:
    found = loaded(trace(icao=address))
    assert found.tracks == ()
    assert found.files[0].dropped == (("without an address of 24 bits", 3),)
    assert codes(found) == ["rows-dropped"]


def test_without_a_start_nothing_is_dated() -> None:
    found = loaded(trace(timestamp=None))
    assert found.files[0].dropped == (("without a time", 3),)


def test_rows_before_the_head_are_dated_too() -> None:
    whole = json.loads(trace())
    turned = {"trace": whole.pop("trace"), **whole}
    assert len(only(loaded(json.dumps(turned)))) == 3


def test_broken_rows_are_counted_and_the_rest_is_read() -> None:
    bad: list[list[object]] = [[None, 10.6, -67.1, 1], [1.0, 95.0, -67.1, 1], [2.0, 10.6, 1e308, 1], [3.0], ["x", "y", "z"]]  # fmt: skip
    found = loaded(trace([*ROWS, *bad, 7, "row"]))  # type: ignore[list-item]
    assert len(found.tracks[0]) == 3
    assert dict(found.files[0].dropped) == {
        "not a row of a trace": 3, "without a time": 2, "with a position off the globe": 2,
    }  # fmt: skip
    assert found.rows == 10


def test_infinities_and_huge_numbers_are_unknown_not_values() -> None:
    text = (
        trace(ROWS[:1]).decode().replace("3000", "1e999").replace("150.1", "NaN").replace("94.5", "-Infinity")
    )
    text = text.replace("-700", "9" * 300)
    track = only(loaded(text))
    for column in (track.points.altitude, track.points.speed, track.points.course, track.points.climb):
        assert np.isnan(column).all()


def test_a_number_of_five_thousand_digits_ends_the_file_there() -> None:
    found = loaded(trace().decode().replace("-750", "9" * 5000))
    assert codes(found) == ["json"]
    assert len(found.tracks[0]) == 1


def test_a_truncated_trace_gives_what_was_there() -> None:
    whole = trace(ROWS * 500)
    found = loaded(whole[: len(whole) // 2])
    assert codes(found) == ["cut-short"]
    assert found.files[0].format == "readsb trace"
    assert 700 < len(found.tracks[0]) < 800


def test_a_truncated_gzip_gives_what_was_there() -> None:
    rows = [[float(i), 10 + (i * 7919 % 1000) / 1e3, -67.0, i % 900] for i in range(20_000)]
    packed = gzip.compress(trace(rows))  # type: ignore[arg-type]
    found = loaded(packed[: len(packed) // 2])
    assert codes(found) == ["cut-short"]
    assert len(found.tracks[0]) > 5_000


def test_rows_come_in_order_of_time_with_repeats_kept() -> None:
    track = only(loaded(trace([ROWS[2], ROWS[0], ROWS[1], ROWS[1]])))
    assert (track.points.time - START).tolist() == [0, 5.5, 5.5, 11]


def test_a_byte_order_mark_crlf_and_latin_1_are_no_trouble() -> None:
    raw = trace(ownOp="L").replace(b'"L"', b'"L\xedneas A\xe9reas"').replace(b", ", b",\r\n")
    for mark in (b"", b"\xef\xbb\xbf"):
        assert only(loaded(mark + raw)).operator == "Líneas Aéreas"


def test_a_full_and_a_recent_trace_are_one_track() -> None:
    from sightline.flights.load import Source

    found = load([Source("trace_full", data=trace(ROWS[:2])), Source("trace_recent", data=trace(ROWS[1:]))])
    assert len(only(found)) == 4


SNAPSHOT = {
    "now": START + 10,
    "aircraft": [
        {"hex": "154073", "type": "adsb_icao", "flight": "VDA1234 ", "r": "RA-82035", "t": "A124", "alt_baro": 1800,
         "alt_geom": 2000, "gs": 145.0, "track": 94.6, "baro_rate": -750, "lat": 10.6, "lon": -67.0, "seen_pos": 2.5, "seen": 0.5},
        {"hex": "0d8123", "type": "mlat", "alt_baro": "ground", "lat": 10.61, "lon": -67.01, "seen": 0.0},
        {"hex": "0d8124", "type": "mode_s", "alt_baro": 30000, "seen": 1.0},
    ],
}  # fmt: skip


def test_a_snapshot_gives_every_aircraft_with_the_time_of_its_message_and_position() -> None:
    found = loaded(json.dumps(SNAPSHOT), "aircraft.json")
    assert codes(found) == []
    first, second, third = found.tracks[2], found.tracks[0], found.tracks[1]
    assert first.points.time.tolist() == [START + 9.5]
    assert first.points.at.tolist() == [START + 7.5]
    assert (first.type_code, first.registration, first.callsigns) == (
        "A124",
        "RA-82035",
        ((START + 9.5, "VDA1234"),),
    )
    assert second.points.ground.tolist() == [1]
    assert second.points.located.tolist() == [Located.MLAT]
    assert np.isnan(third.points.lat).all()  # heard, not located: kept, since that is worth knowing
    assert third.points.altitude.tolist() == [30000]


def test_a_history_chunk_is_many_snapshots() -> None:
    later = {
        "now": START + 20,
        "aircraft": [["154073", 1500, 140, 95, 10.6, -66.99, 0.2, "adsb_icao", "VDA1234", 9]],
    }
    found = loaded(gzip.compress(json.dumps({"files": [SNAPSHOT, later]}).encode()), "chunk_1.gz")
    assert len(found.tracks[2]) == 2
    assert found.tracks[2].points.altitude.tolist() == [1800, 1500]


@pytest.mark.shared
def test_the_samples_are_read_without_trouble() -> None:
    found = load(sources([shared("flights/readsb")]))
    assert found.troubles == ()
    assert (len(found.tracks), found.rows, sum(map(len, found.tracks))) == (14, 1879, 1879)
    by = {t.address: t for t in found.tracks}
    assert by["a3c78c"].registration == "N3423Q"
    assert (by["a3c78c"].points.ground == 1).any()
