"""queue: what an analyst should look at, what matters most first, each with the reasons why it stands there.

The score is the sum of the reasons' weights, by judgement, not trained: what would change most if the machine had
read or grouped it wrongly stands first. What was judged leaves the queue, unless it was reopened.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sightline.fusion.links import said
from sightline.fusion.reopened import pages_of
from sightline.fusion.weights import THRESHOLDS
from sightline.model.claim import Claim, barely_read, machine_made
from sightline.model.event import Event, Fusion, Reason, Reopened, ReopenedKind
from sightline.model.facts import Facts

REOPENED: dict[ReopenedKind, float] = {
    "changed page": 4.0, "unfit": 3.5, "gone": 3.0, "links": 2.0, "otherwise": 2.0, "event": 1.5,
}  # fmt: skip
CHANGED_WORDS = 1.0
CONTRADICTED: dict[str, float] = {"denial": 2.0, "count": 2.0, "place": 1.5, "time": 1.5, "actor": 1.5}
RESTS_ON_DOUBT, BARELY_READ, UNSURE_PLACE, MACHINE_ONLY = 3.0, 1.0, 1.0, 2.0
NEAR_BORDER, BORDER = 1.0, 0.25  # a quarter: the least that one reason of the assessment weighs
COPIED = 0.5  # for each doubling of the documents that rest on one voice
GRADED, STRONG, NO_BASIS = 0.5, 1.0, 6
UNSURE, AGAIN = 0.5, 0.25  # a second claim of one page with the same unsure place
NARROW_KM, SOME_DAYS = 150.0, 45


@dataclass(frozen=True, slots=True)
class Entry:
    """subject: id of the claim or event to judge ("" where a judgement's claim is gone). title: the event, or the
    claim's words. event: the event it belongs to, "" for none. reopened: what was judged before, if that is why."""

    subject: str
    title: str
    score: float
    reasons: tuple[Reason, ...]
    event: str = ""
    reopened: Reopened | None = None

    @property
    def key(self) -> str:
        """Names the entry: its subject, or the judgement whose subject is gone."""
        return self.subject or (self.reopened.judgement if self.reopened else "")


def queue(facts: Facts, fusion: Fusion) -> tuple[Entry, ...]:
    """Everything to look at; equals in the order of their ids. facts, fusion: of one cut, corrected or not."""
    claims = {c.id: c for c in facts.claims}
    pages = pages_of(facts)
    home = {c: e for e in fusion.events for c in e.claims}
    entries = [_again(r, claims, home, fusion) for r in fusion.reopened]
    taken = {e.subject for e in entries}
    seen = {d.subject for d in fusion.decided}
    for event in fusion.events:
        if event.decided or event.id in taken:
            continue
        mine = [claims[c] for c in event.claims if c in claims]
        if reasons := tuple(_of_event(event, mine)):
            entries.append(_entry(event.id, event.title, reasons, event.id))
        entries += _of_claims([c for c in mine if c.id not in seen and c.id not in taken], mine, event, pages)
    return tuple(sorted(entries, key=lambda e: (-e.score, e.key, e.title)))


def _of_claims(
    open_claims: Sequence[Claim], claims: Sequence[Claim], event: Event, pages: Mapping[str, Sequence[Claim]]
) -> Iterator[Entry]:
    """One entry for all copies of one sentence."""
    same: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in sorted(open_claims, key=lambda c: c.id):
        same.setdefault(said(claim), []).append(claim)
    for copies in same.values():
        found = [(tuple(_of_claim(c, event, claims, pages[c.document])), c) for c in copies]
        reasons, claim = max(found, key=lambda f: (sum(r.weight for r in f[0]), f[1].id))
        if reasons and len(copies) > 1:
            words = f"{len(copies)} claims say so in the same words (--copies judges all)"
            reasons = (*reasons, Reason(words, 0.0, tuple(c.id for c in copies)))
        if reasons:
            yield _entry(claim.id, _quote(claim), reasons, event.id)


def _entry(
    subject: str, title: str, reasons: Sequence[Reason], event: str, again: Reopened | None = None
) -> Entry:
    ordered = tuple(sorted(reasons, key=lambda r: (-r.weight, r.words)))
    return Entry(subject, title, round(sum(r.weight for r in reasons), 2), ordered, event, again)


def _quote(claim: Claim) -> str:
    return " ".join(claim.quote.text.split())


def _again(again: Reopened, claims: Mapping[str, Claim], home: Mapping[str, Event], fusion: Fusion) -> Entry:
    reasons = [Reason(again.why, REOPENED[again.kind], (again.judgement,))]
    if again.verbatim is False:
        reasons.append(Reason("The words judged stand no more", CHANGED_WORDS, (again.judgement,)))
    claim = claims.get(again.subject)
    event = home.get(again.subject) or next((e for e in fusion.events if e.id == again.subject), None)
    if event:
        reasons += _weight_of(event)
    title = _quote(claim) if claim else event.title if event else again.before
    return _entry(again.subject, title, reasons, event.id if event else "", again)


def _weight_of(event: Event) -> Iterator[Reason]:
    """How much hangs on it: the grade and the voices. 6 is no number and adds nothing."""
    grade = event.assessment.credibility
    if grade in (1, 2):
        yield Reason(f"Its event is graded {grade}", STRONG, (event.id,))
    elif grade != NO_BASIS and len(event.voices) > 1:
        yield Reason(f"Its event is graded {grade} from {len(event.voices)} voices", GRADED, (event.id,))


def _of_event(event: Event, claims: Sequence[Claim]) -> Iterator[Reason]:
    for clash in event.contradictions:
        ids = tuple(c for side in clash.sides for c in side)
        yield Reason(f"Contradiction of {clash.kind}: {clash.words}", CONTRADICTED[clash.kind], ids)
    if near := _near_border(event):
        yield Reason(near, NEAR_BORDER, (event.id,))
    documents = {c.document for c in claims}
    if len(event.voices) == 1 and len(documents) > 1:
        words = f"{len(documents)} documents rest on one voice"
        yield Reason(words, round(COPIED * math.log2(len(documents)), 2), event.voices)
    if event.contradictions or len(documents) > 1:
        yield from _weight_of(event)


def _near_border(event: Event) -> str:
    """A small change of one weight would give it another grade: up for what a second voice bears out, down for what is
    contradicted or doubted. What one voice says undisputed is 3 whatever its weights; 6 is near nothing."""
    grade = event.assessment.credibility
    if grade == NO_BASIS:
        return ""
    total = sum(r.weight for r in event.assessment.reasons)
    looked = [r.words for r in event.assessment.reasons]
    disputed = (
        bool(event.contradictions)
        or grade in (4, 5)
        or any(w.startswith("Evidence contradicts") for w in looked)
    )
    borne_out = len(event.voices) > 1 or any(w.startswith("Evidence supports") for w in looked)
    names = (["confirmed", "probable"] if borne_out else []) + (["possible", "doubtful"] if disputed else [])
    for name in names:
        if abs(total - THRESHOLDS[name]) < BORDER:
            return f"Near the border of its grade: the weights come to {total:+.2f}, the border is {THRESHOLDS[name]:+.2f}"
    return ""


def _of_claim(claim: Claim, event: Event, claims: Sequence[Claim], page: Sequence[Claim]) -> Iterator[Reason]:
    ids = (claim.id,)
    doubt = barely_read(claim)
    graded = event.assessment.credibility != NO_BASIS
    alone = not any(not barely_read(c) and not machine_made(c) and c.id != claim.id for c in claims)
    if graded and alone and (doubt or machine_made(claim)):
        yield Reason("A graded event rests on this doubtful reading alone", RESTS_ON_DOUBT, ids)
    if doubt:
        yield Reason(f"Read so with little certainty ({claim.confidence:.0%})", BARELY_READ, ids)
    if machine_made(claim):
        yield Reason("Found by nothing but a language model", MACHINE_ONLY, ids)
    place = claim.place
    if place and place.probability is not None and place.probability < UNSURE:
        name = place.name or (place.span.text if place.span else "its place")
        first = _first_of_place(claim, page)
        words = f"That {name} is meant is only {place.probability:.0%} likely"
        more = "" if first else ", as in another claim of the page"
        yield Reason(words + more, UNSURE_PLACE if first else AGAIN, ids)
    if len(event.voices) > 1 and (doubt or machine_made(claim)):
        yield from _weight_of(event)
    if (doubt or machine_made(claim)) and (stakes := _stakes(claim)):
        yield stakes


def _first_of_place(claim: Claim, page: Sequence[Claim]) -> bool:
    """Whether it is the first of its page that the name was taken so for; one look settles them all."""
    place = claim.place
    same = [c for c in page if c.place and place and (c.place.ref, c.place.name) == (place.ref, place.name)]
    return claim.id == min(same, key=lambda c: (c.quote.start, c.id)).id


def _stakes(claim: Claim) -> Reason | None:
    """What the record would gain by it, were it read rightly."""
    place, time = claim.place, claim.time
    found = []
    if any(i.ref or i.count for i in claim.items):
        found.append(("materiel", 0.4))
    if (
        place
        and place.radius_km is not None
        and place.radius_km <= NARROW_KM
        and place.precision != "country"
    ):
        found.append(("a place", 0.3))
    if time and time.earliest and time.latest and (time.latest - time.earliest).days <= SOME_DAYS:
        found.append(("a date", 0.3))
    if not found:
        return None
    words = " and ".join(
        [", ".join(w for w, _ in found[:-1]), found[-1][0]] if len(found) > 1 else [found[0][0]]
    )
    return Reason(f"If it is read rightly it gives {words}", round(sum(w for _, w in found), 2), (claim.id,))
