"""Movement: what a track shows of an airframe at one field, and how directly it was seen."""

from dataclasses import dataclass
from typing import Literal

MovementKind = Literal["landing", "take-off", "stop", "go-around", "low approach", "overflight"]
# From the strongest to the weakest; "not observable" is the answer where there is no movement to name.
# "observed pass": seen in the air over or at the field (go-around, low approach, overflight).
Tier = Literal["observed stop", "observed touchdown", "observed pass", "inferred", "bracketed", "compatible"]
TIERS: tuple[Tier, ...] = (
    "observed stop", "observed touchdown", "observed pass", "inferred", "bracketed", "compatible",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of one airframe at one field.

    address, field: as in Track.address and Airfield.ref. start, end: seconds since 1970 UTC between which it
    happened; narrow where it was seen, as wide as the gap in the track where it was not. tier: see TIERS.
    runway: ident of the runway end used ("09"), None where the track does not show it. lowest_ft: least height
    above the field that was seen, feet, by pressure (uncertain by up to 900 ft), None where none was.
    seen: rows of the cleaned track that show it, from and to (end exclusive). reasons: in words, with figures.
    """

    kind: MovementKind
    tier: Tier
    address: str
    field: str
    start: float
    end: float
    runway: str | None = None
    lowest_ft: float | None = None
    seen: tuple[int, int] = (0, 0)
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Airframe:
    """Who an address belongs to, each fact with its source (state, registration, type_code, operator, military ->
    in words). state: ISO 3166-1 alpha-2 of registry. military: None where nothing says."""

    address: str
    state: str | None = None
    registration: str | None = None
    type_code: str | None = None
    operator: str | None = None
    military: bool | None = None
    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How well a field was heard in a period, judged from all traffic in the tracks given.

    hours: of the period; heard: of those, hours in which anything at all was received within reach_km of the
    field below ceiling_ft. floor_ft: height above the field, feet, above which positions near it were received; None where
    there was none. airframes: how many were heard near the field. words: the same for a reader.
    """

    hours: float
    heard: float
    floor_ft: float | None
    airframes: int
    reach_km: float
    ceiling_ft: float
    words: str
