"""What a ledger keeps for fusion: profiles as bytes, and the rules that they and all events follow from.

The rules are told by a hash over the code itself, so that no change of a weight can leave old grades standing because
somebody forgot to raise a number.
"""

import hashlib
import json
import sys
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sightline.fusion.profile import Profile, profile_from_dict, profile_to_dict

_FORMAT = b"\x01"
_PACKAGES = ("sightline.fusion", "sightline.model")
_LEANS_ON = ("anyascii", "babel", "numpy", "rapidfuzz", "xxhash")
_NAMES = tuple(Profile.__slots__)


@cache
def rules() -> str:
    """A hash of all that events follow from besides the facts: this program's fusion and model, the Python it runs on,
    and the libraries that fusion asks."""
    said = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for package in _PACKAGES:
        for file in sorted(_files(files(package)), key=lambda f: f.name):
            said.update(f"\n{file.name}\n".encode() + file.read_bytes())
    for name in _LEANS_ON:
        try:
            said.update(f"\n{name} {version(name)}".encode())
        except PackageNotFoundError:
            said.update(f"\n{name}".encode())
    return said.hexdigest()[:20]


def _files(folder: Traversable) -> list[Traversable]:
    return [file for file in folder.iterdir() if file.name.endswith((".py", ".tsv")) and file.is_file()]


def packed_profile(one: Profile) -> bytes:
    """About a kilobyte and a half, less than its JSON: the hashes of the sketch lie beside it as steps from one to the
    next, their highest bytes first, for those are nearly alike. The id is left out."""
    import numpy

    row = profile_to_dict(one)
    size, bits, _ = row.pop("sketch")
    row.pop("id")
    text = json.dumps(
        [size, bits, *(row[name] for name in _NAMES if name in row)],
        separators=(",", ":"),
        ensure_ascii=False,
    ).encode("utf-8", "surrogatepass")
    hashes = numpy.frombuffer(one.sketch.hashes, dtype="<u4")
    steps = numpy.diff(hashes, prepend=numpy.uint32(0)).astype("<u4")
    planes = steps.view("u1").reshape(-1, 4).T[::-1].tobytes()
    return _FORMAT + zlib.compress(len(text).to_bytes(4, "big") + text + planes, 6)


def unpacked_profile(payload: bytes, document: str) -> Profile:
    """The profile of the document that it was made of. Raises ValueError for another format."""
    import numpy

    if payload[:1] != _FORMAT:
        raise ValueError("a profile in a format that this program does not know")
    whole = zlib.decompress(payload[1:])
    end = 4 + int.from_bytes(whole[:4], "big")
    size, bits, *rest = json.loads(whole[4:end].decode("utf-8", "surrogatepass"))
    planes = numpy.frombuffer(whole[end:], dtype="u1").reshape(4, -1)[::-1].T
    steps = numpy.ascontiguousarray(planes).view("<u4").ravel()
    hashes = numpy.cumsum(steps, dtype="uint32").astype("<u4").tobytes()
    names = [name for name in _NAMES if name not in ("id", "sketch")]
    row: dict[str, Any] = dict(zip(names, rest, strict=True))
    made = profile_from_dict(row | {"id": document, "sketch": [size, bits, ""]})
    return _with_hashes(made, hashes)


def _with_hashes(one: Profile, hashes: bytes) -> Profile:
    from dataclasses import replace

    return replace(one, sketch=replace(one.sketch, hashes=hashes))
