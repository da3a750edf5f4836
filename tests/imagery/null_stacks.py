"""Stacks in which nothing happens, made of noise: levels that differ from pixel to pixel, dates that shift and get restless."""

import datetime as dt

import numpy as np

from sightline.imagery.stack import Grid, Mask, Stack, Values
from sightline.model.scene import Scene, Site


def stack_of(values: Values, bands: tuple[str, ...] = ("VV", "VH"), usable: Mask | None = None) -> Stack:
    """values: (date, band, y, x); a date every six days."""
    start = dt.datetime(2024, 1, 1, 10, tzinfo=dt.UTC)
    scenes = tuple(
        Scene(id=f"made-{n}", archive="made", collection="made", sensor="sentinel-1", platform="", at=start + n * dt.timedelta(6), assets=(), synthetic=True)
        for n in range(len(values))
    )  # fmt: skip
    height, width = values.shape[2:]
    if usable is None:
        usable = np.isfinite(values).all(axis=1)
    grid = Grid(32619, 0.0, 0.0, 10.0, width, height)
    return Stack(Site(9.37, -66.92, width * 5.0), grid, bands, scenes, values.astype(np.float32), usable)


def null(seed: int, dates: int = 21, size: int = 40, *, restless: bool = True) -> Stack:
    """Noise with heavy tails (Student's t, 5 degrees of freedom) on a ground of levels; restless: each date shifted as a whole and
    up to three times as noisy."""
    rng = np.random.default_rng(seed)
    ground = rng.normal(-12, 3, (2, size, size))
    noise = rng.standard_t(5, (dates, 2, size, size)) * rng.uniform(0.5, 1.5, (size, size))
    if restless:
        noise = noise * rng.uniform(0.6, 2.0, (dates, 1, 1, 1)) + rng.normal(0, 2, (dates, 2, 1, 1))
    return stack_of(ground + noise)


def middle(stack: Stack, side: int = 8) -> Mask:
    area = np.zeros((stack.grid.height, stack.grid.width), dtype=np.bool_)
    top = (stack.grid.height - side) // 2
    area[top : top + side, top : top + side] = True
    return area
