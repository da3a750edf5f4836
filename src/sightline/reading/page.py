"""A web page to pieces: trafilatura finds the article, comments and captions are taken out first, apart."""

import html
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field

from sightline.model.document import DateCandidate, Link
from sightline.model.period import Period, days
from sightline.reading import (
    article,
    comments,
    declared,
    links,
    meta,
    plain,
    printed,
    section,
    stamps,
    talk,
    tree,
)
from sightline.reading.comments import Comment
from sightline.reading.lines import Piece, is_furniture, is_opener, lines_of
from sightline.reading.tree import Element

TOP = 5  # paragraphs in which the headline and the byline may be repeated
MIN_BARE = 200  # characters that a page without a recognisable article must at least hold
MIN_BODY = 60  # characters; less than this from the extractor, and all paragraphs are taken
_ASIDE = frozenset(("nav", "aside", "footer", "form"))
MAX_CAPTIONS = 60


@dataclass(frozen=True, slots=True)
class Page:
    """text: the parts joined by blank lines. part_dates: by index into pieces. dropped: blocks left out.
    address: where the page says it stands."""

    text: str
    pieces: tuple[Piece, ...]
    title: str | None = None
    byline: str | None = None
    site: str | None = None
    dates: tuple[DateCandidate, ...] = ()
    part_dates: tuple[tuple[int, Period], ...] = ()
    dropped: int = 0
    notes: tuple[str, ...] = ()
    locale: str | None = None
    address: str | None = None
    links: tuple[Link, ...] = ()


@dataclass(slots=True)
class _Text:
    """Parts put one after another, blank lines between."""

    chunks: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    part_dates: list[tuple[int, Period]] = field(default_factory=list)
    length: int = 0

    def add(self, kind: str, text: str, **more: object) -> None:
        text = text.strip()
        if not text:
            return
        start = self.length + 2 if self.chunks else 0
        self.chunks.append(text)
        self.length = start + len(text)
        self.pieces.append(Piece(kind, start, self.length, **more))  # type: ignore[arg-type]


def read_page(markup: str, url: str | None) -> Page:
    """Never recurses into the page. A page too deep or broken for a tree comes out as its bare text, with a
    note; one without words as an empty text."""
    root = tree.parse(markup)
    if root is None or tree.depth(root) >= tree.MAX_DEPTH:
        return _bare(markup)
    voices = [*comments.take_comments(root), *talk.take(root)]
    comments.drop_areas(root)
    leading = links.on_page(root, url)
    captions = _take_captions(root)
    known = meta.meta_of(root)
    lines = tree.words_of(root, frozenset(declared.changes(root))).split("\n")
    dropped = sum(1 for e in tree.elements(root) if e.tag in _ASIDE)
    body, extracted = _article(root, url)
    voices = voices or _not_article(talk.loose(extracted.comments), body)
    body, below = _cut(body)
    voices = comments.nameless([*voices, *below], known.byline or extracted.author)
    if not body and not voices and len((bare := _bare(markup)).text) >= MIN_BARE:
        return bare
    title = _title(root, known.title or extracted.title, known.site or extracted.site)
    paragraphs = [x for x in body if not (is_furniture(x) or is_opener(x))]
    dropped += len(body) - len(paragraphs)
    shown = {x.casefold() for x in (title, known.credit) if x}  # these have parts of their own
    paragraphs = [x for i, x in enumerate(paragraphs) if i >= TOP or x.casefold() not in shown]
    text = _Text()
    if paragraphs or voices:
        _put(text, title, known.credit, paragraphs, captions, voices)
    shown_dates = printed.look(lines, title, paragraphs)
    dates = [*known.dates, *printed.candidates(shown_dates, known.locale)]
    if extracted.guess and (stamp := stamps.find(extracted.guess)):
        dates.append(DateCandidate("htmldate", "low", stamps.period(stamp, None), extracted.guess))
    joined = "\n\n".join(text.chunks)
    return Page(
        joined, tuple(text.pieces), title, known.byline or extracted.author,
        known.site or extracted.site, tuple(dates), tuple(text.part_dates), dropped, locale=known.locale, address=known.address,
        links=links.placed(leading, joined, text.pieces),
    )  # fmt: skip


def _title(root: Element, title: str | None, site: str | None) -> str | None:
    """The headline without the site's name behind it."""
    if not title:
        return None
    title = " ".join(html.unescape(title).split())
    heads = [" ".join(tree.words_of(h).split()) for h in root.iter("h1")]
    if head := next((h for h in heads if len(h) >= 15 and h in title), None):
        return head
    front, _, last = title.rpartition(" | ") if " | " in title else title.rpartition(" - ")
    return front if front and site and last.casefold() == site.casefold() else title


def _put(
    text: _Text,
    title: str | None,
    credit: str | None,
    paragraphs: Sequence[str],
    captions: Sequence[str],
    voices: Sequence[Comment],
) -> None:
    if title:
        text.add("headline", title)
    if credit:
        text.add("credit", credit)
    joined = "\n\n".join(paragraphs)
    lines = lines_of(joined)
    for piece in article.pieces(lines, lines, headline=False):
        text.add(piece.kind, joined[piece.start : piece.end], stamp=piece.stamp, byline=piece.byline)
    for caption in captions:
        if caption not in joined:
            text.add("credit" if article.is_credit(caption) else "caption", caption)
    for voice in voices:
        if voice.day:
            basis = "date of the comment's own markup"
            period = days(voice.day, voice.day, edtf=voice.day.isoformat(), basis=basis)
            text.part_dates.append((len(text.pieces), period))
        text.add(voice.kind, voice.text, stamp=voice.stamp, handle=voice.handle)


@dataclass(frozen=True, slots=True)
class _Extracted:
    title: str | None = None
    author: str | None = None
    site: str | None = None
    guess: str | None = None
    comments: str = ""


def _article(root: Element, url: str | None) -> tuple[list[str], _Extracted]:
    """The article's paragraphs, and what trafilatura makes of its head."""
    import trafilatura
    from trafilatura.settings import Document

    with warnings.catch_warnings():  # of dates that dateutil is unsure about; they count as guesses anyway
        warnings.filterwarnings("ignore", module="dateutil")
        found = trafilatura.bare_extraction(
            root,
            url=url,
            fast=True,
            include_comments=True,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    text = (found.text or "") if isinstance(found, Document) else ""
    if len(text) < MIN_BODY:
        _, bare, _ = trafilatura.baseline(root)
        text = bare if len(bare) > len(text) else text
    paragraphs = [" ".join(x.split()) for x in text.split("\n") if x.strip()]
    if not isinstance(found, Document):
        return paragraphs, _Extracted()
    title, author, site, guess = (
        x and tree.only_xml(x) for x in (found.title, found.author, found.sitename, found.date)
    )
    return paragraphs, _Extracted(title, author, site, guess, found.comments or "")


def _not_article(voices: Sequence[Comment], body: Sequence[str]) -> list[Comment]:
    """The comments that trafilatura found, unless it took the article itself for some: pages say of themselves
    that they are open for comments."""
    shown = {" ".join(line.split()) for line in body}
    said = {" ".join(line.split()) for v in voices for line in v.text.split("\n")}
    return [] if any(len(line) >= MIN_BODY for line in said & shown) else list(voices)


def _cut(paragraphs: Sequence[str]) -> tuple[list[str], list[Comment]]:
    """The article's paragraphs, and the comments that stand below them in markup that tells nothing."""
    text = "\n\n".join(paragraphs)
    lines = lines_of(text)
    begin = section.comments_start(lines)
    if begin is None:
        return list(paragraphs), []
    at = lines[begin].start
    return [x for x in text[:at].split("\n\n") if x], talk.loose(text[at:])


def _take_captions(root: Element) -> list[str]:
    """Captions of the article's figures, out of the tree: trafilatura would run them into the body."""
    found: dict[str, None] = {}
    for e in list(tree.elements(root)):
        if e.tag != "figcaption" and "wp-caption-text" not in tree.attributes(e):
            continue
        text = " ".join(tree.words_of(e).split())
        aside = any(isinstance(a.tag, str) and a.tag in _ASIDE for a in e.iterancestors())
        if not aside and 3 < len(text) <= 1000:
            found.setdefault(text)
        tree.remove(e)
    return list(found)[:MAX_CAPTIONS]


def _bare(markup: str) -> Page:
    text = tree.flat_text(markup)
    note = "the page is too deeply nested or broken to be taken apart; all its text was taken, menus included"
    found = plain.layout(text)
    return Page(text, found.pieces, notes=(note,), dropped=len(found.furniture))
