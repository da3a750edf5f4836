"""Raster: a small picture of pixels with a palette, and the one kind of PNG that it is written as and read from.

Written and read with the standard library alone, for what reads it is a gate (brief/pictures.py): a PNG out of the record may come
from anyone. Let in is eight bits a pixel with a palette, without interlace, and nothing besides: no text, no
profile, no animation. After ISO/IEC 15948 (PNG).
"""

import struct
import zlib
from dataclasses import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_SIDE = 2_000  # pixels; no picture that we draw is a third as wide
_INDEXED = 3
_COLOURS = 256


@dataclass(frozen=True, slots=True)
class Raster:
    """width, height: pixels. pixels: one byte each, row by row from the top left: the number of its colour. palette: red, green,
    blue, a byte each, of every colour."""

    width: int
    height: int
    pixels: bytes
    palette: bytes

    def __post_init__(self) -> None:
        if not (0 < self.width <= MOST_SIDE and 0 < self.height <= MOST_SIDE):
            raise ValueError(f"no picture of {self.width} x {self.height} pixels")
        if len(self.pixels) != self.width * self.height:
            raise ValueError("the pixels do not fill the picture")
        colours, rest = divmod(len(self.palette), 3)
        if rest or not 0 < colours <= _COLOURS or max(self.pixels) >= colours:
            raise ValueError("a pixel without a colour")


def write_png(raster: Raster) -> bytes:
    """The same bytes for the same raster (with the same zlib)."""
    head = struct.pack(">IIBBBBB", raster.width, raster.height, 8, _INDEXED, 0, 0, 0)
    rows = (
        raster.pixels[y * raster.width : (y + 1) * raster.width] for y in range(raster.height)
    )  # fmt: skip
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", head), (b"PLTE", raster.palette), (b"IDAT", packed), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(name, body) for name, body in chunks)


def read_png(data: bytes, most_pixels: int) -> Raster:
    """What `write_png` makes, from whomever it comes. Raises ValueError for all else.

    Nothing is unpacked beyond the size that the head tells, and the head is believed up to `most_pixels` only.
    """
    chunks = _chunks(data)
    if [name for name, _ in chunks] != [b"IHDR", b"PLTE", b"IDAT", b"IEND"] or chunks[-1][1]:
        raise ValueError("other parts than head, palette, pixels and end")
    if len(chunks[0][1]) != 13:
        raise ValueError("no head")
    width, height, *rest = struct.unpack(">IIBBBBB", chunks[0][1])
    if rest != [8, _INDEXED, 0, 0, 0]:
        raise ValueError("not eight bits with a palette, or interlaced")
    if not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE and width * height <= most_pixels):
        raise ValueError("too large, or empty")
    rows = _unpacked(chunks[2][1], (width + 1) * height)
    if any(rows[:: width + 1]):
        raise ValueError("a filtered row")
    lines = (rows[y * (width + 1) + 1 : (y + 1) * (width + 1)] for y in range(height))
    return Raster(width, height, b"".join(lines), chunks[1][1])


def _unpacked(packed: bytes, size: int) -> bytes:
    """Exactly `size` bytes, out of one stream that ends where the chunk does."""
    unpacker = zlib.decompressobj()
    try:
        rows = unpacker.decompress(packed, size + 1)
    except zlib.error as error:
        raise ValueError("broken pixels") from error
    if len(rows) != size or not unpacker.eof or unpacker.unused_data:
        raise ValueError("more or fewer pixels than the head tells")
    return rows


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Name and body of each; never more than five, for that is one too many already."""
    if not data.startswith(SIGNATURE):
        raise ValueError("no PNG")
    found: list[tuple[bytes, bytes]] = []
    at = len(SIGNATURE)
    while at < len(data) and len(found) < 5:
        head = data[at : at + 8]
        if len(head) < 8:
            raise ValueError("cut off")
        size, name = struct.unpack(">I4s", head)
        body, checked = data[at + 8 : at + 8 + size], data[at + 8 + size : at + 12 + size]
        if len(body) < size or len(checked) < 4 or zlib.crc32(name + body) != int.from_bytes(checked, "big"):
            raise ValueError("cut off or damaged")
        found.append((name, body))
        at += 12 + size
    return found


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
