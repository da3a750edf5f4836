"""CSV track files: ADS-B Exchange, OpenSky, FlightRadar24, `traffic` and tables that analysts keep."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TextIO

from sightline.flights.formats.collect import BrokenError, Collector
from sightline.flights.formats.source import Hints
from sightline.flights.formats.table import Layout, add_table, layout_of
from sightline.flights.formats.text import lines

_TOGETHER = 20_000
_BEFORE = 20  # lines that may stand before the header: comments, "sep=;", rules of ASCII tables
_DELIMITERS = ",;\t|"


def header_of(start: Iterable[str]) -> tuple[int, str, list[str]] | None:
    """Which of the first lines is a header of tracks (its number from 0, the delimiter, the names); None: none is."""
    for at, line in enumerate(islice(start, _BEFORE)):
        for delimiter in _DELIMITERS:
            if delimiter in line:
                try:
                    names = [n.strip() for n in next(csv.reader([line], delimiter=delimiter))]
                except csv.Error:
                    continue
                if layout_of(names).usable:
                    return at, delimiter, names
    return None


def read_csv(text: TextIO, out: Collector, hints: Hints) -> str:
    """Reads the rows and says what wrote them; "" where no line is a header of tracks."""
    every = lines(text)
    start = list(islice(every, _BEFORE))
    header = header_of(start)
    if header is None:
        return ""
    at, delimiter, names = header
    layout = layout_of(names)
    body: Iterator[str] = chain(start[at + 1 :], every)
    if delimiter == "|":
        body = (line for line in body if not line.startswith("+-"))  # Impala's and Trino's shells
    _read(csv.reader(body, delimiter=delimiter), layout, names, out, hints)
    return layout.kind


def _read(
    rows: "Iterator[list[str]]", layout: Layout, names: Sequence[str], out: Collector, hints: Hints
) -> None:
    # The first of columns with the same name counts, as in layout_of.
    places = {name: names.index(name) for name in set(layout.columns.values())}
    least = max(places.values()) + 1
    fault: BrokenError | None = None
    while fault is None:
        several, fault = _several(rows)
        sound = [r for r in several if len(r) >= least and r != names]
        repeated = sum(
            1 for r in several if not r or r == names
        )  # blank lines, headers of files joined together
        out.drop("with too few fields", len(several) - len(sound) - repeated)
        if sound:
            add_table(out, layout, {n: [r[i] for r in sound] for n, i in places.items()}, hints)
        if len(several) < _TOGETHER:
            break
    if fault:
        raise fault


def _several(rows: "Iterator[list[str]]") -> tuple[list[list[str]], BrokenError | None]:
    several: list[list[str]] = []
    try:
        for row in rows:
            several.append(row)
            if len(several) == _TOGETHER:
                break
    except csv.Error as error:
        return several, BrokenError("csv", f"the table cannot be read further: {error}", "export it again")
    except BrokenError as error:
        return several, error
    return several, None
