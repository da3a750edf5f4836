"""Links: what analysts say is one happening, and what is not, in one set that does not contradict itself.

The newest judgement wins: an older merge is cut where a newer split parts it, an older split gives way where a
newer merge joins. What is given up is told. All of it follows from the judgements alone, so it is the same
however often and in whatever order the claims are read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.fusion.moment import by_whom
from sightline.model.claim import Claim
from sightline.model.event import Reason
from sightline.model.judgement import Judgement, value_at
from sightline.model.words import folded

Apart = tuple[frozenset[str], frozenset[str]]
Group = tuple[list[Claim], tuple[Reason, ...]]
OUT = "out"  # of a split: the path of the list of claims that leave their event


@dataclass(frozen=True, slots=True)
class Links:
    """together: claims that are one happening; the sets share none. apart: no claim of the first is of one happening
    with one of the second; never against `together`. reasons: each judgement in words; ids: its claims.
    overruled: judgements (ids) that newer ones left nothing or only a part of."""

    together: tuple[frozenset[str], ...] = ()
    apart: tuple[Apart, ...] = ()
    reasons: tuple[Reason, ...] = ()
    overruled: tuple[str, ...] = ()


NO_LINKS = Links()


def links_of(judgements: Sequence[Judgement]) -> Links:
    """judgements: those in force, oldest first; others than merges and splits are passed over."""
    home: dict[str, frozenset[str]] = {}
    apart: list[Apart] = []
    reasons, overruled = [], []
    for one in reversed(judgements):
        if one.decision == "merged":
            whole = _join(frozenset(one.about), home, apart)
            words = "Taken for one event"
        elif one.decision == "split":
            kept, whole = _part(*sides(one), home)
            apart += kept
            words = "Parted from the event"
        else:
            continue
        cut = "" if whole else "; a newer judgement overrules a part of it"
        if not whole:
            overruled.append(one.id)
        reasons.append(Reason(f"{words} {by_whom(one)}{cut}", 0.0, tuple(sorted(one.about))))
    together = sorted({s for s in home.values() if len(s) > 1}, key=sorted)
    return Links(tuple(together), tuple(apart), tuple(reasons), tuple(overruled))


def sides(split: Judgement) -> Apart:
    """What left its event, and what stayed."""
    said = value_at(split, OUT)
    out = frozenset(map(str, said)) if isinstance(said, list) else frozenset[str]()
    return out, frozenset(split.about) - out


def _join(claims: frozenset[str], home: dict[str, frozenset[str]], apart: Sequence[Apart]) -> bool:
    pieces = [claims]
    for one, other in apart:
        pieces = [
            part
            for piece in pieces
            for part in ([piece & one, piece - one] if piece & one and piece & other else [piece])
        ]
    whole = len(pieces) == 1
    for piece in pieces:
        united = frozenset().union(piece, *(home.get(c, frozenset()) for c in piece))
        if any(united & one and united & other for one, other in apart):
            whole = False
        else:
            home.update(dict.fromkeys(united, united))
    return whole


def _part(
    one: frozenset[str], other: frozenset[str], home: dict[str, frozenset[str]]
) -> tuple[list[Apart], bool]:
    """Pairs that do not part what newer merges join."""
    both = {home[c] for c in one if c in home and home[c] & other}
    free = one - frozenset().union(*both)
    pairs = [(free, other), *((one & joined, other - joined) for joined in sorted(both, key=sorted))]
    return [(a, b) for a, b in pairs if a and b], not both


def linked(groups: Iterable[Group], links: Links) -> list[Group]:
    """Groups of claims as the links want them. First whole groups join, then what must not be together leaves, with
    what it must stay with."""
    held = [(list(claims), reasons) for claims, reasons in groups]
    if not (links.together or links.apart):
        return held
    named = frozenset().union(*links.together, *(a | b for a, b in links.apart))
    calm = [g for g in held if not any(c.id in named for c in g[0])]
    moved = _joined([g for g in held if any(c.id in named for c in g[0])], links)
    moved = _parted(moved, links)
    return calm + [(claims, _with_reasons(claims, because, links)) for claims, because in moved]


def _joined(groups: list[Group], links: Links) -> list[Group]:
    root = list(range(len(groups)))

    def top(n: int) -> int:
        while root[n] != n:
            n = root[n]
        return n

    at = {c.id: n for n, (claims, _) in enumerate(groups) for c in claims}
    for joined in links.together:
        for a, b in pairwise(sorted(at[c] for c in joined if c in at)):
            root[top(b)] = top(a)
    made: dict[int, tuple[list[Claim], list[Reason]]] = {}
    for n, (claims, because) in enumerate(groups):
        whole = made.setdefault(top(n), ([], []))
        whole[0].extend(claims)
        whole[1].extend(because)
    return [(claims, tuple(because)) for claims, because in made.values()]


def _parted(groups: list[Group], links: Links) -> list[Group]:
    bound = {c: joined for joined in links.together for c in joined}
    for one, other in sorted(links.apart, key=lambda pair: (sorted(pair[0]), sorted(pair[1]))):
        after: list[Group] = []
        for claims, because in groups:
            ids = {c.id for c in claims}
            if not (ids & one and ids & other):
                after.append((claims, because))
                continue
            leave = frozenset().union(*(bound.get(c, frozenset({c})) for c in ids & one)) & ids
            out = [c for c in claims if c.id in leave]
            after.append(([c for c in claims if c.id not in leave], _of(because, ids - leave)))
            after.append((out, _of(because, leave)))
        groups = after
    return groups


def said(claim: Claim) -> tuple[str, str, str]:
    """The same for copies of one sentence."""
    return claim.event, claim.stance, folded(claim.quote.text)


def _of(because: Iterable[Reason], ids: Iterable[str]) -> tuple[Reason, ...]:
    """The reasons that still have their claims on this side."""
    here = frozenset(ids)
    return tuple(r for r in because if here.issuperset(r.ids))


def _with_reasons(claims: Sequence[Claim], because: tuple[Reason, ...], links: Links) -> tuple[Reason, ...]:
    ids = {c.id for c in claims}
    more = [r for r in links.reasons if not ids.isdisjoint(r.ids)]
    return tuple(sorted({*because, *more}, key=lambda r: (-r.weight, r.words, r.ids)))
