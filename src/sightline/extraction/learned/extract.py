"""extract: a Document to Mentions and Claims, by the trained model on top of the rules."""

from collections.abc import Iterable

from sightline.extraction.catalogue import Catalogue
from sightline.extraction.extract import claims_of, material_of, mentions_in
from sightline.extraction.learned.claims import learned
from sightline.extraction.learned.network import Model
from sightline.extraction.nearby import BySpan
from sightline.model.claim import Claim, numbered
from sightline.model.document import Document
from sightline.model.mention import Mention
from sightline.model.place import Place

# Kinds of names that the model finds better than the rules do, and those that it adds to theirs (docs/accuracy.md).
_INSTEAD = frozenset({"person", "organisation"})
_BESIDE = frozenset({"place", "quantity"})


def extract(
    document: Document,
    places: tuple[Place, ...],
    times: tuple[Mention, ...],
    *,
    catalogue: Catalogue,
    model: Model,
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """As `sightline.extraction.extract.extract`, with the model's claims in the place of the rules' where it
    reads the language."""
    material = material_of(document, places, times, catalogue=catalogue)
    ruled = claims_of(document, material)
    claims, names, read = learned(document, material, ruled, model)
    kept = [c for c in ruled if c.part not in read]
    mentions = with_names(document, mentions_in(document, material), names, read)
    return mentions, tuple(numbered([*kept, *claims]))


def with_names(
    document: Document, ruled: Iterable[Mention], names: Iterable[Mention], read: set[str]
) -> tuple[Mention, ...]:
    """The mentions of the rules with the names of the model. read: the parts that the model has read."""
    spans = [(p.start, p.end) for p in document.parts if p.id in read]
    out = [
        m
        for m in ruled
        if m.kind not in _INSTEAD or not any(a <= m.span.start and m.span.end <= b for a, b in spans)
    ]
    known = {kind: BySpan([m for m in out if m.kind == kind], lambda m: m.span) for kind in _BESIDE}
    out += [n for n in names if n.kind in _INSTEAD or (n.kind in known and not known[n.kind].over(n.span))]
    return tuple(out)
