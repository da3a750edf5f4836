"""Whether an item shows a site: boxes, rings, the antimeridian and the poles."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.capture.footprints import boxes, covers, misfit, moment, span_of
from sightline.capture.hrefs import Base, resolved
from sightline.model.scene import Site

START, END = dt.datetime(2019, 1, 1, tzinfo=dt.UTC), dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
LATS, LONS = st.floats(-90, 90), st.floats(-180, 180)


def an_item(**over: object) -> dict[str, object]:
    return {"properties": {"datetime": "2019-06-01T10:00:00Z"}, **over}


def why(site: Site, **over: object) -> str:
    return misfit(an_item(**over), site, START, END)


def polygon(*points: tuple[float, float]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[list(p) for p in (*points, points[0])]]}


@given(LATS, LONS, st.floats(1, 50_000))
def test_boxes_of_a_site_lie_on_the_map_and_hold_its_middle(lat: float, lon: float, half: float) -> None:
    found = boxes(Site(lat, lon, half))
    assert 1 <= len(found) <= 2
    for west, south, east, north in found:
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
    assert any(w - 1e-9 <= lon <= e + 1e-9 and s <= lat <= n for w, s, e, n in found)


@given(LATS, LONS, st.floats(100, 5_000))
def test_an_item_whose_box_is_the_site_s_own_shows_it(lat: float, lon: float, half: float) -> None:
    site = Site(lat, lon, half)
    for box in boxes(site):
        assert why(site, bbox=list(box)) == ""


@given(st.floats(-80, 80), LONS, st.floats(0.05, 5))
def test_a_ring_round_a_site_shows_it_wherever_it_lies(lat: float, lon: float, reach: float) -> None:
    def turned(x: float) -> float:
        return (x + 180) % 360 - 180

    west, east = turned(lon - reach), turned(lon + reach)
    south, north = lat - reach, lat + reach
    ring = polygon((west, south), (east, south), (east, north), (west, north))
    assert why(Site(lat, lon, 500), geometry=ring) == ""
    assert covers({"geometry": ring}, Site(lat, lon, 500))
    assert not covers({"geometry": ring}, Site(lat, turned(lon + reach), 500))
    assert why(Site(-lat, turned(lon + 180), 500), geometry=ring) == "elsewhere"


def test_a_ring_that_only_its_box_would_hold_the_site_is_elsewhere() -> None:
    """The edge of a swath: half of the tile is empty."""
    half = polygon((0, 0), (1, 0), (0, 1))
    assert why(Site(0.2, 0.2, 500), geometry=half) == ""
    assert why(Site(0.9, 0.9, 500), geometry=half, bbox=[0, 0, 1, 1]) == "elsewhere"
    assert covers({"geometry": half}, Site(0.2, 0.2, 500))
    assert not covers({"geometry": half}, Site(0.5, 0.5, 500))
    notch = polygon((0, 0), (1, 0), (1, 1), (0.5, 0.5), (0, 1))
    assert not covers({"geometry": notch}, Site(0.5, 0.5, 500))
    assert not covers(
        {"geometry": polygon((0, 0), (1, 0), (1, 1), (0.51, 0.2), (0.5, 0.2), (0, 1))}, Site(0.505, 0.3, 5000)
    )
    assert not covers({"bbox": [0, 0, 1, 1]}, Site(0.5, 0.5, 500))
    holed = {"type": "Polygon", "coordinates": [*half["coordinates"], [[0.1, 0.1], [0.2, 0.1], [0.1, 0.2]]]}  # type: ignore[misc]
    assert not covers({"geometry": holed}, Site(0.3, 0.3, 500))


def test_a_site_larger_than_the_scene_or_crossed_by_it_shows_in_it() -> None:
    assert why(Site(0, 0, 20_000), geometry=polygon((0, 0), (0.01, 0), (0, 0.01))) == ""
    sliver = polygon((-5, 0.01), (5, 0.01), (5, 0.02), (-5, 0.02))
    assert why(Site(0, 0, 20_000), geometry=sliver) == ""


@pytest.mark.parametrize(
    "shape",
    [
        None, 7, {}, {"type": "Point", "coordinates": [0, 0]}, {"type": "Polygon", "coordinates": None},
        {"type": "Polygon", "coordinates": [[[0, "x"], [1, 0], [1, 1]]]}, {"type": "Polygon", "coordinates": [[]]},
        {"type": "MultiPolygon", "coordinates": [7, [], [[[1e400, 0], [0, 0], [0, 1]]]]},
        {"type": "Polygon", "coordinates": [[[0, 0]] * 50_000]},
    ],
)  # fmt: skip
def test_shapes_that_are_none_leave_it_to_the_box(shape: object) -> None:
    site = Site(0.5, 0.5, 100)
    assert why(site, geometry=shape) == "no place"
    assert why(site, geometry=shape, bbox=[0, 0, 1, 1]) == ""
    assert why(site, geometry=shape, bbox=[0, 0, -5, 1, 1, 5]) == ""
    assert why(site, geometry=shape, bbox=[2, 2, 3, 3]) == "elsewhere"
    assert why(site, geometry=shape, bbox=[0, 1, 1, 0]) == "no place"


def test_when_an_item_was_taken() -> None:
    at = dt.datetime(2019, 6, 1, 10, tzinfo=dt.UTC)
    assert moment("2019-06-01T10:00:00Z") == moment("2019-06-01T12:00:00+02:00") == at
    assert moment("2019-06-01T10:00:00") == at
    assert moment("2019-06-01") == at.replace(hour=0)
    assert [moment(x) for x in ("", "x", None, 7, "0001-01-01T00:00:00+23:00", "2019-13-01")] == [None] * 6
    ends = {"start_datetime": "2018-12-01T00:00:00Z", "end_datetime": "2019-02-01T00:00:00Z"}
    assert (
        misfit({"properties": {"datetime": None, **ends}, "bbox": [0, 0, 1, 1]}, Site(0, 0, 9), START, END)
        == ""
    )
    assert (
        span_of(
            {"properties": {"datetime": None, "start_datetime": "2019-02-01", "end_datetime": "2019-01-01"}}
        )
        is None
    )
    assert span_of({}) is None


WEB = Base("https://a.example/stac/items/1.json")


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("B04.tif", "https://a.example/stac/items/B04.tif"),
        ("../x/B04.tif", "https://a.example/stac/x/B04.tif"),
        ("/etc/passwd", "https://a.example/etc/passwd"),
        ("https://b.example/B04.tif?a=1", "https://b.example/B04.tif?a=1"),
        ("//b.example/B04.tif", "https://b.example/B04.tif"),
        ("file:///etc/passwd", ""), ("s3://b/B04.tif", ""), ("javascript:alert(1)", ""), ("data:image/tiff;base64,x", ""),
        ("/vsicurl/http://127.0.0.1/x", "https://a.example/vsicurl/http://127.0.0.1/x"),
        ("https://u:p@b.example/x", ""), ("https://", ""), ("http://[", ""), ("https://b.example:x/", ""), ("", ""),
        (" ", ""), ("a\0b", ""), (None, ""), (["x"], ""), ("C:\\x.tif", ""),
    ],
)  # fmt: skip
def test_hrefs_of_the_web(href: object, address: str) -> None:
    found, why_not = resolved(href, WEB)
    assert found == address
    assert bool(why_not) is not bool(address)


@given(st.text(max_size=40))
def test_no_href_leads_from_the_web_to_anything_but_the_web(href: str) -> None:
    found, _ = resolved(href, WEB)
    assert not found or found.lower().startswith(("http://", "https://"))
