"""misses: what the tracks say of a claim where no movement fits it: an alibi, little, or nothing."""

from collections.abc import Sequence

import numpy as np

from sightline.flights.coverage import distances_km, moment
from sightline.flights.elsewhere import Elsewhere, elsewhere, elsewhere_words
from sightline.flights.finding import Depicted, Figures, Finding
from sightline.flights.hits import Hit, other_words
from sightline.flights.matching import Ask, Fit, Window, itself, named_words
from sightline.flights.seen import Seen
from sightline.model.airfield import Airfield

Fitting = Sequence[tuple[Seen, Fit, str]]
_SOME = 3


def missed(
    wanted: Ask, fitting: Fitting, fields: Sequence[Airfield], when: Window, others: Sequence[Hit] = ()
) -> Finding:
    """Contradicts only with an alibi of every airframe that the claim names; else what was heard, if anything was.
    others: movements of another kind than the claim's. Where the finding is "not observable", the caller, who knows
    how well the fields were heard, still tells it apart from "inconclusive"."""
    if others:
        used = tuple({h.seen.track.address: h.seen for h in others}.values())
        top = others[0]
        shown = Depicted(top.seen, top.field, top.move)
        return Finding("inconclusive", tuple(other_words(wanted, others)), (), used, shown)
    named = [s for s, fit, _ in fitting if fit == "named"]
    if named:
        return _alibis(wanted, named, fields, when) or _unclear(named, fields, when)
    like = [(s, why) for s, fit, why in fitting if fit != "none" and _heard(s, when)]
    if not like:
        return Finding("not observable", (_no_track(wanted, fitting, when),))
    reasons = [f"{why[0].upper()}{why[1:]}: {_nearest_words(s, fields, when)}" for s, why in like[:_SOME]]
    if len(like) > _SOME:
        reasons.append(f"So it is with {len(like) - _SOME} more")
    reasons.append("Another airframe of the type may have come unheard, so this contradicts nothing")
    used = tuple(s for s, _ in like)
    return Finding("not observable", tuple(reasons), _nearest_figures(used[0], fields, when), used)


def _alibis(wanted: Ask, named: Sequence[Seen], fields: Sequence[Airfield], when: Window) -> Finding | None:
    """A contradiction, where every airframe that the claim names was elsewhere all the time."""
    names = wanted.named.registrations or wanted.named.addresses
    found = [(seen, _alibi(wanted, seen, fields, when)) for seen in named]
    sure = [(seen, alibi) for seen, alibi in found if alibi is not None]
    if len(sure) < max(len(named), len(names)) or not names:
        return None
    reasons = [
        f"{named_words(seen.airframe)}, which the claim names, cannot have been there: {words}"
        for seen, (words, _, _) in sure
    ]
    shown, (_, first, field) = min(sure, key=lambda s: s[1][1].nearest_km)
    figures = (
        ("least distance to the field in the period, km", round(first.nearest_km, 1)),
        ("narrowest gap between sightings, h", round(first.gap_h, 2)),
        ("way that it can fly in that gap, km", round(first.reach_km, 1)),
        ("way by the field in that gap, km", round(first.detour_km, 1)),
    )
    # The nearest sighting of a short period may lie beside it: it is in the picture too.
    period = min(when.wide_start, first.at), max(when.wide_end, first.at)
    return Finding("contradicts", tuple(reasons), figures, tuple(named), Depicted(shown, field, None, period))


def _alibi(
    wanted: Ask, seen: Seen, fields: Sequence[Airfield], when: Window
) -> tuple[str, Elsewhere, Airfield] | None:
    """Against every field of the claim, and the whole disc of its place; none for an airframe that only its flight
    names, whose address is none of ICAO's, or whose positions may be of two senders."""
    if not itself(wanted.named, seen.airframe) or seen.doubt or not seen.track.icao:
        return None
    # The fields lie in the place's disc: so all of the disc is within its diameter of each.
    wide = 2 * wanted.place.radius_km if wanted.place and wanted.place.radius_km else 0.0
    found = [(elsewhere(seen.track, f, when, fast=wanted.fast, wide_km=wide), f) for f in fields]
    sure = [(alibi, field) for alibi, field in found if alibi is not None]
    if not sure or len(sure) < len(found):
        return None
    tight, field = min(sure, key=lambda s: s[0].nearest_km)
    return elsewhere_words(tight, field, fast=wanted.fast), tight, field


def _unclear(named: Sequence[Seen], fields: Sequence[Airfield], when: Window) -> Finding:
    """The named airframe is in the tracks, and what they hold decides nothing."""
    heard = [s for s in named if _heard(s, when)]
    if not heard:
        silent = next((s for s in named if s.unplaced), None)
        words = _silent(silent) if silent else _not_then(named, when)
        return Finding("not observable", (words,), (), tuple(named))
    reasons = [
        f"{named_words(s.airframe)}, which the claim names: {_nearest_words(s, fields, when)}" for s in heard
    ]
    reasons += [s.doubt for s in heard if s.doubt]
    reasons.append("It may have been at the field while it was not heard")
    return Finding("inconclusive", tuple(reasons), _nearest_figures(heard[0], fields, when), tuple(heard))


def _heard(seen: Seen, when: Window) -> bool:
    times = seen.track.points.time
    return bool(((times >= when.wide_start) & (times <= when.wide_end)).any())


def _nearest(seen: Seen, fields: Sequence[Airfield], when: Window) -> tuple[float, float, Airfield] | None:
    points = seen.track.points
    rows = points.take((points.time >= when.wide_start) & (points.time <= when.wide_end))
    best: tuple[float, float, Airfield] | None = None
    for field in fields:
        km = distances_km(rows, field.lat, field.lon)
        if len(km) and np.isfinite(km).any():
            row = int(np.nanargmin(km))
            if best is None or km[row] < best[0]:
                best = float(km[row]), float(rows.time[row]), field
    return best


def _nearest_words(seen: Seen, fields: Sequence[Airfield], when: Window) -> str:
    found = _nearest(seen, fields, when)
    if found is None:
        return "it was heard in the period, but never with a position"
    km, at, field = found
    last = float(seen.track.points.time.max())
    return (
        f"no fitting movement of it shows at the field; in the period it was seen no nearer to {field.ident} than "
        f"{km:,.0f} km ({moment(at)}); it was heard last at {moment(last)}"
    )


def _nearest_figures(seen: Seen, fields: Sequence[Airfield], when: Window) -> Figures:
    found = _nearest(seen, fields, when)
    return (("least distance to the field in the period, km", round(found[0], 1)),) if found else ()


def _no_track(wanted: Ask, fitting: Fitting, when: Window) -> str:
    flown = sum(_heard(s, when) for s, _, _ in fitting)
    unknown = sum(_heard(s, when) and s.airframe.type_code is None for s, _, _ in fitting)
    if not flown:
        return "No airframe at all was heard in the period"
    among = "the one airframe" if flown == 1 else f"the {flown:,} airframes"
    text = f"No track of {wanted.words} is among {among} heard in the period"
    return f"{text}, of {unknown:,} of which the type is not known" if unknown else text


def _not_then(named: Sequence[Seen], when: Window) -> str:
    names = ", ".join(named_words(s.airframe) for s in named)
    return f"{names}, which the claim names, is in the tracks, but not between {moment(when.wide_start)} and {moment(when.wide_end)}"


def _silent(seen: Seen) -> str:
    return (
        f"{named_words(seen.airframe)}, which the claim names, was heard {seen.unplaced:,} times without a position (Mode S "
        "only): where it was cannot be told"
    )
