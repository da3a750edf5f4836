"""One spot moving through the bands, fitted to the pixels: where, how fast, how bright, and how much of what is odd there it explains.

Model: surroundings of mean m and covariance C (K = inv(C)), plus in band b a round spot of width s and step a_b at p + v t_b. The steps are
linear, the rest is searched (Nelder and Mead 1965). Misfit is the energy (x - m)' K (x - m) over the pixels near the spot, so what all bands
share counts little and what one band has alone counts much. Held against the same spot standing still with any colour: a coloured roof is
explained as well by that one, an aircraft is not.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.anomaly import NOISE, REACH_PX
from sightline.imagery.linking import VISIBLE, Spot
from sightline.imagery.stack import Mask, Values

F64 = NDArray[np.float64]
WIDTHS_M = (
    5.0,
    25.0,
)  # the sensor's own blur at 10 m; an aircraft of 70 m (its outline's standard deviation, 18 m) blurred
_NEAR_M = 35.0
_START_M = 9.0
_PROMISING = 0.4  # of what is asked for, before the search
_ROUGH = 0.15  # of the step: how far a real thing is from a round spot; speeds of injected aircraft came out best with 0.1 to 0.3
_LOST = 1e12


@dataclass(frozen=True, slots=True)
class Moved:
    """row, column: where the first band has it, pixels. down, right: metres a second, down_sd, right_sd: their standard errors (jackknife over
    bands). width_m: standard deviation of the spot. steps: band -> reflectance above (below) the surroundings at its middle. spots: band -> (row, column), each
    band left free. explained: share of the energy, 0 to 1; still: the same of the best spot at rest. energy: explained, absolute. surface_m2: of
    a surface one whole reflectance brighter than its surroundings that would be as bright; median of the visible bands."""

    row: float
    column: float
    down: float
    right: float
    down_sd: float
    right_sd: float
    width_m: float
    steps: Mapping[str, float]
    spots: Mapping[str, tuple[float, float]]
    explained: float
    still: float
    energy: float
    surface_m2: float

    @property
    def speed(self) -> float:
        return math.hypot(self.down, self.right)


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """Pixels near the spot, in metres from the picture's corner; off: (pixel, band) from the mean of the surroundings; weight: inverse of their covariance."""

    y: F64
    x: F64
    off: F64
    spread: F64
    weight: F64
    energy: float


def moved(
    values: Values,
    usable: Mask,
    delays: Mapping[str, float],
    pixel_m: tuple[float, float],
    spots: Mapping[str, Spot],
    *,
    sign: int = 1,
    least: float = 0.0,
) -> Moved | None:
    """The best fit near these spots. values: (band, y, x) in the order of `delays`. None where the surroundings are too few to say what is odd,
    where less than `least` of the energy is explained, or where the visible steps are not all of this sign (1: brighter): that is no one thing.
    The near infrared is not asked: beside grass its step is anybody's guess."""
    scale = np.array([pixel_m[1], pixel_m[0]])
    places = np.array([spots[b] for b in delays], dtype=float) * scale
    times = np.array(list(delays.values()))
    ground = _ground(values, usable, places, scale)
    if ground is None:
        return None
    line = np.linalg.lstsq(np.c_[np.ones(len(times)), times], places, rcond=None)[0].ravel()
    tries = [_energy(ground, times, np.array([*line, width])) for width in (6.0, _START_M, 15.0)]
    if max(tries) < _PROMISING * least * ground.energy:
        return None
    best = _search(ground, times, np.array([*line, _START_M]))
    steps, energy = _along(ground, times, best)
    visible = np.array([band in VISIBLE for band in delays])
    if energy < least * ground.energy or (steps[visible] * sign <= 0).any():
        return None
    return _told(ground, times, best, dict(zip(delays, steps, strict=True)), energy, places, scale)


def _told(
    ground: _Ground,
    times: F64,
    best: F64,
    steps: dict[str, np.float64],
    energy: float,
    places: F64,
    scale: F64,
) -> Moved:
    middle = float(np.median([steps[band] for band in VISIBLE]))
    rough = _rougher(ground, _ROUGH * abs(middle))
    placed = _search(rough, times, best)
    sd = _jackknife(rough, times, placed)
    seen = _each(rough, times, placed) / scale
    return Moved(
        row=float(placed[0] / scale[0]),
        column=float(placed[1] / scale[1]),
        down=float(placed[2]),
        right=float(placed[3]),
        down_sd=sd[0],
        right_sd=sd[1],
        width_m=float(best[4]),
        steps={band: float(step) for band, step in steps.items()},
        spots={band: (float(r), float(c)) for band, (r, c) in zip(steps, seen, strict=True)},
        explained=energy / ground.energy,
        still=_still(ground, places) / ground.energy,
        energy=energy,
        surface_m2=2 * math.pi * float(best[4]) ** 2 * abs(middle),
    )


def _ground(values: Values, usable: Mask, places: F64, scale: F64) -> _Ground | None:
    height, width = usable.shape
    middle = places.mean(axis=0) / scale
    reach = REACH_PX + math.ceil(float(np.abs(places / scale - middle).max()))
    row, column = round(float(middle[0])), round(float(middle[1]))
    rows = slice(max(0, row - reach), min(height, row + reach + 1))
    columns = slice(max(0, column - reach), min(width, column + reach + 1))
    y, x = np.mgrid[rows, columns] * scale[:, None, None]
    away = np.min([np.hypot(y - a, x - b) for a, b in places], axis=0)
    pixels = values[:, rows, columns].astype(np.float64)
    good = usable[rows, columns] & np.isfinite(pixels).all(axis=0)
    near, around = good & (away <= _NEAR_M), good & (away > _NEAR_M)
    if around.sum() < 200 or near.sum() < 20:  # a covariance of four bands from fewer says little
        return None
    others = pixels[:, around].T
    mean = others.mean(axis=0)
    spread = np.asarray((others - mean).T @ (others - mean) / len(others), np.float64)
    bare = _Ground(y[near], x[near], pixels[:, near].T - mean, spread, spread, 0.0)
    return _rougher(bare, NOISE)


def _rougher(ground: _Ground, noise: float) -> _Ground:
    """The same with independent noise of this standard deviation in every band."""
    noisy = ground.spread + np.eye(len(ground.spread)) * max(noise, NOISE) ** 2
    weight = np.asarray(np.linalg.inv(noisy), np.float64)
    energy = float(np.einsum("pi,ij,pj->", ground.off, weight, ground.off))
    return _Ground(ground.y, ground.x, ground.off, ground.spread, weight, energy)


def _explained(ground: _Ground, y: F64, x: F64, width: float) -> tuple[F64, float]:
    """Steps and energy of a spot that lies at y, x (metres) band by band."""
    if not WIDTHS_M[0] <= width <= WIDTHS_M[1]:
        return np.zeros(len(y)), -_LOST
    shape = np.exp(-0.5 * ((ground.y[:, None] - y) ** 2 + (ground.x[:, None] - x) ** 2) / width**2)
    normal = ground.weight * (shape.T @ shape) + np.eye(len(y)) * 1e-9
    right = np.einsum("pb,bc,pc->b", shape, ground.weight, ground.off)
    steps: F64 = np.linalg.solve(normal, right)
    return steps, float(right @ steps)


def _along(ground: _Ground, times: F64, q: F64) -> tuple[F64, float]:
    return _explained(ground, q[0] + q[2] * times, q[1] + q[3] * times, float(q[4]))


def _energy(ground: _Ground, times: F64, q: F64) -> float:
    return _along(ground, times, q)[1]


def _search(ground: _Ground, times: F64, start: F64) -> F64:
    """(y, x, m/s down, m/s right, width) of the most energy."""
    from scipy.optimize import minimize

    simplex = start + np.vstack([np.zeros(5), np.diag([7.0, 7.0, 9.0, 9.0, 3.0])])
    options = {"initial_simplex": simplex, "maxfev": 300, "fatol": 0.05, "xatol": 0.2}
    best = minimize(lambda q: -_energy(ground, times, q), start, method="Nelder-Mead", options=options)
    found: F64 = best.x
    return found


def _jackknife(ground: _Ground, times: F64, placed: F64) -> tuple[float, float]:
    """Standard errors of the velocity: each band left to whatever it has, in turn."""
    from scipy.optimize import minimize

    count = len(times)
    found = []
    for left in range(count):

        def misfit(q: F64, left: int = left) -> float:
            y, x = q[0] + q[2] * times, q[1] + q[3] * times
            y[left], x[left] = q[4], q[5]
            return -_explained(ground, y, x, float(placed[4]))[1]

        own = placed[:2] + placed[2:4] * times[left]
        start = np.array([*placed[:4], *own])
        simplex = start + np.vstack([np.zeros(6), np.diag([4.0, 4.0, 6.0, 6.0, 4.0, 4.0])])
        options = {"initial_simplex": simplex, "maxfev": 200, "fatol": 0.05, "xatol": 0.3}
        found.append(minimize(misfit, start, method="Nelder-Mead", options=options).x[2:4])
    spread = np.array(found) - np.mean(found, axis=0)
    down, right = np.sqrt((count - 1) / count * (spread**2).sum(axis=0))
    return float(down), float(right)


def _each(ground: _Ground, times: F64, placed: F64) -> F64:
    """(band, 2), metres: where each band alone would have its spot, the others being left where they are."""
    from scipy.optimize import minimize

    at = np.column_stack([placed[0] + placed[2] * times, placed[1] + placed[3] * times])
    found = at.copy()
    for band in range(len(at)):

        def misfit(q: F64, band: int = band) -> float:
            places = at.copy()
            places[band] = q
            return -_explained(ground, places[:, 0], places[:, 1], float(placed[4]))[1]

        found[band] = minimize(misfit, at[band], method="Nelder-Mead", options={"maxfev": 80, "xatol": 0.3}).x
    return found


def _still(ground: _Ground, places: F64) -> float:
    """Energy that the best spot at rest explains, of whatever colour."""
    from scipy.optimize import minimize

    bands = len(places)

    def misfit(q: F64) -> float:
        return -_explained(ground, np.full(bands, q[0]), np.full(bands, q[1]), float(q[2]))[1]

    options = {"maxfev": 120, "fatol": 0.1, "xatol": 0.5}
    starts = [[*place, _START_M] for place in places]
    return max(-float(minimize(misfit, s, method="Nelder-Mead", options=options).fun) for s in starts)
