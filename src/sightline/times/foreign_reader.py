"""What every grammar of another language needs: the tokens, the language's words, numbers, units and joints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sightline.times import english_dates as dates
from sightline.times.expr import CalendarDate, Expr, UnitName
from sightline.times.lexicon import Lexicon
from sightline.times.tokens import Tokens, is_digits, sentence

Hit = tuple[Expr, int]
DateHit = tuple[CalendarDate, int]
APOSTROPHES = frozenset({"'", "’", "ʼ"})
_ROMAN = re.compile(r"(?:X{0,2})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_UP_TO = frozenset({"до", "hasta", "bis", "antes", "avant", "fino", "até"})
# what may be written between an amount and its noun's ending: "14-го", "1990-х", "1-м"
_ORDINAL_TAILS = frozenset(
    "го й м му я ой ом ми ого ому ї ій е ь º ª o a er ère re e ème eme nd nde °".split()
)


@dataclass(frozen=True, slots=True)
class Reader:
    """The tokens of one part and the words of its language."""

    t: Tokens
    x: Lexicon

    def word(self, i: int) -> str:
        """Token `i` in lower case; empty where the language writes the time with a capital and this has none."""
        word = self.t.low[i]
        return "" if word in self.x.capital_only and not self.t.text[i][:1].isupper() else word

    def skip_of(self, i: int) -> int:
        """Past the words that stand between day, month and year ("de", "du", "des")."""
        while self.t.low[i] and self.t.low[i] in self.x.of:
            i += 1
        return i

    def suffix(self, i: int) -> int:
        """How many tokens a case ending behind an apostrophe takes at `i` ("'ta" of "Mart'ta"): 0 or 2."""
        if self.t.text[i] not in APOSTROPHES or not self.t.joined(i) or not self.t.joined(i + 1):
            return 0
        return 2 if self.t.text[i + 1].isalpha() and len(self.t.text[i + 1]) <= 4 else 0

    def matches(self, i: int, phrases: frozenset[tuple[str, ...]]) -> int:
        """The length of the longest of `phrases` at `i`, or 0."""
        return max((len(p) for p in phrases if self.t.low[i : i + len(p)] == p), default=0)

    def unit(self, i: int) -> tuple[UnitName, int] | None:
        """(unit, next token) at `i`; units of several words first ("fin de semana")."""
        for words, name in self.x.long_units.items():
            if self.t.low[i : i + len(words)] == words:
                return name, i + len(words)
        name_ = self.x.units.get(self.word(i))
        return (name_, i + 1) if name_ is not None else None

    def amount(self, i: int) -> tuple[float, float, int] | None:
        """(low, high, next token) of a number or a word for one; "more than", "almost" are passed over."""
        if self.t.low[i] not in self.x.numbers:
            i += self.matches(i, self.x.about)
        word = self.t.low[i]
        if word in self.x.numbers:
            return (*self.x.numbers[word], i + 1)
        if self.t.text[i + 1] in APOSTROPHES and (whole := f"{word}ʼ{self.t.low[i + 2]}") in self.x.numbers:
            return (*self.x.numbers[whole], i + 3)  # "п'ять"
        n = self.t.number(i)
        return None if n is None or len(self.t.text[i]) > 3 else (float(n), float(n), i + 1)

    def length(self, i: int) -> tuple[float, float, UnitName, int] | None:
        """An amount with its unit, or a word that is both ("полгода")."""
        start = i + self.matches(i, self.x.about)
        whole = self.x.lengths.get(self.t.low[start])
        if whole is not None:
            return (*whole, start + 1)
        amount = self.amount(i)
        if amount and (unit := self.unit(amount[2])) is None:
            amount = self.amount(start)  # "unos 20 años": about, and some
        unit = self.unit(amount[2]) if amount else None
        return (amount[0], amount[1], unit[0], unit[1]) if amount and unit else None

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """(n, next token) of "first", "IV", "2-м", "1er", "19."."""
        n = self.x.ordinals.get(self.word(i))
        if n is not None:
            return n, i + 1
        if (value := roman(self.t.text[i])) is not None:
            return value, i + 1 + self._tail(i + 1)
        n = self.t.number(i)
        if n is None or len(self.t.text[i]) > 2 or not n:
            return None
        stop = self.t.text[i + 1] == "." and self.t.joined(i + 1) and "." in self.x.of | self.x.stops
        return n, i + 1 + (stop or self._tail(i + 1))

    def _tail(self, i: int) -> int:
        """Tokens of an ordinal's ending: "-го", "er", "º"."""
        if self.t.text[i] in dates.DASHES and self.t.text[i] and self.t.low[i + 1] in _ORDINAL_TAILS:
            return 2 if self.t.joined(i) and self.t.joined(i + 1) else 0
        return 1 if self.t.joined(i) and self.t.low[i] in _ORDINAL_TAILS else 0

    def day(self, i: int) -> tuple[int, int] | None:
        """(day 1-31, next token): "14", "14-го", "1er", "14."."""
        if not is_digits(self.t.text[i]):
            n = self.x.numbers_as_days.get(self.t.low[i])
            return (n, i + 1) if n is not None else None
        found = self.ordinal(i)
        return found if found and 1 <= found[0] <= 31 else None

    def ahead(self, i: int) -> bool:
        """Whether a word of the sentence around token `i` speaks of the future."""
        x, t = self.x, self.t
        begin, end = sentence(t, i)
        before = i - 1
        while before > begin and (t.low[before] in x.articles or t.low[before] in x.of):
            before -= 1
        if i and t.low[before] in _UP_TO:
            return True
        return any(_future(x, t.low[k]) for k in range(max(begin, i - 14), min(end, i + 14)))


def _future(x: Lexicon, word: str) -> bool:
    return word in x.future or (bool(x.future_endings) and len(word) > 4 and word.endswith(x.future_endings))


def roman(word: str) -> int | None:
    """The value of a Roman numeral I to XXIX, a French "e" behind it aside."""
    core = word[:-1] if len(word) > 1 and word[-1] == "e" else word
    if not core or not _ROMAN.fullmatch(core):
        return None
    values = [_ROMAN_VALUES[c] for c in core] + [0]
    return sum(-a if a < b else a for a, b in pairwise(values))


def longest(hits: Iterator[Hit | None]) -> Hit | None:
    """The hit that reaches furthest; the first of several."""
    best: Hit | None = None
    for hit in hits:
        if hit is not None and (best is None or hit[1] > best[1]):
            best = hit
    return best
