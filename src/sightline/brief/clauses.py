"""Clauses: what a happening of each kind looks like as a piece of an English sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sightline.brief import words
from sightline.brief.groups import Group, item_key
from sightline.brief.verbs import VERBS, Verb, own_verb, own_words
from sightline.model.claim import Claim, Count, Item
from sightline.model.period import Period
from sightline.model.vocabulary import PEOPLE, SITES, Category, EventKind, Role

Shape = Literal["finite", "reportedly", "shown", "planned", "noun"]
MOST_ITEMS = 4


ON_SITES: frozenset[EventKind] = frozenset({"construction", "strike", "loss"})
NOUN_FIRST: frozenset[EventKind] = frozenset({"exercise", "strike"})
ACTING: tuple[Role, ...] = ("agent", "partner", "passenger", "target", "recipient")
PASSIVE = re.compile(r"(?i)\b(?:is|are|was|were|be|been|being|came|come|under)\s+(?:\w+\s+){0,3}$")
FOREIGN = re.compile(r"(?!\S*\d)(?=.*[^\W\d_A-Za-z])")  # words of another script, no designation
PRONOUNS = frozenset("i he she it we you they them him her us who".split())
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


def thing(item: Item, count: Count | None, english: bool, note: bool = True) -> Thing:
    """An item with its count; without one, its own words, or its name with "number not stated".

    note: False in a denial, where there is no number to state.
    """
    name = bare(words.clean(item.name))
    if not english and FOREIGN.match(name):
        name = words.quoted(name)
    if words.amount(count) is not None and count is not None:
        single = count.low == count.high == 1
        name = words.small(name)
        return Thing(words.counted(name, count, indefinite=True), not single or _plain_plural(name))
    own = bare(words.clean(item.span.text))
    name = words.small(name)
    if own[:1].isupper() and name[:1].islower():
        own = own[0].lower() + own[1:]  # it began a sentence
    designation = any(c.isdigit() for c in own.rpartition(" ")[2])
    if english and (not designation or own.endswith("s")) and len(own) <= 60 and words.looks_plural(own):
        return Thing(own, True)
    last = name.rpartition(" ")[2].casefold()
    if last in words.MASS or item.category in {"troops", "unit", "cargo", "small-arms", "site", "building"}:
        several = words.looks_plural(name) or item.category == "troops"
        single = (
            english and not several and last not in words.MASS and item.category != "cargo" and name.islower()
        )
        return Thing(f"{words.article(name)} {name}" if single else name, several)
    if _plain_plural(name):
        return Thing(name, True)
    noun = NOUNS.get(item.category, "") if any(c.isdigit() for c in name) else ""
    many = f"{name} {noun}" if noun else words.plural_of(name)
    return Thing(f"{many} (number not stated)" if note else many, True)


def _attacks(item: Item, claim: Claim) -> bool:
    """Whether it is people that stand before a verb of attack in the active: "Ukrainian forces struck a depot"."""
    if claim.event != "strike" or item.category not in PEOPLE or claim.trigger is None:
        return False
    before = claim.quote.text[: max(0, claim.trigger.start - claim.quote.start)]
    return item.span.start < claim.trigger.start and not PASSIVE.search(before)


def _plain_plural(name: str) -> bool:
    return name.endswith(("s", "men")) and words.looks_plural(name)


def bare(name: str) -> str:
    """Without the apostrophe plural of a designation: "S-300’s"."""
    return re.sub(r"(?<=[\dA-Z])[’']s$", "", name)


def things(group: Group, *, attackers: bool = False) -> list[Thing]:
    """What the claims name, each thing once, with their own count of it. Of a strike, those who carry it out stand
    apart: `attackers` gives them alone."""
    seen: dict[tuple[str, str], Thing] = {}
    for item in (i for c in group.claims for i in c.items if _attacks(i, c) is attackers):
        if item.category in SITES and group.kind not in ON_SITES:
            continue  # where it is, not what it is: no airbase is deployed
        key = item_key(item)
        if key in seen:
            continue
        made = thing(item, group.counts.get(key), group.english, group.form != "denied")
        seen[key] = Thing(f"{made.words} (the claims differ)", made.plural) if key in group.differ else made
    found = list(seen.values())
    if len(found) > MOST_ITEMS:
        more = len(found) - MOST_ITEMS + 1
        found = [*found[: MOST_ITEMS - 1], Thing(f"{words.number(more)} more kinds of item", True)]
    return found


def parties(claims: Iterable[Claim], *roles: Role) -> list[Thing]:
    """The actors in those roles, each once; pronouns and what the claim also names as an item are left out."""
    out: dict[str, Thing] = {}
    for claim in claims:
        items = {i.name.casefold() for i in claim.items}
        for actor in claim.actors:
            folded = actor.name.casefold()
            if actor.role not in roles or folded in PRONOUNS or folded in items:
                continue
            name = words.actor(actor.name, actor.kind, actor.country)
            many = actor.kind in {"force", "organisation"} and words.looks_plural(name)
            out.setdefault(name, Thing(name, many))
    return list(out.values())


def actors(claims: Iterable[Claim], *roles: Role) -> list[str]:
    """The names of the actors in those roles."""
    return [t.words for t in parties(claims, *roles)]


def nameless(group: Group) -> bool:
    """Whether the claims do not name what the happening was done to or with."""
    passive = VERBS[group.kind].passive and group.kind != "presence"
    return not things(group) and (passive or not parties(group.claims, *ACTING))


def clause(group: Group, shape: Shape) -> str:
    """The happening in the shape asked for; it names nothing that the claims do not name.

    "finite": five launchers were deployed at X; "reportedly": ... were reportedly deployed; "shown": five
    launchers deployed at X (after "shows"); "planned": five launchers are to be deployed at X; "noun": the
    deployment of five launchers at X.
    """
    verb = VERBS[group.kind]
    own = own_verb(group.kind, group.claims) if group.english else None
    if own and verb.passive:
        verb = Verb(own, verb.noun, shown=own)
    subject = things(group)
    agents, passengers = actors(group.claims, "agent", "partner"), actors(group.claims, "passenger")
    active = not verb.passive or group.kind == "presence"
    if active and not subject and group.kind not in NOUN_FIRST and shape != "noun":
        subject = parties(group.claims, "passenger") or parties(group.claims, "agent", "partner")
        agents, passengers = (agents if passengers else []), []
    tail = ""
    if shape == "noun" and group.kind not in NOUN_FIRST and (subject or agents):
        told = subject or parties(group.claims, "agent", "partner")
        of = words.listed([t.words for t in told])
        head = f"the {verb.noun} of {of}{_quoted_verb(group, own)}"
        head += " by " + words.listed(agents) if agents and subject and group.kind != "presence" else ""
    elif group.kind in NOUN_FIRST or not subject:
        head = _noun_form(group, shape, subject, agents)
    else:
        plural = len(subject) > 1 or subject[0].plural
        named = words.listed([t.words for t in subject])
        if agents and group.kind == "presence" and _people(group):
            named, agents = f"{named} of {words.listed(agents)}", []
        head = f"{named} {_verb_form(verb, shape, plural)}".rstrip() + _quoted_verb(group, own)
        inner, tail = _parties(group, verb, agents, passengers)
        head += inner
    return head + _where_when(group) + tail


def _people(group: Group) -> bool:
    return all(i.category in PEOPLE for c in group.claims for i in c.items)


def _quoted_verb(group: Group, own: str | None) -> str:
    return "" if own or not group.english else own_words(group.kind, group.claims)


def _verb_form(verb: Verb, shape: Shape, plural: bool) -> str:
    maybe = "reportedly " if shape == "reportedly" else ""
    if not verb.passive:
        return {"finite": verb.past, "reportedly": f"reportedly {verb.past}", "shown": verb.shown,
                "planned": f"{'are' if plural else 'is'} to {verb.infinitive}", "noun": verb.past}[shape]  # fmt: skip
    if shape == "shown":
        return verb.shown
    if shape == "planned":
        return f"{'are' if plural else 'is'} to be {verb.past}"
    return f"{'were' if plural else 'was'} {maybe}{verb.past}"


def _noun_form(group: Group, shape: Shape, subject: list[Thing], agents: list[str]) -> str:
    noun = VERBS[group.kind].noun
    agents = [*agents, *(t.words for t in things(group, attackers=True) if t.words not in agents)]
    joint = group.kind == "exercise" and len(agents) > 1
    noun = f"joint {noun}" if joint else noun
    text = f"{words.article(noun)} {noun}{_quoted_verb(group, None)}"
    if agents:
        text += (" of " if joint else " by ") + words.listed(agents)
    targets = actors(group.claims, "target")
    if targets:
        text += " on " + words.listed(targets)
    if subject:
        text += " involving " + words.listed([t.words for t in subject])
    return text + {"finite": " took place", "reportedly": " reportedly took place", "shown": "", "noun": "",
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


def _where_when(group: Group) -> str:
    text = ""
    origin = next((c.from_place for c in group.claims if c.from_place), None)
    if origin and group.place and words.named(origin) == words.named(group.place):
        origin = None  # "left in Maiquetía from Maiquetía"
    place = group.place
    if group.kind == "departure":
        if origin is None and place:
            text += " from " + words.named(place)  # a place is left, not left in
        place = None
    elif group.kind == "delivery" and place and words.named(place) in actors(group.claims, "recipient"):
        place = None  # "to Mali in Mali"
    if group.kind == "movement" and place and words.related(place) is None and origin:
        text += " to " + words.named(place)
    elif there := words.where(place):
        text += " " + there
    if origin:
        text += (" from " if not origin.relation else " from a place ") + words.named(origin)
    time = time_phrase(group)
    return text + ("," if "," in text and time else "") + time


def time_phrase(group: Group) -> str:
    """When, with the source's own words where they name no year or the date is wide."""
    period = group.period
    text = words.when(period)
    own = next((said for c in group.claims if c.time and (said := _said(c.time))), None)
    if text is None:
        return f" at a time given only as {words.quoted(own, 80)}" if own else ""
    wide = period is None or not (
        period.earliest and period.latest and (period.latest - period.earliest).days <= 31
    )
    if any(c.time and c.time.span and not words.adds(c.time.span.text, text) for c in group.claims):
        return f" {text}"
    if own is None or not words.adds(own, text) or (re.search(r"\d{4}", own) and not wide):
        return f" {text}"
    return f" {text} ({words.quoted(words.small(own), 80)})"


def _said(period: Period) -> str | None:
    """The source's own words for when."""
    if period.relation:
        return period.relation.words
    return period.span.text if period.span else None
