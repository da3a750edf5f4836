"""Who does what in a happening: an actor's role, from its side of the trigger and the word before it."""

from collections.abc import Sequence
from dataclasses import replace

from sightline.extraction.link import HELD_BY, REACH, Group, cost, groups
from sightline.extraction.sentences import Sentence
from sightline.extraction.triggers import MOTION, Trigger
from sightline.model.claim import Actor, Item
from sightline.model.vocabulary import EventKind, Role

_HURT = frozenset({"strike", "loss"})
_ROLES: tuple[Role, ...] = ("agent", "recipient", "target", "partner", "passenger")


def actors_of(
    sentence: Sentence,
    trigger: Trigger,
    actors: tuple[Actor, ...],
    items: tuple[Item, ...],
    triggers: Sequence[Trigger],
) -> tuple[Actor, ...]:
    """The actors of a trigger with their roles: of each role the nearest, with those listed beside it."""
    chosen: list[tuple[float, Actor]] = []
    for group in groups(sentence, [a.span for a in actors]):
        price = cost(sentence.words, trigger, group.first, group.last, triggers)
        if price > REACH * 0.75:
            continue
        for index in group.members:
            inside_item = any(i.span.contains(actors[index].span) for i in items)
            role = _role(sentence, trigger, group, actors[index], inside_item)
            if role:
                chosen.append((price, replace(actors[index], role=role)))
    return _best_per_role(chosen)


def _best_per_role(chosen: list[tuple[float, Actor]]) -> tuple[Actor, ...]:
    kept: list[Actor] = []
    for role in _ROLES:
        of_role = [(p, a) for p, a in chosen if a.role == role]
        best = min((p for p, _ in of_role), default=0.0)
        kept += [a for p, a in of_role if p <= best + 0.01]
    return tuple(sorted(kept, key=lambda a: (a.span, a.role)))


def _role(sentence: Sentence, trigger: Trigger, group: Group, actor: Actor, inside_item: bool) -> Role | None:
    """None: the actor has no part in it."""
    before = _word_before(sentence, group.first)
    ahead = group.last < trigger.first
    if trigger.event == "exercise":
        return "partner" if before == "with" or len(group.members) > 1 else "agent"
    if before == "by" and not (trigger.entry.frame == "go" and actor.kind == "person"):
        return "agent"
    match trigger.entry.frame:
        case "n":
            return _noun_role(trigger.event, before, ahead)
        case "give":
            return _giving_role(trigger, before, ahead, inside_item)
        case "get":
            return "recipient" if ahead else ("agent" if before == "from" else None)
        case "be" if trigger.entry.base in HELD_BY:
            return "agent" if not ahead and not inside_item else None
        case "go" | "be":
            return _going_role(trigger.event, actor, before, ahead or inside_item)
        case _:
            return _acting_role(trigger, before, ahead, inside_item)


def _word_before(sentence: Sentence, first: int) -> str:
    words = sentence.words
    before = words[first - 1].low if first else ""
    if before in {"the", "a", "an", "its", "their"} and first > 1:
        return words[first - 2].low
    return before


def _noun_role(event: EventKind, before: str, ahead: bool) -> Role | None:
    if event in _HURT:
        if before in {"on", "against", "of", "for"}:
            return "target"
        return "agent" if ahead else None
    if event == "delivery":
        return "recipient" if before in {"to", "for"} else "agent"
    return "agent" if ahead or before in {"of", "from"} else None


def _giving_role(trigger: Trigger, before: str, ahead: bool, inside_item: bool) -> Role | None:
    if inside_item:
        return "agent" if ahead else None
    if before in {"to", "for", "with"} or (trigger.passive and ahead):
        return "recipient"
    return "agent" if ahead else "recipient"


def _going_role(event: EventKind, actor: Actor, before: str, subject: bool) -> Role | None:
    if subject:
        return "agent"
    if event in MOTION:
        return "passenger" if actor.kind == "person" else None
    return "agent" if event == "presence" and before in {"of", "with"} else None


def _acting_role(trigger: Trigger, before: str, ahead: bool, inside_item: bool) -> Role | None:
    hurt = trigger.event in _HURT
    if trigger.passive:
        if not ahead:
            return None
        return "target" if hurt and not inside_item else "agent"
    if ahead:
        return "agent"
    return "target" if hurt and before not in {"with", "in", "at"} else None
