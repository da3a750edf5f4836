"""Embargo: a brief for the public does not say where forces stand now.

The positions are taken out of the facts and the fusion that the brief carries, so that no writer, map or
export made from the brief can show them.
"""

import datetime as dt
from dataclasses import replace

from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.event import Decided, Event, Fusion
from sightline.model.evidence import Evidence
from sightline.model.facts import Facts
from sightline.model.place import Place
from sightline.model.span import Span

MASK = "█"
# Begin the reasons of an event that repeat what an analyst wrote.
BY_HAND = ("Place set", "Time set", "Taken for one event by", "Parted from the event")
REASON = "position withheld: the event may be more recent than the embargo allows"


def recent(event: Event, facts: Facts, now: dt.datetime, days: int) -> bool:
    """Whether the event may lie inside the last `days` days, or after them.

    Judged by the latest moment it can have happened; where its own period is open, by the latest
    publication of what states it; where that is open too, it cannot be shown to be older and counts as
    recent.
    """
    latest = event.period.latest if event.period else None
    if latest is None:
        stated_in = {c.document for c in facts.claims if c.id in set(event.claims)}
        ends = [d.published.latest if d.published else None for d in facts.documents if d.id in stated_in]
        known = [end for end in ends if end]
        latest = max(known) if known and len(known) == len(ends) else None
    return latest is None or latest > now - dt.timedelta(days=days)


def withheld(facts: Facts, fusion: Fusion, *, now: dt.datetime, days: int) -> tuple[str, ...]:
    """The ids of the events whose positions are kept back; days <= 0: none."""
    return tuple(e.id for e in fusion.events if recent(e, facts, now, days)) if days > 0 else ()


def embargoed(
    facts: Facts, fusion: Fusion, *, now: dt.datetime, days: int
) -> tuple[Facts, Fusion, tuple[str, ...]]:
    """Facts and fusion without the positions of recent events, and the ids of those events.

    A claim in no event is masked where it has a place: nothing shows it to be older. days <= 0: nothing is
    withheld.
    """
    if days <= 0:
        return facts, fusion, ()
    held = withheld(facts, fusion, now=now, days=days)
    open_claims = {c for e in fusion.events if e.id not in held for c in e.claims}
    hidden = {c.id for c in facts.claims if c.id not in open_claims}
    masks: dict[str, list[Span]] = {}
    for claim in facts.claims:
        for place in (claim.place, claim.from_place):
            if claim.id in hidden and place and place.span and place.precision == "coordinate":
                masks.setdefault(claim.document, []).append(place.span)
    set_by_hand = {c.id for c in facts.claims if _by_hand(c.place) or _by_hand(c.from_place)}
    events = tuple(_masked_event(e, set_by_hand) if e.id in held else e for e in fusion.events)
    shown = {c for e in facts.evidence if e.claim not in hidden for c in e.captures}
    shown |= {d.capture for d in facts.documents}
    told = {c for e in facts.evidence if e.claim in hidden for c in e.captures} - shown
    facts = replace(
        facts,
        captures=tuple(c for c in facts.captures if c.id not in told),
        documents=tuple(_masked_document(d, masks.get(d.id, [])) for d in facts.documents),
        claims=tuple(_masked_claim(c, masks.get(c.document, []), c.id in hidden) for c in facts.claims),
        evidence=tuple(_masked_evidence(e) if e.claim in hidden else e for e in facts.evidence),
        judgements=(),  # what they changed and why may tell the position
    )
    decided = tuple(_masked_decided(d) if d.subject in hidden else d for d in fusion.decided)
    return facts, replace(fusion, events=events, decided=decided, reopened=()), held


def _without(place: Place | None) -> Place | None:
    if place is None:
        return None
    exact = place.precision == "coordinate" or _by_hand(place)
    return replace(
        place,
        name=None if exact else place.name,
        span=None if exact else place.span,
        ref=None,
        lat=None,
        lon=None,
        radius_km=None,
        polygon=(),
        candidates=(),
        reasons=(REASON,),
        probability=None,
    )


def _by_hand(place: Place | None) -> bool:
    """Set by an analyst: its name need not be one that the sources print."""
    return place is not None and any(reason.startswith("set by ") for reason in place.reasons)


def _masked_event(event: Event, set_by_hand: set[str]) -> Event:
    decided = _masked_decided(event.decided) if event.decided else None
    joined = tuple(r for r in event.reasons if not r.words.startswith(BY_HAND))
    masked = replace(event, place=_without(event.place), decided=decided, reasons=joined)
    if not _by_hand(event.place) and set_by_hand.isdisjoint(event.claims):
        return masked
    told = tuple(
        replace(c, words="Where: withheld") if c.kind == "place" else c for c in event.contradictions
    )
    return replace(masked, title=f"{event.kind.capitalize()}, position withheld", contradictions=told)


def _masked_decided(decided: Decided) -> Decided:
    """The verdict and the analyst's own grade alone: the words of a decision may tell the position."""
    words = (f"{decided.verdict} by an analyst; the reasons are withheld with the position",)
    return replace(decided, words=words, disputed=())


def _masked_evidence(evidence: Evidence) -> Evidence:
    """The verdict alone: reasons, figures, picture and captures of a check (their names and addresses) tell where it was looked."""
    return replace(evidence, reasons=(REASON,), figures=(), captures=(), picture=None)


def _masked(text: str, start: int, spans: list[Span]) -> str:
    """The text with the spans covered, every other character where it was."""
    letters = list(text)
    for span in spans:
        for i in range(max(span.start - start, 0), min(span.end - start, len(letters))):
            letters[i] = MASK
    return "".join(letters)


def _masked_document(document: Document, spans: list[Span]) -> Document:
    return replace(document, text=_masked(document.text, 0, spans)) if spans else document


def _masked_claim(claim: Claim, spans: list[Span], hidden: bool) -> Claim:
    quote = replace(claim.quote, text=_masked(claim.quote.text, claim.quote.start, spans))
    if not hidden:
        return replace(claim, quote=quote)
    return replace(claim, quote=quote, place=_without(claim.place), from_place=_without(claim.from_place))
