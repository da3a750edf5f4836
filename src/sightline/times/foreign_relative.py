"""Times relative to the writing or the telling: "hace tres meses", "на прошлой неделе", "üç gün sonra"."""

from sightline.times.expr import DURATION, Base, Expr, Shift, Stretch, Unit, UnitName
from sightline.times.foreign_dates import weekday_name
from sightline.times.foreign_reader import Hit, Reader
from sightline.times.tokens import is_digits


def phrase(r: Reader, i: int) -> Hit | None:
    """A fixed phrase of the language's table."""
    before = r.t.low[i - 1] if i else ""
    if before in r.x.never_after.get(r.t.low[i], ()):
        return None
    if r.t.low[i] in r.x.small_only and r.t.text[i][:1].isupper() and i:
        return None
    for size in range(6, 0, -1):
        found = r.x.phrases.get(r.t.low[i : i + size])
        if found is not None and not _night_to_come(r, i + size):
            return found, i + size
    return None


def _night_to_come(r: Reader, end: int) -> bool:
    """Whether the day of a night follows ("in der Nacht | zum Sonntag")."""
    follows = r.t.low[end] in r.x.night_to or r.t.low[end] in r.x.night_from
    return follows and r.t.low[end - 1] in r.x.night_words and bool(r.x.articles & {"zum"})


def stepped(r: Reader, i: int) -> Hit | None:
    """ "la semana pasada", "на прошлой неделе", "geçen hafta", "letzten Montag", "el próximo mes"."""
    step = r.x.steps.get(r.t.low[i])
    if step is None:
        return _step_after(r, i)
    length = r.length(i + 1)
    if length is not None and step:
        return Stretch(length[0], length[1], length[2], step, "speech"), length[3]
    unit = r.unit(i + 1)
    if unit is not None and unit[0] in ("hour", "minute"):
        return None  # "a última hora": how late, not when
    if unit is not None and is_digits(r.t.text[unit[1]]) and r.t.low[i + 1] in r.x.day_words:
        return None  # "el pasado día 14"
    if unit is not None:
        if step and r.t.low[i] in r.x.plural_steps:
            return _plural(unit[0], step), unit[1]
        return Unit(unit[0], step, "speech"), unit[1]
    return _named(r, i + 1, step)


def _plural(unit: UnitName, step: int) -> Expr:
    """ "В последние дни", "los últimos años": some of them; seven days, three of anything else."""
    many = 7 if unit == "day" else 3
    return Stretch(many, many, unit, step, "speech")


def _step_after(r: Reader, i: int) -> Hit | None:
    """ "semaine dernière", "mes pasado", "semana que viene", "hafta sonu" alone."""
    unit = r.unit(i)
    j = unit[1] if unit else i + 1
    size = r.matches(j, r.x.coming)
    step = 1 if size else r.x.steps.get(r.t.low[j])
    if r.x.steps_before:
        step = None
    if unit is not None:
        if step:
            return Unit(unit[0], step, "speech"), j + (size or 1)
        weekend = unit[0] == "weekend" and (j > i + 1 or r.word(i) == r.t.low[i])
        return (Unit("weekend", 0, "speech"), j) if weekend else None
    named = _named(r, i, step) if step else None
    return (named[0], named[1] + (size or 1)) if named else None


def _named(r: Reader, i: int, step: int) -> Hit | None:
    word, expr = r.word(i), None
    end = i + 1 + r.suffix(i + 1)
    if word in r.x.months:
        expr = Unit("month", step, "speech", r.x.months[word])
        end += r.t.low[end] in r.x.month_words
    elif (day := weekday_name(r, i)) is not None:
        expr, end = Unit("day", step, "speech", day[0]), day[1] + r.suffix(day[1])
        end += r.t.low[end] in r.x.day_parts
    elif word in r.x.seasons:
        expr = Unit("season", step, "speech", r.x.seasons[word])
    return (expr, end) if expr else None


def counted(r: Reader, i: int) -> Hit | None:
    """ "hace tres meses", "три недели назад", "через два дня", "dos días después", "vor einem Jahr"."""
    led = _led(r, i) or _last_so_many(r, i)
    if led is not None:
        return led
    alone = r.unit(i)
    found = r.length(i) or ((1.0, 1.0, *alone) if alone and _follows(r, alone[1]) else None)
    if found is None:
        return None
    low, high, unit, end = found
    if size := r.matches(end, r.x.ago):
        return Shift(low, high, unit, -1, "speech"), end + size
    if size := r.matches(end, r.x.earlier):
        return Shift(low, high, unit, -1, "text"), end + size
    if size := r.matches(end, r.x.later):
        return Shift(low, high, unit, 1, _base(r, i)), end + size
    return (DURATION, end) if is_digits(r.t.text[i]) or high > 1 else None


def _last_so_many(r: Reader, i: int) -> Hit | None:
    """ "Trois derniers mois", "tres últimos meses"."""
    amount = r.amount(i)
    step = r.x.steps.get(r.t.low[amount[2]]) if amount and r.t.low[amount[2]] in r.x.plural_steps else None
    unit = r.unit(amount[2] + 1) if amount and step else None
    return (
        (Stretch(amount[0], amount[1], unit[0], step, "speech"), unit[1])
        if amount and step and unit
        else None
    )


def _follows(r: Reader, i: int) -> int:
    return r.matches(i, r.x.ago) or r.matches(i, r.x.earlier)


def _base(r: Reader, i: int) -> Base:
    """Of what is yet to come, three days count from the writing; else from what was told."""
    return "speech" if r.ahead(i) else "text"


def _led(r: Reader, i: int) -> Hit | None:
    """An amount that a word in front places: "hace", "vor", "через", "dentro de", "спустя"."""
    for leads, sign in ((r.x.ago_before, -1), (r.x.ahead_before, 1)):
        size = r.matches(i, leads)
        if not size:
            continue
        unit = r.unit(i + size)
        found = r.length(i + size) or ((1.0, 1.0, *unit) if unit and r.x.bare_units else None)
        if found is None or (sign > 0 and r.x.ahead_if_future and not r.ahead(i)):
            continue
        end = found[3] + r.matches(found[3], r.x.ago if sign < 0 else r.x.later)
        base: Base = "speech" if sign < 0 else _base(r, i)
        return Shift(found[0], found[1], found[2], sign, base), end
    return None
