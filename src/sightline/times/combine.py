"""The mentions inside the words of one time slot, and the words around them, to one period."""

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise

from sightline.model.document import Document
from sightline.model.mention import Mention
from sightline.model.period import DAY, Period, hull, narrowed
from sightline.model.span import Span
from sightline.model.vocabulary import LOW_PARTS

_BEFORE_IT = re.compile(
    r"(since|from|by|until|till|before|after|following|between|within|for|not later than|no later than|up to|ahead of|prior to|"
    r"through|to|throughout|over|during|desde|hasta|antes de|antes del|после|с|со|до|к|з|із|після|перед|depuis|"
    r"jusqu['’]à|avant|après|seit|bis|vor|nach|ab)"
    r"(?:\s+(?:at\s+least|about|around|the|early|the\s+end\s+of|el|la|los|les|le|dem|der|den))*\s*$",
    re.I,
)
_SINCE = frozenset({"since", "desde", "с", "со", "з", "із", "depuis", "seit"})
_UNTIL = frozenset({"by", "until", "till", "not later than", "no later than", "up to", "through", "to", "hasta",
                    "до", "к", "jusqu'à", "jusqu’à", "bis"})  # fmt: skip
_LASTING_UNTIL = frozenset({"until", "till", "hasta", "jusqu'à", "jusqu’à"})
_AHEAD = frozenset({"before", "ahead of", "prior to", "antes de", "antes del", "avant", "перед"})
_AFTER = frozenset({"after", "following", "после", "після", "après", "nach"})
_TURKISH_SINCE = re.compile(r"\s*(?:beri|bu\s+yana)\b", re.I)
_TURKISH_UNTIL = re.compile(r"\s*(?:kadar|dek)\b", re.I)
_JOINED = re.compile(
    r"\s*(?:-|–|—|−|/|,|to|and|or|&|\+|until|till|through|al?|y|o|hasta|и|по|до|й|та|і|ve|ile|et|au|und|bis)?"
    r"\s*(?:the|el|al|le|the night of)?\s*",
    re.I,
)
_DAYTIME = re.compile(
    r"(?:the\s+)?(?:dawn|noon|midday|midnight|dusk|sun\w+|daybreak|nightfall|morning|first light)\b", re.I
)
_COUNTED = re.compile(r"\b(?:ago|earlier|later|назад|тому|önce)$", re.I)
_END_OF = re.compile(r"(?:the\s+)?(?:end|close)\s+of\b|final|fin(?:es)?\b|конца|кінця|ende\b", re.I)
_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|fifth|last|[a-z]+est)\b[^.;\n]*$", re.I)
_TOLD = 200 * DAY  # what was told before bounds "by ..." only where it is this near
_STILL = re.compile(r"\b(?:still|at present|presently|meanwhile|to date|so far)\b", re.I)
_THEN = re.compile(r"\bthen\b", re.I)


def combined(document: Document, span: Span, times: tuple[Mention, ...], *, to_come: bool) -> Period | None:
    """The period that the words of `span` give, or None where no mention lies in them.

    to_come: the claim is of the future, so that "by", "until" and "before" begin with publication.
    """
    hits = [m for m in times if m.span.overlaps(span) and m.period is not None]
    if not hits:
        return _without_mention(document, span, times)
    dated = [m for m in hits if m.period and m.period.known] or hits[:1]
    period = _joined(document, dated)
    if not period.known:
        return period
    first = dated[0].span.start
    window = document.text[max(span.start - 24, first - 40, 0) : first]
    match = _BEFORE_IT.search(window)
    word = re.sub(r"\s+", " ", match.group(1).lower()) if match and _whole_word(window, match) else ""
    after = document.text[dated[-1].span.end : dated[-1].span.end + 24]
    if _TURKISH_SINCE.match(after):
        word = "since"
    elif _TURKISH_UNTIL.match(after):
        word = "until"
    if len(dated) > 1 and word not in _SINCE:
        return period
    told = _told_before(document, times, first)
    return _governed(document, dated[0].span, period, word, told, to_come)


def _told_before(document: Document, times: tuple[Mention, ...], offset: int) -> Period | None:
    """The last bounded time that the same part told before `offset`."""
    part = document.part_at(offset)
    start = part.start if part else 0
    before = [
        m.period
        for m in times
        if start <= m.span.start and m.span.end <= offset and m.period and m.period.bounded
    ]
    return before[-1] if before else None


def _one_more(first: dt.datetime, last: dt.datetime) -> dt.datetime:
    try:
        return first - (last - first) - dt.timedelta(seconds=1)
    except OverflowError:
        return first


def _whole_word(window: str, match: re.Match[str]) -> bool:
    return match.start() == 0 or not window[match.start() - 1].isalnum()


def _joined(document: Document, dated: list[Mention]) -> Period:
    period = dated[0].period or Period()
    for a, b in pairwise(dated):
        other = b.period or Period()
        between = document.text[a.span.end : b.span.start]
        both = narrowed(period, other)
        if not _JOINED.fullmatch(between) and both is not None:
            period = both
            continue
        if not between.strip() and both is not None:
            period = both
            continue
        around = hull(period, other)
        period = Period(around.earliest, around.latest, basis=period.basis, relation=period.relation)
    return period


def _governed(  # noqa: PLR0911
    document: Document, span: Span, period: Period, word: str, told: Period | None, to_come: bool
) -> Period:
    first, said = span.start, span.text
    spoken = _published(document, span)
    start = spoken.earliest if spoken else None
    end = spoken.latest if spoken else None
    basis = period.basis or ""
    if (_DAYTIME.match(document.text, first) or _COUNTED.search(said)) and word not in _SINCE:
        return period
    if word in _AHEAD and _END_OF.match(said):
        word = "until"  # before the end of June: up to its last day
    if word in _SINCE and _ORDINAL.search(document.text[max(first - 60, 0) : first]):
        return period
    if word in _SINCE:
        if end is not None and period.earliest is not None and end >= period.earliest and word != "from":
            return _open(period, period.earliest, end, f"{basis}; from then to publication")
        return _open(period, period.earliest, None, f"{basis}; from then on") if end is None else period
    if word in _UNTIL:
        if start is not None and period.latest is not None and start <= period.latest:
            return _open(period, start, period.latest, f"{basis}; from publication up to then")
        if period.latest is None or period.earliest is None:
            return period
        if (
            told
            and told.earliest
            and period.latest - told.earliest > DAY
            and period.earliest - told.earliest < _TOLD
        ):
            start = min(told.earliest, period.earliest)
            return _open(period, start, period.latest, f"{basis}; between the time told before and then")
        if word in _LASTING_UNTIL:
            return _open(period, None, period.latest, f"{basis}; up to then, since when is not said")
        start = _one_more(period.earliest, period.latest)
        return _open(
            period, start, period.latest, f"{basis}; not later, and taken to be at most as long again before"
        )
    if word in _AHEAD and period.earliest is not None:
        last = period.earliest - dt.timedelta(seconds=1)
        if start is not None and start <= last:
            return _open(period, start, last, f"{basis}; from publication up to before then")
        return _open(period, None, last, f"{basis}; before then")
    if word in _AFTER and period.latest is not None and not to_come:
        if end is not None and period.earliest is not None and end > period.latest:
            return _open(period, period.earliest, end, f"{basis}; after then, up to publication")
        return _open(period, period.earliest, None, f"{basis}; after then")
    return period


def _open(period: Period, first: dt.datetime | None, last: dt.datetime | None, basis: str) -> Period:
    return replace(period, earliest=first, latest=last, edtf=None, basis=basis.lstrip("; "))


def _published(document: Document, span: Span) -> Period | None:
    part = document.part_at(span.start)
    if part is not None and part.published is not None and part.published.known:
        return part.published
    if part is not None and part.kind in LOW_PARTS:
        return None
    return document.published


def _without_mention(document: Document, span: Span, times: tuple[Mention, ...]) -> Period | None:
    spoken = _published(document, span)
    if _STILL.search(span.text):
        if spoken is None or not spoken.known:
            return Period(basis="no publication date known")
        return Period(spoken.earliest, spoken.latest, basis="still so at publication")
    if _THEN.search(span.text) or span.text.lower() == "since":
        told = [m for m in times if m.span.end <= span.start and m.period and m.period.known]
        if not told or told[-1].period is None:
            return Period(basis="counts from a time told before, and none is known")
        then = told[-1].period
        basis = f"the time told before, {told[-1].span.text!r}"
        if re.search(r"\bsince\b", span.text, re.I) and spoken and spoken.latest and then.earliest:
            last = max(spoken.latest, then.latest or spoken.latest)
            return Period(then.earliest, last, basis=basis + "; from then to publication")
        if re.search(r"\b(?:by|until|till|before)\b", span.text, re.I):
            return Period(None, then.latest, basis=basis + "; up to then")
        return Period(then.earliest, then.latest, basis=basis)
    return None
