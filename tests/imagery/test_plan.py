"""Which pass is tested against which, and on which ground; settled before any value is looked at."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagery.claims_made import LAT, LON, SITE
from sightline.imagery.area import area_mask
from sightline.imagery.ask import disc, spot
from sightline.imagery.grid import grid_of
from sightline.imagery.plan import LATER, USABLE, When, plan
from sightline.imagery.stack import Stack
from sightline.model.scene import Scene
from sightline.places.airfields import airfield

START, END = dt.datetime(2019, 3, 22, tzinfo=dt.UTC), dt.datetime(2019, 3, 26, 23, 59, 59, tzinfo=dt.UTC)
GRID = grid_of(SITE, 50.0)
AREA = area_mask(disc(LAT, LON, 250.0, "x"), GRID)


def a_stack(offsets: list[float], clear: list[bool] | None = None) -> Stack:
    """Passes so many days after the start of the claim's time; clear: whether the ground is seen."""
    at = [START + dt.timedelta(days=d) for d in offsets]
    scenes = tuple(
        Scene(f"s{n}", "a", "c", "sentinel-2", "p", moment, (), synthetic=True) for n, moment in enumerate(at)
    )
    shape = (len(at), 1, GRID.height, GRID.width)
    usable = np.ones((shape[0], *shape[2:]), dtype=bool)
    for n, seen in enumerate(clear or [True] * len(at)):
        usable[n] = seen
    return Stack(SITE, GRID, ("B04",), scenes, np.zeros(shape, np.float32), usable)


def when(*, lasts: bool) -> When:
    return When(START, END, lasts=lasts, until=END + LATER)


def test_what_stays_is_tested_on_the_first_pass_after() -> None:
    made = plan(a_stack([-10, -5, 2, 8, 13]), AREA, when(lasts=True))
    assert (made.baseline, made.after, made.settles) == ((0, 1), 3, True)


def test_what_may_leave_is_tested_on_the_last_pass_within() -> None:
    made = plan(a_stack([-10, 1, 3, 8]), AREA, when(lasts=False))
    assert (made.baseline, made.after, made.settles) == ((0,), 2, False)
    assert plan(a_stack([-10, 8]), AREA, when(lasts=False)).after is None


def test_a_pass_within_settles_nothing_of_what_was_built() -> None:
    made = plan(a_stack([-10, 2]), AREA, when(lasts=True))
    assert (made.after, made.settles) == (1, False)


def test_clouds_take_a_pass_away() -> None:
    made = plan(a_stack([-10, -5, 8, 13], [True, False, False, True]), AREA, when(lasts=True))
    assert (made.baseline, made.after) == ((0,), 3)
    assert made.shares == (1.0, 0.0, 0.0, 1.0)


@given(
    st.lists(st.tuples(st.floats(-900, 120), st.booleans()), max_size=12, unique_by=lambda p: p[0]),
    st.booleans(),
)
def test_no_pass_is_on_both_sides_and_all_of_them_are_seen(
    passes: list[tuple[float, bool]], lasts: bool
) -> None:
    ordered = sorted(passes)
    made = plan(a_stack([d for d, _ in ordered], [c for _, c in ordered]), AREA, when(lasts=lasts))
    used = (*made.baseline, *(() if made.after is None else (made.after,)))
    assert all(made.shares[n] >= USABLE for n in used)
    assert made.after not in made.baseline
    scenes = made.stack.scenes
    assert all(scenes[n].at < START for n in made.baseline)
    assert made.after is None or scenes[made.after].at >= START
    if made.settles and made.after is not None:
        assert scenes[made.after].at > END


@pytest.mark.parametrize("radius", [250.0, 500.0])
def test_the_disc_has_its_area(radius: float) -> None:
    ground = area_mask(disc(LAT, LON, radius, "x"), grid_of(SITE, 10.0))
    assert ground.sum() * 100 == pytest.approx(np.pi * radius**2, rel=0.02)


def test_the_ground_beside_a_runway_and_beyond_its_ends() -> None:
    field = airfield("SVCZ")
    found = spot(None, field)
    assert not isinstance(found, str)
    grid = grid_of(found.site, 10.0)
    ground = area_mask(found, grid)
    length = 3_000.0  # of the runway, as published
    assert ground.sum() * 100 == pytest.approx((length + 600.0) * 1_200.0, rel=0.05)
    middle = ground.shape[0] // 2, ground.shape[1] // 2
    assert ground[middle]
