"""How far addresses alone say whose an aircraft is, held against a registry of aircraft.

    python bench/airframes.py [REGISTRY] [--list]

States: does the nationality mark of a listed registration agree with the block of the address? Registrations: is the
one computed from the address the one listed? Ranges: what does the registry say of aircraft in the ranges of armed
forces? The rules for registrations and the ranges were chosen with this same file (plane-alert-db), so their figures
are in-sample, and so are those of names of types (some were added after a look at the misses); the table of States
was not. --list shows each disagreement.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from collections import Counter
from dataclasses import dataclass, field

from sightline.flights.addresses import service_of, state_of, states_of_registration
from sightline.flights.designators import designators_for, types
from sightline.flights.registrations import registrations_of
from sightline.flights.registry import Entry, Registry, plain
from sightline.flights.registry_files import read_registry

REGISTRY = Path(__file__).resolve().parents[2] / "shared" / "flights" / "registry" / "plane-alert-db.csv.gz"


@dataclass
class Found:
    """registrations: state -> [right, wrong, not given]. ranges: (by range, by registry) -> aircraft. types: listed
    with a designator that our table has, and that it has not; military ones first. names: of military aircraft, is the
    listed designator among those that the listed name of the type leads to?"""

    states_checked: int = 0
    states_other: int = 0
    registrations: dict[str, list[int]] = field(default_factory=dict)
    ranges: Counter[tuple[str, str]] = field(default_factory=Counter)
    types: dict[bool, list[int]] = field(default_factory=lambda: {True: [0, 0], False: [0, 0]})
    names: Counter[str] = field(default_factory=Counter)
    other: list[str] = field(default_factory=list)


def figures(path: Path) -> Found:
    """All figures of one registry."""
    registry: Registry = read_registry(path)
    found = Found()
    for address, entry in registry.entries.items():
        _state(address, entry, found)
        _registration(address, entry, found)
        service = service_of(address)
        by_range = "none" if service is None else "military" if service.military else "state"
        listed = {True: "military", False: "civil"}.get(entry.military, "not said")  # type: ignore[arg-type]
        found.ranges[by_range, entry.service or listed] += 1
        if entry.type_code:
            found.types[entry.military is True][entry.type_code not in types()] += 1
        if entry.military and entry.type_code and entry.type_name:
            _name(address, entry, found)
    return found


def _name(address: str, entry: Entry, found: Found) -> None:
    codes = designators_for(entry.type_name or "")
    found.names["right" if entry.type_code in codes else "wrong" if codes else "none"] += 1
    if codes and entry.type_code not in codes:
        found.other.append(f"type {address} {entry.type_name}: {' '.join(codes)} but {entry.type_code}")


def _state(address: str, entry: Entry, found: Found) -> None:
    listed = entry.registration or ""
    states = states_of_registration(listed)
    if states:
        found.states_checked += 1
        if state_of(address) not in states:
            found.states_other += 1
            found.other.append(f"state {address} {state_of(address)} but {listed} ({entry.operator})")


def _registration(address: str, entry: Entry, found: Found) -> None:
    row = found.registrations.setdefault(state_of(address) or "-", [0, 0, 0])
    computed = registrations_of(address)
    if not computed:
        row[2] += 1
    elif entry.registration:
        right = plain(entry.registration) in {plain(r) for r in computed}
        row[0 if right else 1] += 1
        if not right:
            found.other.append(f"registration {address} {' or '.join(computed)} but {entry.registration}")


def main() -> None:
    """Prints the tables."""
    paths = [Path(a) for a in sys.argv[1:] if not a.startswith("--")]
    found = figures(paths[0] if paths else REGISTRY)
    print(
        f"states: {found.states_checked} registrations with a mark, {found.states_other} of another state's block"
    )
    print("registrations (right, wrong, not given):")
    for state, (right, wrong, none) in sorted(found.registrations.items(), key=lambda r: -r[1][0]):
        if right or wrong:
            print(f"  {state:3} {right:6} {wrong:6} {none:6}")
    totals = [sum(row[i] for row in found.registrations.values()) for i in range(3)]
    print("  all {:6} {:6} {:6}".format(*totals))
    print("by range, by registry:")
    for (by_range, listed), count in sorted(found.ranges.items()):
        print(f"  {by_range:9} {listed:9} {count:6}")
    for military, (known, unknown) in found.types.items():
        print(
            f"type designators, {'military' if military else 'other'}: {known} of {known + unknown} in our table"
        )
    print("designators by the name of the type, military:", dict(found.names))
    if "--list" in sys.argv:
        print("\n".join(found.other))


if __name__ == "__main__":
    main()
