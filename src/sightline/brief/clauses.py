"""Clauses: what a happening of each kind looks like as a piece of an English sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sightline.brief import words
from sightline.brief.groups import Group
from sightline.model.claim import Claim, Count, Item
from sightline.model.period import Period
from sightline.model.vocabulary import Category, EventKind, Role

Shape = Literal["finite", "reportedly", "shown", "planned"]
MOST_ITEMS = 4


@dataclass(frozen=True, slots=True)
class Verb:
    """passive: "deployed" with were; else `past` is an active verb. noun: used where nothing is named."""

    past: str
    noun: str
    passive: bool = True
    infinitive: str = ""
    shown: str = ""


VERBS: dict[EventKind, Verb] = {
    "deployment": Verb("deployed", "deployment"),
    "movement": Verb("moved", "movement", passive=False, infinitive="move", shown="moving"),
    "arrival": Verb("arrived", "arrival", passive=False, infinitive="arrive", shown="arriving"),
    "departure": Verb("departed", "departure", passive=False, infinitive="depart", shown="departing"),
    "delivery": Verb("delivered", "delivery"),
    "activation": Verb("made ready", "activation"),
    "exercise": Verb("exercised", "exercise", passive=False, infinitive="exercise", shown="exercising"),
    "construction": Verb("built or enlarged", "construction of a military site"),
    "strike": Verb("attacked", "attack"),
    "loss": Verb("destroyed, damaged or captured", "loss"),
    "launch": Verb("launched", "launch"),
    "presence": Verb("present", "presence"),
    "assessment": Verb("judged", "judgement"),
}
SITES: frozenset[Category] = frozenset({"site", "building", "fighting-position", "tunnel", "depot"})
ON_SITES: frozenset[EventKind] = frozenset({"construction", "strike", "loss"})
WIDE: frozenset[EventKind] = frozenset(
    {"activation", "loss", "strike", "construction", "delivery", "movement"}
)
NOUN_FIRST: frozenset[EventKind] = frozenset({"exercise", "strike"})
NOUNS: dict[Category, str] = {
    "sam-system": "systems", "sam-launcher": "launchers", "ifv": "infantry fighting vehicles",
    "apc": "armoured personnel carriers", "attack-aircraft": "attack aircraft", "uav": "drones",
    "transport-aircraft": "transport aircraft", "tanker-aircraft": "tanker aircraft",
    "isr-aircraft": "surveillance aircraft", "trainer-aircraft": "trainer aircraft", "aircraft": "aircraft",
    "mlrs": "rocket launchers", "artillery": "guns", "aa-gun": "anti-aircraft guns",
    "anti-tank": "anti-tank weapons", "manpads": "portable missiles", "vehicle": "vehicles",
    "missile": "missiles", "tank": "tanks", "helicopter": "helicopters", "radar": "radars",
    "fighter": "fighters", "bomber": "bombers", "ship": "ships",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thing:
    """One noun phrase and whether it takes a plural verb."""

    words: str
    plural: bool


def thing(item: Item, count: Count | None, english: bool) -> Thing:
    """An item with its count; without one, its own words, or its name with "number not stated"."""
    name = bare(words.clean(item.name))
    if words.amount(count) is not None and count is not None:
        single = count.low == count.high == 1 and not count.unit
        return Thing(words.counted(name, count, indefinite=True), not single)
    own = bare(words.clean(item.span.text))
    designation = any(c.isdigit() for c in own.rpartition(" ")[2])
    if english and not designation and len(own) <= 60 and words.looks_plural(own):
        return Thing(own, True)
    last = name.rpartition(" ")[2].casefold()
    if last in words.MASS or item.category in {"troops", "unit", "cargo", "small-arms", "site", "building"}:
        return Thing(name, words.looks_plural(name))
    noun = NOUNS.get(item.category, "")
    if any(c.isdigit() for c in name) and noun:
        return Thing(f"{name} {noun} (number not stated)", True)
    if words.looks_plural(name):
        return Thing(name, True)
    return Thing(f"{words.plural_of(name)} (number not stated)", True)


def bare(name: str) -> str:
    """Without the apostrophe plural of a designation: "S-300’s"."""
    return re.sub(r"(?<=[\dA-Z])[’']s$", "", name)


def things(group: Group) -> list[Thing]:
    """What the claims name, each thing once, with their own count of it."""
    seen: dict[str, Thing] = {}
    for item in (i for c in group.claims for i in c.items):
        if item.category in SITES and group.kind not in ON_SITES:
            continue  # where it is, not what it is: no airbase is deployed
        key = item.name.casefold()
        if key in seen:
            continue
        made = thing(item, group.counts.get(key), group.english)
        seen[key] = Thing(f"{made.words} (the claims differ)", made.plural) if key in group.differ else made
    found = list(seen.values())
    if len(found) > MOST_ITEMS:
        more = len(found) - MOST_ITEMS + 1
        found = [*found[: MOST_ITEMS - 1], Thing(f"{words.number(more)} more kinds of item", True)]
    return found


def actors(claims: Iterable[Claim], *roles: Role) -> list[str]:
    """Names of the actors in those roles, each once."""
    return list(dict.fromkeys(words.clean(a.name) for c in claims for a in c.actors if a.role in roles))


def clause(group: Group, shape: Shape) -> str:
    """The happening in the shape asked for; it names nothing that the claims do not name.

    "finite": five launchers were deployed at X; "reportedly": ... were reportedly deployed; "shown": five
    launchers deployed at X (after "to show"); "planned": five launchers are to be deployed at X.
    """
    verb = VERBS[group.kind]
    subject = things(group)
    agents, passengers = actors(group.claims, "agent", "partner"), actors(group.claims, "passenger")
    if not verb.passive and not subject and group.kind not in NOUN_FIRST:
        subject = [Thing(n, n.casefold().endswith("s")) for n in passengers or agents]
        agents, passengers = (agents if passengers else []), []
    if group.kind in NOUN_FIRST or not subject:
        head = _noun_form(group, shape, subject, agents)
        tail = ""
    else:
        plural = len(subject) > 1 or subject[0].plural
        head = words.listed([t.words for t in subject]) + " " + _verb_form(verb, shape, plural)
        head += _own_words(group)
        told = {t.words.casefold() for t in subject}
        agents = [a for a in agents if a.casefold() not in told]
        inner, tail = _parties(group, verb, agents, passengers)
        head += inner
    return head + _where_when(group) + tail


def _verb_form(verb: Verb, shape: Shape, plural: bool) -> str:
    maybe = "reportedly " if shape == "reportedly" else ""
    if not verb.passive:
        return {"finite": verb.past, "reportedly": f"reportedly {verb.past}", "shown": verb.shown,
                "planned": f"{'are' if plural else 'is'} to {verb.infinitive}"}[shape]  # fmt: skip
    if shape == "shown":
        return verb.past
    if shape == "planned":
        return f"{'are' if plural else 'is'} to be {verb.past}"
    return f"{'were' if plural else 'was'} {maybe}{verb.past}"


def _noun_form(group: Group, shape: Shape, subject: list[Thing], agents: list[str]) -> str:
    noun = VERBS[group.kind].noun
    joint = group.kind == "exercise" and len(agents) > 1
    noun = f"joint {noun}" if joint else noun
    text = f"{words.article(noun)} {noun}{_own_words(group)}"
    if agents:
        text += (" of " if joint else " by ") + words.listed(agents)
    targets = actors(group.claims, "target")
    if targets:
        text += " on " + words.listed(targets)
    if subject:
        text += " involving " + words.listed([t.words for t in subject])
    return text + {"finite": " took place", "reportedly": " reportedly took place", "shown": "",
                   "planned": " is to take place"}[shape]  # fmt: skip


def _parties(group: Group, verb: Verb, agents: list[str], passengers: list[str]) -> tuple[str, str]:
    """What stands after the verb, and what stands after place and time."""
    inner, tail = "", ""
    recipients = actors(group.claims, "recipient")
    if group.kind == "delivery" and recipients:
        inner += " to " + words.listed(recipients)
    if agents and group.kind == "presence":
        tail += ", held or used by " + words.listed(agents)
    elif agents and verb.passive:
        inner += " by " + words.listed(agents)
    if passengers:
        tail += ", with " + words.listed(passengers) + " named as aboard"
    return inner, tail


def _own_words(group: Group) -> str:
    """The source's own verb, quoted, where ours is wider."""
    if not group.english or group.kind not in WIDE:
        return ""
    verb = VERBS[group.kind]
    own = dict.fromkeys(words.clean(c.trigger.text).casefold() for c in group.claims if c.trigger)
    stems = {w[:5] for w in (*verb.past.split(), verb.noun)}
    kept = [w for w in own if len(w) <= 40 and not any(part[:5] in stems for part in w.split())]
    return f" ({', '.join(f'“{w}”' for w in kept[:2])})" if kept else ""


def _where_when(group: Group) -> str:
    text = ""
    origin = next((c.from_place for c in group.claims if c.from_place), None)
    if group.kind == "departure" and group.place and origin is None:
        text += " from " + words.named(group.place)
    elif group.kind == "movement" and group.place and group.place.relation is None and origin:
        text += " to " + words.named(group.place)
    elif place := words.where(group.place):
        text += " " + place
    if origin:
        text += (" from " if not origin.relation else " from a place ") + words.named(origin)
    time = time_phrase(group)
    return text + ("," if "," in text and time else "") + time


def time_phrase(group: Group) -> str:
    """When, with the source's own words where they name no year or the date is wide."""
    period = group.period
    text = words.when(period)
    own = next((said for c in group.claims if c.time and (said := _said(c.time))), None)
    wide = period is None or not (
        period.earliest and period.latest and (period.latest - period.earliest).days <= 31
    )
    if own is None or (re.search(r"\d{4}", own) and not wide):
        return f" {text}" if text else ""
    own = words.quoted(own, 80)
    return f" {text} ({own})" if text else f" at a time given only as {own}"


def _said(period: Period) -> str | None:
    """The source's own words for when."""
    if period.relation:
        return period.relation.words
    return period.span.text if period.span else None
