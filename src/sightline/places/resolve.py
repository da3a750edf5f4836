"""resolve_where: the places of claims, from words to points with reasons."""

from dataclasses import replace

from sightline.model.claim import Claim
from sightline.model.document import Document, Part
from sightline.model.mention import Mention
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.places.agree import agreed, named_sites
from sightline.places.find import ADJECTIVE_NOTE
from sightline.places.gazetteer import Gazetteer
from sightline.places.siteref import site_kinds

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
    What nothing fits keeps its text, with precision "unknown". Places that have a point already are kept.
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

    def place(self, given: Place | None, claim: Claim) -> Place | None:
        if given is None or given.known or given.span is None:
            return given
        part = self._part(given.span, claim)
        found = self._by_span(given.span) or self._by_anaphora(given.span, part) or self._by_look_up(given)
        if found is None:
            return replace(
                given, reasons=(*given.reasons, "no place in the gazetteer or in the text fits these words")
            )
        return replace(found, span=given.span)

    def _part(self, span: Span, claim: Claim) -> Part | None:
        return self._document.part_at(span.start) or next(
            (p for p in self._document.parts if p.id == claim.part), None
        )

    def _by_span(self, span: Span) -> Place | None:
        """The phrase, else the name, that shares most with the span. A phrase that only touches it by a
        larger place behind still counts; one that is no more than a tenth of it does not."""
        best: tuple[float, Place] | None = None
        for place in self._candidates():
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

    def _candidates(self) -> list[Place]:
        plain = [
            m.place
            for m in self._names
            if m.place and ADJECTIVE_NOTE not in m.place.reasons and not self._covered(m.span)
        ]
        return [*self._phrases, *plain]

    def _covered(self, span: Span) -> bool:
        return any(p.span and p.span.contains(span) for p in self._phrases)

    def _by_anaphora(self, span: Span, part: Part | None) -> Place | None:
        kinds = site_kinds(span.text)
        words = span.text.strip().lower()
        if kinds is None and words not in _THERE:
            return None
        start = part.start if part else 0
        earlier = [p for p in self._phrases if p.span and start <= p.span.start < span.start and p.known]
        if kinds is None:
            near = [p for p in earlier if p.precision not in ("unknown",)]
            return self._taken(near[-1], words) if near else None
        head, wanted = kinds
        fitting = [
            p for p in earlier if p.precision == "site" and p.candidates and p.candidates[0].kind in wanted
        ]
        if not fitting and part is not None and part.kind in ("headline", "caption"):
            # Headlines and captions speak of what the body names.
            sites = [p for p in self._phrases if p.precision == "site" and p.known and p.candidates]
            fitting = [p for p in sites if p.candidates[0].kind in wanted]
            fitting = fitting if len({p.ref for p in fitting}) == 1 else []
        if not fitting:
            return None
        return self._taken(fitting[-1], f"the {head}")

    def _taken(self, place: Place, words: str) -> Place:
        said = place.span.text if place.span else place.name
        return replace(
            place,
            reasons=(f'"{words}" taken as the nearest fitting place named before: {said}', *place.reasons),
        )

    def _by_look_up(self, given: Place) -> Place | None:
        """Words that find_places did not take for a name: a misspelt site, at least."""
        if given.span is None or not given.span.text[:1].isupper():
            return None
        hits = self._gazetteer.fuzzy_sites(given.span.text, limit=1, cutoff=90.0)
        if not hits:
            return None
        row, likeness = hits[0]
        return Place(
            given.span, row.name, row.ref, row.country, row.lat, row.lon, round(row.radius or 3.0, 1), "site",
            reasons=(f"spelt almost like {row.name} ({likeness:.0f} of 100)",),
        )  # fmt: skip
