"""Checks the rows of the equipment catalogue against public lists that are on this machine.

    python tools/check_catalogue.py [--write] [--list STATE]

Reads ../shared/corpora: the NATO reporting name lists (Wikipedia, CC BY-SA) and the parts of the Oryx lists that have a
licence (scarnecchia/oryx_data, CC BY 4.0; PetroIvaniuk, MIT). A row is confirmed by a list where one of its names is
there and the list's class and, for Oryx, country of origin agree. --write puts that into the row's source ("...:
checked 2026-11-22") and takes away what no longer holds. --list prints the rows in one STATE: nato, oryx, none,
disagreeing. A list that is missing is skipped, saying so.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from sightline.extraction.catalogue import Catalogue, fold, open_catalogue  # noqa: E402
from sightline.extraction.items import find_items  # noqa: E402
from sightline.model.claim import Item  # noqa: E402
from sightline.model.document import Document, Part  # noqa: E402

SHARED = ROOT.parent / "shared" / "corpora"
NATO = SHARED / "nato_reporting_names" / "names.jsonl"
ORYX = SHARED / "oryx_equipment" / "train.jsonl"
TABLE = ROOT / "src" / "sightline" / "extraction" / "data" / "equipment.tsv"
CHECKED = "checked 2026-11-22"
LABELS = {
    "nato": f"NATO reporting names list (Wikipedia, CC BY-SA): {CHECKED}",
    "oryx": f"Oryx list (scarnecchia/oryx_data, CC BY 4.0): {CHECKED}",
}
_ANY_PLANE = (
    "fighter bomber attack-aircraft transport-aircraft tanker-aircraft isr-aircraft trainer-aircraft aircraft"
)
_SHIPS = (
    "aircraft-carrier destroyer frigate corvette submarine patrol-vessel landing-ship auxiliary-ship ship"
)
# Oryx's headings, letters only, and the classes of ours that are right under each. Several where Oryx puts several
# things under one heading: an artillery support vehicle is a radar, a command post, a loader or an observation
# vehicle; anti-tank guns are towed artillery there; the 2K22 has guns and missiles; a surface-to-air missile system
# stands for its launchers too.
HEADINGS: dict[str, frozenset[str]] = {
    heading: frozenset(classes.split())
    for heading, classes in {
        "Aircraft": _ANY_PLANE,
        "Helicopters": "helicopter",
        "AntiAircraftGuns": "aa-gun",
        "SelfPropelledAntiAircraftGuns": "aa-gun sam-system",
        "ArmouredFightingVehicles": "armoured-vehicle ifv apc",
        "ArmouredPersonnelCarriers": "apc armoured-vehicle",
        "InfantryFightingVehicles": "ifv",
        "InfantryMobilityVehicles": "armoured-vehicle apc",
        "MineResistantAmbushProtected": "armoured-vehicle apc",
        "ArtillerySupportVehiclesAndEquipment": "radar command-post vehicle armoured-vehicle apc equipment",
        "ArtilleryandMissileSupportVehiclesAndEquipment": "radar command-post vehicle armoured-vehicle apc equipment",
        "CommandPostsAndCommunicationsStations": "command-post equipment",
        "EngineeringVehiclesAndEquipment": "engineer-vehicle",
        "JammersAndDeceptionSystems": "equipment",
        "MultipleRocketLaunchers": "mlrs",
        "RocketandMissileArtillery": "mlrs ballistic-missile cruise-missile anti-ship-missile",
        "NavalShips": _SHIPS,
        "NavalShipsandSubmarines": _SHIPS,
        "Radars": "radar",
        "RadarsAndCommunicationsEquipment": "radar command-post equipment",
        "ReconnaissanceUnmannedAerialVehicles": "uav",
        "UnmannedCombatAerialVehicles": "uav",
        "SelfPropelledAntiTankMissileSystems": "anti-tank",
        "SelfPropelledArtillery": "artillery mortar",
        "TowedArtillery": "artillery mortar anti-tank",
        "SurfaceToAirMissileSystems": "sam-system sam-launcher manpads radar command-post",
        "Tanks": "tank",
        "TrucksVehiclesandJeeps": "vehicle",
        "TrucksVehiclesJeepsandTrains": "vehicle",
        "UnmannedGroundVehicles": "vehicle engineer-vehicle",
    }.items()
}
# The classes of ours that are right for a name on each list, and a noun that reads well after the name.
_PAGES = {
    "air-to-surface_missiles": ("missile cruise-missile anti-ship-missile", "missile"),
    "anti-tank_missiles": ("anti-tank", "missile"),
    "bomber_aircraft": ("bomber attack-aircraft", "aircraft"),
    "fighter_aircraft": ("fighter attack-aircraft bomber", "aircraft"),
    "helicopters": ("helicopter", "aircraft"),
    "miscellaneous_aircraft": (_ANY_PLANE, "aircraft"),
    "submarines": ("submarine", "boat"),
    "surface-to-air_missiles": ("sam-system manpads missile aa-gun", "missile"),
    "surface-to-surface_missiles": ("ballistic-missile cruise-missile anti-ship-missile missile", "missile"),
    "transport_aircraft": ("transport-aircraft aircraft isr-aircraft", "aircraft"),
}
_PAGE = "List_of_NATO_reporting_names_for_{}.md"
NATO_CLASSES = {_PAGE.format(page): frozenset(classes.split()) for page, (classes, _) in _PAGES.items()}
_NOUNS = {_PAGE.format(page): noun for page, (_, noun) in _PAGES.items()}
_DESIGNATION = re.compile(r"[A-Za-zА-я]{0,5}-?\d+[\w-]*|Project \w+")

# Where a list and a row differ and the row was kept, each with the reason.
KEPT = {
    "hq-12": "KS-1 is the export name of the HQ-12 today; the list's KS-1 is a missile of 1953",
    "rak-12": "made in Croatia", "arthur-counter-battery-radar": "a Swedish radar that Britain gave",
    "bov": "Yugoslav", "bv-206": "a Swedish lorry that the Netherlands gave", "bvs-10": "Swedish, given by the Netherlands",
    "lancet": "the list's row is its control station",
    "forpost": "made in Russia under an Israeli licence", "inkas-titan-s": "a Canadian maker with works elsewhere",
    "k1sh1": "Soviet, rebuilt in Ukraine",
    "m548": "carries cargo", "pak-200m": "a field kitchen",
    "ppru-1": "a command vehicle with a radar", "prp-3": "the list's row is one rebuilt", "primoco-one-150": "Israeli",
    "pinzgauer": "an Austrian lorry, later built in Britain", "rq-35-heidrun": "Danish", "btr": "Soviet", "vt-72b": "Czechoslovak", "dt-10pm": "not armoured", "dt-30": "not armoured",
}  # fmt: skip

Row = dict[str, Any]
# Oryx's names of countries of origin, and the codes that a row may have for it.
_ORIGINS = {
    "Russia": "RU", "Soviet Union": "RU UA", "the Soviet Union": "RU UA", "Ukraine": "UA", "Poland": "PL", "Germany": "DE",
    "United States": "US", "United Kingdom": "GB", "the Czech Republic": "CZ", "Czech Republic": "CZ", "France": "FR",
    "Netherlands": "NL", "Sweden": "SE", "Italy": "IT", "Norway": "NO", "Canada": "CA", "Turkey": "TR", "Israel": "IL",
    "Spain": "ES", "North Korea": "KP", "Finland": "FI", "Slovenia": "SI", "Estonia": "EE", "Australia": "AU",
    "United Arab Emirates": "AE", "Denmark": "DK", "Belarus": "BY", "Yugoslavia": "RS", "Iran": "IR", "Lithuania": "LT",
    "Latvia": "LV", "Cyprus": "CY", "Portugal": "PT", "Japan": "JP", "Switzerland": "CH",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NatoName:
    """One reporting name or code. rest: what the list says of it. noun: a neutral noun to put after it."""

    text: str
    rest: str
    page: str
    noun: str

    @property
    def designations(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_DESIGNATION.findall(self.rest)))


def nato_names(path: Path) -> list[NatoName]:
    """The names and codes of names.jsonl, each once; lines that are headings of the pages are left out."""
    found: dict[tuple[str, str], NatoName] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for text in _texts(row):
            name = NatoName(text, row["rest"], row["page"], _NOUNS[row["page"]])
            found.setdefault((text, row["page"]), name)
    return list(found.values())


def _texts(row: dict[str, str]) -> Iterator[str]:
    if not row["rest"] or row["rest"].endswith("option.") or "Submarines" in (row.get("name") or ""):
        return
    if row["code"] is None:
        yield f"{row['name']}-class" if "submarines" in row["page"] else row["name"]
        return
    yield row["code"]
    first = re.match(r"[\"“]?([A-Z][A-Za-z]+(?:[ -](?:[A-Z]|\d))?)[\"”]?(?= |$)", row["rest"])
    if first and "no name" not in row["rest"]:
        yield f"{row['code']} {first[1]}"


def page_names(folder: Path) -> list[NatoName]:
    """Names of the pages that names.jsonl leaves out: bombers, other aircraft, submarines."""
    out = []
    for page, pattern in (
        ("bomber_aircraft", re.compile(r"^  (?P<rest>\S.*?)\s{2,}_(?P<name>[A-Z][a-z]+)", re.M)),
        ("miscellaneous_aircraft", re.compile(r"^-   \"(?P<name>[A-Z]+)\" ?(?P<rest>.+)$", re.M)),
        ("submarines", re.compile(r"^ +-   \"(?P<name>[A-Z][\w -]+)\" ?\((?P<rest>.+)$", re.M)),
    ):
        path = folder / _PAGE.format(page)
        for m in pattern.finditer(path.read_text(encoding="utf-8")):
            name = m["name"] if page != "miscellaneous_aircraft" else m["name"].capitalize()
            text = f"{name}-class" if page == "submarines" else name
            out.append(NatoName(text, m["rest"], path.name, _NOUNS[path.name]))
    return out


def allowed(row: Row) -> frozenset[str]:
    """The classes that are right for a name: those of its headings together."""
    keys = (re.sub(r"[^A-Za-z]", "", heading) for heading in row["categories"])
    return frozenset().union(*(HEADINGS.get(key, frozenset()) for key in keys))


def kin(ref: str, catalogue: Catalogue) -> frozenset[str]:
    """A row's id with those of its families and of the systems it is part of, all the way up."""
    out: set[str] = set()
    ahead = [ref]
    while ahead:
        ref = ahead.pop()
        if ref not in out:
            out.add(ref)
            entry = catalogue.get(ref)
            ahead += [r for r in (entry.family, entry.part_of) if r]
    return frozenset(out)


def named_in(name: NatoName, catalogue: Catalogue) -> frozenset[str]:
    """Rows that the list's own designations for a reporting name lead to, with their families."""
    found = (catalogue.exact(fold(d)) or catalogue.variant(fold(d)) for d in name.designations)
    return frozenset().union(*(kin(m.ref, catalogue) for m in found if m))


def check_nato(catalogue: Catalogue) -> tuple[set[str], dict[str, str]]:
    """Rows that the reporting name lists confirm, and rows that they contradict with what the list says."""
    good: set[str] = set()
    bad: dict[str, str] = {}
    for name in [*nato_names(NATO), *page_names(NATO.parent)]:
        tokens = [name.text, *(d for d in name.designations if len(fold(d)) > 3)]
        for ref in {m.ref for m in map(catalogue.exact, map(fold, tokens)) if m and not m.ambiguous}:
            if catalogue.category(ref) in NATO_CLASSES[name.page]:
                good.add(ref)
            else:
                bad[ref] = f"{catalogue.category(ref)}, but NATO: {name.text} {name.rest}"
    return good, {ref: why for ref, why in bad.items() if ref not in good}


def check_oryx(catalogue: Catalogue) -> tuple[set[str], dict[str, str]]:
    """The same for the licensed part of the Oryx lists; a name counts for the row that its own words name."""
    good: set[str] = set()
    bad: dict[str, str] = {}
    for line in ORYX.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        right = allowed(row)
        if not right or row["sources"] == ["klaas-wie"]:
            continue
        item = _first_item(row["name"], catalogue)
        if item is None or item.ref is None or not _spelt_out(row["name"], item.ref, catalogue):
            continue
        entry = catalogue.get(item.ref)
        origins = {code for o in row["origins"] for code in _ORIGINS.get(o, "").split()}
        if entry.category in right and (entry.country in origins or not origins):
            good.add(entry.id)
        elif item.category == entry.category:
            bad[entry.id] = (
                f"{entry.category} {entry.country}, but Oryx: {row['name']} {row['categories'][0]} {row['origins']}"
            )
    return good, {ref: why for ref, why in bad.items() if ref not in good}


def _first_item(name: str, catalogue: Catalogue) -> Item | None:
    document = Document("check", "check", name, (Part("p1", "body", 0, len(name), "en"),), language="en")
    return next(iter(find_items(document, catalogue)), None)


def _spelt_out(name: str, ref: str, catalogue: Catalogue) -> bool:
    """Whether one of the row's own names stands in the list's name, not just a variant of it."""
    entry, key = catalogue.get(ref), fold(name)
    return any(fold(alias) in key for alias in (entry.name, *entry.aliases))


def with_checks(source: str, lists: list[str]) -> str:
    """A row's source with what confirmed it, and without earlier marks."""
    kept = [s for s in source.split("; ") if ": checked " not in s]
    if lists and kept == ["general knowledge"]:
        kept = []
    return "; ".join([*kept, *(LABELS[name] for name in lists)] or ["general knowledge"])


def checked_rows(catalogue: Catalogue) -> tuple[dict[str, list[str]], dict[str, str]]:
    """For each row the lists that confirm it; and the contradicted rows with the reason."""
    by_list = {}
    bad: dict[str, str] = {}
    for name, where, check in (("nato", NATO, check_nato), ("oryx", ORYX, check_oryx)):
        if not where.exists():
            print(
                f"skipped {name}: needs ../shared/corpora/{where.parent.name}, which is not on this machine"
            )
            continue
        by_list[name], wrong = check(catalogue)
        bad |= wrong
    confirmed = {ref: [n for n, good in by_list.items() if ref in good] for ref in catalogue.ids()}
    return confirmed, bad


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="put the result into the source column")
    parser.add_argument("--list", choices=("nato", "oryx", "none", "disagreeing"), metavar="STATE")
    given = parser.parse_args()
    confirmed, bad = checked_rows(open_catalogue())
    for name in LABELS:
        print(f"{sum(name in lists for lists in confirmed.values()):6,} rows confirmed by {name}")
    print(f"{sum(not lists for lists in confirmed.values()):6,} rows confirmed by neither")
    print(f"{len(bad):6,} rows contradicted, {len(bad.keys() & KEPT.keys())} of them kept for a reason")
    for ref, lists in confirmed.items():
        if given.list in lists or (given.list == "none" and not lists):
            print(ref)
    if given.list == "disagreeing":
        for ref, why in bad.items():
            print(f"{ref}: {why}{f' (kept: {KEPT[ref]})' if ref in KEPT else ''}")
    if given.write and all(path.exists() for path in (NATO, ORYX)):
        lines = TABLE.read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines[2:]]
        done = ["\t".join([*row[:-1], with_checks(row[-1], confirmed[row[0]])]) for row in rows]
        TABLE.write_text("\n".join([*lines[:2], *done]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
