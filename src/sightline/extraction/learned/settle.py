"""The model's claims of a part made to agree with each other and with what the rules know better."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sightline.extraction.nearby import BySpan
from sightline.extraction.triggers import MOTION
from sightline.model.claim import Claim
from sightline.model.place import Place
from sightline.model.span import Span

_CARRYING = frozenset({"carrying", "bringing", "transporting"})
_DATING = frozenset({"after", "before", "following", "since"})
# What hits, destroys and cripples without anybody attacking.
_NO_ATTACK = re.compile(
    r"\b(?:power cuts?|black-?outs?|outages?|storms?|hurricanes?|typhoons?|cyclones?|tornado(?:es)?|(?:earth)?quakes?|tsunamis?"
    r"|floods?|flooding|droughts?|landslides?|pandemic|epidemic|virus|recession|inflation|crisis|heatwaves?|lightning)\b"
    r"\s+(?:(?:that|which|has|have|had|also|then|\w+ly)\s+){0,3}$",
    re.IGNORECASE,
)
_JOURNEY = 90  # characters from a journey to what is carried on it
_CLOSE = 40  # characters between two words for one happening
_NEIGHBOURS = 8  # claims before it that a claim is compared with


def with_rules(claim: Claim, ruled: BySpan[Claim]) -> Claim:
    """The claim with what the rules know better, where they have the same event on the same words: a date, a
    narrower place, another voice, who travels along."""
    if claim.trigger is None:
        return claim
    same = [r for r in ruled.over(claim.trigger) if r.event == claim.event]
    if not same:
        return claim
    known = same[0]
    voices = [v for v in claim.attribution if not any(v.span.overlaps(k.span) for k in known.attribution)]
    people = [a for a in known.actors if a.kind == "person"]
    others = [a for a in claim.actors if not any(a.span.overlaps(p.span) for p in people)]
    return replace(
        claim,
        time=known.time or claim.time,
        place=known.place if _narrower(known, claim.place) else claim.place,
        attribution=(*known.attribution, *voices),
        actors=tuple(sorted((*others, *people), key=lambda a: a.span)),
    )


def _narrower(known: Claim, than: Place | None) -> bool:
    """Whether the place of a rules' claim says more: there was only the country or region around it, or none and the
    claim's own words give it."""
    place = known.place
    if place is None:
        return False
    if than is None:
        return place.span is not None and known.quote.contains(place.span)
    inside = place.country is None or than.country is None or place.country == than.country
    return inside and than.precision in {"country", "region"} and place.precision not in {"country", "region"}


def once(claims: list[Claim]) -> list[Claim]:
    """One claim for one happening although two of its words name it ("put ... on alert"): of neighbours with one
    event, one stance and the same things the surer stays."""
    out: list[Claim] = []
    for claim in claims:
        near = range(max(0, len(out) - _NEIGHBOURS), len(out))
        same = [k for k in near if _same_happening(out[k], claim)]
        if not same:
            out.append(claim)
        elif claim.confidence > out[same[-1]].confidence:
            out[same[-1]] = claim
    return out


def _same_happening(a: Claim, b: Claim) -> bool:
    if a.event != b.event or a.trigger is None or b.trigger is None:
        return False
    apart = b.trigger.start - a.trigger.end
    if a.stance != b.stance and apart > 1:  # "a joint exercise": words side by side are one expression
        return False
    same = {i.span for i in a.items} == {i.span for i in b.items}
    if not same or not a.quote.overlaps(b.quote):
        return False
    if a.event == "presence" and a.items and _spot(a.place) == _spot(b.place):
        return (
            a.time is None or b.time is None or a.time == b.time
        )  # "show eight launchers ... parked on the apron"
    return apart < _CLOSE and (a.quote == b.quote or _spot(a.place) == _spot(b.place))


def _spot(place: Place | None) -> Span | None:
    return place.span if place else None


def told_anew(claims: Sequence[Claim], text: str) -> list[Claim]:
    """The claims without those that only carry on or date what another tells, or tell of a storm."""
    out: list[Claim] = []
    ended: dict[str, int] = {}
    for number, claim in enumerate(claims):
        near = claims[max(0, number - _NEIGHBOURS) : number]
        if not (_rides_along(claim, near) or _only_dates(claim, ended, text) or _no_attack(claim, text)):
            out.append(claim)
        ended.setdefault(claim.event, claim.quote.end)
    return out


def _no_attack(claim: Claim, text: str) -> bool:
    """ "A power cut that hit most of the country"."""
    if claim.event not in {"strike", "loss"} or claim.trigger is None:
        return False
    return (
        _NO_ATTACK.search(text[max(claim.quote.start, claim.trigger.start - 60) : claim.trigger.start])
        is not None
    )


def _only_dates(claim: Claim, ended: dict[str, int], text: str) -> bool:
    """ "A day after the landing": a noun that dates something by what was told before tells nothing new. ended:
    where the first claim of each event ends."""
    if claim.trigger is None or ended.get(claim.event, claim.trigger.start + 1) > claim.trigger.start:
        return False
    before = text[max(0, claim.trigger.start - 30) : claim.trigger.start].lower().split()[-2:]
    return len(before) == 2 and before[0] in _DATING and before[1] in {"the", "this", "that"}


def _rides_along(claim: Claim, others: Sequence[Claim]) -> bool:
    """ "Landed ... carrying a general": what is carried belongs to the journey told before it."""
    if claim.trigger is None or claim.trigger.text.lower() not in _CARRYING:
        return False
    mine = {i.span for i in claim.items}
    return any(
        o.event in MOTION
        and o.trigger is not None
        and 0 < claim.trigger.start - o.trigger.end < _JOURNEY
        and o.quote.overlaps(claim.quote)
        and mine & {i.span for i in o.items}
        for o in others
    )
