"""Mentions: what a document names, whether or not a claim rests on it."""

from sightline.extraction.names import find_names
from sightline.model.claim import Actor, Item
from sightline.model.document import Document
from sightline.model.mention import Mention

_VEHICLES = frozenset({"vehicle", "engineer-vehicle"})
_NOT_EQUIPMENT = frozenset("troops advisers unit cargo site building fighting-position tunnel depot".split())


def mentions_of(
    document: Document, items: tuple[Item, ...], actors: tuple[Actor, ...]
) -> tuple[Mention, ...]:
    """Names of people, forces, organisations and nations, the materiel, and the counts that go with it."""
    out: list[Mention] = list(find_names(document))
    named = {m.span for m in out}
    for item in items:
        if item.category not in _NOT_EQUIPMENT:
            kind = "vehicle" if item.category in _VEHICLES else "equipment"
            out.append(Mention(item.span, kind, item.name, item.ref))  # type: ignore[arg-type]
    out += [Mention(a.span, "force", a.name) for a in actors if a.kind == "force" and a.span not in named]
    return tuple(out)
