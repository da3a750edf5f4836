"""Which rows of a track a picture shows, where they lie on the plane, and where hearing began and ended."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.flights.drawing.plane import F64, Plane
from sightline.flights.movement import Movement
from sightline.flights.track import Located, Points, Track
from sightline.flights.units import KM_A_NM, METRES_A_FOOT
from sightline.model.airfield import Airfield

REACH_KM = 24 * KM_A_NM
FINAL_KM = 14 * KM_A_NM  # enough to see an approach line up, near enough to see the runway
AT_FIELD_KM = 5.0  # from its reference point; who stands there stands at its height
BEFORE, AFTER = 25 * 60.0, 25 * 60.0
MOST_FT = 130_000.0  # what Mode S can say ends at 126,700; beyond is no height
LAST = 253_402_300_799.0  # seconds: the end of the year 9999
LOST = 600.0  # seconds without a position, from which it is said that hearing ended


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Rows of equal length in order of time: seconds since 1970 UTC, kilometres east and north of the field, feet
    above it (NaN: not known), on the ground.

    pressure: whether heights are barometric (then uncertain by up to 900 ft). above_field: False where the
    field's elevation is not known or nothing was heard near it: heights are then above the sea. marks: rows at which hearing began or ended:
    "first", "last"; "lost" and "again", where it was heard later and before. far_km: of the nearest row from the field, None without rows.
    """

    time: F64
    x: F64
    y: F64
    height: F64
    ground: NDArray[np.bool_]
    pressure: bool
    above_field: bool
    marks: tuple[tuple[int, str], ...]
    located: frozenset[Located]
    far_km: float | None

    def __len__(self) -> int:
        return len(self.time)

    @property
    def days(self) -> bool:
        """Whether the rows lie on more than one day, UTC."""
        return len(self.time) > 0 and bool(self.time[0] // 86_400 != self.time[-1] // 86_400)


def excerpt(
    track: Track,
    airfield: Airfield,
    movement: Movement | None,
    plane: Plane,
    period: tuple[float, float] | None = None,
) -> Excerpt:
    """The rows round the movement and near the field. Without a movement: all of the period (seconds since 1970 UTC),
    where it has any; else those round the time at which the track comes nearest, however far that is."""
    points = _placed(track.points)
    x, y = plane.at(points.lat, points.lon)
    far = np.hypot(x, y)
    time = np.where(np.abs(points.at) <= LAST, points.at, points.time)
    chosen = _chosen(time, far, movement)
    if movement is None and period is not None:
        within = np.flatnonzero((time >= period[0]) & (time <= period[1]))
        chosen = within if len(within) else chosen
    edges = _edges(time, chosen)
    shown = points.take(chosen)
    near = len(chosen) == 0 or float(far[chosen].min()) <= REACH_KM
    above = near and airfield.elevation_m is not None
    height, pressure = _heights(shown, (airfield.elevation_m or 0.0) if above else 0.0)
    at_field = above & (shown.ground == 1) & (far[chosen] <= AT_FIELD_KM) & ~np.isfinite(height)
    height[at_field] = 0.0
    return Excerpt(
        time[chosen], x[chosen], y[chosen], height, shown.ground == 1, pressure, above, _marks(time[chosen], edges),
        frozenset(Located(int(k)) for k in np.unique(shown.located) if 0 <= k <= max(Located)),
        float(far.min()) if len(far) else None,
    )  # fmt: skip


def _placed(points: Points) -> Points:
    """Rows with a time and a position on Earth, in order of time."""
    fine = (np.abs(points.time) <= LAST) & (np.abs(points.lat) <= 90) & (np.abs(points.lon) <= 360)
    kept = points.take(fine)
    return kept if np.all(np.diff(kept.time) >= 0) else kept.take(np.argsort(kept.time, kind="stable"))


def _chosen(time: F64, far: F64, movement: Movement | None) -> NDArray[np.intp]:
    if len(time) == 0:
        return np.zeros(0, dtype=np.intp)
    if movement is not None:
        reach = FINAL_KM if movement.tier != "compatible" and movement.kind != "overflight" else REACH_KM
        before = BEFORE if movement.kind != "take-off" else BEFORE / 2
        after = AFTER if movement.kind != "landing" else AFTER / 2
        window = (time >= movement.start - before) & (time <= movement.end + after)
        for km in (reach, REACH_KM, np.inf):
            found = _one_visit(time, np.flatnonzero(window & (far <= km)), movement.start, movement.end)
            if len(found) > 1:
                return found
    nearest = int(np.argmin(far))
    reach = max(REACH_KM, float(far[nearest]) + 150)
    at = float(time[nearest])
    window = np.abs(time - at) <= BEFORE
    return _one_visit(time, np.flatnonzero(window & (far <= reach)), at, at)


def _one_visit(time: F64, rows: NDArray[np.intp], start: float, end: float) -> NDArray[np.intp]:
    """The rows that follow one another, of the visit that meets the period best: a track that leaves the picture and
    comes back was not lost in between, and must not look so."""
    visits = np.split(rows, np.flatnonzero(np.diff(rows) != 1) + 1)

    def fit(visit: NDArray[np.intp]) -> tuple[float, int]:
        if len(visit) == 0:
            return -np.inf, 0
        first, last = float(time[visit[0]]), float(time[visit[-1]])
        apart = max(first - end, start - last, 0.0)  # 0 where they meet
        return -apart, len(visit)

    return max(visits, key=fit)


def _edges(time: F64, chosen: NDArray[np.intp]) -> tuple[str, str]:
    """How hearing began at the first of the rows chosen and ended at the last one; "" where it did not."""
    if len(chosen) == 0:
        return "", ""
    a, b = int(chosen[0]), int(chosen[-1])
    began = a == 0 or float(time[a] - time[a - 1]) >= LOST
    ended = b == len(time) - 1 or float(time[b + 1] - time[b]) >= LOST
    return (
        ("first" if a == 0 else "again") if began else "",
        ("last" if b == len(time) - 1 else "lost") if ended else "",
    )


def _marks(time: F64, edges: tuple[str, str]) -> tuple[tuple[int, str], ...]:
    if len(time) == 0:
        return ()
    silent = [int(i) for i in np.flatnonzero(np.diff(time) >= LOST)]
    inner = [mark for i in silent for mark in ((i, "lost"), (i + 1, "again"))]
    found = [(0, edges[0]), *inner, (len(time) - 1, edges[1])]
    return tuple((i, mark) for i, mark in found if mark)


def _heights(points: Points, elevation_m: float) -> tuple[F64, bool]:
    """Feet above that elevation, and whether by pressure; geometric ones only where no row has the other."""
    pressure = bool(np.isfinite(points.altitude).any()) or not np.isfinite(points.height).any()
    raw = (points.altitude if pressure else points.height).astype(np.float64)
    raw[~(np.abs(raw) <= MOST_FT)] = np.nan
    return raw - elevation_m / METRES_A_FOOT, pressure
