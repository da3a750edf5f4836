"""Event, Voice, Assessment, Contradiction, Gap: derived from facts, thrown away and rebuilt at will."""

from dataclasses import dataclass
from typing import Literal

from sightline.model.claim import Count
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.vocabulary import Credibility, Decision, EventKind

ContradictionKind = Literal["count", "place", "time", "actor", "denial"]
GapKind = Literal[
    "no independent voice", "no imagery named", "no imagery in the window", "no tracks in the window",
    "unnamed origin", "undated", "unplaced", "stated unknown",
]  # fmt: skip


# changed page: captured again with other bytes. gone: its claim is not read any more. otherwise: read otherwise.
# unfit: a correction that fits no more. event: it grew, shrank or fell apart. links: of claims that are gone.
ReopenedKind = Literal["changed page", "gone", "otherwise", "unfit", "event", "links"]


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

    @property
    def number(self) -> int | None:
        """1 (confirmed) to 5 (improbable) for whoever must sort or average; None for 6, which is no number."""
        return None if self.credibility == 6 else self.credibility


@dataclass(frozen=True, slots=True)
class Quantity:
    """What the claims of an event together say of how many of one thing. name: the item's name. count: the range.
    estimate: the best number within it; None where none is better than another. reasons: who gives which figure,
    and why the range and the estimate are what they are. voices: ids of those that give a figure."""

    name: str
    category: str
    count: Count
    claims: tuple[str, ...]
    estimate: float | None = None
    reasons: tuple[Reason, ...] = ()
    voices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What analysts decided about one claim or event, beside what the machine found.

    subject: the claim's or event's id now. verdict: the newest decision that holds. words: every decision that holds,
    oldest first, in words with who, when and why. judgements: their ids. disputed: where analysts disagree, what
    the others said; the newest holds. credibility, estimate (a range of probability): the analyst's own, of an
    event, never the machine's proposal nor the source's likelihood; None where none was given.
    """

    subject: str
    verdict: Decision
    words: tuple[str, ...]
    judgements: tuple[str, ...]
    disputed: tuple[str, ...] = ()
    credibility: Credibility | None = None
    estimate: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Reopened:
    """A judgement to look at again. kind: why, as a word. subject: the claim or event that it is to be made on now, "" where there is none.
    before: the words judged. now: the words there now, "" where there are none. verbatim: whether the words judged still
    stand in the page; None where that is not the question."""

    judgement: str
    subject: str
    why: str
    before: str = ""
    now: str = ""
    verbatim: bool | None = None
    kind: ReopenedKind = "otherwise"


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
    decided: Decided | None = None


@dataclass(frozen=True, slots=True)
class Fusion:
    """All that follows from the facts. loose: ids of claims that are no event of their own (assessments of
    the author, statements of comments and pingbacks with neither place nor date). decided: what analysts decided
    about claims, by claim id; that of events stands with the events."""

    voices: tuple[Voice, ...]
    events: tuple[Event, ...]
    loose: tuple[str, ...] = ()
    decided: tuple[Decided, ...] = ()
    reopened: tuple[Reopened, ...] = ()
