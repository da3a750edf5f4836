"""What a language's words of time look like, for the grammar in `foreign`."""

from dataclasses import dataclass, field

from sightline.times.expr import Expr, Night, Now, Portion, Shift, Stretch, Unit, UnitName

TODAY = Unit("day", 0, "speech")
YESTERDAY = Shift(1, 1, "day", -1, "speech")
BEFORE_YESTERDAY = Shift(2, 2, "day", -1, "speech")
TOMORROW = Shift(1, 1, "day", 1, "speech")
AFTER_TOMORROW = Shift(2, 2, "day", 1, "speech")
LAST_YEAR = Unit("year", -1, "speech")
THIS_YEAR = Unit("year", 0, "speech")
SO_FAR = Unit("year", 0, "speech", clip="earlier")
LAST_MONTHS = Stretch(3, 3, "month", -1, "speech")
LAST_NIGHT = Night()
NOW = Now()
RECENTLY = Now(wide=True)
NEXT_DAY = Unit("day", 1, "text")
SAME_DAY = Unit("day", 0, "text")
DAY_BEFORE = Unit("day", -1, "text")
SAME_YEAR = Unit("year", 0, "text")
FOLLOWING_YEAR = Unit("year", 1, "text")
SAME_MONTH = Unit("month", 0, "text")
LAST_DAYS = Stretch(7, 7, "day", -1, "speech")
COMING_DAYS = Stretch(7, 7, "day", 1, "speech")
PAST_24_HOURS = Stretch(1, 1, "day", -1, "speech")


Words = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """All words in lower case. months: 1-12; weekdays: 0 is Monday; seasons: 0 is spring. short_months: taken
    only after a day number and before a full stop or a year. of: words between day, month and year. year_words: say
    that a number is a year. before_year: prepositions after which four digits are a year; before_bare_year: after
    which they are one where no word follows. steps: adjectives, -1 last, 0 this, 1 next; plural_steps: those that
    may mean some of them. ago, earlier, later: behind an amount; ago_before, ahead_before: in front of one. coming:
    "that comes", behind a unit. joiners: between the days of a range. night_to, night_from: before the day on whose
    morning a night ends, on whose evening it begins. year_first: the year stands in front (Turkish). capital_names: the
    language writes months and weekdays with a capital; in the others a capital needs a word of month_before in front,
    as a word of `doubtful` does anywhere. only_after, never_after: words that need, or may not have, these before
    them. small_only: with a capital another word ("Morgen"). every: before a weekday, again and again.
    day_words: before the number of a day ("el día 14")."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    units: dict[str, UnitName]
    numbers: dict[str, tuple[float, float]]
    phrases: dict[Words, Expr]
    steps: dict[str, int]
    portions: dict[str, Portion]
    ago: frozenset[Words]
    ago_before: frozenset[Words]
    later: frozenset[Words]
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
    before_bare_year: frozenset[str] = frozenset()
    counts_any: bool = False
    earlier: frozenset[Words] = frozenset()
    ahead_before: frozenset[Words] = frozenset()
    ahead_if_future: bool = False
    bare_units: bool = False
    coming: frozenset[Words] = frozenset()
    steps_before: bool = False
    plural_steps: frozenset[str] = frozenset()
    about: frozenset[Words] = frozenset()
    long_units: dict[Words, UnitName] = field(default_factory=dict)
    lengths: dict[str, tuple[float, float, UnitName]] = field(default_factory=dict)
    ordinals: dict[str, int] = field(default_factory=dict)
    stops: frozenset[str] = frozenset()
    numbers_as_days: dict[str, int] = field(default_factory=dict)
    month_words: frozenset[str] = frozenset()
    same_years: dict[Words, Expr] = field(default_factory=dict)
    day_links: frozenset[Words] = frozenset()
    articles: frozenset[str] = frozenset()
    halves: frozenset[str] = frozenset()
    quarters: frozenset[str] = frozenset()
    half_years: frozenset[str] = frozenset()
    decades: dict[str, int] = field(default_factory=dict)
    long_decades: dict[Words, int] = field(default_factory=dict)
    decade_leads: frozenset[Words] = frozenset()
    decade_words: frozenset[str] = frozenset()
    decade_endings: frozenset[str] = frozenset()
    century_words: frozenset[str] = frozenset()
    night_words: frozenset[str] = frozenset()
    small_hours: frozenset[str] = frozenset()
    night_to: frozenset[str] = frozenset()
    night_from: frozenset[str] = frozenset()
    night_behind: frozenset[Words] = frozenset()
    year_first: bool = False
    hour_words: frozenset[str] = frozenset()
    sharp_hours: frozenset[str] = frozenset()
    hour_leads: frozenset[str] = frozenset()
    at_hour: frozenset[Words] = frozenset()
    about_hour: frozenset[str] = frozenset()
    zones: dict[Words, float] = field(default_factory=dict)
    month_before: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    capital_names: bool = False
    only_after: dict[str, frozenset[str]] = field(default_factory=dict)
    never_after: dict[str, frozenset[str]] = field(default_factory=dict)
    small_only: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()
    day_words: frozenset[str] = frozenset()


def listed(row: str) -> frozenset[Words]:
    """ "más de | casi" to the tuples of words."""
    return frozenset(tuple(p.split()) for p in row.split("|") if p.split())


def numbered(*rows: str, first: int = 0) -> dict[str, int]:
    """ "enero", "febrero febr" ... to {form: n}, n from `first`."""
    return {form: n for n, row in enumerate(rows, first) for form in row.split()}


def units(**forms: str) -> dict[str, UnitName]:
    """day="día días", ... to {form: unit}."""
    names: dict[str, UnitName] = {
        "minute": "minute", "hour": "hour", "day": "day", "week": "week", "weekend": "weekend", "month": "month",
        "season": "season", "quarter": "quarter", "year": "year", "decade": "decade", "century": "century",
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
        "after_tomorrow": AFTER_TOMORROW, "last_year": LAST_YEAR, "this_year": THIS_YEAR, "so_far": SO_FAR, "last_months": LAST_MONTHS,
        "last_night": LAST_NIGHT, "now": NOW, "recently": RECENTLY, "next_day": NEXT_DAY, "same_day": SAME_DAY,
        "day_before": DAY_BEFORE, "last_days": LAST_DAYS, "coming_days": COMING_DAYS,
        "past_day": PAST_24_HOURS, "same_year": SAME_YEAR, "following_year": FOLLOWING_YEAR, "same_month": SAME_MONTH,
    }  # fmt: skip
    return {tuple(p.split()): values[name] for name, row in rows.items() for p in row.split("|") if p.split()}


def suffixed(forms: dict[str, int], endings: str) -> dict[str, int]:
    """Every form with every ending too (Turkish case endings)."""
    return {form + ending: n for form, n in forms.items() for ending in ["", *endings.split()]}
