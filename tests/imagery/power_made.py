"""Made-up stacks for the tests of power, and a plain test of change to try it with."""

import datetime as dt

import numpy as np

from sightline.imagery.stack import Grid, Mask, Stack, Values
from sightline.model.scene import Scene, Sensor, Site

SITE = Site(9.372, -66.923, 500.0, "somewhere")
FIRST = dt.datetime(2018, 1, 3, 15, tzinfo=dt.UTC)


def a_scene(number: int, sensor: Sensor = "sentinel-2") -> Scene:
    at = FIRST + dt.timedelta(days=5 * number)
    return Scene(f"MADE_{number}", "made", "made", sensor, "none", at, (), synthetic=True)


def a_stack(
    dates: int = 24, size: int = 60, *, noise: float = 0.01, seed: int = 1, sensor: Sensor = "sentinel-2"
) -> Stack:
    """Smooth ground with noise of its own on each date: four bands of 10 m pixels."""
    random = np.random.default_rng(seed)
    ground = 0.2 + 0.02 * random.standard_normal((1, 4, size, size))
    values = (ground + noise * random.standard_normal((dates, 4, size, size))).astype(np.float32)
    grid = Grid(32619, 500_000.0, 1_040_000.0, 10.0, size, size)
    scenes = tuple(a_scene(n, sensor) for n in range(dates))
    return Stack(SITE, grid, ("B02", "B03", "B04", "B08"), scenes, values, np.ones((dates, size, size), bool))


def middle(stack: Stack, half: int = 15) -> Mask:
    area = np.zeros(stack.values.shape[2:], bool)
    at = stack.grid.height // 2
    area[at - half : at + half, at - half : at + half] = True
    return area


class Plain:
    """Largest difference from the median of the other dates, 2 x 2 pixels at a time, ranked among the dates."""

    def __init__(self, stack: Stack, area: Mask) -> None:
        self.stack, self.area = stack, area
        self.usual = np.median(stack.values, axis=0)
        self.statistics = [self._of(v) for v in stack.values]
        self.smallest_p = 1 / len(stack.scenes)

    def _of(self, values: Values) -> float:
        off = (values - self.usual).mean(axis=0)
        four = off[1:, 1:] + off[1:, :-1] + off[:-1, 1:] + off[:-1, :-1]
        return float(np.abs(four[self.area[1:, 1:]]).max())

    def p(self, date: int, values: Values) -> float:
        own = self._of(values)
        others = [s for n, s in enumerate(self.statistics) if n != date]
        return (1 + sum(s >= own for s in others)) / (len(others) + 1)
