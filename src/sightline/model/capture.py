"""Request and Capture: what was asked for, and one preserved retrieval of it."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sightline.model.ids import content_id


@dataclass(frozen=True, slots=True)
class Request:
    """One input to preserve: a path, a URL, standard input, or text given inline (then `data` holds it).

    published: EDTF, where the user knows when it was published. media_type: overrides what the input says
    of itself. parent: id of the capture it was found in.
    """

    location: str
    kind: Literal["path", "url", "stdin", "inline"]
    data: bytes | None = None
    media_type: str | None = None
    published: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One preserved retrieval: the bytes by their hash, and how they came to be held.

    id: made from location, time and digest. digest: "sha256:..." of the bytes. retrieved: aware UTC, never
    to be taken for the date of anything in the page. status, headers: HTTP only. parent: the capture this
    one was made from. published: EDTF as the user gave it.
    """

    id: str
    digest: str
    size: int
    location: str
    url: str | None
    final_url: str | None
    status: int | None
    headers: tuple[tuple[str, str], ...]
    media_type: str | None
    retrieved: dt.datetime
    tool: str
    parent: str | None = None
    published: str | None = None


def capture_id(location: str, digest: str, retrieved: dt.datetime) -> str:
    return content_id("cap", location, digest, retrieved.isoformat())
