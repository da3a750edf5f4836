"""A model's claim to one of ours: every piece is looked up in the text, and what does not stand there is left out.

From the model come choices of a closed vocabulary and the question which words belong together. Words, numbers,
countries and whatever is made of them come from the text.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sightline.assist.answer import Dropped, SaidActor, SaidClaim, SaidCount, SaidItem
from sightline.assist.locate import located
from sightline.assist.passages import Passage
from sightline.model.claim import Actor, Attribution, Claim, Count, Item
from sightline.model.countries import country_words, name_of
from sightline.model.document import Document, Part
from sightline.model.mention import Mention
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.span import Span, Stretch, cut

# How sure a model's claim is. Nobody has measured the model that the user chose, so all get one modest figure:
# above the least a rule may have (0.35), below what rules have that found who, what and where.
CONFIDENCE = 0.4
NOT_IN_TEXT = "not in the text"
NO_TRIGGER = "no word of the text says so"
NO_NUMBER = "no such number in the text"
_REACH = 40  # characters between a number and what it counts
_LINK = re.compile(r"[\s\-–]*(?:(?:of|de|des|d['’])(?:\s+(?:the|its|their))?\s+)?[«\"“„‘']?")


class Counted(Stretch, Protocol):
    """Words at [start, end) that say how many."""

    @property
    def count(self) -> Count: ...


Quantities = Callable[[str, int, int, str | None], Sequence[Counted]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a claim can stand on. quantities: every number in text[start:end] of a language, in order."""

    document: Document
    places: tuple[Place, ...]
    times: tuple[Mention, ...]
    quantities: Quantities
    origin: str


def grounded(ground: Ground, passages: Sequence[Passage], said: SaidClaim, dropped: Dropped) -> Claim | None:
    """The claim, its id still to be given; None where its quote or its trigger does not stand in a passage."""
    found = _quote(ground.document.text, passages, said)
    if found is None:
        dropped["claim", NOT_IN_TEXT] += 1
        return None
    passage, quote = found
    look = _Look(ground, passage, quote, dropped)
    trigger = look.inside(said.trigger)
    if trigger is None and said.event != "assessment":
        dropped["claim", NO_TRIGGER] += 1
        return None
    return Claim(
        id="",
        document=ground.document.id,
        part=passage.part.id,
        quote=quote,
        event=said.event,
        stance=said.stance,
        trigger=trigger,
        hedges=_sorted(look.inside(h) for h in said.hedges),
        attribution=_once((look.near(v.words), v.kind) for v in said.attribution),
        actors=tuple(a for s in said.actors if (a := _actor(look, s)) is not None),
        items=tuple(i for s in said.items if (i := _item(look, s)) is not None),
        place=look.place(said.place),
        from_place=look.place(said.from_),
        time=look.time(said.time),
        confidence=CONFIDENCE,
        origin=ground.origin,
    )


def _quote(text: str, passages: Sequence[Passage], said: SaidClaim) -> tuple[Passage, Span] | None:
    """In the passage that the model names, else in the first that has it: models miscount."""
    for passage in sorted(passages, key=lambda p: p.number != said.passage):
        if quote := located(text, passage.start, passage.end, said.quote):
            return passage, quote
    return None


@dataclass(frozen=True, slots=True)
class _Look:
    """Looks pieces of one claim up. What it does not find it counts."""

    ground: Ground
    passage: Passage
    quote: Span
    dropped: Dropped

    @property
    def part(self) -> Part:
        return self.passage.part

    def inside(self, words: str | None) -> Span | None:
        """Inside the quote."""
        return self._kept(words, self.quote.start, self.quote.end)

    def near(self, words: str | None) -> Span | None:
        """In the passage, nearest to the quote: who, where and when may stand in a sentence before."""
        return self._kept(words, self.passage.start, self.passage.end)

    def _kept(self, words: str | None, start: int, end: int) -> Span | None:
        if words is None:
            return None
        found = located(self.ground.document.text, start, end, words, self.quote)
        if found is None:
            self.dropped["field", NOT_IN_TEXT] += 1
        return found

    def place(self, words: str | None) -> Place | None:
        """The place phrase of the text that shares most with the words, else the words alone."""
        span = self.near(words)
        if span is None:
            return None
        known = [
            p for p in self.ground.places if p.span and p.span.overlaps(span) and p.span.within(self.part)
        ]
        return max(known, key=lambda p: _shared(p.span, span), default=Place(span=span))

    def time(self, words: str | None) -> Period | None:
        """The words, and all of every time expression that they touch."""
        span = self.near(words)
        if span is None:
            return None
        known = [m.span for m in self.ground.times if m.span.overlaps(span) and m.span.within(self.part)]
        return Period(
            span=self.ground.document.span(
                min(s.start for s in (span, *known)), max(s.end for s in (span, *known))
            )
        )


def _shared(a: Span | None, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start) if a else 0


def _actor(look: _Look, said: SaidActor) -> Actor | None:
    span = look.near(said.words)
    if span is None:
        return None
    codes = {w.code for w in country_words(span.text, look.part.language)}
    code = codes.pop() if len(codes) == 1 else None
    name = name_of(code) if code and said.kind == "state" else _plain(span)
    return Actor(span, name, said.kind, said.role, code)


def _item(look: _Look, said: SaidItem) -> Item | None:
    span = look.inside(said.words)
    if span is None:
        return None
    text = look.ground.document.text
    numbers = look.ground.quantities(text, look.part.start, look.part.end, look.part.language)
    own = [q for q in numbers if q.start >= span.start and q.end <= span.end]
    before = [q for q in numbers if q.end <= span.start <= q.end + _REACH and _leads(text, q.end, span.start)]
    count = _count(said.count, (*own, *before), look.dropped)
    if own and own[0].start == span.start and own[0].end < span.end:  # the number is no part of the name
        link = _LINK.match(text, own[0].end, span.end)
        start = link.end() if link else own[0].end
        span = cut(text, start, span.end) if text[start : span.end].strip() else span
    return Item(span, _plain(span), said.category, count=count)


def _leads(text: str, start: int, end: int) -> bool:
    return _LINK.fullmatch(text, start, end) is not None


def _count(said: SaidCount | None, numbers: Iterable[Counted], dropped: Dropped) -> Count | None:
    """What the words say, where that agrees with the model in some number; never the model's own figure."""
    if said is None or (said.low is None and said.high is None):
        return None
    for number in numbers:
        if _meet(said, number.count):
            return number.count
    dropped["field", NO_NUMBER] += 1
    return None


def _meet(a: SaidCount, b: Count) -> bool:
    return (a.low is None or b.high is None or a.low <= b.high) and (
        b.low is None or a.high is None or b.low <= a.high
    )


def _sorted(spans: Iterable[Span | None]) -> tuple[Span, ...]:
    return tuple(sorted({s for s in spans if s is not None}))


def _once(voices: Iterable[tuple[Span | None, str]]) -> tuple[Attribution, ...]:
    """A voice named twice is one; the nearest stays first."""
    kept: dict[Span, Attribution] = {}
    for span, kind in voices:
        if span is not None:
            kept.setdefault(span, Attribution(span, kind))  # type: ignore[arg-type]
    return tuple(kept.values())


def _plain(span: Span) -> str:
    return " ".join(span.text.split())
