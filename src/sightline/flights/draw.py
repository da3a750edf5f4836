"""picture(track, airfield, movement) -> an SVG: the track on a map round the field, and its height.

One self-contained picture: no script, nothing loaded from elsewhere, readable in a light and a dark scheme and on
paper. Its class names begin with "fig-", so that a page which lets no style in can dress it (brief/pictures.py).
"""

from sightline.flights.drawing import caption, profile, sketch, strokes, svg
from sightline.flights.drawing.excerpt import Excerpt, excerpt
from sightline.flights.drawing.plane import Plane
from sightline.flights.movement import Airframe, Movement
from sightline.flights.track import Located, Track
from sightline.model.airfield import Airfield

MOST_BYTES = 60_000
MOST_CHANGES = 1_500  # of colour; more could not be told apart, nor would they fit
DETAIL = (0.4, 1.2, 4.0)  # picture units that a line may stray, finest first


def picture(
    track: Track,
    airfield: Airfield,
    movement: Movement | None,
    *,
    synthetic: bool,
    airframe: Airframe | None = None,
    floor_ft: float | None = None,
    period: tuple[float, float] | None = None,
) -> str:
    """The last part of a cleaned track round a field, as SVG text of at most 60 kB.

    movement: what is to be shown; without one, the track where it comes nearest to the field. synthetic: marked as
    made up (so are tracks that hold positions marked SYNTHETIC, whatever is said here). airframe: names that
    the track lacks. floor_ft: height above the field, feet, down to which aircraft were heard near it
    (Coverage.floor_ft). period: without a movement, the time of which all is drawn, near the field or far from it
    (seconds since 1970 UTC): where an aircraft was while it is said to have been here. A track without positions gives a picture that says so.
    """
    shown = excerpt(track, airfield, movement, Plane(airfield.lat, airfield.lon), period)
    made_up = synthetic or bool((track.points.located == Located.SYNTHETIC).any())
    drawn = ""
    for bands in (True, False) if strokes.changes(shown) <= MOST_CHANGES else (False,):
        for detail in DETAIL:
            panels = _panels(shown, airfield, movement, detail, made_up, bands=bands, floor_ft=floor_ft)
            drawn = _whole(panels, track, shown, airfield, movement, made_up, airframe)
            if len(drawn.encode()) <= MOST_BYTES:
                return drawn
    empty = excerpt(Track(track.address, track.points.take(slice(0, 0))), airfield, movement, Plane(0, 0))
    panels = _panels(empty, airfield, movement, DETAIL[-1], made_up, bands=False, floor_ft=floor_ft)
    return _whole(panels, track, empty, airfield, movement, made_up, airframe)


def _panels(
    shown: Excerpt,
    airfield: Airfield,
    movement: Movement | None,
    detail: float,
    made_up: bool,
    *,
    bands: bool,
    floor_ft: float | None,
) -> str:
    plane = Plane(airfield.lat, airfield.lon)
    return (
        sketch.sketch(
            shown,
            airfield,
            movement.runway if movement else None,
            plane,
            detail,
            bands=bands,
            watermark=_watermark() if made_up else "",
        )
        + _legend(bands=bands)
        + profile.profile(shown, airfield, movement, plane, detail, bands=bands, floor_ft=floor_ft)
    )


def _whole(
    panels: str,
    track: Track,
    shown: Excerpt,
    airfield: Airfield,
    movement: Movement | None,
    made_up: bool,
    airframe: Airframe | None,
) -> str:
    given = (movement.start, movement.start) if movement else None
    span = (float(shown.time[0]), float(shown.time[-1])) if len(shown) else given
    title = svg.words(caption.head(track, airframe, span))
    told = svg.plain(caption.told(shown, airfield, movement, synthetic=made_up))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {svg.WIDTH} {svg.HEIGHT}" role="img" '
        f'aria-labelledby="title desc"><title id="title">{title}</title><desc id="desc">{told}</desc>'
        f"<style>{svg.STYLE}</style><defs>{_clip('map', sketch)}{_clip('profile', profile)}</defs>"
        f'<rect class="fig-paper" width="{svg.WIDTH}" height="{svg.HEIGHT}"/>'
        + svg.text(14, 22, title, "fig-head")
        + svg.text(14, 41, svg.words(caption.below(airfield, movement, shown), 92), "fig-sub")
        + panels
        + svg.text(14, svg.HEIGHT - 8, caption.foot(shown), "fig-quiet")
        + (_label() if made_up else "")
        + "</svg>"
    )


def _clip(name: str, panel: object) -> str:
    left, top, wide, high = (getattr(panel, side) for side in ("LEFT", "TOP", "WIDE", "HIGH"))
    return f'<clipPath id="{name}"><rect x="{left:g}" y="{top:g}" width="{wide:g}" height="{high:g}"/></clipPath>'


def _legend(*, bands: bool) -> str:
    y, x, out = sketch.TOP + sketch.HIGH + 18, sketch.LEFT, []
    for _, kind, words in (*svg.BANDS, (0.0, svg.UNKNOWN, "not known")) if bands else ():
        out.append(f'<path class="fig-line {kind}" d="M{x:.1f},{y - 4:.1f}h18"/>')
        out.append(svg.text(x + 23, y, words, "fig-quiet"))
        x += 36 + svg.broad(words, 11)
    if not bands:
        out.append(svg.text(x, y, "Too much of a track to be coloured by height.", "fig-quiet"))
    return "".join(out)


def _watermark() -> str:
    x, y = sketch.LEFT + sketch.WIDE / 2, sketch.TOP + sketch.HIGH / 2
    return (
        f'<g transform="rotate(-22 {x:g} {y:g})">' + svg.text(x, y, caption.SYNTHETIC, "fig-water") + "</g>"
    )


def _label() -> str:
    """The same over the profile, in plain sight."""
    return svg.text(profile.LEFT + profile.WIDE, profile.TOP - 6, caption.SYNTHETIC, "fig-made fig-end")
