"""resolve_when: the words a claim gives for its time, to bounds; and claims dated by their ties to others."""

import re
from dataclasses import replace

from sightline.model.claim import Claim, anchor_of
from sightline.model.document import Document
from sightline.model.edtf import format_period
from sightline.model.event import Contradiction
from sightline.model.mention import Mention
from sightline.model.period import Period, TimeRelation, iso
from sightline.model.span import Span
from sightline.model.vocabulary import LOW_PARTS
from sightline.times.combine import combined
from sightline.times.relations import Link, links_of
from sightline.times.retold import retold
from sightline.times.settled import HAPPENING, NO_DATE, settled
from sightline.times.slot import APART, chosen, own_period
from sightline.times.tie_reasons import Words
from sightline.times.ties import tied
from sightline.times.tokens import is_sentence_end, tokenise

_TO_COME = ("planned", "forecast")
_DONE = ("asserted", "reported")
_STOP = re.compile(r"[,;:.—–\n]")
_MAIN = re.compile(r"[^,;.\n]{0,80},\s+\w+\s+\w+")  # the clause ends in a comma, and another follows


def resolve_when(
    document: Document, claims: tuple[Claim, ...], times: tuple[Mention, ...]
) -> tuple[Claim, ...]:
    """The claims of `date_claims`, without the contradictions."""
    return date_claims(document, claims, times)[0]


def date_claims(
    document: Document, claims: tuple[Claim, ...], times: tuple[Mention, ...]
) -> tuple[tuple[Claim, ...], tuple[Contradiction, ...]]:
    """The claims, in their order, their `time` resolved; and what of the text's own words about time cannot hold together.

    claims: of this document, `time` None or a Period whose `span` holds the words for the time. times: what
    `find_times` found in the document. A time whose words are a mention, or hold some, gets their bounds as
    the words between them say ("since", "between ... and"). Words that tie a claim to another happening or to a date
    of another happening ("two days after the landing", "until the handover in May") give a TimeRelation, with the id
    of the claim that tells that happening, and all ties of the document together narrow the claims they reach. A claim
    without a time stays so unless such words speak of it. Nothing is raised where ties contradict: the least trusted
    one is left out, the basis of the claim says so, and the contradiction is returned.
    """
    read = {c.id: _read(document, c, times) for c in claims}
    known = tuple(read[c.id] for c in claims)
    said = links_of(document, known, times)
    links = [k for k in said if k.other or k.date]
    loose = _unanchored(known, said, links)
    if not links:
        return tuple(loose.get(c.id, c) for c in known), ()
    by_id = {c.id: c for c in known}
    mine: dict[str, list[Link]] = {}
    toward: dict[str, list[Link]] = {}
    for link in links:
        mine.setdefault(link.claim, []).append(link)
        toward.setdefault(link.other or "", []).append(link)
    own = {
        c.id: own_period(document, c, [k for k in mine.get(c.id, ()) if k.kind in APART], times, by_id)
        for c in known
    }
    published = {c.id: _published_by(document, c) for c in known}
    outcome = tied(by_id, own, published, links)
    words = Words(by_id, own, outcome)
    out = [
        settled(c, own[c.id], published[c.id], mine.get(c.id, []), toward.get(c.id, []), words)
        if c.id in outcome.periods
        else loose.get(c.id, c)
        for c in known
    ]
    return tuple(out), tuple(words.contradiction(x) for x in outcome.left_out)


def _read(document: Document, claim: Claim, times: tuple[Mention, ...]) -> Claim:
    """A claim with the bounds that the words of its own time give."""
    claim = chosen(document, claim, times)
    if claim.time is None or claim.time.span is None or claim.time.known:
        return claim
    span = claim.time.span
    near = retold(document, claim, times, _published_by(document, claim))
    period = combined(document, span, near, to_come=claim.stance in _TO_COME)
    if period is not None and period.relation is not None and _is_anchor(document, claim, span):
        return replace(claim, time=None)
    if period is None or not period.known:
        basis = (period.basis if period else None) or NO_DATE
        return replace(
            claim, time=Period(span=span, basis=basis, relation=period.relation if period else None)
        )
    elsewhere = _elsewhere(document, claim, span)
    if elsewhere and _amiss(claim, period, _published_by(document, claim)):
        return replace(claim, time=None)  # dated by an earlier sentence, but told here as still to come
    period = _as_told(claim, replace(period, basis=f"{period.basis or ''}{elsewhere}" or None), document)
    return replace(claim, time=replace(period, span=span, edtf=format_period(period)))


def _as_told(claim: Claim, period: Period, document: Document) -> Period:
    """ "This week", told as done on a Wednesday, ends there. What is planned keeps its first day, even one just past."""
    spoken = _published_by(document, claim)
    if spoken is None or period.earliest is None or period.latest is None:
        return period
    first, last = period.earliest, period.latest
    if claim.stance in _DONE and spoken.latest and first <= spoken.latest < last:
        why = f"told as done, so not after publication, {iso(spoken.latest, end=True)}"
        return replace(period, latest=spoken.latest, basis="; ".join(x for x in (period.basis, why) if x))
    return period


def _amiss(claim: Claim, period: Period, spoken: Period | None) -> bool:
    """Whether a plan would be over, or a deed still to come, when it was written of."""
    if spoken is None:
        return False
    if claim.stance in _TO_COME:
        return bool(period.latest and spoken.earliest and period.latest < spoken.earliest)
    return bool(
        claim.stance in _DONE and period.earliest and spoken.latest and period.earliest > spoken.latest
    )


def _elsewhere(document: Document, claim: Claim, span: Span) -> str:
    """What a reader has to know where the words of time do not stand in the claim's own sentence."""
    at = anchor_of(claim)
    first, last = (span, at) if span.start < at.start else (at, span)
    t = tokenise(document.text, first.end, max(first.end, last.start))
    if not any(is_sentence_end(t, i) for i in range(len(t))):
        return ""
    return f"; carried over from “{span.text}” in {'an earlier' if first is span else 'a later'} sentence"


def _is_anchor(document: Document, claim: Claim, span: Span) -> bool:
    """ "Two days after they raised the siege, ...": the words do not date what they count from."""
    at = claim.trigger
    if at is None or at.start < span.start:
        return False
    if at.within(span):
        return True
    between = document.text[span.end : at.start]
    return not _STOP.search(between) and _MAIN.match(document.text, at.end) is not None


def _unanchored(claims: tuple[Claim, ...], said: list[Link], links: list[Link]) -> dict[str, Claim]:
    """Claims whose words count from a happening that no claim tells: they keep the tie, without a date."""
    linked = {k.claim for k in links}
    by_id = {c.id: c for c in claims}
    out: dict[str, Claim] = {}
    for link in said:
        claim = by_id[link.claim]
        if link.claim in linked or link.anchor is None or claim.time is None or claim.time.known:
            continue
        if claim.time.span is not None and claim.time.span.overlaps(link.whole):
            relation = TimeRelation(link.words.text, link.low, link.high, link.anchor)
            basis = claim.time.basis
            if basis in (None, NO_DATE, HAPPENING):
                basis = f"“{' '.join(link.whole.text.split())}”: the text does not date what this counts from"
            out.setdefault(claim.id, replace(claim, time=replace(claim.time, basis=basis, relation=relation)))
    return out


def _published_by(document: Document, claim: Claim) -> Period | None:
    part = next((p for p in document.parts if p.id == claim.part), None)
    if part is not None and part.published is not None and part.published.known:
        return part.published
    return None if part is not None and part.kind in LOW_PARTS else document.published
