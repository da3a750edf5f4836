"""Coordinates in running text: decimal degrees, degrees with minutes and seconds, UTM, MGRS, plus codes, links.

What does not fit on Earth, or whose letters contradict each other, is refused with a reason. Which of two bare
decimal numbers is the latitude is taken from their order (latitude first), never from their size.
"""

import math
import re
from collections.abc import Callable
from dataclasses import replace

from sightline.model.mention import Mention
from sightline.model.place import Place
from sightline.model.span import Span, cut
from sightline.places import pluscodes
from sightline.places.angles import LEADING, TRAILING, AngleError, read
from sightline.places.grids import BANDS, Utm, from_mgrs, from_utm
from sightline.places.links import LINKS, read_link

Match = re.Match[str]
Reader = Callable[[Span, Match, str | None], Place | None]

_SIGNED = r"[-−‒–+]?\d{1,3}"
_MINUS = str.maketrans("−‒–", "---")
_DECIMAL = re.compile(
    rf"(?<![\d.,\-−+$€£])(?<!\d[,;]\s)(?P<a>{_SIGNED}\.\d{{3,12}})\s?°?\s*(?P<gap>[,;/]|\s)\s*(?P<b>{_SIGNED}\.\d{{3,12}})(?!\d|\.\d|[,;]?\s?\d{{1,3}}[.,]\d)"
    r"(?!\s?(?:%|percent|per cent|million|billion|thousand|€|\$|EUR|USD|miles|km\b|kg\b))\s?°?"
)
_COMMAS = re.compile(
    rf"(?<![\d.,\-−+])(?P<a>{_SIGNED},\d{{4,12}})\s?°?\s*(?P<gap>[;/]|\s)\s*(?P<b>{_SIGNED},\d{{4,12}})(?!\d|[,.]\d)\s?°?"
)
_LABELLED = re.compile(
    rf"(?<!\w)(?:lat(?:itude|itud|\.)?|широта|breite)\s*[:=]?\s*(?P<a>{_SIGNED}(?:[.,]\d{{1,12}})?)\s?°?\s*[,;/|&]?\s*(?:and\s+|y\s+|et\s+|и\s+|und\s+)?"
    rf"(?:lon(?:gitude|gitud|g|\.)?|lng|долгота|довгота|länge)\s*[:=]?\s*(?P<b>{_SIGNED}(?:[.,]\d{{1,12}})?)(?!\d|\.\d)\s?°?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?<![\w.])(\d{2})(\d{2})(\d{2})?(\.\d{1,4})?\s?([NS])\s?[,/]?\s?(\d{3})(\d{2})(\d{2})?(\.\d{1,4})?\s?([EW])(?!\w)",
    re.IGNORECASE,
)
_MGRS = re.compile(
    r"(?<![\w.])(?P<zone>\d{1,2})\s?(?P<band>[C-HJ-NP-X])\s?(?P<square>[A-HJ-NP-Z][A-HJ-NP-V])\s?"
    r"(?:(?P<east>\d{1,5})[ ]?(?P<north>\d{1,5}))(?![\w])"
)
_UTM_AXES = (
    r"(?:E\.?\s?[:=]?\s?|easting\s?)?(?P<east>\d{6}(?:\.\d{1,3})?|\d{3},\d{3})\s?(?:m\s?)?E?\s?[,;/]?\s?"
    r"(?:N\.?\s?[:=]?\s?|northing\s?)?(?P<north>\d{6,8}(?:\.\d{1,3})?|\d{1,2},\d{3},\d{3})(?:\s?m?\s?N\b)?(?![\w])"
)
_UTM = re.compile(
    rf"(?<![\w.])(?:(?:UTM\s+)?zone\s+|UTM\s+)?(?P<zone>\d{{1,2}})\s?(?P<band>[C-HJ-NP-X])\s?[,:;]?\s+{_UTM_AXES}",
    re.IGNORECASE,
)
_DIGIT = f"[{pluscodes.ALPHABET}]"
_PLUS = re.compile(
    rf"(?<![\w+])(?P<code>(?:{_DIGIT}{{8}}|{_DIGIT}{{2,6}}0{{2,6}}|{_DIGIT}{{4}}|{_DIGIT}{{6}})\+(?:{_DIGIT}{{2,7}})?)(?![\w+])"
)
_CUE = re.compile(
    r"(?:coordinat|coordenad|coordonn|koordinat|координат|located at|position|location|posici|lat\b|gps|grid|\()\W*(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_GRID = re.compile(r"\b(?:MGRS|grid|square|UTM)\b[^.\n]*$", re.IGNORECASE)
_METRES = 111_195.0  # in a degree of latitude


def find_coordinates(
    text: str, start: int = 0, end: int | None = None, language: str | None = None
) -> list[Mention]:
    """Coordinates in text[start:end] as mentions of kind "coordinate", refused ones included: those have a Place
    without a point and the reason. The radius is what the last digit given leaves open, 10 m at least.

    language: ISO 639-1; it says whether O is Ouest and Oeste or Ost.
    """
    stop = len(text) if end is None else end
    found: list[Mention] = []
    for pattern, reader in _READERS:
        for match in pattern.finditer(text, start, stop):
            span = _span(text, match)
            if any(m.span.overlaps(span) for m in found):
                continue
            if (place := reader(span, match, language)) is not None:
                found.append(Mention(span, "coordinate", name=place.name, place=place))
    return sorted(found, key=lambda m: m.span)


def parse(text: str, language: str | None = None) -> Place | None:
    """The first coordinates in `text`, or None where there are none. A refused pair has no point."""
    found = find_coordinates(text, language=language)
    return found[0].place if found else None


def _span(text: str, match: Match) -> Span:
    said = match.group()
    start = match.start() + len(said) - len(said.lstrip())
    return cut(text, start, match.start() + len(said.rstrip()))


def _angles(span: Span, match: Match, language: str | None) -> Place | None:
    try:
        made = read(match, language)
    except AngleError as error:
        return _refuse(span, str(error))
    return None if made is None else _point(span, *made)


def _decimal(span: Span, match: Match, _language: str | None) -> Place | None:
    """Two bare decimal numbers. With three decimals they may be thousands or a version: something has to say that
    they are coordinates, as it has where only a blank is between them."""
    a, b = match["a"].translate(_MINUS), match["b"].translate(_MINUS)
    fine = min(len(n.split(".")[1]) for n in (a, b)) >= 4
    cue = _CUE.search(match.string[max(0, match.start() - 60) : match.start()]) is not None
    signed = a[0] == "-" or b[0] == "-" or "°" in match.group()
    if not (cue or signed or (fine and match["gap"] in ",;")) or (not fine and match["gap"].isspace()):
        return None
    return _pair(span, a, b)


def _commas(span: Span, match: Match, _language: str | None) -> Place | None:
    return _pair(span, *(match[k].translate(_MINUS).replace(",", ".") for k in "ab"))


def _pair(span: Span, a: str, b: str) -> Place:
    step = 10.0 ** -min(len(n.partition(".")[2]) for n in (a, b))
    return _point(span, float(a), float(b), step)


def _compact(span: Span, match: Match, _language: str | None) -> Place | None:
    d1, m1, s1, f1, ns, d2, m2, s2, f2, ew = match.groups()
    if (s1 is None) != (s2 is None):
        return None
    if any(int(part or 0) > 59 for part in (m1, m2, s1, s2)):
        return _refuse(span, "minutes and seconds run to 59")
    unit = 3600.0 if s1 else 60.0
    step = 10.0 ** -min(len(f1 or ".") - 1, len(f2 or ".") - 1) / unit
    lat = int(d1) + int(m1) / 60 + int(s1 or 0) / 3600 + float(f1 or 0) / unit
    lon = int(d2) + int(m2) / 60 + int(s2 or 0) / 3600 + float(f2 or 0) / unit
    return _point(span, lat * (-1 if ns in "Ss" else 1), lon * (-1 if ew in "Ww" else 1), step)


def _mgrs(span: Span, match: Match, _language: str | None) -> Place | None:
    east, north = match["east"], match["north"]
    if len(east) != len(north):  # written without a blank: "3412345678" cut in the middle
        digits = east + north
        if " " in match.group()[match.start("east") - match.start() :] or len(digits) % 2:
            return None
        east, north = digits[: len(digits) // 2], digits[len(digits) // 2 :]
    left = match.string[max(0, match.start() - 40) : match.start()]
    if len(east) < 3 - (_GRID.search(left) is not None):
        return None  # so few digits are a model number sooner than a square, unless the words say grid
    try:
        lat, lon, side = from_mgrs(int(match["zone"]), match["band"], match["square"], east, north)
    except ValueError as error:
        return _refuse(span, str(error)) if len(east) >= 3 else None
    why = f"given in the military grid, a square of {side:g} m"
    return _cell(span, lat, lon, side / math.sqrt(2) / 1000, why)


def _utm(span: Span, match: Match, _language: str | None) -> Place | None:
    band, zone = match["band"].upper(), int(match["zone"])
    east, north = (float(match[k].replace(",", "")) for k in ("east", "north"))
    step = 10.0 ** -min(len(match[k].partition(".")[2]) for k in ("east", "north"))
    options: dict[bool, str | tuple[float, float]] = {}
    for is_north in (True, False):
        try:
            lat, lon = from_utm(Utm(zone, is_north, east, north))
        except ValueError as error:
            options[is_north] = str(error)
            continue
        low = BANDS.index(band) * 8.0 - 80.0
        fits = low - 0.1 <= lat <= low + (12.1 if band == "X" else 8.1)
        if fits or band == ("N" if is_north else "S"):
            options[is_north] = (lat, lon)
    points = [o for o in options.values() if isinstance(o, tuple)]
    if len(points) > 1:
        return _refuse(span, "S may be the band from 32 to 40 north or the southern hemisphere")
    if not points:
        said = next((o for o in options.values() if isinstance(o, str)), f"it does not lie in band {band}")
        return _refuse(span, said)
    return _cell(span, *points[0], step / math.sqrt(2) / 1000, f"given in UTM, to {step:g} m")


def _plus(span: Span, match: Match, _language: str | None) -> Place | None:
    code = match["code"]
    if code.find("+") < 8:
        # A short code needs a place named beside it (settle.py); sums and blood groups look alike, so letters too.
        if not code.endswith("+") and re.search("[A-Z]", code) and re.search(r"\d", code):
            return Place(span, code, reasons=(SHORT,))
        return None
    try:
        lat, lon, height, width = pluscodes.decode(code)
    except ValueError as error:
        return _refuse(span, str(error)) if re.search("[A-Z]", code) else None
    return _cell(span, lat, lon, _cell_km(lat, height, width), "given as a plus code")


SHORT = "a short plus code; the place that it counts from is not named beside it"


def _cell_km(lat: float, height: float, width: float) -> float:
    return math.hypot(height, width * math.cos(math.radians(max(0.0, abs(lat) - height / 2)))) / 2 * 111.2


def completed(place: Place, near: Place) -> Place:
    """A short plus code counted from the place named beside it; as it was where that has no point."""
    if place.name is None or near.lat is None or near.lon is None:
        return place
    lat, lon, height, width = pluscodes.decode(pluscodes.complete(place.name, near.lat, near.lon))
    why = f"given as a short plus code, counted from {near.name}"
    made = _cell(place.span or Span(0, 1, "?"), lat, lon, _cell_km(lat, height, width), why)
    return replace(made, span=place.span)


def _link(span: Span, match: Match, _language: str | None) -> Place | None:
    made = read_link(match)
    if made is None:
        return None
    lat, lon, step, view_km = made
    place = _point(span, lat, lon, step)
    if view_km is None or place.radius_km is None:
        return place
    why = "the middle of a map view in a link, not a point that somebody marked"
    return replace(place, radius_km=round(max(place.radius_km, view_km), 3), reasons=(why,))


def _cell(span: Span, lat: float, lon: float, radius: float, why: str) -> Place:
    radius = math.ceil(max(0.01, radius) * 1000) / 1000
    return Place(span, f"{lat:.5f}, {lon:.5f}", None, None, lat, lon, radius, "coordinate", reasons=(why,))


def _point(span: Span, lat: float, lon: float, step: float) -> Place:
    if abs(lat) > 90:
        swapped = " (latitude and longitude may be swapped)" if abs(lat) <= 180 and abs(lon) <= 90 else ""
        return _refuse(span, f"latitude {lat:g} is beyond the poles{swapped}")
    if abs(lon) > 180:
        return _refuse(span, f"longitude {lon:g} is beyond 180 degrees")
    place = _cell(span, lat, lon, step * _METRES / 1000 / math.sqrt(2), "given as coordinates")
    if lat == lon == 0:
        return replace(
            place, reasons=(*place.reasons, "both are zero, as where a value is missing: check it")
        )
    return place


def _refuse(span: Span, reason: str) -> Place:
    return Place(span, name=span.text, reasons=(f"not usable as coordinates: {reason}",))


# In this order: what an earlier pattern has taken, none after it takes again.
_READERS: tuple[tuple["re.Pattern[str]", Reader], ...] = (
    (LINKS, _link),
    (_PLUS, _plus),
    (_MGRS, _mgrs),
    (_UTM, _utm),
    (_COMPACT, _compact),
    (LEADING, _angles),
    (TRAILING, _angles),
    (_LABELLED, _commas),
    (_DECIMAL, _decimal),
    (_COMMAS, _commas),
)
