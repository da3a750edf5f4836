"""What a sentence leaves unsaid because one before has said it: where, when, and who travelled along.

Half of the arguments that stand outside a claim's own sentence stand in the one before it (measured on the
open training documents). So the nearest earlier claim of the same part lends its place or time, and only:
to a claim of its own paragraph (or the next sentence), that has none, and that is a happening.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from sightline.extraction.frames import Found
from sightline.extraction.scene import heading
from sightline.extraction.sentences import Sentence
from sightline.extraction.triggers import lexicon
from sightline.model.claim import Actor, Claim, Item, anchor_of
from sightline.model.countries import country_words
from sightline.model.document import Document
from sightline.model.place import Place
from sightline.model.span import Span, cut

Lend = Callable[[Claim, list[Claim]], Claim]
_MOTION = frozenset({"arrival", "departure", "movement", "deployment"})
_COMPANY = re.compile(r"\b(?:(?:was|were|is|are|been) )?(?:accompanied|joined) by\b|\baccompanying\b")
_PAIR = re.compile(
    r"\b(?:the )?(?:two|both) (?:\w+ )?(?:allies|countries|nations|states|sides|governments|neighbou?rs|partners"
    r"|capitals|militaries|armies|navies|air forces|powers)\b",
    re.IGNORECASE,
)
_BACK_WORDS = frozenset(
    "they it he she its their his her these those both there this that them all others another one two".split()
)
_NOW = frozenset("now today currently again meanwhile nowadays".split())
_PART_OF_SITE = re.compile(
    r"^(?:the|its|this|that|their) (?:\w+ )?(?:apron|runway|ramp|taxiway|tarmac|hangars?|pier|quay|jetty|perimeter)$",
    re.IGNORECASE,
)
_BACKWARD = frozenset("the this that these those its their such".split())
_STATED_BACK = 3  # sentences a definite noun ("the deployment") reaches back at most, beyond its paragraph
_PLACE_BACK = 2  # sentences of the same paragraph over which a place still holds
_TIME_BACK = 1
_COMPANY_BACK = 2
_PAIR_REACH = 1200  # characters before "the two allies" in which they are named


def carry_over(
    document: Document,
    listed: Sequence[Sentence],
    claims: list[Claim],
    found: Found,
    lend: Lend | None = None,
) -> list[Claim]:
    """The claims of a part with what earlier sentences lend them, and claims of company added. lend: gives a claim the
    place and time it lacks, from those before it; without it the rules below do."""
    labels = labels_of(document, listed, found.places)
    claims = sorted([*claims, *_company(document, listed, claims, found)], key=_start)
    out: list[Claim] = []
    for claim in claims:
        actors = _pairs_named(document.text, claim.actors)
        named = claim if actors is claim.actors else replace(claim, actors=actors)
        out.append(lend(named, out) if lend else _lent(document, listed, named, out, labels, found))
    return out


def labels_of(document: Document, listed: Sequence[Sentence], places: Sequence[Place]) -> dict[int, Place]:
    """Paragraph -> the place it opens with as a label."""
    out: dict[int, Place] = {}
    for n, sentence in enumerate(listed):
        if n == 0 or listed[n - 1].paragraph != sentence.paragraph:
            label = heading(document.text, sentence, places)
            if label:
                out[sentence.paragraph] = label
    return out


def _start(claim: Claim) -> tuple[int, int]:
    anchor = anchor_of(claim)
    return anchor.start, anchor.end


def _lent(
    document: Document,
    listed: Sequence[Sentence],
    claim: Claim,
    earlier: list[Claim],
    labels: dict[int, Place],
    found: Found,
) -> Claim:
    if claim.event == "assessment":
        return claim
    here = sentence_of(listed, claim)
    place, time = whole_site(claim.place, found.places), claim.time
    recent = takewhile(lambda o: here - sentence_of(listed, o) <= _STATED_BACK, reversed(earlier))
    sentence = listed[here]
    back = points_back(sentence, claim)
    lenders = [o for o in recent if o.event != "assessment" and _same_scene(claim, o, back)]
    again = [o for o in lenders if _told_again(document, listed, claim, o)]
    if place is None and claim.from_place is None:
        near = (o for o in lenders if _near(document, listed, here, o, _PLACE_BACK))
        place = labels.get(listed[here].paragraph) or next(
            (o.place for o in (*again, *near) if o.place), None
        )
    if time is None and not _NOW & {w.low for w in sentence.words}:
        near = (o for o in lenders if _near(document, listed, here, o, _TIME_BACK))
        time = next((o.time for o in (*again, *near) if o.time), None)
    return replace(claim, place=place, time=time)


def _near(document: Document, listed: Sequence[Sentence], here: int, other: Claim, back: int) -> bool:
    """Whether the other claim stands in the same paragraph, at most `back` sentences before."""
    there = sentence_of(listed, other)
    if here == there and _tied(document, listed[here], other):
        return False
    return here - there <= back and listed[here].paragraph == listed[there].paragraph


def _told_again(document: Document, listed: Sequence[Sentence], claim: Claim, other: Claim) -> bool:
    """ "The deployment includes ...": a definite noun for a happening of the last sentences, other paragraphs
    included."""
    apart = sentence_of(listed, claim) - sentence_of(listed, other)
    return apart <= _STATED_BACK and _kin(claim.event, other.event) and definite(document, claim)


def whole_site(place: Place | None, places: Sequence[Place]) -> Place | None:
    """ "on the apron": the site named last before it, of which it is a part."""
    if place is None or place.span is None or not _PART_OF_SITE.search(place.span.text):
        return place
    before = [p for p in places if p.span and p.span.end <= place.span.start and p.precision == "site"]
    return before[-1] if before else place


def _tied(document: Document, sentence: Sentence, other: Claim) -> bool:
    """ "A day after the landing in X, ...": the happening before the comma dates the next, it does not place it."""
    start = anchor_of(other).start
    before = document.text[sentence.start : start].lower()
    return re.search(r"\b(?:after|following|before|since|despite)\b", before) is not None


def _same_scene(claim: Claim, other: Claim, back: bool) -> bool:
    """Whether one setting serves both: they share materiel or somebody who acts, or the sentence points back;
    and no new state acts. A plan or a denial lends only to its like."""
    if other.stance in {"planned", "denied"} and claim.stance != other.stance:
        return False
    lands, others = lands_of(claim), lands_of(other)
    if lands and others and not lands & others:
        return False
    if back or lands & others:
        return True
    return bool({i.category for i in claim.items} & {i.category for i in other.items}) or not (
        lands or others
    )


def lands_of(claim: Claim) -> set[str]:
    """The states that act or receive."""
    return {a.country for a in claim.actors if a.country and a.role in {"agent", "recipient"}}


def points_back(sentence: Sentence, claim: Claim) -> bool:
    """ "They landed", "the two launchers", "there": words before the trigger that need what was told before."""
    at = anchor_of(claim).start
    return bool(_BACK_WORDS & {w.low for w in sentence.words if w.start < at})


def _kin(a: str, b: str) -> bool:
    families = ({"deployment", "presence"}, {"arrival", "movement"}, {"strike", "loss"})
    return a == b or any(a in f and b in f for f in families)


def definite(document: Document, claim: Claim) -> bool:
    """ "The active deployment", "this exercise": a noun that points back at a happening told before."""
    if claim.trigger is None:
        return False
    entries = lexicon().get(tuple(claim.trigger.text.lower().split()), ())
    before = document.text[max(0, claim.trigger.start - 24) : claim.trigger.start].lower().split()
    return any(e.pos == "n" for e in entries) and any(w in _BACKWARD for w in before[-2:])


def sentence_of(listed: Sequence[Sentence], claim: Claim) -> int:
    """The number of the sentence in which a claim begins."""
    return sentence_at(listed, anchor_of(claim).start)


def sentence_at(listed: Sequence[Sentence], at: int) -> int:
    """The number of the sentence that holds the offset."""
    return max(0, bisect_right(listed, at, key=lambda s: s.start) - 1)


def _company(
    document: Document, listed: Sequence[Sentence], claims: list[Claim], found: Found
) -> list[Claim]:
    """ "X was accompanied by Y": Y made the journey told before."""
    out: list[Claim] = []
    for number, sentence in enumerate(listed):
        for m in _COMPANY.finditer(document.text, sentence.start, sentence.end):
            journey = _journey(listed, claims, number, m.start())
            trigger = cut(document.text, m.start(), m.end())
            items = tuple(i for i in found.items if m.end() <= i.span.start and i.span.end <= sentence.end)
            if journey is None or not items or any(c.trigger and c.trigger.overlaps(trigger) for c in claims):
                continue
            out.append(_company_claim(document, sentence, journey, trigger, items, found.actors))
    return out


def _journey(listed: Sequence[Sentence], claims: list[Claim], number: int, before: int) -> Claim | None:
    for claim in reversed(claims):
        at = anchor_of(claim).start
        near = number - sentence_of(listed, claim) <= _COMPANY_BACK
        if at < before and near and claim.event in _MOTION:
            return claim
    return None


def _company_claim(
    document: Document,
    sentence: Sentence,
    journey: Claim,
    trigger: Span,
    items: tuple[Item, ...],
    actors: tuple[Actor, ...],
) -> Claim:
    who = tuple(
        replace(a, role="passenger" if a.kind == "person" else "agent")
        for a in actors
        if sentence.start <= a.span.start and a.span.end <= trigger.start
    )
    start = min((a.span.start for a in who), default=trigger.start)
    quote = cut(document.text, start, items[-1].span.end)
    return replace(
        journey,
        quote=quote,
        trigger=trigger,
        hedges=(),
        likelihood=None,
        attribution=(),
        stance=journey.stance,
        actors=who,
        items=items,
        confidence=0.5,
    )


def _pairs_named(text: str, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """ "the two allies": the two states meant, each as an actor of its own on the same words."""
    if not any(a.country is None and _PAIR.search(a.span.text) for a in actors):
        return actors
    out: list[Actor] = []
    for actor in actors:
        if actor.country is None and _PAIR.search(actor.span.text):
            two = _two_before(text[max(0, actor.span.start - _PAIR_REACH) : actor.span.start])
            if len(two) == 2:
                out += [replace(actor, country=c, role="partner", kind="state") for c in two]
                continue
        out.append(actor)
    return tuple(out)


def _two_before(text: str) -> list[str]:
    """The nearest two states named as a pair ("Russian-Venezuelan", "Russia and Cuba"), else the last two."""
    named = country_words(text)
    for a, b in reversed(list(pairwise(named))):
        if a.code != b.code and re.fullmatch(r"\s*(?:-|–|and|&)\s*", text[a.end : b.start]):
            return sorted((a.code, b.code))
    seen: list[str] = []
    for word in reversed(named):
        if word.code not in seen:
            seen.append(word.code)
    return sorted(seen[:2])
