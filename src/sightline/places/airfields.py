"""Airfields and their runways: by code, by ref of the gazetteer, by place. Opened on first use.

The table (airfields.xz, made by tools/build_gazetteer.py) is airportsdata with the runways of OurAirports
(public domain). One line an airfield: ident, IATA code, country, latitude and longitude in 1e-5 degrees,
elevation in metres, name, other idents by "|", runways by ";". A runway: idents, length and width in metres,
surface, flags (C closed, L lighted), thresholds as offsets from the airfield in 1e-5 degrees, published heading,
elevations, displacements. Empty: not known.
"""

import lzma
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from sightline.model.airfield import Airfield, Runway, RunwayEnd, Surface
from sightline.model.errors import InputError
from sightline.model.place import bearing_deg, distance_km

TABLE = Path(__file__).with_name("data") / "airfields.xz"
SURFACES: tuple[Surface, ...] = (
    "unknown", "asphalt", "concrete", "paved", "gravel", "grass", "dirt", "sand", "ice", "water",
)  # fmt: skip
_SCALE = 1e5


@dataclass
class Airfields:
    """All airfields; lines are read when they are asked for. Safe to share between threads."""

    lines: list[str]

    @cached_property
    def _by_code(self) -> dict[str, int]:
        codes: dict[str, int] = {}
        for number, line in enumerate(self.lines):
            cells = line.split("\t")
            for code in (cells[0], *cells[7].split("|")):
                codes.setdefault(code, number)
        return codes

    @cached_property
    def _by_iata(self) -> dict[str, int]:
        return {code: n for n, line in enumerate(self.lines) if (code := line.split("\t", 2)[1])}

    @cached_property
    def _cells(self) -> dict[tuple[int, int], list[tuple[float, float, int]]]:
        """Whole degree of latitude and longitude -> the airfields there."""
        cells: dict[tuple[int, int], list[tuple[float, float, int]]] = {}
        for number, line in enumerate(self.lines):
            lat, lon = (int(c) / _SCALE for c in line.split("\t", 5)[3:5])
            cells.setdefault((math.floor(lat), math.floor(lon)), []).append((lat, lon, number))
        return cells

    def airfield(self, code: str) -> Airfield | None:
        """By ICAO code or ident of OurAirports ("OSLK", "SY-0001"); IATA codes: by_iata."""
        number = self._by_code.get(code.strip().upper())
        return None if number is None else parse(self.lines[number])

    def by_iata(self, code: str) -> Airfield | None:
        """By IATA code ("LTK"). For words that ask for an airport's code only: many are words of their own."""
        number = self._by_iata.get(code.strip().upper())
        return None if number is None else parse(self.lines[number])

    def of(self, ref: str) -> Airfield | None:
        """By ref of the gazetteer: "icao:OSLK", "airfield:SY-0001"; None for refs of other things."""
        scheme, _, code = ref.partition(":")
        return self.airfield(code) if scheme in ("icao", "airfield") else None

    def near(self, lat: float, lon: float, km: float) -> tuple[tuple[Airfield, float], ...]:
        """Airfields within `km` of a point (degrees WGS84) with their distances in km, nearest first. Raises
        ValueError for a point that is not on Earth or a distance below 0."""
        if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= km < math.inf):
            raise ValueError(f"no such circle: {lat}, {lon}, {km} km")
        found = []
        for cell in _cells_around(lat, lon, km):
            for a, b, number in self._cells.get(cell, ()):
                if (far := distance_km(lat, lon, a, b)) <= km:
                    found.append((far, number))
        return tuple((parse(self.lines[number]), far) for far, number in sorted(found))


def _cells_around(lat: float, lon: float, km: float) -> list[tuple[int, int]]:
    """Whole degrees that a circle may touch; over the poles and the antimeridian, too."""
    reach = km / 111.0 + 1e-6  # a degree of latitude is at least 110.57 km; the haversine's sphere: 111.19
    south, north = max(-90.0, lat - reach), min(90.0, lat + reach)
    wide = 180.0
    if lat + reach < 90 and lat - reach > -90:
        sine = math.sin(math.radians(reach)) / math.cos(math.radians(lat))
        wide = math.degrees(math.asin(sine)) if sine < 1 and reach < 90 else 180.0
    if wide >= 179.0:
        columns = set(range(-180, 181))
    else:
        columns = {(c + 180) % 360 - 180 for c in range(math.floor(lon - wide), math.floor(lon + wide) + 1)}
        columns |= {180} if -180 in columns or 179 in columns else set()
    return [(row, c) for row in range(math.floor(south), math.floor(north) + 1) for c in sorted(columns)]


def parse(line: str) -> Airfield:
    """An airfield of a line of the table."""
    code, iata, country, lat_text, lon_text, high, name, _, runways = line.split("\t")
    lat, lon = int(lat_text), int(lon_text)
    return Airfield(
        ref=f"icao:{code}" if len(code) == 4 and code.isalnum() else f"airfield:{code}",
        name=name,
        lat=lat / _SCALE,
        lon=lon / _SCALE,
        country=country or None,
        icao=code if len(code) == 4 and code.isalpha() else None,
        iata=iata or None,
        elevation_m=_number(high),
        runways=tuple(_runway(r, lat, lon) for r in runways.split(";") if r),
    )


def _runway(text: str, lat: int, lon: int) -> Runway:
    cells = [*text.split(","), *[""] * 15][:15]
    low, high, length, width, surface, flags, a, b, c, d, heading, up, up2, shift, shift2 = cells
    ends = (_end(low, lat, lon, (a, b, up, shift)), _end(high, lat, lon, (c, d, up2, shift2)))
    made = Runway(ends, _number(length), _number(width), SURFACES[int(surface or 0)])
    between = made.line
    true = _number(heading) if between is None else bearing_deg(*between[0], *between[1])
    return Runway(
        ends,
        made.length_m,
        made.width_m,
        made.surface,
        None if true is None else round(true, 1) % 360,
        "C" in flags,
        "L" in flags,
    )


def _end(ident: str, lat: int, lon: int, cells: tuple[str, str, str, str]) -> RunwayEnd:
    north, east, elevation, displaced = cells
    if not north:
        return RunwayEnd(ident, None, None, _number(elevation), _number(displaced))
    at = (lon + int(east)) / _SCALE
    return RunwayEnd(
        ident, (lat + int(north)) / _SCALE, (at + 180) % 360 - 180, _number(elevation), _number(displaced)
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


@lru_cache(maxsize=2)
def open_airfields(path: Path = TABLE) -> Airfields:
    """The table at `path` (default: the one shipped), opened once per process. Raises InputError."""
    try:
        return Airfields(lzma.decompress(path.read_bytes()).decode("utf-8").splitlines())
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise InputError(
            "airfields-unreadable",
            f"The table of airfields at {path} cannot be opened: {error}",
            "Reinstall Sightline, or build it anew with tools/build_gazetteer.py.",
        ) from error


def airfield(code: str) -> Airfield | None:
    """The airfield with this ICAO code or ident of OurAirports."""
    return open_airfields().airfield(code)


def airfields_near(lat: float, lon: float, km: float) -> tuple[tuple[Airfield, float], ...]:
    """Airfields within `km` of a point (degrees WGS84), with distances in km, nearest first."""
    return open_airfields().near(lat, lon, km)


def runways_of(ref: str) -> tuple[Runway, ...]:
    """The runways of an airfield by its ref ("icao:OSLK"); () where none are known."""
    found = open_airfields().of(ref)
    return found.runways if found else ()
