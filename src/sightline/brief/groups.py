"""Group: the claims of one event that say it in one way, so that one sentence can carry them all.

A sentence is made from the claims of one group alone: what one claim holds possible is never joined to what
another asserts, and a denial bears no date that only the other side gave.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sightline.brief.index import Index, denying, stating
from sightline.brief.lent import own
from sightline.model.claim import Claim, Count, Item
from sightline.model.event import Event
from sightline.model.period import Period, hull, narrowed
from sightline.model.place import Place, apart_km
from sightline.model.vocabulary import EventKind

ItemKey = tuple[str, str]
Form = Literal["imagery", "tracking", "asserted", "reported", "possible", "planned", "denied"]
FORMS: tuple[Form, ...] = ("imagery", "tracking", "asserted", "reported", "possible", "planned", "denied")


@dataclass(frozen=True, slots=True)
class Group:
    """counts: item key -> the count over these claims. differ: keys on which they differ."""

    kind: EventKind
    form: Form
    claims: tuple[Claim, ...]
    place: Place | None
    period: Period | None
    counts: dict[ItemKey, Count]
    differ: frozenset[ItemKey]
    english: bool


def groups(event: Event, ix: Index) -> list[Group]:
    """The strongest first: by form, then the event's own kind, then the number of claims. Voices share a sentence only
    where they say the same: the same things, in numbers, places and times that can all hold."""
    found: dict[tuple[Form, EventKind, str], list[Claim]] = {}
    for claim in (*stating(event, ix), *denying(event, ix)):
        found.setdefault((form(claim), claim.event, ix.voices_of([claim], event)[0].id), []).append(claim)
    shared: dict[tuple[Form, EventKind], list[list[Claim]]] = {}
    for (shape, kind, _), claims in found.items():
        rows = shared.setdefault((shape, kind), [])
        like = next((row for row in rows if _say_the_same(row, claims)), None)
        if like is None:
            rows.append(claims)
        else:
            like.extend(claims)
    made = [_group(kind, shape, row, ix) for (shape, kind), rows in shared.items() for row in rows]
    return sorted(made, key=lambda g: (FORMS.index(g.form), g.kind != event.kind, -len(g.claims), g.kind))


def _say_the_same(a: Sequence[Claim], b: Sequence[Claim]) -> bool:
    if {item_key(i) for c in a for i in c.items} != {item_key(i) for c in b for i in c.items}:
        return False
    if _counts(a)[0].keys() != _counts(b)[0].keys() or _counts([*a, *b])[1] - _counts(a)[1] - _counts(b)[1]:
        return False
    return all(_agree(x, y) for x in a for y in b)


def _agree(a: Claim, b: Claim) -> bool:
    """Whether two claims may be of one place and time."""
    if a.time and b.time and not a.time.meets(b.time):
        return False
    if not (a.place and b.place and a.place.known and b.place.known):
        return True
    apart = apart_km(a.place, b.place)
    return apart is None or apart <= (a.place.radius_km or 0.0) + (b.place.radius_km or 0.0)


def item_key(item: Item) -> ItemKey:
    """What makes two items of different wording one thing: the catalogue's id and the category, so that "An-124
    transport plane" and "An-124 transport aircraft" are told once; without an id, the name."""
    return (item.ref or item.name.casefold(), item.category)


def form(claim: Claim) -> Form:
    if claim.stance == "asserted":
        kinds = {a.kind for a in claim.attribution}
        return "imagery" if "imagery" in kinds else "tracking" if "tracking" in kinds else "asserted"
    if claim.stance in {"reported", "possible", "planned", "denied"}:
        return claim.stance
    return "possible"  # a judgement is never grouped with what is stated; see index.stating


def _group(kind: EventKind, shape: Form, claims: list[Claim], ix: Index) -> Group:
    counts, differ = _counts(claims)
    english = all((ix.documents[c.document].language or "en") == "en" for c in claims)
    return Group(kind, shape, tuple(claims), _place(claims), _period(claims), counts, differ, english)


def _counts(claims: Sequence[Claim]) -> tuple[dict[ItemKey, Count], frozenset[ItemKey]]:
    """The hull of the counts each claim gives of one thing."""
    counts: dict[ItemKey, Count] = {}
    differ = set()
    for item in (i for c in claims for i in c.items if i.count is not None):
        key, new = item_key(item), item.count
        assert new is not None
        old = counts.get(key)
        if old is None:
            counts[key] = new
        elif (old.low, old.high) != (new.low, new.high) and old.unit == new.unit:
            lows, highs = (old.low, new.low), (old.high, new.high)
            low = None if None in lows else min(x for x in lows if x is not None)
            high = None if None in highs else max(x for x in highs if x is not None)
            counts[key] = Count(low, high, old.unit)
            differ.add(key)
    return counts, frozenset(differ)


def _place(claims: Sequence[Claim]) -> Place | None:
    """The closest place any of them gives in its own words; else the closest that was lent to one."""
    placed = [(c, c.place) for c in claims if c.place]
    best = min(
        placed,
        key=lambda x: (
            not (x[1].known and own(x[1].span, x[0])),
            x[1].radius_km if x[1].radius_km is not None else 1e9,
            x[1].relation is not None,
        ),
        default=None,
    )
    return best[1] if best else None


def _period(claims: Sequence[Claim]) -> Period | None:
    """What all their dates allow; where they exclude one another, the stretch that holds them all. Dates that
    were lent count only where no claim has one in its own words."""
    out: Period | None = None
    said = [c.time for c in claims if c.time and c.time.known and own(c.time.span, c)]
    for period in said or [c.time for c in claims if c.time]:
        if out is None:
            out = period
        else:
            out = (
                narrowed(out, period) if out.known and period.known else out if out.known else period
            ) or hull(out, period)
    return out
