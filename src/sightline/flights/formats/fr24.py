"""FlightRadar24: JSON of one flight, as its playback, its map and its paid interface give it. Its CSV files are tables
(`table`)."""

from collections.abc import Mapping
from typing import Any

from sightline.flights.formats.collect import Collector
from sightline.flights.formats.source import Hints, made_up_address
from sightline.flights.formats.table import add_table, layout_of

_FLAT = "timestamp ts lat latitude lng lon longitude altitude alt speed spd gspeed heading hd track vertical_rate verticalspeed vspeed source".split()
_UNIT = {
    "altitude": "feet",
    "speed": "kts",
    "verticalSpeed": "fpm",
}  # of the playback: one value in several units


def read_flight(flight: Mapping[str, Any], out: Collector, hints: Hints) -> None:
    """A flight with its points under "track", "trail" or "tracks", whichever is there."""
    points: list[Any] = next((flight[k] for k in ("track", "trail", "tracks") if _points(flight.get(k))), [])
    sound = [_flat(p) for p in points if isinstance(p, dict)]
    out.drop("not a point", len(points) - len(sound))
    if not sound:
        return
    craft, named = _part(flight, "aircraft"), _part(flight, "identification")
    own = _part(craft, "identification")
    callsign = (
        named.get("callsign")
        or flight.get("callsign")
        or next((p["callsign"] for p in sound if p.get("callsign")), None)
    )
    code = own.get("modes") or craft.get("hex") or flight.get("hex") or hints.address
    address = str(code) if code else made_up_address(hints.name, str(callsign or ""))
    names = [n for n in _FLAT if any(n in p for p in sound)]
    table: dict[str, list[object]] = {n: [p.get(n) for p in sound] for n in names}
    table["hex"], table["callsign"] = [address] * len(sound), [callsign] * len(sound)
    # Its zeros mean the ground in every one of its forms; "position" and "direction" mark its tables.
    layout = layout_of([*table, "snapshot_id"])
    add_table(out, layout, table, hints)
    airline = _part(flight, "owner") or _part(flight, "airline")
    out.about(
        address,
        registration=_text(own.get("registration") or craft.get("registration")),
        type_code=_text(_part(craft, "model").get("code")), operator=_text(airline.get("name")),
    )  # fmt: skip


def flights(value: Any) -> list[Mapping[str, Any]]:
    """The flights in a decoded file: none where it is not of these forms."""
    if isinstance(value, list):
        return [v for v in value if isinstance(v, dict) and _points(v.get("tracks"))]
    if not isinstance(value, dict):
        return []
    inner = _part(_part(_part(_part(value, "result"), "response"), "data"), "flight")
    for flight in (inner, value):
        if any(_points(flight.get(k)) for k in ("track", "trail", "tracks")):
            return [flight]
    return []


def _points(value: object) -> bool:
    return isinstance(value, list) and isinstance(next(iter(value), None), dict)


def _flat(point: Mapping[str, Any]) -> dict[str, Any]:
    made = {}
    for key, value in point.items():
        made[key.lower()] = value.get(_UNIT.get(key, "")) if isinstance(value, dict) else value
    return made


def _part(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
