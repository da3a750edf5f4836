"""Payloads as they lie on disk: one byte of format, then a raw deflate stream (RFC 1951) of UTF-8 text with a
preset dictionary, packing-1.dict.

Format and dictionary are never edited: a change is the next format, and the old one goes on being read.
"""

import json
import zlib
from functools import cache
from importlib.resources import files
from typing import Any

from sightline.model.errors import LedgerError

FORMAT = b"\x01"
_LEVEL = 6
_ENCODE = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


@cache
def dictionary() -> bytes:
    """What zlib is told beforehand: words and JSON that payloads often hold, the commonest last."""
    return (files("sightline.ledger") / "packing-1.dict").read_bytes()


def to_json(value: Any) -> str:
    """Canonical: sorted keys, no spaces. Raises ValueError for NaN, infinity, and (as UnicodeEncodeError) for
    lone surrogates: no database keeps them."""
    text = _ENCODE(value)
    text.encode()
    return text


def packed(text: str) -> bytes:
    """Text, most often JSON."""
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -14, 8, zlib.Z_DEFAULT_STRATEGY, dictionary())
    return FORMAT + deflate.compress(text.encode()) + deflate.flush()


def unpacked(data: bytes) -> str:
    """What `packed` was given. Raises LedgerError for a format of a later program."""
    if data[:1] != FORMAT:
        raise LedgerError(
            "ledger-newer", "a payload is packed in a way that this program does not know", "update Sightline"
        )
    return zlib.decompressobj(-15, dictionary()).decompress(data[1:]).decode()
