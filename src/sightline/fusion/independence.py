"""Voices: documents that speak as one. Corroboration counts voices, never documents.

Two steps. `kinship` groups whole documents: versions of one page, near-copies, syndicated texts. `voices_of`
then groups the statements of one event: over that kinship, over one publisher, over one byline, over one page
that names the other as its source, over a named common origin ("according to ImageSat"), over officials of one
country and over sentences taken word for word from each other. Voices that nothing of this joins are not
shown to be independent by that: see `shown`. A comment or pingback has a
voice of its own that never counts as an independent one.

Where one document holds the texts of two others, all three are one voice: from the text alone a round-up of
two reports cannot be told from one report cut in two, and a voice too few is the safer mistake.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from sightline.fusion.copies import Overlap, overlaps
from sightline.fusion.groups import Groups
from sightline.fusion.naming import DATELINE, Naming, naming, pairs_by_name
from sightline.fusion.origin import lands, named_origins
from sightline.fusion.words import article_text, name_words, runs, same_name, small_words, words
from sightline.model.claim import Claim
from sightline.model.countries import name_of
from sightline.model.document import Document
from sightline.model.event import Reason, Voice
from sightline.model.ids import content_id
from sightline.model.publisher import publisher, short_name
from sightline.model.vocabulary import LOW_PARTS

SYNDICATED = 0.15  # share of wording that is enough where both name the same agency in credit or dateline
QUOTE_WORDS = 12  # a sentence shorter than this may be written twice by chance
QUOTE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Link:
    """Two documents (ids) that are one voice, and why."""

    a: str
    b: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Kinship:
    """voices: whole documents grouped; of: document id -> its voice; low: (document, part) of every comment
    and pingback. naming: which pages name each other."""

    documents: Mapping[str, Document]
    voices: tuple[Voice, ...]
    of: Mapping[str, Voice]
    low: frozenset[tuple[str, str]]
    naming: Naming


def label(document: Document) -> str:
    """A short name for a document in sentences: its site, else its title, else the start of its id."""
    return document.site or document.title or document.id[:15]


def kinship(documents: Sequence[Document]) -> Kinship:
    by_id = {d.id: d for d in documents}
    groups = Groups(by_id)
    links = sorted([*_versions(by_id), *_copies(by_id)], key=lambda x: (-x.reason.weight, x.a, x.b))
    for link in links:
        groups.join(link.a, link.b)
    because: dict[str, list[Reason]] = defaultdict(list)
    for link in links:
        because[groups.root(link.a)].append(link.reason)
    voices = tuple(_voice(group, because[groups.root(group[0])]) for group in groups.all())
    low = frozenset((d.id, p.id) for d in documents for p in d.parts if p.kind in LOW_PARTS)
    return Kinship(
        by_id, voices, {d: voice for voice in voices for d in voice.documents}, low, naming(documents)
    )


def voices_of(claims: Sequence[Claim], kin: Kinship) -> dict[str, Voice]:
    """Claim id -> the voice it speaks with in this event. Comments and pingbacks come back too: see `is_low`."""
    low = [c for c in claims if is_low(c, kin)]
    own = [c for c in claims if not is_low(c, kin)]
    groups = Groups({kin.of[c.document].id for c in own})
    reasons: dict[frozenset[str], Reason] = {}
    for link in [
        *_publishers(own, kin),
        *_namings(own, kin),
        *_origins(own, kin),
        *_lands(own, kin),
        *_quotes(own),
    ]:
        a, b = kin.of[link.a].id, kin.of[link.b].id
        if groups.join(a, b):
            reasons[frozenset((a, b))] = link.reason
    base = {voice.id: voice for voice in kin.voices}
    stating = {c.document for c in own}
    made: dict[str, Voice] = {}
    for group in groups.all():
        voice = base[group[0]]
        if len(group) > 1:
            inside = [r for pair, r in reasons.items() if pair <= set(group)]
            inside += [r for v in group for r in base[v].reasons if stating.issuperset(r.ids)]
            documents = sorted(d for v in group for d in base[v].documents if d in stating)
            voice = _voice(documents, inside)
        made.update(dict.fromkeys(group, voice))
    result = {c.id: made[kin.of[c.document].id] for c in own}
    return result | {c.id: _low_voice(c, kin) for c in low}


def is_low(claim: Claim, kin: Kinship) -> bool:
    """Whether a claim is made by a comment or pingback rather than by the page itself."""
    return (claim.document, claim.part) in kin.low


def _voice(documents: Iterable[str], reasons: Iterable[Reason]) -> Voice:
    inside = tuple(sorted(documents))
    unique = sorted(set(reasons), key=lambda r: (-r.weight, r.words, r.ids))
    return Voice(content_id("voi", *inside), inside, tuple(unique))


def _low_voice(claim: Claim, kin: Kinship) -> Voice:
    part = kin.documents[claim.document].part(claim.part)
    article = "an" if part.kind[0] in "aeiou" else "a"
    key = (part.author,) if part.author else (claim.document, part.id)
    why = Reason(
        f"{article} {part.kind} beneath an article: never an independent voice", 0.0, (claim.document,)
    )
    return Voice(content_id("voi", part.kind, *key), (claim.document,), (why,))


def _versions(documents: Mapping[str, Document]) -> list[Link]:
    first: dict[str, str] = {}
    found = []
    for key in sorted(documents):
        url = documents[key].url
        if not url:
            continue
        one = first.setdefault(plain_url(url), key)
        if one != key:
            found.append(Link(one, key, Reason(f"two versions of one page: {url}", 1.0, (one, key))))
    return found


def plain_url(url: str) -> str:
    """The address without what does not change the page: scheme, www, fragment, tracking, trailing slash."""
    parts = urlsplit(url)
    query = [
        (k, v) for k, v in parse_qsl(parts.query) if not k.startswith("utm_") and k not in ("fbclid", "gclid")
    ]
    host = (parts.netloc or "").lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{urlencode(sorted(query))}"


def _copies(documents: Mapping[str, Document]) -> list[Link]:
    texts = {key: runs(words(article_text(document))) for key, document in documents.items()}
    agencies = {key: _agencies(document) for key, document in documents.items()}
    found = []
    for pair in overlaps(texts, SYNDICATED):
        a, b = documents[pair.a], documents[pair.b]
        shared = next((n for n, x in agencies[pair.a] for _, y in agencies[pair.b] if same_name(x, y)), None)
        if pair.copy:
            found.append(Link(pair.a, pair.b, Reason(_copy_words(a, b, pair), pair.share, (pair.a, pair.b))))
        elif shared and pair.shared >= 5:
            found.append(
                Link(
                    pair.a,
                    pair.b,
                    Reason(
                        f"{label(a)} and {label(b)} both credit {shared} and share {pair.share:.0%} "
                        "of their five-word runs",
                        pair.share,
                        (pair.a, pair.b),
                    ),
                )
            )
    return found


def _copy_words(a: Document, b: Document, pair: Overlap) -> str:
    if pair.share == 1.0:
        return f"{label(a)} and {label(b)} carry the same text: 100% of the shorter one's five-word runs"
    return (
        f"{label(a)} and {label(b)} are near-copies: they share {pair.share:.0%} of the shorter one's "
        f"five-word runs ({pair.shared} runs)"
    )


def _agencies(document: Document) -> list[tuple[str, frozenset[str]]]:
    """Names in credit lines, bylines of the page and a dateline such as "PARIS (Reuters) -"."""
    named = []
    for part in document.parts:
        text = document.text[part.start : part.end]
        if part.kind == "credit":
            named += re.split(r"[/|,;\n]+", text)
        elif part.kind in ("headline", "body"):
            named += [part.author] if part.author else []
            named += DATELINE.findall(text[:300])
    return sorted((n.strip(), name_words(n)) for n in named if name_words(n))


def _publishers(claims: Sequence[Claim], kin: Kinship) -> list[Link]:
    first: dict[str, str] = {}
    found = []
    for key in sorted({c.document for c in claims}):
        owner = publisher(kin.documents[key])
        one = first.setdefault(owner, key) if owner else key
        if one != key:
            found.append(Link(one, key, Reason(f"both published by {owner}", 1.0, (one, key))))
    return found


def _namings(claims: Sequence[Claim], kin: Kinship) -> list[Link]:
    pairs = pairs_by_name({c.document for c in claims}, kin.naming)
    return [Link(a, b, Reason(_both(kin, a, b, why), 1.0, (a, b))) for a, b, why in pairs]


def _both(kin: Kinship, a: str, b: str, why: str) -> str:
    return f"{label(kin.documents[a])} and {label(kin.documents[b])}: {why}"


def _lands(claims: Sequence[Claim], kin: Kinship) -> list[Link]:
    """Officials and armed forces of one country are one origin, whatever their names."""
    first: dict[str, str] = {}
    found = []
    for claim in sorted(claims, key=lambda c: (c.document, c.id)):
        for code in sorted(lands(claim, supposed=True)) if claim.stance != "denied" else ():
            one = first.setdefault(code, claim.document)
            if one != claim.document:
                why = f"both rest on officials or armed forces of {name_of(code)}"
                words_ = _both(kin, one, claim.document, why)
                found.append(Link(one, claim.document, Reason(words_, 1.0, (one, claim.document))))
    return found


def _origins(claims: Sequence[Claim], kin: Kinship) -> list[Link]:
    cited = _cited(claims, kin)
    names = sorted(cited, key=lambda n: (len(n), sorted(n)))
    found = []
    for i, name in enumerate(names):
        for other in names[i:]:
            if not same_name(name, other):
                continue
            named = {**cited[name], **cited[other]}
            one, *rest = sorted(named)
            printed = next((named[d] for d in sorted(named) if named[d]), None)
            if printed is None:
                continue
            for key in rest:
                words_ = f"{label(kin.documents[one])} and {label(kin.documents[key])} rest on one origin: {printed}"
                found.append(Link(one, key, Reason(words_, 1.0, (one, key))))
    return found


def _cited(claims: Sequence[Claim], kin: Kinship) -> dict[frozenset[str], dict[str, str]]:
    """Name -> document -> how it prints that name; "" for the pages of the one who is named."""
    cited: dict[frozenset[str], dict[str, str]] = defaultdict(dict)
    for claim in sorted(claims, key=lambda c: c.id):
        for text, name in named_origins(claim):
            cited[name].setdefault(claim.document, text)
    for key in sorted({c.document for c in claims}):
        owner = publisher(kin.documents[key])
        host = re.sub(r"[^a-z0-9]", "", short_name(owner)) if owner else ""
        if len(host) > 2:  # a page of the very company that others cite
            cited[frozenset({host})].setdefault(key, "")
    # A name written small ("imagesat") is one where the same word stands as a name elsewhere.
    names = {next(iter(name)): name for name in cited if len(name) == 1}
    for claim in sorted(claims, key=lambda c: c.id):
        for origin in claim.attribution:
            for word in sorted(small_words(origin.span.text) & names.keys()):
                cited[names[word]].setdefault(claim.document, origin.span.text)
    return cited


def _quotes(claims: Sequence[Claim]) -> list[Link]:
    sets: dict[str, frozenset[int]] = {}
    document = {}
    for claim in claims:
        tokens = words(claim.quote.text)
        if len(tokens) >= QUOTE_WORDS:
            sets[claim.id], document[claim.id] = runs(tokens), claim.document
    found = []
    for pair in overlaps(sets, QUOTE_SHARE):
        one, other = sorted((document[pair.a], document[pair.b]))
        if one != other:
            why = f"the same sentence stands in both ({pair.share:.0%} of its five-word runs)"
            found.append(Link(one, other, Reason(why, pair.share, (one, other))))
    return found
