"""Claims of several extractors as one list: the same claim found twice keeps both origins."""

from dataclasses import replace

from sightline.model.claim import Claim


def merge(found: tuple[tuple[Claim, ...], ...]) -> tuple[Claim, ...]:
    """By id, in text order. Of one claim found by several the surer version stays, with every origin named;
    its confidence is that of independent finders, 1 - (1-a)(1-b)."""
    kept: dict[str, Claim] = {}
    for claims in found:
        for claim in claims:
            known = kept.get(claim.id)
            if known is None:
                kept[claim.id] = claim
                continue
            best = max(known, claim, key=lambda c: c.confidence)
            origins = " + ".join(dict.fromkeys((*known.origin.split(" + "), *claim.origin.split(" + "))))
            both = 1 - (1 - known.confidence) * (1 - claim.confidence)
            kept[claim.id] = replace(best, origin=origins, confidence=round(both, 3))
    return tuple(sorted(kept.values(), key=lambda c: (c.quote.start, c.quote.end, c.id)))
