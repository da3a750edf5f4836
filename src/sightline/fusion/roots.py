"""Roots: what each page of one event rests on in the end, and which pages so speak with one voice.

A page that names another page on record rests on whatever that one rests on, down to the last that is on record; a
name without a page of its own is itself a root ("Frontier Watch reported" on three sites, its page not in the
ledger). Pages that name each other in a circle are one root. (Source dependence of this kind, told from what is
printed rather than from errors in common: Dong, Berti-Equille & Srivastava 2009.)

A page with several roots adds no voice, and it does not make one of them: a round-up that cites two reports goes with
one of them and leaves both standing. Only where none of its roots is borne by a page of its own do pages with a root
in common become one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sightline.fusion.groups import Groups


class Root(NamedTuple):
    """What a page rests on. kind: "page" (a unit of pages), "name", "land" (officials of a country), "quote"."""

    kind: str
    key: str


Edges = Mapping[Root, Iterable[Root]]


def roots(units: Iterable[str], edges: Edges) -> dict[str, frozenset[Root]]:
    """Unit -> the last things it rests on: itself where it rests on nothing."""
    reach: dict[Root, frozenset[Root]] = {}
    found = {}
    for unit in units:
        below = _reach(Root("page", unit), edges, reach)
        last = {
            min(_reach(n, edges, reach))
            for n in below
            if all(n in _reach(m, edges, reach) for m in _reach(n, edges, reach))
        }
        found[unit] = frozenset(last)
    return found


def _reach(start: Root, edges: Edges, known: dict[Root, frozenset[Root]]) -> frozenset[Root]:
    if start not in known:
        seen, todo = {start}, [start]
        while todo:
            for node in edges.get(todo.pop(), ()):
                if node not in seen:
                    seen.add(node)
                    todo.append(node)
        known[start] = frozenset(seen)
    return known[start]


class Joined(NamedTuple):
    """Two units that speak as one because of a root."""

    a: str
    b: str
    root: Root


def joined(resting: Mapping[str, frozenset[Root]]) -> list[Joined]:
    """Which units become one voice. In rising number of roots, so that it does not depend on the order."""
    bearer: dict[Root, str] = {}
    found: list[Joined] = []
    levels: dict[int, list[str]] = defaultdict(list)
    for unit in sorted(resting):
        levels[len(resting[unit])].append(unit)
    for size in sorted(levels):
        fresh: list[str] = []
        for unit in levels[size]:
            borne = sorted(r for r in resting[unit] if r in bearer)
            if borne:
                found.append(Joined(bearer[borne[0]], unit, borne[0]))
            else:
                fresh.append(unit)
        found += _level(fresh, resting, bearer)
    return found


def _level(fresh: list[str], resting: Mapping[str, frozenset[Root]], bearer: dict[Root, str]) -> list[Joined]:
    """Units none of whose roots is borne yet: those with one in common are one, and bear their roots."""
    first: dict[Root, str] = {}
    groups = Groups(fresh)
    found = []
    for unit in fresh:
        for root in sorted(resting[unit]):
            one = first.setdefault(root, unit)
            if one != unit and groups.join(one, unit):
                found.append(Joined(one, unit, root))
    bearer |= first
    return found
