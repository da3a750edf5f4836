"""synthetic: made-up tracks whose truth is known, for tests, the bench and demonstrations. Never evidence.

Every position is marked Located.SYNTHETIC (or MLAT, where a test asks for it) and the operator says so. A flight is a
list of way-points in the frame of a runway, flown at 1 Hz: plain physics (a glide path of 3 degrees, a roll that slows
at some 2 m/s2), not a model of any aircraft. The same seed gives the same track.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from sightline.flights.plane import KM_A_DEGREE
from sightline.flights.runways import End, ends_of
from sightline.flights.track import F64, Located, Track, points_of
from sightline.flights.units import FEET_A_METRE, KNOT_KM_S
from sightline.model.airfield import Airfield

Flight = Literal[
    "landing", "take-off", "stop", "touch-and-go", "go-around", "low approach", "overflight", "hold"
]
FLIGHTS: tuple[Flight, ...] = (
    "landing", "take-off", "stop", "touch-and-go", "go-around", "low approach", "overflight", "hold",
)  # fmt: skip
OPERATOR = "synthetic: made up, not received"
START = 1553331600.0  # 23 Mar 2019 09:00 UTC
GLIDE_FT_KM = 172.0  # 3 degrees
PARKED_S = 5400.0
# along the runway from the threshold (km), beside it (km), feet above the field, knots, seconds stood there
Way = tuple[float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Truth:
    """kind: as in Movement.kind. time: seconds UTC of touchdown, lift-off or the lowest point."""

    kind: str
    time: float
    runway: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """A synthetic track and what happened in it."""

    track: Track
    truth: tuple[Truth, ...]


def flight(
    kind: Flight,
    airfield: Airfield,
    *,
    runway: str | None = None,
    seed: int = 0,
    start: float = START,
    address: str = "154073",
    type_code: str | None = "A124",
    callsign: str | None = None,
    pressure_ft: float = 0.0,
    noise_m: float = 10.0,
    missing: float = 0.1,
    located: Located = Located.SYNTHETIC,
    flags: bool = True,
    ways: Sequence[Way] | None = None,
) -> Made:
    """One flight of a kind at a field. runway: the end used (default: by the seed). pressure_ft: added to every
    altitude, as a day's pressure does. noise_m: standard deviation of positions. missing: share of rows not received.
    flags: whether the airframe sends its ground flag. ways: flown instead of the usual ones of the kind. Raises ValueError for a field no runway of which can be drawn."""
    random = np.random.default_rng(seed)
    end = _end(airfield, runway, random)
    time, along, beside, high, speed = _flown(ways or _ways(kind, end.length, random))
    lat, lon = _earth(end, airfield, along, beside)
    lat = lat + random.normal(0, noise_m, len(lat)) / 1000 / KM_A_DEGREE
    lon = lon + random.normal(0, noise_m, len(lon)) / 1000 / KM_A_DEGREE / np.cos(np.radians(lat))
    rolling = high <= 0.0
    flown = np.degrees(np.arctan2(np.gradient(along), np.gradient(beside)))  # 90: along the runway
    altitude = np.round((high + pressure_ft + (airfield.elevation_m or 0.0) * FEET_A_METRE) / 25) * 25
    kept = random.random(len(time)) >= missing
    points = points_of(
        time=start + time, lat=lat, lon=(lon + 180.0) % 360.0 - 180.0,
        altitude=np.where(rolling, np.nan, altitude), speed=np.round(speed),
        course=np.where(speed > 3.0, (end.heading + 90.0 - flown) % 360.0, np.nan),
        climb=np.round(np.gradient(high) * 60.0 / 64) * 64,
        ground=np.where(rolling, 1, 0) if flags else np.full(len(time), -1), located=np.full(len(time), int(located)),
    ).take(kept)  # fmt: skip
    calls = ((start, callsign),) if callsign else ()
    track = Track(address, points, calls, None, type_code, OPERATOR, ())
    return Made(track, tuple(replace(t, time=start + t.time) for t in _truth(kind, end, time, along, high)))


def _end(airfield: Airfield, runway: str | None, random: np.random.Generator) -> End:
    ends = ends_of(airfield)
    if runway is not None:
        ends = tuple(e for e in ends if e.ident == runway)
    if not ends:
        raise ValueError(f"{airfield.ref} has no runway {runway or 'that can be drawn'}")
    return ends[int(random.integers(len(ends)))]


def _ways(kind: Flight, length: float, random: np.random.Generator) -> list[Way]:
    side = 1.0 if random.random() < 0.5 else -1.0
    v = float(random.uniform(115, 150))  # knots over the threshold
    glide = GLIDE_FT_KM * float(random.uniform(0.9, 1.15))
    short = min(length * 0.25, 0.4)
    approach = [
        (-65.0, side * 28.0, 11_000.0, 290.0, 0.0), (-36.0, side * 14.0, 6500.0, 250.0, 0.0),
        (-25.0, side * 4.0, 25.3 * glide * 0.9, 210.0, 0.0), (-17.0, 0.0, 17.3 * glide, 190.0, 0.0),
        (-8.0, 0.0, 8.3 * glide, v + 20, 0.0), (-3.0, 0.0, 3.3 * glide, v, 0.0),
    ]  # fmt: skip
    touch = [(short, 0.0, 0.0, v - 5, 0.0)]
    stops = min(length * 0.75, 2.2)
    taxi = [(stops, 0.0, 0.0, 25.0, 0.0), (stops, side * 0.25, 0.0, 15.0, 0.0)]
    park = [(stops * 0.6, side * 0.45, 0.0, 12.0, 0.0)]
    lift = min(length * 0.75, 2.0)
    depart = [
        (0.1, side * 0.25, 0.0, 12.0, 0.0), (0.1, 0.0, 0.0, 8.0, 20.0), (lift, 0.0, 0.0, v + 10, 0.0),
    ]  # fmt: skip
    gradient = float(random.uniform(250, 500))  # feet a kilometre
    turn = side * float(random.choice((0.0, 1.0, -1.0)))

    def climb(at: float, high: float) -> list[Way]:
        return [
            (at + 5.0, 0.0, high + 5 * gradient, v + 40, 0.0), (at + 12.0, turn * 4.0, high + 11 * gradient, 240.0, 0.0),
            (at + 40.0, turn * 25.0, high + 11 * gradient + 6000, 290.0, 0.0),
        ]  # fmt: skip

    if kind == "landing":
        return [*approach, *touch, *taxi, (*park[0][:4], 300.0)]
    if kind == "take-off":
        return [(*park[0][:4], 300.0), *depart, *climb(lift, 0.0)]
    if kind == "stop":
        return [*approach, *touch, *taxi, (*park[0][:4], PARKED_S), *depart, *climb(lift, 0.0)]
    if kind == "touch-and-go":
        rolled = short + min(0.35 * length, 0.9)
        again = min(rolled + 0.6, length * 0.9)
        return [
            *approach,
            *touch,
            (rolled, 0.0, 0.0, v * 0.6, 0.0),
            (again, 0.0, 0.0, v, 0.0),
            *climb(again, 0.0),
        ]
    if kind == "go-around":
        at = float(random.uniform(-4.0, -0.8))
        low = (0.3 - at) * glide
        return [*approach[: 6 if at > -3.0 else 5], (at, 0.0, low, v, 0.0), *climb(at + 0.3, low)]
    if kind == "low approach":
        low = float(random.uniform(50, 300))
        return [
            *approach,
            (0.3 - low / glide, 0.0, low, v, 0.0),
            (length, 0.0, low, v, 0.0),
            *climb(length, low),
        ]
    high = float(random.choice((4000.0, 9000.0, 33_000.0)))
    if kind == "overflight":
        return [(-70.0, side * 9.0, high, 420.0, 0.0), (70.0, side * -8.0, high, 420.0, 0.0)]
    ring = [(-28.0, 6.0), (-16.0, 6.0), (-14.0, 8.0), (-16.0, 10.0), (-28.0, 10.0), (-30.0, 8.0)]
    holding = [(a, side * b, 7000.0, 220.0, 0.0) for _ in range(3) for a, b in ring]
    return [(-80.0, side * 10.0, 12_000.0, 300.0, 0.0), *holding, (-60.0, side * 60.0, 12_000.0, 300.0, 0.0)]


def _flown(ways: Sequence[Way]) -> tuple[F64, F64, F64, F64, F64]:
    """Time, along, beside, height and speed each second: straight between way-points, speed changing evenly; turns
    rounded over some 20 s."""
    a = np.array(ways, dtype=np.float64)
    far = np.hypot(np.diff(a[:, 0]), np.diff(a[:, 1]))
    took = far / np.maximum((a[:-1, 3] + a[1:, 3]) / 2 * KNOT_KM_S, 1e-6)
    arrive = np.concatenate(([0.0], np.cumsum(took + a[:-1, 4])))
    time = np.arange(0.0, arrive[-1] + a[-1, 4], 1.0)
    leg = np.clip(np.searchsorted(arrive, time, side="right") - 1, 0, len(a) - 1)
    into = time - arrive[leg] - a[leg, 4]
    after = np.minimum(leg + 1, len(a) - 1)
    length = np.concatenate((took, [1.0]))[leg]
    share = np.clip(into / length, 0.0, 1.0)
    v0, v1 = a[leg, 3], a[after, 3]
    done = (
        share * (2 * v0 + (v1 - v0) * share) / np.maximum(v0 + v1, 1e-6)
    )  # of the way: speed changes evenly
    along, beside, high = (a[leg, i] + done * (a[after, i] - a[leg, i]) for i in range(3))
    speed = np.where(into < 0, 0.0, v0 + share * (v1 - v0))
    speed = np.where((leg == len(a) - 1) & (a[-1, 4] > 0), 0.0, speed)
    level = high > 200.0
    return time, _eased(along, level), _eased(beside, level), high, speed


def _eased(values: F64, where: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> F64:
    window = np.ones(21) / 21
    padded = np.concatenate((2 * values[0] - values[10:0:-1], values, 2 * values[-1] - values[-2:-12:-1]))
    return np.where(where, np.convolve(padded, window, mode="valid"), values)


def _earth(end: End, field: Airfield, along: F64, beside: F64) -> tuple[F64, F64]:
    x = end.x + along * end.east + beside * end.north
    y = end.y + along * end.north - beside * end.east
    lat = field.lat + y / KM_A_DEGREE
    return lat, field.lon + x / (KM_A_DEGREE * np.cos(np.radians(field.lat)))


def _truth(kind: Flight, end: End, time: F64, along: F64, high: F64) -> tuple[Truth, ...]:
    low = np.flatnonzero(high <= 0.0)
    down = Truth("landing", float(time[low[0]]), end.ident) if len(low) else None
    up = Truth("take-off", float(time[low[-1]]), end.ident) if len(low) else None
    if kind in ("stop", "touch-and-go") and down and up:
        return (down, up)
    if kind == "landing" and down:
        return (down,)
    if kind == "take-off" and up:
        return (up,)
    if kind in ("go-around", "low approach"):
        return (Truth(kind, float(time[int(np.argmin(high))]), end.ident),)
    if kind == "overflight":
        return (Truth(kind, float(time[int(np.argmin(np.abs(along)))]), None),)
    return ()


def lost_below(track: Track, feet: float, airfield: Airfield) -> Track:
    """The same without its rows lower than `feet` above a field, by pressure, and without those on the ground."""
    p = track.points
    low = np.isnan(p.altitude) | (p.altitude < feet + (airfield.elevation_m or 0.0) * FEET_A_METRE)
    return replace(track, points=p.take(~low & (p.ground != 1)))


def frozen_rows(track: Track, first: int, rows: int) -> Track:
    """With the row `first` sent again each second `rows` times, as a receiver does that hears no more."""
    p = track.points
    which = np.concatenate((np.arange(first + 1), np.full(rows, first), np.arange(first + 1, len(p)))).astype(
        np.intp
    )
    q = p.take(which)
    time = q.time.copy()
    time[first + 1 : first + 1 + rows] += np.arange(1, rows + 1)
    return replace(track, points=replace(q, time=time))


def spoofed_block(track: Track, first: int, rows: int, lat: float, lon: float) -> Track:
    """With the positions of a block set to about one place, as a spoofed receiver in an aircraft reports them."""
    p = track.points
    a, b = p.lat.copy(), p.lon.copy()
    drift = np.arange(rows) * 2e-4
    a[first : first + rows] = lat + drift
    b[first : first + rows] = lon + drift
    return replace(track, points=replace(p, lat=a, lon=b))
