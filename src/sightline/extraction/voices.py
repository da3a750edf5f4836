"""Who says what: the voices that a text names, and the stretch of text each of them covers."""

from collections.abc import Iterable, Iterator, Sequence

from sightline.extraction.actors import find_persons, lands_in
from sightline.extraction.designations import Taken
from sightline.extraction.lexicon import short_sentences
from sightline.extraction.persons import Person
from sightline.extraction.sentences import Sentence, Word
from sightline.extraction.voice_cues import according, evidence, labels, sources, unsaid
from sightline.extraction.voice_foreign import foreign
from sightline.extraction.voice_kinds import LANGUAGES, is_pronoun, outlet_at, table
from sightline.extraction.voice_phrases import (
    MARKS,
    QUOTES,
    is_name,
    phrase_after,
    speaks,
    subject_after,
    subject_before,
)
from sightline.extraction.voice_reader import Clause, Reader, Voice, span_of, voice_kind
from sightline.model.countries import CountryWord, country_words
from sightline.model.document import Document, Part
from sightline.model.span import Span, cut
from sightline.model.vocabulary import AttributionKind

__all__ = ["Voice", "find_voices"]


def find_voices(document: Document, *, blocked: Iterable[Span] = ()) -> tuple[Voice, ...]:
    """The voices of all parts in text order; of several for the same words, the nearest to the statement
    first (in "Reuters reported, citing two officials": the officials, then Reuters).

    blocked: spans known to be something else (places): a label that lies in one ("Kharkiv: three drones hit a
    depot") says where, not who.
    """
    found: list[Voice] = []
    known: dict[str, Person] = {}
    places = Taken((s.start, s.end) for s in blocked)
    for part in document.parts:
        found += _part_voices(document, part, known, places)
    return tuple(found)


def _part_voices(document: Document, part: Part, known: dict[str, Person], places: Taken) -> Iterator[Voice]:
    text = document.text
    language = part.language or document.language or "en"
    language = language if language in LANGUAGES else "en"
    lands = tuple(
        CountryWord(w.start + part.start, w.end + part.start, w.code, w.kind)
        for w in country_words(text[part.start : part.end], language)
    )
    reader = Reader(text, language, table(language), lands, known, places)
    all_sentences = list(short_sentences(text, part.start, part.end))
    for number, sentence in enumerate(all_sentences):
        voices = _sentence_voices(reader, sentence)
        for voice in voices:
            if voice.kind in ("official", "military", "other", "witness"):
                reader.last = voice.kind
            if voice.kind in ("official", "military", "other", "media", "document"):
                reader.body = voice.kind
        yield from _with_quotations(reader, voices, all_sentences, number)


def _sentence_voices(reader: Reader, sentence: Sentence) -> list[Voice]:
    here = lands_in(reader.lands, sentence.start, sentence.end)
    lands: dict[int, str] = {
        i: land.kind for i, w in enumerate(sentence.words) for land in lands_in(here, w.start, w.end)
    }
    persons = find_persons(sentence.words, set(lands), reader.known)
    clause = Clause(sentence, sentence.words, lands, persons)
    found: list[tuple[int, Voice]] = []  # depth: 0 for the nearest voice
    if reader.language == "en":
        found += _said(reader, clause)
        found += according(reader, clause)
        found += unsaid(reader, clause)
        found += evidence(reader, clause)
        found += labels(reader, clause)
        found += sources(reader, clause)
    else:
        found += foreign(reader, clause)
    found.sort(key=lambda pair: (pair[0], pair[1].span.start))
    kept: list[Voice] = []
    for _, voice in found:
        if not any(voice.span.overlaps(k.span) for k in kept):
            kept.append(voice)
    return kept


def _said(reader: Reader, clause: Clause) -> Iterator[tuple[int, Voice]]:
    words, t = clause.words, reader.words
    for at, word in enumerate(words):
        classes = t.classes(word.low)
        if not classes & {"say", "show"} or at in clause.lands or not word.text[0].islower():
            continue
        if _not_finite(clause.words, at):
            continue
        subject = subject_before(clause, t, at)
        inverted = False
        kind = voice_kind(reader, clause, *subject) if subject else None
        if (
            subject
            and kind is None
            and ((is_name(clause, *subject) and word.low in _PERSONAL) or speaks(clause, subject, at))
        ):
            kind = "other"
        if (subject is None or kind is None) and "invert" in classes:
            subject = subject_after(clause, t, at)
            kind = voice_kind(reader, clause, *subject) if subject else None
            inverted = kind is not None
        if subject is None or kind is None or not _fits(classes, kind, clause, at, subject):
            continue
        scope, form = _scope(reader, clause, subject, at, inverted)
        cue = Span(word.start, word.end, word.text)
        yield 0, Voice(span_of(reader, clause, *subject), kind, scope, cue, form)
        yield from _told(reader, clause, at, scope)


_PERSONAL = frozenset(
    "said says told wrote writes noted notes argued argues added adds explained recalled concluded".split()
)


def _not_finite(words: tuple[Word, ...], at: int) -> bool:
    """ "attempted to deny", "fighters counted by our colleagues", "forces intended for"."""
    after = words[at + 1].low if at + 1 < len(words) else ""
    return (at > 0 and words[at - 1].low == "to") or after in ("by", "for")


_ALSO_NOUNS = frozenset(
    "claim claims report reports count counts estimate estimates state states post list".split()
)


def _fits(
    classes: frozenset[str], kind: AttributionKind, clause: Clause, at: int, subject: tuple[int, int]
) -> bool:
    """Pictures and records show, persons say; "claims" and "report" are verbs only where the subject agrees."""
    words = clause.words
    low, before = words[at].low, words[subject[1] - 1].low
    if low in _ALSO_NOUNS:
        after = words[at + 1].low if at + 1 < len(words) else "."
        plural = before.endswith(("s", "men")) and "'" not in before
        if after in ("of", "by", "in", "was", "were", "is", "are") or plural == low.endswith("s"):
            return False
    if "say" in classes:
        return True
    return kind in ("imagery", "tracking", "document", "unnamed") and not is_pronoun(before)


def _told(reader: Reader, clause: Clause, at: int, scope: Span) -> Iterator[tuple[int, Voice]]:
    """ "told Reuters", "told a Tehran agency": the medium is the voice behind the voice."""
    if clause.words[at].low not in ("told", "tells", "tell"):
        return
    phrase = phrase_after(clause, reader.words, at + 1)
    if phrase is None:
        return
    first, last = phrase
    if clause.words[first].low in ("reporters", "journalists", "newsmen", "media", "the"):
        heads = {w.low for w in clause.words[first : first + 2]}
        if heads & {"reporters", "journalists", "newsmen", "media", "press"}:
            return
    for i in range(first, last):
        if (end := outlet_at(clause.words, i)) > i:
            first, last = i, end
            break
    if voice_kind(reader, clause, first, last) == "media":
        cue = clause.words[at]
        yield (
            1,
            Voice(
                span_of(reader, clause, first, last),
                "media",
                scope,
                Span(cue.start, cue.end, cue.text),
                "after",
            ),
        )


def _scope(
    reader: Reader, clause: Clause, subject: tuple[int, int], at: int, inverted: bool
) -> tuple[Span, str]:
    """Before: from the subject to the end of the sentence or the next "; ". After: what comes before."""
    words = clause.words
    first, last = subject
    low, high = _bounds(words, first, at)
    tail = [w.low for w in words[max(at, last - 1) + 1 : high] if w.text not in MARKS]
    enough = first - low > max(3, len(tail)) and words[first - 1].text in MARKS and "that" not in tail[:4]
    after = inverted or enough
    if after:
        end = max(at, last - 1)
        return cut(reader.text, words[low].start, words[end].end), "after"
    start = words[low if inverted else first].start
    return cut(reader.text, start, words[high - 1].end), "before"


def _bounds(words: tuple[Word, ...], first: int, at: int) -> tuple[int, int]:
    """The stretch between semicolons or ", but" and ", while" that holds the voice."""
    low, high = 0, len(words)
    for i, word in enumerate(words):
        split = word.text == ";" or (
            word.text == ","
            and i + 1 < len(words)
            and words[i + 1].low in ("but", "while", "whereas", "although")
        )
        if split and i < first:
            low = i + 1
        elif split and i > at:
            high = i
            break
    return low, high


_REST = 30  # sentences after one that a voice can still cover


def _with_quotations(
    reader: Reader, voices: list[Voice], listed: Sequence[Sentence], number: int
) -> Iterator[Voice]:
    """The scope grows over what the voice still says: an open quotation, whole quoted sentences after it, the
    paragraph after "X said:", the rest of a line after "X: ..."; and what stands before "Source: X"."""
    sentence, rest = listed[number], listed[number + 1 : number + 1 + _REST]
    end = _quotation_end(sentence, rest) if voices else sentence.end
    for voice in voices:
        start, stop = voice.scope.start, end
        if voice.form == "label":
            stop = max([end, *(s.end for s in rest[:6] if s.paragraph == sentence.paragraph)])
        elif sentence.words[-1].text == ":" and rest:
            stop = max(s.end for s in rest if s.paragraph == rest[0].paragraph)
        elif end == sentence.end and voice.form in ("before", "after"):
            stop = _quoted_next(sentence, rest)
        if voice.form == "source":
            start = listed[number - 1].start if number and voice.span.start - sentence.start < 12 else start
        same = (start, stop) == (voice.scope.start, sentence.end)
        scope = voice.scope if same else cut(reader.text, start, max(stop, voice.scope.end))
        yield Voice(
            voice.span, voice.kind, scope, voice.cue, "label" if voice.form == "source" else voice.form
        )


def _quoted_next(sentence: Sentence, rest: Sequence[Sentence]) -> int:
    """The end of the quotation that begins right after a sentence of speech without one ("Shoigu denied it. “We
    have moved nobody.”"), where the quotation is all that its sentences hold."""
    end = sentence.end
    if not rest or any(w.text in QUOTES for w in sentence.words) or rest[0].words[0].text not in QUOTES:
        return end
    marks = 0
    for later in rest[:6]:
        marks += sum(w.text in QUOTES for w in later.words)
        if marks % 2 == 0:
            closed = later.words[-1].text in QUOTES or later.words[-2:][0].text in QUOTES
            return later.end if closed and marks == 2 else end
    return end


def _quotation_end(sentence: Sentence, rest: Sequence[Sentence]) -> int:
    opened = sum(w.text in QUOTES for w in sentence.words) % 2 == 1
    end = sentence.end
    if not any(w.text in QUOTES for w in sentence.words):
        return end
    for later in rest[:6]:
        if later.paragraph != sentence.paragraph:
            break
        marks = sum(w.text in QUOTES for w in later.words)
        whole = later.words[0].text in QUOTES and later.words[-1].text in QUOTES | {"."} and marks == 2
        if not opened and not whole:
            break
        end = later.end
        if opened and marks % 2 == 1:
            break
    return end
