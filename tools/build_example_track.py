"""Makes examples/guarico/tracks: a made-up approach of an An-124 to Maiquetía, lost at 1,800 ft. Run from the root."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np

from sightline.flights.formats.write import trace
from sightline.flights.synthetic import flight, lost_below
from sightline.flights.track import Track
from sightline.places.airfields import airfield

FILE = Path(__file__).parent.parent / "examples" / "guarico" / "tracks" / "SYNTHETIC-an-124-svmi.json"
BEGUN = dt.datetime(2019, 3, 23, 15, 20, tzinfo=dt.UTC).timestamp()
LOST_FT = 1_800.0
EVERY_S = 5.0


def made() -> Track:
    """The approach down to 1,800 ft above the field, a position every five seconds."""
    field = airfield("SVMI")
    if field is None:
        raise SystemExit("the table of airfields has no SVMI")
    whole = flight("landing", field, runway="10", seed=6, start=BEGUN, address="154073", missing=0.0).track
    heard = lost_below(whole, LOST_FT, field)
    beat = np.diff(np.floor((heard.points.time - BEGUN) / EVERY_S), prepend=-1) > 0
    return replace(heard, points=heard.points.take(beat))


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(trace(made()))
    print(f"made {FILE}, {FILE.stat().st_size:,} bytes")
