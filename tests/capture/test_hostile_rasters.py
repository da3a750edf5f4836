"""Rasters that were made to harm, or were damaged so that they do: each fault that tools/fuzz_rasters.py found, made small."""

import struct
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from capture.made_tiffs import EAST, NORTH, NOW, keeping, ramp, scene, tiff
from capture.made_tiffs import SITE as FIELD
from sightline.capture import rasters
from sightline.capture.codestream import Promise, promise
from sightline.capture.pictures import picture
from sightline.capture.policy import Policy
from sightline.capture.ranges import RangeDoor, RangeFile, Version
from sightline.capture.windows import read_window
from sightline.model.errors import FetchError, ReadError
from sightline.model.scene import Asset


def jpeg_2000(path: Path, side: int = 300, **more: Any) -> bytes:
    import rasterio
    from rasterio.transform import from_origin

    shape = {"width": side, "height": side, "count": 1, "dtype": "uint16"}
    place = {"crs": "EPSG:32619", "transform": from_origin(EAST - 5 * side, NORTH + 5 * side, 10, 10)}
    options = {"driver": "JP2OpenJPEG", "codec": "JP2", "quality": 100, "reversible": "YES"} | more
    with rasterio.open(path, "w", **options, **shape, **place) as made:
        made.write(ramp(side, side), 1)
    return path.read_bytes()


def refused(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as error, rasters.memory(data, "x") as dataset:
        dataset.read(1)
    return error.value


def code_of(path: Path) -> str:
    keep, _ = keeping()
    one = Asset("B04", str(path))
    with RangeDoor(Policy()) as door, pytest.raises(ReadError) as error:
        read_window(scene(one), one, FIELD, door=door, keep=keep)
    assert len(error.value.message) < 400
    return error.value.code


def promising(data: bytes, side: int, tile: int, bands: int = 1) -> bytes:
    """The same with other sides in its header (SIZ)."""
    at = data.find(b"\xff\x4f\xff\x51")
    (length,) = struct.unpack_from(">H", data, at + 4)
    siz = struct.pack(">HHIIIIIIIIH", 38 + 3 * bands, 0, side, side, 0, 0, tile, tile, 0, 0, bands)
    return data[: at + 4] + siz + b"\x0f\x01\x01" * bands + data[at + 4 + length :]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return jpeg_2000(tmp_path_factory.mktemp("sound") / "a.jp2")


def test_a_sound_jpeg_2000_is_read(tmp_path: Path, sound: bytes) -> None:
    (tmp_path / "a.jp2").write_bytes(sound)
    keep, _ = keeping()
    one = Asset("B04", str(tmp_path / "a.jp2"))
    with RangeDoor(Policy()) as door:
        assert read_window(scene(one), one, FIELD, door=door, keep=keep)
    with rasters.memory(sound, "x") as dataset:
        assert (dataset.read(1) == ramp(300, 300)).all()


def test_a_box_without_length_in_a_box_is_not_read_for_ever(sound: bytes) -> None:
    """GDAL 3.10.3 takes it for the next one, again and again: twelve million reads of the same eight bytes, then we stopped it."""
    at = sound.find(b"lbl ") - 4
    assert at > 0
    error = refused(sound[:at] + bytes(4) + sound[at + 4 :])
    assert error.code == "broken-raster"
    assert "no end" in error.message


def test_a_jpeg_2000_that_promises_a_multitude_of_tiles_is_not_opened(sound: bytes) -> None:
    assert refused(promising(sound, 25_500, 100)).code == "too-large"
    assert refused(promising(sound, 2_550, 100, bands=999)).code == "too-large"


def test_what_a_jpeg_2000_promises_is_read_as_it_stands(sound: bytes) -> None:
    def of(data: bytes) -> Promise | None:
        return promise(rasters.Held(data), len(data))

    assert of(sound) == Promise(1, 1)
    assert of(promising(sound, 10_980, 1024, 3)) == Promise(121, 3)
    assert of(sound[sound.find(b"\xff\x4f\xff\x51") :]) == Promise(1, 1)
    assert of(promising(sound, 300, 0)) is None
    box = struct.pack(">I4sQ", 1, b"free", 24) + bytes(8)
    assert of(sound[:12] + box + sound[12:]) == Promise(1, 1)
    for length in (0, 2**31, 2**64 - 1):
        lying = struct.pack(">I4sQ", 1, b"free", length)
        assert of(sound[:12] + lying + sound[12:]) is None
    for cut in range(0, 200, 7):
        assert of(sound[:cut]) is None


def test_a_long_chain_of_directories_is_left(tmp_path: Path) -> None:
    data = tiff(tmp_path / "a.tif", ramp(32, 32)).read_bytes()
    (first,) = struct.unpack_from("<I", data, 4)
    (many,) = struct.unpack_from("<H", data, first)
    end = first + 2 + 12 * many
    one, made = data[first:end], bytearray(data)
    made[end : end + 4] = struct.pack("<I", len(data))
    for n in range(5_000):
        made += one + struct.pack("<I", len(data) + (n + 1) * (len(one) + 4) if n < 4_999 else 0)
    assert "no end" in refused(bytes(made)).message


def test_a_sound_picture_in_the_smallest_tiles_is_read_whole(tmp_path: Path) -> None:
    """As many pixels as a window may have, in tiles of 16 x 16, which is the smallest size: 22,000 reads."""
    pixels = (np.arange(4000)[:, None] + np.arange(4000)[None, :]) % 251
    tiles = {"tiled": True, "blockxsize": 16, "blockysize": 16}
    path = tiff(tmp_path / "a.tif", pixels.astype("uint8"), **tiles)
    with rasters.memory(path.read_bytes(), "x") as dataset:
        assert (dataset.read(1) == pixels).all()


def test_a_picture_in_too_many_pieces_is_refused_and_never_half_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JPEG 2000 in small tiles takes reads by the square of their number; 4000 x 4000 in tiles of 64 took 144 s."""
    path = tmp_path / "a.jp2"
    jpeg_2000(path, 600, blockxsize=64, blockysize=64)
    monkeypatch.setattr(rasters, "MOST_READS", 300)
    assert code_of(path) == "too-large"


def test_a_picture_without_a_place_is_told_in_our_words_alone(tmp_path: Path) -> None:
    """rasterio's warning would stand between the lines of a command, with the path of one of its own files."""
    import rasterio
    from rasterio.errors import NotGeoreferencedWarning

    path = tmp_path / "a.tif"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(path, "w", driver="GTiff", width=8, height=8, count=1, dtype="uint8"):
            pass
    assert code_of(path) == "no-georeference"  # where any warning is an error (pyproject.toml)


@pytest.mark.parametrize(
    "projection",
    [
        'LOCAL_CS["a building site",UNIT["metre",1]]',
        "+proj=longlat +R=1737400 +no_defs",
        "+proj=vandg +R=6371007",
    ],
)
def test_a_projection_that_has_no_way_to_ours_is_told(tmp_path: Path, projection: str) -> None:
    """A site's own grid, or the Moon's: PROJ's error is none that rasterio makes its own."""
    path = tiff(tmp_path / "a.tif", ramp(300, 300), epsg=None, crs=projection)
    assert code_of(path) in {"bad-projection", "elsewhere"}
    _, windows, lost = picture(path, NOW, FIELD, keep=keeping()[0])
    assert windows == ()
    assert [row.code for row in lost] == [code_of(path)]


def test_a_table_that_asks_for_a_terabyte_asks_for_the_file_at_most() -> None:
    class Web(RangeFile):
        def _answer(self, start: int, end: int) -> bytes:
            self.version = Version(200_000, "", "")
            if start >= 200_000:
                raise FetchError("empty", "nothing there")
            return bytes(200_000)[start:end]

    with RangeDoor(Policy()) as door:
        file = Web(door, "https://example.org/a.tif", None)
        file.fetch([(0, 2**62), (2**61, 2**62), (70_000, 2**63)])
        assert file.trouble is None
        assert len(file.read()) == 200_000
