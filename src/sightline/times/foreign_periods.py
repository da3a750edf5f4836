"""Vague parts, nights, decades, centuries, quarters in other languages: "в конце года", "in der Nacht zum Sonntag"."""

from sightline.times import english_dates as dates
from sightline.times.expr import CalendarDate, Expr, Night, Nth, Part, Quarter, Season, Shift, Unit, Years
from sightline.times.foreign_dates import date, month, relative_year, season, tail, weekday, year
from sightline.times.foreign_reader import APOSTROPHES, DateHit, Hit, Reader
from sightline.times.foreign_relative import stepped
from sightline.times.tokens import is_digits

_DECADE_TAILS = frozenset({"х", "е", "ті", "ые", "ых", "ми", "er", "s", "tych"})


def portion(r: Reader, i: int) -> Hit | None:
    """ "finales de agosto", "в конце года", "Ende März", "mi-mars"; Turkish "mart sonunda"."""
    t = r.t
    which = r.x.portions.get(r.word(i))
    if which is not None and any(t.low[i : i + len(w)] == w for w in r.x.long_units):
        return None  # "fin de semana"
    if which is not None:
        dash = t.text[i + 1] in dates.DASHES and bool(t.text[i + 1])
        inner = _inner(r, r.skip_of(i + 1 + dash))
        if inner and not _exact(inner[0]):
            return Part(which, inner[0]), inner[1]
    return _half(r, i) or (_portion_behind(r, i) if r.x.year_first else None)


def _inner(r: Reader, k: int) -> Hit | None:
    found = (
        date(r, k) or season(r, k) or stepped(r, k) or relative_year(r, k) or decade(r, k) or year_alone(r, k)
    )
    if found or r.x.year_first:
        return found
    unit = r.unit(k)
    return (Unit(unit[0], 0, "either"), unit[1]) if unit and unit[0] in ("week", "month", "year") else None


def year_alone(r: Reader, k: int) -> DateHit | None:
    """A year where only a year can stand ("fin 2018")."""
    found = year(r, k)
    if found:
        return found
    unit = r.unit(k)
    plain = dates.year(r.t, unit[1] if unit and unit[0] == "year" else k)
    return (
        (CalendarDate(year=plain[0]), plain[2])
        if plain and not plain[1] and len(r.t.text[plain[2] - 1]) == 4
        else None
    )


def _exact(expr: Expr) -> bool:
    return isinstance(expr, CalendarDate) and expr.day is not None


def _half(r: Reader, i: int) -> Hit | None:
    """ "в первой половине 2018 года", "la primera mitad de marzo"."""
    nth = r.ordinal(i)
    if nth is None or nth[0] not in (1, 2) or r.t.low[nth[1]] not in r.x.halves:
        return None
    inner = _inner(r, r.skip_of(nth[1] + 1))
    return (Part("first half" if nth[0] == 1 else "second half", inner[0]), inner[1]) if inner else None


def _portion_behind(r: Reader, i: int) -> Hit | None:
    """Turkish: the whole first ("mart ayının başında", "2018'in ilk yarısında", "2018 yazında")."""
    whole: Hit | None = date(r, i) or decade(r, i) or year_alone(r, i) or stepped(r, i)
    if whole is None and (unit := r.unit(i)) and unit[0] in ("week", "month", "year"):
        whole = Unit(unit[0], 0, "either"), unit[1]
    if whole is None or _exact(whole[0]):
        return None
    expr, j = whole
    which = r.x.portions.get(r.t.low[j])
    if which is not None:
        return Part(which, expr), j + 1
    nth = r.ordinal(j)
    if nth and nth[0] in (1, 2) and r.t.low[nth[1]] in r.x.halves:
        return Part("first half" if nth[0] == 1 else "second half", expr), nth[1] + 1
    if nth and (unit := r.unit(nth[1])) and unit[0] in ("week", "day", "month"):
        return Nth(nth[0], 1, unit[0], expr), unit[1]
    return _inside_year(r, expr, j) if _is_year(expr) else None


def _is_year(expr: Expr) -> bool:
    if isinstance(expr, CalendarDate):
        return expr.year is not None and expr.month is None
    return isinstance(expr, Unit) and expr.unit == "year"


def _inside_year(r: Reader, expr: Expr, j: int) -> Hit | None:
    known = expr.year if isinstance(expr, CalendarDate) else None
    within = None if known else expr
    nth = r.ordinal(j)
    if nth and r.t.low[nth[1]] in r.x.quarters and nth[0] <= 4:
        return Quarter(nth[0], known, within=within), nth[1] + 1
    index = r.x.seasons.get(r.t.low[j])
    if index is not None:
        return Season(index, known, within), j + 1
    named = month(r, j)
    return (CalendarDate(known, named[0], within=within), named[1]) if named else None


def nth_unit(r: Reader, i: int) -> Hit | None:
    """ "La primera semana de mayo", "в первую неделю марта"."""
    nth = r.ordinal(i) if r.t.low[i] in r.x.ordinals else None
    unit = r.unit(nth[1]) if nth else None
    if nth is None or unit is None or unit[0] not in ("week", "day", "month"):
        return None
    inner = _inner(r, r.skip_of(unit[1]))
    return (Nth(nth[0], 1, unit[0], inner[0]), inner[1]) if inner and not _exact(inner[0]) else None


def quarter(r: Reader, i: int) -> Hit | None:
    """ "в первом квартале 2018 года", "IV квартал", "au second semestre 2018"."""
    nth = r.ordinal(i)
    if nth is None:
        return None
    word, halves = r.t.low[nth[1]], r.t.low[nth[1]] in r.x.half_years
    if not (halves or word in r.x.quarters) or not 1 <= nth[0] <= (2 if halves else 4):
        return None
    found, end = tail(r, nth[1] + 1)
    return Quarter(nth[0], found.year, halves, found.within), end


def decade(r: Reader, i: int) -> Hit | None:
    """ "1990-х годах", "90-е", "los años noventa", "1990er Jahre", "1990'larda", "девяностые"."""
    lead = r.matches(i, r.x.decade_leads)
    named = r.x.decades.get(r.t.low[i + lead])
    size = r.matches(i + lead, frozenset(r.x.long_decades)) if lead else 0
    if size:
        named = r.x.long_decades[r.t.low[i + lead : i + lead + size]]
    if named is not None and (lead or r.t.low[i + 1] in r.x.decade_words):
        after = i + lead + (size or 1)
        return _decade(1900 + named, after + (r.t.low[after] in r.x.decade_words))
    value = r.t.number(i + lead)
    if value is None or value % 10 or len(r.t.text[i + lead]) not in (2, 4):
        return None
    end = _decade_end(r, i + lead + 1)
    if end is None and not lead:
        return None
    if len(r.t.text[i + lead]) == 2:
        value += 1900 if value >= 20 else 2000
    elif not 1000 <= value <= 2190:
        return None
    return _decade(value, end or i + lead + 1)


def _decade(first: int, end: int) -> Hit:
    return Years(first, first + 9, "decade"), end


def _decade_end(r: Reader, j: int) -> int | None:
    """Past "-х годах", "er Jahren", "'lı yıllarda", "'larda"; None where nothing of the kind stands there."""
    t = r.t
    if t.text[j] in APOSTROPHES and t.joined(j) and t.low[j + 1] in r.x.decade_endings:
        return j + 2 + (t.low[j + 2] in r.x.decade_words)
    k = j + (t.text[j] in dates.DASHES and bool(t.text[j]))
    if not t.joined(j) or not t.joined(k) or t.low[k] not in _DECADE_TAILS:
        return None
    k += 1
    dash = t.text[k] in dates.DASHES and bool(t.text[k]) and t.low[k + 1] in r.x.decade_words
    k += dash
    return k + 1 if t.low[k] in r.x.decade_words else (k if t.low[k - 1] in ("х", "е", "ті") else None)


def century(r: Reader, i: int) -> Hit | None:
    """ "XIX века", "XIXe siècle", "siglo XIX", "19. Jahrhundert", "19. yüzyılda"."""
    lead = r.t.low[i] in r.x.century_words
    nth = r.ordinal(i + lead)
    if nth is None or not (lead or r.t.low[nth[1]] in r.x.century_words) or nth[0] < 2:
        return None
    return Years(100 * (nth[0] - 1), 100 * nth[0] - 1, "century"), nth[1] + (not lead)


def night(r: Reader, i: int) -> Hit | None:
    """ "ночь на 24 марта", "ніч з 23 на 24 березня", "nuit de samedi à dimanche", "Nacht zum Sonntag"."""
    t = r.t
    if r.x.night_behind:
        return _night_behind(r, i)
    if t.low[i] not in r.x.night_words:
        return None
    j = i + 1
    if t.low[j] in r.x.night_to:
        ends = _a_day(r, _past(r, j + 1))
        return (_night_before(ends[0]), ends[1]) if ends else None
    if t.low[j] not in r.x.night_from:
        return None
    begins = _a_day(r, _past(r, j + 1), bare=True)
    if begins is None:
        return None
    k = begins[1]
    if t.low[k] in r.x.night_to and (ends := _a_day(r, _past(r, k + 1), bare=True)):
        return _night_before(ends[0]), ends[1]
    bare = isinstance(begins[0], CalendarDate) and begins[0].month is None and begins[0].weekday is None
    if bare or t.low[i] in r.x.small_hours:
        return None if bare else begins
    return Night(begins[0]), k


def _past(r: Reader, j: int) -> int:
    while r.t.low[j] in r.x.articles:
        j += 1
    return j


def _a_day(r: Reader, j: int, *, bare: bool = False) -> Hit | None:
    hit = weekday(r, j, sure=True) or date(r, j)
    if hit is not None:
        return (
            hit if not isinstance(hit[0], CalendarDate) or hit[0].day or hit[0].weekday is not None else None
        )
    day = r.day(j) if bare else None
    return (CalendarDate(day=day[0]), day[1]) if day and is_digits(r.t.text[j]) else None


def _night_before(day: Expr) -> Expr:
    """The night that ends on the morning of `day`."""
    return Night(Shift(1, 1, "day", -1, "text", origin=day))


def _night_behind(r: Reader, i: int) -> Hit | None:
    """Turkish "13 Mart'ı 14 Mart'a bağlayan gece", "cumartesiyi pazara bağlayan gece"."""
    begins = _a_day(r, i, bare=True)
    if begins is None:
        return None
    ends = _a_day(r, begins[1], bare=True)
    if ends is None or not (size := r.matches(ends[1], r.x.night_behind)):
        return None
    return _night_before(ends[0]), ends[1] + size


__all__ = ["century", "decade", "night", "nth_unit", "portion", "quarter"]
