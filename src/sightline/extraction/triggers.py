"""Trigger words: where a sentence says that something happened, and which event it is.

The lexicon is `data/triggers.tsv`; the contract's table of neighbouring events is its source.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from sightline.extraction.inflect import noun_forms, verb_forms
from sightline.extraction.sentences import Word
from sightline.model.vocabulary import EVENT_KINDS, EventKind

MOTION: frozenset[EventKind] = frozenset({"departure", "movement", "arrival"})
_DETERMINERS = frozenset(
    "a an the this that these those its their his her our my your some any no each every another such several"
    " many few all both first second third last next new recent joint further additional more major".split()
)
_MODALS = frozenset(
    "will would can could may might shall should must to did do does not n't never also".split()
)
_PRONOUNS = frozenset("he she it they we i you who which that".split())
_BE = frozenset("is are was were be been being am get gets got".split())
_HAVE = frozenset("has have had having".split())
_OBJECT_STARTS = _DETERMINERS | frozenset("him them us me against into".split())
_BETWEEN = frozenset(
    "also then now reportedly allegedly already recently since not never n't only just fully".split()
)
_EXERCISED = frozenset("restraint caution control its their his her rights power care patience".split())
_PICTURES = frozenset(
    "image images imagery picture pictures photo photos photograph photographs footage video videos frame frames pass"
    " scene scenes screenshot data radar".split()
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One expression of the lexicon in one form. form: base, s, past, ing, noun or fixed."""

    event: EventKind
    pos: str
    needs: str
    frame: str
    form: str
    base: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words [first, last] of a sentence that say an event happened. passive: the subject undergoes it."""

    first: int
    last: int
    entry: Entry
    passive: bool

    @property
    def event(self) -> EventKind:
        return self.entry.event


@cache
def lexicon() -> dict[tuple[str, ...], tuple[Entry, ...]]:
    """Expression, as lower-case words -> its entries, in the order of the table."""
    table: dict[tuple[str, ...], list[Entry]] = {}
    text = resources.files("sightline.extraction").joinpath("data/triggers.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line or line.startswith(("#", "event\t")):
            continue
        event, pos, needs, frame, expressions = line.split("\t")
        assert event in EVENT_KINDS, event
        for base in expressions.split(", "):
            for form, kind in _forms(base, pos):
                entry = Entry(event, pos, needs, frame, kind, base)
                known = table.setdefault(tuple(form.split(" ")), [])
                if all(e.event != entry.event or e.pos != entry.pos for e in known):
                    known.append(entry)
    return {k: tuple(v) for k, v in table.items()}


def _forms(base: str, pos: str) -> list[tuple[str, str]]:
    if pos == "v":
        return list(verb_forms(base).items())
    if pos == "n":
        return [(f, "noun") for f in noun_forms(base)]
    return [(base, "past" if pos == "p" else "fixed")]


@cache
def _longest() -> dict[str, int]:
    """First word -> words in the longest expression that begins with it."""
    out: dict[str, int] = {}
    for words in lexicon():
        out[words[0]] = max(out.get(words[0], 0), len(words))
    return out


def find_triggers(words: tuple[Word, ...]) -> tuple[Trigger, ...]:
    """Every possible trigger of a sentence, longest expressions first, none overlapping another; several
    entries of one expression (strike or loss, noun or verb) are told apart by the words around them.
    """
    table, longest = lexicon(), _longest()
    found: list[Trigger] = []
    at = 0
    while at < len(words):
        for size in range(min(longest.get(words[at].low, 0), len(words) - at), 0, -1):
            entries = table.get(tuple(w.low for w in words[at : at + size]))
            fitting = [e for e in entries or () if _fits(words, at, at + size - 1, e)]
            if fitting:
                last = at + size - 1
                found.extend(Trigger(at, last, e, _passive(words, at, e)) for e in fitting)
                at = last
                break
        at += 1
    return tuple(found)


def is_noun(words: tuple[Word, ...], at: int) -> bool:
    """Whether the word at `at`, which could be a noun or a verb, reads as a noun."""
    before = words[at - 1].low if at else ""
    after = words[at + 1].low if at + 1 < len(words) else ""
    if before in _MODALS or before in _PRONOUNS:
        return False
    if (
        before in _DETERMINERS
        or before.endswith("'s")
        or before in {"of", "in", "by", "under", "during", "from"}
    ):
        return True
    if after in _OBJECT_STARTS and after not in {"that", "more"}:
        return False
    if after in {
        "of",
        "against",
        "on",
        "by",
        "in",
        "at",
        "was",
        "were",
        "is",
        "are",
        "has",
        "have",
        ",",
        ".",
    }:
        return True
    return not before.endswith("s")  # "tanks attack": plural subject; else more often a noun


def _fits(words: tuple[Word, ...], first: int, last: int, entry: Entry) -> bool:
    before = words[first - 1].low if first else ""
    if _other_sense(words, first, last, entry):
        return False
    if entry.form in {"fixed", "past"}:
        return entry.form == "fixed" or not _attributive(words, first, last)
    single = first == last
    if entry.form == "noun":
        return not single or _other_reading(words[first].low, entry) is None or is_noun(words, first)
    if entry.form in {"base", "s"} and single:
        if _other_reading(words[first].low, entry) or entry.form == "base":
            return not is_noun(words, first)
        return before not in _DETERMINERS
    if entry.form == "ing" and single:
        return before not in {"a", "an"}
    return True


def _other_sense(words: tuple[Word, ...], first: int, last: int, entry: Entry) -> bool:
    """Whether the words around say that the expression means something else."""
    after = _follows(words, last)
    match entry.base:
        case "have":
            return _auxiliary(words, last)
        case "strike":  # "strikes me as", "struck a deal"
            return after in {"me", "us", "one"} or _follows(words, last + 1) in {
                "deal",
                "chord",
                "balance",
                "pose",
            }
        case "exercise":
            return after in _EXERCISED
        case "show" | "reveal" | "depict":
            return not _pictured(words, first, last)
    return entry.pos == "v" and first > 0 and _is_name(words, first)


def _other_reading(form: str, entry: Entry) -> str | None:
    """The other part of speech that the lexicon or the language knows for this form."""
    for other in lexicon().get((form,), ()):
        if other.pos != entry.pos and other.pos in "vn" and entry.pos in "vn":
            return other.pos
    return None


def _follows(words: tuple[Word, ...], last: int) -> str:
    return words[last + 1].low if last + 1 < len(words) else ""


def _is_name(words: tuple[Word, ...], at: int) -> bool:
    """ "22 March", "Charge d'affaires": a capital inside a sentence that is not all capitals."""
    return words[at].text[0].isupper() and not words[at].text.isupper() and words[at - 1].text.isalnum()


def _pictured(words: tuple[Word, ...], first: int, last: int) -> bool:
    """ "The image of 29 March shows four launchers": a picture, and what it shows as a thing, not a clause."""
    before = {w.low for w in words[max(0, first - 8) : first]}
    after = words[last + 1].low if last + 1 < len(words) else ""
    return (
        bool(before & _PICTURES)
        and after[:1].isalnum()
        and after not in {"that", "how", "no", "signs", "where", "what"}
    )


def _auxiliary(words: tuple[Word, ...], at: int) -> bool:
    """Whether "has" at `at` only carries another verb: "has landed", "have not been seen", "had to"."""
    for word in words[at + 1 : at + 5]:
        if (
            word.low in _BETWEEN
            or word.low in {"still", "ever", "yet", "long", "recently"}
            or word.low.endswith("ly")
        ):
            continue
        if word.low in {"to", "been", "had", "done", "become", "made", "come", "gone", "put", "set"}:
            return True
        return word.low.endswith(
            ("ed", "wn", "en", "ught", "ung", "unk", "uck", "elt", "eft", "old", "ent", "aid")
        )
    return True


def _attributive(words: tuple[Word, ...], first: int, last: int) -> bool:
    """ "the armed forces", "occupied territories": a participle before its noun says nothing happened."""
    low = words[first].low
    if low in {"armed", "based", "posted", "mounted", "mobilised", "mobilized"}:
        before = words[first - 1].low if first else ""
        after = words[last + 1].low if last + 1 < len(words) else ""
        return before not in _BE | _HAVE and after not in {"by", "with", "in", "at", "on", "near", "to"}
    return False


def _passive(words: tuple[Word, ...], first: int, entry: Entry) -> bool:
    if entry.pos == "p":
        return True
    if entry.form != "past":
        return False
    at = first - 1
    while at >= 0 and (words[at].low in _BETWEEN or words[at].low.endswith("ly")):
        at -= 1
    if at >= 0 and words[at].low in _BE:
        return True
    after = next((w.low for w in words[first + 1 : first + 3]), "")
    return after == "by" and (at < 0 or words[at].low not in _HAVE)
