"""Registries in JSON: the chunks of tar1090-db and the lines of ADS-B Exchange's basic-ac-db."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from sightline.flights.registry_rows import Dropped, Fields

_CHUNK = re.compile(r"[0-9A-Fa-f]{1,5}")
_MAX_CHUNK = 1 << 26  # bytes unpacked; the largest has some 2 MB
_LINE_KEYS = {
    "icao": "address", "icao24": "address", "hex": "address", "reg": "registration", "registration": "registration",
    "r": "registration", "icaotype": "type_code", "typecode": "type_code", "t": "type_code", "model": "type_name",
    "desc": "type_name", "ownop": "operator", "operator": "operator", "mil": "flags", "flags": "flags",
}  # fmt: skip


def chunk_rows(folder: Path) -> Iterator[Fields | Dropped]:
    """Rows of the chunks in a folder ("A0.js", "3C4.json", plain or gzip), in order of name; files of other names are
    passed over, chunks that cannot be read are one dropped row each."""
    for path in sorted(folder.iterdir()):
        prefix = path.name.partition(".")[0]
        if not _CHUNK.fullmatch(prefix) or not path.is_file():
            continue
        table = _load(path)
        if not isinstance(table, dict):
            yield Dropped("not a chunk")
            continue
        for rest, value in table.items():
            if rest != "children":
                yield _chunk_row(prefix + rest, value)


def json_line(line: str) -> Fields | Dropped:
    """The row of one line: an object with the address in it."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return Dropped("not JSON")
    return _fields(value) if isinstance(value, dict) else Dropped("not an object")


def _load(path: Path) -> object:
    try:
        with path.open("rb") as raw:
            data = raw.read(_MAX_CHUNK + 1)
        if data[:2] == b"\x1f\x8b":
            with gzip.open(path, "rb") as packed:
                data = packed.read(_MAX_CHUNK + 1)
        return json.loads(data) if len(data) <= _MAX_CHUNK else None
    except (OSError, EOFError, ValueError, RecursionError):
        return None


def _chunk_row(address: str, value: object) -> Fields | Dropped:
    """tar1090: [registration, type code, flags, type]; older ones: an object."""
    if isinstance(value, dict):
        return {**_fields(value), "address": address}
    if not isinstance(value, list):
        return Dropped("not a row")
    columns = ("registration", "type_code", "flags", "type_name")
    return {"address": address, **dict(zip(columns, value, strict=False))}


def _fields(value: dict[str, object]) -> Fields:
    return {_LINE_KEYS[key]: cell for key, cell in value.items() if key in _LINE_KEYS}
