"""Checks tools/data/military_sites.tsv row by row against everything on this machine that can contradict it.

    python tools/check_sites.py [--towns]

Form (kind, ranges, a source and how far it was checked), country (Natural Earth outlines), town (a
settlement of the gazetteer with the site's name), runway (airportsdata, of the `data` extra, and the runways of
OurAirports in ../shared/flights), doubles, and the second recall in military_sites_second.tsv. Prints the rows by
kind, country and how checked, rows to look at, then each fault; the exit status is 1 where there is one. What is missing
here is left out, saying so. --towns lists the distance to the town of every row that has one. No address is opened.
"""

import argparse
import csv
import gzip
import importlib.util
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

from sightline.model.outlines import outlines  # noqa: E402
from sightline.model.place import distance_km  # noqa: E402
from sightline.places.fold import fold, site_stem  # noqa: E402
from sightline.places.gazetteer import Gazetteer, open_gazetteer  # noqa: E402

TABLE = Path(__file__).parent / "data" / "military_sites.tsv"
SECOND = Path(__file__).parent / "data" / "military_sites_second.tsv"
RUNWAYS = ROOT.parent / "shared" / "flights" / "airports" / "runways.csv.gz"
# The kinds of the list and the radius in km that tools/build_gazetteer.py gives them; it calls those that the gazetteer
# does not tell apart "military-site".
RADIUS = {
    **dict.fromkeys("airbase airport shipyard headquarters radar signals-site depot works nuclear-site station dam".split(), 4.0),
    **{"naval-base": 5.0, "port": 5.0, "reef-base": 5.0, "camp": 8.0, "reef": 10.0, "bridge": 10.0},
    **{"missile-site": 15.0, "range": 40.0},
}  # fmt: skip
CITED = "cited, not opened here"
_CHECK = re.compile(rf"{CITED}|(verified against|beside) (airportsdata|OurAirports runway) ([A-Z0-9_-]+)")
_URL = re.compile(r"https://[a-z.]+/\S+")
AIRFIELD_KM = 6.0
COAST_KM = 15.0  # outlines are 1:50m, and harbours lie off them
ISLAND_KM = (
    60.0  # islands that the outlines leave out: a settlement or airfield of the country must be this near
)
TOWN_KM = (
    25.0,
    80.0,
)  # nearer is right, farther is another town of that name: between them lies what to look at
RECALL_KM = 5.0
SAME_KM = 0.5  # a navy and its guest may share a harbour
# Natural Earth puts these into another country, or gives their outline no code.
DRAWN_AS = {"SJ": "NO", "GF": "FR"}
UNCODED = {"N. Cyprus": "CY", "Somaliland": "SO", "Siachen Glacier": "IN"}
CRIMEA = (44.3, 32.4, 46.3, 36.7)  # drawn by control; the list has it under Ukraine (UN GA resolution 68/262)


@dataclass(frozen=True, slots=True)
class Site:
    """One row. country: ISO 3166-1 alpha-2, "" where it is disputed. radius: km, None for the kind's usual one."""

    name: str
    aliases: tuple[str, ...]
    lat: float
    lon: float
    country: str
    kind: str
    source: str
    check: str
    radius: float | None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    @property
    def ident(self) -> tuple[str, str] | None:
        """List and ident of the airfield that the position was compared with."""
        found = _CHECK.fullmatch(self.check)
        return (found[2], found[3]) if found and found[2] else None

    @property
    def verified(self) -> bool:
        """The position is that entry's, not recalled."""
        return self.check.startswith("verified")


def lines(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def site(fields: list[str]) -> Site:
    """The last field is "SOURCE; CHECK" or "SOURCE; CHECK; radius N km". Raises ValueError where it is not."""
    name, aliases, lat, lon, country, kind, rest = fields
    source, check, *more = rest.split("; ")
    radius = None
    if more:
        found = re.fullmatch(r"radius (\d+) km", "; ".join(more))
        if not found:
            raise ValueError(f"{name}: {more} is no radius")
        radius = float(found[1])
    shown = tuple(a for a in aliases.split("|") if a)
    return Site(name, shown, float(lat), float(lon), country, kind, source, check, radius)


def read(path: Path = TABLE) -> list[Site]:
    return [site(fields) for fields in lines(path)]


def form(row: Site) -> Iterator[str]:
    if row.kind not in RADIUS:
        yield f"unknown kind {row.kind}"
    if not (-90 <= row.lat <= 90 and -180 <= row.lon <= 180):
        yield "position out of range"
    if not re.fullmatch(r"[A-Z]{2}|", row.country):
        yield f"country {row.country}"
    if not _CHECK.fullmatch(row.check):
        yield f"not said how far it was checked: {row.check}"
    if len(row.source) < 12 or ("://" in row.source and not _URL.search(row.source)):
        yield f"no source: {row.source}"
    if any(not n.strip() or n != n.strip() for n in row.names):
        yield "empty name or blanks round one"
    if len({n.casefold() for n in row.names}) < len(row.names):
        yield "a name stands twice"


def inside(lat: float, lon: float, rings: Iterable[tuple[tuple[float, float], ...]]) -> bool:
    """Even-odd rule, in degrees."""
    odd = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


def coast_km(lat: float, lon: float, rings: Iterable[tuple[tuple[float, float], ...]]) -> float:
    """Distance to the nearest edge, on a plane round the point."""
    wide, best = math.cos(math.radians(lat)), math.inf
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if min(abs(y1 - lat), abs(y2 - lat)) > 3:
                continue
            ax, ay = ((x1 - lon + 180) % 360 - 180) * wide, y1 - lat
            dx, dy = (x2 - x1) * wide, y2 - y1
            along = max(0.0, min(1.0, -(ax * dx + ay * dy) / ((dx * dx + dy * dy) or 1.0)))
            best = min(best, math.hypot(ax + along * dx, ay + along * dy))
    return best * 111.195


@cache
def rings_of(code: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Outline of a country as drawn; () where the file has none (small territories)."""
    code = DRAWN_AS.get(code, code)
    return tuple(
        ring
        for c in outlines("fine").countries
        if (c.code or UNCODED.get(c.name)) == code
        for ring in c.rings
    )


@cache
def ground() -> dict[str | None, list[tuple[float, float]]]:
    """Positions of the settlements and airfields of the gazetteer by country, degrees; none that came from this list."""
    store = open_gazetteer().store
    found: dict[str | None, list[tuple[float, float]]] = defaultdict(list)
    for row in (store.row(n) for n in range(store.size)):
        if row.kind == "settlement" or row.ref.startswith("icao:"):
            found[row.country].append((row.lat, row.lon))
    return found


def country(row: Site) -> Iterator[str]:
    """Outside its country's outline. An islet that the outlines leave out is in its country where a settlement or
    airfield of that country is near, or where the position is itself an airfield's."""
    south, west, north, east = CRIMEA
    if row.country == "UA" and south <= row.lat <= north and west <= row.lon <= east:
        return
    rings = rings_of(row.country) if row.country else ()
    if not rings or inside(row.lat, row.lon, rings) or inside(row.lat, row.lon + 360, rings):
        return
    away = coast_km(row.lat, row.lon, rings)
    if away <= max(COAST_KM, row.radius or 0.0) or row.ident:
        return
    if all(distance_km(row.lat, row.lon, *p) > ISLAND_KM for p in ground()[row.country]):
        yield f"{away:.0f} km outside {row.country}"


def town(row: Site, gazetteer: Gazetteer) -> tuple[str, float] | None:
    """The nearest settlement that has one of the row's names, class words aside, and its distance in km."""
    keys = {
        k for n in row.names for k in (fold(n), site_stem(n), fold(n.split(",")[0]), _bare(n)) if len(k) > 3
    }
    found = [
        (distance_km(row.lat, row.lon, r.lat, r.lon), r.name)
        for k in keys
        for r in gazetteer.folded(k)
        if r.kind == "settlement" and r.country == (row.country or r.country)
    ]
    return (min(found)[1], min(found)[0]) if found else None


_CLASS = frozenset(
    "base naval shipyard port camp range training ground area radar station missile test site depot ammunition garrison "
    "complex barracks voronezh nuclear power plant submarine arsenal dockyard main".split()
)


def _bare(name: str) -> str:
    return " ".join(w for w in site_stem(name).split() if w not in _CLASS)


def far_towns(rows: list[Site]) -> list[tuple[Site, str]]:
    """Rows to look at: a radar or a range may well be named after a town 30 km away, a slip looks the same."""
    found = [(row, town(row, open_gazetteer())) for row in rows if row.ident is None]
    return [
        (row, f"{near[1]:.0f} km from the town {near[0]}")
        for row, near in found
        if near and TOWN_KM[0] + (row.radius or 0.0) < near[1] < TOWN_KM[1]
    ]


def airports() -> dict[str, tuple[float, float]]:
    """Airfields of airportsdata by code, degrees; empty where the `data` extra is not installed."""
    if not importlib.util.find_spec("airportsdata"):
        return {}
    import airportsdata

    return {code: (a["lat"], a["lon"]) for code, a in airportsdata.load("ICAO").items()}


def runways(path: Path = RUNWAYS) -> dict[str, tuple[float, float]]:
    """Mean of the runway ends of each ident of OurAirports, degrees; empty where ../shared is missing."""
    if not path.is_file():
        return {}
    ends: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for end in ("le", "he"):
                lat, lon = row[f"{end}_latitude_deg"], row[f"{end}_longitude_deg"]
                if lat and lon:
                    ends[row["airport_ident"]].append((float(lat), float(lon)))
    return {
        ident: (sum(p[0] for p in all_) / len(all_), sum(p[1] for p in all_) / len(all_))
        for ident, all_ in ends.items()
    }


def airfield_faults(row: Site, known: dict[str, dict[str, tuple[float, float]]]) -> Iterator[str]:
    """A position must be near the entry that its check names, where the list is here."""
    if row.ident is None:
        return
    entries = known[row.ident[0]]
    if not entries:
        return
    if row.ident[1] not in entries:
        yield f"{row.ident[0]} has no {row.ident[1]}"
    elif (away := distance_km(row.lat, row.lon, *entries[row.ident[1]])) > AIRFIELD_KM:
        yield f"{away:.1f} km from {row.ident[1]}"


def doubles(rows: list[Site]) -> Iterator[tuple[Site, str]]:
    """Rows that say the same: a name shared within a country, or one kind twice at one spot."""
    owners: dict[tuple[str, str], Site] = {}
    for row in rows:
        for key in sorted({(row.country, fold(n)) for n in row.names}):
            other = owners.setdefault(key, row)
            if other is not row:
                yield row, f"name {key[1]!r} also of {other.name}"
    for i, row in enumerate(rows):
        for other in rows[:i]:
            if row.kind == other.kind and distance_km(row.lat, row.lon, other.lat, other.lon) < SAME_KM:
                yield row, f"same place and kind as {other.name}"


def recall_faults(row: Site, second: dict[str, tuple[float, float]]) -> Iterator[str]:
    """A recalled position is no better than its repetition: where the two are apart, the radius must hold both."""
    if row.verified:
        return
    if row.name not in second:
        yield "no second recall"
        return
    away = distance_km(row.lat, row.lon, *second[row.name])
    if away > max(RECALL_KM, row.radius or RADIUS.get(row.kind, 0.0)):
        yield f"second recall {away:.0f} km away"


def second_recall(path: Path = SECOND) -> dict[str, tuple[float, float]]:
    return {name: (float(lat), float(lon)) for name, lat, lon in lines(path)}


def faults(rows: list[Site]) -> list[tuple[Site, str]]:
    second = second_recall()
    known = {"airportsdata": airports(), "OurAirports runway": runways()}
    for name, entries in known.items():
        if not entries:
            print(f"left out: {name} is not on this machine")
    found = [
        (row, fault)
        for row in rows
        for fault in (
            *form(row),
            *country(row),
            *airfield_faults(row, known),
            *recall_faults(row, second),
        )
    ]
    return found + list(doubles(rows))


def counts(title: str, values: Iterable[str]) -> str:
    table = Counter(values).most_common()
    return f"{title}: " + ", ".join(f"{value or '(disputed)'} {n}" for value, n in table)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--towns", action="store_true")
    wanted = parser.parse_args()
    rows = read()
    print(f"{len(rows)} rows, {sum(len(r.names) for r in rows)} names")
    print(counts("kind", (r.kind for r in rows)))
    print(counts("country", (r.country for r in rows)))
    print(counts("checked", (r.check.removesuffix(f" {r.ident[1]}") if r.ident else r.check for r in rows)))
    print(
        f"without an airportsdata entry: {sum(not (r.verified and r.ident and r.ident[0] == 'airportsdata') for r in rows)}"
    )
    if wanted.towns:
        near = sorted((t[1], r.name, t[0]) for r in rows if (t := town(r, open_gazetteer())))
        print("\n".join(f"{km:7.1f} km  {name} - {settlement}" for km, name, settlement in near))
    far = far_towns(rows)
    print(f"to look at: {len(far)}")
    for row, what in far:
        print(f"  {row.name} ({row.country or '-'}): {what}")
    found = faults(rows)
    print(f"faults: {len(found)}")
    for row, fault in found:
        print(f"  {row.name} ({row.country or '-'}): {fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
