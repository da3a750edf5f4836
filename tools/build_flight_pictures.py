"""Makes the example pictures of docs/flights.md, docs/images/flight-*.svg, of made-up tracks. Run from the root."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from sightline.flights.clean import clean
from sightline.flights.draw import picture
from sightline.flights.movements import movements
from sightline.flights.synthetic import Flight, flight, lost_below
from sightline.flights.track import Track
from sightline.model.airfield import Airfield
from sightline.places.airfields import airfield

IMAGES = Path(__file__).parent.parent / "docs" / "images"
EVERY = 5  # rows: one position in so many seconds


def lost(field: Airfield) -> Track:
    return lost_below(made("landing", field), 1_800.0, field)


def compatible(field: Airfield) -> Track:
    """Down to 3,500 ft above the field; too high to tell where it went."""
    return lost_below(made("landing", field), 3_500.0, field)


def made(kind: Flight, field: Airfield) -> Track:
    track = flight(kind, field, runway="10", seed=6, missing=0.0, callsign="DEMO1").track
    return replace(track, points=track.points.take(np.arange(len(track)) % EVERY == 0))


def main() -> None:
    field = airfield("SVMI")
    if field is None:
        raise SystemExit("the table of airfields has no SVMI")
    tracks = {
        "lost": (lost(field), "landing"),
        "compatible": (compatible(field), "landing"),
        "go-around": (made("go-around", field), "go-around"),
    }
    for name, (track, kind) in tracks.items():
        track = clean(track).track  # noqa: PLW2901
        found = [m for m in movements(track, field) if m.kind == kind]
        if not found:
            raise SystemExit(f"{name}: no {kind} was found")
        path = IMAGES / f"flight-{name}.svg"
        path.write_text(picture(track, field, found[0], synthetic=True) + "\n", encoding="utf-8")
        print(f"{path.name}: {found[0].tier}; {'; '.join(found[0].reasons)}")


if __name__ == "__main__":
    main()
