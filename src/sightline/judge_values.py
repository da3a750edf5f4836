"""What an analyst types, as values of the contract: counts, places, times, fields."""

import json
import re
from typing import TYPE_CHECKING, Any

from sightline.model.claim import Claim
from sightline.model.contract import period_to_dict, place_to_dict
from sightline.model.edtf import parse
from sightline.model.errors import InputError
from sightline.model.place import Place, distance_km
from sightline.model.span import Span

if TYPE_CHECKING:
    from sightline.places.gazetteer import Found, Gazetteer

_NUMBER = r"(\d+(?:\.\d+)?)"
_COUNTS = (
    (re.compile(rf"{_NUMBER}"), lambda m: (float(m[1]), float(m[1]))),
    (re.compile(rf"{_NUMBER}\s*(?:-|–|to)\s*{_NUMBER}"), lambda m: (float(m[1]), float(m[2]))),
    (re.compile(rf"(?:>=|≥|at least)\s*{_NUMBER}|{_NUMBER}\+"), lambda m: (float(m[1] or m[2]), None)),
    (re.compile(rf"(?:<=|≤|at most)\s*{_NUMBER}"), lambda m: (None, float(m[1]))),
)
_POINT = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)\s*")
_POINT_KM = 1.0  # radius of a point where none is given
_SAME_KM = 25.0  # namesakes closer than this are one place to choose: a town, its district, its base


def unfit(message: str, advice: str) -> InputError:
    return InputError("judgement-unfit", message, advice)


def count_of(text: str, unit: str | None = None) -> dict[str, Any]:
    """ "5", "4-6", "4+", ">=4", "<=20", "at least 4", each with a unit after it or not. Raises InputError."""
    said = text.strip()
    tail = re.search(r"(?<=[\d+])\s+([^\W\d].*)$", said)
    if tail and not tail[1].startswith("to "):
        said, unit = said[: tail.start()].strip(), tail[1].strip()
    for pattern, ends in _COUNTS:
        if found := pattern.fullmatch(said):
            low, high = ends(found)
            return {"low": low, "high": high, "unit": unit, "text": ""}
    raise unfit(f"{text!r} is no count", "such as 5, 4-6, 4+ or <=20")


def item_number(claim: Claim, said: str | None) -> int:
    """Which of a claim's things is counted: by number from 0, by a part of its name, or the only one that can be meant.
    Raises InputError."""
    names = [item.name for item in claim.items]
    listed = ", ".join(f"{n} {name}" for n, name in enumerate(names)) or "none"
    if said is not None:
        if said.isdigit() and int(said) < len(names):
            return int(said)
        found = [n for n, name in enumerate(names) if said.casefold() in name.casefold()]
    else:
        found = [n for n, item in enumerate(claim.items) if item.count] or list(range(len(names)))
    if len(found) != 1:
        raise unfit(f"which thing is counted is not clear; {claim.id} names: {listed}", "say it with --item")
    return found[0]


def time_of(text: str, who: str, span: Span | None = None) -> dict[str, Any]:
    """A period from EDTF. Raises InputError."""
    try:
        period = parse(text)
    except ValueError as trouble:
        raise unfit(
            f"{text!r} is no date: {trouble}", "such as 2019-03-23, 2019-03, 2019-03-23/2019-03-27"
        ) from trouble
    row = period_to_dict(period)
    assert row is not None
    said = {} if span is None else {"text": span.text, "start": span.start, "end": span.end}
    return row | said | {"basis": f"set by {who}"}


def place_of(
    text: str,
    gazetteer: "Gazetteer",
    who: str,
    *,
    now: Place | None,
    radius: float | None,
    country: str | None,
) -> dict[str, Any]:
    """A point (`10.25,-67.65`, or any coordinates that a text may print) or a name of the gazetteer, with a reference
    after a comma where several places bear it. now: the place to be replaced, whose words stay and whose country
    decides between namesakes. radius: km. Raises InputError where a name is unknown or not clear."""
    place = _point(text) or _named(text, gazetteer, now, country)
    row = place_to_dict(place)
    assert row is not None
    if now is not None and now.span is not None:
        row |= {"start": now.span.start, "end": now.span.end, "text": now.span.text}
    if radius is not None:
        if row["lat"] is None or not 0 < radius <= 20_040:
            raise unfit(f"{radius:g} km is no radius", "more than 0, and with a place")
        row["radius_km"] = radius
        row.pop("polygon", None)
    reasons = [f"set by {who}", *row["reasons"]]
    return row | {"reasons": reasons, "candidates": [], "probability": None}


def _point(text: str) -> Place | None:
    from sightline.places.coordinates import parse as parse_coordinates

    if found := _POINT.fullmatch(text):
        lat, lon = float(found[1]), float(found[2])
        try:
            return Place(name=text.strip(), lat=lat, lon=lon, radius_km=_POINT_KM, precision="coordinate")
        except ValueError as trouble:
            raise unfit(str(trouble), "decimal degrees, latitude first: 10.25,-67.65") from trouble
    place = parse_coordinates(text)
    return place if place is not None and place.known else None


def _named(text: str, gazetteer: "Gazetteer", now: Place | None, country: str | None) -> Place:
    name, _, ref = text.rpartition(",")
    found = gazetteer.search(name.strip()) if ref.strip() and name else ()
    exact = [f for f in found if f.row.ref == ref.strip()]
    if exact:
        return _row_place(exact[0])
    found = gazetteer.search(text, country=country.upper() if country else None)
    land = country or (now.country if now else None)
    near = [f for f in found if land and f.row.country == land.upper()] or list(found)
    if not near:
        raise unfit(f"no place is called {text!r}", "give a point: --place 10.25,-67.65 --radius 2")
    first = near[0]
    others = [f for f in near[1:] if f.how == first.how and _far(first, f)]
    if others or first.how in ("likeness", "beginning"):
        some = "; ".join(f"{f.row.name}, {f.row.ref} ({f.row.kind}, {f.row.country})" for f in near[:6])
        raise unfit(
            f"{text!r} may mean: {some}", "give the name with its reference, or --country, or a point"
        )
    return _row_place(first)


def _far(a: "Found", b: "Found") -> bool:
    return distance_km(a.row.lat, a.row.lon, b.row.lat, b.row.lon) > _SAME_KM


def _row_place(found: "Found") -> Place:
    from sightline.places.find import precision_of

    row = found.row
    return Place(
        None, row.name, row.ref, row.country, row.lat, row.lon, round(found.radius_km, 1), precision_of(row)
    )


def field_of(text: str) -> tuple[str, Any]:
    """`FIELD=VALUE`: the value as JSON where it is JSON, else as words. Raises InputError."""
    path, equals, value = text.partition("=")
    if not equals or not path.strip():
        raise unfit(f"{text!r} is no FIELD=VALUE", "such as --set stance=denied, --set items.0.category=tank")
    try:
        return path.strip(), json.loads(value)
    except ValueError:
        return path.strip(), value.strip()


def range_of(text: str) -> tuple[float, float]:
    """`.55-.8`, `55-80%`, `.7`: a range of probability. Raises InputError."""
    found = re.fullmatch(r"\s*(\d*\.?\d+)(?:\s*(?:-|–|to)\s*(\d*\.?\d+))?\s*(%?)\s*", text)
    if found:
        scale = 100.0 if found[3] else 1.0
        low = float(found[1]) / scale
        high = float(found[2]) / scale if found[2] else low
        if 0 <= low <= high <= 1:
            return low, high
    raise unfit(f"{text!r} is no range of probability", "such as .55-.8 or 55-80%")
