"""Whether the independence of agreeing voices is shown. Not joined is not yet independent: two voices confirm
each other only where each says what it rests on, and it is not the same, or where the user trusts the source.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from sightline.fusion.groups import Groups
from sightline.fusion.origin import Origin, differ, known
from sightline.fusion.profile import Profile
from sightline.fusion.spoken import Spoken
from sightline.model.claim import Claim
from sightline.model.event import Contradiction
from sightline.model.source import Source

TRUSTED = frozenset("ABC")
_MOST_NAMED = 3
_LACK = (
    "where {} {has} it from is not known",
    "{} {do} not name where it is from",
    "{} {do} not say outright that it is so",
    "who publishes {} is not known",
    "{} {has} two versions of it",
)
_SPLIT = 4


@dataclass(frozen=True, slots=True)
class Basis:
    """What one voice rests on. origins: those that count; lack: why none does, as an index of _LACK."""

    origins: frozenset[Origin]
    lack: int | None = None


def trusted(documents: Collection[Profile], sources: Collection[Source]) -> frozenset[str]:
    """Documents (ids) of a source that the user rated A to C. A source is its host or publisher; the name that
    a page gives itself counts only where its address bears it, for anyone can take a name."""
    rated = {s.id.casefold().removeprefix("www.") for s in sources if s.reliability in TRUSTED}
    return frozenset(d.id for d in documents if rated & _ids(d)) if rated else frozenset()


def _ids(document: Profile) -> set[str]:
    key = document.publisher
    if key is None or not document.url:
        return set()
    found = {key}
    if "/" not in key:
        found.add((urlsplit(document.url).hostname or "").removeprefix("www."))
    site = document.site or ""
    if site and _squash(site) in (_squash(key), _squash(key.split(".")[0])):
        found.add(site.casefold())
    return found


def _squash(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum())


def basis(claims: Sequence[Claim], documents: Mapping[str, Profile], trusts: Collection[str]) -> Basis:
    """claims: what one voice states, of one event. Where one of its documents came from nobody knows where, a
    copy of it under a known address tells no more of who wrote it."""
    found: set[Origin] = set()
    lacks: list[int] = []
    nameless = any(documents[c.document].publisher is None for c in claims)
    for claim in claims:
        document = documents[claim.document]
        owner = document.publisher
        if owner is None or (nameless and claim.document not in trusts):
            lacks.append(3)
        elif claim.stance == "possible" or claim.hedges:
            lacks.append(2)
        elif claim.attribution and all(a.kind == "unnamed" for a in claim.attribution):
            lacks.append(1)
        elif claim.document in trusts:
            found.add(Origin("rated", owner, owner))
        elif origins := known(claim, document, owner):
            found |= origins
        else:
            lacks.append(0)
    return Basis(frozenset(found), None if found else min(lacks))


def independent(
    event: Spoken, camp: Collection[str], against: Sequence[Contradiction], trusts: Collection[str]
) -> tuple[int, str]:
    """How many voices of `camp`, two and more, rest on different origins that are known, with ""; where there
    are no two, 1 and why, in words that continue "they agree, but ..."."""
    said = {v: event.by_voice()[v] for v in sorted(camp)}
    split = _against_themselves(event, against)
    bases = {
        v: Basis(frozenset(), _SPLIT) if v in split else basis(claims, event.documents, trusts)
        for v, claims in said.items()
    }
    based = [v for v in said if bases[v].origins]
    alike = Groups(based)
    apart = False
    for one, other in combinations(based, 2):
        if differ(bases[one].origins, bases[other].origins):
            apart = True
        else:
            alike.join(one, other)
    if apart:
        return max(2, len(alike.all())), ""
    return 1, _why(event, said, bases)


def _against_themselves(event: Spoken, against: Sequence[Contradiction]) -> set[str]:
    """Voices that stand on both sides of a dispute (an altered copy): nothing that they rest on can count, or a
    copy with another number could add an origin."""
    found: set[str] = set()
    for contradiction in against:
        sides = [{event.voice[c].id for c in side} for side in contradiction.sides]
        for one, other in combinations(sides, 2):
            found |= one & other
    return found


def _why(event: Spoken, said: Mapping[str, Sequence[Claim]], bases: Mapping[str, Basis]) -> str:
    lacking = [
        _lacking(i, [event.names(said[v]) for v in said if bases[v].lack == i]) for i in range(len(_LACK))
    ]
    if told := [words for words in lacking if words]:
        return " and ".join(told)
    kinds = sorted({o.words for one in bases.values() for o in one.origins})
    return f"nothing tells the origin of the one from that of the other ({', '.join(kinds[:_MOST_NAMED])})"


def _lacking(kind: int, voices: Sequence[str]) -> str:
    """voices: the names of the documents of each; those of one voice come with a stroke between them."""
    if not voices:
        return ""
    names = sorted({v.replace(", ", " / ") for v in voices})
    more = len(names) - _MOST_NAMED
    names = [*names[:_MOST_NAMED], f"{more} more"] if more > 0 else names
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    one = len(names) == 1
    return _LACK[kind].format(listed, has="has" if one else "have", do="does" if one else "do")
