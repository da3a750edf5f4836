"""The triptych: what stands on it, that what was made up says so everywhere, and that a page can take it whole."""

import base64
import datetime as dt
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.brief.pictures import cleaned
from sightline.imagery import draw_pixels as px
from sightline.imagery import draw_svg
from sightline.imagery.draw import MOST_PIXELS, triptych
from sightline.imagery.draw_panel import Mark
from sightline.imagery.draw_sheet import Told
from sightline.imagery.stack import Grid, Stack
from sightline.imagery.stack import Tested as Result
from sightline.model.png import Raster, read_png
from sightline.model.scene import Scene, Sensor, Site

SVG = "{http://www.w3.org/2000/svg}"
CSS = (files("sightline.brief") / "templates" / "brief.css").read_text(encoding="utf-8")


def a_stack(
    height: int = 90, width: int = 100, *, synthetic: bool = False, sensor: Sensor = "sentinel-2", dates: int = 2,
    bands: tuple[str, ...] = ("B02", "B03", "B04", "B08"),
) -> Stack:  # fmt: skip
    rng = np.random.default_rng(1)
    values = rng.uniform(0.05, 0.3, (dates, len(bands), height, width)).astype(np.float32)
    if sensor == "sentinel-1":
        values = (values * 60 - 25).astype(np.float32)
    scenes = tuple(
        Scene(f"S2A_19PGL_2019032{n}_0_L2A", "x", "c", sensor, "sentinel-2a", dt.datetime(2019, 3, 20 + n, 14, 57, tzinfo=dt.UTC), (), orbit=82, synthetic=synthetic)
        for n in range(dates)
    )  # fmt: skip
    grid = Grid(32619, 700_000, 1_000_000, 10.0, width, height)
    return Stack(
        Site(9.37, -66.92, 500, "SVCZ"),
        grid,
        bands,
        scenes,
        values,
        np.ones((dates, height, width), bool),
    )


def whole(stack: Stack) -> np.ndarray:
    return np.ones((stack.grid.height, stack.grid.width), bool)


def a_test(stack: Stack, row: int = 40, column: int = 50) -> Result:
    score = np.zeros((stack.grid.height, stack.grid.width), np.float32)
    score[row, column] = 9.0
    return Result(9.0, score, (row, column), 0.04, 0.04, 0.02, 0.04, 24, 49, "rank")


def drawn(stack: Stack | None = None, told: Told | None = None, *, tested: bool = True) -> str:
    stack = stack or a_stack()
    return triptych(stack, 0, 1, whole(stack), a_test(stack) if tested else None, told or Told("A field"))


def said(svg: str) -> str:
    return " ".join(t.text or "" for t in ET.fromstring(svg).iter(f"{SVG}text"))


def images(svg: str) -> list[Raster]:
    return [
        read_png(base64.b64decode(i.get("href", "").partition(",")[2]), 100_000)
        for i in ET.fromstring(svg).iter(f"{SVG}image")
    ]


def test_what_a_reader_needs_stands_on_it() -> None:
    told = Told(
        "A field: clearing",
        "supports",
        ("Something changed.",),
        "Found in 93 % of trials",
        ("clearing", 60, 60),
        0.08,
    )
    words = said(drawn(told=told))
    for part in (
        "A field: clearing", "Before: 20 March 2019, 14:57 UTC", "After: 21 March 2019, 14:57 UTC", "S2A_19PGL_20190320_0_L2A",
        "sentinel-2a, relative orbit 82", "200 m", "Verdict: supports", "p = 0.04, 0.08 after Holm", "the smallest that could",
        "24 other dates", "49 windows", "93 % of trials", "Something changed.", "60 × 60 m", "Contains modified Copernicus Sentinel data 2019",
        "Change score 0", "not seen", "True colour",
    ):  # fmt: skip
        assert part in words, part
    assert "SYNTHETIC" not in words


def test_a_p_is_not_said_twice() -> None:
    assert "Holm" not in said(drawn(told=Told("A field", adjusted_p=0.04)))


def test_what_was_made_up_says_so_on_every_panel_and_claims_no_satellite() -> None:
    made = drawn(a_stack(synthetic=True))
    stamps = [t for t in ET.fromstring(made).iter(f"{SVG}text") if "fig-stamp" in (t.get("class") or "")]
    assert len(stamps) == len(images(made)) == 5
    assert "no satellite took these pixels" in said(made)
    assert "Copernicus" not in said(made)
    desc = ET.fromstring(made).find(f"{SVG}desc")
    assert desc is not None
    assert (desc.text or "").startswith("SYNTHETIC")


def test_one_made_up_date_of_two_marks_the_change_too() -> None:
    stack = a_stack()
    mixed = replace(stack, scenes=(stack.scenes[0], replace(stack.scenes[1], synthetic=True)))
    made = drawn(mixed)
    assert made.count("fig-stamp ") + made.count('"fig-stamp"') == 3
    assert "Contains modified Copernicus Sentinel data 2019" in said(made)


def users(hour: int) -> Stack:
    stack = a_stack(sensor="user")
    at = [dt.datetime(2019, 3, 20 + n, hour, tzinfo=dt.UTC) for n in range(2)]
    return replace(stack, scenes=tuple(replace(s, at=t) for s, t in zip(stack.scenes, at, strict=True)))


def test_of_a_picture_given_with_a_day_no_hour_is_said() -> None:
    assert "Before: 20 March 2019" in said(drawn(users(12)))
    assert "UTC" not in drawn(users(12))
    assert "Before: 20 March 2019, 14:00 UTC" in said(drawn(users(14)))
    assert "14:57 UTC" in said(drawn())


def test_a_long_title_is_wrapped_into_the_frame() -> None:
    title = "Pisa / San Giusto - Galileo Galilei International Airport: any change of 60 × 60 m"
    heads = [
        t.text
        for t in ET.fromstring(drawn(told=Told(title))).iter(f"{SVG}text")
        if t.get("class") == "fig-head"
    ]
    assert " ".join(t or "" for t in heads) == title
    assert len(heads) == 2


def test_what_moves_is_marked_on_the_picture_that_shows_it() -> None:
    def lozenges(*marks: Mark) -> list[float]:
        svg = ET.fromstring(drawn(told=Told("A field", marks=marks)))
        paths = (p.get("d", "") for p in svg.iter(f"{SVG}path") if p.get("class") == "fig-peak")
        return [float(d[1:].split(",")[0]) for d in paths if d.endswith("z")]

    assert lozenges() == []
    assert all(x < 320 for x in lozenges(Mark(40, 50, "moving", before=True)))
    assert all(x > 320 for x in lozenges(Mark(40, 50, "moving")))
    assert len(lozenges(Mark(40, 50, "moving"))) == 1


def test_the_ring_stands_at_the_peak() -> None:
    stack = a_stack(100, 100)
    made = ET.fromstring(triptych(stack, 0, 1, whole(stack), a_test(stack, 25, 75), Told("x")))
    rings = [c for c in made.iter(f"{SVG}circle") if c.get("class") == "fig-peak"]
    image = next(made.iter(f"{SVG}image"))
    side = float(image.get("width", "0"))
    after = rings[0]
    assert (float(after.get("cx", "0")) - 324) / side == pytest.approx(0.755, abs=0.01)
    assert (float(after.get("cy", "0")) - 52) / side == pytest.approx(0.255, abs=0.01)


def test_without_a_test_the_thing_is_drawn_to_scale() -> None:
    made = drawn(told=Told("A field", "not observable", ("Too small.",), thing=("launcher", 13.0, 3.8)), tested=False)  # fmt: skip
    assert "launcher, 13 × 3.8 m, to scale: 1.3 × 0.38 pixels of 10 m" in said(made)
    assert "Too small." in said(made)
    assert "p =" not in said(made)
    (box,) = [r for r in ET.fromstring(made).iter(f"{SVG}rect") if r.get("class") == "fig-thing"]
    pixel = 306 / 12  # twelve pixels are shown
    assert float(box.get("width", "0")) == pytest.approx(1.3 * pixel, rel=0.01)
    assert float(box.get("height", "0")) == pytest.approx(0.38 * pixel, rel=0.01)


def test_a_pass_that_is_not_there_is_said() -> None:
    stack = a_stack()
    made = triptych(stack, None, 1, whole(stack), None, Told("x"))
    assert "Before: no pass to show" in said(made)
    assert "Nothing was tested".lower() in said(made).lower()
    assert images(triptych(stack, None, None, whole(stack), None, Told("x"))) == []


def test_both_dates_are_stretched_alike() -> None:
    stack = a_stack()
    darker = stack.values.copy()
    darker[1] *= 0.5
    first, second = px.colours(replace(stack, values=darker), [0, 1])
    assert first.mean() > second.mean() + 30


def test_clouds_do_not_dim_the_ground() -> None:
    stack = a_stack()
    cloudy = stack.values.copy()
    cloudy[1, :, :60] = 0.9
    usable = stack.usable.copy()
    usable[1, :60] = False
    bright, dim = (px.colours(replace(stack, values=cloudy, usable=u), [0, 1])[0] for u in (usable, stack.usable))  # fmt: skip
    assert bright.mean() > dim.mean() + 30


def test_ground_not_seen_is_hatched_and_never_a_colour_of_the_ramp() -> None:
    stack = a_stack()
    usable = stack.usable.copy()
    usable[1, :20] = False
    cloudy = replace(stack, usable=usable)
    change = images(triptych(cloudy, 0, 1, whole(stack), a_test(stack), Told("x")))[2]
    top, rest = change.pixels[: 20 * 100], change.pixels[20 * 100 :]
    assert min(top) >= px.STEPS
    assert max(rest) < px.STEPS


def test_a_small_peak_survives_a_large_picture() -> None:
    """Where many pixels become one, the largest score of them is shown."""
    stack = a_stack(700, 700)
    change = images(triptych(stack, 0, 1, whole(stack), a_test(stack, 333, 444), Told("x")))[2]
    assert change.width <= MOST_PIXELS
    assert max(change.pixels) == px.STEPS - 1


def test_only_the_area_and_what_is_near_it_is_drawn() -> None:
    stack = a_stack(600, 600)
    area = np.zeros((600, 600), bool)
    area[100:200, 300:400] = True
    made = images(triptych(stack, 0, 1, area, a_test(stack, 150, 350), Told("x")))
    assert (made[0].width, made[0].height) == (116, 116)


@pytest.mark.parametrize(
    ("stack", "kind"),
    [
        (a_stack(sensor="sentinel-1", bands=("VV", "VH")), "radar, vv and vh, in grey"),
        (a_stack(sensor="user", bands=("pan",)), "pan in grey"),
        (a_stack(sensor="user", bands=("blue", "green", "red")), "true colour"),
    ],
)
def test_other_sensors(stack: Stack, kind: str) -> None:
    made = drawn(stack)
    assert kind in said(made).lower()
    if kind.endswith("in grey"):
        for picture in images(made)[:2]:
            assert all(picture.palette[i] == picture.palette[i + 1] for i in range(0, len(picture.palette), 3))  # fmt: skip
    assert ("Copernicus" in said(made)) == (stack.scenes[0].sensor != "user")


def test_a_stack_of_nothing_is_drawn_as_nothing() -> None:
    stack = a_stack()
    empty = replace(stack, values=np.full_like(stack.values, np.nan), usable=np.zeros_like(stack.usable))
    nothing = replace(a_test(stack), score=np.full((90, 100), np.nan, np.float32), statistic=float("nan"))
    made = triptych(empty, 0, 1, whole(stack), nothing, Told("x"))
    assert cleaned(made, "p", "x") is not None
    assert len(images(made)) == 5


@pytest.mark.parametrize("synthetic", [True, False])
@pytest.mark.parametrize("size", [(1, 1), (3, 90), (240, 240), (480, 470), (353, 353)])
def test_a_page_lets_all_of_it_in(size: tuple[int, int], synthetic: bool) -> None:
    stack = a_stack(*size, synthetic=synthetic)
    area = np.hypot(*(np.indices(size) - np.array(size)[:, None, None] / 2)) <= max(size) / 3
    marks = (
        Mark(1, 1, "appeared", "new"),
        Mark(2, 2, "gone"),
        Mark(3, 3, "stayed"),
        Mark(4, 4, "moving", "41 m/s"),
    )
    told = Told("A field", "inconclusive", ("a" * 3_000, "b c " * 900), "power", ("thing", 69, 73), 0.2, marks, "© Someone")  # fmt: skip
    for tested in (a_test(stack, size[0] // 2, size[1] // 2), None):
        made = cleaned(triptych(stack, 0, 1, area, tested, told), "p1", "x")
        assert made is not None
        assert made.whole
        assert ("SYNTHETIC" in made.svg) is synthetic


@settings(deadline=None, max_examples=8)
@given(st.text(max_size=300), st.text(max_size=80))
def test_no_words_break_it(line: str, title: str) -> None:
    told = Told(
        title, "supports", (line,), line, (title, 20.0, 10.0), None, (Mark(5, 5, "moving", line),), line
    )
    for tested in (True, False):
        made = cleaned(drawn(told=told, tested=tested), "p1", "x")
        assert made is not None
        assert made.whole


def test_words_fit_their_column() -> None:
    lines = draw_svg.wrapped("word " * 200 + "x" * 300, 306, 11.5, 60)
    assert all(draw_svg.broad(line) <= 306 + 1e-6 for line in lines)
    assert len(draw_svg.wrapped("word " * 200, 306, 11.5, 3)) == 3


def test_colours_that_are_few_stay_what_they_are() -> None:
    flat = np.zeros((4, 4, 3), np.uint8)
    flat[:2] = (12, 100, 204)
    table = px.palette([flat])
    assert np.abs(table[px.numbered(flat, table)].astype(int) - flat).max() <= 8


def test_the_same_arrays_give_the_same_picture() -> None:
    assert drawn() == drawn()


def test_the_page_dresses_it_as_it_dresses_itself() -> None:
    def rules(text: str) -> dict[str, str]:
        return {n: "".join(r.split()) for n, r in re.findall(r"\.(fig-[a-z0-9-]+)\s*\{([^}]*)\}", text)}

    page = rules(CSS)
    assert {name: page.get(name) for name in rules(draw_svg.RULES)} == rules(draw_svg.RULES)
    used = set(re.findall(r"fig-[a-z-]+", re.sub(r"<style>.*</style>", "", drawn(), flags=re.S)))
    assert used <= set(rules(draw_svg.RULES))
