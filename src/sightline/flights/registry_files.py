"""Reads files of aircraft that the user has into a Registry; ours ships none.

Known, by content: plane-alert-db (CSV with "$ICAO"), tar1090-db (aircraft.csv: icao;reg;type;flags;desc;year;ownOp; and
its folder of JSON chunks named by the first digits of the address), OpenSky's aircraftDatabase.csv, the lines of JSON
of ADS-B Exchange (basic-ac-db), any other CSV whose header names such columns; each plain or gzip. Names of owners are
not read: only operators.
"""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from sightline.flights.registry import Entry, Registry
from sightline.flights.registry_json import chunk_rows, json_line
from sightline.flights.registry_rows import Dropped, Fields, entry_of
from sightline.model.errors import InputError

MAX_BYTES = 1 << 30  # unpacked; the largest public file has about 100 MB
MAX_ENTRIES = 3_000_000
_LINE = 1 << 17
_TAR1090 = re.compile(r"[0-9a-fA-F]{6};")
_TAR1090_COLUMNS: tuple[str, ...] = (
    "address",
    "registration",
    "type_code",
    "flags",
    "type_name",
    "",
    "operator",
)
_COLUMNS = {
    "icao": "address", "icao24": "address", "hex": "address", "modes": "address",
    "registration": "registration", "reg": "registration",
    "operator": "operator", "ownop": "operator",
    "icao type": "type_code", "typecode": "type_code", "icaotype": "type_code", "icaotypecode": "type_code",
    "type": "type_name", "model": "type_name", "desc": "type_name",
    "cmpg": "group", "flags": "flags", "mil": "flags",
}  # fmt: skip
_LICENCES = {
    "plane-alert-db": "plane-alert-db is under the Open Database License (ODbL) 1.0: name it where its facts are shown.",
    "tar1090-db": "The terms of tar1090-db are not known here: ask who gave the file.",
    "OpenSky aircraft database": "OpenSky's aircraft database is under the terms of use of the OpenSky Network.",
}


def read_registry(path: Path, wanted: Container[str] | None = None) -> Registry:
    """The registry in a file, or in a folder of JSON chunks. wanted: addresses (six lower-case hex digits) to keep; None: all.

    Rows that cannot be read are counted in `broken`. Raises InputError where there is no file, nothing in it is a row
    of a registry, or it is larger than any such file (MAX_BYTES, MAX_ENTRIES).
    """
    try:
        if path.is_dir():
            return _collected(path.name, "tar1090-db", chunk_rows(path), wanted)
        with path.open("rb") as raw:
            packed = raw.peek(2)[:2] == b"\x1f\x8b"
            stream = io.BufferedReader(gzip.GzipFile(fileobj=raw)) if packed else raw
            return _of_lines(path.name, _lines(stream, path.name), wanted)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            "registry-unreadable",
            f"The registry {path.name} cannot be read: {error}",
            "Is it whole? Fetch it again.",
        ) from error


def _lines(stream: io.BufferedIOBase, name: str) -> Iterator[str]:
    """Lines of at most _LINE bytes; a longer one comes in pieces, which no format has as rows."""
    size = 0
    while line := stream.readline(_LINE):
        size += len(line)
        if size > MAX_BYTES:
            raise _too_large(name)
        yield line.decode("utf-8-sig", errors="replace").strip("\r\n")


def _of_lines(name: str, lines: Iterator[str], wanted: Container[str] | None) -> Registry:
    head = next((line for line in lines if line.strip()), "")
    if head.startswith("{"):
        return _collected(name, "lines of JSON", (json_line(line) for line in _again(head, lines)), wanted)
    if _TAR1090.match(head):
        rows = (_cells(line, ";", _TAR1090_COLUMNS, '"') for line in _again(head, lines))
        return _collected(name, "tar1090-db", rows, wanted)
    quote = "'" if head.startswith("'") else '"'
    separator = max(",;\t", key=head.count)
    titles = [title.strip(" $#'\"").lower() for title in head.split(separator)]
    columns = tuple(_COLUMNS.get(title, "") for title in titles)
    if "address" not in columns:
        raise _unknown(name)
    form = (
        "plane-alert-db" if "$ICAO" in head else "OpenSky aircraft database" if "icao24" in titles else "CSV"
    )
    rows = (_cells(line, separator, columns, quote) for line in lines if line.strip())
    return _collected(name, form, rows, wanted)


def _again(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from (line for line in rest if line.strip())


def _cells(line: str, separator: str, columns: tuple[str, ...], quote: str) -> Fields | Dropped:
    if quote in line:
        try:
            cells = next(csv.reader([line], delimiter=separator, quotechar=quote))
        except (csv.Error, StopIteration):
            return Dropped("not a row")
    else:
        cells = line.split(separator)
    fields: Fields = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and cell and column not in fields:
            fields[column] = cell
    return fields


def _collected(
    name: str, form: str, given: Iterable[Fields | Dropped], wanted: Container[str] | None
) -> Registry:
    entries: dict[str, Entry] = {}
    same: dict[str, str | None] = {}  # words said often are kept once
    rows = broken = repeated = 0
    for fields in given:
        made = entry_of(fields, name, same)
        if isinstance(made, Dropped):
            broken += 1
            continue
        rows += 1
        address, entry = made
        if wanted is not None and address not in wanted:
            continue
        if address in entries:
            repeated += 1
        elif len(entries) >= MAX_ENTRIES:
            raise _too_large(name)
        else:
            entries[address] = entry
    if not rows:
        raise _unknown(name)
    licence = _LICENCES.get(form, "Its terms are not known here: ask who gave the file.")
    return Registry(entries, name, form, licence, rows, broken, repeated)


def _unknown(name: str) -> InputError:
    return InputError(
        "registry-unknown",
        f"{name} is not a registry of aircraft that Sightline knows",
        "Give plane-alert-db.csv, aircraft.csv.gz of tar1090-db, or a CSV with the columns icao, registration, type code.",
    )


def _too_large(name: str) -> InputError:
    return InputError(
        "registry-too-large",
        f"{name} is larger than any registry of aircraft",
        f"At most {MAX_BYTES >> 20} MiB unpacked and {MAX_ENTRIES:,} aircraft are read.",
    )
