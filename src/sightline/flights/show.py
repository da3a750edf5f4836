"""Movements as a table for a person and as plain values for a program: what `sightline tracks` prints."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sightline.flights.drawing.svg import feet
from sightline.flights.legs import stamp
from sightline.flights.movement import TIERS, Airframe, Movement
from sightline.flights.track import Track
from sightline.model.airfield import Airfield

HEAD = (
    "From (UTC)", "To", "Field", "Runway", "Movement", "Tier", "Callsign", "Registration", "Type", "Lowest ft", "Why",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A movement with the track that shows it and who the address belongs to, where that is known."""

    movement: Movement
    track: Track
    airframe: Airframe | None = None

    @property
    def registration(self) -> str | None:
        return (self.airframe.registration if self.airframe else None) or self.track.registration

    @property
    def type_code(self) -> str | None:
        return (self.airframe.type_code if self.airframe else None) or self.track.type_code

    @property
    def callsign(self) -> str | None:
        """The last heard before the movement ended; None where the first came later."""
        heard = [c for t, c in self.track.callsigns if t <= self.movement.end]
        return heard[-1] if heard else None


def ordered(found: Iterable[Shown]) -> list[Shown]:
    """By time, then address, field and kind; the same whatever the order they came in."""

    def key(shown: Shown) -> tuple[float, float, str, str, str, int, str]:
        m = shown.movement
        return m.start, m.end, m.address, m.field, m.kind, TIERS.index(m.tier), m.runway or ""

    return sorted(found, key=key)


def rows(found: Iterable[Shown], fields: Mapping[str, Airfield] | None = None) -> list[tuple[str, ...]]:
    """Cells as in HEAD, "" where not known. fields: by ref, for their codes."""
    return [_row(s, fields or {}) for s in ordered(found)]


def _row(shown: Shown, fields: Mapping[str, Airfield]) -> tuple[str, ...]:
    m = shown.movement
    start, end = _minute(m.start), _minute(m.end)
    return (
        start,
        end[11:] if end[:10] == start[:10] else end,
        _code(m.field, fields),
        m.runway or "",
        m.kind,
        m.tier,
        shown.callsign or "",
        shown.registration or m.address,
        shown.type_code or "",
        "" if m.lowest_ft is None else feet(m.lowest_ft),
        "; ".join(m.reasons),
    )


def records(
    found: Iterable[Shown], fields: Mapping[str, Airfield] | None = None
) -> list[dict[str, str | float | list[str] | None]]:
    """For JSON: times ISO 8601 UTC, heights in feet above the field; None where not known."""
    return [
        {
            "start": stamp(s.movement.start),
            "end": stamp(s.movement.end),
            "field": s.movement.field,
            "code": _code(s.movement.field, fields or {}),
            "runway": s.movement.runway,
            "kind": s.movement.kind,
            "tier": s.movement.tier,
            "address": s.movement.address,
            "callsign": s.callsign,
            "registration": s.registration,
            "type": s.type_code,
            "state": s.airframe.state if s.airframe else None,
            "operator": (s.airframe.operator if s.airframe else None) or s.track.operator,
            "military": s.airframe.military if s.airframe else None,
            "lowest_ft": None if s.movement.lowest_ft is None else round(float(s.movement.lowest_ft), 1),
            "reasons": list(s.movement.reasons),
        }
        for s in ordered(found)
    ]


def _minute(seconds: float) -> str:
    return stamp(seconds)[:16].replace("T", " ")


def _code(ref: str, fields: Mapping[str, Airfield]) -> str:
    return fields[ref].ident if ref in fields else ref.partition(":")[2] or ref
