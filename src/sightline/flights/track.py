"""Track: what receivers heard of one airframe, as columns. Nothing here is judged or mended; see `clean`."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
F32 = NDArray[np.float32]
I8 = NDArray[np.int8]
BLOCK = 1 << 18  # rows at a time


class Located(IntEnum):
    """How a position came about. UNKNOWN: the format does not say."""

    UNKNOWN = 0
    ADSB = 1
    MLAT = 2  # computed by receivers on the ground from arrival times
    TISB = 3  # rebroadcast by a ground station
    ADSC = 4  # by satellite contract, minutes apart
    OTHER = 5
    SYNTHETIC = 6  # made up, for tests and demonstrations


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Columns of equal length, in the order they came.

    time: seconds since 1970 UTC of the row. at: of the position in it (NaN: not said; older than `time` where a
    receiver repeats itself). lat, lon: degrees WGS84, NaN where the row has none. altitude: barometric, feet above
    the 1013.25 hPa surface; height: geometric, feet above the ellipsoid; speed: over ground, knots; course: over
    ground, degrees from true north; climb: feet a minute; all NaN where not said. ground: 1 on the ground,
    0 in the air, -1 not said. located: a Located.
    """

    time: F64
    lat: F64
    lon: F64
    altitude: F32
    height: F32
    speed: F32
    course: F32
    climb: F32
    ground: I8
    located: I8
    at: F64

    def __len__(self) -> int:
        return len(self.time)

    def take(self, which: "NDArray[np.bool_] | NDArray[np.intp] | slice") -> "Points":
        """The rows of a mask, of indexes or of a slice."""
        return Points(*(getattr(self, f.name)[which] for f in fields(Points)))

    def squeezed(self, which: "NDArray[np.bool_]") -> "Points":
        """The rows of a mask, moved together in the memory of these columns, whose contents are lost by it."""
        return Points(*(_squeezed(getattr(self, f.name), which) for f in fields(Points)))


def _squeezed(column: NDArray[Any], which: "NDArray[np.bool_]") -> NDArray[Any]:
    used = 0
    for rows in blocks(len(column)):
        part = column[rows][which[rows]]  # a copy: it may be written over the rows it was taken from
        column[used : used + len(part)] = part
        used += len(part)
    return column[:used]


def blocks(count: int, size: int = BLOCK) -> Iterator[slice]:
    """Slices that make up `count` rows, for work whose intermediate columns would else be as long as the track."""
    for start in range(0, count, size):
        yield slice(start, min(start + size, count))


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """address: 24-bit ICAO address as six lower-case hex digits, with "~" in front where it is none (TIS-B, anonymous).
    callsigns: as sent, each with the first time it was. registration, type_code (ICAO Doc 8643 designator),
    operator: as the file says, None where it does not. captures: ids of the captures it was read from.
    military: as the file's own registry says, None where it says nothing."""

    address: str
    points: Points
    callsigns: tuple[tuple[float, str], ...] = ()
    registration: str | None = None
    type_code: str | None = None
    operator: str | None = None
    captures: tuple[str, ...] = ()
    military: bool | None = None

    def __len__(self) -> int:
        return len(self.points)

    @property
    def icao(self) -> bool:
        """Whether the address is one that ICAO's ranges give to states."""
        return not self.address.startswith("~")


_KINDS: Mapping[str, type[np.generic]] = {
    "time": np.float64, "lat": np.float64, "lon": np.float64, "altitude": np.float32, "height": np.float32,
    "speed": np.float32, "course": np.float32, "climb": np.float32, "ground": np.int8, "located": np.int8,
    "at": np.float64,
}  # fmt: skip
_UNKNOWN = {"ground": -1.0, "located": 0.0}  # all else: NaN
NAN = float("nan")
# time, lat, lon, altitude, height, speed, course, climb, ground, located, at: as in Points
Row = tuple[float, float, float, float, float, float, float, float, float, float, float]


@dataclass
class Builder:
    """Collects the rows of one airframe, 88 bytes a row until `track` is called."""

    address: str
    registration: str | None = None
    type_code: str | None = None
    operator: str | None = None
    callsigns: dict[str, float] = field(default_factory=dict)
    captures: dict[str, None] = field(default_factory=dict)
    _rows: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, row: Row) -> None:
        self._rows.extend(row)

    def call(self, callsign: str | None, time: float) -> None:
        """A callsign heard at that time; blanks and repeats are nothing new."""
        name = (callsign or "").strip().upper()
        if name and name not in self.callsigns:
            self.callsigns[name] = time

    def track(self) -> Track:
        """What was collected; the builder may go on collecting."""
        table = np.frombuffer(self._rows.tobytes(), dtype=np.float64).reshape(-1, len(_KINDS))
        points = points_of(**{name: table[:, i] for i, name in enumerate(_KINDS)})
        return Track(
            self.address, points, tuple((t, c) for c, t in self.callsigns.items()),
            self.registration, self.type_code, self.operator, tuple(self.captures),
        )  # fmt: skip


def points_of(**columns: "Sequence[float] | NDArray[np.generic]") -> Points:
    """Points from whole columns by name (`time` is needed; what is left out is unknown). Raises ValueError where
    the lengths differ."""
    length = len(columns["time"])
    if any(len(values) != length for values in columns.values()):
        raise ValueError("columns of a track differ in length")
    made = {
        name: np.array(columns[name], dtype=kind)
        if name in columns
        else np.full(length, _UNKNOWN.get(name, NAN), dtype=kind)
        for name, kind in _KINDS.items()
    }
    return Points(**made)


def joined(tracks: Iterable[Track]) -> tuple[Track, ...]:
    """One track an address, in order of address: rows in order of time (a stable sort: equal times keep their
    order), the first registration, type and operator given, all callsigns and captures."""
    groups: dict[str, list[Track]] = {}
    for track in tracks:
        groups.setdefault(track.address, []).append(track)
    return tuple(_one(groups[address]) for address in sorted(groups))


def _one(parts: list[Track]) -> Track:
    whole = Points(*(np.concatenate([getattr(p.points, f.name) for p in parts]) for f in fields(Points)))
    if len(whole) and np.any(np.diff(whole.time) < 0):
        whole = whole.take(np.argsort(whole.time, kind="stable"))
    heard: dict[str, float] = {}
    for time, name in sorted(c for p in parts for c in p.callsigns):
        heard.setdefault(name, time)
    return replace(
        parts[0],
        points=whole,
        callsigns=tuple((t, c) for c, t in heard.items()),
        registration=next((p.registration for p in parts if p.registration), None),
        type_code=next((p.type_code for p in parts if p.type_code), None),
        operator=next((p.operator for p in parts if p.operator), None),
        captures=tuple(dict.fromkeys(c for p in parts for c in p.captures)),
        military=next((p.military for p in parts if p.military is not None), None),
    )
