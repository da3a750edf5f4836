"""Country outlines: Natural Earth, decoded from a committed file.

Arcs are those of TopoJSON (specification 1.0, section 2.1.4): integer steps, scaled and shifted to degrees
WGS84; an arc number ~n means arc n backwards. Each arc stands once, so a border is drawn once.
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Point = tuple[float, float]  # longitude, latitude
Line = tuple[Point, ...]
Scale = Literal["fine", "coarse"]


@dataclass(frozen=True, slots=True)
class Country:
    """code: ISO 3166-1 alpha-2 or None. rings: closed, outer rings and holes alike (fill rule evenodd)."""

    code: str | None
    name: str
    rings: tuple[Line, ...]


@cache
def box(line: Line) -> tuple[float, float, float, float]:
    """West, south, east, north of a line."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Outlines:
    """coasts: arcs that bound one country. borders: arcs that two share. coast_of, border_of: the codes of the
    countries that each of them bounds, in the same order."""

    source: str
    countries: tuple[Country, ...]
    coasts: tuple[Line, ...]
    borders: tuple[Line, ...]
    coast_of: tuple[frozenset[str | None], ...]
    border_of: tuple[frozenset[str | None], ...]


@cache
def _file() -> Any:
    raw = (files("sightline.model") / "data" / "outlines.json.gz").read_bytes()
    return json.loads(gzip.decompress(raw))


def decoded(arc: list[list[int]], scale: list[float], translate: list[float]) -> Line:
    """One arc in degrees."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
    return unwrapped(points)


def unwrapped(points: Sequence[Point]) -> Line:
    """The same line without jumps: a step across the antimeridian goes on beyond 180 degrees."""
    out: list[Point] = []
    turn = 0.0
    for x, y in points:
        if out:
            turn += 360.0 * round((out[-1][0] - (x + turn)) / 360)
        out.append((x + turn, y))
    return tuple(out)


def closed(ring: Line) -> Line:
    """A ring that runs once round a pole is closed over that pole."""
    first, last = ring[0], ring[-1]
    if abs(first[0] - last[0]) < 180:
        return ring
    pole = 90.0 if first[1] > 0 else -90.0
    return (*ring, (last[0], pole), (first[0], pole), first)


def stitched(numbers: list[int], arcs: list[Line]) -> Line:
    """The ring that the arcs make together, unwrapped; the point where two arcs meet stands once."""
    ring: list[Point] = []
    for n in numbers:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        ring.extend(arc[1:] if ring else arc)
    return closed(unwrapped(ring))


@cache
def outlines(scale: Scale = "fine") -> Outlines:
    """The world: "fine" is 1:50m with countries, "coarse" 1:110m land only."""
    data = _file()
    part = data[scale]
    arcs = [decoded(arc, part["scale"], part["translate"]) for arc in part["arcs"]]
    owners: list[set[str | None]] = [set() for _ in arcs]
    uses = [0] * len(arcs)
    countries = []
    for row in part["countries"]:
        rings = [ring for polygon in row["polygons"] for ring in polygon]
        for n in {n if n >= 0 else ~n for ring in rings for n in ring}:
            uses[n] += 1
            owners[n].add(row["code"])
        countries.append(Country(row["code"], row["name"], tuple(stitched(r, arcs) for r in rings)))
    return Outlines(
        data["source"],
        tuple(countries),
        coasts=tuple(a for a, n in zip(arcs, uses, strict=True) if n == 1),
        borders=tuple(a for a, n in zip(arcs, uses, strict=True) if n > 1),
        coast_of=tuple(frozenset(o) for o, n in zip(owners, uses, strict=True) if n == 1),
        border_of=tuple(frozenset(o) for o, n in zip(owners, uses, strict=True) if n > 1),
    )
