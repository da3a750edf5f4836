"""Who says what: the voices that a text names, and the stretch of text each of them covers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sightline.extraction.actors import find_persons
from sightline.extraction.lexicon import actor_words
from sightline.extraction.persons import Person
from sightline.extraction.sentences import Sentence, Word, sentences
from sightline.extraction.voice_kinds import LANGUAGES, Table, is_pronoun, kind_of, outlet_at, table
from sightline.model.countries import country_words
from sightline.model.document import Document, Part
from sightline.model.span import Span, cut
from sightline.model.vocabulary import AttributionKind

_MARKS = frozenset('.,;:!?"“”«»()—–[]…')
_QUOTES = frozenset('"“”«»')
_DETERMINERS = frozenset(
    "the a an its their his her our this these some several many two three four five one another both most".split()
)
_TRIM = frozenset(
    "but and yet so meanwhile then still however monday tuesday wednesday thursday friday saturday sunday later"
    " earlier today yesterday only even also again instead elsewhere".split()
)
_REACH = 14  # words looked at to the left of a reporting verb
_IN_DATA = re.compile(
    r"\b(?:(?:new|recent|commercial|overhead|aerial|fresh|high-resolution|the|these|several|american|russian)\s+)*"
    r"(?:satellite|aerial|overhead|commercial|drone|orbital|radar|planet|maxar)\s+(?:[\w-]+\s+)?"
    r"(?:images?|imagery|pictures?|photos?|photographs?|passes|frames?|footage|shots?|pics?)\b"
    r"|\bsat\s+pics?\b|\bgoogle earth\b",
    re.IGNORECASE,
)
_IN_TRACKS = re.compile(
    r"\b(?:(?:flight|ship|vessel|marine)[- ]track(?:ing|ers?)(?:\s+(?:data|sites?|websites?|services?))?"
    r"|AIS(?:\s+(?:data|signals?))?|ADS-B(?:\s+data)?|MarineTraffic|Flightradar24|FlightAware|VesselFinder)\b"
)
_ACCORDING = re.compile(
    r"\b(?:according to|as per|judging by|in the words of|citing|quoting|quoted by|cited by|as reported by|reported by|"
    r"in the (?:view|estimate|opinion|account) of|seen by|with reference to)\s+",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(
    r"\b((?:[\w.-]+\s+){0,4}[\w.-]+)['’]s?\s+(?:own\s+)?"
    r"(?:words?|account|admission|estimates?|tally|count|figures|claims?|version|reckoning|telling)\b"
)
_UNNAMED = re.compile(
    r"\b(?:(?:is|are|was|were) (?:said|believed|reported|rumou?red|understood|thought|alleged) to"
    r"|it (?:is|was) (?:said|believed|reported|rumou?red|understood|alleged)"
    r"|(?:unconfirmed |some |various |other )?reports (?:say|said|suggest|suggested|indicate|indicated|claim|claimed|of|that)"
    r"|rumou?rs? (?:of|that|has it)|is rumou?red)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?m)^[ \t•*-]*((?:[\w.’'-]+[ \t]+){0,4}[\w.’'-]+):[ \t]+(?=\S)")
_LABEL_END = re.compile(r"(?m):[ \t]+((?:[\w.’'-]+[ \t]+){0,3}[\w.’'-]+)[ \t]*$")


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
class _Reader:
    """A part being read. last: kind of the voice before, for "he" and "they"; known: persons by surname."""

    text: str
    language: str
    words: Table
    lands: tuple[tuple[int, int], ...]
    known: dict[str, Person] = field(default_factory=dict)
    last: AttributionKind | None = None


@dataclass(frozen=True, slots=True)
class _Clause:
    """A sentence as words, with the indices of country words and the persons in it."""

    sentence: Sentence
    words: tuple[Word, ...]
    lands: set[int]
    persons: list[Person]


def find_voices(document: Document) -> tuple[Voice, ...]:
    """The voices of all parts in text order; of several for the same words, the nearest to the statement
    first (in "Reuters reported, citing two officials": the officials, then Reuters)."""
    found: list[Voice] = []
    known: dict[str, Person] = {}
    for part in document.parts:
        found += _part_voices(document, part, known)
    return tuple(found)


def _part_voices(document: Document, part: Part, known: dict[str, Person]) -> Iterator[Voice]:
    text = document.text
    language = part.language or document.language or "en"
    language = language if language in LANGUAGES else "en"
    lands = tuple(
        (w.start + part.start, w.end + part.start) for w in country_words(text[part.start : part.end], language)
    )
    reader = _Reader(text, language, table(language), lands, known)
    all_sentences = list(sentences(text, part.start, part.end))
    for number, sentence in enumerate(all_sentences):
        voices = _sentence_voices(reader, sentence)
        if voices:
            reader.last = voices[-1].kind
        yield from _with_quotations(reader, voices, sentence, all_sentences[number + 1 :])


def _sentence_voices(reader: _Reader, sentence: Sentence) -> list[Voice]:
    lands = {
        i
        for i, w in enumerate(sentence.words)
        if any(a < w.end and w.start < b for a, b in reader.lands)
    }
    persons = find_persons(sentence.words, lands, reader.known)
    clause = _Clause(sentence, sentence.words, lands, persons)
    found: list[tuple[int, Voice]] = []  # depth: 0 for the nearest voice
    if reader.language == "en":
        found += _said(reader, clause)
        found += _according(reader, clause)
        found += _unsaid(reader, clause)
        found += _evidence(reader, clause)
        found += _labels(reader, clause)
    else:
        found += _foreign(reader, clause)
    found.sort(key=lambda pair: (pair[0], pair[1].span.start))
    kept: list[Voice] = []
    for _, voice in found:
        if not any(voice.span.overlaps(k.span) for k in kept):
            kept.append(voice)
    return kept


def _kind(reader: _Reader, clause: _Clause, first: int, last: int) -> AttributionKind | None:
    if first >= last:
        return None
    if last - first == 1 and is_pronoun(clause.words[first].low):
        return reader.last
    return kind_of(clause.words, reader.language, clause.lands, clause.persons, first, last)


def _span(reader: _Reader, clause: _Clause, first: int, last: int) -> Span:
    span = cut(reader.text, clause.words[first].start, clause.words[last - 1].end)
    text = re.sub(r"['’]s?$", "", span.text)
    return Span(span.start, span.start + len(text), text) if text else span


# --- X said Y; Y, X said; "Y", said X


def _said(reader: _Reader, clause: _Clause) -> Iterator[tuple[int, Voice]]:
    words, t = clause.words, reader.words
    for at, word in enumerate(words):
        classes = t.classes(word.low)
        if not classes & {"say", "show"}:
            continue
        subject = _subject(clause, t, at)
        inverted = False
        kind = _kind(reader, clause, *subject) if subject else None
        if (subject is None or kind is None) and "invert" in classes:
            subject = _inverted(clause, t, at)
            kind = _kind(reader, clause, *subject) if subject else None
            inverted = kind is not None
        if subject is None or kind is None or not _fits(classes, kind, clause, at):
            continue
        scope, form = _scope(reader, clause, subject, at, inverted)
        cue = Span(word.start, word.end, word.text)
        yield 0, Voice(_span(reader, clause, *subject), kind, scope, cue, form)
        yield from _told(reader, clause, at, scope)


def _fits(classes: frozenset[str], kind: AttributionKind, clause: _Clause, at: int) -> bool:
    """Pictures and records show, persons say; "has counted 12" needs what is counted after it."""
    if kind in ("imagery", "tracking", "document", "unnamed"):
        return True
    if "say" not in classes:
        return False
    low = clause.words[at].low
    if low in ("claim", "report", "count", "counts", "list", "puts", "calls", "called", "believes", "expects", "cites"):
        return at + 1 < len(clause.words)
    return True


def _subject(clause: _Clause, t: Table, at: int) -> tuple[int, int] | None:
    """Words [first, last) of the noun phrase before a verb, past adverbs and an apposition in commas."""
    words = clause.words
    j = _past_adverbs(words, t, at - 1)
    if j >= 1 and words[j].text == ",":
        j = _past_apposition(words, j)
    if j < 0 or words[j].text in _MARKS - {")"}:
        return None
    if words[j].text == ")":  # "the chiefs of staff (JCS) said"
        while j >= 0 and words[j].text != "(":
            j -= 1
        j -= 1
    last = j + 1
    first = _left_edge(words, t, last)
    return _tidy(clause, first, last)


def _past_adverbs(words: tuple[Word, ...], t: Table, j: int) -> int:
    while j >= 0:
        low = words[j].low
        if "aux" in t.classes(low) or low.endswith("ly") or low in _TRIM:
            j -= 1
            if j >= 0 and words[j].low == "on" and words[j + 1].low in _TRIM:
                j -= 1
        else:
            break
    return j


def _past_apposition(words: tuple[Word, ...], comma: int) -> int:
    """Before ", who is in charge," or ", a ministry spokesman," or "(JCS)": index of the last word of the name."""
    for i in range(comma - 1, max(-1, comma - 25), -1):
        if words[i].text == "," and i + 1 < comma:
            if words[i + 1].low in ("who", "which", "whose", "a", "an", "the", "its", "speaking", "commander", "chief"):
                return i - 1
            return -1
        if words[i].text in _MARKS - {","}:
            return -1
    return -1


def _left_edge(words: tuple[Word, ...], t: Table, last: int) -> int:
    first = last
    while first > 0 and last - first < _REACH:
        word = words[first - 1]
        if word.text in _MARKS and not (word.text == "." and first < last and words[first - 1].end - word.start == 1):
            break
        if word.text == "." and not _abbreviated(words, first - 1):
            break
        classes = t.classes(word.low)
        if "stop" in classes or ("say" in classes and not _nounish(words, first - 1, last)):
            break
        first -= 1
    return first


def _abbreviated(words: tuple[Word, ...], dot: int) -> bool:
    return dot > 0 and words[dot - 1].end == words[dot].start and len(words[dot - 1].text) <= 4


def _nounish(words: tuple[Word, ...], at: int, last: int) -> bool:
    """A word that looks like a reporting verb but is a noun here ("a report of the experts")."""
    return words[at].low in ("report", "reports", "state", "states", "post", "posts", "claims", "list", "estimates", "puts")


def _tidy(clause: _Clause, first: int, last: int) -> tuple[int, int] | None:
    """Without what stands before the noun phrase: adverbs, "On Monday", "In a statement"."""
    words = clause.words
    while first < last and (words[first].low in _TRIM or words[first].text in _MARKS):
        first += 1
    prep = actor_words()["particle"] and ("in", "on", "at", "from", "for", "near", "after", "under", "to", "of")
    if first < last and words[first].low in prep:
        first = _after_phrase(words, first, last)
    for i in range(last - 1, first, -1):
        before = words[i - 1].low
        if words[i].low in _DETERMINERS and before not in prep + ("and", "with", "by", "all", "one"):
            first = i
            break
    return (first, last) if first < last else None


def _after_phrase(words: tuple[Word, ...], first: int, last: int) -> int:
    """After "On Monday" or "In Moscow": the next word that can begin a noun phrase."""
    i = first + 1
    while i < last and words[i].low in _DETERMINERS:
        i += 1
    i += 1
    while i < last and words[i].low in ("of", "in"):
        i += 2
    return i if i < last else first + 1


def _inverted(clause: _Clause, t: Table, at: int) -> tuple[int, int] | None:
    """ "..., said a senior officer, who": the noun phrase after the verb."""
    words = clause.words
    if at == 0 or (words[at - 1].text not in _MARKS and "aux" not in t.classes(words[at - 1].low)):
        return None
    return _right_phrase(clause, t, at + 1)


def _right_phrase(clause: _Clause, t: Table, first: int) -> tuple[int, int] | None:
    words, last = clause.words, first
    while last < len(words) and last - first < _REACH:
        word = words[last]
        if word.text == "." and last + 1 < len(words) and _abbreviated(words, last):
            last += 1
            continue
        if word.text in _MARKS:
            break
        classes = t.classes(word.low)
        if "stop" in classes and word.low not in ("with", "to"):
            break
        if last > first and "say" in classes and not _nounish(words, last, last):
            break
        if last > first and word.low in ("on", "in", "at") and last + 1 < len(words):
            if words[last + 1].low in _TRIM or words[last + 1].text[0].isdigit():
                break
        if last > first and word.low in _TRIM:
            break
        last += 1
    return (first, last) if last > first else None


def _told(reader: _Reader, clause: _Clause, at: int, scope: Span) -> Iterator[tuple[int, Voice]]:
    """ "told Reuters", "told a Tehran agency": the medium is the voice behind the voice."""
    if clause.words[at].low not in ("told", "tells", "tell"):
        return
    phrase = _right_phrase(clause, reader.words, at + 1)
    if phrase is None:
        return
    first, last = phrase
    for i in range(first, last):
        if (end := outlet_at(clause.words, i)) > i:
            first, last = i, end
            break
    if _kind(reader, clause, first, last) == "media":
        cue = clause.words[at]
        yield 1, Voice(_span(reader, clause, first, last), "media", scope, Span(cue.start, cue.end, cue.text), "after")


def _scope(
    reader: _Reader, clause: _Clause, subject: tuple[int, int], at: int, inverted: bool
) -> tuple[Span, str]:
    """Before: from the subject to the end of the sentence or the next "; ". After: what comes before."""
    words = clause.words
    first, last = subject
    low, high = _bounds(words, first, at)
    tail = [w for w in words[max(at, last - 1) + 1 : high] if w.text not in _MARKS]
    after = inverted or (first > low + 1 and words[first - 1].text in _MARKS and len(tail) <= 6)
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
            word.text == "," and i + 1 < len(words) and words[i + 1].low in ("but", "while", "whereas", "although")
        )
        if split and i < first:
            low = i + 1
        elif split and i > at:
            high = i
            break
    return low, high


# --- according to X; by X's own account; reportedly; images show


def _according(reader: _Reader, clause: _Clause) -> Iterator[tuple[int, Voice]]:
    start, end = clause.words[0].start, clause.words[-1].end
    for m in _ACCORDING.finditer(reader.text, start, end):
        at = next((i for i, w in enumerate(clause.words) if w.start >= m.end()), None)
        phrase = _right_phrase(clause, reader.words, at) if at is not None else None
        if phrase is None:
            continue
        kind = _kind(reader, clause, *phrase)
        low = m.group().lower()
        if kind is None and low.startswith(("according", "as per", "citing", "quoting")):
            kind = "other"
        if kind is None or (low.startswith("seen") and kind not in ("media", "imagery")):
            continue
        depth = 1 if low.startswith(("quoted", "cited", "reported by", "as reported", "seen")) else 0
        depth = -1 if low.startswith(("citing", "quoting")) else depth
        cue = cut(reader.text, m.start(), m.end())
        yield depth, Voice(_span(reader, clause, *phrase), kind, _whole(reader, clause), cue, "according")
    for m in _OWN_WORDS.finditer(reader.text, start, end):
        inside = [i for i, w in enumerate(clause.words) if m.start(1) <= w.start < m.end(1)]
        tidy = _tidy(clause, inside[0], inside[-1] + 1) if inside else None
        tidy = (_left_edge(clause.words, reader.words, tidy[1]), tidy[1]) if tidy else None
        tidy = _tidy(clause, *tidy) if tidy else None
        kind = _kind(reader, clause, *tidy) if tidy else None
        if tidy and kind:
            yield 0, Voice(_span(reader, clause, *tidy), kind, _whole(reader, clause), None, "according")


def _whole(reader: _Reader, clause: _Clause) -> Span:
    return cut(reader.text, clause.sentence.start, clause.sentence.end)


def _unsaid(reader: _Reader, clause: _Clause) -> Iterator[tuple[int, Voice]]:
    for word in clause.words:
        if "unsaid" in reader.words.classes(word.low):
            span = Span(word.start, word.end, word.text)
            yield 2, Voice(span, "unnamed", _whole(reader, clause), span, "adverb")
    for m in _UNNAMED.finditer(reader.text, clause.words[0].start, clause.words[-1].end):
        span = cut(reader.text, m.start(), m.end())
        yield 3, Voice(span, "unnamed", _whole(reader, clause), span, "adverb")


def _evidence(reader: _Reader, clause: _Clause) -> Iterator[tuple[int, Voice]]:
    start, end = clause.words[0].start, clause.words[-1].end
    for pattern, kind in ((_IN_DATA, "imagery"), (_IN_TRACKS, "tracking")):
        for m in pattern.finditer(reader.text, start, end):
            found: AttributionKind = "imagery" if kind == "imagery" else "tracking"
            yield 1, Voice(cut(reader.text, m.start(), m.end()), found, _whole(reader, clause), None, "evidence")


def _labels(reader: _Reader, clause: _Clause) -> Iterator[tuple[int, Voice]]:
    """ "ARMY SPOX: ..." at the start of a line, and "...: ministry" at the end of a headline."""
    start, end = clause.sentence.start, clause.sentence.end
    line = reader.text.rfind("\n", 0, start) + 1
    for pattern, low in ((_LABEL, line), (_LABEL_END, start)):
        m = pattern.search(reader.text, low, end)
        if m is None or m.start(1) < start:
            continue
        inside = [i for i, w in enumerate(clause.words) if m.start(1) <= w.start < m.end(1)]
        kind = _kind(reader, clause, inside[0], inside[-1] + 1) if inside else None
        if kind is not None and kind not in ("imagery", "tracking"):
            span = cut(reader.text, m.start(1), m.end(1))
            yield 1, Voice(span, kind, _whole(reader, clause), None, "label")


# --- other languages, simply: preposition or verb, and the words beside it


def _foreign(reader: _Reader, clause: _Clause) -> Iterator[tuple[int, Voice]]:
    words, t = clause.words, reader.words
    before = reader.language == "tr"  # "X'e göre": the voice stands before
    for first, last in _cues(words, t, "prep"):
        phrase = _beside(clause, t, first, left=True) if before else _beside(clause, t, last, left=False)
        yield from _foreign_voice(reader, clause, phrase, (first, last), "according")
    for first, last in _cues(words, t, "say"):
        sides = [_beside(clause, t, first, left=True), _beside(clause, t, last, left=False)]
        for phrase in sides:
            found = list(_foreign_voice(reader, clause, phrase, (first, last), "before"))
            if found:
                yield from found
                break
    for first, last in _cues(words, t, "unsaid"):
        span = _span(reader, clause, first, last)
        yield 2, Voice(span, "unnamed", _whole(reader, clause), span, "adverb")


def _cues(words: Sequence[Word], t: Table, name: str) -> Iterator[tuple[int, int]]:
    for i, word in enumerate(words):
        if name in t.classes(word.low):
            yield i, i + 1
        for phrase, phrase_name in t.phrases:
            if phrase_name == name and tuple(w.low for w in words[i : i + len(phrase)]) == phrase:
                yield i, i + len(phrase)


def _beside(clause: _Clause, t: Table, at: int, *, left: bool) -> tuple[int, int]:
    words = clause.words
    first = last = at
    if left:
        while first > 0 and at - first < 8 and words[first - 1].text not in _MARKS:
            first -= 1
    else:
        while last < len(words) and last - at < 7 and words[last].text not in _MARKS:
            if last > at and words[last].low in ("que", "що", "что", "в", "на", "o"):
                break
            last += 1
    return first, last


def _foreign_voice(
    reader: _Reader, clause: _Clause, phrase: tuple[int, int], cue: tuple[int, int], form: str
) -> Iterator[tuple[int, Voice]]:
    kind = _kind(reader, clause, *phrase)
    if kind is not None:
        yield 0, Voice(
            _span(reader, clause, *phrase), kind, _whole(reader, clause), _span(reader, clause, *cue), form
        )


# --- quotations that run on


def _with_quotations(
    reader: _Reader, voices: list[Voice], sentence: Sentence, rest: Sequence[Sentence]
) -> Iterator[Voice]:
    """The scope grows over sentences that a quotation opened here (or the next one, whole) still covers."""
    if not voices or not any(w.text in _QUOTES for w in sentence.words):
        yield from voices
        return
    end = sentence.end
    opened = sum(w.text in _QUOTES for w in sentence.words) % 2 == 1
    for later in rest[:6]:
        if later.paragraph != sentence.paragraph:
            break
        marks = sum(w.text in _QUOTES for w in later.words)
        whole = later.words[0].text in _QUOTES and later.words[-1].text in _QUOTES | {"."} and marks == 2
        if not opened and not whole:
            break
        end = later.end
        if opened and marks % 2 == 1:
            break
    for voice in voices:
        scope = voice.scope if end == sentence.end else cut(reader.text, voice.scope.start, end)
        yield Voice(voice.span, voice.kind, scope, voice.cue, voice.form)
