"""English stretches of the calendar: "the 1990s", "Q4 2018", "FY2019", "the summer of 1941", "Christmas"."""

from sightline.times.calendrical import two_digit_year
from sightline.times.english_dates import DASHES, SUFFIXES, Hit, era, tail_year
from sightline.times.expr import FiscalYear, Holiday, Quarter, Season, Vague, Years
from sightline.times.tokens import Tokens
from sightline.times.words_en import DECADES, HOLIDAYS, ORDINALS, SEASONS

_HOLIDAY_STARTS = frozenset(words[0] for words in HOLIDAYS)


def decade(t: Tokens, i: int) -> Hit | None:
    """ "1990s", "’90s", "nineties", "20th century", "nineteenth century", "480s BC"."""
    if (
        t.text[i] in ("'", "’")
        and t.joined(i + 1)
        and t.number(i + 1) is not None
        and len(t.text[i + 1]) == 2
    ):
        hit = decade(t, i + 1)  # "’90s"
        return hit if hit and t.low[i + 2] == "s" else None
    value = t.number(i)
    if value is not None and t.text[i + 1] in ("s", "'", "’"):
        j = i + 1 + (t.text[i + 1] != "s")
        if t.low[j] == "s" and t.joined(j) and (j == i + 1 or t.joined(i + 1)) and value % 10 == 0:
            told = era(t, j + 1)
            if told and told[0]:
                return Years(value, value + 9, "decade", bc=True), told[1]
            if len(t.text[i]) == 4 and 1000 <= value <= 2190 and j == i + 1:
                return Years(value, value + (99 if value % 100 == 0 and value < 2000 else 9), "decade"), j + 1
            if len(t.text[i]) == 2 and t.text[i - 1] in ("'", "’", "the", "late", "early", "mid"):
                first = (value + 1900) if value >= 20 else value + 2000
                return Years(first, first + 9, "decade"), j + 1
    if t.low[i] in DECADES and t.low[i - 1] in ("the", "early", "late", "mid", "-"):
        first = 1900 + DECADES[t.low[i]]
        return Years(first, first + 9, "decade", note="of the twentieth century"), i + 1
    return _century(t, i)


def _century(t: Tokens, i: int) -> Hit | None:
    nth, j = ORDINALS.get(t.low[i]), i + 1
    if nth is None and t.low[i] == "twenty" and t.text[i + 1] == "-" and t.low[i + 2] == "first":
        nth, j = 21, i + 3
    if nth is None and t.number(i) is not None and t.low[i + 1] in SUFFIXES and t.joined(i + 1):
        nth, j = t.number(i), i + 2
    if nth is None or not 1 <= nth <= 30:
        return None
    j += t.text[j] in DASHES
    if t.low[j] != "century":
        return None
    told = era(t, j + 1)
    end = told[1] if told else j + 1
    return Years(100 * (nth - 1), 100 * nth - 1, "century", bc=bool(told and told[0])), end


def quarter(t: Tokens, i: int) -> Hit | None:
    """ "Q4 2018", "Q4", "H1 2024", "FY2019", "fiscal year 2020", "the third quarter of 2018"."""
    word = t.low[i]
    if word in ("q", "h") and t.text[i].isupper() and t.joined(i + 1):
        n = t.number(i + 1)
        if n is not None and 1 <= n <= (4 if word == "q" else 2) and len(t.text[i + 1]) == 1:
            rest, end = tail_year(t, i + 2)
            if word == "h" and rest.year is None:
                return None
            return Quarter(n, rest.year, word == "h", rest.within), end
    if word == "fy" or (word == "fiscal" and t.low[i + 1] == "year"):
        j = i + (1 if word == "fy" else 2)
        j += t.text[j] in DASHES
        n = t.number(j)
        if n is not None and len(t.text[j]) in (2, 4):
            full = n if len(t.text[j]) == 4 else two_digit_year(n)
            return FiscalYear(full), j + 1
        return (Vague("a fiscal year that is not named"), j) if word == "fiscal" else None
    if word in ("first", "second", "third", "fourth", "last") and t.low[i + 1] == "quarter":
        rest, end = tail_year(t, i + 2)
        if rest.year is not None or rest.within is not None:
            return Quarter(ORDINALS[word] if word != "last" else 4, rest.year, False, rest.within), end
    return None


def season(t: Tokens, i: int) -> Hit | None:
    """ "spring", "the summer of 1941", "autumn 1942", "the winter of 1941-42"."""
    j = i + (t.low[i] == "the")
    index = SEASONS.get(t.low[j])
    if index is None:
        return None
    rest, end = tail_year(t, j + 1)
    if rest.year is None and rest.within is None:
        if t.low[j] == "fall" or (t.low[j] == "spring" and t.low[j + 1] in ("to", "up", "into", "from")):
            before = t.low[j - 1] if j else ""
            ok = before in (
                "in",
                "this",
                "last",
                "next",
                "since",
                "by",
                "until",
                "early",
                "late",
                "that",
                "during",
            )
            the = before == "the" and (t.low[j - 2] if j > 1 else "") in ("in", "during", "until", "by", "of")
            if not (ok or (the and t.low[j + 1] != "of")):
                return None
        end = j + 1
    return Season(index, rest.year, rest.within, rest.bc), end


def holiday(t: Tokens, i: int) -> Hit | None:
    if t.low[i] not in _HOLIDAY_STARTS or not (t.text[i][0].isupper() or t.low[i] == "the"):
        return None
    for words, name in HOLIDAYS.items():
        if t.low[i : i + len(words)] == words:
            j = i + len(words)
            if not name:
                return Vague("a feast or named day whose date the text does not give"), j
            rest, end = tail_year(t, j)
            return Holiday(name, rest.year, rest.within), end
    return None
