"""The date of the happening that a tie counts from, by the table: "before the Gulf War", "after the Gulf War began"."""

import re
from collections.abc import Iterator, Sequence

from sightline.model.mention import Mention
from sightline.model.period import Period, day_end, day_start
from sightline.model.span import Span, cut
from sightline.times.answer import ABSOLUTE
from sightline.times.happening_words import begins, moment
from sightline.times.happenings import Named, named_in
from sightline.times.tie_words import Kind
from sightline.times.tokens import Tokens, tokenise

_ENDED = frozenset("ended ceased".split())
# what may stand right behind the name where the anchor goes on; another word makes it part of something else
_GOES_ON = frozenset("in to by but on at with the a an and , ( for against as when between under".split())
# "the largest deployment since the Cold War" compares; it says nothing of when
_COMPARED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|only|most|least|never|unseen|unprecedented|seen|worse|better|more|less"
    r"|ever|[a-z]{3,}est)\b[^.;\n]*$",
    re.I,
)
_BEFORE_IT = 70  # characters before the anchor in which such words are looked for
_DETERMINERS = frozenset({"", "the", "its", "their", "his", "her"})
_AROUND = 60  # characters around a name in which the text may give its year


def listed_date(text: str, anchor: Span, kind: Kind, times: Sequence[Mention]) -> Mention | None:
    """The happening of the table that the anchor of a tie names, as a date; None where the anchor is of something else, or
    where the text gives that name another year. times: of the part, for the years."""
    if kind == "since" and _COMPARED.search(text[max(0, anchor.start - _BEFORE_IT) : anchor.start]):
        return None
    start = max(0, anchor.start - 3)
    t = tokenise(text, start, min(len(text), anchor.end + _AROUND))
    for n in named_in(t, _years(times, start, anchor.end + _AROUND)):
        if t.start[n.first] < anchor.start:
            continue
        if text[anchor.start : t.start[n.first]].strip().lower() not in _DETERMINERS:
            return None
        return _mention(text, t, n, kind)
    return None


def _mention(text: str, t: Tokens, n: Named, kind: Kind) -> Mention | None:
    after = t.low[n.last]
    started = begins(t, n.last)
    if after.isalnum() and not started and after not in _GOES_ON | _ENDED:
        return None
    h = n.happening
    point = h.first if started else h.last if after in _ENDED else moment(h, kind)
    if point is None and kind in ("since", "during", "same"):
        period = Period(day_start(h.first.first), None, basis=h.basis)
    elif point is None:
        return None
    else:
        period = Period(day_start(point.first), day_end(point.last), basis=h.basis)
    span = cut(text, t.start[n.first], t.end[n.last - 1])
    return Mention(span=span, kind="time", name=h.name, period=period)


def _years(times: Sequence[Mention], start: int, end: int) -> Iterator[tuple[int, int]]:
    for m in times:
        p = m.period
        if start <= m.span.start < end and p and p.earliest and (p.basis or "").startswith(ABSOLUTE):
            yield m.span.start, p.earliest.year
