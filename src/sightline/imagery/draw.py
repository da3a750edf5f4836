"""triptych(stack, before, after, area, tested, told) -> an SVG: the ground before and after, the change map, and in words what
stands behind the verdict.

One self-contained picture: no script, nothing loaded from elsewhere, its pixels inside it as small PNGs. Its class names begin
with "fig-", so that a page which lets no style in can dress it (brief/pictures.py). What was made up carries SYNTHETIC
across every panel.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sightline.imagery import draw_pixels as px
from sightline.imagery.draw_panel import (
    Mark,
    Panel,
    clip,
    image,
    label,
    marked,
    outline,
    pixel_lines,
    ring,
    scale_and_north,
    stamped,
    to_scale,
)
from sightline.imagery.draw_svg import STYLE, SYNTHETIC, text, words, wrapped
from sightline.imagery.moment import moment_in_words
from sightline.imagery.stack import Mask, Stack, Tested, Values
from sightline.model.scene import Scene

WIDTH, SIDE, LEFT, RIGHT, TOP = 640, 306.0, 10.0, 324.0, 52.0
MOST_PIXELS = 240  # a side; a page lets in 250,000 pixels a picture (brief/pictures.py)
_CLOSE, _CLOSE_PIXELS = 149.0, 48  # picture units and least pixels of a close-up
_LINE = 14.5
_HEAD, _HEAD_LINE = 16.5, 19.0
_SENSORS = {"sentinel-2": "Sentinel-2", "sentinel-1": "Sentinel-1", "user": "picture that was given"}


@dataclass(frozen=True, slots=True)
class Told:
    """What is said with the picture. title: of the picture. verdict: in words. lines: below it, each at most three lines long. power: of the test, in
    words. thing: what is looked for, its length and width in metres; drawn to scale. adjusted_p: after Holm's
    correction. marks: on the picture after. credit: what the pixels' licence asks for, where they are not Copernicus'."""

    title: str
    verdict: str | None = None
    lines: tuple[str, ...] = ()
    power: str = ""
    thing: tuple[str, float, float] | None = None
    adjusted_p: float | None = None
    marks: tuple[Mark, ...] = ()
    credit: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """What all panels share."""

    stack: Stack
    dates: tuple[int | None, int | None]
    area: Mask
    tested: Tested | None
    told: Told
    frame: px.Frame
    pictures: dict[int, px.Bytes]  # date -> (y, x) numbers of the table
    table: px.Bytes

    @property
    def title(self) -> list[str]:
        """Of what fits into the frame, two lines at most."""
        return wrapped(self.told.title, WIDTH - 2 * LEFT, _HEAD, 2)

    @property
    def top(self) -> float:
        """Where the upper panels begin."""
        return TOP + (len(self.title) - 1) * _HEAD_LINE

    @property
    def synthetic(self) -> bool:
        return any(self.stack.scenes[d].synthetic for d in self.pictures)


def triptych(
    stack: Stack,
    before: int | None,
    after: int | None,
    area: Mask,
    tested: Tested | None,
    told: Told,
) -> str:
    """The picture as SVG text of at most some 250 kB.

    before, after: indices of dates of the stack; None where there was no pass to show. area: (y, x), what was looked at. tested:
    of the date after; None where nothing was tested, and then what is looked for is drawn to scale in its place.
    """
    sheet = _sheet(stack, before, after, area, tested, told)
    top = sheet.top
    row2 = top + Panel(sheet.frame, 0, 0, SIDE).size[1] + 60
    panels = _date(sheet, 0, LEFT) + _date(sheet, 1, RIGHT)
    lower, bottom = _change(sheet, tested, row2) if tested else _scaled(sheet, row2)
    low, below = _below(sheet, bottom + 22)
    heads = (text(LEFT, 22 + n * _HEAD_LINE, line, "fig-head") for n, line in enumerate(sheet.title))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {low:.0f}" role="img" '
        f'aria-labelledby="title desc"><title id="title">{words(told.title, 160)}</title><desc id="desc">{words(_desc(sheet), 4000)}</desc>'
        f'<style>{STYLE}</style><rect class="fig-paper" width="{WIDTH}" height="{low:.0f}"/>'
        + "".join(heads)
        + text(LEFT, top - 11, words(_subtitle(sheet), 96), "fig-sub")
        + panels
        + lower
        + below
        + "</svg>"
    )


def _sheet(
    stack: Stack, before: int | None, after: int | None, area: Mask, tested: Tested | None, told: Told
) -> _Sheet:
    dates = [d for d in dict.fromkeys((before, after)) if d is not None]
    made = px.colours(stack, dates) if dates else []
    table = px.palette(made) if made else np.zeros((1, 3), np.uint8)
    pictures = dict(zip(dates, made, strict=True))
    held: Mask = np.ones_like(area)
    if dates:
        held = np.asarray(np.isfinite(stack.values[dates]).any(axis=(0, 1)), dtype=np.bool_)
    frame = px.frame_round(area, held, MOST_PIXELS)
    return _Sheet(stack, (before, after), area, tested, told, frame, pictures, table)


def _date(sheet: _Sheet, which: int, x: float) -> str:
    """The panel of one date with its caption."""
    panel, date = Panel(sheet.frame, x, sheet.top, SIDE), sheet.dates[which]
    name, y = ("Before", "After")[which], sheet.top + panel.size[1] + 15
    if date is None:
        return _empty(panel, f"{name}: no pass to show") + text(x, y, f"{name}: none", "fig-strong")
    over = outline(panel, sheet.area)
    over += "".join(marked(panel, m) for m in sheet.told.marks if m.before is not bool(which))
    if which:
        over += ring(panel, *sheet.tested.peak) if sheet.tested else ""
    scene = sheet.stack.scenes[date]
    captions = text(x, y, f"{name}: {words(moment_in_words(scene), 60)}", "fig-strong")
    captions += text(x, y + 14, words(_pass_words(scene), 50), "fig-quiet")
    small = "fig-quiet" if len(scene.id) < 44 else "fig-quiet fig-small"
    captions += text(x, y + 27, words(scene.id, 66), small)
    return (
        _pixels(sheet, panel, date, f"panel{which}")
        + over
        + scale_and_north(panel, sheet.stack.grid.pixel_m)
        + label(panel, name)
        + captions
    )


def _change(sheet: _Sheet, tested: Tested, top: float) -> tuple[str, float]:
    """The change map with its legend, the ground round its peak before and after, and how far down they reach."""
    after = sheet.dates[1]
    panel = Panel(sheet.frame, LEFT, top, SIDE)
    usable = sheet.stack.usable[after] if after is not None else np.ones_like(sheet.area)
    score = np.where(usable, tested.score, np.nan).astype(np.float32)
    shown = px.strongest(score, sheet.frame)
    most = _most(shown, tested)
    numbers = px.change_colours(shown, np.isfinite(shown), most)
    beside, bottom = _close_ups(sheet, top, tested)
    low = top + panel.size[1]
    drawn = (
        f"<defs>{clip(panel, 'panel2')}</defs>"
        + image(panel, px.address(numbers, px.ramp()), numbers.shape, "panel2")
        + (stamped(panel) if sheet.synthetic else "")
        + outline(panel, sheet.area)
        + ring(panel, *tested.peak)
        + scale_and_north(panel, sheet.stack.grid.pixel_m)
        + label(panel, "Change")
        + _legend(low + 10, most, tested)
    )
    return drawn + beside, max(low + 36, bottom)


def _legend(y: float, most: float, tested: Tested) -> str:
    colours, steps = px.ramp(), 24
    out = [text(LEFT, y + 9, "Change score 0", "fig-quiet")]
    x, wide = LEFT + 88, 4.0
    for i in range(steps):
        r, g, b = colours[round(i * (px.STEPS - 1) / (steps - 1))]
        out.append(
            f'<rect x="{x + i * wide:g}" y="{y:g}" width="{wide + 0.4:g}" height="10" fill="#{r:02x}{g:02x}{b:02x}"/>'
        )
    x += steps * wide + 5
    out.append(text(x, y + 9, f"{most:.3g}", "fig-quiet"))
    x += 34
    r, g, b = px.UNSEEN
    out.append(f'<rect x="{x:g}" y="{y:g}" width="10" height="10" fill="#{r:02x}{g:02x}{b:02x}"/>')
    out.append(
        f'<path class="fig-unseen" d="M{x:g},{y + 5:g}l5,-5M{x:g},{y + 10:g}l10,-10M{x + 5:g},{y + 10:g}l5,-5"/>'
    )
    out.append(text(x + 14, y + 9, "not seen", "fig-quiet"))
    said = f"Ring: where it is largest in the area looked at ({tested.statistic:.3g})"
    return "".join(out) + text(LEFT, y + 25, words(said, 70), "fig-quiet")


def _close_ups(sheet: _Sheet, top: float, tested: Tested) -> tuple[str, float]:
    """Before and after round the peak side by side, verdict, p and power below them, and how far down they reach."""
    grid, thing = sheet.stack.grid, sheet.told.thing
    extent = 0.0 if thing is None else max(thing[1:]) / grid.pixel_m
    pixels = min(max(_CLOSE_PIXELS, int(5 * extent)), MOST_PIXELS // 2)
    frame = px.around(*tested.peak, pixels, grid.height, grid.width)
    out = []
    for which, date in enumerate(sheet.dates):
        panel = Panel(frame, RIGHT + which * (SIDE - _CLOSE), top, _CLOSE)
        out.append(
            _pixels(sheet, panel, date, f"close{which}") if date is not None else _empty(panel, "no pass")
        )
        out.append(label(panel, ("before", "after")[which]) + ring(panel, *tested.peak, 0.9 * extent))
        if which and thing:
            row, col = (frame.bottom - 2 - thing[2] / grid.pixel_m / 2, frame.right - 2 - thing[1] / grid.pixel_m / 2)  # fmt: skip
            out.append(to_scale(panel, row, col, thing[1], thing[2], grid.pixel_m))
    across = (frame.right - frame.left) * grid.pixel_m
    said = f"Round the ring, {across:,.0f} m across" + (
        f"; pink: {thing[0]}, {_metres(thing)}, to scale" if thing else ""
    )
    beside, bottom = _column(
        [("fig-quiet", said), *_figures(sheet)], top + Panel(frame, 0, 0, _CLOSE).size[1] + 15
    )
    return "".join(out) + beside, bottom


def _figures(sheet: _Sheet) -> list[tuple[str, str]]:
    """Verdict, p and power: class and words."""
    told = sheet.told
    said = [("fig-strong", f"Verdict: {told.verdict}")] if told.verdict else []
    if sheet.tested:
        said += [("fig-text", s) for s in _p_words(sheet.tested, told.adjusted_p)]
    return [*said, ("fig-text", told.power)] if told.power else said


def _column(said: Sequence[tuple[str, str]], y: float) -> tuple[str, float]:
    """Words in the right column from y down, and how far down they reach."""
    out = []
    for kind, one in said:
        for line in wrapped(one, SIDE - 2, 11.5, 7):
            out.append(text(RIGHT, y, line, kind))
            y += _LINE
        y += 3
    return "".join(out), y - _LINE


def _p_words(tested: Tested, adjusted: float | None) -> list[str]:
    if tested.p_dates is None and tested.p_windows is None:
        return ["No p could be had: there is too little to compare it with"]
    among = [f"{tested.dates} other dates"] if tested.p_dates is not None else []
    among += [f"{tested.windows} windows elsewhere in the picture"] if tested.p_windows is not None else []
    held = f", {adjusted:.3g} after Holm’s correction" if adjusted not in (None, tested.p) else ""
    said = [f"p = {tested.p:.3g}{held}; the smallest that could have come out is {tested.smallest_p:.3g}"]
    return [*said, "Ranked among " + " and ".join(among)] if among else said


def _scaled(sheet: _Sheet, top: float) -> tuple[str, float]:
    """In place of a change map: what is looked for, drawn to scale over the pixels of the middle of the area. The words stand
    beside it. And how far down it reaches."""
    grid, thing = sheet.stack.grid, sheet.told.thing
    date = sheet.dates[1] if sheet.dates[1] is not None else sheet.dates[0]
    said = [*_figures(sheet), *(("fig-text", line) for line in sheet.told.lines)]
    if date is None or thing is None:
        beside, bottom = _column([("fig-strong", "No change map: nothing was tested"), *said], top + 12)
        return beside, bottom
    name, length, wide = thing
    pixels = int(np.clip(4 * max(length, wide) / grid.pixel_m, 12, MOST_PIXELS // 2))
    panel = Panel(px.around(*_middle(sheet.area), pixels, grid.height, grid.width), LEFT, top, SIDE)
    at = (panel.frame.top + panel.frame.bottom - 1) / 2, (panel.frame.left + panel.frame.right - 1) / 2
    size = f"{length / grid.pixel_m:.2g} × {wide / grid.pixel_m:.2g}"
    captions = [
        ("fig-strong", f"Pink: {name}, {_metres(thing)}, to scale: {size} pixels of {grid.pixel_m:g} m"),
        ("fig-quiet", "Drawn in the middle of the area: where it stood is not known"),
    ]
    beside, bottom = _column([*captions, *said], top + 12)
    drawn = (
        _pixels(sheet, panel, date, "panel2")
        + pixel_lines(panel)
        + to_scale(panel, *at, length, wide, grid.pixel_m)
        + scale_and_north(panel, grid.pixel_m)
        + label(panel, "To scale")
    )
    return drawn + beside, max(top + panel.size[1], bottom)


def _middle(area: Mask) -> tuple[float, float]:
    """Row and column of the middle of the area, or of the whole where there is no area."""
    rows, columns = np.nonzero(area)
    if not len(rows):
        return (area.shape[0] - 1) / 2, (area.shape[1] - 1) / 2
    return float(rows.min() + rows.max()) / 2, float(columns.min() + columns.max()) / 2


def _below(sheet: _Sheet, y: float) -> tuple[float, str]:
    """The words under the panels, and the height of the whole."""
    out = []
    for said in sheet.told.lines if sheet.tested else ():
        for line in wrapped(said, WIDTH - 2 * LEFT, 11.5, 3):
            out.append(text(LEFT, y, line))
            y += _LINE
        y += 2
    for kind, said in _credits(sheet):
        for line in wrapped(said, WIDTH - 2 * LEFT, 11.5, 2):
            out.append(text(LEFT, y, line, kind))
            y += _LINE
    return y + 2, "".join(out)


def _credits(sheet: _Sheet) -> list[tuple[str, str]]:
    scenes = [sheet.stack.scenes[d] for d in sheet.pictures]
    real = sorted({s.at.year for s in scenes if s.sensor != "user" and not s.synthetic})
    out = []
    if sheet.synthetic:
        out.append(
            (
                "fig-made",
                f"{SYNTHETIC}: made up for a test or a demonstration; no satellite took these pixels",
            )
        )
    if real:  # the words that the Copernicus licence asks for (Regulation (EU) No 1159/2013, art. 8)
        out.append(("fig-quiet", f"Contains modified Copernicus Sentinel data {', '.join(map(str, real))}"))
    if sheet.told.credit:
        out.append(("fig-quiet", sheet.told.credit))
    how = f"{_capital(px.kind_of(sheet.stack))}, both dates stretched alike; pixels of {sheet.stack.grid.pixel_m:g} m; north of the grid is up"
    return [*out, ("fig-quiet", how)]


def _pixels(sheet: _Sheet, panel: Panel, date: int, name: str) -> str:
    part = px.numbered(px.cut(sheet.pictures[date], panel.frame), sheet.table)
    made = px.address(part, sheet.table)
    drawn = f"<defs>{clip(panel, name)}</defs>" + image(panel, made, part.shape, name)
    return drawn + (stamped(panel) if sheet.stack.scenes[date].synthetic else "")


def _empty(panel: Panel, said: str) -> str:
    wide, high = panel.size
    return (
        f'<rect class="fig-land" x="{panel.x:g}" y="{panel.y:g}" width="{wide:.1f}" height="{high:.1f}"/>'
        f'<rect class="fig-frame" x="{panel.x:g}" y="{panel.y:g}" width="{wide:.1f}" height="{high:.1f}"/>'
        + text(panel.x + wide / 2, panel.y + high / 2, words(said, 40), "fig-quiet fig-mid")
    )


def _most(score: Values, tested: Tested) -> float:
    """The score that the brightest colour stands for: the peak, or nearly the largest where all is small."""
    known = np.abs(score[np.isfinite(score)])
    most = max(abs(tested.statistic), float(np.percentile(known, 99.9)) if known.size else 0.0)
    return most if np.isfinite(most) and most > 0 else 1.0


def _subtitle(sheet: _Sheet) -> str:
    site, grid = sheet.stack.site, sheet.stack.grid
    wide, high = (
        (b - a) * grid.pixel_m / 1000
        for a, b in ((sheet.frame.left, sheet.frame.right), (sheet.frame.top, sheet.frame.bottom))
    )
    size = f"{wide:.2g} × {high:.2g} km"
    where = f"{abs(site.lat):.4f}° {'N' if site.lat >= 0 else 'S'}, {abs(site.lon):.4f}° {'E' if site.lon >= 0 else 'W'}"
    sensors = ", ".join(dict.fromkeys(_SENSORS[s.sensor] for s in sheet.stack.scenes))
    return f"{sensors}; {size} at {where}"


def _pass_words(scene: Scene) -> str:
    orbit = f", relative orbit {scene.orbit}" if scene.orbit is not None else ""
    way = f", {scene.direction}" if scene.direction else ""
    return f"{scene.platform or _SENSORS[scene.sensor]}{orbit}{way}"


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _metres(thing: tuple[str, float, float]) -> str:
    return f"{thing[1]:g} × {thing[2]:g} m"


def _desc(sheet: _Sheet) -> str:
    said = [SYNTHETIC + ": made up."] if sheet.synthetic else []
    for name, date in zip(("Before", "After"), sheet.dates, strict=True):
        if date is None:
            said.append(f"{name}: no pass to show.")
        else:
            scene = sheet.stack.scenes[date]
            said.append(f"{name}: {moment_in_words(scene)}, {_pass_words(scene)}, {scene.id}.")
    if sheet.told.verdict:
        said.append(f"Verdict: {sheet.told.verdict}.")
    if sheet.tested:
        said += [f"{s}." for s in _p_words(sheet.tested, sheet.told.adjusted_p)]
    return " ".join([*said, sheet.told.power, *sheet.told.lines])
