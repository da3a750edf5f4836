"""Frames of raw Mode S recordings: Beast's binary, AVR's text, and lines of time and message.

Beast (https://wiki.jetvision.de/wiki/Mode-S_Beast:Data_Output_Formats): 0x1a, a type ("1" Mode A/C, "2" and "3" Mode S of
7 and 14 bytes, "4" status), 6 bytes of a 12 MHz counter, a byte of signal, the message; 0x1a inside is sent twice."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from sightline.flights.formats import values
from sightline.flights.formats.text import lines
from sightline.flights.track import NAN

Frame = tuple[
    float, bool, str
]  # time; whether it counts from the recording's start, not from 1970; message in hex
_CHUNK = 1 << 20
_HEAD = 7  # counter and signal
_SIZES = {0x31: 2, 0x32: 7, 0x33: 14, 0x34: 14}
_TICKS_A_SECOND = 12e6
_NO_CLOCK = b"\xff\x00MLAT"  # mlat-client's own marker where a counter belongs
BEAST = re.compile(rb"\x1a[\x31-\x34]")
_AVR = re.compile(r"(?:\*|@([0-9A-Fa-f]{12})|<([0-9A-Fa-f]{12})[0-9A-Fa-f]{2})((?:[0-9A-Fa-f]{14}){1,2});")
_DATED = re.compile(r"\s*(\d{9,13}(?:\.\d+)?)[,;\s]+\*?((?:[0-9A-Fa-f]{14}){1,2});?\s*")


def is_beast(start: bytes) -> bool:
    """Whether the first bytes hold two frames right after one another, or one that ends with them; a recording may
    begin in the middle of one. The bytes of other binary files do not line up so."""
    for first in BEAST.finditer(start[:64]):
        at, whole = first.start(), 0
        while whole < 2 and BEAST.match(start, at):
            body, at = _unescaped(start, at + 2, _HEAD + _SIZES[start[at + 1]])
            if body is None:
                break
            whole += 1
        if whole == 2 or (whole == 1 and at == len(start)):
            return True
    return False


def is_raw_text(start: str) -> bool:
    """Whether the first lines are AVR's, or a time and a message each."""
    some = [line for line in start.split("\n")[:8] if line.strip()][:5]
    return bool(some) and all(
        _AVR.fullmatch(s.strip()) or _DATED.fullmatch(s) for s in some[: max(1, len(some) - 1)]
    )


def beast(stream: BinaryIO, faults: Counter[str]) -> Iterator[Frame]:
    """Frames of Mode S; what is cut, damaged or without a clock is counted in `faults`."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        rest += chunk
        end = 0
        for frame, end in _beast(rest, faults, last=False):  # noqa: B007 - `end` is used after the loop
            yield frame
        rest = rest[max(end, len(rest) - 64) :] if not end or len(rest) - end > 64 else rest[end:]
    yield from (frame for frame, _ in _beast(rest, faults, last=True))


def _beast(data: bytes, faults: Counter[str], *, last: bool) -> Iterator[tuple[Frame, int]]:
    """Frames, each with where the next begins. last: nothing follows, so a frame that is not whole is cut short."""
    at = data.find(b"\x1a")
    while 0 <= at < len(data) - 1:
        size = _SIZES.get(data[at + 1])
        if size is None:
            at = data.find(b"\x1a", at + 2 if data[at + 1] == 0x1A else at + 1)
            continue
        body, end = _unescaped(data, at + 2, _HEAD + size)
        if body is None:
            if end >= len(data):
                if last:
                    faults["cut short"] += 1
                return
            faults["damaged"] += 1
            at = end
            continue
        if size in (7, 14) and data[at + 1] != 0x34:
            if body[:6] == _NO_CLOCK:
                faults["without a time"] += 1
            else:
                yield (int.from_bytes(body[:6], "big") / _TICKS_A_SECOND, True, body[_HEAD:].hex()), end
        at = data.find(b"\x1a", end)


def _unescaped(data: bytes, at: int, size: int) -> tuple[bytes | None, int]:
    """`size` bytes from `at` with doubled 0x1a made one, and where they end; None where another frame begins
    before (at that place) or the data end (at their end)."""
    plain = data[at : at + size]
    if len(plain) == size and 0x1A not in plain:
        return plain, at + size
    made = bytearray()
    while len(made) < size:
        if at >= len(data) or (data[at] == 0x1A and at + 1 >= len(data)):
            return None, len(data)
        if data[at] == 0x1A:
            if data[at + 1] != 0x1A:
                return None, at
            at += 1
        made.append(data[at])
        at += 1
    return bytes(made), at


def raw_text(text: TextIO, faults: Counter[str]) -> Iterator[Frame]:
    """Frames of AVR and of dated lines."""
    for line in lines(text):
        dated = _DATED.fullmatch(line)
        if dated:
            yield float(values.seconds(values.numbers([dated[1]]))[0]), False, dated[2].lower()
            continue
        avr = _AVR.fullmatch(line.strip())
        if avr:
            ticks = avr[1] or avr[2]
            yield (int(ticks, 16) / _TICKS_A_SECOND if ticks else NAN), True, avr[3].lower()
        elif line.strip():
            faults["damaged"] += 1
