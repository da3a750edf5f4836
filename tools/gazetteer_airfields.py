"""Airfields and their runways, from airportsdata and the runways of OurAirports."""

import csv
import gzip
import lzma
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import airportsdata
from gazetteer_rows import Row

from sightline.model.place import distance_km
from sightline.places.airfields import SURFACES
from sightline.places.fold import fold, site_stem

MILITARY = (
    "air base", "airbase", "afb", "naval", "army", "air force", "base aerea", "base aérea", "military", "air station", "raf ",
)  # fmt: skip
FEET = 0.3048
SAME_FIELD_KM = 2.5  # farther than that two idents are two airfields
Csv = dict[str, str]


@dataclass
class Field:
    """An airfield. codes: further idents that OurAirports uses for it."""

    code: str
    iata: str
    country: str
    lat: float
    lon: float
    elevation: float | None
    name: str
    city: str = ""
    codes: list[str] = field(default_factory=list)
    runways: list[Csv] = field(default_factory=list)


def fields_of(runways: Path) -> dict[str, Field]:
    """Airfields by ident: all of airportsdata with an ICAO code, and those of OurAirports beyond that have at
    least one runway with a position. Runways whose ident airportsdata lacks go to the airfield that stands
    there without any. airportsdata writes 0 feet where it knows no elevation: unknown."""
    found = {
        code: Field(
            code,
            a["iata"],
            a["country"],
            a["lat"],
            a["lon"],
            a["elevation"] * FEET or None,
            a["name"],
            a["city"],
        )
        for code, a in sorted(airportsdata.load("ICAO").items())
        if "unknown coordinates" not in a["name"]
    }
    by_ident: dict[str, list[Csv]] = defaultdict(list)
    with gzip.open(runways, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            by_ident[row["airport_ident"]].append(row)
    bare = defaultdict(list)
    for code, f in found.items():
        if code in by_ident:
            f.runways = by_ident.pop(code)
        else:
            bare[round(f.lat), round(f.lon)].append(f)
    for ident, rows in sorted(by_ident.items()):
        ends = [p for r in rows for p in sound(r) if p]
        if not ends:
            continue
        lat, lon = (sum(p[i] for p in ends) / len(ends) for i in (0, 1))
        around = (f for i in (-1, 0, 1) for j in (-1, 0, 1) for f in bare[round(lat) + i, round(lon) + j])
        near = min(((distance_km(lat, lon, f.lat, f.lon), f.code) for f in around), default=(9e9, ""))
        if near[0] <= SAME_FIELD_KM and not found[near[1]].runways:
            found[near[1]].runways, found[near[1]].codes = rows, [ident]
            continue
        country = ident[:2] if ident[2:3] == "-" else ""
        found[ident] = Field(ident, "", country, lat, lon, None, "", runways=rows)
    return found


def end(row: Csv, side: str) -> tuple[float, float] | None:
    lat, lon = row[f"{side}_latitude_deg"], row[f"{side}_longitude_deg"]
    if not lat or not lon or not (-90 <= float(lat) <= 90 and -180 <= float(lon) <= 180):
        return None
    return float(lat), float(lon)


def sound(row: Csv) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    """The thresholds; none where they contradict the length: a slip of the source, nothing to measure by."""
    low, high = end(row, "le"), end(row, "he")
    published = float(row["length_ft"] or 0) * FEET / 1000
    if low and high and published and not 0.5 <= distance_km(*low, *high) / published <= 1.5:
        return None, None
    return low, high


def airfield_rows(fields: dict[str, Field], sites: dict[str, Row]) -> list[Row]:
    """Rows for airfields that the press may name; one that our own list holds already only lends it its names."""
    rows = []
    for code, a in sorted(fields.items()):
        low = a.name.lower()
        military = any(word in low + " " for word in MILITARY)
        private = a.country in ("US", "BR", "AU", "CA") and not code.isalpha()
        if not a.name or (not a.iata and not military and private):
            continue
        stems = {site_stem(a.name), fold(a.name)}
        stem, city = site_stem(a.name), fold(a.city)
        if city and stem.startswith(city + " "):
            stems.add(stem[len(city) + 1 :])
        if city and a.iata and "international" in low:
            stems.add(city)
        keys = {f"@ {s}" for s in stems if s} | ({f"# {code.lower()}"} if code.isalnum() else set())
        if a.iata:
            keys.add(f"% {a.iata.lower()}")
        if len(fold(a.name).split()) > 1:
            keys.add(fold(a.name))
        if code in sites:
            sites[code].keys |= keys
            continue
        rows.append(Row(a.name, a.lat, a.lon, "airbase" if military else "airfield", a.country, radius=3.0,
                        population=1 if a.iata else 0, ref=f"icao:{code}" if code.isalnum() else f"airfield:{code}", keys=keys))  # fmt: skip
    return rows


# Beginnings of the surface as published (free text), longest first where two fit; the rest is unknown.
SURFACE_WORDS = {
    "asp": "asphalt", "con": "concrete", "cem": "concrete", "bit": "asphalt", "tar": "asphalt", "mac": "asphalt", "pem": "paved",
    "pav": "paved", "bri": "paved", "pad": "paved", "met": "paved", "com": "paved", "pcc": "concrete", "grs": "grass",
    "gra": "grass", "grav": "gravel", "grv": "gravel", "gre": "gravel", "gvl": "gravel", "lat": "dirt", "turf": "grass", "sod": "grass", "dir": "dirt",
    "soi": "dirt", "ear": "dirt", "cla": "dirt", "san": "sand", "cor": "gravel", "cop": "paved", "ice": "ice", "sno": "ice", "wat": "water",
}  # fmt: skip


def surface(text: str) -> int:
    low = text.strip().lower()
    fitting = [w for w in SURFACE_WORDS if low.startswith(w)]
    return SURFACES.index(SURFACE_WORDS[max(fitting, key=len)]) if fitting else 0  # type: ignore[arg-type]


def runway_cells(row: Csv, lat: int, lon: int) -> str:
    def metres(text: str) -> str:
        return "" if not text else str(round(float(text) * FEET))

    def offset(point: tuple[float, float] | None) -> tuple[str, str]:
        if point is None:
            return "", ""
        return str(round(point[0] * 1e5) - lat), str(round(point[1] * 1e5) - lon)

    low, high = sound(row)
    middle_of = (lat / 1e5, lon / 1e5)
    if any(p and distance_km(*p, *middle_of) > 15 for p in (low, high)):
        low = high = None
    cells = [
        row["le_ident"], row["he_ident"], metres(row["length_ft"]), metres(row["width_ft"]), str(surface(row["surface"]) or ""),
        "C" * (row["closed"] == "1") + "L" * (row["lighted"] == "1"), *offset(low), *offset(high),
        "" if low and high else row["le_heading_degT"], metres(row["le_elevation_ft"]), metres(row["he_elevation_ft"]),
        metres(row["le_displaced_threshold_ft"]), metres(row["he_displaced_threshold_ft"]),
    ]  # fmt: skip
    return ",".join(c.strip().replace(",", "").replace(";", "") for c in cells).rstrip(",")


def airfield_table(fields: dict[str, Field]) -> bytes:
    """airfields.xz; its format is told in sightline/places/airfields.py."""
    lines = []
    for _, f in sorted(fields.items()):
        lat, lon = round(f.lat * 1e5), round(f.lon * 1e5)
        high = "" if f.elevation is None else str(round(f.elevation))
        runways = ";".join(runway_cells(r, lat, lon) for r in f.runways)
        cells = (f.code, f.iata, f.country, str(lat), str(lon), high, f.name, "|".join(f.codes), runways)
        lines.append("\t".join(c.replace("\t", " ").replace("\n", " ") for c in cells))
    return lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)
