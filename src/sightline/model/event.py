"""Event, Voice, Assessment, Contradiction, Gap: derived from facts, thrown away and rebuilt at will."""

from dataclasses import dataclass
from typing import Literal

from sightline.model.claim import Count
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.vocabulary import Credibility, EventKind

ContradictionKind = Literal["count", "place", "time", "actor", "denial"]
GapKind = Literal[
    "no independent voice", "no imagery named", "unnamed origin", "undated", "unplaced", "stated unknown"
]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a score is what it is. weight > 0 speaks for, < 0 against, 0 explains. ids: the claims, documents
    or voices behind it."""

    words: str
    weight: float
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """Documents that speak as one: copies, versions, one common origin. Corroboration counts voices."""

    id: str
    documents: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements of one event that cannot all hold. sides: groups of claim ids that agree within a group."""

    kind: ContradictionKind
    words: str
    sides: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not known, as a thing in its own right."""

    kind: GapKind
    words: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """A proposal for one event on the Admiralty scale. credibility 6 means no basis and is never a number."""

    credibility: Credibility
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """What the claims of an event together say of how many of one thing. name: the item's name."""

    name: str
    category: str
    count: Count
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Claims taken to be about one happening.

    id: made from its claims' ids. title: short words for lists. voices: ids of the voices that state it
    (documents that only deny, or only judge, are not among them).
    """

    id: str
    kind: EventKind
    title: str
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    place: Place | None
    period: Period | None
    quantities: tuple[Quantity, ...]
    assessment: Assessment
    contradictions: tuple[Contradiction, ...] = ()
    gaps: tuple[Gap, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Fusion:
    """All that follows from the facts. loose: ids of claims that are no event of their own (assessments of
    the author, statements of comments and pingbacks with neither place nor date)."""

    voices: tuple[Voice, ...]
    events: tuple[Event, ...]
    loose: tuple[str, ...] = ()
