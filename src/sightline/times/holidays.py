"""The days on which feasts and named days fall in a year, exact or as wide as they are uncertain."""

import datetime as dt

from sightline.times.calendrical import When, add_days, easter, make

# the same day each year: (month, day)
_FIXED = {
    "new year": (1, 1), "orthodox christmas": (1, 7), "valentine": (2, 14), "women's day": (3, 8),
    "st patrick": (3, 17), "may day": (5, 1), "bastille day": (7, 14), "fourth of july": (7, 4), "halloween": (10, 31),
    "all saints": (11, 1), "armistice day": (11, 11), "christmas eve": (12, 24), "christmas": (12, 25),
    "boxing day": (12, 26), "new year eve": (12, 31),
}  # fmt: skip
# the n-th weekday (0 is Monday) of a month, from its end where negative, and the days after it: holidays of the United
# States (5 U.S.C. 6103 and custom); election day is the Tuesday after the first Monday (2 U.S.C. 7)
_NTH = {
    "martin luther king day": (1, 0, 3, 0), "presidents day": (2, 0, 3, 0), "mother's day": (5, 6, 2, 0),
    "memorial day": (5, 0, -1, 0), "father's day": (6, 6, 3, 0), "labor day": (9, 0, 1, 0),
    "columbus day": (10, 0, 2, 0), "us election day": (11, 0, 1, 1), "thanksgiving": (11, 3, 4, 0),
    "black friday": (11, 3, 4, 1), "cyber monday": (11, 3, 4, 4),
}  # fmt: skip
# days from Western, and from Orthodox, Easter Sunday
_EASTER = {
    "mardi gras": -47, "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "easter": 0,
    "easter monday": 1, "ascension": 39, "pentecost": 49,
}  # fmt: skip
_ORTHODOX = {"orthodox easter": 0, "orthodox good friday": -2}
# tabular Islamic months and days; the moon is sighted a day earlier or later
_ISLAMIC = {"islamic new year": (1, 1, 1), "ashura": (1, 10, 1), "mawlid": (3, 12, 1), "ramadan": (9, 1, 30),
            "eid al-fitr": (10, 1, 1), "arafah": (12, 9, 1), "eid al-adha": (12, 10, 1)}  # fmt: skip
# (first, last): feasts of the moon whose day is not computed here, and of the equinox
_WIDE = {"lunar new year": ((1, 21), (2, 21)), "nowruz": ((3, 19), (3, 22)), "yom kippur": ((9, 13), (10, 15)),
         "rosh hashanah": ((9, 4), (10, 6)), "passover": ((3, 25), (4, 26)), "diwali": ((10, 13), (11, 15))}  # fmt: skip
_ISLAMIC_EPOCH = 227_015  # the ordinal of 19 July 622 (proleptic Gregorian), 1 Muharram 1


def feast(name: str, year: int) -> When:
    """The day, or the days that it may be, of a feast in a year. Raises ValueError where it does not fall into it,
    OverflowError beyond the years 1-9999, KeyError for a name that is not of this module.

    Sources: Western Easter as in `calendrical`; Orthodox Easter after Meeus (Julian computus); the tabular Islamic
    calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of 30), widened by a day to both sides.
    """
    if name in _FIXED:
        return _days(make(year, *_FIXED[name]))
    if name in _NTH:
        return _days(_nth_weekday(year, *_NTH[name]))
    if name in _EASTER:
        return _days(add_days(easter(year), _EASTER[name]))
    if name in _ORTHODOX:
        return _days(add_days(orthodox_easter(year), _ORTHODOX[name]))
    if name in _ISLAMIC:
        return _islamic(name, year)
    first, last = _WIDE[name]
    return _days(make(year, *first), make(year, *last))


def _days(first: dt.date, last: dt.date | None = None) -> When:
    return When(first, last or first, "day")


def _nth_weekday(year: int, month: int, weekday: int, n: int, after: int) -> dt.date:
    if n > 0:
        first = make(year, month)
        day = add_days(first, (weekday - first.weekday()) % 7 + 7 * (n - 1))
    else:
        last = add_days(make(year, month + 1), -1)
        day = add_days(last, -((last.weekday() - weekday) % 7))
    return add_days(day, after)


def orthodox_easter(year: int) -> dt.date:
    """Orthodox Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, ch. 8, Julian calendar)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    julian_is_late_by = year // 100 - year // 400 - 2
    return add_days(make(year, month, day + 1), julian_is_late_by)


def _islamic(name: str, year: int) -> When:
    month, day, length = _ISLAMIC[name]
    around = round((year - 622) * 33 / 32)
    begun = [_islamic_day(islamic, month, day) for islamic in range(max(1, around - 1), around + 3)]
    begun = [first for first in begun if first.year == year]  # two in one year about every 32 years
    if not begun:
        raise ValueError(f"{name} does not begin in {year}")
    return When(add_days(begun[0], -1), add_days(begun[-1], length), "day")


def _islamic_day(year: int, month: int, day: int) -> dt.date:
    """The Gregorian day of a day of the tabular Islamic calendar."""
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return dt.date.fromordinal(_ISLAMIC_EPOCH + before + day - 1)
