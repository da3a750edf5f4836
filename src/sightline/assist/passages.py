"""Passages: the parts of a document cut at paragraph borders, and questions of a few passages each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sightline.model.document import Document, Part
from sightline.model.vocabulary import PartKind

# Credit lines name photographers and authors and make no claims: they are never sent.
SENT: frozenset[PartKind] = frozenset({"headline", "body", "caption", "comment", "pingback"})
PASSAGE = 1_200  # characters at most: a repeated word is looked for no farther away than this
# Characters at most of one question: with the instructions about 2,200 tokens of English, so that an answer still
# fits the window of 4,096 tokens to which some local servers set a model unless told otherwise.
QUESTION = 4_000
# Where to cut, best first: a blank line, a line's end, a sentence's end, white space.
_BORDERS = tuple(map(re.compile, (r"\n[ \t\r]*\n\s*", r"\n\s*", r"[.!?…]+[\"”’»)\]]*\s+", r"\s+")))


@dataclass(frozen=True, slots=True)
class Passage:
    """[start, end) of the document's text inside one part; number: from 1 in its question."""

    number: int
    part: Part
    start: int
    end: int


def questions(
    document: Document, passage: int = PASSAGE, question: int = QUESTION
) -> Iterator[tuple[Passage, ...]]:
    """Everything that is sent of a document, in text order. Neither authors nor addresses are among it.
    passage, question: characters at most of each."""
    asked: list[Passage] = []
    size = 0
    for part, start, end in _pieces(document, passage):
        if asked and size + end - start > question:
            yield tuple(asked)
            asked, size = [], 0
        asked.append(Passage(len(asked) + 1, part, start, end))
        size += end - start
    if asked:
        yield tuple(asked)


def _pieces(document: Document, passage: int) -> Iterator[tuple[Part, int, int]]:
    for part in document.parts:
        at = part.start if part.kind in SENT else part.end
        while at < part.end:
            end = _cut(document.text, at, part.end, passage)
            if not document.text[at:end].isspace():
                yield part, at, end
            at = end


def _cut(text: str, start: int, end: int, longest: int) -> int:
    """The last good border within reach of `start`; where there is none, the reach itself."""
    reach = start + longest
    if reach >= end:
        return end
    for border in _BORDERS:
        if found := [m.end() for m in border.finditer(text, start, reach)]:
            return found[-1]
    return reach
