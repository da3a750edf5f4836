"""Raw Mode S (Beast, AVR), decoded by rs1090 where that is installed. A recording carries no date: the user gives it."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

import numpy as np

from sightline.flights.formats import values
from sightline.flights.formats.collect import BrokenError, Collector
from sightline.flights.formats.frames import Frame
from sightline.flights.formats.source import Hints
from sightline.flights.track import NAN, Located

_TOGETHER = 50_000  # messages decoded at a time
_PAIR_S = 10.0  # a position is decoded from two messages at most so far apart (ICAO Doc 9871)
_RECENT_S = 10.0  # as in sbs
_HEX = re.compile(r"(?:[0-9a-f]{14}){1,2}")
_OWN_ADDRESS = frozenset((11, 17, 18))  # downlink formats that send their address in clear
_COLUMNS = ("time", "lat", "lon", "altitude", "height", "speed", "course", "climb", "ground", "located")


def read_frames(frames: Iterable[Frame], faults: Counter[str], out: Collector, hints: Hints) -> None:
    """Decodes and adds what the frames hold. Raises BrokenError where rs1090 or the date is missing."""
    decode = _decoder()
    dated = _dated(iter(frames), out, hints)
    state = _State()
    before: list[tuple[float, str]] = []
    while several := list(islice(dated, _TOGETHER)):
        # The last seconds are decoded again with the next, so that no pair of position messages is torn apart.
        both = before + several
        found = decode([m for _, m in both], timestamp=[t for t, _ in both])
        state.take(found, several[0][0] if before else -math.inf)
        state.flush(out)
        before = [f for f in both[-5_000:] if f[0] >= several[-1][0] - _PAIR_S]
    for why, count in sorted(faults.items()):
        out.drop(why, count)


def _decoder() -> Any:
    try:
        import rs1090
    except ImportError as error:
        raise BrokenError(
            "needs-rs1090", "raw Mode S recordings are decoded by rs1090, which is not installed",
            "install rs1090, or record as SBS or JSON",
        ) from error  # fmt: skip
    return rs1090.decode


def _dated(frames: Iterable[Frame], out: Collector, hints: Hints) -> Iterable[tuple[float, str]]:
    """Frames with whole times; a counter that jumps back (a restart) leaves the rest of the file undated."""
    first = last = NAN
    for time, counted, message in frames:
        if not _HEX.fullmatch(message) or int(message[:2], 16) >> 3 not in _OWN_ADDRESS:
            continue  # other formats hide their address in the checksum: one bit wrong makes up an airframe
        if not counted:
            yield time, message
            continue
        if hints.start is None:
            raise BrokenError(
                "no-date", "a raw recording carries no date, only the time since the receiver was started",
                "say when it began (UTC)",
            )  # fmt: skip
        if math.isnan(time):
            out.drop("without a time")
            continue
        if math.isnan(first):
            first = last = time
        if time < last - 60:
            raise BrokenError(
                "restart", "the receiver was restarted; what came after has no date", "split the recording"
            )
        last = max(last, time)
        yield hints.start + time - first, message


class _State:
    """Rows that are waiting, and what each airframe last said of its speed."""

    def __init__(self) -> None:
        self.velocity: dict[str, tuple[float, float, float, float]] = {}
        self.last: dict[str, float] = {}
        self.names: list[str] = []
        self.calls: list[object] = []
        self.rows: list[tuple[float, ...]] = []

    def take(self, found: Iterable[Mapping[str, Any]], after: float) -> None:
        """Rows of decoded messages from `after` on. Speed and callsign come in messages of their own, as in sbs."""
        for message in found:
            address, time = message.get("icao24"), float(message["timestamp"])
            if not isinstance(address, str) or time < after:
                continue
            speed, course = values.number(message.get("groundspeed")), values.number(message.get("track"))
            climb = values.number(message.get("vertical_rate"))
            if message.get("bds") == "09":
                self.velocity[address] = (time, speed, course, climb)
            lat, call = values.number(message.get("latitude")), message.get("callsign")
            if math.isnan(lat) and not call and time - self.last.get(address, -math.inf) < _RECENT_S:
                continue
            heard = self.velocity.get(address)
            if heard and math.isnan(speed) and time - heard[0] <= _RECENT_S:
                _, speed, course, climb = heard
            altitude = values.number(message.get("altitude"))
            geometric = message.get("source") == "GNSS"
            self.last[address] = time
            self.names.append(address)
            self.calls.append(call)
            self.rows.append((
                time, lat, values.number(message.get("longitude")), NAN if geometric else altitude,
                altitude if geometric else NAN, speed, course, climb,
                1.0 if message.get("bds") == "06" else 0.0 if message.get("bds") == "05" else -1.0,
                Located.TISB if message.get("df") == "18" else Located.ADSB,
            ))  # fmt: skip

    def flush(self, out: Collector) -> None:
        if self.rows:
            table = np.array(self.rows, dtype=np.float64)
            out.add(self.names, {name: table[:, i] for i, name in enumerate(_COLUMNS)}, self.calls)
        self.names, self.calls, self.rows = [], [], []
