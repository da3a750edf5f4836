"""Small track files of every format, written by hand for the tests: one airframe, or two, on final at no real field."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

from sightline.flights.load import Loaded, Source, Wanted, load
from sightline.flights.track import Track

START = dt.datetime(2019, 3, 23, 14, 2, 5, tzinfo=dt.UTC).timestamp()
ADDRESS = "154073"
# After `timestamp`, latitude, longitude, altitude, knots, track, flags, ft/min.
ROWS: list[list[object]] = [
    [0.0, 10.600, -67.10, 3000, 150.1, 94.5, 1, -700, {"flight": "VDA1234 ", "alt_geom": 3200}, "adsb_icao", 3200, -690, None, None],
    [5.5, 10.601, -67.05, 1800, 145.0, 94.6, 0, -750, None, "adsb_icao", 2000, -700, None, None],
    [11.0, 10.602, -67.01, "ground", 60.0, 95.0, 0, None, None, "adsb_icao", None, None, None, None],
]  # fmt: skip


def trace(rows: "list[list[object]] | None" = ROWS, **head: object) -> bytes:
    """A readsb trace of these rows; head: members that replace or add to the usual ones (None takes one out)."""
    usual = {
        "icao": ADDRESS,
        "r": "RA-82035",
        "t": "A124",
        "ownOp": "Volga",
        "dbFlags": 1,
        "timestamp": START,
    }
    return json.dumps({k: v for k, v in (usual | head).items() if v is not None} | {"trace": rows}).encode()


def loaded(
    data: "bytes | str", name: str = "file", wanted: "Wanted | None" = None, **hints: object
) -> Loaded:
    raw = data.encode() if isinstance(data, str) else data
    return load([Source(name, data=raw, **hints)], wanted)  # type: ignore[arg-type]


def only(found: Loaded) -> Track:
    """The one track of a file in which nothing was wrong."""
    assert found.troubles == ()
    assert len(found.tracks) == 1
    return found.tracks[0]


def codes(found: Loaded) -> list[str]:
    return [t.code for t in found.troubles]


def written(folder: Path, files: "Mapping[str, bytes]") -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder
