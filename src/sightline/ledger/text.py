"""Text as every dialect can keep it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

# PostgreSQL keeps every character but U+0000, which pages do hold. It is written as an escape that begins with a
# character that Unicode keeps out of interchange; that character itself, should a page hold it, is escaped too.
ESCAPE = "\ufdd0"
_NUL, _ITSELF = ESCAPE + "0", ESCAPE + "1"


def without_nul(text: str) -> str:
    """Reversible: `with_nul` gives the same text back."""
    if "\0" not in text and ESCAPE not in text:
        return text
    return text.replace(ESCAPE, _ITSELF).replace("\0", _NUL)


def with_nul(text: str) -> str:
    return text.replace(_NUL, "\0").replace(_ITSELF, ESCAPE) if ESCAPE in text else text


class KeptText(TypeDecorator[str]):
    """TEXT that comes back as it went in, U+0000 too."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        if dialect.name == "sqlite":
            return None
        return lambda value: without_nul(value) if isinstance(value, str) else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:  # noqa: ARG002
        if dialect.name == "sqlite":
            return None
        return lambda value: with_nul(value) if isinstance(value, str) else value
