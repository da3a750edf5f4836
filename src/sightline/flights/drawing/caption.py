"""The words of a picture: its title, and what it shows for those who cannot see it."""

from sightline.flights.drawing import svg
from sightline.flights.drawing.excerpt import Excerpt
from sightline.flights.drawing.sketch import MARKS, height_words
from sightline.flights.movement import Airframe, Movement
from sightline.flights.track import Located, Track
from sightline.flights.units import KM_A_NM
from sightline.model.airfield import Airfield

SYNTHETIC = "SYNTHETIC - made for demonstration"
MOST_MARKS = 6
ELSEWHERE_KM = 100.0  # farther than anybody would call at the field


def head(track: Track, airframe: Airframe | None, span: tuple[float, float] | None) -> str:
    """ "RA-82035 · A124 · RFF8091 · 154073 · 23 March 2019", plain words. span: seconds of the first and the last
    row shown."""
    registration = (airframe.registration if airframe else None) or track.registration
    kind = (airframe.type_code if airframe else None) or track.type_code
    date = " to ".join(dict.fromkeys(svg.day(t) for t in span)) if span else None
    parts = (registration, kind, callsign(track, span[1] if span else None), track.address, date)
    return " · ".join(dict.fromkeys(p for p in parts if p))


def callsign(track: Track, when: float | None) -> str | None:
    """The one in use at that time: the last heard before it, else the first heard after."""
    before = [c for t, c in track.callsigns if when is None or t <= when]
    if before:
        return before[-1]
    return track.callsigns[0][1] if track.callsigns else None


def below(airfield: Airfield, movement: Movement | None, shown: Excerpt) -> str:
    """ "Landing, inferred: SVMI, runway 10, Simón Bolívar"."""
    name = f", {airfield.name}" if airfield.name else ""
    if movement is None:
        km = float(((shown.x**2 + shown.y**2) ** 0.5).min()) if len(shown) else 0.0
        if km > ELSEWHERE_KM:
            return f"Elsewhere: never nearer than some {_rounded(km):,.0f} km to {airfield.ident}{name}"
        return f"No movement to name at {airfield.ident}{name}"
    runway = f", runway {movement.runway}" if movement.runway else ""
    if movement.tier == "compatible":
        article = "an" if movement.kind.startswith("o") else "a"
        return f"Compatible with {article} {movement.kind}, no more: {airfield.ident}{runway}{name}"
    return f"{movement.kind.capitalize()}, {movement.tier}: {airfield.ident}{runway}{name}"


def foot(shown: Excerpt) -> str:
    """One line: what the heights and positions are."""
    if not len(shown):
        return "Times are UTC."
    height = "Heights by pressure, ±900 ft (grey)" if shown.pressure else "Geometric heights"
    computed = " Some positions by MLAT." if Located.MLAT in shown.located else ""
    return f"{height}.{computed} Dashed: nothing heard for a minute or more. Times UTC."


def told(shown: Excerpt, airfield: Airfield, movement: Movement | None, *, synthetic: bool) -> str:
    """The picture in sentences, plain words."""
    out = [f"{SYNTHETIC}."] if synthetic else []
    out.append(below(airfield, movement, shown) + ".")
    if len(shown) == 0:
        far = f" Its nearest position is {shown.far_km:,.0f} km away." if shown.far_km is not None else ""
        out.append(f"No position of this airframe was received near the field in that time.{far}")
    for i, mark in shown.marks[:MOST_MARKS]:
        at = float(shown.time[i])
        height = height_words(shown, i)
        km = float((shown.x[i] ** 2 + shown.y[i] ** 2) ** 0.5)
        where = f"{km:,.1f} km ({km / KM_A_NM:,.1f} NM) from the field’s reference point"
        words = f"{MARKS[mark]} {svg.day(at)} {svg.clock(at)} UTC, {height + ', ' if height else ''}{where}."
        out.append(words[:1].upper() + words[1:])
    if len(shown) and not shown.marks:
        first, last = float(shown.time[0]), float(shown.time[-1])
        out.append(
            f"Heard without end from {svg.clock(first)} to {svg.clock(last)} UTC on {svg.day(first)} and beyond."
        )
    out += [r if r.endswith(".") else f"{r}." for r in (movement.reasons if movement else ())]
    return " ".join(out)


def _rounded(km: float) -> float:
    """To two figures: single rows are drawn too, which the check does not rest on."""
    return round(km, 2 - len(str(int(km)))) if km >= 100 else km
