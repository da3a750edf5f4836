"""A text as lines with their places, and what kind of furniture each may be. The text itself is never changed."""

import re
from dataclasses import dataclass

from sightline.reading import phrases, stamps

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, at [start, end) of the text, white space around it left out. gap: whether a
    blank line, or the start of the text, stands before it."""

    start: int
    end: int
    text: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that becomes a Part. handle: a commenter's name, on its way to being hashed and forgotten.
    byline: an author's name as printed."""

    kind: str
    start: int
    end: int
    stamp: stamps.Stamp | None = None
    handle: str | None = None
    byline: str | None = None


def lines_of(text: str) -> list[Line]:
    found: list[Line] = []
    last_end = None
    for m in _LINE.finditer(text):
        stripped = m[0].strip(" \t\xa0\u200b\ufeff\u3000\0")
        if not stripped.strip():
            continue
        start = m.start() + m[0].index(stripped)
        breaks = text[last_end : m.start()] if last_end is not None else "\n\n"
        gap = breaks.replace("\r\n", "\n").count("\n") + breaks.count("\r") > 1 or "\u2029" in breaks
        found.append(Line(start, start + len(stripped), stripped, gap))
        last_end = m.end()
    return found


def is_opener(line: str) -> bool:
    return len(line) < 220 and bool(phrases.OPENERS.fullmatch(_unmarked(line)))


def is_weak_opener(line: str) -> bool:
    return len(line) < 60 and bool(phrases.WEAK_OPENERS.fullmatch(_unmarked(line)))


def is_comments_heading(line: str) -> bool:
    """Whether a weak opener speaks of comments; "Discussion" or "Responses" may head a part of an article."""
    return is_weak_opener(line) and not phrases.AMBIGUOUS.fullmatch(_unmarked(line))


def _unmarked(line: str) -> str:
    """Without the marks of a heading in Markdown."""
    return line.lstrip("#").strip("*_= ") if line[:1] in "#*_=" else line


def is_furniture(line: str) -> bool:
    return len(line) < 200 and bool(phrases.FURNITURE.fullmatch(line))


def is_weak(line: str) -> bool:
    return len(line) < 60 and bool(phrases.WEAK.fullmatch(line))


def is_prose(line: str) -> bool:
    return len(line) >= 80 or (len(line) >= 40 and bool(_SENTENCE_END.search(line)))


def ends_sentence(line: str) -> bool:
    return bool(_SENTENCE_END.search(line))


def is_name(line: str) -> bool:
    """Whether a line could be a handle: one to four words, no sentence, no date, no button."""
    words = line.split()
    return (
        len(line) <= 40
        and 1 <= len(words) <= 4
        and any(c.isalpha() for c in line)
        and not ends_sentence(line.rstrip(":").rstrip("."))
        and not (is_weak(line) or is_furniture(line) or is_opener(line))
        and stamps.find(line) is None
        and stamps.relative(line) is None
    )


def stamp_line(line: str) -> tuple[stamps.Stamp | None, str] | None:
    """The stamp of a line that holds a date (or "3 years ago") and at most a name beside it, with that name
    ("" where there is none); None for any other line."""
    if len(line) > 100:
        return None
    stamp = stamps.find(line)
    where = (stamp.start, stamp.end) if stamp else stamps.relative(line)
    if where is None:
        return None
    rest = stamps.left_over(line, *where).strip(" ,;:-–—|•·")
    if says := phrases.SAYS.fullmatch(rest):
        rest = says["name"].strip()
    if rest and not is_name(rest):
        return None
    return stamp, rest
