"""Stamps that name an instant: ISO 8601 ("2019-03-23T21:00Z"), web logs ("23/Mar/2019:21:00:14 +0000") and military
date-time groups ("232100ZMAR19", "23 2100Z MAR 2019", "232100Z").

Sources: ISO 8601-1:2019, 5.4; the common log format of NCSA httpd; ACP 121(I), date-time groups and zone letters.
"""

import datetime as dt
import re

from sightline.times.calendrical import two_digit_year
from sightline.times.expr import CalendarDate, Clock, Expr, Instant
from sightline.times.tokens import Tokens, is_digits
from sightline.times.words_en import MONTHS

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T|  ?)(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?(?: ?(Z|UTC|GMT|[+-]\d\d:?\d\d))?(?!\w)",
    re.ASCII,
)
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?(?!\w)", re.ASCII)
_LOG = re.compile(r"(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})", re.ASCII)
_GROUP = re.compile(
    r"(\d\d) ?(\d\d)(\d\d) ?([A-Z]) ?(?:([A-Z]{3})|([A-Z][a-z]{2}))[ -]?(\d{4}|\d\d)(?!\w)", re.ASCII
)
_SHORT_GROUP = re.compile(r"(\d\d)(\d\d)(\d\d)Z(?!\w)", re.ASCII)
_EAST, _WEST = dt.timedelta(hours=14), dt.timedelta(hours=12)  # the zones there are


def stamp(t: Tokens, i: int) -> tuple[Expr, int] | None:
    """A stamp at token `i`. Without a zone it keeps the day only; with J, local time, all zones are possible."""
    first = t.text[i]
    if (
        not is_digits(first)
        or len(first) not in (2, 4, 6, 8)
        or (i and t.joined(i) and t.text[i - 1] in "-./:")
    ):
        return None
    at = t.start[i]
    match = (_ISO if len(first) == 4 else _BASIC if len(first) == 8 else _GROUP).match(t.source, at)
    try:
        if match and len(first) in (4, 8):
            return _iso(match), _past(t, i, match.end())
        if match:
            hit = _group(match)
            return (hit, _past(t, i, match.end())) if hit else None
        if len(first) == 2 and (match := _LOG.match(t.source, at)):
            day, name, year, *clock, zone = match.groups()
            month = MONTHS[name.lower()]
            return _instant((int(year), month, int(day)), clock, _offset(zone)), _past(t, i, match.end())
        if len(first) == 6 and (match := _SHORT_GROUP.match(t.source, at)):
            day, hour, minute = (int(part) for part in match.groups())
            dt.time(hour, minute)
            return Clock(hour, minute, CalendarDate(day=day), 0.0), _past(t, i, match.end())
    except (ValueError, KeyError, OverflowError):
        return None
    return None


def _past(t: Tokens, i: int, end: int) -> int:
    while t.start[i] < end and i < len(t):
        i += 1
    return i


def _iso(match: re.Match[str]) -> Instant | CalendarDate:
    year, month, day, hour, minute, second, zone = match.groups()
    date = (int(year), int(month), int(day))
    if zone is None:
        dt.datetime(*date, int(hour), int(minute))
        return CalendarDate(*date)
    return _instant(date, [hour, minute, second], _offset(zone))


def _instant(date: tuple[int, int, int], clock: list[str], offset: dt.timedelta) -> Instant:
    hour, minute, second = int(clock[0]), int(clock[1]), int(clock[2] or 0)
    moment = dt.datetime(*date, hour, minute, second, tzinfo=dt.UTC) - offset
    return Instant(moment, moment if clock[2] else moment + dt.timedelta(seconds=59))


def _offset(zone: str) -> dt.timedelta:
    if zone[0] not in "+-":
        return dt.timedelta()
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError(zone)
    return dt.timedelta(hours=hours, minutes=minutes) * (1 if zone[0] == "+" else -1)


def _group(match: re.Match[str]) -> Instant | None:
    day, hour, minute, letter, upper, title, digits = match.groups()
    month = MONTHS.get((upper or title).lower())
    if month is None:
        return None
    year = int(digits) if len(digits) == 4 else two_digit_year(int(digits))
    moment = dt.datetime(year, month, int(day), int(hour), int(minute), tzinfo=dt.UTC)
    offset = zone_letter(letter)
    if offset is None:
        return Instant(moment - _EAST, moment + _WEST)
    moment -= dt.timedelta(hours=offset)
    return Instant(moment, moment + dt.timedelta(seconds=59))


def zone_letter(letter: str) -> int | None:
    """Hours east of UTC of a military zone letter (ACP 121); J, local time, has none."""
    if len(letter) != 1 or letter == "J" or not "A" <= letter <= "Z":
        return None
    if letter <= "M":
        return ord(letter) - 64 - (letter > "J")
    return 0 if letter == "Z" else 77 - ord(letter)
