"""What is left of a claim's time once its ties are counted, with the reasons in words."""

import datetime as dt
from dataclasses import replace

from sightline.model.claim import Claim
from sightline.model.edtf import format_period
from sightline.model.period import Period, TimeRelation, iso
from sightline.model.span import Span
from sightline.times.relations import Link
from sightline.times.tie_reasons import Words
from sightline.times.ties import LeftOut

NO_DATE = "the words name no date"
HAPPENING = "counts from a happening that the text names"
_ORDER = 2  # the trust of a tie of plain order; counted ones have more
Instant = dt.datetime | None


def settled(
    claim: Claim, own: Period, spoken: Period | None, mine: list[Link], toward: list[Link], words: Words
) -> Claim:
    """The claim with the time that the network left it.

    own: its bounds without ties. spoken: when its part was published. mine: the ties that date it, toward: those that
    count from it. A claim that had no time is given one only where ties say more than publication does.
    """
    mine = sorted(mine, key=lambda k: (-k.trust, k.words.start))
    counted = [k for k in toward if k.trust > _ORDER]
    earliest, latest = words.outcome.periods[claim.id]
    if claim.time is None and not _dated(mine, counted, earliest, latest, spoken):
        return claim
    if earliest is not None and latest is not None and earliest > latest:
        return claim
    gone = {x.link: x for x in words.outcome.left_out if x.link.claim == claim.id}
    moved = (earliest, latest) != (own.earliest, own.latest)
    if own.known and not moved and not gone:
        return replace(claim, time=replace(own, relation=_relation(mine, own, words)))
    reasons = _reasons(claim, own, mine, toward, gone, words)
    span = _span(claim, mine) or next((k.whole for k in (*mine, *counted)), None)
    period = Period(earliest, latest, basis="; ".join(dict.fromkeys(reasons)) or None, span=span)
    period = replace(period, edtf=format_period(period) if moved else own.edtf)
    return replace(claim, time=replace(period, relation=_relation(mine, period, words)))


def _dated(
    mine: list[Link], counted: list[Link], earliest: Instant, latest: Instant, spoken: Period | None
) -> bool:
    """Whether ties say more of a claim without a time than that it was before (or after) publication."""
    first, last = (spoken.earliest, spoken.latest) if spoken else (None, None)
    more = earliest not in (None, first) or latest not in (None, last)
    if not mine:
        return bool(more and counted and earliest and latest)
    return more or any(k.trust > _ORDER for k in mine)


def _reasons(
    claim: Claim, own: Period, mine: list[Link], toward: list[Link], gone: dict[Link, LeftOut], words: Words
) -> list[str]:
    earliest, latest = words.outcome.periods[claim.id]
    reasons = [own.basis] if own.basis and own.basis not in (NO_DATE, HAPPENING) else []
    standing = [k for k in mine if k not in gone]
    if not own.known or (earliest, latest) != (own.earliest, own.latest):
        reasons += [words.tie(k) for k in standing if k is standing[0] or k.trust >= _ORDER]
        reasons += [] if standing else [words.from_other_side(k) for k in toward][:2]
        if claim.id in words.outcome.by_publication and latest is not None:
            reasons.append(f"told as done, so not after publication, {iso(latest, end=True)}")
    return reasons + [words.left_out(x) for x in gone.values()]


def _span(claim: Claim, mine: list[Link]) -> Span | None:
    """The words that date it: those of a tie in its own sentence rather than words that another lends."""
    span = claim.time.span if claim.time else None
    for link in mine:
        first, last = link.sentence
        elsewhere = span is None or not first <= span.start < last or span.within(link.whole)
        if link.trust >= _ORDER and link.own and elsewhere:
            return link.whole
    return span


def _relation(mine: list[Link], period: Period, words: Words) -> TimeRelation | None:
    """The tie as data; mere order adds nothing to a date that stands."""
    for link in mine:
        if link.trust >= _ORDER or not period.known:
            return TimeRelation(
                link.words.text, link.low, link.high, link.anchor or words.anchor(link), link.other
            )
    return period.relation
