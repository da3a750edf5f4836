"""Small documents for the place tests."""

from sightline.model.claim import Claim
from sightline.model.document import Document, Part
from sightline.model.mention import Mention
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.places.find import find_places
from sightline.places.gazetteer import open_gazetteer
from sightline.places.phrases import describe
from sightline.places.resolve import resolve_where


def document(text: str, language: str = "en") -> Document:
    parts = (Part("p0", "body", 0, len(text), language),) if text else ()
    return Document("sha256:0", "cap-0", text, parts, language=language)


def found(text: str, language: str = "en") -> dict[str, Mention]:
    """Mentions by their words; the last of each."""
    return {m.span.text: m for m in find_places(document(text, language), open_gazetteer())}


def place(text: str, name: str, language: str = "en") -> Place:
    mention = found(text, language)[name]
    assert mention.place is not None
    return mention.place


def phrases(text: str, language: str = "en") -> dict[str, Place]:
    doc = document(text, language)
    names = find_places(doc, open_gazetteer())
    return {p.span.text: p for p in describe(doc, names, open_gazetteer()) if p.span}


def words(text: str, part: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(part, at + 1)
    return Span(at, at + len(part), part)


def resolved(text: str, part: str, nth: int = 0, *, whole: bool = False) -> Place:
    """The place of a claim that says where with these words of the text."""
    doc = document(text)
    names = find_places(doc, open_gazetteer())
    phrases = describe(doc, names, open_gazetteer())
    span = words(text, part, nth)
    # An extractor may hand over the words alone, or (whole) the described phrase with its point.
    given = next((p for p in phrases if whole and p.span == span), Place(span=span))
    claim = Claim("clm-0", doc.id, "p0", Span(0, len(text), text), "deployment", "asserted", place=given)
    (out,) = resolve_where(doc, (claim,), names, phrases, open_gazetteer())
    assert out.place is not None
    return out.place
