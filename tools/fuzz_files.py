"""Sound rasters to begin with and the damage done to them, for fuzz_rasters.py. The same seed gives the same bytes."""

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Damage = Callable[[bytes, random.Random], bytes]

SIDE = 300
EAST, NORTH = 728_100, 1_036_650  # UTM 19 N, of the middle; the site of tests/capture
_SIZES = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}
_OFFSETS, _COUNTS = (273, 324), (279, 325)  # of strips, of tiles
_TELLING = (
    254,
    256,
    257,
    258,
    259,
    262,
    266,
    273,
    277,
    278,
    279,
    284,
    317,
    320,
    322,
    323,
    324,
    325,
    330,
    338,
    339,
    347,
)
_ODD = (0, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 255, 256, 1023, 4095, 32_767, 32_768, 32_773, 32_946, 34_712,
        34_887, 50_000, 50_001, 65_535, 65_536, 2**24, 2**31 - 1, 2**31, 2**32 - 1)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One tag of a directory. at: bytes from the start of the file to the entry; values: to what it holds."""

    tag: int
    kind: int
    count: int
    at: int
    values: int


def sound(path: str) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the rasters. path: one file that may be written."""
    import numpy as np
    import rasterio
    from rasterio.transform import from_origin

    rows, columns = np.mgrid[0:SIDE, 0:SIDE]
    ramp = (rows * 7 + columns * 3) % 251 + np.random.default_rng(1).integers(0, 4, (SIDE, SIDE))
    tiled = {"tiled": True, "blockxsize": 64, "blockysize": 64}
    jp2 = {"driver": "JP2OpenJPEG", "codec": "JP2"}
    kinds: dict[str, dict[str, Any]] = {
        "tiled": tiled,
        "striped": {},
        "tiled-deflate": tiled | {"compress": "deflate", "predictor": 2},
        "tiled-lzw": tiled | {"compress": "lzw"},
        "striped-lzw": {"compress": "lzw", "predictor": 2},
        "striped-deflate": {"compress": "deflate"},
        "packbits": {"compress": "packbits"},
        "zstd": tiled | {"compress": "zstd"},
        "jpeg-8": tiled | {"compress": "jpeg", "dtype": "uint8"},
        "bytes-8": tiled | {"compress": "deflate", "dtype": "uint8", "nodata": 0},
        "int16": tiled | {"compress": "deflate", "dtype": "int16"},
        "float32": tiled | {"compress": "deflate", "predictor": 3, "dtype": "float32"},
        "big": tiled | {"compress": "deflate", "BIGTIFF": "YES"},
        "big-endian": tiled | {"compress": "deflate", "ENDIANNESS": "BIG"},
        "three": tiled | {"compress": "deflate", "count": 3, "interleave": "pixel"},
        "three-apart": tiled | {"count": 3, "interleave": "band"},
        "cog": {"driver": "COG", "compress": "deflate", "blocksize": 128, "overviews": "auto"},
        "cog-mask": {"driver": "COG", "compress": "lzw", "blocksize": 128, "dtype": "uint8", "mask": True},
        "jp2": jp2 | {"reversible": "YES", "quality": 100, "blockxsize": 64, "blockysize": 64},
        "jp2-one-tile": jp2 | {"quality": 25},
        "jp2-bare": jp2 | {"codec": "J2K", "quality": 25},
        "jp2-three": jp2 | {"quality": 25, "dtype": "uint8", "count": 3},
    }  # fmt: skip
    place = {"crs": "EPSG:32619", "transform": from_origin(EAST - 1500, NORTH + 1500, 10, 10)}
    for name, options in kinds.items():
        given = {"driver": "GTiff", "count": 1, "dtype": "uint16", "width": SIDE, "height": SIDE} | options
        mask = given.pop("mask", False)
        pixels = np.broadcast_to(ramp.astype(given["dtype"]), (given["count"], SIDE, SIDE))
        with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(path, "w", **place, **given) as made:
            made.write(pixels)
            made.update_tags(TIFFTAG_DATETIME="2019:03:28 14:30:00", note="made up")
            if mask:
                made.write_mask(np.where(columns < SIDE // 2, 0, 255).astype("uint8"))
        with open(path, "rb") as file:  # noqa: PTH123  # a name, as GDAL wants it
            yield name, file.read()


# -- where things are in a TIFF


class Tiff:
    """The directories of a sound TIFF, classic or big."""

    def __init__(self, data: bytes) -> None:
        self.order = "<" if data[:2] == b"II" else ">"
        self.big = data[2:4] in {b"+\0", b"\0+"}
        self.first = 8 if self.big else 4  # where the place of the first directory stands
        self.entries: list[Entry] = []
        self.nexts: list[int] = [self.first]  # where the place of a next directory stands
        at = self.word(data, self.first)
        while at and len(self.nexts) < 20:
            at = self._directory(data, at)

    def word(self, data: bytes, at: int) -> int:
        return int(struct.unpack_from(self.order + ("Q" if self.big else "I"), data, at)[0])

    def put(self, data: bytearray, at: int, value: int) -> None:
        size = 8 if self.big else 4
        data[at : at + size] = struct.pack(self.order + ("Q" if self.big else "I"), value % 2 ** (8 * size))

    def _directory(self, data: bytes, at: int) -> int:
        width, inline, head = (20, 8, 8) if self.big else (12, 4, 2)
        (many,) = struct.unpack_from(self.order + ("Q" if self.big else "H"), data, at)
        for n in range(many):
            here = at + head + n * width
            tag, kind = struct.unpack_from(self.order + "HH", data, here)
            (count,) = struct.unpack_from(self.order + ("Q" if self.big else "I"), data, here + 4)
            values = here + (12 if self.big else 8)
            if _SIZES.get(kind, 1) * count > inline:
                values = self.word(data, values)
            self.entries.append(Entry(tag, kind, count, here, values))
        self.nexts.append(at + head + many * width)
        return self.word(data, self.nexts[-1])

    def set(self, data: bytearray, entry: Entry, index: int, value: int) -> None:
        size = _SIZES.get(entry.kind, 1)
        at = entry.values + index * size
        data[at : at + size] = (value % 2 ** (8 * size)).to_bytes(size, "little" if self.order == "<" else "big")  # fmt: skip


# -- damage to any file


def flipped(data: bytes, rng: random.Random, low: float = 0.0, high: float = 1.0) -> bytes:
    made = bytearray(data)
    for _ in range(rng.choice((1, 2, 3, 8, 30))):
        at = rng.randrange(int(len(made) * low), max(int(len(made) * low) + 1, int(len(made) * high)))
        made[at] = rng.choice((made[at] ^ 1 << rng.randrange(8), 0, 255, rng.randrange(256)))
    return bytes(made)


def head_flipped(data: bytes, rng: random.Random) -> bytes:
    return flipped(data, rng, 0.0, min(1.0, 700 / len(data)))


def cut_off(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.choice((rng.randrange(len(data)), rng.randrange(min(1000, len(data)))))]


def cut_and_flipped(data: bytes, rng: random.Random) -> bytes:
    return head_flipped(data[: rng.randrange(800, len(data))], rng)


def piece_moved(data: bytes, rng: random.Random) -> bytes:
    made = bytearray(data)
    size = rng.choice((4, 12, 64, 512))
    here, there = rng.randrange(len(made)), rng.randrange(len(made))
    made[there : there + size] = made[here : here + size]
    return bytes(made)


# -- damage to a TIFF


def directory_flipped(data: bytes, rng: random.Random) -> bytes:
    tiff, made = Tiff(data), bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.choice(tiff.entries).at + rng.randrange(20 if tiff.big else 12)
        made[at] = rng.choice((0, 1, 255, rng.randrange(256)))
    return bytes(made)


def tag_odd(data: bytes, rng: random.Random) -> bytes:
    """Sides, tiles, bands, kinds of number, packing, counts: to what makes readers stumble."""
    tiff, made = Tiff(data), bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3))):
        entry = rng.choice([e for e in tiff.entries if e.tag in _TELLING])
        tiff.set(made, entry, rng.randrange(min(entry.count, 1 << 16)), rng.choice(_ODD))
    return bytes(made)


def huge(data: bytes, rng: random.Random) -> bytes:
    tiff, made = Tiff(data), bytearray(data)
    for entry in tiff.entries:
        if entry.tag in rng.choice(
            ((256, 257), (322, 323, 278), (256, 257, 322, 323, 278), (277,), (257, 278))
        ):
            tiff.set(made, entry, 0, rng.choice((2**15, 65_520, 10**6, 2**24, 2**30, 2**31 - 1)))
    return bytes(made)


def count_odd(data: bytes, rng: random.Random) -> bytes:
    """More values said to be there than are."""
    tiff, made = Tiff(data), bytearray(data)
    entry = rng.choice(tiff.entries)
    tiff.put(made, entry.at + 4, rng.choice((0, 1, 2, 100, 65_535, 2**20, 2**26, 2**31 - 1, 2**32 - 1)))
    return bytes(made)


def circle(data: bytes, rng: random.Random) -> bytes:
    """A next directory that is one that was, or lies anywhere."""
    tiff, made = Tiff(data), bytearray(data)
    places = [tiff.word(data, at) for at in tiff.nexts[:-1]]
    tiff.put(
        made, rng.choice(tiff.nexts[1:]), rng.choice((*places, places[0], 0, 1, rng.randrange(len(data))))
    )
    return bytes(made)


def chain(data: bytes, rng: random.Random) -> bytes:
    """Many more directories, each a copy of the first without its neighbours; the last leads nowhere or back to the first."""
    tiff = Tiff(data)
    if tiff.big:
        return circle(data, rng)
    first = tiff.word(data, tiff.first)
    one = data[first : tiff.nexts[1]]
    made = bytearray(data) + bytes(len(data) % 2)
    many = rng.choice((10, 1_000, 70_000 if rng.random() < 0.2 else 3_000))
    begin, step = len(made), len(one) + 4
    tiff.put(made, tiff.nexts[-1], begin)
    for n in range(many):
        after = begin + (n + 1) * step if n + 1 < many else rng.choice((0, first, begin))
        made += one + struct.pack(tiff.order + "I", after)
    return bytes(made)


def tiles_astray(data: bytes, rng: random.Random) -> bytes:
    """Places and lengths of tiles: all the same, beyond the end, in the directory, nothing, far too long."""
    tiff, made = Tiff(data), bytearray(data)
    where = rng.choice(
        (
            None,
            0,
            4,
            8,
            tiff.word(data, tiff.first),
            len(data) - 3,
            len(data) + 10,
            2**31,
            2**32 - 2,
            2**40,
            2**63 - 1,
        )
    )
    length = rng.choice(
        (None, 0, 1, 7, len(data), 2**20, 2**26, 2**30, 2**31 - 1, 2**32 - 1, 2**40, 2**63 - 1)
    )
    share = rng.choice((0.1, 1.0))
    for entry in tiff.entries:
        for table, value in ((_OFFSETS, where), (_COUNTS, length)):
            for n in range(entry.count if entry.tag in table and value is not None else 0):
                if rng.random() < share:
                    tiff.set(made, entry, n, value or 0)
    return bytes(made)


def bomb(data: bytes, rng: random.Random) -> bytes:
    """All tiles are one stream that unpacks to far more than a tile."""
    import zlib

    tiff, made = Tiff(data), bytearray(data)
    packed = zlib.compress(bytes(rng.choice((10_000, 10**6, 3 * 10**8))), 9)
    where = len(made)
    made += packed
    for entry in tiff.entries:
        for n in range(entry.count if entry.tag in _OFFSETS + _COUNTS else 0):
            tiff.set(made, entry, n, where if entry.tag in _OFFSETS else len(packed))
        if entry.tag == 259:  # compression
            tiff.set(made, entry, 0, 8)
        if entry.tag in (256, 257, 322, 323) and rng.random() < 0.3:
            tiff.set(made, entry, 0, rng.choice((4096, 8192, 60_000)))
    return bytes(made)


def words_odd(data: bytes, rng: random.Random) -> bytes:
    """What GDAL says in XML and the projection's keys: other words, of the same or another length."""
    tiff, made = Tiff(data), bytearray(data)
    entry = rng.choice(
        [e for e in tiff.entries if e.tag in (33_550, 33_922, 34_735, 34_736, 34_737, 42_112, 42_113)]
        or tiff.entries
    )
    size = _SIZES.get(entry.kind, 1) * entry.count
    junk = rng.choice((
        b"<GDALMetadata>" + b"<a>" * 300_000, b"<!DOCTYPE a [<!ENTITY b 'bbbb'>]><GDALMetadata>&b;</GDALMetadata>",
        b"\xff" * size, bytes(size), rng.randbytes(size), struct.pack(tiff.order + "d", float("nan")) * (size // 8 + 1),
        struct.pack(tiff.order + "H", rng.randrange(65_536)) * (size // 2 + 1),
    ))  # fmt: skip
    where = len(made)
    made += junk + bytes(8)
    tiff.put(made, entry.at + 4, max(1, len(junk) // _SIZES.get(entry.kind, 1)))
    tiff.put(made, entry.at + (12 if tiff.big else 8), where)
    return bytes(made)


# -- damage to a JPEG 2000


def _markers(data: bytes, kind: int) -> list[int]:
    found, at = [], data.find(b"\xff\x4f\xff\x51")
    while (at := data.find(bytes((0xFF, kind)), at + 1)) >= 0:
        found.append(at)
    return found


def sides_odd(data: bytes, rng: random.Random) -> bytes:
    """SIZ: sides, offsets, tiles, number of components. T.800, A.5.1."""
    made, at = bytearray(data), data.find(b"\xff\x4f\xff\x51")
    for _ in range(rng.choice((1, 2, 3))):
        place = at + 2 + rng.choice((6, 10, 14, 18, 22, 26, 30, 34))
        made[place : place + 4] = struct.pack(">I", rng.choice(_ODD) % 2**32)
    if rng.random() < 0.3:
        made[at + 40 : at + 42] = struct.pack(">H", rng.choice((0, 1, 3, 255, 16_384, 65_535)))
    return bytes(made)


def coding_odd(data: bytes, rng: random.Random) -> bytes:
    """COD, QCD, SOT: levels, code blocks, precincts, layers, lengths of tiles."""
    made = bytearray(data)
    for _ in range(rng.choice((1, 2, 4))):
        at = rng.choice(_markers(data, rng.choice((0x52, 0x5C, 0x90))) or [0])
        made[min(len(made) - 1, at + rng.randrange(2, 16))] = rng.choice((0, 1, 2, 15, 16, 32, 127, 255))
    return bytes(made)


def boxes_odd(data: bytes, rng: random.Random) -> bytes:
    """Lengths and names of boxes, and what is in those before the pixels."""
    made, end = bytearray(data), max(13, data.find(b"\xff\x4f\xff\x51"))
    for _ in range(rng.choice((1, 2, 6))):
        made[rng.randrange(12, end)] = rng.choice((0, 1, 255, rng.randrange(256)))
    return bytes(made)


ANY: tuple[Damage, ...] = (flipped, head_flipped, cut_off, cut_and_flipped, piece_moved)
TIFF: tuple[Damage, ...] = (
    directory_flipped, tag_odd, tag_odd, huge, count_odd, circle, chain, tiles_astray, tiles_astray, bomb, words_odd,
)  # fmt: skip
JPEG_2000: tuple[Damage, ...] = (sides_odd, sides_odd, coding_odd, boxes_odd)


def damage_for(data: bytes) -> tuple[Damage, ...]:
    return ANY + (TIFF if data[:2] in {b"II", b"MM"} else JPEG_2000)
