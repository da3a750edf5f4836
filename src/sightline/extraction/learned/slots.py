"""What fills a claim's slots: the rules' own find where they have one on the words, else one made of the model's labels."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sightline.extraction.designations import is_ship
from sightline.extraction.extract import Material
from sightline.extraction.groups import kind_of
from sightline.extraction.item_counts import COLLECTIVE, count_behind, count_of
from sightline.extraction.item_nouns import head_at
from sightline.extraction.learned.labels import LINKS
from sightline.extraction.learned.pairs import Candidate, Stretch
from sightline.extraction.nearby import BySpan
from sightline.extraction.quantities import Quantity, find_quantities
from sightline.model.claim import Actor, Attribution, Count, Item
from sightline.model.countries import CountryWord, country_words
from sightline.model.document import Document, Part
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.span import Span, cut
from sightline.model.vocabulary import (
    ATTRIBUTION_KINDS,
    CATEGORIES,
    ROLES,
    SITES,
    ActorKind,
    AttributionKind,
    Category,
)

Scores = NDArray[np.float32]
_VOICES = 3
_A_FEW = 8  # quantities that are looked at in one span
_BACK = 300  # characters from a pronoun to what it stands for
_PRONOUNS = frozenset("they them it she he these those both which that who her".split())
_STANDING_FOR = _PRONOUNS | {"we", "us", "its", "their"}
_LOOSE_END = re.compile(r"(?:\s+(?:of|and|or|the|an?|in|at|by|to|for|with|from|on|that))+$", re.IGNORECASE)
_HALF_DATE = re.compile(r"\s+(?:dated|from|of|on|taken(?:\s+on)?)\s+\d{1,2}$")
_TAKEN = re.compile(
    r",?\s(?:(?:taken|captured|acquired|collected)\s)?(?:by\s(?:[A-Z]\w*\s){1,4})?(?:dated|from|of|on|in)\s"
)
_DATED_WITHIN = 60
_ONE = frozenset("it she he her".split())
_HANGING = re.compile(r"\s(?:of|from|at|in|with|on|for|to|by|near)\s")
_OWNED = re.compile(r"^(?:its|their|his|her|our|the|an?|another)\s|\w['’]s\s", re.IGNORECASE)


class Slots:
    """The material of a document, and how to make of a candidate what a claim holds. span_of: words to text."""

    def __init__(
        self, document: Document, part: Part, material: Material, span_of: Callable[[Stretch], Span]
    ) -> None:
        self._document, self._part, self._span = document, part, span_of
        self._items = BySpan(material.items, lambda i: i.span)
        self._actors = BySpan(material.actors, lambda a: a.span)
        self._voices = BySpan(material.voices, lambda v: v.span)
        placed = [p for p in material.places if p.span]
        self._places = BySpan(placed, lambda p: p.span or Span(0, 1, "-"))
        self._times = BySpan(material.times, lambda t: t.span)
        self._quantities: tuple[Quantity, ...] | None = None

    def known_item(self, item: Item) -> bool:
        """Whether the rules found it."""
        return item in self._items.over(item.span)

    def known_actor(self, actor: Actor) -> bool:
        """Whether the rules found it, as what it is."""
        return any(actor.span == k.span and actor.kind == k.kind for k in self._actors.over(actor.span))

    def item(self, candidate: Candidate, scores: dict[str, Scores]) -> Item:
        span = self._span(candidate.words)
        if candidate.ruled and (known := self._items.over(span)):
            return known[0]
        category = CATEGORIES[int(mean(scores["category"], candidate.words).argmax())]
        if span.text.lower() in _PRONOUNS:
            return self._pronoun(span, category)
        if loose := _LOOSE_END.search(span.text):
            span = Span(span.start, span.start + loose.start(), span.text[: loose.start()])
        return Item(span, span.text, category, None, self._count(span, category))

    def _pronoun(self, span: Span, category: Category) -> Item:
        """ "They", "it": as many as the materiel or the people named last before, if their number agrees; "six of them"
        is six of them."""
        one = span.text.lower() in _ONE
        said = self._number_of(span)
        if said is None and not one:
            said = count_behind(self._document.text, span.end, self._numbers())
        since = max(self._part.start, span.start - _BACK)  # a comment's "they" is not the article's
        for item in reversed(self._items.between(since, span.start)):
            single = item.count is not None and item.count.high == 1
            if (single == one or said) and item.category not in SITES:
                return Item(span, span.text, item.category, item.ref, said or item.count)
        return Item(span, span.text, category, None, said or (Count(1, 1, None, "") if one else None))

    def _number_of(self, span: Span) -> Count | None:
        """The number before "of them"."""
        before = self._document.text[max(0, span.start - 4) : span.start]
        if before != " of ":
            return None
        at = bisect_left(self._numbers(), span.start - 4, key=lambda q: q.end)
        near = self._numbers()[at : at + 1]
        return near[0].count if near and near[0].end == span.start - 4 else None

    def _numbers(self) -> tuple[Quantity, ...]:
        if self._quantities is None:
            self._quantities = find_quantities(
                self._document.text, self._part.start, self._part.end, self._part.language
            )
        return self._quantities

    def _count(self, span: Span, category: Category) -> Count | None:
        """How many, from the words themselves ("two of them", the 310 of "around 310"), before or behind them."""
        quantities, text = self._numbers(), self._document.text
        first = bisect_right(quantities, span.start, key=lambda q: q.end)
        for quantity in quantities[first : first + _A_FEW]:
            if quantity.start < span.end and not quantity.article and not _of_name(span, quantity):
                return quantity.count
        singular = _is_singular(span.text)
        found = count_of(
            text, span.start, quantities, singular=singular, one=singular and is_ship(category) and _is_name(span.text),
            language=self._part.language or "en",
        )  # fmt: skip
        if found is not None:
            return found.count
        if singular and _OWNED.search(span.text):
            return Count(1, 1, None, "")
        return count_behind(text, span.end, quantities, singular=singular)

    def actor(self, candidate: Candidate, score: Scores) -> Actor:
        span = self._span(candidate.words)
        role = ROLES[int(score[len(LINKS) :].argmax())]
        if candidate.ruled and (known := self._actors.over(span)):
            return replace(known[0], role=role)
        lands = country_words(span.text)
        return Actor(span, span.text, _kind(span.text, lands), role, lands[0].code if lands else None)

    def is_address(self, actor: Actor) -> bool:
        """A country that only says where a place lies ("in port in Sasebo, Japan")."""
        at, text = actor.span.start, self._document.text
        if actor.kind != "state" or at < 3:
            return False
        if text[at - 2 : at] == ", ":
            before = [
                p for p in self._places.over(cut(text, at - 3, at - 2)) if p.span and p.span.end == at - 2
            ]
            if any(p.precision != "country" for p in before):
                return True
        around = [p.span for p in self._places.over(actor.span) if p.span and actor.span.within(p.span)]
        return any(", " in p.text and p.text.endswith(actor.span.text) for p in around)

    def voices(
        self, chosen: list[tuple[Candidate, Scores]], trigger: Stretch, scores: dict[str, Scores]
    ) -> tuple[Attribution, ...]:
        """Nearest voice first."""
        out: list[tuple[int, Attribution]] = []
        for candidate, _ in chosen[:_VOICES]:
            span = self._span(candidate.words)
            known = self._voices.over(span) if candidate.ruled else []
            if not known and span.text[:1].isdigit():
                continue  # "images taken on 12 February": the day says nothing
            gap = abs(candidate.words.first - trigger.first)
            kind = self.voice_kind(candidate, scores)
            out.append((gap, Attribution(known[0].span if known else _bare(span), kind)))
        return tuple(dict.fromkeys(v for _, v in sorted(out, key=lambda v: v[0])))

    def voice_kind(self, candidate: Candidate, scores: dict[str, Scores]) -> AttributionKind:
        known = self._voices.over(self._span(candidate.words)) if candidate.ruled else []
        if known:
            return known[0].kind
        return ATTRIBUTION_KINDS[int(mean(scores["kind"], candidate.words).argmax())]

    def taken_on(self, seen: Sequence[Attribution]) -> Period | None:
        """ "In an image dated 3 February": what a picture shows was there when it was taken."""
        for voice in seen:
            behind = self._times.between(voice.span.end, voice.span.end + _DATED_WITHIN)
            if behind and _TAKEN.fullmatch(self._document.text, voice.span.end, behind[0].span.start):
                return Period(span=behind[0].span)
        return None

    def place(self, candidate: Candidate) -> Place:
        span = self._span(candidate.words)
        if candidate.ruled and (known := self._places.over(span)):
            return known[0]
        return Place(span=span)


def _bare(span: Span) -> Span:
    """Without the comma, the preposition or the half of a date that the model left at its end."""
    text = _LOOSE_END.sub("", _HALF_DATE.sub("", span.text.rstrip(" ,;:")))
    return Span(span.start, span.start + len(text), text) if text else span


def _of_name(span: Span, quantity: Quantity) -> bool:
    """ "Tucano 312", "Falcon 900": digits that end the words and stand behind a name are part of it."""
    before = span.text[: max(0, quantity.start - span.start)].split()
    digits = span.text[max(0, quantity.start - span.start) :]
    return bool(before) and before[-1][0].isupper() and digits.isdigit()


def _is_singular(words: str) -> bool:
    """Whether the words name one thing, by the noun before "of" and the like: "men of the 3rd Division" do not."""
    pieces = _HANGING.split(words, maxsplit=1)[0].lower().split()
    if not pieces or pieces[-1] in COLLECTIVE:
        return False
    head = head_at(pieces, len(pieces) - 1, len(pieces), "en")
    if pieces[-1].endswith("s") and not pieces[-1].endswith(("ss", "us")):
        return head is not None and head.category in SITES  # "barracks", "headquarters"
    return head is None or not head.plural


def _is_name(words: str) -> bool:
    return all(w[0].isupper() for w in words.split()) and not words.isupper()


def _kind(words: str, lands: Sequence[CountryWord]) -> ActorKind:
    """A country's name, a listed noun; else a name is an organisation's and a plain noun ("the mayor") a person's."""
    if lands and lands[0].end - lands[0].start >= len(words) - 4:
        return "state"
    if known := kind_of(words.rsplit(maxsplit=1)[-1]):
        return known
    plain = words.removeprefix("The ").islower() and words.lower() not in _STANDING_FOR
    return "person" if plain else "organisation"


def mean(scores: Scores, at: Stretch) -> Scores:
    """Of the scores of the words of a stretch."""
    if at.first == at.last:
        alone: Scores = scores[at.first]
        return alone
    found: Scores = np.add.reduce(scores[at.first : at.last + 1], 0) / np.float32(at.last + 1 - at.first)
    return found


def means(scores: Scores, stretches: Sequence[Stretch]) -> Scores:
    """The `mean` of each stretch, one a row."""
    out: Scores = scores[np.array([at.first for at in stretches], np.intp)]
    for n, at in enumerate(stretches):
        if at.first != at.last:
            out[n] = mean(scores, at)
    return out
