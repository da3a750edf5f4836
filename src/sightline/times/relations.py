"""Words that tie one happening to another: "a day following the landing", "since they left", "ahead of"."""

import math
from dataclasses import dataclass

from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.period import TimeRelation
from sightline.model.span import Span, cut
from sightline.times.calendrical import DAYS
from sightline.times.english_numbers import length
from sightline.times.tokens import Tokens, tokenise
from sightline.times.words_en import UNITS

_AFTER = frozenset({"after", "following", "since"})
_BEFORE = frozenset({"before", "until", "till"})
_SOON = {
    "immediately": 1.0,
    "shortly": 14.0,
    "soon": 14.0,
    "hours": 1.0,
    "days": 10.0,
    "moments": 1.0,
    "minutes": 1.0,
}
_STOPS = frozenset({",", ".", ";", ":", "—", "–", "\n", "(", ")", "”", '"', "", "!", "?"})
_EMPTY_WORDS = frozenset(
    "the a an of in on at to for and or by with from into its his her their that this these those was were had "
    "has have been is are be as it he she they some more than first last new after before since which who contingency "
    "just day week month year days".split()
)
# stems that name a kind of event, so that "the landing" finds "touched down"; the contract's own words
_KIND_STEMS: dict[str, tuple[str, ...]] = {
    "arrival": ("land", "arriv", "touch", "dock", "enter", "reach"),
    "departure": ("depart", "withdr", "left", "leav", "pull", "retreat", "evacuat"),
    "deployment": ("deploy", "station", "position", "redeploy", "sent"),
    "delivery": ("deliver", "suppl", "handov", "transfer", "shipm", "sale", "sold"),
    "strike": ("strike", "struck", "attack", "raid", "bomb", "shell", "offensiv", "assault", "battle"),
    "loss": ("destr", "captur", "fall", "fell", "lost", "sink", "sank", "down", "surrender"),
    "exercise": ("exercis", "drill", "game", "manoeuv", "maneuv"),
    "activation": ("activat", "mobil", "alert", "operational"),
    "launch": ("launch", "test", "fir"),
    "movement": ("mov", "transit", "convoy", "patrol", "overfl", "advanc", "sail"),
    "construction": ("buil", "construct", "extend"),
}


@dataclass(frozen=True, slots=True)
class _Tie:
    low: float | None
    high: float | None
    anchor: int  # the token where the anchor words begin


def relation_in(document: Document, span: Span, trigger: Span | None = None) -> TimeRelation | None:
    """The tie that the words of `span` state, with its anchor words; None where they state none.

    The anchor words run to the next stop, also beyond the span, but not into the claim's own `trigger`.
    """
    part = document.part_at(span.start)
    end = part.end if part else len(document.text)
    end = min(end, span.end + 160)
    if trigger is not None and trigger.start >= span.start:
        end = min(end, max(trigger.start, span.start))
    t = tokenise(document.text, span.start, end)
    for i in range(len(t)):
        if t.start[i] >= span.end:
            return None
        tie = _tie_at(t, i)
        if tie is not None:
            anchor = _anchor(document, t, tie.anchor)
            if anchor is not None:
                return TimeRelation(span.text, tie.low, tie.high, anchor)
    return None


def _tie_at(t: Tokens, i: int) -> _Tie | None:
    word, after = t.low[i], t.low[i + 1]
    found = length(t, i)
    if (
        found is not None
        and not found.bare
        and t.low[found.end] in ("after", "following", "before", "prior", "ahead", "later")
    ):
        sign = -1 if t.low[found.end] in ("before", "prior", "ahead") else 1
        ends = sorted((sign * found.low * DAYS[found.unit], sign * found.high * DAYS[found.unit]))
        if found.unit in ("hour", "minute"):
            ends = [float(math.floor(ends[0])), float(math.ceil(ends[1]))]
        return _Tie(ends[0], ends[1], _skip(t, found.end + 1))
    if word in ("day", "night", "morning", "week", "month", "year") and after in (
        "after",
        "following",
        "before",
    ):
        sign = -1 if after == "before" else 1
        size = DAYS[UNITS.get(word, "day")]
        ends = sorted((sign * size, sign * size))
        return _Tie(ends[0], ends[1], _skip(t, i + 2))
    if word in _SOON and after in ("after", "before", "following", "ahead"):
        reach = _SOON[word]
        return _Tie(0, reach, _skip(t, i + 2)) if after in _AFTER else _Tie(-reach, 0, _skip(t, i + 2))
    if word in _AFTER:
        return _Tie(0, None, _skip(t, i + 1))
    if word in _BEFORE or (word, after) in (("ahead", "of"), ("prior", "to")):
        return _Tie(None, 0, _skip(t, i + 1))
    return None


def _skip(t: Tokens, i: int) -> int:
    while t.low[i] in ("of", "to", "the", "a", "an", "than"):
        i += 1
    return i


_ARTICLES = frozenset(("the", "a", "an", "its", "their", "his", "her"))
_BEFORE_ARTICLE = frozenset(
    "of in at by to from on near and or with for into over against between after before".split()
)


def _opens_clause(t: Tokens, j: int) -> bool:
    """ "the landing | the army put ...": an article right behind a noun begins what is dated, not the anchor."""
    return t.low[j] in _ARTICLES and t.low[j - 1] not in _BEFORE_ARTICLE


def _anchor(document: Document, t: Tokens, i: int) -> Span | None:
    j = i
    while t.text[j] not in _STOPS and j - i < 16 and not (j > i and _opens_clause(t, j)):
        j += 1
    return cut(document.text, t.start[i], t.end[j - 1]) if j > i else None


def anchored(
    relation: TimeRelation, claim: Claim, claims: tuple[Claim, ...], dated: frozenset[str]
) -> str | None:
    """The id of the claim that the anchor words speak of, or None. A claim whose trigger stands in the anchor
    comes first; else the event the words name and the words they share decide; of two tellings of one
    happening the dated one is taken."""
    if relation.anchor is None:
        return None
    stems = _stems(relation.anchor.text)
    scored = [
        (
            _score(relation.anchor, stems, other),
            other.id in dated,
            -abs(other.quote.start - claim.quote.start),
            other.id,
        )
        for other in claims
        if other.id != claim.id and not (claim.trigger and other.trigger == claim.trigger)
    ]
    good = [s for s in scored if s[0] >= 3]
    if not good:
        return None
    best = max(good)
    if not best[1]:
        told_elsewhere = [s for s in good if s[1]]
        if told_elsewhere:
            best = max(told_elsewhere)
    return best[3]


def _score(anchor: Span, stems: frozenset[str], other: Claim) -> float:
    inside = other.trigger is not None and anchor.contains(other.trigger)
    kinds = _KIND_STEMS.get(other.event, ())
    same_kind = any(stem.startswith(kind[:4]) for stem in stems for kind in kinds)
    if not inside and not same_kind:
        return 0
    words = _stems(other.quote.text)
    if other.place is not None and other.place.name:
        words |= _stems(other.place.name)
    shared = len(stems & words)
    return 3.0 * inside + 2.0 * same_kind + shared


def _stems(text: str) -> frozenset[str]:
    t = tokenise(text)
    return frozenset(w[:4] for w in t.low if len(w) > 2 and w.isalpha() and w not in _EMPTY_WORDS)
