"""The profile: height above the field, before the threshold or over time, with what makes it uncertain."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sightline.flights.drawing import svg
from sightline.flights.drawing.excerpt import Excerpt
from sightline.flights.drawing.plane import F64, Plane, kept
from sightline.flights.drawing.strokes import GAP, pieces, strokes
from sightline.flights.movement import Movement
from sightline.flights.units import FEET_A_KM, KM_A_NM, METRES_A_FOOT
from sightline.model.airfield import Airfield, Runway

LEFT, TOP, WIDE, HIGH = 66.0, 476.0, 560.0, 196.0
PRESSURE_FT = 900.0  # by which barometric height may be off (the setting of the day is not known)
SLOPE = math.tan(math.radians(3.0)) * FEET_A_KM  # feet a kilometre of the usual glide path
TOWARDS = frozenset(("landing", "go-around", "low approach"))
STEPS_FT = (500, 1_000, 2_000, 5_000, 10_000)
STEPS_NM = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000)
STEPS_MIN = (1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1_440, 10_080)


@dataclass(frozen=True, slots=True)
class Along:
    """What the level axis is: the value of each row, whether it is nautical miles before a threshold (drawn from
    the left, falling) or seconds, and the words under it. slope: heights of a 3-degree path at each row; None where
    there is none to fly or heights are not those above the field."""

    value: F64
    miles: bool
    words: str
    slope: F64 | None


@dataclass(frozen=True, slots=True)
class Axes:
    first: float  # at the left edge
    last: float  # at the right one
    low: float  # feet
    high: float

    def x(self, value: F64) -> F64:
        return LEFT + (value - self.first) / (self.last - self.first) * WIDE

    def y(self, feet: F64) -> F64:
        return TOP + (self.high - feet) / (self.high - self.low) * HIGH

    def level(self, feet: float) -> float:
        return TOP + (self.high - feet) / (self.high - self.low) * HIGH

    def across(self, value: float) -> float:
        return LEFT + (value - self.first) / (self.last - self.first) * WIDE


def profile(
    shown: Excerpt,
    airfield: Airfield,
    movement: Movement | None,
    plane: Plane,
    detail: float,
    *,
    bands: bool,
    floor_ft: float | None = None,
) -> str:
    """The panel as SVG elements; words in its place where no height is known. floor_ft: height above the field
    down to which aircraft were heard."""
    height = shown.height
    if not np.isfinite(height).any():
        none = (
            "No height of this airframe was received here." if len(shown) else "Nothing to draw a profile of."
        )
        return svg.text(LEFT, TOP + 30, none, "fig-text") + _box()
    along = _along(shown, airfield, movement, plane)
    axes = _axes(along, height, floor_ft)
    px, py = axes.x(along.value), axes.y(height)
    return "".join(
        (
            _box("fig-land"),
            _grid(axes, along, days=shown.days),
            '<g clip-path="url(#profile)">',
            _spread(shown, px, height, axes, detail) if shown.pressure else "",
            _slope(shown, along, px, axes, detail),
            strokes(shown, px, py, detail, bands=bands),
            _ground_line(axes, airfield, shown, px),
            _floor(axes, floor_ft),
            _lost(shown, px, py),
            "</g>",
            _box(),
            svg.text(LEFT + WIDE / 2, TOP + HIGH + 29, along.words, "fig-quiet fig-mid"),
            svg.text(
                14, TOP - 6, "ft above the field" if shown.above_field else "ft above the sea", "fig-quiet"
            ),
        )
    )


def runway_end(airfield: Airfield, ident: str | None) -> tuple[Runway, int] | None:
    """The runway and the number of its end with that ident, both thresholds known."""
    for runway in airfield.runways:
        for number, end in enumerate(runway.ends):
            if ident and end.ident == ident and runway.line is not None:
                return runway, number
    return None


def _along(shown: Excerpt, airfield: Airfield, movement: Movement | None, plane: Plane) -> Along:
    found = runway_end(airfield, movement.runway) if movement and movement.kind in TOWARDS else None
    if movement is None or found is None or found[0].line is None:
        slope = None
        if movement and movement.kind in TOWARDS and shown.above_field:
            coming = shown.time <= movement.end + 60
            slope = np.where(coming & ~shown.ground, SLOPE * np.hypot(shown.x, shown.y), np.nan)
        words = "UTC" if slope is None else "UTC; thin line: 3° path to the field’s reference point"
        return Along(shown.time, False, words, slope)
    line = found[0].line
    here, there = plane.spot(*line[found[1]]), plane.spot(*line[1 - found[1]])
    size = math.dist(here, there) or 1.0
    ahead = ((there[0] - here[0]) / size, (there[1] - here[1]) / size)
    before = -((shown.x - here[0]) * ahead[0] + (shown.y - here[1]) * ahead[1])
    words = f"NM before the threshold of runway {svg.words(movement.runway or '', 4)}, along its centreline"
    slope = SLOPE * np.maximum(before, 0.0) if shown.above_field else None
    return Along(before / KM_A_NM, True, words, slope)


def _axes(along: Along, height: F64, floor_ft: float | None) -> Axes:
    values = along.value[np.isfinite(height)]
    first, last = float(values.min()), float(values.max())
    if along.miles:
        room = max((max(last, 0.5) - min(first, 0.0)) * 0.04, 0.1)
        first, last = max(last, 0.5) + room, min(first, 0.0) - room
    else:
        room = max((last - first) * 0.03, 30.0)
        first, last = first - room, last + room
    peak = max(float(np.nanmax(height)) + PRESSURE_FT, 2_500.0, (floor_ft or 0) * 1.15)
    return Axes(first, last, min(-1_000.0, float(np.nanmin(height)) - PRESSURE_FT - 100), peak * 1.03)


def _grid(axes: Axes, along: Along, *, days: bool) -> str:
    out, d = [], []
    step = next((s for s in STEPS_FT if (axes.high - axes.low) / s <= 7), 20_000)
    for k in range(math.ceil(axes.low / step), math.floor(axes.high / step) + 1):
        y = axes.level(k * step)
        d.append(f"M{LEFT:g},{y:.1f}h{WIDE:g}")
        out.append(svg.text(LEFT - 6, y + 4, svg.feet(k * step), "fig-quiet fig-end"))
    for value, words in _ticks(axes, along, days=days):
        x = axes.across(value)
        d.append(f"M{x:.1f},{TOP + HIGH:g}v4")
        side = "fig-end" if x > LEFT + WIDE - 14 else "fig-mid"
        out.append(svg.text(x, TOP + HIGH + 15, words, f"fig-quiet {side}"))
    return svg.lines(d, "fig-grid") + "".join(out)


def _ticks(axes: Axes, along: Along, *, days: bool) -> list[tuple[float, str]]:
    low, high = sorted((axes.first, axes.last))
    if along.miles:
        step = next((s for s in STEPS_NM if (high - low) / s <= 10), 10_000)
        return [
            (k * step, f"{k * step:g}".replace("-", "−"))
            for k in range(math.ceil(low / step), math.floor(high / step) + 1)
        ]
    size = 60.0 * next(
        (s for s in STEPS_MIN if (high - low) / 60 / s <= (5 if days else 9)), (high - low) / 300
    )
    return [(k * size, svg.clock(k * size, "%H:%M", days=days)) for k in range(math.ceil(low / size), math.floor(high / size) + 1)]  # fmt: skip


def _spread(shown: Excerpt, px: F64, height: F64, axes: Axes, detail: float) -> str:
    """Where the aircraft may have been, for the pressure of the day is not known."""
    d = []
    fine = np.flatnonzero(np.isfinite(height) & ~shown.ground)
    for a, b in pieces(shown.time[fine]):
        rows = fine[a:b]
        y = axes.y(height[rows])
        keep = kept(px[rows], y, max(detail, 0.8))
        off = PRESSURE_FT / (axes.high - axes.low) * HIGH
        for x, v in _one_way(px[rows][keep], y[keep]):
            ring = np.concatenate([v - off, (v + off)[::-1]])
            d.append(svg.path(np.concatenate([x, x[::-1]]), ring, close=True))
    return svg.lines(d, "fig-band")


def _one_way(x: F64, y: F64) -> list[tuple[F64, F64]]:
    """Stretches in which x only grows or only falls: a band round a line that turns back would cover itself."""
    ways = np.sign(np.diff(x))
    turns = [0, *(int(i) + 1 for i in np.flatnonzero(ways[1:] * ways[:-1] < 0)), len(x) - 1]
    return [(x[a : b + 1], y[a : b + 1]) for a, b in pairwise(turns) if b > a]


def _slope(shown: Excerpt, along: Along, px: F64, axes: Axes, detail: float) -> str:
    if along.slope is None or len(px) < 2:
        return ""
    if along.miles:
        far = min(axes.first, axes.high / (SLOPE * KM_A_NM))
        x, y = axes.across(far), axes.level(SLOPE * far * KM_A_NM)
        line = f'<path class="fig-slope" d="M{x:.1f},{y:.1f}L{axes.across(0):.1f},{axes.level(0):.1f}"/>'
        u, v = axes.across(far / 4), axes.level(SLOPE * far / 4 * KM_A_NM)
        return line + svg.text(u + 6, v - 2, "3° path", "fig-quiet fig-halo")
    rows = np.flatnonzero(np.isfinite(along.slope))
    if len(rows) < 2:
        return ""
    py = axes.y(along.slope)
    out = []
    for a, b in pieces(shown.time[rows]):
        here = rows[a:b]
        keep = kept(px[here], py[here], max(detail, 0.8))
        out.append(svg.path(px[here][keep], py[here][keep]))
    return svg.lines(out, "fig-slope")


def _ground_line(axes: Axes, airfield: Airfield, shown: Excerpt, px: F64) -> str:
    """The line of the field, named on the side on which the track is high."""
    y = axes.level(0)
    metres = airfield.elevation_m if shown.above_field else None
    fine = np.flatnonzero(np.isfinite(shown.height))
    left, right = (fine[int(pick(px[fine]))] for pick in (np.argmin, np.argmax))
    low_right = shown.height[right] <= shown.height[left]
    x, side = (LEFT + 6, "") if low_right else (LEFT + WIDE - 6, " fig-end")
    told = f"field, {abs(metres):,.0f} m ({abs(metres) / METRES_A_FOOT:,.0f} ft) {'above' if metres >= 0 else 'below'} the sea" if metres is not None else "height 0 by pressure: about sea level"  # fmt: skip
    return f'<path class="fig-rule" d="M{LEFT:g},{y:.1f}h{WIDE:g}"/>' + svg.text(
        x, y + 13 if y + 18 < TOP + HIGH else y - 5, told, f"fig-quiet{side} fig-halo"
    )


def _floor(axes: Axes, floor_ft: float | None) -> str:
    if floor_ft is None or not math.isfinite(floor_ft):
        return ""
    y = axes.level(floor_ft)
    words = f"no aircraft was heard below {floor_ft:,.0f} ft here"
    return f'<path class="fig-floor" d="M{LEFT:g},{y:.1f}h{WIDE:g}"/>' + svg.text(
        LEFT + WIDE - 6, y + 13, words, "fig-quiet fig-end fig-halo"
    )


def _lost(shown: Excerpt, px: F64, py: F64) -> str:
    """A line where hearing ended, unless on the ground, where there was nothing more to hear of a landing."""
    out = []
    for i, mark in shown.marks:
        if mark not in {"last", "lost"} or not math.isfinite(float(py[i])):
            continue
        x, y = float(px[i]), float(py[i])
        out.append(f'<circle class="fig-heard" cx="{x:.1f}" cy="{y:.1f}" r="4.2"/>')
        if shown.ground[i]:
            continue
        right = x > LEFT + WIDE * 0.6
        said = (
            f"lost {svg.clock(float(shown.time[i]), days=shown.days)}, {svg.feet(float(shown.height[i]))} ft"
        )
        out.append(
            f'<path class="fig-lost" d="M{x:.1f},{TOP:g}v{HIGH:g}"/>'
            + svg.text(
                x + (-6 if right else 6), TOP + 13, said, f"fig-text {'fig-end ' if right else ''}fig-halo"
            )
        )
    return "".join(out[:12])


def _box(kind: str = "fig-frame") -> str:
    return f'<rect class="{kind}" x="{LEFT:g}" y="{TOP:g}" width="{WIDE:g}" height="{HIGH:g}"/>'


__all__ = ["GAP", "PRESSURE_FT", "profile", "runway_end"]
