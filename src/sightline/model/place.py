"""Place: where, with how wide and why; never a bare pair of numbers."""

import itertools
import math
from dataclasses import dataclass

from sightline.model.span import Span
from sightline.model.vocabulary import Precision

EARTH_RADIUS_KM = 6371.0088  # IUGG mean radius


Ring = tuple[tuple[float, float], ...]  # (latitude, longitude), degrees; closed


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing in the gazetteer that a name may mean. kind: "settlement", "airfield", "military-site",
    "country", "region", "water", ...; score in [0, 1], comparable within one name only."""

    name: str
    ref: str
    country: str | None
    lat: float
    lon: float
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """A point with the radius that holds the truth, as far as the words allow.

    lat, lon: degrees WGS84; radius_km: kilometres; both or neither are known. ref: gazetteer id. country:
    ISO 3166-1 alpha-2. relation: "south of", "near", "20 km east of". reasons: why this one, in words.
    candidates: runners-up, best first (the chosen one included). probability: how probable it is that of all
    places of this name the chosen one is meant, in [0, 1]; None where nothing was estimated. polygon: the rings of
    the area where it says more than the circle, which holds it; as in RFC 7946 (edges straight in degrees, rings
    closed, outer ones counter-clockwise, each followed by its holes, clockwise; parted at the antimeridian), but
    each point latitude first. Empty: the circle is all.
    """

    span: Span | None = None
    name: str | None = None
    ref: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    precision: Precision = "unknown"
    relation: str | None = None
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()
    probability: float | None = None
    polygon: tuple[Ring, ...] = ()

    def __post_init__(self) -> None:
        if self.probability is not None and not 0 <= self.probability <= 1:
            raise ValueError(f"no probability: {self.probability}")
        if (self.lat is None) != (self.lon is None) or (self.lat is None) != (self.radius_km is None):
            raise ValueError("a point needs latitude, longitude and radius, or none of them")
        if self.lat is not None and self.lon is not None and self.radius_km is not None:
            if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
                raise ValueError(f"not on Earth: {self.lat}, {self.lon}")
            if not 0 < self.radius_km <= 20_040:
                raise ValueError(f"no radius: {self.radius_km}")
        if self.polygon and self.lat is None:
            raise ValueError("an area needs its circle")
        if any(len(ring) < 4 or ring[0] != ring[-1] for ring in self.polygon):
            raise ValueError("a ring of an area is closed and has three corners at least")

    @property
    def known(self) -> bool:
        return self.lat is not None


def ring_area(ring: Ring) -> float:
    """Of a closed ring, in square degrees: above zero where it runs counter-clockwise with north up, else a hole."""
    return sum(a[1] * b[0] - b[1] * a[0] for a, b in itertools.pairwise(ring)) / 2


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance (haversine), kilometres; degrees in."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def bearing_deg(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Initial great-circle bearing from the first point to the second, degrees from true north in [0, 360)."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    east = math.sin(d - b) * math.cos(c)
    north = math.cos(a) * math.sin(c) - math.sin(a) * math.cos(c) * math.cos(d - b)
    return math.degrees(math.atan2(east, north)) % 360.0


def apart_km(a: Place, b: Place) -> float | None:
    """Distance between the two points, kilometres; None where either is unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return distance_km(a.lat, a.lon, b.lat, b.lon)
