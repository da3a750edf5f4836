"""movements: what a cleaned track shows of an airframe at one field, from the strongest evidence down.

Tiers (docs/flights.md): seen at rest on the field; seen to touch the runway; seen in the air over it; inferred, when the
track is lost in line with a runway, below 3,000 ft by pressure and on a path that meets it, and the airframe is not heard
again before it can have landed; bracketed, when it is lost descending near the field and next heard climbing from it
20 minutes later or more; compatible, which never says that it landed here. A take-off is the same, flown backwards.
Heights are by pressure, which a day may put 900 ft off: no rule asks for a height above zero.
"""

from dataclasses import replace

import numpy as np

from sightline.flights.ground import Ground, floor
from sightline.flights.lows import Low, lows
from sightline.flights.movement import Movement
from sightline.flights.near import Near, elevation_m, silences, visits
from sightline.flights.noted import lowest, noted
from sightline.flights.plane import runs
from sightline.flights.silences import silent
from sightline.flights.standing import standing
from sightline.flights.track import Track
from sightline.flights.units import KM_A_FOOT
from sightline.flights.words import feet, km, lasted, moment
from sightline.model.airfield import Airfield

_OVERHEAD_KM = 2.0
_HIDDEN_S = 600.0
_NO_ELEVATION = "the field's elevation is not known: heights are above the sea"


def movements(track: Track, airfield: Airfield) -> tuple[Movement, ...]:
    """Movements of a cleaned track at one field, in order of time; () where it was never heard within 40 km, or shows
    none. Other fields are not looked at: what is "compatible" with this one may be with several."""
    found = [move for n in visits(track, airfield) for move in _of(track, n)]
    if elevation_m(airfield) is None:
        found = [replace(m, reasons=(*m.reasons, _NO_ELEVATION)) for m in found]
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


def _of(track: Track, n: Near) -> list[Movement]:
    below = floor(n)
    pieces = _aloft(n, below.grounds)
    found = standing(track, n, below)
    for a, b in _joined(n, pieces):
        found += [_approach(track, n, low) for low in lows(n, a, b, below.level)]
    found += silent(track, n, pieces, below.grounds)
    return found + _overhead(track, n, pieces, found)


def _aloft(n: Near, stood: tuple[Ground, ...]) -> list[tuple[int, int]]:
    """(first, last) row of each unbroken stretch in the air."""
    air = np.ones(len(n), dtype=np.bool_)
    for g in stood:
        air[g.first : g.last + 1] = False
    cuts = np.flatnonzero(silences(n)) + 1
    pieces = []
    for a, b in runs(air):
        inside = cuts[(cuts > a) & (cuts < b)].tolist()
        pieces += list(zip([a, *inside], [c - 1 for c in (*inside, b)], strict=True))
    return pieces


def _joined(n: Near, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches with silences too short to hold a stop joined: an approach may be lost at its lowest for minutes."""
    joined: list[tuple[int, int]] = []
    for a, b in pieces:
        follows = bool(joined) and a == joined[-1][1] + 1 and n.rows[a] == n.rows[a - 1] + 1
        if follows and n.time[a] - n.time[a - 1] <= _HIDDEN_S:
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def _approach(track: Track, n: Near, low: Low) -> Movement:
    measured = "by its glide path" if low.corrected else "by pressure, uncertain by up to 900 ft"
    lined = f"came down in line with runway {low.end.ident} to {feet(low.high)} ({measured})"
    at = moment(n.time[low.row])
    if low.hidden:
        reasons = [
            f"{lined}, was not heard for {lasted(low.hidden)} after {at}, and climbed away",
            "it may have been lower, unheard, and may have touched the runway",
        ]
    elif low.kind == "low approach":
        reasons = [f"{lined} at {at}, flew along the runway and climbed away"]
        if low.high < 150.0:
            reasons.append("that its wheels touched cannot be excluded")
    else:
        reasons = [f"{lined} at {at}, broke off and climbed away"]
    return noted(
        track.address, n, (low.first, low.last), low.kind, "inferred" if low.hidden else "observed pass",
        (float(n.time[low.first]), float(n.time[low.last])), tuple(reasons), runway=low.end.ident, lowest_ft=low.high,
    )  # fmt: skip


def _overhead(track: Track, n: Near, pieces: list[tuple[int, int]], found: list[Movement]) -> list[Movement]:
    """Passes over the field in the air that nothing else was made of: within 2 km of a runway, or 45 degrees up."""
    taken = [m.seen for m in found]
    passes = []
    for a, b in pieces:
        closest = a + int(np.argmin(n.off[a : b + 1]))
        high, off = float(n.high[closest]), float(n.off[closest])
        first, last = int(n.rows[a]), int(n.rows[b])
        if off > _OVERHEAD_KM + max(high, 0.0) * KM_A_FOOT or np.isnan(high):
            continue
        if any(start <= last + 1 and end >= first for start, end in taken):
            continue
        words = f"passed {km(off)} from the field at {moment(n.time[closest])}, in the air, at {feet(high)}"
        times = (float(n.time[a]), float(n.time[b]))
        passes.append(
            noted(
                track.address,
                n,
                (a, b),
                "overflight",
                "observed pass",
                times,
                (words,),
                lowest_ft=lowest(n, a, b),
            )
        )
    return passes
