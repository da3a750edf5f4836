"""Evidence: what an instrument shows about a claim."""

from dataclasses import dataclass

from sightline.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Evidence:
    """verdict: "not observable" (we could not have seen it) is not "inconclusive" (we looked and cannot say),
    and neither is "contradicts". figures: name and value of what was measured. captures: ids of what was
    looked at. reasons: in words."""

    id: str
    claim: str
    checker: str
    verdict: Verdict
    reasons: tuple[str, ...]
    figures: tuple[tuple[str, float], ...] = ()
    captures: tuple[str, ...] = ()
