"""From the words of one sentence to claims: triggers, what belongs to them, and how it is said.

A pure function of what was found in the sentence, so that gold mentions, rules and, later, the trained model
can feed it alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.extraction.link import Group, cost, groups, reach_of, side_cost, word_range
from sightline.extraction.roles import actors_of
from sightline.extraction.scene import places_of, time_of
from sightline.extraction.sentences import Sentence
from sightline.extraction.triggers import MOTION, Trigger
from sightline.model.claim import Actor, Item
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.model.vocabulary import PEOPLE, SITES, EventKind

_FLYING = frozenset(
    {
        "missile",
        "ballistic-missile",
        "cruise-missile",
        "anti-ship-missile",
        "rocket",
        "nuclear-weapon",
        "munition",
    }
)
_PUTTING = frozenset({"move", "bring", "shift", "relocate", "transport"})
_TRAVELLING = frozenset(
    "transport-aircraft tanker-aircraft isr-aircraft fighter bomber aircraft helicopter uav ship frigate destroyer"
    " submarine aircraft-carrier landing-ship auxiliary-ship patrol-vessel corvette".split()
)
_SITE_WORDS = frozenset(
    "airbase base airfield air-base site garrison camp positions position barracks airport outpost compound".split()
)
_ON_SITES = frozenset({"construction", "strike", "loss", "presence", "activation"})
_SENDING = frozenset({"deployment", "delivery"})
_PURPOSE_REACH = 5  # words between the sending and its purpose
_SUBJECT_REACH = 60  # characters between a noun and the words that judge it
_SEEING = frozenset(
    "show reveal depict recorded seen spotted sighted observed filmed photographed detected see spot observe film"
    " photograph".split()
)
_POINTERS = frozenset(
    "they it he she all both these those others some none one two three its their that which who them".split()
)
_CONTEXT = 250  # characters before and after a sentence that set its subject


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a document, each kind in text order."""

    items: tuple[Item, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    times: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One happening said by one trigger, its words linked but nothing resolved."""

    event: EventKind
    trigger: Trigger
    items: tuple[Item, ...]
    actors: tuple[Actor, ...]
    place: Place | None
    from_place: Place | None
    time: Period | None
    strength: float


def frames(
    sentence: Sentence,
    triggers: Sequence[Trigger],
    found: Found,
    judged: Sequence[Span] = (),
    meant: Sequence[Span] = (),
) -> list[Frame]:
    """The happenings of a sentence. A trigger whose needs are not met makes none; of two triggers that say
    the same event of the same things, the one nearer to them stays. judged: words that make a judgement; no
    trigger of a happening stands in them. meant: words that give a meaning to a happening told elsewhere."""
    item_groups = groups(sentence, [i.span for i in found.items])
    triggers = [t for t in triggers if not _in_judgement(sentence, t, judged)]
    out: list[Frame] = []
    for trigger in triggers:
        if _names_an_item(sentence, trigger, found.items) or _rides_along(trigger, triggers):
            continue
        linked = _items(sentence, trigger, item_groups, found.items, triggers)
        actors = actors_of(sentence, trigger, found.actors, linked, triggers)
        place, origin = places_of(sentence, trigger, found.places, triggers, meant)
        if not _needs_met(sentence, trigger, found, linked, actors, place):
            continue
        points_back = trigger.entry.frame == "n" or trigger.entry.form == "ing"
        if points_back and (_only_judged(sentence, trigger, meant) or _only_dates(sentence, trigger)):
            continue
        if _is_purpose(sentence, trigger, triggers):
            continue
        time = time_of(sentence, trigger, found.times, triggers)
        event = _event(sentence, trigger, linked)
        strength = 0.35 + 0.2 * bool(linked) + 0.1 * bool(actors) + 0.1 * bool(place or origin)
        strength += 0.1 if trigger.entry.needs == "-" else 0.0
        out.append(Frame(event, trigger, linked, actors, place, origin, time, min(strength, 0.95)))
    return _one_each(out)


def _in_judgement(sentence: Sentence, trigger: Trigger, judged: Sequence[Span]) -> bool:
    start, end = sentence.words[trigger.first].start, sentence.words[trigger.last].end
    return any(j.start < end and start < j.end for j in judged)


def _only_dates(sentence: Sentence, trigger: Trigger) -> bool:
    """ "A day after the landing ...": a noun that points back to date what follows tells nothing new."""
    before = [w.low for w in sentence.words[max(0, trigger.first - 2) : trigger.first]]
    after = sentence.words[trigger.last + 1].low if trigger.last + 1 < len(sentence.words) else ""
    return before[:1] in (["after"], ["following"], ["before"], ["since"]) and after not in {"of", "by"}


def _is_purpose(sentence: Sentence, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """ "sending troops to fight": what they are sent for is part of the sending."""
    before = sentence.words[trigger.first - 1].low if trigger.first else ""
    return (
        before == "to"
        and trigger.entry.form == "base"
        and any(t.event in _SENDING and 0 < trigger.first - t.last <= _PURPOSE_REACH for t in triggers)
    )


def _only_judged(sentence: Sentence, trigger: Trigger, meant: Sequence[Span]) -> bool:
    """ "The timing of the redeployment is meant to ...": the noun points back and is what the judgement is of."""
    start = sentence.words[trigger.first].start
    before = [w.low for w in sentence.words[max(0, trigger.first - 6) : trigger.first]]
    points_back = bool({"the", "this", "these", "such"} & set(before))
    return points_back and any(0 < m.start - start <= _SUBJECT_REACH for m in meant)


def _rides_along(trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """ "landed ... carrying a general": what is carried belongs to the journey told before it."""
    if trigger.entry.base not in {"carry", "bring", "transport"} or trigger.entry.form != "ing":
        return False
    return any(t.event in MOTION and 0 < trigger.first - t.last <= 10 for t in triggers)


def _names_an_item(sentence: Sentence, trigger: Trigger, items: tuple[Item, ...]) -> bool:
    """ "ships", "mines", "positions": words of the lexicon that here are the thing itself."""
    start, end = sentence.words[trigger.first].start, sentence.words[trigger.last].end
    return trigger.entry.frame != "n" and any(i.span.start <= start and end <= i.span.end for i in items)


def _items(
    sentence: Sentence,
    trigger: Trigger,
    candidates: list[Group],
    items: tuple[Item, ...],
    triggers: Sequence[Trigger],
) -> tuple[Item, ...]:
    priced = []
    for group in candidates:
        price = cost(sentence.words, trigger, group.first, group.last, triggers)
        price += side_cost(trigger, group.first)
        members = [items[i] for i in group.members]
        if _is_subject_force(sentence, trigger, group, members):
            continue
        if trigger.event not in _ON_SITES:
            members = [m for m in members if m.category not in SITES]
        if members and price <= reach_of(trigger, group.first):
            priced.append((price, group, members))
    if not priced:
        return ()
    priced.sort(key=lambda x: x[0])
    best = priced[0][0]
    chosen = [
        m
        for price, group, members in priced[:4]
        if price <= best + 2.0 or _along(sentence, trigger, group)
        for m in members
    ]
    return tuple(sorted(chosen, key=lambda i: i.span))


def _along(sentence: Sentence, trigger: Trigger, group: Group) -> bool:
    """ "landed with 35 tonnes of cargo": what comes along."""
    before = [w.low for w in sentence.words[max(trigger.last + 1, group.first - 5) : group.first]]
    return trigger.event in MOTION and bool(
        {"with", "carrying", "including", "plus", "alongside"} & set(before)
    )


def _is_subject_force(sentence: Sentence, trigger: Trigger, group: Group, members: list[Item]) -> bool:
    """Troops before an active verb or behind "by" act; they are not what is acted on."""
    if any(m.category not in PEOPLE for m in members):
        return False
    if "by" in {w.low for w in sentence.words[max(0, group.first - 2) : group.first]}:
        return True
    ahead = group.last < trigger.first and not trigger.passive
    acting = trigger.entry.frame in {"act", "give", "get"} and trigger.entry.form != "ing"
    return acting and ahead and trigger.event not in {"activation", "exercise"}


def _event(sentence: Sentence, trigger: Trigger, items: tuple[Item, ...]) -> EventKind:
    """Neighbouring events told apart by what was fired at what."""
    base = trigger.entry.base
    if base in _PUTTING and trigger.event == "movement" and _to_a_site(sentence, trigger) and items:
        return "deployment" if not any(i.category in _TRAVELLING for i in items) else "movement"
    if base == "fire" and any(i.category in SITES or i.category in PEOPLE for i in items):
        return "strike"
    return trigger.event


def _to_a_site(sentence: Sentence, trigger: Trigger) -> bool:
    """ "moved to a key airbase": moved to stay."""
    after = [w.low for w in sentence.words[trigger.last + 1 : trigger.last + 8]]
    return after[:1] in (["to"], ["into"]) and bool(_SITE_WORDS & set(after))


def _needs_met(
    sentence: Sentence,
    trigger: Trigger,
    found: Found,
    items: tuple[Item, ...],
    actors: tuple[Actor, ...],
    place: Place | None,
) -> bool:
    forces = [a for a in actors if a.kind == "force"]
    match trigger.entry.needs:
        case "m":
            told = bool(items or actors) or any(word_range(sentence, i.span) for i in found.items)
            return told or (_spoken_of(sentence, trigger) and _military(sentence, found))
        case "d":
            return bool(items or actors)
        case "i":
            return any(i.category not in SITES for i in items) or (
                bool(items) and trigger.event != "delivery"
            )
        case "o":
            return bool(items or forces)
        case "w":
            return any(i.category in _FLYING for i in items)
        case "s":
            return any(i.category in SITES for i in items) or place is not None
        case "g":
            return bool(items) and place is not None
        case "t":
            return bool(items or place) and bool(items or actors)
    return True


def _spoken_of(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the sentence points back to something told before ("they left", "the attack")."""
    before = {w.low for w in sentence.words[max(0, trigger.first - 5) : trigger.first]}
    return bool(before & _POINTERS) or trigger.entry.frame == "n"


def _military(sentence: Sentence, found: Found) -> bool:
    """Whether the sentence, or the text close around it, speaks of materiel or forces."""
    near = (i.span for i in found.items)
    return any(sentence.start - _CONTEXT <= s.start <= sentence.end + _CONTEXT for s in near)


def _one_each(out: list[Frame]) -> list[Frame]:
    """One claim for one happening although several words name it."""
    kept: list[Frame] = []
    for frame in sorted((f for f in out if not _only_seen(f, out)), key=lambda f: -f.strength):
        same = [
            k
            for k in kept
            if k.event == frame.event
            and (_spans(k.items) & _spans(frame.items) or _adds_nothing(frame, k))
            and abs(k.trigger.first - frame.trigger.first) <= 12
        ]
        overlapping = [
            k for k in kept if k.trigger.first <= frame.trigger.last and frame.trigger.first <= k.trigger.last
        ]
        if not same and not overlapping:
            kept.append(frame)
    return sorted(kept, key=lambda f: f.trigger.first)


def _adds_nothing(frame: Frame, known: Frame) -> bool:
    """Whether a frame without items names nobody that the other does not."""
    return not frame.items and {a.span for a in frame.actors} <= {a.span for a in known.actors}


def _only_seen(frame: Frame, others: list[Frame]) -> bool:
    """ "recorded an An-124 arriving": what was seen is what it did; the seeing is no second happening."""
    if frame.event != "presence" or frame.trigger.entry.base not in _SEEING:
        return False
    mine = _spans(frame.items)
    return any(
        o is not frame and o.trigger.first > frame.trigger.last and mine & _spans(o.items) for o in others
    )


def _spans(items: tuple[Item, ...]) -> set[Span]:
    return {i.span for i in items}
