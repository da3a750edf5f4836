"""The comments of a section of plain text, told apart by their stamps, names and buttons."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sightline.reading import heads, phrases, stamps
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
from sightline.reading.section import first_content, is_head

_ADDRESS = re.compile(r"@([^\s:,@]+)[:,]?\s+")


@dataclass(slots=True)
class _Entry:
    lines: list[Line] = field(default_factory=list)
    handle: str | None = None
    stamp: stamps.Stamp | None = None
    dropped: bool = False


def entries(
    lines: Sequence[Line], names: frozenset[str] = frozenset()
) -> tuple[list[Piece], list[Line], set[str]]:
    """The comments and pingbacks, the lines that are furniture, and the handles met (for a check only).

    names: what the markup says are names, case folded: a line that is one of them opens a comment. A name or
    stamp line belongs to no piece: what a comment says is all that is read of it.
    """
    walk = _Walk(lines, names)
    return walk.pieces(), walk.furniture, {e.handle for e in walk.entries if e.handle}


class _Walk:
    """One pass over the section. `open` is the comment that the next line of text belongs to."""

    def __init__(self, lines: Sequence[Line], names: frozenset[str] = frozenset()) -> None:
        self.lines = lines
        self.names = names
        self.entries: list[_Entry] = []
        self.furniture: list[Line] = []
        self.open: _Entry | None = None
        self.named = self._first_head_is_named()
        self.inline, self.bulleted, self.bare = self._style()
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
        elif head := self._head(i, line):
            self._headed(line, head)
        elif name := heads.bullet(text):
            self._listed(name)
        elif self.open is None or self._answers(text):
            self._begin().lines.append(line)
        elif self.open.dropped:
            self.furniture.append(line)
        else:
            self.open.lines.append(line)

    def _head(self, i: int, line: Line) -> heads.Head | None:
        """The head that the line is or begins with, in the way this section prints them."""
        text = line.text
        head = heads.read(text, loose=bool(self.names))
        if head and (head.sure or self.inline or head.name.casefold() in self.names):
            return head
        said = i + 1 < len(self.lines) and not is_name(self.lines[i + 1].text)
        if text.strip(" :").casefold() in self.names or (self.bare and said and heads.proper(text)):
            return heads.Head(text.strip(" :"), len(text), sure=True)
        return None

    def _answers(self, text: str) -> bool:
        """Whether a quotation has ended here, and what follows is another voice's."""
        said = self.open.lines if self.open else []
        return bool(said) and said[-1].text.startswith(">") and not text.startswith(">")

    def _headed(self, line: Line, head: heads.Head) -> None:
        entry = self.open
        if entry is None or entry.lines or entry.handle or entry.dropped:
            entry = self._begin()
        entry.handle, entry.stamp = head.name, entry.stamp or head.stamp
        if head.end < len(line.text):
            entry.lines.append(
                replace(line, start=line.start + head.end, text=line.text[head.end :], gap=False)
            )

    def _listed(self, name: str) -> None:
        """ "- Name" above what is said, or as a signature below it."""
        if self.bulleted or self.open is None:
            self._begin(handle=name)
            return
        self.open.handle = self.open.handle or name
        self._close()

    def _style(self) -> tuple[bool, bool, bool]:
        """How this section prints names, from its first entry: in the line, in a list, on lines of their own."""
        first = first_content(self.lines, 0)
        if first is None:
            return False, False, False
        text = self.lines[first].text
        stamped = any(stamp_line(x.text) for x in self.lines)
        bare = not stamped and first + 1 < len(self.lines) and heads.proper(text)
        return heads.read(text) is not None, heads.bullet(text) is not None, bare

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
