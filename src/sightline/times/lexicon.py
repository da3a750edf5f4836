"""What a language's words of time look like, for the grammar in `foreign`."""

from dataclasses import dataclass, field

from sightline.times.expr import Expr, Night, Now, Portion, Shift, Stretch, Unit, UnitName

TODAY = Unit("day", 0, "speech")
YESTERDAY = Shift(1, 1, "day", -1, "speech")
BEFORE_YESTERDAY = Shift(2, 2, "day", -1, "speech")
TOMORROW = Shift(1, 1, "day", 1, "speech")
LAST_NIGHT = Night()
NOW = Now()
RECENTLY = Now(wide=True)
NEXT_DAY = Unit("day", 1, "text")
SAME_DAY = Unit("day", 0, "text")
DAY_BEFORE = Unit("day", -1, "text")
LAST_DAYS = Stretch(7, 7, "day", -1, "speech")
COMING_DAYS = Stretch(7, 7, "day", 1, "speech")
PAST_24_HOURS = Stretch(1, 1, "day", -1, "speech")


@dataclass(frozen=True)
class Lexicon:
    """All words in lower case. months: 1-12; weekdays: 0 is Monday; seasons: 0 is spring. short_months: taken
    only after a day number. of: words between day, month and year. year_words: say that a number is a year.
    before_year: prepositions after which four digits are a year. steps: adjectives, -1 last, 0 this, 1 next.
    ago: after (or, in `ago_before`, before) an amount. joiners: between the days of a range."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    units: dict[str, UnitName]
    numbers: dict[str, tuple[float, float]]
    phrases: dict[tuple[str, ...], Expr]
    steps: dict[str, int]
    portions: dict[str, Portion]
    ago: frozenset[str]
    ago_before: tuple[tuple[str, ...], ...]
    later: frozenset[tuple[str, ...]]
    of: frozenset[str]
    year_words: frozenset[str]
    before_year: frozenset[str]
    joiners: frozenset[str]
    day_parts: frozenset[str]
    nights: frozenset[str]
    future: frozenset[str]
    future_endings: tuple[str, ...] = ()
    short_months: dict[str, int] = field(default_factory=dict)
    capital_only: frozenset[str] = frozenset()


def numbered(*rows: str, first: int = 0) -> dict[str, int]:
    """ "enero", "febrero febr" ... to {form: n}, n from `first`."""
    return {form: n for n, row in enumerate(rows, first) for form in row.split()}


def units(**forms: str) -> dict[str, UnitName]:
    """day="día días", ... to {form: unit}."""
    names: dict[str, UnitName] = {
        "minute": "minute", "hour": "hour", "day": "day", "week": "week", "weekend": "weekend", "month": "month",
        "year": "year", "decade": "decade", "century": "century",
    }  # fmt: skip
    return {form: names[name] for name, words in forms.items() for form in words.split()}


def amounts(few: str, several: str, *ones: str) -> dict[str, tuple[float, float]]:
    """The words for one, two, three ... and for few (2-6) and several (3-9)."""
    found: dict[str, tuple[float, float]] = {}
    for n, row in enumerate(ones, 1):
        found |= {form: (float(n), float(n)) for form in row.split()}
    found |= dict.fromkeys(few.split(), (2.0, 6.0))
    return found | dict.fromkeys(several.split(), (3.0, 9.0))


def steps(last: str, this: str, coming: str) -> dict[str, int]:
    return {w: n for n, row in ((-1, last), (0, this), (1, coming)) for w in row.split()}


def portions(early: str, mid: str, late: str, start: str = "", end: str = "") -> dict[str, Portion]:
    rows: tuple[tuple[Portion, str], ...] = (
        ("early", early), ("mid", mid), ("late", late), ("start", start), ("end", end),
    )  # fmt: skip
    return {w: name for name, row in rows for w in row.split()}


def phrases(**rows: str) -> dict[tuple[str, ...], Expr]:
    """yesterday="ayer | ..." to {words: what they say}."""
    values: dict[str, Expr] = {
        "today": TODAY, "yesterday": YESTERDAY, "before_yesterday": BEFORE_YESTERDAY, "tomorrow": TOMORROW,
        "last_night": LAST_NIGHT, "now": NOW, "recently": RECENTLY, "next_day": NEXT_DAY, "same_day": SAME_DAY,
        "day_before": DAY_BEFORE, "last_days": LAST_DAYS, "coming_days": COMING_DAYS,
        "past_day": PAST_24_HOURS,
    }  # fmt: skip
    return {tuple(p.split()): values[name] for name, row in rows.items() for p in row.split("|") if p.split()}


def suffixed(forms: dict[str, int], endings: str) -> dict[str, int]:
    """Every form with every ending too (Turkish case endings)."""
    return {form + ending: n for form, n in forms.items() for ending in ["", *endings.split()]}
