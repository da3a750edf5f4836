"""The map: the last part of the track round the field, to scale, north up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sightline.flights.drawing import svg
from sightline.flights.drawing.excerpt import Excerpt
from sightline.flights.drawing.plane import F64, Plane, apart
from sightline.flights.drawing.strokes import strokes
from sightline.flights.units import KM_A_NM
from sightline.model.airfield import Airfield, Runway

LEFT, TOP, WIDE, HIGH = 14.0, 50.0, 612.0, 372.0
RINGS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)  # nautical miles
LEAST_KM = 5.0  # shown from top to bottom, at least
STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 360, 720)  # minutes between two times along the track
MARKS = {"first": "first heard", "last": "last heard", "lost": "lost", "again": "heard again"}


@dataclass(frozen=True, slots=True)
class Frame:
    """Kilometres on the plane to picture units: x, y of the middle, units a kilometre."""

    x: float
    y: float
    scale: float

    def at(self, x: F64, y: F64) -> tuple[F64, F64]:
        return (
            LEFT + WIDE / 2 + (x - self.x) * self.scale,
            TOP + HIGH / 2 - (y - self.y) * self.scale,
        )

    def spot(self, x: float, y: float) -> tuple[float, float]:
        u, v = self.at(np.array([x]), np.array([y]))
        return float(u[0]), float(v[0])


@dataclass
class Labels:
    """Boxes already taken, so that no words cover others: left, top, right, bottom. soft: those of the track
    itself, which words keep off where they can."""

    taken: list[tuple[float, float, float, float]]
    soft: list[tuple[float, float, float, float]]

    def place(
        self, x: float, y: float, said: Sequence[str], kind: str, gap: float = 8, *, must: bool = False
    ) -> str:
        """The lines beside a point on the side with room; nothing where there is none. must: rather over the
        track than nowhere."""
        size = 12.8 if "strong" in kind else 11.5
        wide, high = max(svg.broad(s, size) for s in said), 13.0 * len(said)
        sides = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
        tries = [(dx, dy, off, False) for off in (gap, gap * 2.5) for dx, dy in sides]
        for dx, dy, off, over in tries + [(dx, dy, gap, True) for dx, dy in sides if must]:
            left = x + off if dx > 0 else x - off - wide if dx < 0 else x - wide / 2
            top = y - high / 2 + dy * (high / 2 + off)
            box = (left, top, left + wide, top + high)
            if self._free(box, over=over):
                self.taken.append(box)
                anchor, at = (" fig-end", left + wide) if dx < 0 else ("", left)
                return "".join(
                    svg.text(at, top + 10 + 13 * i, s, f"{kind}{anchor} fig-halo") for i, s in enumerate(said)
                )
        return ""

    def _free(self, box: tuple[float, float, float, float], *, over: bool) -> bool:
        a, b, c, d = box
        held = self.taken if over else self.taken + self.soft
        inside = a > LEFT + 4 and b > TOP + 4 and c < LEFT + WIDE - 4 and d < TOP + HIGH - 4
        return inside and all(a > r or c < p or b > s or d < q for p, q, r, s in held)


def sketch(
    shown: Excerpt,
    airfield: Airfield,
    runway: str | None,
    plane: Plane,
    detail: float,
    *,
    bands: bool,
    watermark: str = "",
) -> str:
    """The panel as SVG elements. runway: ident of the end that was used. watermark: laid under the track."""
    frame = _frame(shown, airfield, plane)
    px, py = frame.at(shown.x, shown.y)
    bar, corner = _scales(frame, px, py)
    labels = Labels([corner, (LEFT + WIDE - 40, TOP, LEFT + WIDE, TOP + 48)], _along(px, py))
    return "".join(
        (
            f'<rect class="fig-land" x="{LEFT:g}" y="{TOP:g}" width="{WIDE:g}" height="{HIGH:g}"/>',
            '<g clip-path="url(#map)">',
            watermark,
            _rings(frame),
            _field(frame, airfield, plane),
            strokes(shown, px, py, detail, bands=bands),
            _idents(frame, airfield, plane, labels, runway),
            _marks(shown, px, py, labels),
            _times(shown, px, py, labels),
            _ring_names(frame, labels),
            "</g>",
            bar,
            f'<path class="fig-rule" d="M{LEFT + WIDE - 20:g},{TOP + 40:g}v-22m-5,7l5,-8l5,8"/>'
            + svg.text(LEFT + WIDE - 20, TOP + 14, "N", "fig-strong fig-mid"),
            f'<rect class="fig-frame" x="{LEFT:g}" y="{TOP:g}" width="{WIDE:g}" height="{HIGH:g}"/>',
        )
    )


def _along(px: F64, py: F64) -> list[tuple[float, float, float, float]]:
    """Little boxes along the track."""
    keep = apart(px, py, 6.0)[:600]
    return [(x - 2, y - 2, x + 2, y + 2) for x, y in zip(px[keep].tolist(), py[keep].tolist(), strict=True)]


def _frame(shown: Excerpt, airfield: Airfield, plane: Plane) -> Frame:
    xs, ys = [0.0], [0.0]
    for line in (r.line for r in airfield.runways):
        for lat, lon in line or ():
            u, v = plane.spot(lat, lon)
            if math.hypot(u, v) < 30:
                xs.append(u)
                ys.append(v)
    x, y = np.append(shown.x, xs), np.append(shown.y, ys)
    wide, high = float(np.ptp(x)) * 1.2, float(np.ptp(y)) * 1.2
    high = max(high, wide * HIGH / WIDE, LEAST_KM)
    return Frame(float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2, HIGH / high)


def _shown_rings(frame: Frame) -> list[tuple[int, float]]:
    """Nautical miles and picture units of the rings worth drawing, three at most."""
    reach = math.hypot(WIDE, HIGH)
    fit = [(nm, nm * KM_A_NM * frame.scale) for nm in RINGS]
    return [(nm, r) for nm, r in fit if 60 < r < reach][:3]


def _rings(frame: Frame) -> str:
    x, y = frame.spot(0, 0)
    return "".join(
        f'<circle class="fig-ring" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>' for _, r in _shown_rings(frame)
    )


def _ring_names(frame: Frame, labels: Labels) -> str:
    x, y = frame.spot(0, 0)
    out = []
    for nm, r in _shown_rings(frame):
        for turn in (0, 180, 90, 270, *range(15, 360, 15)):
            u, v = x + r * math.sin(math.radians(turn)), y - r * math.cos(math.radians(turn))
            words = labels.place(u, v, [f"{nm:,} NM"], "fig-quiet", 2)
            if words:
                out.append(words)
                break
    return "".join(out)


def _lines(
    frame: Frame, runway: Runway, plane: Plane
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Both thresholds in picture units."""
    if runway.line is None:
        return None
    (a, b), (c, d) = runway.line
    return frame.spot(*plane.spot(a, b)), frame.spot(*plane.spot(c, d))


def _field(frame: Frame, airfield: Airfield, plane: Plane) -> str:
    """The runways to scale (never thinner than can be seen), or a cross where none is known or all
    are too small."""
    out = []
    for runway in airfield.runways:
        line = _lines(frame, runway, plane)
        if line is None or runway.closed or math.dist(*line) < 4:
            continue
        (a, b), (c, d) = line
        thick = max((runway.width_m or 45) / 1000 * frame.scale, 2.6)
        out.append(
            f'<path class="fig-runway" stroke-width="{thick:.1f}" d="M{a:.1f},{b:.1f}L{c:.1f},{d:.1f}"/>'
        )
    if not out:
        x, y = frame.spot(0, 0)
        out.append(f'<path class="fig-field" d="M{x - 7:.1f},{y:.1f}h14M{x:.1f},{y - 7:.1f}v14"/>')
    return "".join(out)


def _idents(frame: Frame, airfield: Airfield, plane: Plane, labels: Labels, used: str | None) -> str:
    """Idents beyond the ends of runways that are long enough to read them by; else the field's code. used: the ident that must not
    yield to others."""
    out = []
    for runway in sorted(airfield.runways, key=lambda r: used not in [e.ident for e in r.ends]):
        line = _lines(frame, runway, plane)
        if line is None or runway.closed or math.dist(*line) < 14:
            continue
        for end, here, there in ((0, line[0], line[1]), (1, line[1], line[0])):
            ident = runway.ends[end].ident
            size = math.dist(here, there)
            u, v = (here[i] + (here[i] - there[i]) / size * 11 for i in (0, 1))
            box = (u - 9, v - 7, u + 9, v + 7)
            if ident and all(u + 9 < p or u - 9 > r or v + 7 < q or v - 7 > s for p, q, r, s in labels.taken):
                labels.taken.append(box)
                out.append(svg.text(u, v + 4, svg.words(ident, 4), "fig-strong fig-mid fig-halo"))
    if not out:
        out.append(
            labels.place(*frame.spot(0, 0), [svg.words(airfield.ident, 12)], "fig-strong", 10, must=True)
        )
    return "".join(out)


def _marks(shown: Excerpt, px: F64, py: F64, labels: Labels) -> str:
    """Where hearing began (open) and ended (full), with time and height."""
    out = []
    seen = {"last": 0, "first": 1, "lost": 2, "again": 3}
    spots = sorted(shown.marks, key=lambda m: seen[m[1]])[:6]
    for i, _ in spots:
        x, y = float(px[i]), float(py[i])
        labels.taken.append((x - 6, y - 6, x + 6, y + 6))
    for i, mark in spots:
        x, y = float(px[i]), float(py[i])
        kind = "fig-heard" if mark in {"last", "lost"} else "fig-open"
        out.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4.6"/>')
        said = [f"{MARKS[mark]} {svg.clock(float(shown.time[i]), days=shown.days)}", height_words(shown, i)]
        out.append(labels.place(x, y, [s for s in said if s], "fig-strong", 9, must=True))
    return "".join(out)


def height_words(shown: Excerpt, i: int) -> str:
    """ "1,780 ft above the field"; "" where it is not known."""
    if shown.ground[i]:
        return "on the ground"
    if not np.isfinite(shown.height[i]):
        return ""
    above = "above the field" if shown.above_field else "above the sea"
    return f"{svg.feet(float(shown.height[i]))} ft {above}"


def _times(shown: Excerpt, px: F64, py: F64, labels: Labels) -> str:
    """Round times along the track, with heights, where a row was heard within some seconds of them."""
    if len(shown) < 2:
        return ""
    first, last = float(shown.time[0]), float(shown.time[-1])
    step = 60.0 * next((s for s in STEPS if (last - first) / 60 / s <= 9), (last - first) / 540)
    out = []
    done = [(float(px[i]), float(py[i])) for i, _ in shown.marks]
    k = math.ceil(first / step)
    while k * step <= last:
        i = int(np.argmin(np.abs(shown.time - k * step)))
        if abs(float(shown.time[i]) - k * step) <= step / 4:
            x, y = float(px[i]), float(py[i])
            height = f" · {svg.feet(float(shown.height[i]), 100)} ft" if np.isfinite(shown.height[i]) else ""
            said = svg.clock(k * step, "%H:%M", days=shown.days) + height
            clear = all(math.dist((x, y), p) > 14 for p in done)
            words = labels.place(x, y, [said], "fig-text", 7) if clear else ""
            if words:
                done.append((x, y))
                out.append(f'<circle class="fig-dot" cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>{words}')
        k += 1
    return "".join(out)


def _corner(wide: float, high: float, px: F64, py: F64) -> tuple[float, float, float, float]:
    """A box of that size in the corner with the least of the track; the lower left one of equals."""
    left, right, low, up = LEFT + 4, LEFT + WIDE - 4 - wide, TOP + HIGH - 4 - high, TOP + 4
    boxes = [(x, y, x + wide, y + high) for x, y in ((left, low), (right, low), (left, up))]
    held = [int(((px > a - 6) & (px < c + 6) & (py > b - 6) & (py < d + 6)).sum()) for a, b, c, d in boxes]
    return boxes[held.index(min(held))]


def _scales(frame: Frame, px: F64, py: F64) -> tuple[str, tuple[float, float, float, float]]:
    """Bars of round kilometres and nautical miles, and the box they take."""
    bars = []
    for unit, km in (("km", 1.0), ("NM", KM_A_NM)):
        room = WIDE / 5 / frame.scale / km
        power = 10 ** math.floor(math.log10(room))
        length = max(f * power for f in (1, 2, 5) if f * power <= room)
        bars.append((length * km * frame.scale, f"{length:,g} {unit}"))
    box = _corner(max(wide for wide, _ in bars) + 70, 42.0, px, py)
    out = [
        f'<path class="fig-rule" d="M{box[0] + 8:.1f},{y - 4:.1f}v4h{wide:.1f}v-4"/>'
        + svg.text(box[0] + 14 + wide, y + 2, words, "fig-quiet")
        for y, (wide, words) in zip((box[1] + 15, box[1] + 32), bars, strict=True)
    ]
    plate = (
        f'<rect class="fig-plate" x="{box[0]:.1f}" y="{box[1]:.1f}" width="{box[2] - box[0]:.1f}" '
        f'height="{box[3] - box[1]:.1f}"/>'
    )
    return plate + "".join(out), box
