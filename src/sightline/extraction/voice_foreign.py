"""Voices in other languages than English, simply: the cue word and the words beside it."""

import re
from collections.abc import Iterator, Sequence

from sightline.extraction.sentences import Word
from sightline.extraction.voice_kinds import Table
from sightline.extraction.voice_phrases import MARKS
from sightline.extraction.voice_reader import Clause, Reader, Voice, span_of, voice_kind, whole
from sightline.model.vocabulary import AttributionKind

_KINDS = frozenset("official military media witness unnamed other document imagery tracking".split())
_EYES = ("tracking", "imagery")
# A Turkish genitive belongs to what is spoken of, not to who speaks ("birliklerin çekildiğini").
_GENITIVE = re.compile(r"(?:n?[ıiuü]n)$")
_LATIN = re.compile(r"[A-Z0-9][\w.&'’-]*$")
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґ]")
_NAME = 8  # words of a name in quotation marks
_INTO = frozenset("que qui où в на с о об із з у по про o a al con en y et и і та ve ile".split())


def foreign(reader: Reader, clause: Clause) -> Iterator[tuple[int, Voice]]:
    words, t = clause.words, reader.words
    turkish = reader.language == "tr"
    for first, last in _cues(words, t, "prep"):
        # "X'e göre": the Turkish voice stands before
        phrase = _beside(clause, first, left=True) if turkish else _beside(clause, last, left=False)
        yield from _foreign_voice(reader, clause, phrase, (first, last), "according")
    for first, last in _cues(words, t, "say"):
        if turkish:
            yield from _turkish_speaker(reader, clause, (first, last))
            continue
        sides = [_beside(clause, first, left=True), _beside(clause, last, left=False)]
        for phrase in sides:
            found = list(_foreign_voice(reader, clause, phrase, (first, last), "before"))
            if found:
                yield from found
                break
    for first, last in _cues(words, t, "unsaid"):
        span = span_of(reader, clause, first, last)
        yield 2, Voice(span, "unnamed", whole(reader, clause), span, "adverb")
    yield from _seen(reader, clause)


def _turkish_speaker(reader: Reader, clause: Clause, cue: tuple[int, int]) -> Iterator[tuple[int, Voice]]:
    """The speaker opens a Turkish sentence, the verb of saying ends it."""
    words, t = clause.words, reader.words
    for i in range(cue[0]):
        kinds = t.classes(words[i].low) & _KINDS
        if not kinds or _GENITIVE.search(words[i].low) or "'" in words[i].low:
            continue
        first = i
        while first > 0 and i - first < 3 and words[first - 1].text not in MARKS:
            first -= 1
        yield from _foreign_voice(reader, clause, (first, i + 1), cue, "before")
        return


def _seen(reader: Reader, clause: Clause) -> Iterator[tuple[int, Voice]]:
    """Pictures and records of tracks, wherever the sentence names them; one of each kind."""
    words, t = clause.words, reader.words
    for kind in _EYES:
        for first, last in _cues(words, t, kind):
            span = span_of(reader, clause, first, last)
            yield 1, Voice(span, kind, whole(reader, clause), None, "evidence")  # type: ignore[arg-type]
            break


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
    whole_phrase, phrase = phrase, _trimmed(reader, clause, phrase)
    kind = voice_kind(reader, clause, *phrase) or _state(clause, phrase, cue)
    if kind is None and (name := _name(clause, whole_phrase, cue)):
        phrase, kind = name, "other"
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


def _name(clause: Clause, phrase: tuple[int, int], cue: tuple[int, int]) -> tuple[int, int] | None:
    """ "Сообщает Baltic Defence Monitor", "по данным группы «Гаюн»": a name in other letters than the sentence's, or
    in quotation marks, right beside the cue."""
    words = clause.words
    first, last = phrase
    if (
        first < last
        and all(_LATIN.match(w.text) for w in words[first:last])
        and _CYRILLIC.match(words[cue[0]].text)
    ):
        return phrase
    if first != cue[1] or last + 1 >= len(words) or words[last].text != "«":
        return None
    close = next((i for i in range(last + 1, min(len(words), last + _NAME)) if words[i].text == "»"), None)
    return (first, close + 1) if close else None


def _state(clause: Clause, phrase: tuple[int, int], cue: tuple[int, int]) -> AttributionKind | None:
    """ "Argelia desmintió": a state or its seat right beside the verb of saying."""
    near = [i for i in range(*phrase) if min(abs(i - cue[0]), abs(i - cue[1] + 1)) <= 3]
    return "official" if any(clause.lands.get(i) in ("name", "seat") for i in near) else None


def _trimmed(reader: Reader, clause: Clause, phrase: tuple[int, int]) -> tuple[int, int]:
    """The phrase from at most two words before its first head to at most three after it, no preposition in front."""
    words, t = clause.words, reader.words
    heads = [
        i
        for i in range(*phrase)
        if (t.classes(words[i].low) | t.classes(words[i].low.partition("'")[2])) & _KINDS
    ]
    if not heads:
        return phrase
    first = last = heads[0]
    while first > phrase[0] and heads[0] - first < 2 and words[first - 1].low not in _INTO:
        first -= 1
    last = min(phrase[1], heads[0] + 4)
    while last - 1 > heads[0] and words[last - 1].low in _INTO:
        last -= 1
    return first, last
