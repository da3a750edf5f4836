"""triptych(stack, before, after, area, tested, told) -> an SVG: the ground before and after, the change map, and in words what
stands behind the verdict.

One self-contained picture: no script, nothing loaded from elsewhere, its pixels inside it as small PNGs. Its class names begin
with "fig-", so that a page which lets no style in can dress it (brief/pictures.py). What was made up carries SYNTHETIC
across every panel.
"""

from collections.abc import Sequence

import numpy as np

from sightline.imagery import draw_pixels as px
from sightline.imagery.draw_panel import (
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
from sightline.imagery.draw_sheet import HEAD_LINE, LEFT, RIGHT, SIDE, WIDTH, Sheet, Told
from sightline.imagery.draw_svg import STYLE, text, words, wrapped
from sightline.imagery.draw_words import (
    credit_words,
    described,
    figures,
    metres,
    pass_words,
    subtitle,
)
from sightline.imagery.moment import moment_in_words
from sightline.imagery.stack import Mask, Stack, Tested, Values

MOST_PIXELS = 240  # a side; a page lets in 250,000 pixels a picture (brief/pictures.py)
_CLOSE, _CLOSE_PIXELS = 149.0, 48  # picture units and least pixels of a close-up
_LINE = 14.5
_BOLD = 12.7  # size of plain letters that are as broad as bold ones of 11.5


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
    heads = (text(LEFT, 22 + n * HEAD_LINE, line, "fig-head") for n, line in enumerate(sheet.title))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {low:.0f}" role="img" '
        f'aria-labelledby="title desc"><title id="title">{words(told.title, 160)}</title><desc id="desc">{words(described(sheet), 4000)}</desc>'
        f'<style>{STYLE}</style><rect class="fig-paper" width="{WIDTH}" height="{low:.0f}"/>'
        + "".join(heads)
        + text(LEFT, top - 11, words(subtitle(sheet), 96), "fig-sub")
        + panels
        + lower
        + below
        + "</svg>"
    )


def _sheet(
    stack: Stack, before: int | None, after: int | None, area: Mask, tested: Tested | None, told: Told
) -> Sheet:
    dates = [d for d in dict.fromkeys((before, after)) if d is not None]
    made = px.colours(stack, dates) if dates else []
    table = px.palette(made) if made else np.zeros((1, 3), np.uint8)
    pictures = dict(zip(dates, made, strict=True))
    held: Mask = np.ones_like(area)
    if dates:
        held = np.asarray(np.isfinite(stack.values[dates]).any(axis=(0, 1)), dtype=np.bool_)
    frame = px.frame_round(area, held, MOST_PIXELS)
    return Sheet(stack, (before, after), area, tested, told, frame, pictures, table)


def _date(sheet: Sheet, which: int, x: float) -> str:
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
    captions += text(x, y + 14, words(pass_words(scene), 50), "fig-quiet")
    small = "fig-quiet" if len(scene.id) < 44 else "fig-quiet fig-small"
    captions += text(x, y + 27, words(scene.id, 66), small)
    return (
        _pixels(sheet, panel, date, f"panel{which}")
        + over
        + scale_and_north(panel, sheet.stack.grid.pixel_m)
        + label(panel, name)
        + captions
    )


def _change(sheet: Sheet, tested: Tested, top: float) -> tuple[str, float]:
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
    x, wide = LEFT + 92, 4.0
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


def _close_ups(sheet: Sheet, top: float, tested: Tested) -> tuple[str, float]:
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
        f"; pink: {thing[0]}, {metres(thing)}, to scale" if thing else ""
    )
    beside, bottom = _column(
        [("fig-quiet", said), *figures(sheet)], top + Panel(frame, 0, 0, _CLOSE).size[1] + 15
    )
    return "".join(out) + beside, bottom


def _column(said: Sequence[tuple[str, str]], y: float) -> tuple[str, float]:
    """Words in the right column from y down, and how far down they reach."""
    out = []
    for kind, one in said:
        for line in wrapped(one, SIDE - 2, _BOLD if kind == "fig-strong" else 11.5, 7):
            out.append(text(RIGHT, y, line, kind))
            y += _LINE
        y += 3
    return "".join(out), y - _LINE


def _scaled(sheet: Sheet, top: float) -> tuple[str, float]:
    """In place of a change map: what is looked for, drawn to scale over the pixels of the middle of the area. The words stand
    beside it. And how far down it reaches."""
    grid, thing = sheet.stack.grid, sheet.told.thing
    date = sheet.dates[1] if sheet.dates[1] is not None else sheet.dates[0]
    said = [*figures(sheet), *(("fig-text", line) for line in sheet.told.lines)]
    if date is None or thing is None:
        beside, bottom = _column([("fig-strong", "No change map: nothing was tested"), *said], top + 12)
        return beside, bottom
    name, length, wide = thing
    pixels = int(np.clip(4 * max(length, wide) / grid.pixel_m, 12, MOST_PIXELS // 2))
    panel = Panel(px.around(*_middle(sheet.area), pixels, grid.height, grid.width), LEFT, top, SIDE)
    at = (panel.frame.top + panel.frame.bottom - 1) / 2, (panel.frame.left + panel.frame.right - 1) / 2
    size = f"{length / grid.pixel_m:.2g} × {wide / grid.pixel_m:.2g}"
    captions = [
        ("fig-strong", f"Pink: {name}, {metres(thing)}, to scale: {size} pixels of {grid.pixel_m:g} m"),
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


def _below(sheet: Sheet, y: float) -> tuple[float, str]:
    """The words under the panels, and the height of the whole."""
    out = []
    for said in sheet.told.lines if sheet.tested else ():
        for line in wrapped(said, WIDTH - 2 * LEFT, 11.5, 3):
            out.append(text(LEFT, y, line))
            y += _LINE
        y += 2
    for kind, said in credit_words(sheet):
        for line in wrapped(said, WIDTH - 2 * LEFT, 11.5, 2):
            out.append(text(LEFT, y, line, kind))
            y += _LINE
    return y + 2, "".join(out)


def _pixels(sheet: Sheet, panel: Panel, date: int, name: str) -> str:
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
