"""Tracks and a field made for the tests of pictures and exports; nothing of it happened."""

import math

import numpy as np

from sightline.flights.movement import Movement
from sightline.flights.track import Located, Track, points_of
from sightline.model.airfield import Airfield, Runway, RunwayEnd

T0 = 1_553_349_000.0  # 23 March 2019, 13:50 UTC
FIELD = Airfield(
    "icao:XAAA", "Here", 10.0, -67.0, "VE", "XAAA", elevation_m=100.0,
    runways=(Runway((RunwayEnd("09", 10.0, -67.015), RunwayEnd("27", 10.0, -66.985)), 3280.0, 45.0, "asphalt", 90.0),),
)  # fmt: skip
BARE = Airfield("airfield:XB-1", "", 10.0, -67.0)


def approach(
    field: Airfield = FIELD, *, down_ft: float = 1_500.0, step: float = 5.0, located: Located = Located.ADSB,
    **more: object,
) -> Track:  # fmt: skip
    """From the west on a 3-degree path to the threshold of 09, 20 NM out, lost at a height above the field."""
    km = np.arange(37.0, 0.0, -step * 0.0772)  # 150 knots
    feet = np.minimum(km * math.tan(math.radians(3)) * 3280.84, 6_000.0)
    km, feet = km[feet >= down_ft], feet[feet >= down_ft]
    lon = field.lon - 0.015 - km / (111.195 * math.cos(math.radians(field.lat)))
    points = points_of(
        time=T0 + np.arange(len(km)) * step, lat=np.full(len(km), field.lat), lon=(lon + 180) % 360 - 180,
        altitude=feet + (field.elevation_m or 0) / 0.3048, located=np.full(len(km), int(located)),
    )  # fmt: skip
    return Track("154073", points, ((T0, "RFF8091"),), "RA-82035", "A124", captures=("cap-1",), **more)  # type: ignore[arg-type]


def landing(track: Track, field: Airfield = FIELD, **more: object) -> Movement:
    end = float(track.points.time[-1])
    given: dict[str, object] = {
        "kind": "landing", "tier": "inferred", "address": track.address, "field": field.ref, "start": end,
        "end": end + 240, "runway": "09", "lowest_ft": 1_500.0, "reasons": ("as made for the test",),
    }  # fmt: skip
    return Movement(**{**given, **more})  # type: ignore[arg-type]
