"""Which noun phrases are materiel: doubtful words need military company, and some are another word."""

import re
from bisect import bisect_right
from dataclasses import replace

from sightline.extraction.item_phrases import Phrase, opens_sentence
from sightline.extraction.quantities import Quantity

ABSTRACT_AFTER = re.compile(
    r" (?:attacks?|strikes?|fire|warfare|drills?|exercises?|movements?|launch(?:es)?|tests?|testing|threats?|program(?:me)?s?"
    r"|sales?|industry|commanders?|chiefs?|race|control|talks|treaty|deals?|development|technology|production|makers?"
    r"|manufacturers?|policy|disposal|crash|accidents?|incursions?|overflights?|parts|casualties|losses|killed|deaths|coordinates"
    r"|academy|minister|ministry|museum|rights|commission|council|association|traffic|driver|drivers|owner|owners"
    r"|company|companies|redeployments?|deployments?|market|prices|shipments?|deliver(?:y|ies)|patrols?|sorties|flights?|operations?|tactics|capabilit(?:y|ies))\b"
)
_VERB_BEFORE = re.compile(
    r"(?:^|\s)(?:to|would|could|will|can|may|might|must|should|cannot|not)\s+$", re.IGNORECASE
)
# A doubtful name right before another noun ("the Tor browser") is that noun's; a verb or preposition is none.
_BEFORE_NOUN = re.compile(
    r" (?!(?:was|were|is|are|has|had|have|will|would|could|may|might|can|in|at|on|to|from|and|or|for|of|near|which|that|with|by"
    r"|into|over|as|but|when|while|after|before|against|is)\b|\w+ed\b)[a-z]{3,}"
)
_OTHER_CARRIER = re.compile(r"(?:national|flag|car|mail|mobile|low-cost|airline|baby)[\s-]+$", re.I)
_OTHER_TANK = re.compile(r"(?:think|water|fuel|septic|fish|storage|oil|gas|propane|petrol|diesel|holding|-litre|-liter|-gallon)[\s-]+$", re.I)  # fmt: skip
_HEAVY = re.compile(r"(?:1[2-9]|2[0-4]|30)\d ?mm ")  # a calibre that only guns and rockets have
_NEIGHBOUR = 120  # code points within which other materiel vouches for a doubtful word


def _is_firm(phrase: Phrase) -> bool:
    if any(d.sure and d.category for d in phrase.designations):
        return True
    return any("c" not in h.flags for h in phrase.heads)


def vouched(text: str, phrases: list[Phrase], quantities: tuple[Quantity, ...]) -> list[Phrase]:
    """Leaves out doubtful words without military company, and nouns used as a modifier of an abstract one."""
    firm = [p.start for p in phrases if _is_firm(p)]
    sure_names = {d.ref for p in phrases if p.heads for d in p.designations if d.ref}
    return [p for p in phrases if _keep(text, p, firm, sure_names, _is_counted(text, p, quantities))]


def _keep(text: str, p: Phrase, firm: list[int], sure_names: set[str], counted: bool) -> bool:
    if not p.heads and not any(d.category for d in p.designations):
        return False
    if not p.designations and (_is_other_use(text, p) or (not counted and _is_organisation(text, p))):
        return False
    if _is_firm(p):
        return True
    if p.designations:
        known = bool(p.heads) or counted or any(d.ref in sure_names for d in p.designations)
        known = known or _HEAVY.match(text, p.start) is not None
        lone = opens_sentence(text, p.start) or _BEFORE_NOUN.match(text, p.end)
        return known or (not lone and _near(p, firm))
    if p.last.head is not None and not counted:
        known = len(p.pieces) > 1
        if "n" in p.last.head.flags or ("s" in p.last.head.flags and not known):
            return False
    if p.last.head is not None and p.last.head.category in ("site", "building", "fighting-position"):
        return _near(p, firm)
    return len(p.pieces) > 1 or _near(p, firm)


def _is_other_use(text: str, p: Phrase) -> bool:
    """A noun that is a modifier ("tank museum"), a verb ("to guard"), or another word ("think tanks")."""
    head = p.last.head
    if head is None:
        return False
    before = text[max(0, p.start - 20) : p.start]
    if not head.plural and (
        ABSTRACT_AFTER.match(text, p.end) or (len(p.pieces) == 1 and _VERB_BEFORE.search(before))
    ):
        return True
    if head.form == "tank":
        return _OTHER_TANK.search(before) is not None
    if head.form == "carrier":
        return _OTHER_CARRIER.search(text, max(0, p.last.start - 12), p.last.start) is not None
    return head.form == "bomber" and text[p.start : p.end].lower().startswith("suicide")


def _is_organisation(text: str, p: Phrase) -> bool:
    """ "Air Force", "Syrian Democratic Forces": the name of a service, an actor and no item."""
    head = p.last.head
    if head is None or p.designations or not head.form.endswith(("force", "forces", "army")):
        return False
    words = text[p.start : p.end].split(" ")
    return (len(words) > 1 and words[-1][0].isupper()) or words[-2:-1] in (["air"], ["Air"])


def _is_counted(text: str, p: Phrase, quantities: tuple[Quantity, ...]) -> bool:
    at = bisect_right(quantities, p.start, key=lambda q: q.end) - 1
    if at < 0 or quantities[at].article or p.start - quantities[at].end > 12:
        return False
    return not any(c in ".;!?" for c in text[quantities[at].end : p.start])


def _near(p: Phrase, firm: list[int]) -> bool:
    at = bisect_right(firm, p.start - _NEIGHBOUR)
    return any(abs(s - p.start) <= _NEIGHBOUR and s != p.start for s in firm[at : at + 6])


_OF = re.compile(
    r" (?:of|de|du) (?:the |their |its |los |las |la |misiles |missiles )?(?:about |some )?| d['’]"
)
_NO_FORMATION = frozenset(("company", "wing", "mission", "group", "team", "column", "unit", "formation"))


def formed(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """ "Three batteries of S-400s", "a battalion of marines": one phrase, counted by the formation."""
    out: list[Phrase] = []
    for p in phrases:
        first = out[-1] if out else None
        head = first.last.head if first else None
        if (
            first
            and head
            and "u" in head.flags
            and not first.designations
            and _OF.fullmatch(text, first.end, p.start)
        ) and (p.designations or head.form not in _NO_FORMATION):
            out[-1] = replace(
                p,
                start=first.start,
                formed=head.form,
                pieces=first.pieces + p.pieces,
            )
            continue
        out.append(p)
    return out
