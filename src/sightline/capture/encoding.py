"""Undoing a body's content encoding in small steps, so that a little that unpacks to much never fills memory."""

import zlib
from collections.abc import Iterable, Iterator

from sightline.model.errors import FetchError

ASKED = "gzip"  # what our requests offer; a server may also send the body as it is
_STEP = 65_536  # bytes unpacked at a time
_PLAIN = frozenset({"", "identity"})
_GZIP = frozenset({"gzip", "x-gzip"})  # two names of one coding, RFC 9110 section 8.4.1.3


def decoded(chunks: Iterable[bytes], coding: str, url: str) -> Iterator[bytes]:
    """The body in pieces of at most 64 KiB or as they came. coding: the Content-Encoding header, "" for none.

    Raises FetchError for more than one coding, for one we did not ask for, and for gzip that is damaged or cut.
    """
    name = coding.strip().lower()
    if name in _PLAIN:
        return iter(chunks)
    if name in _GZIP:
        return _gunzipped(chunks, url)
    several = "," in name
    raise FetchError(
        "encoding",
        f"{url} is sent {'packed more than once' if several else 'packed in a way not asked for'}: {coding[:80]}",
        "save the page in a browser and add the file",
    )


def _gunzipped(chunks: Iterable[bytes], url: str) -> Iterator[bytes]:
    """gzip, several members one after another included; what follows the last one and is none is left out, as
    browsers do."""
    member, given, whole = zlib.decompressobj(31), 0, 0
    begun = False
    for chunk in chunks:
        rest = chunk
        while rest:
            begun = True
            try:
                piece = member.decompress(rest, _STEP)
            except zlib.error as error:
                if whole:
                    return
                raise FetchError(
                    "encoding", f"{url} says that it is gzip, and is not: {error}", "try again later"
                ) from error
            if piece:
                given += len(piece)
                yield piece
            rest = member.unconsumed_tail
            if member.eof:
                rest, whole = member.unused_data, whole + 1
                member, given = zlib.decompressobj(31), 0
            elif not rest and piece:
                yield from _held_back(member)
    if begun and not member.eof and (given or not whole):
        raise FetchError("encoding", f"{url} ends in the middle of its gzip", "try again later")


def _held_back(member: "zlib._Decompress") -> Iterator[bytes]:
    """What was read in but not yet given out, since a step was full."""
    while piece := member.decompress(b"", _STEP):
        yield piece
