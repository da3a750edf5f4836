"""Do two statements speak of one happening? A score with its reasons, or a veto.

The weights are log-odds by judgement, not trained: what two reports of one happening nearly always share
weighs more. A veto is what cannot be squared: other materiel, places that do not meet, periods that do not
meet. Two near misses are let through, so that a wrong date or town shows as a contradiction inside one event:
they need the same materiel and nearly the same words.
"""

from dataclasses import dataclass
from functools import lru_cache

from sightline.fusion.items import FAMILY, alike_sets
from sightline.fusion.statement import STANDING, Statement
from sightline.model.event import Reason
from sightline.model.place import Place, apart_km

JOIN = 4.5  # statements of different documents join from here
ANCHORS = 2  # ... and on at least two of place, time, materiel and wording
MOVING = frozenset({"transit", "departure", "delivery"})
JOIN_WITHIN = 3.0  # of one document: the author writes about one thing at a time
CLEAR = 0.4  # a vague statement joins the best event only where the second best is this much worse
NEAR_MISS_KM = 50.0
NEAR_MISS_SECONDS = 2 * 86_400.0
STANDING_SECONDS = 14 * 86_400.0  # what stands somewhere is still the same deployment a fortnight later
NEARBY = 600  # code points: two statements of one paragraph
SAME_WORDS, LIKE_WORDS = 85.0, 65.0
_MOST_TEXT = 1.5
_ANCHOR = 1.0
_ABOUT = frozenset({"item", "family", "item-like", "text", "text-like"})

WORDS: dict[str, str] = {
    "kind": "both speak of the same kind of event",
    "kin": "kinds of event that go together",
    "plan": "one is only planned",
    "item": "the same materiel",
    "family": "materiel of one family",
    "item-like": "materiel that can be the same",
    "site": "the same place",
    "near": "places that lie within each other's radius",
    "contains": "one place contains the other",
    "country": "the same country",
    "place-miss": "places that nearly meet",
    "days": "the same days",
    "month": "periods that meet within a month",
    "season": "periods that meet within a season",
    "time-miss": "dates that nearly meet",
    "standing": "seen within a fortnight of each other",
    "agent": "the same country acts",
    "agents-differ": "different countries act",
    "countries": "a country in common",
    "text": "nearly the same words",
    "text-like": "similar words",
    "document": "one document",
    "paragraph": "close together in it",
    "counts-differ": "other numbers in one document",
    "name": "a place of the same name",
    "names-differ": "places of other names",
}


@dataclass(frozen=True, slots=True)
class Match:
    """score: sum of the parts' weights. joins: whether it is enough for one happening."""

    score: float
    parts: tuple[tuple[str, float], ...]
    joins: bool


def match(a: Statement, b: Statement) -> Match | None:
    """How well two statements of one family fit one happening; None where they exclude each other."""
    if a.family != b.family:
        return None
    time = _time(a, b)
    item = _items(a, b)
    if item is None:
        return None
    place = _place(a.place, b.place)
    if place is None or time is None:
        return None
    parts = [*time, *item, *place]
    parts.append(("kind", 1.0) if a.kind == b.kind else ("kin", 0.5))
    if a.planned != b.planned:
        parts.append(("plan", -1.0))
    parts += _actors(a, b)
    within = a.low == b.low and bool(a.documents & b.documents)  # a comment is not the author's next sentence
    if within:
        parts += _within(a, b)
    threshold = JOIN_WITHIN if within and a.denied == b.denied else JOIN
    missed = any(code.endswith("-miss") for code, _ in (*time, *place))
    so_far = sum(weight for _, weight in parts)
    if so_far + _MOST_TEXT < threshold:  # no wording can make it enough
        return None if missed else Match(so_far, tuple(parts), joins=False)
    text = _text(a, b)
    parts += text
    if missed and not (text and text[0][0] == "text" and item and item[0][1] >= FAMILY):
        return None
    score = sum(weight for _, weight in parts)
    return Match(
        score, tuple(parts), score >= threshold and _anchored(a, b, within, [*time, *item, *place, *text])
    )


def _anchored(a: Statement, b: Statement, within: bool, parts: list[tuple[str, float]]) -> bool:
    """Whether the statements share something particular, not only the sort of event. A denial must speak of
    the same materiel or in the same words as what it denies."""
    if a.denied != b.denied and not any(code in _ABOUT for code, _ in parts):
        return False
    if within and a.denied == b.denied:
        return any(weight > 0.5 for code, weight in parts if code not in ("days", "month"))
    return sum(weight >= _ANCHOR for _, weight in parts) >= ANCHORS


def _within(a: Statement, b: Statement) -> list[tuple[str, float]]:
    """What it says that both stand in one document: its next sentence on the matter, unless the number is
    another: an author who counts twice mostly counts two things."""
    parts = [("document", 1.0)]
    if _nearby(a, b):
        parts.append(("paragraph", 1.0))
    if any(_apart(x, y) for x in a.counts for y in b.counts):
        parts.append(("counts-differ", -1.5))
    return parts


def _apart(
    a: tuple[str, str, float | None, float | None], b: tuple[str, str, float | None, float | None]
) -> bool:
    if a[:2] != b[:2]:
        return False
    low_a, high_a, low_b, high_b = a[2], a[3], b[2], b[3]
    return (high_a is not None and low_b is not None and high_a < low_b) or (
        high_b is not None and low_a is not None and high_b < low_a
    )


def reason(found: Match, a: Statement, b: Statement) -> Reason:
    """A match in words, weights included; ids: the first claim of each."""
    parts = sorted(found.parts, key=lambda p: (-p[1], p[0]))
    said = ", ".join(f"{WORDS[code]} ({weight:+.1f})" for code, weight in parts)
    return Reason(f"Taken for one event: {said}", round(found.score, 2), (a.claims[0].id, b.claims[0].id))


def farthest(family: str) -> float:
    """Seconds between two periods beyond which no two statements of that family are one happening."""
    return STANDING_SECONDS if family == STANDING else NEAR_MISS_SECONDS


def time_gap(a: Statement, b: Statement) -> float:
    """Seconds between the two periods; negative where they meet."""
    return max(a.start, b.start) - min(a.end, b.end)


def _time(a: Statement, b: Statement) -> list[tuple[str, float]] | None:
    gap = time_gap(a, b)
    if gap > 0 and a.family == STANDING and gap <= STANDING_SECONDS:
        return [("standing", -0.3)]
    if gap > 0:
        tight = a.vague[2] == 0 and b.vague[2] == 0
        return [("time-miss", -1.5)] if tight and gap <= NEAR_MISS_SECONDS else None
    if a.vague[2] == 3 or b.vague[2] == 3:
        return []
    widest = max(a.days, b.days)
    if widest <= 3:
        return [("days", 2.0)]
    return [("month", 1.2)] if widest <= 45 else [("season", 0.2)]


def _items(a: Statement, b: Statement) -> list[tuple[str, float]] | None:
    best = alike_sets(a.items, b.items, a.family in MOVING)
    if not best:
        return None if best is None else []
    return [("item" if best >= 3 else "family" if best >= FAMILY else "item-like", best)]


def _place(a: Place | None, b: Place | None) -> list[tuple[str, float]] | None:
    if a is None or b is None:
        return []
    wide = a.precision == "country" or b.precision == "country"
    if a.ref is not None and a.ref == b.ref and not (a.relation or b.relation):
        return [("country", 0.5)] if wide else [("site", 3.0 if (a.radius_km or 0) <= 100 else 1.5)]
    if wide or not (a.known and b.known):
        if a.country and b.country:
            if a.country != b.country:
                return None
            return [("country", 0.5)] if wide else _names(a, b)
        return [] if wide else _names(a, b)
    return _distance(a, b)


def _names(a: Place, b: Place) -> list[tuple[str, float]]:
    """Places that no gazetteer knows, by what they are called."""
    one, other = ((p.name or (p.span.text if p.span else "")).casefold() for p in (a, b))
    if not one or not other:
        return []
    return [("name", 1.5)] if one == other and a.relation == b.relation else [("names-differ", -1.0)]


def _distance(a: Place, b: Place) -> list[tuple[str, float]] | None:
    apart = apart_km(a, b) or 0.0
    small, large = sorted((a.radius_km or 0.0, b.radius_km or 0.0))
    gap = apart - small - large
    if gap > NEAR_MISS_KM:
        return None
    if gap > 0:
        return [("place-miss", -1.0)]
    if large <= 25:
        return [("near", 2.5)]
    if large <= 150:
        return [("near", 1.5)]
    return [("contains", 1.0 if apart + small <= large * 1.1 else 0.5)]


def _actors(a: Statement, b: Statement) -> list[tuple[str, float]]:
    if a.agents and b.agents:
        return [("agent", 1.0)] if a.agents & b.agents else [("agents-differ", -1.5)]
    return [("countries", 0.5)] if a.countries & b.countries else []


def _text(a: Statement, b: Statement) -> list[tuple[str, float]]:
    ratio = _ratio(a.quote, b.quote) if a.key < b.key else _ratio(b.quote, a.quote)
    return [("text", 1.5)] if ratio >= SAME_WORDS else [("text-like", 0.7)] if ratio >= LIKE_WORDS else []


@lru_cache(maxsize=262_144)
def _ratio(a: str, b: str) -> float:
    from rapidfuzz.fuzz import token_sort_ratio

    return token_sort_ratio(a, b, score_cutoff=LIKE_WORDS)


def _nearby(a: Statement, b: Statement) -> bool:
    return any(d == e and abs(x - y) <= NEARBY for d, x in a.spots for e, y in b.spots)
