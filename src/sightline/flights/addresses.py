"""24-bit aircraft addresses: the State of registry, and ranges that States keep for their own aircraft.

Tables: data/states.tsv (ICAO Annex 10 Volume III, Table 9-1), data/services.tsv (conventions of States).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from sightline.flights.tables import rows

_REGISTRATION = re.compile(r"([A-Z0-9]{1,4})-([A-Z0-9]{3,5})")
# Marks that no hyphen follows: United States, Japan, South Korea, Venezuela.
_BARE = re.compile(r"(N)[1-9][0-9]{0,4}[A-Z]{0,2}|(JA)[0-9]{2}[0-9A-Z]{2}|(HL)[0-9]{4}|(YV)[0-9]{3,4}")
_BARE_STATES = {"N": "US", "JA": "JP", "HL": "KR", "YV": "VE"}
_HEX = re.compile(r"[0-9a-f]{6}")
# Regions of addresses not given to any State yet (Annex 10 Volume III, 9.2): first, last, name.
_RESERVED = (
    (0x200000, 0x27FFFF, "reserved for the AFI region"),
    (0x280000, 0x2FFFFF, "reserved for the SAM region"),
    (0x500000, 0x5FFFFF, "reserved for the EUR and NAT regions"),
    (0x600000, 0x67FFFF, "reserved for the MID region"),
    (0x680000, 0x6FFFFF, "reserved for the ASIA region"),
    (0x900000, 0x9FFFFF, "reserved for the NAM and PAC regions"),
    (0xB00000, 0xBFFFFF, "reserved for future use"),
    (0xD00000, 0xDFFFFF, "reserved for future use"),
    (0xEC0000, 0xEFFFFF, "reserved for the CAR region"),
    (0xF00000, 0xFFFFFF, "reserved for future use"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """Addresses first..last. state: ISO 3166-1 alpha-2, None where no State has them. words: whose they are, for a reader."""

    first: int
    last: int
    state: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Service:
    """Addresses first..last that a State gives to its own aircraft. military: False where police, customs and the
    like share the range. who: in words. source: who says so."""

    first: int
    last: int
    military: bool
    state: str
    who: str
    source: str


def number_of(address: str) -> int | None:
    """The number of an address of six hex digits ("154073", any case); None for "~" addresses and anything else."""
    low = address.strip().lower()
    return int(low, 16) if _HEX.fullmatch(low) else None


@lru_cache(maxsize=1)
def blocks() -> tuple[Block, ...]:
    """All blocks of the ICAO table, in order of address."""
    made = []
    for first, size, state, name, _, note in rows("states.tsv", 6):
        start, who = int(first, 16), f"{name} ({note})" if note else name
        made.append(
            Block(start, start + int(size) - 1, state if len(state) == 2 and state.isupper() else None, who)
        )
    return tuple(sorted(made, key=lambda b: b.first))


@lru_cache(maxsize=1)
def services() -> tuple[Service, ...]:
    """All ranges of States' own aircraft, in order of address."""
    made = (
        Service(int(first, 16), int(last, 16), kind == "military", state, who, source)
        for first, last, kind, state, who, source, *_ in rows("services.tsv", 8)
    )
    return tuple(sorted(made, key=lambda s: s.first))


def block_of(address: str) -> Block | None:
    """The block of an address, given to a State or kept by ICAO; the region it is reserved for; "unallocated" where
    there is neither. None only for what is no ICAO address (a "~" in front, or not six hex digits)."""
    number = number_of(address)
    if number is None:
        return None
    table = blocks()
    found = table[bisect_right(table, number, key=lambda b: b.first) - 1]
    if found.first <= number <= found.last:
        return found
    for first, last, words in _RESERVED:
        if first <= number <= last:
            return Block(first, last, None, f"unallocated, {words}")
    return Block(number, number, None, "unallocated")


def state_of(address: str) -> str | None:
    """State of registry, ISO 3166-1 alpha-2, by the block the address is in; None where it is in no State's."""
    found = block_of(address)
    return found.state if found else None


@lru_cache(maxsize=1)
def _marks() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for _, _, state, _, marks, _ in rows("states.tsv", 6):
        for mark in filter(None, marks.split("|")):
            found[mark] = (*found.get(mark, ()), state)
    return found


def states_of_registration(registration: str) -> tuple[str, ...]:
    """States whose nationality mark a registration begins with; () where there is none ("RF-82011": RU; "B-2447": CN
    and TW; "N1722M": US). Behind a mark of one letter only four letters or digits count: "B-537" and "D-101" are
    serials of armed forces, other such serials may still look like registrations."""
    text = registration.strip().upper()
    if bare := _BARE.fullmatch(text):
        return (_BARE_STATES[next(filter(None, bare.groups()))],)
    found = _REGISTRATION.fullmatch(text)
    if found is None or (len(found[1]) == 1 and len(found[2]) != 4):
        return ()
    return _marks().get(found[1], ())


def service_of(address: str) -> Service | None:
    """The range of a State's own aircraft that the address is in."""
    number = number_of(address)
    if number is None:
        return None
    table = services()
    place = bisect_right(table, number, key=lambda s: s.first) - 1
    return table[place] if place >= 0 and number <= table[place].last else None
