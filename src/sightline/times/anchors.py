"""Which claim the words of an anchor describe: "the landing", "their withdrawal from Gao", "it was hit"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sightline.model.claim import Claim, anchor_of
from sightline.model.span import Span
from sightline.times.tokens import tokenise

_EMPTY_WORDS = frozenset(
    "the a an of in on at to for and or by with from into its his her their that this these those was were had "
    "has have been is are be as it he she they some more than first last new after before since which who contingency "
    "just day week month year days".split()
)
# stems that name a kind of event, so that "the landing" finds "touched down"; the contract's own words
_KIND_STEMS: dict[str, tuple[str, ...]] = {
    "arrival": ("land", "arriv", "touch", "dock", "enter", "reach"),
    "departure": ("depart", "withdr", "left", "leav", "pull", "retreat", "evacuat", "sail"),
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
_DEFINITE = re.compile(r"(?:the|that|this|these|those|their|its|his|her|it|them)\b", re.I)
_NEAR = 5  # sentences over which a bare "the attack" looks back
_BEFORE, _BEHIND = 100, 30  # claims before and after the anchor among which one is sought
_ENOUGH = 3  # the score of an anchor that names something besides the kind of event


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with what descriptions are compared with. kinds: stems of its event. sentence: its number. trigger: its
    words in full. words: stems of its quote and place."""

    claim: Claim
    start: int
    end: int
    sentence: int
    kinds: tuple[str, ...]
    trigger: frozenset[str]
    words: frozenset[str]


def told(claim: Claim, sentence: int) -> Told:
    """A claim, ready to be compared; `sentence` is the number of the sentence that tells it."""
    at = anchor_of(claim)
    words = stems(claim.quote.text)
    if claim.place is not None and claim.place.name:
        words |= stems(claim.place.name)
    kinds = tuple(k[:4] for k in _KIND_STEMS.get(claim.event, ()))
    trigger = frozenset(claim.trigger.text.lower().split()) if claim.trigger else frozenset[str]()
    return Told(claim, at.start, at.end, sentence, kinds, trigger, words)


def described(all_told: Sequence[Told], claim: Claim, sentence: int, anchor: Span) -> Claim | None:
    """The claim whose happening the anchor of `claim`'s tie describes, by its kind and the words that both share; of
    two tellings of one happening the dated one. A bare "the attack" is the last one told, where the sentences before
    tell of one only. all_told: in text order."""
    wanted, said = stems(anchor.text), frozenset(anchor.text.lower().split())
    place = bisect_left(all_told, anchor.start, key=lambda x: x.start)
    scored = [
        (
            _score(wanted, said, x),
            _dated(x.claim),
            -abs(x.claim.quote.start - claim.quote.start),
            x.claim.id,
            x,
        )
        for x in all_told[max(0, place - _BEFORE) : place + _BEHIND]
        if x.claim.id != claim.id and not (claim.trigger and x.claim.trigger == claim.trigger)
    ]
    good = [s for s in scored if s[0] >= _ENOUGH]
    if good:
        return max([s for s in good if s[1]] or good)[-1].claim
    if not _DEFINITE.match(anchor.text) or len(wanted) > 1:
        return None
    near = [
        s[-1] for s in scored if s[0] and s[-1].end <= anchor.start and sentence - s[-1].sentence <= _NEAR
    ]  # fmt: skip
    spans = {x.claim.time.span for x in near if x.claim.time and x.claim.time.span}
    return near[-1].claim if near and len(spans) <= 1 else None


def _dated(claim: Claim) -> bool:
    return claim.time is not None and claim.time.known


def _score(wanted: frozenset[str], said: frozenset[str], x: Told) -> int:
    """2 for an anchor of the same kind of event, or in its very words, 1 for each word that both share."""
    of_kind = {s for s in wanted if s.startswith(x.kinds)} if x.kinds else set[str]()
    if x.trigger and x.trigger <= said:
        of_kind |= stems(" ".join(x.trigger))
    if not of_kind:
        return 0
    named = wanted - of_kind
    if named and not named & x.words:
        return 0  # "the landing in Cuba" is not the one in Syria
    return 2 + len(wanted & x.words)


@lru_cache(maxsize=256)  # the claims of a sentence share their quote
def stems(text: str) -> frozenset[str]:
    """The first four letters of the words that say something."""
    t = tokenise(text)
    return frozenset(w[:4] for w in t.low if len(w) > 2 and w.isalpha() and w not in _EMPTY_WORDS)
