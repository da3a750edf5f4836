"""Holding: what was claimed to be where, over time; derived from events, thrown away and rebuilt at will."""

from dataclasses import dataclass
from typing import Literal

from sightline.model.claim import Count
from sightline.model.event import Reason
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.vocabulary import Category, Credibility, EventKind

# What an event says of a holding: it is there, it went, it is destroyed.
Change = Literal["present", "gone", "lost"]
# What the record comes to. "claimed" means last claimed, never that it is still there.
State = Literal["claimed", "partly gone", "said to be gone"]
# Kept out of the table, and why: announced only, denied only, nothing to judge it by, never said to be there but only
# to have left or been lost, rejected by an analyst.
Apart = Literal["planned", "denied", "unjudged", "away", "rejected"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One event's word on one thing at one site. period: when it is said to have been so; reported: when that was
    published. count, estimate: None where it gives no number."""

    event: str
    kind: EventKind
    change: Change
    period: Period | None
    count: Count | None
    estimate: float | None
    credibility: Credibility
    voices: tuple[str, ...]
    claims: tuple[str, ...]
    reported: Period | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """One cell of an order-of-battle table: one kind of thing at one site.

    site: None where it was not placed, or where its place is withheld. withheld: by an embargo. thing: the
    designation family or noun it goes under ("s300", "launcher"); names: what the sources call it, variants included,
    the most specific first; refs: catalogue ids. by: ISO 3166-1 alpha-2 of those said to act. count: how many at the
    last count, less what is said to have gone since; estimate: the best number. counted: when that count was.
    first: when it is first claimed to be there; last: when last; either may be wide, None where undated. reported: from the first to the last publication. apart: why it
    is kept out of the table, or None.
    """

    site: Place | None
    thing: str
    category: Category
    unit: str | None
    names: tuple[str, ...]
    refs: tuple[str, ...]
    by: tuple[str, ...]
    count: Count | None
    estimate: float | None
    counted: Period | None
    first: Period | None
    last: Period | None
    state: State
    credibility: Credibility
    voices: tuple[str, ...]
    claims: tuple[str, ...]
    sightings: tuple[Sighting, ...]
    reasons: tuple[Reason, ...] = ()
    apart: Apart | None = None
    withheld: bool = False
    reported: Period | None = None
