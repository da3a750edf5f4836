"""English amounts of time and what they count from: "three months ago", "a week from Friday", "for weeks", "33-year-old"."""

from sightline.times.english_dates import Hit, date, year
from sightline.times.english_nouns import noun_phrase, with_of
from sightline.times.english_numbers import Length, length, number
from sightline.times.english_periods import holiday
from sightline.times.english_relative import UNCOUNTED, single
from sightline.times.expr import (
    DURATION,
    REPEATED,
    Base,
    CalendarDate,
    Season,
    Shift,
    Stretch,
    Tied,
    Unit,
)
from sightline.times.tokens import Tokens, is_digits
from sightline.times.words_en import (
    SEASONS,
    UNITS,
    WEEKDAYS,
)

# verbs after which "weeks" alone is a length of time
_TAKES = frozenset(
    "take takes took taken taking last lasts lasted lasting spend spends spent spending wait waited waiting".split()
)
# words after an amount: the side they count to, and from where
_DIRECTIONS: dict[str, tuple[int, Base]] = {
    "hence": (1, "speech"), "earlier": (-1, "text"), "previously": (-1, "text"), "beforehand": (-1, "text"),
    "later": (1, "text"), "afterwards": (1, "text"), "afterward": (1, "text"), "thereafter": (1, "text"),
}  # fmt: skip
_CLOCK_BEFORE = frozenset(
    [
        *"at by from until till around since between and to approximately before after about circa".split(),
        *".,([\n",
    ]
)


def ago(t: Tokens, i: int) -> Hit | None:
    """An amount and what it counts from: "three months ago", "two weeks earlier", "a day after 6 June"."""
    found = length(t, i)
    if found is None:
        return _seasons_ago(t, i)
    if (
        found.unit == "hour"
        and len(t.text[i]) == 4
        and t.low[i - 1] in _CLOCK_BEFORE
        and clock_like(t.text[i])
    ):
        return None  # "at 1730 hours"
    hit = _counted(t, found)
    if hit:
        return hit
    if t.low[i - 1] == "in" and not found.bare and not found.hyphened and t.low[found.end] != "of":
        return Shift(found.low, found.high, found.unit, 1, "speech", if_ahead=True), found.end
    if found.bare or found.article:
        return _loose_length(t, found)
    return DURATION, _old(t, found) or with_of(t, found.end)


def clock_like(digits: str) -> bool:
    """Whether four digits can be hours and minutes."""
    return is_digits(digits) and int(digits[:2]) < 24 and int(digits[2:]) < 60


def _seasons_ago(t: Tokens, i: int) -> Hit | None:
    """ "four summers ago", "two winters earlier"; "three summers" is a length of time."""
    found = number(t, i)
    word = t.low[found[2]].removesuffix("s") if found else ""
    if found is None or word not in SEASONS or (found[1] > 1) != t.low[found[2]].endswith("s"):
        return None
    low, high, j = found
    if t.low[j + 1] in ("ago", "earlier"):
        base: Base = "speech" if t.low[j + 1] == "ago" else "text"
        return Season(SEASONS[word], within=Shift(low, high, "year", -1, base)), j + 2
    return (DURATION, j + 1) if high > 1 else None


def _old(t: Tokens, found: Length) -> int | None:
    """The end of an age: "nineteen years old", "33-year-old", "26 years of age"."""
    j = found.end + (t.text[found.end] in ("-", "–") and t.joined(found.end))
    if t.low[j] == "old":
        return j + 1
    return j + 2 if t.low[j : j + 2] == ("of", "age") else None


def _counted(t: Tokens, found: Length) -> Hit | None:
    j = found.end
    word, after = t.low[j], t.low[j + 1]
    if word == "now" and not found.bare:
        return Stretch(found.low, found.high, found.unit, -1, "speech"), j + 1
    if t.start and found.start and t.low[found.start - 1] == "within":
        size = UNCOUNTED.get(found.unit, 1) if found.bare else found.high
        return Stretch(size, size, found.unit, 1, "either"), j
    if word == "ago":
        return _ago(t, found, j)
    if word in _DIRECTIONS:
        return _shift(found, *_DIRECTIONS[word]), j + 1
    if word in ("before", "after", "prior", "following") or (word == "ahead" and after == "of"):
        return _from_origin(t, found, j)
    return _to_come(t, found, j)


def _to_come(t: Tokens, found: Length, j: int) -> Hit | None:
    """ "two weeks from now", "a week from Friday", "in two weeks' time"; "two days on" counts from the text."""
    word, after = t.low[j], t.low[j + 1]
    if word in ("'", "’") and after == "time" and t.low[found.start - 1] == "in":
        return _shift(found, 1, "speech"), j + 2
    if word == "on" and (after in (",", ".") or not after):
        return _shift(found, 1, "text"), j + 1
    if word != "from":
        return None
    if after in ("now", "today"):
        return _shift(found, 1, "speech"), j + 2
    day = _speech_day(t, j + 1) if found.unit in ("day", "week") else None
    return (
        (Shift(found.low, found.high, found.unit, 1, "speech", day[0], exact=True), day[1]) if day else None
    )


def _ago(t: Tokens, found: Length, j: int) -> Hit:
    """ "a month ago", and "a month ago today", "a week ago Friday", which name the day."""
    day = _speech_day(t, j + 1) if found.low == found.high else None
    if day is None:
        return _shift(found, -1, "speech"), j + 1
    return Shift(found.low, found.high, found.unit, -1, "speech", day[0], exact=True), day[1]


def _speech_day(t: Tokens, j: int) -> Hit | None:
    """ "today", "yesterday", "tomorrow", "Friday", "next Friday"."""
    if t.low[j] in ("today", "yesterday", "tomorrow"):
        return single(t, j)
    j += t.low[j] in ("this", "next", "last") and t.low[j + 1] in WEEKDAYS
    if t.low[j] in WEEKDAYS and t.text[j][0].isupper() and len(t.low[j]) > 5:
        step = {"next": 1, "last": -1}.get(t.low[j - 1])
        if step:
            return Unit("day", step, "speech", WEEKDAYS[t.low[j]]), j + 1
        return CalendarDate(weekday=WEEKDAYS[t.low[j]]), j + 1
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
    named = year(t, k + 1) if t.low[k] in ("the", "its", "their", "his", "her") else None
    if named and not named[1] and found.unit == "year" and t.text[named[2]].isalpha():
        # "two years after the 2014 annexation"; the year is an expression of its own
        return Shift(found.low, found.high, "year", sign, "text", CalendarDate(year=named[0])), j + 1
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
            *_TAKES,
        )
        if found.unit in ("quarter", "weekend") or t.low[found.start] in ("minutes", "seconds", "nights"):
            ok = before in _TAKES
        return (DURATION, with_of(t, found.end)) if ok else None
    text_end = t.low[found.end]
    if found.unit in ("day", "week", "month", "year") and found.end - found.start == 2 and (
        is_digits(before) or before in ("times", "twice", "once", "percent", "%") or before.endswith("s")
    ) and before not in ("lasts", "was", "is", "as", "has", "takes", "this", "days", "us"):  # fmt: skip
        return REPEATED, found.end
    if text_end in ("-",) or (t.low[found.start] == "an" and found.unit != "hour"):
        return None
    return DURATION, with_of(t, found.end)
