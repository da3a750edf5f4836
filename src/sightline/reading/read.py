"""Capture and bytes to Document: the one verb of this stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sightline.model import ids
from sightline.model.capture import Capture
from sightline.model.document import DateCandidate, Document, Link, Part
from sightline.model.errors import ReadError
from sightline.model.period import Period
from sightline.model.span import Span
from sightline.model.vocabulary import LOW_PARTS
from sightline.reading import (
    article,
    charset,
    dates,
    declared,
    handles,
    links,
    media,
    page,
    plain,
    printed,
    stamps,
)
from sightline.reading.language import language_of
from sightline.reading.lines import Piece, lines_of

SURE_OF_LANGUAGE = 120  # characters
READER = "sightline.reading/1"
_NAMES_STAY = (
    "plain text is kept as it came: names of commenters stand in it between the comments, but in no part"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What either kind of input comes to before languages, dates and hashes are put to it.

    stamps: every date stamp of the page that can be read in more than one order. dates: candidates found.
    part_dates: dates of pieces that were given in full (HTML), by index into pieces.
    """

    text: str
    pieces: tuple[Piece, ...]
    furniture: tuple[tuple[int, int], ...] = ()
    dropped: int = 0
    title: str | None = None
    byline: str | None = None
    site: str | None = None
    dates: tuple[DateCandidate, ...] = ()
    part_dates: tuple[tuple[int, Period], ...] = ()
    notes: tuple[str, ...] = ()
    locale: str | None = None
    address: str | None = None
    links: tuple[Link, ...] = ()


def read(capture: Capture, data: bytes, *, handle_key: bytes) -> Document:
    """The readable text of `data` with its parts, languages and dates.

    data: the captured bytes. handle_key: the installation's secret; commenters' names are kept only as
    keyed hashes. For text/plain the text is the decoded input, unchanged: a byte order mark belongs to the
    charset, everything else stays, line ends included. Raises ReadError where there is nothing to read, or
    the user's publication date is none.
    """
    kind = media.media_type(capture.media_type, data)
    decoded = charset.decode(data, label=_content_type(capture), markup=kind == media.HTML)
    url = capture.final_url or capture.url
    draft = _plain(decoded.text) if kind == media.PLAIN else _page(decoded.text, url)
    if not any(c.isalnum() for c in draft.text):
        raise ReadError(
            "no-text",
            "there are no words in it",
            "if the page is drawn by a script, open it in a browser, save it, and give the saved file",
        )
    body = language_of(_bodies(draft) or draft.text)
    settled = stamps.ordering((p.stamp for p in draft.pieces if p.stamp), draft.locale or body)
    parts = _parts(draft, settled, handle_key, body)
    candidates = _candidates(capture, url, draft, parts, settled, kind)
    published, disagreements = dates.decide(candidates)
    notes = [*decoded.notes, *draft.notes, *disagreements]
    if "\0" in draft.text:
        notes.append(f"{draft.text.count(chr(0))} NUL characters stand in the text")
    return Document(
        id=ids.digest(data),
        capture=capture.id,
        text=draft.text,
        parts=parts,
        url=url,
        title=draft.title,
        site=draft.site or (urlsplit(url).hostname if url else None),
        media_type=kind,
        charset=decoded.charset,
        language=body,
        published=published,
        dates=candidates,
        boilerplate=tuple(Span(a, b, draft.text[a:b]) for a, b in draft.furniture),
        dropped=draft.dropped or len(draft.furniture),
        notes=tuple(notes),
        reader=READER,
        links=links.merged(draft.links, links.printed(draft.text, draft.pieces)),
    )


def _plain(text: str) -> Draft:
    found = plain.layout(text)
    title = next((text[p.start : p.end] for p in found.pieces if p.kind == "headline"), None)
    byline = next((p.byline for p in found.pieces if p.byline), None)
    notes = (_NAMES_STAY,) if found.handles else ()
    own = _own_lines(text, found.pieces)
    body = [text[p.start : p.end] for p in found.pieces if p.kind == "body"]
    if said := printed.messages(own):
        shown = [said]
    else:
        looked = printed.look(own, title, [x for b in body for x in b.splitlines()])
        shown = printed.candidates(looked, language_of(text) if looked.open else None)
    candidates = [*shown, *_printed(text, found.pieces)]
    return Draft(text, found.pieces, found.furniture, 0, title, byline, notes=notes, dates=tuple(candidates))


def _own_lines(text: str, pieces: Sequence[Piece]) -> list[str]:
    """The lines of the text down to its first comment."""
    end = min((p.start for p in pieces if p.kind in LOW_PARTS), default=len(text))
    return [x.text for x in lines_of(text[:end])]


def _page(markup: str, url: str | None) -> Draft:
    found = page.read_page(markup, url)
    return Draft(
        found.text,
        found.pieces,
        dropped=found.dropped,
        title=found.title,
        byline=found.byline,
        site=found.site,
        dates=(*found.dates, *_printed(found.text, found.pieces)),
        part_dates=found.part_dates,
        notes=found.notes,
        locale=found.locale,
        address=found.address,
        links=found.links,
    )


def _printed(text: str, pieces: Sequence[Piece]) -> tuple[DateCandidate, ...]:
    """Dates in print: the year of a credit line, the dateline."""
    found = []
    for piece in pieces:
        words = text[piece.start : piece.end]
        year = article.credit_year(words) if piece.kind == "credit" and not stamps.find(words) else None
        if year:
            found.append(dates.from_credit_year(words, piece.start, year))
    body = next((p for p in pieces if p.kind == "body"), None)
    dateline = body and dates.from_dateline(text, body.start, body.end)
    return (*found, dateline) if dateline else tuple(found)


def _parts(draft: Draft, order: stamps.Ordering, key: bytes, body: str | None) -> tuple[Part, ...]:
    given = dict(draft.part_dates)
    numbers: dict[str, int] = {}
    parts = []
    for i, piece in enumerate(draft.pieces):
        number = numbers[piece.kind] = numbers.get(piece.kind, 0) + 1
        voice = piece.kind in LOW_PARTS
        published = given.get(i)
        if published is None and voice and piece.stamp:
            published = stamps.period(piece.stamp, order.order, order.why)
        author = piece.byline
        if voice:
            author = handles.hashed(piece.handle, key) if piece.handle else None
        elif piece.kind == "body":
            author = draft.byline
        language = body if _too_short(piece) else language_of(draft.text[piece.start : piece.end])
        parts.append(
            Part(f"{piece.kind}-{number}", piece.kind, piece.start, piece.end, language, author, published)  # type: ignore[arg-type]
        )
    return tuple(parts)


def _bodies(draft: Draft) -> str:
    return "\n".join(draft.text[p.start : p.end] for p in draft.pieces if p.kind == "body")


def _too_short(piece: Piece) -> bool:
    """Headlines, captions and credits are full of names that mislead a detector; they speak as the body does."""
    return piece.kind in ("headline", "caption", "credit") and piece.end - piece.start < SURE_OF_LANGUAGE


def _candidates(
    capture: Capture,
    url: str | None,
    draft: Draft,
    parts: Sequence[Part],
    order: stamps.Ordering,
    media_type: str,
) -> tuple[DateCandidate, ...]:
    found: list[DateCandidate | None] = [dates.from_user(capture.published)] if capture.published else []
    found += draft.dates
    found.append(dates.from_url(url) or dates.from_url(draft.address))
    seen = {c.note for c in draft.dates}
    exported = any(c.source == "messages" for c in draft.dates)
    for piece in draft.pieces:
        if piece.kind == "credit" and piece.stamp and not exported and piece.stamp.words not in seen:
            line = draft.text[piece.start : piece.end]
            one = dates.from_byline(line, piece.stamp, order)
            # On a page the lines beside the headline have been looked at; a bare date elsewhere is of something else.
            found.append(one if one and (media_type == media.PLAIN or one.source != "headline") else None)
    found.append(dates.first_comment(p.published for p in parts if p.kind in LOW_PARTS))
    return tuple(declared.distinct(c for c in found if c))


def _content_type(capture: Capture) -> str | None:
    headers = {name.lower(): value for name, value in capture.headers}
    return headers.get("content-type") or capture.media_type
