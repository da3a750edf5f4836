"""Voices in other languages than English, simply: the cue word and the words beside it."""

from collections.abc import Iterator, Sequence

from sightline.extraction.sentences import Word
from sightline.extraction.voice_kinds import Table
from sightline.extraction.voice_phrases import MARKS
from sightline.extraction.voice_reader import Clause, Reader, Voice, span_of, voice_kind, whole


def foreign(reader: Reader, clause: Clause) -> Iterator[tuple[int, Voice]]:
    words, t = clause.words, reader.words
    before = reader.language == "tr"  # "X'e göre": the voice stands before
    for first, last in _cues(words, t, "prep"):
        phrase = _beside(clause, first, left=True) if before else _beside(clause, last, left=False)
        yield from _foreign_voice(reader, clause, phrase, (first, last), "according")
    for first, last in _cues(words, t, "say"):
        sides = [_beside(clause, first, left=True), _beside(clause, last, left=False)]
        for phrase in sides:
            found = list(_foreign_voice(reader, clause, phrase, (first, last), "before"))
            if found:
                yield from found
                break
    for first, last in _cues(words, t, "unsaid"):
        span = span_of(reader, clause, first, last)
        yield 2, Voice(span, "unnamed", whole(reader, clause), span, "adverb")


def _cues(words: Sequence[Word], t: Table, name: str) -> Iterator[tuple[int, int]]:
    for i, word in enumerate(words):
        if name in t.classes(word.low):
            yield i, i + 1
        for phrase, phrase_name in t.phrases:
            if phrase_name == name and tuple(w.low for w in words[i : i + len(phrase)]) == phrase:
                yield i, i + len(phrase)


def _beside(clause: Clause, at: int, *, left: bool) -> tuple[int, int]:
    words = clause.words
    first = last = at
    if left:
        while first > 0 and at - first < 8 and words[first - 1].text not in MARKS:
            first -= 1
    else:
        while last < len(words) and last - at < 7 and words[last].text not in MARKS:
            if last > at and words[last].low in ("que", "що", "что", "в", "на", "o"):
                break
            last += 1
    return first, last


def _foreign_voice(
    reader: Reader, clause: Clause, phrase: tuple[int, int], cue: tuple[int, int], form: str
) -> Iterator[tuple[int, Voice]]:
    kind = voice_kind(reader, clause, *phrase)
    if kind is not None:
        yield (
            0,
            Voice(
                span_of(reader, clause, *phrase),
                kind,
                whole(reader, clause),
                span_of(reader, clause, *cue),
                form,
            ),
        )
