"""OpenSky: answers of its REST API (states, and tracks of one aircraft). Metres and metres a second in, feet and
knots out; fields by position as https://openskynetwork.github.io/opensky-api/rest.html gives them."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np

from sightline.flights.formats import values
from sightline.flights.formats.collect import Collector
from sightline.flights.formats.readsb import Members, blocks
from sightline.flights.formats.source import Hints
from sightline.flights.track import F64, Located

_WIDTH = 17
_SOURCE = {0: Located.ADSB, 1: Located.OTHER, 2: Located.MLAT, 3: Located.OTHER}  # 1: ASTERIX, 3: FLARM


def read_states(members: Members, out: Collector, _: Hints) -> None:
    """{"time": ..., "states": [[17 fields]]}. A row's time is that of its last message (field 4), else of the answer."""
    answered: object = None
    waiting: list[list[Any]] = []
    for key, value in members:
        if key == "time":
            answered = value
        elif key == "states" and isinstance(value, Iterable) and not isinstance(value, str | dict):
            waiting.extend(blocks(value))
    for rows in waiting:
        table = _table(rows, _WIDTH, 7, out)
        if table:
            _states(table, answered, out)


def _states(table: Sequence[Sequence[Any]], answered: object, out: Collector) -> None:
    count = len(table[0])
    time = values.seconds(values.numbers(table[4]))
    whole = values.seconds(values.numbers([answered] * count))
    sources = [_SOURCE.get(v, Located.OTHER) if isinstance(v, int) else Located.UNKNOWN for v in table[16]]
    made: dict[str, F64] = {
        "time": np.where(np.isnan(time), whole, time),
        "at": values.seconds(values.numbers(table[3])),
        "lat": values.numbers(table[6]), "lon": values.numbers(table[5]),
        "altitude": values.numbers(table[7]) * values.FEET, "height": values.numbers(table[13]) * values.FEET,
        "speed": values.numbers(table[9]) * values.KNOTS, "course": values.numbers(table[10]),
        "climb": values.numbers(table[11]) * values.FEET_A_MINUTE,
        "ground": values.flags(table[8]), "located": np.array(sources, dtype=np.float64),
    }  # fmt: skip
    out.add(table[0], made, table[1])


def read_path(members: Members, out: Collector, hints: Hints) -> None:
    """{"icao24": ..., "callsign": ..., "path": [[time, lat, lon, altitude, track, on ground]]}."""
    head: dict[str, Any] = {}
    waiting: list[list[Any]] = []
    for key, value in members:
        if key == "path":
            waiting.extend(blocks(value))
        elif isinstance(value, str | int | float):
            head[key] = value
    for rows in waiting:
        table = _table(rows, 6, 3, out)
        if table:
            made = {
                "time": values.seconds(values.numbers(table[0])),
                "lat": values.numbers(table[1]), "lon": values.numbers(table[2]),
                "altitude": values.numbers(table[3]) * values.FEET, "course": values.numbers(table[4]),
                "ground": values.flags(table[5]),
            }  # fmt: skip
            calls = [head.get("callsign") or head.get("calllsign")] * len(
                table[0]
            )  # the API itself misspells it
            out.add(str(head.get("icao24") or hints.address), made, calls)


def _table(rows: list[Any], width: int, least: int, out: Collector) -> list[Sequence[Any]]:
    sound = [r for r in rows if isinstance(r, list) and len(r) >= least]
    out.drop("with too few fields", len(rows) - len(sound))
    table: list[Sequence[Any]] = list(zip_longest(*sound))
    return table + [(None,) * len(sound)] * (width - len(table)) if sound else []
