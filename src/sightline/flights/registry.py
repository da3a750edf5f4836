"""Registry: what a file of aircraft that the user has says about addresses. Read by `registry_files.read_registry`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

_PLAIN = re.compile(r"[^0-9A-Z]+")
CYRILLIC = str.maketrans("РАФ", "RAF")  # "РА-82035" in Russian texts


@dataclass(frozen=True, slots=True)
class Entry:
    """One aircraft. registration, type_code (ICAO Doc 8643 designator), type_name, operator: as the file says, None
    where it does not. military: True or False where the file says so of this aircraft, None where it does not.
    service: "Gov" or "Pol" where plane-alert-db marks an aircraft so ("Gov": only with a public body as operator). source: name of the file."""

    registration: str | None = None
    type_code: str | None = None
    type_name: str | None = None
    operator: str | None = None
    military: bool | None = None
    service: str | None = None
    source: str = ""


@dataclass(frozen=True)
class Registry:
    """entries by address (six lower-case hex digits). format: what the file was taken for. licence: what is known of
    the terms of such files, in words. rows: aircraft read. broken: rows that could not be, each dropped.
    repeated: rows for an address that had one; the first stays."""

    entries: Mapping[str, Entry] = field(repr=False)
    name: str
    format: str
    licence: str
    rows: int
    broken: int = 0
    repeated: int = 0

    def entry(self, address: str) -> Entry | None:
        """What the file says of an address."""
        return self.entries.get(address.strip().lower())

    def addresses(self, registration: str) -> frozenset[str]:
        """Addresses listed with a registration; hyphens, blanks and case do not count ("RA-82035", "ra82035")."""
        firsts, others = self._by_registration
        key = plain(registration)
        first = firsts.get(key)
        return frozenset((first, *others.get(key, ()))) if first else frozenset()

    @cached_property
    def _by_registration(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        """The first address of each registration, and the other ones of the few that have several."""
        firsts: dict[str, str] = {}
        others: dict[str, list[str]] = {}
        for address, entry in self.entries.items():
            if not (entry.registration and (key := plain(entry.registration))):
                continue
            if firsts.setdefault(key, address) != address:
                others.setdefault(key, []).append(address)
        return firsts, others


def plain(registration: str) -> str:
    """A registration without what is written differently from file to file.

    >>> plain("ra-82035"), plain("РА 82035")
    ('RA82035', 'RA82035')
    """
    return _PLAIN.sub("", registration.upper().translate(CYRILLIC))


def merged(registries: Iterable[Registry]) -> Registry | None:
    """One registry of several, None of none: for each address the facts of the first file that has them; an entry's
    source names every file it has facts from."""
    given = tuple(registries)
    if len(given) <= 1:
        return given[0] if given else None
    entries: dict[str, Entry] = {}
    for registry in given:
        for address, entry in registry.entries.items():
            known = entries.get(address)
            entries[address] = entry if known is None else _both(known, entry)
    return Registry(
        entries,
        ", ".join(r.name for r in given),
        ", ".join(dict.fromkeys(r.format for r in given)),
        " ".join(dict.fromkeys(r.licence for r in given)),
        sum(r.rows for r in given),
        sum(r.broken for r in given),
        sum(r.repeated for r in given),
    )


def _both(first: Entry, second: Entry) -> Entry:
    names = ("registration", "type_code", "type_name", "operator", "military", "service")
    values = {n: getattr(first, n) if getattr(first, n) is not None else getattr(second, n) for n in names}
    adds = any(getattr(first, n) is None and getattr(second, n) is not None for n in names)
    return Entry(**values, source=f"{first.source}, {second.source}" if adds else first.source)
