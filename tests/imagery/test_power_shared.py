"""Power on real ground of ../shared/imagery, the dates made up: what the targets name."""

import pytest
from bench.imagery_power import DATES, LAUNCHER, THINGS, City, _sites, cities, made_stack

from sightline.imagery.power import Trials, power
from sightline.imagery.ranks import prepare
from support import shared

pytestmark = pytest.mark.shared
AN_124 = next(t for t in THINGS if t.name == "An-124")


@pytest.fixture(scope="module")
def city() -> City:
    shared("imagery/oscd")
    return min(cities(shared("imagery")), key=lambda c: c.before.size)


def tried(city: City) -> Trials:
    stack, area = made_stack(city, _sites(city)[0])
    test = prepare(stack, area, range(DATES))
    return Trials(stack, area, test.p, range(DATES), test.smallest_p, most=40)


def test_a_large_aircraft_in_quiet_surroundings_is_found(city: City) -> None:
    found = power(tried(city), AN_124, 0.2)
    assert found.says == "no change may be said"


@pytest.mark.parametrize("step", [0.1, 0.2])
def test_a_launcher_is_not(city: City, step: float) -> None:
    assert power(tried(city), LAUNCHER, step).says == "not observable"
