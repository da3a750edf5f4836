"""Dates on the calendar in other languages: "14 марта 2018 года", "le 1er juin", "14 Mart'ta", "2014-го"."""

from dataclasses import replace

from sightline.times import english_dates as dates
from sightline.times.expr import REPEATED, CalendarDate, Expr, Night, Season, Unit
from sightline.times.foreign_reader import APOSTROPHES, DateHit, Hit, Reader
from sightline.times.tokens import is_digits

_ARTICLES = frozenset({"el", "le", "il", "den", "dem", "der", "em", "dia"})
_STREETS = ("улиц", "площад", "проспект", "вулиц", "площ", "calle", "avenida", "plaza", "barrio", "rue", "avenue", "place",
            "via", "piazza", "rua", "straße", "platz", "ulica", "ulicy", "cadde")  # fmt: skip
_OPENERS = frozenset('.!?…:;\n«"“„(—–•,')
_YEAR_TAILS = frozenset({"го", "м", "й", "му", "ого", "ому"})
_THIS_WEEKDAY = frozenset({"este", "esta", "bu", "son"})  # "bu pazar" and "son" say less than their words


def month(r: Reader, i: int, *, after_day: bool = False) -> tuple[int, int] | None:
    """(month 1-12, next token). after_day: small letters and abbreviations count too."""
    t = r.t
    sure = after_day or t.low[i + 1] in r.x.month_words
    n = r.x.months.get(r.word(i) or (t.low[i] if sure else ""))
    if n is not None:
        end = i + 1 + r.suffix(i + 1)
        return n, end + (t.low[end] in r.x.month_words)
    if after_day and (n := r.x.short_months.get(t.low[i])) is not None:
        stop = t.text[i + 1] == "."
        year = dates.year(t, r.skip_of(i + 1 + stop))
        return (n, i + 1 + stop) if stop or year else None
    return None


def date(r: Reader, i: int) -> DateHit | None:
    """Day and month, or a month, with the year that follows."""
    day = r.day(i)
    if day is None:
        lead = i + (r.t.low[i] in r.x.month_words and r.skip_of(i + 1) > i + 1)
        named = month(r, r.skip_of(i + 1) if lead > i else i)
        if named is None:
            return None
        found, end = tail(r, named[1])
        return replace(found, month=named[0]), end
    j = r.skip_of(day[1])
    j = r.skip_of(j + 1) if r.t.low[j] in r.x.month_words else j
    named = month(r, j, after_day=True)
    if named is None:
        return None
    found, end = tail(r, named[1])
    return replace(found, month=named[0], day=day[0]), _weekday_behind(r, end)


def _weekday_behind(r: Reader, i: int) -> int:
    """Past the weekday that Turkish puts behind a date ("14 Mart Perşembe günü")."""
    if not r.x.year_first or r.x.weekdays.get(r.t.low[i]) is None:
        return i
    return i + 1 + (r.t.low[i + 1] in r.x.day_parts)


def tail(r: Reader, i: int) -> tuple[CalendarDate, int]:
    """The year behind a month at `i`, named or relative ("прошлого года"), and where it ends."""
    t = r.t
    j = r.skip_of(i + (t.text[i] == ","))
    found = dates.year(t, j)
    if found is not None and not found[1] and found[2] == j + 1:
        return CalendarDate(year=found[0]), year_end(r, found[2])
    within = relative_year(r, j) if t.text[i] != "," else None
    if within is not None:
        return CalendarDate(within=within[0]), within[1]
    return CalendarDate(), i


def relative_year(r: Reader, j: int) -> Hit | None:
    """ "прошлого года", "año pasado", "того же года", "vergangenen Jahres"."""
    t = r.t
    for words, which in r.x.same_years.items():
        if t.low[j : j + len(words)] == words:
            return which, j + len(words)
    for a, b in ((j, j + 1), (j + 1, j)):
        unit, step_ = r.unit(b), r.x.steps.get(t.low[a])
        if unit is not None and unit[0] == "year" and step_ is not None and (a < b or step_):
            return Unit("year", step_, "speech"), max(unit[1], a + 1)
    return None


def year_end(r: Reader, end: int) -> int:
    """Past what says that the number before was a year ("года", "г.", "yılında", "'da", "-го")."""
    t = r.t
    if t.text[end] in dates.DASHES and t.text[end] and t.joined(end) and t.low[end + 1] in _YEAR_TAILS:
        end += 2
    end += r.suffix(end)
    if t.low[end] in r.x.year_words:
        return end + 1 + (t.text[end + 1] == "." and len(t.low[end]) <= 2)
    return end


def year(r: Reader, i: int) -> DateHit | None:
    """A year alone, where a word, a case ending or the words around say that it is one."""
    t = r.t
    found = dates.year(t, i)
    if found is None or found[1] or found[2] != i + 1 or not 1500 <= found[0] <= 2199:
        return None
    end = year_end(r, found[2])
    if end > found[2] or _plain_year(r, i, found[0]) or _first_of_two(r, i, found[0]):
        return CalendarDate(year=found[0]), end
    return None


def _first_of_two(r: Reader, i: int, value: int) -> bool:
    """The 2014 of "2014-2016 yılları"."""
    second = dates.year(r.t, i + 2) if r.t.text[i + 1] in dates.DASHES and r.t.text[i + 1] else None
    return second is not None and 1800 <= value < second[0] <= min(2100, value + 150)


def _plain_year(r: Reader, i: int, value: int) -> bool:
    t = r.t
    before, after = t.low[i - 1] if i else "", t.low[i + 1]
    if before in ("(", "-", "–", "—") and not _counts(r, i + 1):
        return True
    if before in r.x.before_year and not _counts(r, i + 1):
        return True
    if before not in r.x.before_bare_year or not 1800 <= value <= 2100:
        return False
    linked = after in r.x.joiners or (after in dates.DASHES and bool(after))
    if linked and is_digits(t.text[i + 2]) and len(t.text[i + 2]) == 4:
        return True
    return not after.isalpha() and not is_digits(t.text[i + 1]) and after != "%" and bool(value % 100)


def _counts(r: Reader, end: int) -> bool:
    word = r.t.low[end]
    return word.isalpha() and word not in r.x.units and (
        r.x.counts_any or (len(word) > 3 and word[-1] in "sx")
    )  # fmt: skip


def weekday(r: Reader, i: int, *, sure: bool = False) -> Hit | None:
    """A weekday with the date, the step or the part of day beside it."""
    t = r.t
    named = weekday_name(r, i, sure=sure)
    if named is None:
        return None
    n, j = named
    j += r.suffix(j)
    k = j + (t.text[j] == ",")
    full = date(r, k + (t.low[k] in _ARTICLES))
    if full and full[0].day:
        return replace(full[0], weekday=n), full[1]
    if (r.t.low[i - 1] if i else "") in r.x.every:
        return REPEATED, j
    if (number := _bare_day(r, k + (t.low[k] in _ARTICLES))) is not None:
        return CalendarDate(day=number[0], weekday=n), number[1]
    if (size := r.matches(j, r.x.coming)) > 0:
        return Unit("day", 1, "speech", n), j + size
    step = r.x.steps.get(t.low[j])
    if step and t.low[j] not in _THIS_WEEKDAY:
        return _night_too(r, Unit("day", step, "speech", n), j + 1)
    day = CalendarDate(weekday=n)
    return _night_too(r, Night(day) if t.low[i] in r.x.nights else day, j)


def _bare_day(r: Reader, k: int) -> tuple[int, int] | None:
    """The number of a day that stands alone behind its weekday ("jueves 7"), not one that counts something."""
    if not is_digits(r.t.text[k]) or r.t.text[k + 1] in (":", "/", "%") or "-" in r.t.text[k + 1]:
        return None
    day = r.day(k)
    if day is None or (r.t.text[day[1]].isalpha() and r.t.low[day[1]] not in r.x.month_before):
        return None
    return day


def month_day(r: Reader, i: int) -> DateHit | None:
    """ "El día 14": a day of a month that the text does not name here."""
    if r.t.low[i] not in r.x.day_words or not is_digits(r.t.text[i + 1]) or date(r, i + 1) is not None:
        return None
    day = r.day(i + 1)
    return (CalendarDate(day=day[0]), day[1]) if day else None


def weekday_name(r: Reader, i: int, *, sure: bool = False) -> tuple[int, int] | None:
    """(0-6, next token). sure: the words around leave no doubt that it is a weekday."""
    t, names = r.t, r.x.weekdays
    if t.text[i + 1] == "-" and (n := names.get(f"{t.low[i]}-{t.low[i + 2]}")) is not None:
        return n, i + 3  # "segunda-feira"
    if t.low[i] == "п" and t.text[i + 1] in APOSTROPHES:
        n = names.get("пʼ" + t.low[i + 2])
        return (n, i + 3) if n is not None else None
    n = names.get(t.low[i] if sure else r.word(i))
    if n is None or (not sure and not _weekday_meant(r, i)):
        return None
    return n, i + 1


def _weekday_meant(r: Reader, i: int) -> bool:
    before = r.t.low[i - 1] if i else ""
    needed = r.x.only_after.get(r.t.low[i])
    if needed is not None:
        return before in needed
    opens = i == 0 or r.t.text[i - 1] in _OPENERS
    return not _odd_capital(r, i) or (opens and not r.t.text[i + 1][:1].isupper())


def _odd_capital(r: Reader, i: int) -> bool:
    """A capital where the language writes none and nothing in front explains it: perhaps a name ("Abril")."""
    if r.x.capital_names or not r.t.text[i][:1].isupper() or r.t.text[i].isupper():
        return False
    return not supported(r, i)


def supported(r: Reader, i: int) -> bool:
    """Whether the word in front is one that stands before times."""
    before = r.t.low[i - 1] if i else ""
    joined = r.t.low[i + 1] in r.x.joiners or (r.t.text[i + 1] in dates.DASHES and bool(r.t.text[i + 1]))
    listed = joined and r.t.low[i + 2] in r.x.months
    return listed or before in r.x.month_before or before in r.x.steps or before in r.x.portions


def month_alone(r: Reader, i: int) -> DateHit | None:
    """A month without day and year at the top of an expression, where it can be nothing else."""
    hit = date(r, i)
    if hit is None:
        return None
    expr, end = hit
    if (expr.day is not None or expr.year is None) and _street(r, i):
        return None
    if expr.day is not None:
        return hit
    bare = expr.year is None and expr.within is None and end == i + 1
    doubt = r.t.low[i] in r.x.doubtful and not supported(r, i)
    return None if bare and (doubt or _odd_capital(r, i)) else hit


def _street(r: Reader, i: int) -> bool:
    """ "Улица 8 Марта", "calle 23 de Enero": a name."""
    k = i - 1
    while k > 0 and (r.t.low[k] in r.x.of or is_digits(r.t.text[k])):
        k -= 1
    return k >= 0 and r.t.low[k].startswith(_STREETS)


def _night_too(r: Reader, day: Expr, j: int) -> Hit:
    """Past "по утрам", "soir", "por la noche" behind a day; at night it reaches into the next."""
    expr = day
    while size := r.matches(j, r.x.day_links) or (r.t.low[j] in r.x.day_parts):
        inside = r.t.low[j : j + size]
        expr = Night(day) if any(w in r.x.nights for w in inside) else expr
        j += size
    return expr, j


def season(r: Reader, i: int) -> Hit | None:
    n = r.x.seasons.get(r.word(i))
    needed = r.x.only_after.get(r.t.low[i])
    if n is None or (needed is not None and (r.t.low[i - 1] if i else "") not in needed):
        return None
    found, end = tail(r, i + 1)
    return Season(n, found.year, found.within), end
