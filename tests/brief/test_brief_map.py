"""Outlines, clipping, the view, and what the map refuses to claim."""

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise

import brief_factory as factory
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.brief import geometry as geo
from sightline.brief.svgmap import draw_map
from sightline.brief.svgtimeline import draw_timeline, ticks
from sightline.model.event import Event
from sightline.model.outlines import outlines
from sightline.model.period import Period
from sightline.model.place import Place, distance_km

LON, LAT = st.floats(-180, 180), st.floats(-80, 80)


def event(place: Place | None, period: Period | None = None, title: str = "Tanks") -> Event:
    return factory.one("presence", title, [], (), place, period, 6)


def within(lon: float, lat: float, code: str) -> bool:
    """Even-odd rule over the rings of a country."""
    rings = [r for c in outlines().countries if c.code == code for r in c.rings]
    crossings = 0
    for ring in (tuple((x + turn, y) for x, y in r) for r in rings for turn in (-360, 0, 360)):
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and x1 + (lat - y1) / (y2 - y1) * (x2 - x1) > lon:
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [(-66.92, 9.37, "VE"), (2.35, 48.85, "FR"), (28.0, -29.6, "LS"), (37.6, 55.75, "RU"), (-172.5, 65.5, "RU"), (178.0, -17.8, "FJ"), (0.0, -85.0, "AQ"), (179.0, 68.0, "RU")],
)  # fmt: skip
def test_places_lie_in_their_countries(lon: float, lat: float, code: str) -> None:
    assert within(lon, lat, code)
    assert not within(lon, lat, "ZA")


def test_rings_are_closed_and_on_earth() -> None:
    world = outlines()
    assert len(world.countries) > 230
    for country in world.countries:
        for ring in country.rings:
            assert ring[0] == ring[-1]
            assert all(-90.01 <= y <= 90.01 for _, y in ring)
            assert all(abs(a[0] - b[0]) < 180 or abs(a[1]) == 90 for a, b in pairwise(ring))


@given(LON, LAT, st.floats(1, 3000))
def test_a_circle_is_as_far_as_it_says(lon: float, lat: float, radius: float) -> None:
    for x, y in geo.circle(lon, lat, radius, 12):
        assert distance_km(lat, lon, y, x) == pytest.approx(radius, rel=1e-6, abs=1e-3)


@given(st.lists(st.tuples(LON, LAT, st.floats(0.1, 2000)), min_size=1, max_size=5))
def test_the_view_holds_every_place(circles: list[tuple[float, float, float]]) -> None:
    view = geo.view_of(circles, 720, 460)
    assert view.west < view.east
    assert -88.01 <= view.south < view.north <= 88.01
    for lon, lat, _ in circles:
        x, y = view.at(view.near(lon), lat)
        assert -1 <= x <= 721
        assert -1 <= y <= 461


def test_a_view_across_the_antimeridian_is_not_the_whole_world() -> None:
    view = geo.view_of([(179.0, -17.0, 50), (-179.0, -18.0, 50)], 720, 460)
    assert view.east - view.west < 30
    drawn = draw_map(
        [
            (1, event(replace(factory.RIOS, lat=-17.7, lon=178.0))),
            (2, event(replace(factory.RIOS, lat=-18.0, lon=-178.8))),
        ]
    )
    assert drawn.svg
    assert drawn.svg.count('class="dot"') == 2


POINT = st.tuples(st.floats(-500, 900), st.floats(-500, 900))


@given(st.lists(POINT, min_size=3, max_size=12))
def test_what_is_clipped_lies_in_the_frame(ring: list[geo.Point]) -> None:
    for x, y in geo.clip_ring(ring, 300, 200):
        assert -1e-6 <= x <= 300 + 1e-6
        assert -1e-6 <= y <= 200 + 1e-6
    for piece in geo.clip_line(ring, 300, 200):
        assert all(-1e-6 <= x <= 300 + 1e-6 and -1e-6 <= y <= 200 + 1e-6 for x, y in piece)


def test_a_square_half_out_keeps_half_its_area() -> None:
    assert geo.area(geo.clip_ring([(-50, 0), (50, 0), (50, 100), (-50, 100)], 200, 200)) == pytest.approx(
        5000
    )


def test_a_wide_place_is_a_circle_and_never_a_dot() -> None:
    wide = draw_map([(1, event(replace(factory.CARACAS, radius_km=150.0, precision="area")))]).svg
    assert wide
    assert 'class="dot"' not in wide
    assert 'class="circle wide"' in wide
    near = draw_map([(1, event(factory.RIOS))]).svg
    assert near
    assert 'class="dot"' in near


def test_the_circle_has_the_size_it_stands_for() -> None:
    place = replace(factory.CARACAS, radius_km=150.0)
    svg = draw_map([(1, event(place))]).svg or ""
    (d,) = re.findall(r'class="circle" d="M([^"]*)z"', svg)
    steps = [tuple(map(float, s.split(","))) for s in d.split("l")]
    ys = [sum(s[1] for s in steps[: i + 1]) for i in range(len(steps))]
    view = geo.view_of([(place.lon, place.lat, 150.0)], 720, 460)
    assert (max(ys) - min(ys)) * view.km_per_unit == pytest.approx(300, rel=0.02)


def test_a_country_is_hatched_and_has_no_point() -> None:
    drawn = draw_map([(1, event(factory.VENEZUELA))])
    assert drawn.svg
    assert drawn.countries_only == (1,)
    assert 'class="hatched"' in drawn.svg
    assert 'class="dot"' not in drawn.svg
    assert 'class="circle"' not in drawn.svg


def test_without_a_position_there_is_no_map() -> None:
    drawn = draw_map([(1, event(None)), (2, event(factory.NOWHERE))])
    assert drawn.svg is None
    assert drawn.unplaced == (1, 2)


@pytest.mark.slow
@pytest.mark.parametrize(
    "places",
    [[(55.75, 37.6, 20.0), (10.5, -66.9, 12.0)], [(60.0, 90.0, 3000.0)], [(0.0, 0.0, 9000.0)],
     [(40.0, -100.0, 10.0), (35.0, 139.0, 10.0), (-33.0, 18.0, 10.0)]],
)  # fmt: skip
def test_maps_of_half_the_world_stay_small(places: list[tuple[float, float, float]]) -> None:
    drawn = draw_map(
        [(n, event(Place(None, "X", None, None, a, b, r, "area"))) for n, (a, b, r) in enumerate(places, 1)]
    )
    assert drawn.svg
    assert 20_000 < len(drawn.svg) < 150_000


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(LON, LAT, st.sampled_from([1.0, 40.0, 900.0]))
def test_maps_anywhere_stay_small(lon: float, lat: float, radius: float) -> None:
    drawn = draw_map([(1, event(Place(None, "X", None, None, lat, lon, radius, "area")))])
    assert drawn.svg
    assert len(drawn.svg) < 150_000
    assert "nan" not in drawn.svg


def test_the_timeline_lists_the_undated_apart_and_fades_open_ends() -> None:
    facts, fusion = factory.case()
    numbered = list(enumerate(fusion.events, 1))
    drawn = draw_timeline(
        numbered, [("a", facts.documents[0].published), ("b", facts.documents[1].published)]
    )
    assert drawn.svg
    assert drawn.undated == tuple(n for n, e in numbered if e.period is None)
    assert "url(#w-published-l)" in drawn.svg
    assert "url(#w-event-l)" not in drawn.svg


@given(st.datetimes(), st.floats(1, 400 * 366))
def test_ticks_are_within_and_few(start: dt.datetime, length: float) -> None:
    first = start.replace(tzinfo=dt.UTC).timestamp()
    last = min(first + length * 86_400, 253_000_000_000)
    if last <= first:
        return
    found = ticks(first, last, 6)
    assert len(found) <= 9
    assert all(first <= t.timestamp() <= last + 86_400 for t, _ in found)


def test_an_area_is_hatched_in_its_own_shape_instead_of_a_circle() -> None:
    square = ((9.5, -68.0), (9.5, -66.0), (10.5, -66.0), (10.5, -68.0), (9.5, -68.0))
    place = replace(
        factory.CARACAS, lat=10.0, lon=-67.0, radius_km=130.0, precision="area", polygon=(square,)
    )
    svg = draw_map([(1, event(place))]).svg or ""
    assert 'class="shape"' in svg
    assert "url(#w-hatch)" in svg
    assert 'class="circle' not in svg
    small = replace(
        place,
        radius_km=0.5,
        polygon=(tuple((10 + (y - 10) / 1000, -67 + (x + 67) / 1000) for y, x in square),),
    )
    assert 'class="dot"' in (draw_map([(1, event(small))]).svg or "")


def test_an_area_parted_at_the_antimeridian_has_no_edge_there() -> None:
    east = ((-18.0, 178.0), (-18.0, 180.0), (-16.0, 180.0), (-16.0, 178.0), (-18.0, 178.0))
    west = ((-18.0, -180.0), (-18.0, -178.0), (-16.0, -178.0), (-16.0, -180.0), (-18.0, -180.0))
    place = replace(
        factory.CARACAS, lat=-17.0, lon=180.0, radius_km=260.0, precision="area", polygon=(east, west)
    )
    svg = draw_map([(1, event(place))]).svg or ""
    (edge,) = re.findall(r'class="shape-edge" d="([^"]*)"', svg)
    assert edge.count("M") == 2, "two open lines, not two closed rings"
    assert "z" not in edge
    (line,) = geo.uncut([(178.0, -18.0), (180.0, -18.0), (180.0, -16.0), (178.0, -16.0), (178.0, -18.0)])
    assert (line[0], line[-1]) == ((180.0, -16.0), (180.0, -18.0))


def test_a_marker_stands_in_its_shape() -> None:
    bow = ((8.0, -68.0), (8.0, -60.0), (9.0, -60.0), (9.0, -67.0), (14.0, -67.0), (14.0, -68.0), (8.0, -68.0))
    place = replace(factory.CARACAS, lat=11.0, lon=-64.0, radius_km=560.0, precision="area", polygon=(bow,))
    svg = draw_map([(1, event(place))]).svg or ""
    (x, y) = map(float, re.findall(r'class="pill-text" x="([^"]*)" y="([^"]*)"', svg)[0])
    view = geo.view_of([(place.lon or 0, place.lat or 0, 560.0)], 720, 460)
    shape = [view.at(lon, lat) for lat, lon in bow]
    assert not geo.surrounds(shape, view.at(-64.0, 11.0))
    assert geo.surrounds(shape, (x, y - 4.3))
