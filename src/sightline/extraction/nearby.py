"""What was found close to a sentence, so that reading a text takes time in proportion to its length."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from sightline.extraction.frames import Found
from sightline.extraction.sentences import Sentence
from sightline.extraction.voices import Voice
from sightline.model.span import Span

_BEFORE = 700  # characters; no phrase and no scope that counts is longer
_AFTER = 300
_A_FEW = 8  # spans that are looked at before the end of some words; hardly any overlap
T = TypeVar("T")


class Nearby:
    """Everything found in a part, in text order, to be asked for by sentence."""

    def __init__(self, found: Found, voices: Sequence[Voice]) -> None:
        self._items = BySpan(found.items, lambda i: i.span)
        self._actors = BySpan(found.actors, lambda a: a.span)
        self._places = BySpan([p for p in found.places if p.span], lambda p: p.span or Span(0, 1, "-"))
        self._times = BySpan(found.times, lambda t: t)
        self._voices = BySpan(voices, lambda v: v.scope)

    def found(self, sentence: Sentence) -> Found:
        """What stands in the sentence or close around it."""
        return Found(
            self._items.around(sentence),
            self._actors.around(sentence),
            self._places.around(sentence),
            self._times.around(sentence),
        )

    def voices(self, sentence: Sentence) -> tuple[Voice, ...]:
        """The voices whose scope may reach the sentence."""
        return self._voices.around(sentence)


class BySpan(Generic[T]):
    """Things in text order, to be asked for by where they stand."""

    def __init__(self, things: Sequence[T], span: Callable[[T], Span]) -> None:
        self._things = sorted(things, key=lambda t: (span(t).start, span(t).end))
        self._span = span
        self._starts = [span(t).start for t in self._things]

    def around(self, sentence: Sentence) -> tuple[T, ...]:
        """Those that begin in the sentence or close around it."""
        first = bisect_left(self._starts, sentence.start - _BEFORE)
        last = bisect_right(self._starts, sentence.end + _AFTER)
        return tuple(self._things[first:last])

    def over(self, words: Span) -> list[T]:
        """Those that overlap the words."""
        last = bisect_left(self._starts, words.end)
        return [t for t in self._things[max(0, last - _A_FEW) : last] if self._span(t).overlaps(words)]

    def between(self, start: int, end: int) -> list[T]:
        """Those within [start, end) of the text."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [t for t in self._things[first:last] if self._span(t).end <= end]
