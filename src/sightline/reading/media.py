"""Which of the two kinds of input this is: a page (text/html) or plain text (text/plain)."""

import re

from sightline.model.errors import ReadError

HTML, PLAIN = "text/html", "text/plain"
LARGEST = 50_000_000  # bytes; the same limit as the door in (capture)

# Leading bytes of common files that are no text: (signature, name, what to do instead).
_EXTRACT = "copy the text out of it into a .txt file and give that"
_UNPACK = "unpack it and give the files inside"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF file", _EXTRACT),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or save the document as text or HTML"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", "save it as text or HTML"),
    (b"{\\rtf", "an RTF document", "save it as text or HTML"),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)", _EXTRACT),
    (b"\xff\xd8\xff", "a picture (JPEG)", _EXTRACT),
    (b"GIF8", "a picture (GIF)", _EXTRACT),
    (b"II*\x00", "a picture (TIFF)", _EXTRACT),
    (b"MM\x00*", "a picture (TIFF)", _EXTRACT),
    (b"OggS", "a sound or film file", _EXTRACT),
    (b"ID3", "a sound file", _EXTRACT),
    (b"\x1aE\xdf\xa3", "a film file", _EXTRACT),
    (b"SQLite format 3\x00", "a database", "export the text from it"),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90\x00", "a program", ""),
)
# The sniffing table of https://mimesniff.spec.whatwg.org/#rules-for-identifying-an-unknown-mime-type
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?xml[^>]{0,200}\?>)*<(?:!doctype\s+html|html|head|script|iframe|h1"
    rb"|div|font|table|a|style|title|b|body|br|p|meta|article|section|main)[\s>/]",
    re.I | re.S,
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def media_type(declared: str | None, data: bytes) -> str:
    """text/html or text/plain. `declared`: what the user or the server said, parameters allowed.

    What the bytes plainly are wins over a label only for files that are no text at all. Raises ReadError
    (codes "empty", "too-large", "not-text", "unsupported-type").
    """
    refuse_unreadable(data)
    name = (declared or "").partition(";")[0].strip().lower()
    if name in (HTML, "application/xhtml+xml"):
        return HTML
    if name in ("text/rtf", "text/xml", "application/xml") or name.endswith("+xml"):
        raise _unsupported(name)
    if name.startswith("text/"):
        return PLAIN
    if name in ("", "application/octet-stream", "binary/octet-stream", "application/x-unknown"):
        return HTML if looks_like_html(data) else PLAIN
    raise _unsupported(name)


def refuse_unreadable(data: bytes) -> None:
    """Raises ReadError for what is empty, too large or no text."""
    if not data:
        raise ReadError("empty", "the file is empty", "give a page or a text that has words in it")
    if len(data) > LARGEST:
        size = f"{len(data) / 1e6:.0f} MB, more than the {LARGEST / 1e6:.0f} MB that are read"
        raise ReadError("too-large", f"the file is too large: {size}", "give the article alone")
    for signature, what, advice in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError("not-text", f"this is {what}, not a page or a text", advice)
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        raise ReadError("not-text", "this is a sound, picture or film file, not a page or a text", _EXTRACT)
    head = data[:65536]
    if head.count(0) > len(head) * 0.1 and not looks_wide(head):
        raise ReadError(
            "not-text",
            "this is a binary file, not a page or a text",
            "if it holds an article, save it as text or HTML first",
        )


def looks_like_html(data: bytes) -> bool:
    head = data[:4096].replace(b"\0", b"") if looks_wide(data[:4096]) else data[:4096]
    return bool(_HTML_START.match(head)) or b"<html" in head[:1024].lower()


def looks_wide(head: bytes) -> bool:
    """Whether it is UTF-16 or UTF-32, with or without a byte order mark: NULs on one side of the pairs only."""
    if head[:2] in _WIDE or head[:4] == b"\0\0\xfe\xff":
        return head.count(0) < len(head)
    even, odd = head[0::2], head[1::2]
    zeros = sorted((even.count(0) / max(1, len(even)), odd.count(0) / max(1, len(odd))))
    return zeros[0] < 0.02 and zeros[1] > 0.4


def _unsupported(name: str) -> ReadError:
    return ReadError(
        "unsupported-type",
        f"files of type {name} are not read, only web pages and plain text",
        "give the page or its text; if this is one, say so with --as text/html or --as text/plain",
    )
