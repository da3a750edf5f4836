"""Callsigns: whose they look like. A hint and no more; a callsign is what a pilot typed."""

import re
from dataclasses import dataclass
from functools import lru_cache

from sightline.flights.tables import rows

# Letters, then a flight number that begins with a digit ("RFF8041", "RCH24A"): a word or a registration is none.
_FLIGHT = re.compile(r"([A-Z]{3,4})[0-9][0-9A-Z]{0,4}")


@dataclass(frozen=True, slots=True)
class Hint:
    """kind: "military", "state" or "carrier". state: ISO 3166-1 alpha-2 of the user, None for several. source: of the row."""

    kind: str
    state: str | None
    who: str
    source: str


@lru_cache(maxsize=1)
def _table() -> dict[str, Hint]:
    return {p: Hint(kind, state or None, who, src) for p, kind, state, who, src in rows("callsigns.tsv", 5)}


def hint_of(callsign: str) -> Hint | None:
    """Who uses callsigns that begin like this one; None where the table has no such, or it is no flight's callsign."""
    found = _FLIGHT.fullmatch(callsign.strip().upper())
    return _table().get(found[1]) if found else None
