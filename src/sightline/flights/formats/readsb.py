"""readsb and tar1090: traces of one airframe, and snapshots (`aircraft.json`, history chunks) of all.

Fields as readsb's README-json.md gives them. A trace row is: seconds after `timestamp`, latitude, longitude, altitude
in feet or "ground" or null, speed in knots, track (on the ground: true heading), flags, vertical rate in ft/min, the
aircraft's other values or null, source of the position, geometric altitude, geometric rate, indicated airspeed, roll.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np

from sightline.flights.formats import values
from sightline.flights.formats.collect import BrokenError, Collector
from sightline.flights.formats.source import Hints
from sightline.flights.formats.table import add_table, layout_of
from sightline.flights.track import F64, NAN

GEOMETRIC_ALTITUDE = 8  # of the flags; 1 (stale), 2 (new leg) and 4 (rate is geometric) change no column
MILITARY = 1  # of dbFlags
TRACE = "readsb trace"  # the name of the format
_WIDTH = 14
Members = Iterable[tuple[str, Any]]
# Of `aircraft.json`, by the names that the layout of a table knows.
_SNAPSHOT = "now hex lat lon alt_baro alt_geom gs track baro_rate geom_rate flight r t ownOp type seen seen_pos".split()


def read_trace(members: Members, out: Collector, hints: Hints) -> None:
    """A trace file. The array may come before `timestamp`; without that nothing can be dated."""
    head: dict[str, Any] = {}
    waiting: list[tuple[dict[str, F64], list[object]]] = []
    for key, value in members:
        if key != "trace":
            if isinstance(value, str | int | float):
                head[key] = value
            continue
        if not isinstance(value, Iterable) or isinstance(value, str | dict):
            continue  # null: the aircraft was never located
        for rows in blocks(value):
            made = _columns(rows, out)
            if made is not None:
                waiting.append(made)
            if "timestamp" in head and "icao" in head:
                _flush(waiting, head, out)
    _about(head, out, hints)
    _flush(waiting, head, out)


def _flush(waiting: list[tuple[dict[str, F64], list[object]]], head: dict[str, Any], out: Collector) -> None:
    begun = values.seconds(values.numbers([head.get("timestamp")]))[0]
    name = values.address(head.get("icao"))
    for columns, calls in waiting:
        if np.isnan(begun) or name is None:
            out.drop("without a time" if name else "without an address of 24 bits", len(columns["time"]))
            continue
        columns["time"] = columns["time"] + begun
        out.add(name, columns, calls)
    waiting.clear()


def _about(head: dict[str, Any], out: Collector, hints: Hints) -> None:
    name = values.address(head.get("icao"))
    if name is None:
        if head.get("icao") is not None or hints.address is None:
            return
        head["icao"], name = hints.address, hints.address
    known = head.get("dbFlags")
    facts = {
        r: v
        for r, v in (("registration", "r"), ("type_code", "t"), ("operator", "ownOp"))
        if isinstance(head.get(v), str)
    }
    out.about(
        name,
        military=True if isinstance(known, int) and known & MILITARY else None,  # no flag is no knowledge
        **{role: head[key] for role, key in facts.items()},
    )


def _columns(rows: Sequence[Any], out: Collector) -> tuple[dict[str, F64], list[object]] | None:
    """Columns of trace rows, `time` counted from the trace's own start; and the callsigns."""
    sound = [r for r in rows if isinstance(r, list) and len(r) >= 3]
    out.drop("not a row of a trace", len(rows) - len(sound))
    if not sound:
        return None
    table = list(zip_longest(*sound)) if len(set(map(len, sound))) > 1 else list(zip(*sound, strict=True))
    table += [(None,) * len(sound)] * (_WIDTH - len(table))
    altitude, ground = values.heights(table[3])
    flags = np.nan_to_num(values.numbers(table[6]))
    bits = np.where((flags >= 0) & (flags < 4096), flags, 0).astype(np.int64)
    height, climb = values.numbers(table[10]), values.numbers(table[7])
    geometric = (bits & GEOMETRIC_ALTITUDE) > 0
    made = {
        "time": values.numbers(table[0]), "lat": values.numbers(table[1]), "lon": values.numbers(table[2]),
        "altitude": np.where(geometric, NAN, altitude),
        "height": np.where(geometric & np.isnan(height), altitude, height),
        "speed": values.numbers(table[4]), "course": values.numbers(table[5]),
        "climb": np.where(np.isnan(climb), values.numbers(table[11]), climb),
        "ground": np.where(np.isnan(altitude), ground, 0.0), "located": values.located(table[9]),
    }  # fmt: skip
    return made, [o.get("flight") if isinstance(o, dict) else None for o in table[8]]


def read_snapshots(members: Members, out: Collector, hints: Hints) -> None:
    """`aircraft.json` ("now" and "aircraft"), or a chunk of tar1090's history ("files", each such a snapshot)."""
    now: object = None
    waiting: list[list[Any]] = []
    for key, value in members:
        if key == "now":
            now = value
        elif key == "files":
            for several in blocks(value):
                for one in several:
                    if isinstance(one, dict):
                        read_snapshots(one.items(), out, hints)
        elif key == "aircraft":
            waiting.extend(blocks(value))
    for rows in waiting:
        _snapshot(rows, now, out, hints)


def _snapshot(rows: list[Any], now: object, out: Collector, hints: Hints) -> None:
    sound = [
        r if isinstance(r, dict) else dict(zip(_CHUNK_ROW, r, strict=False))
        for r in rows
        if isinstance(r, dict | list)
    ]
    out.drop("not an aircraft", len(rows) - len(sound))
    names = [n for n in _SNAPSHOT if n in ("now", "hex", "lat", "lon") or any(n in r for r in sound)]
    table: dict[str, list[object]] = {name: [r.get(name) for r in sound] for name in names}
    table["now"] = [now] * len(sound)
    flags = [r.get("dbFlags") for r in sound]
    table["mil"] = [True if isinstance(f, int) and f & MILITARY else None for f in flags]
    if sound:
        add_table(out, layout_of(list(table)), table, hints)


# Aircraft of a history chunk are arrays (tar1090, script.js: processAircraft).
_CHUNK_ROW = "hex alt_baro gs track lat lon seen_pos type flight".split()


def blocks(array: Any) -> Iterator[list[Any]]:
    """Elements of a JSON array many at a time, whether it was read whole or comes in pieces."""
    if isinstance(array, list):
        for i in range(0, len(array), 20_000):
            yield array[i : i + 20_000]
    elif isinstance(array, Iterator):
        yield from array
    else:
        raise BrokenError("json", "a list was expected in the JSON, and there is none", "export it again")
