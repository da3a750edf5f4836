"""What holds what: the larger place named right behind or before a name ("Paris, Texas"; "Syria's Homs")."""

import itertools
import re

from sightline.places.spot import Scene, Spot
from sightline.places.words import COUNTY_NOUNS, REGION_NOUNS, SETTLEMENT_NOUNS

_BREAK = re.compile(r"[\n:;!?]|^\.\s")  # a new line or sentence: nothing behind it holds what is before


def find_containers(here: Scene, chosen: list[Spot]) -> None:
    """Set spot.container where a region or country stands right behind ("Paris, Texas"; "Guarico state of
    Venezuela"; "Homs (Syria)"), or before ("the Syrian city of Homs", "Syria's Homs")."""
    for spot, after in itertools.pairwise(chosen):
        between = here.text[spot.end : after.start]
        if len(between) > 40 or _BREAK.search(between) or after.adjective:
            continue
        middle = {w.strip(",(.").lower() for w in between.split()} - _SMALL - {""}
        if middle - _CLASS or not between.strip() or _same_level(spot, after):
            continue
        if _holds(after):
            spot.container = after.container or after
    for spot, after in itertools.pairwise(chosen):
        between = here.text[spot.end : after.start]
        if not spot.country or after.container is not None or after.country or len(between) > 30:
            continue
        rest = {w.lower() for w in between.replace("’s", " ").replace("'s", " ").split()}
        if rest <= {"of", "the"} | _CLASS:
            after.container = spot


_SMALL = frozenset(("in", "of", "the", "'s", "’s", "de", "del", "en"))
_CLASS = (
    REGION_NOUNS | SETTLEMENT_NOUNS | COUNTY_NOUNS | {"western", "eastern", "northern", "southern", "central"}
)


def _holds(spot: Spot) -> bool:
    return bool(spot.country) or any(r.kind in ("region", "country", "county", "area") for r in spot.rows)


def _same_level(spot: Spot, after: Spot) -> bool:
    """Two countries or two regions in a list hold nothing of each other."""
    for kind in ("country", "region"):
        if any(r.kind == kind for r in after.rows):
            return bool(spot.country) or any(r.kind == kind for r in spot.rows)
    return bool(spot.country)
