"""Date stamps as comment systems and bylines print them: found, and read in the order that all of a page allow.

A stamp such as 03-04-22 can be read in two orders. Which one is decided over all stamps of a page: one
that allows a single order settles the others. With none, both readings stay.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from sightline.model.period import Period, days
from sightline.reading.months import is_weekday, month_number

Order = Literal["day-month-year", "month-day-year", "year-month-day"]
LIKE_OTHERS = "like the other stamps of the page"
ORDERS: tuple[Order, ...] = ("day-month-year", "month-day-year", "year-month-day")

_WORD = r"[^\W\d_]{3,12}"
_YEAR = r"(?:19|20)\d{2}"
_NUMERIC = re.compile(r"(?<![\d.,/-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d%])")
_ISO = re.compile(
    rf"(?<![\d/-])({_YEAR})\s?([-/.年년])\s?(\d{{1,2}})\s?[-/.月월]\s?(\d{{1,2}})(?:\s?[日일])?(?![\d%])"
)
_DAY_FIRST = re.compile(
    rf"(?<![\w.:])(\d{{1,2}})(?:st|nd|rd|th|er|º|ª)?[\s.-]{{1,3}}(?:de |of )?({_WORD})\.?[,\s-]{{1,2}}"
    rf"(?:de |del )?({_YEAR}|['’]\d\d)(?!\d)",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)({_WORD})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,\s?|\s)\s?({_YEAR}|['’]\d\d)(?!\d)", re.I
)
_YEAR_FIRST = re.compile(
    rf"(?<![\w.:])({_YEAR})\.?[\s-]({_WORD})\.?[\s-](\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])", re.I
)
# "Tue Nov 19 21:57:01 UTC 2019", as date(1) and many programs print it.
_CTIME = re.compile(
    rf"(?<!\w)({_WORD})\s+(\d{{1,2}})\s+\d{{1,2}}:\d\d(?::\d\d)?\s+(?:[A-Z+\d:-]{{2,6}}\s+)?({_YEAR})(?!\d)",
    re.I,
)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
# Digits of other scripts, each for one ASCII digit: Arabic-Indic, Persian, Devanagari, Bengali, Thai, full width.
_DIGITS = {
    first + n: ord("0") + n for first in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10) for n in range(10)
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date at [start, end) of the line it was found in. readings: what day it is, in each order that the
    numbers allow; one entry where the month is named or the year comes first in four digits."""

    start: int
    end: int
    words: str
    readings: tuple[tuple[Order, dt.date], ...]
    numeric: bool


def find(line: str, *, after: int = 0) -> Stamp | None:
    """The first full date in `line`, at or after `after`; None where there is none that exists.

    Years of other calendars (2562 of the Buddhist era, 1398 of the Persian) are none: they are not converted."""
    ascii_line = ascii_digits(line)
    found = [s for s in (f(ascii_line, after) for f in (_iso, _named, _numbers)) if s]
    first = min(found, key=lambda s: s.start, default=None)
    return replace(first, words=line[first.start : first.end]) if first else None


def ascii_digits(line: str) -> str:
    """The line, as long as before, with the digits of other scripts as 0 to 9."""
    return line if line.isascii() else line.translate(_DIGITS)


def settle(stamps: Iterable[Stamp]) -> Order | None:
    """The one order that all numeric stamps allow; None where several do, or none does.

    Only what the page prints decides, never when it was fetched: the same bytes always give the same reading.
    """
    allowed = set(ORDERS)
    seen = False
    for stamp in stamps:
        if stamp.numeric:
            seen, allowed = True, allowed & {order for order, _ in stamp.readings}
    if len(allowed) > 1:  # two-digit years first: only where nothing else fits
        allowed.discard("year-month-day")
    return next(iter(allowed)) if seen and len(allowed) == 1 else None


@dataclass(frozen=True, slots=True)
class Ordering:
    """In which order a page writes its numeric dates (None: unknown), and what says so."""

    order: Order | None = None
    why: str = LIKE_OTHERS


def ordering(stamps: Iterable[Stamp], locale: str | None) -> Ordering:
    """What the stamps of a page settle among themselves; where they do not, what is usual in its language.

    locale: a language tag such as "de" or "en-GB"."""
    numeric = [s for s in stamps if s.numeric]
    order = settle(numeric)
    usual = usual_order(locale) if order is None else None
    if usual and all(usual in dict(s.readings) for s in numeric):
        return Ordering(usual, f"as is usual in its language ({locale})")
    return Ordering(order)


@lru_cache(maxsize=128)
def usual_order(locale: str | None) -> Order | None:
    """The order of the short date in CLDR for a language tag; None where it is unknown. "en" says nothing, since the United
    States differ from the rest, nor does "en-US", which programs write wherever nobody told them otherwise."""
    tag = (locale or "").strip().replace("_", "-")
    if tag.casefold() in ("en", "en-us") or not _TAG.fullmatch(tag):
        return None
    from babel import Locale, UnknownLocaleError

    try:
        pattern = str(Locale.parse(tag, sep="-").date_formats["short"].pattern)
    except (UnknownLocaleError, ValueError):
        return None
    letters = "".join(dict.fromkeys(c for c in pattern if c in "dMy"))
    found: dict[str, Order] = {"dMy": "day-month-year", "Mdy": "month-day-year", "yMd": "year-month-day"}
    return found.get(letters)


def period(stamp: Stamp, order: Order | None, why: str = LIKE_OTHERS) -> Period:
    """The day of the stamp, or the interval of its readings. Comment stamps name no time zone: the day is the
    page's own. why: what says that the page writes `order`."""
    readings = dict(stamp.readings)
    if not stamp.numeric:
        only = next(iter(readings.values()))
        return days(only, only, edtf=only.isoformat(), basis=f'date stamp "{stamp.words}"')
    usual = {o: d for o, d in readings.items() if o != "year-month-day"} or readings
    possible = sorted(set(usual.values()))
    if order in readings:
        day = readings[order]
        basis = f'date stamp "{stamp.words}", read as {order}'
        if len(possible) > 1 or day not in possible:
            basis += f" {why}"
        return days(day, day, edtf=day.isoformat(), basis=basis)
    if len(possible) == 1:
        day = possible[0]
        basis = f'date stamp "{stamp.words}", read as {" or ".join(usual)}'
        return days(day, day, edtf=day.isoformat(), basis=basis)
    basis = f'date stamp "{stamp.words}": {" or ".join(usual)}, nothing on the page says which'
    edtf = "[" + ",".join(d.isoformat() for d in possible) + "]"
    return days(possible[0], possible[-1], edtf=edtf, basis=basis)


def _iso(line: str, after: int) -> Stamp | None:
    for m in _ISO.finditer(line, after):
        if day := _date(int(m[1]), int(m[3]), int(m[4])):
            return _sure(line, m, day)
    return None


def _named(line: str, after: int) -> Stamp | None:
    """The first date whose month is named, whatever stands before it: day, month or year."""
    stamps = []
    for pattern, d, m, y in (
        (_DAY_FIRST, 1, 2, 3), (_MONTH_FIRST, 2, 1, 3), (_YEAR_FIRST, 3, 2, 1), (_CTIME, 2, 1, 3),
    ):  # fmt: skip
        for found in pattern.finditer(line, after):
            month = month_number(found[m], dotted=line[found.end(d) : found.end(d) + 1] == ".")
            year = found[y].lstrip("'’")
            if month and (day := _date(_century(int(year), len(year) == 2), month, int(found[d]))):
                stamps.append(_sure(line, found, day))
                break
    return min(stamps, key=lambda s: s.start, default=None)


def _numbers(line: str, after: int) -> Stamp | None:
    for m in _NUMERIC.finditer(line, after):
        a, b, c = int(m[1]), int(m[3]), int(m[4])
        short = len(m[4]) == 2
        readings: list[tuple[Order, dt.date]] = []
        candidates: list[tuple[Order, dt.date | None]] = [("day-month-year", _date(_century(c, short), b, a))]
        if m[2] != ".":  # nobody writes month.day.year with points
            candidates.append(("month-day-year", _date(_century(c, short), a, b)))
        if short and len(m[1]) == 2:
            candidates.append(("year-month-day", _date(_century(a, short), b, c)))
        readings = [(order, day) for order, day in candidates if day]
        if readings:
            return Stamp(m.start(), m.end(), m[0], tuple(readings), numeric=True)
    return None


def _sure(line: str, m: re.Match[str], day: dt.date) -> Stamp:
    return Stamp(m.start(), m.end(), line[m.start() : m.end()], (("year-month-day", day),), numeric=False)


def _century(year: int, short: bool) -> int:
    return year + (2000 if year < 70 else 1900) if short else year


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None
    return found if 1900 <= year <= 2100 else None


_CLOCK = re.compile(
    r"\b\d{1,2}\s?[:.hч時时]\s?\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\.?)?|\b\d{1,2}\s?[ap]\.?m\.?(?!\w)", re.I
)
# What may stand beside a date without being a name: prepositions, "Uhr", zones, buttons.
_FILLER = frozenset(
    "at on um uhr à le a á as às las los el la h в о г года год р um saat saatinde klo om kl ore alle del de da "
    "of the posted published edited updated permalink reply link utc gmt est edt pst pdt cet cest msk z am pm "
    "tarihinde günü the dated date time says said by la las ore o klokken den dne".split()
)
_RELATIVE = re.compile(
    r"(?:\b(?:\d+|an?|one|about an?)\s+(?:second|sec|minute|min|hour|hr|day|week|wk|month|mo|year|yr)s?\.?\s+ago"
    r"|\b\d{1,3}\s?(?:s|m|h|d|w|mo|y)\s+ago\b"
    r"|\bvor\s+\w+\s+\w+|\bhace\s+\w+\s+\w+|\bil y a\s+\w+\s+\w+|\bhá\s+\w+\s+\w+|\b\d+\s+\w+\s+fa"
    r"|\b\d+\s+\w+\s+(?:önce|назад|тому|temu|geleden|sedan|siden|sitten)|(?:قبل|منذ)\s+\S+(?:\s+\S+)?"
    r"|\d+\s?(?:年|个月|か月|日|天|小时|時間|分钟|分)前|\bjust now\b|\byesterday\b)",
    re.I,
)


def relative(line: str) -> tuple[int, int] | None:
    """Where "3 years ago" or its like stands: it marks a comment, and says nothing that can be dated."""
    found = _RELATIVE.search(line)
    return found.span() if found else None


def left_over(line: str, start: int, end: int) -> str:
    """What the line says beside the stamp at [start, end): clock times, weekdays and filler taken away."""
    rest = _CLOCK.sub(" ", line[:start]) + " \x1f " + _CLOCK.sub(" ", line[end:])
    words = []
    for word in rest.split():
        bare = word.strip(".,;:()[]{}|•·@#-–—/\\\"'’+>»«")
        if word == "\x1f" or not bare or bare.casefold() in _FILLER or is_weekday(bare):
            continue
        words.append(word)
    return " ".join(words)
