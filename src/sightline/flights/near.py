"""Near: the rows of a cleaned track around one field, as columns in the field's own plane."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sightline.flights.plane import KM_A_DEGREE, offsets, turned
from sightline.flights.repeats import moved_kt
from sightline.flights.runways import End, ends_of, off_runways
from sightline.flights.track import F64, I8, Located, Points, Track, blocks
from sightline.flights.units import FEET_A_METRE
from sightline.model.airfield import Airfield

Mask = NDArray[np.bool_]
REACH_KM = 40.0
GAP_S = 300.0  # a longer silence ends what was seen
_AWAY_S = 3600.0
_MOST = 500_000  # rows worked on at once
_FILL_S = 30.0  # heights are drawn through silences up to this


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Columns of equal length. rows: of the cleaned track. time: seconds UTC; x, y: km east and north of the field's
    reference point; high: feet above the field by pressure, NaN where not known; speed: knots over ground, from
    positions where they tell it, else as reported; said: as reported; course: degrees; climb: ft/min; ground: as in Points; off: km to
    the nearest runway. loose: km by which positions may be wrong (MLAT)."""

    rows: NDArray[np.intp]
    time: F64
    x: F64
    y: F64
    high: F64
    speed: F64
    said: F64
    course: F64
    climb: F64
    ground: I8
    off: F64
    loose: float
    ends: tuple[End, ...]
    field: Airfield

    def __len__(self) -> int:
        return len(self.rows)

    def backwards(self) -> "Near":
        """The same, flown backwards in time: a take-off becomes a landing from the other end."""
        return replace(
            self, rows=self.rows[::-1], time=-self.time[::-1], x=self.x[::-1], y=self.y[::-1], high=self.high[::-1],
            speed=self.speed[::-1], said=self.said[::-1], course=(self.course[::-1] + 180.0) % 360.0, climb=-self.climb[::-1],
            ground=self.ground[::-1], off=self.off[::-1],
        )  # fmt: skip


def visits(track: Track, field: Airfield, most: int = _MOST) -> Iterator["Near"]:
    """The rows of a cleaned track near a field, all at once; those of a very long track in pieces of about `most` rows,
    cut where it was away from the field, and unheard near it, for more than an hour: nothing said of a movement
    looks further than that."""
    rows = _within(track.points, field, REACH_KM)
    if len(rows) > most:
        away = (np.diff(rows) > 1) & (np.diff(track.points.time[rows]) > _AWAY_S)
        first = 0
        for end in (np.flatnonzero(away) + 1).tolist():
            if end - first >= most:
                yield _near(track, field, rows[first:end])
                first = end
        rows = rows[first:]
    if len(rows):
        yield _near(track, field, rows)


def near(track: Track, field: Airfield, reach: float = REACH_KM) -> Near | None:
    """The rows within `reach` km of the field; None where there are none."""
    rows = _within(track.points, field, reach)
    return _near(track, field, rows) if len(rows) else None


def _within(p: Points, field: Airfield, reach: float) -> NDArray[np.intp]:
    found = [np.empty(0, dtype=np.intp)]
    for block in blocks(len(p)):
        rows = np.flatnonzero(np.abs(p.lat[block] - field.lat) * KM_A_DEGREE <= reach) + block.start
        x, y = offsets(p.lat[rows], p.lon[rows], field.lat, field.lon)
        found.append(rows[np.hypot(x, y) <= reach])
    return np.concatenate(found)


def _near(track: Track, field: Airfield, rows: NDArray[np.intp]) -> Near:
    p = track.points.take(rows)
    x, y = offsets(p.lat, p.lon, field.lat, field.lon)
    ends = ends_of(field)
    high = _above(p, (elevation_m(field) or 0.0) * FEET_A_METRE)
    moved = moved_kt(p.time, p.lat, p.lon, np.arange(len(p)))
    said = p.speed.astype(np.float64)
    mlat = bool(np.mean(p.located == Located.MLAT) > 0.5)
    # positions by MLAT jump about, so that speeds made of them say little
    speed = np.where(np.isnan(said), moved, said) if mlat else np.where(np.isnan(moved), said, moved)
    return Near(
        rows, p.time, x, y, high, speed, said, _course(p, x, y, 12.0 if mlat else 4.0), _climb(p, high), p.ground, off_runways(ends, x, y),
        0.5 if mlat else 0.0, ends, field,
    )  # fmt: skip


def elevation_m(field: Airfield) -> float | None:
    """Of a field, else of its runways; None where neither was published (heights are then above the sea)."""
    if field.elevation_m is not None:
        return field.elevation_m
    known = [e.elevation_m for r in field.runways for e in r.ends if e.elevation_m is not None]
    return sum(known) / len(known) if known else None


def _above(p: Points, elevation_ft: float) -> F64:
    """Feet above the field; heights above the ellipsoid stand in only where a track has hardly any by pressure."""
    pressure = p.altitude.astype(np.float64)
    if np.count_nonzero(np.isfinite(pressure)) < 0.1 * len(p) and np.isfinite(p.height).any():
        pressure = p.height.astype(np.float64)
    known = np.flatnonzero(np.isfinite(pressure))
    if len(known) in (0, len(p)):
        return pressure - elevation_ft
    after = np.clip(np.searchsorted(p.time[known], p.time), 1, max(len(known) - 1, 1))
    filled = np.interp(p.time, p.time[known], pressure[known])
    if len(known) > 1:
        wide = p.time[known][after] - p.time[known][after - 1]
        filled[wide > _FILL_S] = np.nan
    outside = (p.time < p.time[known[0]]) | (p.time > p.time[known[-1]])
    filled[outside] = np.nan
    filled[known] = pressure[known]
    return filled - elevation_ft


def _course(p: Points, x: F64, y: F64, half: float) -> F64:
    """Over ground, from positions `half` seconds to both sides where they show it, else as reported."""
    said = p.course.astype(np.float64)
    n = len(p)
    if n < 2:
        return said
    rows = np.arange(n)
    a = np.maximum(np.searchsorted(p.time, p.time - half, side="left"), 0)
    b = np.minimum(np.searchsorted(p.time, p.time + half, side="right") - 1, n - 1)
    a = np.where(a == b, np.maximum(rows - 1, 0), a)
    b = np.where(a == b, np.minimum(rows + 1, n - 1), b)
    east, north = x[b] - x[a], y[b] - y[a]
    flown = np.degrees(np.arctan2(east, north)) % 360.0
    shown = (np.hypot(east, north) > 0.05) & (p.time[b] - p.time[a] < 60.0)
    if np.any(np.isfinite(said)):
        # a reported course is finer than positions, unless it is an old one
        with np.errstate(invalid="ignore"):
            agrees = np.isfinite(said) & (~shown | (np.abs(turned(said - flown)) < 25.0))
        return np.where(agrees, said, np.where(shown, flown, np.nan))
    return np.where(shown, flown, np.nan)


def _climb(p: Points, high: F64) -> F64:
    """Feet a minute over some 20 s of heights, else as reported."""
    n = len(p)
    said = p.climb.astype(np.float64)
    a = np.searchsorted(p.time, p.time - 10.0, side="left")
    b = np.searchsorted(p.time, p.time + 10.0, side="right") - 1
    rows = np.arange(n)
    a = np.where(a == rows, np.maximum(rows - 1, 0), a)
    b = np.where(b == rows, np.minimum(rows + 1, n - 1), b)
    span = p.time[b] - p.time[a]
    with np.errstate(divide="ignore", invalid="ignore"):
        made = (high[b] - high[a]) / span * 60.0
    made[(span < 4.0) | (span > 120.0)] = np.nan
    return np.where(np.isfinite(made), made, said)


def silences(n: Near) -> Mask:
    """silences[i]: between row i and i + 1 the track was lost, or was elsewhere."""
    return (np.diff(n.time) > GAP_S) | (np.abs(np.diff(n.rows)) > 1)
