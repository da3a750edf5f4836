"""describe: every maximal phrase that says where, with its span and its geometry."""

import re
from dataclasses import replace

from sightline.model.document import Document, Part
from sightline.model.mention import Mention
from sightline.model.place import Candidate, Place
from sightline.model.span import Span
from sightline.places.boundaries import borders
from sightline.places.descriptions import cross_checked
from sightline.places.find import ADJECTIVE_NOTE, row_place
from sightline.places.gazetteer import Gazetteer, candidate
from sightline.places.geometry import Disc
from sightline.places.relations import Relation, before, behind
from sightline.places.siteref import NOUNS, nominal_before
from sightline.places.units import Unit
from sightline.places.voices import NO_GROUND
from sightline.places.ways import way_between

_GROUND = re.compile(
    r"^\s+(soil|territory|territories|airspace|air space|waters|territorial waters|coast|coastline|shores?|mainland|"
    r"capital|suelo|territorio|territoire|toprakları\w*|hava sahası\w*|территори\w+)\b",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"^(?:\s*,\s*|\s+(?:\w+\s+)?(?:in|of|de|en)\s+(?:the\s+)?(?:\w+(?:ern|ral)\s+)?(?:\w+\s+of\s+)?|\s+\()$",
    re.IGNORECASE,
)
_CLASS_AFTER = re.compile(
    r"^\s+(?:province|state|region|oblast|krai|governorate|district|county|city|town|village|area|peninsula|islands?|valley|"
    r"(?:Province|State|Region|Oblast|Krai|Governorate|District|County)(?!\s+[A-Z]))\b"
)
_CLASS_BEFORE = re.compile(
    r"\b(?:the\s+)?(?:\w+\s+)?(?:city|town|village|province|state|region|district|oblast|suburb|settlement|ciudad|ville)\s+(?:of|de)\s+$"
)


def describe(document: Document, names: tuple[Mention, ...], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Every maximal place phrase, in text order, none inside another.

    names: what find_places gave. A phrase without a relation is its name's place with a wider span; one with a
    relation has `relation` set, a point moved as the words say and a radius wide enough to hold the truth.
    """
    found: list[Place] = []
    for part in document.parts:
        inside = [m for m in names if part.start <= m.span.start < part.end and m.place is not None]
        found += _part_phrases(document.text, part, inside, gazetteer)
    return tuple(sorted(found, key=lambda p: p.span or Span(0, 1, "?")))


def _part_phrases(text: str, part: Part, inside: list[Mention], gazetteer: Gazetteer) -> list[Place]:
    found: list[Place] = []
    everyone, inside = inside, [m for m in inside if not _no_ground(m)]
    names = [m for m in inside if not _adjective(m)]
    pairs, used = borders(text, part, inside, everyone)
    found += pairs
    units = _units(text, [m for m in names if m.span not in used])
    floor = part.start
    number = 0
    while number < len(units):
        joined = way_between(text, part.end, units[number : number + 4], floor)
        place, taken = joined or (_phrase(text, part, units[number], floor, gazetteer), 1)
        found.append(place)
        floor = place.span.end if place.span else floor
        number += taken
    found += _grounds(text, part, [m for m in inside if m.span not in used], gazetteer)
    return cross_checked(text, _outermost(found))


def _outermost(found: list[Place]) -> list[Place]:
    kept: list[Place] = []
    spans = [(p, p.span) for p in found if p.span is not None]
    for place, span in sorted(spans, key=lambda x: (x[1].start, -x[1].end)):
        last = kept[-1].span if kept else None
        if last is None or not last.overlaps(span):
            kept.append(place)
    return kept


def _adjective(mention: Mention) -> bool:
    return mention.place is not None and ADJECTIVE_NOTE in mention.place.reasons


def _no_ground(mention: Mention) -> bool:
    """A voice, an actor or an owner: the name says who, not where."""
    return mention.place is not None and not NO_GROUND.isdisjoint(mention.place.reasons)


def _units(text: str, names: list[Mention]) -> list[Unit]:
    """Names joined with the larger place named right behind, where the gazetteer's country agrees."""
    units: list[Unit] = []
    for mention in names:
        last = units[-1] if units else None
        if last is not None and _holds(last.place, mention.place, text[last.end : mention.span.start]):
            units[-1] = replace(last, end=_class_end(text, mention.span.end))
            continue
        if (
            last is not None
            and text[last.end : mention.span.start] in _OF
            and _within(last.place, mention.place)
        ):
            units[-1] = Unit(mention, last.start, _class_end(text, mention.span.end), held=True)
            continue
        units.append(
            Unit(mention, _class_start(text, mention.span.start), _class_end(text, mention.span.end))
        )
    return units


_OF = frozenset(("'s ", "’s "))


def _within(outer: Place, inner: Place | None) -> bool:
    """Whether a country or region named with a possessive holds the place named after it."""
    if inner is None or outer.country is None or inner.country != outer.country:
        return False
    return _RANK[outer.precision] > _RANK[inner.precision]


_RANK = {"coordinate": 0, "site": 0, "settlement": 1, "area": 2, "region": 3, "country": 4, "unknown": 0}


def _holds(inner: Place, outer: Place | None, gap: str) -> bool:
    if outer is None or outer.country is None or len(gap) > 30 or not _INSIDE.match(gap):
        return False
    wider = _RANK[outer.precision] > _RANK[inner.precision]
    return wider and (inner.country == outer.country or inner.precision == "unknown")


def _class_end(text: str, end: int) -> int:
    match = _CLASS_AFTER.match(text[end : end + 25])
    return end + match.end() if match else end


def _class_start(text: str, start: int) -> int:
    left = text[max(0, start - 40) : start]
    match = next((m for m in _CLASS_BEFORE.finditer(left) if m.end() == len(left)), None)
    return start - (len(left) - match.start()) if match and "\n" not in match.group() else start


def _phrase(text: str, part: Part, here: Unit, floor: int, gazetteer: Gazetteer) -> Place:
    """The phrase around one unit."""
    relation = before(text, here.start, floor)
    end = here.end
    if relation is None and (said := behind(text, here.end, part.end)):
        relation, end = said
        relation = replace(relation, start=here.start)
    start = relation.start if relation else here.start
    if relation is not None and here.held and relation.part:
        relation = None  # "northern Syria's Idlib province": said of the country
    noun = nominal_before(text, start, floor, linked=relation is not None)
    place = _related(text, here, relation, noun.start if noun else start, end)
    if noun and relation is None:
        place = _site_in(text, here, noun.start, noun.head, noun.link, gazetteer)
    return place


def _related(text: str, here: Unit, relation: Relation | None, start: int, end: int) -> Place:
    """The unit's place moved by the relation, over text[start:end]."""
    at = here.place
    span = Span(start, end, text[start:end])
    if relation is None:
        return replace(at, span=span)
    if at.lat is None or at.lon is None or at.radius_km is None:
        return Place(span, name=at.name, relation=relation.words, reasons=at.reasons)
    region, why = relation.build(at)
    name = _named(relation, at, span)
    return Place(
        span=span,
        name=name,
        country=at.country,
        lat=region.disc.lat,
        lon=region.disc.lon,
        radius_km=region.disc.radius_km,
        precision="area",
        relation=relation.words,
        candidates=(_moved(at, region.disc, name),),
        reasons=(f"{name}: {why}", *(r for r in at.reasons[:2])),
        polygon=region.polygon,
        probability=at.probability,
    )


def _named(relation: Relation, at: Place, span: Span) -> str:
    """The place in English words: those of the text where it is in English and they stand before the name."""
    english = span.text.isascii() and span.start <= relation.start < span.end and relation.words in span.text
    if relation.of_land and at.precision in ("country", "region"):
        return f"{relation.of_land} {at.name}"
    if relation.label and not (english and _ENGLISH.search(relation.words)):
        return f"{relation.label} {at.name}"
    return f"{_LEAD.sub('', relation.words)} {at.name}"


_LEAD = re.compile(r"^(?:in|into|to|from|at|on|across|over)\s+(?=the\b)", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:of|from|off|near|to|inside|outside|\w+ern|\w+most|central)$", re.IGNORECASE)


def _moved(at: Place, disc: Disc, name: str) -> Candidate:
    return Candidate(name, at.ref or "", at.country, disc.lat, disc.lon, "area", 1.0)


def _site_in(text: str, here: Unit, start: int, head: str, link: str, gazetteer: Gazetteer) -> Place:
    """ "the port of Tartus", "an airbase in Latakia": a site of that kind under that name where the gazetteer
    has one and the words mean it; else the place itself, wide enough for what lies in or beside it."""
    at = here.place
    span = Span(start, here.end, text[start : here.end])
    kinds = NOUNS[head]
    known = [r for r in gazetteer.sites(here.mention.span.text) if r.kind in kinds]
    close = [r for r in known if r.country == at.country]
    if link == "of" and len(close) == 1:
        row = close[0]
        return Place(
            span, row.name, row.ref, row.country, row.lat, row.lon, round(row.radius or 3.0, 1), "site",
            candidates=(candidate(row, 0.8), *(replace(c, score=0.2) for c in at.candidates[:1])),
            reasons=(f"the only {head} of that name in {row.country or 'the gazetteer'}",),
        )  # fmt: skip
    if at.lat is None or (at.precision == "site" and at.candidates and at.candidates[0].kind in kinds):
        return replace(at, span=span)
    radius = (at.radius_km or 1.0) + (15.0 if at.precision in ("settlement", "site") else 0.0)
    shown: Place = replace(at, span=span, radius_km=round(radius, 1), relation=link if link != "of" else None)
    precision = "area" if at.precision == "settlement" else at.precision
    return replace(
        shown, precision=precision, reasons=(*at.reasons, f"some {head} there; which one is not said")
    )


def _grounds(text: str, part: Part, inside: list[Mention], gazetteer: Gazetteer) -> list[Place]:
    """ "Venezuelan soil", "Turkish airspace": the country through the word for its people; "the Syrian capital"."""
    found = []
    for mention in inside:
        place = mention.place
        if place is None or not _adjective(mention) or place.country is None:
            continue
        match = _GROUND.match(text[mention.span.end : min(part.end, mention.span.end + 30)])
        if match is None:
            continue
        end = mention.span.end + match.end()
        word = match.group(1).lower()
        seat = gazetteer.capital_of(place.country) if word == "capital" else None
        if seat is not None:
            span = Span(mention.span.start, end, text[mention.span.start : end])
            found.append(
                row_place(seat, span, f"the capital of {place.name}, through the word for its people")
            )
            continue
        sea = any(w in word for w in ("water", "coast", "shore"))
        why = f'"{mention.span.text} {word}": the country through the word for its people'
        radius = (place.radius_km or 1.0) + (60.0 if sea else 0.0)
        span = Span(mention.span.start, end, text[mention.span.start : end])
        found.append(
            replace(place, span=span, radius_km=radius, relation=word if sea else None, reasons=(why,))
        )
    return found
