"""Claim: one statement that a part of a document makes."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sightline.model.ids import canonical, content_id
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.model.vocabulary import (
    ActorKind,
    AttributionKind,
    Category,
    EventKind,
    Role,
    Stance,
)

LEARNED = "model "  # begins the origin of what the trained model found; its confidence is a measured share
SURE = 0.6  # from here on its reading of the words is more often right than not
JUDGED = ("accepted by ", "corrected by ")  # begin what an analyst's decision adds to an origin
MACHINE = "machine-generated: "  # begins the origin of what a language model of the user's choice proposed


@dataclass(frozen=True, slots=True)
class Count:
    """How many, as an interval; None on a side: no limit stated. unit: "t" for tonnes, "battery", ... or None
    for pieces. text: the words."""

    low: float | None
    high: float | None
    unit: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Inference:
    """What the words imply but do not say: a catalogue id and the premise."""

    ref: str
    because: str


@dataclass(frozen=True, slots=True)
class Item:
    """Materiel, people or cargo. category: the most specific that its own words allow. ref: catalogue id."""

    span: Span
    name: str
    category: Category
    ref: str | None = None
    count: Count | None = None
    inferred: tuple[Inference, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or is acted on. country: ISO 3166-1 alpha-2 or None."""

    span: Span
    name: str
    kind: ActorKind
    role: Role
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A voice the document names for the statement."""

    span: Span
    kind: AttributionKind


@dataclass(frozen=True, slots=True)
class Likelihood:
    """The source's own estimative words on the ICD 203 scale, as probabilities; never the analyst's."""

    text: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement about one happening or standing situation, with the words it rests on.

    quote: the shortest span that carries it. attribution: nearest voice first. place, time: None where the
    text gives none. from_place: where it came from. confidence in [0, 1]: how sure the extractor is that the
    text says this, not whether it is true. origin: extractor names and versions, joined by " + ".
    """

    id: str
    document: str
    part: str
    quote: Span
    event: EventKind
    stance: Stance
    trigger: Span | None = None
    hedges: tuple[Span, ...] = ()
    likelihood: Likelihood | None = None
    attribution: tuple[Attribution, ...] = ()
    actors: tuple[Actor, ...] = ()
    items: tuple[Item, ...] = ()
    place: Place | None = None
    from_place: Place | None = None
    time: Period | None = None
    confidence: float = 0.5
    origin: str = ""


def claim_id(document: str, part: str, event: EventKind, anchor: Span, nth: int = 0) -> str:
    """Made from the bytes read, the part, the event and its anchor (the trigger, else the quote); `nth` tells
    apart several claims that hang on one trigger. What is resolved later (places, dates) is left out, so a
    human decision keyed to the id survives a better gazetteer."""
    return content_id("clm", document, part, event, anchor.start, anchor.end, anchor.text, nth)


def is_claim_id(id_: str, document: str, part: str, event: EventKind, anchor: Span, most: int) -> bool:
    """Whether `claim_id` gives this id for some `nth` below `most`."""
    begun = hashlib.sha256(canonical([document, part, event, anchor.start, anchor.end, anchor.text])[:-1])
    wanted = id_.removeprefix("clm-")
    for nth in range(most):
        tried = begun.copy()
        tried.update(b",%d]" % nth)
        if tried.hexdigest()[:20] == wanted:
            return True
    return False


def numbered(claims: Iterable[Claim]) -> list[Claim]:
    """The claims with ids from their content; several of one event on one anchor are numbered in order."""
    seen: dict[tuple[str, str, Span], int] = {}
    out = []
    for claim in claims:
        anchor = anchor_of(claim)
        key = (claim.part, claim.event, anchor)
        nth = seen.get(key, 0)
        seen[key] = nth + 1
        id_ = claim_id(claim.document, claim.part, claim.event, anchor, nth)
        out.append(claim if claim.id == id_ else replace(claim, id=id_))
    return out


def anchor_of(claim: Claim) -> Span:
    """The words that a claim hangs on: its trigger, else its quote."""
    return claim.trigger or claim.quote


def leaves(claim: Claim) -> bool:
    """Whether it tells of leaving: a departure, or a movement that says only where from."""
    only_from = claim.place is None and claim.from_place is not None
    return claim.event == "departure" or (claim.event == "movement" and only_from)


def asked_place(claim: Claim) -> Place | None:
    """Where it happened, and where an instrument is to look: where it left from, of what leaves, else where it is
    said to be."""
    return (claim.from_place or claim.place) if leaves(claim) else claim.place


def machine_made(claim: Claim) -> bool:
    """Whether nothing but a language model found it."""
    found = [origin for origin in claim.origin.split(" + ") if not origin.startswith(JUDGED)]
    return all(origin.startswith(MACHINE) for origin in found)


def barely_read(claim: Claim) -> bool:
    """Whether only the trained model reads the words so, and readings of that surety are often wrong; not where
    an analyst looked and agreed."""
    if not claim.origin.startswith(LEARNED) or claim.confidence >= SURE:
        return False
    return not any(origin.startswith(JUDGED) for origin in claim.origin.split(" + "))
