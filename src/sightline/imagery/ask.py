"""ask: what of a claim satellite imagery could test; spot: which ground is looked at for it; span: between which moments.

What an event leaves on the ground, and for how long:

  event                                     change     stays
  deployment, presence, delivery, arrival   came       no: it may have left before the pass
  exercise, movement to a place             came       no
  departure, movement from a place          went       no: something else may stand there by then
  construction                              built      yes
  strike, loss                              destroyed  yes: a crater, a burn scar, a ruin
  a site, building or earthwork that is     came       yes
  "present" or "deployed"

Not tested: activation, launch, assessment (they leave nothing that stays), and claims of nothing with an extent.
"""

import datetime as dt
import math
from dataclasses import dataclass
from typing import Literal

from sightline.model.airfield import Airfield
from sightline.model.claim import Claim, Item, asked_place, leaves
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.scene import Site
from sightline.model.vocabulary import PEOPLE, SITES, EventKind, Stance

Change = Literal["came", "went", "built", "destroyed"]
_CHANGES: dict[EventKind, Change] = {
    "deployment": "came",
    "presence": "came",
    "delivery": "came",
    "arrival": "came",
    "movement": "came",
    "exercise": "came",
    "construction": "built",
    "strike": "destroyed",
    "loss": "destroyed",
}
# Nothing of these has an extent on the ground that could be told: people, and goods of any shape.
_NO_EXTENT = PEOPLE | {"cargo", "small-arms", "weapon", "equipment", "munition", "chemical-weapon"}
MOST_HALF_M = 3_000.0  # a wider place holds so much that something always changes in it
LEAST_RADIUS_M = 250.0  # a pair of numbers in a report is seldom better than this
LEAST_DISC_M = 50.0  # of what a user asks for: a few pixels of 10 m
LEAST_HALF_M = 1_000.0  # of the square fetched: ground of the same kind is needed round what is tested, to compare it with
BESIDE_RUNWAY_M = 600.0  # aprons, hardstands and taxiways lie within this of a runway on most fields
BEYOND_RUNWAY_M = 300.0
M_PER_DEGREE = 111_195.0  # of a great circle on the IUGG mean sphere

# Why nothing can be looked at, whatever pictures there are.
NO_PLACE = "The claim says no place, so there is no ground to look at"
UNKNOWN_PLACE = "Where the claim’s place lies is not known"
WIDE_PLACE = "The claim’s place is only known to within"
NO_TIME = "The claim’s time is not bounded on both sides: no pass can be said to be before or after it"

Line = tuple[tuple[float, float], tuple[float, float]]  # (lat, lon) of two ends, degrees


@dataclass(frozen=True, slots=True)
class Ask:
    """What a claim asks of pictures. stays: whether a later pass must still show it. items: those with an extent; () where
    the event itself is what could be seen. own_imagery: words of the claim that say it rests on pictures itself; "" where
    none do. words: what is looked for, for a reader."""

    change: Change
    stays: bool
    items: tuple[Item, ...]
    place: Place | None
    period: Period | None
    stance: Stance
    own_imagery: str
    words: str


@dataclass(frozen=True, slots=True)
class Spot:
    """site: the square whose pixels are fetched. radius_m: of the disc that is tested, where `lines` are none. lines:
    runways, round which an airfield is tested. airfield: which, where it is one. words: the ground, for a reader."""

    site: Site
    radius_m: float
    lines: tuple[Line, ...] = ()
    airfield: Airfield | None = None
    words: str = ""


def ask(claim: Claim) -> Ask | None:
    """None where pictures from above have nothing to say of claims of the kind."""
    change = _change(claim)
    if change is None:
        return None
    items = tuple(item for item in claim.items if item.category not in _NO_EXTENT)
    if not items and change not in ("built", "destroyed"):
        return None
    if change == "destroyed" and not items and claim.items:
        return None  # people only
    sited = bool(items) and all(item.category in SITES for item in items)
    return Ask(
        change=change,
        stays=change in ("built", "destroyed") or sited,
        items=items,
        place=asked_place(claim),
        period=claim.time,
        stance=claim.stance,
        own_imagery=next((a.span.text for a in claim.attribution if a.kind == "imagery"), ""),
        words=", ".join(dict.fromkeys(" ".join(item.name.split()) for item in items))
        or {"built": "what was built", "destroyed": "damage"}[change],
    )


def _change(claim: Claim) -> Change | None:
    return "went" if leaves(claim) else _CHANGES.get(claim.event)


def spot(place: Place | None, airfield: Airfield | None = None) -> Spot | str:
    """The ground to look at, or why there is none, in words. airfield: the one field that the place is, where it is."""
    if airfield is not None and (lines := tuple(r.line for r in airfield.runways if r.line)):
        return _field(airfield, lines)
    if airfield is not None:
        return disc(airfield.lat, airfield.lon, 1_000.0, airfield.name or airfield.ident, airfield)
    if place is None:
        return NO_PLACE
    if place.lat is None or place.lon is None or place.radius_km is None:
        return UNKNOWN_PLACE
    radius = place.radius_km * 1000
    if radius > MOST_HALF_M:
        return (
            f"{WIDE_PLACE} {place.radius_km:,.1f} km: in so much ground something always changes "
            f"(at most {MOST_HALF_M / 1000:g} km can be tested)"
        )
    return disc(place.lat, place.lon, max(radius, LEAST_RADIUS_M), place.name or "")


def disc(lat: float, lon: float, radius_m: float, name: str, airfield: Airfield | None = None) -> Spot:
    """A disc round a point. Raises ValueError for a point that is not on Earth or a radius of nothing."""
    radius = max(radius_m, LEAST_DISC_M)
    half = max(radius, min(max(2.5 * radius, LEAST_HALF_M), MOST_HALF_M))
    words = f"the ground within {radius:,.0f} m of {_point(lat, lon)}"
    return Spot(Site(lat, lon, half, name), radius, (), airfield, words)


def _field(airfield: Airfield, lines: tuple[Line, ...]) -> Spot:
    """The square round all runways, and the ground beside them."""
    points = [p for line in lines for p in line]
    lat = (min(a for a, _ in points) + max(a for a, _ in points)) / 2
    east = [_turn(b - airfield.lon) for _, b in points]
    lon = _turn(airfield.lon + (min(east) + max(east)) / 2)
    north_m = (max(a for a, _ in points) - min(a for a, _ in points)) / 2 * M_PER_DEGREE
    east_m = (max(east) - min(east)) / 2 * M_PER_DEGREE * math.cos(math.radians(lat))
    reach = max(north_m, east_m, BESIDE_RUNWAY_M - BEYOND_RUNWAY_M) + BEYOND_RUNWAY_M
    half = min(reach, MOST_HALF_M)
    name = airfield.name or airfield.ident
    words = f"the ground within {BESIDE_RUNWAY_M:.0f} m of a runway of {name} ({airfield.ident})"
    if reach > half:
        words += f", as far as it lies within {half / 1000:g} km of the middle of the field"
    return Spot(Site(lat, lon, half, name), half, lines, airfield, words)


def _turn(degrees: float) -> float:
    """Longitude in [-180, 180)."""
    return (degrees + 180.0) % 360.0 - 180.0


def _point(lat: float, lon: float) -> str:
    return f"{abs(lat):.4f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.4f}° {'E' if lon >= 0 else 'W'}"


def span(period: Period, lon: float) -> tuple[dt.datetime, dt.datetime] | None:
    """Aware UTC; None unless the period is bounded. Days in reports are days of some clock: that of the place (by its
    longitude) or UTC; both readings are taken in."""
    if period.earliest is None or period.latest is None:
        return None
    start, end = period.earliest, period.latest
    if end - start >= dt.timedelta(hours=23):
        ahead = dt.timedelta(hours=round(lon / 15))
        start, end = min(start, start - ahead), max(end, end - ahead)
    return start, end
