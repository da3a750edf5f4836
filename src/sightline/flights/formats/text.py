"""Text of track files: decoded whatever it was written in, and cut into lines of bounded length."""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from sightline.flights.formats.collect import BrokenError

_LONGEST_LINE = 1 << 20
_ERRORS = "sightline-latin-1"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8 stands for the letter it is in Latin-1: a name in it must not cost the row."""
    if isinstance(error, UnicodeDecodeError):
        return error.object[error.start : error.end].decode("latin-1"), error.end
    raise error


codecs.register_error(_ERRORS, _as_latin_1)


def text_of(stream: BinaryIO, head: bytes) -> TextIO:
    """The stream as text, its byte-order mark obeyed and left out, every line end as "\\n". head: its first bytes."""
    coding = next((name for mark, name in _BOMS if head.startswith(mark)), "utf-8")
    errors = _ERRORS if coding.startswith("utf-8") else "replace"
    return io.TextIOWrapper(stream, encoding=coding, errors=errors, newline=None)


def lines(text: TextIO) -> Iterator[str]:
    """Lines without their ends. Raises BrokenError for one of more than a million characters."""
    rest = ""
    while chunk := text.read(_LONGEST_LINE):
        *whole, rest = (rest + chunk).split("\n")
        yield from whole
        if len(rest) > _LONGEST_LINE:
            raise BrokenError(
                "long-line", "a line is longer than a million characters", "check how the file was made"
            )
    if rest:
        yield rest
