"""English expressions that refer or repeat: "the day", "at the time", "the months ahead", "every six months"."""

from sightline.times.english_dates import DASHES, Hit
from sightline.times.english_nouns import noun_phrase
from sightline.times.english_numbers import number
from sightline.times.english_relative import REFERS, UNCOUNTED
from sightline.times.expr import (
    DURATION,
    REPEATED,
    Now,
    Part,
    Stretch,
    Unit,
    Vague,
)
from sightline.times.tokens import Tokens
from sightline.times.words_en import (
    MONTHS,
    PARTS_OF_DAY,
    PLURAL_UNITS,
    SEASONS,
    UNITS,
    WEEKDAY_PLURALS,
    WEEKDAYS,
)

_DURING = frozenset("of in on by for during throughout over through within".split())
_SINGULAR = frozenset({"day", "year", "month", "week", "decade", "century"})
_BOUNDED = frozenset("since before after following leading immediately when until preceding".split())
# after these "to date" is a verb
_DATED = frozenset("the a an her him them it back from this these those someone each all".split())
_UP_TO = frozenset({"since", "until", "till", "by", "back"})
_AFTERWARDS = frozenset({"afterwards", "afterward", "thereafter"})
_BEFORE_PART = frozenset({"at", "by", "before", "until", "since", "in", "after", "the", "from", "a", *DASHES})
_YEARS_END = (("'", "s", "end"), ("’", "s", "end"))


def per(t: Tokens, i: int) -> Hit | None:
    """ "per month", "every day", "each week", "Mondays"."""
    if t.low[i] == "per" and t.low[i + 1] in UNITS:
        return REPEATED, i + 2
    if t.low[i] in ("every", "each"):
        counted = number(t, i + 1) if t.low[i + 1] not in ("a", "an", "half") else None
        j = (
            counted[2]
            if counted
            else i + 1 + (t.low[i + 1] in ("other", "single", "second", "third", "fourth"))
        )
        if t.low[j] in MONTHS and t.text[j][0].isupper():
            return REPEATED, j + 1
        if t.low[j] in UNITS or t.low[j] in WEEKDAYS or t.low[j] in PARTS_OF_DAY or t.low[j] in SEASONS:
            return REPEATED, j + 1 + (t.low[j] in WEEKDAYS and t.low[j + 1] in PARTS_OF_DAY)
    if t.low[i] in WEEKDAY_PLURALS and t.text[i][0].isupper():
        return REPEATED, i + 1
    return None


def _the_days(t: Tokens, i: int) -> Hit | None:
    """ "the months ahead", "the days since", "the weeks after"; "the years" of something stays one of no date."""
    unit, after = UNITS[t.low[i + 1]], t.low[i + 2]
    if after == "ahead" or t.low[i + 2 : i + 4] == ("to", "come"):
        size = UNCOUNTED.get(unit, 1)
        return Stretch(size, size, unit, 1, "speech"), i + (3 if after == "ahead" else 4)
    return (DURATION, i + 2) if after in _BOUNDED else None


def lasting(t: Tokens, i: int) -> Hit | None:
    """ "month-long", "yearlong", "a long time", "a short period", "the duration of the war"."""
    word, after = t.low[i], t.low[i + 1]
    if word in UNITS and t.text[i + 1] in DASHES and t.low[i + 2] == "long" and t.text[i + 1]:
        return DURATION, i + 3
    if word.endswith("long") and word.removesuffix("long") in UNITS:
        return DURATION, i + 1
    j = i + (word in ("the", "a"))
    if word == "the" and after == "duration" and t.low[i + 2] == "of":
        return DURATION, noun_phrase(t, i + 3)
    if word != "a":
        return None
    if after == "period" and t.low[i + 2] == "of":
        return DURATION, i + 2
    j += t.low[j] == "very"
    if t.low[j] in ("long", "short", "brief") and t.low[j + 1] in ("time", "while", "period"):
        return DURATION, j + 2 + 2 * (t.low[j + 2 : j + 4] == ("of", "time"))
    return None


def the(t: Tokens, i: int) -> Hit | None:
    """ "the time", "the day", "the week", "the past", "the near future", "the months ahead", "the moment"."""
    if t.low[i] != "the":
        return None
    before, after, third = t.low[i - 1] if i else "", t.low[i + 1], t.low[i + 2]
    if after == "time" and before in ("at", "by") and third != "of":
        return (Unit("day", 0, "text") if before == "at" else REFERS), i + 2
    if after in _SINGULAR and (third == "ahead" or t.low[i + 2 : i + 4] == ("to", "come")):
        return Stretch(1, 1, UNITS[after], 1, "speech"), i + (3 if third == "ahead" else 4)
    if after in _SINGULAR and before in _DURING:
        return None if third in ("of", "that", "when", "-") else (Unit(UNITS[after], 0, "either"), i + 2)
    if after in ("near", "immediate", "distant", "foreseeable") and third == "future":
        return Vague("says only that it is to come"), i + 3
    if after in PLURAL_UNITS and after not in ("minutes", "seconds", "quarters"):
        return _the_days(t, i)
    if after in ("past", "present", "future") and not third.isalpha():
        return Vague("names no calendar period"), i + 2
    return (Now(), i + 2) if after == "moment" and before == "at" else None


def referring(t: Tokens, i: int) -> Hit | None:
    """ "at present", "these days", "day and night", "since then", "to date", "year-end", "the weekend"."""
    before = t.low[i - 1] if i else ""
    word, after = t.low[i], t.low[i + 1]
    if after == "weekend" and word in ("the", "all") and t.low[i + 2] not in ("of", "before", "after"):
        return Unit("weekend", int(before == "for"), "speech", coming=before == "for"), i + 2
    if word == "all" and after in ("day", "night", "week", "month", "year", "summer", "winter"):
        return Vague("all of a stretch that the words around it give"), i + 2
    if word == "year" and (t.low[i + 1 : i + 3] == ("-", "end") or t.low[i + 1 : i + 4] in _YEARS_END):
        return Part("end", Unit("year", 0, "either")), i + (3 if after == "-" else 4)
    if word in ("midweek", "midyear"):
        return Part("mid", Unit("week" if word == "midweek" else "year", 0, "speech")), i + 1
    if word in ("month", "quarter") and t.low[i + 1 : i + 3] == ("-", "end"):
        return Part("end", Unit("month" if word == "month" else "quarter", 0, "either")), i + 3
    if word in ("night", "nights", "day", "days") and before in ("at", "by", "spent", "during"):
        return REPEATED, i + 1
    if word == "then" and before in _UP_TO:
        return Unit("day", 0, "text"), i + 1
    if word == "shortly" and after in _AFTERWARDS:
        return Vague("counts from what the text told before"), i + 2
    return present(t, i)


def present(t: Tokens, i: int) -> Hit | None:
    """ "at present", "present-day", "to date"."""
    word, after = t.low[i], t.low[i + 1]
    if word in ("present", "modern") and (after == "day" or (t.text[i + 1] == "-" and t.low[i + 2] == "day")):
        return Now(), i + (2 if after == "day" else 3)
    if word == "present" and i and t.low[i - 1] == "at":
        return Now(), i + 1
    return (Now(), i + 2) if word == "to" and after == "date" and t.low[i + 2] not in _DATED else None


def part_of_day(t: Tokens, i: int) -> Hit | None:
    """ "at noon", "in the morning", "by dawn", "a morning call": of the day that the text speaks of."""
    word, before = t.low[i], t.low[i - 1] if i else ""
    if word not in PARTS_OF_DAY or before not in _BEFORE_PART:
        return None
    if before in DASHES and t.low[i - 2] not in ("late", "early", "mid"):
        return None
    if before == "a" and (word in ("night", "nite") or not t.text[i + 1].isalpha()):
        return None
    if before == "the" and t.low[i - 2] not in ("in", "during", "by", "until", "through", "before"):
        return None
    if word in ("night", "noon") and before == "at":
        return REPEATED, i + 1
    return Unit("day", 0, "either"), i + 1
