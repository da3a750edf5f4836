"""Airfield, Runway: where aircraft land, as published; what flight tracks and pictures are held against."""

from dataclasses import dataclass
from typing import Literal

Surface = Literal[
    "asphalt", "concrete", "paved", "gravel", "grass", "dirt", "sand", "ice", "water", "unknown"
]
PAVED: frozenset[Surface] = frozenset(("asphalt", "concrete", "paved"))


@dataclass(frozen=True, slots=True)
class RunwayEnd:
    """One end: its ident as painted ("09", "27L", "H1" for a helipad), the threshold in degrees WGS84 (to about a
    metre; None where nothing was published), elevation and displacement of the threshold in metres."""

    ident: str
    lat: float | None = None
    lon: float | None = None
    elevation_m: float | None = None
    displaced_m: float | None = None


@dataclass(frozen=True, slots=True)
class Runway:
    """ends: the lower-numbered one first. length, width: metres. heading_deg: true, from the first end to the
    second, [0, 360); from the thresholds where both are known, else as published."""

    ends: tuple[RunwayEnd, RunwayEnd]
    length_m: float | None = None
    width_m: float | None = None
    surface: Surface = "unknown"
    heading_deg: float | None = None
    closed: bool = False
    lighted: bool = False

    @property
    def name(self) -> str:
        """ "09/27"."""
        return "/".join(e.ident for e in self.ends if e.ident)

    @property
    def paved(self) -> bool | None:
        """None where the surface is not known."""
        return None if self.surface == "unknown" else self.surface in PAVED

    @property
    def line(self) -> tuple[tuple[float, float], tuple[float, float]] | None:
        """((lat, lon), (lat, lon)) of the two thresholds; None unless both are known."""
        (a, b), (c, d) = ((e.lat, e.lon) for e in self.ends)
        return None if a is None or b is None or c is None or d is None else ((a, b), (c, d))


@dataclass(frozen=True, slots=True)
class Airfield:
    """ref: "icao:OSLK", or "airfield:SY-0001" for one that has no code of four. icao: only codes of four letters, which ICAO
    gives; national ones ("OS72") stand in the ref alone. name: "" where the source has none.
    country: ISO 3166-1 alpha-2. lat, lon: degrees WGS84. elevation_m: metres above the sea."""

    ref: str
    name: str
    lat: float
    lon: float
    country: str | None = None
    icao: str | None = None
    iata: str | None = None
    elevation_m: float | None = None
    runways: tuple[Runway, ...] = ()

    @property
    def ident(self) -> str:
        """The code it is known by in the source: "OSLK", "OS72", "SY-0001"."""
        return self.ref.partition(":")[2]
