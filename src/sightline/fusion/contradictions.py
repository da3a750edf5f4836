"""Statements of one event that cannot all hold: count, place, time, actor, denial.

Only different documents contradict each other: what looks like two numbers within one page is mostly a whole
and its part. An altered copy does contradict its original: that somebody changed the number is worth seeing.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from sightline.fusion.items import alike, key_of
from sightline.fusion.quantities import Tally, agreeing, hull, tallies
from sightline.fusion.spoken import Spoken
from sightline.fusion.statement import FAMILIES, STANDING
from sightline.model.claim import Claim
from sightline.model.event import Contradiction, ContradictionKind
from sightline.model.period import iso
from sightline.model.place import apart_km


def contradictions(event: Spoken) -> tuple[Contradiction, ...]:
    """In the order count, place, time, actor, denial; sides sorted."""
    found = [_count(event, tally) for tally in tallies(event)]
    found += [_place(event), _time(event), _actor(event), _denial(event)]
    return tuple(c for c in found if c is not None)


def _count(event: Spoken, tally: Tally) -> Contradiction | None:
    by_document = defaultdict(list)
    for claim, count in tally.counted:
        by_document[claim.document].append((claim, count))
    rows = [by_document[d] for d in sorted(by_document)]
    whole = [hull([n for _, n in row], tally.unit) for row in rows]
    groups = agreeing([(n.low, n.high) for n in whole])
    if len(groups) < 2:
        return None
    said = [hull([whole[i] for i in group], tally.unit).text for group in groups]
    claims = [[c for i in group for c, _ in rows[i]] for group in groups]
    return _made(event, "count", f"How many {tally.name}", said, claims)


def _place(event: Spoken) -> Contradiction | None:
    placed = [c for c in event.stating if c.place and c.place.known and c.place.precision != "country"]

    def meet(a: Claim, b: Claim) -> bool:
        if a.place is None or b.place is None:
            return True
        apart = apart_km(a.place, b.place) or 0.0
        return apart <= (a.place.radius_km or 0) + (b.place.radius_km or 0)

    def key(claim: Claim) -> tuple[float, str, str]:
        place = claim.place
        return (
            (place.radius_km or 0.0, f"{place.lat} {place.lon}", place.name or "") if place else (0.0, "", "")
        )

    sides = _sides(placed, key, meet)
    names = [next((_place_name(c) for c in side if _place_name(c)), "unnamed") for side in sides]
    return _made(event, "place", "Where", names, sides)


def _place_name(claim: Claim) -> str:
    place = claim.place
    return (place.name or (place.span.text if place.span else "")) if place else ""


def _time(event: Spoken) -> Contradiction | None:
    dated = [c for c in event.stating if c.time and c.time.known]

    def key(claim: Claim) -> tuple[str, str]:
        return (str(claim.time.latest), str(claim.time.earliest)) if claim.time else ("", "")

    if all(FAMILIES.get(c.event) == STANDING for c in dated):
        return None  # what was seen on two days may have stood there on both
    sides = _sides(dated, key, lambda a, b: a.time is None or b.time is None or a.time.meets(b.time))
    return _made(event, "time", "When", [_when(side[0]) for side in sides], sides)


def _when(claim: Claim) -> str:
    if claim.time is None:
        return "undated"
    first, last = iso(claim.time.earliest), iso(claim.time.latest, end=True)
    return str(first or last) if first == last or not (first and last) else f"{first} to {last}"


def _actor(event: Spoken) -> Contradiction | None:
    """Countries that act in one document and none that acts in both; partners in one document are no dispute."""

    def acting(claim: Claim) -> frozenset[str]:
        return frozenset(a.country for a in claim.actors if a.country and a.role == "agent")

    claims = [c for c in event.stating if acting(c)]
    sides = _sides(claims, lambda c: sorted(acting(c)), lambda a, b: bool(acting(a) & acting(b)))
    return _made(event, "actor", "Who", ["/".join(sorted(acting(s[0]))) for s in sides], sides)


def _denial(event: Spoken) -> Contradiction | None:
    """A denial answers what is said of the same materiel; one that names other materiel denies that only."""
    if not event.stating or not event.denying:
        return None
    denied = {key_of(i) for c in event.denying for i in c.items}

    def answered(claim: Claim) -> bool:
        keys = {key_of(i) for i in claim.items}
        return not denied or not keys or any(alike(x, y) for x in keys for y in denied)

    said = [c for c in event.stating if answered(c)]
    if not said:
        return None
    for_it, against = event.names(said), event.names(event.denying)
    words = f"{for_it} says that it is so; {against} carries a denial"
    if for_it == against:
        words = f"{for_it} carries both the statement and a denial"
    return Contradiction("denial", words, (_ids(said), _ids(event.denying)))


def _sides(
    claims: Sequence[Claim], key: Callable[[Claim], Any], meet: Callable[[Claim, Claim], bool]
) -> list[list[Claim]]:
    """Claims put with the first side all of whose members they meet. `key`: what is said; claims with one key
    stand together, and two contents that some document holds both of are no dispute, however often it is
    copied."""
    contents: list[list[Claim]] = []
    for claim in sorted(claims, key=lambda c: (key(c), c.id)):
        if contents and key(contents[-1][0]) == key(claim):
            contents[-1].append(claim)
        else:
            contents.append([claim])

    def agree(a: list[Claim], b: list[Claim]) -> bool:
        return meet(a[0], b[0]) or not {c.document for c in a}.isdisjoint(c.document for c in b)

    sides: list[list[list[Claim]]] = []
    for content in contents:
        home = next((s for s in sides if all(agree(content, other) for other in s)), None)
        if home is None:
            sides.append([content])
        else:
            home.append(content)
    return [[c for content in side for c in content] for side in sides]


def _made(
    event: Spoken, kind: ContradictionKind, topic: str, said: Sequence[str], sides: Sequence[Sequence[Claim]]
) -> Contradiction | None:
    if len(sides) < 2 or len({c.document for side in sides for c in side}) < 2:
        return None
    parts = [f"{what} ({event.names(side)})" for what, side in zip(said, sides, strict=True)]
    same = "; within one voice: a copy or version was altered" if _one_voice(event, sides) else ""
    ordered = tuple(sorted(_ids(side) for side in sides))
    return Contradiction(kind, f"{topic}: {' against '.join(parts)}{same}", ordered)


def _one_voice(event: Spoken, sides: Sequence[Sequence[Claim]]) -> bool:
    return len(event.voices([c for side in sides for c in side])) == 1


def _ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(sorted({c.id for c in claims}))
