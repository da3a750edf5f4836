"""Tracks, fields and claims made for the tests of the check; nothing of it happened."""

import datetime as dt
from dataclasses import replace

import numpy as np

from sightline.flights.movement import Airframe, Movement
from sightline.flights.seen import Seen
from sightline.flights.track import Located, Track, points_of
from sightline.model.airfield import Airfield
from sightline.model.claim import Actor, Claim, Count, Item
from sightline.model.period import days
from sightline.model.place import Place
from sightline.model.span import Span

FIELD = Airfield("icao:XAAA", "Here", 10.60, -67.0, "VE", "XAAA", elevation_m=70.0)
DAY = dt.date(2019, 3, 23)
MIDNIGHT = dt.datetime(2019, 3, 23, tzinfo=dt.UTC).timestamp()
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
TOWN = Place(name="Here", lat=10.6, lon=-67.0, radius_km=5.0, precision="settlement", country="VE")
HOUR = 3600.0


def at(hour: float) -> float:
    """Seconds of an hour of the day of the claim, UTC."""
    return MIDNIGHT + hour * HOUR


def a_track(
    rows: list[tuple[float, float, float, float]],
    address: str = "154073",
    *,
    located: Located = Located.ADSB,
    **more: object,
) -> Track:
    """rows: hour of the day, lat, lon, feet."""
    time, lat, lon, feet = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [], [])
    points = points_of(
        time=[at(h) for h in time], lat=lat, lon=lon, altitude=feet, located=[int(located)] * len(time)
    )
    return Track(address, points, captures=("cap-" + address,), **more)  # type: ignore[arg-type]


def stay(
    lat: float, lon: float, first: float, last: float, step: float = 1 / 30
) -> list[tuple[float, float, float, float]]:
    """Rows every two minutes at one point, hours of the day."""
    return [(float(h), lat, lon, 30_000.0) for h in np.arange(first, last, step)]


def seen(
    track: Track,
    state: str | None = "RU",
    registration: str | None = "RA-82035",
    type_code: str | None = "A124",
    **more: object,
) -> Seen:
    return Seen(track, Airframe(track.address, state, registration, type_code), **more)  # type: ignore[arg-type]


def landing(
    hour: float = 14.0, tier: str = "observed stop", kind: str = "landing", until: float | None = None
) -> Movement:
    end = at(hour + 0.01 if until is None else until)
    return Movement(
        kind, tier, "154073", FIELD.ref, at(hour), end, "10", 1_780.0, (0, 1), ("as made for the test",)
    )  # type: ignore[arg-type]


def a_claim(
    quote: str = "A Russian An-124 landed in Here on Saturday",
    *,
    event: str = "arrival",
    stance: str = "asserted",
    ref: str | None = "an-124",
    category: str = "transport-aircraft",
    state: str | None = "RU",
    count: float | None = None,
) -> Claim:
    span = Span(0, len(quote), quote)
    many = Count(count, count) if count else None
    items = (Item(span, "An-124", category, ref, many),) if ref else ()  # type: ignore[arg-type]
    actors = (Actor(span, "Russia", "state", "agent", state),) if state else ()
    return Claim(
        "clm-1", "sha256:0", "p1", span, event, stance,  # type: ignore[arg-type]
        items=items, actors=actors, place=TOWN, time=days(DAY, DAY),
    )  # fmt: skip


def without(claim: Claim, **changes: object) -> Claim:
    return replace(claim, **changes)  # type: ignore[arg-type]
