"""A date read again in the tense of the claim: what is told as done is not to come, what is planned is not over.

The verbs around "in December" may leave its year open; whether the claim tells of something done or to come does not.
Only dates that take their year, month or week from publication are read again, and only where the other instance
fits what is told.
"""

from collections.abc import Sequence
from dataclasses import replace

from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.edtf import format_period
from sightline.model.mention import Mention
from sightline.model.period import DAY, Period, day_end, day_start
from sightline.times import english, foreign
from sightline.times.context import Tense, published
from sightline.times.evaluate import evaluate
from sightline.times.expr import CalendarDate, Clock, Expr, Holiday, Night, Part, Season
from sightline.times.tense import tense
from sightline.times.tokens import Tokens, tokenise

_TO_COME = ("planned", "forecast")
_DONE = ("asserted", "reported")
_OPEN = (CalendarDate, Season, Holiday, Part)
_AROUND = 120  # characters before and after the words in which verbs are looked for
_WIDEST = 31 * DAY  # a publication known less well than this decides nothing


def retold(
    document: Document, claim: Claim, times: Sequence[Mention], spoken: Period | None
) -> tuple[Mention, ...]:
    """The times, those in the words of the claim's time as its stance has them. spoken: when its part was published."""
    span = claim.time.span if claim.time else None
    meant: Tense | None = "future" if claim.stance in _TO_COME else "past" if claim.stance in _DONE else None
    if span is None or meant is None or spoken is None or spoken.earliest is None or spoken.latest is None:
        return tuple(times)
    if spoken.latest - spoken.earliest > _WIDEST:
        return tuple(times)
    again = {
        m: _again(document, m, spoken, meant)
        for m in times
        if m.span.overlaps(span) and _amiss(m.period, spoken, meant)
    }
    out = tuple(again.get(m, m) for m in times)
    return out if not again or _in_order([m.period for m in out if m.span.overlaps(span)]) else tuple(times)


def _in_order(periods: list[Period | None]) -> bool:
    """Whether the ends of a range still stand in order."""
    starts = [p.earliest for p in periods if p and p.earliest]
    return starts == sorted(starts)


def _amiss(period: Period | None, spoken: Period, meant: Tense) -> bool:
    """Whether all of a period lies on the other side of publication."""
    if period is None or not (period.earliest and period.latest and spoken.earliest and spoken.latest):
        return False
    return period.earliest > spoken.latest if meant == "past" else period.latest < spoken.earliest


def _again(document: Document, mention: Mention, spoken: Period, meant: Tense) -> Mention:
    expr, said = _expression(document, mention)
    if expr is None or not _year_is_open(expr) or (meant == "past" and not _only_weekday(expr)):
        return mention  # a month to come is likelier told in the present tense than meant as done
    if said not in (None, meant):
        return mention  # "promised on Monday to send": the words around it date the promise
    told = "still to come" if meant == "future" else "done"
    basis = evaluate(expr, replace(published(spoken), tense=meant)).basis
    for probe in (0, 183, 366):  # seen from then, the nearest instance is the next (or last) one
        when = evaluate(expr, replace(published(_moved(spoken, probe, meant)), tense=meant)).when
        if when is None:
            continue
        period = Period(
            day_start(when.first), day_end(when.last), basis=f"{basis}; told as {told}", span=mention.span
        )
        if not _amiss(period, spoken, meant):
            return replace(mention, period=replace(period, edtf=format_period(period)))
    return mention


def _moved(spoken: Period, days: int, meant: Tense) -> Period:
    step = days * DAY if meant == "future" else -days * DAY
    try:
        first = spoken.earliest + step if spoken.earliest else None
        last = spoken.latest + step if spoken.latest else None
    except OverflowError:
        return spoken
    return Period(first, last)


def _expression(document: Document, mention: Mention) -> tuple[Expr | None, Tense | None]:
    """What the words of a mention say, found again, and the tense of the verbs around it."""
    part = document.part_at(mention.span.start)
    low, high = (part.start, part.end) if part else (0, len(document.text))
    start, end = max(low, mention.span.start - _AROUND), min(high, mention.span.end + _AROUND)
    t = tokenise(document.text, start, end)
    code = ((part.language if part else None) or document.language or "").lower().split("-")[0]
    own = code in foreign.LEXICONS
    for first, last, expr in foreign.expressions(t, code) if own else english.expressions(t):
        if (t.start[first], t.end[last - 1]) == (mention.span.start, mention.span.end):
            return expr, None if own else _tense(t, first, last)
    return None, None


def _tense(t: Tokens, first: int, last: int) -> Tense | None:
    """ "By Wednesday" alone decides nothing; "till Easter" is to come whatever is told."""
    word = t.low[first - 1] if first else ""
    if word in ("until", "till"):
        return "future"
    return None if word == "by" else tense(t, first, last)


def _only_weekday(expr: Expr) -> bool:
    inner = expr.of if isinstance(expr, Part | Night | Clock) else expr
    return isinstance(inner, CalendarDate) and inner.weekday is not None and inner.day is None


def _year_is_open(expr: Expr) -> bool:
    if isinstance(expr, Part):
        return _year_is_open(expr.of)
    return (
        isinstance(expr, _OPEN)
        and getattr(expr, "year", None) is None
        and getattr(expr, "within", None) is None
    )
