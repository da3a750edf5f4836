"""Where the ground is seen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasterio.crs import CRS
from rasterio.transform import from_origin

from sightline.imagery.clear import MARGIN_M, SEEN, bright_ground, clear_of, place_of
from sightline.imagery.tile import Tile


def scl(classes: np.ndarray, pixel: float = 20.0) -> Tile:
    empty = np.zeros(classes.shape, bool)
    return Tile(classes.astype("uint8"), empty, CRS.from_epsg(32619), from_origin(0, 0, pixel, pixel), 32619, pixel, 1.0, 0.0, {})  # fmt: skip


def field(size: int = 60, ground: int = 4) -> np.ndarray:
    return np.full((size, size), ground)


@pytest.mark.parametrize("ground", [*range(12), 12, 77, 255])
def test_each_class_by_itself_and_numbers_that_are_none(ground: int) -> None:
    clear = clear_of(scl(field(ground=ground)))
    assert clear.all() if ground in SEEN else not clear.any()


def test_round_a_cloud_the_ground_is_not_trusted_either() -> None:
    classes = field()
    classes[20:30, 20:30] = 9
    clear = clear_of(scl(classes))
    assert not clear[20:30, 20:30].any()
    assert not clear[25, 30 : 30 + int(MARGIN_M / 20)].any()
    assert clear[25, 31 + int(MARGIN_M / 20)]


def test_the_margin_is_in_metres_whatever_the_pixels() -> None:
    coarse, fine = field(60), np.kron(field(60), np.ones((2, 2)))
    coarse[20:30, 20:30] = 8
    fine[40:60, 40:60] = 8
    hidden = [(~clear_of(scl(c, p))).sum() * p**2 for c, p in ((coarse, 20.0), (fine, 10.0))]
    assert hidden[0] == pytest.approx(hidden[1], rel=0.1)


def test_a_small_cloud_that_stands_alone_is_a_bright_thing_on_the_ground() -> None:
    classes = field()
    classes[10:12, 10:13] = 9  # 40 x 60 m, a large aircraft
    assert clear_of(scl(classes)).all()
    classes[14:24, 14:24] = 9  # with a cloud beside it, it is a shred of that
    assert not clear_of(scl(classes))[10:12, 10:13].any()


def test_snow_gaps_and_defects_have_no_margin() -> None:
    classes = field()
    classes[30, 30], classes[40, 40], classes[50, 50] = 11, 0, 1
    clear = clear_of(scl(classes))
    assert (~clear).sum() == 3


@given(st.integers(0, 2**32 - 1), st.floats(0, 0.2))
def test_more_cloud_never_shows_more_ground_round_large_clouds(seed: int, more: float) -> None:
    rng = np.random.default_rng(seed)
    classes = field(40)
    classes[5:15, 5:15] = 9
    cloudier = classes.copy()
    row, column = rng.integers(0, 30, 2)
    cloudier[row : row + 8 + int(10 * more), column : column + 8] = 9
    assert not (clear_of(scl(cloudier)) & ~clear_of(scl(classes))).any()


def with_apron(cloud: bool = False) -> np.ndarray:
    classes = field()
    classes[20:25, 20:30] = 9  # 100 x 200 m of concrete, called cloud
    if cloud:
        classes[35:60, :] = 9
    return classes


def test_concrete_that_is_called_cloud_on_every_clear_date_is_ground() -> None:
    tiles = [scl(with_apron()) for _ in range(5)] + [scl(with_apron(cloud=True))] * 3
    bright = bright_ground(tiles)[place_of(tiles[0])]
    assert (bright == (with_apron() == 9)).all()
    assert clear_of(tiles[0], bright).all()
    cloudy = clear_of(tiles[-1], bright)
    assert not cloudy[20:25, 20:30].any()  # where there are clouds about, it may be one of them
    assert not cloudy[35:].any()


def test_a_few_dates_or_clouds_that_come_and_go_make_no_ground() -> None:
    assert bright_ground([scl(with_apron()) for _ in range(4)]) == {}
    wandering = []
    for n in range(8):
        classes = field()
        classes[6 * n : 6 * n + 8, 10:20] = 9
        wandering.append(scl(classes))
    assert bright_ground(wandering) == {}
    assert bright_ground([scl(with_apron(cloud=True)) for _ in range(9)]) == {}
    assert bright_ground([]) == {}


def test_a_new_bright_thing_is_no_known_ground() -> None:
    tiles = [scl(field()) for _ in range(9)] + [scl(with_apron())]
    assert bright_ground(tiles) == {}
    assert not clear_of(tiles[-1]).all()
