"""What a denial denies: the same materiel, at a place and time that meet, in another voice than what it answers."""

from sightline.fusion.disputes import ids
from sightline.fusion.items import alike, holds, key_of
from sightline.fusion.spoken import Spoken
from sightline.fusion.weights import TOWN_KM
from sightline.fusion.words import fold
from sightline.model.claim import Claim, asked_place
from sightline.model.event import Contradiction
from sightline.model.place import apart_km
from sightline.model.words import folded

SAME_KIND = 1.0  # how alike the materiel must be (see items): parts of one battery are not enough


def denial(event: Spoken) -> Contradiction | None:
    """What is stated against what denies it; None where nothing denied answers anything stated. A page that
    says in its own voice that one thing is so and another is not contradicts nothing, however often it is copied."""
    pairs = [(s, d) for d in event.denying for s in event.stating if answers(d, s)]
    if pairs and len({c.document for c in event.main}) > 1:
        at_peace = {
            (_content(s), _content(d))
            for d in event.denying
            for s in event.stating
            if s.document == d.document and not _spoken_apart(d, s)
        }
        pairs = [(s, d) for s, d in pairs if (_content(s), _content(d)) not in at_peace]
    if not pairs:
        return None
    said = [c for c in event.stating if any(c is s for s, _ in pairs)]
    denying = [c for c in event.denying if any(c is d for _, d in pairs)]
    for_it, against = event.names(said), event.names(denying)
    words = f"{for_it} says that it is so; {against} carries a denial"
    if for_it == against:
        words = f"{for_it} carries both the statement and a denial"
    return Contradiction("denial", words, (ids(said), ids(denying)))


def _content(claim: Claim) -> tuple[str, str, str, tuple[str, ...]]:
    """What a claim and its copies have in common."""
    voices = tuple(a.span.text for a in claim.attribution)
    return claim.event, claim.stance, folded(claim.quote.text), voices


def answers(denying: Claim, said: Claim) -> bool:
    """Whether the one denies what the other states."""
    named = _named(denying)
    if denying.document == said.document and not _spoken_apart(denying, said):
        return False
    if said.stance == "planned" and not named:
        return False  # that it has not happened yet denies no plan; somebody who denies it may
    return _same_things(denying, said) and _meet(denying, said)


def _spoken_apart(denying: Claim, said: Claim) -> bool:
    """Whether one page lets somebody else deny what it states: another voice, named for other words, about
    things that both sides name or in the words for the deed that both sides use."""
    named = _named(denying)
    if not named or named & _named(said):
        return False
    if denying.quote.start < said.quote.end and said.quote.start < denying.quote.end:
        return False
    return bool(denying.items and said.items) or (
        denying.trigger is not None
        and said.trigger is not None
        and denying.trigger.text.casefold() == said.trigger.text.casefold()
    )


def _named(claim: Claim) -> frozenset[str]:
    """The words for the voices that a claim names; empty for the page's own and for nameless ones."""
    return frozenset().union(*(fold(a.span.text) for a in claim.attribution if a.kind != "unnamed"))


def _same_things(denying: Claim, said: Claim) -> bool:
    """ "No equipment was lost" answers "a launcher was lost"; "no tank" does not answer "vehicles"."""
    denied, stated = [[key_of(i) for i in c.items] for c in (denying, said)]
    if not denied or not stated:
        return True
    return any(alike(d, s) >= SAME_KIND and not holds(s, d) for d in denied for s in stated)


def _meet(denying: Claim, said: Claim) -> bool:
    """Whether place and time meet. That nothing got through at one base denies nothing of the whole country."""
    if denying.time and said.time and not denying.time.meets(said.time):
        return False
    here, there = asked_place(denying), asked_place(said)
    if here is None or there is None:
        return True
    apart = apart_km(here, there)
    if apart is None:
        return True
    of, over = here.radius_km or 0.0, there.radius_km or 0.0
    return apart <= of + over and not (over > TOWN_KM and of < over / 2)
