"""What of a single statement weighs: its best basis, how it is put, how much of it could be checked."""

import re
from functools import lru_cache

from sightline.fusion.origin import own_look, voice_name
from sightline.fusion.spoken import Spoken
from sightline.fusion.weights import EXACT_DAYS, LOOSE_DAYS, TOWN_KM, WORDS, Weights
from sightline.model.claim import Attribution, Claim, asked_place
from sightline.model.place import Place
from sightline.model.vocabulary import INSTRUMENTS

_CAPITAL = {mark: words[0].upper() + words[1:] for mark, words in WORDS.items()}
_DIGIT = re.compile(r"\d")


def marks(event: Spoken, claim: Claim, weights: Weights) -> list[str]:
    """Names of the weights that hold for a claim, its basis first."""
    found = [best_basis(event, claim, weights)]
    if claim.stance == "asserted":
        found.append("asserted")
    if claim.stance == "possible":
        found.append("possible")
    elif claim.hedges:
        found.append("hedged")
    place = asked_place(claim)
    if place is not None and (where := _where(place)):
        found.append(where)
    time = claim.time
    if time is not None and time.earliest and time.latest:
        days = (time.latest - time.earliest).days
        if days <= LOOSE_DAYS:
            found.append("day" if days <= EXACT_DAYS else "month")
    for item in claim.items:
        if item.ref or _numbered(item.name):
            found.append("materiel")
            break
    return found


@lru_cache(maxsize=65_536)
def _numbered(name: str) -> bool:
    return _DIGIT.search(name) is not None


def told(event: Spoken, claim: Claim, weights: Weights) -> list[tuple[str, str]]:
    """The same with words for each."""
    return [(mark, _CAPITAL.get(mark) or _hedged(claim)) for mark in marks(event, claim, weights)]


def _hedged(claim: Claim) -> str:
    said = ", ".join(sorted({h.text for h in claim.hedges}))
    return f"It is hedged: “{said}”"


def best_basis(event: Spoken, claim: Claim, weights: Weights) -> str:
    """The name of the weightiest thing that a claim rests on, as it says itself."""
    if not claim.attribution:
        return "own word"
    if len(claim.attribution) == 1:
        return _basis(event, claim, claim.attribution[0])
    found = {_basis(event, claim, a) for a in claim.attribution}
    return found.pop() if len(found) == 1 else max(sorted(found), key=weights.__getitem__)


def _basis(event: Spoken, claim: Claim, origin: Attribution) -> str:
    if origin.kind not in INSTRUMENTS:
        return origin.kind
    if own_look(claim, event.documents[claim.document], origin.kind):
        return "own look"
    return origin.kind if voice_name(claim, origin) else "nameless instrument"


def _where(place: Place) -> str | None:
    if not place.radius_km or place.precision == "country":
        return None
    if place.precision in ("coordinate", "site"):
        return "site"
    return "town" if place.radius_km <= TOWN_KM else None
