"""Nouns in words for a terminal; pure functions, nothing printed here."""

from collections.abc import Iterable, Iterator
from typing import Any

from sightline.model.capture import Capture
from sightline.model.claim import Claim, Count, Item, machine_made
from sightline.model.contract import period_to_dict, place_to_dict
from sightline.model.document import Document
from sightline.model.event import Decided, Event, Quantity
from sightline.model.evidence import Evidence
from sightline.model.facts import Facts
from sightline.model.issue import Issue
from sightline.model.judgement import Judgement
from sightline.model.period import Period, iso
from sightline.model.place import Place
from sightline.model.vocabulary import CREDIBILITY_WORDS

Noun = Claim | Document | Capture | Event | Issue | Judgement | Evidence


def claim_lines(claim: Claim, document: Document | None = None) -> Iterator[str]:
    """A claim as a few short lines: what, who, how many, where, when, said by whom, and its words."""
    part = next((p for p in document.parts if p.id == claim.part), None) if document else None
    below = f" · {part.kind}" if part and part.kind not in {"body", "headline"} else ""
    yield f"{claim.event.upper()} · {claim.stance}{below} · {claim.id}"
    if claim.items:
        yield "  what   " + "; ".join(_item(i) for i in claim.items)
    for item in claim.items:
        for guess in item.inferred:
            yield f"         inferred: {guess.ref}, because {guess.because}"
    if claim.actors:
        yield "  who    " + "; ".join(
            f"{a.name} ({a.role}{', ' + a.country if a.country else ''})" for a in claim.actors
        )
    if claim.place:
        yield "  where  " + place_words(claim.place)
    if claim.from_place:
        yield "  from   " + place_words(claim.from_place)
    if claim.time:
        yield "  when   " + period_words(claim.time)
    if claim.attribution:
        yield "  says   " + " < ".join(f"{a.span.text} ({a.kind})" for a in claim.attribution)
    if claim.hedges:
        yield "  hedge  " + ", ".join(h.text for h in claim.hedges)
    if claim.likelihood:
        range_ = f"{claim.likelihood.low:.2f}-{claim.likelihood.high:.2f}"
        yield f"  odds   {claim.likelihood.text}: {range_} on the ICD 203 scale, the source's own word"
    if machine_made(claim):
        yield f"  found  {claim.origin}"
    yield f"  words  “{' '.join(claim.quote.text.split())}”"


def _item(item: Item) -> str:
    many = f"{count_words(item.count)} × " if item.count else ""
    return f"{many}{item.name} [{item.category}]"


def count_words(count: Count) -> str:
    """ "5", "4-6", "at least 5", "at most 20", with the unit."""
    low, high = count.low, count.high
    unit = f" {count.unit}" if count.unit else ""
    if low is None and high is None:
        return "some" + unit
    if low is not None and high is not None:
        return (f"{low:g}" if low == high else f"{low:g}-{high:g}") + unit
    return (f"at least {low:g}" if low is not None else f"at most {high:g}") + unit


def quantity_words(quantity: Quantity) -> str:
    """ "5", "5 (3 voices)", "5 (4-6; 3 voices)", "4-5 (2 voices)"."""
    told, many = count_words(quantity.count), len(quantity.voices)
    voices = f"{many} voices" if many > 1 else ""
    best = quantity.estimate
    if best is None or not voices or quantity.count.low == quantity.count.high or best != round(best):
        return f"{told} ({voices})" if voices else told
    unit = f" {quantity.count.unit}" if quantity.count.unit else ""
    return f"{best:g}{unit} ({told}; {voices})"


def place_words(place: Place) -> str:
    said = f"“{' '.join(place.span.text.split())}”" if place.span else ""
    if place.lat is None or place.lon is None or place.radius_km is None:
        return f"{said} (not placed)".strip()
    point = f"{place.lat:.3f}, {place.lon:.3f} ± {place.radius_km:g} km"
    name = place.name if place.name and place.name not in said else ""
    country = f", {place.country}" if place.country else ""
    if place.probability is not None and place.probability < 0.7:
        point += f"; that it is this one: {place.probability:.0%}"
    return " ".join(
        x for x in (said, f"= {name}{country}" if name else country.lstrip(", "), f"({point})") if x
    )


def period_words(period: Period) -> str:
    said = f"“{' '.join(period.span.text.split())}”" if period.span else ""
    earliest, latest = iso(period.earliest), iso(period.latest, end=True)
    if not period.known:
        bounds = "(undated)"
    elif earliest == latest:
        bounds = f"= {earliest}"
    else:
        bounds = f"= {earliest or '...'} to {latest or '...'}"
    tie = ""
    if (relation := period.relation) and relation.anchor:
        tie = f", counted from “{' '.join(relation.anchor.text.split())}”"
    return f"{said} {bounds}{tie}".strip() if said else f"{bounds}{tie}".removeprefix("= ")


def event_rows(events: Iterable[Event]) -> Iterator[tuple[str, ...]]:
    """A line of each, in their order."""
    for event in events:
        grade = event.assessment.credibility
        yield (
            event.id[:12],
            event.title,
            period_words(event.period) if event.period else "undated",
            event.place.name or "unplaced" if event.place else "unplaced",
            str(len(event.voices)),
            "; ".join(x for x in (f"{grade} {CREDIBILITY_WORDS[grade]}", decided_mark(event)) if x),
        )


def decided_mark(event: Event) -> str:
    """ "accepted by an analyst; the analyst's own: credibility 2", or "" where nobody judged it."""
    decided = event.decided
    if decided is None:
        return ""
    own = []
    if decided.credibility:
        own.append(f"credibility {decided.credibility}")
    if decided.estimate:
        own.append(f"{decided.estimate[0]:.0%} to {decided.estimate[1]:.0%}")
    said = [f"{decided.verdict} by an analyst"] if decided.verdict != "corrected" or not own else []
    return "; ".join([*said, "the analyst's own: " + ", ".join(own)] if own else said)


def decided_to_dict(decided: Decided | None) -> dict[str, Any] | None:
    if decided is None:
        return None
    return {
        "verdict": decided.verdict,
        "words": list(decided.words),
        "judgements": list(decided.judgements),
        "disputed": list(decided.disputed),
        "grade": str(decided.credibility) if decided.credibility else None,
        "credibility": None if decided.credibility == 6 else decided.credibility,
        "estimate": list(decided.estimate) if decided.estimate else None,
    }


def event_to_dict(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "kind": event.kind,
        "title": event.title,
        "claims": list(event.claims),
        "voices": list(event.voices),
        "place": place_to_dict(event.place),
        "period": period_to_dict(event.period),
        "quantities": [
            {
                "name": q.name,
                "category": q.category,
                "low": q.count.low,
                "high": q.count.high,
                "unit": q.count.unit,
                "estimate": q.estimate,
                "voices": list(q.voices),
                "reasons": [{"words": r.words, "ids": list(r.ids)} for r in q.reasons],
                "claims": list(q.claims),
            }
            for q in event.quantities
        ],
        "grade": str(event.assessment.credibility),
        "credibility": event.assessment.number,  # null for 6, which is no number
        "reasons": [
            {"words": r.words, "weight": r.weight, "ids": list(r.ids)} for r in event.assessment.reasons
        ],
        "contradictions": [
            {"kind": c.kind, "words": c.words, "sides": [list(s) for s in c.sides]}
            for c in event.contradictions
        ],
        "gaps": [{"kind": g.kind, "words": g.words, "claims": list(g.claims)} for g in event.gaps],
        "decided": decided_to_dict(event.decided),
    }


def evidence_to_dict(evidence: Evidence) -> dict[str, Any]:
    return {
        "id": evidence.id,
        "claim": evidence.claim,
        "checker": evidence.checker,
        "verdict": evidence.verdict,
        "reasons": list(evidence.reasons),
        "figures": dict(evidence.figures),
        "captures": list(evidence.captures),
        "picture": evidence.picture,
    }


def describe_noun(noun: Noun, facts: Facts) -> str:
    """Everything there is to say about one thing, in lines."""
    documents = {d.id: d for d in facts.documents}
    match noun:
        case Claim():
            lines = [*claim_lines(noun, documents.get(noun.document)), *_origin(noun, documents)]
            lines += [
                f"  checked {e.verdict} ({e.checker}, {e.id})" for e in facts.evidence if e.claim == noun.id
            ]
        case Event():
            lines = _event(noun, facts, documents)
        case Document():
            lines = _document(noun, facts)
        case Capture():
            lines = _capture(noun)
        case Issue():
            lines = [
                f"{noun.input}: {noun.message}",
                f"  {noun.advice}",
                f"  {noun.at:%Y-%m-%d %H:%M:%S} UTC",
            ]
        case Judgement():
            lines = [f"{noun.decision}: {noun.subject}", f"  {noun.who}, {noun.at:%Y-%m-%d}: {noun.why}"]
        case Evidence():
            lines = _evidence(noun)
    return "\n".join(lines)


def _origin(claim: Claim, documents: dict[str, Document]) -> Iterator[str]:
    document = documents.get(claim.document)
    if document:
        yield f"  in     {document.title or document.url or document.id} [{claim.quote.start}:{claim.quote.end}]"
    yield f"  bytes  {claim.document}"
    yield f"  found by {claim.origin}, {claim.confidence:.0%} sure that the text says this"
    for place in (claim.place, claim.from_place):
        for reason in place.reasons if place else ():
            yield f"  place: {reason}"
    if claim.time and claim.time.basis:
        yield f"  date: {claim.time.basis}"


def _event(event: Event, facts: Facts, documents: dict[str, Document]) -> list[str]:
    grade = event.assessment.credibility
    lines = [
        event.title,
        f"  {event.id} · {event.kind} · credibility {grade}, {CREDIBILITY_WORDS[grade].lower()}",
    ]
    if event.place:
        lines.append("  where  " + place_words(event.place))
    if event.period:
        lines.append("  when   " + period_words(event.period))
    for q in event.quantities:
        lines.append(f"  {q.name}: {quantity_words(q)}")
        lines += [f"    {r.words}" for r in q.reasons]
    lines += ["", "Why this grade"]
    lines += [f"  {r.weight:+.1f}  {r.words}" for r in event.assessment.reasons]
    if event.contradictions:
        lines += ["", "Contradictions", *(f"  {c.kind}: {c.words}" for c in event.contradictions)]
    if event.gaps:
        lines += ["", "Not known", *(f"  {g.kind}: {g.words}" for g in event.gaps)]
    lines += ["", "Claims"]
    wanted = set(event.claims)
    for claim in facts.claims:
        if claim.id in wanted:
            lines += [f"  {line}" for line in claim_lines(claim, documents.get(claim.document))]
            lines.append("")
    return lines


def _document(document: Document, facts: Facts) -> list[str]:
    published = period_words(document.published) if document.published else "not known"
    basis = document.published.basis if document.published and document.published.basis else ""
    lines = [
        document.title or document.url or document.id,
        f"  {document.id}",
        f"  {document.url or 'no address'} · {document.media_type} · {document.language or 'language not known'}",
        f"  published {published}" + (f" ({basis})" if basis else ""),
        f"  read by {document.reader}; {document.dropped} pieces of page furniture left out",
    ]
    lines += [f"  note: {note}" for note in document.notes]
    lines += [
        f"  {p.kind} [{p.start}:{p.end}] {p.language or ''} {p.author or ''}".rstrip() for p in document.parts
    ]
    claims = [c for c in facts.claims if c.document == document.id]
    for claim in claims:
        lines += ["", *(f"  {line}" for line in claim_lines(claim, document))]
    return lines


def _evidence(evidence: Evidence) -> list[str]:
    return [
        f"{evidence.verdict}: {evidence.claim} ({evidence.checker})",
        f"  {evidence.id}",
        *(f"  {reason}" for reason in evidence.reasons),
        *(f"  {name}: {value:,g}" for name, value in evidence.figures),
        *(f"  looked at {capture}" for capture in evidence.captures),
    ]


def _capture(capture: Capture) -> list[str]:
    return [
        f"{capture.location}",
        f"  {capture.id} · {capture.digest} · {capture.size} bytes",
        f"  retrieved {capture.retrieved:%Y-%m-%d %H:%M:%S} UTC by {capture.tool}",
        f"  {capture.url or ''} -> {capture.final_url or ''} {capture.status or ''}".rstrip(),
        f"  media type {capture.media_type or 'not said'}",
    ]
