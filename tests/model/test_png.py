"""The one kind of PNG that is written and let in: there and back, and nothing but that."""

import struct
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.png import SIGNATURE, Raster, read_png, write_png

SMALL = Raster(3, 2, bytes([0, 1, 2, 2, 1, 0]), bytes([0, 0, 0, 250, 128, 3, 255, 255, 255]))


@st.composite
def rasters(draw: st.DrawFn) -> Raster:
    width, height, colours = draw(st.integers(1, 40)), draw(st.integers(1, 40)), draw(st.integers(1, 256))
    pixels = draw(
        st.lists(st.integers(0, colours - 1), min_size=width * height, max_size=width * height)
        if width * height < 200
        else st.just([(i * 7) % colours for i in range(width * height)])
    )
    return Raster(width, height, bytes(pixels), draw(st.binary(min_size=3 * colours, max_size=3 * colours)))


@given(rasters())
def test_there_and_back(raster: Raster) -> None:
    assert read_png(write_png(raster), 1_600) == raster
    assert write_png(read_png(write_png(raster), 1_600)) == write_png(raster)


@pytest.mark.filterwarnings("ignore:Dataset has no geotransform")
def test_others_read_it_too() -> None:
    """By a reader that is not ours."""
    rasterio = pytest.importorskip("rasterio")
    with rasterio.MemoryFile(write_png(SMALL)) as file, file.open(driver="PNG") as opened:
        assert opened.read(1).tobytes() == SMALL.pixels
        assert opened.colormap(1)[1][:3] == (250, 128, 3)


@pytest.mark.parametrize(
    ("width", "height", "pixels", "palette"),
    [
        (0, 1, b"", b"abc"),
        (2_001, 1, b"\0" * 2_001, b"abc"),
        (2, 2, b"\0" * 3, b"abc"),
        (1, 1, b"\0", b""),
        (1, 1, b"\0", b"ab"),
        (1, 1, b"\1", b"abc"),
        (1, 1, b"\0", b"abc" * 257),
    ],
)
def test_what_is_no_raster(width: int, height: int, pixels: bytes, palette: bytes) -> None:
    with pytest.raises(ValueError, match=r"no picture|do not fill|without a colour"):
        Raster(width, height, pixels, palette)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(
    width: int = 3, height: int = 2, rest: tuple[int, ...] = (8, 3, 0, 0, 0), rows: bytes = b"\0abc\0abc"
) -> bytes:
    parts = (
        chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, *rest)),
        chunk(b"PLTE", b"abc" * 120),
        chunk(b"IDAT", zlib.compress(rows)),
        chunk(b"IEND", b""),
    )
    return SIGNATURE + b"".join(parts)


def hostile() -> Iterator[tuple[str, bytes]]:
    good = png()
    head, palette, pixels, end = good[8:33], good[33:405], good[405:-12], good[-12:]
    yield "nothing", b""
    yield "a GIF", b"GIF89a" + good
    yield "only the signature", SIGNATURE
    yield "cut off", good[:-1]
    yield "cut off in a head", good[:410]
    yield "bytes after the end", good + b"<script>"
    yield "a second end", good + end
    yield "a text chunk", SIGNATURE + head + palette + chunk(b"tEXt", b"a\0b") + pixels + end
    yield "pixels twice", SIGNATURE + head + palette + pixels + pixels + end
    yield "no palette", SIGNATURE + head + pixels + end
    yield "an animation", SIGNATURE + head + chunk(b"acTL", b"\0" * 8) + palette + pixels + end
    yield "something in the end", good[:-12] + chunk(b"IEND", b"x")
    yield "a wrong checksum", good[:-30] + bytes([good[-30] ^ 1]) + good[-29:]
    yield "a long chunk", SIGNATURE + struct.pack(">I", 2**31 - 1) + b"IHDR" + b"\0" * 30
    yield "huge", png(60_000, 60_000)
    yield "wide", png(1_999, 2_000)
    yield "empty", png(0, 5)
    yield "true colour", png(rest=(8, 2, 0, 0, 0))
    yield "one bit", png(rest=(1, 3, 0, 0, 0))
    yield "interlaced", png(rest=(8, 3, 0, 0, 1))
    yield "a bomb", png(rows=b"\0" * 50_000_000)
    yield "too few rows", png(rows=b"\0abc")
    yield "a filter", png(rows=b"\1\0\0\0\0\0\0\0")
    yield "a colour that is not there", png(rows=b"\0\xff\xff\xff\0\0\0\0")
    yield "not packed", SIGNATURE + head + palette + chunk(b"IDAT", b"rubbish") + end
    yield "two streams", SIGNATURE + head + palette + chunk(b"IDAT", 2 * zlib.compress(b"\0abc\0abc")) + end


HOSTILE = dict(hostile())


def test_the_pattern_of_the_hostile_ones_is_let_in() -> None:
    """Else they would be refused for another reason than the one that they are named after."""
    assert read_png(png(), 6).pixels == b"abcabc"


@pytest.mark.parametrize("name", HOSTILE)
def test_all_else_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_png(HOSTILE[name], 100_000)


def test_the_reader_says_how_much_it_takes() -> None:
    with pytest.raises(ValueError, match="too large"):
        read_png(write_png(SMALL), 5)


@given(st.binary(max_size=300))
def test_rubbish_is_refused_and_never_breaks(data: bytes) -> None:
    for whole in (data, SIGNATURE + data, png()[:40] + data):
        with pytest.raises(ValueError, match=r"."):
            read_png(whole, 1_000)
