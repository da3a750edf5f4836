"""The map: an SVG of our own on Natural Earth outlines, with the uncertainty drawn.

A place is drawn as the area that holds the truth: hatched in its own shape where the words give one ("off the
coast of"), else as a circle. A dot stands in it only where the area is too small to see. A place known only as a country is a hatched country, never a point.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from sightline.brief import geometry as geo
from sightline.brief import words
from sightline.model.event import Event
from sightline.model.outlines import Line, box, outlines
from sightline.model.place import Ring

MOST_MARKED = 60  # places; beyond, markers would hide the map
MOST_NAMED_LANDS = 12  # places, beyond which the names of countries would run into the markers
MOST_NUMBERS = 3  # of events printed in one marker
DOT_BELOW = 7.0  # picture units: a smaller circle gets a dot
MOST_CHARACTERS = 120_000
DETAIL = (0.45, 1.0, 1.8, 3.0, 5.0)  # picture units: the least distance between two points of an outline
STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 30)


@dataclass(frozen=True, slots=True)
class Spot:
    """Events at one place, by their numbers in the brief. area: known as a country or region only."""

    numbers: tuple[int, ...]
    name: str
    lat: float
    lon: float
    radius_km: float
    precision: str
    country: str | None
    polygon: tuple[Ring, ...] = ()


@dataclass(frozen=True, slots=True)
class Map:
    """svg: None where no event has a position. unplaced: numbers of events not on it."""

    svg: str | None
    narrow: str | None
    unplaced: tuple[int, ...]
    countries_only: tuple[int, ...]
    source: str
    crowded: bool = False  # too many places to number
    gathered: bool = False  # a marker such as "5 +3" is on it


def spots(events: Sequence[tuple[int, Event]]) -> list[Spot]:
    """One spot for each distinct place."""
    found: dict[tuple[object, ...], Spot] = {}
    for number, event in events:
        place = event.place
        if place is None or place.lat is None or place.lon is None or place.radius_km is None:
            continue
        key = (round(place.lat, 4), round(place.lon, 4), place.radius_km, place.precision, place.polygon)
        old = found.get(key)
        numbers = (*old.numbers, number) if old else (number,)
        found[key] = Spot(
            numbers, words.named(place), place.lat, place.lon, place.radius_km, place.precision, place.country,
            place.polygon,
        )  # fmt: skip
    return list(found.values())


def draw_map(events: Sequence[tuple[int, Event]]) -> Map:
    """The map for numbered events, wide (720 x 460) and narrow (360 x 400)."""
    found = spots(events)
    shown = {n for s in found for n in s.numbers}
    unplaced = tuple(n for n, _ in events if n not in shown)
    lands = tuple(n for s in found if s.precision == "country" for n in s.numbers)
    source = outlines().source
    if not found:
        return Map(None, None, unplaced, lands, source)
    return Map(
        _fitting(found, 720, 460, "w"),
        _fitting(found, 360, 400, "n"),
        unplaced,
        lands,
        source,
        len(found) > MOST_MARKED,
        any(len(x.numbers) > MOST_NUMBERS for x in found),
    )


def _fitting(found: list[Spot], width: float, height: float, prefix: str) -> str:
    """The most detailed drawing that is small enough for a page."""
    svg = ""
    for detail in DETAIL:
        svg = _draw(found, width, height, prefix, detail)
        if len(svg) <= MOST_CHARACTERS:
            break
    return svg


def _draw(found: list[Spot], width: float, height: float, prefix: str, detail: float) -> str:
    fine = [s for s in found if s.precision != "country"] or found
    view = geo.view_of([(s.lon, s.lat, s.radius_km) for s in fine], width, height)
    hatched = {s.country for s in found if s.precision == "country"}
    keep_off = [view.at(view.near(s.lon), s.lat) for s in found]
    land, labels = _land(view, hatched, prefix, keep_off=keep_off, detail=detail)
    parts = [
        f'<svg class="map" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-labelledby="{prefix}-map-title {prefix}-map-desc">',
        f'<title id="{prefix}-map-title">Where the events are said to have happened</title>',
        f'<desc id="{prefix}-map-desc">{escape(_description(found))}</desc>',
        f'<defs><clipPath id="{prefix}-frame"><rect width="{width:g}" height="{height:g}"/></clipPath>'
        f'<pattern id="{prefix}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="hatch" d="M0,0v7"/></pattern></defs>',
        f'<rect class="sea" width="{width:g}" height="{height:g}"/>',
        f'<g clip-path="url(#{prefix}-frame)">',
        land,
        _graticule(view),
        _lines(view, detail),
        labels if len(found) <= MOST_NAMED_LANDS else "",
        _areas(view, found, prefix),
        "</g>",
        _markers(view, found) if len(found) <= MOST_MARKED else _dots(view, found),
        _furniture(view),
        _locator(view) if view.east - view.west < 70 else "",
        f'<rect class="frame" x=".5" y=".5" width="{width - 1:g}" height="{height - 1:g}"/></svg>',
    ]
    return "".join(parts)


def _description(found: list[Spot]) -> str:
    told = [
        f"{'event' if len(s.numbers) == 1 else 'events'} {words.listed([str(n) for n in s.numbers])}: {s.name}, "
        + ("known as a country only" if s.precision == "country" else f"within {words.km(s.radius_km)}")
        for s in found
    ]
    return "; ".join(told) + "."


def _turns(view: geo.View, line: Line) -> list[float]:
    """Shifts by whole turns that may bring a part of the line into the view."""
    west, south, east, north = box(line)
    if south > view.north or north < view.south:
        return []
    return [t for t in (-360.0, 0.0, 360.0) if view.west <= east + t and view.east >= west + t]


def _land(
    view: geo.View, hatched: set[str | None], prefix: str, *, keep_off: list[geo.Point], detail: float
) -> tuple[str, str]:
    paths: list[str] = []
    over: list[str] = []
    labels: list[str] = []
    for country in outlines().countries:
        shapes = []
        for ring in country.rings:
            for turn in _turns(view, ring):
                shape = geo.clip_ring([view.at(x + turn, y) for x, y in ring], view.width, view.height)
                shape = geo.thinned(shape, detail)
                if geo.area(shape) > detail**2:
                    shapes.append(shape)
        if not shapes:
            continue
        paths.extend(geo.path(s, close=True) for s in shapes)
        if country.code and country.code in hatched:
            d = "".join(geo.path(s, close=True) for s in shapes)
            over.append(f'<path class="hatched" fill="url(#{prefix}-hatch)" fill-rule="evenodd" d="{d}"/>')
        largest = max(shapes, key=geo.area)
        if geo.area(largest) > 2600:
            x, y = _inside(largest, keep_off)
            half = 4.9 * len(country.name)
            inside = min(max(x, half + 4), view.width - half - 4)
            if abs(inside - x) < 30 and half < view.width / 3 and _legible(inside, y, half, view):
                name = escape(country.name)
                labels.append(f'<text class="land-name" x="{inside:.0f}" y="{y:.0f}">{name}</text>')
    land = f'<path class="land" fill-rule="evenodd" d="{"".join(paths)}"/>' + "".join(over)
    return land, "".join(labels)


def _legible(x: float, y: float, half: float, view: geo.View) -> bool:
    """Whether a label is clear of the frame, the scale bar (lower left) and the little world (lower right)."""
    low = y > view.height - 44
    corner = x - half < view.width / 4 + 60 or x + half > view.width - 150
    deep = y > view.height - 72 and x + half > view.width - 150
    return 24 < y < view.height - 8 and not (low and corner) and not deep


def _inside(ring: list[geo.Point], keep_off: list[geo.Point]) -> geo.Point:
    """A point for a label: the middle of the widest run of the ring on a few level lines, away from markers."""
    ys = [p[1] for p in ring]
    best = (0.0, ring[0])
    for i in range(1, 12):
        y = min(ys) + (max(ys) - min(ys)) * i / 12
        xs = []
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (a[1] > y) != (b[1] > y):
                xs.append(a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
        xs.sort()
        for left, right in zip(xs[::2], xs[1::2], strict=False):
            weight = (right - left) * (1 - abs(i - 6) / 12)
            x = (left + right) / 2
            if any(abs(x - u) < 110 and abs(y - v) < 36 for u, v in keep_off):
                weight /= 4
            if weight > best[0]:
                best = (weight, (x, y))
    return best[1]


def _lines(view: geo.View, detail: float) -> str:
    out = []
    for name, arcs in (("border", outlines().borders), ("coast", outlines().coasts)):
        d = []
        for arc in arcs:
            for turn in _turns(view, arc):
                for piece in geo.clip_line([view.at(x + turn, y) for x, y in arc], view.width, view.height):
                    thin = geo.thinned(piece, detail)
                    if geo.reach(thin) > 2 * detail:
                        d.append(geo.path(thin))
        out.append(f'<path class="{name}" d="{"".join(d)}"/>')
    return "".join(out)


def _graticule(view: geo.View) -> str:
    step = next((s for s in STEPS if (view.north - view.south) / s <= 6), 30)
    d, labels = [], []
    k = math.ceil(view.west / step)
    while k * step < view.east:
        x, _ = view.at(k * step, 0)
        lon = (k * step + 180) % 360 - 180
        d.append(f"M{x:.1f},0v{view.height:g}")
        if 30 < x < view.width - 30:
            side = "" if lon in (0, -180) else "E" if lon > 0 else "W"
            labels.append(f'<text class="degree" x="{x:.1f}" y="11">{abs(lon):g}°{side}</text>')
        k += 1
    k = math.ceil(view.south / step)
    while k * step < view.north:
        _, y = view.at(0, k * step)
        lat = k * step
        d.append(f"M0,{y:.1f}h{view.width:g}")
        if 30 < y < view.height - 30:
            side = "" if lat == 0 else "N" if lat > 0 else "S"
            labels.append(f'<text class="degree start" x="4" y="{y - 3:.1f}">{abs(lat):g}°{side}</text>')
        k += 1
    return f'<path class="graticule" d="{"".join(d)}"/>' + "".join(labels)


def _areas(view: geo.View, found: list[Spot], prefix: str) -> str:
    out = []
    for spot in found:
        if spot.precision == "country" or spot.radius_km / view.km_per_unit < DOT_BELOW:
            continue
        if spot.polygon:
            out.append(_shape(view, spot.polygon, prefix))
            continue
        ring = [view.at(x, y) for x, y in geo.circle(view.near(spot.lon), spot.lat, spot.radius_km)]
        ring = geo.clip_ring(ring, view.width, view.height)
        kind = "circle wide" if spot.precision in {"region", "area"} else "circle"
        if ring:
            out.append(f'<path class="{kind}" d="{geo.path(ring, close=True)}"/>')
    return "".join(out)


def _shape(view: geo.View, polygon: tuple[Ring, ...], prefix: str) -> str:
    """The area hatched, with an outline that leaves out the cuts along the antimeridian and over a pole."""
    areas, edges = [], []
    for ring in polygon:
        line = tuple((lon, lat) for lat, lon in ring)
        for turn in _turns(view, line):
            area = geo.clip_ring([view.at(x + turn, y) for x, y in line], view.width, view.height)
            if area:
                areas.append(geo.path(area, close=True))
            for stretch in geo.uncut(line):
                points = [view.at(x + turn, y) for x, y in stretch]
                edges += [geo.path(p) for p in geo.clip_line(points, view.width, view.height)]
    inside = "".join(areas)
    return (
        f'<path class="shape" fill-rule="evenodd" d="{inside}"/>'
        f'<path fill="url(#{prefix}-hatch)" fill-rule="evenodd" d="{inside}"/>'
        f'<path class="shape-edge" d="{"".join(edges)}"/>'
    )


def _dots(view: geo.View, found: list[Spot]) -> str:
    """A dot for each place whose circle is too small to see; no numbers."""
    out = []
    for spot in found:
        x, y = view.at(view.near(spot.lon), spot.lat)
        small = spot.precision != "country" and spot.radius_km / view.km_per_unit < DOT_BELOW
        if small and 0 <= x <= view.width and 0 <= y <= view.height:
            out.append(_link(spot) + f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3.2"/></a>')
    return "".join(out)


def _link(spot: Spot) -> str:
    return f'<a href="#event-{spot.numbers[0]}" aria-label="{escape(_description([spot]))}">'


def _markers(view: geo.View, found: list[Spot]) -> str:
    """Numbered labels; where two would cover each other, the later one moves and a line leads to its place."""
    out: list[str] = []
    under: list[str] = []  # dots and leaders, which no marker may be hidden by
    taken: list[tuple[float, float, float]] = []
    named: list[tuple[str, float, float, float]] = []
    for spot in sorted(found, key=lambda s: s.numbers):
        x, y = _foot(view, spot)
        text = _numbers(spot.numbers)
        half = 5 + 4.2 * len(text)
        inside = 0 <= x <= view.width and 0 <= y <= view.height
        if not inside:
            if spot.precision != "country":
                continue
            x = min(max(x, half + 4), view.width - half - 4)
            low = 84 if x > view.width - 160 else 60  # clear of the little world
            y = min(max(y, 40), view.height - low)
        small = spot.precision != "country" and spot.radius_km / view.km_per_unit < DOT_BELOW
        free = _free(x, y - 19 if small else y, half, taken, view)
        link = _link(spot)
        dot = f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3.6"/>'
        if free is None:  # no room for a number that would not cover another
            under.append(f"{link}{dot}</a>")
            continue
        u, v = free
        taken.append((u, v, half))
        if small:
            under.append(dot)
        if small or math.hypot(u - x, v - y) > 1:
            under.append(f'<path class="leader" d="M{x:.1f},{y:.1f}L{u:.1f},{v:.1f}"/>')
        out.append(
            f'{link}<rect class="pill {"area" if spot.precision == "country" else ""}" x="{u - half:.1f}" '
            f'y="{v - 10:.1f}" width="{2 * half:.1f}" height="20" rx="10"/>'
            f'<text class="pill-text" x="{u:.1f}" y="{v + 4.3:.1f}">{text}</text></a>'
        )
        if spot.precision != "country":
            named.append((spot.name.split(",")[0], u, v, half))
    for name, u, v, half in named:
        out.append(_place_name(name, (u, v, half), taken, view))
    return "".join(under + out)


def _foot(view: geo.View, spot: Spot) -> geo.Point:
    """Where a marker stands: the middle of the circle, or inside the shape where that is not in it."""
    at = view.at(view.near(spot.lon), spot.lat)
    if not spot.polygon or spot.radius_km / view.km_per_unit < DOT_BELOW:
        return at
    shapes = []
    for ring in spot.polygon:
        line = tuple((lon, lat) for lat, lon in ring)
        for turn in _turns(view, line):
            shape = geo.clip_ring([view.at(x + turn, y) for x, y in line], view.width, view.height)
            if len(shape) > 2:
                shapes.append(shape)
    if not shapes or sum(geo.surrounds(shape, at) for shape in shapes) % 2:
        return at
    return _inside(max(shapes, key=geo.area), [])


def _numbers(numbers: tuple[int, ...]) -> str:
    """ "3 5"; of many the first and how many more: "27 +4"."""
    if len(numbers) <= MOST_NUMBERS:
        return " ".join(str(n) for n in numbers)
    return f"{numbers[0]} +{len(numbers) - 1}"


def _place_name(
    name: str, at: tuple[float, float, float], taken: list[tuple[float, float, float]], view: geo.View
) -> str:
    """The name beside its marker where there is room; the list below the map has them all."""
    x, y, half = at
    room = 3.5 * len(name)
    for anchor, start, middle in (
        ("", x + half + 5, x + half + 5 + room),
        (" end", x - half - 5, x - half - 5 - room),
    ):
        clear = all(abs(middle - a) > room + h + 2 or abs(y - b) > 16 for a, b, h in taken)
        if clear and room < middle < view.width - room:
            taken.append((middle, y, room))
            return f'<text class="place-name{anchor}" x="{start:.1f}" y="{y + 4:.1f}">{escape(name)}</text>'
    return ""


def _free(
    x: float, y: float, half: float, taken: list[tuple[float, float, float]], view: geo.View
) -> tuple[float, float] | None:
    for dx, dy in ((0, 0), (0, -24), (0, 24), (0, 48), (0, -48), (-60, 0), (60, 0), (0, 72), (0, -72)):
        u = min(max(x + dx, half + 3), view.width - half - 3)
        v = min(max(y + dy, 14), view.height - 14)
        if all(abs(u - a) > half + h + 2 or abs(v - b) > 22 for a, b, h in taken):
            return u, v
    return None


def _furniture(view: geo.View) -> str:
    """Scale bar, true at the middle latitude, and north."""
    room = view.width / 4 * view.km_per_unit
    power = 10 ** math.floor(math.log10(room))
    length = max(f * power for f in (1, 2, 5) if f * power <= room)
    w, y = length / view.km_per_unit, view.height - 14
    x, top = 14.0, view.height - 34
    return (
        f'<g class="furniture"><rect class="plate" x="{x - 6:g}" y="{top - 4:g}" width="{w + 34:.1f}" height="30" rx="3"/>'
        f'<path class="scale" d="M{x:g},{y - 5:g}v5h{w:.1f}v-5"/>'
        f'<text class="scale-text" x="{x:g}" y="{y - 8:g}">{length:,.0f} km</text>'
        f'<path class="north" d="M{x + w + 16:.1f},{y:g}v-16m-4,5l4,-6l4,6"/></g>'
    )


def _locator(view: geo.View) -> str:
    """A small world with the window on it."""
    width = 132.0 if view.width > 500 else 96.0
    world = geo.View(-180, -60, 180, 84, width, width * 0.4)
    d = []
    for ring in (r for country in outlines("coarse").countries for r in country.rings):
        for turn in _turns(world, ring):
            shape = geo.clip_ring([world.at(x + turn, y) for x, y in ring], world.width, world.height)
            shape = geo.thinned(shape, 1.2)
            if geo.area(shape) > 2:
                d.append(geo.path(shape, close=True))
    lon, lat = view.middle
    x, y = world.at((lon + 180) % 360 - 180, lat)
    w = max((view.east - view.west) / 360 * width, 5)
    h = max((view.north - view.south) / 144 * world.height, 5)
    x, y = min(max(x, w / 2), width - w / 2), min(max(y, h / 2), world.height - h / 2)
    left, top = view.width - width - 8, view.height - world.height - 8
    return (
        f'<g class="locator" transform="translate({left:g},{top:g})" aria-hidden="true">'
        f'<rect class="sea" width="{width:g}" height="{world.height:g}"/><path class="land" d="{"".join(d)}"/>'
        f'<rect class="window" x="{x - w / 2:.1f}" y="{y - h / 2:.1f}" width="{w:.1f}" height="{h:.1f}"/>'
        f'<rect class="frame" width="{width:g}" height="{world.height:g}"/></g>'
    )
