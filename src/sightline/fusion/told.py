"""What a correction changed, in words: "count of launchers corrected from 5 to 6"."""

from collections.abc import Sequence
from typing import Any

from sightline.fusion.quantities import interval_words
from sightline.model.claim import Claim, Count
from sightline.model.period import iso
from sightline.model.place import Place


def told(before: Claim, after: Claim) -> list[str]:
    """What differs between two readings of one claim, each in words; empty where nothing does."""
    found = []
    for name in ("event", "stance"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(f"{name} corrected from {old} to {new}")
    for name, said in (("place", "place"), ("from_place", "place it came from")):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(f"{said} corrected from {_place(old)} to {_place(new)}")
    if before.time != after.time:
        found.append(f"time corrected from {_time(before)} to {_time(after)}")
    found += _items(before, after)
    for name, said in (("actors", "who"), ("attribution", "on whose word"), ("hedges", "hedges")):
        old, new = _listed(getattr(before, name)), _listed(getattr(after, name))
        if getattr(before, name) != getattr(after, name):
            found.append(f"{said} corrected from {old} to {new}")
    if before.likelihood != after.likelihood:
        found.append("the source's likelihood corrected")
    return found


def _items(before: Claim, after: Claim) -> list[str]:
    if len(before.items) != len(after.items):
        return [f"what corrected from {_listed(before.items)} to {_listed(after.items)}"]
    found = []
    for old, new in zip(before.items, after.items, strict=True):
        if old.name != new.name:
            found.append(f"{old.name} corrected to {new.name}")
        if old.category != new.category:
            found.append(f"kind of {new.name} corrected from {old.category} to {new.category}")
        if old.ref != new.ref:
            found.append(f"type of {new.name} corrected from {old.ref or 'none'} to {new.ref or 'none'}")
        if old.count != new.count:
            found.append(f"count of {new.name} corrected from {_count(old.count)} to {_count(new.count)}")
    return found


def _count(count: Count | None) -> str:
    return interval_words(count.low, count.high, count.unit) if count else "none"


def _place(place: Place | None) -> str:
    if place is None:
        return "none"
    name = place.name or (place.span.text if place.span else "")
    if name and not place.relation:
        return name
    point = "" if place.lat is None or place.lon is None else f"{place.lat:.3f}, {place.lon:.3f}"
    return " ".join(x for x in (place.relation, name) if x) or point or "not placed"


def _time(claim: Claim) -> str:
    time = claim.time
    if time is None or not time.known:
        return "no date"
    first, last = iso(time.earliest), iso(time.latest, end=True)
    return str(first) if first == last else f"{first or 'unknown'} to {last or 'unknown'}"


def _listed(things: Sequence[Any]) -> str:
    names = [getattr(t, "name", None) or getattr(t, "text", None) or t.span.text for t in things]
    return ", ".join(names) or "none"
