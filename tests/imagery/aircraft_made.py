"""A made-up airfield: ground with a runway, a taxiway and an apron; aircraft drawn onto it, at rest or moving."""

import datetime as dt
import math
from collections.abc import Sequence

import numpy as np
from scipy.ndimage import gaussian_filter

from sightline.imagery.delays import DELAYS_S
from sightline.imagery.grid import grid_of, to_lat_lon
from sightline.imagery.inject import injected
from sightline.imagery.stack import Mask, Stack, Values
from sightline.imagery.thing import Thing
from sightline.model.airfield import Airfield, Runway, RunwayEnd
from sightline.model.scene import Scene, Sensor, Site

BANDS = ("B02", "B03", "B04", "B08")
SITE = Site(9.372, -66.923, 1000, "made up")
LINER = Thing("airliner", 37.6, 34.1, "transport")
FREIGHTER = Thing("freighter", 69.1, 73.3, "transport")
LORRY = Thing("lorry", 18.75, 2.55)
GRASS = (0.04, 0.07, 0.06, 0.30)
ASPHALT = (0.10, 0.11, 0.12, 0.14)
CONCRETE = (0.20, 0.23, 0.26, 0.29)
RUNWAY_COLUMN, RUNWAY_ROWS = 60, (20, 180)
APRON = (slice(70, 130), slice(75, 115))  # rows, columns
SIZE = 200


def ground(seed: int = 1, grass: tuple[float, ...] = GRASS) -> Values:
    """(band, y, x) of 200 x 200 pixels of 10 m, the same every time but for sensor noise of `seed`."""
    steady = np.random.default_rng(0)
    out = np.empty((4, SIZE, SIZE), np.float32)
    out[:] = np.array(grass)[:, None, None]
    relief = gaussian_filter(steady.normal(size=(SIZE, SIZE)), 4)
    out *= (1 + 0.15 * relief / relief.std())[None]
    for rows, columns, colour in (
        (slice(*RUNWAY_ROWS), slice(RUNWAY_COLUMN - 2, RUNWAY_COLUMN + 3), ASPHALT),
        (slice(98, 102), slice(60, 80), ASPHALT),
        (*APRON, CONCRETE),
    ):
        out[:, rows, columns] = np.array(colour)[:, None, None]
    out = np.stack([gaussian_filter(layer, 0.6) for layer in out])
    out *= (1 + 0.01 * gaussian_filter(steady.normal(size=(SIZE, SIZE)), 1) / 0.28)[None]
    noise = np.random.default_rng(seed).normal(scale=0.0015, size=out.shape)
    return np.asarray(out + noise, np.float32)


def with_mover(
    values: Values,
    row: float,
    column: float,
    speed: float,
    heading: float,
    step: float = 0.2,
    thing: Thing = LINER,
) -> Values:
    down, right = -speed * math.cos(math.radians(heading)), speed * math.sin(math.radians(heading))
    out = values.copy()
    for number, band in enumerate(BANDS):
        at = (row + down * DELAYS_S[band] / 10, column + right * DELAYS_S[band] / 10)
        out[number : number + 1] = injected(
            out[number : number + 1], thing, 10.0, *at, math.atan2(down, right), step
        )
    return out


def parked(values: Values, *places: tuple[float, float], step: float = 0.2, thing: Thing = LINER) -> Values:
    for number, (row, column) in enumerate(places):
        values = injected(values, thing, 10.0, row, column, 0.4 * number, step)
    return values


def stack(
    pictures: Sequence[Values], usable: Sequence[Mask] | None = None, sensor: Sensor = "sentinel-2"
) -> Stack:
    grid = grid_of(SITE, 10.0)
    values = np.stack([p[:, : grid.height, : grid.width] for p in pictures])
    pad = [(0, 0), (0, 0), (0, grid.height - values.shape[2]), (0, grid.width - values.shape[3])]
    values = np.pad(values, pad, mode="edge")
    start = dt.datetime(2019, 3, 1, 15, tzinfo=dt.UTC)
    scenes = tuple(
        Scene(f"s{n}", "made", "made", sensor, "made", start + dt.timedelta(days=5 * n), (), synthetic=True)
        for n in range(len(values))
    )
    seen = np.ones((len(values), *values.shape[2:]), bool)
    for number, mask in enumerate(usable or ()):
        seen[number, : mask.shape[0], : mask.shape[1]] = mask
    return Stack(SITE, grid, BANDS, scenes, values, seen)


def airfield(thresholds: bool = True) -> Airfield:
    grid = grid_of(SITE, 10.0)
    north, south = (to_lat_lon(grid, row, RUNWAY_COLUMN) for row in RUNWAY_ROWS)
    ends = (
        RunwayEnd("18", *(north if thresholds else (None, None))),
        RunwayEnd("36", *(south if thresholds else (None, None))),
    )
    return Airfield(
        "icao:SVXX", "Made Up", SITE.lat, SITE.lon, runways=(Runway(ends, 1600.0, 45.0, "asphalt"),)
    )
