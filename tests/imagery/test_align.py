"""Dates brought onto each other, and the very pixels of user's pictures and radar."""

import datetime as dt
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter, shift, zoom

from capture.made_tiffs import EAST, NORTH, keeping, tiff
from imagery.looked import look_at
from imagery.made_scenes import every, make_s2
from sightline.capture.pictures import picture
from sightline.imagery.align import align
from sightline.imagery.clear import NO_MASK
from sightline.imagery.radiometry import decibels, median
from sightline.imagery.stack import Stack
from sightline.imagery.stacking import stacked
from sightline.imagery.tile import tile_of
from sightline.model.errors import ReadError
from sightline.model.scene import Asset, Look, Site

SITE = Site(9.372, -66.923, 500.0, "a field")
DAYS = every(dt.date(2019, 1, 1), dt.date(2019, 3, 2), 10)  # seven


def town(size: int, seed: int = 1) -> Any:
    """Blocks with sharp edges, and a little texture."""
    rng = np.random.default_rng(seed)
    blocks = zoom(rng.uniform(0.05, 0.35, (size // 8 + 1, size // 8 + 1)), 8, order=0)[:size, :size]
    return gaussian_filter(blocks, 0.6) + gaussian_filter(rng.normal(0, 0.02, (size, size)), 1)


@pytest.mark.parametrize("dates", [2, 9])
@pytest.mark.parametrize(("rows", "columns"), [(0.4, -0.7), (1.3, 0.9), (-0.25, 0.0)])
def test_a_date_that_lies_off_is_brought_back(dates: int, rows: float, columns: float) -> None:
    ground = town(160)
    rng = np.random.default_rng(2)
    values = np.stack([ground + rng.normal(0, 0.004, (2, *ground.shape)) for _ in range(dates)]).astype(np.float32)  # fmt: skip
    values[1] = shift(values[1], (0, rows, columns), order=3, mode="nearest")
    usable = np.ones((dates, *ground.shape), bool)
    before = np.abs(values[1] - values[0])[:, 5:-5, 5:-5].mean()
    made = align(values, usable, 2)
    assert made[1].off == pytest.approx(np.hypot(rows, columns), abs=0.12)
    assert sum(m.off > 0 for m in made) == 1
    after = np.abs(values[1] - values[0])[:, 5:-5, 5:-5].mean()
    assert after < (0.5 if max(abs(rows), abs(columns)) > 0.3 else 0.8) * before


def test_what_lies_too_far_off_is_not_used() -> None:
    ground = town(160)
    values = np.stack([ground[None]] * 6).astype(np.float32)
    values[3] = shift(values[3], (0, 6, 3), order=1, mode="nearest")
    made = align(values, np.ones((6, 160, 160), bool), 2)
    assert [m.misplaced for m in made] == [n == 3 for n in range(6)]


def test_one_date_and_no_ground_are_left_as_they_are() -> None:
    values = np.stack([town(64)[None]] * 2).astype(np.float32)
    usable = np.zeros((2, 64, 64), bool)
    usable[0] = True
    for some in (1, 2):
        before = values[:some].copy()
        assert all(m.off == 0 for m in align(values[:some], usable[:some], 2))
        assert (values[:some] == before).all()


def test_stacks_come_registered_to_their_edges(tmp_path: Path) -> None:
    make_s2(tmp_path, SITE, DAYS, km=2.4, shifts={DAYS[2]: (0.6, -0.8), DAYS[4]: (7, 0)})
    look, get = look_at(tmp_path, SITE)
    made = stacked(look, get)
    (stack,) = made.stacks
    assert len(stack.scenes) == 6
    assert [row.code for row in made.lost] == ["misplaced"]
    (note,) = [n for n in stack.notes if "moved onto the other dates" in n]
    assert note.startswith(DAYS[2].isoformat())
    assert note.endswith(("by up to 0.9 pixels", "by up to 1.0 pixels"))
    assert np.isfinite(stack.values).all()  # the margin was there to move in from
    assert stack.usable.all()


def brought(*files: tuple[str, Path], site: Site = SITE) -> tuple[Stack, ...]:
    keep, get = keeping()
    scenes, windows = [], []
    for day, path in files:
        moment = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)
        scene, held, lost = picture(path, moment, site, keep=keep)
        assert lost == ()
        scenes.append(scene)
        windows += held
    look = Look(site, scenes[0].at, scenes[-1].at, (), tuple(scenes), tuple(windows))
    return stacked(look, get).stacks


def test_two_pictures_that_a_user_brings(tmp_path: Path) -> None:
    ground = town(1400)
    rgb = {"photometric": "RGB"}
    a = tiff(tmp_path / "a.tif", (np.stack([ground] * 3) * 500).astype("uint8"), left=EAST - 700, top=NORTH + 700, pixel=1.0, **rgb)  # fmt: skip
    off = np.stack([shift(ground, (6, -4), order=1, mode="nearest")] * 3)  # seven metres off
    b = tiff(tmp_path / "b.tif", (off * 500).astype("uint8"), left=EAST - 700, top=NORTH + 700, pixel=1.0, **rgb)  # fmt: skip
    site = Site(9.372, -66.923, 200.0)
    (stack,) = brought(("2019-03-22", a), ("2019-03-29", b), site=site)
    assert stack.bands == ("blue", "green", "red")
    assert stack.grid.pixel_m == 1.0
    assert any(note.startswith(NO_MASK) for note in stack.notes)
    assert any("scale of the brightness is not known" in note for note in stack.notes)
    assert any("7.2 pixels" in note for note in stack.notes)
    assert np.nanmedian(np.abs(stack.values[1] - stack.values[0])) < 0.01


def test_pictures_of_other_cameras_and_pixels_stand_apart(tmp_path: Path) -> None:
    fine = (town(700) * 500).astype("uint8")
    a = tiff(tmp_path / "a.tif", fine, left=EAST - 700, top=NORTH + 700, pixel=2.0)
    b = tiff(tmp_path / "b.tif", fine[::2, ::2], left=EAST - 700, top=NORTH + 700, pixel=4.0)
    c = tiff(tmp_path / "c.tif", np.stack([fine] * 3), left=EAST - 700, top=NORTH + 700, pixel=2.0, photometric="RGB")  # fmt: skip
    made = brought(("2019-03-22", a), ("2019-03-29", b), ("2019-03-30", c), site=Site(9.372, -66.923, 200))
    assert sorted((s.grid.pixel_m, s.bands) for s in made) == [(2.0, ("blue", "green", "red")), (2.0, ("pan",)), (4.0, ("pan",))]  # fmt: skip


def test_nearly_the_same_pixels_share_a_grid(tmp_path: Path) -> None:
    fine = (town(700) * 500).astype("uint8")
    a = tiff(tmp_path / "a.tif", fine, left=EAST - 700, top=NORTH + 700, pixel=2.0)
    b = tiff(tmp_path / "b.tif", fine, left=EAST - 840, top=NORTH + 840, pixel=2.4)
    (stack,) = brought(("2019-03-22", a), ("2019-03-29", b), site=Site(9.372, -66.923, 200))
    assert stack.grid.pixel_m == 2.0
    assert np.isfinite(stack.values).all()


def test_pictures_in_degrees_get_pixels_in_metres(tmp_path: Path) -> None:
    pixel = 3e-5  # 3.3 m
    made = (town(700) * 500).astype("uint8")
    a = tiff(tmp_path / "a.tif", made, epsg=4326, left=SITE.lon - 0.01, top=SITE.lat + 0.01, pixel=pixel)
    (stack,) = brought(("2019-03-22", a), site=Site(9.372, -66.923, 300))
    assert (stack.grid.epsg, stack.grid.pixel_m) == (32619, 3.0)
    assert np.isfinite(stack.values).all()


def a_tile(tmp_path: Path, pixels: Any, **more: Any) -> Any:
    return tile_of(tiff(tmp_path / "t.tif", pixels, **more).read_bytes())


@pytest.mark.parametrize(
    ("stored", "asset", "db"),
    [
        (np.full((9, 9), 0.1, "float32"), Asset("VV", ""), -10.0),
        (np.full((9, 9), -1050, "int16"), Asset("VV", "", scale=0.01), -10.5),
        (np.full((9, 9), -10.5, "float32"), Asset("VV", ""), -10.5),
    ],
)
def test_power_and_decibels_are_told_apart(tmp_path: Path, stored: Any, asset: Asset, db: float) -> None:
    made, words = decibels(a_tile(tmp_path, stored), asset)
    assert made == pytest.approx(np.full((9, 9), db), abs=1e-4)
    assert "dB" in words


def test_no_power_is_nothing_and_counts_of_a_camera_are_no_power(tmp_path: Path) -> None:
    dark = np.full((9, 9), 0.1, "float32")
    dark[0], dark[1] = 0.0, -0.01
    made, _ = decibels(a_tile(tmp_path, dark), Asset("VV", ""))
    assert np.isnan(made[:2]).all()
    assert np.isfinite(made[2:]).all()
    with pytest.raises(ReadError, match="no calibrated"):
        decibels(a_tile(tmp_path, np.full((9, 9), 300, "uint16")), Asset("VV", ""))
    empty, _ = decibels(a_tile(tmp_path, np.full((9, 9), -9999, "int16"), nodata=-9999), Asset("VV", ""))
    assert np.isnan(empty).all()


@given(st.integers(1, 9), st.integers(0, 10**6), st.floats(0, 1))
def test_the_median_is_the_median(dates: int, seed: int, gone: float) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(dates, 4, 5)).astype(np.float32)
    values[rng.random(values.shape) < gone] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        expected = np.nanmedian(values, axis=0)
    assert np.allclose(median(values), expected, equal_nan=True, atol=1e-6)


def test_tiles_of_one_picture_of_the_users_are_one_look(tmp_path: Path) -> None:
    ground = (town(700) * 500).astype("uint8")
    place = {"left": EAST - 700, "top": NORTH + 700, "pixel": 2.0}
    whole = tiff(tmp_path / "whole.tif", ground, **place)
    west = tiff(tmp_path / "west.tif", ground[:, :380], **place)
    east = tiff(tmp_path / "east.tif", ground[:, 340:], **(place | {"left": EAST - 700 + 680}))
    site = Site(9.372, -66.923, 200)
    (stack,) = brought(("2019-03-22", west), ("2019-03-22", east), ("2019-03-29", whole), site=site)
    assert [scene.at.day for scene in stack.scenes] == [22, 29]
    assert np.isfinite(stack.values).all()
    assert np.abs(stack.values[1] - stack.values[0]).max() < 1e-6
    assert any("put together of" in note for note in stack.notes)


def test_two_pictures_of_the_same_ground_on_one_day_stay_two(tmp_path: Path) -> None:
    ground = (town(700) * 500).astype("uint8")
    place = {"left": EAST - 700, "top": NORTH + 700, "pixel": 2.0}
    a, b = (tiff(tmp_path / f"{n}.tif", ground + n, **place) for n in (0, 1))
    (stack,) = brought(("2019-03-22", a), ("2019-03-22", b), site=Site(9.372, -66.923, 200))
    assert len(stack.scenes) == 2


def test_tiles_of_one_picture_in_two_zones_are_one_look(tmp_path: Path) -> None:
    """The site lies on the edge of zones 18 and 19; each half comes in its own."""
    from rasterio.warp import transform

    ground = (town(400) * 500).astype("uint8")
    site = Site(9.372, -72.0, 200)
    halves = []
    for epsg, side in ((32618, -1), (32619, 1)):
        (x,), (y,) = transform("EPSG:4326", f"EPSG:{epsg}", [-72.0], [9.372])
        left = x - 800 if side < 0 else x
        halves.append(tiff(tmp_path / f"{epsg}.tif", ground, epsg=epsg, left=left, top=y + 400, pixel=2.0))
    (stack,) = brought(("2019-03-22", halves[0]), ("2019-03-22", halves[1]), site=site)
    assert len(stack.scenes) == 1
