"""Which words date a claim: those its extractor gave, widened to the whole range; not the date of a dateline, nor that of
the happening which its tie counts from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sightline.model.claim import Claim, anchor_of
from sightline.model.document import Document
from sightline.model.mention import Mention
from sightline.model.period import Period
from sightline.model.span import Span
from sightline.times.happenings import TABLE
from sightline.times.relations import Link

# "NAHA, Aug. 5 (Kyodo) - ": a place in capitals, the date, the agency, a dash
_BEFORE_DATE = re.compile(r"(?:^|\n)[ \t]*(?:[A-ZÀ-ÞЀ-Я][A-ZÀ-ÞЀ-Я'’.-]{2,})[^\n!?;]{0,60}$")
_AFTER_DATE = re.compile(r"[ \t,.]*(?:\([^)\n]{2,40}\))?[ \t]*(?:[-–—]|--)[ \t]")
_STOP = re.compile(r"[.!?;](?=\s)|\n")
_RANGE = re.compile(r"\s*(?:to|until|till|through|-|–|—)\s*(?:the\s+)?", re.I)
_AND = re.compile(r"\s*and\s+(?:the\s+)?", re.I)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.I)
_LEADS_IN = re.compile(r"(?:between|from|since|until|by|before|after)$", re.I)
# ties whose anchor's own date dates nothing else: "before the vote on 6 May" is not on 6 May
APART = frozenset({"after", "before", "since", "until"})
_COUNTED = 3  # the trust of a tie that counts
_SENTENCE = 300  # characters to either side in which a sentence is looked for


def chosen(document: Document, claim: Claim, times: Sequence[Mention]) -> Claim:
    """The claim with the words that date it: None instead of a dateline, the whole of a range instead of one end."""
    time = claim.time
    if time is None or time.span is None or time.known:
        return claim
    span = time.span
    if in_dateline(document, span):
        other = _nearest(document, claim, times)
        return replace(claim, time=Period(span=other) if other else None)
    wide = _widened(document, span, times)
    return claim if wide == span else replace(claim, time=replace(time, span=wide))


def in_dateline(document: Document, span: Span) -> bool:
    """Whether a date stands in a dateline, and so says when the report was written."""
    before = document.text[max(0, span.start - 90) : span.start]
    after = document.text[span.end : span.end + 50]
    return _AFTER_DATE.match(after) is not None and _BEFORE_DATE.search(before) is not None


def _nearest(document: Document, claim: Claim, times: Sequence[Mention]) -> Span | None:
    """The nearest other date of the sentence."""
    at = anchor_of(claim)
    start, end = sentence_around(document, at)
    near = [
        m.span for m in times
        if start <= m.span.start and m.span.end <= end and m.period and m.period.known
        and not in_dateline(document, m.span)
    ]  # fmt: skip
    return min(near, key=lambda s: (max(s.start - at.end, at.start - s.end), s.start)) if near else None


def sentence_around(document: Document, span: Span) -> tuple[int, int]:
    """Roughly where the sentence around the words begins and ends."""
    left = document.text[max(0, span.start - _SENTENCE) : span.start]
    right = document.text[span.end : span.end + _SENTENCE]
    stops = list(_STOP.finditer(left))
    stop = _STOP.search(right)
    start = span.start - len(left) + (stops[-1].end() if stops else 0)
    return start, span.end + (stop.start() if stop else len(right))


def _widened(document: Document, span: Span, times: Sequence[Mention]) -> Span:
    """Both ends of "between 17 October and yesterday" or "from Monday to Friday"."""
    text = document.text
    if _LEADS_IN.search(span.text):
        follows = [
            m.span
            for m in times
            if 0 < m.span.start - span.end <= 6 and not text[span.end : m.span.start].strip(" the")
        ]
        span = document.span(span.start, follows[0].end) if follows else span
    for m in times:
        if m.period is None or not m.period.known:
            continue
        if m.span.start >= span.end and _same_range(text, span, m.span):
            span = document.span(span.start, m.span.end)
    for m in reversed(times):
        if m.span.end <= span.start and m.period and m.period.known and _same_range(text, m.span, span):
            span = document.span(m.span.start, span.end)
    return span


def _same_range(text: str, first: Span, second: Span) -> bool:
    between = text[first.end : second.start]
    if len(between) > 16:
        return False
    if _RANGE.fullmatch(between):
        return True
    opened = _BETWEEN.search(text[max(0, first.start - 14) : first.start]) or first.text.lower().startswith(
        "between"
    )
    return _AND.fullmatch(between) is not None and bool(opened)


def own_period(
    document: Document,
    claim: Claim,
    mine: Sequence[Link],
    times: Sequence[Mention],
    by_id: Mapping[str, Claim],
) -> Period:
    """A claim's own bounds, ties apart. mine: its ties of the kinds in APART. by_id: all claims.

    Words of time inside the anchor of its tie date the anchor, as do words that it shares with a claim from which it is
    counted; a date that an earlier sentence lent gives way to a tie in the claim's own; a date in apposition ("two days
    after the landing, on 12 May,") is the claim's.
    """
    period = claim.time or Period()
    span = period.span
    if span is not None and any(_of_anchor(k, span, times, by_id) for k in mine):
        period = Period(span=span)
    if period.known and span is not None and any(_outweighs(k, span, by_id) for k in mine):
        return Period(span=mine[0].whole)
    if period.known and span is not None and any(_told_otherwise(k, period, by_id) for k in mine):
        return Period(span=span)
    if period.known:
        return period
    beside = next((d for k in mine if k.own and (d := _beside(document, k, times))), None)
    return replace(beside, relation=None) if beside else period


def _of_anchor(link: Link, span: Span, times: Sequence[Mention], by_id: Mapping[str, Claim]) -> bool:
    other = by_id[link.other].time if link.other else None
    if link.trust == _COUNTED and other is not None and other.span == span:
        return True  # "left at 0210Z and, five hours later, came back"
    if link.anchor is None:
        return False
    if link.words.contains(span):
        return True  # a bare "since", which `combined` took for "since then"
    dates = [m.span for m in times if m.span.overlaps(span) and m.period and m.period.known]
    return bool(dates) and all(link.anchor.contains(d) for d in dates)


def _outweighs(link: Link, span: Span, by_id: Mapping[str, Claim]) -> bool:
    """Whether a tie in a claim's own sentence dates it better than a date that an earlier sentence lends."""
    first, last = link.sentence
    if not link.own or link.anchor is None or first <= span.start < last:
        return False
    other = by_id[link.other].time if link.other else None
    return link.date is not None or (other is not None and other.known and other.span != span)


def _told_otherwise(link: Link, period: Period, by_id: Mapping[str, Claim]) -> bool:
    """Whether the text itself dates the happening that a period was counted from by the table of happenings."""
    other = by_id[link.other].time if link.other else None
    by_table = period.relation is not None and TABLE in (period.basis or "")
    return by_table and other is not None and other.known


def _beside(document: Document, link: Link, times: Sequence[Mention]) -> Period | None:
    """The date that stands right behind a tie, between commas."""
    end = link.whole.end
    for m in times:
        if 0 < m.span.start - end <= 6 and m.period and m.period.known:
            between = document.text[end : m.span.start].lower().split()
            if between and between[0].startswith(",") and all(w in (",", "on", "in") for w in between):
                return m.period
    return None
