"""Evidence: what an instrument shows about a claim."""

from dataclasses import dataclass

from sightline.model.ids import content_id
from sightline.model.vocabulary import Verdict

MADE_UP = "SYNTHETIC"  # begins the reason that says that something was made up


@dataclass(frozen=True, slots=True)
class Evidence:
    """verdict: "not observable" (we could not have seen it) is not "inconclusive" (we looked and cannot say),
    and neither is "contradicts". What is tested is the happening, also where the claim denies or plans it; the
    reasons then say what that means for the claim. figures: name (with its unit) and value of what was measured.
    captures: ids of what was looked at. reasons: in words; the one that decides
    first, but for the mark of what was made up. picture: SVG text, None where
    there is nothing to draw; a page cleans it, for it may come from anywhere. synthetic: rests on something made up for
    a test or a demonstration, and so weighs nothing."""

    id: str
    claim: str
    checker: str
    verdict: Verdict
    reasons: tuple[str, ...]
    figures: tuple[tuple[str, float], ...] = ()
    captures: tuple[str, ...] = ()
    picture: str | None = None
    synthetic: bool = False


def evidence_id(
    claim: str,
    checker: str,
    verdict: Verdict,
    reasons: tuple[str, ...],
    figures: tuple[tuple[str, float], ...],
    captures: tuple[str, ...],
) -> str:
    """Made from all that was found; the picture follows from it."""
    return content_id("evd", claim, checker, verdict, reasons, figures, captures)


def deciding(evidence: Evidence) -> str:
    """The sentence that decides, after the mark of what was made up; "" where there is none."""
    first = next((r for r in evidence.reasons if not r.startswith(MADE_UP)), "")
    return f"{MADE_UP}: {first}" if evidence.synthetic else first
