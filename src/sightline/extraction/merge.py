"""Claims of several extractors as one list: the same claim found twice keeps both origins."""

from collections import defaultdict
from dataclasses import replace

from sightline.model.claim import Claim, anchor_of, machine_made

Where = tuple[str, str, int]  # part, event, an offset inside the anchor


def merge(found: tuple[tuple[Claim, ...], ...]) -> tuple[Claim, ...]:
    """By id, in text order. Of one claim found by several the surer version stays, with every origin named;
    its confidence is that of independent finders, 1 - (1-a)(1-b).

    A machine-generated claim joins the known claim of its part and event whose anchor (trigger, else quote)
    overlaps its own: a model quotes "have been deployed" where a rule has "deployed". The known claim keeps
    every field, however sure the machine is, so that nothing in it rests on a model's word unmarked.
    """
    kept: dict[str, Claim] = {}
    for claims in found:
        for claim in claims:
            if not machine_made(claim):
                _keep(kept, claim)
    anchors: defaultdict[Where, list[str]] = defaultdict(list)
    for known in kept.values():
        for where in _places(known):
            anchors[where].append(known.id)
    for claims in found:
        for claim in claims:
            if machine_made(claim):
                partner = _partner(claim, anchors, kept)
                if partner is None:
                    _keep(kept, claim)
                else:
                    kept[partner.id] = _with_origin(partner, claim)
    return tuple(sorted(kept.values(), key=lambda c: (c.quote.start, c.quote.end, c.id)))


def _keep(kept: dict[str, Claim], claim: Claim) -> None:
    known = kept.get(claim.id)
    if known is None:
        kept[claim.id] = claim
    else:
        best = claim if claim.confidence > known.confidence else known
        kept[claim.id] = _found_by_both(best, known, claim)


def _with_origin(known: Claim, claim: Claim) -> Claim:
    """A model that says the same thing twice makes it no surer."""
    repeated = claim.origin in known.origin.split(" + ")
    return known if repeated else _found_by_both(known, known, claim)


def _found_by_both(best: Claim, a: Claim, b: Claim) -> Claim:
    origins = " + ".join(dict.fromkeys((*a.origin.split(" + "), *b.origin.split(" + "))))
    both = 1 - (1 - a.confidence) * (1 - b.confidence)
    return replace(best, origin=origins, confidence=round(both, 3))


def _places(claim: Claim) -> list[Where]:
    anchor = anchor_of(claim)
    return [(claim.part, claim.event, offset) for offset in range(anchor.start, anchor.end)]


def _partner(claim: Claim, anchors: dict[Where, list[str]], kept: dict[str, Claim]) -> Claim | None:
    """The known claim on the same words; where one trigger has several, the one that shares an item."""
    near = dict.fromkeys(id_ for where in _places(claim) for id_ in anchors.get(where, ()))
    known = [kept[id_] for id_ in near]
    sharing = (k for k in known if any(i.span.overlaps(j.span) for i in k.items for j in claim.items))
    return next(sharing, known[0] if known else None)
