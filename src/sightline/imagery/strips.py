"""Runways as lines in a picture: how far from one, and along it."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.grid import to_grid
from sightline.imagery.stack import Grid, Mask
from sightline.model.airfield import Airfield

F64 = NDArray[np.float64]
PixelOf = Callable[[float, float], tuple[float, float]]
WIDTH_M = 45.0  # where it is not published: what ICAO asks of runways for large aircraft (Annex 14, code letter D and up [memory])


@dataclass(frozen=True, slots=True)
class Strip:
    """A runway in a picture. a, b: (row, column) of the thresholds, lower-numbered end first; pixel_m: metres across and down."""

    name: str
    a: tuple[float, float]
    b: tuple[float, float]
    width_m: float
    pixel_m: tuple[float, float]

    @property
    def length_m(self) -> float:
        return math.hypot(*self._metres(*self.b))

    @property
    def heading_deg(self) -> float:
        """From a to b, clockwise from the picture's up."""
        down, right = self._metres(*self.b)
        return math.degrees(math.atan2(right, -down)) % 360

    def place(self, row: float, column: float) -> tuple[float, float]:
        """(metres beyond threshold a along the runway, metres beside its line)."""
        down, right = self._metres(row, column)
        end_down, end_right = self._metres(*self.b)
        length = math.hypot(end_down, end_right)
        along = (down * end_down + right * end_right) / length
        return along, abs(down * end_right - right * end_down) / length

    def away(self, height: int, width: int) -> F64:
        """(y, x): metres of each pixel from the line between the thresholds."""
        rows, columns = np.mgrid[:height, :width].astype(np.float64)
        down, right = (rows - self.a[0]) * self.pixel_m[1], (columns - self.a[1]) * self.pixel_m[0]
        end_down, end_right = self._metres(*self.b)
        length = math.hypot(end_down, end_right)
        along = np.clip((down * end_down + right * end_right) / length, 0, length)
        found: F64 = np.hypot(down - along * end_down / length, right - along * end_right / length)
        return found

    def mask(self, height: int, width: int, spare_m: float = 0.0) -> Mask:
        """(y, x): the runway itself and `spare_m` round it."""
        return np.asarray(self.away(height, width) <= self.width_m / 2 + spare_m)

    def _metres(self, row: float, column: float) -> tuple[float, float]:
        return (row - self.a[0]) * self.pixel_m[1], (column - self.a[1]) * self.pixel_m[0]


def strips(airfield: Airfield, pixel_of: PixelOf, pixel_m: tuple[float, float]) -> tuple[Strip, ...]:
    """Runways whose thresholds are published; helipads and runways without them are not drawn. pixel_of: degrees WGS84 to row and column."""
    made = []
    for runway in airfield.runways:
        if (line := runway.line) is None or line[0] == line[1]:
            continue
        width = runway.width_m or WIDTH_M
        made.append(Strip(runway.name, pixel_of(*line[0]), pixel_of(*line[1]), width, pixel_m))
    return tuple(s for s in made if 100.0 < s.length_m < 12_000.0)  # else a published slip


def strips_on(airfield: Airfield, grid: Grid) -> tuple[Strip, ...]:
    return strips(
        airfield, lambda lat, lon: to_grid(grid, lat, lon), (float(grid.pixel_m), float(grid.pixel_m))
    )
