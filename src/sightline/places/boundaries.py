"""Phrases for borders: "the X-Y border", "X's border with Y", "the border with Y", "20 km from the Y border"."""

import re
from dataclasses import replace

from sightline.model.countries import name_of
from sightline.model.document import Part
from sightline.model.mention import Mention
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.places import lands
from sightline.places.borders import border, neighbours
from sightline.places.constructions import disc_of
from sightline.places.measures import ABOUT, NUMBER, UNIT, distance_said
from sightline.places.shapes import Region

_WORD = r"(?:border(?:land)?s?|frontier|boundary|frontera|fronti[eè]re|grenze|sınırı\w*|sınır\w*|границ\w+|кордон\w*)"
_BORDER = rf"{_WORD}(?:\s+(?:area|region|zone|areas|regions|crossing|strip))?"
_AFTER = re.compile(rf"^(?:['’]\w+)?\s+{_BORDER}\b", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?:\b(?:along|on|at|near|across|to|towards?|from|en|sur|à|an|на|у|вдоль|біля)\s+)?(?:\b(?:the|its|their|a|la|sa|der|die)\s+)?(?:\w+\s+)?{_BORDER}\s+"
    r"(?:with|between|of|con|entre|avec|zu|mit|zwischen|с|со|з|із|между|між)\s+(?:the\s+|la\s+|der\s+)?$|"
    r"(?<!\w)(?:на|у|вдоль|біля|вздовж|до|от|від)\s+(?:\w+\s+)?(?:границ\w+|кордон\w*)\s+$",
    re.IGNORECASE,
)
_AND = re.compile(r"^\s+(?:and|y|et|и|ve|und|та|й|і)\s+(?:the\s+|la\s+)?$")
_PAIR = re.compile(rf"(?:['’]s)?\s+{_BORDER}\s+(?:with|and|con|avec|с|з)\s+(?:the\s+)?", re.IGNORECASE)
_DASHES = ("-", "–", "/", "—", "‑")
_FROM = re.compile(
    rf"(?<!\w)(?:within\s+|в\s+|за\s+)?{ABOUT}{NUMBER}[\s-]*{UNIT}\s+(?:away\s+)?(?:(?:north|south|east|west)\w*\s+)?"
    r"(?:from|of|off|inside|de|von|от|від)\s+(?:the\s+|la\s+|der\s+)?$",
    re.IGNORECASE,
)
_MOST = 1.2  # times a stated distance


def borders(
    text: str, part: Part, inside: list[Mention], everyone: list[Mention]
) -> tuple[list[Place], set[Span]]:
    """The phrases for borders of a part, and the spans of the names they take. inside: names that say where.
    everyone: those that act or speak as well: where one country is named, the other side is the neighbour among
    them, or with a place among them, that was named last before it, else first after."""
    found: list[Place] = []
    used: set[Span] = set()
    lands_named = [m for m in inside if m.place is not None and m.place.precision == "country"]
    for i, mention in enumerate(lands_named):
        if mention.span in used:
            continue
        made = _at(text, part, lands_named, i, everyone)
        if made is not None:
            place, spans = made
            found.append(place)
            used.update(spans)
    return found, used


def _at(
    text: str, part: Part, named: list[Mention], i: int, everyone: list[Mention]
) -> tuple[Place, tuple[Span, ...]] | None:
    mention, after = named[i], named[i + 1] if i + 1 < len(named) else None
    lead = _BEFORE.search(text[max(part.start, mention.span.start - 60) : mention.span.start])
    start = mention.span.start - (len(lead.group().lstrip()) if lead else 0)
    if after is not None and (end := _paired(text, part, mention, after, lead)):
        place = _of_two(text, part, (start, end), mention, after)
        return (place, (mention.span, after.span)) if place else None
    tail = _AFTER.match(text[mention.span.end : min(part.end, mention.span.end + 60)])
    if not lead and not tail:
        return None
    end = mention.span.end + (tail.end() if tail else 0)
    other = _other_side(mention, everyone)
    if other is not None and (place := _of_two(text, part, (start, end), mention, other)):
        return place, (mention.span,)
    place = _of_one(text, part, (start, end), mention)
    return (place, (mention.span,)) if place else None


def _paired(text: str, part: Part, one: Mention, two: Mention, lead: "re.Match[str] | None") -> int | None:
    """Where a phrase over two countries ends; None where the words do not join them so."""
    gap = text[one.span.end : two.span.start]
    if _PAIR.fullmatch(gap):
        return two.span.end
    if gap.strip() not in _DASHES and not _AND.match(gap):
        return None
    tail = _AFTER.match(text[two.span.end : min(part.end, two.span.end + 60)])
    if tail:
        return two.span.end + tail.end()
    between = lead is not None and re.search(
        r"\b(?:between|entre|zwischen|между|між|of)\b|(?:границ|кордон)\w*\s+$", lead.group(), re.IGNORECASE
    )
    return two.span.end if between else None


def _other_side(mention: Mention, everyone: list[Mention]) -> Mention | None:
    code = mention.place.country if mention.place else None
    if code is None:
        return None
    near = neighbours(code)
    others = [m for m in everyone if m.place and m.place.country in near]
    before = [m for m in others if m.span.end <= mention.span.start]
    lands = [m for m in before[::-1] if m.place and m.place.precision == "country"]
    return next(iter([*lands, *before[::-1], *others]), None)


def _of_two(text: str, part: Part, span: tuple[int, int], a: Mention, b: Mention) -> Place | None:
    one, two = a.place, b.place
    if one is None or two is None or not one.country or not two.country or one.country == two.country:
        return None
    start, width, said = _distance(text, part, span[0])
    region = lands.along_border(*sorted((one.country, two.country)), None, width)
    disc = border(one.country, two.country)
    if region is None and disc is None:
        return None
    name = f"border of {name_of(one.country)} and {name_of(two.country)}"
    why = f"{name}: {said} to each side of it, in its whole length"
    if region is None and disc is not None:
        region, why = Region(disc), f"{name}: the towns on both sides of it"
    return _place(text, (start, span[1]), name, region, "border", why) if region else None


def _of_one(text: str, part: Part, span: tuple[int, int], mention: Mention) -> Place | None:
    land = mention.place
    if land is None or land.radius_km is None or not land.country:
        return None
    start, width, said = _distance(text, part, span[0])
    region = lands.along_border(land.country, None, disc_of(land), width)
    if region is None:
        words = Span(start, span[1], text[start : span[1]])
        why = ("along its border; with whom is not said",)
        return replace(land, span=words, relation="border of", precision="country", reasons=why)
    name = f"border of {land.name}"
    why_band = f"{name}: {said} to each side of its land borders; with whom is not said"
    return _place(text, (start, span[1]), name, region, "border of", why_band)


def _distance(text: str, part: Part, start: int) -> tuple[int, float, str]:
    """Where the phrase starts with a distance before it ("20 km from the ... border"), and the width of the band."""
    left = text[max(part.start, start - 50) : start]
    match = _FROM.search(left)
    if match is None:
        return start, lands.BAND_KM, f"{lands.BAND_KM:.0f} km"
    km = distance_said(match)[1]
    return start - len(match.group().lstrip()), _MOST * km, f"about {km:.3g} km"


def _place(text: str, span: tuple[int, int], name: str, region: Region, relation: str, why: str) -> Place:
    """On which side it lies is not said, so no country."""
    disc = region.disc
    return Place(
        Span(*span, text[slice(*span)]), name, None, None, disc.lat, disc.lon, disc.radius_km, "area", relation,
        reasons=(why,), polygon=region.polygon,
    )  # fmt: skip
