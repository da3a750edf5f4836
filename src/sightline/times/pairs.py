"""Two times joined by "and" or "to" are told in order: "between Thursday and Saturday", "13-20 March"."""

from dataclasses import replace

from sightline.model.edtf import format_period
from sightline.model.mention import Mention
from sightline.model.period import DAY, Period
from sightline.times.expr import CalendarDate, Expr


def in_order(a: Mention, b: Mention, of_a: Expr, of_b: Expr) -> tuple[Mention, Mention]:
    """Both, moved by a week or by years so that the first is not after the second; as they are where their
    year (or, for weekdays, their date) was said."""
    first, second = a.period, b.period
    if first is None or second is None or not (first.bounded and second.bounded):
        return a, b
    if not (isinstance(of_a, CalendarDate) and isinstance(of_b, CalendarDate)):
        return a, b
    if of_a.year or of_b.year or of_a.within or of_b.within:
        return a, b
    if _only_weekday(of_a) and _only_weekday(of_b):
        if _start(first) > _start(second):
            return replace(a, period=_moved(first, -7)), b
        return a, b
    if of_a.month and of_b.month:
        return _same_turn(a, b, first, second, of_a.month, of_b.month)
    return a, b


def _same_turn(
    a: Mention, b: Mention, first: Period, second: Period, month: int, later: int
) -> tuple[Mention, Mention]:
    """The second in the year of the first, or in the next where the months turn."""
    if first.earliest is None or second.earliest is None or second.latest is None:
        return a, b
    wanted = first.earliest.year + (later < month)
    if wanted == second.earliest.year:
        return a, b
    try:
        moved = replace(
            second,
            earliest=second.earliest.replace(year=wanted),
            latest=second.latest.replace(year=wanted + second.latest.year - second.earliest.year),
            edtf=None,
        )
    except ValueError:
        return a, b
    return a, replace(b, period=replace(moved, edtf=format_period(moved)))


def _only_weekday(expr: CalendarDate) -> bool:
    return expr.weekday is not None and expr.day is None and expr.month is None


def _start(period: Period) -> float:
    return period.earliest.timestamp() if period.earliest else 0.0


def _moved(period: Period, days: int) -> Period:
    if period.earliest is None or period.latest is None:
        return period
    moved = replace(
        period, earliest=period.earliest + days * DAY, latest=period.latest + days * DAY, edtf=None
    )
    return replace(moved, edtf=format_period(moved))
