"""The record of a source in this ledger, and the reliability that follows from it: a proposal, never a grade.

What is decided of a source's statements: a person accepted or rejected it; an instrument supports or contradicts
it; two and more other voices, shown to be independent of each other, say the same without it; or it was a
forecast with an outcome. The surest of these speaks, in that order. A correction decides nothing: it may be the
reading that was wrong. A statement counts once, however many pages of the source carry it.

Nothing here goes round in a circle: what others say is fused anew with everything of the source's own voice taken
out, and with no grade that anybody gave, so a source is not borne out by itself, its copies, or trust in it.

The letter follows from the interval of Wilson 1927 (90 in a hundred) for the share that was right; below
MIN_DECIDED decided statements it is F, which is no number. What people choose to check is no fair sample of what
a source says: so the numbers stand beside the letter, and nothing in fusion rests on it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sightline.fusion.brier import Score, score, wilson
from sightline.fusion.forecasts import forecasts
from sightline.fusion.fuse import fuse
from sightline.fusion.judged import judged, owners
from sightline.fusion.profile import Profile, profile
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.event import Event, Fusion
from sightline.model.evidence import Evidence
from sightline.model.facts import Facts
from sightline.model.forecast import Forecast
from sightline.model.judgement import in_force
from sightline.model.publisher import source_of
from sightline.model.source import Source
from sightline.model.vocabulary import LOW_PARTS, Reliability
from sightline.model.words import folded

MIN_DECIDED = 10
# Where the interval must lie: its lower end for A to C; its upper end for E; what is left is D.
AT_LEAST: Mapping[Reliability, float] = {"A": 0.9, "B": 0.7, "C": 0.5}
AT_MOST: Mapping[Reliability, float] = {"E": 0.5}
OTHERS = 2  # independent voices that must say it without the source
GROUNDS = ("person", "instrument", "other voices", "outcome")  # the surest first
_UNRATED = Source("", "").reason


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided of one statement: right or wrong, on which of GROUNDS. claims: that make it."""

    claims: tuple[str, ...]
    right: bool
    ground: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """letter: F where there is no basis. right, decided: statements. low, high: the interval for the share that is
    right, in [0, 1]. words: why, with the numbers."""

    letter: Reliability
    right: int
    decided: int
    low: float
    high: float
    words: str


@dataclass(frozen=True, slots=True)
class Record:
    """What this ledger holds of one source. set_: the grade that a person gave, None where nobody did (F is a
    grade too). documents, claims: numbers; comments are not the source's. corrected: statements that a person
    corrected. own, passed_on: scores of its own forecasts and of those it passes on from others it names."""

    source: Source
    owner: str
    set_: Reliability | None
    proposal: Proposal
    verdicts: tuple[Verdict, ...]
    documents: int
    claims: int
    corrected: int
    own: Score
    passed_on: Score


def records(facts: Facts, fusion: Fusion) -> tuple[Record, ...]:
    """Every source of the facts, by id: those on record, and those that only a document's address tells.
    Raises KeyError where a claim's document is not among the facts."""
    documents = {d.id: d for d in facts.documents}
    on_record = {s.id: s for s in facts.sources}
    of = {d.id: source_of(d, facts.sources) for d in documents.values()}
    sources = on_record | {s.id: s for s in of.values() if s.id not in on_record}
    whole = judged(facts)
    low = {(d.id, p.id) for d in documents.values() for p in d.parts if p.kind in LOW_PARTS}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in {c.id: c for c in whole.facts.claims}.values():
        if (claim.document, claim.part) not in low:
            claims[of[claim.document].id].append(claim)
    pages = Counter(s.id for s in of.values())
    verdicts = _verdicts(facts, fusion, claims, whole.facts)
    foretold = forecasts(facts, fusion)
    corrected = {d.subject for d in whole.decided if d.verdict == "corrected"}
    rated = {j.subject for j in in_force(facts.judgements) if j.decision == "rated"}
    owned = owners(facts.judgements)
    return tuple(
        _record(
            sources[key],
            owned.get(key, ""),
            key in rated or sources[key].reason != _UNRATED,
            [*verdicts.get(key, ()), *_outcomes(foretold, key)],
            pages[key],
            claims[key],
            corrected,
            [f for f in foretold if key in f.sources and f.kind == "forecast"],
        )
        for key in sorted(sources)
    )


def _record(
    source: Source,
    owner: str,
    rated: bool,
    verdicts: Sequence[Verdict],
    documents: int,
    claims: Sequence[Claim],
    corrected: set[str],
    foretold: Sequence[Forecast],
) -> Record:
    return Record(
        source=source,
        owner=owner,
        set_=source.reliability if rated else None,
        proposal=proposal(verdicts),
        verdicts=tuple(sorted(verdicts, key=lambda v: v.claims)),
        documents=documents,
        claims=len(claims),
        corrected=len({_said(c) for c in claims if c.id in corrected}),
        own=score(f for f in foretold if not f.voice),
        passed_on=score(f for f in foretold if f.voice),
    )


def proposal(verdicts: Iterable[Verdict]) -> Proposal:
    """The letter that the numbers allow, and the numbers."""
    held = list(verdicts)
    right, decided = sum(v.right for v in held), len(held)
    low, high = wilson(right, decided)
    letter: Reliability = "F" if decided < MIN_DECIDED else _letter(low, high)
    if not decided:
        return Proposal("F", 0, 0, low, high, "nothing that it says was ever decided")
    counts = Counter((v.ground, v.right) for v in held)
    grounds = "; ".join(
        f"{ground}: {counts[ground, True]} right, {counts[ground, False]} wrong"
        for ground in GROUNDS
        if counts[ground, True] or counts[ground, False]
    )
    words = f"{right} of {decided} decided statements were right ({low:.0%} to {high:.0%}, 90 in a hundred sure; {grounds})"
    if letter == "F":
        words += f"; below {MIN_DECIDED} there is no basis"
    return Proposal(letter, right, decided, low, high, words)


def _letter(low: float, high: float) -> Reliability:
    for letter, least in AT_LEAST.items():
        if low >= least:
            return letter
    return next((letter for letter, most in AT_MOST.items() if high <= most), "D")


def _verdicts(
    facts: Facts, fusion: Fusion, claims: Mapping[str, Sequence[Claim]], corrected: Facts
) -> dict[str, list[Verdict]]:
    """By source: one a statement that is decided, on the surest ground."""
    person = {
        d.subject: d.verdict == "accepted" for d in fusion.decided if d.verdict in ("accepted", "rejected")
    }
    shown = _shown(facts.evidence)
    others = _said_by_others(corrected, fusion, claims)
    found: dict[str, list[Verdict]] = defaultdict(list)
    for source, of in claims.items():
        statements: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
        for claim in of:
            statements[_said(claim)].append(claim)
        for same in statements.values():
            ids = tuple(sorted(c.id for c in same))
            for ground, known in zip(GROUNDS, (person, shown, others), strict=False):
                said = {known[i] for i in ids if i in known}
                if said:
                    if len(said) == 1:
                        found[source].append(Verdict(ids, said.pop(), ground))
                    break  # where the ground speaks both ways, nothing is decided
    return found


def _said(claim: Claim) -> tuple[str, ...]:
    """What tells one statement of a source from another, but not a statement from its copy."""
    return claim.event, claim.stance, folded(claim.quote.text)


def _shown(evidence: Iterable[Evidence]) -> dict[str, bool]:
    """Claims that an instrument decides: one way only, and not on what is made up."""
    found: dict[str, set[bool]] = defaultdict(set)
    for one in evidence:
        if not one.synthetic and one.verdict in ("supports", "contradicts"):
            found[one.claim].add(one.verdict == "supports")
    return {claim: said.pop() for claim, said in found.items() if len(said) == 1}


def _said_by_others(facts: Facts, fusion: Fusion, claims: Mapping[str, Sequence[Claim]]) -> dict[str, bool]:
    """Claims that enough other voices bear out; none is ever found wrong by a vote."""
    documents = {d.id: d for d in facts.documents}
    voices = {v.id: v for v in fusion.voices}
    by_id = {c.id: c for c in facts.claims}
    source = {c.id: key for key, of in claims.items() for c in of}
    found: dict[str, bool] = {}
    profiles: dict[str, Profile] = {}
    for event in fusion.events:
        if len(event.voices) <= OTHERS or event.contradictions:
            continue  # what is in dispute bears nobody out
        without: dict[frozenset[str], bool] = {}  # sources of one voice leave the same pages
        for key in sorted({source[c] for c in event.claims if c in source}):
            mine = {c for c in event.claims if source.get(c) == key}
            own = {by_id[c].document for c in mine}
            own |= {d for v in event.voices for d in voices[v].documents if own & set(voices[v].documents)}
            left = frozenset({by_id[c].document for c in event.claims} - own)
            if left not in without:
                without[left] = _confirmed_by(event, left, by_id, documents, profiles)
            if without[left]:
                found |= {c: True for c in mine if by_id[c].stance in ("asserted", "reported")}
    return found


def _confirmed_by(
    event: Event,
    left: frozenset[str],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    profiles: dict[str, Profile],
) -> bool:
    """Whether what some pages say of an event makes it 1. profiles: those made already; what is missing is put in."""
    if len(left) < OTHERS:
        return False
    profiles |= {d: profile(documents[d]) for d in left if d not in profiles}
    rest = tuple(claims[c] for c in event.claims if claims[c].document in left)
    pages = tuple(documents[d] for d in sorted(left))
    again = fuse(Facts(documents=pages, claims=rest), profiles)
    return [e.assessment.credibility for e in again.events] == [1]


def _outcomes(foretold: Iterable[Forecast], source: str) -> list[Verdict]:
    """Its own forecasts with an outcome: right where the odds were on the side of what came. Odds that were even,
    and plans, which may be put off, decide nothing."""
    found = []
    for one in foretold:
        if source not in one.sources or one.voice or one.outcome is None or one.kind == "plan":
            continue
        if one.likelihood is None:
            found.append(Verdict(one.claims, one.outcome.happened, "outcome"))
        elif (middle := (one.likelihood.low + one.likelihood.high) / 2) != 0.5:
            found.append(Verdict(one.claims, (middle > 0.5) == one.outcome.happened, "outcome"))
    return found
