"""The page as plain values: everything the template prints, ready made, so that the template decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sightline.brief import checked, holdings, tables, words
from sightline.brief.decided import decided_words
from sightline.brief.finding import FEW, by_country, dated, lanes
from sightline.brief.index import Index, happenings, index, stating
from sightline.brief.lent import lent
from sightline.brief.quotes import left_out, marked
from sightline.brief.sentences import range_words
from sightline.brief.svgmap import draw_map
from sightline.brief.svgtimeline import draw_timeline
from sightline.brief.visible import symbols
from sightline.model.brief import Brief, Sentence
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.event import Event, Voice
from sightline.model.evidence import deciding
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.publisher import source_of
from sightline.model.span import Span
from sightline.model.vocabulary import CREDIBILITY_WORDS, LOW_PARTS, RELIABILITY_WORDS

MOST_REFS = 12


@dataclass(frozen=True, slots=True)
class Ref:
    label: str
    claim: str


def safe_url(url: str | None) -> str | None:
    """The URL where it may become a link: http or https with a host, nothing odd in it; else None."""
    if not url or any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def page(brief: Brief) -> dict[str, Any]:
    """Names and values for templates/brief.html.j2."""
    ix = index(brief.facts, brief.fusion)
    by_id = {e.id: e for e in happenings(brief.fusion, ix)}
    numbered = [
        (n, by_id[s.event], s)
        for n, s in enumerate((s for s in brief.sections if s.event in by_id), 1)
        if s.event is not None
    ]
    events = [(n, e) for n, e, _ in numbered]
    drawn = lanes(events, ix)
    published = [(ix.letters[d.id], d.published) for d in brief.facts.documents]
    published = published if len(published) <= FEW else []
    shown: set[str] = set()
    blocks = [event_block(n, e, s.sentences, ix, shown) for n, e, s in numbered]
    others: list[dict[str, Any]] = [
        {
            "id": s.id,
            "title": s.title,
            "rows": [{"sentence": line(x, ix), "cards": cards(x.claims, ix, shown)} for x in s.sentences],
        }
        for s in brief.sections
        if s.event is None
    ]
    told = [c for b in blocks for c in b["cards"]] + [
        c for o in others for r in o["rows"] for c in r["cards"]
    ]
    captures = brief.facts.captures
    checked.hang(
        [(b, e) for b, (_, e, _) in zip(blocks, numbered, strict=True)], told, checked.figures(ix, captures)
    )
    looked_at = checked.looked_at(ix, captures)
    return {
        "brief": brief,
        "made": words.moment(brief.made),
        "made_iso": brief.made.isoformat(timespec="seconds"),
        "rests": rests(ix),
        "summary": [line(s, ix) for s in brief.summary],
        "map": draw_map(events),
        "timeline": draw_timeline(drawn, published),
        "not_drawn": len(dated(events)) - len(dated(drawn)),
        "prints": bool(published),
        "controls": any(symbols(d.text) != d.text for d in brief.facts.documents),
        "many": len(events) > FEW,
        "lands": by_country(events) if len(events) > FEW else [],
        "titles": {n: e.title for n, e in events},
        "events": blocks,
        "others": {o["id"]: o for o in others},
        "holdings": [
            {
                **cells,
                "refs": [Ref(ix.labels[c], c) for c in cells["claims"][: holdings.MOST_REFS]],
                "more": max(0, len(cells["claims"]) - holdings.MOST_REFS),
            }
            for cells in (holdings.row(h, ix) for h in holdings.told(brief.holdings))
        ],
        "held_apart": len(brief.holdings) - len(holdings.told(brief.holdings)),
        "unknowns": [line(s, ix) for s in brief.unknowns],
        "documents": [document_block(d, brief, ix) for d in brief.facts.documents],
        "looked_at": [{**c, "link": safe_url(c["url"])} for c in looked_at],
        "tables": tables,
        "credibility": CREDIBILITY_WORDS,
        "reliability": RELIABILITY_WORDS,
        "extractors": sorted({o for c in ix.claims.values() for o in c.origin.split(" + ") if o}),
        "issues": [i for i in brief.facts.issues if i.lost],
        "capital": words.capital,
    }


def kinds_words(event: Event, ix: Index) -> str:
    """What the statements call it, the event's own kind first: "Deployment, presence"."""
    told = dict.fromkeys([event.kind, *(c.event for c in stating(event, ix))])
    weighty = sorted(told, key=lambda k: k == "presence")  # the word that says least comes last
    kinds = [tables.KIND_WORDS[k] for k in weighty][:3]
    return ", ".join([kinds[0], *(k.lower() for k in kinds[1:])])


def line(sentence: Sentence, ix: Index) -> dict[str, Any]:
    refs = [Ref(ix.labels[c], c) for c in sentence.claims if c in ix.labels]
    return {
        "text": sentence.text,
        "kind": sentence.kind,
        "refs": refs[:MOST_REFS],
        "more": len(refs[MOST_REFS:]),
    }


def rests(ix: Index) -> dict[str, str]:
    """What the brief rests on, in words."""
    voices = ix.voices_of(c for c in ix.claims.values() if not ix.below(c))
    judged = sum(
        1 for c in ix.claims if c in ix.decided and ix.decided[c].verdict in {"accepted", "corrected"}
    )
    total = len(ix.claims)
    return {
        "documents": words.plural(len(ix.documents), "document"),
        "voices": words.plural(len(voices), "voice"),
        "claims": words.plural(total, "statement"),
        "confirmed": "None of them has been confirmed by an analyst."
        if judged == 0
        else f"{words.capital(words.number(judged))} of them {'has' if judged == 1 else 'have'} been confirmed by an analyst.",
    }


def event_block(
    number: int, event: Event, sentences: Iterable[Sentence], ix: Index, shown: set[str]
) -> dict[str, Any]:
    assessment = event.assessment
    article = [c.id for c in ix.known(event.claims) if not ix.below(c)]
    below = [Ref(ix.labels[c.id], c.id) for c in ix.known(event.claims) if ix.below(c)]
    return {
        "number": number,
        "id": f"event-{number}",
        "title": words.clean(event.title),
        "kind": kinds_words(event, ix),
        "credibility": assessment.credibility,
        "credibility_words": CREDIBILITY_WORDS[assessment.credibility],
        "reasons": assessment.reasons,
        "joined": event.reasons,
        "joined_words": words.plural(len(event.reasons), "reason"),
        "sentences": [line(s, ix) for s in sentences],
        "place": place_rows(event.place),
        "period": period_rows(event.period),
        "quantities": [
            {
                "words": words.reckoned(q),
                "reasons": [words.capital(words.clean(r.words)) for r in q.reasons],
                "refs": [Ref(ix.labels[c], c) for c in q.claims if c in ix.labels],
            }
            for q in event.quantities
        ],
        "voices": [voice_words(ix.voices[v], ix) for v in event.voices if v in ix.voices],
        "cards": cards(article, ix, shown),
        "below": below,
        "contradictions": [
            {
                "kind": c.kind,
                "words": c.words,
                "sides": [side_block(s, event, ix) for s in c.sides if ix.known(s)],
            }
            for c in event.contradictions
        ],
        "gaps": event.gaps,
        "judgement": judgement_words(event.id, ix),
    }


def side_block(side: tuple[str, ...], event: Event, ix: Index) -> dict[str, Any]:
    claims = ix.known(side)
    first = claims[0]
    return {
        "voices": words.plural(len(ix.voices_of(claims, event)), "voice"),
        "refs": [Ref(ix.labels[c.id], c.id) for c in claims],
        "quote": first.quote.text,
        "lang": tongue(first, ix),
    }


def voice_words(voice: Voice, ix: Index) -> str:
    names = [
        f"{words.clean(ix.name(d))} [{ix.letters[d].upper()}]" for d in ix.documents if d in voice.documents
    ]
    return words.listed(names) + (" (counted as one voice)" if len(names) > 1 else "")


def tongue(claim: Claim, ix: Index) -> str | None:
    part = ix.part(claim)
    return (part.language if part else None) or ix.documents[claim.document].language


def cards(ids: Iterable[str], ix: Index, shown: set[str]) -> list[dict[str, Any]]:
    """Each claim once on the page, where it is first told."""
    fresh = [c for c in ix.known(ids) if c.id not in shown]
    shown.update(c.id for c in fresh)
    return [card(c, ix) for c in fresh]


def card(claim: Claim, ix: Index) -> dict[str, Any]:
    document, part = ix.documents[claim.document], ix.part(claim)
    quote, trigger = claim.quote, claim.trigger
    cut = (
        (trigger.start - quote.start, trigger.end - quote.start)
        if trigger and quote.contains(trigger)
        else (0, 0)
    )
    return {
        "id": claim.id,
        "label": ix.labels[claim.id],
        "before": quote.text[: cut[0]],
        "trigger": quote.text[cut[0] : cut[1]],
        "after": quote.text[cut[1] :],
        "lang": tongue(claim, ix),
        "document": words.clean(ix.name(claim.document)),
        "letter": ix.letters[document.id],
        "part": tables.PART_WORDS[part.kind] if part else "Part not known",
        "stance": f"{tables.KIND_WORDS[claim.event]}, {tables.STANCE_WORDS[claim.stance]}",
        "facts": card_facts(claim, ix),
        "checks": card_checks(claim, ix),
        "confidence": round(claim.confidence * 100),
        "origin": claim.origin,
        "judgement": judgement_words(claim.id, ix),
    }


def card_facts(claim: Claim, ix: Index) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    if claim.hedges:
        rows.append(("Hedged with", ", ".join(words.quoted(h.text, 80) for h in claim.hedges)))
    if claim.attribution:
        chain = [
            f"{words.quoted(a.span.text, 120)} ({tables.VOICE_KINDS[a.kind]})" for a in claim.attribution
        ]
        rows.append(("On the word of", ", who had it from ".join(chain)))
    if claim.likelihood:
        rows.append(("Likelihood", range_words(claim.likelihood) + "; the source’s estimate, not ours"))
    if claim.actors:
        rows.append(("Who", "; ".join(f"{words.clean(a.name)} ({a.role})" for a in claim.actors)))
    if claim.items:
        rows.append(("What", "; ".join(words.counted(words.clean(i.name), i.count) for i in claim.items)))
    for item in claim.items:
        for inferred in item.inferred:
            text = f"{inferred.ref}, because {words.clean(inferred.because)}; the source does not say so"
            rows.append(("Inferred", text))
    if claim.place:
        rows.append(("Where", place_words(claim.place) + _lent(claim.place.span, claim, ix)))
    if claim.from_place:
        rows.append(("From", place_words(claim.from_place) + _lent(claim.from_place.span, claim, ix)))
    if claim.time:
        rows.append(("When", period_words(claim.time) + _lent(claim.time.span, claim, ix)))
    return rows


def _lent(span: Span | None, claim: Claim, ix: Index) -> str:
    where = lent(span, claim, ix.documents[claim.document])
    return f" ({where})" if where else ""


def card_checks(claim: Claim, ix: Index) -> list[dict[str, object]]:
    """What each instrument showed: the sentence that decides, and the other reasons, which the page folds."""
    out: list[dict[str, object]] = []
    for e in (e for e in ix.evidence if e.claim == claim.id):
        first = deciding(e)
        rest = [r for r in e.reasons if not first.endswith(r)]
        text = f"{e.checker}: {e.verdict}" + (f"; {first}" if first else "")
        out.append({"text": words.clean(text), "rest": [words.clean(r) for r in rest]})
    return out


def place_words(place: Place) -> str:
    text = words.likely(place)
    if place.known and place.radius_km is not None:
        if place.precision == "country":
            return f"{text}; known as a country only"
        return f"{text}; within {words.km(place.radius_km)}"
    return (
        f"{text}; position not known"
        if "withheld" not in " ".join(place.reasons)
        else f"{text}; {place.reasons[0]}"
    )


def place_rows(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"words": "Not known", "detail": "", "reasons": ()}
    detail = ""
    if place.lat is not None and place.lon is not None and place.radius_km is not None:
        spot = words.degrees(place.lat, place.lon, place.radius_km)
        held = f"the circle of {words.km(place.radius_km)} round {spot} holds the place, as far as the words allow"
        if place.polygon:
            held += "; the shape on the map, inside that circle, says more closely where"
        detail = "known as a country only; no point is given" if place.precision == "country" else held
    return {"words": words.capital(words.likely(place)), "detail": detail, "reasons": place.reasons}


def period_words(period: Period) -> str:
    said = period.relation.words if period.relation else period.span.text if period.span else None
    text = words.when(period) or "not resolved to a date"
    return (
        text
        + (f"; the words are {words.quoted(said, 120)}" if said else "")
        + (f"; {period.basis}" if period.basis else "")
    )


def period_rows(period: Period | None) -> dict[str, Any]:
    if period is None or not (period.known or period.relation or period.span):
        return {"words": "Not known", "edtf": None}
    return {"words": words.capital(period_words(period)), "edtf": period.edtf}


def judgement_words(subject: str, ix: Index) -> str | None:
    decided = ix.decided.get(subject)
    return None if decided is None else "; ".join(decided_words(decided))


def document_block(document: Document, brief: Brief, ix: Index) -> dict[str, Any]:
    capture = next((c for c in brief.facts.captures if c.id == document.capture), None)
    claims = [c for c in ix.claims.values() if c.document == document.id]
    source = source_of(document, brief.facts.sources)
    voice = ix.voice_of[document.id]
    others = [d for d in ix.documents if d in voice.documents and d != document.id]
    url = document.url or (capture.url if capture else None)
    return {
        "letter": ix.letters[document.id],
        "title": document.title or "Without a title",
        "site": document.site or "no site known",
        "url": url,
        "link": safe_url(url),
        "captured": words.moment(capture.retrieved) if capture else "not recorded",
        "published": published_words(document),
        "language": words.language(document.language),
        "lang": document.language,
        "parts": parts_words(document),
        "digest": document.id,
        "reliability": source.reliability,
        "reliability_words": RELIABILITY_WORDS[source.reliability],
        "reliability_reason": source.reason,
        "same_voice": [f"{words.clean(ix.name(d))} [{ix.letters[d].upper()}]" for d in others],
        "voice_reasons": voice.reasons if others else (),
        "claims": words.plural(len(claims), "statement"),
        "notes": document.notes,
        "text": text_blocks(document, claims, ix),
    }


def published_words(document: Document) -> str:
    period = document.published
    when = words.when(period)
    if period is None or when is None:
        return "not known"
    return when.removeprefix("on ") + (f" ({period.basis})" if period.basis else "")


def parts_words(document: Document) -> str:
    kinds: dict[str, int] = {}
    for part in document.parts:
        kinds[part.kind] = kinds.get(part.kind, 0) + 1
    return (
        words.listed(
            [
                words.plural(n, f"{kind} part" if kind in {"body", "credit"} else kind)
                for kind, n in kinds.items()
            ]
        )
        or "none"
    )


def text_blocks(document: Document, claims: list[Claim], ix: Index) -> list[dict[str, Any]]:
    """The parts, their quotes marked. Comments are printed only where a statement rests on them: what people
    wrote below an article is not ours to spread."""
    out = []
    for part in document.parts:
        own = [c for c in claims if c.part == part.id]
        if part.kind in LOW_PARTS and not own:
            continue
        out.append(
            {
                "kind": tables.PART_WORDS[part.kind],
                "lang": part.language or document.language,
                "html": marked(document, part, own, ix.labels),
                "left_out": left_out(part, own),
            }
        )
    return out
