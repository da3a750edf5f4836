"""The comments of a section of plain text, told apart by their stamps, names and buttons."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sightline.reading import phrases, stamps
from sightline.reading.lines import (
    Line,
    Piece,
    is_furniture,
    is_name,
    is_opener,
    is_weak,
    is_weak_opener,
    stamp_line,
)
from sightline.reading.section import is_head

_ADDRESS = re.compile(r"@([^\s:,@]+)[:,]?\s+")


@dataclass(slots=True)
class _Entry:
    lines: list[Line] = field(default_factory=list)
    handle: str | None = None
    stamp: stamps.Stamp | None = None
    dropped: bool = False


def entries(lines: Sequence[Line]) -> tuple[list[Piece], list[Line], set[str]]:
    """The comments and pingbacks, the lines that are furniture, and the handles met (for a check only).

    A name or stamp line belongs to no piece: what a comment says is all that is read of it.
    """
    walk = _Walk(lines)
    return walk.pieces(), walk.furniture, {e.handle for e in walk.entries if e.handle}


class _Walk:
    """One pass over the section. `open` is the comment that the next line of text belongs to."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.entries: list[_Entry] = []
        self.furniture: list[Line] = []
        self.open: _Entry | None = None
        self.named = self._first_head_is_named()
        for i, line in enumerate(lines):
            self._take(i, line)

    def pieces(self) -> list[Piece]:
        found = []
        for entry in self.entries:
            if not entry.lines or entry.dropped:
                continue
            first, last = entry.lines[0], entry.lines[-1]
            start = first.start
            address = _ADDRESS.match(first.text)
            if address:  # whom it answers; nobody's statement, and a name
                start += address.end()
            text = "\n".join(x.text for x in entry.lines)
            kind = "pingback" if phrases.is_pingback(text) else "comment"
            if start < last.end:
                found.append(Piece(kind, start, last.end, entry.stamp, entry.handle))
        return found

    def _take(self, i: int, line: Line) -> None:
        text = line.text
        found = stamp_line(text)
        if phrases.TAIL.fullmatch(text):
            self.furniture.append(line)
            self._below(found[0] if found else None)
        elif is_opener(text) or is_weak_opener(text) or is_furniture(text) or (is_weak(text) and not found):
            self.furniture.append(line)
            self._close(dropping="related" in text.casefold() or "also like" in text.casefold())
        elif found and self._is_tail(text):
            self._below(found[0])
        elif found:
            self._stamped(*found)
        elif phrases.PING_HEAD.match(text):
            self._begin().lines.append(line)
            self._close()
        elif self.named and is_head(self.lines, i):
            says = phrases.SAYS.fullmatch(text)
            self._begin(handle=(says["name"] if says else text).strip(" :"))
        elif self.open is None:
            self._begin().lines.append(line)
        elif self.open.dropped:
            self.furniture.append(line)
        else:
            self.open.lines.append(line)

    def _stamped(self, stamp: stamps.Stamp | None, name: str) -> None:
        """A stamp opens a comment, unless it stands right below the name that has just opened one."""
        entry = self.open
        if entry is None or entry.lines or entry.stamp or entry.dropped:
            entry = self._begin()
        entry.stamp = stamp
        entry.handle = entry.handle or name or None

    def _below(self, stamp: stamps.Stamp | None) -> None:
        """Buttons and stamp below a comment: it ends here, and its first line was the name."""
        entry = self.open
        if entry and entry.handle is None and len(entry.lines) > 1 and is_name(entry.lines[0].text):
            entry.handle = entry.lines.pop(0).text.rstrip(" :")
        if entry and entry.stamp is None:
            entry.stamp = stamp
        self._close()

    def _begin(self, handle: str | None = None) -> _Entry:
        self.open = _Entry(handle=handle)
        self.entries.append(self.open)
        return self.open

    def _close(self, *, dropping: bool = False) -> None:
        """A button ends a comment that has said something; before that it is part of its head."""
        if dropping:
            self._begin().dropped = True
        elif self.open and (self.open.lines or self.open.dropped):
            self.open = None

    def _is_tail(self, text: str) -> bool:
        said = self.open is not None and bool(self.open.lines)
        return said and "reply" in text.casefold()

    def _first_head_is_named(self) -> bool:
        """Whether this system prints names on lines of their own: then a short line above a stamp is one."""
        for i, line in enumerate(self.lines):
            if is_head(self.lines, i):
                return stamp_line(line.text) is None
        return False
