"""Bytes to text: which charset, and a note wherever something had to be guessed or replaced.

Order: byte order mark, then UTF-8 wherever the bytes are valid UTF-8 (no other charset's prose is, by
accident, longer than a few bytes), the charset of the HTTP header, the page's own <meta>, detection, and last
UTF-8 with replacement characters. A byte order mark belongs to the charset and is not part of the text.
"""

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_PARAMETER = re.compile(r"charset\s*=\s*\"?([\w.:-]+)", re.I)
# What pages call ISO 8859-1 and ASCII is Windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels).
_ALIASES = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_TEXT_CODECS = re.compile(r"utf|cp\d|iso|koi8|mac|big5|gb|euc|shift|hz|johab|ascii|tis|ptcp|kz|hp-roman")


@dataclass(frozen=True, slots=True)
class Decoded:
    """text, the Python name of the charset, and notes for Document.notes."""

    text: str
    charset: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, label: str | None = None, markup: bool = False) -> Decoded:
    """`label`: the charset of the Content-Type, a whole Content-Type value or None. markup: look for <meta>.
    Never fails: what cannot be decoded becomes U+FFFD, and a note says so."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lossy(data, name)
    labels = [x for x in (_from_header(label), _from_meta(data) if markup else None) if x]
    if b"\x1b" in data and any(x.startswith("iso2022") for x in labels):
        return _lossy(data, next(x for x in labels if x.startswith("iso2022")))
    if "utf-8" not in labels and (wide := _wide(data)):
        return _lossy(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", _disagreement(labels, data))
    except UnicodeDecodeError:
        return _not_utf8(data, labels)


def _not_utf8(data: bytes, labels: list[str]) -> Decoded:
    """Labels first; then UTF-8 with some damage; then what the bytes look like."""
    for name in labels:
        if name != "utf-8":
            try:
                return Decoded(data.decode(name), name)
            except UnicodeDecodeError:
                continue
    damaged = data.decode("utf-8", "replace")
    bad = damaged.count("\ufffd")
    good = sum(1 for b in data if 0xC2 <= b <= 0xF4) - bad
    if "utf-8" in labels or good > 4 * bad or bad <= 3:
        return Decoded(damaged, "utf-8", (_replaced(bad, "utf-8"),))
    guess = _detect(data)
    decoded = _lossy(data, guess)
    note = f"no charset was given that fits; read as {guess}, which is a guess"
    return Decoded(decoded.text, guess, (note, *decoded.notes))


def _lossy(data: bytes, name: str) -> Decoded:
    shown = name.removesuffix("-sig")
    try:
        return Decoded(data.decode(name), shown)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        return Decoded(text, shown, (_replaced(text.count("\ufffd"), shown),))


def _replaced(count: int, name: str) -> str:
    places = "1 place" if count == 1 else f"{count} places"
    return f"{places} could not be read as {name} and stand as U+FFFD"


def _disagreement(labels: list[str], data: bytes) -> tuple[str, ...]:
    wrong = [x for x in labels if x != "utf-8"]
    if not wrong or data.isascii():
        return ()
    return (f"labelled {wrong[0]} but valid UTF-8, and read as that",)


def _from_header(label: str | None) -> str | None:
    found = _PARAMETER.search(label or "")
    return _known(found.group(1)) if found else None


def _from_meta(data: bytes) -> str | None:
    found = _META.search(data[:8192])
    return _known(found.group(1).decode("ascii", "replace")) if found else None


def _known(name: str) -> str | None:
    """The codec's own name, where it is one that makes text (not "hex" or "zip")."""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    codec = _ALIASES.get(codec, codec)
    return codec if _TEXT_CODECS.match(codec) and codec not in ("utf-16", "utf-32") else None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: NULs stand on one side of the byte pairs only."""
    head = data[:4096]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.4 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _detect(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    return _known(best.encoding) or "cp1252" if best else "cp1252"
