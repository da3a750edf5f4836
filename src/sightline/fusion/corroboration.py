"""Which voices of an event bear each other out: those that say the same, not only what may be about the same.

Vague statements may join an event; but "the capital was bombed", undated, bears nothing out. Two statements say the
same where they meet in two at least of place, time and materiel, each told narrowly on both sides.
"""

from collections.abc import Collection
from itertools import combinations

from sightline.fusion.groups import Groups
from sightline.fusion.items import KIND, alike, key_of
from sightline.fusion.spoken import Spoken
from sightline.fusion.weights import LOOSE_DAYS, TOWN_KM
from sightline.model.claim import Claim, asked_place
from sightline.model.period import Period
from sightline.model.place import Place, apart_km

SHARED = 2  # of place, time and materiel


def tied(event: Spoken, voices: Collection[str]) -> list[tuple[str, ...]]:
    """The voices in groups that are joined by statements that say the same; each sorted, in sorted order."""
    said = {v: event.by_voice()[v] for v in sorted(voices)}
    groups = Groups(said)
    for one, other in combinations(said, 2):
        if groups.root(one) != groups.root(other) and any(
            say_the_same(a, b) for a in said[one] for b in said[other]
        ):
            groups.join(one, other)
    return groups.all()


def say_the_same(a: Claim, b: Claim) -> bool:
    """Whether two statements of one event meet in enough that is told narrowly."""
    return _place(asked_place(a), asked_place(b)) + _time(a.time, b.time) + _materiel(a, b) >= SHARED


def _place(a: Place | None, b: Place | None) -> bool:
    if a is None or b is None or not (_narrow(a) and _narrow(b)):
        return False
    apart = apart_km(a, b)
    return apart is not None and apart <= (a.radius_km or 0.0) + (b.radius_km or 0.0)


def _narrow(place: Place) -> bool:
    return place.precision != "country" and place.radius_km is not None and place.radius_km <= TOWN_KM


def _time(a: Period | None, b: Period | None) -> bool:
    return a is not None and b is not None and _dated(a) and _dated(b) and a.meets(b)


def _dated(period: Period) -> bool:
    if period.earliest is None or period.latest is None:
        return False
    return (period.latest - period.earliest).days <= LOOSE_DAYS


def _materiel(a: Claim, b: Claim) -> bool:
    """The same designation, or the same kind by the same word: "launchers" and "launchers", not "forces"."""
    return any(alike(key_of(x), key_of(y)) >= KIND for x in a.items for y in b.items)
