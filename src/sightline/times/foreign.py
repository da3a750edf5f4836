"""One grammar for the languages other than English, over each language's word tables.

Arabic, Persian, Hebrew and Chinese: dates with their day or year alone (`foreign_scripts`).
"""

from collections.abc import Iterator
from dataclasses import replace

from sightline.times import english_dates as dates
from sightline.times import foreign_scripts
from sightline.times.expr import CalendarDate, Expr, Unit
from sightline.times.foreign_clock import before_day, clock, with_day
from sightline.times.foreign_dates import date, month, month_alone, month_day, season, weekday, year
from sightline.times.foreign_periods import century, decade, night, nth_unit, portion, quarter
from sightline.times.foreign_reader import Hit, Reader, longest
from sightline.times.foreign_relative import counted, phrase, stepped
from sightline.times.tokens import Tokens, is_digits
from sightline.times.words_german_turkish import GERMAN, TURKISH
from sightline.times.words_romance import FRENCH, ITALIAN, PORTUGUESE, SPANISH
from sightline.times.words_slavic import POLISH, RUSSIAN, UKRAINIAN

LEXICONS = {"es": SPANISH, "fr": FRENCH, "it": ITALIAN, "pt": PORTUGUESE, "ru": RUSSIAN, "uk": UKRAINIAN,
            "pl": POLISH, "de": GERMAN, "tr": TURKISH}  # fmt: skip
LANGUAGES = frozenset(LEXICONS) | foreign_scripts.LANGUAGES
_IN = frozenset({"у", "в", "во", "en", "im", "em", "in", "w"})
_PLAIN = (
    phrase,
    month_alone,
    month_day,
    nth_unit,
    weekday,
    portion,
    counted,
    stepped,
    season,
    quarter,
    decade,
    century,
    night,
    year,
)


def _at(r: Reader, i: int) -> Hit | None:
    """The longest expression at token `i`."""
    led = i + (r.t.low[i] in r.x.day_parts)  # "утром 14 марта", "вечером в субботу"
    best = _plain(r, i)
    if led > i:
        k = led + (r.t.low[led] in r.x.articles or r.t.low[led] in r.x.of)
        day = weekday(r, k) or date(r, k)
        if day and isinstance(day[0], CalendarDate) and (day[0].day or day[0].weekday is not None):
            best = longest(iter((best, day)))
    best = _month_of(r, best)
    timed = before_day(r, clock(r, i), lambda k: _day_at(r, k))
    return longest(iter((with_day(r, best), best, timed)))


def _month_of(r: Reader, hit: Hit | None) -> Hit | None:
    """A month said behind its year: "торік у березні", "el año pasado en marzo"."""
    if hit is None or not isinstance(hit[0], Unit) or hit[0].unit != "year" or hit[0].index is not None:
        return hit
    named = month(r, hit[1] + (r.t.low[hit[1]] in _IN))
    return (CalendarDate(month=named[0], within=hit[0]), named[1]) if named else hit


def _plain(r: Reader, i: int) -> Hit | None:
    readers = (read(r, i) for read in _PLAIN)
    return longest(iter((dates.numeric(r.t, i), dates.military(r.t, i), *readers)))


def _day_at(r: Reader, i: int) -> Hit | None:
    return longest(read(r, i) for read in (phrase, date, weekday, stepped))


def expressions(t: Tokens, language: str) -> Iterator[tuple[int, int, Expr]]:
    """(first token, past last token, what it says), in text order, never overlapping."""
    if language in foreign_scripts.LANGUAGES:
        yield from foreign_scripts.expressions(t, language)
        return
    reader = Reader(t, LEXICONS[language])
    i, size, done = 0, len(t), 0
    while i < size:
        hit = _at(reader, i) if t.text[i][0].isalnum() else None
        if hit is None:
            i += 1
            continue
        expr, end = hit
        expr = _with_year(reader, expr, end)
        yield from _days_before(reader, i, done, expr)
        done = min(end, size)
        yield i, done, expr
        i = max(end, i + 1)


def _with_year(r: Reader, expr: Expr, end: int) -> Expr:
    """The year that the end of a range gives its begin: "с мая по июль 2018 года", "28 de febrero al 5 de marzo de 2018"."""
    if not isinstance(expr, CalendarDate) or expr.month is None or expr.year or expr.within or expr.bc:
        return expr
    joined = r.t.low[end] in r.x.joiners or (r.t.text[end] in dates.DASHES and bool(r.t.text[end]))
    if not joined:
        return expr
    k = end + 1
    while r.t.low[k] and (r.t.low[k] in r.x.articles or r.t.low[k] in r.x.of):
        k += 1
    last = date(r, k)
    if last is None or not last[0].month:
        return expr
    if last[0].within is not None and last[0].month >= expr.month:
        return replace(expr, within=last[0].within)
    if last[0].year is None:
        return expr
    return replace(expr, year=last[0].year - (last[0].month < expr.month))


def _days_before(r: Reader, i: int, done: int, expr: Expr) -> Iterator[tuple[int, int, Expr]]:
    """The earlier days of "13–15 січня", "del 3 al 5 de mayo", "vom 3. bis zum 5. Mai"."""
    t = r.t
    if not (isinstance(expr, CalendarDate) and expr.day and expr.month and is_digits(t.text[i])):
        return
    found: list[tuple[int, int, Expr]] = []
    j = i
    while j - 2 >= done:
        k = j - 1
        while k > done and t.low[k] not in r.x.joiners and (t.low[k] in r.x.of or t.low[k] in r.x.articles):
            k -= 1
        dash = t.text[k] in dates.DASHES and bool(t.text[k])
        if not (dash or t.low[k] in r.x.joiners or (t.text[k] == "," and found)):
            break
        k -= 1
        end = k + 1
        k -= t.text[k] == "." and k > done
        day = dates.day_number(t, k) if k >= done and is_digits(t.text[k]) else None
        if day is None or (t.joined(k) and k and t.text[k - 1] in "-.:"):
            break
        found.append((k, end, CalendarDate(expr.year, expr.month, day[0], within=expr.within)))
        j = k
    yield from reversed(found)


def looks_ahead(t: Tokens, first: int, language: str) -> bool:
    """Whether a word of the sentence around token `first` speaks of the future."""
    lexicon = LEXICONS.get(language)
    return lexicon is not None and Reader(t, lexicon).ahead(first)
