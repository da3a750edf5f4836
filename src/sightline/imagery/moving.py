"""moving_aircraft: what moved in one pass over a site, held against the runways of a known airfield, in words.

Never a type, and never more than "consistent with": three or four glimpses within a second tell speed and direction, no more. On the ground the offset between
bands is motion alone. In the air height adds to it, along the orbit only (delays.drift_ms): a true speed cannot be told then.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sightline.imagery.delays import HEADING_DOWN_DEG, PLAIN, drift_ms
from sightline.imagery.grid import to_lat_lon
from sightline.imagery.mover import Control, Mover, control, sightings
from sightline.imagery.stack import Stack
from sightline.imagery.strips import Strip, strips_on
from sightline.model.airfield import Airfield
from sightline.model.place import bearing_deg

SUPPOSED = (
    "that Sentinel-2 took the picture is supposed, as its bands and its pixels of 10 m let one think: the delays are those of its "
    "scanner; of another’s picture the speed means nothing"
)
KNOTS = 1 / 0.514444
ON_RUNWAY_MS = 20.0  # there, less speed and less size will do: no road is on a runway
ON_RUNWAY_M2 = 10.0
_BESIDE_M = (
    40.0  # thresholds are published to about 10 m, pictures lie within 12.5 m, the fit within half a pixel
)
_BEYOND_M = 300.0
_APPROACH_M, _SLOPE = 12_000.0, 0.05  # on its way to or from a runway, up to 3 degrees beside its line
_TURNED_DEG = 15.0
# Speeds of injected aircraft are right to this part (bench/imagery_aircraft.py); the delays themselves are from memory and count in it.
SPEED_PART = 0.1
_PIXEL_M, _PIXEL_PART = 10.0, 0.1  # of the visible bands; a user's copy may be resampled a little


@dataclass(frozen=True, slots=True)
class MovingAircraft:
    """row, column: of the stack's grid, where blue has it; points: every band's, in order of time. lat, lon: degrees WGS84. speed_ms with its 95 % interval low, high.
    heading_deg: true; twin_deg: the other way round. runway: in line with which; None with none. place: "on" it, "approach" (in line, before
    or beyond it) or "". off_m: beside its line; off_deg: between its direction and the heading. words: for the verdict. reasons, figures: what it rests on."""

    mover: Mover
    row: float
    column: float
    points: tuple[tuple[float, float], ...]
    lat: float
    lon: float
    speed_ms: float
    low_ms: float
    high_ms: float
    heading_deg: float
    twin_deg: float
    runway: str | None
    place: str
    off_m: float | None
    off_deg: float | None
    words: str
    reasons: tuple[str, ...]
    figures: tuple[tuple[str, float], ...]


def moving_aircraft(stack: Stack, date: int, airfield: Airfield | None = None) -> tuple[MovingAircraft, ...]:
    """Of one pass, surest first; () where the pixels cannot be Sentinel-2's, and where nothing moves. That nothing is seen to
    move says nothing of what flew at another moment."""
    if not may_show(stack, date):
        return ()
    pixel_m = (stack.grid.pixel_m, stack.grid.pixel_m)
    given = (stack.values[date], stack.bands, pixel_m, stack.usable[date])
    lines = strips_on(airfield, stack.grid) if airfield else ()
    found = sightings(*given)
    kept = [(m, _line(m, lines)) for m in found]
    kept = [(m, where) for m, where in kept if _counts(m, where)]
    if not kept:
        return ()
    checked = control(*given, known=found)
    return tuple(_told(stack, m, where, checked, airfield) for m, where in kept)


def may_show(stack: Stack, date: int) -> bool:
    """Whether the picture is one of Sentinel-2, or one that a user gave with its pixels and its visible bands: then the words
    say what was supposed."""
    sensor = stack.scenes[date].sensor
    names = {PLAIN.get(band, band) for band in stack.bands}
    if sensor == "user" and abs(stack.grid.pixel_m - _PIXEL_M) > _PIXEL_PART * _PIXEL_M:
        return False
    return sensor != "sentinel-1" and {"B02", "B03", "B04"} <= names


@dataclass(frozen=True, slots=True)
class _Where:
    strip: Strip
    place: str
    off_m: float
    off_deg: float


def _line(mover: Mover, lines: Sequence[Strip]) -> _Where | None:
    """The runway that it is on, or in line with."""
    row, column = _middle(mover)
    best: _Where | None = None
    for strip in lines:
        along, beside = strip.place(row, column)
        turned = abs((mover.heading_deg - strip.heading_deg + 90) % 180 - 90)
        beyond = max(-along, along - strip.length_m, 0.0)
        if turned > max(_TURNED_DEG, 2 * mover.heading_sd):
            continue
        near = strip.width_m / 2 + _BESIDE_M
        if beside <= near and beyond <= _BEYOND_M:
            place = "on"
        elif beyond <= _APPROACH_M and beside <= near + _SLOPE * beyond:
            place = "approach"
        else:
            continue
        if best is None or (place != "on", beside) < (best.place != "on", best.off_m):
            best = _Where(strip, place, beside, turned)
    return best


def _counts(mover: Mover, where: _Where | None) -> bool:
    if where is not None and where.place == "on":
        return mover.speed_ms >= ON_RUNWAY_MS and mover.surface_m2 >= ON_RUNWAY_M2
    return not mover.doubts


def _middle(mover: Mover) -> tuple[float, float]:
    return (
        float(np.mean([r for _, r, _ in mover.seen])),
        float(np.mean([c for _, _, c in mover.seen])),
    )


def _told(
    stack: Stack, mover: Mover, where: _Where | None, checked: Control, airfield: Airfield | None
) -> MovingAircraft:
    row, column = _middle(mover)
    lat, lon = to_lat_lon(stack.grid, row, column)
    north = bearing_deg(lat, lon, *to_lat_lon(stack.grid, row - 10, column))
    heading = (mover.heading_deg + north) % 360
    sd = math.hypot(mover.speed_sd, SPEED_PART * mover.speed_ms)
    low, high = max(0.0, mover.speed_ms - 1.96 * sd), mover.speed_ms + 1.96 * sd
    return MovingAircraft(
        mover=mover,
        row=mover.row,
        column=mover.column,
        points=tuple((r, c) for _, r, c in mover.seen),
        lat=lat,
        lon=lon,
        speed_ms=mover.speed_ms,
        low_ms=low,
        high_ms=high,
        heading_deg=heading,
        twin_deg=(heading + 180) % 360,
        runway=where.strip.name if where else None,
        place=where.place if where else "",
        off_m=where.off_m if where else None,
        off_deg=where.off_deg if where else None,
        words=_words(mover, heading, where, airfield),
        reasons=_reasons(mover, where, checked, (low, high))
        + ((SUPPOSED,) if stack.scenes[0].sensor == "user" else ()),
        figures=_figures(mover, where, checked, heading),
    )


def _words(mover: Mover, heading: float, where: _Where | None, airfield: Airfield | None) -> str:
    kind = "bright" if mover.step > 0 else "dark"
    said = (
        f"a {kind} object moving at about {mover.speed_ms:.0f} m/s ({mover.speed_ms * KNOTS:.0f} kt), "
        f"heading {heading:.0f} or {(heading + 180) % 360:.0f}"
    )
    if where is None:
        near = f" near {airfield.name}" if airfield and airfield.name else ""
        return f"{said}, in line with no runway that is known{near}: consistent with an aircraft, no more can be said"
    turned = math.ceil(where.off_deg)
    to = f"to within {turned} degree{'s' if turned != 1 else ''}"
    if where.place == "on":
        ends = "an aircraft landing or taking off"
        if mover.speed_ms < 30:
            ends = "an aircraft rolling fast, or a vehicle on the runway"
        return f"{said}, along runway {where.strip.name} {to}: consistent with {ends}"
    return f"{said}, in line with runway {where.strip.name} {to}: consistent with an aircraft on its way to or from it"


def _reasons(
    mover: Mover, where: _Where | None, checked: Control, speeds: tuple[float, float]
) -> tuple[str, ...]:
    pairs = ", ".join(f"{name} {speed:.0f}" for name, speed in mover.pairs)
    reasons = [
        "it lies at another place in blue, in green and in red (B02, B03, B04), which the scanner takes one after the other within a second",
        f"speed from single pairs of bands: {pairs} m/s; all together {mover.speed_ms:.0f}, between {speeds[0]:.0f} and {speeds[1]:.0f} m/s (95 %)",
        f"one moving spot explains {mover.explained:.0%} of what is odd there, a coloured thing at rest {mover.still:.0%}",
        "which of two opposite directions it went depends on the detector that saw it, which is not known here",
    ]
    if checked.deals:
        reasons.append(
            f"the same search with the delays dealt to the wrong bands, {checked.deals} ways, found {checked.found or 'nothing'} in this "
            f"picture: fewer than {checked.at_most:.2g} such finds are to be expected by accident (95 %)"
        )
    if where is None or where.place != "on":
        reasons.append(
            f"in the air height looks like motion along the orbit (heading {HEADING_DOWN_DEG:.0f} or {HEADING_DOWN_DEG - 180:.0f}): "
            f"{drift_ms(300):.0f} m/s at 300 m, {drift_ms(3000):.0f} m/s at 3 km; the true speed may differ by that"
        )
    return tuple(reasons)


def _figures(
    mover: Mover, where: _Where | None, checked: Control, heading: float
) -> tuple[tuple[str, float], ...]:
    figures = [
        ("mover_speed_ms", mover.speed_ms),
        ("mover_speed_sd_ms", mover.speed_sd),
        ("mover_heading_deg", heading),
        ("mover_heading_sd_deg", mover.heading_sd),
        ("mover_step", mover.step),
        ("mover_surface_m2", mover.surface_m2),
        ("mover_explained", mover.explained),
        ("mover_explained_at_rest", mover.still),
    ]
    if checked.deals:
        figures.append(("movers_by_accident_at_most", checked.at_most))
    if where is not None:
        figures += [("mover_off_runway_m", where.off_m), ("mover_off_runway_deg", where.off_deg)]
    return tuple((name, round(value, 3)) for name, value in figures)
