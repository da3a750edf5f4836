"""Reasons in words: times, heights and distances as an editor reads them."""

import datetime as dt
import math

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def moment(seconds: float) -> str:
    """ "23 Mar 2019 14:02 UTC"."""
    t = dt.datetime.fromtimestamp(seconds, dt.UTC)
    return f"{t.day} {_MONTHS[t.month - 1]} {t.year} {t:%H:%M} UTC"


def lasted(seconds: float) -> str:
    """ "40 s", "12 min", "3 h 20 min", "2 days 4 h"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} days {hours} h" if hours else f"{days} days"


def feet(value: float) -> str:
    """ "1,780 ft above the field", to ten feet; heights by pressure may well be below 0."""
    if math.isnan(value):
        return "an unknown height"
    tens = round(value / 10) * 10
    return f"{tens:,} ft above the field" if tens >= 0 else f"{-tens:,} ft below the field by pressure"


def km(value: float) -> str:
    """ "7.4 km"; "350 m"."""
    return f"{value:.1f} km" if value >= 1 else f"{max(value, 0.0) * 1000:.0f} m"


def climbing(ft_min: float) -> str:
    """ "sinking 750 ft/min", "climbing 1,200 ft/min", "level"."""
    if math.isnan(ft_min):
        return "its rate of climb not known"
    tens = round(ft_min / 10) * 10
    if abs(tens) < 150:
        return "level"
    return f"climbing {tens:,} ft/min" if tens > 0 else f"sinking {-tens:,} ft/min"
