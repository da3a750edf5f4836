"""Plain text to pieces: headline, body, credit and caption lines, comments, pingbacks; the text stays as it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.reading import article, entries, section
from sightline.reading.lines import Line, Piece, is_furniture, is_opener, is_weak, lines_of

MIN_BUTTONS = 3  # so many weak lines in a row, two of them words, are a row of buttons


@dataclass(frozen=True, slots=True)
class Layout:
    """pieces: in text order, never overlapping. furniture: [start, end) of what belongs to no voice. handles:
    the commenters' names met, for hashing and for nothing else."""

    pieces: tuple[Piece, ...]
    furniture: tuple[tuple[int, int], ...]
    handles: frozenset[str] = frozenset()


def layout(text: str) -> Layout:
    """What stands where in `text`. An article without comments or buttons comes out as one body, besides a
    headline and credit lines where they are clear."""
    lines = lines_of(text)
    begin = section.comments_start(lines)
    own, rest = (lines, []) if begin is None else (lines[:begin], lines[begin:])
    comments, furniture, handles = entries.entries(rest)
    buttons = _buttons(own)
    pieces = article.pieces([x for x in own if x not in buttons], own)
    return Layout(tuple(pieces + comments), _joined(buttons + furniture, lines), frozenset(handles))


def _buttons(lines: Sequence[Line]) -> list[Line]:
    """The lines of an article that are page furniture: what can be nothing else, and rows of weak ones."""
    dropped: list[Line] = []
    i = 0
    while i < len(lines):
        run = i
        while run < len(lines) and (is_weak(lines[run].text) or _is_button(lines[run].text)):
            run += 1
        group = lines[i:run]
        words = {x.text.casefold() for x in group if any(c.isalpha() for c in x.text)}
        row = len(group) >= MIN_BUTTONS and len(words) >= 2
        dropped += [x for x in group if row or _is_button(x.text)]
        i = max(run, i + 1)
    return dropped


def _is_button(line: str) -> bool:
    return is_furniture(line) or is_opener(line)


def _joined(dropped: Sequence[Line], lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """Lines that follow each other directly, as one stretch."""
    gone = {x.start for x in dropped}
    found: list[tuple[int, int]] = []
    before = False
    for line in lines:
        if line.start in gone:
            found[-1:] = [(found[-1][0], line.end)] if before else [*found[-1:], (line.start, line.end)]
        before = line.start in gone
    return tuple(found)
