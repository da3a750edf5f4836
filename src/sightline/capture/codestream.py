"""How much room the index of a JPEG 2000 would take, told from its header before any decoder sees it (ITU-T T.800, A.5.1 and I.4).

OpenJPEG makes a table for every tile and every band of it as soon as a file is opened; 42 kB that promise 65,025 tiles took 670 MB
as measured, before a single pixel.
"""

import io
import struct
from dataclasses import dataclass

START = b"\xffO\xffQ"  # of a codestream: SOC, SIZ
_BOXES = 1_000  # looked through for the codestream; some ten are usual
_TILE_BYTES, _BAND_BYTES = (
    8_300,
    1_100,
)  # of memory for a tile, and for each band of it, as measured with OpenJPEG 2.5


@dataclass(frozen=True, slots=True)
class Promise:
    """What a header says is there: tiles in all, and bands."""

    tiles: int
    bands: int

    @property
    def index_bytes(self) -> int:
        return self.tiles * (_TILE_BYTES + _BAND_BYTES * self.bands)


def promise(source: io.IOBase, size: int) -> Promise | None:
    """Of an open file of `size` bytes; None where it has no codestream, or one whose sides make no sense."""
    at = _codestream(source, size)
    if at is None:
        return None
    head = _bytes(source, at, 42)
    if len(head) < 42 or not head.startswith(START):
        return None
    right, low, left, top, wide, high, tile_left, tile_top, bands = struct.unpack(">8IH", head[8:])
    if not (wide and high and bands and left < right and top < low and tile_left <= left and tile_top <= top):
        return None
    return Promise(-((tile_left - right) // wide) * -((tile_top - low) // high), bands)


def _codestream(source: io.IOBase, size: int) -> int | None:
    """Where it begins: at once, or in the first box "jp2c"."""
    at = 0
    if _bytes(source, 0, 4) == START:
        return 0
    for _ in range(_BOXES):
        head = _bytes(source, at, 16)
        if len(head) < 8:
            return None
        length, kind = struct.unpack(">I4s", head[:8])
        inside = 8
        if length == 1 and len(head) == 16:  # too long for 32 bits
            (length,), inside = struct.unpack(">Q", head[8:]), 16
        if kind == b"jp2c":
            return at + inside
        if length < inside:  # 0: up to the end of the file
            return None
        at += length
        if at >= size:
            return None
    return None


def _bytes(source: io.IOBase, at: int, many: int) -> bytes:
    source.seek(at)
    return bytes(source.read(many) or b"")
