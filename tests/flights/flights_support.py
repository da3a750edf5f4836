"""Made-up fields for tests of flights, and short ways to what was found."""

from sightline.flights.clean import clean
from sightline.flights.movement import Movement
from sightline.flights.movements import movements
from sightline.flights.track import Track
from sightline.model.airfield import Airfield, Runway, RunwayEnd


def a_field(
    lat: float = 10.0,
    lon: float = -67.0,
    *,
    heading: int = 90,
    km: float = 3.0,
    elevation_m: float | None = 72.0,
    ref: str = "icao:XXXX",
) -> Airfield:
    """One runway through the reference point: east to west, or north to south (heading 0)."""
    half = km / 2 / 111.195
    if heading == 90:
        from math import cos, radians

        east = half / cos(radians(lat))
        ends = (
            RunwayEnd("09", lat, (lon - east + 180) % 360 - 180),
            RunwayEnd("27", lat, (lon + east + 180) % 360 - 180),
        )
    else:
        ends = (RunwayEnd("36", lat - half, lon), RunwayEnd("18", lat + half, lon))
    return Airfield(
        ref,
        "A field",
        lat,
        lon,
        elevation_m=elevation_m,
        runways=(Runway(ends, km * 1000, 45.0, "asphalt", heading),),
    )


def bare(field: Airfield) -> Airfield:
    """The same field as a source without runways has it."""
    return Airfield(field.ref, field.name, field.lat, field.lon, elevation_m=field.elevation_m)


def found(track: Track, field: Airfield) -> tuple[Movement, ...]:
    """Movements of a track as received."""
    return movements(clean(track).track, field)


def kinds(track: Track, field: Airfield) -> list[tuple[str, str]]:
    return [(m.kind, m.tier) for m in found(track, field)]
