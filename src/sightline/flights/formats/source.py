"""Source: one thing to read tracks from, and what the user knows of it that the file does not say."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Source:
    """A file or a folder (`path`), bytes (`data`) or an open binary stream (`stream`), under a name for the reader.

    capture: id of the capture that holds it. address: whose track it is, for formats that do not say (KML, GPX,
    FlightRadar24 CSV). zone_s: seconds east of UTC of the clock, for times that name no zone; else such times are
    refused. start: seconds since 1970 UTC of the first message, for raw recordings, which carry no date."""

    name: str
    path: Path | None = None
    data: bytes | None = None
    stream: BinaryIO | None = None
    capture: str | None = None
    address: str | None = None
    zone_s: float | None = None
    start: float | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What readers are told of a file beside its bytes; as in Source. name: of the file, inside archives too."""

    name: str
    address: str | None = None
    zone_s: float | None = None
    start: float | None = None


def sources(paths: Iterable[Path]) -> tuple[Source, ...]:
    """Sources of files and folders, named by their paths."""
    return tuple(Source(str(path), path=path) for path in paths)


def made_up_address(name: str, callsign: str = "") -> str:
    """ "~" and six hex digits for an airframe that a file names by no address: the same for the same file name and
    callsign, so two files are never joined for a callsign alone."""
    return (
        "~" + hashlib.sha256(f"{name}\0{callsign.strip().upper()}".encode("utf-8", "replace")).hexdigest()[:6]
    )
