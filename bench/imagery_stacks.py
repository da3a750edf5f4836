"""What the imagery benches share: stacks made of plain arrays, and sites laid over them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from sightline.imagery.stack import Grid, Mask, Stack, Values
from sightline.model.scene import Scene, Sensor, Site


def a_stack(
    values: Values, bands: Sequence[str], days: Sequence[Any], pixel_m: float, sensor: Sensor, usable: Mask | None = None
) -> Stack:  # fmt: skip
    """values: (date, band, y, x). days: YYYYMMDD, or dates."""
    scenes = tuple(
        Scene(
            id=f"{day}",
            archive="bench",
            collection="bench",
            sensor=sensor,
            platform="",
            assets=(),
            at=_moment(day),
        )
        for day in days
    )
    height, width = values.shape[2:]
    if usable is None:
        usable = np.isfinite(values).all(axis=1)
    site = Site(0.0, 0.0, max(height, width) * pixel_m / 2)
    return Stack(site, Grid(32611, 0.0, 0.0, pixel_m, width, height), tuple(bands), scenes, values, usable)


def tiles(stack: Stack, side_m: float) -> Iterator[Mask]:
    """Squares side by side that fill the scene, as areas."""
    side = round(side_m / stack.grid.pixel_m)
    for top in range(0, stack.grid.height - side + 1, side):
        for left in range(0, stack.grid.width - side + 1, side):
            area = np.zeros((stack.grid.height, stack.grid.width), dtype=np.bool_)
            area[top : top + side, left : left + side] = True
            yield area


def _moment(day: Any) -> dt.datetime:
    if isinstance(day, dt.datetime):
        return day.replace(tzinfo=dt.UTC)
    return dt.datetime.strptime(str(day), "%Y%m%d").replace(tzinfo=dt.UTC)
