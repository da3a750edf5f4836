"""What tests of several stages share: the shared material, and documents made in one line."""

import datetime as dt
from pathlib import Path

import pytest

from sightline.model.document import Document, Part
from sightline.model.ids import digest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
NOW = dt.datetime(2026, 5, 6, 7, 8, 9, tzinfo=dt.UTC)


def shared(name: str) -> Path:
    """A path in ../shared; skips the test, saying so, where it is missing."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs ../shared/{name}, which is not on this machine")
    return path


def a_document(text: str, *, language: str | None = "en", published: object = None) -> Document:
    """A document of one body part."""
    return Document(
        id=digest(text.encode("utf-8", "surrogatepass")),
        capture="cap-test",
        text=text,
        parts=(Part("p1", "body", 0, len(text), language),),
        language=language,
        published=published,  # type: ignore[arg-type]
    )
