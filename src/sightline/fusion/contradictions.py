"""Statements of one event that cannot all hold: count, place, time, actor, denial.

Only different documents contradict each other: what looks like two numbers within one page is mostly a whole
and its part. An altered copy does contradict its original: that somebody changed the number is worth seeing.
A denial may stand in the same page as what it denies, where another voice is named for it.
"""

import datetime as dt
from collections.abc import Sequence

from sightline.fusion.count_disputes import count_disputes
from sightline.fusion.denials import denial
from sightline.fusion.disputes import made, sides
from sightline.fusion.spoken import Spoken
from sightline.fusion.statement import FAMILIES, STANDING
from sightline.model.claim import Claim, asked_place
from sightline.model.event import Contradiction, ContradictionKind
from sightline.model.period import iso
from sightline.model.place import Place, apart_km
from sightline.model.vocabulary import EventKind

CONTRADICTION_KINDS: tuple[ContradictionKind, ...] = ("count", "place", "time", "actor", "denial")
# What goes on for a while: seen on two days it may have been there on both.
LASTING: frozenset[EventKind] = frozenset({"exercise", "construction"})
# Where it happened is read so surely that another place is another statement, not another reading.
SURE_OF_PLACE = 0.5
# Two days that follow each other, one in local time and one in another's, can be one moment.
DAY_LINE = dt.timedelta(hours=14)  # no clock is further from UTC (Kiribati, UTC+14; IANA time zone database)
DAY_LINE_WORDS = "; the day line between two time zones may explain it"


def contradictions(event: Spoken) -> tuple[Contradiction, ...]:
    """In the order count, place, time, actor, denial; sides sorted."""
    if len(event.stating) + len(event.denying) < 2:
        return ()
    found: list[Contradiction | None] = []
    if len(event.stating) > 1 and len({c.document for c in event.stating}) > 1:
        found += [*count_disputes(event), _place(event), _time(event), _actor(event)]
    if event.denying:
        found.append(denial(event))
    return tuple(c for c in found if c is not None)


def _place(event: Spoken) -> Contradiction | None:
    """Places whose circles do not meet. One name that was read as two places is no dispute, nor are two points
    of one way."""
    placed = [c for c in event.stating if c.event != "movement" and _sure(asked_place(c))]
    if len(placed) < 2 or len({(p.lat, p.lon) for c in placed if (p := asked_place(c))}) == 1:
        return None

    def meet(a: Claim, b: Claim) -> bool:
        one, two = asked_place(a), asked_place(b)
        if one is None or two is None or _name(one).casefold() == _name(two).casefold():
            return True
        apart = apart_km(one, two) or 0.0
        return apart <= (one.radius_km or 0) + (two.radius_km or 0)

    def key(claim: Claim) -> tuple[float, str, str]:
        place = asked_place(claim)
        return (
            (place.radius_km or 0.0, f"{place.lat} {place.lon}", place.name or "") if place else (0.0, "", "")
        )

    camps = sides(placed, key, meet)
    names = [
        next((n for c in side if (p := asked_place(c)) and (n := _name(p))), "unnamed") for side in camps
    ]
    return made(event, "place", "Where", names, camps)


def _sure(place: Place | None) -> bool:
    if place is None or not place.known or place.precision == "country":
        return False
    return place.probability is None or place.probability >= SURE_OF_PLACE


def _name(place: Place) -> str:
    return place.name or (place.span.text if place.span else "")


def _time(event: Spoken) -> Contradiction | None:
    dated = [c for c in event.stating if c.time and c.time.known]
    earliest = [c.time.earliest for c in dated if c.time and c.time.earliest]
    latest = [c.time.latest for c in dated if c.time and c.time.latest]
    if not earliest or not latest or max(earliest) <= min(latest):
        return None  # all of them meet
    if all(FAMILIES.get(c.event) == STANDING or c.event in LASTING for c in dated):
        return None  # what was seen on two days may have stood there on both

    def key(claim: Claim) -> tuple[str, str]:
        return (str(claim.time.latest), str(claim.time.earliest)) if claim.time else ("", "")

    camps = sides(dated, key, lambda a, b: a.time is None or b.time is None or a.time.meets(b.time))
    note = DAY_LINE_WORDS if len(camps) == 2 and _day_line(*camps) else ""
    return made(event, "time", "When", [_when(side[0]) for side in camps], camps, note)


def _day_line(earlier: Sequence[Claim], later: Sequence[Claim]) -> bool:
    """Whether everything said on the one side would meet everything on the other, were the clocks set apart."""
    ends = [c.time.latest for c in earlier if c.time and c.time.latest]
    starts = [c.time.earliest for c in later if c.time and c.time.earliest]
    return bool(ends and starts) and max(starts) - min(ends) <= DAY_LINE


def _when(claim: Claim) -> str:
    if claim.time is None:
        return "undated"
    first, last = iso(claim.time.earliest), iso(claim.time.latest, end=True)
    return str(first or last) if first == last or not (first and last) else f"{first} to {last}"


def _actor(event: Spoken) -> Contradiction | None:
    """Countries that act in one document and none that acts in both; partners in one document are no dispute.
    Forces go by their country (the Wagner group by Russia); where one who acts has none ("the coalition"),
    it may be anybody's, and disputes nothing."""
    acting = {c.id: who for c in event.stating if c.actors and (who := _acting(c))}
    if len(acting) < 2 or frozenset.intersection(*acting.values()):
        return None
    claims = [c for c in event.stating if c.id in acting]
    camps = sides(claims, lambda c: sorted(acting[c.id]), lambda a, b: bool(acting[a.id] & acting[b.id]))
    return made(event, "actor", "Who", ["/".join(sorted(acting[s[0].id])) for s in camps], camps)


def _acting(claim: Claim) -> frozenset[str]:
    agents = [a.country for a in claim.actors if a.role == "agent"]
    return frozenset() if None in agents else frozenset([c for c in agents if c])
