"""Sentences and words of a stretch of text, as offsets; nothing is rewritten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Abbreviations after which a full stop ends no sentence. Ranks and titles first, then common ones.
_ABBREVIATIONS = frozenset(
    "gen lt maj col capt cpt cmdr adm brig sgt cpl pvt mr mrs ms dr prof st sen rep gov pres no nos vs approx ca"
    " jan feb mar apr jun jul aug sept sep oct nov dec inc ltd co corp dept est fig vol art al e.g i.e cf p.m a.m"
    " мин ген гг им тыс млн т.е т.д núm sr sra d.c u.s u.k u.n".split()
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]")
_STOP = re.compile(r"\n|" + _END.pattern)
_LAST_WORD = re.compile(r"[\w.]+$")
_LONGEST_WORD = 40  # characters looked at before a full stop
_LONGEST_SENTENCE = 400  # words; what runs on longer is a table or noise and is cut
_BREAK = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*•–—▪·]|\d{1,2}[.)])[ \t])")
_WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*[+]?|[^\w\s]", re.UNICODE)
_SHORT_LINE = (
    55  # a line shorter than this that ends without a stop is a heading or a list item, not wrapped prose
)


# Not frozen, though nothing changes it: setting the fields of a frozen one takes three times as long, for every word.
@dataclass(slots=True, unsafe_hash=True)
class Word:
    """A word or a punctuation mark at [start, end) of the document's text; low: lower case, plain apostrophe."""

    start: int
    end: int
    text: str
    low: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """[start, end) of the document's text, without surrounding white space; paragraph: number of its
    paragraph within the part."""

    start: int
    end: int
    paragraph: int
    words: tuple[Word, ...]


def words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words and marks of text[start:end]; hyphenated words, designations and "U.S." stay whole."""
    return tuple(
        Word(m.start(), m.end(), m.group(), m.group().lower().replace("’", "'"))
        for m in _WORD.finditer(text, start, end)
    )


@lru_cache(maxsize=8)  # several finders ask about the same part
def sentences(text: str, start: int, end: int) -> tuple[Sentence, ...]:
    """The sentences of text[start:end], in order."""
    return tuple(_sentences(text, start, end))


def _sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    for number, (first, last) in enumerate(_paragraphs(text, start, end)):
        for a, b in _split(text, first, last):
            found = words(text, a, b)
            for first_word in range(0, len(found), _LONGEST_SENTENCE):
                piece = found[first_word : first_word + _LONGEST_SENTENCE]
                yield Sentence(piece[0].start, piece[-1].end, number, piece)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for m in _BREAK.finditer(text, start, end):
        yield at, m.start()
        at = m.end()
    yield at, end


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for m in _STOP.finditer(text, start, end):
        a, b = m.span()
        stop = _line_ends(text, at, a, end) if m.group() == "\n" else _sentence_ends(text, at, a, b, end)
        if stop:
            yield at, b
            at = b
    yield at, end


def _line_ends(text: str, start: int, newline: int, end: int) -> bool:
    begin = max(start, newline - _SHORT_LINE - 1)  # a longer line is no heading
    line = text[max(begin, text.rfind("\n", begin, newline) + 1) : newline].strip()
    return 0 < len(line) < _SHORT_LINE and newline + 1 < end and not text[newline + 1].islower()


def _sentence_ends(text: str, start: int, mark: int, after: int, end: int) -> bool:
    rest = text[after : min(after + 40, end)].lstrip()
    if not rest:
        return True
    if text[mark] != ".":
        return not rest[0].islower()
    before = _LAST_WORD.search(text[max(start, mark - _LONGEST_WORD) : mark])
    word = before.group().lower() if before else ""
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i"):
        # "U.S. The" ends a sentence, "U.S. forces" and "Gen. Smith" do not.
        return "." in word and rest[:4] in {"The ", "It ", "A ", "In ", "He "}
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return rest[:1].isupper() and rest.split(" ")[0] in {
            "The",
            "It",
            "A",
            "An",
            "In",
            "He",
            "They",
            "But",
        }
    return not rest[0].islower()
