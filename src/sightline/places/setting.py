"""Words without a name ("the main apron", "the bunker", "there"): somewhere about the place the text is about there."""

import re
from collections.abc import Iterable
from dataclasses import replace

from sightline.model.document import Part
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.places.siteref import site_kinds
from sightline.places.voices import NO_GROUND, SPEAKS_NOTE

_SETTINGS = frozenset({"coordinate", "site", "settlement", "area"})
_REACH = 700  # characters back to the place that a text is about
_KM = 20.0
_NEVER = NO_GROUND | {SPEAKS_NOTE}
# What is no detail of a town or a base: larger than both, or out at sea, or away from where the text is.
_ELSEWHERE = re.compile(
    r"\b(?:seas?|oceans?|waters|reefs?|shoals?|archipelago|islands?|isles?|lakes?|anchorage|rig|desert|mountains?|"
    r"countr(?:y|ies)|nations?|regions?|provinces?|capitals?|borders?|frontiers?|lines?|coasts?|home|abroad|world|theat(?:re|er)|"
    r"fronts?|ways?|banks?|degrees|miles|km|kilomet(?:re|er)s|every|each|any|elsewhere|море|моря|кордон\w*|границ\w+|sınır\w*|deniz\w*)\b",
    re.IGNORECASE,
)
# Parts of an airfield or of a harbour: of the nearest of the kind, though a town stands nearer.
_AIR_PARTS = re.compile(
    r"\b(?:aprons?|hangars?|runways?|taxiways?|ramps?|tarmac|shelters?|revetments?|control tower|dispersals?)\b"
)
_SEA_PARTS = re.compile(
    r"\b(?:quays?|quayside|piers?|breakwaters?|berths?|docks?|dry dock|jett(?:y|ies)|wharf|slipways?)\b"
)
_AWAY = re.compile(r"\b(?:from|via|out of)\s+(?:\w+\s+)?$", re.IGNORECASE)  # where something came from


def grounds(places: Iterable[Place], text: str) -> list[Place]:
    """Places that say where, in text order: no voices, no actors, not where something comes from."""
    kept = [
        p
        for p in places
        if p.span is not None
        and p.known
        and _NEVER.isdisjoint(p.reasons)
        and not _AWAY.search(text[max(0, p.span.start - 25) : p.span.start])
    ]
    return sorted(kept, key=lambda p: p.span.start if p.span else 0)


def setting(span: Span, part: Part, places: list[Place]) -> Place | None:
    """A wide place about the one of `places` (see `grounds`) that was named last before; None where the words
    carry a name of their own, speak of something larger, or nothing was named lately."""
    words = span.text
    if any(c.isupper() for c in words) or not any(c.islower() for c in words) or _ELSEWHERE.search(words):
        return None
    floor = max(part.start, span.start - _REACH)
    # "The port" is not about an airbase: a site of another kind was no fit for it before.
    wanted = _SETTINGS - {"site"} if site_kinds(words) else _SETTINGS
    earlier = [p for p in places if p.span and floor <= p.span.start < span.start and p.precision in wanted]
    fitting = [p for p in earlier if _part_of(words, p)] or earlier
    if not fitting:
        return None
    place = fitting[-1]
    said = place.span.text if place.span else place.name
    return replace(
        place,
        precision="area",
        radius_km=max(place.radius_km or 0.0, _KM),
        polygon=(),
        candidates=(),
        reasons=(f'"{words}" names no place; taken as about {said}, named last before', *place.reasons),
    )


def close(places: list[Place], span: Span) -> list[Place]:
    """Those small enough to be a setting and named lately."""
    return [
        p
        for p in places
        if p.precision in _SETTINGS and p.span is not None and span.start - p.span.end <= _REACH
    ]


def _part_of(words: str, place: Place) -> bool:
    kind = place.candidates[0].kind if place.candidates else ""
    if _AIR_PARTS.search(words.lower()):
        return place.precision == "coordinate" or kind in ("airbase", "airfield", "military-site")
    if _SEA_PARTS.search(words.lower()):
        return kind in ("naval-base", "port")
    return False
