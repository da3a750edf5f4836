"""One grammar for Spanish, Russian, Ukrainian, Turkish, French and German, over each language's word tables."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sightline.times import english_dates as dates
from sightline.times.english_clock import clock
from sightline.times.expr import (
    DURATION,
    CalendarDate,
    Expr,
    Night,
    Part,
    Season,
    Shift,
    Stretch,
    Unit,
    UnitName,
)
from sightline.times.lexicon import Lexicon
from sightline.times.tokens import Tokens, is_digits, sentence
from sightline.times.words_german_turkish import GERMAN, TURKISH
from sightline.times.words_romance import FRENCH, SPANISH
from sightline.times.words_slavic import RUSSIAN, UKRAINIAN

LEXICONS = {"es": SPANISH, "fr": FRENCH, "ru": RUSSIAN, "uk": UKRAINIAN, "de": GERMAN, "tr": TURKISH}
Hit = tuple[Expr, int]
_UP_TO = frozenset({"до", "hasta", "bis", "antes", "avant"})


@dataclass(frozen=True, slots=True)
class _Reader:
    t: Tokens
    x: Lexicon

    def at(self, i: int) -> Hit | None:
        """The longest expression at token `i`."""
        hits = [
            hit
            for hit in (
                self.phrase(i), dates.numeric(self.t, i), dates.military(self.t, i), clock(self.t, i), self.date(i),
                self.weekday(i), self.portion(i), self.counted(i), self.stepped(i), self.season(i), self.year(i),
            )
            if hit is not None
        ]  # fmt: skip
        return max(hits, key=lambda h: h[1]) if hits else None

    def word(self, i: int) -> str:
        word = self.t.low[i]
        return "" if word in self.x.capital_only and not self.t.text[i][0].isupper() else word

    def phrase(self, i: int) -> Hit | None:
        best: Hit | None = None
        for size in range(5, 0, -1):
            found = self.x.phrases.get(self.t.low[i : i + size])
            if found is not None:
                best = found, i + size
                break
        return best

    def _of(self, i: int) -> int:
        while self.t.low[i] in self.x.of and self.t.low[i]:
            i += 1
        return i

    def month(self, i: int, *, after_day: bool = False) -> tuple[int, int] | None:
        n = self.x.months.get(self.word(i) or (self.t.low[i] if after_day else ""))
        if n is not None:
            return n, i + 1 + (self.t.text[i + 1] in ("'", "’") and self._suffix(i + 2))
        if after_day and (n := self.x.short_months.get(self.t.low[i])) is not None:
            return n, i + 1 + (self.t.text[i + 1] == ".")
        return None

    def _suffix(self, i: int) -> int:
        """1 where a short case ending follows an apostrophe ("Mart'ta"): two tokens in all."""
        return 2 if self.t.joined(i) and self.t.text[i].isalpha() and len(self.t.text[i]) <= 4 else 0

    def date(self, i: int) -> Hit | None:
        day = dates.day_number(self.t, i) if is_digits(self.t.text[i]) else None
        if day is None:
            named = self.month(i)
            if named is None:
                return None
            found, end = self.tail(named[1])
            return CalendarDate(found, named[0]), end
        j = day[1] + (self.t.text[day[1]] == "." and self.x.of is not None and "." in self.x.of)
        named = self.month(self._of(j), after_day=True)
        if named is None:
            return None
        found, end = self.tail(named[1])
        return CalendarDate(found, named[0], day[0]), end

    def tail(self, i: int) -> tuple[int | None, int]:
        """The year after a month, and where it ends."""
        j = self._of(i + (self.t.text[i] == ","))
        found = dates.year(self.t, j)
        if found is None or found[1] or found[2] != j + 1:
            return None, i
        end = found[2]
        if self.t.low[end] in self.x.year_words:
            end += 1 + (self.t.text[end + 1] == "." and len(self.t.low[end]) == 1)
        return found[0], end + self._ending(end)

    def _ending(self, i: int) -> int:
        return 2 if self.t.text[i] in ("'", "’") and self.t.joined(i) and self._suffix(i + 1) else 0

    def year(self, i: int) -> Hit | None:
        found = dates.year(self.t, i)
        if found is None or found[1] or found[2] != i + 1 or not 1500 <= found[0] <= 2199:
            return None
        end = found[2]
        if self.t.low[end] in self.x.year_words:
            return CalendarDate(year=found[0]), end + 1 + (
                self.t.text[end + 1] == "." and len(self.t.low[end]) == 1
            )
        if suffix := self._ending(end):
            return CalendarDate(year=found[0]), end + suffix
        before = self.t.low[i - 1] if i else ""
        plain = before in self.x.before_year or before in ("(", "-", "–")
        return (CalendarDate(year=found[0]), end) if plain and not self._counts(end) else None

    def _counts(self, i: int) -> bool:
        word = self.t.low[i]
        return word.isalpha() and len(word) > 3 and word[-1] in "sx" and word not in self.x.units

    def weekday(self, i: int) -> Hit | None:
        n = self.x.weekdays.get(self.word(i))
        j = i + 1
        if n is None and self.t.low[i] == "п" and self.t.text[i + 1] in ("'", "’"):
            n, j = self.x.weekdays.get("пʼ" + self.t.low[i + 2]), i + 3
        if n is None:
            return None
        j += self._ending(j)
        k = (
            j
            + (self.t.text[j] == ",")
            + (self.t.low[j + (self.t.text[j] == ",")] in ("el", "le", "den", "dem"))
        )
        full = self.date(k)
        if full and isinstance(full[0], CalendarDate) and full[0].day:
            return replace(full[0], weekday=n), full[1]
        step = self.x.steps.get(self.t.low[j])
        if step is not None and self.t.low[j] not in ("este", "esta", "this", "bu", "son"):
            return Unit("day", step, "speech", n), j + 1
        expr: Expr = CalendarDate(weekday=n)
        while self.t.low[j] in self.x.day_parts:
            expr = Night(CalendarDate(weekday=n)) if self.t.low[j] in self.x.nights else expr
            j += 1
        return expr, j

    def stepped(self, i: int) -> Hit | None:
        """ "la semana pasada", "на прошлой неделе", "geçen hafta", "letzten Montag", "el próximo mes"."""
        step = self.x.steps.get(self.t.low[i])
        if step is None:
            return self._step_after(i)
        amount = self._amount(i + 1)
        if amount is not None and step:
            unit = self.x.units.get(self.t.low[amount[2]])
            if unit is not None:
                return Stretch(amount[0], amount[1], unit, step, "speech"), amount[2] + 1
        unit = self.x.units.get(self.t.low[i + 1])
        if unit is not None:
            return Unit(unit, step, "speech"), i + 2
        return self._named(i + 1, step, i + 2)

    def _step_after(self, i: int) -> Hit | None:
        step = self.x.steps.get(self.t.low[i + 1])
        if step is None:
            return None
        unit = self.x.units.get(self.t.low[i])
        if unit is not None and step != 0:
            return Unit(unit, step, "speech"), i + 2
        return self._named(i, step, i + 2) if step else None

    def _named(self, i: int, step: int, end: int) -> Hit | None:
        word = self.word(i)
        if word in self.x.months:
            return Unit("month", step, "speech", self.x.months[word]), end
        if word in self.x.weekdays:
            return Unit("day", step, "speech", self.x.weekdays[word]), end
        if word in self.x.seasons:
            return Unit("season", step, "speech", self.x.seasons[word]), end
        return None

    def _amount(self, i: int) -> tuple[float, float, int] | None:
        word = self.t.low[i]
        if word in self.x.numbers:
            return (*self.x.numbers[word], i + 1)
        if self.t.text[i + 1] in ("'", "’") and (whole := f"{word}ʼ{self.t.low[i + 2]}") in self.x.numbers:
            return (*self.x.numbers[whole], i + 3)  # "п'ять"
        n = self.t.number(i)
        if n is None or len(self.t.text[i]) > 3:
            return None
        return float(n), float(n), i + 1

    def counted(self, i: int) -> Hit | None:
        """ "hace tres meses", "три недели назад", "iki gün önce", "dos días después", "vor einem Jahr"."""
        for words in self.x.ago_before:
            if self.t.low[i : i + len(words)] == words:
                found = self._length(i + len(words))
                if found:
                    return Shift(found[0], found[1], found[2], -1, "speech"), found[3]
        found = self._length(i)
        if found is None:
            return None
        low, high, unit, end = found
        if self.t.low[end] in self.x.ago:
            return Shift(low, high, unit, -1, "speech"), end + 1
        for words in self.x.later:
            if self.t.low[end : end + len(words)] == words:
                return Shift(low, high, unit, 1, "text"), end + len(words)
        return (DURATION, end) if is_digits(self.t.text[i]) or high > 1 else None

    def _length(self, i: int) -> tuple[float, float, UnitName, int] | None:
        amount = self._amount(i)
        if amount is None:
            unit = self.x.units.get(self.t.low[i])
            alone = unit is not None and self.t.low[i + 1] in self.x.ago
            return (1.0, 1.0, unit, i + 1) if alone and unit is not None else None
        unit = self.x.units.get(self.t.low[amount[2]])
        return (amount[0], amount[1], unit, amount[2] + 1) if unit is not None else None

    def season(self, i: int) -> Hit | None:
        n, j = self.x.seasons.get(self.word(i)), i + 1
        if n is None and self.t.low[i] == "été" and i and self.t.text[i - 1] in ("'", "’"):
            n = 1 if "printemps" in self.x.seasons else None
        if n is None:
            return None
        found, end = self.tail(j)
        return Season(n, found), end

    def portion(self, i: int) -> Hit | None:
        """ "finales de agosto", "в конце года", "Ende März", "mi-mars"; Turkish "mart sonunda"."""
        which = self.x.portions.get(self.word(i))
        if which is not None:
            k = self._of(i + 1 + (self.t.text[i + 1] in dates.DASHES and bool(self.t.text[i + 1])))
            inner = self.date(k) or self.season(k) or self.stepped(k) or self.year(k) or self._bare_unit(k)
            return (Part(which, inner[0]), inner[1]) if inner and not _exact(inner[0]) else None
        inner = self.date(i) or self.year(i) or self._bare_unit(i)
        if inner and not _exact(inner[0]):
            which = self.x.portions.get(self.t.low[inner[1]])
            if which is not None and not self.x.of and self.x is TURKISH:
                return Part(which, inner[0]), inner[1] + 1
        return None

    def _bare_unit(self, i: int) -> Hit | None:
        unit = self.x.units.get(self.t.low[i])
        return (Unit(unit, 0, "either"), i + 1) if unit in ("week", "month", "year") else None


def _exact(expr: Expr) -> bool:
    return isinstance(expr, CalendarDate) and expr.day is not None


def expressions(t: Tokens, language: str) -> Iterator[tuple[int, int, Expr]]:
    """(first token, past last token, what it says), in text order, never overlapping."""
    reader = _Reader(t, LEXICONS[language])
    i, size, done = 0, len(t), 0
    while i < size:
        hit = reader.at(i)
        if hit is None:
            i += 1
            continue
        expr, end = hit
        yield from _days_before(t, reader.x, i, done, expr)
        done = min(end, size)
        yield i, done, expr
        i = max(end, i + 1)


def _days_before(t: Tokens, x: Lexicon, i: int, done: int, expr: Expr) -> Iterator[tuple[int, int, Expr]]:
    """The earlier days of "13–15 січня", "del 3 al 5 de mayo"."""
    if not (isinstance(expr, CalendarDate) and expr.day and expr.month and is_digits(t.text[i])):
        return
    found: list[tuple[int, int, Expr]] = []
    j = i
    while j - 2 >= done:
        k = j - 1
        while k > done and t.low[k] in x.of:
            k -= 1
        if not (
            (t.text[k] in dates.DASHES and t.text[k]) or t.low[k] in x.joiners or (t.text[k] == "," and found)
        ):
            break
        k -= 1
        day = dates.day_number(t, k) if k >= done and is_digits(t.text[k]) else None
        if (
            day is None
            or day[0] > 31
            or (t.joined(k) and k and not t.text[k - 1].isspace() and t.text[k - 1] in "-.:")
        ):
            break
        found.append((k, k + 1, CalendarDate(expr.year, expr.month, day[0])))
        j = k
    yield from reversed(found)


def looks_ahead(t: Tokens, first: int, language: str) -> bool:
    """Whether a word of the sentence around token `first` speaks of the future."""
    x = LEXICONS[language]
    begin, end = sentence(t, first)
    if first and t.low[first - 1] in _UP_TO:
        return True
    return any(
        t.low[i] in x.future
        or (bool(x.future_endings) and len(t.low[i]) > 4 and t.low[i].endswith(x.future_endings))
        for i in range(max(begin, first - 14), min(end, first + 14))
    )
