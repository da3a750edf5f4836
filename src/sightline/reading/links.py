"""Links of the article's own text: where its words lead, and posts that it embeds. Menus, share buttons and what
stands below others' names are left out; addresses lose what only counts visitors."""

import ipaddress
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from sightline.model.document import Link
from sightline.model.span import Span
from sightline.model.vocabulary import LOW_PARTS
from sightline.model.words import word_set
from sightline.reading import tree
from sightline.reading.lines import Piece
from sightline.reading.tree import Element

MOST = 100  # links of one document
LONGEST = 500  # characters of an address
_BLOCKS = frozenset(
    "p li blockquote figcaption td dd dt h2 h3 h4 h5 h6 pre div section article main body".split()
)
_OUTSIDE = frozenset("nav aside footer form header".split())
_CONTEXT = 30  # characters before an anchor by which its place is found again
# Parameters that name a campaign, a visitor or a button, never a page; utm_* besides.
_TRACKING = word_set(
    "fbclid gclid dclid yclid msclkid igshid igsh mc_cid mc_eid ref_src ref_url cmpid ocid ito wt_mc twclid "
    "smid s_cid icid _openstat at_medium at_campaign"
)
_SHARING = re.compile(
    r"^(?:www\.|m\.)?(?:(?:twitter|x)\.com/(?:intent|share|home)|facebook\.com/(?:sharer|share|dialog|plugins)"
    r"|linkedin\.com/(?:sharearticle|shareArticle)|t\.me/share|telegram\.me/share|api\.whatsapp\.com|wa\.me"
    r"|reddit\.com/submit|vk\.com/share|pinterest\.com/pin/create|t\.co/|pic\.twitter\.com)",
    re.I,
)
_PRINTED = re.compile(
    r"(?<![\w@/.])(?:https?://|www\.|(?=(?:t\.me|telegram\.me|x\.com|twitter\.com|vk\.com)/\w))[^\s<>\"“”«»()\[\]{}|]+",
    re.I,
)
_OPEN, _CLOSE = "\ue000", "\ue001"  # private use: mark where an anchor begins and ends while text is joined


@dataclass(frozen=True, slots=True)
class Found:
    """A link on the page. before: the words in front of it; words: its own; none for what is only embedded."""

    address: str
    before: str
    words: str


def on_page(root: Element, url: str | None) -> list[Found]:
    """Links of a page's tree, in its order, before anything is taken out of it."""
    found: dict[Element, None] = {}
    embedded: list[Found] = []
    for e in root.iter("a", "iframe", "script", "blockquote"):
        if any(isinstance(a.tag, str) and a.tag in _OUTSIDE for a in e.iterancestors()):
            continue
        if e.tag == "a":
            if e.get("href") and len(found) < 4 * MOST and (block := _block(e)) is not None:
                found.setdefault(block)
        elif len(embedded) < MOST and (address := clean(_embedded(e), url)):
            embedded.append(Found(address, _before(e), ""))
    anchors = islice((x for block in found for x in _anchors(block, url)), 4 * MOST)
    return [*anchors, *embedded]


def _block(element: Element) -> Element | None:
    return next((a for a in element.iterancestors() if a.tag in _BLOCKS), None)


def _embedded(e: Element) -> str | None:
    """The address of the post or clip that an element shows."""
    if e.tag == "iframe":
        address = e.get("src") or e.get("data-src")
        return str(address) if address else None
    if e.tag == "script":
        post = e.get("data-telegram-post")
        return f"https://t.me/{post}" if post else None
    if permalink := e.get("data-instgrm-permalink") or e.get("cite"):
        return str(permalink)
    if "twitter-tweet" in tree.attributes(e) or "twitter-video" in tree.attributes(e):
        inside = [a.get("href") for a in e.iter("a") if "/status/" in (a.get("href") or "")]
        return str(inside[-1]) if inside else None
    return None


def _before(e: Element) -> str:
    """The end of the text that stands in front of an embedded thing."""
    node = e
    while node is not None and node.tag != "body":
        previous = node.getprevious()
        while previous is not None:
            text = " ".join(tree.words_of(previous).split()) if isinstance(previous.tag, str) else ""
            if text:
                return text[-_CONTEXT:]
            previous = previous.getprevious()
        node = node.getparent()
    return ""


def _anchors(block: Element, url: str | None) -> Iterator[Found]:
    addresses = [clean(a.get("href"), url) for a in block.iter("a") if a.get("href")]
    text = " ".join(_marked(block).split())
    at, bare = 0, ""
    for address in addresses:
        opening = text.find(_OPEN, at)
        closing = text.find(_CLOSE, opening)
        if opening < 0 or closing < 0:
            return
        bare += text[at:opening]
        words = text[opening + 1 : closing].replace(_OPEN, "")
        if address and words.strip():  # an icon leads to a page's own accounts
            yield Found(address, bare[-_CONTEXT:], words.strip())
        bare += words
        at = closing + 1


def _marked(block: Element) -> str:
    """The block's text with its anchors marked. Anchors inside other anchors do not exist in HTML."""
    pieces: list[str] = []
    stack: list[tuple[Element, bool]] = [(block, False)]
    while stack:
        node, leaving = stack.pop()
        anchor = node.tag == "a" and node.get("href")
        if leaving:
            pieces.append(_CLOSE if anchor else " " if node.tag in _BLOCKS or node.tag == "br" else "")
            pieces.append((node.tail or "") if node is not block else "")
            continue
        stack.append((node, True))
        if anchor:
            pieces.append(_OPEN)
        if isinstance(node.tag, str) and node.tag not in ("script", "style", "template", "noscript", "svg"):
            pieces.append(node.text or "")
            stack += [(child, False) for child in reversed(node)]
    return "".join(pieces)


def placed(found: Iterable[Found], text: str, pieces: Sequence[Piece]) -> tuple[Link, ...]:
    """The links that stand in the article, with the span of their words. An embedded post has that of the words in
    front of it, or of the article's last words where those are not known."""
    own = [p for p in pieces if p.kind not in LOW_PARTS]
    end = max((p.end for p in own if p.kind == "body"), default=0)
    links: dict[Link, None] = {}
    for one in found:
        start = _start(one, text)
        length = len(one.words or one.before)
        if not one.words and start < 0 and end:
            start = max(end - _CONTEXT, 0)
            length = end - start
        if length and any(p.start <= start < p.end for p in own):
            stop = start + length
            links.setdefault(Link(Span(start, stop, text[start:stop]), one.address, not one.words))
    return _few(links)


def _start(one: Found, text: str) -> int:
    """Where its words stand in the text; -1 where that is not known."""
    if not one.words:
        return text.find(one.before) if one.before else -1
    at = text.find(one.before + one.words)
    if at >= 0:
        return at + len(one.before)
    return text.find(one.words) if len(one.words) >= 8 and text.count(one.words) == 1 else -1


def printed(text: str, pieces: Sequence[Piece]) -> tuple[Link, ...]:
    """Addresses that are printed in the article's text."""
    links: dict[Link, None] = {}
    for piece in pieces:
        if piece.kind in LOW_PARTS:
            continue
        for m in _PRINTED.finditer(text, piece.start, piece.end):
            words = m[0].rstrip(".,;:!?'’")
            address = clean(words if "://" in words else f"https://{words}", None)
            if address:
                links.setdefault(Link(Span(m.start(), m.start() + len(words), words), address))
    return _few(links)


def merged(*found: Sequence[Link]) -> tuple[Link, ...]:
    """All of them in text order, each place once."""
    return _few({link: None for links in found for link in links})


def _few(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda x: (x.span.start, x.span.end, x.address))[:MOST])


def clean(address: str | None, base: str | None) -> str | None:
    """The whole address without fragment, user name and tracking; None for what is no public web address, the
    page itself, or a button for sharing it."""
    try:
        parts = urlsplit(urljoin(base or "", (address or "").strip()))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _public(host):
        return None
    kept = [
        (k, v)
        for k, v in parse_qsl(parts.query, keep_blank_values=True)
        if not k.lower().startswith("utm_") and k.lower() not in _TRACKING
    ]
    where = f"{host}:{port}" if port and port not in (80, 443) else host
    whole = urlunsplit((parts.scheme, where, parts.path or "/", urlencode(kept), ""))
    if (
        _SHARING.match(f"{host}{parts.path}")
        or len(whole) > LONGEST
        or (base and _bare(whole) == _bare(base))
    ):
        return None
    return whole


def _bare(url: str) -> str:
    return url.partition("#")[0].partition("?")[0].partition("://")[2].rstrip("/")


def _public(host: str) -> bool:
    if "." not in host or host.endswith((".local", ".localhost", ".internal", ".lan", ".home.arpa")):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return True
