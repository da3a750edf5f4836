"""Profile: all that fusion needs to know of a document, without its text. A pure function of the document, some two
kilobytes, computed once and kept: who publishes it, what it is called, a sketch of its wording, what it rests on."""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from sightline.fusion.heard import DATELINE, Heard, heard, own_work
from sightline.fusion.known_names import seen_in
from sightline.fusion.origin import OWN, own_looks
from sightline.fusion.sketch import Sketch, own_words, sketch_of
from sightline.fusion.words import name_words, squash
from sightline.model.contract import period_from_dict, period_to_dict
from sightline.model.document import Document
from sightline.model.period import Period
from sightline.model.publisher import publisher_of, short_name
from sightline.model.vocabulary import LOW_PARTS
from sightline.model.words import word_set

VERSION = "profile 1"  # changes with anything that changes a profile, so that kept ones are made again
_MOST = 40  # names and links of one document

# Names that are also plain words.
_PLAIN = word_set("""airbase alert army blog chronicle daily defence defense express force gazette guardian herald info
    independent journal live mail mirror monitor navy news observer online post press record report reporter review
    standard star sun telegraph times today tribune wire world""")
# Bylines that name nobody.
_GENERIC = word_set("""admin administrator agencies agencias agence agences agencia agency analyst anonymous author authors blog blogger board by contributor
    contributors correspondent correspondents daily desk digital editor editorial editors foreign guest journalist
    mag magazine moderator newsroom online politics post press redaccion redaction redaktion redaktsiia reporter
    reporters security service services site staff team unknown user web webmaster wire wires world writer writers prof dr
    redaktsiya redaktsii ahentstva agentstva agenturen haber merkezi""")
_BY = re.compile(r"^\s*(?:by|von|par|di|por|(?:autor|author|autorin|auteur|автор)\b:?)\s+", re.IGNORECASE)
_HOST = re.compile(r"(?<![\w@.-])(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}(?![\w.-]*@)")
_PICTURE = re.compile(r"photo|image|imagery|picture|graphic|map|video|foto|фото|©", re.IGNORECASE)
_AUTHOR = 6  # words of a byline; what is longer is a sentence
_TITLE = 5  # words that a title needs to be known again
_QUOTED = re.compile(r"“[^”]{12,200}”|«[^»]{12,200}»|„[^“”]{12,200}[“”]|\"[^\"\n]{12,200}\"")
_NAME = re.compile(
    r"\b[^\W\d_][\w.&'’-]*(?: (?:[^\W\d_][\w.&'’-]*|\d+)){1,4}|\b[^\W\d_]\w*(?:-[^\W\d_]\w*){1,3}"
)
_COLLECTION = re.compile(
    r"\blive(?:[- ]?blog)?\b|/live/|round-?up|\bdigest\b|\bbriefing\b|\bweek in\b|\bas it happened\b|en vivo|minuto a minuto|en direct"
    r"|онлайн|хроника|дайджест|обзор|liveticker|newsticker|ticker\b|canlı",
    re.IGNORECASE,
)
_CLOCKS = re.compile(r"(?m)^\W{0,2}\d{1,2}[:.h]\d{2}\b")


@dataclass(frozen=True, slots=True)
class Low:
    """A comment or pingback: its part, kind and the keyed hash of who wrote it."""

    part: str
    kind: str
    author: str | None


@dataclass(frozen=True, slots=True)
class Profile:
    """id, url, site, language, published: as in Document. label: a short name for sentences. publisher: see
    `publisher_of`. page: the address without what does not change the page. low: its comments and pingbacks.
    sketch: of its own words. called: names it goes by, squashed (letters and digits). goes_by: what it calls
    itself. authors: people of its byline. heard: what it gives as its origins. named: stretches of several words
    with capitals, squashed: perhaps pages on record. linked: pages that its article links to. title: hash of its
    headline; quoted: hashes of what it puts in quotation marks or links. own: where it says that it found out
    itself; looks: at what it looked ("imagery", "tracking"). collection: it gathers reports (live blog, round-up).
    words: how long its text is, in characters."""

    id: str
    url: str | None
    site: str | None
    label: str
    language: str | None
    published: Period | None
    publisher: str | None
    page: str | None
    low: tuple[Low, ...]
    sketch: Sketch
    called: frozenset[str]
    goes_by: str | None
    authors: tuple[str, ...]
    heard: tuple[Heard, ...]
    named: frozenset[str]
    linked: frozenset[str]
    title: int | None
    quoted: frozenset[int]
    own: tuple[int, ...]
    looks: frozenset[str]
    collection: bool
    length: int


def profile(document: Document) -> Profile:
    key = publisher_of(document.url) if document.url else None
    called, site = _called(document, key), _site(document)
    body = _body(document)
    title = hash_of(document.title or "")
    return Profile(
        id=document.id,
        url=document.url,
        site=document.site,
        label=label(document),
        language=document.language,
        published=document.published,
        publisher=key,
        page=plain_url(document.url) if document.url else None,
        low=tuple(Low(p.id, p.kind, p.author) for p in document.parts if p.kind in LOW_PARTS),
        sketch=sketch_of(own_words(document)),
        called=called,
        goes_by=site,
        authors=_authors(document, called),
        heard=heard(document, called),
        named=_named(body),
        linked=frozenset(sorted({plain_url(x.address) for x in document.links if not x.embedded})[:_MOST]),
        title=title,
        quoted=_quoted(document, body) - {title},
        own=own_work(document, called, OWN),
        looks=own_looks(document),
        collection=bool(
            _COLLECTION.search(f"{document.title or ''} {document.url or ''}")
            or len(_CLOCKS.findall(body)) >= 3
        ),
        length=len(document.text),
    )


def label(document: Document) -> str:
    """A short name for a document in sentences: its site, else its title, else the start of its id."""
    return document.site or document.title or document.id[:15]


# Pieces of a path or host that name an edition of a page and no other page.
_EDITION = re.compile(
    r"/(?:amp|mobile|print|printable)(?=/|$)|\.amp(?=\.html?$|$)|/amp\.html?$|/index\.(?:html?|php)$"
)
_EDITION_HOST = re.compile(r"^(?:www\d?|m|amp|mobile|print)\.")
_EDITION_QUERY = frozenset(
    ("output", "amp", "print", "printmode", "view", "fbclid", "gclid", "ref", "ref_src")
)
_ARCHIVED = re.compile(r"^/web/\d+[a-z_]*/(?:https?:/{1,2})?(.+)$", re.IGNORECASE)


def plain_url(url: str) -> str:
    """The address without what does not change the page: scheme, www, fragment, tracking, trailing slash, the
    mobile or printed edition, the archive that holds it."""
    try:
        parts = urlsplit(url)
        host = (parts.netloc or "").lower()
    except ValueError:
        return url
    if host.endswith("archive.org") and (inner := _ARCHIVED.match(parts.path)):
        return plain_url(f"http://{inner[1]}{'?' + parts.query if parts.query else ''}")
    query = [
        (k, v) for k, v in parse_qsl(parts.query) if not k.startswith("utm_") and k not in _EDITION_QUERY
    ]
    path = _EDITION.sub("", parts.path).rstrip("/")
    return f"{_EDITION_HOST.sub('', host)}{path}?{urlencode(sorted(query))}"


def hash_of(title: str) -> int | None:
    """A title or quoted stretch of five words and more as a number; None of less."""
    row = [squash(w) for w in title.split()]
    row = [w for w in row if w]
    if len(row) < _TITLE:
        return None
    return int.from_bytes(hashlib.blake2b(" ".join(row).encode(), digest_size=6).digest(), "big")


def _called(document: Document, key: str | None) -> frozenset[str]:
    found = set()
    if key:
        found |= {squash(key), squash(short_name(key))}
    if site := _site(document):
        found.add(site)
    return frozenset(n for n in found if len(n) > 2 and n not in _PLAIN)


def _site(document: Document) -> str | None:
    """What the page calls itself, squashed; None where that is a host name or a plain word."""
    site = re.sub(r"^the\s+", "", (document.site or "").strip(), flags=re.IGNORECASE)
    name = squash(site)
    return name if len(name) > 3 and "." not in site and name not in _PLAIN else None


def _body(document: Document) -> str:
    """Body and captions: a title or byline is the page's own, and what comments say is not."""
    return "\n".join(document.text[p.start : p.end] for p in document.parts if p.kind in ("body", "caption"))


def _authors(document: Document, called: frozenset[str]) -> tuple[str, ...]:
    """People that the page names as its authors, as printed; agencies are origins (`heard`), the outlet is none."""
    printed: set[str] = set()
    for part in document.parts:
        if part.kind in LOW_PARTS or part.kind == "caption":
            continue
        text = document.text[part.start : part.end]
        if part.author:
            printed.update(re.split(r"\s*(?:[/|;,&\n]|\b(?:and|und|et|y|и|та|ve)\b)\s*", part.author))
        if part.kind == "credit":
            if not _PICTURE.search(text):
                printed.update(p for p in re.split(r"[/|,;\n]+", text) if 0 < len(p.split()) <= 4)
        else:
            printed.update(m[1] or m[2] for m in DATELINE.finditer(text[:300]))
    bare = {_BY.sub("", p).strip() for p in printed}
    return tuple(sorted(p for p in bare if _somebody(p) and squash(p) not in called))


def _somebody(printed: str) -> bool:
    return len(printed.split()) <= _AUTHOR and bool(author_words(printed)) and not seen_in(printed)


def author_words(printed: str) -> frozenset[str]:
    """The words of a byline that tell who it is."""
    return name_words(_BY.sub("", printed)) - _GENERIC


def _named(body: str) -> frozenset[str]:
    hosts = {publisher_of(f"https://{m[0]}") for m in _HOST.finditer(body.casefold())} - {None}
    found = {n for key in hosts if key for n in (squash(key), squash(short_name(key)))}
    for m in _NAME.finditer(body):
        row = [w for w in re.split(r"[ -]", m[0]) if w]
        for i in range(len(row)):
            for j in range(i + 2, min(i + 4, len(row)) + 1):
                capitals = row[i][0].isupper() and all(w[0].isupper() or w[0].isdigit() for w in row[i:j])
                if capitals and len(run := squash("".join(row[i:j]))) > 8:
                    found.add(run)
    return frozenset(sorted(n for n in found if len(n) > 4)[: 2 * _MOST])


def _quoted(document: Document, body: str) -> frozenset[int]:
    stretches = [m[0][1:-1] for m in _QUOTED.finditer(body)] + [x.span.text for x in document.links]
    return frozenset(sorted({h for s in stretches if (h := hash_of(s.rstrip(" .,;")))})[:_MOST])


Dict = dict[str, Any]
_SORTED = ("called", "named", "linked", "quoted", "looks")


def profile_to_dict(one: Profile) -> Dict:
    """A profile as JSON: sets sorted, the sketch's bytes in base 64."""
    row: Dict = {name: getattr(one, name) for name in Profile.__slots__}
    row |= {name: sorted(row[name]) for name in _SORTED}
    row["published"] = period_to_dict(one.published)
    row["low"] = [[x.part, x.kind, x.author] for x in one.low]
    row["sketch"] = [one.sketch.size, one.sketch.bits, base64.b64encode(one.sketch.hashes).decode()]
    row["heard"] = [list(h) for h in one.heard]
    row["authors"], row["own"] = list(one.authors), list(one.own)
    return row


def profile_from_dict(row: Dict) -> Profile:
    size, bits, packed = row["sketch"]
    made = dict(row)
    made |= {name: frozenset(row[name]) for name in _SORTED}
    made["published"] = period_from_dict(row["published"])
    made["low"] = tuple(Low(*x) for x in row["low"])
    made["sketch"] = Sketch(size, bits, base64.b64decode(packed))
    made["heard"] = tuple(Heard(*h) for h in row["heard"])
    made["authors"], made["own"] = tuple(row["authors"]), tuple(row["own"])
    return Profile(**made)


def profiles(documents: Iterable[Document | Profile]) -> dict[str, Profile]:
    """By id; what is a profile already stays as it is."""
    return {d.id: d if isinstance(d, Profile) else profile(d) for d in documents}
