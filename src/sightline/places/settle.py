"""Coordinates against the places named with them: swapped numbers are said, short plus codes are completed.

Nothing is swapped silently: the point stays as given, and the reasons say what speaks against it.
"""

import re
from dataclasses import replace

from sightline.model.countries import name_of
from sightline.model.mention import Mention
from sightline.model.place import Candidate, Place
from sightline.places.coordinates import SHORT, completed
from sightline.places.lands import in_country

_NEAR_KM = 100.0  # off the coast or just over the border of a country that the text names is no contradiction
_BESIDE = re.compile(r"[\s,;:()\[\]]{0,3}(?:(?:in|near|,)\s+)?")


def settled(found: list[Mention], text: str) -> list[Mention]:
    """The mentions of one document with its coordinates checked against the countries and places that it names."""
    coordinates = [m for m in found if m.kind == "coordinate" and m.place is not None]
    if not coordinates:
        return found
    names = [m for m in found if m.kind == "place" and m.place is not None and m.place.known]
    codes = sorted({str(m.place.country) for m in names if m.place and m.place.country})
    lands = [c for c in codes if _is_named(c, names)] or codes
    changed = {
        id(m): replace(m, name=new.name, place=new)
        for m in coordinates
        if m.place is not None and (new := _checked(m.place, m, names, lands, text)) is not m.place
    }
    return [changed.get(id(m), m) for m in found]


def _is_named(code: str, names: list[Mention]) -> bool:
    return any(m.place and m.place.precision == "country" and m.place.country == code for m in names)


def _checked(place: Place, mention: Mention, names: list[Mention], lands: list[str], text: str) -> Place:
    if SHORT in place.reasons:
        beside = _beside(mention, names, text)
        return completed(place, beside) if beside is not None else place
    return _swap_said(place, lands)


def _beside(mention: Mention, names: list[Mention], text: str) -> Place | None:
    """The town or site named right behind a short code, else right before it: a land is too wide to count from."""
    towns = [n for n in names if n.place and n.place.precision in ("settlement", "site")]
    for name in sorted(towns, key=lambda n: n.span < mention.span):
        start, end = sorted((mention.span, name.span))
        gap = text[start.end : end.start]
        if len(gap) < 10 and _BESIDE.fullmatch(gap):
            return name.place
    return None


def _swap_said(place: Place, lands: list[str]) -> Place:
    if place.lat is None or place.lon is None or not lands or len(lands) > 12 or abs(place.lon) > 90:
        return place
    if any(in_country(code, place.lat, place.lon, _NEAR_KM) for code in lands):
        return place
    other = next((code for code in lands if in_country(code, place.lon, place.lat, 0.0)), None)
    if other is None:
        return place
    why = (
        f"latitude and longitude may be swapped: as given it lies in no country that the text names; "
        f"the other way round it lies in {name_of(other)}, which the text names. Kept as given"
    )
    swapped = Candidate(
        f"{place.lon:.5f}, {place.lat:.5f}", "", other, place.lon, place.lat, "coordinate", 0.5
    )
    return replace(
        place,
        reasons=(*place.reasons, why),
        candidates=(
            Candidate(place.name or "", "", None, place.lat, place.lon, "coordinate", 0.5),
            swapped,
        ),
    )
