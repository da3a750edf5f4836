"""Moving aircraft: found where the delays put them, and nowhere else."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import shift

from imagery.aircraft_made import BANDS, LORRY, airfield, ground, stack, with_mover
from sightline.imagery.delays import DELAYS_S, drift_ms
from sightline.imagery.grid import to_grid
from sightline.imagery.mover import Control, control, movers, sightings
from sightline.imagery.moving import SUPPOSED, moving_aircraft
from sightline.imagery.plan import Plan
from sightline.imagery.planes import Planes, planes
from sightline.imagery.strips import strips, strips_on
from support import shared

PIXEL = (10.0, 10.0)


@settings(max_examples=12, deadline=None)
@given(
    speed=st.floats(38, 85),
    heading=st.floats(0, 359.9),
    row=st.floats(60, 90),
    column=st.floats(130, 150),
)
def test_what_is_put_in_is_found_with_its_speed_and_heading(speed, heading, row, column):
    found = movers(with_mover(ground(), row, column, speed, heading, step=0.3), BANDS, PIXEL)
    assert len(found) == 1
    assert found[0].speed_ms == pytest.approx(speed, rel=0.15, abs=3)
    assert abs((found[0].heading_deg - heading + 180) % 360 - 180) < 8
    assert math.hypot(found[0].row - row, found[0].column - column) < 1.5


def test_a_dark_one_is_found_and_called_dark():
    picture = ground(grass=(0.25, 0.28, 0.31, 0.36))
    found = movers(with_mover(picture, 75, 140, 50, 120, step=-0.18), BANDS, PIXEL)
    assert [m.step < 0 for m in found] == [True]


def test_nothing_moves_in_quiet_ground():
    assert sightings(ground(), BANDS, PIXEL) == ()


def test_coloured_things_at_rest_do_not_move():
    picture = ground()
    for row, column, band in (
        (60, 140, 0),
        (60, 146, 1),
        (60, 152, 2),
        (90, 140, 2),
        (90, 145, 1),
        (90, 148, 0),
    ):
        picture[band, row : row + 2, column : column + 2] += 0.2
        picture[:, row : row + 2, column : column + 2] += 0.1
    assert movers(picture, BANDS, PIXEL) == ()


@pytest.mark.parametrize("band", range(4))
def test_a_band_that_lies_beside_the_others_is_no_motion(band):
    picture = ground()
    picture[band] = shift(picture[band], (0.6, -0.4), order=1, mode="nearest")
    assert movers(picture, BANDS, PIXEL) == ()


def test_a_lorry_is_doubted_for_its_speed_or_its_size():
    picture = with_mover(ground(), 75, 140, 24, 70, step=0.5, thing=LORRY)
    assert movers(picture, BANDS, PIXEL) == ()
    assert all(m.doubts for m in sightings(picture, BANDS, PIXEL))


def test_the_true_delays_find_it_and_wrong_ones_do_not():
    picture = with_mover(ground(), 75, 140, 55, 200, step=0.3)
    known = movers(picture, BANDS, PIXEL)
    checked = control(picture, BANDS, PIXEL, known=known)
    assert len(known) == 1
    assert (checked.deals, checked.found) == (12, 0)
    assert checked.at_most == pytest.approx(3 / 12)


def test_more_false_finds_make_accident_likelier():
    rates = [Control(13, found).at_most for found in range(12)]
    assert rates == sorted(rates)


def test_what_is_not_seen_is_not_searched():
    picture = with_mover(ground(), 75, 140, 55, 200, step=0.3)
    hidden = np.ones(picture.shape[1:], bool)
    hidden[60:95, 120:160] = False
    assert movers(picture, BANDS, PIXEL, hidden) == ()
    picture[:, 60:95, 120:160] = np.nan
    assert movers(picture, BANDS, PIXEL) == ()


def test_three_bands_will_do_and_two_will_not():
    picture = with_mover(ground(), 75, 140, 55, 200, step=0.3)
    assert len(movers(picture[:3], BANDS[:3], PIXEL)) == 1
    assert control(picture[:3], BANDS[:3], PIXEL).deals == 4
    with pytest.raises(ValueError, match="B04"):
        movers(picture[:2], BANDS[:2], PIXEL)


def test_order_of_bands_does_not_matter():
    picture = with_mover(ground(), 75, 140, 55, 200, step=0.3)
    turned = movers(picture[::-1], BANDS[::-1], PIXEL)
    assert [m.speed_ms for m in turned] == pytest.approx(
        [m.speed_ms for m in movers(picture, BANDS, PIXEL)], rel=0.02
    )


def test_height_looks_like_speed():
    assert drift_ms(0) == 0
    assert drift_ms(100) == pytest.approx(0.84, abs=0.01)
    assert drift_ms(10_000) == pytest.approx(85, abs=1)


def test_along_the_runway_it_is_said_so():
    found = moving_aircraft(stack([with_mover(ground(), 90, 60, 45, 181, step=0.25)]), 0, airfield())
    assert len(found) == 1
    mover = found[0]
    assert (mover.runway, mover.place) == ("18/36", "on")
    assert mover.off_m < 15
    assert mover.low_ms < 45 < mover.high_ms
    assert "along runway 18/36" in mover.words
    assert "consistent with an aircraft landing or taking off" in mover.words
    assert " or " in mover.words  # which of two directions is not known
    assert len(mover.points) == 4


def test_slow_and_small_counts_on_a_runway_only():
    picture = with_mover(ground(), 90, 60, 29, 180, step=0.3)
    assert "or a vehicle on the runway" in moving_aircraft(stack([picture]), 0, airfield())[0].words
    assert moving_aircraft(stack([picture]), 0) == ()


def test_across_the_runway_no_landing_is_claimed():
    found = moving_aircraft(stack([with_mover(ground(), 90, 60, 60, 90, step=0.3)]), 0, airfield())
    assert [m.runway for m in found] == [None]
    assert "in line with no runway" in found[0].words
    assert any("height" in r for r in found[0].reasons)


def test_other_sensors_and_two_bands_say_nothing():
    picture = with_mover(ground(), 90, 60, 45, 181, step=0.25)
    assert moving_aircraft(stack([picture], sensor="sentinel-1"), 0, airfield()) == ()


def test_a_strip_measures_along_and_beside():
    made = stack([ground()])
    line = strips_on(airfield(), made.grid)[0]
    assert line.length_m == pytest.approx(1600, abs=15)
    assert line.heading_deg == pytest.approx(180, abs=1)
    along, beside = line.place(100, 65)
    assert (along, beside) == (pytest.approx(800, abs=15), pytest.approx(50, abs=5))
    mask = line.mask(200, 200)
    assert mask[100, 60]
    assert not mask[100, 66]


def test_a_runway_without_thresholds_is_not_drawn():
    assert strips(airfield(thresholds=False), lambda _lat, _lon: (0.0, 0.0), PIXEL) == ()


@pytest.mark.shared
def test_the_aircraft_of_pisa():
    import rasterio

    from sightline.places.airfields import airfield as airfield_of

    with rasterio.open(shared("imagery/oscd/pisa_20150704.tif")) as file:
        values, where = file.read().astype(np.float32) / 1e4, file.transform
        size = (file.res[0] * 111_320 * math.cos(math.radians(43.7)), file.res[1] * 110_950)
    found = movers(values, BANDS, size)
    assert len(found) == 1
    mover = found[0]
    assert math.hypot(mover.row - 672, mover.column - 313) < 6
    assert 35 <= mover.speed_ms <= 50
    runways = strips(
        airfield_of("LIRP"),
        lambda lat, lon: ((lat - where.f) / where.e - 0.5, (lon - where.c) / where.a - 0.5),
        size,
    )
    on = min(runways, key=lambda s: s.place(mover.row, mover.column)[1])
    assert on.place(mover.row, mover.column)[1] < 30
    assert abs((mover.heading_deg - on.heading_deg + 90) % 180 - 90) < 6


def test_delays_run_from_blue_to_red():
    assert sorted(DELAYS_S, key=DELAYS_S.__getitem__) == ["B02", "B08", "B03", "B04"]
    assert to_grid(stack([ground()]).grid, 9.372, -66.923)[0] == pytest.approx(99.5, abs=1)


def of_users(made, pixel_m=10.0):
    """As a user gives it: bands by their colours, no word of the satellite."""
    scenes = tuple(replace(s, sensor="user", archive="user") for s in made.scenes)
    return replace(
        made, bands=("blue", "green", "red", "nir"), scenes=scenes, grid=replace(made.grid, pixel_m=pixel_m)
    )


def test_a_picture_that_a_user_gave_is_searched_too_and_what_is_supposed_is_said():
    moving = with_mover(ground(), 100, 60, 50, 180, step=0.3)
    (found,) = moving_aircraft(of_users(stack([moving])), 0, airfield())
    (known,) = moving_aircraft(stack([moving]), 0, airfield())
    assert (found.speed_ms, found.runway) == (known.speed_ms, known.runway)
    assert SUPPOSED in found.reasons
    assert SUPPOSED not in known.reasons
    assert moving_aircraft(of_users(stack([moving]), pixel_m=3.0), 0, airfield()) == ()  # not its pixels
    assert (
        moving_aircraft(replace(of_users(stack([moving])), bands=("band1", "band2", "band3", "band4")), 0)
        == ()
    )


def test_a_mover_is_told_of_either_picture_and_what_was_sought_does_not_matter():
    moving = with_mover(ground(), 100, 60, 50, 180, step=0.3)
    for pictures, side, kind in (
        ([moving, ground(2)], "before", "moving before"),
        ([ground(2), moving], "after", "moving"),
    ):
        both = of_users(stack(pictures))
        area = np.ones(both.usable.shape[1:], bool)
        found = planes(Plan(both, area, (0,), 1, True, (1.0, 1.0)), airfield(), count=False)
        assert f"In the picture {side} (" in found.reasons[0]
        assert "deciding nothing: a bright object moving" in found.reasons[0]
        assert [mark[2] for mark in found.marks] == [kind]
    assert planes(Plan(both, area, (0,), 1, True, (1.0, 1.0)), None, count=False) == Planes()
