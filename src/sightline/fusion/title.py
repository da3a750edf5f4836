"""Short words for an event, made only from what its claims carry."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from sightline.fusion.items import ItemKey, key_of
from sightline.fusion.spoken import Spoken
from sightline.fusion.where_when import place_words
from sightline.model.claim import Actor, Claim, Item
from sightline.model.countries import known_as as country_name
from sightline.model.place import Place
from sightline.model.vocabulary import SITES, EventKind
from sightline.model.words import folded

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
    "deployment": "deployment",
    "movement": "movement",
    "arrival": "arrival",
    "departure": "departure",
    "delivery": "delivery",
    "activation": "activation",
    "exercise": "exercise",
    "construction": "construction",
    "strike": "strike",
    "loss": "loss",
    "launch": "launch",
    "presence": "presence",
    "assessment": "assessment",
}
# What stands between the noun and the things: of what is handed over or built there is no doubt; in an attack,
# a drill or a launch the things may be on either end, and the record holds no direction.
_OF = frozenset({"delivery"})
_UNDIRECTED = frozenset({"strike", "exercise", "construction", "delivery", "launch"})
_BY = frozenset({"strike", "launch", "delivery", "construction", "deployment", "activation"})
_ACTS = frozenset({"movement", "arrival", "departure", "presence"})  # who is named may be who moved
_WIDE = frozenset({"strike", "loss", "movement", "activation"})  # here the source's own word says more
_ON_SITES = frozenset({"construction", "strike", "loss"})
_PARTS = frozenset({"sam-launcher", "sam-system", "radar", "command-post"})  # parts of one battery
_AT = re.compile(r"^(?:in|at) ")
_ADJECTIVE = re.compile(r"(?:an|ish|ese|ch|i|ic|ek)s?$")


def title_of(event: Spoken, kind: EventKind, place: Place | None) -> str:
    """ "S-300 deployed at Capitán Manuel Ríos Airbase, Venezuela"; plans, denials and hedged statements say so."""
    items = _things(event, kind)
    things = _joined(items) if items else ""
    agent = _agent(event)
    of_sites = kind == "construction" and all(i.category in SITES for i in items)
    directed = kind not in _UNDIRECTED or of_sites
    denied = not event.stating
    hedged = not denied and not event.only_planned and all(c.stance == "possible" for c in event.stating)
    if denied or hedged or event.only_planned or kind in _UNDIRECTED or not (things or kind in _ACTS):
        body = _noun(event, kind, things, agent, directed=directed)
    else:
        body = (
            f"{things or agent} {_done(event, kind)}"
            if things or agent
            else _noun(event, kind, "", agent, directed=True)
        )
    if agent and agent not in body and (kind in _UNDIRECTED or place is None or not things):
        body += f" by {agent}" if kind in _BY else f" of {agent}" if kind == "exercise" else f" ({agent})"
    where = _where(place)
    if kind == "movement" and event.main and all(c.place is None for c in event.stating or event.main):
        where = _AT.sub("from ", where)  # told by where it came from
    if kind == "departure":  # a place is left, not left in
        where = _AT.sub("" if body.endswith(_DONE["departure"]) else "from ", where)
    body = f"{body} {where}".strip()
    if denied:
        return f"Denied: {body}"
    if event.only_planned:
        return f"Planned {body}"
    return f"Possible {body}" if hedged else body[0].upper() + body[1:]


def _noun(event: Spoken, kind: EventKind, things: str, agent: str | None, *, directed: bool) -> str:
    """ "exercise with Tu-160 bombers", "delivery of T-72 tanks", "strike (“bombing”)" where nothing is named."""
    noun = _NOUN[kind]
    if things:
        return f"{noun} {'of' if directed or kind in _OF else 'involving'} {things}"
    if kind not in _WIDE or agent:
        return noun
    used = [c for c in event.stating or event.main if c.trigger]
    said = _words_of(used) if len(used) > 1 else {}
    own = Counter([w for w, _ in {(c.trigger.text.casefold(), said.get(c.id)) for c in used if c.trigger}])
    word = min(own, key=lambda w: (-own[w], w)) if own else ""
    plain = not word or len(word) > 30 or noun[:4] in word or word.isdigit()
    return noun if plain else f"{noun} (“{' '.join(word.split())}”)"


def _done(event: Spoken, kind: EventKind) -> str:
    """A presence that some claim calls a deployment is a deployment."""
    if kind == "presence" and any(c.event == "deployment" for c in event.stating):
        return _DONE["deployment"]
    return _DONE[kind]


def _where(place: Place | None) -> str:
    """The place in a title; what could not be resolved stands in quotation marks, as the source has it."""
    if place is None:
        return ""
    name = place.name or (place.span.text if place.span else None)
    if name and place.precision == "unknown" and not place.known:
        return f"at “{' '.join(name.split())}”"
    relation = place.relation
    if not relation:
        return place_words(name, place.country, relation, place.precision)
    if name and name.casefold().startswith(relation.casefold()):
        said = place_words(name, place.country, None, place.precision)
        return said.partition(" ")[2] if relation.split()[-1] in {"of", "near", "from", "to"} else said
    said = place_words(name, place.country, relation, place.precision)
    return f"on the {said}" if relation.startswith(("border", "coast", "edge")) else said


def _things(event: Spoken, kind: EventKind) -> list[Item]:
    """At most two kinds of materiel, those that most voices and then most statements name; designations before
    plain nouns, and one item of a family. "launchers" go with "S-300 launchers" of the same event."""
    told = [
        (claim, item)
        for claim in event.stating or event.main
        for item in claim.items
        if kind in _ON_SITES or item.category not in SITES
    ]
    if len(told) < 2:
        return [item for _, item in told]
    keys: list[tuple[Claim, Item, ItemKey]] = [(claim, item, key_of(item)) for claim, item in told]
    families: dict[str, set[str]] = {}  # of parts of one battery
    for _, _, key in keys:
        if key.family and key.category in _PARTS:
            families.setdefault(key.category, set()).add(key.family)
    found: dict[tuple[str, str], list[tuple[Claim, Item, ItemKey]]] = {}
    for claim, item, key in keys:
        one = families.get(key.category, ()) if families else ()
        thing = key.family or (next(iter(one)) if len(one) == 1 else None) or key.ref or key.word
        found.setdefault((thing, key.category), []).append((claim, item, key))

    if len(found) == 1:
        (rows,) = found.values()
        named = [(c, i) for c, i, k in rows if k.family] or told
        words = _words_of(claim for claim, _ in named) if len(named) > 1 else {}
        return [_best(event, named, words) if words else named[0][1]]
    family: dict[str, list[Claim]] = defaultdict(list)
    for (name, _), rows in found.items():
        family[name] += [claim for claim, _, _ in rows]
    words = _words_of(claim for claim, _ in told)

    def heard(claims: list[Claim]) -> tuple[int, int]:
        if len(words) == 1:
            return -1, -1
        return -len({event.voice[c.id].id for c in claims}), -len({words[c.id] for c in claims})

    def rank(thing: tuple[str, str]) -> tuple[object, ...]:
        rows = found[thing]
        plain = all(k.family is None and k.ref is None for _, _, k in rows)
        claims = family[thing[0]]
        whole = heard(claims)
        return plain, whole, whole if len(claims) == len(rows) else heard([c for c, _, _ in rows]), thing

    chosen: dict[str, Item] = {}
    for name, category in sorted(found, key=rank) if len(found) > 1 else found:
        rows = found[name, category]
        if name not in chosen:
            named = [(c, i) for c, i, k in rows if k.family] or [(c, i) for c, i, _ in rows]
            chosen[name] = named[0][1] if len(named) == 1 else _best(event, named, words)
            if len(chosen) == 2:
                break
    return list(chosen.values())


def _words_of(claims: Iterable[Claim]) -> dict[str, str]:
    """By claim id what tells one statement from another, but not a statement from its copy."""
    once = {c.id: c for c in claims}
    return {key: folded(c.quote.text) if len(once) > 1 else "" for key, c in once.items()}


def _best(event: Spoken, rows: list[tuple[Claim, Item]], words: Mapping[str, str]) -> Item:
    """The wording that most voices use, then most statements (copies are none); of equals one in Latin letters, then one that
    begins with its name, then the shortest."""
    voices: dict[str, set[str]] = defaultdict(set)
    said: dict[str, set[str]] = defaultdict(set)
    for claim, item in rows:
        voices[item.name].add(event.voice[claim.id].id)
        said[item.name].add(words[claim.id])
    name = min(
        said, key=lambda n: (-len(voices[n]), -len(said[n]), not n.isascii(), n[0].islower(), len(n), n)
    )
    return min([i for _, i in rows if i.name == name], key=lambda i: (i.span, i.category))


def _joined(items: list[Item]) -> str:
    """ "S-300 launchers and a 9S32ME guidance radar": an article where one is said and the other are many."""
    names = [_plain(i.name) for i in items]
    if len(items) == 2 and names[0].endswith("s") and _single(items[1]) and not names[1].endswith("s"):
        names[1] = f"{'an' if names[1][0].casefold() in 'aeio' else 'a'} {names[1]}"
    return " and ".join(names)


@lru_cache(maxsize=65_536)
def _plain(name: str) -> str:
    """Without a short form in brackets behind it."""
    return re.sub(r" \([A-Z]+\)$", "", " ".join(name.split()))


def _single(item: Item) -> bool:
    return item.count is not None and item.count.low == item.count.high == 1 and not item.count.unit


def _agent(event: Spoken) -> str | None:
    """The agent that most voices name; None where none does."""
    named = [
        (_acting(a), claim)
        for claim in event.stating or event.main
        for a in claim.actors
        if a.role == "agent" and not a.name.islower()  # names, not "he" or "we"
    ]
    if len(named) < 2:
        return named[0][0] if named else None
    voices: dict[str, set[str]] = defaultdict(set)
    for name, claim in named:
        voices[name].add(event.voice[claim.id].id)
    return min(voices, key=lambda n: (-len(voices[n]), len(n), n)) if len(voices) > 1 else next(iter(voices))


def _acting(actor: Actor) -> str:
    """A state named by its adjective ("Russian") goes by its country's name."""
    if actor.kind == "state" and actor.country and " " not in actor.name and _ADJECTIVE.search(actor.name):
        return country_name(actor.country)
    return actor.name
