"""Document and Part: the readable text of a capture, never rewritten once made."""

from dataclasses import dataclass

from sightline.model.period import Period
from sightline.model.span import Span
from sightline.model.vocabulary import PartKind


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch [start, end) of Document.text by one voice. Parts never overlap and stand in text order.

    author: a byline as printed, or, for comments and pingbacks, a keyed hash of the handle ("h:..."), never
    the name. published: when this part was published, with its basis; None where nothing speaks.
    """

    id: str
    kind: PartKind
    start: int
    end: int
    language: str | None = None
    author: str | None = None
    published: Period | None = None


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """One thing on the page that speaks for a publication date. source: "meta", "json-ld", "url", "credit",
    "first comment", "user", ...; trust: "high", "medium", "low"; note: the words or attribute it rests on."""

    source: str
    trust: str
    period: Period
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Where words of the article lead. span: the words of the link; of an embedded post or clip (`embedded`) the
    words in front of it. address: whole, without what only counts visitors."""

    span: Span
    address: str
    embedded: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """Readable text of one capture.

    id: "sha256:..." of the captured bytes. text: for text/plain the decoded input, unchanged. language: ISO
    639-1 of the body. published: the decided period with its basis, None or unbounded where unknown.
    boilerplate: pieces dropped as belonging to the page, not to any voice (rating widgets, menus), as spans
    for text/plain; for HTML they are not in the text and only counted in `dropped`.
    links: of the article's own text, in text order.
    site: registered host or None. reader: name and version of what made this.
    """

    id: str
    capture: str
    text: str
    parts: tuple[Part, ...]
    url: str | None = None
    title: str | None = None
    site: str | None = None
    media_type: str = "text/plain"
    charset: str | None = None
    language: str | None = None
    published: Period | None = None
    dates: tuple[DateCandidate, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    dropped: int = 0
    notes: tuple[str, ...] = ()
    reader: str = ""
    links: tuple[Link, ...] = ()

    def part(self, part_id: str) -> Part:
        """The part of that id. Raises KeyError where there is none."""
        for part in self.parts:
            if part.id == part_id:
                return part
        raise KeyError(part_id)

    def part_at(self, offset: int) -> Part | None:
        """The part that holds the code point at `offset`."""
        return next((p for p in self.parts if p.start <= offset < p.end), None)

    def span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])
