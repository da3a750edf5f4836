"""Folders, archives, streams and filters; hostile input; and the laws of load."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
from formats_support import ADDRESS, ROWS, START, codes, loaded, only, trace, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sightline.flights.formats import write
from sightline.flights.load import Source, Wanted, load, sources
from sightline.flights.track import Located, Points, Track, points_of


def zipped(files: "dict[str, bytes]") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: "dict[str, bytes]", mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


TWO = {"day/trace_a.json": trace(), "day/b.json": gzip.compress(trace(icao="154074"))}


@pytest.mark.parametrize(
    "packed", [zipped(TWO), tarred(TWO), tarred(TWO, "w"), tarred(TWO, "w:xz"), bz2.compress(zipped(TWO))]
)
def test_archives_are_read_by_what_they_are(packed: bytes) -> None:
    found = loaded(packed, "tracks.bin")
    assert found.troubles == ()
    assert [t.address for t in found.tracks] == ["154073", "154074"]
    assert [f.name for f in found.files] == [f"tracks.bin!{n}" for n in TWO]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_compressed_files(pack: "object") -> None:
    assert len(only(loaded(pack(trace())))) == 3  # type: ignore[operator]


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    written(tmp_path, TWO | {"day/.hidden": b"{", "notes.txt": b"nothing of interest"})
    found = load(sources([tmp_path]))
    assert len(found.tracks) == 2
    assert codes(found) == ["unknown-format"]


def test_an_open_stream_is_read_and_left_open() -> None:
    stream = io.BytesIO(trace())
    assert len(only(load([Source("stdin", stream=stream)]))) == 3
    assert not stream.closed


def test_what_is_not_there_is_trouble_not_an_error(tmp_path: Path) -> None:
    found = load([*sources([tmp_path / "none.json"]), Source("nothing")])
    assert codes(found) == ["unreadable", "empty"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"), (b"  \n\n", "empty"), (bytes(range(256)) * 40, "unknown-format"), (b"\x89PNG\r\n\x1a\n" + bytes(99), "unknown-format"),
        (b"<html><body>403</body></html>", "unknown-format"), (b'{"error": "not found"}', "unknown-format"), (b"null", "unknown-format"),
        (b"a,b,c\n1,2,3\n", "unknown-format"), (b"[" * 100_000, "json"), (b'{"trace": [' + b"[" * 100_000, "json"),
        (b"\x28\xb5\x2f\xfd" + bytes(20), "zstd"), (b"PK\x03\x04" + bytes(40), "archive"), (b"\x1f\x8b\x08" + bytes(20), "cut-short"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(data: bytes, code: str) -> None:
    found = loaded(data)
    assert code in codes(found)
    assert found.tracks == ()
    assert all(t.message for t in found.troubles)


def test_paths_that_lead_outside_are_refused() -> None:
    found = loaded(
        zipped({"../../etc/a.json": trace(), "/b.json": trace(), "c:\\d.json": trace(), "e.json": trace()})
    )
    assert codes(found) == ["archive"] * 3
    assert len(found.tracks[0]) == 3


def test_links_in_archives_are_not_followed() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("link.json")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    assert codes(loaded(out.getvalue())) == ["archive"]


def test_archives_in_archives_have_a_bottom() -> None:
    data = trace()
    for _ in range(8):
        data = zipped({"inner.zip": data})
    assert codes(loaded(data)) == ["too-deep"]


def test_a_member_without_a_name_is_read_like_any_other() -> None:
    raw = (
        zipped({"a": trace()}).replace(b"\x01\x00\x00\x00a", b"\x01\x00\x00\x00\x00").replace(b"a{", b"\x00{")
    )
    load([Source("f", data=raw)])


def test_a_locked_zip_is_named() -> None:
    raw = bytearray(zipped({"a.json": trace()}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert codes(loaded(bytes(raw))) == ["archive"]


@pytest.mark.slow
def test_a_bomb_is_stopped() -> None:
    layer = gzip.compress(bytes(1 << 20), 9)
    found = loaded(gzip.compress(b"[" + b" " * (600 << 20), 9))
    assert "bomb" in codes(found)
    assert layer


@pytest.mark.slow
@pytest.mark.parametrize(
    "start", [b"", b"[", b'{"trace": [[', b'{"icao": "', b"time,hex,lat,lon\n", b"MSG,3,", b"<kml>"]
)
def test_a_very_long_line_needs_little_memory(start: bytes) -> None:
    import tracemalloc

    class Endless(io.RawIOBase):
        left = 300 << 20

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: "bytearray") -> int:  # type: ignore[override]
            count = min(len(buffer), self.left)
            buffer[:count] = b"7" * count if self.left < 300 << 20 else (start + b"7" * count)[:count]
            self.left -= count
            return count

    tracemalloc.start()
    found = load([Source("line", stream=io.BufferedReader(Endless()))])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.tracks == ()
    assert found.troubles
    assert peak < 800 << 20


BOX = (10.0, -67.06, 11.0, -66.0)


def test_a_box_keeps_what_is_in_it_and_those_who_are_named_anywhere() -> None:
    found = loaded(trace(), wanted=Wanted(box=BOX))
    assert found.tracks[0].points.lon.tolist() == [-67.05, -67.01]
    assert (found.rows, found.files[0].kept, found.files[0].dropped) == (3, 2, (("not asked for", 1),))
    assert found.troubles == ()  # what was not asked for is no trouble
    assert len(loaded(trace(), wanted=Wanted(box=BOX, anywhere=frozenset((ADDRESS,)))).tracks[0]) == 3


def test_a_box_across_the_antimeridian() -> None:
    rows: list[list[object]] = [[float(i), 10.0, lon, 900] for i, lon in enumerate((179.5, -179.5, 0.0))]
    track = loaded(trace(rows), wanted=Wanted(box=(0, 170, 20, -170))).tracks[0]
    assert track.points.lon.tolist() == [179.5, -179.5]


def test_times_and_addresses() -> None:
    assert len(loaded(trace(), wanted=Wanted(start=START + 1, end=START + 5.5)).tracks[0]) == 1
    assert loaded(trace(), wanted=Wanted(addresses=frozenset(("154074",)))).tracks == ()


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=150)
def test_any_bytes_are_trouble_at_most(data: bytes) -> None:
    found = loaded(data)
    assert found.tracks or found.troubles


STARTS = [
    trace(), b"[" + trace()[1:], b"time,hex,lat,lon\n", b'MSG,3,1,1,154073,1,2019/03/23,14:02:05.000,,,,900,,,1,2,,,,,,0\n',
    b"<kml><Placemark><name>x</name><TimeStamp><when>2019-03-23T14:02:05Z</when></TimeStamp><Point><coordinates>1,2,3</coordinates>",
    zipped({"a": trace()}), tarred({"a": trace()}, "w"), gzip.compress(trace()), b"\x1a3" + bytes(21) + b"\x1a3" + bytes(21),
    b'[{"time": 1553349725, "hex": "154073", "lat": 1, "lon": [2], "alt": {"a": 1}, "flight": ["x"], "gs": true}]',
    b'{"states": [[1, 2, 3, "x", [], {}, 9, 9]], "time": "x"}', b'{"acList": [{"Icao": [], "PosTime": {}}], "x": [1e999]}',
    b'{"now": 1553349725, "aircraft": [{"hex": {}, "lat": "a"}, 5, [1]]}', b'{"path": [[1]], "icao24": 5}',
    b'{"track": [{"latitude": {}, "timestamp": []}], "aircraft": 5}', b"*8d40621d58c382d690c8ac2863a7;\n",
]  # fmt: skip


@given(st.sampled_from(STARTS), st.data())
@settings(deadline=None, max_examples=300)
def test_files_with_some_bytes_changed_never_crash_it(start: bytes, data: st.DataObject) -> None:
    raw = bytearray(start)
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
        if not raw:
            raw += b"x"
    wanted = data.draw(st.sampled_from((None, Wanted(box=(0, 0, 20, 20)))))
    load([Source("f", data=bytes(raw[: data.draw(st.integers(0, len(raw)))]), start=START)], wanted)


def columns(size: int) -> "st.SearchStrategy[Points]":
    def floats(low: float, high: float, width: int = 64) -> "st.SearchStrategy[object]":
        kind = np.float64 if width == 64 else np.float32
        inside = st.floats(low, high, width=width)  # type: ignore[arg-type]
        return arrays.arrays(kind, size, elements=inside | st.just(float("nan")))

    placed = st.booleans().map(lambda b: b)
    return st.builds(
        lambda time, lat, lon, altitude, height, speed, course, climb, ground, located, _: points_of(
            time=np.sort(time), lat=np.where(np.isnan(lon), np.nan, lat), lon=np.where(np.isnan(lat), np.nan, lon),
            altitude=np.where(ground == 1, np.nan, altitude), height=height, speed=speed, course=course, climb=climb,
            # what the format cannot say: not known to be in the air where there is an altitude, and the reverse
            ground=np.where(ground == 1, 1, np.where(np.isnan(altitude), -1, 0)), located=located,
        ),
        arrays.arrays(np.float64, size, elements=st.floats(1e9, 2e9)), floats(-90, 90), floats(-180, 180),
        floats(-5000, 60000, 32), floats(-5000, 60000, 32), floats(0, 900, 32), floats(0, 360, 32), floats(-9000, 9000, 32),
        arrays.arrays(np.int8, size, elements=st.sampled_from((0, 1))),
        arrays.arrays(np.int8, size, elements=st.sampled_from([int(x) for x in Located])), placed,
    )  # fmt: skip


TRACKS = st.builds(
    Track,
    st.sampled_from(("154073", "~2a5b0c")), st.integers(1, 12).flatmap(columns),
    registration=st.none() | st.just("RA-82035"), type_code=st.none() | st.just("A124"),
    operator=st.none() | st.just("Línea"), military=st.none() | st.just(True),
)  # fmt: skip


@given(TRACKS)
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_a_track_that_is_written_reads_back_the_same(track: Track) -> None:
    back = only(loaded(write.trace(track)))
    assert (back.address, back.registration, back.type_code, back.operator, back.military) == (
        track.address, track.registration, track.type_code, track.operator, track.military,
    )  # fmt: skip
    for name in Points.__slots__:
        np.testing.assert_array_equal(getattr(back.points, name), getattr(track.points, name), err_msg=name)


def test_callsigns_are_written_and_a_made_up_track_says_so() -> None:
    points = points_of(time=[START, START + 1], lat=[1, 1], lon=[2, 2], located=[Located.SYNTHETIC] * 2)
    raw = write.trace(Track(ADDRESS, points, ((START + 1, "VDA1234"),)))
    assert b"SYNTHETIC" in raw
    assert only(loaded(raw)).callsigns == ((START + 1, "VDA1234"),)


@given(st.permutations(range(6)))
def test_the_order_of_files_changes_no_track(order: "list[int]") -> None:
    files = [Source(str(i), data=trace([[float(i), 1.0, 2.0, 100 * i]])) for i in range(6)]
    track = only(load(files[i] for i in order))
    assert track.points.altitude.tolist() == [0, 100, 200, 300, 400, 500]


def test_many_files_and_airframes_are_joined() -> None:
    def files() -> "object":
        for i in range(400):
            yield Source(str(i), data=trace(ROWS, icao=f"{0x100000 + i % 40:06x}"))

    found = load(files())  # type: ignore[arg-type]
    assert [len(t) for t in found.tracks] == [30] * 40
    assert all(np.all(np.diff(t.points.time) >= 0) for t in found.tracks)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_leave_to_read_it(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(trace())
    path.chmod(0)
    assert codes(load(sources([path]))) == ["unreadable"]
