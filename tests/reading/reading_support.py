"""A capture by hand, and the shared material where it is there."""

import datetime as dt
from pathlib import Path

from sightline.model.capture import Capture
from sightline.model.document import Document
from sightline.model.ids import digest
from sightline.reading.read import read

SHARED = Path(__file__).parents[2].parent / "shared"
KEY = b"a key for the tests"
ARTICLE = (
    "Two transport planes landed near the capital on Saturday, a reporter at the scene said.\n\n"
    "They carried about a hundred troops and several tons of cargo, according to the same report, which the "
    "ministry did not confirm.\n\n"
    "The planes are to leave on Monday."
)


def capture(data: bytes, media_type: str | None = None, **more: object) -> Capture:
    values: dict[str, object] = {
        "id": "cap-1", "digest": digest(data), "size": len(data), "location": "test", "url": None,
        "final_url": None, "status": None, "headers": (), "media_type": media_type,
        "retrieved": dt.datetime(2026, 11, 22, tzinfo=dt.UTC), "tool": "test",
    }  # fmt: skip
    return Capture(**(values | more))  # type: ignore[arg-type]


def read_bytes(data: bytes, media_type: str | None = None, **more: object) -> Document:
    return read(capture(data, media_type, **more), data, handle_key=KEY)


def read_text(text: str, **more: object) -> Document:
    return read_bytes(text.encode(), "text/plain", **more)


def read_page(body: str, head: str = "", **more: object) -> Document:
    markup = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_bytes(markup.encode(), "text/html", **more)


def said(document: Document) -> list[tuple[str, str]]:
    return [(p.kind, document.text[p.start : p.end]) for p in document.parts]


def voices(document: Document) -> list[tuple[str, str, str | None]]:
    """(kind, EDTF, text) of the comments and pingbacks."""
    return [
        (p.kind, document.text[p.start : p.end], p.published.edtf if p.published else None)
        for p in document.parts
        if p.kind in ("comment", "pingback")
    ]
