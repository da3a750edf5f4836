"""Mentions: what a document names, whether or not a claim rests on it."""

import re
from bisect import bisect_left

from sightline.extraction.names import find_names
from sightline.extraction.quantities import find_quantities
from sightline.model.claim import Actor, Item
from sightline.model.document import Document, Part
from sightline.model.mention import Mention
from sightline.model.span import Span, cut
from sightline.model.vocabulary import NOT_MATERIEL

_VEHICLES = frozenset({"vehicle", "engineer-vehicle"})
_MEASURE = re.compile(
    r"[ -]?(?:square |cubic )?(?:km|kilomet(?:re|er)s?|m|met(?:re|er)s?|miles?|feet|ft|nm|nautical miles?|tons?|tonnes?|kg"
    r"|hectares?|acres?|litres?|per ?cent|percent|%)(?!\w)",
    re.IGNORECASE,
)


def mentions_of(
    document: Document, items: tuple[Item, ...], actors: tuple[Actor, ...], *, times: tuple[Span, ...] = ()
) -> tuple[Mention, ...]:
    """Names of people, forces, organisations and nations, the materiel, and the numbers. times: spans of time
    expressions, whose numbers are theirs."""
    out: list[Mention] = list(find_names(document, actors))
    named = {m.span for m in out}
    for item in items:
        if item.category not in NOT_MATERIEL:
            kind = "vehicle" if item.category in _VEHICLES else "equipment"
            out.append(Mention(item.span, kind, item.name, item.ref))  # type: ignore[arg-type]
    out += [Mention(a.span, "force", a.name) for a in actors if a.kind == "force" and a.span not in named]
    taken = sorted([*times, *(m.span for m in out if m.kind == "money")], key=lambda t: t.start)
    out += [q for part in document.parts for q in _quantities(document, part, taken)]
    return tuple(out)


def _quantities(document: Document, part: Part, taken: list[Span]) -> list[Mention]:
    """Numbers with their measure ("20 km"); articles and the numbers of dates and sums of money left out."""
    out = []
    for quantity in find_quantities(document.text, part.start, part.end, part.language):
        measure = _MEASURE.match(document.text, quantity.end, part.end)
        span = cut(document.text, quantity.start, measure.end() if measure else quantity.end)
        at = bisect_left(taken, span.end, key=lambda t: t.start)
        if not quantity.article and not any(t.overlaps(span) for t in taken[max(0, at - 3) : at]):
            out.append(Mention(span, "quantity"))
    return out
