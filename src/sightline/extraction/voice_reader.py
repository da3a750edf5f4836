"""The values that the readers of voices share: a voice, a part being read, a sentence with what is known of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sightline.extraction.designations import Taken
from sightline.extraction.persons import Person
from sightline.extraction.sentences import Sentence, Word
from sightline.extraction.voice_kinds import Table, is_bare_spokesman, is_pronoun, kind_of
from sightline.model.countries import CountryWord
from sightline.model.span import Span, cut
from sightline.model.vocabulary import AttributionKind


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice the text names. scope: the words it covers; cue: the words that make it a voice ("said",
    "according to"), None where the voice is its own cue. form: "before" (X said Y), "after" (Y, X said),
    "according", "label" (X: Y), "adverb" (reportedly), "evidence" (images show)."""

    span: Span
    kind: AttributionKind
    scope: Span
    cue: Span | None
    form: str


@dataclass(slots=True)
class Reader:
    """A part being read. last: kind of the voice before that can be "he" or "they"; body: the same for "it";
    spokes: the kind of the last spokesman whose office was named; known: persons by surname; places: stretches
    that say where."""

    text: str
    language: str
    words: Table
    lands: tuple[CountryWord, ...]
    known: dict[str, Person] = field(default_factory=dict)
    places: Taken = field(default_factory=lambda: Taken(()))
    last: AttributionKind | None = None
    body: AttributionKind | None = None
    spokes: AttributionKind | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence as words, with the indices of country words and the persons in it."""

    sentence: Sentence
    words: tuple[Word, ...]
    lands: Mapping[int, str]
    persons: list[Person]


def voice_kind(reader: Reader, clause: Clause, first: int, last: int) -> AttributionKind | None:
    if first >= last:
        return None
    if last - first == 1 and is_pronoun(clause.words[first].low):
        return reader.body if clause.words[first].low == "it" else reader.last
    if is_bare_spokesman(clause.words, first, last) and reader.spokes:
        return reader.spokes
    kind = kind_of(clause.words, reader.language, clause.lands, clause.persons, first, last)
    if any(w.low.startswith(("spokes", "spox")) for w in clause.words[first:last]):
        reader.spokes = kind
    return kind


def span_of(reader: Reader, clause: Clause, first: int, last: int) -> Span:
    span = cut(reader.text, clause.words[first].start, clause.words[last - 1].end)
    text = re.sub(r"['’]s?$", "", span.text)
    return Span(span.start, span.start + len(text), text) if text else span


def whole(reader: Reader, clause: Clause) -> Span:
    return cut(reader.text, clause.sentence.start, clause.sentence.end)
