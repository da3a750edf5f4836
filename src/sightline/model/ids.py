"""Content ids: a hash of what a thing says, so that the same thing found twice has one id."""

import hashlib
import json
from collections.abc import Sequence
from json.encoder import encode_basestring

JSON = None | bool | int | float | str | Sequence["JSON"] | dict[str, "JSON"]


def digest(data: bytes) -> str:
    """`sha256:` and 64 hex digits, of bytes."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def canonical(value: JSON) -> bytes:
    """JSON with sorted keys and no spaces: the same value gives the same bytes on every machine."""
    return _CANONICAL.encode(value).encode()


_CANONICAL = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False
)  # made once: it is slow to make


def content_id(prefix: str, *content: JSON) -> str:
    """`prefix-` and the first 20 hex digits (80 bits) of the SHA-256 of the content."""
    return f"{prefix}-{hashlib.sha256(canonical(list(content))).hexdigest()[:20]}"


def id_of_ids(prefix: str, ids: Sequence[str]) -> str:
    """`content_id` of nothing but strings, in a third of the time."""
    written = ",".join([encode_basestring(one) for one in ids])
    return f"{prefix}-{hashlib.sha256(f'[{written}]'.encode()).hexdigest()[:20]}"
