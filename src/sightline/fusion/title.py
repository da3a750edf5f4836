"""Short words for an event, made only from what its claims carry."""

from collections import Counter, defaultdict

from sightline.fusion.items import key_of
from sightline.fusion.spoken import Spoken
from sightline.fusion.where_when import place_words
from sightline.model.claim import Claim
from sightline.model.place import Place
from sightline.model.vocabulary import EventKind

_DONE: dict[EventKind, str] = {
    "deployment": "deployed",
    "movement": "on the move",
    "arrival": "arrived",
    "departure": "left",
    "delivery": "delivered",
    "activation": "made ready",
    "exercise": "in an exercise",
    "construction": "built or enlarged",
    "strike": "struck",
    "loss": "lost or damaged",
    "launch": "launched",
    "presence": "present",
    "assessment": "judged",
}
_NOUN: dict[EventKind, str] = {
    "deployment": "Deployment",
    "movement": "Movement",
    "arrival": "Arrival",
    "departure": "Departure",
    "delivery": "Delivery",
    "activation": "Activation",
    "exercise": "Exercise",
    "construction": "Construction",
    "strike": "Strike",
    "loss": "Loss",
    "launch": "Launch",
    "presence": "Presence",
    "assessment": "Assessment",
}
# Here the items may be on either end: "Strike (Su-25)" claims no direction that the record does not hold.
_UNDIRECTED = frozenset({"strike", "exercise", "construction", "delivery", "launch"})


_BY = frozenset({"strike", "launch", "delivery", "construction", "deployment", "activation"})


def title_of(event: Spoken, kind: EventKind, place: Place | None) -> str:
    """ "S-300 deployed at Capitán Manuel Ríos Airbase, Venezuela"; plans, denials and hedged statements say so."""
    things = " and ".join(_things(event))
    agent = _agent(event)
    where = place_words([place] if place else [])
    if event.only_planned:
        body = f"Planned {_NOUN[kind].lower()}" + (
            f" of {things}" if things and kind not in _UNDIRECTED else ""
        )
        body += f" ({things})" if things and kind in _UNDIRECTED else ""
    elif kind in _UNDIRECTED or not (things or agent):
        body = _NOUN[kind] + (f" ({things})" if things else "")
    else:
        body = f"{things or agent} {_DONE[kind]}"
    if agent and agent not in body and (kind in _UNDIRECTED or place is None):
        body += f" by {agent}" if kind in _BY else f" with {agent}" if kind == "exercise" else f" ({agent})"
    body = f"{body} {where}".strip()
    if not event.stating:
        return f"Denied: {body}"
    if not event.only_planned and all(c.stance == "possible" for c in event.stating):
        return f"Possibly: {body}"
    return body[0].upper() + body[1:]


def _things(event: Spoken) -> list[str]:
    """At most two kinds of materiel, those that most voices name; designations before plain nouns."""
    voices: dict[str, set[str]] = defaultdict(set)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    plain: dict[str, bool] = {}
    for claim in event.stating or event.main:
        for item in claim.items:
            key = key_of(item)
            thing = key.family or key.ref or key.word
            voices[thing].add(event.voice[claim.id].id)
            names[thing][item.name] += 1
            plain[thing] = plain.get(thing, True) and key.family is None and key.ref is None
    ranked = sorted(voices, key=lambda t: (plain[t], -len(voices[t]), t))
    return [min(names[t], key=lambda n: (len(n), n)) for t in ranked[:2]]


def _agent(event: Spoken) -> str | None:
    """The agent that most voices name; None where none does."""
    voices: dict[str, set[str]] = defaultdict(set)
    for claim in event.stating or event.main:
        for name in _agents(claim):
            voices[name].add(event.voice[claim.id].id)
    return min(voices, key=lambda n: (-len(voices[n]), len(n), n)) if voices else None


def _agents(claim: Claim) -> list[str]:
    """Names, not "he" or "we"."""
    named = [a.name for a in claim.actors if a.role == "agent"]
    return [name for name in named if not name.islower()]
