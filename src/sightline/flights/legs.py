"""Legs: a track cut where nothing was heard for long, for files in which a line means that something flew there."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sightline.flights.track import F64, Located, Points, Track
from sightline.flights.units import METRES_A_FOOT

GAP = 600.0  # seconds without a position, after which a new leg begins
LAST = 253_402_300_799.0  # seconds: the end of the year 9999


@dataclass(frozen=True, slots=True)
class Leg:
    """Rows with a time and a position, in order of time. number: from 1. time: of the positions, seconds since 1970
    UTC. metres: height of each row, NaN where not known. pressure: whether it is barometric (above the
    1013.25 hPa surface), else geometric (above the ellipsoid). callsign: heard in the leg, else last before."""

    track: Track
    number: int
    points: Points
    time: F64
    metres: F64
    pressure: bool
    callsign: str | None

    @property
    def start(self) -> float:
        return float(self.time[0])

    @property
    def end(self) -> float:
        return float(self.time[-1])

    @property
    def synthetic(self) -> bool:
        return bool((self.points.located == Located.SYNTHETIC).any())


def legs(track: Track, gap: float = GAP) -> Iterator[Leg]:
    """The legs of a track, in order of time; nothing of a track without positions."""
    points = track.points
    time = np.where(np.abs(points.at) <= LAST, points.at, points.time)
    fine = (np.abs(time) <= LAST) & (np.abs(points.lat) <= 90) & (np.abs(points.lon) <= 360)
    order = np.flatnonzero(fine)
    order = order[np.argsort(time[order], kind="stable")]
    points, time = points.take(order), time[order]
    if len(time) == 0:
        return
    cuts = [0, *(int(i) + 1 for i in np.flatnonzero(np.diff(time) > gap)), len(time)]
    for number, (a, b) in enumerate(pairwise(cuts), 1):
        rows = points.take(slice(a, b))
        pressure = bool(np.isfinite(rows.altitude).any()) or not np.isfinite(rows.height).any()
        feet = (rows.altitude if pressure else rows.height).astype(np.float64)
        metres = np.where(np.isfinite(feet), feet * METRES_A_FOOT, np.nan)
        calls = [c for t, c in track.callsigns if t <= time[b - 1]]
        yield Leg(track, number, rows, time[a:b], metres, pressure, calls[-1] if calls else None)


def stamp(seconds: float) -> str:
    """ISO 8601 with milliseconds where there are some: "2019-03-23T14:02:10Z". Years 1 to 9999; what lies beyond
    becomes the nearest of them."""
    low, high = -62_135_596_800.0, 253_402_300_799.0
    at = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(
        milliseconds=round(min(max(seconds, low), high) * 1000)
    )
    text = at.isoformat(timespec="milliseconds" if at.microsecond else "seconds")
    return text.replace("+00:00", "Z")


def turned(lon: float) -> float:
    """The same meridian in [-180, 180]."""
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180
