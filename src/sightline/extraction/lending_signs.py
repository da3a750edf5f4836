"""What speaks for and against a time or place told before holding for a claim too: distance, what was told of it, how.

Each sign is a name with a value; lending.py weighs them. Nothing here asks the language model.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sightline.extraction.carry import definite, labels_of, lands_of, points_back, sentence_at, sentence_of
from sightline.extraction.scene import is_setting
from sightline.extraction.sentences import Sentence
from sightline.model.claim import Claim, anchor_of
from sightline.model.document import Document
from sightline.model.place import Place
from sightline.model.span import Span

Signs = dict[str, float]
_OTHERWISE = frozenset(
    "now today currently meanwhile nowadays later previously earlier formerly eventually soon".split()
)
_PRESENT = frozenset("is are has have remains remain stays stay does do says say 's 've".split())
_PAST = frozenset("was were had did".split())
_COMING = frozenset("will would may might could should to".split())
_ASIDE = frozenset("after since before until till by following from between".split())
_DOUBT = frozenset({"possible", "unknown", "forecast"})
_MOST = 3  # times or places of earlier claims that are weighed
_CLAIMS_BACK = 10
_YEAR = re.compile(r"\b\d{4}\b")
_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\b|day\b|\b(?:morning|night|evening|afternoon|dawn|noon)\b", re.IGNORECASE
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|yesterday|today|last|this|ago\b|next", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A time or place told before: its words, and the latest claim that is set there, if any."""

    span: Span
    claim: Claim | None
    label: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A part as the choice sees it: its sentences, the dates and settings told in it, labels of paragraphs."""

    document: Document
    listed: Sequence[Sentence]
    dates: Sequence[Span]
    settings: Sequence[Place]
    labels: Mapping[int, Place]


def scene_of(
    document: Document, listed: Sequence[Sentence], dates: Sequence[Span], places: Sequence[Place]
) -> Scene:
    """The scene of a part, from the dates and places found in it."""
    settings = []
    for place in places:
        if place.span and is_setting(listed[sentence_at(listed, place.span.start)], place):
            settings.append(place)
    return Scene(document, listed, dates, settings, labels_of(document, listed, places))


def times_for(scene: Scene, claim: Claim, earlier: Sequence[Claim]) -> list[tuple[Span, Signs, Claim | None]]:
    """The times told before a claim, with the signs for and against each."""
    here = scene.listed[sentence_of(scene.listed, claim)]
    offers: dict[Span, Offer] = {}
    for other in reversed(earlier[-_CLAIMS_BACK:]):
        span = other.time.span if other.time else None
        if span and span not in offers and len(offers) < _MOST and span.end <= anchor_of(claim).start:
            offers[span] = Offer(span, other)
    told = bisect_left(scene.dates, here.start, key=lambda d: d.start)
    last = scene.dates[told - 1] if told else None
    if last and not any(last.overlaps(s) for s in offers):
        offers[last] = Offer(last, None)
    common = _common(scene, claim, here)
    return [(s, _time_signs(scene, claim, o, last, earlier) | common, o.claim) for s, o in offers.items()]


def places_for(
    scene: Scene, claim: Claim, earlier: Sequence[Claim]
) -> list[tuple[Place, Signs, Claim | None]]:
    """The places told before a claim, with the signs for and against each."""
    here = scene.listed[sentence_of(scene.listed, claim)]
    offers: dict[Span, tuple[Offer, Place]] = {}
    label = scene.labels.get(here.paragraph)
    if label and label.span:
        offers[label.span] = Offer(label.span, None, label=True), label
    for other in reversed(earlier[-_CLAIMS_BACK:]):
        place = other.place
        span = place.span if place else None
        if (
            place
            and span
            and span not in offers
            and len(offers) < _MOST
            and span.end <= anchor_of(claim).start
        ):
            offers[span] = Offer(span, other), place
    told = [p for p in scene.settings if p.span and p.span.end <= here.start]
    last = told[-1] if told else None
    if last and last.span and not any(last.span.overlaps(s) for s in offers):
        offers[last.span] = Offer(last.span, None), last
    common = _common(scene, claim, here)
    at = last.span if last else None
    return [(p, _place_signs(scene, claim, o, at, earlier, p) | common, o.claim) for o, p in offers.values()]


def _common(scene: Scene, claim: Claim, here: Sentence) -> Signs:
    """What speaks for or against any loan: how the claim is told."""
    near = {w.low for w in here.words if claim.quote.start <= w.start < claim.quote.end}
    at, number = anchor_of(claim), sentence_of(scene.listed, claim)
    trigger = [w.low for w in here.words if at.start <= w.start < at.end]
    past = bool(near & _PAST) or any(w.endswith("ed") for w in trigger)
    present = bool(near & _PRESENT) and not past
    doc = scene.document
    part = next((p for p in doc.parts if p.id == claim.part), None)
    dated = bool(doc.published and doc.published.known) or bool(
        part and part.published and part.published.known
    )
    signs = {
        "any": True,
        f"stance {'doubt' if claim.stance in _DOUBT else claim.stance}": True,
        f"event {claim.event}": True,
        "published": dated,
        "told in the past": past,
        "told in the present": present,
        "told in the past, published": past and dated,
        "told as to come": bool(near & _COMING),
        "points back": points_back(here, claim),
        "definite": definite(doc, claim),
        "otherwise": bool(_OTHERWISE & {w.low for w in here.words}),
        "voice": bool(claim.attribution),
        "own date": any(here.start <= d.start < here.end for d in _near(scene.dates, here)),
        "first of its paragraph": number == 0 or scene.listed[number - 1].paragraph != here.paragraph,
    }
    return {n: 1.0 for n, v in signs.items() if v}


def _near(dates: Sequence[Span], here: Sentence) -> Sequence[Span]:
    a = bisect_left(dates, here.start, key=lambda d: d.start)
    b = bisect_left(dates, here.end, key=lambda d: d.start)
    return dates[a:b]


def _apart(scene: Scene, claim: Claim, offer: Offer) -> Signs:
    """How far off it was told, and last held."""
    here = sentence_of(scene.listed, claim)
    there = sentence_at(scene.listed, offer.span.start)
    back, breaks = here - there, scene.listed[here].paragraph - scene.listed[there].paragraph
    signs = {f"back {min(back, 3) if back < 6 else 6}": 1.0, f"breaks {min(breaks, 2)}": 1.0}
    if offer.claim is not None:
        held = sentence_of(scene.listed, offer.claim)
        signs[f"held back {min(here - held, 3)}"] = 1.0
        if scene.listed[here].paragraph != scene.listed[held].paragraph:
            signs["held in another paragraph"] = 1.0
    return signs


def _shared(claim: Claim, other: Claim | None, earlier: Sequence[Claim]) -> Signs:
    """What the claim has in common with the claim that the offer dates or places."""
    if other is None:
        return {"of no claim": 1.0}
    lands, theirs = lands_of(claim), lands_of(other)
    signs = {
        "same land": bool(lands & theirs),
        "other land": bool(lands and theirs and not lands & theirs),
        "no land": not lands,
        "same kind of thing": bool({i.category for i in claim.items} & {i.category for i in other.items}),
        "same event": claim.event == other.event,
        "same stance": claim.stance == other.stance,
        "of what is not done": other.stance in {"planned", "denied"} and claim.stance != other.stance,
        "of the claim before": other is earlier[-1],
        "of the claim before, one sentence": other is earlier[-1] and other.quote.overlaps(claim.quote),
    }
    return {n: 1.0 for n, v in signs.items() if v}


def _time_signs(
    scene: Scene, claim: Claim, offer: Offer, last: Span | None, earlier: Sequence[Claim]
) -> Signs:
    span, text = offer.span, offer.span.text
    tied = scene.document.text[max(0, span.start - 14) : span.start].lower().split()[-2:]
    signs = {
        "the last date": last is not None and last.overlaps(span),
        "tied": bool(_ASIDE & {*tied, *text.lower().split()[:1]}),
        "with a year": bool(_YEAR.search(text)),
        "a day": bool(_DAY.search(_YEAR.sub("", text))),
        "told from publication": bool(_WEEKDAY.search(text)),
    }
    return (
        {n: 1.0 for n, v in signs.items() if v}
        | _apart(scene, claim, offer)
        | _shared(claim, offer.claim, earlier)
    )


def _place_signs(
    scene: Scene, claim: Claim, offer: Offer, last: Span | None, earlier: Sequence[Claim], place: Place
) -> Signs:
    signs = {
        "the last place": last is not None and last.overlaps(offer.span),
        "label": offer.label,
        "wide": place.precision in {"country", "region"},
        "unnamed": offer.span.text[:1].islower(),
        "comes from": claim.from_place is not None,
    }
    return (
        {n: 1.0 for n, v in signs.items() if v}
        | _apart(scene, claim, offer)
        | _shared(claim, offer.claim, earlier)
    )
