"""What a statement rests on, as it says itself: whose pictures or tracks, which officials, which witness.

An origin is known only where the words tell it. That a page names none is no sign that it has one of its own.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from sightline.fusion.words import article_text, fold, name_words
from sightline.model.claim import Attribution, Claim
from sightline.model.countries import country_words, known_as
from sightline.model.document import Document
from sightline.model.place import Place
from sightline.model.vocabulary import INSTRUMENTS

STATE = frozenset({"official", "military"})

# What pictures show is no word on whose they are: "images of Hmeimim taken by ..."
_SHOWN = re.compile(
    r"\b(?:of|showing)\b.*?(?=\b(?:by|from|taken|obtained|bought|published|released|provided|via|courtesy)\b|$)",
    re.DOTALL,
)
_MAKER = re.compile(
    r"\s+(?:(?:taken|made|published|released|provided|supplied|shared|distributed|collected)\s+)?by\s+"
    r"(?:the\s+)?(?:\w+\s+){0,2}?((?:[A-Z][\w&.-]*\s?){1,4})"
)
# The publisher says that it looked itself: its own pictures or analysts, or "we" who count, see, buy.
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]|\"[^\"]*\"")
OWN = re.compile(
    r"\b(?:our(?: \w+){0,2} (?:satellite |aerial |drone |commercial )?"
    r"(?:analysts?|analysis|pictures?|images?|imagery|photographs?|photos?|scenes?"
    r"|footage|receivers?|tracks?|tracking|data)"
    r"|we (?:have |had |also |then |ourselves )?(?:count|counted|see|saw|bought|buy|purchased|tasked|ordered|obtained"
    r"|acquired|examined|analy[sz]ed|reviewed|compared|measured|identified|tracked)"
    r"|nuestr[oa]s? (?:propi[oa]s? )?(?:im[aá]gen(?:es)?|analistas?|fotos?)|nos (?:propres )?(?:images|analystes)"
    r"|unsere[rn]? (?:eigenen )?(?:\w*bilder|analysten)|наш[аиеу]\w* (?:снимк\w+|аналитик\w+)"
    r"|наш[іиа]\w* (?:знімк\w+|аналітик\w+))\b",
    re.IGNORECASE,
)
_LOOKED_AT = {
    "imagery": re.compile(
        r"\b(?:pictures?|images?|imagery|photographs?|photos?|scenes?|footage|im[aá]gen\w*|fotos?|\w*bilder|снимк\w+|знімк\w+)\b",
        re.IGNORECASE,
    ),
    "tracking": re.compile(
        r"\b(?:receivers?|tracks?|tracked|tracking|transponders?|ads-b|ais)\b", re.IGNORECASE
    ),
}
STATE_WORDS = frozenset(
    "ministry defence defense army military navy forces command government staff kremlin pentagon officials"
    " official troops police guard intelligence".split()
)


class Looks(Protocol):
    """What says at what its publisher looked itself: a `Profile`."""

    @property
    def looks(self) -> frozenset[str]: ...


class Origin(NamedTuple):
    """kind: "owner" (of pictures or tracks), "own look", "country" (its officials or armed forces), "witness",
    "document", "rated" (a source that the user trusts). name: folded words, a publisher's key, a country's
    code; "" where the words do not tell one witness or document from another. words: for sentences."""

    kind: str
    name: str
    words: str


def voice_name(claim: Claim, origin: Attribution) -> frozenset[str]:
    """The words that tell the name of a voice that a claim names. Of pictures and tracks only words on whose
    they are: not the place, the materiel, the country or the day that they show."""
    text = origin.span.text
    if origin.kind not in INSTRUMENTS:
        return name_words(text)
    owner = _SHOWN.sub(" ", f"{text} {_maker(claim, origin)}")
    shown: set[str] = set()
    for place in (claim.place, claim.from_place):
        shown |= place_words(place)
    for item in claim.items:
        shown |= fold(f"{item.span.text} {item.name}")
    for land in country_words(owner):
        shown |= fold(owner[land.start : land.end])
    return name_words(owner) - shown


def _maker(claim: Claim, origin: Attribution) -> str:
    """Whose they are, where that stands right behind the words: "pictures" + " taken by Planet Labs"."""
    at = origin.span.end - claim.quote.start
    said = claim.quote.text
    if not 0 < at <= len(said) or said[at - len(origin.span.text) : at] != origin.span.text:
        return ""
    found = _MAKER.match(said[at:])
    return found[1] if found else ""


def place_words(place: Place | None) -> frozenset[str]:
    if place is None:
        return frozenset()
    return fold(f"{place.name or ''} {place.span.text if place.span else ''}")


def named_origins(claim: Claim) -> list[tuple[str, frozenset[str]]]:
    """The voices that a claim names as its origin: words as printed and the words that tell the name."""
    named = [(a.span.text, voice_name(claim, a)) for a in claim.attribution if a.kind != "unnamed"]
    return [(text, name) for text, name in named if name]


def lands(claim: Claim, *, supposed: bool = False) -> frozenset[str]:
    """The countries (ISO 3166-1 alpha-2) whose officials or armed forces the claim rests on, as the words say.
    supposed: where they do not say, also the one country that acts in the claim: good enough to take two
    voices for one, never to take them for two."""
    found: set[str] = set()
    for origin in claim.attribution:
        if origin.kind not in STATE:
            continue
        stated = {w.code for w in country_words(origin.span.text)}
        words = fold(origin.span.text)
        stated = stated or {
            a.country for a in claim.actors if a.country and fold(a.name) and fold(a.name) <= words
        }
        acting = {a.country for a in claim.actors if a.country and a.role == "agent"}
        if not stated and supposed and len(acting) == 1:
            stated = acting
        found |= stated
    return frozenset(found)


def own_look(claim: Claim, document: Looks, kind: str) -> bool:
    """Whether the publisher says, in its own words, that it looked itself at pictures ("imagery") or tracks
    ("tracking"): in the statement or elsewhere in the article."""
    near = [claim.quote.text, *(a.span.text for a in claim.attribution)]
    if any(OWN.search(_QUOTED.sub(" ", text)) for text in near):
        return True
    return kind in document.looks


def own_looks(document: Document) -> frozenset[str]:
    """At what ("imagery", "tracking") an article says that its publisher looked."""
    said = (_QUOTED.sub(" ", s) for s in re.split(r"(?<=[.!?])\s+", article_text(document)))
    own = [s for s in said if OWN.search(s)]
    return frozenset(kind for kind, things in _LOOKED_AT.items() if any(things.search(s) for s in own))


def known(claim: Claim, document: Looks, publisher: str) -> set[Origin]:
    """The origins of its own kind that a claim says it rests on; empty where it does not say."""
    found: set[Origin] = set()
    for origin in claim.attribution:
        if origin.kind in INSTRUMENTS:
            owner = voice_name(claim, origin)
            if own_look(claim, document, origin.kind):
                found.add(Origin("own look", publisher, f"{publisher}'s own look"))
            elif owner and not STATE_WORDS & (owner | fold(origin.span.text)):
                found.add(Origin("owner", " ".join(sorted(owner)), origin.span.text))
        elif origin.kind in ("witness", "document"):
            name = " ".join(sorted(name_words(origin.span.text)))
            found.add(Origin(origin.kind, name, origin.span.text))
    found |= {
        Origin("country", code, f"officials or armed forces of {known_as(code)}") for code in lands(claim)
    }
    return found


def differ(one: Iterable[Origin], other: Iterable[Origin]) -> bool:
    """Whether an origin of the one is surely none of the other's: of another kind, or of another name where
    both have one."""
    return any(_differ(a, b) for a in one for b in other)


def _differ(a: Origin, b: Origin) -> bool:
    if a.kind != b.kind:
        return True
    return a.name != b.name and bool(a.name and b.name)
