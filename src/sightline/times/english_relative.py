"""English expressions that count from somewhere: "three months ago", "the following day", "last week"."""

from sightline.times.english_dates import Hit, date
from sightline.times.english_nouns import noun_phrase, with_of
from sightline.times.english_numbers import Length, length
from sightline.times.english_periods import holiday, season
from sightline.times.expr import (
    DURATION,
    REPEATED,
    Base,
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
from sightline.times.tokens import Tokens, is_digits
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
    WEEKDAY_PLURALS,
    WEEKDAYS,
)

# how far "recent weeks" or "the coming months" reach, in units: a convention of ours
_UNCOUNTED: dict[UnitName, float] = {"day": 7, "week": 6, "month": 6, "year": 5, "hour": 24, "decade": 3}
SINGLE: dict[str, Expr] = {
    "now": Now(), "currently": Now(), "presently": Now(), "nowadays": Now(), "current": Now(),
    "recently": Now(wide=True), "lately": Now(wide=True), "recent": Now(wide=True),
    "today": Unit("day", 0, "speech"), "tonight": Unit("day", 0, "speech"),
    "yesterday": Shift(1, 1, "day", -1, "speech"), "tomorrow": Shift(1, 1, "day", 1, "speech"),
    "overnight": Night(), "daily": REPEATED, "weekly": REPEATED, "monthly": REPEATED, "annually": REPEATED,
    "yearly": REPEATED, "hourly": REPEATED, "nightly": REPEATED, "everyday": REPEATED, "annual": REPEATED,
    "former": Vague("says only that it is past"), "future": Vague("says only that it is to come"),
}  # fmt: skip
_NOT_NOUNS = frozenset({"a", "an", "the", "is", "was", "are", "were", "and", "or", "to", "in", "of"})
_REFERS = Vague("a time that the words around it give")


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


def ago(t: Tokens, i: int) -> Hit | None:
    """An amount and what it counts from: "three months ago", "two weeks earlier", "a day after 6 June"."""
    found = length(t, i)
    if found is None:
        return None
    hit = _counted(t, found)
    if hit:
        return hit
    if found.bare or found.article:
        return _loose_length(t, found)
    return DURATION, with_of(t, found.end)


def _counted(t: Tokens, found: Length) -> Hit | None:
    j = found.end
    word, after = t.low[j], t.low[j + 1]
    if word == "now" and not found.bare:
        return Stretch(found.low, found.high, found.unit, -1, "speech"), j + 1
    if t.start and found.start and t.low[found.start - 1] == "within":
        size = _UNCOUNTED.get(found.unit, 1) if found.bare else found.high
        return Stretch(size, size, found.unit, 1, "either"), j
    if word == "ago":
        return _shift(found, -1, "speech"), j + 1
    if word == "from" and after in ("now", "today"):
        return _shift(found, 1, "speech"), j + 2
    if word == "hence":
        return _shift(found, 1, "speech"), j + 1
    if word in ("earlier", "previously", "beforehand"):
        return _shift(found, -1, "text"), j + 1
    if word in ("later", "afterwards", "afterward", "thereafter"):
        return _shift(found, 1, "text"), j + 1
    if word == "on" and (after in (",", ".") or not after):
        return _shift(found, 1, "text"), j + 1
    if word in ("before", "after", "prior", "following") or (word == "ahead" and after == "of"):
        return _from_origin(t, found, j)
    return None


def _from_origin(t: Tokens, found: Length, j: int) -> Hit | None:
    sign = 1 if t.low[j] in ("after", "following") else -1
    k = j + 1 + (t.low[j + 1] in ("to", "of"))
    if t.low[k] in ("that", "this") and t.low[k + 1] not in UNITS:
        return _shift(found, sign, "text"), k + 1
    if not t.text[k].isalnum() or t.low[k] in ("being", "it", "he", "she", "they", "returning"):
        if t.low[j] == "following":
            return None
        return _shift(found, sign, "text"), j + 1
    origin = date(t, k) or holiday(t, k)
    if origin:
        return Shift(found.low, found.high, found.unit, sign, "text", origin[0]), origin[1]
    end = noun_phrase(t, k)
    if end <= k:
        return _shift(found, sign, "text"), j + 1
    return Tied(found.low, found.high, found.unit, sign, t.start[k], t.end[end - 1]), end


def _shift(found: Length, sign: int, base: Base) -> Shift:
    low, high = found.low, found.high
    return Shift(low, high, found.unit, sign, base)


def _loose_length(t: Tokens, found: Length) -> Hit | None:
    """Units without a number, or with an article only: "for weeks", "a week"; set aside what counts per unit."""
    before = t.low[found.start - 1] if found.start else ""
    if found.bare:
        ok = before in (
            "for",
            "within",
            "in",
            "after",
            "of",
            "over",
            "many",
            "these",
            "those",
            "two",
            "three",
        )
        return (DURATION, found.end) if ok and t.low[found.end] != "of" else None
    text_end = t.low[found.end]
    if found.unit in ("day", "week", "month", "year") and found.end - found.start == 2 and (
        is_digits(before) or before in ("times", "twice", "once", "percent", "%") or before.endswith("s")
    ) and before not in ("lasts", "was", "is", "as", "has", "takes", "this", "days", "us"):  # fmt: skip
        return REPEATED, found.end
    if text_end in ("-",) or (t.low[found.start] == "an" and found.unit != "hour"):
        return None
    return DURATION, with_of(t, found.end)


def per(t: Tokens, i: int) -> Hit | None:
    """ "per month", "every day", "each week", "Mondays"."""
    if t.low[i] == "per" and t.low[i + 1] in UNITS:
        return REPEATED, i + 2
    if t.low[i] in ("every", "each"):
        j = (
            i
            + 1
            + (
                t.low[i + 1] in ("other", "single")
                or is_digits(t.text[i + 1])
                or t.low[i + 1] in ("two", "few")
            )
        )
        if t.low[j] in UNITS or t.low[j] in WEEKDAYS or t.low[j] in PARTS_OF_DAY or t.low[j] in SEASONS:
            return REPEATED, j + 1 + (t.low[j] in WEEKDAYS and t.low[j + 1] in PARTS_OF_DAY)
    if t.low[i] in WEEKDAY_PLURALS and t.text[i][0].isupper():
        return REPEATED, i + 1
    return None


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
            return (_REFERS, j + 1) if sure else None
        end = j + 1
        if unit == "day" and word == "night":
            return Night(Unit("day", step, base)) if step == 0 else Night(), end
        hit: Expr = Unit(unit, step, base)
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
        return (_REFERS, found.end) if found.bare and found.unit not in ("minute", "hour") else None
    low, high = found.low, found.high
    if found.bare:
        low = high = _UNCOUNTED.get(found.unit, 1)
    end = found.end
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
    size = _UNCOUNTED.get(unit, 1)
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
        return Unit("month", step, base, MONTHS[word]), j + 1
    if word in SEASONS:
        return Unit("season", step, base, SEASONS[word]), j + 1
    if word in ("time", "period", "date", "moment", "point", "era", "juncture", "stage") and step == 0:
        if (
            word == "time"
            and t.low[j - 1] == "this"
            and t.low[j - 2] not in ("at", "by", "until", "since", "during")
        ):
            return None
        if word in ("point", "stage") and t.low[j - 1] not in ("this", "that"):
            return None
        if word in ("date", "moment"):
            return (Unit("day", 0, "text") if t.low[j - 1] == "that" else _REFERS), j + 1
        if word == "time" and t.low[j - 1] in ("that", "same"):
            return Unit("day", 0, "text"), j + 1
        return _REFERS, j + 1
    return None


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


def referring(t: Tokens, i: int) -> Hit | None:  # noqa: PLR0911
    """ "the time", "at present", "the same time", "these days", "night", "the day": no period of their own."""
    before = t.low[i - 1] if i else ""
    word, after = t.low[i], t.low[i + 1]
    if word == "the" and after == "time" and before in ("at", "by") and t.low[i + 2] != "of":
        return (Unit("day", 0, "text") if before == "at" else _REFERS), i + 2
    if word == "the" and after in ("day", "year", "month") and before in ("of", "in", "on", "by"):
        if t.low[i + 2] in ("of", "that", "when", "-"):
            return None
        return Unit(UNITS[after], 0, "either"), i + 2
    if word == "the" and after in ("past", "present", "future") and not t.text[i + 2].isalpha():
        return Vague("names no calendar period"), i + 2
    if word in ("present", "modern") and (after == "day" or (t.text[i + 1] == "-" and t.low[i + 2] == "day")):
        return Now(), i + (2 if after == "day" else 3)
    if word == "present" and before == "at":
        return Now(), i + 1
    if word == "the" and after == "moment" and before == "at":
        return Now(), i + 2
    if word in PARTS_OF_DAY and before in (
        "at",
        "by",
        "before",
        "until",
        "since",
        "in",
        "after",
        "the",
        "from",
    ):
        if before == "the" and t.low[i - 2] not in ("in", "during", "by", "until", "through", "before"):
            return None
        return (
            (REPEATED, i + 1)
            if word in ("night", "noon") and before == "at"
            else (Unit("day", 0, "text"), i + 1)
        )
    if word in ("night", "nights", "day", "days") and before in ("at", "by", "spent", "during"):
        return REPEATED, i + 1
    if word == "shortly" and after in ("afterwards", "afterward", "thereafter"):
        return Vague("counts from what the text told before"), i + 2
    return None
