"""Collector: where every format's rows go. Checks and counts them, keeps what is wanted, in 58 bytes a row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sightline.flights.formats.values import address as address_of
from sightline.flights.track import F64, NAN, Points, Track

Columns = Mapping[str, F64]
_COLUMNS: Mapping[str, type[np.generic]] = {
    "time": np.float64, "lat": np.float64, "lon": np.float64, "altitude": np.float32, "height": np.float32,
    "speed": np.float32, "course": np.float32, "climb": np.float32, "ground": np.int8, "located": np.int8,
    "at": np.float64,
}  # fmt: skip
_UNKNOWN = {"ground": -1.0, "located": 0.0}
# What no aircraft reaches is a broken number, not a measurement; wide on purpose (clean judges the rest).
_POSSIBLE = {
    "altitude": (-1e6, 1e6), "height": (-1e6, 1e6), "speed": (0.0, 1e6), "course": (0.0, 360.0),
    "climb": (-1e6, 1e6),
}  # fmt: skip


class BrokenError(Exception):
    """A file cannot be read, or not further: what a Trouble says of it. Never leaves `load`."""

    def __init__(self, code: str, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.advice = code, message, advice


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to keep of files that hold more. All that is given must hold; None: no such limit.

    box: south, west, north, east in degrees WGS84; west > east crosses the antimeridian. Rows without a position
    are in no box. start, end: seconds since 1970 UTC, both included. addresses: as in Track.address. anywhere:
    addresses whose rows are kept outside the box too, since a claim names them.
    """

    box: tuple[float, float, float, float] | None = None
    start: float | None = None
    end: float | None = None
    addresses: frozenset[str] | None = None
    anywhere: frozenset[str] = frozenset()


@dataclass
class Collector:
    """Rows of all files; `begin` starts the counts of one. Readers call `add`, `about`, `drop` and `notice`."""

    wanted: Wanted = field(default_factory=Wanted)
    capture: str | None = None
    kind: str = ""  # of this file: its format as far as it is known; rows read, rows kept
    rows: int = 0
    kept: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    notices: dict[str, tuple[str, str]] = field(default_factory=dict)  # code -> message, advice
    _codes: dict[object, int] = field(default_factory=dict)
    _addresses: dict[str, int] = field(default_factory=dict)
    _facts: dict[int, dict[str, str | bool]] = field(default_factory=dict)
    _heard: dict[int, dict[str, float]] = field(default_factory=dict)
    _captures: dict[int, dict[str, None]] = field(default_factory=dict)
    _code_of: "_Growing" = field(default_factory=lambda: _Growing(np.int32))
    _columns: "dict[str, _Growing]" = field(
        default_factory=lambda: {name: _Growing(kind) for name, kind in _COLUMNS.items()}
    )

    def begin(self, capture: str | None) -> None:
        self.capture, self.kind, self.rows, self.kept = capture, "", 0, 0
        self.dropped, self.notices = Counter(), {}

    def found(self, kind: str) -> None:
        """The format of this file; the first that is found stands."""
        self.kind = self.kind or kind

    def drop(self, why: str, rows: int = 1) -> None:
        """Rows that a reader could not use, with the reason that follows "rows dropped: 12 "."""
        if rows:
            self.rows += rows
            self.dropped[why] += rows

    def notice(self, code: str, message: str, advice: str = "") -> None:
        """Something the user should know of this file; the first of a code stands."""
        self.notices.setdefault(code, (message, advice))

    def add(
        self,
        addresses: "str | Sequence[object]",
        columns: Columns,
        callsigns: "Sequence[object] | None" = None,
    ) -> None:
        """Rows, all of one address or each with its own. columns: by the names and units of Points; `time` is
        needed, the rest is unknown where left out. callsigns: one a row, None or "" where not said."""
        count = len(columns["time"])
        self.rows += count
        codes = self._coded(addresses, count)
        columns = _whole_places(columns)
        keep = self._sound(codes, columns)
        keep &= self._asked(codes, columns, keep)
        which = slice(None) if keep.all() else np.flatnonzero(keep)
        kept = count if isinstance(which, slice) else len(which)
        if not kept:
            return
        self.kept += kept
        codes = codes[which]
        for code in np.unique(codes).tolist() if not isinstance(addresses, str) else (int(codes[0]),):
            if self.capture:
                self._captures.setdefault(code, {})[self.capture] = None
        if callsigns is not None:
            self._call(codes, columns["time"][which], callsigns, which)
        self._code_of.extend(codes, kept)
        for name, column in self._columns.items():
            column.extend(_wide(columns, which, name) if name in columns else _UNKNOWN.get(name, NAN), kept)

    def about(self, address: str, **facts: "str | bool | None") -> None:
        """registration, type_code, operator (text) and military (bool) as the file says; the first given stands."""
        code = self._code(address)
        mine = self._facts.setdefault(code, {})
        for name, value in facts.items():
            said = value.strip() if isinstance(value, str) else value
            if said or (said is False and name == "military"):
                mine.setdefault(name, said)

    def tracks(self) -> tuple[Track, ...]:
        """One track an address, in order of address, rows in order of time (equal times as they came). Empties the
        collector; the tracks are views of common columns, so they cost nothing beside them."""
        names = sorted(self._addresses)
        rank = np.empty(len(names), dtype=np.int32)
        rank[[self._addresses[name] for name in names]] = np.arange(len(names))
        codes = rank[self._code_of.taken()]
        columns = {name: column.taken() for name, column in self._columns.items()}
        if not len(codes):
            return ()
        order = _order(codes, columns["time"])
        if order is not None:
            codes = codes[order]
            for name in _COLUMNS:  # one at a time: the old column is free before the next is made
                columns[name] = columns[name][order]
        points = Points(**columns)  # type: ignore[arg-type]
        starts = np.flatnonzero(np.diff(codes, prepend=-1))
        ends = np.append(starts[1:], len(codes))
        return tuple(
            self._track(names[codes[a]], points.take(slice(a, b)))
            for a, b in zip(starts.tolist(), ends.tolist(), strict=True)
        )

    def _track(self, address: str, points: Points) -> Track:
        code = self._addresses[address]
        calls = sorted((time, name) for name, time in self._heard.get(code, {}).items())
        return Track(
            address, points, tuple(calls), captures=tuple(self._captures.get(code, ())),
            **self._facts.get(code, {}),  # type: ignore[arg-type]
        )  # fmt: skip

    def _code(self, value: object) -> int:
        """-1 for what is no address."""
        found = self._codes.get(value) if isinstance(value, str | int) else -1
        if found is None:
            name = address_of(value)
            found = -1 if name is None else self._addresses.setdefault(name, len(self._addresses))
            if found >= 0 or len(self._codes) < 1_000_000:  # garbage must not fill memory
                self._codes[value] = found
        return found

    def _coded(self, addresses: "str | Sequence[object]", count: int) -> NDArray[np.int32]:
        if isinstance(addresses, str):
            return np.full(count, self._code(addresses), dtype=np.int32)
        known, find = self._codes, self._code
        try:
            codes = [known[a] if a in known else find(a) for a in addresses]
        except TypeError:  # a list or an object where an address belongs
            codes = [find(a) for a in addresses]
        return np.array(codes, dtype=np.int32)

    def _sound(self, codes: NDArray[np.int32], columns: Columns) -> NDArray[np.bool_]:
        """Rows with an address, a time and no position off the globe; counts the others by the first fault."""
        keep = np.ones(len(codes), dtype=np.bool_)
        off = np.zeros(len(codes), dtype=np.bool_)
        if "lat" in columns and "lon" in columns:
            lat, lon = columns["lat"], columns["lon"]
            off = (np.abs(lat) > 90) | (np.abs(lon) > 180)
        for why, bad in (
            ("without an address of 24 bits", codes < 0),
            ("without a time", np.isnan(columns["time"])),
            ("with a position off the globe", off),
        ):
            found = int(np.count_nonzero(bad & keep))
            if found:
                self.dropped[why] += found
                keep &= ~bad
        return keep

    def _asked(
        self, codes: NDArray[np.int32], columns: Columns, sound: NDArray[np.bool_]
    ) -> "NDArray[np.bool_] | bool":
        """Rows that are wanted; counts the sound ones that are not."""
        wanted = self.wanted
        if wanted == Wanted():
            return True
        keep = np.ones(len(codes), dtype=np.bool_)
        if wanted.start is not None:
            keep &= columns["time"] >= wanted.start
        if wanted.end is not None:
            keep &= columns["time"] <= wanted.end
        if wanted.addresses is not None:
            keep &= np.isin(codes, self._codes_of(wanted.addresses))
        if wanted.box is not None:
            inside = _inside(wanted.box, columns) | np.isin(codes, self._codes_of(wanted.anywhere))
            keep &= inside
        left = int(np.count_nonzero(sound & ~keep))
        if left:
            self.dropped["not asked for"] += left
        return keep

    def _codes_of(self, addresses: frozenset[str]) -> list[int]:
        return [self._addresses[a] for a in addresses if a in self._addresses]

    def _call(
        self,
        codes: NDArray[np.int32],
        time: NDArray[np.generic],
        callsigns: Sequence[object],
        which: "slice | NDArray[np.intp]",
    ) -> None:
        names = callsigns if isinstance(which, slice) else [callsigns[i] for i in which.tolist()]
        pairs = zip(codes.tolist()[::-1], names[::-1], strict=True)
        try:
            first = dict(
                zip(pairs, time.tolist()[::-1], strict=True)
            )  # the last one to be set is the first heard
        except TypeError:  # a list or an object where a callsign belongs
            self._call(codes, time, [n if isinstance(n, str) else None for n in names], slice(None))
            return
        for (code, raw), when in first.items():
            name = raw.strip().upper() if isinstance(raw, str) else ""
            mine = self._heard.setdefault(code, {})
            if (
                any(map(str.isalnum, name)) and mine.get(name, np.inf) > when
            ):  # "@@@@": a message not understood
                mine[name] = when


def _whole_places(columns: Columns) -> Columns:
    """A latitude without a longitude is no place, and the reverse."""
    if "lat" not in columns or "lon" not in columns:
        return {n: c for n, c in columns.items() if n not in ("lat", "lon")}
    half = np.isnan(columns["lat"]) != np.isnan(columns["lon"])
    if not half.any():
        return columns
    return {**columns, **{n: np.where(half, NAN, columns[n]) for n in ("lat", "lon")}}


def _wide(columns: Columns, which: "slice | NDArray[np.intp]", name: str) -> F64:
    """The chosen rows of a column, numbers that are impossible made unknown."""
    column = columns[name][which]
    if name not in _POSSIBLE:
        return column
    least, most = _POSSIBLE[name]
    return np.where((column >= least) & (column <= most), column, NAN)


class _Growing:
    """A column that grows in place: joining blocks at the end would hold everything twice."""

    def __init__(self, kind: type[np.generic]) -> None:
        self._array: NDArray[np.generic] = np.empty(0, kind)
        self._used = 0

    def extend(self, values: "NDArray[np.generic] | float", count: int) -> None:
        end = self._used + count
        if end > len(self._array):
            self._array.resize(max(end, len(self._array) * 9 // 8 + 4096), refcheck=False)
        self._array[self._used : end] = values
        self._used = end

    def taken(self) -> "NDArray[np.generic]":
        """The column, which is empty afterwards."""
        found, self._array = self._array, np.empty(0, self._array.dtype)
        found.resize(self._used, refcheck=False)
        self._used = 0
        return found


def _inside(box: tuple[float, float, float, float], columns: Columns) -> NDArray[np.bool_]:
    south, west, north, east = box
    if "lat" not in columns or "lon" not in columns:
        return np.zeros(len(columns["time"]), dtype=np.bool_)
    lat, lon = columns["lat"], columns["lon"]
    across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return np.asarray((lat >= south) & (lat <= north) & across, dtype=np.bool_)


def _order(codes: NDArray[np.int32], time: NDArray[np.generic]) -> "NDArray[np.intp] | None":
    """What sorts rows by address, then time; None where they are sorted already."""
    step, later = np.diff(codes), np.diff(time)
    if bool(np.all((step > 0) | ((step == 0) & (later >= 0)))):
        return None
    return np.lexsort((time, codes))
