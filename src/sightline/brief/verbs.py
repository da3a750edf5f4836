"""Verbs: how each kind of happening is put in English, and when the source's own verb may stand in the sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.brief import words
from sightline.model.claim import Claim
from sightline.model.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class Verb:
    """passive: "deployed" with were; else `past` is an active verb. noun: used where nothing is named, and in
    denials."""

    past: str
    noun: str
    passive: bool = True
    infinitive: str = ""
    shown: str = ""


VERBS: dict[EventKind, Verb] = {
    "deployment": Verb("deployed", "deployment", shown="deployed"),
    "movement": Verb("moved", "movement", passive=False, infinitive="move", shown="moving"),
    "arrival": Verb("arrived", "arrival", passive=False, infinitive="arrive", shown="arriving"),
    "departure": Verb("departed", "departure", passive=False, infinitive="depart", shown="departing"),
    "delivery": Verb("delivered", "delivery", shown="delivered"),
    "activation": Verb("made ready", "activation", shown="made ready"),
    "exercise": Verb("exercised", "exercise", passive=False, infinitive="exercise", shown="exercising"),
    "construction": Verb("built or enlarged", "construction", shown="built or enlarged"),
    "strike": Verb("attacked", "attack", shown="attacked"),
    "loss": Verb("destroyed, damaged or captured", "loss", shown="destroyed, damaged or captured"),
    "launch": Verb("launched", "launch", shown="launched"),
    "presence": Verb("present", "presence"),
    "assessment": Verb("judged", "judgement", shown="judged"),
}
# Kinds whose own verb in `VERBS` is wider than what the source says.
WIDE: frozenset[EventKind] = frozenset(
    {"activation", "loss", "strike", "construction", "delivery", "movement"}
)
# The source's word -> the participle that can stand for it: only words that take the same object, so that who
# did it and what was done to what stay as the claim has them.
OWN: dict[EventKind, dict[str, str]] = {
    "loss": {"destroyed": "destroyed", "damaged": "damaged", "captured": "captured", "sunk": "sunk",
             "sank": "sunk", "seized": "seized", "shot down": "shot down", "downed": "shot down",
             "knocked out": "knocked out", "lost": "lost", "burned": "burned", "taken": "taken",
             "liberated": "liberated", "cleared": "cleared", "recaptured": "recaptured"},
    "delivery": {"sold": "sold", "supplied": "supplied", "delivered": "delivered", "donated": "donated",
                 "handed over": "handed over", "transferred": "transferred", "shipped": "shipped",
                 "given": "given", "gave": "given", "offered": "offered", "promised": "promised",
                 "pledged": "pledged"},
    "activation": {"activated": "activated", "mobilised": "mobilised", "mobilized": "mobilised",
                   "armed": "armed", "on alert": "put on alert", "on combat duty": "put on combat duty",
                   "put on alert": "put on alert", "placed on alert": "put on alert",
                   "operational": "made operational"},
    "construction": {"built": "built", "enlarged": "enlarged", "extended": "extended", "dug": "dug",
                     "lengthened": "lengthened", "widened": "widened", "expanded": "expanded",
                     "constructed": "built", "rebuilt": "rebuilt", "resurfaced": "resurfaced"},
}  # fmt: skip


def said(claims: Sequence[Claim]) -> list[str]:
    """The triggers of the claims, folded, each once."""
    return list(dict.fromkeys(words.clean(c.trigger.text).casefold() for c in claims if c.trigger))


def own_verb(kind: EventKind, claims: Sequence[Claim]) -> str | None:
    """The source's own verb as a participle, where all the claims use one and the table knows it."""
    table = OWN.get(kind, {})
    found = {table.get(w) for w in said(claims)}
    return found.pop() if len(found) == 1 and all(c.trigger for c in claims) else None


def own_words(kind: EventKind, claims: Sequence[Claim]) -> str:
    """ " (“landed”)": the source's own words, quoted, where our verb is wider."""
    if kind not in WIDE:
        return ""
    verb = VERBS[kind]
    stems = {w[:5] for w in (*verb.past.split(), verb.noun)}
    kept = [w for w in said(claims) if len(w) <= 40 and not any(part[:5] in stems for part in w.split())]
    return f" ({', '.join(words.quoted(w) for w in kept[:2])})" if kept else ""
