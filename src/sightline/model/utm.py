"""Zones of the Universal Transverse Mercator grid: which one a point lies in."""

SOUTHERNMOST, NORTHERNMOST = -80.0, 84.0  # degrees; beyond them UTM is not defined


def utm_zone(lat: float, lon: float) -> int:
    """1 to 60, with the wider zones of Norway and Svalbard, as the tiles of Sentinel-2 (MGRS, NGA.STND.0037) have them. Raises
    ValueError for the polar caps."""
    if not SOUTHERNMOST <= lat <= NORTHERNMOST:
        raise ValueError(f"no UTM zone at latitude {lat}")
    if 56 <= lat < 64 and 3 <= lon < 12:
        return 32
    if lat >= 72 and 0 <= lon < 42:
        return 31 + 2 * int((lon + 3) // 12)  # 31 to 9 E, 33 to 21 E, 35 to 33 E, 37
    return int((lon + 180) // 6) % 60 + 1


def utm_epsg(lat: float, lon: float) -> int:
    """EPSG code of the point's zone on WGS84: 326xx north of the equator, 327xx south. Raises ValueError for the polar caps."""
    return (32600 if lat >= 0 else 32700) + utm_zone(lat, lon)
