"""Words that hang on the country a text speaks of: "the north", "the capital", "the border", "German ports"."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from sightline.model.mention import Mention
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.places.borders import border
from sightline.places.find import ADJECTIVE_NOTE, row_place
from sightline.places.gazetteer import Gazetteer, radius_of
from sightline.places.geometry import Disc, inside_part, middle
from sightline.places.lands import along_border, part_of
from sightline.places.shapes import Region
from sightline.places.voices import NO_GROUND
from sightline.places.words import DIRECTIONS

_FADE = 600.0  # characters after which a country named counts a third
_CLEAR = 1.3  # times the weight of the next country
_BORDER_REACH = 900  # characters back to the two countries of "the border"
_PART = re.compile(
    r"^(?:in\s+|from\s+|to\s+|across\s+)?the\s+(?:far\s+|extreme\s+)?"
    r"(?P<way>north(?:[- ]?(?:east|west))?|south(?:[- ]?(?:east|west))?|east|west|cent(?:re|er)|interior)"
    r"(?:ern)?(?:\s+(?:half|part|provinces|regions|areas))?(?:\s+of\s+the\s+(?:country|nation|republic))?$"
)
_THE_BORDER = re.compile(
    r"^(?:(?:on|at|near|along|across|to|towards?|from)\s+)?(?:the|their|its|that)\s+(?:[a-z]+\s+)?(?:border|frontier|boundary)"
    r"(?:\s+(?:area|region|zone|line)s?)?$"
)
_CAPITAL = re.compile(
    r"^(?:(?:in|at|to|from|on|near|outside|around|over|into|towards?)\s+)?(?:the|its|their|our)\s+(?:[\w’'-]+\s+)?capital(?:\s+city)?$"
)
# Nouns that lie in the country whose people's word stands before them; a "Russian base" may be anywhere.
_GROUND = re.compile(
    r"\b(?:ports?|harbou?rs?|coasts?|coastline|shores?|cit(?:y|ies)|towns?|villages?|provinces?|regions?|district|islands?|isles|"
    r"theat(?:re|er)|front|frontier|border|mainland|homeland|highlands|lowlands|deserts?|mountains|countryside|interior|territor(?:y|ies)|"
    r"soil|waters|airspace|capital|colon(?:y|ies)|sanctuar(?:y|ies)|possessions|side|heartland|plains?|jungles?|sector|zone|"
    r"railways?|roads?|rivers?|airfields|airports?|oilfields?|industry|camps|settlements)$",
    re.IGNORECASE,
)


class Focus:
    """The countries that a document's names speak of, by where they stand."""

    def __init__(self, names: tuple[Mention, ...], gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._named = sorted(_named(names))
        self._all = sorted(_named(names, voices=True))
        self._adjectives = [m for m in names if m.place and ADJECTIVE_NOTE in m.place.reasons]

    def country(self, start: int, end: int) -> str | None:
        """ISO code of the country that text[start:end] speaks of most, what stands near `end` counting more;
        None where no country stands out."""
        weights: dict[str, float] = defaultdict(float)
        for at, code in self._named:
            if start <= at < end:
                weights[code] += 0.3 + math.exp((at - end) / _FADE)
        ranked = sorted(weights.values(), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0] < _CLEAR * ranked[1]):
            return None
        return max(weights, key=lambda c: weights[c])

    def place(self, span: Span, start: int) -> Place | None:
        """The place of words that name none themselves but hang on a country named in text[start:span.start]."""
        words = " ".join(span.text.split())
        if match := _PART.match(words):
            return self._part(span, start, match["way"])
        if _THE_BORDER.match(words):
            return self._border(span, start)
        if _CAPITAL.match(words):
            return self._capital(span, start)
        return self._of_people(span)

    def _part(self, span: Span, start: int, word: str) -> Place | None:
        code = self.country(start, span.start)
        row = self._gazetteer.country(code) if code else None
        if row is None:
            return None
        way = DIRECTIONS.get(word.replace("-", "").replace(" ", ""))
        whole = Disc(row.lat, row.lon, radius_of(row))
        disc, rings = part_of(row.country or "", way, whole) or Region(inside_part(whole, way))
        return Place(
            span, f"{span.text}, {row.name}", None, row.country, disc.lat, disc.lon, disc.radius_km, "area", word,
            reasons=(f'"{span.text}" taken as a part of {row.name}, which the text speaks of there',), polygon=rings,
        )  # fmt: skip

    def _capital(self, span: Span, start: int) -> Place | None:
        """ "The capital", "the Syrian capital": the seat of government of the country said, else of the one spoken of."""
        said = [m.place.country for m in self._adjectives if span.contains(m.span) and m.place]
        code = said[0] if said else self.country(start, span.start)
        row = self._gazetteer.capital_of(code) if code else None
        land = self._gazetteer.country(code) if code else None
        if row is None or land is None:
            return None
        of = "the country said" if said else "which the text speaks of there"
        return row_place(row, span, f'"{span.text}" taken as that of {land.name}, {of}')

    def _border(self, span: Span, start: int) -> Place | None:
        floor = max(start, span.start - _BORDER_REACH)
        near = [code for at, code in reversed(self._all) if floor <= at < span.start]
        codes = list(dict.fromkeys(near))[:4]
        pairs = [(a, b) for j, b in enumerate(codes) for a in codes[:j]]
        for one, two in pairs:
            towns, a, b = border(one, two), self._gazetteer.country(one), self._gazetteer.country(two)
            if towns and a and b:
                disc, rings = along_border(*sorted((one, two))) or Region(towns)
                return Place(
                    span, f"border of {a.name} and {b.name}", None, None, disc.lat, disc.lon, disc.radius_km, "area", "border",
                    reasons=(f'"{span.text}" taken as that of {a.name} and {b.name}, the neighbours named last before',),
                    polygon=rings,
                )  # fmt: skip
        return None

    def _of_people(self, span: Span) -> Place | None:
        """ "German ports", "Moroccan and Tunisian sanctuaries": the countries through the words for their people."""
        if not _GROUND.search(span.text):
            return None
        inside = [m.place for m in self._adjectives if span.contains(m.span) and m.place and m.place.known]
        lands = {p.country: p for p in inside if p.country}
        if not lands:
            return None
        said = " and ".join(p.name or "" for p in lands.values())
        why = f'"{span.text}": {said} through the word for its people; where there is not said'
        if len(lands) == 1:
            return replace(next(iter(lands.values())), span=span, reasons=(why,))
        disc = middle([(p.lat or 0.0, p.lon or 0.0, p.radius_km or 1.0) for p in lands.values()])
        return Place(span, said, None, None, disc.lat, disc.lon, disc.radius_km, "area", reasons=(why,))


def _named(names: tuple[Mention, ...], *, voices: bool = False) -> Iterator[tuple[int, str]]:
    """Where each country is spoken of, through its name, its people or a place in it; where it speaks or acts
    itself only with `voices`."""
    for mention in names:
        place = mention.place
        if place and place.country and place.known and (voices or NO_GROUND.isdisjoint(place.reasons)):
            yield mention.span.start, place.country
