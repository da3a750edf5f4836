"""How credible an event is, on the Admiralty scale 1-6, with reasons in words and weights.

The scale: NATO STANAG 2511 / AJP-2.1, wording after FM 2-22.3; docs/fusion.md holds the wording against what is
done here. 1 needs two voices shown to be independent that say the same, and nothing against; 2 needs something
besides the one voice that bears it out, a second voice or an instrument; what one voice says alone is 3 at best. A tenth
copy adds nothing; a contradiction never raises; 6 is no number and is never averaged. The reliability of a
source is the other axis of the scale and weighs nothing here; only where a source does not say what it rests on
does the user's own trust in it (A to C) stand for an origin of its own. 5 takes more than one voice's word
against another's. How likely the source itself calls it is
shown as its word and turned into no weight.

Where voices contradict each other, the largest group that agrees is weighed, the weakest of equals: so a
second voice with another number corroborates nothing, and takes something away.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sightline.fusion.corroboration import tied
from sightline.fusion.marks import best_basis, marks, told
from sightline.fusion.shown import independent
from sightline.fusion.spoken import Spoken, by_id
from sightline.fusion.weights import MOST_EXACT, THRESHOLDS, WEIGHTS, WORDS, Weights
from sightline.model.claim import Claim, asked_place, barely_read
from sightline.model.event import Assessment, Contradiction, Reason
from sightline.model.evidence import Evidence
from sightline.model.vocabulary import CREDIBILITY_WORDS, VERDICTS, Credibility

ALONE = "Nothing else bears it out: what one voice says alone is no better than 3"
NAMELESS = "All of them name nobody for it, so it may be one person's word: no better than 3"
UNTIED = "More voices are taken to speak of it, but share too little with these to bear it out: not counted"
BASELESS = "One voice without a named origin, a place or a date: nothing to judge it by"
_ALONE = Reason(ALONE, 0.0)
DISPUTED = "Voices disagree: one is weighed alone, and is no better than 3"

__all__ = ["WEIGHTS", "WORDS", "Weighed", "agreeing_voices", "weigh"]


def agreeing_voices(event: Spoken, against: Sequence[Contradiction]) -> list[frozenset[str]]:
    """The largest groups of voices that state the event and contradict each other in nothing."""
    voices = event.by_voice().keys()
    if len(voices) < 2:
        return [frozenset(voices)] if voices else []
    foes: dict[str, set[str]] = {v: set() for v in sorted(voices)}
    for contradiction in against:
        if contradiction.kind == "denial":
            continue
        sides = [{event.voice[c].id for c in side} for side in contradiction.sides]
        for one, other in combinations(sides, 2):
            for a in one:
                foes[a] |= other - {a}
            for b in other:
                foes[b] |= one - {b}
    disputed = [v for v in foes if foes[v]]
    calm = frozenset(v for v in foes if not foes[v])
    if not disputed:
        return [calm]
    if len(disputed) > MOST_EXACT:  # then the largest side of any one dispute stands for the rest
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


@dataclass(slots=True)
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
    weights: Weights = WEIGHTS,
) -> Weighed:
    """The proposed grade. trusts: documents (ids) of sources that the user rated A to C. weights: others than
    the project's own (bench/weigh.py)."""
    if event.only_low:
        return _no_basis(event, "Only comments or pingbacks say so: nothing to judge it by")
    if all(barely_read(c) for c in event.main):
        return _no_basis(
            event, "The words were read so with little certainty: open them before anything rests on this"
        )
    if len(event.stating) == 1 and not (against or evidence):
        return _alone(event, event.stating[0], weights)
    camps = agreeing_voices(event, against)
    if not camps:
        denied = Reason("Only denials are on record", weights["denial"], _ids(event.denying or event.main))
        return Weighed(Assessment(4 if event.denying else 6, (denied,)), 0)
    held = [_best(event, camp, against, trusts, weights) for camp in camps]
    camp = held[0] if len(held) == 1 else min(held, key=_rank)
    voices = len(camp.voices)
    shown = _instruments(event, evidence, weights) if evidence else []
    opposed = _opposed(event, against, weights) if against else []
    reasons = [*camp.reasons, *shown, *opposed, *_notes(event)]
    baseless = voices == 1 and not any(r.weight for r in shown) and _baseless(event)
    if baseless and not opposed:
        return Weighed(Assessment(6, (*reasons, Reason(BASELESS, 0.0, _ids(event.stating)))), voices)
    score = _sum(reasons)
    doubted = camp.doubted or any(r.weight < 0 for r in shown)
    borne_out = camp.borne_out or any(r.weight > 0 for r in shown)
    word_against_word = not doubted and len({c.kind for c in against}) < 2
    grade = _grade(score, camp.independent, borne_out, bool(opposed), doubted)
    if (grade == 5 and word_against_word) or (grade < 4 and baseless):
        grade = 4  # what has no basis is not made possible by being contradicted
    if not (borne_out or doubted or opposed) and score >= THRESHOLDS["probable"]:
        reasons.append(Reason(NAMELESS, 0.0) if voices > 1 else _ALONE)
    reasons.append(_come_to(grade, score))
    return Weighed(Assessment(grade, tuple(reasons)), voices, camp.unshown)


def _alone(event: Spoken, claim: Claim, weights: Weights) -> Weighed:
    """The grade of what nothing but one statement says, as most is: what `weigh` comes to, by the short way."""
    ids = (claim.id,)
    reasons = [Reason(words, weights[mark], ids) for mark, words in told(event, claim, weights)]
    reasons.append(Reason("One voice", 0.0, (event.voice[claim.id].id,)))
    if event.only_planned or claim.likelihood or len(event.claims) > 1:
        reasons += _notes(event)
    if _baseless(event):
        return Weighed(Assessment(6, (*reasons, Reason(BASELESS, 0.0, ids))), 1)
    score, doubted = _sum(reasons), claim.stance == "possible"
    grade = _grade(score, 1, False, False, doubted)
    if not doubted and score >= THRESHOLDS["probable"]:
        reasons.append(_ALONE)
    reasons.append(_come_to(grade, score))
    return Weighed(Assessment(grade, tuple(reasons)), 1)


def _come_to(grade: Credibility, score: float) -> Reason:
    return Reason(f"{CREDIBILITY_WORDS[grade]}: the weights come to {score:+.2f}", 0.0)


def _grade(score: float, shown: int, borne_out: bool, opposed: bool, doubted: bool) -> Credibility:
    """shown: how many voices are shown to be independent. borne_out: by a second voice or an instrument.
    opposed: contradicted. doubted: the best that is said hedges whether it is so, or an instrument shows the
    opposite."""
    if shown >= 2 and not opposed and not doubted and score >= THRESHOLDS["confirmed"]:
        return 1
    if borne_out and not doubted and score >= THRESHOLDS["probable"]:
        return 2
    if score >= THRESHOLDS["possible"] or not (opposed or doubted):
        return 3
    return 4 if score >= THRESHOLDS["doubtful"] else 5


def _no_basis(event: Spoken, words: str) -> Weighed:
    return Weighed(Assessment(6, (Reason(words, 0.0, _ids(event.main)),)), 0)


@dataclass(slots=True)
class _Camp:
    """What voices that bear each other out say. independent: how many are shown to be, 1 where it is not shown, with
    why in `unshown`. borne_out: there are several, and not all of them name nobody. doubted: all that they say hedges
    whether it is so."""

    voices: tuple[str, ...]
    reasons: list[Reason]
    independent: int = 1
    unshown: str = ""
    borne_out: bool = False
    doubted: bool = False


def _rank(camp: _Camp) -> tuple[int, float, tuple[str, ...]]:
    """Small for what supports less: by the grade that it would have by itself, then by weight."""
    score = _sum(camp.reasons)
    return -_grade(score, camp.independent, camp.borne_out, False, camp.doubted), score, camp.voices


def _best(
    event: Spoken,
    camp: frozenset[str],
    against: Sequence[Contradiction],
    trusts: Collection[str],
    weights: Weights,
) -> _Camp:
    """Of voices that contradict each other in nothing, those that together bear it out best."""
    if len(camp) == 1:
        return _camp(event, tuple(camp), against, trusts, weights)
    made = [_camp(event, voices, against, trusts, weights) for voices in tied(event, camp)]
    best = max(made, key=_rank)
    if len(best.voices) < len(camp):
        rest = tuple(sorted(camp - set(best.voices)))
        best.reasons.append(Reason(UNTIED, 0.0, rest))
    return best


def _camp(
    event: Spoken,
    voices: tuple[str, ...],
    against: Sequence[Contradiction],
    trusts: Collection[str],
    weights: Weights,
) -> _Camp:
    said = list(event.stating)
    claims = said
    if len(said) > 1:
        if len(voices) < len(event.by_voice()):
            said = [c for c in said if event.voice[c.id].id in voices]
        ranked = [_strongest(event, voice, against, weights) for voice in voices]
        best = max([strength for strength, _ in ranked])
        claims = sorted([c for strength, of in ranked if strength == best for c in of], key=by_id)
    ids = _ids(claims)
    reasons = [Reason(words, weights[mark], ids) for mark, words in told(event, claims[0], weights)]
    doubted = all(c.stance == "possible" for c in said)
    if len(voices) == 1:
        disputed = bool(against) and any(c.kind != "denial" for c in against)
        reasons.append(Reason(DISPUTED if disputed else "One voice", 0.0, voices))
        return _Camp(voices, reasons, doubted=doubted)
    count, unshown = independent(event, voices, against, trusts)
    if unshown:
        words = f"{len(voices)} voices agree, but {unshown}; so it is no better than 2"
        reasons.append(Reason(words, weights["also said"], voices))
    else:
        weight = weights["second voice"] + min(
            weights["most further"], weights["further voice"] * (count - 2)
        )
        more = len(voices) - count
        words = f"{count} independent voices agree" + (f"; {more} more say so too" if more else "")
        reasons.append(Reason(words, weight, voices))
    named = any(best_basis(event, c, weights) != "unnamed" for c in said)
    return _Camp(voices, reasons, 1 if unshown else count, unshown, named, doubted)


def _strongest(
    event: Spoken, voice: str, against: Sequence[Contradiction], weights: Weights
) -> tuple[float, list[Claim]]:
    """A voice's strongest statements and their weight. Where it contradicts itself (an altered copy), the
    weaker side is what can be held against it."""
    mine = {c.id: c for c in event.by_voice()[voice]}
    if len(mine) == 1:
        (claim,) = mine.values()
        return _strength(event, claim, weights), [claim]
    strength = {key: _strength(event, c, weights) for key, c in mine.items()}
    groups = [list(mine)]
    for contradiction in against:
        sides = [[c for c in side if c in mine] for side in contradiction.sides]
        sides = [side for side in sides if side]
        groups += sides if len(sides) > 1 else []
    if len(groups) == 1:
        most = max(strength.values())
        return most, [c for c in mine.values() if strength[c.id] == most]
    rated = [(max(strength[c] for c in group), group) for group in groups]
    least = min(most for most, _ in rated)
    keys = {c for most, group in rated if most == least for c in group if strength[c] == least}
    return least, [mine[c] for c in sorted(keys)]


def _strength(event: Spoken, claim: Claim, weights: Weights) -> float:
    return round(sum([weights[mark] for mark in marks(event, claim, weights)]), 4)


def _instruments(event: Spoken, evidence: Mapping[str, Sequence[Evidence]], weights: Weights) -> list[Reason]:
    """The strongest verdict each way, once: two looks at one picture are no second instrument. What is made up
    weighs nothing."""
    every = sorted((e for c in event.claims for e in evidence.get(c.id, ())), key=lambda e: e.id)
    looked = [e for e in every if not e.synthetic]
    found = []
    if made_up := [e for e in every if e.synthetic]:
        words = "Evidence made up for a demonstration (SYNTHETIC): it weighs nothing"
        found.append(Reason(words, 0.0, tuple(e.id for e in made_up)))
    for verdict in VERDICTS:
        of = [e for e in looked if e.verdict == verdict]
        if of:
            checkers = ", ".join(sorted({e.checker for e in of}))
            found.append(
                Reason(f"Evidence {verdict} ({checkers})", weights[verdict], tuple(e.id for e in of))
            )
    return found


def _opposed(event: Spoken, against: Sequence[Contradiction], weights: Weights) -> list[Reason]:
    """Each kind weighs once: three numbers in dispute make it no less likely that it happened than one."""
    found = []
    told_of: set[str] = set()
    for contradiction in against:
        weight = weights[contradiction.kind]
        if contradiction.kind == "denial":
            denied = {c for side in contradiction.sides for c in side}
            bases = [weights[best_basis(event, c, weights)] for c in event.denying if c.id in denied]
            weight -= max(bases, default=0.0)
        again = contradiction.kind in told_of
        told_of.add(contradiction.kind)
        words = f"Contradicted ({contradiction.kind}): {contradiction.words}"
        found.append(Reason(words, 0.0 if again else round(weight, 4), _flat(contradiction)))
    return found


def _notes(event: Spoken) -> list[Reason]:
    """Reasons that only explain."""
    found = []
    if len(event.main) < len(event.claims):
        main = {c.id for c in event.main}
        rest = _ids([c for c in event.claims if c.id not in main])
        words = "Comments or pingbacks repeat it, or it was read with little certainty: not counted"
        found.append(Reason(words, 0.0, rest))
    if event.only_planned:
        found.append(
            Reason("It is planned: the grade is for the plan, not for its being carried out", 0.0, ())
        )
    for claim in event.stating:
        if claim.likelihood:
            own = claim.likelihood
            words = f"The source itself calls it “{own.text}”: its own estimate, turned into no weight"
            found.append(Reason(words, 0.0, (claim.id,)))
    if len(event.stating) > 1 and len({c.document for c in event.stating}) > 1:
        found += _one_voices(event)
    return found


def _one_voices(event: Spoken) -> list[Reason]:
    found = []
    for _, said in sorted(event.by_voice().items()):
        documents = {c.document for c in said}
        if len(documents) > 1:
            words = f"{len(documents)} documents speak as one voice: {event.names(said)}"
            found.append(Reason(words, 0.0, tuple(sorted(documents))))
    return found


def _baseless(event: Spoken) -> bool:
    for claim in event.stating:
        if claim.attribution and any(a.kind != "unnamed" for a in claim.attribution):
            return False
        place = asked_place(claim)
        if place and (place.known or place.country):
            return False
        if claim.time and claim.time.known:
            return False
    return True


def _sum(reasons: Sequence[Reason]) -> float:
    return round(sum([r.weight for r in reasons]), 4)


def _ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple([c.id for c in claims])


def _flat(contradiction: Contradiction) -> tuple[str, ...]:
    return tuple(c for side in contradiction.sides for c in side)
