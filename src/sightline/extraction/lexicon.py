"""The word lists of who acts: named forces and organisations, heads and modifiers, given names; all in `data/`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sightline.extraction.sentences import Sentence, Word, sentences, words
from sightline.model.vocabulary import ActorKind

_KINDS: dict[str, ActorKind] = {
    "state": "state",
    "force": "force",
    "organisation": "organisation",
    "person": "person",
}


_LONG = 400  # words; no sentence that somebody wrote to be read is longer


def short_sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentences of text[start:end]; what is longer than any sentence (a table, a list, hostile input) in pieces,
    so that work that grows with the square of a sentence's length stays small."""
    for sentence in sentences(text, start, end):
        if len(sentence.words) <= _LONG:
            yield sentence
            continue
        for at in range(0, len(sentence.words), _LONG):
            some = sentence.words[at : at + _LONG]
            yield Sentence(some[0].start, some[-1].end, sentence.paragraph, some)


@dataclass(frozen=True, slots=True)
class Named:
    """A force or organisation known by name. as_written: the name holds only where its capitals stand so."""

    name: str
    kind: ActorKind
    country: str | None
    as_written: bool


def rows(file: str) -> list[list[str]]:
    """The tab-separated fields of each line of `data/<file>`, comment lines left out."""
    text = (resources.files("sightline.extraction") / "data" / file).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def actor_words() -> dict[str, frozenset[str]]:
    """class -> its words, lower case (`data/actor_words.tsv`)."""
    return {row[0]: frozenset(row[1].split()) for row in rows("actor_words.tsv")}


@cache
def given_names() -> frozenset[str]:
    return frozenset(name for row in rows("given_names.txt") for name in row[0].split())


def key(name: str) -> tuple[str, ...]:
    return tuple(word.low for word in words(name, 0, len(name)))


_SHIPS = frozenset(
    "USS USNS USCGC HMS RFA HMAS HMNZS HMCS KRI RSS TCG BNS PNS ROKS BRP HDMS ORP BAP ARA HMNLS HNLMS ITS INS SLNS"
    " HTMS UMS".split()
)


def is_ship_prefix(text: str) -> bool:
    """Whether a word stands before the names of a navy's ships."""
    return text in _SHIPS


@cache
def named() -> dict[str, tuple[tuple[tuple[str, ...], Named], ...]]:
    """First word -> the names that begin with it, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Named]]] = {}
    for file in ("forces.tsv", "organisations.tsv"):
        for name, kind, country, *_ in rows(file):
            low = key(name)
            code = None if country == "-" else country
            entry = Named(name, _KINDS[kind], code, " " not in name and name.upper() == name)
            found.setdefault(low[0], []).append((low, entry))
    return {first: tuple(sorted(all_, key=lambda e: -len(e[0]))) for first, all_ in found.items()}


def named_at(found: tuple[Word, ...], at: int) -> tuple[int, Named] | None:
    """The longest known name that begins at word `at`: (index after its last word, what it is)."""
    head = found[at].low.removesuffix("'s")
    for low, entry in named().get(head, ()):
        last = at + len(low)
        if last > len(found) or not _same(low, found[at:last]):
            continue
        text = found[at].text
        if entry.as_written and not text.startswith(entry.name):
            continue
        if not entry.as_written and not text[0].isupper() and entry.name[0].isupper():
            continue
        return last, entry
    return None


def _same(low: tuple[str, ...], there: tuple[Word, ...]) -> bool:
    """Word for word; the last one may carry a possessive ending."""
    *most, end = (word.low for word in there)
    return tuple(most) == low[:-1] and end in (low[-1], low[-1] + "'s")
