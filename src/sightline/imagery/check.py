"""check: what satellite imagery shows about one claim: supports, contradicts, inconclusive, not observable.

First whether the thing claimed could have been seen at all, then whether something changed where and when it is said to
have happened, more than the site's own other dates and other ground let one expect. Verdicts: the table in `verdict`.

What is tested is the happening. For a denial, a plan or a forecast the reasons say what that means for it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from sightline.imagery import words
from sightline.imagery.ask import NO_TIME, Ask, Spot, ask, span, spot
from sightline.imagery.examine import Question, examine
from sightline.imagery.finding import Finding, Seen
from sightline.imagery.plan import when
from sightline.imagery.sizes import Sized, Sizes, things_of
from sightline.imagery.verdict import Terms
from sightline.model.airfield import Airfield
from sightline.model.claim import Claim
from sightline.model.evidence import Evidence, evidence_id
from sightline.model.vocabulary import Stance

CHECKER = "satellite imagery 1"
PLANS: frozenset[Stance] = frozenset({"planned", "forecast"})
Span = tuple[dt.datetime, dt.datetime]
Draw = Callable[[Finding, str], str]


def check(
    claim: Claim,
    *,
    seen_at: Callable[[Spot, Span], Seen | None],
    airfield: Airfield | None,
    sizes: Sizes,
    now: dt.datetime,
    draw: Draw | None = None,
) -> Evidence | None:
    """None where pictures from above have nothing to say of claims of the kind.

    seen_at: the pixels of a look at that ground for that time (aware UTC), None where there is none. airfield: the one that the
    claim's place is. sizes: the equipment catalogue's. now: aware UTC; what lies after it cannot have been seen. draw: a picture of
    a finding under a title.
    """
    wanted = ask(claim)
    if wanted is None:
        return None
    things = things_of(claim, sizes)
    wanted = _staying(wanted, things)
    ground = spot(wanted.place, airfield)
    if isinstance(ground, str):
        return _evidence(claim, wanted, Finding("not observable", (ground,)))
    times = span(wanted.period, ground.site.lon) if wanted.period else None
    if times is None:
        return _evidence(claim, wanted, Finding("not observable", (NO_TIME,)))
    seen = seen_at(ground, times)
    if seen is None:
        why = "No archive was asked for this place and time, and no picture of it was given"
        return _evidence(claim, wanted, Finding("not observable", (why,)), ground, times)
    question = Question(
        spot=ground,
        things=things,
        times=when(wanted, *times),
        terms=_terms(wanted, ground, times),
        now=now,
        went=wanted.change == "went",
    )
    return _evidence(claim, wanted, examine(question, seen), ground, times, draw)


def _staying(wanted: Ask, things: Sequence[Sized]) -> Ask:
    """What came stays where all of it is ground that was changed: a clearing, an earthwork."""
    ground = bool(things) and all(s.thing is not None and s.thing.trace == "ground" for s in things)
    return replace(wanted, stays=True) if ground and wanted.change == "came" else wanted


def _terms(wanted: Ask, ground: Spot, times: Span) -> Terms:
    return Terms(
        stays=wanted.stays,
        days=(times[1] - times[0]).total_seconds() / 86_400,
        whole=not ground.lines,
        planned=wanted.stance in PLANS,
    )


def _evidence(
    claim: Claim,
    wanted: Ask,
    finding: Finding,
    ground: Spot | None = None,
    times: Span | None = None,
    draw: Draw | None = None,
) -> Evidence:
    checker = f"{CHECKER}, SYNTHETIC imagery" if finding.synthetic else CHECKER
    reasons = (
        *((words.SYNTHETIC,) if finding.synthetic else ()),
        # What decided, with what that means for a denial or a plan, in one reason: lists of verdicts show it alone.
        ". ".join((finding.reasons[0], *_stance_words(wanted.stance, finding.verdict))),
        *_looked(wanted, ground, times),
        *finding.reasons[1:],
        *((finding.needed,) if finding.needed else ()),
        *_own_words(wanted),
    )
    picture = None
    if draw is not None and finding.shown is not None and ground is not None:
        picture = draw(finding, ground.site.name or ground.words)
    return Evidence(
        id=evidence_id(claim.id, checker, finding.verdict, reasons, finding.figures, finding.captures),
        claim=claim.id,
        checker=checker,
        verdict=finding.verdict,
        reasons=reasons,
        figures=finding.figures,
        captures=finding.captures,
        picture=picture,
        synthetic=finding.synthetic,
    )


_SOUGHT = {
    "came": "there and not before",
    "went": "there before and not after",
    "built": "newly built",
    "destroyed": "destroyed or damaged",
}


def _looked(wanted: Ask, ground: Spot | None, times: Span | None) -> tuple[str, ...]:
    if ground is None or times is None:
        return ()
    between = " and ".join(f"{t:%Y-%m-%d %H:%M} UTC" for t in times)
    return (f"Looked for: {wanted.words}, {_SOUGHT[wanted.change]}, on {ground.words}, between {between}",)


def _stance_words(stance: Stance, verdict: str) -> tuple[str, ...]:
    if stance == "denied":
        meaning = {
            "supports": ": this speaks against the denial",
            "contradicts": ": this bears the denial out",
        }
        return ("The claim denies this; tested is whether it happened" + meaning.get(verdict, ""),)
    if stance in PLANS:
        return ("The claim speaks of what was to come; tested is whether it came about",)
    return ()


def _own_words(wanted: Ask) -> tuple[str, ...]:
    if not wanted.own_imagery:
        return ()
    return (
        f"The claim itself rests on pictures (“{wanted.own_imagery}”); those were not looked at here, and if one of them is "
        "among the pictures tested it is no second witness",
    )
