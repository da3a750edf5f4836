"""Power for radar: told against radar cross-section, never against a size.

Metal shows in radar by its cross-section, which turns with its aspect and is known of no particular vehicle or aircraft. So nothing
is said of a thing here, only of a point of so many dBsm; no verdict "no change" follows from it.
"""

from collections.abc import Sequence

import numpy as np

from sightline.imagery.power import Power, Trials, put_power
from sightline.imagery.radar import DBSM, with_scatterer
from sightline.imagery.stack import Values
from sightline.imagery.thing import Thing


def scatterer_powers(trials: Trials, dbsm: Sequence[float] = DBSM) -> tuple[Power, ...]:
    """Power for point scatterers of these radar cross-sections (dBsm), on the same places. Raises ValueError where the
    stack is not of Sentinel-1."""
    stack = trials.stack
    if any(scene.sensor != "sentinel-1" for scene in stack.scenes):
        raise ValueError("a radar cross-section means nothing to a camera")
    pixel = stack.grid.pixel_m
    dot = Thing("a point of metal", pixel, pixel)
    found = []
    for one in dbsm:

        def put(
            values: Values, row: float, column: float, _: np.random.Generator, one: float = one
        ) -> Values:
            return with_scatterer(values, stack.bands, pixel, row, column, one)

        found.append(
            put_power(trials, dot, put, step=one, name="a point of metal", unit="dBsm of radar cross-section")
        )
    return tuple(found)
