"""When was it published? Every thing on the page that says so, and what can honestly be made of them together.

Trust: "high" for what publishers write for machines or the user says; "medium" for what they print or put in
the address; "low" for guesses. Only high and medium ones decide. Without any, the year of a credit line and the
first comment bound the day. The time of retrieval is never evidence of a date.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sightline.model import edtf
from sightline.model.document import DateCandidate
from sightline.model.errors import ReadError
from sightline.model.period import Period, days, hull, narrowed
from sightline.model.span import Span
from sightline.reading import months, stamps

_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})(?:[/-](\d{1,2}))?(?=[/._-]|$)", re.I)
_NO_PLACE = frozenset(
    "on in by since at from the a an as after before until between during this last".split()
)
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-ÞА-ЯІЇЄĞİŞ][^.!?()\n]{1,60}?),?\s+"
    r"(?P<date>(?P<w1>[^\W\d_]{3,12})\.?\s+(?P<d1>\d{1,2})|(?P<d2>\d{1,2})\.?\s+(?P<w2>[^\W\d_]{3,12}))"
    r"(?:,?\s+(?P<year>(?:19|20)\d{2}))?(?:\s*г\.)?"
    r"(?P<agency>\s*\([^)\n]{2,40}\))?\s*(?P<end>--|[-–—:.]|,\s*[^\W\d_]+$|$)",
    re.M,
)


def from_user(published: str) -> DateCandidate:
    """The user's own EDTF. Raises ReadError where it is none."""
    try:
        period = edtf.parse(published)
    except ValueError as error:
        advice = "write a date such as 2019-03-24, 2019-03 or 2019"
        raise ReadError("bad-published", f"not a date: {published!r}: {error}", advice) from error
    return DateCandidate("user", "high", replace(period, basis="given by the user"), published)


def from_url(url: str | None) -> DateCandidate | None:
    """The date in an address such as /2019/03/24/ or /2019/mar/24/."""
    found = _URL_DATE.search(url or "")
    if not found:
        return None
    month = int(found[2]) if found[2].isdecimal() else months.month_number(found[2])
    text = f"{found[1]}-{month or 0:02d}" + (f"-{int(found[3]):02d}" if found[3] else "")
    try:
        period = edtf.parse(text)
    except ValueError:
        return None
    return DateCandidate(
        "url", "medium", replace(period, basis=f"address of the page ({found[0]})"), found[0]
    )


def from_stamp(source: str, trust: str, stamp: stamps.Stamp, order: stamps.Order | None) -> DateCandidate:
    return DateCandidate(source, trust, stamps.period(stamp, order), stamp.words)


def from_credit_year(text: str, start: int, year: re.Match[str]) -> DateCandidate:
    at = Span(start + year.start(), start + year.end(), year[0])
    period = edtf.parse(year[0])
    basis = f'year of the credit line "{text}"'
    return DateCandidate("credit", "medium", replace(period, basis=basis, span=at), text)


def from_dateline(text: str, start: int, end: int) -> DateCandidate | None:
    """ "CARACAS, March 24 (Reuters) -" at the head of the body [start, end). Without a year the day is a
    candidate whose period is unknown: `note` holds the words, for whoever learns the year."""
    m = _DATELINE.match(text, start, min(end, start + 160))
    if not m or not _is_dateline(m, text):
        return None
    month = months.month_number(m["w1"] or m["w2"])
    day = int(m["d1"] or m["d2"])
    if month is None or not 1 <= day <= 31:
        return None
    stop = m.end("year") if m["year"] else m.end("date")
    span = Span(m.start("date"), stop, text[m.start("date") : stop])
    if m["year"]:
        try:
            on = dt.date(int(m["year"]), month, day)
        except ValueError:
            return None
        period = days(on, on, edtf=on.isoformat(), basis=f'dateline "{span.text}"', span=span)
    else:
        period = Period(basis=f'dateline "{span.text}", which names no year', span=span)
    return DateCandidate("dateline", "medium", period, f"{month:02d}-{day:02d}")


def _is_dateline(m: re.Match[str], text: str) -> bool:
    """A place in capitals, an agency in brackets, a dash, or the date as the end of its line; and no sentence
    that merely begins with names and a date ("The Battle of Mukden commenced on 20 February 1905")."""
    words = m["place"].replace(",", " ").split()
    named = all(
        w[0].isupper() or w in ("de", "of", "del", "la", "al", "and") or not w[0].isalpha() for w in words
    )
    ends_line = m.end() >= len(text) or text[m.end()] in "\r\n"
    marked = words[0].isupper() or m["agency"] or m["end"] in ("--", "-", "–", "—") or ends_line
    return named and len(words) <= 6 and words[0].casefold() not in _NO_PLACE and bool(marked)


def first_comment(periods: Iterable[Period | None]) -> DateCandidate | None:
    """The article is no later than its first comment: a bound, never a date."""
    latest = min((p.latest for p in periods if p and p.latest), default=None)
    if latest is None:
        return None
    text = f"[..{latest.date().isoformat()}]"
    period = Period(None, latest, edtf=text, basis="no later than the first comment")
    return DateCandidate("first comment", "medium", period, latest.date().isoformat())


def decide(candidates: Sequence[DateCandidate]) -> tuple[Period | None, tuple[str, ...]]:
    """The publication period that the candidates allow together, and notes on what disagreed.

    User first; then the high ones (their hull where they differ); then the medium ones, each narrowing the
    other; the first comment only bounds. None where nothing speaks, and then it stays unknown.
    """
    for candidate in candidates:
        if candidate.source == "user":
            return candidate.period, ()
    bound = next((c.period for c in candidates if c.source == "first comment"), None)
    stated = [c for c in candidates if c.source != "first comment" and c.trust != "low"]
    high = [c.period for c in stated if c.trust == "high"]
    high += [c.period for c in stated if high and c.trust == "medium" and _next_day(c.period, high[0])]
    period, notes = _together(high) if high else _narrowing(_with_year(stated))
    if period is None or not period.known:
        return _unstated(period, bound, candidates), notes
    if bound is None or period.latest is None or bound.latest is None or period.latest <= bound.latest:
        return period, notes
    both = narrowed(period, bound)
    if both is None:
        return period, (*notes, f"a comment is older than the page says it is ({period.basis})")
    return replace(both, basis=f"{period.basis}; {bound.basis}", edtf=_interval(both)), notes


def _together(periods: Sequence[Period]) -> tuple[Period, tuple[str, ...]]:
    first, whole = periods[0], periods[0]
    for other in periods[1:]:
        whole = hull(whole, other)
    if (whole.earliest, whole.latest) == (first.earliest, first.latest):
        return first, ()
    basis = " and ".join(dict.fromkeys(p.basis or "" for p in periods)) + " differ"
    return replace(whole, edtf=_interval(whole), basis=basis), (f"publication date: {basis}",)


def _narrowing(stated: Sequence[DateCandidate]) -> tuple[Period | None, tuple[str, ...]]:
    """Medium candidates, narrowest first; one that excludes it is noted and left."""
    known = sorted((c for c in stated if c.period.bounded), key=_width)
    if not known:
        return (stated[0].period if stated else None), ()
    decided, notes = known[0].period, []
    for other in known[1:]:
        if not decided.meets(other.period):
            notes.append(f"publication date: {other.period.basis} does not fit {decided.basis}")
    return decided, tuple(notes)


def _next_day(period: Period, other: Period) -> bool:
    """Whether they name days side by side: one is given in another time zone, and both stand."""
    if not (period.earliest and other.earliest and period.latest):
        return False
    short = period.latest - period.earliest < dt.timedelta(days=1)
    return short and abs(period.earliest - other.earliest) == dt.timedelta(days=1)


def _with_year(stated: Sequence[DateCandidate]) -> list[DateCandidate]:
    """A dateline without its year, where another candidate lies within one year."""
    years = {c.period.earliest.year for c in stated if _within_a_year(c.period) and c.period.earliest}
    return [_in_year(c, next(iter(years))) if len(years) == 1 else c for c in stated]


def _in_year(candidate: DateCandidate, year: int) -> DateCandidate:
    if candidate.source != "dateline" or candidate.period.known:
        return candidate
    try:
        on = dt.date.fromisoformat(f"{year:04d}-{candidate.note}")
    except ValueError:  # 29 February of another year
        return candidate
    basis = f"{candidate.period.basis}; the year from another line"
    return replace(
        candidate, period=days(on, on, edtf=on.isoformat(), basis=basis, span=candidate.period.span)
    )


def _within_a_year(period: Period) -> bool:
    return bool(period.earliest and period.latest and period.earliest.year == period.latest.year)


def _unstated(
    period: Period | None, bound: Period | None, candidates: Sequence[DateCandidate]
) -> Period | None:
    guesses = [c.note for c in candidates if c.trust == "low" and c.note]
    said = (period.basis or "") if period else "the page gives no date"
    if guesses:
        said += f" (guessed: {guesses[0]}; not used)"
    if bound:
        return replace(bound, basis=f"{said}; {bound.basis}", span=period.span if period else None)
    return replace(period, basis=said) if period else None


def _interval(period: Period) -> str | None:
    if period.earliest is None or period.latest is None:
        return edtf.format_period(replace(period, edtf=None))
    first, last = period.earliest.date(), period.latest.date()
    return first.isoformat() if first == last else f"[{first.isoformat()}..{last.isoformat()}]"


def _width(candidate: DateCandidate) -> dt.timedelta:
    period = candidate.period
    assert period.latest is not None
    assert period.earliest is not None
    return period.latest - period.earliest
