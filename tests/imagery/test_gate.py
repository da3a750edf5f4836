"""Could it have been seen at all: which test failed, what would be needed, and laws that hold whatever the figures."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.imagery.observable import USABLE, Gate, Pass, gate, passes
from sightline.imagery.resolving import STATES
from sightline.imagery.sizes import Sized
from sightline.imagery.thing import Shape, Thing
from sightline.model.scene import Asked, Scene, Sensor, Site

SITE = Site(9.372, -66.923, 1000.0, "airbase")
PERIOD = (dt.datetime(2019, 3, 22, tzinfo=dt.UTC), dt.datetime(2019, 3, 29, 23, 59, 59, tzinfo=dt.UTC))
NOW = dt.datetime(2019, 8, 1, tzinfo=dt.UTC)
LAUNCHER = Thing("S-300 launchers", 13, 3.8)
CLEARING = Thing("clearing", 60, 60, trace="ground")
FINE = Asked("earth-search", "sentinel-2-l2a", "answered", 3)
DOWN = Asked("planetary-computer", "sentinel-2-l2a", "unreachable", 0, "timed out")


def a_pass(day: str, usable: float | None = 1.0, gsd: float = 10.0, sensor: Sensor = "sentinel-2") -> Pass:
    return Pass(f"S-{day}", sensor, dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC), gsd, usable)


BEFORE, DURING = a_pass("2019-03-10"), a_pass("2019-03-25", 0.9)


def asked(*things: Thing, seen: tuple[Pass, ...] = (BEFORE, DURING), **more: object) -> Gate:
    given: dict[str, object] = {"radius_m": 900.0, "period": PERIOD, "now": NOW, "asked": (FINE,)} | more
    sized = [Sized(t.name, t) for t in things]
    return gate(sized, SITE, seen=seen, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("sensor", ["sentinel-2", "sentinel-1"])
def test_a_launcher_is_never_observable_at_ten_metres(sensor: Sensor) -> None:
    for usable in (0.8, 1.0, None):
        seen = tuple(a_pass(d, usable, sensor=sensor) for d in ("2019-01-01", "2019-03-23", "2019-03-28"))
        found = asked(LAUNCHER, seen=seen, stays=True)
        assert (found.state, found.failed) == ("could not", "size")
        assert "1.9 m or less" in found.needed


def test_says_what_would_be_needed_in_metres_and_dates() -> None:
    found = asked(LAUNCHER)
    assert "from 22 March 2019 to 29 March 2019, and one of the same sensor from before" in found.needed
    assert "0.47 m or less to tell its class" in found.needed
    assert any("1.3 x 0.38 pixels" in r and "however many" in r for r in found.reasons)


def test_a_clearing_shows_as_a_change_and_never_what_it_is() -> None:
    found = asked(CLEARING, LAUNCHER)
    assert (found.state, found.failed, found.sensor) == ("as a change", "", "sentinel-2")
    assert found.things == (CLEARING,)
    assert found.before == (BEFORE,)
    assert found.during == (DURING,)
    assert any("too small to be seen" in r for r in found.reasons)


def test_by_the_table_of_sizes_and_pixels() -> None:
    rows = [
        (Thing("An-124", 69.1, 73.3, "transport"), 10.0, "as a change"),
        (Thing("An-124", 69.1, 73.3, "transport"), 3.0, "could"),
        (Thing("Il-62", 53.1, 43.2, "transport"), 10.0, "as a change"),
        (Thing("Su-30", 21.9, 14.7, "fighter"), 10.0, "could not"),
        (Thing("Su-30", 21.9, 14.7, "fighter"), 3.0, "as a change"),
        (LAUNCHER, 3.0, "as a change"),
        (LAUNCHER, 0.3, "could"),
        (Thing("revetment", 30, 30), 10.0, "as a change"),
        (Thing("frigate", 138, 16, "ship"), 10.0, "as a change"),
        (Thing("trench", 60, 2.5), 10.0, "could not"),
    ]
    for thing, gsd, state in rows:
        seen = (a_pass("2019-03-10", 1.0, gsd, "user"), a_pass("2019-03-25", 1.0, gsd, "user"))
        assert (thing.name, gsd, asked(thing, seen=seen).state) == (thing.name, gsd, state)


def test_the_coarser_of_the_two_pictures_decides() -> None:
    seen = (a_pass("2019-03-10", 1.0, 10.0, "user"), a_pass("2019-03-25", 1.0, 0.3, "user"))
    assert asked(LAUNCHER, seen=seen).failed == "size"


@pytest.mark.parametrize(
    ("failed", "words", "more"),
    [
        ("place", "no point on the map", {"radius_m": None}),
        ("place", "within 4 km", {"radius_m": 4000.0}),
        ("period", "not bounded", {"period": None}),
        ("period", "has not come yet", {"now": dt.datetime(2019, 1, 1, tzinfo=dt.UTC)}),
        ("archives", "not “nothing found”", {"seen": (), "asked": (DOWN,)}),
        ("pass", "No pass over the site", {"seen": (), "asked": (replace(FINE, scenes=0),)}),
        ("unread", "Of 3 scenes that archives named none could be used", {"seen": ()}),
        ("pass", "No archive was asked", {"seen": (), "asked": ()}),
        ("pass", "No pass of Sentinel-2", {"seen": (BEFORE,)}),
        ("reference", "from before 22 March 2019", {"seen": (DURING,)}),
        ("usable", "79% at best", {"seen": (BEFORE, replace(DURING, usable=0.79))}),
        ("usable", "before 22 March 2019", {"seen": (replace(BEFORE, usable=0.1), DURING)}),
    ],
)
def test_says_which_test_failed(failed: str, words: str, more: dict[str, object]) -> None:
    found = asked(CLEARING, **more)  # type: ignore[arg-type]
    assert (found.state, found.failed) == ("could not", failed)
    assert words in " ".join(found.reasons)
    # No picture mends a time that is not bounded or has not come.
    assert bool(found.needed) == (failed != "period")
    assert found.things == ()


def test_an_archive_that_is_down_is_told_whatever_the_others_say() -> None:
    for seen in ((), (BEFORE, DURING)):
        found = asked(CLEARING, seen=seen, asked=(FINE, DOWN))
        assert any("planetary-computer could not be reached (timed out)" in r for r in found.reasons)
        assert found.failed != "archives"


def test_an_archive_asked_for_two_sensors_is_told_once() -> None:
    again = replace(DOWN, words="it gave no answer a moment ago and was not asked again")
    found = asked(CLEARING, seen=(), asked=(DOWN, again))
    assert sum("planetary-computer" in r for r in found.reasons) == 1
    assert any("(timed out)" in r for r in found.reasons)


def a_scene(day: str, sensor: Sensor = "sentinel-2") -> Scene:
    at = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)
    return Scene(id=f"S-{day}", archive="local", collection="made", sensor=sensor, platform="s", at=at, assets=(), item="")  # fmt: skip


def test_a_pass_that_is_known_and_could_not_be_read_is_not_called_none() -> None:
    gone = a_scene("2019-03-24")
    found = asked(CLEARING, seen=(BEFORE,), unread=(gone,))
    assert (found.state, found.failed) == ("could not", "unread")
    assert "scenes of 24 March 2019 are known, and could not be used" in " ".join(found.reasons)
    assert "once they can be had" in found.needed
    # Neither of another sensor nor of another time is a pass of this one.
    for other in (a_scene("2019-03-24", "sentinel-1"), a_scene("2019-04-24")):
        assert asked(CLEARING, seen=(BEFORE,), unread=(other,)).failed == "pass"
    assert asked(CLEARING, unread=(gone,)).failed == ""


def test_ground_whose_cloud_mask_is_lost_is_not_called_clouded() -> None:
    found = asked(CLEARING, seen=(BEFORE, replace(DURING, usable=0.0, masked=False)))
    assert found.failed == "usable"
    assert "Of no pass in the period is it known what clouds hide" in " ".join(found.reasons)
    found = asked(
        CLEARING, seen=(BEFORE, replace(DURING, usable=0.0, masked=False), a_pass("2019-03-26", 0.3))
    )
    assert "30% at best" in " ".join(found.reasons)


def test_beyond_the_grid_no_picture_would_help() -> None:
    polar = Site(85.0, 10.0, 1000.0, "ice")
    found = gate([Sized("clearing", CLEARING)], polar, 900.0, PERIOD, NOW, (FINE,), ())
    assert (found.failed, found.needed) == ("polar", "")
    assert "beyond 80° S or 84° N" in found.reasons[0]


def test_what_stays_is_seen_on_a_later_pass_and_what_leaves_is_not() -> None:
    seen = (BEFORE, a_pass("2019-05-01"))
    assert asked(CLEARING, seen=seen, stays=True).failed == ""
    assert asked(CLEARING, seen=seen).failed == "pass"


def test_unknown_sizes_stay_unknown() -> None:
    found = gate(
        [Sized("equipment", None, "How large “equipment” is cannot be told from the words")],
        SITE, 900.0, PERIOD, NOW, (FINE,), (BEFORE, DURING),
    )  # fmt: skip
    assert (found.state, found.failed) == ("could not", "size")
    assert "cannot be told" in " ".join(found.reasons)


def test_where_only_the_kind_is_known_the_largest_of_it_decides() -> None:
    hall = Thing("building", 15, 12, trace="ground", most_m=(150, 80))
    found = asked(hall)
    assert found.state == "as a change"
    assert any("only one at the large end of its kind" in r for r in found.reasons)


def test_the_best_sensor_is_taken_and_the_others_told() -> None:
    radar = tuple(a_pass(d, sensor="sentinel-1") for d in ("2019-03-01", "2019-03-24"))
    found = asked(Thing("hangar", 30, 30, trace="ground"), seen=(BEFORE, DURING, *radar))
    assert found.sensor == "sentinel-2"
    assert any("what this radar resolves" in r for r in found.reasons)


SIZES = st.floats(1, 300)
SHARES = st.one_of(st.none(), st.floats(0, 1))
RATIOS = st.floats(0.4, 2.5)
SHAPES = st.sampled_from(("rectangle", "transport", "fighter", "ship"))


def rank(found: Gate) -> int:
    return STATES.index(found.state)


@given(SIZES, RATIOS, st.floats(0.2, 40), st.floats(0, 1), SHAPES)
def test_a_finer_pixel_never_makes_it_less_observable(
    length: float, ratio: float, gsd: float, finer: float, shape: Shape
) -> None:
    thing = Thing("x", length, length * ratio, shape)
    both = []
    for metres in (gsd, gsd * (0.05 + 0.95 * finer)):
        seen = (a_pass("2019-03-10", 1, metres, "user"), a_pass("2019-03-25", 1, metres, "user"))
        both.append(rank(asked(thing, seen=seen)))
    assert both[0] <= both[1]


@given(SIZES, RATIOS, st.floats(1, 5), st.floats(0.3, 30), SHAPES)
def test_a_larger_thing_is_never_less_observable(
    length: float, ratio: float, more: float, gsd: float, shape: Shape
) -> None:
    seen = (a_pass("2019-03-10", 1, gsd, "user"), a_pass("2019-03-25", 1, gsd, "user"))
    small, large = (Thing("x", length * k, length * ratio * k, shape) for k in (1, more))
    assert rank(asked(small, seen=seen)) <= rank(asked(large, seen=seen))


@given(st.lists(st.floats(0, 1), min_size=2, max_size=6), st.floats(0, 1), SIZES)
def test_more_clear_ground_never_makes_it_less_observable(
    shares: list[float], more: float, length: float
) -> None:
    def seen(add: float) -> tuple[Pass, ...]:
        days = ("2019-03-10", "2019-03-25", "2019-03-12", "2019-03-27", "2019-03-14", "2019-03-29")
        return tuple(a_pass(d, s + (1 - s) * add) for d, s in zip(days, shares, strict=False))

    thing = Thing("x", length, length)
    assert rank(asked(thing, seen=seen(0.0))) <= rank(asked(thing, seen=seen(more)))


@given(st.lists(st.tuples(st.integers(1, 27), SHARES), max_size=6), st.booleans())
def test_what_was_not_seen_is_never_said_to_have_been(
    days: list[tuple[int, float | None]], stays: bool
) -> None:
    seen = tuple(a_pass(f"2019-03-{d:02d}", s) for d, s in days)
    found = asked(CLEARING, seen=seen, stays=stays)
    if found.state != "could not":
        assert all(p.clear and p.at < PERIOD[0] for p in found.before)
        assert all(p.clear and p.at >= PERIOD[0] for p in found.during)
        assert found.before
        assert found.during


def test_passes_of_a_stack_know_their_usable_share() -> None:
    from power_made import a_stack, middle

    stack = a_stack(dates=2)
    area = middle(stack)
    stack.usable[1][area.nonzero()[0][: area.sum() // 2], area.nonzero()[1][: area.sum() // 2]] = False
    first, second = passes(stack, area)
    assert first.usable == 1.0
    assert second.usable == 0.5
    assert not second.clear
    assert USABLE == 0.8
