"""Airframes: who an address belongs to, each fact with its source in words.

What is known is put together from the address itself (ICAO's blocks, ranges of States, registrations that follow by
arithmetic), a registry file the user has, what the track's own file says, and callsigns (a hint only).
"""

from sightline.flights.addresses import block_of, service_of, states_of_registration
from sightline.flights.callsigns import hint_of
from sightline.flights.designators import categories_of, designators_for, names_of
from sightline.flights.movement import Airframe
from sightline.flights.registrations import addresses_of, registrations_of
from sightline.flights.registry import Entry, Registry, plain
from sightline.flights.track import Track
from sightline.model.countries import name_of

__all__ = [
    "addresses_for", "carries", "categories_of", "designators_for", "identify", "names_of", "state_aircraft",
]  # fmt: skip

Fact = tuple[str, str]
_TABLE = "ICAO Annex 10 Volume III, Table 9-1"
_FILE = "the file of the track"
_SERVICES = {"Gov": "a government aircraft", "Pol": "a police aircraft"}


def identify(track: Track, registry: Registry | None = None) -> Airframe:
    """Who the address of a track belongs to.

    A registry goes before the track's own file, both before arithmetic; where they differ the sources say so. Where
    arithmetic leaves the marks open, `registration` has both ("RA-82035 or RF-82035") unless a callsign heard is
    one of them. military: True by registry or by the range of the address; False only where a registry lists the
    aircraft as civil or police; else None. Sources with the keys "state aircraft" and "callsign" are hints: they
    decide nothing but what is shown by default (`state_aircraft`).
    """
    listed = (registry.entry(track.address) if registry else None) or Entry()
    by = f"registry {listed.source}"
    state, state_facts = _state(track.address)
    registration, registration_facts = _registration(track, listed)
    type_code, type_facts = _first("type_code", ((listed.type_code, by), (track.type_code, _FILE)))
    operator, operator_facts = _first("operator", ((listed.operator, by), (track.operator, _FILE)))
    military, military_facts = _military(track.address, listed)
    facts = (*state_facts, *registration_facts, *type_facts, *operator_facts, *military_facts, *_hints(track))
    return Airframe(
        track.address, state, registration, type_code, operator, military, tuple(dict.fromkeys(facts))
    )


def state_aircraft(airframe: Airframe) -> bool:
    """Whether there is a reason to take it for an aircraft of armed forces or of a State: what may be shown though no
    claim names it. Reasons: `airframe.sources` with the keys "military" and "state aircraft"."""
    return airframe.military is True or any(key == "state aircraft" for key, _ in airframe.sources)


def addresses_for(registration: str, registry: Registry | None = None) -> frozenset[str]:
    """Addresses that a registration named in a claim may have: those of the registry, else by arithmetic."""
    found = registry.addresses(registration) if registry else frozenset()
    return found or addresses_of(registration)


def carries(airframe: Airframe, registration: str) -> bool:
    """Whether an airframe is, or by arithmetic may be, the one of that registration ("RA-82035", "ra82035")."""
    known = {plain(part) for part in (airframe.registration or "").split(" or ")} - {""}
    return plain(registration) in known


def _state(address: str) -> tuple[str | None, list[Fact]]:
    block = block_of(address)
    if block is None:
        words = f'"{address}" is no address of ICAO\'s table: anonymous, or given by a station on the ground'
        return None, [("state", words)]
    if block.state is None:
        return None, [("state", f"address {address}: {block.words} ({_TABLE})")]
    return block.state, [
        ("state", f"{block.words}: address {address} is in its block of addresses ({_TABLE})")
    ]


def _first(key: str, given: tuple[tuple[str | None, str], ...]) -> tuple[str | None, list[Fact]]:
    """The first value said, with who said it; who says something else is a fact, too."""
    said = [(value, who) for value, who in given if value]
    facts = [
        (key, f"{value}: {who}" if n == 0 else f"but {who} says {value}")
        for n, (value, who) in enumerate(said)
        if n == 0 or plain(value) != plain(said[0][0])
    ]
    return (said[0][0] if said else None), facts


def _registration(track: Track, listed: Entry) -> tuple[str | None, list[Fact]]:
    service = service_of(track.address)
    # Armed forces number their aircraft themselves, whatever the register would make of the address.
    own = service is not None and service.military
    computed = () if own else registrations_of(track.address)
    value, facts = _first(
        "registration",
        ((listed.registration, f"registry {listed.source}"), (track.registration, _FILE)),
    )
    if value is None:
        return _computed(track, computed)
    if computed and plain(value) not in {plain(r) for r in computed}:
        words = f"but by the rule of the register the address is that of {' or '.join(computed)}"
        facts.append(("registration", words))
    marks = () if own else states_of_registration(value)
    if marks and (block := block_of(track.address)) is not None and block.state not in marks:
        facts.append(("state", f"but {value} is a registration of {' or '.join(map(name_of, marks))}"))
    return value, facts


def _computed(track: Track, computed: tuple[str, ...]) -> tuple[str | None, list[Fact]]:
    """What arithmetic gives, the one heard as a callsign where it leaves several."""
    if not computed:
        return None, []
    heard = {plain(callsign) for _, callsign in track.callsigns}
    chosen = tuple(r for r in computed if plain(r) in heard) or computed
    words = f"{' or '.join(chosen)}: address {track.address}, by the rule of the register"
    if len(chosen) < len(computed):
        words += f" that of {' or '.join(computed)}, of which the callsign names one"
    elif len(chosen) > 1:
        words += ", which leaves the mark open"
    return " or ".join(chosen), [("registration", words)]


def _military(address: str, listed: Entry) -> tuple[bool | None, list[Fact]]:
    facts: list[Fact] = []
    service = service_of(address)
    by_range = service is not None and service.military
    if listed.military is not None:
        words = "military" if listed.military else _SERVICES.get(listed.service or "", "a civil aircraft")
        facts.append(("military", f"listed as {words}: registry {listed.source}"))
    if listed.service in _SERVICES:
        facts.append(
            ("state aircraft", f"listed as {_SERVICES[listed.service or '']}: registry {listed.source}")
        )
    if service is not None:
        key = "military" if by_range else "state aircraft"
        facts.append((key, f"address {address} is in a range of the {service.who} ({service.source})"))
    return (True if by_range else listed.military), facts


def _hints(track: Track) -> list[Fact]:
    facts: list[Fact] = []
    for _, callsign in track.callsigns:
        if (hint := hint_of(callsign)) is None:
            continue
        facts.append(("callsign", f"{callsign}: used by {hint.who} ({hint.source}); a hint only"))
        if hint.kind != "carrier":
            facts.append(("state aircraft", f"callsign {callsign} is of a kind that {hint.who} uses"))
    return facts
