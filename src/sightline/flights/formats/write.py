"""Tracks written as readsb traces, for demonstrations and tests, and for tools that read nothing else.

The format cannot say two things: `at`, and that the ground is unknown where an altitude is known (it reads as in the
air). A made-up track says so at the head and at every position."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sightline.flights.formats.readsb import MILITARY
from sightline.flights.track import Located, Track

_TYPES = {
    Located.UNKNOWN: None, Located.ADSB: "adsb_icao", Located.MLAT: "mlat", Located.TISB: "tisb_icao",
    Located.ADSC: "adsc", Located.OTHER: "other", Located.SYNTHETIC: "synthetic",
}  # fmt: skip


def trace(track: Track) -> bytes:
    """A `trace_full_*.json`, not compressed. Rows as they are in the track; numbers survive exactly."""
    points = track.points
    begun = float(np.floor(points.time.min())) if len(points) else 0.0
    rows = [list(row) for row in zip(
        (points.time - begun).tolist(), _plain(points.lat), _plain(points.lon), _altitudes(track),
        _plain(points.speed), _plain(points.course), [0] * len(points), _plain(points.climb), [None] * len(points),
        [_TYPES[Located(code)] for code in points.located.tolist()], _plain(points.height),
        strict=True,
    )]  # fmt: skip
    for time, callsign in track.callsigns:
        if rows:
            at = min(int(np.searchsorted(points.time, time)), len(rows) - 1)
            rows[at][8] = {"flight": callsign.ljust(8)}
    return json.dumps(_head(track, begun) | {"trace": rows}, separators=(",", ":"), allow_nan=False).encode()


def _head(track: Track, begun: float) -> dict[str, Any]:
    head: dict[str, Any] = {"icao": track.address}
    if (track.points.located == Located.SYNTHETIC).any():
        head["note"] = "SYNTHETIC: made up, no aircraft flew this"
    for key, value in (("r", track.registration), ("t", track.type_code), ("ownOp", track.operator)):
        if value:
            head[key] = value
    if track.military is not None:
        head["dbFlags"] = MILITARY if track.military else 0
    return head | {"timestamp": begun}


def _altitudes(track: Track) -> list[Any]:
    numbers = _plain(track.points.altitude)
    return ["ground" if g == 1 else n for n, g in zip(numbers, track.points.ground.tolist(), strict=True)]


def _plain(column: "NDArray[Any]") -> list[float | None]:
    """The shortest numbers that read back as the same values; None for NaN."""
    if column.dtype == np.float32:
        return [None if v != v else float(str(v)) for v in column]  # noqa: PLR0124 - NaN alone differs from itself
    return [None if v != v else v for v in column.tolist()]  # noqa: PLR0124
