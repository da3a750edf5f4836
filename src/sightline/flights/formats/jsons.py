"""JSON track files: which reader an object or an array is for, by its keys."""

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, TextIO

from sightline.flights.formats import fr24, opensky, readsb, vrs
from sightline.flights.formats.collect import BrokenError, Collector
from sightline.flights.formats.jsonflow import Flow
from sightline.flights.formats.readsb import Members
from sightline.flights.formats.source import Hints
from sightline.flights.formats.table import add_table, layout_of

_WHOLE = 16 << 20  # characters: what is no larger is read in one go, which is three times as fast
_TOGETHER = 20_000
Reader = Callable[[Members, Collector, Hints], None]
# The array that tells each kind of object; it is read in pieces where the file is large.
_READERS: Mapping[str, tuple[str, Reader]] = {
    "trace": (readsb.TRACE, readsb.read_trace),
    "aircraft": ("readsb snapshot", readsb.read_snapshots),
    "files": ("tar1090 history", readsb.read_snapshots),
    "states": ("OpenSky states", opensky.read_states),
    "path": ("OpenSky track", opensky.read_path),
    "acList": ("Virtual Radar Server list", vrs.read_list),
}


def read_json(text: TextIO, out: Collector, hints: Hints) -> str:
    """Reads a file of JSON of any kind and says which it was; "" where it holds no tracks. Raises BrokenError where
    the file ends early or goes wrong, after what came before was added."""
    start = text.read(_WHOLE + 1)
    if len(start) <= _WHOLE:
        try:
            found = json.loads(start)
        except (ValueError, RecursionError):
            pass  # cut short, or several values one after another: in pieces, so what is there is not lost
        else:
            return _value(found, out, hints)
    return _pieces(Flow(_Ahead(start, text)), out, hints)


class _Ahead:
    """Text that was read already, then the rest of the stream."""

    def __init__(self, start: str, rest: TextIO) -> None:
        self._start, self._rest = io.StringIO(start), rest

    def read(self, size: int, /) -> str:
        return self._start.read(size) or self._rest.read(size)


def _pieces(flow: Flow, out: Collector, hints: Hints) -> str:
    kinds: dict[str, None] = {}
    rows: list[dict[str, Any]] = []
    try:
        while mark := flow.peek():
            if mark == "[":
                for several in flow.elements():
                    kinds[_list(several, out, hints)] = None
                continue
            if mark != "{":
                raise BrokenError("json", "the file is not JSON from some point on", "export it again")
            found = flow.small()
            if found is None:
                kinds[_object(_lazily(flow), out, hints)] = None
            elif _flat(tuple(found)):
                rows.append(found)  # an object a line
                if len(rows) >= _TOGETHER:
                    kinds[_rows(rows, out, hints)] = None
                    rows = []
            else:
                kinds[_object(iter(found.items()), out, hints)] = None
    finally:
        if rows:
            kinds[_rows(rows, out, hints)] = None
    return next(filter(None, kinds), "")


def _lazily(flow: Flow) -> Iterator[tuple[str, Any]]:
    for key in flow.members():
        yield key, flow.elements() if key in _READERS and flow.peek() == "[" else flow.value()


def _value(found: Any, out: Collector, hints: Hints) -> str:
    if isinstance(found, dict):
        return _object(iter(found.items()), out, hints)
    if isinstance(found, list):
        kinds = {_list(several, out, hints): None for several in readsb.blocks(found)}
        return next(filter(None, kinds), "")
    return ""


def _object(members: Iterator[tuple[str, Any]], out: Collector, hints: Hints) -> str:
    seen: list[tuple[str, Any]] = []
    for key, value in members:
        seen.append((key, value))
        kind, reader = _READERS.get(key, ("", None))
        array = isinstance(value, list | Iterator) or (value is None and key in ("trace", "states"))
        if reader is not None and array:
            out.found(kind)
            reader(chain(seen, members), out, hints)
            return kind
    whole = dict(seen)
    found = fr24.flights(whole)
    for flight in found:
        fr24.read_flight(flight, out, hints)
    return "FlightRadar24" if found else _columns(whole, out, hints)


def _list(several: Sequence[Any], out: Collector, hints: Hints) -> str:
    """Elements of an array: rows of a table, or objects each of which is a track."""
    first = next((v for v in several if isinstance(v, dict)), None)
    if first is None:
        out.drop("not a row", len(several))
        return ""
    if not _flat(tuple(first)) and any(k in first for k in ("tracks", *_READERS)):
        kinds = [_value(v, out, hints) for v in several if isinstance(v, dict)]
        return next(filter(None, kinds), "")
    return _rows(several, out, hints)


def _rows(several: Sequence[Any], out: Collector, hints: Hints) -> str:
    """Objects of one table; keys that are null may be left out of any."""
    sound = [r for r in several if isinstance(r, dict)]
    names = tuple(dict.fromkeys(chain.from_iterable(sound)))
    layout = layout_of(names)
    if not layout.usable:
        out.drop("without a time or a position among its columns", len(several))
        return ""
    out.drop("not a row", len(several) - len(sound))
    used = set(layout.columns.values())
    add_table(out, layout, {n: [r.get(n) for r in sound] for n in used}, hints)
    return layout.kind


def _columns(whole: Mapping[str, Any], out: Collector, hints: Hints) -> str:
    """A table by columns, as pandas writes it: {"lat": {"0": ...}}, {"lat": [...]}, or {"columns": [], "data": [[]]};
    or a single row."""
    if isinstance(whole.get("columns"), list) and isinstance(whole.get("data"), list):
        names = [str(n) for n in whole["columns"]]
        rows = [r for r in whole["data"] if isinstance(r, list) and len(r) == len(names)]
        out.drop("with too few fields", len(whole["data"]) - len(rows))
        whole = dict(zip(names, (list(c) for c in zip(*rows, strict=True)), strict=False))
    names = [n for n, c in whole.items() if isinstance(c, dict | list)]
    layout = layout_of(names)
    if not layout.usable:
        return _rows([whole], out, hints) if _flat(tuple(whole)) else ""
    table = {
        n: list(c.values()) if isinstance(c := whole[n], dict) else c for n in set(layout.columns.values())
    }
    count = len(table[layout.columns["time"]])
    even = {n: c for n, c in table.items() if len(c) == count}
    if len(even) < len(table):
        raise BrokenError("columns", "its columns differ in length", "export it again, by rows")
    for i in range(0, count, _TOGETHER):
        add_table(out, layout, {n: c[i : i + _TOGETHER] for n, c in table.items()}, hints)
    return layout.kind


@lru_cache(maxsize=256)
def _flat(names: tuple[str, ...]) -> bool:
    """Whether an object with these keys is a row of a table."""
    return not any(n in _READERS for n in names) and layout_of(names).usable
