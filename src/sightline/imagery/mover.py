"""Moving things in one pass of Sentinel-2, betrayed by the offset between its bands: an aircraft lies elsewhere in blue, green and red.

Method: Liu and others 2020 (Remote Sensing of Environment 246:111867) and Heiselberg 2021 (Remote Sensing 13:3016) look where bands differ. Here
spots that one band shows and the others do not (anomaly.py) are linked along lines that the delays allow (linking.py), and each chain is
fitted as one moving spot (moved.py). It is taken for something moving where that explains most of what is odd there, much better than a
coloured thing at rest does, and where it is about as bright in blue, green and red. What roads carry is left out by its speed and its brightness.

How often a picture fools the search is counted in the picture itself: the same search with the delays dealt to the wrong bands, where
nothing real can be found.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from sightline.imagery.anomaly import Anomaly, anomalies
from sightline.imagery.delays import DELAYS_S, PLAIN
from sightline.imagery.linking import VISIBLE, links
from sightline.imagery.moved import Moved, moved
from sightline.imagery.stack import Mask, Values

NEEDED = VISIBLE
# A lorry may do 25 m/s; jets touch down at 60 to 80 and brake; the faster ones are in the air.
SPEEDS_MS = (30.0, 100.0)
SURFACE_M2 = 30.0  # the largest ordinary lorry, 18.75 x 2.55 m (Directive 96/53/EC [memory]), 0.6 brighter than the road: 29 m2
# Chosen on the searches with wrong delays in twelve scenes of six cities, and on aircraft put into them (bench/imagery_aircraft.py).
EXPLAINED, GAIN = 0.5, 0.2
_GREY = 2.5  # steps of one thing in blue, green and red: paint, haze and the ground beneath make them differ
# To begin with. Near infrared is not asked: a thing that is bright in the others makes it look dark there, and grass hides it.
_Z = {"B02": 3.5, "B03": 3.5, "B04": 3.5}
_TRIED = 40  # chains a picture and sign, strongest first
_MARGIN = 0.67  # of the least speed: positions are whole pixels until the fit
_APART_M = 60.0  # nearer ones are one thing
_KNOWN_M = 160.0  # as far as the spots of one thing lie apart at 100 m/s, and its size
_UNLIKE = 0.6  # correlation with the true delays below which a deal of them is wrong enough


@dataclass(frozen=True, slots=True)
class Mover:
    """row, column: pixels, where B02 has it. seen: (band, row, column) in order of time. speed_ms, speed_sd. heading_deg: clockwise from the grid's north, [0, 360), and
    heading_sd; its twin is 180 degrees away (delays.py). pairs: speeds of single pairs of bands, m/s. step: reflectance above (below: negative) the
    surroundings. surface_m2: how large a surface one whole reflectance brighter would look as bright. explained, still: shares of what is odd there that a
    moving spot and one at rest explain. doubts: why it may be no aircraft; () where nothing speaks against it."""

    row: float
    column: float
    seen: tuple[tuple[str, float, float], ...]
    speed_ms: float
    speed_sd: float
    heading_deg: float
    heading_sd: float
    pairs: tuple[tuple[str, float], ...]
    step: float
    surface_m2: float
    explained: float
    still: float
    energy: float
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """The same search with wrong delays: deals tried, and how many things they found away from the true ones."""

    deals: int
    found: int

    @property
    def at_most(self) -> float:
        """Expected by accident in the picture, upper end of the one-sided 95 % interval (Poisson). Raises ZeroDivisionError without deals:
        three bands have no order that is unlike the true one."""
        rates = (3.0, 4.74, 6.30, 7.75, 9.15)
        total = rates[self.found] if self.found < len(rates) else self.found + 2 * math.sqrt(self.found) + 1
        return total / self.deals


def movers(
    values: Values, bands: Sequence[str], pixel_m: tuple[float, float], usable: Mask | None = None
) -> tuple[Mover, ...]:
    """Things that move as aircraft on or near a runway do, surest first. values: (band, y, x) reflectance of one pass; pixel_m: metres across and
    down. Raises ValueError where blue, green or red is missing: without a third band nothing tells motion from colour."""
    return tuple(m for m in sightings(values, bands, pixel_m, usable) if not m.doubts)


def sightings(
    values: Values,
    bands: Sequence[str],
    pixel_m: tuple[float, float],
    usable: Mask | None = None,
    speeds: tuple[float, float] = SPEEDS_MS,
) -> tuple[Mover, ...]:
    """All that moves at two thirds of the least of these speeds or more, with doubts where it may be no aircraft."""
    layers, delays, seen = _layers(values, bands, usable)
    odd = anomalies(layers, seen)
    found = [m for sign in (1, -1) for m in _search(layers, seen, odd, delays, pixel_m, speeds, sign)]
    return _distinct(found, pixel_m)


def control(
    values: Values,
    bands: Sequence[str],
    pixel_m: tuple[float, float],
    usable: Mask | None = None,
    known: Sequence[Mover] = (),
) -> Control:
    """The search again with the delays dealt to the wrong bands. known: what the true search found; its surroundings do not count."""
    layers, delays, seen = _layers(values, bands, usable)
    odd = anomalies(layers, seen)
    # What really moves makes false lines with its own spots.
    rows, columns = np.ogrid[: seen.shape[0], : seen.shape[1]]
    apart = seen.copy()
    for mover in known:
        away = np.hypot((rows - mover.row) * pixel_m[1], (columns - mover.column) * pixel_m[0])
        apart &= away > _KNOWN_M
    odd = Anomaly(np.where(apart, odd.z, np.nan), odd.step)
    deals = _deals(delays)
    found = 0
    for deal in deals:
        wrong = [
            m
            for sign in (1, -1)
            for m in _search(layers, apart, odd, deal, pixel_m, SPEEDS_MS, sign)
            if not m.doubts
        ]
        found += len(_distinct(wrong, pixel_m))
    return Control(len(deals), found)


def _layers(
    values: Values, bands: Sequence[str], usable: Mask | None
) -> tuple[Values, dict[str, float], Mask]:
    names = [PLAIN.get(b, b) for b in bands]
    missing = [b for b in NEEDED if b not in names]
    if missing:
        raise ValueError(f"moving things need the bands {', '.join(NEEDED)}; missing: {', '.join(missing)}")
    delays = {b: s for b, s in DELAYS_S.items() if b in names}
    layers = values[[names.index(b) for b in delays]]
    seen = np.asarray(np.isfinite(layers).all(axis=0))
    return layers, delays, seen if usable is None else np.asarray(seen & usable)


def _search(
    layers: Values,
    usable: Mask,
    odd: Anomaly,
    delays: Mapping[str, float],
    pixel_m: tuple[float, float],
    speeds: tuple[float, float],
    sign: int,
) -> list[Mover]:
    turned = Anomaly(odd.z * sign, odd.step * sign)
    wide = (speeds[0] * _MARGIN, speeds[1] / _MARGIN)
    found = []
    for link in links(turned, tuple(delays), delays, pixel_m, wide, _Z)[:_TRIED]:
        fit = moved(layers, usable, delays, pixel_m, link.spots, sign=sign, least=EXPLAINED)
        if fit is not None and fit.explained - fit.still >= GAIN and _grey(fit):
            found.append(_mover(fit, delays, pixel_m, speeds))
    return found


def _grey(fit: Moved) -> bool:
    steps = [abs(fit.steps[b]) for b in VISIBLE]
    return max(steps) <= _GREY * min(steps)


def _mover(
    fit: Moved, delays: Mapping[str, float], pixel_m: tuple[float, float], speeds: tuple[float, float]
) -> Mover:
    speed = fit.speed
    # Errors along and across the line of flight.
    u, v = fit.down / speed, fit.right / speed
    along = math.hypot(u * fit.down_sd, v * fit.right_sd)
    across = math.hypot(v * fit.down_sd, u * fit.right_sd)
    order = sorted(delays, key=lambda b: delays[b])
    doubts = []
    if speed < speeds[0]:
        doubts.append(f"{speed:.0f} m/s is a speed of road traffic")
    if speed > speeds[1]:
        doubts.append(f"{speed:.0f} m/s is beyond the speeds looked for")
    if fit.surface_m2 < SURFACE_M2:
        doubts.append(
            f"no brighter than a lorry: as a white surface of {fit.surface_m2:.0f} m2 on black ground would be"
        )
    return Mover(
        row=fit.row + fit.down * delays[order[0]] / pixel_m[1],
        column=fit.column + fit.right * delays[order[0]] / pixel_m[0],
        seen=tuple((b, *fit.spots[b]) for b in order),
        speed_ms=speed,
        speed_sd=along,
        heading_deg=math.degrees(math.atan2(fit.right, -fit.down)) % 360,
        heading_sd=math.degrees(math.atan2(across, speed)),
        pairs=tuple(_pairs(fit, delays, pixel_m)),
        step=float(np.median([fit.steps[b] for b in VISIBLE])),
        surface_m2=fit.surface_m2,
        explained=fit.explained,
        still=fit.still,
        energy=fit.energy,
        doubts=tuple(doubts),
    )


def _pairs(fit: Moved, delays: Mapping[str, float], pixel_m: tuple[float, float]) -> list[tuple[str, float]]:
    pairs = [("B02", "B03"), ("B03", "B04"), ("B02", "B04")]
    speeds = []
    for a, b in pairs:
        down = (fit.spots[b][0] - fit.spots[a][0]) * pixel_m[1]
        right = (fit.spots[b][1] - fit.spots[a][1]) * pixel_m[0]
        speeds.append((f"{a}-{b}", math.hypot(down, right) / abs(delays[b] - delays[a])))
    return speeds


def _distinct(found: Sequence[Mover], pixel_m: tuple[float, float]) -> tuple[Mover, ...]:
    kept: list[Mover] = []
    for mover in sorted(found, key=lambda m: (-m.energy, m.row, m.column)):
        if all(_apart(mover, k, pixel_m) > _APART_M for k in kept):
            kept.append(mover)
    return tuple(kept)


def _apart(a: Mover, b: Mover, pixel_m: tuple[float, float]) -> float:
    return math.hypot((a.row - b.row) * pixel_m[1], (a.column - b.column) * pixel_m[0])


def _deals(delays: Mapping[str, float]) -> list[dict[str, float]]:
    """The delays dealt to the bands in orders that for the visible ones are nothing like the true one, nor like it backwards."""
    dealt = [dict(zip(delays, d, strict=True)) for d in permutations(delays.values())]
    true = [delays[b] for b in VISIBLE]
    return [d for d in dealt if abs(float(np.corrcoef([d[b] for b in VISIBLE], true)[0, 1])) < _UNLIKE]
