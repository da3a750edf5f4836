"""SBS (BaseStation) text, as port 30003 of receivers gives it: a message a line, each with some of the values.

Fields by position: kind, transmission type, three numbers, address, number, date and time of the message, of the log,
callsign, altitude, speed, track, latitude, longitude, vertical rate, squawk, four flags (the last: on the ground).
"""

import re
from typing import TextIO

from sightline.flights.formats import values
from sightline.flights.formats.collect import Collector
from sightline.flights.formats.source import Hints
from sightline.flights.formats.text import lines
from sightline.flights.track import NAN

START = re.compile(r"(?:MSG|SEL|ID|AIR|STA|CLK),")
_RECENT_S = 10.0  # speed and course that were sent so long before a position are still its own
_TOGETHER = 20_000
_ADDED = ("time", "lat", "lon", "altitude", "speed", "course", "climb", "ground")
_Known = tuple[float, str, str, str]  # when, and speed, course, climb as sent


def read_sbs(text: TextIO, out: Collector, hints: Hints) -> str:
    """Speed, course and climb come in messages of their own: a row with a position takes them from the last one
    of the same airframe, up to 10 s before. A message that only repeats what such rows hold makes no row."""
    known: dict[str, _Known] = {}
    last: dict[str, float] = {}
    names: list[str] = []
    calls: list[str] = []
    rows: list[tuple[object, ...]] = []
    day, midnight = "", NAN
    for line in lines(text):
        parts = line.split(",")
        if len(parts) < 11 or parts[0] != "MSG":
            if parts[0] == "MSG" or not START.match(line):
                out.drop("not a whole message", 1 if line.strip() else 0)
            continue
        if parts[6] != day:
            day, midnight = parts[6], values.clock(parts[6].strip() + "T00:00:00")[0]
        when = midnight + _of_day(parts[7])
        parts += [""] * (22 - len(parts))
        address, call = parts[4].strip().lower(), parts[10].strip()
        altitude, speed, course, lat, lon, climb = parts[11:17]
        if speed or course or climb:
            known[address] = (when, speed, course, climb)
        if not (lat or altitude or call) and when - last.get(address, -1e18) < _RECENT_S:
            continue
        heard = known.get(address)
        if heard is not None and 0 <= when - heard[0] <= _RECENT_S:
            _, speed, course, climb = heard
        last[address] = when
        names.append(address)
        calls.append(call)
        rows.append((when, lat, lon, altitude, speed, course, climb, parts[21].strip()))
        if len(rows) >= _TOGETHER:
            _add(names, rows, calls, out, hints)
            names, calls, rows = [], [], []
    if rows:
        _add(names, rows, calls, out, hints)
    if hints.zone_s is None and out.kept:
        out.notice(
            "zone-assumed", "SBS names no time zone; its times are taken for UTC, as most receivers write them",
            "say how far ahead of UTC the clock was, if it was a local one",
        )  # fmt: skip
    return "SBS"


def _add(
    names: list[str], rows: list[tuple[object, ...]], calls: list[str], out: Collector, hints: Hints
) -> None:
    columns = dict(zip(_ADDED, zip(*rows, strict=True), strict=True))
    made = {name: values.numbers(column) for name, column in columns.items() if name != "ground"}
    made["time"] = values.seconds(made["time"] - (hints.zone_s or 0.0))
    made["ground"] = values.flags(columns["ground"])
    out.add(names, made, calls)


def _of_day(text: str) -> float:
    """Seconds since midnight of "14:02:05.123"; NaN for what is none."""
    parts = text.strip().split(":")
    hour, minute, second = map(values.number, parts) if len(parts) == 3 else (NAN, NAN, NAN)
    sound = 0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 61
    return 3600.0 * hour + 60.0 * minute + second if sound else NAN
