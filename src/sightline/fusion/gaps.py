"""What is not known of an event, as objects of their own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sightline.fusion.spoken import Spoken
from sightline.model.claim import Claim, asked_place
from sightline.model.event import Gap, GapKind
from sightline.model.evidence import Evidence

# What could not have been seen, by what would have seen it: how the name of a checker begins.
_TRACKS = ("flight", "ship", "ais", "track")
_NO_EVIDENCE: Mapping[str, Sequence[Evidence]] = {}


def gaps(
    event: Spoken,
    agreeing: int,
    unshown: str,
    unknown: Sequence[Claim] = (),
    evidence: Mapping[str, Sequence[Evidence]] = _NO_EVIDENCE,
) -> tuple[Gap, ...]:
    """agreeing: how many voices agree. unshown: why it is not shown that they are independent, or "". unknown:
    claims that say outright that something about this event is not known. evidence: by claim id. A missing
    picture or date is a gap in the record, never evidence against it."""
    said = event.main
    ids = tuple([c.id for c in said])
    known = _known(said)
    found = []
    if words := _alone(event, agreeing, unshown):
        found.append(Gap("no independent voice", words, ids))
    if "imagery" not in known:
        found.append(Gap("no imagery named", "No satellite or aerial picture is named as its basis.", ids))
    if evidence:
        found += _unseen(event, evidence)
    if "origin" not in known:
        found.append(Gap("unnamed origin", "None of the statements names where it has it from.", ids))
    if "date" not in known:
        found.append(Gap("undated", _undated(said), ids))
    if "place" not in known:
        found.append(Gap("unplaced", _unplaced(said), ids))
    if unknown:
        found += _stated(unknown)
    return tuple(found)


def _known(claims: Sequence[Claim]) -> set[str]:
    """Which of imagery, origin, date and place some claim tells."""
    found = set()
    for claim in claims:
        for voice in claim.attribution:
            if voice.kind != "unnamed":
                found.add("origin")
            if voice.kind == "imagery":
                found.add("imagery")
        time, place = claim.time, asked_place(claim)
        if time is not None and time.earliest is not None and time.latest is not None:
            found.add("date")
        if place is not None and (place.lat is not None or place.ref):
            found.add("place")
    return found


def _alone(event: Spoken, agreeing: int, unshown: str) -> str:
    if agreeing >= 2:
        return f"That the voices are independent of each other is not shown: {unshown}." if unshown else ""
    if event.only_low:
        return "Only comments or pingbacks say so."
    if not event.stating:
        return "Nobody on record states it: it is only denied."
    if len(event.stating) > 1 and len({event.voice[c.id].id for c in event.stating}) > 1:
        return "Other voices speak of it, but none says the same."
    return "No second independent voice says so."


def _unseen(event: Spoken, evidence: Mapping[str, Sequence[Evidence]]) -> list[Gap]:
    """Where nothing looked that could have seen it: one gap a kind of instrument, unless one of the kind did
    see. What is made up for a demonstration leaves the gap open."""
    looked: dict[GapKind, list[Evidence]] = defaultdict(list)
    for claim in event.claims:
        for one in evidence.get(claim.id, ()):
            if not one.synthetic:
                looked[_kind(one.checker)].append(one)
    found = []
    for kind in sorted(looked):
        if all(e.verdict == "not observable" for e in looked[kind]):
            why = sorted({e.reasons[0] for e in looked[kind] if e.reasons})
            begun = f"{_NOT_TESTED[kind]} could not test it"
            words = f"{begun}: {'; '.join(why)}." if why else f"{begun}."
            found.append(Gap(kind, words.replace("..", "."), tuple(sorted({e.claim for e in looked[kind]}))))
    return found


_NOT_TESTED: dict[GapKind, str] = {
    "no tracks in the window": "Flight tracks",
    "no imagery in the window": "Satellite imagery",
}


def _kind(checker: str) -> GapKind:
    return "no tracks in the window" if checker.startswith(_TRACKS) else "no imagery in the window"


def _stated(unknown: Sequence[Claim]) -> list[Gap]:
    said_so: dict[str, list[str]] = defaultdict(list)  # copies repeat it: one gap
    for claim in sorted(unknown, key=lambda c: c.id):
        said_so[" ".join(claim.quote.text.split())].append(claim.id)
    return [
        Gap("stated unknown", f"Said not to be known: “{quote}”", tuple(behind))
        for quote, behind in sorted(said_so.items())
    ]


def _undated(claims: Sequence[Claim]) -> str:
    words = {c.time.relation.words for c in claims if c.time and c.time.relation and c.time.relation.words}
    if words:
        return f"No date follows from the words; they only say: {'; '.join(sorted(words))}."
    if any(c.time and c.time.known for c in claims):
        return "Its date is bounded on one side only."
    return "No statement dates it."


def _unplaced(claims: Sequence[Claim]) -> str:
    named = sorted({" ".join(p.span.text.split()) for c in claims if (p := asked_place(c)) and p.span})
    if named:
        return f"Where it is could not be told from the words: {', '.join(f'“{n}”' for n in named)}."
    return "No statement says where."
