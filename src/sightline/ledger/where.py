"""A box and a period as numbers, which each dialect's index of current claims is asked with."""

from dataclasses import dataclass
from typing import Literal

# How many claims the other filters of a search leave, beside its words: not asked, few enough to look at each, many.
Beside = Literal["unknown", "few", "many"]


@dataclass(frozen=True, slots=True)
class Where:
    """Current claims whose circle's box meets the box, and whose time may lie between.

    south, west, north, east: degrees, all None for anywhere, placed or not; east >= west, and may be above 180.
    earliest, latest: seconds since 1970 UTC, None for no limit; timed: leave out what has no time at all.
    """

    south: float | None = None
    west: float | None = None
    north: float | None = None
    east: float | None = None
    earliest: int | None = None
    latest: int | None = None
    timed: bool = False
