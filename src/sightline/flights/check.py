"""check: what flight tracks show about one claim: supports, contradicts, inconclusive, not observable.

Supports: an airframe that the claim names, or one of its type and state, lands at the field in the period (takes off,
where the claim is of a departure). Contradicts: only where the claim names the very airframe, and it was positively
seen where it cannot also have been at the field at any moment of the period. That something is not on the tracks
contradicts nothing: aircraft fly without being heard, above all military ones.

What is tested is the happening. For a denial, a plan or a forecast the reasons say what that means for it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from sightline.flights.coverage import could_see, coverage, moment
from sightline.flights.finding import Depicted, Finding
from sightline.flights.hits import SHOWING, Moves, hit_finding, hits
from sightline.flights.matching import Ask, Window, ask, fits, registrations, seconds, window
from sightline.flights.misses import missed
from sightline.flights.movement import Coverage
from sightline.flights.seen import Seen
from sightline.model.airfield import Airfield
from sightline.model.claim import Claim
from sightline.model.countries import name_of
from sightline.model.evidence import Evidence, evidence_id
from sightline.model.vocabulary import Stance

CHECKER = "flight tracks 1"
SYNTHETIC = "SYNTHETIC: this track was made up for a demonstration and shows nothing that happened"
Draw = Callable[[Depicted], str]
PLANS: frozenset[Stance] = frozenset({"planned", "forecast"})
_MOST_CAPTURES = 50
# Why nothing can be tested, whatever tracks there are.
NO_AIRFRAME = "The claim names no airframe"
NO_PLACE = "The claim says no place, so there is no field to look at"
NO_FIELD = "The claim’s place holds no airfield that is known, or is too wide to name one, and nothing that fits was seen low in it"
NO_TIME = "The claim’s time is not bounded on both sides: any movement, ever, would fit"


def check(
    claim: Claim,
    seen: Sequence[Seen],
    fields: Sequence[Airfield],
    now: dt.datetime,
    *,
    moves: Moves,
    draw: Draw | None = None,
) -> Evidence | None:
    """None where the claim is not about aircraft that come to, leave or are at a place.

    seen: all airframes in the tracks at hand. fields: those that the claim's place is or holds. now: aware UTC; what
    lies after it cannot have been seen. moves: the movements of a cleaned track at a field. draw: a picture of one, or of where an airframe was instead.
    """
    wanted = ask(claim, registrations(seen))
    if wanted is None:
        return None
    when = window(wanted.period, fields) if wanted.period else None
    why = _not_testable(wanted, fields, when, now)
    if when is None or why:
        return _evidence(claim, Finding("not observable", (why,)))
    sorts = [(s, *fits(wanted, s.airframe, s.track)) for s in seen]
    moved = hits([f for f in sorts if f[1] != "none"], fields, when, moves)
    found = [h for h in moved if h.move.kind in SHOWING[wanted.way]]
    others = [h for h in moved if h not in found]
    finding = hit_finding(wanted, found, when) if found else missed(wanted, sorts, fields, when, others)
    finding = _in_words(_with_coverage(finding, seen, fields, when), claim, wanted, fields, when)
    return _evidence(claim, finding, draw)


def _not_testable(wanted: Ask, fields: Sequence[Airfield], when: Window | None, now: dt.datetime) -> str:
    """Why nothing can be tested, or ""."""
    if not (wanted.named or wanted.types or (wanted.kinds and wanted.states)):
        return f"{NO_AIRFRAME}, and “{wanted.words}” is no type that a track can be told by"
    if wanted.place is None:
        return NO_PLACE
    if not fields:
        return NO_FIELD
    if when is None:
        return NO_TIME
    if when.start > seconds(now):
        return "The claim’s time has not come yet"
    return ""


def _with_coverage(
    finding: Finding, seen: Sequence[Seen], fields: Sequence[Airfield], when: Window
) -> Finding:
    """How well the fields were heard: told wherever the verdict rests on what was not seen, and deciding there
    between "we looked and saw nothing" and "we could not look"."""
    if finding.verdict in ("supports", "contradicts"):
        return finding
    tracks = [s.track for s in seen]
    near = [finding.shown.field] if finding.shown else list(fields)
    covers = [coverage(tracks, field, when.start, when.end) for field in near]
    best = max(covers, key=lambda c: (could_see(c), c.heard, -(c.floor_ft or 0.0)))
    verdict, reasons = finding.verdict, [*finding.reasons, best.words]
    if verdict == "not observable" and all(could_see(c) for c in covers):
        verdict = "inconclusive"
        reasons.append(
            "So others were heard low enough here; what was not heard may still have come, as not every aircraft sends its position"
        )
    return replace(
        finding, verdict=verdict, reasons=tuple(reasons), figures=(*finding.figures, *_figures(best))
    )


def _figures(cover: Coverage) -> tuple[tuple[str, float], ...]:
    found = [("hours in the period", cover.hours), ("hours in which the field was heard", cover.heard)]
    found.append(("aircraft heard near the field", float(cover.airframes)))
    if cover.floor_ft is not None:
        found.append(("lowest heard above the field, ft", round(cover.floor_ft, 1)))
    return tuple(found)


def _in_words(
    finding: Finding, claim: Claim, wanted: Ask, fields: Sequence[Airfield], when: Window
) -> Finding:
    """The finding with what was looked for after the sentence that decides, and what it means for a claim that does not state it."""
    names = ", ".join(f.ident for f in fields[:5]) + (", ..." if len(fields) > 5 else "")
    looked = f"Looked for: {wanted.way} of {_sought(wanted)} at {names} between {moment(when.start)} and {moment(when.end)}"
    made_up = [SYNTHETIC] if any(s.synthetic for s in finding.used) else []
    verdict, (deciding, *more) = finding.verdict, finding.reasons
    if claim.stance in PLANS and verdict == "contradicts":
        verdict = "inconclusive"
        deciding += ". What is planned or forecast may be put off: that it did not come about so says nothing against it"
    # What decided and what that means for a denial or a plan stand in one reason: lists of verdicts show it alone.
    deciding = ". ".join((deciding, *_stance_words(claim.stance, verdict)))
    return replace(finding, verdict=verdict, reasons=(*made_up, deciding, looked, *more))


def _sought(wanted: Ask) -> str:
    """The aircraft in the claim's words and as tracks are searched for it."""
    more = [f"type {' or '.join(sorted(wanted.types))}"] if wanted.types else []
    if wanted.states and not wanted.named:
        more.append(f"register of {' or '.join(name_of(state) for state in sorted(wanted.states))}")
    return f"{wanted.words} ({', '.join(more)})" if more else wanted.words


def _stance_words(stance: Stance, verdict: str) -> list[str]:
    if stance == "denied":
        meaning = {
            "supports": ": this speaks against the denial",
            "contradicts": ": this bears the denial out",
        }
        return ["The claim denies this; tested is whether it happened" + meaning.get(verdict, "")]
    if stance in PLANS:
        return ["The claim speaks of what was to come; tested is whether it came about"]
    return []


def _evidence(claim: Claim, finding: Finding, draw: Draw | None = None) -> Evidence:
    made_up = any(s.synthetic for s in finding.used)
    checker = f"{CHECKER}, SYNTHETIC track" if made_up else CHECKER
    captures = tuple(dict.fromkeys(c for s in finding.used for c in s.track.captures))[:_MOST_CAPTURES]
    picture = None
    if draw is not None and finding.shown is not None:
        picture = draw(finding.shown)
    return Evidence(
        id=evidence_id(claim.id, checker, finding.verdict, finding.reasons, finding.figures, captures),
        claim=claim.id,
        checker=checker,
        verdict=finding.verdict,
        reasons=finding.reasons,
        figures=finding.figures,
        captures=captures,
        picture=picture,
        synthetic=made_up,
    )
