"""Which quantity belongs to a noun phrase, and what its article says."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from sightline.extraction.item_nouns import head_at, modifiers
from sightline.extraction.quantities import Quantity
from sightline.model.claim import Count

_LINK = (
    r"of|the|its|their|his|her|our|these|those|such|more|other|further|additional|remaining|strong|or\s+so|worth|in|de|des|d['’]|los|las"
    r"|les|по|из|із|з|kadar|adet|ait|civarında|других|інших|одиниць|единиц"
)
_BRIDGE = re.compile(
    rf"[\s\"”»]*(?:(?:{_LINK})[\s«\"“„]+)*[«\"“„]?(?P<extra>(?:(?:[a-z]{{3,}}(?:-[a-z]+)*|[A-Z][a-z]{{2,}}(?:-[A-Z]?[a-z]+)*) ){{0,3}})"
)
_NOT_ADVERBS = frozenset("elderly friendly costly early deadly daily weekly".split())
_STOP = frozenset(
    "and the for from with that which who were was are has have had been into over near after before when while but not are "
    "its their his her our did does said says will would could may might can must also only just than then them they "
    "there here where what all any each both such these those this days hours years miles weeks months times".split()
)
_LITTLE = re.compile(r"(?:^|[\s(«\"“])(an?|another|the|this|that|its|their|his|her|our|my|your|whose|one|each|every|el|la|un|una|le|une|su|este|esta|bir|один|одна|одну|одного|ещё один|ще один)\s+[«\"“]?$", re.IGNORECASE)  # fmt: skip
_DISTANT = re.compile(
    r"(?:^|[\s(])(?P<det>[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Aa]nother|[Tt]his|[Tt]hat) (?P<extra>(?:[a-z]{3,}(?:-[a-z]+)* ){1,3})$"
)
_POSSESSIVE = re.compile(r"\w['’]s\s+$")
_NONE = re.compile(r"(?:^|\s)(?:no|any|ni|ningún|aucun|hiçbir)\s+$", re.IGNORECASE)
_ARE = re.compile(r"\s(?:are|were|is|was)\s(?:now\s|still\s|already\s)?")
_REACH = 40
# Between a plural and how many there are of it.
_OPENS = re.compile(r"\s?[,(–—-]\s?(?:(?:and|perhaps|maybe|at last count)\s)?")
_OF_THEM = re.compile(
    r"\s(?:of\s(?:them|which|whom|these)\b|in (?:all|total|number)\b|all told\b|strong\b|by (?:the|its|their|his|her|our|one)\b"
    r"|(?:per|each|apiece|allegedly|reportedly)\b)"
)
_TIMES_BEHIND = re.compile(r"\s?[(\[]?[xх×]\s?(\d{1,4})(?![\w.,-]\w)[)\]]?")
_COLON = re.compile(r"\s?[:–—‒-]\s")
_ENTRY_ENDS = re.compile(r"\s*(?:[;,.(]|$|\n)")
# A share of what is counted: the figure after it is the whole, not how many.
_SHARE = re.compile(
    r"(?:^|[\s(])(?:(?P<half>half)|(?:one|a)[ -](?P<third>third)|(?:one|a)[ -](?P<quarter>quarter)|two[ -](?P<thirds>thirds)"
    r"|three[ -](?P<quarters>quarters)|(?P<percent>\d{1,3})\s?(?:%|per ?cent)|most|many|much|some|part|all but \w+|few"
    r"|(?:the |a )?(?:large |small |vast )?(?:majority|portion|fraction|share|proportion|number|rest|remainder))"
    r"\s(?:of\s)?(?:the|its|their|his|her|our|these|those|all)?\s?$",
    re.IGNORECASE,
)
_IN = re.compile(
    r"(?:^|[\s(])(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\s(?:in|in every)\s$", re.I
)
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "thirds": 2 / 3, "quarters": 0.75}
_NUMBER_SHARE = re.compile(
    r"\s(?:of|out of|from among)\s(?:the\s|its\s|their\s|his\s|these\s|those\s|all\s)?"
)
# Nouns in the singular that stand for many: an article before one says nothing of how many people or things.
COLLECTIVE = frozenset(
    "force infrastructure personnel manpower staff presence equipment materiel hardware weaponry armour armor men people"
    " population leadership resistance opposition crowd enemy".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A count and where the phrase begins once an unknown adjective after the number is taken in."""

    count: Count
    start: int


def count_of(text: str, start: int, quantities: tuple[Quantity, ...], *, singular: bool, one: bool, language: str) -> Found | None:  # fmt: skip
    """The count of the phrase that begins at `start`.

    singular: the phrase's last word is one thing's in the singular. one: it names a single thing by itself (a ship's
    name, "the third launcher"). None where the text does not say how many.
    """
    at = bisect_right(quantities, start, key=lambda q: q.end) - 1
    if at >= 0 and (found := _from_quantity(text, start, quantities, at, singular)):
        return found
    before = text[max(0, start - _REACH) : start]
    if _NONE.search(before):
        return None
    if one:
        return Found(Count(1, 1, None, ""), start)
    little = _LITTLE.search(before)
    if singular and little:
        return Found(Count(1, 1, None, little.group(1)), start)
    if singular and _POSSESSIVE.search(before):
        return Found(Count(1, 1, None, ""), start)
    if singular and language == "en" and (m := _DISTANT.search(before)) and _are_adjectives(m["extra"]):
        return Found(Count(1, 1, None, m["det"]), start - len(m["extra"]))
    return None


def count_behind(text: str, end: int, quantities: tuple[Quantity, ...], *, singular: bool = False) -> Count | None:  # fmt: skip
    """How many of what ends at `end` the words behind it say: "Tomahawks, up to 154 of them", "Reapers, three of
    which we saw", and as lists have it "tanks: 5;", "BMP-2 x4", "T-80BVM (x3)". singular: as "BMP-2"
    and "launcher" are, of which only "x4" can say how many."""
    if times := _TIMES_BEHIND.match(text, end):
        return Count(float(times[1]), float(times[1]), None, times[1])
    at = bisect_right(quantities, end, key=lambda q: q.start)
    if singular or at == len(quantities) or quantities[at].article:
        return None
    q = quantities[at]
    if _COLON.fullmatch(text, end, q.start) and _ENTRY_ENDS.match(text, q.end):
        return q.count
    if _OPENS.fullmatch(text, end, q.start) is None or _OF_THEM.match(text, q.end) is None:
        return None
    return q.count


def _are_adjectives(words: str) -> bool:
    """Whether words between a number or article and a noun look like its adjectives: in lower case, or of a nation."""
    pieces = words.split()
    return not any(
        (w[0].isupper() and modifiers().get(w.lower()) != "nation")
        or w in _STOP
        or (w.endswith("ly") and w not in _NOT_ADVERBS)
        or (w.endswith("s") and not w.endswith(("ss", "us", "less")))
        or (k and w.endswith(("ing", "ed")))
        for k, w in enumerate(pieces)
    )


def _from_quantity(
    text: str, start: int, quantities: tuple[Quantity, ...], at: int, singular: bool
) -> Found | None:
    q = quantities[at]
    between = text[q.end : start]
    if len(between) > _REACH or "\n" in between:
        return None
    if _ARE.fullmatch(between) and not singular and not q.article:
        return Found(q.count, start)  # "of which four to six are warships"
    m = _BRIDGE.fullmatch(between)
    if m is None or not _are_adjectives(m["extra"]):
        return None
    if q.article and not singular:
        return None
    if singular and _in_name(text, q, start):
        return Found(Count(1, 1, None, ""), start)
    count = _partitive(text, quantities, at)
    return Found(count, start - len(m["extra"])) if count is not None else None


def _in_name(text: str, q: Quantity, start: int) -> bool:
    """ "59 Division", "a Saab 340 radar plane": digits before one thing in the singular are part of its name. A make
    has no plural of its own: in "12 T-90M", "4 Iskander" they count."""
    many = q.count.low is not None and q.count.low > 1 and q.count.unit is None
    exact = many and q.count.low == q.count.high and text[q.start : q.end].isdigit()
    if not exact or text[q.end : start] != " ":
        return False
    word = text[start : start + _REACH].split(maxsplit=1)[0].strip(',.;:)»”"')
    return word.islower() or head_at([word.lower()], 0, 1, "en") is not None


def _partitive(text: str, quantities: tuple[Quantity, ...], at: int) -> Count | None:
    """ "Eighteen of the 20 tanks": eighteen. "Half of the 20": ten. "One in three", "most of the 20": not said."""
    q = quantities[at]
    if at > 0 and quantities[at - 1].end < q.start:
        before = quantities[at - 1]
        if q.start - before.end < 20 and _NUMBER_SHARE.fullmatch(text, before.end, q.start):
            return before.count
    lead = text[max(0, q.start - _REACH) : q.start]
    if _IN.search(lead):
        return None
    if (m := _SHARE.search(lead)) and ("of" in m.group().split() or m["half"]):
        return _scaled(q.count, m)
    return q.count


def _scaled(count: Count, share: re.Match[str]) -> Count | None:
    """The part of an exact figure that a share names in numbers; None where it names none or the part is no
    whole number ("a third of the 20")."""
    part = next((_PARTS[k] for k, v in share.groupdict().items() if v and k in _PARTS), None)
    if share["percent"]:
        part = float(share["percent"]) / 100
    if part is None or count.low is None or count.low != count.high:
        return None
    value = count.low * part
    if abs(value - round(value)) > 1e-6 or part > 1:
        return None
    return Count(round(value), round(value), count.unit, f"{share.group().strip()} {count.text}")
