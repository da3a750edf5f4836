"""resolve_when: the words a claim gives for its time, to bounds; and claims dated by their ties to others."""

import datetime as dt
import math
from dataclasses import dataclass, replace

from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.edtf import format_period
from sightline.model.mention import Mention
from sightline.model.period import UTC, Period, TimeRelation, day_end, day_start, narrowed
from sightline.model.span import Span
from sightline.model.vocabulary import LOW_PARTS
from sightline.times.combine import combined
from sightline.times.network import Bounds, Tie, tighten
from sightline.times.relations import anchored, relation_in

_TO_COME = ("planned", "forecast")


@dataclass(frozen=True, slots=True)
class _Link:
    claim: str
    other: str
    relation: TimeRelation


def resolve_when(
    document: Document, claims: tuple[Claim, ...], times: tuple[Mention, ...]
) -> tuple[Claim, ...]:
    """The claims, in their order, their `time` resolved.

    claims: of this document, `time` None or a Period whose `span` holds the words for the time. times: what
    `find_times` found in the document. A time whose words are a mention, or hold some, gets their bounds as
    the words between them say ("since", "between ... and"); one that counts from another happening keeps a
    TimeRelation, with the id of the claim that tells that happening, and both are tightened by it. A claim
    without a time stays so unless its quote says how long before or after another it was. Nothing is raised
    where ties contradict: the tie is dropped, and the basis says so.
    """
    read = tuple(_read(document, claim, times) for claim in claims)
    dated = frozenset(c.id for c in read if c.time is not None and c.time.known)
    linked: list[Claim] = []
    links: list[_Link] = []
    for claim in read:
        period = claim.time
        if period is None or period.relation is None:
            linked.append(claim)
            continue
        other = anchored(period.relation, claim, read, dated)
        relation = replace(period.relation, claim=other)
        linked.append(replace(claim, time=replace(period, relation=relation)))
        if other is not None:
            links.append(_Link(claim.id, other, relation))
    return _tied(document, tuple(linked), links)


def _read(document: Document, claim: Claim, times: tuple[Mention, ...]) -> Claim:
    if claim.time is None:
        found = _relation_of_quote(document, claim, times)
        return replace(claim, time=found) if found else claim
    if claim.time.span is None or claim.time.known:
        return claim
    span = claim.time.span
    period = combined(document, span, times, to_come=claim.stance in _TO_COME)
    if period is None or not period.known:
        relation = relation_in(document, span, claim.trigger) or (period.relation if period else None)
        basis = period.basis if period else "the words name no date"
        if relation is not None:
            basis = "counts from a happening that the text names"
        return replace(claim, time=Period(span=span, basis=basis, relation=relation))
    return replace(claim, time=replace(period, span=span, edtf=format_period(period)))


def _relation_of_quote(document: Document, claim: Claim, times: tuple[Mention, ...]) -> Period | None:
    """A counted tie ("a day after the landing") in the quote of a claim that was given no time."""
    for mention in times:
        period = mention.period
        if period and period.relation and claim.quote.contains(mention.span):
            relation = relation_in(document, mention.span, claim.trigger) or period.relation
            anchor = relation.anchor
            if (
                anchor
                and claim.trigger
                and anchor.start <= claim.trigger.start < _sentence_stop(claim, anchor)
            ):
                continue  # the claim is the anchor itself
            return replace(period, span=mention.span, relation=relation)
    return None


def _sentence_stop(claim: Claim, anchor: Span) -> int:
    """Where the anchor's clause ends inside the quote: its next comma, else the anchor's own end."""
    after = claim.quote.text[anchor.end - claim.quote.start :]
    comma = after.find(",")
    return anchor.end + (comma if comma >= 0 else 0)


def _tied(document: Document, claims: tuple[Claim, ...], links: list[_Link]) -> tuple[Claim, ...]:
    if not links:
        return claims
    involved = {x for link in links for x in (link.claim, link.other)}
    by_id = {c.id: c for c in claims if c.id in involved}
    bounds = {key: _bounds(document, claim, links) for key, claim in by_id.items()}
    ties = [Tie(k.other, k.claim, k.relation.low, k.relation.high) for k in links]
    outcome = tighten(bounds, [_whole(t) for t in ties])
    dropped = {links[n].claim for n in outcome.dropped}
    return tuple(_with(c, outcome.bounds, c.id in dropped, links) if c.id in by_id else c for c in claims)


def _whole(tie: Tie) -> Tie:
    low = None if tie.low is None else float(math.floor(tie.low + 1e-9))
    high = None if tie.high is None else float(math.ceil(tie.high - 1e-9))
    return replace(tie, low=low, high=high)


def _bounds(document: Document, claim: Claim, links: list[_Link]) -> Bounds:
    """The claim's own bounds as day numbers. A dated tie that is told as done is not after publication."""
    period = claim.time or Period()
    low = float(_day(period.earliest)) if period.earliest else None
    high = float(_day(period.latest)) if period.latest else None
    if high is None and claim.stance not in _TO_COME and any(k.claim == claim.id for k in links):
        limit = _published_by(document, claim)
        if limit is not None and (low is None or limit >= low):
            high = limit
    return low, high


def _published_by(document: Document, claim: Claim) -> float | None:
    part = next((p for p in document.parts if p.id == claim.part), None)
    when = part.published if part and part.published and part.published.known else None
    if when is None and not (part and part.kind in LOW_PARTS):
        when = document.published
    return float(_day(when.latest)) if when and when.latest else None


def _day(instant: dt.datetime) -> int:
    return instant.astimezone(UTC).date().toordinal()


def _with(claim: Claim, after: dict[str, Bounds], dropped: bool, links: list[_Link]) -> Claim:
    period = claim.time
    notes: list[str] = []
    link = next((k for k in links if k.claim == claim.id), None)
    if dropped and period is not None:
        notes.append("the tie to the other happening contradicts its dates and is left out")
    own = _bounds_of(period)
    new = after[claim.id]
    if new in (own, (None, None)):
        if period is None or not notes:
            return claim
        return replace(claim, time=replace(period, basis="; ".join([*filter(None, [period.basis]), *notes])))
    if link is not None and not dropped:
        notes.append(f"counted from the claim {link.other}")
    elif not dropped:
        notes.append("bounded by another claim of the text that counts from it")
    return replace(claim, time=_moved(period or Period(), own, new, notes)) if period is not None else claim


def _bounds_of(period: Period | None) -> Bounds:
    if period is None:
        return None, None
    return (
        float(_day(period.earliest)) if period.earliest else None,
        float(_day(period.latest)) if period.latest else None,
    )


def _moved(period: Period, own: Bounds, new: Bounds, notes: list[str]) -> Period:
    try:
        earliest = period.earliest if new[0] == own[0] else _start(new[0])
        latest = period.latest if new[1] == own[1] else _end(new[1])
    except (ValueError, OverflowError):
        return period
    basis = "; ".join([*filter(None, [period.basis]), *notes])
    moved = Period(
        earliest, latest, basis=basis, span=period.span, relation=period.relation, edtf=period.edtf
    )
    if earliest and latest and narrowed(moved, period) is None:
        return period
    return replace(moved, edtf=format_period(moved))


def _start(day: float | None) -> dt.datetime | None:
    return None if day is None else day_start(dt.date.fromordinal(math.floor(day)))


def _end(day: float | None) -> dt.datetime | None:
    return None if day is None else day_end(dt.date.fromordinal(math.ceil(day)))
