"""When was it published? Every thing on the page that says so, and what can honestly be made of them together.

Trust: "high" for what publishers write for machines or the user says; "medium" for what they print or put in
the address; "low" for guesses and refusals. Only high and medium ones decide. The first comment and the last change
bound the day, and the year of a credit line does where nothing else speaks. The time of retrieval is never evidence
of a date, nor is that of an archive's copy.
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
from sightline.reading import labels, months, stamps

A_DAY = dt.timedelta(days=1)
BOUNDS = ("first comment", "modified")  # sources that say "not later than"
BESIDE = ("headline", "time", "class")  # sources that show a day without saying which it is
IN_WORDS = ("printed", "byline", "dateline")  # sources that say what day it is in words or by their form
_Y = r"(?P<y>(?:19|20)\d{2})"
_URL_DATE = re.compile(rf"/{_Y}[/-](?P<m>\d{{1,2}}|[a-z]{{3}})(?:[/-](?P<d>\d{{1,2}}))?(?=[/._-]|$)", re.I)
_URL_QUERY = re.compile(rf"[?&](?:pub|publish(?:ed)?)?_?date={_Y}-?(?P<m>\d\d)-?(?P<d>\d\d)(?!\d)", re.I)
_URL_DIGITS = re.compile(rf"(?<=[/_-]){_Y}([-_]?)(?P<m>0[1-9]|1[0-2])\2(?P<d>[0-2]\d|3[01])(?=[/._-]|$)")
_URL_DAY_FIRST = re.compile(rf"(?<=[/_-])(?P<d>[0-2]\d|3[01])([-_]?)(?P<m>0[1-9]|1[0-2])\2{_Y}(?=[/._-]|$)")
_ARCHIVE = re.compile(
    r"//(?:web\.archive\.org/(?:web/)?|archive\.\w{2,5}/|webarchive\.[\w.]+/(?:\w+/)?)\d{4,14}[a-z_]*/", re.I
)
_NO_PLACE = frozenset(
    "on in by since at from the a an as after before until between during this last".split()
)
_DATELINE = re.compile(
    r"(?:(?P<place>[A-ZÀ-ÞА-ЯІЇЄĞİŞ][^.!?()\n]{1,60}?)[,.]?\s+)?"
    r"(?P<date>(?P<w1>[^\W\d_]{3,12})\.?\s+(?P<d1>\d{1,2})|(?P<d2>\d{1,2})\.?\s+(?:de\s+)?(?P<w2>[^\W\d_]{3,12}))"
    r"(?:(?:,|\s+del?)?\s+(?P<year>(?:19|20)\d{2}))?(?:\s*[гр]\.|\s+(?:года|року))?"
    r"(?P<agency>\s*\([^)\n]{2,40}\)|[.,/]\s*/?[A-ZА-ЯІЇЄ][\w.-]+(?:\s[A-ZА-ЯІЇЄ][\w.-]+)?/?(?=\s*[-–—]))?"
    r"\s*(?P<end>--|[-–—:.]|,\s*[^\W\d_]+$|$)",
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
    """The date in an address such as /2019/03/24/, /2019/mar/24/, /20190324-planes or ?date=2019-03-24.

    The moment in the address of an archive's copy is when it was fetched, and is passed over."""
    address = _ARCHIVE.sub("/", url or "")
    for pattern in (_URL_DATE, _URL_QUERY, _URL_DIGITS, _URL_DAY_FIRST):
        for found in pattern.finditer(address):
            if period := _in_address(found):
                return DateCandidate("url", "medium", period, found[0])
    return None


def _in_address(found: re.Match[str]) -> Period | None:
    year, word, day = found["y"], found["m"], found["d"]
    month = int(word) if word.isdecimal() else months.month_number(word)
    text = f"{year}-{month or 0:02d}" + (f"-{int(day):02d}" if day else "")
    try:
        period = edtf.parse(text)
    except ValueError:
        return None
    return replace(period, basis=f"address of the page ({found[0]})")


def from_byline(line: str, stamp: stamps.Stamp, ordering: stamps.Ordering) -> DateCandidate | None:
    """The date of a credit line: that of publication unless the line calls it the last change, or another day."""
    label = labels.label_of(line[: stamp.start], line[stamp.end :])
    period = stamps.period(stamp, ordering.order, ordering.why)
    if (label and label[0] == "other") or period.latest is None:
        return None
    if label and label[0] == "modified":
        return not_after("modified", period.latest, f'no later than the last change ("{line}")', stamp.words)
    how = (period.basis or "").partition(f'"{stamp.words}"')[2]
    source = "byline" if label else "headline"
    return DateCandidate(source, "medium", replace(period, basis=f'line "{line}"{how}'), stamp.words)


def not_after(source: str, latest: dt.datetime, basis: str, note: str) -> DateCandidate:
    """A bound, never a date."""
    period = Period(None, latest, edtf=f"[..{latest.date().isoformat()}]", basis=basis)
    return DateCandidate(source, "medium", period, note)


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
    if not m["place"]:
        return bool(m["agency"])
    if labels.label_of(m["place"]):  # "Updated 24 March 2019"
        return False
    words = m["place"].replace(",", " ").split()
    if all(map(months.is_weekday, words)):
        return False
    named = all(
        w[0].isupper() or w in ("de", "of", "del", "la", "al", "and") or not w[0].isalpha() for w in words
    )
    ends_line = m.end() >= len(text) or text[m.end()] in "\r\n"
    marked = words[0].isupper() or m["agency"] or m["end"] in ("--", "-", "–", "—") or ends_line
    return named and len(words) <= 6 and words[0].casefold() not in _NO_PLACE and bool(marked)


def first_comment(periods: Iterable[Period | None]) -> DateCandidate | None:
    """The article is no later than its first comment."""
    latest = min((p.latest for p in periods if p and p.latest), default=None)
    if latest is None:
        return None
    return not_after("first comment", latest, "no later than the first comment", latest.date().isoformat())


def decide(candidates: Sequence[DateCandidate]) -> tuple[Period | None, tuple[str, ...]]:
    """The publication period that the candidates allow together, and notes on what disagreed.

    User first; then the high ones (their hull where they differ); then the medium ones, what is called publication
    in words before the rest. The first comment and the last change only bound. None where nothing speaks, and then
    it stays unknown.
    """
    for candidate in candidates:
        if candidate.source == "user":
            return candidate.period, ()
    bounds = [c.period for c in candidates if c.source in BOUNDS]
    stated = [c for c in candidates if c.source not in BOUNDS and c.trust != "low"]
    high = [c for c in stated if c.trust == "high"]
    late = [
        c for c in stated if not high and c.source in BESIDE and any(_before(b, c.period) for b in bounds)
    ]
    medium = [c for c in stated if c.trust == "medium" and c not in late]
    period, notes = _machines(high, medium) if high else _people(_with_year(medium))
    if period is None or not period.known:
        return _unstated(period, bounds, candidates), (*notes, *map(_too_late, late))
    notes = (*notes, *map(_too_late, late))
    for bound in bounds:
        period, more = _bounded(period, bound)
        notes = (*notes, *more)
    return period, notes


def _too_late(candidate: DateCandidate) -> str:
    return f"publication date: {candidate.period.basis} is later than a comment or a change, so it is another day"


def _bounded(period: Period, bound: Period) -> tuple[Period, tuple[str, ...]]:
    if period.latest is None or bound.latest is None or period.latest <= bound.latest:
        return period, ()
    if period.earliest and period.latest - period.earliest < 2 * A_DAY and period.meets(bound):
        return period, ()  # one day in two time zones; the bound is in one of them
    both = narrowed(period, bound)
    if both is None:
        if period.earliest and period.earliest - bound.latest <= A_DAY:  # the other day of a time zone
            return period, ()
        what = (bound.basis or "").removeprefix("no later than ")
        return period, (f"publication date: {period.basis} stands, though it is later than {what}",)
    return replace(both, basis=f"{period.basis}; {bound.basis}", edtf=interval(both)), ()


def _machines(
    high: Sequence[DateCandidate], medium: Sequence[DateCandidate]
) -> tuple[Period, tuple[str, ...]]:
    """What is written for machines; what the page shows its readers widens it where it names the day beside (a time
    zone) or, called publication in words, an earlier day: machines are often told the last change."""
    first = high[0].period
    stated = [c.period for c in high]
    notes = []
    for c in medium:
        if c.period.meets(first):
            continue
        if _next_day(c.period, first) or (c.source in IN_WORDS and _before(c.period, first)):
            stated.append(c.period)
        elif c.period.bounded and not _is_wide(c):
            notes.append(
                f"publication date: {c.period.basis} does not fit {first.basis}, which was taken as the surer"
            )
    period, differ = _together(stated)
    return period, (*differ, *notes)


def _together(periods: Sequence[Period]) -> tuple[Period, tuple[str, ...]]:
    """The hull of what is equally sure, and a note where that is more than one day in two time zones."""
    first, whole = periods[0], periods[0]
    for other in periods[1:]:
        whole = hull(whole, other)
    if (whole.earliest, whole.latest) == (first.earliest, first.latest):
        return first, ()
    said = "; ".join(dict.fromkeys(f"{p.basis}: {p.edtf or interval(p)}" for p in periods))
    apart = whole.earliest and whole.latest and whole.latest - whole.earliest > 2 * A_DAY
    basis = f"{said}; these differ" + ("" if apart else " by a day, as time zones make them")
    return replace(whole, edtf=interval(whole), basis=basis, span=first.span), (f"publication date: {basis}",)


def _met(period: Period, other: Period) -> Period:
    """`period` narrowed by `other`, which it meets: of the days that a stamp can be, those that `other` holds."""
    if period.edtf and re.fullmatch(r"\[[\d,-]+\]", period.edtf):
        left = [d for d in map(edtf.parse, period.edtf[1:-1].split(",")) if d.meets(other)]
        if len(left) == 1:
            return replace(left[0], basis=f"{period.basis}; {other.basis} says which", span=period.span)
        return period
    return narrowed(period, other) or period


def _people(stated: Sequence[DateCandidate]) -> tuple[Period | None, tuple[str, ...]]:
    """What is shown to readers: of the narrowest, those in words of publication first; days that differ stay an
    interval, unless only one of them says what day it is."""
    known = sorted(
        (c for c in stated if c.period.bounded), key=lambda c: (_is_wide(c), c.source not in IN_WORDS)
    )
    if not known:
        return (stated[0].period if stated else None), ()
    best = known[0]
    alike, notes = [best.period], []
    for other in known[1:]:
        if best.period.meets(other.period):
            best = replace(best, period=_met(best.period, other.period))
            continue
        same = _is_wide(other) == _is_wide(best) and (other.source in IN_WORDS or best.source not in IN_WORDS)
        if same or _next_day(other.period, best.period):
            alike.append(other.period)
        else:
            notes.append(
                f"publication date: {other.period.basis} does not fit {best.period.basis}, which was taken"
            )
    period, differ = _together([best.period, *alike[1:]])
    return period, (*differ, *notes)


def _is_wide(candidate: DateCandidate) -> bool:
    """Whether it leaves more than a month open; a day in one order or the other does not."""
    return _width(candidate) > dt.timedelta(days=32)


def _before(period: Period, other: Period) -> bool:
    """Whether it ends more than a day before the other begins; one day is the doubt of time zones."""
    return bool(period.latest and other.earliest and period.latest + A_DAY < other.earliest)


def _next_day(period: Period, other: Period) -> bool:
    """Whether they name days side by side: one is given in another time zone, and both stand."""
    if not (period.earliest and other.earliest and period.latest):
        return False
    short = period.latest - period.earliest < A_DAY
    return short and abs(period.earliest - other.earliest) == A_DAY


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
    period: Period | None, bounds: Sequence[Period], candidates: Sequence[DateCandidate]
) -> Period | None:
    """What is left where no day is stated: the earliest bound, or nothing, with the reasons in words."""
    said = [(period.basis or "") if period else "the page gives no date"]
    said += [c.period.basis or "" for c in candidates if c.trust == "low" and not c.period.known]
    if guessed := next((c.note for c in candidates if c.trust == "low" and c.period.known and c.note), None):
        said[0] += f" (guessed: {guessed}; not used)"
    latest = min((b for b in bounds if b.latest), key=lambda b: str(b.latest), default=None)
    if latest:
        return replace(
            latest, basis="; ".join([*said, latest.basis or ""]), span=period.span if period else None
        )
    if period or len(said) > 1:
        return replace(period or Period(), basis="; ".join(said))
    return None


def interval(period: Period) -> str | None:
    """The EDTF string of whole days: one day, or one of those between."""
    if period.earliest is None or period.latest is None:
        return edtf.format_period(replace(period, edtf=None))
    first, last = period.earliest.date(), period.latest.date()
    return first.isoformat() if first == last else f"[{first.isoformat()}..{last.isoformat()}]"


def _width(candidate: DateCandidate) -> dt.timedelta:
    period = candidate.period
    assert period.latest is not None
    assert period.earliest is not None
    return period.latest - period.earliest
