"""Grid, Stack, Tested: pixels of one site on one grid, date by date, and what a statistic says of one date."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.model.scene import Scene, Site

Values = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Grid:
    """North up. epsg: of a projected system in metres (UTM). left, top: outer corner of the first pixel. pixel_m: side of a
    pixel. width, height: pixels."""

    epsg: int
    left: float
    top: float
    pixel_m: float
    width: int
    height: int


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Passes of one sensor in one viewing geometry over a site, oldest first.

    bands: names, in the order of the axis. scenes: one a date. values: (date, band, y, x) float32; reflectance (1 = white) or
    backscatter in dB; NaN where there is nothing. usable: (date, y, x), whether the ground is seen there (no cloud, no
    shadow, no edge). notes: what was done to the pixels or is odd in them, for a reader.
    """

    site: Site
    grid: Grid
    bands: tuple[str, ...]
    scenes: tuple[Scene, ...]
    values: Values
    usable: Mask
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        dates, bands, height, width = self.values.shape
        if (dates, bands) != (len(self.scenes), len(self.bands)):
            raise ValueError("a stack needs one date a scene and one layer a band")
        if (height, width) != (self.grid.height, self.grid.width) or self.usable.shape != (
            dates,
            height,
            width,
        ):
            raise ValueError("the pixels do not fit the grid")


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """What a change statistic says of one date at an area.

    statistic: its maximum over the area. score: (y, x), the map behind it; NaN where nothing can be said. peak: row and column of the maximum. p_dates: rank
    among the dates of the baseline; p_windows: rank among control windows elsewhere in the scene; None where it could not be had. p: that among
    dates where there are 19 others, else that among windows where there are 19 of the area's shape, else that among dates; 1 where neither could be had. smallest_p: the least that could have come out. dates, windows: how many it was ranked among. method: in words.
    """

    statistic: float
    score: Values
    peak: tuple[int, int]
    p: float
    p_dates: float | None
    p_windows: float | None
    smallest_p: float
    dates: int
    windows: int
    method: str
