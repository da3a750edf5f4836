"""Movements that a silence holds: lost on final approach, first heard climbing out, or both."""

import math
from dataclasses import dataclass

import numpy as np

from sightline.flights.ends import Lost, Way, lost
from sightline.flights.ground import Ground
from sightline.flights.movement import Movement, Tier
from sightline.flights.near import GAP_S, Near
from sightline.flights.noted import noted
from sightline.flights.plane import apart
from sightline.flights.track import Track
from sightline.flights.words import climbing, feet, km, lasted, moment

STOP_S = 1200.0  # the shortest silence that may hold a stop
_ON_GROUND_S = 900.0
_FASTEST_KM_S = 0.22  # 430 kt from field to field; faster leaves less time on the ground
_SHOWN_S = 300.0
_LONGEST_S = 3600.0  # a landing or take-off lies within an hour of where the track was lost or found


@dataclass(frozen=True, slots=True)
class _Silence:
    """Beside a row: seconds until it was heard again, or since it had been before (inf: never), and km from there."""

    seconds: float
    km: float

    @property
    def holds_a_stop(self) -> bool:
        """Long enough to land, stand a while and be where it was heard next."""
        if math.isinf(self.seconds):
            return True
        return self.seconds >= STOP_S and self.seconds - self.km / _FASTEST_KM_S >= _ON_GROUND_S


def silent(track: Track, n: Near, pieces: list[tuple[int, int]], stood: tuple[Ground, ...]) -> list[Movement]:
    """Landings at the ends of what was heard in the air, take-offs at the beginnings. pieces: (first, last) row of each
    unbroken stretch. What ends or begins on the ground is left to `standing`."""
    back = n.backwards()
    touched, left = {g.first for g in stood}, {g.last for g in stood}
    ended: list[tuple[Lost | None, _Silence]] = []
    began: list[tuple[Lost | None, _Silence]] = []
    for a, b in pieces:
        after, before = _silence(track, int(n.rows[b]), 1), _silence(track, int(n.rows[a]), -1)
        ends = after.seconds > GAP_S and b + 1 not in touched
        begins = before.seconds > GAP_S and a - 1 not in left
        ended.append((lost(n, b, "in") if ends else None, after))
        began.append((lost(back, len(n) - 1 - a, "out") if begins else None, before))
    found: list[Movement] = []
    for number, piece in enumerate(pieces):
        was, after = ended[number]
        if was is not None and after.holds_a_stop:
            other = began[number + 1][0] if _follows(n, pieces, number) else None
            found.append(_movement(track, n, piece, was, after, other, "in"))
        was, before = began[number]
        if was is not None and before.holds_a_stop:
            other = ended[number - 1][0] if number and _follows(n, pieces, number - 1) else None
            found.append(_movement(track, n, piece, was, before, other, "out"))
    return found


def _follows(n: Near, pieces: list[tuple[int, int]], number: int) -> bool:
    """Whether the next row of the track after a piece is the first of the next piece."""
    if number + 1 >= len(pieces):
        return False
    return int(n.rows[pieces[number + 1][0]]) == int(n.rows[pieces[number][1]]) + 1


def _silence(track: Track, row: int, way: int) -> _Silence:
    p, other = track.points, row + way
    if not 0 <= other < len(p):
        return _Silence(math.inf, 0.0)
    a, b = slice(row, row + 1), slice(other, other + 1)
    far = apart(p.lat[a], p.lon[a], p.lat[b], p.lon[b])
    return _Silence(abs(float(p.time[other] - p.time[row])), float(far[0]))


def _movement(
    track: Track, n: Near, piece: tuple[int, int], at: Lost, silence: _Silence, other: Lost | None, way: Way
) -> Movement:
    """The movement that a silence beside a piece holds. other: the far side of the silence, where it is at this field."""
    tier = _tier(at, other)
    runway = None if at.end is None else at.end.ident if way == "in" else at.end.opposite
    reasons = [*_words(at, n, piece, silence, runway, way)]
    if tier == "bracketed":
        reasons.append("it descended to this field before the silence and climbed from it after")
    if tier == "compatible":
        reasons.append("compatible with this field, and perhaps with others: too little to name one")
    wait = min(silence.seconds, _LONGEST_S)
    if way == "in":
        time = float(n.time[piece[1]])
        rows = (max(int(np.searchsorted(n.time, time - _SHOWN_S)), piece[0]), piece[1])
        times = (time, time + wait)
    else:
        time = float(n.time[piece[0]])
        rows = (piece[0], min(int(np.searchsorted(n.time, time + _SHOWN_S)) - 1, piece[1]))
        times = (time - wait, time)
    return noted(
        track.address, n, rows, "landing" if way == "in" else "take-off", tier, times, tuple(reasons),
        runway=runway, lowest_ft=at.high,
    )  # fmt: skip


def _tier(at: Lost, other: Lost | None) -> Tier:
    if at.end is not None:
        return "inferred"
    if other is not None and at.near and other.near and (at.over or other.over):
        return "bracketed"
    return "compatible"


def _words(
    at: Lost, n: Near, piece: tuple[int, int], silence: _Silence, runway: str | None, way: Way
) -> tuple[str, ...]:
    time = float(n.time[piece[1] if way == "in" else piece[0]])
    place = f"{km(at.off)} from the runways" if n.ends else f"{km(at.off)} from the field"
    if runway is not None and at.before > 0:
        beyond = f"{km(at.before)} beyond the end of runway {runway}"
        place = f"{km(at.before)} before runway {runway}" if way == "in" else beyond
    elif runway is not None:
        place = f"over runway {runway}"
    rate = at.climb if way == "in" else -at.climb
    heard = "last heard" if way == "in" else "first heard"
    said = [f"{heard} {moment(time)} at {feet(at.high)}, {place}, {climbing(rate)}"]
    if runway is not None:
        leads = f"its climb leads back to runway {runway}"
        said.append(f"in line with runway {runway}, on a path that meets it" if way == "in" else leads)
    if not n.ends:
        said.append("no runway of this field is known, so that only distance could be judged")
    if math.isinf(silence.seconds):
        said.append(
            "never heard again in these tracks" if way == "in" else "not heard before in these tracks"
        )
    elif way == "in":
        said.append(f"next heard {lasted(silence.seconds)} later, {km(silence.km)} from there")
    else:
        said.append(f"last heard {lasted(silence.seconds)} before, {km(silence.km)} from there")
    return tuple(said)
