"""with_scatterer: a thing of metal put into a radar picture, by its radar cross-section.

What Sentinel-1 sees of a vehicle or an aircraft is not its size but its radar cross-section, which depends on aspect and is known of no
particular one: power is given against dBsm only. Reference: a 0.35 m trihedral corner reflector is about 13 dBsm at C band, a
1 m one 31 dBsm (4 pi a^4 / 3 lambda^2, 5.405 GHz).
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.stack import Values

_Floats = NDArray[np.float64]

# Resolution of Sentinel-1 IW GRD, 20 by 22 m (ESA, Sentinel-1 product specification); RTC products are made from as much.
_RESOLUTION_M = 21.0
# Cross-polarised return of a man-made scatterer below its co-polarised: 10 dB, as in the prototype (assumed, ../shared/design/imagery.md 4(d)).
VH_BELOW_DB = 10.0
# Radar cross-sections for which power is told.
DBSM = (25.0, 30.0, 35.0, 40.0)
# Nothing is darker in the products: the noise of the instrument lies above.
_DARKEST_DB = -60.0


def with_scatterer(
    values: Values, bands: Sequence[str], pixel_m: float, row: float, column: float, dbsm: float,
    vh_below_db: float = VH_BELOW_DB,
) -> Values:  # fmt: skip
    """A copy of one date's backscatter (band, y, x), in dB, with a point scatterer at a row and column (pixel centres at whole numbers).

    Its power is added to the ground's (their interference averages out over the looks), spread as the sensor blurs a point. bands: "VV",
    "VH" (or "HH", "HV"). Backscatter is taken as power over the pixel's ground area; gamma naught, as RTC products have it, would make it 1 dB brighter, so
    power comes out low rather than high. NaN stays NaN.
    """
    made = values.copy()
    blur = _RESOLUTION_M / 2.355 / pixel_m  # full width at half maximum into standard deviation
    height, width = values.shape[1:]
    reach = int(np.ceil(4 * blur)) + 1
    rows = np.arange(max(round(row) - reach, 0), min(round(row) + reach + 1, height))
    columns = np.arange(max(round(column) - reach, 0), min(round(column) + reach + 1, width))
    if not (len(rows) and len(columns)):
        return made
    spread = _shares(rows - row, blur)[:, None] * _shares(columns - column, blur)[None]
    box = np.ix_(rows, columns)
    for n, band in enumerate(bands):
        below = vh_below_db if band in ("VH", "HV") else 0.0
        power = 10 ** ((dbsm - below) / 10) / pixel_m**2
        ground = 10 ** (np.maximum(made[n][box], _DARKEST_DB) / 10)
        made[n][box] = (10 * np.log10(ground + power * spread)).astype(np.float32)
    return made


def _shares(away: _Floats, blur: float) -> _Floats:
    """Of a Gaussian's power, what falls into pixels whose centres lie so far from it, in pixels."""
    root = blur * math.sqrt(2)
    return np.array([(math.erf((a + 0.5) / root) - math.erf((a - 0.5) / root)) / 2 for a in away])
