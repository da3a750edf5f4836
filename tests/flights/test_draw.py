"""The picture: one file, small, whole, honest about what was not heard, whatever the track."""

import re
import xml.etree.ElementTree as ET
from dataclasses import fields, replace

import numpy as np
import pytest
from draw_made import BARE, FIELD, T0, approach, landing
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.flights.draw import MOST_BYTES, picture
from sightline.flights.drawing.svg import RULES
from sightline.flights.movement import Airframe, Movement
from sightline.flights.track import Located, Track, points_of
from sightline.model.airfield import Airfield

SVG = "{http://www.w3.org/2000/svg}"
WATER = "SYNTHETIC - made for demonstration"


def words(svg: str) -> list[str]:
    return ["".join(t.itertext()) for t in ET.fromstring(svg).iter(f"{SVG}text")]


def told(svg: str) -> str:
    return ET.fromstring(svg).findtext(f"{SVG}desc") or ""


def check(svg: str) -> ET.Element:
    """What holds of every picture."""
    root = ET.fromstring(svg)
    assert len(svg.encode()) <= MOST_BYTES
    assert not re.search(r"\b(nan|inf)\b", re.sub(r"<(title|desc|text)\b.*?</\1>", "", svg), re.IGNORECASE)
    names = {e.tag.removeprefix(SVG) for e in root.iter()}
    assert names <= {
        "svg",
        "title",
        "desc",
        "style",
        "defs",
        "clipPath",
        "rect",
        "g",
        "path",
        "circle",
        "text",
    }
    attributes = {a for e in root.iter() for a in e.attrib}
    assert not {a for a in attributes if a.startswith("on") or "href" in a or a in ("style", "src")}
    assert set(re.findall(r"url\(([^)]*)\)", svg)) <= {"#map", "#profile"}
    assert "@import" not in svg
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    used = {c for e in root.iter() for c in e.get("class", "").split()}
    assert used <= set(re.findall(r"\.(fig-[a-z0-9-]+)", RULES))
    return root


def test_a_landing_is_told_in_title_map_and_profile() -> None:
    track = approach()
    svg = picture(track, FIELD, landing(track), synthetic=False)
    check(svg)
    said = words(svg)
    assert said[0] == "RA-82035 · A124 · RFF8091 · 154073 · 23 March 2019"
    assert said[1] == "Landing, inferred: XAAA, runway 09, Here"
    assert {"09", "27", "N", "5 NM", "10 NM", "5 km"} <= set(said)
    assert "last heard 13:56:05" in said
    assert "1,520 ft above the field" in said
    assert "NM before the threshold of runway 09, along its centreline" in said
    assert "3° path" in said
    assert "field, 100 m (328 ft) above the sea" in said
    assert any(s.startswith("lost 13:56:05") for s in said)
    assert any("±900 ft" in s for s in said)
    assert "as made for the test." in told(svg)
    assert "1,520 ft above the field, 10.5 km (5.7 NM) from the field’s reference point" in told(svg)
    assert WATER not in "".join(said)


def test_the_track_ends_where_it_was_lost_and_not_at_the_runway() -> None:
    """On the map and in the profile: nothing is drawn where nothing was heard."""
    track = approach(down_ft=2_000)
    root = check(picture(track, FIELD, landing(track), synthetic=False))
    runway = next(p for p in root.iter(f"{SVG}path") if p.get("class") == "fig-runway")
    threshold = float(re.match(r"M([\d.]+)", runway.get("d", ""))[1])  # type: ignore[index]
    heard = [c for c in root.iter(f"{SVG}circle") if c.get("class") == "fig-heard"]
    assert len(heard) == 2  # map, profile
    assert float(heard[0].get("cx", "")) < threshold - 50


@pytest.mark.parametrize("by", ["flag", "rows"])
def test_synthetic_is_written_over_it(by: str) -> None:
    track = approach(located=Located.SYNTHETIC if by == "rows" else Located.ADSB)
    svg = picture(track, FIELD, landing(track), synthetic=by == "flag")
    assert words(svg).count(WATER) == 2
    assert told(svg).startswith(WATER)


def test_one_row_marked_synthetic_outside_the_picture_is_enough() -> None:
    track = approach()
    located = track.points.located.copy()
    located[0] = int(Located.SYNTHETIC)
    track = replace(track, points=replace(track.points, located=located))
    assert WATER in words(picture(track, FIELD, landing(track), synthetic=False))


def test_gaps_are_dashed_and_their_ends_marked() -> None:
    track = approach(down_ft=0)
    keep = np.ones(len(track), dtype=bool)
    keep[40:60] = False
    points = track.points.take(keep)
    svg = picture(replace(track, points=points), FIELD, landing(track), synthetic=False)
    dashed = 'class="fig-line fig-gap fig-hx"'
    assert svg.count(dashed) == 2
    assert dashed not in picture(track, FIELD, landing(track), synthetic=False)
    late = replace(points, time=np.where(np.arange(len(points)) >= 40, points.time + 3600, points.time))
    move = landing(track, start=float(late.time[39]), end=float(late.time[40]))
    said = words(picture(replace(track, points=late), FIELD, move, synthetic=False))
    assert [s.split()[0] for s in said if s.startswith(("lost 13", "heard again"))] == [
        "lost",
        "heard",
        "lost",
    ]


def test_who_leaves_the_picture_and_comes_back_was_not_lost() -> None:
    """Heard without a break, but for 20 minutes farther away than the picture reaches."""
    first = approach(down_ft=2_000).points
    away = points_of(
        time=first.time[-1] + np.arange(1, 1_300, 5.0), lat=np.full(260, 11.5), lon=np.full(260, -67.0),
        altitude=np.full(260, 9_000.0),
    )  # fmt: skip
    again = replace(first, time=first.time - first.time[0] + away.time[-1] + 5)
    whole = points_of(**{f.name: np.concatenate([getattr(p, f.name) for p in (first, away, again)]) for f in fields(first)})  # fmt: skip
    track = Track("154073", whole)
    move = landing(track, start=float(first.time[-1]), end=float(again.time[-1]))
    for movement in (move, replace(move, end=float(first.time[-1]) + 60), None):
        svg = picture(track, FIELD, movement, synthetic=False)
        assert not [s for s in words(svg) if "lost" in s or "again" in s], words(svg)
        assert "fig-gap" not in svg.partition("</style>")[2]


def test_days_are_told_where_there_are_two() -> None:
    points = approach(down_ft=2_000).points
    back = points.take(slice(None, None, -1))
    both = points_of(**{f.name: np.concatenate([getattr(p, f.name) for p in (points, back)]) for f in fields(points)})  # fmt: skip
    track = Track("154073", replace(both, time=np.append(points.time, points.time + 86_400)))
    move = landing(track, tier="bracketed", start=float(both.time[len(points) - 1]), end=float(track.points.time[len(points)]))  # fmt: skip
    said = words(picture(track, FIELD, move, synthetic=False))
    assert said[0].endswith("23 March 2019 to 24 March 2019")
    assert any(s.startswith("lost 23 Mar ") for s in said)
    assert any(s.startswith("heard again 24 Mar ") for s in said)


def test_compatible_is_not_called_a_landing() -> None:
    track = approach(down_ft=3_600)
    said = words(picture(track, FIELD, landing(track, tier="compatible", runway=None), synthetic=False))
    assert said[1] == "Compatible with a landing, no more: XAAA, Here"
    assert "UTC; thin line: 3° path to the field’s reference point" in said


def test_who_is_heard_again_later_was_lost_not_heard_last() -> None:
    first = approach().points
    later = replace(first, time=first.time + 90_000)
    whole = points_of(**{f.name: np.concatenate([getattr(p, f.name) for p in (first, later)]) for f in fields(first)})  # fmt: skip
    track = Track("154073", whole)
    one = landing(track, start=float(first.time[-1]), end=float(first.time[-1]) + 60)
    two = landing(track)
    for move, expected in ((one, ["lost"]), (two, ["last heard"])):
        svg = picture(track, FIELD, move, synthetic=False)
        ends = [s for s in words(svg) if s.startswith(("lost", "last heard"))]
        assert [e.rsplit(" ", 1)[0] for e in ends if "," not in e] == expected


def landing_(track: Track) -> Movement:
    return landing(track, BARE, runway=None)


def test_a_field_of_which_nothing_is_known_invents_nothing() -> None:
    track = approach(replace(BARE, lon=-67.0))
    svg = picture(track, BARE, landing_(track), synthetic=False, floor_ft=2_200.0)
    root = check(svg)
    assert not [p for p in root.iter(f"{SVG}path") if p.get("class") == "fig-runway"]
    assert [p for p in root.iter(f"{SVG}path") if p.get("class") == "fig-field"]
    said = words(svg)
    assert "XB-1" in said
    assert "height 0 by pressure: about sea level" in said
    assert "ft above the sea" in said
    assert "no aircraft was heard below 2,200 ft here" in said
    assert "UTC" in said  # the profile is over time, for there is no threshold


def test_a_runway_without_thresholds_is_not_drawn() -> None:
    blind = replace(FIELD, runways=tuple(replace(r, ends=tuple(replace(e, lat=None) for e in r.ends)) for r in FIELD.runways))  # type: ignore[arg-type]  # fmt: skip
    track = approach()
    svg = picture(track, blind, landing(track), synthetic=False)
    assert 'fig-runway"' not in svg.partition("</style>")[2]
    assert "3° path to the field’s reference point" in svg


def test_far_from_the_field_heights_are_not_above_it() -> None:
    track = approach(replace(FIELD, lat=40.0, lon=20.0))
    points = replace(track.points, ground=np.ones(len(track), dtype=np.int8), altitude=np.full(len(track), np.nan, dtype=np.float32))  # fmt: skip
    here = picture(track, FIELD, None, synthetic=False)
    assert "ft above the sea" in words(here)
    assert "field, 100 m (328 ft) above the sea" not in words(here)
    assert "5,000 NM" in words(here) or "2,000 NM" in words(here)
    parked = picture(replace(track, points=points), FIELD, None, synthetic=False)
    assert "No height of this airframe was received here." in words(parked)


def test_without_a_movement_the_period_says_what_is_drawn() -> None:
    """Where it was while it is said to have been here, not where it came nearest on another day."""
    here = approach().points
    away = replace(approach(replace(FIELD, lat=30.0, lon=-60.0)).points, time=here.time + 86_400)
    both = points_of(**{f.name: np.concatenate([getattr(p, f.name) for p in (here, away)]) for f in fields(here)})  # fmt: skip
    track = Track("154073", both)
    day = (T0 + 80_000, T0 + 100_000)
    svg = picture(track, FIELD, None, synthetic=False, period=day)
    check(svg)
    assert words(svg)[0].endswith("24 March 2019")
    assert "1,000 NM" in words(svg)
    assert "ft above the sea" in words(svg)
    assert any(w.startswith("Elsewhere: never nearer than some 2,") for w in words(svg)), words(svg)
    empty = picture(track, FIELD, None, synthetic=False, period=(0.0, 1.0))
    assert words(empty)[0].endswith("23 March 2019")


def test_empty_and_one_point() -> None:
    track = approach()
    none = picture(replace(track, points=track.points.take(slice(0, 0))), FIELD, None, synthetic=False)
    check(none)
    assert "No position of this airframe was received near the field" in told(none)
    for count in (1, 2):
        one = replace(track, points=track.points.take(slice(0, count)))
        for move in (None, landing(one)):
            check(picture(one, FIELD, move, synthetic=False))


def test_names_of_the_airframe_fill_what_the_track_lacks() -> None:
    track = replace(approach(), registration=None, type_code=None, callsigns=())
    svg = picture(track, FIELD, None, synthetic=False, airframe=Airframe("154073", "RU", "RA-82035", "A124"))
    assert words(svg)[0].startswith("RA-82035 · A124 · 154073")


EVIL = "<script>alert(1)</script>\"'&]]>\x00\x1b[31m\u202egnp\ud800"


def test_hostile_names_stay_words() -> None:
    field = replace(FIELD, ref=f"icao:{EVIL}", name=EVIL, runways=tuple(replace(r, ends=tuple(replace(e, ident=EVIL) for e in r.ends)) for r in FIELD.runways))  # type: ignore[arg-type]  # fmt: skip
    track = replace(approach(), callsigns=((T0, EVIL),), registration=EVIL, type_code=EVIL)
    svg = picture(track, field, landing(track, runway=EVIL, reasons=(EVIL,)), synthetic=False)
    check(svg)
    svg.encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", svg)
    assert "<script>alert(1)</script>" in words(svg)[0]


def test_a_hundred_thousand_points_fit() -> None:
    rng = np.random.default_rng(1)
    n = 100_000
    turn = np.arange(n) / 700
    points = points_of(
        time=T0 + np.arange(n) * 0.02, lat=10 + 0.2 * np.sin(turn) + rng.normal(0, 0.003, n),
        lon=-67 + 0.2 * np.cos(turn * 1.01) + rng.normal(0, 0.003, n), altitude=5_000 + rng.normal(0, 3_000, n),
    )  # fmt: skip
    check(picture(Track("~abc123", points), FIELD, None, synthetic=False))


def test_a_smooth_track_of_as_many_keeps_its_colours() -> None:
    track = approach(step=0.004)
    assert len(track) > 80_000
    svg = picture(track, FIELD, landing(track), synthetic=False)
    check(svg)
    assert len(svg) < 15_000
    assert 'class="fig-line fig-h1"' in svg


@pytest.mark.parametrize("where", [(10.0, 179.99), (-17.7, -179.995), (89.7, 30.0), (-89.99, 0.0)])
def test_antimeridian_and_poles_look_like_anywhere_else(where: tuple[float, float]) -> None:
    """The same flight round a field there has the same shape as here: no line runs round the world."""
    lat, lon = where
    field = Airfield("icao:XPOL", "There", lat, lon, elevation_m=100.0)
    angle = np.linspace(0, 6, 300)
    far = np.linspace(30, 5, 300) / 111.195  # degrees of a great circle
    sine = np.sin(np.radians(lat)) * np.cos(np.radians(far)) + np.cos(np.radians(lat)) * np.sin(np.radians(far)) * np.cos(angle)  # fmt: skip
    lats = np.degrees(np.arcsin(np.clip(sine, -1, 1)))
    east = np.arctan2(np.sin(angle) * np.sin(np.radians(far)) * np.cos(np.radians(lat)), np.cos(np.radians(far)) - np.sin(np.radians(lat)) * sine)  # fmt: skip
    lons = (lon + np.degrees(east) + 180) % 360 - 180
    points = points_of(time=T0 + np.arange(300.0), lat=lats, lon=lons, altitude=np.full(300, 3_000.0))
    svg = picture(Track("abc123", points), field, None, synthetic=False)
    check(svg)
    spiral = re.findall(r'class="fig-line fig-h1" d="(M[^"]*)"', svg)[0]
    steps = [abs(float(n)) for n in re.findall(r"-?[\d.]+", spiral.partition("l")[2])]
    assert max(steps) < 60


WILD = st.floats(width=32)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(WILD, WILD, WILD, WILD, WILD), max_size=30),
    st.sampled_from([FIELD, BARE, replace(FIELD, lat=90.0), replace(FIELD, lon=180.0)]),
    st.one_of(st.none(), st.sampled_from(["landing", "take-off", "stop", "go-around", "overflight"])),
)
def test_any_numbers_make_a_picture(rows: list[tuple[float, ...]], field: Airfield, kind: str | None) -> None:
    columns = dict(zip(("time", "lat", "lon", "altitude", "height"), zip(*rows, strict=True), strict=True)) if rows else {"time": ()}  # fmt: skip
    track = Track("abc123", points_of(**columns))  # type: ignore[arg-type]
    move = Movement(kind, "inferred", "abc123", field.ref, 0.0, 60.0, "09") if kind else None  # type: ignore[arg-type]
    check(picture(track, field, move, synthetic=False))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 4_000), st.floats(9.7, 10.3), st.floats(-67.3, -66.7), st.floats(-1_000, 45_000)),
        min_size=1, max_size=60,
    ),
    st.sampled_from(["landing", "take-off", "stop", "compatible"]),
)  # fmt: skip
def test_any_rows_near_the_field_make_a_picture(rows: list[tuple[float, ...]], kind: str) -> None:
    time, lat, lon, feet = zip(*sorted(rows), strict=True)
    track = Track("abc123", points_of(time=[T0 + t for t in time], lat=lat, lon=lon, altitude=feet))
    made = ("overflight", "compatible") if kind == "compatible" else (kind, "inferred")
    move = Movement(*made, "abc123", FIELD.ref, T0 + 1_000, T0 + 2_000, "27")  # type: ignore[arg-type]
    svg = picture(track, FIELD, move, synthetic=False)
    check(svg)
    assert re.search("heard|lost", told(svg), re.IGNORECASE)
