"""Span: where words stand in a document's text."""

from dataclasses import dataclass
from typing import Protocol


class Stretch(Protocol):
    """Anything from `start` to `end` (exclusive) of the same text: a span, a part, a sentence."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text` at [start, end) of Document.text, in Unicode code points, end exclusive. Never empty."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start or self.end - self.start != len(self.text):
            raise ValueError(f"no such span: [{self.start}, {self.end}) {self.text!r}")

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return other.within(self)

    def within(self, stretch: Stretch) -> bool:
        return stretch.start <= self.start and self.end <= stretch.end


def cut(text: str, start: int, end: int) -> Span:
    """The span [start, end) of `text`, surrounding white space left out.

    Raises ValueError where nothing but white space lies between.
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end, text[start:end])
