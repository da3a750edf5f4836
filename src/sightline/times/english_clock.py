"""Times of day: "10:57", "3:00 a.m.", "0030Z", "2100 hours", with the date and the zone said beside them."""

from sightline.times.english_dates import Hit, date, opens_line
from sightline.times.english_relative import pointed, single
from sightline.times.expr import Clock, Expr
from sightline.times.tokens import Tokens, is_digits
from sightline.times.words_en import COUNTED, ONES, PLACE_TIMES, WEEKDAYS, ZONES


def clock(t: Tokens, i: int) -> Hit | None:
    """ "10:57", "3:00 a.m.", "4pm", "11.02pm", "06h10", "0030Z", "2100 hours", "May 8 1:00AM" is left to date."""
    hour = t.number(i)
    if hour is None or (t.joined(i) and i and (t.text[i - 1] in "-:./$€£,+" or t.text[i - 1].isalpha())):
        return None
    j, minute, colon = i + 1, 0, False
    if len(t.text[i]) == 4:
        return _four_digits(t, i)
    if hour > 24 or len(t.text[i]) > 2:
        return None
    sign = t.low[j]
    if sign in (":", ".", "h") and t.joined(j) and t.joined(j + 1) and len(t.text[j + 1]) == 2:
        value = t.number(j + 1)
        if value is None or value > 59:
            return None
        minute, j, colon = value, j + 2, sign != "."
        if t.text[j] == ":" and t.joined(j) and len(t.text[j + 1]) == 2 and is_digits(t.text[j + 1]):
            j += 2
    half, j = _meridiem(t, j)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif sign == "h" and t.joined(i + 1) and j == i + 1 and t.text[j] == "h":
        colon, j = True, j + 1
    zoned = (
        sign == "." and j > i + 1 and t.text[j] in ("GMT", "UTC", "BST", "CET", "CEST", "MSK", "EST", "EDT")
    )
    if not half and not colon and not zoned:
        return None
    return _zoned(t, hour, minute, j)


def worded(t: Tokens, i: int) -> Hit | None:
    """ "four o'clock", "half past three", "ten in the morning", "5 o'clock in the afternoon"."""
    past = t.low[i : i + 2] in (("half", "past"), ("quarter", "past"), ("quarter", "to"))
    j = i + 2 * past
    hour = ONES.get(t.low[j], t.number(j) if len(t.text[j]) < 3 else None)
    if hour is None or not 1 <= hour <= 12 or (i and t.joined(i) and not t.text[i - 1].isspace()):
        return None
    j += 1
    said = t.low[j] == "o" and t.text[j + 1] in ("'", "’") and t.low[j + 2] == "clock"
    j += 3 * said
    of_day = t.low[j : j + 2] == ("in", "the") and t.low[j + 2] in ("morning", "afternoon", "evening")
    at_night = t.low[j : j + 2] == ("at", "night")
    if not (said or past or of_day or (at_night and said)):
        return None
    late = (of_day and t.low[j + 2] != "morning") or (at_night and hour > 5)
    minute = {"half": 30, "quarter": 15}.get(t.low[i], 0) if past else 0
    if past and t.low[i + 1] == "to":
        hour, minute = hour - 1, 45
    end = j + (3 if of_day else 2 if at_night else 0)
    return _zoned(t, hour % 12 + 12 * late, minute, end)


def _meridiem(t: Tokens, j: int) -> tuple[str, int]:
    word = t.low[j]
    if word in ("am", "pm"):
        return word[0], j + 1
    if word in ("a", "p") and t.text[j + 1] == "." and t.low[j + 2] == "m" and t.joined(j + 2):
        return word, j + 3 + (t.text[j + 3] == "." and t.joined(j + 3))
    return "", j


def _four_digits(t: Tokens, i: int) -> Hit | None:
    digits = t.text[i]
    hour, minute = int(digits[:2]), int(digits[2:])
    if hour > 24 or minute > 59:
        return None
    after, before = t.low[i + 1], t.low[i - 1] if i else "\n"
    if after in ("hours", "hrs", "hr", "h", "z", "utc", "gmt", "local", "zulu"):
        return _zoned(t, hour, minute, i + 1 + (after in ("hours", "hrs", "hr", "h")))
    stamp = digits[0] == "0" and (
        before in ("at", "by", "~", "\n", "", "from", "until", "about", "since", "+", ".", ":")
    )
    stamp = stamp or (opens_line(t, i) and hour < 15 and t.text[i + 1].isalpha())
    if stamp and after not in ("-", "%", "/"):
        return Clock(hour, minute), i + 1
    if hour < 24 and before in ("at", "by", "until") and not t.joined(i) and after not in COUNTED:
        on_day = after == "on" and (t.low[i + 2] in WEEKDAYS or date(t, i + 2) is not None)
        # the years 2200 to 2359 are no more likely than the minutes; "at" stands before no year
        if on_day or (
            not after.isalnum() and after not in ("-", "%", "/", "°") and (before == "at" or hour > 21)
        ):
            return _zoned(t, hour, minute, i + 1)
    return None


def _zoned(t: Tokens, hour: int, minute: int, j: int) -> Hit | None:
    zone = ZONES.get(t.low[j]) if t.text[j].isupper() or t.low[j] in ("zulu",) else None
    summer = 0.0
    named = t.low[j + 1] == "time" or t.low[j + 1 : j + 3] in (("standard", "time"), ("daylight", "time"))
    if zone is not None:
        j += 1
    elif named and t.text[j][:1].isupper() and t.low[j] in PLACE_TIMES:
        zone, summer = PLACE_TIMES[t.low[j]]
        j += 2 + (t.low[j + 1] != "time")
    elif (t.low[j] == "local" and t.low[j + 1] == "time") or (
        t.text[j][:1].isupper() and t.low[j + 1] == "time"
    ):
        j += 2
    k = j + (t.low[j] in ("on", "of") or t.text[j] == ",")
    of = date(t, k)
    if of is None and t.low[k] in ("yesterday", "today", "tomorrow"):
        of = single(t, k)
    if of is None and k == j and t.low[k] in ("this", "that", "last"):
        of = pointed(t, k)
    if of is not None:
        j = of[1]
    if hour == 24:
        hour, minute = 23, 59
    day = of[0] if of else _behind_a_bracket(t, j)
    return Clock(hour, minute, day, zone, summer), j


def _behind_a_bracket(t: Tokens, j: int) -> Expr | None:
    """The day of "05:00 (02:00 UTC) on March 24", for either of the two."""
    if t.text[j] == "(":
        j = next((k for k in range(j + 1, min(j + 8, len(t))) if t.text[k] == ")"), j)
    if t.text[j] != ")":
        return None
    found = date(t, j + 1 + (t.low[j + 1] == "on"))
    return found[0] if found else None
