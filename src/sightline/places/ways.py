"""Phrases over several names: "between A and B", "halfway between", "the road from A to B", "the A-B highway",
"the triangle of A, B and C"."""

import math
import re

from sightline.model.place import Place, distance_km
from sightline.model.span import Span
from sightline.places.constructions import disc_of
from sightline.places.geometry import Disc, between
from sightline.places.shapes import Region, hull, spindle
from sightline.places.units import Unit

_DET = r"(?:the\s+|la\s+|el\s+|le\s+|der\s+|die\s+|dem\s+)?(?:(?:city|town|village)\s+of\s+)?"
_BETWEEN = r"(?:between|entre|между|між|zwischen)(?:\s+(?:городами|селами|містами|las\s+ciudades\s+de|les\s+villes\s+de))?"
_WAY = (
    r"(?:road|highway|motorway|freeway|route|railway|railroad|rail\s+line|line|corridor|axis|pipeline|track|carretera|autopista|"
    r"ruta|autoroute|autobahn|straße|strasse|bahnlinie|трасс\w|дорог\w|шоссе|автодорог\w+|дороз\w|автотрас\w+|otoyolu\w*|karayolu\w*|yolu\w*)"
)
_HALF = r"(?:roughly\s+|about\s+)?(?:half-?\s?way|midway|a\s+mitad\s+de\s+camino|à\s+mi-chemin|на\s+полпути|на\s+півдорозі|auf\s+halbem\s+weg)"
_LEAD = re.compile(
    rf"(?:(?P<half>{_HALF})\s+)?(?:(?:on|along|near|off)\s+(?:the\s+)?(?:[\w-]+\s+){{0,2}}?{_WAY}\s+)?"
    rf"(?:(?:somewhere|in\s+the\s+(?:area|region|gap)|in)\s+)?(?<!\w){_BETWEEN}\s+{_DET}$",
    re.IGNORECASE,
)
_ROAD_LEAD = re.compile(
    rf"(?<!\w)(?:(?:on|along|en|por|sur|auf|по|на)\s+)?(?:(?:the|la|el|le|der|dem)\s+)?(?:[\w-]+\s+){{0,2}}?{_WAY}\s+"
    rf"(?:(?:leading|running|going|that\s+runs)\s+)?(?:from|linking|connecting|joining|which\s+links|that\s+links|de|desde|von|из|от|з|від)\s+{_DET}$",
    re.IGNORECASE,
)
_TRIANGLE = re.compile(r"(?<!\w)(?:in\s+)?the\s+triangle\s+(?:of|between|formed\s+by)\s+$", re.IGNORECASE)
_AND = re.compile(rf"^,?\s+(?:and|y|e|et|и|ве|ve|та|й|і|und)\s+{_DET}$", re.IGNORECASE)
_TO = re.compile(
    rf"^\s+(?:to|and|with|towards?|a|hasta|y|à|et|nach|und|в|до|на|и|с|з|та)\s+{_DET}$", re.IGNORECASE
)
_COMMA = re.compile(r"^,\s+$")
_DASH = re.compile(r"^\s?[-–—‑/]\s?$")
_WAY_AFTER = re.compile(rf"^\s+(?:(?:main|coastal|desert|international)\s+)?{_WAY}\b", re.IGNORECASE)
_TRIANGLE_AFTER = re.compile(r"^\s+triangle\b", re.IGNORECASE)
_WAY_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:on|along|en|por|sur|auf|по|на)\s+)?(?:(?:the|la|el|der|dem)\s+)?(?:{_WAY}\s+)?$",
    re.IGNORECASE,
)
_TURKISH = re.compile(r"^\s+aras[ıi]nda(?:ki)?\b")
_ILE = re.compile(r"^\s+(?:ile|ve)\s+$")
_BULGE = 0.25  # of the way's length, to each side: roads bend, and "between" is said loosely (own estimate)
_HALF_OF = 0.15  # of the way's length round its middle, for "halfway"


def way_between(text: str, ceiling: int, units: list[Unit], floor: int) -> tuple[Place, int] | None:
    """The phrase that joins the first of the units with those after it, and how many it takes; None where the words
    join nothing or a place among them is not known."""
    if len(units) < 2 or not all(u.place.known for u in units[:2]):
        return None
    a, b = units[:2]
    left, base = text[max(floor, a.start - 70) : a.start], max(floor, a.start - 70)
    gap, after = text[a.end : b.start], text[b.end : min(ceiling, b.end + 40)]
    if _DASH.match(gap):
        return _dashed(text, ceiling, units, (left, base))
    if len(units) > 2 and _COMMA.match(gap) and _AND.match(text[b.end : units[2].start]):
        lead = _LEAD.search(left) or _TRIANGLE.search(left)
        return _triangle(text, units[:3], base + lead.start()) if lead and units[2].place.known else None
    if _AND.match(gap) and (lead := _LEAD.search(left)):
        return _joined(text, (a, b), base + _start(lead), b.end, "halfway" if lead["half"] else "between"), 2
    if _TO.match(gap) and (lead := _ROAD_LEAD.search(left)):
        return _joined(text, (a, b), base + _start(lead), b.end, "road"), 2
    if _ILE.match(gap) and (tail := _TURKISH.match(after)):
        return _joined(text, (a, b), a.start, b.end + tail.end(), "between"), 2
    return None


def _start(match: re.Match[str]) -> int:
    return match.start() + len(match.group()) - len(match.group().lstrip())


def _dashed(text: str, ceiling: int, units: list[Unit], left: tuple[str, int]) -> tuple[Place, int] | None:
    """ "The A-B highway", "the A-B-C triangle"."""
    a, b = units[:2]
    three = len(units) > 2 and units[2].place.known and _DASH.match(text[b.end : units[2].start])
    last = units[2] if three else b
    after = text[last.end : min(ceiling, last.end + 50)]
    lead = _WAY_BEFORE.search(left[0])
    start = left[1] + _start(lead) if lead else a.start
    if three and (tail := _TRIANGLE_AFTER.match(after)):
        return _triangle(text, units[:3], start, last.end + tail.end())
    tail = _WAY_AFTER.match(after)
    said_before = lead is not None and re.search(_WAY, lead.group(), re.IGNORECASE)
    if tail is None and not said_before:
        return None
    end = last.end + (tail.end() if tail else 0)
    return _joined(text, (a, last), start, end, "road"), 3 if three else 2


def _joined(text: str, ends: tuple[Unit, Unit], start: int, end: int, kind: str) -> Place:
    one, two = (unit.place for unit in ends)
    a, b = disc_of(one), disc_of(two)
    region, why = _region(a, b, kind, wide=one.precision == two.precision == "country")
    lead = {"halfway": "halfway between", "road": "on the way between"}.get(kind, "between")
    name = f"{lead} {one.name} and {two.name}"
    country = one.country if one.country == two.country else None
    return _place(text, (start, end), name, country, region, f"{name}: {why}", lead)


def _region(a: Disc, b: Disc, kind: str, *, wide: bool) -> tuple[Region, str]:
    if wide:
        return Region(between(a, b)), "the disc that reaches both"
    whole = spindle(a, b, _BULGE)
    if kind != "halfway":
        said = "the road is not drawn on our map; a" if kind == "road" else "a"
        return whole, f"{said} quarter of the way's length to each side of the straight line, and both places"
    apart = distance_km(a.lat, a.lon, b.lat, b.lon)
    radius = max(5.0, _HALF_OF * apart) + max(a.radius_km, b.radius_km) / 2
    middle = between(a, b)
    return Region(Disc(middle.lat, middle.lon, math.ceil(radius * 10) / 10)), "round the middle of the way"


def _triangle(text: str, units: list[Unit], start: int, end: int | None = None) -> tuple[Place, int]:
    places = [unit.place for unit in units]
    countries = {p.country for p in places}
    name = "between " + ", ".join(str(p.name) for p in places[:-1]) + f" and {places[-1].name}"
    region = hull([disc_of(p) for p in places])
    span = (start, units[-1].end if end is None else end)
    country = countries.pop() if len(countries) == 1 else None
    return _place(text, span, name, country, region, f"{name}: the area that they enclose", "between"), len(
        units
    )


def _place(
    text: str, span: tuple[int, int], name: str, country: str | None, region: Region, why: str, relation: str
) -> Place:
    disc = region.disc
    return Place(
        Span(*span, text[slice(*span)]), name, None, country, disc.lat, disc.lon, disc.radius_km, "area", relation,
        reasons=(why,), polygon=region.polygon,
    )  # fmt: skip
