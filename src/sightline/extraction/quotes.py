"""The quote of a claim: the shortest run of clauses that holds its words."""

from collections.abc import Iterable

from sightline.extraction.sentences import Sentence
from sightline.model.span import Span, cut

_OPENERS = frozenset(
    "but and or while although though whereas which who so because when where that as it he she they we there this"
    " these".split()
)
_SUBORDINATE = frozenset("but while although though whereas after before because until unless if".split())
_MARKS = " \t\n,;:—–-•·▪●►"


def quote_around(text: str, sentence: Sentence, trigger: Span, inside: Iterable[Span]) -> Span:
    """The clauses of the sentence from the one that holds the first of the claim's words to the one that holds
    the last."""
    spans = [s for s in inside if s.within(sentence)]
    low = min([trigger.start, *(s.start for s in spans)])
    high = max([trigger.end, *(s.end for s in spans)])
    borders = [b for b in _borders(sentence) if not any(s.start < b < s.end for s in spans)]
    start = max((b for b in borders if b <= low), default=sentence.start)
    end = min((b for b in borders if b >= high), default=sentence.end)
    return _trimmed(text, start, end, low, high)


def _borders(sentence: Sentence) -> list[int]:
    """Offsets between clauses: at a semicolon, a dash, a comma that opens a clause, a conjunction."""
    out: list[int] = []
    words = sentence.words
    for at, word in enumerate(words):
        after = words[at + 1].low if at + 1 < len(words) else ""
        opens = word.text == "," and (after in _OPENERS or at < 2)
        turns = at > 0 and word.low in _SUBORDINATE
        if opens or turns or word.text in {";", "—", "–"}:
            out.append(word.start)
    return out


def _trimmed(text: str, start: int, end: int, low: int, high: int) -> Span:
    """Without the marks and the opening conjunction of the clause."""
    while start < low and text[start] in _MARKS:
        start += 1
    while end > high and text[end - 1] in _MARKS:
        end -= 1
    word = text[start:low].split(" ", 1)[0].lower()
    if (
        word in {"but", "and", "while", "although", "though", "whereas", "so", "after", "before", "because"}
        and start + len(word) <= low
    ):
        start += len(word)
    return cut(text, start, end)
