"""How credible an event is, on the Admiralty scale 1-6, with reasons in words and weights.

The scale: NATO STANAG 2511 / AJP-2.1, wording after FM 2-22.3. The weights are this project's judgement, in
one table below, meant to be read and argued with. What they must obey: 1 needs two independent voices that
agree and nothing against; a tenth copy adds nothing; a contradiction never raises; 6 is no number and is never
averaged. The reliability of a source is the other axis of the scale and weighs nothing here; only where a
source does not say what it rests on does the user's own trust in it (A to C) stand for an origin of its own.

Where voices contradict each other, the largest group that agrees is weighed, the weakest of equals: so a
second voice with another number corroborates nothing, and takes something away.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sightline.fusion.origin import own_look, voice_name
from sightline.fusion.shown import independent
from sightline.fusion.spoken import Spoken
from sightline.model.claim import Attribution, Claim, barely_read
from sightline.model.event import Assessment, Contradiction, Reason
from sightline.model.evidence import Evidence
from sightline.model.vocabulary import CREDIBILITY_WORDS, INSTRUMENTS, AttributionKind, Credibility

# What a statement rests on, as it says itself.
BASIS: dict[AttributionKind, tuple[float, str]] = {
    "imagery": (1.5, "it names satellite or aerial pictures"),
    "tracking": (1.5, "it names flight or ship tracks"),
    "document": (1.0, "it names a document"),
    "official": (0.75, "an official voice says so"),
    "military": (0.75, "an armed force says so"),
    "witness": (0.75, "a witness says so"),
    "media": (0.25, "it is taken from another outlet"),
    "other": (0.25, "a named voice says so"),
    "unnamed": (-0.5, "its origin is not named"),
}
# Pictures or tracks without a word on whose they are: nobody could look at them again.
NAMELESS_INSTRUMENT = (0.75, "it speaks of pictures or tracks without saying whose")
OWN_LOOK = (1.5, "its publisher says that it looked at pictures or tracks itself")
OWN_WORD = (0.25, "the page says so in its own voice and names no origin")
ASSERTED, POSSIBLE, HEDGED = 0.5, -1.0, -0.25
SITE, TOWN, DATED, MONTH, NAMED = 0.5, 0.25, 0.5, 0.25, 0.25
SECOND_VOICE, FURTHER_VOICE, MOST_FURTHER = 2.0, 0.5, 1.0
ALSO_SAID = 1.0  # further voices, however many, that are not shown to be independent
AGAINST: dict[str, float] = {"count": -0.5, "place": -0.75, "time": -0.5, "actor": -0.75, "denial": -2.0}
INSTRUMENT = {"supports": 1.5, "contradicts": -2.0, "inconclusive": 0.0, "not observable": 0.0}
CONFIRMED, PROBABLE, POSSIBLY, DOUBTFUL = 2.5, 2.25, 0.5, -0.75
_MOST_EXACT = 12  # voices in dispute up to which the largest agreeing group is found exactly


def agreeing_voices(event: Spoken, against: Sequence[Contradiction]) -> list[frozenset[str]]:
    """The largest groups of voices that state the event and contradict each other in nothing."""
    voices = list(event.voices(event.stating))
    foes: dict[str, set[str]] = {v: set() for v in voices}
    for contradiction in against:
        if contradiction.kind == "denial":
            continue
        sides = [{event.voice[c].id for c in side} for side in contradiction.sides]
        for one, other in combinations(sides, 2):
            for a in one:
                foes[a] |= other - {a}
            for b in other:
                foes[b] |= one - {b}
    disputed = [v for v in voices if foes[v]]
    calm = frozenset(v for v in voices if not foes[v])
    if not disputed:
        return [calm] if calm else []
    if len(disputed) > _MOST_EXACT:  # then the largest side of any one dispute stands for the rest
        camps = [
            frozenset(event.voice[c].id for c in side)
            for con in against
            if con.kind != "denial"
            for side in con.sides
        ]
        peaceful = [frozenset(v for v in s if not foes[v] & s) for s in camps]
        most = max(map(len, peaceful))
        return sorted({calm | s for s in peaceful if len(s) == most}, key=sorted)
    for size in range(len(disputed), 0, -1):
        fit = [frozenset(s) for s in combinations(disputed, size) if not any(foes[a] & set(s) for a in s)]
        if fit:
            return [calm | s for s in fit]
    return [calm]


@dataclass(frozen=True, slots=True)
class Weighed:
    """agreeing: how many voices agree. unshown: why it is not shown that they are independent, or ""."""

    assessment: Assessment
    agreeing: int
    unshown: str = ""


def weigh(
    event: Spoken,
    against: Sequence[Contradiction],
    evidence: Mapping[str, Sequence[Evidence]],
    trusts: Collection[str] = (),
) -> Weighed:
    """The proposed grade. trusts: documents (ids) of sources that the user rated A to C."""
    if event.only_low:
        words = "Only comments or pingbacks say so: nothing to judge it by"
        return Weighed(Assessment(6, (Reason(words, 0.0, tuple(c.id for c in event.main)),)), 0)
    if all(barely_read(c) for c in event.main):
        words = "The words were read so with little certainty: open them before anything rests on this"
        return Weighed(Assessment(6, (Reason(words, 0.0, tuple(c.id for c in event.main)),)), 0)
    camps = agreeing_voices(event, against)
    if not camps:
        denied = Reason("Only denials are on record", AGAINST["denial"], _ids(event.denying or event.main))
        return Weighed(Assessment(4 if event.denying else 6, (denied,)), 0)
    weighed = [(*_camp(event, camp, against, trusts), sorted(camp)) for camp in camps]
    reasons, strongest, unshown, names = min(weighed, key=lambda w: (_sum(w[0]), w[3]))
    voices = len(names)
    shown = _instruments(event, evidence)
    reasons += shown
    opposed = [Reason(f"Contradicted ({c.kind}): {c.words}", AGAINST[c.kind], _flat(c)) for c in against]
    reasons += opposed + _notes(event)
    if voices == 1 and not opposed and not any(r.weight for r in shown) and _baseless(event):
        why = "One voice without a named origin, a place or a date: nothing to judge it by"
        return Weighed(Assessment(6, (*reasons, Reason(why, 0.0, _ids(event.stating)))), voices)
    grade = _grade(_sum(reasons), 1 if unshown else voices, bool(opposed), _doubted(strongest, reasons))
    total = Reason(f"{CREDIBILITY_WORDS[grade]}: the weights come to {_sum(reasons):+.2f}", 0.0)
    return Weighed(Assessment(grade, (*reasons, total)), voices, unshown)


def _grade(score: float, voices: int, opposed: bool, doubted: bool) -> Credibility:
    if voices >= 2 and not opposed and not doubted and score >= CONFIRMED:
        return 1
    if score >= PROBABLE and not doubted:
        return 2
    if score >= POSSIBLY or not (opposed or doubted):
        return 3
    return 4 if score >= DOUBTFUL else 5


def _camp(
    event: Spoken, camp: frozenset[str], against: Sequence[Contradiction], trusts: Collection[str]
) -> tuple[list[Reason], list[Claim], str]:
    """Reasons for what a group of agreeing voices says (its strongest statements, the other voices), those
    statements, and why it is not shown that the voices are independent, or ""."""
    ranked = [(_strongest(event, voice, against), voice) for voice in sorted(camp)]
    best = max(strength for (strength, _), _ in ranked)
    claims = sorted((c for (s, of), _ in ranked if s == best for c in of), key=lambda c: c.id)
    reasons = _claim_reasons(event, claims)
    count, unshown = independent(event, camp, against, trusts) if len(camp) > 1 else (1, "")
    if unshown:
        words = f"{len(camp)} voices agree, but {unshown}; so it is no better than 2"
        reasons.append(Reason(words, ALSO_SAID, tuple(sorted(camp))))
    elif len(camp) > 1:
        weight = SECOND_VOICE + min(MOST_FURTHER, FURTHER_VOICE * (count - 2))
        more = len(camp) - count
        words = f"{count} independent voices agree" + (f"; {more} more say so too" if more else "")
        reasons.append(Reason(words, weight, tuple(sorted(camp))))
    else:
        disputed = len(event.voices(event.stating)) > 1
        words = "Voices disagree: one is weighed alone" if disputed else "One voice"
        reasons.append(Reason(words, 0.0, tuple(sorted(camp))))
    return reasons, claims, unshown


def _strongest(event: Spoken, voice: str, against: Sequence[Contradiction]) -> tuple[float, list[Claim]]:
    """A voice's strongest statements and their weight. Where it contradicts itself (an altered copy), the
    weaker side is what can be held against it."""
    mine = {c.id: c for c in event.stating if event.voice[c.id].id == voice}
    groups = [list(mine.values())]
    for contradiction in against:
        sides = [[mine[c] for c in side if c in mine] for side in contradiction.sides]
        sides = [side for side in sides if side]
        groups += sides if len(sides) > 1 else []
    rated = [(max(_claim(event, c) for c in group), group) for group in groups]
    least = min(strength for strength, _ in rated)
    return least, [
        c for strength, group in rated if strength == least for c in group if _claim(event, c) == least
    ]


def _claim(event: Spoken, claim: Claim) -> float:
    return _sum(_claim_reasons(event, [claim]))


def _claim_reasons(event: Spoken, claims: Sequence[Claim]) -> list[Reason]:
    """claims: equally strong ones; the first speaks for all."""
    claim, ids = claims[0], _ids(claims)
    weight, words = max((_basis(event, claim, a) for a in claim.attribution), default=OWN_WORD)
    found = [Reason(_upper(words), weight, ids)]
    if claim.stance == "asserted":
        found.append(Reason("It is asserted, not merely passed on", ASSERTED, ids))
    if claim.stance == "possible":
        found.append(Reason("It is only said to be possible", POSSIBLE, ids))
    elif claim.hedges:
        said = ", ".join(sorted({h.text for h in claim.hedges}))
        found.append(Reason(f"It is hedged: “{said}”", HEDGED, ids))
    if claim.place and claim.place.radius_km and claim.place.precision != "country":
        if claim.place.precision in ("coordinate", "site"):
            found.append(Reason("It names the site", SITE, ids))
        elif claim.place.radius_km <= 50:
            found.append(Reason("It names a town or district", TOWN, ids))
    if claim.time and claim.time.earliest and claim.time.latest:
        days = (claim.time.latest - claim.time.earliest).days
        if days <= 45:
            exact = days <= 3
            found.append(
                Reason("It gives the day" if exact else "It gives the month", DATED if exact else MONTH, ids)
            )
    if any(i.ref or any(ch.isdigit() for ch in i.name) for i in claim.items):
        found.append(Reason("It names the materiel", NAMED, ids))
    return found


def _basis(event: Spoken, claim: Claim, origin: Attribution) -> tuple[float, str]:
    if origin.kind not in INSTRUMENTS:
        return BASIS[origin.kind]
    if own_look(claim, event.documents[claim.document], origin.kind):
        return OWN_LOOK
    return BASIS[origin.kind] if voice_name(claim, origin) else NAMELESS_INSTRUMENT


def _instruments(event: Spoken, evidence: Mapping[str, Sequence[Evidence]]) -> list[Reason]:
    """The strongest verdict each way, once: two looks at one picture are no second instrument. What is made up
    weighs nothing."""
    every = sorted((e for c in event.claims for e in evidence.get(c.id, ())), key=lambda e: e.id)
    looked = [e for e in every if not e.synthetic]
    found = []
    if made_up := [e for e in every if e.synthetic]:
        words = "Evidence made up for a demonstration (SYNTHETIC): it weighs nothing"
        found.append(Reason(words, 0.0, tuple(e.id for e in made_up)))
    for verdict, weight in INSTRUMENT.items():
        of = [e for e in looked if e.verdict == verdict]
        if of:
            checkers = ", ".join(sorted({e.checker for e in of}))
            found.append(Reason(f"Evidence {verdict} ({checkers})", weight, tuple(e.id for e in of)))
    return found


def _notes(event: Spoken) -> list[Reason]:
    """Reasons that only explain."""
    found = []
    low = [c for c in event.claims if c not in event.main]
    if low:
        found.append(Reason("Comments or pingbacks repeat it: not counted", 0.0, _ids(low)))
    if event.only_planned:
        found.append(
            Reason("It is planned: the grade is for the plan, not for its being carried out", 0.0, ())
        )
    for voice in event.voices(event.stating).values():
        said = [c for c in event.stating if event.voice[c.id].id == voice.id]
        documents = {c.document for c in said}
        if len(documents) > 1:
            words = f"{len(documents)} documents speak as one voice: {event.names(said)}"
            found.append(Reason(words, 0.0, tuple(sorted(documents))))
    return found


def _doubted(strongest: Sequence[Claim], reasons: Sequence[Reason]) -> bool:
    """The best that is said hedges whether it is so, or an instrument shows the opposite."""
    instrument = any(
        r.weight == INSTRUMENT["contradicts"] and r.words.startswith("Evidence") for r in reasons
    )
    return instrument or all(c.stance == "possible" for c in strongest)


def _baseless(event: Spoken) -> bool:
    named = any(a.kind != "unnamed" for c in event.stating for a in c.attribution)
    placed = any(c.place and (c.place.known or c.place.country) for c in event.stating)
    return not (named or placed or any(c.time and c.time.known for c in event.stating))


def _sum(reasons: Sequence[Reason]) -> float:
    return round(sum(r.weight for r in reasons), 4)


def _ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(c.id for c in claims)


def _flat(contradiction: Contradiction) -> tuple[str, ...]:
    return tuple(c for side in contradiction.sides for c in side)


def _upper(words: str) -> str:
    return words[0].upper() + words[1:]
