"""What lies over the pixels of one panel: outline of the area, peak, marks, scale bar, north, the thing to scale."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sightline.imagery.draw_pixels import Frame
from sightline.imagery.draw_svg import stamp, text, words
from sightline.imagery.stack import Mask

Change = Literal["appeared", "gone", "stayed", "moving"]
_RING = 9.0  # picture units, the least radius of a ring: what it marks stays free
_MOST_EDGES = 3_000


@dataclass(frozen=True, slots=True)
class Mark:
    """row, col: of a grid, pixel centres at whole numbers. words: said beside it. before: on the earlier picture."""

    row: float
    col: float
    kind: Change
    words: str = ""
    before: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A frame of the grid drawn at x, y (picture units), `unit` units a pixel of the grid."""

    frame: Frame
    x: float
    y: float
    side: float

    @property
    def unit(self) -> float:
        return self.side / max(self.frame.bottom - self.frame.top, self.frame.right - self.frame.left)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, picture units."""
        return (
            (self.frame.right - self.frame.left) * self.unit,
            (self.frame.bottom - self.frame.top) * self.unit,
        )

    def at(self, row: float, col: float) -> tuple[float, float]:
        """Where the middle of a pixel lies."""
        return self.x + (col + 0.5 - self.frame.left) * self.unit, self.y + (
            row + 0.5 - self.frame.top
        ) * self.unit

    def holds(self, row: float, col: float) -> bool:
        return self.frame.top <= row < self.frame.bottom and self.frame.left <= col < self.frame.right


def image(panel: Panel, address: str, shape: tuple[int, int], clip: str) -> str:
    """The pixels, and a frame round them. shape: rows and columns of the picture. clip: a clip path of the panel's size."""
    step, (wide, high) = panel.frame.step, panel.size
    return (
        f'<g clip-path="url(#{clip})"><image class="fig-pixels" x="{panel.x:g}" y="{panel.y:g}" '
        f'width="{shape[1] * step * panel.unit:.3f}" height="{shape[0] * step * panel.unit:.3f}" href="{address}"/></g>'
        f'<rect class="fig-frame" x="{panel.x:g}" y="{panel.y:g}" width="{wide:.2f}" height="{high:.2f}"/>'
    )


def clip(panel: Panel, name: str) -> str:
    wide, high = panel.size
    return f'<clipPath id="{name}"><rect x="{panel.x:g}" y="{panel.y:g}" width="{wide:.2f}" height="{high:.2f}"/></clipPath>'


def outline(panel: Panel, area: Mask) -> str:
    """The edge of the area looked at; "" where it is all that is drawn, or too ragged to be drawn."""
    frame = panel.frame
    part = area[frame.top : frame.bottom : frame.step, frame.left : frame.right : frame.step]
    if part.all() or not part.any():
        return ""
    padded = np.pad(part, 1).astype(np.int8)
    unit = panel.unit * frame.step
    rows = _runs(np.diff(padded, axis=0)[:, 1:-1] != 0)
    columns = _runs((np.diff(padded, axis=1)[1:-1] != 0).T)
    if len(rows) + len(columns) > _MOST_EDGES:
        return ""
    d = "".join(
        f"M{panel.x + a * unit:.1f},{panel.y + r * unit:.1f}h{(b - a) * unit:.1f}" for r, a, b in rows
    )
    d += "".join(f"M{panel.x + c * unit:.1f},{panel.y + a * unit:.1f}v{(b - a) * unit:.1f}" for c, a, b in columns)  # fmt: skip
    return f'<path class="fig-under" d="{d}"/><path class="fig-area" d="{d}"/>'


def ring(panel: Panel, row: float, col: float, radius_px: float = 0.0) -> str:
    """A ring round a point of the grid, at least _RING wide."""
    if not panel.holds(row, col):
        return ""
    x, y = panel.at(row, col)
    r = max(_RING, radius_px * panel.unit)
    return "".join(
        f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>'
        for kind in ("fig-under", "fig-peak")
    )


def marked(panel: Panel, mark: Mark) -> str:
    """A ring: whole where something appeared, dashed where it is gone, a small one where it stayed; a lozenge where it moves."""
    if not panel.holds(mark.row, mark.col):
        return ""
    x, y = panel.at(mark.row, mark.col)
    said = text(x + _RING + 4, y + 4, words(mark.words, 24), "fig-over") if mark.words else ""
    if mark.kind == "moving":
        r = _RING + 2
        d = f"M{x:.1f},{y - r:.1f}l{r:g},{r:g}l{-r:g},{r:g}l{-r:g},{-r:g}z"
        return f'<path class="fig-under" d="{d}"/><path class="fig-peak" d="{d}"/>{said}'
    r = _RING if mark.kind != "stayed" else _RING / 2
    dashed = ' stroke-dasharray="3 3"' if mark.kind == "gone" else ""
    return (
        f'<circle class="fig-under" cx="{x:.1f}" cy="{y:.1f}" r="{r:g}"/>'
        f'<circle class="fig-peak" cx="{x:.1f}" cy="{y:.1f}" r="{r:g}"{dashed}/>{said}'
    )


def scale_and_north(panel: Panel, pixel_m: float) -> str:
    """A bar of a round length in metres at the lower left, and an arrow to the grid's north at the upper right."""
    wide, high = panel.size
    metres_a_unit = pixel_m / panel.unit
    most = wide * 0.36 * metres_a_unit
    step = 10.0 ** math.floor(math.log10(most))
    length = step * next(n for n in (5, 2, 1) if n * step <= most)
    x, y = panel.x + 9, panel.y + high - 10
    across = length / metres_a_unit
    said = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    bar = f"M{x:g},{y - 4:g}v4h{across:.1f}v-4"
    right, top = panel.x + wide - 15, panel.y + 10
    arrow = f"M{right:g},{top + 24:g}v-22m-5,7l5,-7l5,7"
    drawn = "".join(f'<path class="{k}" d="{bar}{arrow}"/>' for k in ("fig-scale-under", "fig-scale"))
    beside = x + across + 6
    return drawn + text(beside, y, said, "fig-over") + text(right - 4, top + 36, "N", "fig-over")


def to_scale(panel: Panel, row: float, col: float, length_m: float, width_m: float, pixel_m: float) -> str:
    """The outline of a thing as large as it is on the ground, its longer side along the rows."""
    x, y = panel.at(row, col)
    wide, high = length_m / pixel_m * panel.unit, width_m / pixel_m * panel.unit
    box = f'x="{x - wide / 2:.2f}" y="{y - high / 2:.2f}" width="{wide:.2f}" height="{high:.2f}"'
    return f'<rect class="fig-under" {box}/><rect class="fig-thing" {box}/>'


def pixel_lines(panel: Panel) -> str:
    """The borders of the grid's pixels, where these are large enough to have borders."""
    rows, columns = panel.frame.bottom - panel.frame.top, panel.frame.right - panel.frame.left
    if panel.unit < 6 or rows + columns > 120:
        return ""
    wide, high = panel.size
    d = "".join(f"M{panel.x:g},{panel.y + i * panel.unit:.1f}h{wide:.1f}" for i in range(1, rows))
    d += "".join(f"M{panel.x + i * panel.unit:.1f},{panel.y:g}v{high:.1f}" for i in range(1, columns))
    return f'<path class="fig-grid-line" d="{d}"/>'


def stamped(panel: Panel) -> str:
    wide, high = panel.size
    return stamp(panel.x + wide / 2, panel.y + high / 2, wide)


def label(panel: Panel, said: str) -> str:
    """Words in the upper left corner of the pixels. said: escaped already, or our own."""
    return text(panel.x + 8, panel.y + 18, said, "fig-over")


def _runs(edges: Mask) -> list[tuple[int, int, int]]:
    """(line, first, past the last) of each run of True in each line."""
    steps = np.diff(np.pad(edges, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    starts, ends = np.argwhere(steps == 1), np.argwhere(steps == -1)
    return [(int(a[0]), int(a[1]), int(b[1])) for a, b in zip(starts, ends, strict=True)]
