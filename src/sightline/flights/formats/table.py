"""Tables whose columns have names (CSV, rows of JSON objects, parquet): which column is what, and in which unit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sightline.flights.formats import values
from sightline.flights.formats.collect import BrokenError, Collector
from sightline.flights.formats.source import Hints, made_up_address
from sightline.flights.track import F64, NAN

# What a column is called in the files of OpenSky, readsb and ADS-B Exchange, FlightRadar24, `traffic`, Virtual Radar
# Server and in tables that analysts keep; small letters and digits only, the preferred name first.
_ROLES: Mapping[str, tuple[str, ...]] = {
    role: tuple(names.split())
    for role, names in {
        "address": "icao24 hex icao hexid hexident icaoaddress icaohex icao24bit modes modescode modeshex adshex hexcode aircrafthex icao24hex addr address transpondercode",
        "time": "timestamp time ts epoch unixtime now networktime snapshottime postime positiontime epochtime recordedat observedat datetime datetimeutc utc timeutc utctime date lastcontact",
        "day": "date day",
        "at": "lastposition lastposupdate timeposition receivertime",
        "seen": "seen", "seenpos": "seenpos",
        "lat": "lat latitude latdeg latitudedeg", "lon": "lon lng long longitude londeg longitudedeg", "position": "position latlon latlong coordinates",
        "altitude": "altitude altbaro baroaltitude barometricaltitude pressurealtitude baroalt altitudeft altitudefeet altft alt",
        "height": "altgeom geoaltitude geomaltitude geometricaltitude gpsaltitude altitudegeom galt gpsalt",
        "speed": "groundspeed gs velocity speed gspeed spd groundspeedkts groundspeedknots speedkts speedknots",
        "course": "track truetrack trk course trackangle trak heading hdg hd direction",
        "climb": "verticalrate vertrate barorate vrate vspeed verticalspeed vsi rateofclimb roc geomrate climb",
        "ground": "onground ground isonground gnd",
        "callsign": "callsign flight flightid call ident",
        "registration": "registration reg r tailnumber tail nnumber",
        "type_code": "typecode aircrafttype icaotype aircrafticaotype actype t type",
        "operator": "ownop operator owner op opr",
        "located": "positionclass positionsource positiontype source datasource msgtype type",
        "military": "military mil ismilitary",
        "located_at_all": "noposition",
    }.items()
}  # fmt: skip
_UNITS = {
    "ft": 1.0, "feet": 1.0, "kt": 1.0, "kts": 1.0, "knots": 1.0, "fpm": 1.0, "ftmin": 1.0,
    "m": values.FEET, "meters": values.FEET, "metres": values.FEET, "km": 1000 * values.FEET,
    "kmh": values.KNOTS / 3.6, "kph": values.KNOTS / 3.6, "mph": values.KNOTS * 0.44704, "ms": values.KNOTS, "mps": values.KNOTS,
}  # fmt: skip
_UNIT = re.compile(
    r"[\s_(\[]+(ft/?min|fpm|ft|feet|m/s|mps|ms|m|met(?:er|re)s|km/?h|kph|mph|kts?|knots|deg(?:rees)?)[)\]]*$",
    re.I,
)
_METRIC = frozenset(("velocity", "baroaltitude"))  # OpenSky's own names: metres and metres a second
_LENGTHS = ("altitude", "height")
_RECEIVED = re.compile(
    r"(?:adsb|adsr|tisb|mlat|adsc|mode_s|other|unknown)"
)  # readsb's "type": how it was heard
_UTC = re.compile(r"(?:^|[\s_(\[])(?:utc|gmt|zulu)", re.I)
_CLOCK = re.compile(r"\s*\d{1,2}:\d\d")
_PAIR = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """role -> name of its column, and what its numbers are multiplied by. kind: what wrote it, for the reader. utc: the
    header itself says that the times are UTC ("time_utc")."""

    columns: Mapping[str, str]
    factors: Mapping[str, float]
    kind: str
    utc: bool = False

    @property
    def usable(self) -> bool:
        return "time" in self.columns and (
            "position" in self.columns or {"lat", "lon"} <= self.columns.keys()
        )


def layout_of(names: Sequence[str]) -> Layout:
    """The layout of a header; not `usable` where it names no time or no position."""
    plain, units = {}, {}
    for name in names:
        unit = _UNIT.search(name)
        key = _plain(name[: unit.start()] if unit else name)
        key = key.removesuffix("utc") or key
        if key and key not in plain:
            plain[key] = name
            if unit:
                units[name] = _plain(unit[1])
    columns: dict[str, str] = {}
    for role, known in _ROLES.items():
        found = next((plain[k] for k in known if k in plain and plain[k] not in columns.values()), None)
        if found is not None:
            columns[role] = found
    if "located" not in columns and columns.get("type_code") == plain.get("type"):
        columns["located"] = columns.get("type_code", "")  # readsb calls the source of a position "type"
    columns = {role: name for role, name in columns.items() if name}
    metric = bool(_METRIC & plain.keys()) and not {"groundspeed", "gs", "altbaro"} & plain.keys()
    return Layout(
        columns, {r: _factor(r, units.get(n), metric) for r, n in columns.items()}, _kind(plain, metric),
        utc=bool(_UTC.search(columns.get("time", ""))),
    )  # fmt: skip


def _plain(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def _factor(role: str, unit: str | None, metric: bool) -> float:
    if role == "climb":
        metres = unit in ("ms", "mps") or (unit is None and metric)
        return values.FEET_A_MINUTE if metres else 1.0
    if unit in _UNITS:
        return _UNITS[unit]
    if metric and role in _LENGTHS:
        return values.FEET
    return values.KNOTS if metric and role == "speed" else 1.0


def _kind(plain: Mapping[str, str], metric: bool) -> str:
    if {"position", "direction"} <= plain.keys() or "snapshotid" in plain:
        return "FlightRadar24"
    if {"networktime", "receivertime"} <= plain.keys():
        return "FlightRadar24 granular"
    if metric or "icao24" in plain:
        return "OpenSky"
    if {"altbaro", "altgeom", "gs"} & plain.keys() and "hex" in plain:
        return "ADS-B Exchange"
    return "table"


def add_table(out: Collector, layout: Layout, table: Mapping[str, Sequence[object]], hints: Hints) -> None:
    """Adds a block of rows, given as the columns that the layout names. Columns are of one length."""
    out.found(layout.kind)
    if not layout.usable:
        out.drop("without a time or a position among its columns", max(map(len, table.values()), default=0))
        return
    zone = 0.0 if layout.utc else hints.zone_s
    time, naive = values.times(_clocks(layout, table), zone)
    if naive:
        refuse_naive(out)
    made: dict[str, F64] = {"time": time}
    _place(made, layout, table)
    for role in ("altitude", "height", "speed", "course", "climb"):
        if role in layout.columns:
            made[role] = values.numbers(_column(layout, table, role)) * layout.factors[role]
    if "at" in layout.columns:
        made["at"], _ = values.times(_column(layout, table, "at"), zone)
    _seen(made, layout, table)
    _ground(made, layout, table)
    located = [str(v) if v is not None else None for v in _column(layout, table, "located")]
    if located and layout.columns["located"] == layout.columns.get("type_code"):
        located = [v if v and _RECEIVED.match(v) else None for v in located]
    if located:
        made["located"] = values.located(located)
    calls = _column(layout, table, "callsign") or None
    addresses = _addresses(layout, table, hints, calls)
    out.add(addresses, made, calls)
    _facts(out, layout, table, addresses)


def _clocks(layout: Layout, table: Mapping[str, Sequence[object]]) -> Sequence[object]:
    """The times; with the day before them where a column of its own holds that."""
    clocks = _column(layout, table, "time")
    if "day" not in layout.columns:
        return clocks
    return [
        f"{str(day).strip()}T{clock.strip()}" if isinstance(clock, str) and _CLOCK.match(clock) else clock
        for day, clock in zip(_column(layout, table, "day"), clocks, strict=True)
    ]


def refuse_naive(out: Collector) -> None:
    out.notice(
        "no-zone", "its times name no time zone, and a local time is of no use: those rows were left out",
        "write them in UTC (2019-03-23T14:02:05Z), or say how far ahead of UTC the clock was",
    )  # fmt: skip


def _column(layout: Layout, table: Mapping[str, Sequence[object]], role: str) -> Sequence[object]:
    name = layout.columns.get(role)
    return () if name is None else table[name]


def _place(made: dict[str, F64], layout: Layout, table: Mapping[str, Sequence[object]]) -> None:
    if "lat" in layout.columns and "lon" in layout.columns:
        made["lat"] = values.numbers(_column(layout, table, "lat"))
        made["lon"] = values.numbers(_column(layout, table, "lon"))
        return
    pairs = [_PAIR.split(str(v).strip()) for v in _column(layout, table, "position")]
    made["lat"] = values.numbers([p[0] if len(p) == 2 else None for p in pairs])
    made["lon"] = values.numbers([p[1] if len(p) == 2 else None for p in pairs])


def _seen(made: dict[str, F64], layout: Layout, table: Mapping[str, Sequence[object]]) -> None:
    """readsb's seconds since the last message, and since the last position, before the time of the row."""
    if "seenpos" in layout.columns and "at" not in made:
        made["at"] = made["time"] - values.numbers(_column(layout, table, "seenpos"))
    if "seen" in layout.columns:
        ago = values.numbers(_column(layout, table, "seen"))
        made["time"] = made["time"] - np.where(ago >= 0, ago, 0.0)


def _ground(made: dict[str, F64], layout: Layout, table: Mapping[str, Sequence[object]]) -> None:
    altitudes = _column(layout, table, "altitude")
    if "ground" in layout.columns:
        made["ground"] = values.flags(_column(layout, table, "ground"))
    elif altitudes:
        made["ground"] = values.heights(altitudes)[1]
    if layout.kind == "FlightRadar24" and "altitude" in made:
        zero_is_ground(made)
    if "located_at_all" in layout.columns:
        _absent(made, _column(layout, table, "located_at_all"))


def zero_is_ground(made: dict[str, F64]) -> None:
    """FlightRadar24 writes altitude 0 for aircraft on the ground, whatever the height of the field. It is no
    altitude; and it is taken for the ground only below 50 knots, since an approach over the sea passes 0 too."""
    zero = made["altitude"] == 0
    slow = zero & (made.get("speed", np.full(len(zero), NAN)) < 50)
    made["altitude"] = np.where(zero, NAN, made["altitude"])
    made["ground"] = np.where(slow, 1.0, made.get("ground", np.full(len(zero), -1.0)))


def _absent(made: dict[str, F64], marks: Sequence[object]) -> None:
    """FlightRadar24's granular table: zeros stand for what a message did not hold. Place and altitude where it is
    marked "N" (no position), speed and vertical rate of what is not said to be on the ground."""
    none = np.array([m == "N" for m in marks]) & (made["lat"] == 0) & (made["lon"] == 0)
    for name in ("lat", "lon"):
        made[name] = np.where(none, NAN, made[name])
    flying = made.get("ground", np.full(len(none), -1.0)) != 1
    still = flying & (made.get("speed", np.ones(len(none))) == 0)
    for name, absent in (
        ("altitude", none & (made.get("altitude", none) == 0)), ("speed", still), ("course", still),
        ("climb", still & (made.get("climb", still) == 0)),
    ):  # fmt: skip
        if name in made:
            made[name] = np.where(absent, NAN, made[name])


def _addresses(
    layout: Layout, table: Mapping[str, Sequence[object]], hints: Hints, calls: Sequence[object] | None
) -> "str | Sequence[object]":
    if "address" in layout.columns:
        return _column(layout, table, "address")
    if hints.address:
        return hints.address
    if calls is None:
        return made_up_address(hints.name)
    known = {c: made_up_address(hints.name, str(c or "").strip()) for c in set(map(_hashable, calls))}
    return [known[_hashable(c)] for c in calls]


def _hashable(value: object) -> object:
    return value if isinstance(value, str) else None


def _facts(
    out: Collector, layout: Layout, table: Mapping[str, Sequence[object]], addresses: "str | Sequence[object]"
) -> None:
    """Registration, type and operator by address, where the table has such columns."""
    roles = [r for r in ("registration", "type_code", "operator", "military") if r in layout.columns]
    if not roles:
        return
    columns = [_column(layout, table, r) for r in roles]
    own = [addresses] * len(columns[0]) if isinstance(addresses, str) else addresses
    try:
        seen = dict.fromkeys(zip(own, *columns, strict=True))
    except TypeError:  # lists or objects in a cell
        return
    for address, *facts in seen:
        given: dict[str, str | bool | None] = {
            r: v for r, v in zip(roles, facts, strict=True) if isinstance(v, str) and v
        }
        if _RECEIVED.match(str(given.get("type_code", ""))):
            del given["type_code"]
        if "military" in roles:
            flag = values.flags([facts[roles.index("military")]])[0]
            given["military"] = None if flag < 0 else bool(flag)
        if isinstance(address, str) and values.address(address):
            out.about(address, **given)


def need(layout: Layout, names: Sequence[str]) -> Layout:
    """The layout, or BrokenError where it has no time or position."""
    if not layout.usable:
        raise BrokenError(
            "no-columns", "its columns name no time or no position: " + ", ".join(names)[:120],
            "name the columns time (UTC), lat and lon, and hex for the address",
        )  # fmt: skip
    return layout
