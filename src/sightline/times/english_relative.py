"""English expressions that point from somewhere: "last week", "the following day", "the past two months"."""

from sightline.times.english_dates import Hit, date
from sightline.times.english_nouns import noun_phrase
from sightline.times.english_numbers import length
from sightline.times.english_periods import holiday, season
from sightline.times.expr import (
    REPEATED,
    Base,
    CalendarDate,
    Expr,
    Night,
    Now,
    Nth,
    Shift,
    Stretch,
    Tied,
    Unit,
    UnitName,
    Vague,
)
from sightline.times.tokens import Tokens
from sightline.times.words_en import (
    FORTNIGHT,
    FROM_TEXT,
    MONTHS,
    NEXT,
    PARTS_OF_DAY,
    PAST,
    PLURAL_UNITS,
    SEASONS,
    UNITS,
    WEEKDAYS,
)

# how far "recent weeks" or "the coming months" reach, in units: a convention of ours
UNCOUNTED: dict[UnitName, float] = {"day": 7, "week": 6, "month": 6, "year": 5, "hour": 24, "decade": 3}
SINGLE: dict[str, Expr] = {
    "now": Now(), "currently": Now(), "presently": Now(), "nowadays": Now(), "current": Now(),
    "recently": Now(wide=True), "lately": Now(wide=True), "recent": Now(wide=True),
    "today": Unit("day", 0, "speech"), "tonight": Unit("day", 0, "speech"),
    "yesterday": Shift(1, 1, "day", -1, "speech"), "tomorrow": Shift(1, 1, "day", 1, "speech"),
    "overnight": Night(), "daily": REPEATED, "weekly": REPEATED, "monthly": REPEATED, "annually": REPEATED,
    "quarterly": REPEATED, "fortnightly": REPEATED, "biweekly": REPEATED, "semiannual": REPEATED,
    "semiannually": REPEATED, "yearly": REPEATED, "hourly": REPEATED, "nightly": REPEATED, "everyday": REPEATED, "annual": REPEATED,
    "former": Vague("says only that it is past"), "future": Vague("says only that it is to come"),
}  # fmt: skip
_NOT_NOUNS = frozenset({"a", "an", "the", "is", "was", "are", "were", "and", "or", "to", "in", "of"})
REFERS = Vague("a time that the words around it give")


def single(t: Tokens, i: int) -> Hit | None:
    found = SINGLE.get(t.low[i])
    if found is None:
        return None
    if t.low[i] == "future" and t.low[i - 1] in ("the", "a"):
        return None
    if (
        t.low[i] == "former"
        and t.low[i - 1] == "the"
        and (not t.text[i + 1].isalpha() or t.low[i + 1] in _NOT_NOUNS)
    ):
        return None
    if t.low[i] == "current" and t.low[i + 1] in ("of", "flows"):
        return None
    if t.low[i] == "yesterday" and t.low[i + 1] in PARTS_OF_DAY:
        return found, i + 2
    return found, i + 1


def pointed(t: Tokens, i: int) -> Hit | None:
    """this, last, next, that, the same, the following ... and a unit, a weekday, a month, a season."""
    j, step, base, sure = _pointer(t, i)
    if j == i:
        return None
    word = t.low[j]
    if word in PARTS_OF_DAY:
        return _part_of_day(t, j, step, base)
    stretch = _stretch(t, j, step, base)
    if stretch:
        return stretch
    if word in FORTNIGHT and step:
        return Stretch(2, 2, "week", step, base), j + 1
    if word in UNITS and word not in PLURAL_UNITS:
        unit = UNITS[word]
        if unit in ("minute", "hour"):
            return (REFERS, j + 1) if sure else None
        end = j + 1
        if unit == "day" and word == "night":
            return Night(Unit("day", step, base)) if step == 0 else Night(), end
        hit: Expr = Unit(
            unit, step, base, coming=unit == "weekend" and t.low[j - 1] in ("coming", "upcoming")
        )
        if t.low[end] in PARTS_OF_DAY and unit == "day":
            end += 1
        if step < 0 and word in ("week", "month", "year") and t.low[end : end + 2] in (("before", "last"),):
            hit = Unit(unit, -2, base)
            end += 2
        return hit, end
    if not sure:
        return None
    return _named(t, j, step, base)


def _pointer(t: Tokens, i: int) -> tuple[int, int, Base, bool]:
    """(next token, step, base, whether a lone "the" does not count) of the pointing words at `i`."""
    word, after = t.low[i], t.low[i + 1]
    if word == "this":
        if after in ("past", "last"):
            return i + 2, -1, "speech", True
        if after in ("coming", "next"):
            return i + 2, 1, "speech", True
        return i + 1 + (after == "same"), 0, "text" if after == "same" else "speech", True
    if word in ("that", "those", "these"):
        if after in NEXT:
            return i + 2, 1, "text", True
        return i + 1 + (after in ("same", "very")), 0, "text", True
    j = i + (word == "the")
    word = t.low[j]
    named = t.low[j + 1] in UNITS or t.low[j + 1] == "period"
    if word in ("current", "latest") and named and t.low[j + 1] not in PLURAL_UNITS:
        return j + 1, 0 if word == "current" else -1, "speech", True
    if word == "very" and t.low[j + 1] in ("next", "same"):
        j, word = j + 1, t.low[j + 1]
    if word == "same":
        return j + 1, 0, "text", True
    if word in PAST or word in NEXT:
        base: Base = "text" if word in FROM_TEXT or (j > i and word == "next") else "speech"
        if word == "next" and t.low[j + 1] in ("day", "morning"):
            base = "text"
        return j + 1, -1 if word in PAST else 1, base, True
    return i, 0, "text", False


def _stretch(t: Tokens, j: int, step: int, base: Base) -> Hit | None:
    """ "past two months", "next few days", "recent weeks", "coming months"."""
    found = length(t, j)
    if found is None or found.article or found.hyphened:
        return None
    if step == 0:
        return (REFERS, found.end) if found.bare and found.unit not in ("minute", "hour") else None
    low, high = found.low, found.high
    if found.bare:
        low = high = UNCOUNTED.get(found.unit, 1)
    end = found.end
    if t.low[j - 1] == "next":
        base = "either"  # "the next two weeks" of a dated text to come are those from publication
    if t.low[end] == "of" and step < 0:
        rest = date(t, end + 1) or season(t, end + 1)
        if rest:
            return Nth(-1, max(1, round(high)), found.unit, rest[0]), rest[1]
    return Stretch(low, high, found.unit, step, base), end


def recent(t: Tokens, i: int) -> Hit | None:
    """ "recent weeks", "in the days ahead" is left out."""
    if t.low[i] not in ("recent", "coming", "following", "subsequent", "intervening", "succeeding"):
        return None
    if t.low[i + 1] not in PLURAL_UNITS:
        return None
    unit = UNITS[t.low[i + 1]]
    base: Base = "speech" if t.low[i] in ("recent", "coming") else "text"
    size = UNCOUNTED.get(unit, 1)
    return Stretch(size, size, unit, -1 if t.low[i] == "recent" else 1, base), i + 2


def _part_of_day(t: Tokens, j: int, step: int, base: Base) -> Hit | None:
    if t.low[j] in ("night", "nite"):
        whole: Expr = Night() if base == "speech" and step < 0 else Night(Unit("day", step, base))
        return whole, j + 1
    if step < 0 and base == "speech":
        return Shift(1, 1, "day", -1, "speech"), j + 1
    return Unit("day", step, base), j + 1


def _named(t: Tokens, j: int, step: int, base: Base) -> Hit | None:
    word = t.low[j]
    if word in WEEKDAYS and t.text[j][0].isupper():
        end = j + 1 + (t.low[j + 1] in PARTS_OF_DAY)
        return Unit("day", step, base, WEEKDAYS[word]), end
    if word in MONTHS and t.text[j][0].isupper():
        which = Unit("month", step, base, MONTHS[word])
        whole = date(t, j) if base == "speech" else None  # "last Dec. 4"
        if (
            whole
            and isinstance(whole[0], CalendarDate)
            and whole[0].day
            and not whole[0].year
            and not whole[0].within
        ):
            return CalendarDate(month=MONTHS[word], day=whole[0].day, within=which), whole[1]
        return which, j + 1
    if word in SEASONS:
        return Unit("season", step, base, SEASONS[word]), j + 1
    if word == "period" and step != 0:
        return REFERS, j + 1
    return _general(t, j) if step == 0 else None


def _general(t: Tokens, j: int) -> Hit | None:
    """ "at that time", "this period", "that date": the noun at `j` behind its pointing word."""
    word, before = t.low[j], t.low[j - 1]
    if word not in ("time", "period", "date", "moment", "point", "era", "juncture", "stage"):
        return None
    if word == "time" and before == "this" and t.low[j - 2] not in ("at", "by", "until", "since", "during"):
        return None
    if word in ("point", "stage") and before not in ("this", "that"):
        return None
    if word in ("date", "moment") and before == "that":
        return Unit("day", 0, "text"), j + 1
    if word == "time" and before in ("that", "same"):
        return Unit("day", 0, "text"), j + 1
    return REFERS, j + 1


def day_before(t: Tokens, i: int) -> Hit | None:
    """ "the day before yesterday", "the day after 6 June", "the week before", "the year after"."""
    j = i + (t.low[i] == "the")
    j += t.low[j] in ("very",)
    word = t.low[j]
    if word not in ("day", "night", "morning", "evening", "week", "month", "year", "weekend"):
        return None
    unit: UnitName = UNITS.get(word, "day")
    after = t.low[j + 1]
    if after not in ("before", "after", "following", "earlier", "prior", "previous") or (
        j == i and unit != "day"
    ):
        return None
    sign = 1 if after in ("after", "following") else -1
    k = j + 2 + (t.low[j + 2] == "to")
    if t.low[k] == "last" and after == "before":
        return Unit(unit, -2, "speech"), k + 1
    origin = single(t, k) if t.low[k] in ("yesterday", "tomorrow") else date(t, k) or holiday(t, k)
    if origin:
        return Shift(1, 1, unit, sign, "text", origin[0]), origin[1]
    phrase = t.text[k][:1].isupper() or t.low[k] in ("the", "a", "an", "his", "her", "its", "their")
    if after in ("before", "after", "following") and phrase and t.text[k - 1] not in ("\n",):
        end = noun_phrase(t, k)
        if end <= k:
            return Shift(1, 1, unit, sign, "text"), j + 2
        return Tied(1, 1, unit, sign, t.start[k], t.end[end - 1]), end
    if t.low[k] in ("i", "we", "he", "she", "they", "it"):
        return Vague("counts from a happening that the text names"), k - 1
    return Shift(1, 1, unit, sign, "text"), j + 2
