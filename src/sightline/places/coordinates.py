"""Coordinates in running text: decimal degrees and degrees, minutes, seconds in their common spellings.

What does not fit on Earth, or whose letters contradict each other, is refused with a reason. Which of two
bare decimal numbers is the latitude is taken from their order (latitude first), never from their size.
"""

import math
import re

from sightline.model.mention import Mention
from sightline.model.place import Place
from sightline.model.span import Span, cut

_H = r"(?:[NSEWnsew]\b|North|South|East|West|north|south|east|west)"
_DEG, _MIN, _SEC = (
    r"\s*(?:°|º|˚|deg\.?|d)\s*",
    r"\s*(?:'|′|’|‘|´|m\b|min\.?)\s*",
    r"\s*(?:\"|″|”|“|''|′′|’’|s\b|sec\.?)\s*",
)
_NUM = r"\d{1,3}(?:[.,]\d+)?"
_SIZE = (
    rf"(?P<?sign>[-−+])?(?P<?d>{_NUM})(?:{_DEG}"
    rf"(?:(?P<?m>\d{{1,2}}(?:[.,]\d+)?){_MIN}(?:(?P<?s>\d{{1,2}}(?:[.,]\d+)?){_SEC})?)?)?"
)
_AND = r"\s*[,;/]?\s*(?:and\s+|by\s+)?"


def _pair(angle: str) -> "re.Pattern[str]":
    return re.compile(angle.replace("P<?", "P<a") + _AND + angle.replace("P<?", "P<b"))


# The letter stands before both angles or behind both.
_LEADING = _pair(rf"(?<![\w])(?P<?h>{_H})\s*{_SIZE}")
_TRAILING = _pair(rf"(?<![\w.,]){_SIZE}\s*(?P<?h>{_H})")
_DECIMAL = re.compile(r"(?<![\d.,\-−+])([-−+]?\d{1,3}\.\d{3,})\s*[,;]\s*([-−+]?\d{1,3}\.\d{3,})(?![\d.])")
_COMPACT = re.compile(r"\b(\d{2})(\d{2})(\d{2})?\s?([NSns])\s*,?\s*(\d{3})(\d{2})(\d{2})?\s?([EWew])\b")


def find_coordinates(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """Coordinates in text[start:end] as mentions of kind "coordinate", refused ones included: those have a
    Place without a point and the reason. The radius is what the last digit given leaves open, 10 m at least."""
    stop = len(text) if end is None else end
    found: list[Mention] = []
    for pattern in (_COMPACT, _LEADING, _TRAILING, _DECIMAL):
        for match in pattern.finditer(text, start, stop):
            place = _read(pattern, match, text)
            if place is not None and place.span and not any(m.span.overlaps(place.span) for m in found):
                found.append(Mention(place.span, "coordinate", name=place.name, place=place))
    return sorted(found, key=lambda m: m.span)


def parse(text: str) -> Place | None:
    """The first coordinates in `text`, or None where there are none. A refused pair has no point."""
    found = find_coordinates(text)
    return found[0].place if found else None


def _read(pattern: "re.Pattern[str]", match: "re.Match[str]", text: str) -> Place | None:
    span = cut(text, match.start(), match.end())
    if pattern is _DECIMAL:
        one, two = (float(g.replace("−", "-")) for g in match.groups())
        step = 10.0 ** -min(len(g.split(".")[1]) for g in match.groups())
        return _place(span, one, two, step)
    if pattern is _COMPACT:
        return _compact(span, match)
    groups = match.groupdict()
    letters = [groups["ah"], groups["bh"]]
    # Two whole numbers with letters ("5 S, 3 E") are no coordinates: a degree sign or decimals must say so.
    if not re.search("[°º˚]|deg", match.group()) and not _decimals(groups):
        return None
    kinds = [_axis(str(letter)) for letter in letters]
    values = [
        _value(groups, k) * (-1 if str(letter)[0].upper() in "SW" else 1)
        for k, letter in zip("ab", letters, strict=True)
    ]
    if kinds[0] == kinds[1]:
        word = "latitudes" if kinds[0] == "lat" else "longitudes"
        return _refuse(span, f"both numbers are {word}")
    step = min(_step(groups, "a"), _step(groups, "b"))
    lat, lon = values if kinds[0] == "lat" else values[::-1]
    for k in "ab":
        for unit in "ms":
            if groups[k + unit] and float(groups[k + unit].replace(",", ".")) >= 60:
                return _refuse(span, "minutes and seconds run to 59")
    return _place(span, lat, lon, step)


def _decimals(groups: dict[str, str | None]) -> bool:
    return all("." in (groups[k + "d"] or "") or "," in (groups[k + "d"] or "") for k in "ab")


def _axis(letter: str) -> str:
    return "lat" if letter[0].upper() in "NS" else "lon"


def _value(groups: dict[str, str | None], k: str) -> float:
    parts = [float((groups[k + u] or "0").replace(",", ".")) for u in "dms"]
    size = parts[0] + parts[1] / 60 + parts[2] / 3600
    return -size if groups[k + "sign"] in ("-", "−") else size


def _step(groups: dict[str, str | None], k: str) -> float:
    """Degrees that the last digit given is worth."""
    unit, worth = ("s", 3600.0) if groups[k + "s"] else ("m", 60.0) if groups[k + "m"] else ("d", 1.0)
    digits = re.split(r"[.,]", groups[k + unit] or "0")
    return float(10.0 ** -(len(digits[1]) if len(digits) > 1 else 0) / worth)


def _compact(span: Span, match: "re.Match[str]") -> Place:
    d1, m1, s1, ns, d2, m2, s2, ew = match.groups()
    if int(m1) > 59 or int(m2) > 59 or int(s1 or 0) > 59 or int(s2 or 0) > 59:
        return _refuse(span, "minutes and seconds run to 59")
    lat = (int(d1) + int(m1) / 60 + int(s1 or 0) / 3600) * (-1 if ns in "Ss" else 1)
    lon = (int(d2) + int(m2) / 60 + int(s2 or 0) / 3600) * (-1 if ew in "Ww" else 1)
    return _place(span, lat, lon, 1 / 3600 if s1 and s2 else 1 / 60)


def _place(span: Span, lat: float, lon: float, step: float) -> Place:
    if abs(lat) > 90:
        swapped = " (latitude and longitude may be swapped)" if abs(lat) <= 180 and abs(lon) <= 90 else ""
        return _refuse(span, f"latitude {lat:g} is beyond the poles{swapped}")
    if abs(lon) > 180:
        return _refuse(span, f"longitude {lon:g} is beyond 180 degrees")
    radius = max(0.01, step * 111.2 / math.sqrt(2))
    name = f"{lat:.5f}, {lon:.5f}"
    return Place(
        span, name, None, None, lat, lon, round(radius, 3), "coordinate", reasons=("given as coordinates",)
    )


def _refuse(span: Span, reason: str) -> Place:
    return Place(span, name=span.text, reasons=(f"not usable as coordinates: {reason}",))
