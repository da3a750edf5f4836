"""Names of formations and of ships: where they stand, and where a ship is named again by its name alone."""

import re

from sightline.extraction.designations import Designation, Taken
from sightline.model.claim import Count, Item
from sightline.model.span import Span
from sightline.model.vocabulary import SEA, Category

_NTH = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|[IVX]{2,5})"
)
_KIND = (
    r"(?:Army|Armies|Fleets?|Corps|Divisions?|Brigades?|Battalions?|Regiments?|Squadrons?|Wings?|Legion|Flotilla|"
    r"Task Force|Strike Group|Expeditionary Force|Expeditionary Unit|Battle Group|Company|Panzer Group|Group|Airborne)"
)
_NUMBERED = re.compile(
    rf"(?<!\w)(?:{_NTH}(?:,\s+|\s+and\s+|\s+&\s+)){{0,4}}{_NTH}\s+(?:[A-Z][\w.’'-]*\s+){{0,4}}?{_KIND}(?!\w)"
    rf"(?:,\s+{_NTH}\s+(?:[A-Z][\w-]*\s+){{0,3}}?(?:{_KIND}|Marines)){{0,3}}"
)
_NAMED = re.compile(
    r"(?<![\w.])(?!The\s|In\s|On\s|At\s|A\s)(?:[A-Z][\w’'-]+\s+){1,4}"
    r"(?:Army|Fleet|Corps|Brigades?|Division|Squadrons?|Legion|Regiment|Battalion|Strike Group|Ready Group|Air Wing|Task Force"
    r"|Expeditionary Force|Flotilla)(?!\w)(?: \d{1,3}(?![\w.,:-]*\d| [a-z]{3,}[a-rt-z]s\b))?"
)
_NAME = re.compile(r" ?[«“\"]?(?P<name>[A-ZÀ-ÞА-ЯІЇЄҐ][\w.’'-]+(?: (?:II|III|[A-ZÀ-ÞА-ЯІЇЄҐ][\w’'-]+|de la|de|of|\d{1,3}(?!\d))){0,3})[»”\"]?")  # fmt: skip
_LIST = re.compile(r"(?:,| and|, and| y| et) ")
_NOT_NAME = frozenset(
    "The A An In On At By Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June "
    "July August September October November December And But He She It They Russian Russia Ukraine China Iran".split()
)

_TASK = re.compile(r"(?<!\w)(?:Combined |Joint )?Task (?:Force|Group|Unit) \d{1,4}(?:\.\d{1,2}){0,2}(?!\w)")


def find_units(text: str, start: int, end: int) -> list[Designation]:
    """Numbered and named formations: "316th Division", "3rd Battalion, 5th Marines", "Kwantung Army", "Carrier Air Wing 1"."""
    out: list[Designation] = []
    for pattern in (_NUMBERED, _TASK, _NAMED):
        taken = Taken((d.start, d.end) for d in out)
        for m in pattern.finditer(text, start, end):
            if not taken.hits(m.start(), m.end()):
                out.append(Designation(m.start(), m.end(), m.group(), None, "unit", True))
    return out


def name_after(text: str, end: int, category: Category, *, plural: bool = False) -> tuple[int, int] | None:
    """Where a ship's name that follows its class noun ends ("frigate Kiltan") and how many names stand there:
    after a plural a list of them ("corvettes Gromkiy and Rezkiy"). None where there is none."""
    if category not in SEA or text[end : end + 1] != " ":
        return None
    m = _NAME.match(text, end)
    if m is None or m["name"].split(" ")[0] in _NOT_NAME:
        return None
    stop, names = m.end(), 1
    while plural and (link := _LIST.match(text, stop)) and (m := _NAME.match(text, link.end() - 1)):
        if m["name"].split(" ")[0] in _NOT_NAME:
            break
        stop, names = m.end(), names + 1
    return (stop - 2 if text[stop - 2 : stop] in ("'s", "’s") else stop), names


def named_again(text: str, end: int, items: list[Item], taken: Taken) -> list[Item]:
    """Later mentions of the ships the part has introduced with their class, by the name alone, outside what
    is `taken`."""
    first: dict[str, Item] = {}
    for item in items:
        if item.category in SEA and not re.search(r",| and ", item.span.text):
            name = _own_name(item.span.text)
            if name is not None and len(name) >= 4:
                first.setdefault(name, item)
    if not first:
        return []
    names = "|".join(re.escape(n) for n in sorted(first, key=len, reverse=True))
    out: list[Item] = []
    for m in re.compile(rf"(?<!\w)(?:{names})(?!\w)").finditer(
        text, min(i.span.end for i in first.values()), end
    ):
        item = first[m.group()]
        if m.start() >= item.span.end and not taken.hits(m.start(), m.end()):
            span = Span(m.start(), m.end(), m.group())
            out.append(Item(span, m.group(), item.category, item.ref, Count(1, 1, None, ""), item.inferred))
    return out


def _own_name(words: str) -> str | None:
    """The proper name at the end of "guided-missile frigate Kiltan" or "USS Carl Vinson"."""
    m = re.search(
        r"(?:^|\s)[«“\"]?((?:[A-ZÀ-ÞА-Я][\w’'-]+)(?: (?:of|de|[A-Z]\.|[A-ZÀ-ÞА-Я][\w’'-]+|II))*)[»”\"]?$",
        words,
    )
    if m is None:
        return None
    name = m.group(1)
    first, _, rest = name.partition(" ")
    if first.isupper() and len(first) <= 6:
        return rest or None
    return name if m.start() > 0 else None
