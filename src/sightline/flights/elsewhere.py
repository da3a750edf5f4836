"""elsewhere: whether a track leaves no moment at which its airframe could have been at a field.

Between two sightings an airframe can reach a field only if its ways there and on fit into the time between them at
the greatest speed of its kind. Before the first and after the last sighting only the one way counts. Single
positions prove nothing (one wrong row would be an alibi): a sighting is three positions within ten minutes that agree.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.flights.coverage import distances_km, moment
from sightline.flights.matching import Window
from sightline.flights.track import Track
from sightline.flights.units import KM_A_NM
from sightline.model.airfield import Airfield

# Over ground with the strongest jet stream at the back; no transport, tanker, helicopter or drone is faster.
SLOW_KT = 700.0
FAST_KT = 1_500.0  # fighters, bombers, and what is not known
SLACK_KM = 25.0  # position, pressure, clocks
_BIN, _LEAST = 600.0, 3
_BEFORE = 36 * 3600.0  # sightings that far outside the period still bound it


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """nearest_km, at: the nearest that it was seen to the field within the period (or, of a short one, next to it),
    and when (seconds UTC). gap_h, detour_km, reach_km: the gap that comes nearest to allowing it: its hours, the way
    that it would have to hold, and what the airframe can fly in it. first, last: sightings (seconds UTC). ends: hours of
    the period before the first sighting and after the last (0: none), each with the hours that the way from or to the
    field takes at the least."""

    nearest_km: float
    at: float
    gap_h: float
    detour_km: float
    reach_km: float
    first: float
    last: float
    ends: tuple[tuple[float, float], tuple[float, float]] = ((0.0, 0.0), (0.0, 0.0))


def sightings(track: Track, start: float, end: float) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Rows of the track that stand for sightings (the first, middle and last of each), and their times, in order."""
    points = track.points
    ok = np.isfinite(points.lat) & np.isfinite(points.lon) & (points.time >= start) & (points.time <= end)
    rows = np.flatnonzero(ok)
    if not len(rows):
        return rows, np.zeros(0)
    rows = rows[np.argsort(points.time[rows], kind="stable")]
    bins = ((points.time[rows] - start) // _BIN).astype(np.int64)
    edges = np.flatnonzero(np.diff(bins, prepend=bins[0] - 1))
    kept = []
    for part in np.split(rows, edges[1:]):
        middle = part[len(part) // 2]
        here = points.take(part)
        far = distances_km(here, float(points.lat[middle]), float(points.lon[middle]))
        if len(part) >= _LEAST and far.max() <= SLOW_KT * KM_A_NM * _BIN / 3600:
            kept += [part[0], middle, part[-1]]
    found = np.unique(np.array(kept, dtype=np.intp))
    found = found[np.argsort(points.time[found], kind="stable")]
    return found, points.time[found]


def elsewhere(
    track: Track, airfield: Airfield, when: Window, *, fast: bool, wide_km: float = 0.0
) -> Elsewhere | None:
    """None where it could have been within `wide_km` of the field at some moment of the widest reading of the
    period. fast: whether it may be of a kind that is faster than transports."""
    rows, times = sightings(track, when.wide_start - _BEFORE, when.wide_end + _BEFORE)
    if not len(times):
        return None
    speed = (FAST_KT if fast else SLOW_KT) * KM_A_NM / 3600  # km/s
    km = distances_km(track.points.take(rows), airfield.lat, airfield.lon)
    need = np.maximum(km - SLACK_KM - wide_km, 0.0) / speed  # seconds to or from the field at the least
    # The earliest and latest moment at the field in each gap; the open ends first and last.
    earliest = np.concatenate(([-np.inf], times + need))
    latest = np.concatenate((times - need, [np.inf]))
    if np.any(np.maximum(earliest, when.wide_start) <= np.minimum(latest, when.wide_end)):
        return None
    inside = np.flatnonzero((times >= when.wide_start) & (times <= when.wide_end))
    if not len(inside):  # a short period between two sightings
        inside = np.array([int(np.argmin(np.abs(times - when.wide_start)))])
    nearest = int(inside[np.argmin(km[inside])])
    tight = int(np.argmax(latest[1:-1] - earliest[1:-1])) if len(times) > 1 else None
    gap = 0.0 if tight is None else float(times[tight + 1] - times[tight])
    detour = float(2 * km[0]) if tight is None else float(km[tight] + km[tight + 1])
    return Elsewhere(
        nearest_km=float(km[nearest]),
        at=float(times[nearest]),
        gap_h=gap / 3600,
        detour_km=detour,
        reach_km=gap * speed,
        first=float(times[0]),
        last=float(times[-1]),
        ends=(
            (max(0.0, float(times[0]) - when.wide_start) / 3600, float(need[0]) / 3600),
            (max(0.0, when.wide_end - float(times[-1])) / 3600, float(need[-1]) / 3600),
        ),
    )


def elsewhere_words(found: Elsewhere, airfield: Airfield, *, fast: bool) -> str:
    """The argument with its figures."""
    text = (
        f"it was seen elsewhere from {moment(found.first)} to {moment(found.last)}, and in the period no nearer to "
        f"{airfield.ident} than {found.nearest_km:,.0f} km ({moment(found.at)})"
    )
    speed = FAST_KT if fast else SLOW_KT
    if found.gap_h:
        text += (
            f"; of the gaps between sightings the one that leaves most room lasts {found.gap_h:.1f} h, in which {speed:,.0f} knots "
            f"make {found.reach_km:,.0f} km, and the way by {airfield.ident} is {found.detour_km:,.0f} km"
        )
    for (hours, need), way in zip(
        found.ends, ("before it was first seen", "after it was last seen"), strict=True
    ):
        if hours:
            text += f"; {way} {hours:.1f} h of the period are open, and the way takes {need:.1f} h at {speed:,.0f} knots"
    return text
