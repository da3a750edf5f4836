"""Names in a document: persons, organisations, forces, nationalities and money, as mentions."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from sightline.extraction.actors import find_persons, lands_in
from sightline.extraction.lexicon import is_ship_prefix, rows, short_sentences
from sightline.extraction.persons import Person, bare
from sightline.extraction.sentences import Word
from sightline.extraction.voice_kinds import outlet_at
from sightline.model.claim import Actor
from sightline.model.countries import country_words
from sightline.model.document import Document, Part
from sightline.model.mention import Mention
from sightline.model.span import Span, cut
from sightline.model.vocabulary import MentionKind

_MONEY = re.compile(
    r"(?:(?:US|A|C|NZ|HK|S)?[$€£¥₽₴₹₺₩]\s?\d(?:[\d.,]{0,20}\d)?|\b(?:USD|EUR|GBP|RUB|UAH|CHF)\s?\d(?:[\d.,]{0,20}\d)?)"
    r"(?:\s?(?:k|m|mn|bn|tn|thousand|million|billion|trillion)\b)?"
    r"|\b\d[\d.,]{0,20}\s(?:(?:thousand|million|billion|trillion)\s)?(?:US\s)?"
    r"(?:dollars|euros|pounds|roubles|rubles|hryvnias?|rupees|yuan|yen|lira|francs|USD|EUR)\b"
    r"|\b(?:hundreds of |tens of )?(?:thousands|millions|billions) of (?:US )?(?:dollars|euros|pounds|roubles|rubles)\b",
)
_BODY_HEADS = frozenset(
    "corporation company companies group industries ltd inc plc gmbh institute agency ministry department university"
    " party council committee commission organisation organization union movement front league federation association"
    " foundation bank authority society fund office centre center secretariat service services court parliament"
    " assembly congress senate bureau board initiative programme program network international".split()
)
_BODY_LINKS = frozenset({"of", "for", "and", "the", "&"})
_LONG_FORM = re.compile(r"\(([A-Z][A-Za-z-]{0,20}[A-Z][A-Za-z-]{0,20})\)")
_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Za-z-]{1,20}(?![\w-])")


def find_names(document: Document, actors: Sequence[Actor]) -> tuple[Mention, ...]:
    """Mentions of kinds person, organisation, force, nationality and money, in text order. actors: those of
    the document.

    A nationality may lie inside a longer name ("Iraqi" in "Iraqi security forces"); other mentions never
    overlap. `ref` is an ISO 3166-1 alpha-2 code where the name's country is known. An acronym the text
    itself explains ("Syrian Computer Society (SCS)") is found wherever it stands.
    """
    found: list[Mention] = []
    known: dict[str, Person] = {}
    for part in document.parts:
        found += _part_names(document, part, known)
    kinds: dict[str, MentionKind] = {
        "force": "force",
        "organisation": "organisation",
        "state": "organisation",
    }
    found += [
        _mention(a.span, kinds[a.kind], a.country) for a in actors if a.kind in kinds and not _no_body(a)
    ]
    found += _explained(document.text)
    kept = _longest([m for m in found if m.kind != "nationality"])
    kept += [m for m in found if m.kind == "nationality"]
    return tuple(sorted(kept, key=lambda m: (m.span.start, m.span.end, m.kind)))


def _mention(span: Span, kind: MentionKind, ref: str | None = None) -> Mention:
    return Mention(span, kind, name=" ".join(span.text.split()), ref=ref)


def _no_body(actor: Actor) -> bool:
    """A bare adjective ("Iraqi") is a nationality, a ship's prefix ("USS") part of a ship's name."""
    words = country_words(actor.span.text, "en")
    adjective = len(words) == 1 and words[0].kind == "demonym" and words[0].start == 0
    return (actor.kind == "state" and adjective) or is_ship_prefix(actor.span.text.split()[0])


def _part_names(document: Document, part: Part, known: dict[str, Person]) -> Iterator[Mention]:
    text = document.text
    lands = country_words(text[part.start : part.end], part.language or document.language)
    for land in lands:
        if land.kind == "demonym":
            yield _mention(
                document.span(land.start + part.start, land.end + part.start), "nationality", land.code
            )
    for sentence in short_sentences(text, part.start, part.end):
        here = lands_in(lands, sentence.start - part.start, sentence.end - part.start)
        taken = {
            i
            for i, w in enumerate(sentence.words)
            if here and lands_in(here, w.start - part.start, w.end - part.start)
        }
        for person in find_persons(sentence.words, taken, known):
            yield _mention(_words_span(text, sentence.words, person.first, person.last), "person")
        yield from _bodies(text, sentence.words)
        yield from _outlets(text, sentence.words)
        for word in sentence.words:
            if bare(word.text) in _peoples():
                yield _mention(cut(text, word.start, word.start + len(bare(word.text))), "nationality")
    for m in _MONEY.finditer(text, part.start, part.end):
        yield _mention(cut(text, m.start(), m.end()), "money")


@cache
def _peoples() -> frozenset[str]:
    return frozenset(row[0] for row in rows("nationalities.tsv"))


def _words_span(text: str, words: Sequence[Word], first: int, last: int) -> Span:
    start, end = words[first].start, words[last - 1].end
    return Span(start, start + len(bare(text[start:end])), bare(text[start:end]))


def _bodies(text: str, words: tuple[Word, ...]) -> Iterator[Mention]:
    """Runs of capitalised words that hold the head of an organisation's name: "UN Security Council"."""
    at = 0
    while at < len(words):
        last = _run_end(words, at)
        if last - at >= 2 and any(w.low in _BODY_HEADS for w in words[at:last]):
            first = at + 1 if words[at].low in ("the", "a", "an", "but", "in", "on", "at") else at
            if last - first >= 2:
                yield _mention(_words_span(text, words, first, last), "organisation")
        at = max(last, at + 1)


def _outlets(text: str, words: tuple[Word, ...]) -> Iterator[Mention]:
    for at in range(len(words)):
        if (last := outlet_at(words, at)) > at:
            yield _mention(_words_span(text, words, at, last), "organisation")


def _run_end(words: tuple[Word, ...], at: int) -> int:
    """Index after a run of capitalised words; "of", "for", "and", "the" may join two of them."""
    last = i = at
    while i < len(words):
        if words[i].text[0].isupper():
            last = i = i + 1
            if bare(words[i - 1].text) != words[i - 1].text:
                break
        elif words[i].low in _BODY_LINKS and last > at:
            i += 1
        else:
            break
    return last


def _explained(text: str) -> Iterator[Mention]:
    """Acronyms in brackets after their long form, and every later place where they stand."""
    spelled: set[str] = set()
    for m in _LONG_FORM.finditer(text):
        short = m.group(1)
        if short not in spelled and _spells(short, text[max(0, m.start() - 120) : m.start()]):
            spelled.add(short)
    for again in _ACRONYM.finditer(text) if spelled else ():
        if again.group() in spelled:
            yield _mention(cut(text, again.start(), again.end()), "organisation")


def _spells(short: str, before: str) -> bool:
    """Whether the capitalised words before a bracket spell the acronym, in order, skipping small words."""
    initials = [w[0] for w in re.findall(r"[A-Z][\w’'-]*", before)][-len(short) :]
    return "".join(initials).upper() == "".join(c for c in short if c.isupper())


def _longest(mentions: list[Mention]) -> list[Mention]:
    """Without mentions that lie under a longer one; a person wins over others of the same length."""
    kept: list[Mention] = []  # by start; none overlap, so an overlap can only be with a neighbour
    for m in sorted(mentions, key=lambda m: (-(m.span.end - m.span.start), m.kind != "person", m.span.start)):
        at = bisect_right(kept, m.span.start, key=lambda k: k.span.start)
        if not any(m.span.overlaps(k.span) for k in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, m)
    return kept
