"""Do two statements speak of one happening? A score with its reasons, or a veto.

The weights are log-odds by judgement, not trained: what two reports of one happening nearly always share
weighs more. A veto is what cannot be squared: other materiel, places that do not meet, periods that do not
meet. Two near misses are let through, so that a wrong date or town shows as a contradiction inside one event:
they need the same materiel and nearly the same words.
"""

from dataclasses import dataclass
from functools import lru_cache

from sightline.fusion.items import FAMILY, PART, ItemKey, alike_sets
from sightline.fusion.statement import STANDING, Gist, Statement, Where
from sightline.model.place import distance_km

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
# The weights, told with examples in docs/fusion-same-event.md.
WEIGHT: dict[str, float] = {
    "days": 2.0, "month": 1.2, "season": 0.2, "standing": -0.3, "time-miss": -1.5,
    "site": 3.0, "site-wide": 1.5, "near": 2.5, "near-wide": 1.5, "contains": 0.9, "overlaps": 0.5,
    "country": 0.5, "place-miss": -1.0, "name": 1.5, "names-differ": -1.0,
    "kind": 1.0, "kin": 0.5, "plan": -1.0, "agent": 1.0, "agents-differ": -1.5, "countries": 0.5,
    "text": 1.5, "text-like": 0.7, "document": 1.0, "paragraph": 1.0, "counts-differ": -1.5,
}  # fmt: skip
SAME_TEXT, LIKE_TEXT = ("text", WEIGHT["text"]), ("text-like", WEIGHT["text-like"])
ANCHOR = 1.2  # a part of this weight is one: days and months, places, materiel of one kind or more; words

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


Parts = tuple[tuple[str, float], ...]


@dataclass(slots=True)
class Match:
    """score: sum of the parts' weights. joins: whether it is enough for one happening."""

    score: float
    parts: Parts
    joins: bool


@dataclass(slots=True)
class Bare:
    """What two gists have in common, whatever the words. score: sum of the parts. anchors: how many of place,
    time and materiel are particular. about: that materiel speaks for it. particular: that a place or materiel does
    that is more than a general word. missed: only nearly the same words can
    make it one."""

    score: float
    parts: Parts
    anchors: int
    about: bool
    particular: bool
    missed: bool

    @property
    def joins(self) -> bool:
        """Whether two statements are one happening whatever their words. (A denial must answer what it denies:
        that is asked by who compares a statement with a denial.)"""
        return not self.missed and self.score >= JOIN and self.anchors >= ANCHORS


def bare(a: Gist, b: Gist) -> Bare | None:
    """What speaks for one happening apart from the words; None where the gists exclude each other."""
    if a.family != b.family or excluded_marks(a.marks, b.marks):
        return None
    time = time_parts(a, b)
    if time is None:
        return None
    item = item_parts(a.items, b.items, a.family in MOVING)
    if item is None:
        return None
    place = place_parts(a.where, b.where)
    if place is None:
        return None
    strong = item[0][1] if item else 0.0
    near = place[0][1] if place else 0.0
    missed = bool(time and time[0][0] == "time-miss") or bool(place and place[0][0] == "place-miss")
    if missed and strong < FAMILY:
        return None
    parts = (
        *time,
        *item,
        *place,
        _KIND if a.kind == b.kind else _KIN,
        *(_PLAN if a.planned != b.planned else ()),
        *actor_parts(a.agents, a.countries, b.agents, b.countries),
    )
    return Bare(
        round(sum([weight for _, weight in parts]), 2),
        parts,
        (bool(time) and time[0][1] >= ANCHOR) + (strong >= ANCHOR) + (near >= ANCHOR),
        strong > 0,
        near >= ANCHOR or strong >= ANCHOR or strong == PART,
        missed,
    )


_KIND, _KIN, _PLAN = ("kind", WEIGHT["kind"]), ("kin", WEIGHT["kin"]), (("plan", WEIGHT["plan"]),)


def excluded_marks(a: frozenset[tuple[int, int]], b: frozenset[tuple[int, int]]) -> bool:
    """Whether a judgement says that the two are not one: they stand on different sides of it."""
    return bool(a and b) and any(n == m and side != other for n, side in a for m, other in b)


def match(a: Statement, b: Statement) -> Match | None:
    """How well two statements of one family fit one happening; None where they exclude each other."""
    found = bare(a.gist, b.gist)
    if found is None:
        return None
    parts = list(found.parts)
    # A comment is not the author's next sentence.
    within = a.gist.low == b.gist.low and not a.documents.isdisjoint(b.documents)
    if within:
        parts += _within(a, b)
    same_sense = a.gist.denied == b.gist.denied
    threshold = JOIN_WITHIN if within and same_sense else JOIN
    so_far = round(sum([weight for _, weight in parts]), 2)
    if so_far + SAME_TEXT[1] < threshold:  # no wording can make it enough
        return None if found.missed else Match(so_far, tuple(parts), joins=False)
    text = text_parts(a, b)
    if found.missed and not (text and text[0][0] == "text"):
        return None
    parts += text
    score = round(sum([weight for _, weight in parts]), 2)
    return Match(score, tuple(parts), score >= threshold and _anchored(a, b, within, found, text))


def _anchored(a: Statement, b: Statement, within: bool, found: Bare, text: list[tuple[str, float]]) -> bool:
    """Whether the statements share something particular, not only the sort of event."""
    same_sense = a.gist.denied == b.gist.denied
    if not same_sense and not (found.about or text):
        return False
    if within and same_sense:
        return found.particular or bool(text)
    return found.anchors + sum(w >= ANCHOR for _, w in text) >= ANCHORS


def _within(a: Statement, b: Statement) -> list[tuple[str, float]]:
    """What it says that both stand in one document: its next sentence on the matter, unless the number is
    another: an author who counts twice mostly counts two things."""
    parts = [("document", WEIGHT["document"])]
    if _nearby(a, b):
        parts.append(("paragraph", WEIGHT["paragraph"]))
    if counts_differ(a, b):
        parts.append(("counts-differ", WEIGHT["counts-differ"]))
    return parts


def counts_differ(a: Statement, b: Statement) -> bool:
    """Whether both count one thing and have no number in common."""
    return any(_apart(x, y) for x in a.counts for y in b.counts)


def _apart(
    a: tuple[str, str, float | None, float | None], b: tuple[str, str, float | None, float | None]
) -> bool:
    if a[:2] != b[:2]:
        return False
    low_a, high_a, low_b, high_b = a[2], a[3], b[2], b[3]
    return (high_a is not None and low_b is not None and high_a < low_b) or (
        high_b is not None and low_a is not None and high_b < low_a
    )


def reason_words(parts: Parts) -> str:
    """The parts of a match in words with their weights, strongest first."""
    strongest = sorted(parts, key=lambda p: (-p[1], p[0]))
    return ", ".join([_worded(code, weight) for code, weight in strongest])


@lru_cache(maxsize=1024)
def _worded(code: str, weight: float) -> str:
    return f"{WORDS[code]} ({weight:+.1f})"


def time_parts(a: Gist, b: Gist) -> Parts | None:
    gap = max(a.start, b.start) - min(a.end, b.end)
    if gap > 0 and a.family == STANDING and gap <= STANDING_SECONDS:
        return (("standing", WEIGHT["standing"]),)
    if gap > 0:
        tight = a.vague[2] == 0 and b.vague[2] == 0
        return (("time-miss", WEIGHT["time-miss"]),) if tight and gap <= NEAR_MISS_SECONDS else None
    loosest = max(a.vague[2], b.vague[2])
    return () if loosest == 3 else (TIMES[loosest],)


TIMES = (("days", WEIGHT["days"]), ("month", WEIGHT["month"]), ("season", WEIGHT["season"]))


@lru_cache(maxsize=262_144)
def item_parts(a: frozenset[ItemKey], b: frozenset[ItemKey], moving: bool) -> Parts | None:
    best = alike_sets(a, b, moving)
    if not best:
        return None if best is None else ()
    return (("item" if best >= 3 else "family" if best >= FAMILY else "item-like", best),)


@lru_cache(maxsize=262_144)
def place_parts(a: Where | None, b: Where | None) -> Parts | None:
    if a is None or b is None:
        return ()
    wide = a.wide or b.wide
    if a.ref is not None and a.ref == b.ref and not (a.relation or b.relation):
        return (
            ("country", WEIGHT["country"])
            if wide
            else ("site", WEIGHT["site" if (a.radius_km or 0) <= 100 else "site-wide"]),
        )
    if wide or not (a.known and b.known):
        if a.country and b.country:
            if a.country != b.country:
                return None
            return (("country", WEIGHT["country"]),) if wide else _names(a, b)
        return () if wide else _names(a, b)
    return _distance(a, b)


def _names(a: Where, b: Where) -> Parts:
    """Places that no gazetteer knows, by what they are called."""
    if min(len(a.name), len(b.name)) < 4:  # "the": no name
        return ()
    return (
        ("name", WEIGHT["name"])
        if a.name == b.name and a.relation == b.relation
        else ("names-differ", WEIGHT["names-differ"]),
    )


def _distance(a: Where, b: Where) -> Parts | None:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return ()
    apart = distance_km(a.lat, a.lon, b.lat, b.lon)
    small, large = sorted((a.radius_km or 0.0, b.radius_km or 0.0))
    gap = apart - small - large
    if gap > NEAR_MISS_KM:
        return None
    if gap > 0:
        return (("place-miss", WEIGHT["place-miss"]),)
    if large <= 25:
        return (("near", WEIGHT["near"]),)
    if large <= 150:
        return (("near", WEIGHT["near-wide"]),)
    return (("contains", WEIGHT["contains" if apart + small <= large * 1.1 else "overlaps"]),)


@lru_cache(maxsize=65_536)
def actor_parts(
    agents: frozenset[str], countries: frozenset[str], others: frozenset[str], lands: frozenset[str]
) -> Parts:
    if agents and others:
        return (
            (("agent", WEIGHT["agent"]),)
            if agents & others
            else (("agents-differ", WEIGHT["agents-differ"]),)
        )
    return (("countries", WEIGHT["countries"]),) if countries & lands else ()


def text_parts(a: Statement, b: Statement) -> list[tuple[str, float]]:
    from rapidfuzz.fuzz import ratio

    alike = ratio(a.in_order, b.in_order, score_cutoff=LIKE_WORDS)  # token_sort_ratio of rapidfuzz
    return [SAME_TEXT] if alike >= SAME_WORDS else [LIKE_TEXT] if alike >= LIKE_WORDS else []


def _nearby(a: Statement, b: Statement) -> bool:
    return any(d == e and abs(x - y) <= NEARBY for d, x in a.spots for e, y in b.spots)
