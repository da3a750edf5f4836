"""describe: every maximal phrase that says where, with its span and its geometry."""

import re
from dataclasses import dataclass, replace

from sightline.model.document import Document, Part
from sightline.model.mention import Mention
from sightline.model.place import Candidate, Place
from sightline.model.span import Span
from sightline.places.borders import border, neighbours
from sightline.places.find import ADJECTIVE_NOTE
from sightline.places.gazetteer import Gazetteer, candidate
from sightline.places.geometry import Disc, between
from sightline.places.relations import A_PART, Relation, before, behind
from sightline.places.siteref import NOUNS, nominal_before
from sightline.places.voices import NO_GROUND

_BORDER = r"(?:border|frontier|boundary|frontera|frontière|sınırı\w*|sınır\w*|границ\w+|кордон\w*)(?:\s+(?:area|region|zone|areas|regions))?"
_BORDER_AFTER = re.compile(rf"^(?:['’]\w+)?\s+{_BORDER}\b", re.IGNORECASE)
_BORDER_BEFORE = re.compile(
    rf"(?:\b(?:along|on|at|near|across|to|towards?|from)\s+)?\b(?:the|its|their|a|la|sa)\s+(?:\w+\s+)?{_BORDER}\s+(?:with|between|of|con|avec)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
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
_AND = re.compile(r"^\s+(?:and|y|et|и|ve)\s+(?:the\s+)?$")
_BETWEEN = re.compile(r"(?:\bin\s+)?\b(?:between|entre|между|між)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """A name with what holds it ("Kherson, Ukraine"): the mention that counts, and the words it spans."""

    mention: Mention
    start: int
    end: int
    held: bool = False  # what holds it stands before ("Syria's Idlib province")

    @property
    def place(self) -> Place:
        return self.mention.place or Place()


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
    inside = [m for m in inside if not _no_ground(m)]
    names = [m for m in inside if not _adjective(m)]
    pairs, used = _borders(text, part, inside)
    found += pairs
    units = _units(text, [m for m in names if m.span not in used])
    skip = False
    floor = part.start
    for number, here in enumerate(units):
        after = units[number + 1] if number + 1 < len(units) else None
        if skip:
            skip = False
            continue
        place, skip = _phrase(text, part, here, after, floor, gazetteer)
        found.append(place)
        floor = place.span.end if place.span else floor
    found += _grounds(text, part, [m for m in inside if m.span not in used])
    return _outermost(found)


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


def _phrase(
    text: str, part: Part, here: Unit, after: Unit | None, floor: int, gazetteer: Gazetteer
) -> tuple[Place, bool]:
    """The phrase around one unit, and whether the next unit is part of it."""
    if after is not None and _AND.match(text[here.end : after.start]):
        left = text[max(floor, here.start - 20) : here.start]
        match = next((m for m in _BETWEEN.finditer(left) if m.end() == len(left)), None)
        if match and (place := _between(text, here, after, here.start - (len(left) - match.start()))):
            return place, True
    relation = before(text, here.start, floor)
    end = here.end
    if relation is None and (turkish := behind(text, here.end, part.end)):
        relation, end = turkish
        relation = replace(relation, start=here.start)
    start = relation.start if relation else here.start
    if relation is not None and here.held and relation.reason == A_PART:
        relation = None  # "northern Syria's Idlib province": said of the country
    noun = nominal_before(text, start, floor, linked=relation is not None)
    place = _related(text, here, relation, noun.start if noun else start, end)
    if noun and relation is None:
        place = _site_in(text, here, noun.start, noun.head, noun.link, gazetteer)
    return place, False


def _related(text: str, here: Unit, relation: Relation | None, start: int, end: int) -> Place:
    """The unit's place moved by the relation, over text[start:end]."""
    at = here.place
    span = Span(start, end, text[start:end])
    if relation is None:
        return replace(at, span=span)
    if at.lat is None or at.lon is None or at.radius_km is None:
        return Place(span, name=at.name, relation=relation.words, reasons=at.reasons)
    people = _people(at)
    disc = relation.disc(Disc(at.lat, at.lon, at.radius_km), people)
    return Place(
        span=span,
        name=f"{relation.words} {at.name}",
        country=at.country,
        lat=disc.lat,
        lon=disc.lon,
        radius_km=disc.radius_km,
        precision="area",
        relation=relation.words,
        candidates=(_moved(at, disc, relation.words),),
        reasons=(f"{relation.words} {at.name}: {relation.reason}", *(r for r in at.reasons[:2])),
    )


def _moved(at: Place, disc: Disc, words: str) -> Candidate:
    return Candidate(f"{words} {at.name}", at.ref or "", at.country, disc.lat, disc.lon, "area", 1.0)


def _people(at: Place) -> int:
    """Population back from the radius that the gazetteer gave a settlement."""
    if at.precision != "settlement" or at.radius_km is None:
        return 0
    return int(max(0.0, (at.radius_km - 1.5) / 0.0125) ** 2)


def _between(text: str, a: Unit, b: Unit, start: int) -> Place | None:
    one, two = a.place, b.place
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    disc = between(Disc(one.lat, one.lon, one.radius_km or 1.0), Disc(two.lat, two.lon, two.radius_km or 1.0))
    country = one.country if one.country == two.country else None
    name = f"between {one.name} and {two.name}"
    return Place(
        Span(start, b.end, text[start : b.end]), name, None, country, disc.lat, disc.lon, disc.radius_km, "area", "between",
        reasons=(f"{name}: the disc that reaches both",),
    )  # fmt: skip


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
    if at.lat is None:
        return replace(at, span=span)
    radius = (at.radius_km or 1.0) + (15.0 if at.precision in ("settlement", "site") else 0.0)
    shown: Place = replace(at, span=span, radius_km=round(radius, 1), relation=link if link != "of" else None)
    precision = "area" if at.precision == "settlement" else at.precision
    return replace(
        shown, precision=precision, reasons=(*at.reasons, f"some {head} there; which one is not said")
    )


def _grounds(text: str, part: Part, inside: list[Mention]) -> list[Place]:
    """ "Venezuelan soil", "Turkish airspace": the country through the word for its people."""
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
        sea = any(w in word for w in ("water", "coast", "shore"))
        why = f'"{mention.span.text} {word}": the country through the word for its people'
        radius = (place.radius_km or 1.0) + (60.0 if sea else 0.0)
        span = Span(mention.span.start, end, text[mention.span.start : end])
        found.append(
            replace(place, span=span, radius_km=radius, relation=word if sea else None, reasons=(why,))
        )
    return found


def _borders(text: str, part: Part, inside: list[Mention]) -> tuple[list[Place], set[Span]]:
    """ "the X-Y border", "X's border with Y", "the border between X and Y", "the border with Y"."""
    found: list[Place] = []
    used: set[Span] = set()
    lands = [m for m in inside if m.place is not None and m.place.precision == "country"]
    for i, mention in enumerate(lands):
        if mention.span in used:
            continue
        after = lands[i + 1] if i + 1 < len(lands) else None
        gap = text[mention.span.end : after.span.start] if after else ""
        paired = after is not None and (
            gap.strip() in ("-", "–", "/", "—")
            or _AND.match(gap)
            or re.fullmatch(rf"(?:['’]s)?\s+{_BORDER}\s+(?:with|and)\s+(?:the\s+)?", gap)
        )
        tail = _BORDER_AFTER.match(text[after.span.end : part.end]) if after and paired else None
        left = text[max(part.start, mention.span.start - 60) : mention.span.start]
        lead = next((m for m in _BORDER_BEFORE.finditer(left) if m.end() == len(left)), None)
        start = mention.span.start - (len(left) - lead.start()) if lead else mention.span.start
        if after is not None and paired and (tail or (lead and "between" in lead.group()) or "border" in gap):
            end = after.span.end + (tail.end() if tail else 0)
            if place := _border_place(text, start, end, mention, after):
                found.append(place)
                used |= {mention.span, after.span}
            continue
        if (
            lead
            and (other := _other_side(mention, lands, i))
            and (place := _border_place(text, start, mention.span.end, mention, other))
        ):
            found.append(place)
            used.add(mention.span)
            continue
        alone = _BORDER_AFTER.match(text[mention.span.end : part.end])
        if lead or alone:
            end = mention.span.end + (alone.end() if alone else 0)
            wide = mention.place
            if wide is not None and wide.radius_km is not None:
                span = Span(start, end, text[start:end])
                found.append(
                    replace(
                        wide,
                        span=span,
                        relation="border of",
                        precision="country",
                        reasons=("along its border; with whom is not said",),
                    )
                )
                used.add(mention.span)
    return found, used


def _other_side(mention: Mention, lands: list[Mention], i: int) -> Mention | None:
    """The neighbour of that country named last before it, or first after."""
    code = mention.place.country if mention.place else None
    if code is None:
        return None
    near = neighbours(code)
    return next((m for m in [*lands[:i][::-1], *lands[i + 1 :]] if m.place and m.place.country in near), None)


def _border_place(text: str, start: int, end: int, a: Mention, b: Mention) -> Place | None:
    one, two = a.place, b.place
    if one is None or two is None or not one.country or not two.country:
        return None
    disc = border(one.country, two.country)
    if disc is None:
        return None
    name = f"border of {one.name} and {two.name}"
    return Place(
        Span(start, end, text[start:end]), name, None, None, disc.lat, disc.lon, disc.radius_km, "area", "border",
        reasons=(f"{name}: the towns on both sides of it",),
    )  # fmt: skip
