"""English amounts and units: "two and a half", "a few", "more than three", "ten-day"."""

from dataclasses import dataclass

from sightline.times.expr import UnitName
from sightline.times.tokens import Tokens, is_digits
from sightline.times.words_en import (
    AMOUNTS,
    APPROXIMATORS,
    FORTNIGHT,
    LOOSE,
    ONES,
    PLURAL_UNITS,
    TENS,
    UNITS,
)

_APPROXIMATORS = {w[0]: tuple(x for x in APPROXIMATORS if x[0] == w[0]) for w in APPROXIMATORS}


@dataclass(frozen=True, slots=True)
class Length:
    """An amount of a unit over tokens [start, end). hyphened: "ten-day". bare: no number ("weeks")."""

    start: int
    end: int
    low: float
    high: float
    unit: UnitName
    loose: bool = False
    hyphened: bool = False
    bare: bool = False
    article: bool = False


def number(t: Tokens, i: int) -> tuple[float, float, int] | None:
    """The amount at token `i` as (low, high, next token), or None."""
    word = t.low[i]
    if is_digits(word):
        return _digits(t, i)
    if word in ("a", "an", "one", "half"):
        return _small(t, i)
    if word in AMOUNTS and word not in ("hundred", "dozen", "couple"):
        after = i + 1 + (t.low[i + 1] == "of" and word == "dozens")
        return (*AMOUNTS[word], after)
    if word in TENS:
        j = i + 1
        if t.text[j] == "-" and t.low[j + 1] in ONES:
            j += 1
        if t.low[j] in ONES and ONES[t.low[j]] < 10 and j > i:
            return (*_pair(TENS[word] + ONES[t.low[j]]), j + 1)
        return (*_pair(TENS[word]), i + 1)
    if word in ONES:
        return _fraction(t, ONES[word], i + 1)
    if word == "hundred":
        return 100, 100, i + 1
    return None


def _pair(value: float) -> tuple[float, float]:
    return value, value


def _digits(t: Tokens, i: int) -> tuple[float, float, int] | None:
    if len(t.text[i]) > 4 or not t.text[i].isascii() or (i and t.joined(i) and t.text[i - 1] in ".,:$€£/"):
        return None
    value, j = float(t.text[i]), i + 1
    if t.text[j] == "." and t.joined(j) and t.joined(j + 1) and is_digits(t.text[j + 1]):
        value, j = float(f"{t.text[i]}.{t.text[j + 1]}"), j + 2
    elif t.text[j] == "," and t.joined(j) and t.joined(j + 1) and len(t.text[j + 1]) == 3:
        if not is_digits(t.text[j + 1]):
            return None
        value, j = value * 1000 + float(t.text[j + 1]), j + 2
    part = _half_behind(t, j)
    if part:
        return value + part, value + part, j + 3 + (t.text[j] == "-")
    if t.text[j] in "-–" and t.text[j] and is_digits(t.text[j + 1]) and len(t.text[j + 1]) <= 3:
        return value, max(value, float(t.text[j + 1])), j + 2
    if t.low[j] in ("to", "or") and is_digits(t.text[j + 1]) and len(t.text[j + 1]) <= 3:
        return value, max(value, float(t.text[j + 1])), j + 2
    return value, value, j


def _half_behind(t: Tokens, j: int) -> float:
    """The fraction of "2-1/2", "2 1/2" behind its whole number; 0 where none stands there."""
    dash = t.text[j] == "-" and t.joined(j)
    top, slash, bottom = t.text[j + dash : j + dash + 3]
    if (
        (not dash and t.joined(j))
        or slash != "/"
        or not (is_digits(top) and is_digits(bottom))
        or not 0 < int(top) < int(bottom) < 10
    ):
        return 0.0
    return int(top) / int(bottom)


def _small(t: Tokens, i: int) -> tuple[float, float, int] | None:
    word, after = t.low[i], t.low[i + 1]
    if word == "half":
        return (0.5, 0.5, i + 2) if after in ("a", "an") else None
    if after in ("few", "couple", "dozen", "hundred"):
        j = i + 2
        if t.low[j] == "of":
            j += 1
        return (*AMOUNTS[after], j)
    return _fraction(t, 1, i + 1)


def _fraction(t: Tokens, whole: int, j: int) -> tuple[float, float, int]:
    if t.low[j] == "hundred":
        return whole * 100, whole * 100, j + 1
    if t.low[j] == "and" and t.low[j + 1] in ("a", "half"):
        k = j + 1 + (t.low[j + 1] == "a")
        if t.low[k] == "half":
            return whole + 0.5, whole + 0.5, k + 1
    if t.low[j] in ("or", "to") and t.low[j + 1] in ONES:
        return whole, max(whole, ONES[t.low[j + 1]]), j + 2
    return whole, whole, j


def length(t: Tokens, i: int) -> Length | None:
    """An amount and a unit at token `i`: "two weeks", "a few days", "ten-day", "more than a year", "weeks"."""
    if t.low[i] in PLURAL_UNITS:
        return Length(i, i + 1, 1, 9, UNITS[t.low[i]], loose=True, bare=True)
    j, loose = approximated(t, i)
    if t.low[j] == "a" and t.low[j + 1] == "mere":
        j += 2
    amount = number(t, j)
    if amount is None:
        return None
    low, high, k = amount
    article = t.low[j] in ("a", "an") and k == j + 1
    hyphened = False
    if t.text[k] in ("-", "–") and t.low[k + 1] in UNITS:
        k, hyphened = k + 1, True
    elif t.low[k] == "half" and article:
        return None
    elif t.low[k] not in UNITS and t.low[k] not in FORTNIGHT and t.text[k].isalpha():
        plural = t.low[k + 1] in PLURAL_UNITS and high > 1
        whole = t.low[k] in ("full", "whole", "further", "single", "year") and t.low[k + 1] in UNITS
        if not (plural or whole) or t.low[k] in ("of", "and", "to", "in"):
            return None
        k += 1
    if t.low[k] in FORTNIGHT:
        return Length(i, k + 1, 2 * low, 2 * high, "week", loose, hyphened, article=article)
    unit = UNITS.get(t.low[k])
    if unit is None or (unit == "quarter" and t.low[k + 1] == "of"):
        return None
    if t.low[k] == "seconds":
        low, high = low / 60, high / 60
    k += 1
    if t.low[k] == "and" and t.low[k + 1] == "a" and t.low[k + 2] == "half":
        low, high, k = low + 0.5, high + 0.5, k + 3
    return Length(i, k, low, high, unit, loose, hyphened, article=article)


def approximated(t: Tokens, i: int) -> tuple[int, bool]:
    """(token after the words "more than", "about", ... at `i`, whether they make the amount loose)."""
    for words in _APPROXIMATORS.get(t.low[i], ()):
        if t.low[i : i + len(words)] == words:
            return i + len(words), any(w in LOOSE for w in words)
    return i, False
