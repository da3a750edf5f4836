"""Tokens: the words, numbers and signs of a text, with where they stand."""

import re
from dataclasses import dataclass
from functools import lru_cache

# Chinese characters one by one: nothing parts their words
_TOKEN = re.compile(r"\d+|[\u3400-\u9fff]|[^\W\d_]+|\n\s*\n|[^\w\s]")
_SHORT = frozenset(
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "mr",
        "mrs",
        "dr",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "st",
        "no",
        "u",
        "s",
        "a",
        "m",
        "p",
        "b",
        "c",
        "d",
        "ca",
        "approx",
    ]
)


def is_digits(word: str) -> bool:
    """Whether a token is a number in ASCII digits; "²" and "٣" are digits of another kind, and no number here."""
    return word.isascii() and word.isdigit()


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel tuples, one entry a token; `low` is the token in lower case. A blank line is a token of its
    own ("\\n"). Past the end stands one empty token, so that looking one ahead is always allowed."""

    source: str
    text: tuple[str, ...]
    low: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.text) - 3

    def joined(self, i: int) -> bool:
        """Whether token `i` follows the one before it without white space."""
        return i > 0 and self.start[i] == self.end[i - 1]

    def number(self, i: int) -> int | None:
        """The value of an ASCII number token of at most four digits."""
        word = self.text[i]
        return int(word) if len(word) <= 4 and is_digits(word) else None


def tokenise(source: str, start: int = 0, end: int | None = None) -> Tokens:
    """The tokens of source[start:end], with offsets into `source`."""
    text, first, last = [], [], []
    for match in _TOKEN.finditer(source, start, len(source) if end is None else end):
        word = match.group()
        text.append("\n" if word[0] == "\n" else word)
        first.append(match.start())
        last.append(match.end())
    where = last[-1] if last else start
    text += ["", "", ""]
    first += [where] * 3
    last += [where] * 3
    low = tuple(w.lower() for w in text)
    return Tokens(source, tuple(text), low, tuple(first), tuple(last))


# Several stages ask for the tokens of the same part.
part_tokens = lru_cache(maxsize=8)(tokenise)


def is_sentence_end(t: Tokens, i: int) -> bool:
    """Whether a sentence ends at token `i`: a stop that follows no abbreviation and no single letter."""
    word = t.text[i]
    if word == "\n" or word in "!?…;":
        return bool(word)
    if word != ".":
        return False
    before, after = t.low[i - 1] if i else "", t.text[i + 1]
    if before in _SHORT or (t.joined(i + 1) and after.isalnum()):
        return False
    return not after or after[:1].isupper() or not after.isalnum()


def sentence(t: Tokens, i: int, reach: int = 40) -> tuple[int, int]:
    """[first, past last) token of the sentence around token `i`, at most `reach` tokens to each side."""
    first = i
    while first > 0 and i - first < reach and not is_sentence_end(t, first - 1):
        first -= 1
    last = i
    while last < len(t) and last - i < reach and not is_sentence_end(t, last):
        last += 1
    return first, last
