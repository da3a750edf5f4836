"""Pages that name each other: bylines they share, and other pages named as where the news is from.

What is not seen here is a link without words: the text of a document keeps no addresses behind its words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sightline.fusion.words import name_words, same_name
from sightline.model.document import Document
from sightline.model.publisher import publisher, short_name
from sightline.model.vocabulary import LOW_PARTS
from sightline.model.words import word_set

# Bylines that name nobody.
_GENERIC = word_set("""admin administrator agencies agency analyst anonymous author authors blog blogger board by contributor
    contributors correspondent correspondents daily desk digital editor editorial editors foreign guest journalist
    mag magazine moderator newsroom online politics post press redaccion redaction redaktion redaktsiia reporter
    reporters security service services site staff team unknown user web webmaster wire wires world writer writers""")
# Names that are also plain words.
_PLAIN = word_set("""airbase alert army blog chronicle daily defence defense express force gazette guardian herald info
    independent journal live mail mirror monitor navy news observer online post press record report reporter review
    standard star sun telegraph times today tribune wire world""")
_BEFORE = word_set("""according broke broken by cited cites citing courtesy credit credited from per published quoted quoting
    reported reports revealed seen source sources spotted told via
    segun citando fuente publicado selon laut quelle berichtet zufolge gore kaynak
    po dannym soobshchaet soobshchil pishet ssylkoy danimi povidomlyaie dzherelo istochnik""")
_AFTER = word_set("""broke claimed claims first has noted notes published publishes report reported reports revealed reveals
    said says website wrote writes
    informo informa publico dijo rapporte rapportait berichtet berichtete meldete bildirdi yazdi soobshchaet
    soobshchil pishet napisal povidomlyaie povidomiv pishe zaiavila zaiavil""")
_TOKEN = re.compile(r"[^\W_]+(?:\.(?=[^\W_])[^\W_]+)*")
_LONGEST = 5  # words of a name
_TITLE = 5  # words that a title needs to be known again
DATELINE = re.compile(r"\(([A-Z][\w .&-]{1,40})\)\s*[-–—:]")
_PICTURE = re.compile(r"photo|image|imagery|picture|graphic|map|video|foto|фото|©", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Naming:
    """bylines: document id -> names as printed with their words. called: document id -> its own names,
    squashed. sites: the same, of the names it gives itself. heard: document id -> names of others that it
    gives as origin -> as printed. titles, texts: document id -> folded words, for titles named in a text."""

    bylines: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]
    called: Mapping[str, frozenset[str]]
    sites: Mapping[str, str]
    heard: Mapping[str, Mapping[str, str]]
    titles: Mapping[str, str]
    texts: Mapping[str, str]


def naming(documents: Iterable[Document]) -> Naming:
    known = {d.id: d for d in documents}
    called = {key: _names(d) for key, d in known.items()}
    loud = frozenset(n for names in called.values() for n in names)
    starts = frozenset(n[:i] for n in loud for i in range(1, len(n) + 1))
    tokens = {key: _tokens(_text(d)) for key, d in known.items()}
    return Naming(
        {key: bylines(d) for key, d in known.items()},
        called,
        {key: site for key, d in known.items() if (site := _site(d))},
        {key: _heard(tokens[key], loud, starts) for key in known},
        {key: t for key, d in known.items() if (t := _title(d))},
        {key: f" {' '.join(folded for _, folded in row)} " for key, row in tokens.items()},
    )


def bylines(document: Document) -> tuple[tuple[str, frozenset[str]], ...]:
    """People and agencies that the page names as its author: byline, dateline, credit line (not of pictures)."""
    printed: set[str] = set()
    for part in document.parts:
        if part.kind in LOW_PARTS or part.kind == "caption":
            continue
        text = document.text[part.start : part.end]
        if part.author:
            printed.update(re.split(r"\s*(?:[/|;,&\n]|\b(?:and|und|et|y|и|та|ve)\b)\s*", part.author))
        if part.kind == "credit":
            if not _PICTURE.search(text):
                printed.update(p for p in re.split(r"[/|;,\n]+", text) if 0 < len(p.split()) <= 4)
        else:
            printed.update(DATELINE.findall(text[:300]))
    found = {(name.strip(), name_words(name) - _GENERIC) for name in printed}
    return tuple(sorted(((text, name) for text, name in found if name), key=lambda n: (n[0], sorted(n[1]))))


def _names(document: Document) -> frozenset[str]:
    found = set()
    if key := publisher(document):
        found.add(_squash(key))
        found.add(_squash(short_name(key)))
    if site := _site(document):
        found.add(site)
    return frozenset(n for n in found if len(n) > 2 and n not in _PLAIN)


def _site(document: Document) -> str | None:
    """What the page calls itself, squashed; None where that is a host name or a plain word."""
    site = re.sub(r"^the\s+", "", (document.site or "").strip(), flags=re.IGNORECASE)
    name = _squash(site)
    return name if len(name) > 3 and "." not in site and name not in _PLAIN else None


def _title(document: Document) -> str | None:
    row = [folded for _, folded in _tokens(document.title or "")]
    return " ".join(row) if len(row) >= _TITLE else None


def _text(document: Document) -> str:
    """All but headlines (a title is the page's own) and what comments say."""
    return "\n".join(
        document.text[p.start : p.end]
        for p in document.parts
        if p.kind not in LOW_PARTS and p.kind != "headline"
    )


def _tokens(text: str) -> list[tuple[str, str]]:
    return [(word, folded) for word in _TOKEN.findall(text) if (folded := _squash(word))]


@lru_cache(maxsize=65_536)
def _squash(text: str) -> str:
    if text.isascii():
        return re.sub(r"[^a-z0-9]", "", text.casefold())
    from anyascii import anyascii

    return re.sub(r"[^a-z0-9]", "", anyascii(text).casefold())


def _heard(tokens: list[tuple[str, str]], loud: frozenset[str], starts: frozenset[str]) -> dict[str, str]:
    """Names among `loud` that a text gives as an origin: an address anywhere, a name with words beside it that
    say so, or, of two words and more, capitals all through."""
    found: dict[str, str] = {}
    for i, (_, folded) in enumerate(tokens):
        run, n = folded, 1
        while run in starts:
            if run in loud:
                printed = [w for w, _ in tokens[i : i + n]]
                address = any("." in w for w in printed)
                capitals = sum(not w[0].islower() for w in printed)
                title = n > 1 and capitals == n and len(run) > 8
                if address or title or ((n == 1 or capitals) and _cued(tokens, i, i + n)):
                    found.setdefault(run, " ".join(printed))
            if n == _LONGEST or i + n >= len(tokens):
                break
            run += tokens[i + n][1]
            n += 1
    return found


def _cued(tokens: list[tuple[str, str]], first: int, end: int) -> bool:
    before = {folded for _, folded in tokens[max(0, first - 4) : first]}
    after = {folded for _, folded in tokens[end : end + 2]}
    return bool(before & _BEFORE or after & _AFTER)


def pairs_by_name(documents: Iterable[str], naming: Naming) -> list[tuple[str, str, str]]:
    """(document, document, why) of those that name each other, go by one name, or share a byline."""
    ordered = sorted(documents)
    return [*_by_site(ordered, naming), *_by_byline(ordered, naming), *_by_mention(ordered, naming)]


def _by_site(documents: list[str], naming: Naming) -> list[tuple[str, str, str]]:
    first: dict[str, str] = {}
    found = []
    for key in documents:
        if key in naming.sites and (one := first.setdefault(naming.sites[key], key)) != key:
            found.append((one, key, "both go by the same name"))
    return found


def _by_byline(documents: list[str], naming: Naming) -> list[tuple[str, str, str]]:
    carried: dict[frozenset[str], list[tuple[str, str]]] = defaultdict(list)
    for key in documents:
        for printed, name in naming.bylines[key]:
            carried[name].append((key, printed))
    names = sorted(carried, key=lambda n: (len(n), sorted(n)))
    found = []
    for i, name in enumerate(names):
        for other in names[i:]:
            if same_name(name, other):
                one, printed = carried[name][0]
                words = f"both carry the byline {printed}"
                found += [(one, key, words) for key, _ in carried[other] if key != one]
    return found


def _by_mention(documents: list[str], naming: Naming) -> list[tuple[str, str, str]]:
    owners: dict[str, list[str]] = defaultdict(list)
    titled: dict[str, list[str]] = defaultdict(list)
    for key in documents:
        for name in naming.called[key]:
            owners[name].append(key)
        if title := naming.titles.get(key):
            titled[title].append(key)
    found = []
    for reader in documents:
        for name, printed in sorted(naming.heard[reader].items()):
            if name not in naming.called[reader]:  # what it calls itself is no such naming
                found += [(named, reader, _from(printed)) for named in owners[name]]
        for title in sorted(titled):
            if title != naming.titles.get(reader) and f" {title} " in naming.texts[reader]:
                found += [(named, reader, _from(f"“{title}”")) for named in titled[title]]
    return found


def _from(printed: str) -> str:
    return f"one names the other as where it is from: {printed}"
