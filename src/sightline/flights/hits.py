"""hits: movements of fitting airframes at the claim's fields, and how much each of them bears."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sightline.flights.coverage import distances_km, moment
from sightline.flights.finding import Depicted, Figures, Finding
from sightline.flights.matching import KIND_DAYS, LONG_DAYS, Ask, Fit, Way, Window, named_words
from sightline.flights.movement import TIERS, Movement, MovementKind
from sightline.flights.seen import Seen
from sightline.flights.track import Track
from sightline.model.airfield import Airfield
from sightline.model.vocabulary import Verdict

Moves = Callable[[Track, Airfield], Sequence[Movement]]
SHOWING: dict[Way, frozenset[MovementKind]] = {
    "arrival": frozenset({"landing"}),
    "departure": frozenset({"take-off"}),
    "presence": frozenset({"landing", "stop", "take-off"}),
}
OBSERVED = frozenset({"observed stop", "observed touchdown"})
_FITS: tuple[Fit, ...] = ("named", "type", "alike")
_DAY = 86_400.0


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """inside: whether it lies wholly in the claim's period; else it only may. why: why the airframe fits."""

    seen: Seen
    fit: Fit
    why: str
    field: Airfield
    move: Movement
    inside: bool

    @property
    def rank(self) -> tuple[int, bool, int, float, str]:
        """Least for the one that bears most."""
        return (
            _FITS.index(self.fit),
            not self.inside,
            TIERS.index(self.move.tier),
            self.move.start,
            self.move.address,
        )


def hits(
    fitting: Sequence[tuple[Seen, Fit, str]],
    fields: Sequence[Airfield],
    when: Window,
    moves: Moves,
) -> list[Hit]:
    """All movements that may lie in the period, the strongest first; fitting: without those of fit "none"."""
    found = []
    for seen, fit, why in fitting:
        times = seen.track.points.time
        if not ((times >= when.wide_start - _DAY) & (times <= when.wide_end + _DAY)).any():
            continue
        for field in fields:
            for move in moves(seen.track, field):
                if (lies := _lies(move, when)) is not None:
                    found.append(Hit(seen, fit, why, field, move, lies))
    return sorted(found, key=lambda h: h.rank)


def _lies(move: Movement, when: Window) -> bool | None:
    """True inside the period, False perhaps inside, None outside. A stop is inside where any of it is. An approach
    that is lost low ends in minutes, a climb that is first heard low began minutes before: what counts is the end that
    was seen."""
    first, last = move.start, move.end
    if move.tier not in OBSERVED:
        first, last = (last, last) if move.kind == "take-off" else (first, first)
    if last < when.wide_start or first > when.wide_end:
        return None
    if move.kind == "stop":
        return first <= when.end and last >= when.start
    return when.start <= first and last <= when.end


def weakness(wanted: Ask, hit: Hit, when: Window) -> str:
    """Why a hit leaves the claim open, or "": then it supports."""
    if hit.fit == "alike":
        return f"It cannot be told whether this is what the claim means: {hit.why}"
    if hit.seen.doubt:
        return f"Its positions are in doubt: {hit.seen.doubt}"
    if hit.move.tier == "compatible":
        what = "taken off" if hit.move.kind == "take-off" else "landed"
        return f"The track does not tell this field from others: it may have {what} here or elsewhere"
    if not hit.inside:
        return "It may lie outside of the claim’s period, whose clock is not said"
    if hit.fit == "type" and wanted.kinds and when.end - when.start > KIND_DAYS * _DAY:
        return (
            "The claim names no type, and its period is too long for some aircraft of the kind to be the one"
        )
    if hit.fit == "type" and when.end - when.start > LONG_DAYS * _DAY:
        days = (when.end - when.start) / _DAY
        return (
            f"The claim’s period is {days:,.0f} days long: some aircraft of the type would be expected in it"
        )
    return ""


def hit_finding(wanted: Ask, found: Sequence[Hit], when: Window) -> Finding:
    """What the strongest hit shows."""
    top = found[0]
    against = weakness(wanted, top, when)
    reasons = [*_told(top)]
    if not against:
        reasons.append(_strength(top))
    same = {h.seen.track.address for h in found if h.fit == top.fit and h.inside} - {top.seen.track.address}
    if same:
        reasons.append(f"{len(same)} more of the airframes that fit moved here in the period")
    if wanted.count > len(same) + 1 and not against:
        reasons.append(
            f"The claim speaks of {wanted.count:g} aircraft; {len(same) + 1} can be seen: the number is not borne out"
        )
    if against:
        reasons.insert(0, against)  # it decides
    used = tuple({h.seen.track.address: h.seen for h in found}.values())
    verdict: Verdict = "inconclusive" if against else "supports"
    return Finding(
        verdict, tuple(reasons), _figures(top, when), used, Depicted(top.seen, top.field, top.move)
    )


def other_words(wanted: Ask, others: Sequence[Hit]) -> list[str]:
    """What movements of another kind than the claim's tell, the first of each kind."""
    first: dict[str, Hit] = {}
    for hit in others:
        first.setdefault(hit.move.kind, hit)
    found = []
    for hit in first.values():
        words = f"{named_words(hit.seen.airframe)}: {hit.move.kind} at {hit.field.ident}, {moment(hit.move.start)} ({hit.move.tier})"
        if wanted.way == "arrival" and hit.move.kind == "take-off":
            words += ": so it had been there; when it came is not on the track"
        if wanted.way == "arrival" and hit.move.kind == "stop":
            words += ": so it was there; when it came is not on the track"
        if wanted.way == "departure" and hit.move.kind in ("landing", "stop"):
            words += ": so it was there; its leaving is not on the track"
        found.append(words)
    return found


def _told(hit: Hit) -> list[str]:
    runway = f", runway {hit.move.runway}" if hit.move.runway else ""
    when = moment(hit.move.start)
    if hit.move.end - hit.move.start > 60:
        when += f" to {moment(hit.move.end)}"
    return [
        f"{hit.move.kind.capitalize()} at {hit.field.ident}{runway}, {when} ({hit.move.tier}): {hit.why}",
        *(reason[:1].upper() + reason[1:] for reason in hit.move.reasons),
    ]


def _strength(hit: Hit) -> str:
    if hit.move.tier in OBSERVED:
        return "It was seen on the ground or at the touch of the runway itself"
    end = "first" if hit.move.kind == "take-off" else "last"
    return f"The {end} moments are not on the track and are inferred, which is weaker than seeing them"


def _figures(hit: Hit, when: Window) -> Figures:
    found = [
        ("hours after the period begins", (hit.move.start - when.start) / 3600),
        ("hours before the period ends", (when.end - hit.move.start) / 3600),
    ]
    if (far := _last_km(hit)) is not None:
        found.append(("distance to the field where it was seen nearest to it in time, km", far))
    if hit.move.lowest_ft is not None:
        found.append(("least height above the field, ft", hit.move.lowest_ft))
    return tuple((name, round(float(value), 2)) for name, value in found)


def _last_km(hit: Hit) -> float | None:
    """Kilometres to the field at the end of the rows that show it; of a take-off, at their beginning."""
    first, last = hit.move.seen
    rows = hit.seen.track.points.take(slice(first, last))
    km = distances_km(rows, hit.field.lat, hit.field.lon)
    if not len(km):
        return None
    far = float(km[0] if hit.move.kind == "take-off" else km[-1])
    return far if math.isfinite(far) else None
