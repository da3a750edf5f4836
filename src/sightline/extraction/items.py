"""Materiel, people, goods and sites in a document: noun phrases with category, catalogue id and count.

A phrase is a designation, a head noun, or both, with the adjectives and nationality before it; neither article
nor count belongs to it ("five [launchers]"; "the [Russian-made S-300’s]").
"""

import re
from bisect import bisect_right
from dataclasses import replace

from sightline.extraction.catalogue import Catalogue
from sightline.extraction.designations import Taken, find_designations, is_ship
from sightline.extraction.item_category import category_of
from sightline.extraction.item_counts import COLLECTIVE, count_behind, count_of
from sightline.extraction.item_filter import ABSTRACT_AFTER, formed, vouched
from sightline.extraction.item_names import find_units, named_again
from sightline.extraction.item_nouns import ALIKE
from sightline.extraction.item_phrases import Phrase, phrases_of
from sightline.extraction.item_together import counted_together
from sightline.extraction.quantities import Quantity, find_quantities
from sightline.model.claim import Count, Inference, Item
from sightline.model.document import Document, Part
from sightline.model.span import Span
from sightline.model.vocabulary import AIR, SHIP_PREFIXES, Category

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_FORMATION = frozenset("battery regiment brigade battalion company squadron".split())


def find_items(
    document: Document, catalogue: Catalogue, *, blocked: tuple[Span, ...] = ()
) -> tuple[Item, ...]:
    """The items of every part but credit lines, in text order, none overlapping.

    blocked: spans known to be something else (places, persons); an item whose head lies in one is left out.
    Languages: English in full; Spanish, French, Russian, Ukrainian, Turkish by head nouns and designations;
    others by designations and English nouns.
    """
    out: list[Item] = []
    closed = sorted(blocked)
    for part in document.parts:
        if part.kind != "credit":
            language = (part.language or document.language or "en")[:2]
            out.extend(_of_part(document.text, part, language, catalogue, closed))
    return tuple(out)


def _of_part(text: str, part: Part, language: str, catalogue: Catalogue, blocked: list[Span]) -> list[Item]:
    if language in ("zh", "ja"):
        text = _UNSPACED.sub(",", text)  # a designation among characters stands for itself; offsets stay
    names = list(find_designations(text, part.start, part.end, catalogue))
    taken = Taken((d.start, d.end) for d in names)
    names += [u for u in find_units(text, part.start, part.end) if not taken.hits(u.start, u.end)]
    phrases = [
        p
        for p in phrases_of(text, part, language, sorted(names, key=lambda d: d.start))
        if not _is_blocked(p, blocked)
    ]
    inside = Taken((d.start, d.end) for d in names)  # the number of a "Boeing 737" counts nothing
    quantities = tuple(
        q for q in find_quantities(text, part.start, part.end, language) if not inside.hits(q.start, q.end)
    )
    kept = formed(text, vouched(text, phrases, quantities))
    items = [_item(text, p, quantities, language) for p in kept]
    items = _fitted(text, kept, _carried(kept, items))
    if language == "en":
        items = counted_together(text, items, [_plural(text, p) for p in kept])
    if not _flies(text[part.start : part.end], items):
        items = [
            replace(i, category="troops") if _FIGHTER.search(i.span.text) and i.ref is None else i
            for i in items
        ]
    spans = Taken((i.start, i.end) for i in [*(i.span for i in items), *blocked])
    items += named_again(text, part.end, items, spans)
    return sorted(items, key=lambda i: i.span)


def _is_blocked(phrase: Phrase, blocked: list[Span]) -> bool:
    at = bisect_right(blocked, phrase.last.start, key=lambda b: b.start)
    return any(b.end > phrase.last.start for b in blocked[max(0, at - 3) : at]) or any(
        b.start < phrase.last.end for b in blocked[at : at + 1]
    )


def _item(text: str, p: Phrase, quantities: tuple[Quantity, ...], language: str) -> Item:
    category = category_of(p)
    named = bool(p.designations) and (is_ship(category) or not p.heads) and p.designations[-1].ref is not None
    singular = p.last.head is not None and not p.last.head.plural and p.last.head.form not in COLLECTIVE
    if p.formed:
        lead = next(q.head for q in p.pieces if q.head is not None)
        singular = not lead.plural
    elif p.last.designation is not None:
        raw = text[p.last.start : p.end]
        singular = not raw.endswith(("s", "’s", "'s")) or (
            raw == p.last.designation.name and not raw.endswith("s")
        )
        if p.heads and p.heads[-1].plural:
            singular = False
    if (
        p.last.head is not None
        and p.last.head.form.endswith(ALIKE)
        and _ONE_BEFORE.search(text, max(0, p.start - 9), p.start)
    ):
        singular = True  # "an unmanned aircraft": the noun does not say, the article does
    ordinal = any(q.kind == "ordinal" for q in p.pieces)
    prefixed = any(d.name.split(" ")[0] in SHIP_PREFIXES for d in p.designations)
    ship_name = is_ship(category) and ((named and _is_name(p)) or prefixed or p.ships == 1)
    if singular and category in ("site", "building") and any(q.kind == "name" for q in p.pieces):
        ordinal = True
    if not ship_name and ABSTRACT_AFTER.match(text, p.end):
        singular = False
    found = count_of(
        text,
        p.start,
        quantities,
        singular=singular,
        one=(ordinal and singular) or ship_name,
        language=language,
    )
    start = found.start if found is not None else p.start
    span = Span(start, p.end, text[start : p.end])
    count = found.count if found is not None else None
    if (count is None or count.text.lower() in _ARTICLES) and category in _GATHERED:
        count = _strength(text, p.end, quantities) or count
    if count is None:
        count = count_behind(text, p.end, quantities, singular=singular)
    if count is None and language == "en" and _single(text, p, category):
        count = Count(1, 1, None, "")
    if p.ships > 1:
        count = Count(p.ships, p.ships, None, "")
    if units := _formations(p):
        count = count if count is not None else Count(units, units, None, "")
    unit = _unit(p)
    if count is not None and unit and count.unit is None:
        count = replace(count, unit=unit)
    ref, inferred = _reference(p)
    return Item(span, span.text, category, ref, count, inferred)


_ONE_BEFORE = re.compile(r"\b(?:an?|another|one)\s+$", re.I)
_GATHERED = frozenset({"troops", "unit", "ship", "advisers"})
_ARTICLES = frozenset({"a", "an", "the", "its", "their", "this", "that"})
_OF_NUMBER = re.compile(r"\s+of\s+")
_NO_NOUN = re.compile(
    r"\s*(?:[,.;:)!?]|$)|\s(?:men|people|soldiers|troops|strong|personnel|and|has|had|have|is|was|were|will|would|who|which"
    r"|at|in|to|from|on|under)\b"
)


def _strength(text: str, end: int, quantities: tuple[Quantity, ...]) -> Count | None:
    """ "The contingent of 200": how many it gathers, where the number counts nothing named behind it."""
    link = _OF_NUMBER.match(text, end)
    if link is None:
        return None
    at = bisect_right(quantities, end, key=lambda q: q.start)
    behind = next((q for q in quantities[at : at + 1] if text[link.end() : q.start].strip() == ""), None)
    known = behind is not None and not behind.article and _NO_NOUN.match(text, behind.end)
    return behind.count if behind and known else None


_AIRFRAMES = AIR - {"uav", "aircraft"}
_ONE_AIRFRAME = re.compile(
    r"\s*[,.;:(–—]|\s*$|\s(?:at|from|to|in|on|over|near|with|is|was|has|had|lands?|landed|left|arriv\w+|depart\w+|took|takes"
    r"|flew|flies|came|orbit\w+|circl\w+|ex|dep|arr)\b"
)


def _single(text: str, p: Phrase, category: Category) -> bool:
    """ "C-17, RCH 814, at Ramstein": one airframe by its bare designation, as logs and headlines have it."""
    name = p.last.designation
    bare = category in _AIRFRAMES and name is not None and not p.heads and name.ref is not None
    return bare and not text[p.start : p.end].endswith("s") and _ONE_AIRFRAME.match(text, p.end) is not None


_FIGHTER = re.compile(r"(?:^|\s)fighters?$", re.IGNORECASE)
_AIR_WORDS = re.compile(r"\b(?:air ?bases?|air ?force|airfield|runways?|airspace|scrambled?|sorties?|squadrons?|pilots?|warplanes?|jets?)\b", re.I)  # fmt: skip


def _flies(text: str, items: list[Item]) -> bool:
    """Whether fighters here are aircraft: the part names one, or has words of flying near the word."""
    air = ("fighter", "bomber", "attack-aircraft", "tanker-aircraft", "isr-aircraft")
    if any(i.category in air and (i.ref or not _FIGHTER.search(i.span.text)) for i in items):
        return True
    return any(
        _AIR_WORDS.search(text, max(0, m.start() - 200), m.end() + 200)
        for m in re.finditer(r"\bfighters?\b", text, re.I)
    )


_CARRIES = frozenset("sam-system ballistic-missile cruise-missile anti-ship-missile mlrs artillery".split())


def _carried(phrases: list[Phrase], items: list[Item]) -> list[Item]:
    """ "The battery", "four launchers" after a named system are of that system's class."""
    out: list[Item] = []
    last: Category | None = None
    for phrase, item in zip(phrases, items, strict=True):
        form = phrase.last.head.form if phrase.last.head and len(phrase.heads) == 1 else ""
        if phrase.designations and item.category in _CARRIES:
            last = item.category
        follows = form == "battery" or (form == "launcher" and last not in ("sam-system", "artillery"))
        out.append(replace(item, category=last) if last and follows and not phrase.designations else item)
    return out


_FITTED = re.compile(r" (?:\((?:for|with)|with|mounting|carrying) (?:an? |the |its )?")


def _fitted(text: str, phrases: list[Phrase], items: list[Item]) -> list[Item]:
    """A named lorry is what it carries: an anti-aircraft gun ("Ural-4320 with ZU-23-2"), a crane, a bridge, a radar."""
    out = list(items)
    for i in range(len(items) - 1):
        carried = items[i + 1].category
        if (
            items[i].category == "vehicle"
            and carried in ("aa-gun", "engineer-vehicle", "radar")
            and phrases[i].designations
            and _FITTED.fullmatch(text, phrases[i].end, items[i + 1].span.start)
        ):
            out[i] = replace(items[i], category=carried)
    return out


def _plural(text: str, p: Phrase) -> bool:
    if p.ships or p.formed:
        return False
    return p.last.head.plural if p.last.head is not None else text[p.start : p.end].endswith("s")


def _is_name(p: Phrase) -> bool:
    return any(d.name.split(" ")[0].isupper() or " " in d.name for d in p.designations)


_NTH = re.compile(r"\d{1,4}(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth")


def _formations(p: Phrase) -> int:
    """How many a formation's own name says: "308th and 312th Divisions" two, "316th Division" one."""
    d = p.last.designation
    if d is None or d.category != "unit":
        return 0
    head = re.split(r",\s+\d", d.name)[0]
    return (
        max(1, len(_NTH.findall(head)))
        if head.endswith("s") and not head.endswith("ps")
        else 1 - head.endswith("s")
    )


def _unit(p: Phrase) -> str | None:
    if p.formed:
        return p.formed
    head = p.last.head or (p.heads[0] if p.heads else None)
    if head is None or not (p.designations or len(p.heads) > 1 or " " in head.form):
        return None
    word = head.form.split(" ")[-1]
    return word if word in _FORMATION else None


def _reference(p: Phrase) -> tuple[str | None, tuple[Inference, ...]]:
    ref = next((d.ref for d in p.designations if d.ref), None)
    inferred: list[Inference] = []
    for d in p.designations:
        inferred += [i for i in d.inferred if i not in inferred]
    return ref, tuple(inferred)
