"""The gate in words: when, which passes, who did not answer, and what would be needed."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Protocol

from sightline.imagery.resolving import needed_m
from sightline.imagery.thing import Thing
from sightline.model.scene import Asked, Sensor

# First acquisitions that the archives hold (ESA mission pages); and the days between passes at the equator.
_SINCE: dict[Sensor, dt.datetime] = {
    "sentinel-2": dt.datetime(2015, 6, 23, tzinfo=dt.UTC),
    "sentinel-1": dt.datetime(2014, 10, 3, tzinfo=dt.UTC),
}
SENSOR_WORDS: dict[Sensor, str] = {
    "sentinel-2": "Sentinel-2",
    "sentinel-1": "Sentinel-1 (radar)",
    "user": "pictures you gave",
}
_MOST = 4  # things named in what would be needed
_EVERY: dict[Sensor, str] = {
    "sentinel-2": "it passes once every 5 days at mid-morning, every 10 before 2017",
    "sentinel-1": "it passes once every 6 to 12 days",
}


class _Seen(Protocol):
    @property
    def at(self) -> dt.datetime: ...
    @property
    def usable(self) -> float | None: ...


def day(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%-d %B %Y}"


def dates(start: dt.datetime, end: dt.datetime) -> str:
    """ "on 25 March 2019", "from 22 March 2019 to 29 March 2019" (UTC)."""
    return f"on {day(start)}" if day(start) == day(end) else f"from {day(start)} to {day(end)}"


def unanswered(asked: Sequence[Asked]) -> tuple[str, ...]:
    """A line for each archive that gave no answer: what it holds is not known."""
    words = {"unreachable": "could not be reached", "refused": "refused the question"}
    told: dict[tuple[str, str], str] = {}
    for a in asked:
        if (
            a.status != "answered"
        ):  # asked for a second sensor, it fails for the reason that it failed with first
            told.setdefault((a.archive, words[a.status]), f" ({a.words})" if a.words else "")
    return tuple(f"{name} {status}{why}: what it holds is not known" for (name, status), why in told.items())


def pass_words(
    sensor: Sensor,
    period: tuple[dt.datetime, dt.datetime],
    during: Sequence[_Seen],
    before: Sequence[_Seen],
    clear: Sequence[_Seen],
    earlier: Sequence[_Seen],
    stays: bool,
) -> str:
    """How many passes there were and how many of them show the ground."""
    since = _SINCE.get(sensor)
    if since and period[1] < since:
        return f"{SENSOR_WORDS[sensor]} took its first pictures on {day(since)}"
    when = f"since {day(period[0])}" if stays else dates(*period)
    told = f"{SENSOR_WORDS[sensor]}, of passes that could be used: {_count(during)} {when}{_clear(during, clear)}; {_count(before)} before{_clear(before, earlier)}"
    if not stays and clear:
        told += "; a pass sees one moment: what came and went between passes is not on it"
    return f"{told} ({_EVERY[sensor]})" if sensor in _EVERY and not during else told


def needed_words(
    failed: str,
    things: Sequence[Thing],
    period: tuple[dt.datetime, dt.datetime] | None,
    *,
    stays: bool = False,
    anything: bool = False,
) -> str:
    """What it would take to see it; "" where nothing failed, or where no picture could mend what did. things: those with a size.
    stays: a picture from after the period would do too. anything: any change is looked for, of no size."""
    if failed == "place":
        return "Needed: the place to within the square looked at, by the name of a site or by coordinates"
    if failed == "archives":
        return "Needed: an answer. Ask again later, or ask another archive, or give pictures of your own"
    if failed in ("", "period", "polar") or period is None or not (things or anything):
        return ""
    pictures = _pictures(failed, period, stays)
    if not things:
        return f"Needed: {pictures}"
    each = "; ".join(_distances(t) for t in dict.fromkeys(things[:_MOST]))
    return f"Needed: {pictures}. Its pixels must be {each}; smaller still where it hardly stands out"


def _pictures(failed: str, period: tuple[dt.datetime, dt.datetime], stays: bool) -> str:
    """What there must be, of which what is there already is not said again."""
    when = f"from {day(period[0])} on" if stays else dates(*period)
    if failed == "unread":
        return f"the files of those scenes, once they can be had (ask again, or another archive), or {_pictures('', period, stays)}"
    if failed == "reference":
        return f"a clear picture from before {day(period[0])}, of the same sensor"
    return f"a clear picture {when}, and one of the same sensor from before"


def _distances(thing: Thing) -> str:
    detect, classed = needed_m(thing)
    return (
        f"{_floored(detect)} m or less to show that something of the size of “{thing.name}” is there (2 across it), "
        f"{_floored(classed)} m or less to tell its class (8 across it)"
    )


def _floored(metres: float) -> str:
    """Two digits, never more than it is."""
    places = 1 - math.floor(math.log10(metres))
    return f"{math.floor(round(metres * 10**places, 6)) / 10**places:g}"


def _count(seen: Sequence[_Seen]) -> str:
    return str(len(seen) or "none")


def _clear(seen: Sequence[_Seen], clear: Sequence[_Seen]) -> str:
    if not seen:
        return ""
    if all(s.usable is None for s in seen):
        return ", not read yet"
    return f", {len(clear)} of them clear enough"
