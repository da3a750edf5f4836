"""UTM and MGRS on WGS84, both ways.

Transverse Mercator by Krüger's series to the fourth order in n (millimetres within a zone): C. F. F. Karney,
"Transverse Mercator with an accuracy of a few nanometers", Journal of Geodesy 85 (2011), equations 7-12, 35 and 36;
grid letters as in NGA.STND.0037 (2014), "Universal grids and grid reference systems". Polar squares are left out.
"""

import math
from dataclasses import dataclass

_A, _F = 6378137.0, 1 / 298.257223563
_E = math.sqrt(_F * (2 - _F))
_N = _F / (2 - _F)
_RADIUS = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_SCALE, _FALSE_EAST, _FALSE_NORTH = 0.9996, 500_000.0, 10_000_000.0
_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49561 * _N**4 / 161280,
)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)
BANDS = "CDEFGHJKLMNPQRSTUVWX"  # of 8 degrees from 80 S; X has 12
_COLUMNS = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")  # by zone modulo 3
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_SQUARE = 100_000.0


@dataclass(frozen=True, slots=True)
class Utm:
    """zone 1-60; easting, northing: metres, the northing from the equator or, south of it, from 10,000 km below."""

    zone: int
    north: bool
    easting: float
    northing: float


def from_utm(at: Utm) -> tuple[float, float]:
    """Latitude and longitude, degrees. Raises ValueError outside the grid (zones 1-60, 84 N to 80 S)."""
    if not 1 <= at.zone <= 60:
        raise ValueError(f"there is no zone {at.zone}")
    if not 100_000 <= at.easting < 1_000_000:
        raise ValueError(f"easting {at.easting:.0f} is outside a zone (100,000 to 999,999 m)")
    if not 0 <= at.northing <= _FALSE_NORTH:
        raise ValueError(f"northing {at.northing:.0f} is outside the grid (0 to 10,000,000 m)")
    xi = (at.northing - (0.0 if at.north else _FALSE_NORTH)) / (_SCALE * _RADIUS)
    eta = (at.easting - _FALSE_EAST) / (_SCALE * _RADIUS)
    for_xi = xi - sum(b * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, b in enumerate(_BETA, 1))
    for_eta = eta - sum(b * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, b in enumerate(_BETA, 1))
    conformal = math.sin(for_xi) / math.hypot(math.sinh(for_eta), math.cos(for_xi))
    lat = math.degrees(math.atan(_tangent(conformal)))
    if not -80.5 <= lat <= 84.5:
        raise ValueError(f"latitude {lat:.1f} is outside the grid (84 N to 80 S)")
    lon = _meridian(at.zone) + math.degrees(math.atan2(math.sinh(for_eta), math.cos(for_xi)))
    return lat, (lon + 180.0) % 360.0 - 180.0


def to_utm(lat: float, lon: float, zone: int | None = None) -> Utm:
    """The zone (by longitude alone, or the one given), easting and northing of a point, metres."""
    zone = zone or min(60, int((lon + 180.0) // 6) + 1)
    tau = math.tan(math.radians(lat))
    conformal = _conformal(tau)
    turn = math.radians((lon - _meridian(zone) + 180.0) % 360.0 - 180.0)
    xi = math.atan2(conformal, math.cos(turn))
    eta = math.asinh(math.sin(turn) / math.hypot(conformal, math.cos(turn)))
    x = eta + sum(a * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, a in enumerate(_ALPHA, 1))
    y = xi + sum(a * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, a in enumerate(_ALPHA, 1))
    north = lat >= 0
    up = _SCALE * _RADIUS * y
    return Utm(zone, north, _FALSE_EAST + _SCALE * _RADIUS * x, up if north else up + _FALSE_NORTH)


def _meridian(zone: int) -> float:
    return zone * 6.0 - 183.0


def _conformal(tau: float) -> float:
    """The tangent of the conformal latitude (Karney 2011, equations 7 to 9)."""
    sigma = math.sinh(_E * math.atanh(_E * tau / math.hypot(1.0, tau)))
    return tau * math.hypot(1.0, sigma) - sigma * math.hypot(1.0, tau)


def _tangent(conformal: float) -> float:
    """The tangent of the latitude back from it, by Newton's method (equations 19 to 21)."""
    tau = conformal / (1 - _E**2)
    for _ in range(6):
        now = _conformal(tau)
        slope = (1 + (1 - _E**2) * tau**2) / ((1 - _E**2) * math.hypot(1.0, tau))
        tau += (conformal - now) / math.hypot(1.0, now) * slope
    return tau


def band_of(lat: float) -> str:
    """The letter of the latitude band, from 80 S to 84 N."""
    return BANDS[max(0, min(19, int((lat + 80.0) // 8)))]


def from_mgrs(zone: int, band: str, square: str, east: str, north: str) -> tuple[float, float, float]:
    """The middle of a grid square, degrees, and its side in metres; east and north: as many digits each, 0 to 5.

    Raises ValueError for letters that do not exist in the zone or do not fit the band.
    """
    columns = _COLUMNS[zone % 3]
    if not 1 <= zone <= 60 or band not in BANDS:
        raise ValueError(f"there is no grid zone {zone}{band}")
    if square[0] not in columns or square[1] not in _ROWS:
        raise ValueError(f"there is no square {square} in zone {zone}")
    side = 10.0 ** (5 - len(east))
    easting = (columns.index(square[0]) + 1) * _SQUARE + int(east or "0") * side + side / 2
    row = (_ROWS.index(square[1]) - (5 if zone % 2 == 0 else 0)) % 20
    northing = row * _SQUARE + int(north or "0") * side + side / 2
    is_north = band >= "N"
    low = BANDS.index(band) * 8.0 - 80.0
    high = 84.0 if band == "X" else low + 8.0
    for cycle in range(5):  # rows repeat every 2,000 km
        try:
            lat, lon = from_utm(Utm(zone, is_north, easting, northing + cycle * 20 * _SQUARE))
        except ValueError:
            continue
        # A square that the edge of the band cuts may have its middle beyond it.
        if low - 0.5 * side / 110_000 - 0.01 <= lat <= high + 0.5 * side / 110_000 + 0.01:
            return lat, lon, side
    raise ValueError(f"square {square} does not lie in band {band}")
