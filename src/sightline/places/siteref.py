"""Common nouns for sites ("a key airbase", "the port of"): where they stand, and what kinds they may mean."""

import re
from dataclasses import dataclass

from sightline.places.gazetteer import SITE_KINDS

_AIR = frozenset(("airbase", "airfield"))
_ANY = SITE_KINDS
NOUNS: dict[str, frozenset[str]] = {
    "airbase": _AIR, "air base": _AIR, "airfield": _AIR, "airport": _AIR, "aerodrome": _AIR, "airstrip": _AIR,
    "air force base": _AIR, "runway": _AIR, "air station": _AIR, "military airport": _AIR, "military airfield": _AIR,
    "naval base": frozenset(("naval-base", "port")), "port": frozenset(("port", "naval-base")),
    "harbour": frozenset(("port", "naval-base")), "harbor": frozenset(("port", "naval-base")),
    "naval facility": frozenset(("naval-base", "port")), "shipyard": frozenset(("naval-base", "port", "military-site")),
    "submarine base": frozenset(("naval-base",)),
    "military base": _ANY, "army base": frozenset(("camp", "military-site", "range")), "base": _ANY,
    "facility": _ANY, "site": _ANY, "installation": _ANY, "complex": _ANY, "garrison": frozenset(("camp", "military-site")),
    "camp": frozenset(("camp", "military-site")), "barracks": frozenset(("camp", "military-site")),
    "training ground": frozenset(("range", "camp")), "training area": frozenset(("range", "camp")),
    "range": frozenset(("range", "missile-site")), "test site": frozenset(("range", "missile-site", "military-site")),
    "launch site": frozenset(("missile-site", "range")), "cosmodrome": frozenset(("missile-site",)),
    "missile base": frozenset(("missile-site",)), "outpost": frozenset(("camp", "military-site")),
    "base aérea": _AIR, "base aerea": _AIR, "aeropuerto": _AIR, "base militar": _ANY, "base naval": frozenset(("naval-base", "port")),
    "puerto": frozenset(("port", "naval-base")), "base aérienne": _AIR, "aéroport": _AIR,
    "авиабаза": _AIR, "авиабазы": _AIR, "авиабазе": _AIR, "авиабазу": _AIR, "аэродром": _AIR, "аэродроме": _AIR,
    "аэродрома": _AIR, "аеродром": _AIR, "аеродромі": _AIR, "порт": frozenset(("port", "naval-base")),
    "hava üssü": _AIR, "havalimanı": _AIR, "üs": _ANY,
}  # fmt: skip
_HEADS = "|".join(sorted((re.escape(n) for n in NOUNS), key=len, reverse=True))
_DET = r"(?:an?|the|one|another|this|that|its|their|his|her|our|un|una|la|el|une|le|some|several|two|three|four|five|\d+)"
# Up to five words between the determiner and the noun; none of them a verb ending or a preposition.
_ADJS = r"(?:(?!(?:of|in|at|to|from|on|with|by|for|and|or|is|was|were|that|which|near|en|al?|por|con|desde|hacia|dans|au|vers|sur|à)\b)[\w’'-]+\s+){0,5}?"
_LINK = r"(?:(?P<link>in|of|at|outside|inside|near|de|en|d|à)\s+(?:the\s+|el\s+|la\s+)?)"
_PLACED = r"(?:(?:located|situated|based|lying|just|some|about|in|to|,)\s+)*"
_BEFORE_RELATION = re.compile(
    rf"(?<!\w)(?:{_DET}\s+)?{_ADJS}(?P<head>{_HEADS})s?\s+{_PLACED}$", re.IGNORECASE
)
_BEFORE_NAME = re.compile(rf"(?<![\w-])(?:{_DET}\s+){_ADJS}(?P<head>{_HEADS})s?\s+{_LINK}$", re.IGNORECASE)
_ANAPHOR = re.compile(
    rf"^(?:the|that|this|same|la|el|cette|этот|bu)?\s*(?:same\s+|key\s+|nearby\s+)?(?:[\w’'-]+\s+){{0,3}}?(?P<head>{_HEADS})s?\s*$",
    re.IGNORECASE,
)


# Other common nouns that stand for a place named before -> precisions, and kinds where the gazetteer tells.
_TOWN, _WATER, _LAND = frozenset(("settlement",)), frozenset(("water",)), frozenset(("area", "landform"))
STANDING: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(("city", "town", "village", "capital", "suburb", "ciudad", "город", "city centre"), (_TOWN, frozenset())),
    **dict.fromkeys(("strait", "straits", "sea", "gulf", "river", "channel", "canal", "lake", "bay"), (frozenset(("area",)), _WATER)),
    **dict.fromkeys(("island", "islands", "peninsula", "valley", "mountains", "enclave"), (frozenset(("area",)), _LAND)),
    **dict.fromkeys(("country", "kingdom", "republic", "nation"), (frozenset(("country",)), frozenset())),
    **dict.fromkeys(("province", "region", "state", "governorate", "oblast"), (frozenset(("region",)), frozenset())),
    **dict.fromkeys(
        ("area", "location", "scene", "place", "spot", "vicinity"),
        (frozenset(("coordinate", "site", "settlement", "area")), frozenset()),
    ),
}  # fmt: skip
_STANDING = re.compile(
    rf"^(?:the|that|this|same|la|el)\s+(?:same\s+)?(?P<head>{'|'.join(STANDING)})$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase that starts at `start`; head: its noun as in NOUNS; link: the word that ties it on."""

    start: int
    head: str
    link: str


def nominal_before(text: str, end: int, floor: int, *, linked: bool) -> Nominal | None:
    """The noun phrase for a site that ends right before `end`; linked: a relation follows, so no "of" or
    "in" is needed."""
    base = max(floor, end - 90)
    left = text[base:end]
    cut = max(left.rfind(". "), left.rfind("\n"), left.rfind("; "))
    pattern = _BEFORE_RELATION if linked else _BEFORE_NAME
    best = None
    for match in pattern.finditer(left, cut + 1 if cut >= 0 else 0):
        if match.end() == len(left):
            best = match
            break
    if best is None:
        return None
    link = "" if linked else (best["link"] or "").lower()
    link = "of" if link in ("of", "de", "d") else link
    return Nominal(base + best.start(), best["head"].lower(), link)


def site_kinds(words: str) -> tuple[str, frozenset[str]] | None:
    """The noun and the kinds of a phrase that is nothing but a common noun for a site ("the airbase")."""
    match = _ANAPHOR.match(" ".join(words.split()))
    return (match["head"].lower(), NOUNS[match["head"].lower()]) if match else None


def head_of(words: str) -> frozenset[str] | None:
    """Kinds of the first noun for a site inside a phrase ("a key airbase south of Caracas")."""
    match = re.search(rf"(?<!\w)({_HEADS})s?(?!\w)", words, re.IGNORECASE)
    return NOUNS[match.group(1).lower()] if match else None


def standing(words: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """What "the city", "the strait", "the area" may stand for: precisions, and kinds (empty: any)."""
    match = _STANDING.match(" ".join(words.split()))
    return STANDING[match["head"].lower()] if match else None
