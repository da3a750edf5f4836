"""matching: what of a claim flight tracks could show, and which airframes it could be about."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sightline.flights.airframes import carries, categories_of, designators_for
from sightline.flights.movement import Airframe
from sightline.flights.named import Named, named_in, plain
from sightline.flights.seen import Seen
from sightline.flights.track import Track
from sightline.model.airfield import Airfield
from sightline.model.claim import Claim, Item, asked_place, leaves
from sightline.model.countries import name_of
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.vocabulary import AIR, Category, EventKind

Way = Literal["arrival", "departure", "presence"]
WAYS: dict[EventKind, Way] = {
    "arrival": "arrival",
    "delivery": "arrival",
    "deployment": "presence",
    "movement": "arrival",
    "presence": "presence",
    "exercise": "presence",
}
# named: the very airframe or flight. type: type and state fit. alike: something is not known or differs. none.
Fit = Literal["named", "type", "alike", "none"]
LONG_DAYS = 45  # a landing of some An-124 in a longer time says little about the one that the claim means
SLOW = frozenset({"transport-aircraft", "tanker-aircraft", "isr-aircraft", "helicopter", "uav"})
KIND_DAYS = 4  # the same of some transport or some fighter
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_HOUR = 3600.0
_AROUND = 14 * 24 * _HOUR


@dataclass(frozen=True, slots=True)
class Ask:
    """What a claim asks of tracks. types: ICAO designators of its aircraft. kinds: their categories, where no type is
    named. states: ISO 3166-1 alpha-2 of those who
    act. force: whether an armed force is said to fly. fast: whether it may be faster than transports are. count:
    least number of aircraft said. place: where; the fields are looked up by the caller. words: what is looked for,
    for a reader."""

    way: Way
    named: Named
    types: frozenset[str]
    kinds: frozenset[Category]
    states: frozenset[str]
    force: bool
    fast: bool
    count: float
    place: Place | None
    period: Period | None
    words: str


@dataclass(frozen=True, slots=True)
class Window:
    """Seconds UTC, both inclusive. start, end: the claim's period read in UTC or in the field's own time. wide_start,
    wide_end: outside of these the happening cannot lie, whatever clock the source meant."""

    start: float
    end: float
    wide_start: float
    wide_end: float


def ask(claim: Claim, known: Iterable[str] = ()) -> Ask | None:
    """None where tracks have nothing to say of the claim: no aircraft moves in it. known: registrations at hand."""
    way = _way(claim)
    if way is None:
        return None
    aircraft = [item for item in claim.items if item.category in AIR]
    named = named_in(claim.quote.text, frozenset(known))
    if not aircraft and not named:
        return None
    agents = [a for a in claim.actors if a.role == "agent"]
    types = frozenset(d for item in aircraft for d in _designators(item))
    return Ask(
        way=way,
        named=named,
        types=types,
        kinds=frozenset() if types else frozenset(i.category for i in aircraft) - {"aircraft"},
        states=frozenset(a.country for a in agents if a.country),
        force=any(a.kind == "force" for a in agents),
        fast=not aircraft or any(i.category not in SLOW for i in aircraft),
        count=1
        if named
        else max((i.count.low for i in aircraft if i.count and i.count.low and not i.count.unit), default=1),
        place=asked_place(claim),
        period=claim.time,
        words=_words(named, aircraft),
    )


def _way(claim: Claim) -> Way | None:
    return "departure" if leaves(claim) else WAYS.get(claim.event)


def _designators(item: Item) -> frozenset[str]:
    found = designators_for(item.ref) if item.ref else frozenset()
    return found or designators_for(item.name)


def _words(named: Named, aircraft: list[Item]) -> str:
    return " or ".join(named.words or dict.fromkeys(" ".join(i.name.split()) for i in aircraft))


def window(period: Period, fields: Sequence[Airfield]) -> Window | None:
    """None unless the period is bounded. Days in reports are days of some clock: that of the field (by its longitude;
    zones differ from that by up to four hours) or UTC; both readings are tested."""
    if period.earliest is None or period.latest is None:
        return None
    start, end = seconds(period.earliest), seconds(period.latest)
    whole = end - start >= 23 * _HOUR
    ahead = [round(field.lon / 15) * _HOUR if whole else 0.0 for field in fields] or [0.0]
    slack = 4 * _HOUR if whole else 0.0
    east, west = max(0.0, *ahead), max(0.0, *(-a for a in ahead))
    return Window(start - east, end + west, start - east - slack, end + west + slack)


def period_of(claims: Iterable[Claim]) -> tuple[float, float] | None:
    """Seconds UTC between which anything can matter to what claims say of aircraft: their bounded periods and two
    weeks round them, for the way there, the way on and whether it was heard again. None: no claim can be tested."""
    spans = [
        (seconds(claim.time.earliest), seconds(claim.time.latest))
        for claim in claims
        if claim.time and claim.time.earliest and claim.time.latest and ask(claim) is not None
    ]
    if not spans:
        return None
    return min(a for a, _ in spans) - _AROUND, max(b for _, b in spans) + _AROUND


def seconds(instant: dt.datetime) -> float:
    """Since 1970 UTC."""
    return (instant - _EPOCH).total_seconds()


def fits(wanted: Ask, airframe: Airframe, track: Track) -> tuple[Fit, str]:
    """How well an airframe is what the claim speaks of, and why, in words."""
    name = named_words(airframe)
    if wanted.named:
        return _as_named(wanted, airframe, track, name)
    if airframe.type_code is None:
        return "none", f"the type of {name} is not known"
    if not wanted.types:
        return _as_kind(wanted, airframe, name)
    if airframe.type_code not in wanted.types:
        return "none", f"{name} is another type"
    register = name_of(airframe.state) if airframe.state else "a state that is not known"
    if wanted.states and airframe.state not in wanted.states:
        said = " or ".join(name_of(state) for state in sorted(wanted.states))
        return "alike", f"{name} is of the type, but on the register of {register}, not {said}"
    if wanted.force and airframe.military is False:
        return (
            "alike",
            f"{name} is of the type and the state, but flies for {airframe.operator or 'no force'}",
        )
    state = f", and on the register of {register}" if wanted.states else ""
    return "type", f"{name} is of the type that the claim names{state}"


def fitting(claim: Claim, seen: Sequence[Seen]) -> tuple[Seen, ...]:
    """Those of the airframes that the claim may be about, by name, type or kind."""
    wanted = ask(claim, registrations(seen))
    return tuple(s for s in seen if wanted and fits(wanted, s.airframe, s.track)[0] != "none")


def registrations(seen: Iterable[Seen]) -> tuple[str, ...]:
    """Those that are known, as they are written."""
    return tuple(s.airframe.registration for s in seen if s.airframe.registration)


def _as_kind(wanted: Ask, airframe: Airframe, name: str) -> tuple[Fit, str]:
    """Only a kind of aircraft is named: then the State must be, and the aircraft be known for one of its forces."""
    usual = categories_of(airframe.type_code or "")[:1]
    if not set(usual) & wanted.kinds or airframe.state not in wanted.states:
        return "none", f"{name} is of another kind or State"
    what = f"a {usual[0].replace('-', ' ')}, on the register of {name_of(airframe.state or '')}"
    if airframe.military is not True:
        return "alike", f"{name} is {what}, but nothing says that it is one of its forces"
    return "type", f"{name} is {what}, and of its forces; the claim names no type"


def _as_named(wanted: Ask, airframe: Airframe, track: Track, name: str) -> tuple[Fit, str]:
    if itself(wanted.named, airframe):
        return "named", f"{name} is the airframe that the claim names"
    if flown := {call for _, call in track.callsigns} & wanted.named.callsigns:
        return "named", f"{name} flew as {', '.join(sorted(flown))}, which the claim names"
    if any(carries(airframe, r) for r in wanted.named.registrations):
        return "named", f"{name} may by its address be the airframe that the claim names"
    if airframe.type_code is not None and airframe.type_code in wanted.types:
        return "alike", f"{name} is of the type, but not the airframe that the claim names"
    return "none", f"{name} is another airframe"


def itself(named: Named, airframe: Airframe) -> bool:
    """Whether it is the very airframe; an address that leaves its marks open ("RA-82035 or RF-82035") does not say."""
    return airframe.address in named.addresses or plain(airframe.registration) in named.registrations


def named_words(airframe: Airframe) -> str:
    """ "RA-82035 (A124, address 154073)"."""
    more = ", ".join(x for x in (airframe.type_code, f"address {airframe.address}") if x)
    return f"{airframe.registration} ({more})" if airframe.registration else f"An aircraft ({more})"
