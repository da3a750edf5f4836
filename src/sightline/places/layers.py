"""The shipped gazetteer with an overlay on it: one store to those who look things up.

Entries of the overlay are numbered after those of the shipped file. What the shipped file has already is not said
twice: a row of the overlay with the same GeoNames id, or of the same class within a few kilometres under the same
name, stands for the shipped one.
"""

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from sightline.model.place import distance_km
from sightline.places.overlay import Overlay
from sightline.places.store import Row, Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REMEMBERED = 100_000  # names whose entries are kept in memory
_CLASSES = {
    "airbase": "air", "airfield": "air", "military-site": "site", "camp": "site", "range": "site", "missile-site": "site",
    "naval-base": "port", "port": "port",
}  # fmt: skip
_APART_KM = {"air": 6.0, "site": 6.0, "port": 6.0, "settlement": 3.0, "county": 80.0, "region": 500.0}


class Layers:
    """Read-only. Offers what Store offers; `plain`, `kind` of low numbers, capitals: of the shipped file."""

    def __init__(self, base: Store, overlay: Overlay) -> None:
        self.base, self.overlay = base, overlay
        self.version = f"{base.version} + {overlay.version}"
        self.size = base.size + overlay.size
        self.plain = base.plain
        self.capitals = base.capitals
        self.admin1 = base.admin1
        self.numbers = lru_cache(_REMEMBERED)(self._numbers)

    def _numbers(self, key: str) -> tuple[int, ...]:
        """Entries under a key, of both, the most populous settlement first after all else."""
        known = self.base.numbers(key)
        more = self.overlay.numbers(key)
        if not more:
            return known
        rows = [self.base.row(n) for n in known]
        found = dict.fromkeys(known)
        for number in more:
            found.setdefault(self._stands_for(number, rows))
        return tuple(sorted(found, key=self._order))

    def _order(self, number: int) -> tuple[bool, int, int]:
        """Settlements after all else, the most populous first."""
        if number < self.base.plain:
            return False, 0, number
        row = self.row(number)
        return row.kind == "settlement", -row.population if row.kind == "settlement" else 0, number

    def _stands_for(self, number: int, known: list[Row]) -> int:
        own = self.overlay.row(number)
        held = self._held(own.id)
        if held is not None:
            return held
        if own.kind == "region" and (region := self.base.admin1.get(own.part)) is not None:
            return region
        for row in known:
            kind = _CLASSES.get(own.kind, own.kind)
            if kind != _CLASSES.get(row.kind, row.kind) or (
                row.country and own.country not in (row.country, None)
            ):
                continue
            reach = _APART_KM.get(kind, max(row.radius or 0.0, 20.0))
            if distance_km(row.lat, row.lon, own.lat, own.lon) <= reach:
                return row.number
        return self.base.size + number

    @cached_property
    def _ids(self) -> tuple["NDArray[np.uint32]", "NDArray[np.intp]"]:
        """GeoNames ids of the shipped settlements in order, and their places among the settlements."""
        import numpy as np

        ids = self.base.geonames_ids()
        order = np.argsort(ids)
        return ids[order], order

    def _held(self, geonames_id: int) -> int | None:
        ids, order = self._ids
        at = int(ids.searchsorted(geonames_id))
        return self.base.plain + int(order[at]) if at < len(ids) and ids[at] == geonames_id else None

    def prefixes(self, text: str) -> list[str]:
        return sorted({*self.base.prefixes(text), *self.overlay.prefixes(text)}, key=len)

    def keys(self, prefix: str) -> list[str]:
        return sorted({*self.base.keys(prefix), *self.overlay.keys(prefix)})

    def kind(self, number: int) -> str:
        return (
            self.base.kind(number)
            if number < self.base.size
            else self.overlay.row(number - self.base.size).kind
        )

    def row(self, number: int) -> Row:
        if number < self.base.size:
            return self.base.row(number)
        own = self.overlay.row(number - self.base.size)
        return Row(
            number=number,
            name=own.name,
            lat=own.lat,
            lon=own.lon,
            kind=own.kind,
            country=own.country,
            region=self.base.admin1.get(own.part),
            population=own.population if own.kind == "settlement" else 0,
            radius=own.radius,
            ref=f"geonames:{own.id}",
        )
