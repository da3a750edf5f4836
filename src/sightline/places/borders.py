"""Stretches along the borders of neighbouring countries, from the towns on both sides."""

from functools import lru_cache

from sightline.places.gazetteer import DATA
from sightline.places.geometry import Disc


@lru_cache(maxsize=1)
def _table() -> dict[frozenset[str], Disc]:
    table = {}
    for line in (DATA / "borders.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            one, two, lat, lon, radius = line.split("\t")
            table[frozenset((one, two))] = Disc(float(lat), float(lon), float(radius))
    return table


def border(one: str, two: str) -> Disc | None:
    """The disc over the towns along a common border; None where the two are no neighbours."""
    return _table().get(frozenset((one, two)))


def neighbours(code: str) -> tuple[str, ...]:
    return tuple(sorted(c for pair in _table() if code in pair for c in pair if c != code))
