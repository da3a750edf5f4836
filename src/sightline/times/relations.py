"""Which claim the words of a tie date, and which happening they count from: another claim, or a date in the words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.model.claim import Claim, anchor_of
from sightline.model.document import Document, Part
from sightline.model.mention import Mention
from sightline.model.span import Span, cut
from sightline.times.anchors import described, told
from sightline.times.english_nouns import noun_phrase
from sightline.times.happening_ties import listed_date
from sightline.times.tie_words import Kind, Said, said_in, sentence_bounds
from sightline.times.tokens import Tokens, part_tokens, tokenise

_LEADS = frozenset(
    "the at least about around early late end of on in night before after not later than".split()
)
_ORDER = 2  # the trust of a tie of plain order
_REACH = 160  # characters; no words of time are longer
_LOOKED_AT = 20
_JUST_TOLD = 2  # sentences over which "then" and "two days later" look back
_ENGLISH = ("", "en")


@dataclass(frozen=True, slots=True)
class Link:
    """The claim `claim` is `kind` (low to high days) after what `other` (the id of a claim) or `date` tells. words:
    of the tie. anchor: of the other happening, None for what was told before. whole: both. clock: counted in hours. sentence:
    (start, end) of the one that holds the words. own: whether it is the claim's, too, and does not only lend to it."""

    claim: str
    kind: Kind
    low: float | None
    high: float | None
    words: Span
    anchor: Span | None
    whole: Span
    other: str | None = None
    date: Mention | None = None
    clock: bool = False
    trust: int = 2
    sentence: tuple[int, int] = (0, 0)
    own: bool = True


class _Page:
    """A part in sentences, with its claims and times in text order."""

    def __init__(
        self, document: Document, part: Part, tokens: Tokens, claims: list[Claim], times: Sequence[Mention]
    ) -> None:
        self.document, self.part, self.claims = document, part, claims
        self.english = (part.language or document.language or "").lower().split("-")[0] in _ENGLISH
        self.starts = [tokens.start[i] for i in sentence_bounds(tokens)]
        self.times = sorted((m for m in times if m.span.within(part)), key=lambda m: m.span)
        self.told = [told(c, self.sentence(anchor_of(c).start)) for c in claims]
        self.worded = sorted(
            (c for c in claims if c.time and c.time.span), key=lambda c: (_words_of(c).start, _place(c))
        )

    def sentence(self, offset: int) -> int:
        """The number of the sentence at an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def bounds(self, number: int) -> tuple[int, int]:
        """Where a sentence begins and ends."""
        following = self.starts[number + 1] if number + 1 < len(self.starts) else self.part.end
        return self.starts[number], following

    def of_sentence(self, number: int) -> list[Claim]:
        first = bisect_left(self.told, number, key=lambda x: x.sentence)
        last = bisect_right(self.told, number, key=lambda x: x.sentence)
        return [x.claim for x in self.told[first:last]]

    def times_near(self, start: int, end: int) -> list[Mention]:
        """The times that lie in or just around [start, end)."""
        first = bisect_left(self.times, start - _REACH, key=lambda m: m.span.start)
        last = bisect_left(self.times, end + _REACH, key=lambda m: m.span.start)
        return self.times[first:last]

    def dated_with(self, start: int, end: int) -> list[Claim]:
        """The claims whose words of time lie in [start, end), or reach into it."""
        first = bisect_left(self.worded, start - _REACH, key=lambda c: _words_of(c).start)
        last = bisect_left(self.worded, end, key=lambda c: _words_of(c).start)
        return [c for c in self.worded[first:last] if _words_of(c).end > start]


def _words_of(claim: Claim) -> Span:
    return claim.time.span if claim.time and claim.time.span else anchor_of(claim)


def links_of(document: Document, claims: Sequence[Claim], times: Sequence[Mention]) -> list[Link]:
    """Every tie that the words of the parts state of a claim, the anchor found where it can be. In text order."""
    out: list[Link] = []
    for part in document.parts:
        own = sorted((c for c in claims if anchor_of(c).within(part)), key=_place)
        if not own:
            continue
        t = part_tokens(document.text, part.start, part.end)
        page = _Page(document, part, t, own, times)
        if page.english:
            found = [k for said in said_in(t) for k in _linked(page, _spans(document, t, said), said)]
        else:
            found = _counted_elsewhere(page)
        out += _without_lent(found)
    return out


def _without_lent(links: list[Link]) -> list[Link]:
    """Without the ties that an earlier sentence lends to claims that have one in their own."""
    own = {k.claim for k in links if k.trust > 1 and k.own}
    return [k for k in links if k.own or k.claim not in own]


def _place(claim: Claim) -> tuple[int, int, str]:
    at = anchor_of(claim)
    return at.start, at.end, claim.id


def _spans(document: Document, t: Tokens, said: Said) -> tuple[Span, Span | None]:
    words = cut(document.text, t.start[said.first], t.end[said.last - 1])
    if said.end <= said.start:
        return words, None
    return words, cut(document.text, t.start[said.start], t.end[said.end - 1])


def _counted_elsewhere(page: _Page) -> list[Link]:
    """The ties that find_times found in a language other than English."""
    out: list[Link] = []
    for m in page.times:
        r = m.period.relation if m.period else None
        if r is None or r.anchor is None:
            continue
        before = r.high is not None and r.high <= 0
        said = Said("before" if before else "after", 0, 0, 0, 1, r.low, r.high, trust=3)
        out += _linked(page, (m.span, r.anchor), said)
    return out


def _linked(page: _Page, spans: tuple[Span, Span | None], said: Said) -> list[Link]:
    words, anchor = spans
    times = page.times_near(words.start, anchor.end if anchor else words.end)
    if anchor is not None and (
        _is_dated(page, words, times) or any(_begins(page.document, anchor, m) for m in times)
    ):
        return []  # "since May", "In 2009, when ...": the date itself is governed, which `combined` reads
    number = page.sentence(words.start)
    here = page.of_sentence(number)
    anchor, inside = _anchored(page, words, anchor, here)
    start, end = words.start, anchor.end if anchor else words.end
    dated = _governed(page, words, start, end, [c for c in here if c not in inside])
    lent = [c for c in page.dated_with(start, end) if c not in here]
    if anchor is None:
        dated, lent = [] if _dated_by_text(words, times) else dated[:1], []
        before = _told_before(page, words)
        dated = [
            c for c in dated
            if not _dates_itself(c, page.bounds(number)) or (said.trust > _ORDER and _shares_time(c, before))
        ]  # fmt: skip
    out = []
    for claim in [*dated, *lent]:
        other, date = _target(page, claim, said.kind, words, anchor, inside, times)
        if anchor is None and (other is None or other.id == claim.id):
            continue
        if anchor is not None and claim in lent and other is None and date is None:
            continue
        out.append(
            Link(
                claim.id,
                said.kind,
                said.low,
                said.high,
                words,
                anchor,
                page.document.span(start, end),
                other=other.id if other else None,
                date=date,
                clock=said.clock,
                trust=said.trust,
                sentence=page.bounds(number),
                own=claim not in lent,
            )
        )
    return out


def _anchored(
    page: _Page, words: Span, anchor: Span | None, here: list[Claim]
) -> tuple[Span | None, list[Claim]]:
    """The anchor and the claims told in it. A sentence that opens with a tie and has no comma ("After the landing
    guns fired.") ends with what is told, not with the anchor."""
    if anchor is None:
        return None, []
    told = [c for c in here if anchor_of(c).within(anchor)]
    text = page.document.text
    closed = text[anchor.end : anchor.end + 1] in (",", "—", "–", "(", ")")
    main_told = any(not anchor_of(c).within(anchor) for c in here)
    if not told or closed or main_told or not _opens(page.document, words):
        return anchor, told
    main = anchor_of(told[min(1, len(told) - 1)])
    if len(told) > 1 and main.start > anchor_of(told[0]).end:
        return cut(text, anchor.start, main.start), told[:1]
    t = tokenise(text, anchor.start, anchor.end)
    end = t.end[noun_phrase(t, 0) - 1] if noun_phrase(t, 0) else anchor.start
    return (cut(text, anchor.start, end), []) if anchor.start < end <= main.start else (anchor, told)


def _dates_itself(claim: Claim, sentence: tuple[int, int]) -> bool:
    """Whether a claim has a date in its own sentence, beside which "then" and "soon after" say nothing."""
    time = claim.time
    return bool(time and time.known and time.span and sentence[0] <= time.span.start < sentence[1])


def _shares_time(claim: Claim, other: Claim | None) -> bool:
    """Whether both were given the same words: "left at 0210Z and, five hours later, came back"."""
    return bool(other and claim.time and other.time and claim.time.span == other.time.span)


def _opens(document: Document, words: Span) -> bool:
    """Whether a clause begins with these words."""
    before = document.text[max(0, words.start - 12) : words.start].rstrip(' "“(')
    return (
        not before
        or before[-1] in ".,;:—–\n!?"
        or re.search(r"\b(?:and|but|that|who|which)$", before) is not None
    )


def _governed(page: _Page, words: Span, start: int, end: int, others: list[Claim]) -> list[Claim]:
    """The claims that the tie speaks of: those whose own words of time it is, and the nearest in its clause."""
    own = [c for c in others if c.time and c.time.span and _lies(c.time.span, start, end)]
    if own:
        return own
    after = [c for c in others if anchor_of(c).start >= end]
    before = [c for c in others if anchor_of(c).end <= start]
    if after and (not before or _opens(page.document, words)):
        return after[:1]
    return before[-1:]


def _lies(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end


def _dated_by_text(words: Span, times: Sequence[Mention]) -> bool:
    """Whether the words, such as "two days later", are (in) a date that was counted from the text already."""
    return any(
        m.span.contains(words) and m.period and m.period.known for m in times if m.span != words
    ) or any(
        m.span.overlaps(words) and m.period and m.period.known for m in times if len(words.text.split()) > 1
    )


def _is_dated(page: _Page, words: Span, times: Sequence[Mention]) -> bool:
    """Whether "when" belongs to a date right before it ("on 26 November, when ...")."""
    if words.text.lower() != "when":
        return False
    between = (page.document.text[m.span.end : words.start] for m in times if m.span.end <= words.start)
    return any(len(gap) <= 3 and not gap.strip(" ,") for gap in between)


def _begins(document: Document, anchor: Span, date: Mention) -> bool:
    """Whether the anchor begins with a date, so that the date is what the tie counts from."""
    if date.period is None or date.period.relation is not None or not anchor.contains(date.span):
        return False
    between = document.text[anchor.start : date.span.start].lower().split()
    return all(w in _LEADS for w in between)


def _target(
    page: _Page, claim: Claim, kind: Kind, words: Span, anchor: Span | None, told: list[Claim], times: Sequence[Mention]
) -> tuple[Claim | None, Mention | None]:  # fmt: skip
    """What the tie counts from: a claim told in the anchor, a date in it, or a claim that it describes; where none of
    these dates it, a happening of the table that the anchor names."""
    if anchor is None:
        return _told_before(page, words), None
    dates = [m for m in times if anchor.contains(m.span) and m.period and m.period.known]
    told = [c for c in told if c.id != claim.id]
    if dates:
        return (told[0] if told else None), dates[0]
    other = told[0] if told else described(page.told, claim, page.sentence(anchor.start), anchor)
    if other is None or other.time is None or not other.time.known:
        listed = listed_date(page.document.text, anchor, kind, page.times) if page.english else None
        return (None, listed) if listed else (other, None)
    return other, None


def _told_before(page: _Page, words: Span) -> Claim | None:
    """The happening told last before the words."""
    number = page.sentence(words.start)
    last = bisect_left(page.told, words.start, key=lambda x: x.start)
    for x in reversed(page.told[max(0, last - _LOOKED_AT) : last]):
        if x.end <= words.start and x.claim.event != "assessment":
            return x.claim if number - x.sentence <= _JUST_TOLD else None
    return None
