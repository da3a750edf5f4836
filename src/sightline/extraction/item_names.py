"""Names of formations and of ships: where they stand, and where a ship is named again by its name alone."""

import re

from sightline.extraction.catalogue import SHIP_CATEGORIES
from sightline.extraction.designations import Designation
from sightline.model.claim import Count, Item
from sightline.model.span import Span
from sightline.model.vocabulary import Category

_NTH = r"(?:\d{1,3}(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|[IVX]{2,5})"
_KIND = (
    r"(?:Army|Armies|Fleets?|Corps|Divisions?|Brigades?|Battalions?|Regiments?|Squadrons?|Wings?|Legion|Flotilla|"
    r"Task Force|Strike Group|Expeditionary Force|Expeditionary Unit|Battle Group|Company|Panzer Group|Group|Airborne)"
)
_NUMBERED = re.compile(
    rf"(?<!\w)(?:{_NTH}(?:,\s+|\s+and\s+|\s+&\s+))*{_NTH}\s+(?:[A-Z][\w.’'-]*\s+){{0,4}}?{_KIND}(?!\w)"
    rf"(?:,\s+{_NTH}\s+(?:[A-Z][\w-]*\s+){{0,3}}?(?:{_KIND}|Marines))*"
)
_NAMED = re.compile(
    r"(?<![\w.])(?!The\s|In\s|On\s|At\s|A\s)(?:[A-Z][\w’'-]+\s+){1,4}"
    r"(?:Army|Fleet|Corps|Brigades?|Division|Squadrons?|Legion|Regiment|Battalion|Strike Group|Expeditionary Force|Flotilla)(?!\w)"
)
_NAME = re.compile(r" ?[«“\"]?(?P<name>[A-ZÀ-ÞА-ЯІЇЄҐ][\w.’'-]+(?: (?:II|III|[A-ZÀ-ÞА-ЯІЇЄҐ][\w’'-]+|de la|de|of|\d{1,3}(?!\d))){0,3})[»”\"]?")  # fmt: skip
_NOT_NAME = frozenset(
    "The A An In On At By Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June "
    "July August September October November December And But He She It They Russian Russia Ukraine China Iran".split()
)


def find_units(text: str, start: int, end: int) -> list[Designation]:
    """Numbered and named formations: "316th Division", "3rd Battalion, 5th Marines", "Kwantung Army"."""
    out: list[Designation] = []
    for pattern in (_NUMBERED, _NAMED):
        for m in pattern.finditer(text, start, end):
            if not any(d.start < m.end() and m.start() < d.end for d in out):
                out.append(Designation(m.start(), m.end(), m.group(), None, "unit", True))
    return out


def name_after(text: str, end: int, category: Category) -> int | None:
    """Where a ship's name that follows its class noun ends ("frigate Kiltan"), None where there is none."""
    if category not in SHIP_CATEGORIES or text[end : end + 1] != " ":
        return None
    m = _NAME.match(text, end)
    if m is None or m["name"].split(" ")[0] in _NOT_NAME:
        return None
    stop = m.end()
    return stop - 2 if text[stop - 2 : stop] in ("'s", "’s") else stop


def named_again(text: str, start: int, end: int, items: list[Item]) -> list[Item]:
    """Later mentions of the ships the part has introduced with their class, by the name alone."""
    out: list[Item] = []
    for item in items:
        if item.category not in SHIP_CATEGORIES or " " not in item.span.text:
            continue
        name = _own_name(item.span.text)
        if name is None or len(name) < 4:
            continue
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text[item.span.end : end]):
            a = item.span.end + m.start()
            b = a + len(name)
            if not any(o.span.start < b and a < o.span.end for o in [*items, *out]):
                out.append(Item(Span(a, b, name), name, item.category, item.ref, Count(1, 1, None, ""), item.inferred))
    return out


def _own_name(words: str) -> str | None:
    """The proper name at the end of "guided-missile frigate Kiltan" or "USS Carl Vinson"."""
    m = re.search(r"(?:^|\s)[«“\"]?((?:[A-ZÀ-ÞА-Я][\w’'-]+)(?: (?:of|de|[A-Z]\.|[A-ZÀ-ÞА-Я][\w’'-]+|II))*)[»”\"]?$", words)
    if m is None:
        return None
    name = m.group(1)
    first, _, rest = name.partition(" ")
    if first.isupper() and len(first) <= 6:
        return rest or None
    return name if m.start() > 0 else None
