"""The words that shallow reading knows, and where they stand in a sentence.

Data: data/shallow_words.tsv (language, class, words) and data/triggers_other.tsv; their heads say what the classes
mean. "*" stands for any ending, "_" for a space.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Generic, TypeVar

from sightline.extraction.sentences import Sentence

# Articles and the like that French writes onto the next word; the negation "n'" is kept apart below.
_ELIDED = re.compile(r"^(?:l|d|n|s|qu|m|t|j|c|jusqu|lorsqu|puisqu)'(?=\w)")
T = TypeVar("T")
Range = tuple[int, int]  # first and last word


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """One form of a table: its words, lower case, and what it stands for."""

    words: tuple[str, ...]
    value: T


Table = Mapping[str, tuple[Row[T], ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with the classes of its words. lows: folded words; bare: the same without what is elided onto
    them; hits: class -> where its words stand, in order."""

    sentence: Sentence
    language: str
    lows: tuple[str, ...]
    bare: tuple[str, ...]
    hits: Mapping[str, tuple[Range, ...]]

    def has(self, name: str, first: int = 0, last: int | None = None) -> bool:
        """Whether a word of the class stands in words [first, last]."""
        return bool(self.within(name, first, last))

    def within(self, name: str, first: int = 0, last: int | None = None) -> list[Range]:
        """Where the words of the class stand within words [first, last]."""
        end = len(self.lows) - 1 if last is None else min(last, len(self.lows) - 1)
        return [h for h in self.hits.get(name, ()) if first <= h[0] and h[1] <= end]

    def is_(self, name: str, at: int) -> bool:
        """Whether word `at` belongs to a hit of the class."""
        return any(a <= at <= b for a, b in self.hits.get(name, ()))


def fold(low: str) -> str:
    """One spelling: ё as е, one apostrophe, the dotted capital of Turkish as a plain letter."""
    return low.replace("ё", "е").replace("i̇", "i").replace("ʼ", "'")


def compiled(rows: Iterable[tuple[str, T]]) -> Table[T]:
    """A table by the first two letters of the first word, longest forms first. rows: form as written, value."""
    out: dict[str, list[Row[T]]] = {}
    for form, value in rows:
        words = tuple(fold(form).split("_"))
        out.setdefault(words[0].rstrip("*")[:2], []).append(Row(words, value))
    return {
        k: tuple(sorted(v, key=lambda r: (-len(r.words), -sum(map(len, r.words))))) for k, v in out.items()
    }


def at(table: Table[T], lows: tuple[str, ...], bare: tuple[str, ...], i: int) -> list[Row[T]]:
    """The rows whose form begins at word i, longest first."""
    out = [r for r in table.get(lows[i][:2], ()) if _fits(r.words, lows, bare, i)]
    if bare[i] != lows[i]:
        out += [r for r in table.get(bare[i][:2], ()) if _fits(r.words, lows, bare, i)]
    return out


def _fits(words: tuple[str, ...], lows: tuple[str, ...], bare: tuple[str, ...], i: int) -> bool:
    return i + len(words) <= len(lows) and all(
        _same(w, lows[i + k]) or (bare[i + k] != lows[i + k] and _same(w, bare[i + k]))
        for k, w in enumerate(words)
    )


def _same(form: str, word: str) -> bool:
    return word.startswith(form[:-1]) if form.endswith("*") else word == form


def folded(sentence: Sentence, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The folded words of a sentence, and the same without what is elided onto them."""
    lows = tuple(fold(w.low) for w in sentence.words)
    if language == "fr":
        return lows, tuple(_ELIDED.sub("", w) for w in lows)
    if language == "tr":
        return lows, tuple(w.partition("'")[0] for w in lows)
    return lows, lows


def read(sentence: Sentence, language: str) -> Reading:
    """The sentence with the classes of its words."""
    lows, bare = folded(sentence, language)
    table = classes(language)
    hits: dict[str, list[Range]] = {}
    for i in range(len(lows)):
        for row in at(table, lows, bare, i):
            known = hits.setdefault(row.value, [])
            if not known or known[-1][1] < i:
                known.append((i, i + len(row.words) - 1))
    return Reading(sentence, language, lows, bare, {k: tuple(v) for k, v in hits.items()})


@cache
def classes(language: str) -> Table[str]:
    """The classes of words round a statement in a language; empty where there are none."""
    return compiled((w, name) for lang, name, *_, words in _rows("shallow_words.tsv") if lang == language for w in words.split())  # fmt: skip


@cache
def stops(language: str) -> tuple[str, ...]:
    """Words that keep a language read by designations alone from giving a claim."""
    found = [words for lang, name, words in _rows("shallow_words.tsv") if lang == language and name == "stop"]
    return tuple(" ".join(found).split())


def _rows(file: str) -> list[list[str]]:
    text = resources.files("sightline.extraction").joinpath(f"data/{file}").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def trigger_rows(language: str) -> Table[tuple[str, str]]:
    """The words that make a claim in a language, with event and kind."""
    rows = (r for r in _rows("triggers_other.tsv") if r[0] == language)
    return compiled((w, (event, kind)) for _, event, kind, words in rows for w in words.split())
