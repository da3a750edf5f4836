"""Seen: one airframe as the check takes it: its believable track and who it is."""

from dataclasses import dataclass

from sightline.flights.clean import JUMP, OTHER, Cleaned
from sightline.flights.movement import Airframe
from sightline.flights.track import Located, Track

_FEW = 20  # rows off the track that every receiver has now and then
_SHARE = 0.005


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """track: cleaned. unplaced: rows that were heard without a position (Mode S only). doubt: why the positions may
    be false or of more than one sender, in words, or ""."""

    track: Track
    airframe: Airframe
    unplaced: int = 0
    doubt: str = ""

    @property
    def synthetic(self) -> bool:
        """Whether any of it is made up."""
        return bool((self.track.points.located == Located.SYNTHETIC).any())


def doubt_of(cleaned: Cleaned) -> str:
    """Why the positions that are left of a track may be false, or ""."""
    dropped = dict(cleaned.dropped)
    if others := dropped.get(OTHER, 0):
        return (
            f"{others:,} rows have another position at the same time: more than one sender uses the address"
        )
    jumped = dropped.get(JUMP, 0)
    if jumped > max(_FEW, _SHARE * len(cleaned.track)):
        return (
            f"{jumped:,} of its rows cannot be reached from the rest: its receiver was jammed or its positions are false, "
            "and the rest may be, too"
        )
    return ""
