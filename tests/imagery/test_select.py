"""What is one pass, which version of it is taken, and which passes are read."""

import datetime as dt
import random

from hypothesis import given
from hypothesis import strategies as st

from sightline.imagery.select import ONE_PASS, choose, merged, passes
from sightline.model.scene import Asset, Scene, Sensor

DAY = dt.timedelta(days=1)
START = dt.datetime(2019, 3, 25, tzinfo=dt.UTC)
END = dt.datetime(2019, 3, 29, 23, 59, 59, tzinfo=dt.UTC)
PIXELS = (Asset("B04", "https://a.example/B04.tif"),)


def a_scene(
    days: float = 0.0,
    *,
    tile: str | None = "19PGL",
    orbit: int | None = 82,
    cloud: float | None = 5.0,
    archive: str = "a",
    baseline: str | None = "02.11",
    platform: str = "sentinel-2a",
    sensor: Sensor = "sentinel-2",
    name: str = "",
    assets: tuple[Asset, ...] = PIXELS,
) -> Scene:
    """days: from the period's beginning."""
    at = START + dt.timedelta(hours=15) + days * DAY
    id_ = name or f"{platform}-{tile}-{at:%Y%m%d}-{archive}-{baseline}-{orbit}"
    return Scene(
        id_,
        archive,
        "c",
        sensor,
        platform,
        at,
        assets,
        orbit=orbit,
        tile=tile,
        cloud=cloud,
        baseline=baseline,
    )


def test_two_tiles_of_one_pass_are_one_pass_and_both_are_kept() -> None:
    tiles = [a_scene(tile="19PGL"), a_scene(0.0002, tile="20PKR")]
    (one,) = passes(tiles)
    assert set(one.scenes) == set(tiles)
    assert merged(tiles) == (tuple(tiles), ())
    assert set(choose(tiles, START, END).scenes) == set(tiles)


def test_of_tiles_that_each_show_all_of_the_site_one_is_read_the_same_on_all_dates() -> None:
    rows = [a_scene(5.0 * n, tile=tile) for n in range(-5, 2) for tile in ("19PGL", "20PKR")]
    whole = {s.id for s in rows if s.tile == "20PKR" or s.at < START - 20 * DAY}
    chosen = choose(rows, START, END, whole=whole)
    assert {s.tile for s in chosen.scenes} == {"20PKR"}
    assert len(chosen.scenes) == 7
    assert {why for _, why in chosen.left} == {"another tile of the same pass shows all of the site"}
    assert len(choose(rows, START, END).scenes) == 14
    alone = {s.id for s in rows if s.tile == "19PGL" and s.at > START}
    assert len(choose(rows, START, END, whole=alone).scenes) == 14 - len(alone)


def test_of_a_pass_that_was_processed_again_the_newest_is_taken_and_that_is_said() -> None:
    old, new = a_scene(baseline="02.11"), a_scene(0.001, baseline="05.00")
    kept, words = merged([new, old])
    assert kept == (new,)
    assert "1 scenes are there in a newer processing too" in words[0]


def test_of_two_archives_the_first_is_taken_unless_only_the_other_gives_its_pixels() -> None:
    # Archives differ in what they call the moment of a pass: its own, or that of the datatake's beginning.
    first, second = a_scene(archive="z"), a_scene(-0.01, archive="b")
    kept, words = merged([second, first], ["z", "b"])
    assert kept == (first,)
    assert "two archives" in words[0]
    closed = a_scene(archive="z", assets=())
    assert merged([second, closed], ["z", "b"])[0] == (second,)


def test_two_halves_of_a_tile_are_both_kept() -> None:
    halves = (a_scene(name="S2A_19PGL_20190325_0_L2A"), a_scene(0.0001, name="S2A_19PGL_20190325_1_L2A"))
    assert merged(halves) == (halves, ())


def test_what_is_not_the_same_pass_is_never_merged() -> None:
    others = [
        a_scene(),
        a_scene(platform="sentinel-2b"),
        a_scene(5.0),
        a_scene(0.02, orbit=10),
        a_scene(0.0001, tile=None, name="p1"),
        a_scene(0.0002, tile=None, name="p2"),
    ]
    assert len(merged(others)[0]) == len(others)


def test_pictures_that_a_user_brings_are_each_a_pass_of_their_own() -> None:
    rows = [a_scene(n / 2000, sensor="user", orbit=None, tile=None, platform="") for n in range(3)]
    assert len(passes(rows)) == 3


def test_the_choice_holds_the_period_what_follows_and_a_baseline_of_the_same_orbit() -> None:
    held = [a_scene(5.0 * n) for n in range(-100, 30)] + [
        a_scene(5.0 * n + 2, orbit=39) for n in range(-100, 0)
    ]
    chosen = choose(held, START, END)
    orbits = [s.orbit for s in chosen.scenes]
    assert set(orbits) == {82}
    assert sum(START <= s.at <= END for s in chosen.scenes) == 1
    assert sum(s.at > END for s in chosen.scenes) == 4
    assert sum(s.at < START for s in chosen.scenes) == 27  # 24 of them clear, at 5 % clouds
    why = {s.orbit: words for s, words in chosen.left}
    assert "no pass in the period or after it" in why[39]


def test_the_baseline_is_clear_and_of_the_season() -> None:
    held = [a_scene(0.0)] + [a_scene(-5.0 * n, cloud=90.0 if n % 2 else 5.0) for n in range(1, 140)]
    before = [s for s in choose(held, START, END, baseline=20).scenes if s.at < START]
    assert len(before) == 23
    assert all(s.cloud == 5.0 for s in before)
    far = [(START - s.at).days for s in before]
    assert any(300 < days < 430 for days in far)  # last year's spring before last autumn
    assert not any(120 < days < 240 for days in far)


def test_where_it_is_often_cloudy_more_passes_are_read() -> None:
    held = [a_scene(0.0)] + [a_scene(-5.0 * n, cloud=45.0) for n in range(1, 140)]
    before = [s for s in choose(held, START, END, baseline=20).scenes if s.at < START]
    assert len(before) == 60 - 1  # 20 / 0.55 / 0.55 would be 67, and no more than 60 are read
    assert len(choose(held, START, END, baseline=20, most=25).scenes) == 25


def test_cloudy_passes_are_read_where_there_are_no_others() -> None:
    held = [a_scene(0.0, cloud=100.0)] + [a_scene(-5.0 * n, cloud=99.0) for n in range(1, 9)]
    assert len(choose(held, START, END).scenes) == 9


def test_no_more_is_read_than_was_allowed_and_what_is_left_has_a_reason() -> None:
    held = [a_scene(1.0 * n) for n in range(-300, 100)]
    chosen = choose(held, START, END + 60 * DAY, most=30)
    assert len(chosen.scenes) == 30
    assert len(chosen.left) == 370
    assert all(words for _, words in chosen.left)


def test_scenes_whose_files_cannot_be_had_are_said_to_be_there() -> None:
    chosen = choose([a_scene(assets=())], START, END)
    assert chosen.scenes == ()
    assert [words for _, words in chosen.left] == ["its files cannot be had"]
    assert choose([], START, END).words == ("no archive named a scene of the place and time",)


SCENES = st.lists(
    st.builds(
        a_scene,
        st.floats(-400, 60),
        tile=st.sampled_from(["19PGL", "20PKR", None]),
        orbit=st.sampled_from([82, 39, None]),
        cloud=st.floats(0, 100) | st.none(),
        archive=st.sampled_from(["a", "b"]),
        baseline=st.sampled_from(["02.11", "05.00", None]),
        platform=st.sampled_from(["sentinel-2a", "sentinel-2b", "sentinel-1a"]),
        sensor=st.sampled_from(["sentinel-2", "sentinel-1", "user"]),
        assets=st.sampled_from([PIXELS, ()]),
    ),
    max_size=40,
    unique_by=lambda s: s.id,
)


@given(SCENES, st.randoms(use_true_random=False))
def test_the_order_in_which_scenes_come_changes_nothing(scenes: list[Scene], random_: random.Random) -> None:
    other = list(scenes)
    random_.shuffle(other)
    assert merged(other, ["a", "b"]) == merged(scenes, ["a", "b"])
    mine, yours = choose(scenes, START, END), choose(other, START, END)
    assert mine.scenes == yours.scenes
    assert set(mine.left) == set(yours.left)


@given(SCENES, st.integers(1, 7))
def test_every_scene_is_chosen_or_has_a_reason_and_every_pass_keeps_a_scene(
    scenes: list[Scene], step: int
) -> None:
    chosen = choose(scenes, START, END, whole={s.id for s in scenes[::step]})
    assert sorted(s.id for s in (*chosen.scenes, *(s for s, _ in chosen.left)) if s.assets) == sorted(
        s.id for s in scenes if s.assets
    )
    kept = merged(scenes)[0]
    assert set(kept) <= set(scenes)
    for scene in scenes:
        near = [k for k in kept if k.platform == scene.platform and abs(k.at - scene.at) <= ONE_PASS]
        assert near
    assert merged(kept)[0] == kept
