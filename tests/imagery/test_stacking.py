"""A look to stacks: what belongs together and nothing else, on one grid, clouds out, and every oddity said."""

import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from imagery.looked import look_at
from imagery.made_scenes import Thing, every, make_s1, make_s2
from sightline.imagery.clear import NO_MASK
from sightline.imagery.grid import circle_mask, to_grid
from sightline.imagery.plan import usable_shares
from sightline.imagery.stack import Stack
from sightline.imagery.stacking import Stacked, stacked, stacks
from sightline.model.errors import FetchError, ReadError
from sightline.model.scene import Look, Site, look_from_dict, look_to_dict

SITE = Site(9.372, -66.923, 500.0, "a field")
DAYS = every(dt.date(2019, 1, 1), dt.date(2019, 2, 10), 10)  # five
LATER = every(dt.date(2022, 3, 1), dt.date(2022, 4, 10), 10)


Held = tuple[Look, Callable[[str], bytes]]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Held:
    """Five clear passes of one orbit, looked at."""
    folder = tmp_path_factory.mktemp("usual")
    make_s2(folder, SITE, DAYS, km=2.0)
    return look_at(folder, SITE)


def one(made: Stacked) -> Stack:
    (stack,) = made.stacks
    return stack


def made_up(folder: Path, days: list[dt.date], site: Site = SITE, **more: Any) -> Stacked:
    make_s2(folder, site, days, km=2.0, **more)
    look, get = look_at(folder, site)
    return stacked(look, get)


def said(stack: Stack, words: str) -> bool:
    return any(words in note for note in stack.notes)


def test_one_stack_on_the_lattice_of_the_files(usual: Held) -> None:
    look, get = usual
    made = stacked(look, get)
    stack = one(made)
    assert made.lost == ()
    assert stack.bands == ("B02", "B03", "B04", "B08")
    assert [s.at.date() for s in stack.scenes] == DAYS
    assert (stack.grid.epsg, stack.grid.pixel_m) == (32619, 10.0)
    assert stack.usable.all()
    assert not said(stack, "resampled")
    # No resampling: the very numbers of the file, at the place of the file.
    import rasterio

    scene = stack.scenes[2]
    with rasterio.open(next(a.href for a in scene.assets if a.band == "B04")) as file:
        row, column = (round(v) for v in ((file.transform.f - stack.grid.top) / 10, (stack.grid.left - file.transform.c) / 10))  # fmt: skip
        stored = file.read(1)[row : row + stack.grid.height, column : column + stack.grid.width]
    assert np.allclose(stack.values[2, 2], stored * 1e-4, atol=1e-6)


def test_it_is_a_pure_function_of_what_is_kept(tmp_path: Path) -> None:
    make_s2(tmp_path, SITE, DAYS, km=2.0, clouds={DAYS[1]: 0.3})
    look, get = look_at(tmp_path, SITE)
    again = look_from_dict(json.loads(json.dumps(look_to_dict(look))))
    a, b = stacks(look, get)[0], stacks(again, get)[0]
    assert a.values.tobytes() == b.values.tobytes()
    assert a.usable.tobytes() == b.usable.tobytes()
    assert a.notes == b.notes


def test_the_order_of_scenes_and_windows_changes_nothing(tmp_path: Path) -> None:
    make_s2(tmp_path, SITE, DAYS, km=2.0)
    make_s2(tmp_path, SITE, DAYS, km=2.0, tile="19PHL", hour=dt.time(14, 57, 45))
    look, get = look_at(tmp_path, SITE)
    turned = dataclasses.replace(look, scenes=look.scenes[::-1], windows=look.windows[::-1])
    a, b = stacks(look, get)[0], stacks(turned, get)[0]
    assert a.values.tobytes() == b.values.tobytes()
    assert a.scenes == b.scenes


def test_a_thing_on_the_ground_is_where_it_was_put(tmp_path: Path) -> None:
    thing = Thing(9.3735, -66.9215, 60, 60, 0.2, since=DAYS[4])
    stack = one(made_up(tmp_path, DAYS, things=[thing]))
    change = (stack.values[4] - stack.values[3]).mean(axis=0)
    row, column = np.unravel_index(np.argmax(change), change.shape)
    there = to_grid(stack.grid, thing.lat, thing.lon)
    assert np.hypot(row - there[0], column - there[1]) < 3
    assert change[circle_mask(stack.grid, thing.lat, thing.lon, 20)].mean() == pytest.approx(0.2, abs=0.03)


def test_a_margin_round_the_site(usual: Held) -> None:
    look, get = usual
    near, far = stacks(look, get)[0], stacks(look, get, margin_m=200)[0]
    assert far.grid.width - near.grid.width in {39, 40, 41}
    assert np.isfinite(far.values).all()


def test_orbits_and_sides_are_never_mixed(tmp_path: Path) -> None:
    make_s2(tmp_path, SITE, DAYS, km=2.0, orbit=82)
    make_s2(tmp_path, SITE, every(dt.date(2019, 1, 4), dt.date(2019, 2, 12), 10), km=2.0, orbit=39)
    make_s1(tmp_path, SITE, DAYS, km=2.0, orbit=69)
    make_s1(tmp_path, SITE, DAYS[:2], km=2.0, orbit=4, direction="ascending", hour=dt.time(22, 3))
    look, get = look_at(tmp_path, SITE)
    made = stacks(look, get)
    assert [(s.scenes[0].sensor, s.scenes[0].orbit, s.scenes[0].direction) for s in made] == [
        ("sentinel-1", 4, "ascending"),
        ("sentinel-1", 69, "descending"),
        ("sentinel-2", 39, None),
        ("sentinel-2", 82, None),
    ]
    assert all(len({(x.orbit, x.direction) for x in s.scenes}) == 1 for s in made)
    assert said(made[1], "relative orbit 69, descending")


def test_scenes_that_do_not_tell_their_orbit_stand_apart(usual: Held) -> None:
    look, get = usual
    scenes = (*look.scenes[:3], *(dataclasses.replace(s, orbit=None) for s in look.scenes[3:]))
    told, untold = stacks(dataclasses.replace(look, scenes=scenes), get)
    assert (len(told.scenes), len(untold.scenes)) == (3, 2)
    assert said(untold, "does not tell their orbits")


def test_radar_power_becomes_decibels_and_stays_with_its_like(tmp_path: Path) -> None:
    make_s1(tmp_path, SITE, DAYS, km=2.0)
    look, get = look_at(tmp_path, SITE)
    (stack,) = stacks(look, get)
    assert stack.bands == ("VV", "VH")
    assert -14 < np.nanmedian(stack.values[:, 0]) < -6
    assert np.nanmedian(stack.values[:, 1]) < np.nanmedian(stack.values[:, 0])
    assert stack.usable.all()
    assert said(stack, "taken to dB")
    assert not said(stack, NO_MASK)


def test_clouds_are_out_and_the_margin_round_them(tmp_path: Path) -> None:
    stack = one(made_up(tmp_path, DAYS, clouds={DAYS[1]: 0.3, DAYS[2]: 1.0}))
    share = usable_shares(stack, np.ones(stack.usable.shape[1:], bool))
    assert share[0] == share[3] == 1.0
    assert share[1] < 0.7
    assert share[2] == 0.0
    assert not any(usable_shares(stack, np.zeros(stack.usable.shape[1:], bool)))


def test_a_stack_under_clouds_is_a_stack_that_shows_nothing(tmp_path: Path) -> None:
    stack = one(made_up(tmp_path, DAYS, clouds=dict.fromkeys(DAYS, 1.0)))
    assert not stack.usable.any()
    assert len(stack.scenes) == len(DAYS)


def test_one_date_is_a_stack_too(tmp_path: Path) -> None:
    stack = one(made_up(tmp_path, DAYS[:1]))
    assert stack.values.shape[0] == 1


def test_without_a_mask_anywhere_clouds_are_said_to_be_unknown(tmp_path: Path) -> None:
    make_s2(tmp_path, SITE, DAYS, km=2.0, clouds={DAYS[1]: 1.0})
    look, get = look_at(tmp_path, SITE, bands=("B02", "B03", "B04", "B08"))
    stack = one(stacked(look, get))
    assert stack.usable.all()
    assert any(note.startswith(NO_MASK) for note in stack.notes)


def test_a_date_whose_mask_alone_is_missing_is_not_used(usual: Held) -> None:
    look, get = usual
    gone = look.scenes[2].id
    windows = tuple(w for w in look.windows if (w.scene, w.band) != (gone, "SCL"))
    stack = one(stacked(dataclasses.replace(look, windows=windows), get))
    assert list(stack.usable.mean(axis=(1, 2))) == [1, 1, 0, 1, 1]
    assert said(stack, "no cloud mask for this date")


@pytest.mark.parametrize("flag", ["right", "wrong", "silent"])
@pytest.mark.parametrize("style", ["earth-search", "planetary-computer", "plain"])
def test_whatever_an_archive_says_of_the_offset_no_change_comes_of_it(
    tmp_path: Path, flag: str, style: str
) -> None:
    stack = one(made_up(tmp_path, DAYS + LATER, flag=flag, style=style))
    levels = np.nanmedian(stack.values, axis=(2, 3))
    assert len(levels) == 10
    assert np.ptp(levels[:, 0]) < 0.03
    assert 0.03 < levels[:, 0].mean() < 0.12
    assert said(stack, "offset") == (flag == "wrong" and style == "earth-search")


def test_a_band_that_one_date_lacks_costs_that_date_and_one_that_most_lack_costs_the_band(
    usual: Held,
) -> None:
    look, get = usual

    def without(band: str, dates: list[int]) -> Stacked:
        gone = {look.scenes[n].id for n in dates}
        windows = tuple(w for w in look.windows if not (w.band == band and w.scene in gone))
        return stacked(dataclasses.replace(look, windows=windows), get)

    made = without("B08", [2])
    assert (one(made).bands, len(one(made).scenes)) == (("B02", "B03", "B04", "B08"), 4)
    assert [(row.scene, row.code) for row in made.lost] == [(look.scenes[2].id, "no-band")]
    made = without("B08", [0, 1, 2])
    assert (one(made).bands, len(one(made).scenes)) == (("B02", "B03", "B04"), 5)


def test_two_tiles_of_one_pass_are_one_date(tmp_path: Path) -> None:
    west, east = Site(9.372, -66.930, 500), Site(9.372, -66.916, 500)
    make_s2(tmp_path, west, DAYS, km=1.6, tile="19PGL")
    make_s2(tmp_path, east, DAYS, km=1.6, tile="19PHL", hour=dt.time(14, 57, 45))
    look, get = look_at(tmp_path, SITE)
    stack = one(stacked(look, get))
    assert len(stack.scenes) == len(DAYS)
    assert np.isfinite(stack.values).all()
    assert said(stack, "put together of")


def test_a_pass_that_was_processed_twice_counts_once_the_newest(tmp_path: Path) -> None:
    make_s2(tmp_path, SITE, DAYS, km=2.0)
    make_s2(tmp_path, SITE, DAYS, km=2.0, baseline="05.00", tile="19PGM", hour=dt.time(14, 57, 31))
    look, get = look_at(tmp_path, SITE)
    stack = one(stacked(look, get))
    assert [s.baseline for s in stack.scenes] == ["05.00"] * len(DAYS)
    assert np.ptp(np.nanmedian(stack.values[:, 0], axis=(1, 2))) < 0.03


def test_two_zones_of_utm_on_one_grid(tmp_path: Path) -> None:
    border = Site(9.372, -66.0005, 400, "on the edge of two zones")
    thing = Thing(9.373, -66.0, 80, 80, 0.2, since=DAYS[3])
    make_s2(tmp_path, border, DAYS[:3], km=3.0, tile="19PHL", things=[thing])
    make_s2(tmp_path, border, DAYS[3:], km=3.0, tile="20PKR", epsg=32620, things=[thing])
    look, get = look_at(tmp_path, border)
    stack = one(stacked(look, get))
    assert stack.grid.epsg == 32619
    assert len(stack.scenes) == 5
    assert np.isfinite(stack.values).all()
    assert stack.usable.all()
    assert said(stack, "resampled from EPSG:32620 to EPSG:32619")
    change = (stack.values[4] - stack.values[1]).mean(axis=0)
    row, column = np.unravel_index(np.argmax(change), change.shape)
    there = to_grid(stack.grid, thing.lat, thing.lon)
    assert np.hypot(row - there[0], column - there[1]) < 5
    quiet = ~circle_mask(stack.grid, thing.lat, thing.lon, 100)
    assert np.median(np.abs(change[quiet])) < 0.02


@pytest.mark.parametrize("lon", [179.999, -179.999, 180.0])
def test_a_site_on_the_antimeridian(tmp_path: Path, lon: float) -> None:
    site = Site(65.0, lon, 400, "Chukotka")
    make_s2(tmp_path, site, DAYS[:2], km=3.0, tile="01WCR", epsg=32601)
    make_s2(tmp_path, site, DAYS[2:], km=3.0, tile="60WWA", epsg=32660)
    look, get = look_at(tmp_path, site)
    stack = one(stacked(look, get))
    assert len(stack.scenes) == 5
    assert np.isfinite(stack.values).all()
    assert np.ptp(np.nanmedian(stack.values[:, 0], axis=(1, 2))) < 0.03


def test_what_is_wrong_with_one_window_costs_one_date(usual: Held) -> None:
    look, get = usual
    bad = {
        next(w.digest for w in look.windows if (w.scene, w.band) == (look.scenes[n].id, band)): what
        for n, band, what in ((0, "B04", b"II*\0nonsense"), (1, "B02", b"<html>"), (3, "B08", None))
    }

    def damaged(digest: str) -> bytes:
        if digest not in bad:
            return get(digest)
        if bad[digest] is None:
            raise FetchError("not-preserved", "the vault holds no such bytes")
        return bad[digest]  # type: ignore[return-value]

    made = stacked(look, damaged)
    assert {DAYS[2], DAYS[4]} <= {s.at.date() for s in one(made).scenes}
    assert DAYS[0] not in {s.at.date() for s in one(made).scenes}
    assert {row.code for row in made.lost} == {"broken-raster", "no-raster", "not-preserved", "no-band"}


def test_pixels_of_other_ground_are_left_out(usual: Held) -> None:
    """A look whose windows are of elsewhere: the archive lied, or the look was edited."""
    look, get = usual
    made = stacked(dataclasses.replace(look, site=Site(-33.0, 18.0, 500)), get)
    assert made.stacks == ()
    assert {row.code for row in made.lost} == {"elsewhere"}


def test_a_pole_and_too_large_a_site_are_said(usual: Held) -> None:
    look, get = usual
    for site, code in ((Site(9.372, -66.923, 30_000), "too-large"), (Site(85.0, 0.0, 500), "elsewhere")):
        made = stacked(dataclasses.replace(look, site=site), get)
        assert (made.stacks, {row.code for row in made.lost}) == ((), {code})


def test_nothing_gives_nothing() -> None:
    empty = Look(SITE, dt.datetime(2019, 1, 1, tzinfo=dt.UTC), dt.datetime(2019, 2, 1, tzinfo=dt.UTC), (), (), ())  # fmt: skip
    assert stacked(empty, lambda _: b"") == Stacked((), ())


def test_synthetic_stays_with_the_scenes(tmp_path: Path) -> None:
    assert all(s.synthetic for s in one(made_up(tmp_path, DAYS)).scenes)


def test_errors_are_of_the_tree() -> None:
    from sightline.imagery.tile import tile_of

    for data in (b"", b"II*\0", b"MM\0*" + bytes(100)):
        with pytest.raises(ReadError):
            tile_of(data)
