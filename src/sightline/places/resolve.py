"""resolve_where: the places of claims, from words to points with reasons."""

from collections import Counter
from dataclasses import replace

from sightline.model.claim import Claim
from sightline.model.countries import by_seat
from sightline.model.document import Document, Part
from sightline.model.mention import Mention
from sightline.model.place import Place, distance_km
from sightline.model.span import Span
from sightline.places.agree import agreed, named_sites
from sightline.places.find import ADJECTIVE_NOTE, row_place
from sightline.places.focus import Focus
from sightline.places.fold import fold
from sightline.places.gazetteer import Gazetteer
from sightline.places.setting import close, grounds, setting
from sightline.places.siteref import head_of, site_kinds, standing
from sightline.places.words import DIRECTIONS, NEVER

# States that have a king or a queen of their own, or call themselves a kingdom.
_KINGDOMS = frozenset("BE BH BT DK ES GB JO KH LS MA NL NO SA SE SZ TH TO".split())
# Of 40 places of claims in the training documents with less, 5 were right; of 1,510 with more, 1,370.
_LIKELIER_WRONG = 0.5
_THERE = frozenset("there here allí allá ahí там тут orada là-bas".split())


def resolve_where(
    document: Document,
    claims: tuple[Claim, ...],
    names: tuple[Mention, ...],
    phrases: tuple[Place, ...],
    gazetteer: Gazetteer,
) -> tuple[Claim, ...]:
    """The claims with `place` and `from_place` resolved, in the same order; nothing else of them is touched.

    A place comes with its span. It takes the phrase or name of that span (the phrase that holds or overlaps it
    most); words like "the airbase" or "there" take the nearest fitting place named before in the same part,
    or in the body for a caption; a relation with a site noun is checked against the sites that the text names.
    What nothing fits keeps its text, with precision "unknown". A place that has a point already is kept, unless it is a relation phrase that a named site settles.
    """
    where = _Where(document, names, _checked(names, phrases), gazetteer)
    return tuple(
        replace(c, place=where.place(c.place, c), from_place=where.place(c.from_place, c))
        if c.place is not None or c.from_place is not None
        else c
        for c in claims
    )


def _checked(names: tuple[Mention, ...], phrases: tuple[Place, ...]) -> tuple[Place, ...]:
    """Every relation phrase against the sites named: no relation may check itself."""
    sites = named_sites(names)
    anchors = tuple(m.place for m in names if m.place is not None)
    return tuple(agreed(p, tuple(s for s in sites if not _same(s.span, p.span)), anchors) for p in phrases)


def _same(a: Span | None, b: Span | None) -> bool:
    return a is not None and b is not None and a.overlaps(b)


class _Where:
    """What one document's places can be looked up in."""

    def __init__(
        self, document: Document, names: tuple[Mention, ...], phrases: tuple[Place, ...], gazetteer: Gazetteer
    ) -> None:
        self._document = document
        self._names = names
        self._phrases = tuple(p for p in phrases if p.span is not None)
        self._gazetteer = gazetteer
        self._candidates = self._plain_and_phrases()
        self._grounds = grounds(self._candidates, document.text)
        self._focus = Focus(names, gazetteer)

    def place(self, given: Place | None, claim: Claim) -> Place | None:
        if given is None or given.span is None:
            return given
        if given.known:  # a phrase already taken over whole: only the check of two descriptions is still owed
            return _told(next((p for p in self._phrases if p.span == given.span and given.relation), given))
        part = self._part(given.span, claim)
        found = (
            self._by_span(given.span)
            or self._focus.place(given.span, part.start if part else 0)
            or self._by_anaphora(given.span, part, claim)
            or self._by_look_up(given)
            or (setting(given.span, part, self._grounds) if part else None)
        )
        if found is None:
            return replace(
                given, reasons=(*given.reasons, "no place in the gazetteer or in the text fits these words")
            )
        found = replace(found, span=given.span, reasons=(*found.reasons, *_left_over(given.span, found.span)))
        return _told(found)

    def _part(self, span: Span, claim: Claim) -> Part | None:
        return self._document.part_at(span.start) or next(
            (p for p in self._document.parts if p.id == claim.part), None
        )

    def _by_span(self, span: Span) -> Place | None:
        """The phrase, else the name, that shares most with the span. A phrase that only touches it by a
        larger place behind still counts; one that is no more than a tenth of it does not."""
        best: tuple[float, Place] | None = None
        for place in self._candidates:
            other = place.span
            if other is None or not other.overlaps(span):
                continue
            shared = min(other.end, span.end) - max(other.start, span.start)
            score = shared / max(len(span.text), 1) + 0.5 * shared / len(other.text)
            if place.known:
                score += 0.2
            if best is None or score > best[0]:
                best = score, place
        return best[1] if best else None

    def _plain_and_phrases(self) -> list[Place]:
        plain = [
            m.place
            for m in self._names
            if m.place and ADJECTIVE_NOTE not in m.place.reasons and not self._covered(m.span)
        ]
        return [*self._phrases, *plain]

    def _covered(self, span: Span) -> bool:
        return any(p.span and p.span.contains(span) for p in self._phrases)

    def _by_anaphora(self, span: Span, part: Part | None, claim: Claim) -> Place | None:
        kinds = site_kinds(span.text)
        words = span.text.strip().lower()
        start = part.start if part else 0
        earlier = [p for p in self._phrases if p.span and start <= p.span.start < span.start and p.known]
        if kinds is None and (wide := standing(span.text)):
            precisions, of_kind = wide
            near = [p for p in earlier if p.precision in precisions and (not of_kind or _kind(p) in of_kind)]
            if "country" in precisions:
                near = self._country(near, words, claim)
            if words.endswith("capital"):
                near = [p for p in near if p.name and by_seat(p.name) == p.country]
                ours = self._focus.country(start, span.start)
                near = [p for p in near if p.country == ours] or near
            return self._taken(near[-1], words) if near else None
        if kinds is None and words not in _THERE:
            return None
        if kinds is None:
            near = [p for p in self._grounds if p.span and start <= p.span.start < span.start]
            return self._taken((close(near, span) or near)[-1], words) if near else None
        head, wanted = kinds
        fitting = [
            p for p in earlier if p.precision == "site" and p.candidates and p.candidates[0].kind in wanted
        ]
        if not fitting and part is not None and part.kind in ("headline", "caption"):
            # Headlines and captions speak of what the body names.
            sites = [p for p in self._phrases if p.precision == "site" and p.known and p.candidates]
            fitting = [p for p in sites if p.candidates[0].kind in wanted]
            fitting = fitting if len({p.ref for p in fitting}) == 1 else []
        if fitting:
            return self._taken(fitting[-1], f"the {head}")
        return self._site_of_town(head, wanted, earlier, span)

    def _country(self, near: list[Place], words: str, claim: Claim) -> list[Place]:
        """ "The country": theirs who act, else the one named most so far; a kingdom is one."""
        if words.endswith("kingdom"):
            near = [p for p in near if p.country in _KINGDOMS]
        lands = {a.country for a in claim.actors if a.country and a.role == "agent"}
        near = [p for p in near if p.country in lands] if lands else near
        often = Counter(p.ref for p in near)
        return [p for p in near if p.ref == max(often, key=lambda r: often[r])]

    def _site_of_town(
        self, head: str, wanted: frozenset[str], earlier: list[Place], span: Span
    ) -> Place | None:
        """ "The airport" after "Hodeidah": the one site of that kind under the name of the town named last."""
        towns = [p for p in earlier if p.precision == "settlement" and p.name]
        if not towns or head not in _ONE_A_TOWN:
            return None
        town = towns[-1]
        said = town.span.text if town.span else ""
        rows = {*self._gazetteer.sites(said), *self._gazetteer.sites(town.name or said)}
        near = [
            r
            for r in rows
            if r.kind in wanted and distance_km(r.lat, r.lon, town.lat or 0, town.lon or 0) < 60
        ]
        if len(near) != 1:
            return None
        return row_place(
            near[0], span, f"the only {head} the gazetteer has by the name of {town.name}, named before"
        )

    def _taken(self, place: Place, words: str) -> Place:
        said = place.span.text if place.span else place.name
        return replace(
            place,
            reasons=(f'"{words}" taken as the nearest fitting place named before: {said}', *place.reasons),
        )

    def _by_look_up(self, given: Place) -> Place | None:
        """Words that find_places did not take for a name: a code, a name by itself, a misspelt site."""
        if given.span is None:
            return None
        text = given.span.text.strip()
        definite = text.lower().startswith("the ")
        text = text[4:] if definite else text
        if not any(c.isupper() for c in text) or fold(text) in NEVER or fold(text) in DIRECTIONS:
            return None
        if len(text) == 4 and text.isupper() and (coded := self._gazetteer.by_code(text)):
            return row_place(coded[0], given.span, f"ICAO code {text}")
        here = {m.place.country for m in self._names if m.place} - {None}
        rows = [*self._gazetteer.lookup(text), *self._gazetteer.sites(text)]
        sure = [
            r for r in rows if r.kind not in ("settlement", "county", "airfield") or r.population >= 100_000
        ]
        if definite:  # towns take no article
            sure = rows = [r for r in sure if r.kind not in ("settlement", "region")]
        close = [r for r in rows if r.country in here]
        if sure or close:
            return row_place((close or sure)[0], given.span, "looked up by these words alone")
        hits = (
            self._gazetteer.fuzzy_sites(text, limit=1, cutoff=92.0) if head_of(text) and not definite else ()
        )
        if not hits:
            return None
        row, likeness = hits[0]
        return row_place(row, given.span, f"spelt almost like {row.name} ({likeness:.0f} of 100)")


# Sites that a town has one of, so that "the airport" after its name is that town's.
_ONE_A_TOWN = frozenset(
    ("airport", "port", "harbour", "harbor", "airfield", "aeropuerto", "puerto", "havalimanı", "порт")
)


def _told(place: Place) -> Place:
    """The place; where it is likelier wrong than right, its words and candidates without a point."""
    if place.span is None or place.probability is None or place.probability >= _LIKELIER_WRONG:
        return place
    lands = {c.country for c in place.candidates}
    why = f"most likely {place.name}, but with a probability of {place.probability:.2f}: too doubtful for the map"
    return Place(
        place.span, place.span.text, country=lands.pop() if len(lands) == 1 else None, candidates=place.candidates,
        reasons=(why, *place.reasons), probability=place.probability,
    )  # fmt: skip


def _left_over(words: Span, found: Span | None) -> tuple[str, ...]:
    """A name in front that the gazetteer lacks ("Sarmada, Syria"): only what follows is placed, and said so."""
    if found is None or found.start <= words.start + 2 or not words.overlaps(found):
        return ()
    lead = words.text[: found.start - words.start].strip(" ,(")
    return (
        (f'"{lead}" itself is not in the gazetteer: only {found.text} is placed',)
        if lead[:1].isupper()
        else ()
    )


def _kind(place: Place) -> str:
    return place.candidates[0].kind if place.candidates else ""
